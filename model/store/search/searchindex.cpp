// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/search/searchindex.h"

#include "notetext.h"
#include "searchwords.h"
#include "store/search/literaltext.h"
#include "store/search/noteconditions.h"
#include "store/search/textsnippet.h"
#include "store/sqlite/database.h"
#include "store/sqlite/vocabulary.h"
#include "store/tree/storecontext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>

#include <sqlite3.h>

namespace cairn {

namespace {

constexpr int kMergePages = 64; // about 5 ms

/// Snippets come from the beginning of a note, so that a page of large notes costs little.
constexpr int kMaxSnippetLength = 64 * 1024;

constexpr int kWordsInStep = 500; ///< looked at in one step

QString jsonOf(const QList<qint64> &keys)
{
    QJsonArray array;
    for (const qint64 key : keys)
        array.append(key);
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

/// The rows of note_text that match and fulfil the conditions, the newest ones, with their rank.
QString rankedSql(const NoteConditions &conditions, qint64 notes)
{
    // Few notes fulfil the conditions: collect them first. Many: look at each match until there are
    // enough. The first costs by the number of these notes, the second by how seldom a match is one
    // of them.
    const bool few = conditions.atMost
        && *conditions.atMost * *conditions.atMost < qint64(SearchIndex::kRankedMatches) * notes;
    const QString test = few
        ? QStringLiteral("+note_text.rowid IN (SELECT n.rowid FROM note n WHERE %1)")
        : QStringLiteral("%1");
    return QStringLiteral("SELECT n.document, cairn_rank(note_text, 8.0, 1.0)"
                          " FROM note_text CROSS JOIN note n INDEXED BY note_by_row"
                          " ON n.rowid = note_text.rowid"
                          " WHERE note_text MATCH :match AND %1"
                          " ORDER BY note_text.rowid DESC LIMIT %2")
        .arg(test.arg(conditions.sql))
        .arg(SearchIndex::kRankedMatches);
}

QString listOrder(const NoteQuery &query)
{
    QString order = query.pinnedFirst ? QStringLiteral("n.pinned DESC, ") : QString();
    switch (query.sort) {
    case NoteQuery::Sort::Updated:
        return order + QStringLiteral("n.updated_at DESC, n.document DESC");
    case NoteQuery::Sort::Created:
        return order + QStringLiteral("n.created_at DESC, n.document DESC");
    case NoteQuery::Sort::Title:
        return order + QStringLiteral("n.title_key, n.document");
    }
    return order;
}

NoteQuery newestFirst()
{
    NoteQuery query;
    query.pinnedFirst = false;
    return query;
}

} // namespace

SearchIndex::SearchIndex(StoreContext &context)
    : m_context(context)
{
}

Result<QList<SearchHit>> SearchIndex::search(const QString &query, int limit)
{
    NoteQuery plain = newestFirst();
    plain.text = query;
    plain.limit = limit;
    const SearchQuery text = SearchQuery::parse(query);
    CAIRN_ASSIGN(const Prepared search, prepare(plain, text));
    Matches found;
    if (text.isEmpty()) {
        CAIRN_ASSIGN(found, literal(search));
        found.cutTo(plain);
    } else {
        CAIRN_ASSIGN(found, matches(search, plain));
    }
    CAIRN_ASSIGN(QList<SearchHit> list, hits(found.list));
    QList<qint64> keys;
    for (const SearchHit &hit : std::as_const(list))
        keys.append(hit.key);
    CAIRN_ASSIGN(const auto excerpts, snippets(markable(search), keys));
    for (SearchHit &hit : list)
        hit.snippet = excerpts.value(hit.key, hit.snippet);
    return list;
}

Result<SearchIndex::Found> SearchIndex::find(const NoteQuery &query)
{
    CAIRN_ASSIGN(const Prepared search, prepare(query, SearchQuery::parse(query.text)));
    CAIRN_ASSIGN(const Matches matching, matches(search, query));
    Found found{{}, matching.mayBeMore};
    found.keys.reserve(matching.list.size());
    for (const Match &match : matching.list)
        found.keys.append(match.key);
    return found;
}

Result<QList<qint64>> SearchIndex::keys(const NoteQuery &query)
{
    return find(query).map([](const Found &found) { return found.keys; });
}

Result<qint64> SearchIndex::sweepWords(qint64 from, int words)
{
    return Vocabulary::sweep(m_context.database, from, words);
}

Result<bool> SearchIndex::forgetDeleted(bool first)
{
    if (first)
        m_sweptTo = 0;
    if (m_sweptTo) {
        CAIRN_ASSIGN(const qint64 next, sweepWords(*m_sweptTo, kWordsInStep));
        m_sweptTo = next > 0 ? std::optional(next) : std::nullopt;
        m_joining = false;
        return true;
    }
    Transaction transaction(m_context.database);
    CAIRN_TRY(transaction.begin());
    bool more = false;
    for (const char *index : {"note_text", "word_part"}) {
        const int before = sqlite3_total_changes(m_context.database.handle());
        // A negative number of pages joins all parts instead of those of one size.
        Statement merge = m_context.database.statement(
            QStringLiteral("INSERT INTO %1 (%1, rank) VALUES ('merge', :pages)")
                .arg(QLatin1String(index)));
        CAIRN_TRY(merge.bind(":pages", m_joining ? kMergePages : -kMergePages).run());
        // FTS5 counts the command itself; with nothing left to do that is all.
        more = more || sqlite3_total_changes(m_context.database.handle()) - before >= 2;
    }
    CAIRN_TRY(transaction.commit());
    m_joining = true;
    return more;
}

/// What was typed literally, then whole words and beginnings, then parts of words; each note once.
/// When all of that is nothing, texts that it may have been cut out of.
Result<SearchIndex::Matches> SearchIndex::matches(const Prepared &search, const NoteQuery &query)
{
    CAIRN_ASSIGN(Matches found, literal(search));
    if (!found.list.isEmpty() && search.text.isEmpty()) {
        found.cutTo(query);
        return found;
    }
    if (found.list.isEmpty() && !search.text.hasWords())
        return search.conditions.impossible ? Matches() : filtered(search, query);
    NoteQuery whole = query;
    whole.limit = -1;
    whole.offset = 0;
    CAIRN_ASSIGN(const Matches others, wordsOrFilters(search, whole));
    QSet<qint64> seen;
    for (const Match &match : std::as_const(found.list))
        seen.insert(match.key);
    for (const Match &match : others.list) {
        if (!seen.contains(match.key))
            found.list.append(match);
        seen.insert(match.key);
    }
    // What holds the whole text has its words, too: only those count that were looked at here.
    found.mayBeMore = others.mayBeMore;
    if (found.list.isEmpty()) {
        CAIRN_ASSIGN(found, cutOut(query));
    }
    found.cutTo(query);
    return found;
}

/// All that fulfils the filters; with words, whole ones and beginnings, then parts of words. A note
/// may come twice.
Result<SearchIndex::Matches>
SearchIndex::wordsOrFilters(const Prepared &search, const NoteQuery &query)
{
    if (search.conditions.impossible)
        return Matches();
    if (!search.text.hasWords())
        return filtered(search, query);
    CAIRN_ASSIGN(Matches found, beginnings(search));
    if (!found.mayBeMore) { // so few that all beginnings can be looked for
        CAIRN_ASSIGN(found, ranked(search, search.text));
    }
    if (search.parts.terms.isEmpty() || found.mayBeMore)
        return found;
    CAIRN_ASSIGN(const Matches parts, ranked(search, search.parts));
    found.list += parts.list;
    found.mayBeMore = parts.mayBeMore || search.partsLeftOut;
    return found;
}

/// One word that is being typed, by words that begin so; not all of them, unless `mayBeMore` says
/// that there are as many as are ranked. Nothing for queries with more to it.
Result<SearchIndex::Matches> SearchIndex::beginnings(const Prepared &search)
{
    const NoteConditions &conditions = search.conditions;
    const bool narrowed =
        conditions.atMost || !conditions.values.isEmpty() || !search.text.filters.isEmpty();
    if (search.beginnings.terms.size() != 1 || narrowed)
        return Matches();
    return ranked(search, search.beginnings);
}

QString SearchIndex::wholeMatch(const SearchQuery &query)
{
    const QString wanted = query.matchExpression();
    const QString excluded = query.excludeExpression();
    return excluded.isEmpty() ? wanted : QStringLiteral("(%1) NOT (%2)").arg(wanted, excluded);
}

/// The newest matches, best first.
Result<SearchIndex::Matches> SearchIndex::ranked(const Prepared &search, const SearchQuery &text)
{
    auto rows = m_context.database.statement(rankedSql(search.conditions, search.notes));
    search.conditions.bindTo(rows);
    rows.bind(":match", wholeMatch(text));
    CAIRN_TRY(rows.run());
    Matches found;
    while (rows.next())
        found.list.append({rows.integer(0), -rows.real(1)});
    CAIRN_TRY(rows.status());
    found.mayBeMore = found.list.size() == kRankedMatches;
    // Of those that are as good the newest stays first.
    std::stable_sort(found.list.begin(), found.list.end(), [](const Match &a, const Match &b) {
        return a.score > b.score;
    });
    return found;
}

/// Texts that hold what was typed as it stands, newest first.
Result<SearchIndex::Matches> SearchIndex::literal(const Prepared &search)
{
    Matches found;
    if (search.text.literal.isEmpty() || search.place.impossible)
        return found;
    Database &database = m_context.database;
    const QString &text = search.text.literal;
    const QString expression = search.text.literalExpression();
    CAIRN_ASSIGN(
        const literaltext::Found holding,
        expression.isEmpty()
            ? literaltext::holdingSigns(database, search.place, text, kRankedMatches)
            : literaltext::holding(database, search.place, expression, text));
    found.mayBeMore = holding.mayBeMore;
    for (const qint64 key : holding.keys)
        found.list.append({key, 0});
    return found;
}

/// Texts that what was typed may have been cut out of.
Result<SearchIndex::Matches> SearchIndex::cutOut(const NoteQuery &query)
{
    Matches found;
    const QString expression = literaltext::insideOf(query.text);
    if (expression.isEmpty())
        return found;
    CAIRN_ASSIGN(
        const NoteConditions place,
        NoteConditions::build(m_context.database, query, SearchQuery()));
    if (place.impossible)
        return found;
    CAIRN_ASSIGN(
        const literaltext::Found holding,
        literaltext::holding(m_context.database, place, expression, query.text.trimmed()));
    found.mayBeMore = holding.mayBeMore;
    for (const qint64 key : holding.keys)
        found.list.append({key, 0});
    return found;
}

/// The words that a snippet marks.
SearchQuery SearchIndex::markable(const Prepared &search)
{
    if (!search.parts.terms.isEmpty()) {
        SearchQuery parts = search.parts;
        // Not only the words that were looked for begin so.
        if (!search.beginnings.terms.isEmpty())
            parts.terms.last().prefix = true;
        return parts;
    }
    if (search.text.hasWords() || search.text.literal.isEmpty())
        return search.text;
    SearchQuery literal;
    literal.terms.append({search.text.literal, false, false, {}});
    return literal;
}

Result<QList<SearchHit>> SearchIndex::hits(const QList<Match> &matches)
{
    QList<SearchHit> list;
    auto row = m_context.database.statement(
        QStringLiteral("SELECT d.id, n.title, n.preview FROM note n"
                       " JOIN document d ON d.key = n.document WHERE n.document = :key"));
    for (const Match &match : matches) {
        row.bind(":key", match.key);
        CAIRN_TRY(row.run());
        if (row.next())
            list.append({match.key, row.text(0), row.text(1), row.text(2), match.score});
        CAIRN_TRY(row.status());
    }
    return list;
}

Result<QHash<qint64, QString>>
SearchIndex::snippets(const QString &query, const QList<qint64> &keys)
{
    NoteQuery plain;
    plain.text = query;
    CAIRN_ASSIGN(const Prepared search, prepare(plain, SearchQuery::parse(query)));
    return snippets(markable(search), keys);
}

Result<QHash<qint64, QString>>
SearchIndex::snippets(const SearchQuery &text, const QList<qint64> &keys)
{
    if (!text.hasWords())
        return QHash<qint64, QString>();
    auto rows = m_context.database.statement(
        QStringLiteral("SELECT n.document, substr(n.body, 1, :largest) FROM json_each(:keys) k"
                       " CROSS JOIN note n ON n.document = k.value"));
    rows.bind(":keys", jsonOf(keys)).bind(":largest", kMaxSnippetLength);
    CAIRN_TRY(rows.run());
    const SnippetMaker maker(text);
    QHash<qint64, QString> found;
    while (rows.next()) {
        const QString snippet = maker.of(rows.text(1));
        if (!snippet.isEmpty())
            found.insert(rows.integer(0), snippet);
    }
    CAIRN_TRY(rows.status());
    return found;
}

Result<SearchIndex::Matches> SearchIndex::filtered(const Prepared &search, const NoteQuery &query)
{
    const QString excluded = search.text.excludeExpression();
    const bool byTitle = !search.titleBeginning.isEmpty();
    QString conditions = search.conditions.sql;
    if (!excluded.isEmpty())
        conditions += QStringLiteral(" AND n.rowid NOT IN (SELECT rowid FROM note_text WHERE"
                                     " note_text MATCH :excluded)");
    if (byTitle)
        conditions += QStringLiteral(" AND n.title_key >= :title AND n.title_key < :titleEnd");
    auto rows = m_context.database.statement(
        QStringLiteral("SELECT n.document FROM note n %3 WHERE %1 ORDER BY %2"
                       " LIMIT :limit OFFSET :offset")
            .arg(
                conditions, byTitle ? listOrder(newestFirst()) : listOrder(query),
                // the planner prefers an index that is less selective here
                byTitle ? QStringLiteral("INDEXED BY note_title") : QString()));
    search.conditions.bindTo(rows);
    if (!excluded.isEmpty())
        rows.bind(":excluded", excluded);
    if (byTitle)
        rows.bind(":title", search.titleBeginning)
            .bind(":titleEnd", QString(search.titleBeginning + QStringLiteral("\U0010FFFF")));
    const bool bounded = byTitle && query.limit < 0;
    rows.bind(":limit", bounded ? kRankedMatches : query.limit).bind(":offset", query.offset);
    CAIRN_TRY(rows.run());
    Matches found;
    while (rows.next())
        found.list.append({rows.integer(0), 0});
    CAIRN_TRY(rows.status());
    found.mayBeMore = bounded && found.list.size() == kRankedMatches;
    return found;
}

} // namespace cairn
