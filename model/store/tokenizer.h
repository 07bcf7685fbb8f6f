#pragma once

#include "error.h"

struct sqlite3;

namespace cairn {

/// Makes the FTS5 tokenizer `cairn`, without which note_text cannot be used, and the ranking
/// function of searchrank.h known to a connection. The tokenizer is `unicode61 remove_diacritics
/// 2`, but every character of a script that is written without spaces (Chinese, Japanese, Korean,
/// Thai, Lao, Khmer, Burmese) and every emoji is a token of its own: any part of such a text is
/// found, as a phrase.
Result<void> registerSearch(sqlite3 *handle);

/// The character is a token of its own to the tokenizer.
bool isSingleToken(char32_t character);

} // namespace cairn
