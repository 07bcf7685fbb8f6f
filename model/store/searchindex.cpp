#include "store/searchindex.h"

#include "store/database.h"
#include "store/noteconditions.h"
#include "store/notetext.h"
#include "store/storecontext.h"
#include "store/textsnippet.h"
#include "store/tokenizer.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

#include <sqlite3.h>

namespace cairn {

namespace {

constexpr int kMergePages = 64; // about 5 ms

/// Ranking looks at so many matches, the newest ones: enough for people, and its cost has a bound.
constexpr int kRankedMatches = 2'000;
/// The beginning of a word is looked up by reading all words that begin so. Of one letter these are
/// too many in any store, of two letters in a large one; then only the whole word is looked for.
constexpr qint64 kManyNotes = 20'000;
/// Snippets come from the beginning of a note, so that a page of large notes costs little.
constexpr int kMaxSnippetLength = 64 * 1024;

bool endsWithSingle(const QString &text)
{
    const QList<uint> characters = text.right(2).toUcs4();
    return !characters.isEmpty() && isSingleToken(characters.last());
}

Result<qint64> allNotes(Database &database)
{
    auto row = database.statement(QStringLiteral(
        "SELECT coalesce(sum(notes), 0) FROM tally WHERE kind IN ('all', 'trash') AND name = ''"));
    CAIRN_TRY(row.run());
    return row.next() ? row.integer(0) : 0;
}

QString jsonOf(const QList<qint64> &keys)
{
    QJsonArray array;
    for (const qint64 key : keys)
        array.append(key);
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

QString wholeMatch(const SearchQuery &query)
{
    const QString wanted = query.matchExpression();
    const QString excluded = query.excludeExpression();
    return excluded.isEmpty() ? wanted : QStringLiteral("(%1) NOT (%2)").arg(wanted, excluded);
}

/// The rows of note_text that match and fulfil the conditions, the newest ones, with their rank.
QString rankedSql(const NoteConditions &conditions, qint64 notes)
{
    // Few notes fulfil the conditions: collect them first. Many: look at each match until there are
    // enough. The first costs by the number of these notes, the second by how seldom a match is one
    // of them.
    const bool few = conditions.atMost
        && *conditions.atMost * *conditions.atMost < qint64(kRankedMatches) * notes;
    const QString test = few
        ? QStringLiteral("+note_text.rowid IN (SELECT n.rowid FROM note n WHERE %1)")
        : QStringLiteral("%1");
    return QStringLiteral("SELECT n.rowid AS row, n.document AS document,"
                          " cairn_rank(note_text, 8.0, 1.0) AS score"
                          " FROM note_text CROSS JOIN note n ON n.rowid = note_text.rowid"
                          " WHERE note_text MATCH :match AND %1"
                          " ORDER BY note_text.rowid DESC LIMIT %2")
        .arg(test.arg(conditions.sql))
        .arg(kRankedMatches);
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
    if (text.isEmpty())
        return QList<SearchHit>();
    CAIRN_ASSIGN(const Prepared search, prepare(plain, text));
    if (search.conditions.impossible)
        return QList<SearchHit>();
    return search.text.hasWords() ? rankedHits(search, limit) : filteredHits(search, plain);
}

Result<QList<qint64>> SearchIndex::keys(const NoteQuery &query)
{
    CAIRN_ASSIGN(const Prepared search, prepare(query, SearchQuery::parse(query.text)));
    if (search.conditions.impossible)
        return QList<qint64>();
    return search.text.hasWords() ? rankedKeys(search, query) : filteredKeys(search, query);
}

Result<void> SearchIndex::rebuild()
{
    return m_context.database.execute(
        QStringLiteral("INSERT INTO note_text (note_text) VALUES ('rebuild')"));
}

Result<bool> SearchIndex::forgetDeleted(bool first)
{
    Transaction transaction(m_context.database);
    CAIRN_TRY(transaction.begin());
    const int before = sqlite3_total_changes(m_context.database.handle());
    // A negative number of pages joins all parts instead of those of one size.
    Statement merge = m_context.database.statement(
        QStringLiteral("INSERT INTO note_text (note_text, rank) VALUES ('merge', :pages)"));
    CAIRN_TRY(merge.bind(":pages", first ? -kMergePages : kMergePages).run());
    // FTS5 counts the command itself; with nothing left to do that is all.
    const bool more = sqlite3_total_changes(m_context.database.handle()) - before >= 2;
    CAIRN_TRY(transaction.commit());
    return more;
}

Result<SearchIndex::Prepared> SearchIndex::prepare(const NoteQuery &query, SearchQuery text)
{
    Prepared search;
    CAIRN_ASSIGN(search.conditions, NoteConditions::build(m_context.database, query, text));
    CAIRN_ASSIGN(search.notes, allNotes(m_context.database));
    search.text = std::move(text);
    if (!search.text.terms.isEmpty() && !search.conditions.impossible)
        CAIRN_TRY(settleLastWord(search));
    return search;
}

/// Decides how the word that is being typed is looked for.
Result<void> SearchIndex::settleLastWord(Prepared &search)
{
    SearchQuery::Term &last = search.text.terms.last();
    if (!last.prefix)
        return {};
    if (endsWithSingle(last.text)) {
        last.prefix = false; // the character is a whole token; nothing begins with it
        return {};
    }
    const qsizetype shortest = search.notes > kManyNotes ? 3 : 2;
    if (last.text.size() >= shortest)
        return {};
    last.prefix = false;
    const SearchQuery::Term beingTyped = last;
    SearchQuery without = search.text;
    without.terms.removeLast();
    if (!without.hasWords() && !without.terms.isEmpty())
        return {};
    auto row = m_context.database.statement(
        QStringLiteral("SELECT 1 FROM note_text WHERE note_text MATCH :match LIMIT 1"));
    row.bind(":match", wholeMatch(search.text));
    CAIRN_TRY(row.run());
    if (row.next())
        return {};
    // Until more is typed, better something than nothing: for "pump b" all pumps, for "b" the notes
    // whose title begins so.
    if (without.terms.isEmpty())
        search.titleBeginning = titleKeyOf(beingTyped.text);
    search.text = without;
    return {};
}

Result<QList<qint64>> SearchIndex::rankedKeys(const Prepared &search, const NoteQuery &query)
{
    auto rows = m_context.database.statement(
        QStringLiteral(
            "SELECT document FROM (%1) ORDER BY score, row DESC LIMIT :limit OFFSET :offset")
            .arg(rankedSql(search.conditions, search.notes)));
    search.conditions.bindTo(rows);
    rows.bind(":match", wholeMatch(search.text))
        .bind(":limit", query.limit)
        .bind(":offset", query.offset);
    CAIRN_TRY(rows.run());
    QList<qint64> keys;
    while (rows.next())
        keys.append(rows.integer(0));
    CAIRN_TRY(rows.status());
    return keys;
}

Result<QList<SearchHit>> SearchIndex::rankedHits(const Prepared &search, int limit)
{
    QList<SearchHit> hits;
    QList<qint64> keys;
    {
        auto rows = m_context.database.statement(
            QStringLiteral(
                "SELECT n.document, d.id, n.title, n.preview, m.score"
                " FROM (SELECT * FROM (%1) ORDER BY score, row DESC LIMIT :limit) m"
                " CROSS JOIN note n ON n.rowid = m.row"
                " CROSS JOIN document d ON d.key = n.document ORDER BY m.score, m.row DESC")
                .arg(rankedSql(search.conditions, search.notes)));
        search.conditions.bindTo(rows);
        rows.bind(":match", wholeMatch(search.text)).bind(":limit", limit);
        CAIRN_TRY(rows.run());
        while (rows.next()) {
            hits.append(
                {rows.integer(0), rows.text(1), rows.text(2), rows.text(3),
                 -rows.value(4).toDouble()});
            keys.append(rows.integer(0));
        }
        CAIRN_TRY(rows.status());
    }
    CAIRN_ASSIGN(const auto found, snippets(search.text, keys));
    for (SearchHit &hit : hits)
        hit.snippet = found.value(hit.key, hit.snippet);
    return hits;
}

Result<QHash<qint64, QString>>
SearchIndex::snippets(const QString &query, const QList<qint64> &keys)
{
    NoteQuery plain;
    plain.text = query;
    CAIRN_ASSIGN(const Prepared search, prepare(plain, SearchQuery::parse(query)));
    if (!search.text.hasWords())
        return QHash<qint64, QString>();
    return snippets(search.text, keys);
}

Result<QHash<qint64, QString>>
SearchIndex::snippets(const SearchQuery &text, const QList<qint64> &keys)
{
    auto rows = m_context.database.statement(
        QStringLiteral("SELECT n.document, substr(n.body, 1, :largest) FROM json_each(:keys) k"
                       " CROSS JOIN note n ON n.document = k.value"));
    rows.bind(":keys", jsonOf(keys)).bind(":largest", kMaxSnippetLength);
    CAIRN_TRY(rows.run());
    QHash<qint64, QString> found;
    while (rows.next()) {
        const QString snippet = textSnippet(rows.text(1), text);
        if (!snippet.isEmpty())
            found.insert(rows.integer(0), snippet);
    }
    CAIRN_TRY(rows.status());
    return found;
}

Result<QList<qint64>> SearchIndex::filteredKeys(const Prepared &search, const NoteQuery &query)
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
    rows.bind(":limit", byTitle && query.limit < 0 ? kRankedMatches : query.limit)
        .bind(":offset", query.offset);
    CAIRN_TRY(rows.run());
    QList<qint64> keys;
    while (rows.next())
        keys.append(rows.integer(0));
    CAIRN_TRY(rows.status());
    return keys;
}

Result<QList<SearchHit>> SearchIndex::filteredHits(const Prepared &search, const NoteQuery &query)
{
    CAIRN_ASSIGN(const QList<qint64> found, filteredKeys(search, query));
    QList<SearchHit> hits;
    auto row = m_context.database.statement(
        QStringLiteral("SELECT d.id, n.title, n.preview FROM note n"
                       " JOIN document d ON d.key = n.document WHERE n.document = :key"));
    for (const qint64 key : found) {
        row.bind(":key", key);
        CAIRN_TRY(row.run());
        if (row.next())
            hits.append({key, row.text(0), row.text(1), row.text(2), 0});
    }
    return hits;
}

} // namespace cairn
