#include "store/versionstore.h"

#include "clock.h"
#include "document.h"
#include "store/database.h"
#include "store/storecontext.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace cairn {

namespace {

QJsonObject parsed(const QVariant &blob)
{
    return QJsonDocument::fromJson(blob.toByteArray()).object();
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

/// What a revision without a kept version is called, from what it says about itself.
QString kindOf(const QJsonObject &body, bool acknowledged)
{
    if (body.value(field::kResolved).toBool())
        return QStringLiteral("resolved");
    if (!body.value(field::kMerged).toArray().isEmpty())
        return QStringLiteral("merged");
    return acknowledged ? QStringLiteral("received") : QStringLiteral("written");
}

RevId revision(int generation, const QString &hash) { return {generation, hash.toLatin1()}; }

} // namespace

VersionStore::VersionStore(StoreContext &context)
    : m_context(context)
{
}

Result<QList<NoteVersion>> VersionStore::history(const QString &noteId)
{
    CAIRN_ASSIGN(const std::optional<NoteVersion> present, presentVersion(noteId));
    auto rows = m_context.database.statement(QStringLiteral(
        "SELECT v.generation, v.hash, v.at, v.device, v.kind, v.size FROM version v"
        " JOIN document d ON d.key = v.document WHERE d.id = :id ORDER BY v.key DESC"));
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
        if (present && version.rev == present->rev)
            versions.prepend(version); // the present one is first, whenever it was kept
        else
            versions.append(version);
    }
    if (present && (versions.isEmpty() || versions.constFirst().rev != present->rev))
        versions.prepend(*present);
    if (versions.isEmpty())
        return failure(ErrorKind::NotFound, QStringLiteral("no such note"), noteId);
    return versions;
}

Result<std::optional<NoteVersion>> VersionStore::presentVersion(const QString &noteId)
{
    auto row = m_context.database.statement(
        QStringLiteral("SELECT r.generation, r.hash, r.acknowledged, r.body FROM document d"
                       " JOIN revision r ON r.key = d.displayed"
                       " WHERE d.id = :id AND r.deleted = 0 AND r.body IS NOT NULL"));
    row.bind(":id", noteId);
    CAIRN_TRY(row.run());
    if (!row.next())
        return std::optional<NoteVersion>();
    const QJsonObject body = parsed(row.value(3));
    NoteVersion version;
    version.rev = revision(int(row.integer(0)), row.text(1));
    version.at = qint64(body.value(field::kUpdatedAt).toDouble());
    version.device = deviceName(body);
    version.kind = kindOf(body, row.integer(2) != 0);
    version.size = contentSize(body);
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
                       " AND r.body IS NOT NULL LIMIT 1"));
    const QString hash = QString::fromLatin1(rev.hash);
    row.bind(":id", noteId).bind(":generation", rev.generation).bind(":hash", hash);
    row.bind(":id2", noteId).bind(":generation2", rev.generation).bind(":hash2", hash);
    CAIRN_TRY(row.run());
    if (!row.next())
        return failure(
            ErrorKind::NotFound, QStringLiteral("no such version"), noteId + u' ' + rev.toString());
    return parsed(row.value(0));
}

Result<void> VersionStore::keep(
    qint64 documentKey, const RevId &rev, const QJsonObject &body, const QString &kind)
{
    const qint64 writtenAt = qint64(body.value(field::kUpdatedAt).toDouble());
    auto row = m_context.database.statement(QStringLiteral(
        "INSERT INTO version (document, generation, hash, at, device, kind, size, body)"
        " VALUES (:document, :generation, :hash, :at, :device, :kind, :size, :body)"
        " ON CONFLICT (document, generation, hash) DO NOTHING"));
    // A null QString would be bound as NULL; the column wants text.
    const QString device = deviceName(body);
    row.bind(":document", documentKey)
        .bind(":generation", rev.generation)
        .bind(":hash", QString::fromLatin1(rev.hash))
        .bind(":at", writtenAt > 0 ? writtenAt : m_context.clock.nowMs())
        .bind(":device", device.isNull() ? QStringLiteral("") : device)
        .bind(":kind", kind)
        .bind(":size", contentSize(body))
        .bind(":body", QJsonDocument(body).toJson(QJsonDocument::Compact));
    return row.run();
}

} // namespace cairn
