// SPDX-License-Identifier: GPL-3.0-or-later
// NoteStore: reading.
#include "damagedtext.h"
#include "document.h"
#include "json.h"
#include "notetext.h"
#include "store/history/versionstore.h"
#include "store/notes/notestore.h"
#include "store/projection/notebooktree.h"
#include "store/projection/noterow.h"
#include "store/search/noteconditions.h"
#include "store/search/noteorder.h"
#include "store/search/searchindex.h"
#include "store/sqlite/database.h"
#include "store/tree/documentstore.h"
#include "store/tree/storecontext.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace cairn {

namespace {

/// The columns that readSummary() reads, of rows n (note), d (document), b (notebook), o (outbox).
QString summaryColumns()
{
    return QStringLiteral(
               "n.document, d.id, n.title, n.preview, n.notebook, b.name, n.tags, n.pinned,"
               " n.emergency, n.color, n.created_at, n.updated_at, n.trashed_at,"
               " n.conflict, %1")
        .arg(noteStateSql());
}

QString summaryJoins()
{
    return QStringLiteral(" CROSS JOIN document d ON d.key = n.document"
                          " LEFT JOIN notebook b ON b.id = n.notebook"
                          " LEFT JOIN outbox o ON o.document = n.document");
}

constexpr int kSummaryColumns = 15;

QStringList tagList(const QString &json)
{
    QStringList tags;
    if (json == QLatin1String("[]"))
        return tags;
    const QJsonArray array = QJsonDocument::fromJson(json.toUtf8()).array();
    for (const QJsonValue tag : array)
        tags.append(tag.toString());
    return tags;
}

void readSummary(const Statement &row, NoteSummary &note)
{
    note.key = row.integer(0);
    note.id = row.text(1);
    note.title = row.text(2);
    note.preview = row.text(3);
    note.notebookId = row.text(4);
    note.notebookName = row.text(5);
    note.tags = tagList(row.text(6));
    note.pinned = row.integer(7) != 0;
    note.emergency = row.integer(8) != 0;
    note.color = row.text(9);
    note.createdAt = row.integer(10);
    note.updatedAt = row.integer(11);
    if (!row.isNull(12))
        note.trashedAt = row.integer(12);
    note.conflict = row.integer(13) != 0;
    note.state = NoteState(row.integer(14));
}

QString deviceNameOf(const QJsonObject &body)
{
    return body.value(field::kDevice).toObject().value(field::kName).toString();
}

QString noteSql(const QString &condition)
{
    return QStringLiteral("SELECT ") + summaryColumns()
        + QStringLiteral(", r.generation, r.hash, n.body, r.body FROM note n") + summaryJoins()
        + QStringLiteral(" JOIN revision r ON r.key = d.displayed AND r.document = d.key WHERE ")
        + condition;
}

} // namespace

Result<Note> NoteStore::note(const QString &id)
{
    CAIRN_ASSIGN(const qint64 key, keyOf(id));
    Statement query = m_context.database.statement(noteSql(QStringLiteral("n.document = :key")));
    query.bind(":key", key);
    return readOne(query, id);
}

Result<Note> NoteStore::note(qint64 key)
{
    Statement query = m_context.database.statement(noteSql(QStringLiteral("n.document = :key")));
    query.bind(":key", key);
    return readOne(query, QString()); // the number of a row says nothing to a person
}

Result<Note> NoteStore::readOne(Statement &query, const QString &what)
{
    CAIRN_TRY(query.run());
    if (!query.next()) {
        CAIRN_TRY(query.status());
        return failure(ErrorKind::NotFound, QStringLiteral("no such note"), what);
    }
    Note note;
    readSummary(query, note);
    note.rev = {int(query.integer(kSummaryColumns)), query.text(kSummaryColumns + 1).toUtf8()};
    note.body = query.text(kSummaryColumns + 2);
    const KeptBody kept = readKept(query.blob(kSummaryColumns + 3));
    CAIRN_ASSIGN(const bool whole, isWhole(note, kept));
    note.damaged = !whole;
    const bool believed = whole && kept.seal == Seal::Living;
    if (believed)
        fillWords(note, *kept.body); // what is edited is what was written, not the list's copy
    note.raw = kept.body && (believed || kept.seal == Seal::Absent)
        ? *kept.body
        : shownBody(note); // the list has it in any case
    note.deviceName = deviceNameOf(note.raw);
    CAIRN_TRY(describeNotebook(note));
    return note;
}

/// A whole text in the place of another one is none of this note.
Result<bool> NoteStore::isWhole(const Note &listed, const KeptBody &kept)
{
    if (kept.seal == Seal::Deleted || !kept.body)
        return false;
    const NoteRow words = readNote(*kept.body);
    if (words.body == listed.body && words.title == listed.title)
        return true;
    CAIRN_ASSIGN(const auto document, m_context.documents.load(listed.key));
    if (!document || !document->displayed)
        return false;
    const auto unaltered = checkUnaltered(*document, *kept.body);
    if (!unaltered && !isDamagedText(unaltered.error()))
        return Failure(unaltered.error());
    return unaltered.has_value();
}

Result<void> NoteStore::describeNotebook(Note &note)
{
    if (note.notebookId.isEmpty())
        return {};
    CAIRN_ASSIGN(const NotebookTree notebooks, NotebookTree::load(m_context.database));
    if (const NotebookInfo *notebook = notebooks.find(note.notebookId)) {
        note.notebookName = notebook->name;
        note.notebookPath = notebook->path;
    }
    return {};
}

Result<QHash<QString, QString>> NoteStore::titles(const QStringList &ids)
{
    const QByteArray wanted =
        QJsonDocument(QJsonArray::fromStringList(ids)).toJson(QJsonDocument::Compact);
    Statement query =
        m_context.database.statement(QStringLiteral("SELECT d.id, n.title FROM json_each(:ids) i"
                                                    " CROSS JOIN document d ON d.id = i.value"
                                                    " CROSS JOIN note n ON n.document = d.key"));
    query.bind(":ids", QString::fromUtf8(wanted));
    CAIRN_TRY(query.run());
    QHash<QString, QString> found;
    while (query.next())
        found.insert(query.text(0), query.text(1));
    CAIRN_TRY(query.status());
    return found;
}

Result<bool> NoteStore::isThere(const QString &id)
{
    CAIRN_ASSIGN(const auto found, titles({id}));
    return !found.isEmpty();
}

Result<RevId> NoteStore::revOf(const QString &id)
{
    Statement query = m_context.database.statement(
        QStringLiteral("SELECT r.generation, r.hash FROM document d"
                       " JOIN revision r ON r.key = d.displayed AND r.document = d.key"
                       " WHERE d.id = :id"));
    query.bind(":id", id);
    CAIRN_TRY(query.run());
    if (query.next())
        return RevId{int(query.integer(0)), query.text(1).toUtf8()};
    CAIRN_TRY(query.status());
    return failure(ErrorKind::NotFound, QStringLiteral("no such note"), id);
}

Result<Note> NoteStore::noteAt(const QString &id, const RevId &rev)
{
    CAIRN_ASSIGN(const QJsonObject body, VersionStore(m_context).body(id, rev));
    Note note;
    CAIRN_ASSIGN(note.key, keyOf(id));
    note.id = id;
    note.rev = rev;
    note.deviceName = deviceNameOf(body);
    fillNote(note, body);
    CAIRN_TRY(describeNotebook(note));
    return note;
}

Result<QString> NoteStore::idOf(qint64 key)
{
    Statement query = m_context.database.statement(
        QStringLiteral("SELECT id FROM document WHERE key = :key AND type = 'note'"));
    query.bind(":key", key);
    CAIRN_TRY(query.run());
    if (query.next())
        return query.text(0);
    CAIRN_TRY(query.status());
    return failure(ErrorKind::NotFound, QStringLiteral("no such note"));
}

Result<qint64> NoteStore::keyOf(const QString &id)
{
    Statement query = m_context.database.statement(
        QStringLiteral("SELECT key FROM document WHERE id = :id AND type = 'note'"));
    query.bind(":id", id);
    CAIRN_TRY(query.run());
    if (query.next())
        return query.integer(0);
    CAIRN_TRY(query.status());
    return failure(ErrorKind::NotFound, QStringLiteral("no such note"), id);
}

Result<std::optional<QString>> NoteStore::idOfTitle(const QString &title)
{
    const QString wanted = title.trimmed();
    // The key ignores accents and is cut, so it finds candidates only.
    Statement query = m_context.database.statement(
        QStringLiteral("SELECT d.id, n.title FROM note n JOIN document d ON d.key = n.document"
                       " WHERE n.title_key = :key AND n.trashed = 0"
                       " ORDER BY n.updated_at DESC, n.document DESC"));
    query.bind(":key", titleKeyOf(wanted));
    CAIRN_TRY(query.run());
    while (query.next()) {
        if (query.text(1).compare(wanted, Qt::CaseInsensitive) == 0)
            return std::optional<QString>(query.text(0));
    }
    CAIRN_TRY(query.status());
    return std::optional<QString>();
}

Result<QList<qint64>> NoteStore::keys(const NoteQuery &query)
{
    if (query.sort != NoteQuery::Sort::Title || !query.text.trimmed().isEmpty())
        return SearchIndex(m_context).keys(query);
    // Titles have an order that SQL does not know.
    CAIRN_ASSIGN(const QList<OrderedNote> all, NoteOrder(m_context.database).all(query));
    QList<qint64> found;
    for (const OrderedNote &note : all)
        found.append(note.key);
    return found.mid(query.offset, query.limit);
}

Result<QList<NoteSummary>> NoteStore::summaries(const QList<qint64> &keys)
{
    QJsonArray wanted;
    for (const qint64 key : keys)
        wanted.append(key);
    Statement query = m_context.database.statement(
        QStringLiteral("SELECT ") + summaryColumns()
        + QStringLiteral(" FROM json_each(:keys) k CROSS JOIN note n ON n.document = k.value")
        + summaryJoins() + QStringLiteral(" ORDER BY k.key"));
    query.bind(":keys", QString::fromLatin1(QJsonDocument(wanted).toJson(QJsonDocument::Compact)));
    CAIRN_TRY(query.run());
    QList<NoteSummary> rows;
    rows.reserve(keys.size());
    while (query.next()) {
        NoteSummary row;
        readSummary(query, row);
        rows.append(std::move(row));
    }
    CAIRN_TRY(query.status());
    return rows;
}

Result<QList<NoteSummary>> NoteStore::list(const NoteQuery &query)
{
    CAIRN_ASSIGN(const QList<qint64> found, keys(query));
    return summaries(found);
}

Result<QList<NoteSummary>> NoteStore::byTitle(const QString &text, int limit)
{
    const QString key = titleKeyOf(text.trimmed());
    const QString after =
        key + QStringLiteral("\U0010FFFF"); // sorts behind everything that starts with key
    QList<qint64> found;
    const auto collect = [&](const QString &sql) -> Result<void> {
        Statement query = m_context.database.statement(sql);
        query.bind(":key", key).bind(":after", after).bind(":limit", limit - int(found.size()));
        CAIRN_TRY(query.run());
        while (query.next())
            found.append(query.integer(0));
        return query.status();
    };
    CAIRN_TRY(collect(QStringLiteral(
        "SELECT document FROM note WHERE title_key >= :key AND title_key < :after AND trashed = 0"
        " ORDER BY updated_at DESC, document DESC LIMIT :limit")));
    if (found.size() < limit && !key.isEmpty()) {
        CAIRN_TRY(collect(QStringLiteral(
            "SELECT document FROM note WHERE instr(title_key, :key) > 0 AND trashed = 0"
            " AND NOT (title_key >= :key AND title_key < :after)"
            " ORDER BY updated_at DESC, document DESC LIMIT :limit")));
    }
    return summaries(found);
}

} // namespace cairn
