// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/replica/outboxstore.h"

#include "document.h"
#include "store/conflict/removalguard.h"
#include "store/replica/outboxkeeper.h"
#include "store/tree/documentstore.h"
#include "store/tree/leafwriter.h"
#include "store/tree/storebatch.h"

#include <QJsonObject>

namespace cairn {

namespace {

OutboxItem::Operation operationFromName(const QString &name)
{
    if (name == operationName(OutboxItem::Operation::Create))
        return OutboxItem::Operation::Create;
    if (name == operationName(OutboxItem::Operation::Delete))
        return OutboxItem::Operation::Delete;
    return OutboxItem::Operation::Update;
}

OutboxItem readItem(const Statement &row)
{
    OutboxItem item;
    item.id = row.integer(0);
    item.documentKey = row.integer(1);
    item.documentId = row.text(2);
    item.operation = operationFromName(row.text(3));
    item.title = row.text(4);
    item.priority = int(row.integer(5));
    item.enqueuedAt = row.integer(6);
    item.attempts = int(row.integer(7));
    item.maxAttempts = int(row.integer(8));
    item.nextAttemptAt = row.integer(9);
    item.dead = row.integer(10) != 0;
    if (!row.isNull(11))
        item.lastError =
            Error{ErrorKind(row.integer(11)), int(row.integer(12)), row.text(13), item.documentId};
    return item;
}

} // namespace

OutboxStore::OutboxStore(StoreContext &context)
    : m_context(context)
{
}

Result<QList<OutboxItem>> OutboxStore::list(int limit)
{
    // A note that was deleted has no row in the list any more: its last version in the history
    // names it.
    auto rows = m_context.database.statement(QStringLiteral(
        "SELECT o.id, o.document, d.id, o.operation, coalesce(n.title, b.name,"
        "  (SELECT cairn_member(v.body, 'title') FROM version v"
        "   WHERE v.document = o.document ORDER BY v.late, v.key DESC LIMIT 1),"
        "  (SELECT cairn_member(r.body, 'title') FROM revision r WHERE r.key = d.displayed), ''),"
        " o.priority, o.enqueued_at, o.attempts, o.max_attempts, o.next_attempt_at, o.dead,"
        " o.error_kind, o.error_code, o.error_message"
        " FROM outbox o JOIN document d ON d.key = o.document"
        " LEFT JOIN note n ON n.document = o.document"
        " LEFT JOIN notebook b ON b.document = o.document"
        " ORDER BY o.dead, o.priority DESC, o.enqueued_at, o.id LIMIT :limit"));
    rows.bind(":limit", limit);
    CAIRN_TRY(rows.run());
    QList<OutboxItem> items;
    while (rows.next())
        items.append(readItem(rows));
    CAIRN_TRY(rows.status());
    for (OutboxItem &item : items) {
        CAIRN_ASSIGN(item.dependsOn, dependencies(item.documentKey));
    }
    return items;
}

Result<QStringList> OutboxStore::dependencies(qint64 documentKey)
{
    auto rows = m_context.database.statement(QStringLiteral(
        "SELECT d.id FROM outbox_dependency p JOIN outbox o ON o.document = p.depends_on"
        " JOIN document d ON d.key = p.depends_on WHERE p.document = :document"
        " ORDER BY d.id"));
    rows.bind(":document", documentKey);
    CAIRN_TRY(rows.run());
    QStringList ids;
    while (rows.next())
        ids.append(rows.text(0));
    CAIRN_TRY(rows.status());
    return ids;
}

Result<void> OutboxStore::retry(qint64 id)
{
    CAIRN_ASSIGN(const int revived, revive(QStringLiteral("id = :id"), id));
    if (revived == 0)
        return failure(ErrorKind::NotFound, QStringLiteral("nothing to send under this number"));
    return {};
}

Result<int> OutboxStore::unwritten()
{
    // CROSS: from the few devices, not from all that waits.
    auto row = m_context.database.statement(
        QStringLiteral("SELECT count(*) FROM document d CROSS JOIN outbox o ON o.document = d.key"
                       " WHERE d.id >= 'device:' AND d.id < 'device;' AND o.dead = 0"));
    CAIRN_TRY(row.run());
    if (row.next())
        return int(row.integer(0));
    CAIRN_TRY(row.status());
    return 0;
}

Result<int> OutboxStore::retryAll()
{
    return revive(QStringLiteral("dead = 1 OR attempts > 0 OR next_attempt_at > 0"), std::nullopt);
}

/// Makes rows as good as new; `condition` is one of the two above, never input.
Result<int> OutboxStore::revive(const QString &condition, std::optional<qint64> id)
{
    StoreBatch batch(m_context);
    CAIRN_TRY(batch.begin());
    int revived = 0;
    {
        auto rows = m_context.database.statement(
            QStringLiteral("UPDATE outbox SET ") + QLatin1String(kAsGoodAsNew)
            + QStringLiteral(" WHERE ") + condition + QStringLiteral(" RETURNING document"));
        if (id)
            rows.bind(":id", *id);
        CAIRN_TRY(rows.run());
        for (; rows.next(); ++revived)
            batch.changes().notes.insert(rows.integer(0));
        CAIRN_TRY(rows.status());
    }
    if (revived > 0) {
        batch.changes().outbox = true;
        batch.changes().tallies = true;
    }
    CAIRN_TRY(batch.commit());
    return revived;
}

Result<void> OutboxStore::discard(qint64 id) { return giveUp(id, Trace::Removal); }

Result<void> OutboxStore::forget(qint64 id) { return giveUp(id, Trace::None); }

Result<void> OutboxStore::giveUp(qint64 id, Trace trace)
{
    StoreBatch batch(m_context);
    CAIRN_TRY(batch.begin());
    CAIRN_ASSIGN(const qint64 key, documentOf(id));
    CAIRN_ASSIGN(std::optional<StoredDocument> document, m_context.documents.load(key));
    if (!document)
        return failure(ErrorKind::NotFound, QStringLiteral("nothing to send under this number"));
    const std::optional<RevId> shown = document->displayed;
    CAIRN_TRY(dropUnsent(m_context, *document));
    if (trace == Trace::Removal && shown && document->tree.isEmpty() && document->kind().guarded) {
        // The note was nowhere else: it is found with those that sync took, and taken back from
        // there.
        RemovalGuard removals(m_context);
        CAIRN_TRY(removals.record(*document, {Removal::Discarded, *shown, {}}, true));
    }
    // What the person gave up must not come back as an automatic merge of the same leaves.
    CAIRN_TRY(m_context.documents.setReconcile(*document, false));
    CAIRN_TRY(m_context.documents.settle(*document, batch.changes()));
    batch.changes().outbox = true;
    return batch.commit();
}

Result<qint64> OutboxStore::documentOf(qint64 id)
{
    auto row =
        m_context.database.statement(QStringLiteral("SELECT document FROM outbox WHERE id = :id"));
    row.bind(":id", id);
    CAIRN_TRY(row.run());
    if (!row.next())
        return failure(ErrorKind::NotFound, QStringLiteral("nothing to send under this number"));
    return row.integer(0);
}

} // namespace cairn
