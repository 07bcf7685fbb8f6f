// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

struct fts5_api;

namespace cairn {

/// Adds the ranking function `cairn_rank(table, titleWeight, bodyWeight)` to FTS5; less is better.
/// It is BM25 without the part that says how rare a word is among all notes: all words of a query
/// must match anyway, and finding that out would read every match in the store, which is what makes
/// bm25() slower with each note. Returns a SQLite result code.
int addRankFunction(fts5_api *fts);

} // namespace cairn
