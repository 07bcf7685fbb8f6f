#pragma once

#include "error.h"

struct sqlite3;

namespace cairn {

/// Makes the FTS5 tokenizer `cairn` known to a connection; note_text cannot be used without it. It
/// is `unicode61 remove_diacritics 2`, but every character of a script that is written without
/// spaces (Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese) and every emoji is a token of its
/// own: any part of such a text is found, as a phrase.
Result<void> registerTokenizer(sqlite3 *handle);

/// The character is a token of its own to the tokenizer.
bool isSingleToken(char32_t character);

} // namespace cairn
