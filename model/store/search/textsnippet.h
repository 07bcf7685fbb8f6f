// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "searchquery.h"

#include <vector>

namespace cairn {

/// What stands around a match in a snippet: private characters that no text contains.
inline constexpr QChar kMatchBegin = u'\uE000';
inline constexpr QChar kMatchEnd = u'\uE001';

/// One line of a text around the first place that a query found, with marks around all places in
/// it; empty when there is none (the query matched the title). Words are those of searchwords.h, as
/// in the index. SQLite's own snippet() would ask the index again for every note, which for
/// beginnings of words costs more than the search.
QString textSnippet(const QString &text, const SearchQuery &query);

/// The same for many texts and one query.
class SnippetMaker {
public:
    explicit SnippetMaker(const SearchQuery &query);
    ~SnippetMaker();
    SnippetMaker(const SnippetMaker &) = delete;
    SnippetMaker &operator=(const SnippetMaker &) = delete;
    QString of(const QString &text) const;

private:
    struct Wanted;
    std::vector<Wanted> m_terms;
    qsizetype m_longest = 0; ///< words of the longest term
};

} // namespace cairn
