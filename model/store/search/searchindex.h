// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "note.h"
#include "searchquery.h"
#include "store/search/noteconditions.h"

#include <QHash>

#include <optional>

namespace cairn {

struct StoreContext;

/// Full-text search over title and body (FTS5, tokenizer.h) in the language of searchquery.h.
/// Titles weigh more than bodies. Whole words and beginnings come before parts of words. The cost
/// hardly depends on how many notes there are.
class SearchIndex {
public:
    /// Ranking looks at so many matches, the newest ones: enough for people, and its cost has a
    /// bound. No search for words or signs finds more in one way of looking; those by filters alone
    /// find all.
    static constexpr int kRankedMatches = 1'000;

    explicit SearchIndex(StoreContext &context);
    /// Ranks (searchrank.h) the newest kRankedMatches, best first. Queries of filters only: newest
    /// first, score 0. An empty query finds nothing; one of signs alone the notes that hold them,
    /// among the newest 5,000.
    Result<QList<SearchHit>> search(const QString &query, int limit);
    struct Found {
        QList<qint64> keys;
        bool mayBeMore = false; ///< a bound ended the search before all was looked at; limits of
                                ///< the query are none
    };
    /// Keys only, same order, for the list model; `query.text` plus the other conditions of the
    /// query. When the text has no words, sorted as the query says; signs that no note holds are as
    /// nothing.
    Result<Found> find(const NoteQuery &query);
    Result<QList<qint64>>
    keys(const NoteQuery &query); ///< the same without the answer whether these are all
    /// What to show of some notes that a query found, with marks as in SearchHit. Notes found by
    /// their title only have none; a query without words has no snippets.
    Result<QHash<qint64, QString>> snippets(const QString &query, const QList<qint64> &keys);
    /// Looks whether `words` of the known words, after the key `from`, still stand in a text, and
    /// forgets those that do not. Returns where to go on; 0: all were looked at. For idle moments.
    Result<qint64> sweepWords(qint64 from, int words);
    /// Deleted words stay among the known words until these are swept, and in the parts of the
    /// index until these are joined. One short step of that; `first` begins. False: it is done.
    Result<bool> forgetDeleted(bool first);

private:
    struct Prepared {
        SearchQuery text;
        /// The same with the words that begin as the last one does instead of all of them; no
        /// terms: there is no such word, or too few notes for it to matter.
        SearchQuery beginnings;
        SearchQuery
            parts; ///< the same, with words that contain those asked for; no terms: there are none
        NoteConditions conditions;
        NoteConditions place; ///< those of the query alone, without what the text asks for
        qint64 notes = 0; ///< in the whole store
        bool partsLeftOut = false; ///< more words contain those asked for than are looked for
        QString titleBeginning; ///< titles are looked up instead of words; as titleKeyOf makes it
    };
    struct Match {
        qint64 key = 0;
        double score = 0; ///< greater is better
    };
    struct Matches {
        QList<Match> list;
        bool mayBeMore = false;
        void cutTo(const NoteQuery &query) { list = list.mid(query.offset, query.limit); }
    };
    Result<Prepared> prepare(const NoteQuery &query, SearchQuery text);
    Result<void> settleLastWord(Prepared &search);
    Result<void> addParts(Prepared &search);
    Result<Matches> matches(const Prepared &search, const NoteQuery &query);
    Result<void> addBeginnings(Prepared &search);
    Result<Matches> beginnings(const Prepared &search);
    Result<Matches> ranked(const Prepared &search, const SearchQuery &text);
    Result<Matches> literal(const Prepared &search);
    Result<Matches> cutOut(const NoteQuery &query);
    Result<Matches> filtered(const Prepared &search, const NoteQuery &query);
    static SearchQuery markable(const Prepared &search);
    static QString wholeMatch(const SearchQuery &query);
    Result<Matches> wordsOrFilters(const Prepared &search, const NoteQuery &query);
    Result<QList<SearchHit>> hits(const QList<Match> &matches);
    Result<QHash<qint64, QString>> snippets(const SearchQuery &text, const QList<qint64> &keys);

    StoreContext &m_context;
    std::optional<qint64> m_sweptTo; ///< of forgetDeleted; nothing: all words were looked at
    bool m_joining = false; ///< the parts of the index are being joined
};

} // namespace cairn
