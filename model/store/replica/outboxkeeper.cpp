// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/replica/outboxkeeper.h"

#include "clock.h"
#include "damagedtext.h"
#include "document.h"
#include "store/sqlite/database.h"
#include "store/tree/documentstore.h"

#include <QJsonDocument>

#include <algorithm>
#include <vector>

namespace cairn {

namespace {

OutboxItem::Operation operationOf(const StoredDocument &document, const QList<RevId> &leaves)
{
    if (document.tree.node(leaves.first())->deleted)
        return OutboxItem::Operation::Delete;
    const bool onServer = std::any_of(
        document.states.cbegin(), document.states.cend(),
        [](const RevisionState &state) { return state.acknowledged; });
    return onServer ? OutboxItem::Operation::Update : OutboxItem::Operation::Create;
}

int priorityOf(const StoredDocument &document, bool emergency)
{
    return emergency ? kEmergencyPriority : document.kind().priority;
}

/// A note waits for its notebook, a notebook for the one around it.
QString targetOf(const StoredDocument &document, const QJsonObject &body)
{
    return body.value(document.kind().dependsOn).toString();
}

} // namespace

OutboxKeeper::OutboxKeeper(Database &database, const Clock &clock)
    : m_database(database)
    , m_clock(clock)
{
}

Result<void> OutboxKeeper::keep(
    const StoredDocument &document, const QList<RevId> &leaves, const QJsonObject &body,
    ChangeSet &changes)
{
    const bool emergency = document.kind().canBeUrgent && body.value(field::kEmergency).toBool();
    // What a person just changed deserves a fresh set of attempts: it may no longer be what the
    // server refused.
    CAIRN_TRY(
        put(document, operationOf(document, leaves), emergency,
            document.hasNewLocal ? Attempts::Afresh : Attempts::Keep));
    changes.outbox = true;
    changes.tallies = true;
    if (document.hasNewLocal)
        CAIRN_TRY(checkSize(document, body));
    return dependOn(document, targetOf(document, body));
}

/// A row that is there keeps its place in the queue.
Result<void> OutboxKeeper::put(
    const StoredDocument &document, OutboxItem::Operation operation, bool emergency,
    Attempts attempts)
{
    QString sql = QStringLiteral(
        "INSERT INTO outbox (document, operation, priority, enqueued_at, max_attempts)"
        " VALUES (:document, :operation, :priority, :now, :max_attempts)"
        " ON CONFLICT (document) DO UPDATE SET operation = excluded.operation,"
        " priority = excluded.priority, max_attempts = excluded.max_attempts");
    if (attempts == Attempts::Afresh)
        sql += QLatin1String(", ") + QLatin1String(kAsGoodAsNew);
    Statement write = m_database.statement(sql);
    write.bind(":document", document.key)
        .bind(":operation", operationName(operation))
        .bind(":priority", priorityOf(document, emergency))
        .bind(":now", m_clock.nowMs())
        .bind(":max_attempts", emergency ? kMaxAttemptsEmergency : kMaxAttempts);
    return write.run();
}

Result<void> OutboxKeeper::keepEverything()
{
    struct Waiting {
        StoredDocument document; ///< its names only
        QString target;
    };
    std::vector<Waiting> dependent;
    {
        Statement rows = m_database.statement(QStringLiteral(
            "SELECT d.key, d.id, d.type, r.deleted, coalesce(n.emergency, 0),"
            " coalesce(n.notebook, b.parent) FROM document d JOIN revision r ON r.key = d.displayed"
            " LEFT JOIN note n ON n.document = d.key LEFT JOIN notebook b ON b.document = d.key"));
        CAIRN_TRY(rows.run());
        while (rows.next()) {
            StoredDocument document;
            document.key = rows.integer(0);
            document.id = rows.text(1);
            document.type = rows.text(2);
            CAIRN_TRY(
                put(document,
                    rows.integer(3) != 0 ? OutboxItem::Operation::Delete
                                         : OutboxItem::Operation::Create,
                    rows.integer(4) != 0, Attempts::Afresh));
            if (const QString target = rows.text(5); !target.isEmpty())
                dependent.push_back({std::move(document), target});
        }
        CAIRN_TRY(rows.status());
    }
    for (const Waiting &waiting : dependent)
        CAIRN_TRY(dependOn(waiting.document, waiting.target));
    return {};
}

/// Larger than a server takes: said at once, not after five attempts. The text is safe here; with a
/// server that takes more, "try again" sends it.
Result<void> OutboxKeeper::checkSize(const StoredDocument &document, const QJsonObject &body)
{
    const qint64 most = document.kind().maxBytes;
    // JSON makes three bytes of a unit of UTF-16 at most, six of a control character.
    qsizetype atMost = 0;
    for (const QJsonValue &value : body)
        atMost += 6 * value.toString().size() + 1'000;
    if (atMost <= most)
        return {};
    const qsizetype bytes = QJsonDocument(body).toJson(QJsonDocument::Compact).size();
    if (bytes <= most)
        return {};
    Statement mark = m_database.statement(
        QStringLiteral("UPDATE outbox SET dead = 1, error_kind = :kind, error_code = 413,"
                       " error_message = :message WHERE document = :document"));
    mark.bind(":kind", int(ErrorKind::Rejected))
        .bind(
            ":message",
            QStringLiteral("larger than servers accept: %1 of %2 bytes").arg(bytes).arg(most))
        .bind(":document", document.key);
    return mark.run();
}

Result<void> OutboxKeeper::drop(const StoredDocument &document, ChangeSet &changes)
{
    {
        // Look first: even where it deletes nothing, a statement with triggers makes FTS5 write its
        // index out, and this one runs for every document of a first sync.
        Statement row =
            m_database.statement(QStringLiteral("SELECT 1 FROM outbox WHERE document = :document"));
        row.bind(":document", document.key);
        CAIRN_TRY(row.run());
        if (!row.next())
            return row.status();
    }
    Statement drop =
        m_database.statement(QStringLiteral("DELETE FROM outbox WHERE document = :document"));
    drop.bind(":document", document.key);
    CAIRN_TRY(drop.run());
    Statement dependencies = m_database.statement(
        QStringLiteral("DELETE FROM outbox_dependency WHERE document = :document"));
    dependencies.bind(":document", document.key);
    CAIRN_TRY(dependencies.run());
    if (document.kind().shown == DocumentKind::Shown::AsNote)
        changes.notes.insert(document.key); // its state is another one now
    changes.outbox = true;
    changes.tallies = true;
    return {};
}

Result<void> OutboxKeeper::acknowledged(const StoredDocument &document)
{
    Statement open = m_database.statement(
        QStringLiteral("INSERT INTO unconfirmed (document) VALUES (:document)"));
    return open.bind(":document", document.key).run();
}

Result<void> OutboxKeeper::straighten(Database &database)
{
    CAIRN_TRY(database.execute(
        QStringLiteral("DELETE FROM outbox_dependency WHERE NOT EXISTS"
                       " (SELECT 1 FROM outbox o WHERE o.document = outbox_dependency.document)")));
    CAIRN_TRY(
        database.execute(QStringLiteral("UPDATE outbox SET dead = 1 WHERE dead NOT IN (0, 1)")));
    const Error damaged = damagedText({}).value();
    Statement mended = database.statement(
        QStringLiteral("UPDATE outbox SET ") + QLatin1String(kAsGoodAsNew)
        + QStringLiteral(" WHERE dead = 1 AND error_kind = :kind AND error_code = :code"));
    return mended.bind(":kind", int(damaged.kind)).bind(":code", damaged.code).run();
}

/// As long as that one waits itself.
Result<void> OutboxKeeper::dependOn(const StoredDocument &document, const QString &target)
{
    Statement drop = m_database.statement(
        QStringLiteral("DELETE FROM outbox_dependency WHERE document = :document"));
    drop.bind(":document", document.key);
    CAIRN_TRY(drop.run());
    if (target.isEmpty() || target == document.id)
        return {};
    Statement add = m_database.statement(QStringLiteral(
        "INSERT INTO outbox_dependency (document, depends_on)"
        " SELECT :document, d.key FROM document d JOIN outbox o ON o.document = d.key"
        " WHERE d.id = :target AND o.operation = 'create'"
        // never in a circle, however long, whatever foreign documents say: all would wait for ever
        " AND NOT EXISTS (WITH RECURSIVE chain(document) AS (SELECT d.key UNION"
        "  SELECT b.depends_on FROM chain JOIN outbox_dependency b ON b.document = chain.document)"
        "  SELECT 1 FROM chain WHERE document = :document)"));
    add.bind(":document", document.key).bind(":target", target);
    return add.run();
}

} // namespace cairn
