// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

struct sqlite3;

namespace cairn {

class Vocabulary;

/// Makes the FTS5 tokenizer `cairn`, without which note_text cannot be used, the ranking function
/// of searchrank.h and cairn_tag_key(tag), which is tagname::key, and cairn_preview(body), which
/// is previewOf, known to a connection. What a word is stands in searchwords.h. The vocabulary
/// hears of every word of every text that goes into the index or out of it; it is not owned and
/// outlives the connection's use.
Result<void> registerSearch(sqlite3 *handle, Vocabulary &vocabulary);

} // namespace cairn
