// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/search/noteconditions.h"

#include "store/projection/notebooktree.h"
#include "store/sqlite/database.h"
#include "tagname.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace cairn {

namespace {

using Condition = SearchQuery::Condition;

QString jsonArray(const QStringList &texts)
{
    return QString::fromUtf8(
        QJsonDocument(QJsonArray::fromStringList(texts)).toJson(QJsonDocument::Compact));
}

Result<qint64> tally(Database &database, const QString &kind, const QStringList &names)
{
    auto row = database.statement(
        QStringLiteral("SELECT coalesce(sum(notes), 0) FROM tally WHERE kind = :kind"
                       " AND name IN (SELECT value FROM json_each(:names))"));
    row.bind(":kind", kind).bind(":names", jsonArray(names));
    CAIRN_TRY(row.run());
    return row.next() ? row.integer(0) : 0;
}

/// All tags in use, by hops through the index: the cost follows the number of tags, not of notes.
Result<QStringList> allTags(Database &database)
{
    auto rows = database.statement(
        QStringLiteral("WITH RECURSIVE tags (tag) AS (SELECT min(tag) FROM note_tag UNION ALL"
                       " SELECT (SELECT min(tag) FROM note_tag WHERE tag > tags.tag) FROM tags"
                       " WHERE tags.tag IS NOT NULL)"
                       " SELECT tag FROM tags WHERE tag IS NOT NULL"));
    CAIRN_TRY(rows.run());
    QStringList tags;
    while (rows.next())
        tags.append(rows.text(0));
    CAIRN_TRY(rows.status());
    return tags;
}

Result<QStringList> tagsNamed(Database &database, const QString &name)
{
    CAIRN_ASSIGN(const QStringList tags, allTags(database));
    const QString wanted = tagname::key(name);
    if (tags.contains(wanted))
        return QStringList(wanted);
    QStringList beginning;
    for (const QString &tag : tags) {
        if (tag.startsWith(wanted))
            beginning.append(tag);
    }
    return beginning;
}

Result<QStringList> notebooksNamed(Database &database, const QString &typed)
{
    CAIRN_ASSIGN(const NotebookTree tree, NotebookTree::load(database));
    QString wanted = typed.toCaseFolded();
    while (wanted.endsWith(u'/'))
        wanted.chop(1);
    while (wanted.startsWith(u'/'))
        wanted.remove(0, 1);
    QStringList whole;
    QStringList beginning;
    const QList<NotebookInfo> notebooks = tree.sorted();
    for (const NotebookInfo &notebook : notebooks) {
        const QString path = u'/' + notebook.path.toCaseFolded();
        if (path.endsWith(u'/' + wanted))
            whole += tree.subtreeWithTwins(notebook.id);
        else if (path.contains(u'/' + wanted))
            beginning += tree.subtreeWithTwins(notebook.id);
    }
    QStringList found = whole.isEmpty() ? beginning : whole;
    found.removeDuplicates();
    return found;
}

class Builder {
public:
    explicit Builder(Database &database)
        : m_database(database)
    {
    }

    Result<void> addQuery(const NoteQuery &query)
    {
        if (!query.notebookId.isEmpty()) {
            CAIRN_ASSIGN(const NotebookTree tree, NotebookTree::load(m_database));
            const QStringList inside = tree.subtreeWithTwins(query.notebookId);
            CAIRN_TRY(
                addNotebooks(inside.isEmpty() ? QStringList(query.notebookId) : inside, false));
        }
        if (!query.tag.isEmpty())
            CAIRN_TRY(addTags({tagname::key(query.tag)}, false));
        if (query.onlyEmergency)
            CAIRN_TRY(
                addFlag(QStringLiteral("n.emergency = 1"), QStringLiteral("emergency"), false));
        if (query.onlyOpenTasks)
            CAIRN_TRY(
                addFlag(QStringLiteral("n.open_tasks > 0"), QStringLiteral("open_tasks"), false));
        if (query.onlyConflicts)
            CAIRN_TRY(addFlag(QStringLiteral("n.conflict = 1"), QStringLiteral("conflict"), false));
        if (query.state) {
            add(QStringLiteral("(SELECT %1 FROM (SELECT 1) LEFT JOIN outbox o ON o.document = "
                               "n.document) = :state")
                    .arg(noteStateSql()));
            m_result.values.append({":state", int(*query.state)});
        }
        return {};
    }

    Result<void> addFilter(const SearchQuery::Filter &filter)
    {
        switch (filter.condition) {
        case Condition::Tag: {
            CAIRN_ASSIGN(const QStringList tags, tagsNamed(m_database, filter.value));
            return addTags(tags, filter.negated);
        }
        case Condition::Notebook: {
            CAIRN_ASSIGN(const QStringList notebooks, notebooksNamed(m_database, filter.value));
            return addNotebooks(notebooks, filter.negated);
        }
        case Condition::Pinned:
            return addFlag(QStringLiteral("n.pinned = 1"), {}, filter.negated);
        case Condition::Emergency:
            return addFlag(
                QStringLiteral("n.emergency = 1"), QStringLiteral("emergency"), filter.negated);
        case Condition::Task:
            return addFlag(
                QStringLiteral("n.open_tasks > 0"), QStringLiteral("open_tasks"), filter.negated);
        case Condition::Conflict:
            return addFlag(
                QStringLiteral("n.conflict = 1"), QStringLiteral("conflict"), filter.negated);
        case Condition::Trashed:
            m_trashed = !filter.negated;
            return {};
        }
        return {};
    }

    void setTrashed(bool trashed) { m_trashed = trashed; }

    Result<NoteConditions> finish()
    {
        m_parts.prepend(
            m_trashed ? QStringLiteral("n.trashed = 1") : QStringLiteral("n.trashed = 0"));
        m_result.sql = m_parts.join(QStringLiteral(" AND "));
        // The other tallies leave the trash out, so inside it they say nothing.
        if (m_trashed) {
            CAIRN_ASSIGN(m_result.atMost, tally(m_database, QStringLiteral("trash"), {QString()}));
        } else {
            m_result.atMost = m_atMost;
        }
        return m_result;
    }

private:
    void add(const QString &sql, bool negated = false)
    {
        m_parts.append(negated ? QStringLiteral("NOT (%1)").arg(sql) : sql);
    }

    void limit(qint64 notes) { m_atMost = m_atMost ? std::min(*m_atMost, notes) : notes; }

    QString addList(const QStringList &texts)
    {
        const QByteArray name = ":list" + QByteArray::number(++m_lists);
        m_result.values.append({name, jsonArray(texts)});
        return QStringLiteral("(SELECT value FROM json_each(%1))").arg(QString::fromLatin1(name));
    }

    Result<void> addTags(const QStringList &tags, bool negated)
    {
        if (tags.isEmpty()) {
            m_result.impossible |= !negated;
            return {};
        }
        add(QStringLiteral("n.document IN (SELECT document FROM note_tag WHERE tag IN %1)")
                .arg(addList(tags)),
            negated);
        if (!negated) {
            CAIRN_ASSIGN(const qint64 notes, tally(m_database, QStringLiteral("tag"), tags));
            limit(notes);
        }
        return {};
    }

    Result<void> addNotebooks(const QStringList &ids, bool negated)
    {
        if (ids.isEmpty()) {
            m_result.impossible |= !negated;
            return {};
        }
        if (negated)
            add(QStringLiteral("coalesce(n.notebook, '') NOT IN %1").arg(addList(ids)));
        else
            add(QStringLiteral("n.notebook IN %1").arg(addList(ids)));
        if (!negated) {
            CAIRN_ASSIGN(const qint64 notes, tally(m_database, QStringLiteral("notebook"), ids));
            limit(notes);
        }
        return {};
    }

    Result<void> addFlag(const QString &sql, const QString &tallyKind, bool negated)
    {
        add(sql, negated);
        if (!negated && !tallyKind.isEmpty()) {
            CAIRN_ASSIGN(const qint64 notes, tally(m_database, tallyKind, {QString()}));
            limit(notes);
        }
        return {};
    }

    Database &m_database;
    NoteConditions m_result;
    QStringList m_parts;
    std::optional<qint64> m_atMost;
    bool m_trashed = false;
    int m_lists = 0;
};

} // namespace

QString noteStateSql()
{
    const auto number = [](NoteState state) { return QString::number(int(state)); };
    return QStringLiteral("CASE WHEN n.conflict = 1 THEN %1 WHEN o.document IS NULL THEN %2"
                          " WHEN o.dead = 1 THEN %3 WHEN o.attempts > 0 THEN %4"
                          " WHEN n.resolved = 1 THEN %5 ELSE %6 END")
        .arg(
            number(NoteState::Conflict), number(NoteState::Synced), number(NoteState::Failed),
            number(NoteState::Retrying), number(NoteState::Resolved), number(NoteState::Pending));
}

void NoteConditions::bindTo(Statement &statement) const
{
    for (const auto &[name, value] : values)
        statement.bind(name.constData(), value);
}

Result<NoteConditions>
NoteConditions::build(Database &database, const NoteQuery &query, const SearchQuery &text)
{
    Builder builder(database);
    builder.setTrashed(query.trashed);
    CAIRN_TRY(builder.addQuery(query));
    for (const SearchQuery::Filter &filter : text.filters)
        CAIRN_TRY(builder.addFilter(filter));
    return builder.finish();
}

} // namespace cairn
