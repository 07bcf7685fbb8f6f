// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "searchquery.h"

namespace cairn {

/// What stands around a match in a snippet: private characters that no text contains.
inline constexpr QChar kMatchBegin = u'\uE000';
inline constexpr QChar kMatchEnd = u'\uE001';

/// One line of a text around the first place that a query found, with marks around all places in
/// it; empty when there is none (the query matched the title). Words are those of searchwords.h, as
/// in the index. SQLite's own snippet() would ask the index again for every note, which for
/// beginnings of words costs more than the search.
QString textSnippet(const QString &text, const SearchQuery &query);

} // namespace cairn
