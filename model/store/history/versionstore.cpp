// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/history/versionstore.h"

#include "clock.h"
#include "damagedtext.h"
#include "document.h"
#include "json.h"
#include "store/sqlite/database.h"
#include "store/tree/believedtime.h"
#include "store/tree/leafwriter.h"
#include "store/tree/metastore.h"
#include "store/tree/storecontext.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <utility>

namespace cairn {

namespace {

Result<QJsonObject> bodyIn(const Statement &row, int column, const QString &what)
{
    const std::optional<QJsonObject> body = readBody(row.blob(column));
    return body ? Result<QJsonObject>(*body) : damagedText(what);
}

QString deviceName(const QJsonObject &body)
{
    return body.value(field::kDevice).toObject().value(field::kName).toString();
}

qint64 contentSize(const QJsonObject &body)
{
    return body.value(field::kTitle).toString().toUtf8().size()
        + body.value(field::kBody).toString().toUtf8().size();
}

RevId revision(int generation, const QString &hash) { return {generation, hash.toLatin1()}; }

/// Runs a statement about one revision (:document, :generation, :hash).
Result<void> runFor(Statement &statement, qint64 document, const RevId &rev)
{
    statement.bind(":document", document)
        .bind(":generation", rev.generation)
        .bind(":hash", QString::fromLatin1(rev.hash));
    return statement.run();
}

/// How far back a merge is looked for: a few saves after it, the note has moved on.
constexpr int kMergeReach = 50;

/// The columns that name what a revision `r` with its parent `p` was made from.
constexpr QLatin1String kSources("r.merged, p.generation, p.hash");

QList<RevId> sources(const Statement &row, int column)
{
    QList<RevId> revisions;
    if (row.isNull(column))
        return revisions; // a plain edit
    if (!row.isNull(column + 1))
        revisions.append(revision(int(row.integer(column + 1)), row.text(column + 2)));
    const QJsonArray merged = QJsonDocument::fromJson(row.text(column).toUtf8()).array();
    for (const QJsonValue name : merged) {
        if (const std::optional<RevId> rev = RevId::parse(name.toString()))
            revisions.append(*rev);
    }
    return revisions;
}

/// The names in the member `device` of a revision that was made of several; see leafwriter.h.
QStringList otherDevices(const QJsonObject &device, const MetaStore &meta)
{
    QJsonArray devices = device.value(kWithDevices).toArray();
    devices.prepend(device);
    QStringList names;
    for (const QJsonValue one : std::as_const(devices)) {
        const QString name = one.toObject().value(field::kName).toString();
        if (!meta.isThisDevice(one.toObject().value(u"id").toString()) && !name.isEmpty())
            names.append(name);
    }
    return names;
}

/// Behind everything that may have been made of it.
void insertAncestor(QList<NoteVersion> &versions, const NoteVersion &version)
{
    const auto younger =
        std::find_if(versions.crbegin(), versions.crend(), [&version](const NoteVersion &other) {
            return other.rev.generation > version.rev.generation;
        });
    versions.insert(younger.base() - versions.cbegin(), version);
}

} // namespace

QString versionKind(const QJsonObject &body, bool received, const MetaStore &meta)
{
    if (received)
        return QStringLiteral("received");
    if (body.value(field::kResolved).toBool())
        return QStringLiteral("resolved");
    if (!body.value(field::kMerged).toArray().isEmpty())
        return QStringLiteral("merged");
    const QString device = body.value(field::kDevice).toObject().value(u"id").toString();
    return device.isEmpty() || meta.isThisDevice(device) ? QStringLiteral("written")
                                                         : QStringLiteral("received");
}

VersionStore::VersionStore(StoreContext &context)
    : m_context(context)
{
}

Result<QList<NoteVersion>> VersionStore::history(const QString &noteId)
{
    CAIRN_ASSIGN(const std::optional<NoteVersion> present, presentVersion(noteId));
    auto rows = m_context.database.statement(
        QStringLiteral(
            "SELECT v.generation, v.hash, v.at, v.device, v.kind, v.size, %1, v.late,"
            " iif(r.merged IS NULL, NULL, cairn_member(v.body, 'device')),"
            " iif(r.merged IS NULL, NULL, cairn_member(v.body, 'resolved'))"
            " FROM version v"
            " JOIN document d ON d.key = v.document"
            " LEFT JOIN revision r ON r.document = v.document AND r.generation = v.generation"
            " AND r.hash = v.hash LEFT JOIN revision p ON p.key = r.parent"
            " WHERE d.id = :id ORDER BY v.late, v.key DESC")
            .arg(kSources));
    rows.bind(":id", noteId);
    CAIRN_TRY(rows.run());
    QList<NoteVersion> versions;
    while (rows.next()) {
        NoteVersion version;
        version.rev = revision(int(rows.integer(0)), rows.text(1));
        version.at = rows.integer(2);
        version.device = rows.text(3);
        version.kind = rows.text(4);
        version.size = rows.integer(5);
        version.madeFrom = sources(rows, 6);
        version.decided = rows.integer(11) != 0;
        if (!rows.isNull(10))
            version.otherDevices = otherDevices(parsedJson(rows.blob(10)).object(), m_context.meta);
        if (present && version.rev == present->rev)
            versions.prepend(version); // the present one is first, whenever it was kept
        else if (rows.integer(9) != 0)
            insertAncestor(versions, version);
        else
            versions.append(version);
    }
    CAIRN_TRY(rows.status());
    if (present && (versions.isEmpty() || versions.constFirst().rev != present->rev))
        versions.prepend(*present);
    if (versions.isEmpty())
        return failure(ErrorKind::NotFound, QStringLiteral("no such note"), noteId);
    return versions;
}

Result<std::optional<NoteVersion>> VersionStore::presentVersion(const QString &noteId)
{
    auto row = m_context.database.statement(
        QStringLiteral("SELECT r.generation, r.hash, r.origin = 1"
                       " OR (r.origin = 2 AND r.acknowledged = 1 AND r.sending = 0), r.body, %1,"
                       " n.updated_at, length(CAST(n.title AS BLOB)) + length(CAST(n.body AS BLOB))"
                       " FROM document d"
                       " JOIN revision r ON r.key = d.displayed"
                       " LEFT JOIN revision p ON p.key = r.parent"
                       " LEFT JOIN note n ON n.document = d.key"
                       " WHERE d.id = :id AND r.deleted = 0")
            .arg(kSources));
    row.bind(":id", noteId);
    CAIRN_TRY(row.run());
    if (!row.next())
        return std::optional<NoteVersion>();
    const std::optional<QJsonObject> read = readBody(row.blob(3));
    NoteVersion version;
    version.rev = revision(int(row.integer(0)), row.text(1));
    version.madeFrom = sources(row, 4);
    if (!read) { // the list still says when it was written, and how much
        version.at = row.integer(7);
        version.kind = QStringLiteral("damaged");
        version.size = row.integer(8);
        return std::optional<NoteVersion>(version);
    }
    const QJsonObject body = *read;
    version.at = qint64(body.value(field::kUpdatedAt).toDouble());
    version.device = deviceName(body);
    version.kind = versionKind(body, row.integer(2) != 0, m_context.meta);
    version.size = contentSize(body);
    version.decided = body.value(field::kResolved).toBool();
    if (!row.isNull(4))
        version.otherDevices = otherDevices(body.value(field::kDevice).toObject(), m_context.meta);
    return std::optional<NoteVersion>(version);
}

Result<QJsonObject> VersionStore::body(const QString &noteId, const RevId &rev)
{
    auto row = m_context.database.statement(
        QStringLiteral("SELECT v.body FROM version v JOIN document d ON d.key = v.document"
                       " WHERE d.id = :id AND v.generation = :generation AND v.hash = :hash"
                       " UNION ALL "
                       "SELECT r.body FROM revision r JOIN document d ON d.key = r.document"
                       " WHERE d.id = :id2 AND r.generation = :generation2 AND r.hash = :hash2"
                       " AND (r.body IS NOT NULL OR (r.leaf = 1 AND r.deleted = 0)) LIMIT 1"));
    const QString hash = QString::fromLatin1(rev.hash);
    row.bind(":id", noteId).bind(":generation", rev.generation).bind(":hash", hash);
    row.bind(":id2", noteId).bind(":generation2", rev.generation).bind(":hash2", hash);
    CAIRN_TRY(row.run());
    if (!row.next())
        return failure(
            ErrorKind::NotFound, QStringLiteral("no such version"), noteId + u' ' + rev.toString());
    return bodyIn(row, 0, noteId + u' ' + rev.toString());
}

Result<QList<DeletedNote>> VersionStore::deletedNotes(int limit)
{
    // Its last version is the one that was there last; of several at the same moment, the newest.
    auto rows = m_context.database.statement(QStringLiteral(
        "SELECT d.id, v.generation, v.hash, cairn_member(v.body, 'title'),"
        " v.device, v.seen_at, v.size FROM document d"
        " LEFT JOIN note n ON n.document = d.key"
        " JOIN version v ON v.key = (SELECT l.key FROM version l WHERE l.document = d.key"
        " AND l.size > 0 ORDER BY l.seen_at DESC, l.late, l.key DESC LIMIT 1)"
        " WHERE d.type = :type AND n.document IS NULL ORDER BY v.seen_at DESC, v.key DESC"
        " LIMIT :limit"));
    rows.bind(":type", kNoteType.toString()).bind(":limit", limit);
    CAIRN_TRY(rows.run());
    QList<DeletedNote> notes;
    while (rows.next())
        notes.append(
            {rows.text(0), revision(int(rows.integer(1)), rows.text(2)), rows.text(3), rows.text(4),
             rows.integer(5), rows.integer(6)});
    CAIRN_TRY(rows.status());
    return notes;
}

/// Somebody brought another version back since, here: what was merged is not what stands there.
static Result<bool>
isTakenBack(Database &database, const QString &noteId, const QJsonObject &merged, qint64 mergedAt)
{
    auto row = database.statement(QStringLiteral(
        "SELECT v.body FROM version v JOIN document d ON d.key = v.document WHERE d.id = :id"
        " AND v.kind = 'restored' AND v.seen_at > :at ORDER BY v.key DESC LIMIT 1"));
    CAIRN_TRY(row.bind(":id", noteId).bind(":at", mergedAt).run());
    if (!row.next()) {
        CAIRN_TRY(row.status());
        return false;
    }
    const std::optional<QJsonObject> restored = readBody(row.blob(0));
    return !restored || restored->value(field::kTitle) != merged.value(field::kTitle)
        || restored->value(field::kBody) != merged.value(field::kBody);
}

/// One of the versions that went into a merge.
struct VersionStore::Side {
    RevId rev;
    QString deviceId;
    QString device;
    qint64 at = 0;
    qint64 seenAt = 0;
};

Result<std::optional<VersionStore::Side>>
VersionStore::side(const QString &noteId, const RevId &rev)
{
    auto row = m_context.database.statement(
        QStringLiteral("SELECT v.body, v.at, v.seen_at, v.kind = 'received' FROM version v"
                       " JOIN document d ON d.key = v.document"
                       " WHERE d.id = :id AND v.generation = :generation AND v.hash = :hash"));
    row.bind(":id", noteId)
        .bind(":generation", rev.generation)
        .bind(":hash", QString::fromLatin1(rev.hash));
    CAIRN_TRY(row.run());
    if (!row.next()) {
        CAIRN_TRY(row.status());
        return std::optional<Side>();
    }
    const std::optional<QJsonObject> body = readBody(row.blob(0));
    if (!body) // of whom it was cannot be told
        return std::optional<Side>();
    const QJsonObject device = body->value(field::kDevice).toObject();
    // What came is not of this device, whatever it says.
    const QString id = device.value(u"id").toString();
    const bool disguised = row.integer(3) != 0 && m_context.meta.isThisDevice(id);
    return std::optional<Side>(
        {rev, disguised ? QString() : id, device.value(field::kName).toString(), row.integer(1),
         row.integer(2)});
}

Result<std::optional<MergeMark>> VersionStore::lastMerge(const QString &noteId)
{
    MergeMark mark;
    QList<RevId> madeFrom;
    {
        auto row = m_context.database.statement(
            QStringLiteral("WITH RECURSIVE line(key, depth) AS ("
                           " SELECT displayed, 0 FROM document WHERE id = :id UNION ALL"
                           " SELECT r.parent, depth + 1 FROM line JOIN revision r USING (key)"
                           " WHERE r.parent IS NOT NULL AND depth < :reach)"
                           " SELECT r.generation, r.hash, depth, %1 FROM line"
                           " JOIN revision r USING (key) LEFT JOIN revision p ON p.key = r.parent"
                           " WHERE r.merged IS NOT NULL ORDER BY depth LIMIT 1")
                .arg(kSources));
        row.bind(":id", noteId).bind(":reach", kMergeReach);
        CAIRN_TRY(row.run());
        if (!row.next()) {
            CAIRN_TRY(row.status());
            return std::optional<MergeMark>();
        }
        mark.merged = revision(int(row.integer(0)), row.text(1));
        mark.isPresent = row.integer(2) == 0;
        madeFrom = sources(row, 3);
    }
    const auto merged = body(noteId, mark.merged);
    if (!merged || merged->value(field::kResolved).toBool())
        return std::optional<MergeMark>(); // somebody decided it: nothing to explain
    std::optional<Side> mine;
    std::optional<Side> other;
    for (const RevId &rev : std::as_const(madeFrom)) {
        CAIRN_ASSIGN(const std::optional<Side> one, side(noteId, rev));
        if (!one)
            continue;
        auto &place = m_context.meta.isThisDevice(one->deviceId) ? mine : other;
        if (!place)
            place = one;
    }
    if (!mine)
        return std::optional<MergeMark>();
    mark.mine = mine->rev;
    mark.mergedAt = std::max(mine->seenAt, other ? other->seenAt : 0);
    CAIRN_ASSIGN(
        const bool takenBack, isTakenBack(m_context.database, noteId, *merged, mark.mergedAt));
    if (takenBack)
        return std::optional<MergeMark>();
    if (other) {
        mark.other = other->rev;
        mark.device = other->device;
        mark.at = other->at;
    } else if (const QJsonObject by = merged->value(field::kDevice).toObject();
               !m_context.meta.isThisDevice(by.value(u"id").toString())) {
        mark.device = by.value(field::kName).toString();
        mark.at = merged->value(field::kUpdatedAt).toInteger();
    } else {
        const QJsonObject with = by.value(kWithDevices).toArray().first().toObject();
        mark.device = with.value(field::kName).toString();
        mark.at = with.value(u"at").toInteger();
    }
    return std::optional(mark);
}

Result<HistorySize> VersionStore::size()
{
    auto row = m_context.database.statement(
        QStringLiteral("SELECT COUNT(*), TOTAL(size) FROM version INDEXED BY version_by_age"));
    CAIRN_TRY(row.run());
    if (!row.next())
        return failure(ErrorKind::Storage, QStringLiteral("the size cannot be read"));
    return HistorySize{row.integer(0), row.integer(1)};
}

Result<qint64> VersionStore::seenAt()
{
    return BelievedTime(m_context.database, m_context.meta, m_context.clock).stamp();
}

Result<bool> VersionStore::touch(qint64 documentKey, const RevId &rev)
{
    CAIRN_ASSIGN(const qint64 now, seenAt());
    auto row = m_context.database.statement(
        QStringLiteral("UPDATE version SET seen_at = :now WHERE document = :document"
                       " AND generation = :generation AND hash = :hash"));
    row.bind(":now", now);
    CAIRN_TRY(runFor(row, documentKey, rev));
    return row.affected() > 0;
}

Result<void> VersionStore::keep(
    qint64 documentKey, const RevId &rev, const QJsonObject &body, const QString &kind)
{
    CAIRN_ASSIGN(const bool known, touch(documentKey, rev));
    if (known)
        return {};
    return insert(documentKey, rev, body, kind, Turn::Next);
}

Result<void>
VersionStore::keepText(qint64 documentKey, const RevId &rev, const QJsonObject &body, bool received)
{
    return keep(documentKey, rev, body, versionKind(body, received, m_context.meta));
}

Result<std::optional<VersionStore::Kept>> VersionStore::newest(qint64 documentKey)
{
    auto row = m_context.database.statement(
        QStringLiteral("SELECT v.key, v.kind, v.body, d.id FROM version v"
                       " JOIN document d ON d.key = v.document WHERE v.document = :document"
                       " ORDER BY v.late, v.key DESC LIMIT 1"));
    CAIRN_TRY(row.bind(":document", documentKey).run());
    if (row.next()) {
        CAIRN_ASSIGN(const QJsonObject body, bodyIn(row, 2, row.text(3)));
        return std::optional(Kept{row.integer(0), row.text(1), body});
    }
    CAIRN_TRY(row.status());
    return std::optional<Kept>();
}

Result<void> VersionStore::remove(qint64 key)
{
    auto row = m_context.database.statement(QStringLiteral("DELETE FROM version WHERE key = :key"));
    return row.bind(":key", key).run();
}

Result<QSet<RevId>> VersionStore::revisions(qint64 documentKey)
{
    auto rows = m_context.database.statement(
        QStringLiteral("SELECT generation, hash FROM version WHERE document = :document"));
    CAIRN_TRY(rows.bind(":document", documentKey).run());
    QSet<RevId> known;
    while (rows.next())
        known.insert(revision(int(rows.integer(0)), rows.text(1)));
    CAIRN_TRY(rows.status());
    return known;
}

Result<bool> VersionStore::has(qint64 documentKey, const RevId &rev)
{
    auto row = m_context.database.statement(
        QStringLiteral("SELECT 1 FROM version WHERE document = :document"
                       " AND generation = :generation AND hash = :hash AND cairn_readable(body)"));
    CAIRN_TRY(runFor(row, documentKey, rev));
    const bool found = row.next();
    CAIRN_TRY(row.status());
    return found;
}

Result<std::optional<QJsonObject>> VersionStore::text(qint64 documentKey, const RevId &rev)
{
    auto row = m_context.database.statement(
        QStringLiteral("SELECT v.body, d.id FROM version v JOIN document d ON d.key = v.document"
                       " WHERE v.document = :document"
                       " AND v.generation = :generation AND v.hash = :hash"));
    CAIRN_TRY(runFor(row, documentKey, rev));
    if (row.next()) {
        CAIRN_ASSIGN(QJsonObject body, bodyIn(row, 0, row.text(1)));
        return std::optional(std::move(body));
    }
    CAIRN_TRY(row.status());
    return std::optional<QJsonObject>();
}

Result<std::optional<qint64>> VersionStore::newestAt(qint64 documentKey)
{
    auto row = m_context.database.statement(QStringLiteral(
        "SELECT at FROM version WHERE document = :document ORDER BY late, key DESC LIMIT 1"));
    CAIRN_TRY(row.bind(":document", documentKey).run());
    if (row.next())
        return std::optional(row.integer(0));
    CAIRN_TRY(row.status());
    return std::optional<qint64>();
}

Result<void>
VersionStore::keepAncestor(qint64 documentKey, const RevId &rev, const QJsonObject &body)
{
    CAIRN_ASSIGN(const bool known, touch(documentKey, rev));
    if (known)
        return {};
    return insert(documentKey, rev, body, QStringLiteral("received"), Turn::Late);
}

Result<void> VersionStore::insert(
    qint64 documentKey, const RevId &rev, const QJsonObject &body, const QString &kind, Turn turn)
{
    CAIRN_ASSIGN(const qint64 now, seenAt());
    const qint64 writtenAt = qint64(body.value(field::kUpdatedAt).toDouble());
    auto row = m_context.database.statement(QStringLiteral(
        "INSERT INTO version (document, generation, hash, at, device, kind, size, body,"
        " seen_at, late)"
        " VALUES (:document, :generation, :hash, :at, :device, :kind, :size, :body, :now, :late)"));
    // A null QString would be bound as NULL; the column wants text.
    const QString device = deviceName(body);
    row.bind(":document", documentKey)
        .bind(":generation", rev.generation)
        .bind(":hash", QString::fromLatin1(rev.hash))
        .bind(":at", writtenAt > 0 ? writtenAt : m_context.clock.nowMs())
        .bind(":device", device.isNull() ? QStringLiteral("") : device)
        .bind(":kind", kind)
        .bind(":size", contentSize(body))
        .bind(":body", keptBody(body))
        .bind(":now", now)
        .bind(":late", turn == Turn::Late);
    return row.run();
}

} // namespace cairn
