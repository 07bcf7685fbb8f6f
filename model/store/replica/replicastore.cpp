// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/replica/replicastore.h"

#include "clock.h"
#include "damagedtext.h"
#include "json.h"
#include "store/conflict/removalguard.h"
#include "store/notes/notebooktwins.h"
#include "store/replica/confirmations.h"
#include "store/replica/emergencyids.h"
#include "store/replica/feedreread.h"
#include "store/replica/outboxkeeper.h"
#include "store/replica/pullclassifier.h"
#include "store/replica/pushplan.h"
#include "store/replica/remotewriter.h"
#include "store/replica/unreadstore.h"
#include "store/sqlite/relaxeddurability.h"
#include "store/tree/documentstore.h"
#include "store/tree/storebatch.h"

#include <QJsonDocument>

#include <algorithm>

namespace cairn {

ReplicaStore::ReplicaStore(StoreContext &context)
    : m_context(context)
{
}

Result<QList<PullNeed>> ReplicaStore::classify(const QList<RemoteChange> &changes)
{
    return classifyChanges(m_context.database, changes);
}

Result<StoreOutcome> ReplicaStore::store(
    const QList<DocumentRevision> &revisions, const QList<RemoteChange> &known,
    const QString &replicationId, const std::optional<Checkpoint> &checkpoint, Removals removals)
{
    return RemoteWriter(m_context).write(revisions, known, replicationId, checkpoint, removals);
}

RemovalGuard ReplicaStore::removals() { return RemovalGuard(m_context); }

Result<MissingBases> ReplicaStore::missingBases(qint64 after, int limit)
{
    return findMissingBases(m_context, after, limit);
}

Result<void> ReplicaStore::keepBases(const QList<DocumentRevision> &revisions)
{
    return cairn::keepBases(m_context, revisions);
}

Result<ReconcileOutcome> ReplicaStore::reconcile(int limit)
{
    CAIRN_ASSIGN(QList<qint64> keys, toReconcile(limit + 1));
    ReconcileOutcome outcome;
    outcome.more = keys.size() > limit;
    keys.resize(std::min<qsizetype>(keys.size(), limit));
    for (const qint64 key : std::as_const(keys)) {
        CAIRN_ASSIGN(const ReconcileOutcome one, reconcileDocument(m_context, key));
        outcome.merged += one.merged;
        outcome.decided += one.decided;
        outcome.conflicts += one.conflicts;
        outcome.more |= one.more;
    }
    CAIRN_ASSIGN(const TwinOutcome twins, joinNotebookTwins(m_context));
    outcome.merged += twins.joined;
    outcome.more |= twins.more;
    return outcome;
}

Result<QList<qint64>> ReplicaStore::toReconcile(int limit)
{
    auto rows = m_context.database.statement(
        QStringLiteral("SELECT key FROM document WHERE reconcile = 1 ORDER BY key"
                       " LIMIT :limit"));
    rows.bind(":limit", limit);
    CAIRN_TRY(rows.run());
    QList<qint64> keys;
    while (rows.next())
        keys.append(rows.integer(0));
    CAIRN_TRY(rows.status());
    return keys;
}

Result<QList<PushDocument>>
ReplicaStore::nextToPush(int limit, qint64 maxBytes, const QSet<qint64> &inFlight, PushScope scope)
{
    PushPlan plan(m_context.database, m_context.clock.nowMs());
    CAIRN_ASSIGN(QList<PushDocument> next, plan.next(limit, maxBytes, inFlight, scope));
    while (!plan.damaged().isEmpty()) {
        CAIRN_TRY(setAside(plan.damaged()));
        if (!next.isEmpty())
            break;
        CAIRN_ASSIGN(next, plan.next(limit, maxBytes, inFlight, scope));
    }
    return next;
}

/// They need care, and hold up no others.
Result<void> ReplicaStore::setAside(const QList<qint64> &damaged)
{
    const Error why = damagedText({}).value();
    StoreBatch batch(m_context);
    CAIRN_TRY(batch.begin());
    for (const qint64 outboxId : damaged) {
        auto row = m_context.database.statement(
            QStringLiteral("UPDATE outbox SET dead = 1, error_kind = :kind, error_code = :code,"
                           " error_message = :message WHERE id = :id RETURNING document"));
        row.bind(":kind", int(why.kind))
            .bind(":code", why.code)
            .bind(":message", why.message)
            .bind(":id", outboxId);
        CAIRN_TRY(row.run());
        if (row.next())
            batch.changes().notes.insert(row.integer(0));
        CAIRN_TRY(row.status());
    }
    batch.changes().outbox = true;
    batch.changes().tallies = true;
    return batch.commit();
}

Result<bool> ReplicaStore::hasUrgent()
{
    return PushPlan(m_context.database, m_context.clock.nowMs()).hasUrgent();
}

Result<QList<PushDocument>> ReplicaStore::beginAttempt(const QList<PushDocument> &documents)
{
    StoreBatch batch(m_context);
    CAIRN_TRY(batch.begin());
    QList<PushDocument> current;
    for (const PushDocument &planned : documents) {
        PushDocument document = planned;
        CAIRN_ASSIGN(const bool unchanged, beginSending(document));
        if (unchanged)
            current.append(std::move(document));
    }
    CAIRN_TRY(batch.commit());
    return current;
}

/// False, and nothing is marked: one of the revisions was rewritten meanwhile.
Result<bool> ReplicaStore::beginSending(PushDocument &document)
{
    QList<RevId> revisions;
    for (const PushRevision &revision : std::as_const(document.revisions))
        revisions.append(revision.rev);
    CAIRN_ASSIGN(
        const auto before, m_context.documents.beginSending(document.documentKey, revisions));
    if (!before)
        return false;
    document.attempted = before->contains(Sending::Begun);
    for (qsizetype i = 0; i < before->size(); ++i)
        document.revisions[i].again = before->at(i) == Sending::WithLine;
    return true;
}

/// Acknowledgements after `last` are the server's word alone: its feed is to show them.
Result<void> ReplicaStore::doubtSince(qint64 last)
{
    auto update = m_context.database.statement(
        QStringLiteral("UPDATE unconfirmed SET seen = 0 WHERE number > :last"));
    update.bind(":last", last);
    return update.run();
}

Result<void> ReplicaStore::confirm(const QList<PushDocument> &documents)
{
    // Should it be lost, the server is asked again about what was attempted, and says the same.
    RelaxedDurability relaxed(m_context.database);
    CAIRN_TRY(relaxed.relax());
    StoreBatch batch(m_context);
    CAIRN_TRY(batch.begin());
    CAIRN_ASSIGN(const qint64 last, confirmations().lastNumber());
    for (const PushDocument &sent : documents) {
        CAIRN_ASSIGN(
            std::optional<StoredDocument> document, m_context.documents.load(sent.documentKey));
        if (!document)
            continue;
        QList<RevId> stored;
        for (const PushRevision &revision : sent.revisions)
            stored.append(revision.rev);
        CAIRN_TRY(m_context.documents.acknowledge(*document, stored));
        CAIRN_TRY(m_context.documents.settle(*document, batch.changes()));
        batch.changes().outbox = true;
    }
    CAIRN_TRY(doubtSince(last));
    return batch.commit();
}

Result<void> ReplicaStore::reject(qint64 outboxId, const Error &error, qint64 nextAttemptAt)
{
    StoreBatch batch(m_context);
    CAIRN_TRY(batch.begin());
    {
        auto row = m_context.database.statement(
            QStringLiteral("UPDATE outbox SET attempts = attempts + 1,"
                           " dead = attempts + 1 >= max_attempts, next_attempt_at = :next,"
                           " error_kind = :kind, error_code = :code, error_message = :message"
                           " WHERE id = :id RETURNING document"));
        row.bind(":next", nextAttemptAt)
            .bind(":kind", int(error.kind))
            .bind(":code", error.code)
            .bind(":message", error.message)
            .bind(":id", outboxId);
        CAIRN_TRY(row.run());
        if (!row.next()) // everything of it was confirmed or discarded meanwhile
            return {};
        batch.changes().notes.insert(row.integer(0));
    }
    batch.changes().outbox = true;
    batch.changes().tallies = true;
    return batch.commit();
}

Result<qint64> ReplicaStore::earliestAttempt()
{
    auto row = m_context.database.statement(
        QStringLiteral("SELECT min(iif(next_attempt_at > :latest, 0, next_attempt_at)) FROM outbox"
                       " WHERE dead = 0"));
    row.bind(":latest", m_context.clock.nowMs() + kLongestRetryWaitMs);
    CAIRN_TRY(row.run());
    return row.next() && !row.isNull(0) ? row.integer(0) : -1;
}

namespace {

/// The first row of a query for checkpoint bodies.
Result<std::optional<Checkpoint>> readCheckpoint(Statement &row)
{
    CAIRN_TRY(row.run());
    if (!row.next())
        return std::optional<Checkpoint>();
    const QJsonObject body = parsedJson(row.text(0).toUtf8()).object();
    return std::optional(Checkpoint{
        body.value(QLatin1String("session_id")).toString(),
        body.value(QLatin1String("source_last_seq")).toString(),
        body.value(QLatin1String("document")).toObject()});
}

} // namespace

Result<std::optional<Checkpoint>> ReplicaStore::checkpoint(const QString &replicationId)
{
    auto row = m_context.database.statement(
        QStringLiteral("SELECT body FROM checkpoint WHERE replication = :replication"));
    row.bind(":replication", replicationId);
    return readCheckpoint(row);
}

Result<std::optional<Checkpoint>> ReplicaStore::latestCheckpoint()
{
    // A store replicates with one server; others are forgotten with it.
    auto row = m_context.database.statement(QStringLiteral("SELECT body FROM checkpoint LIMIT 1"));
    return readCheckpoint(row);
}

Result<void> ReplicaStore::setCheckpoint(const QString &replicationId, const Checkpoint &checkpoint)
{
    StoreBatch batch(m_context);
    CAIRN_TRY(batch.begin());
    CAIRN_TRY(writeCheckpoint(m_context, replicationId, checkpoint));
    return batch.commit();
}

Result<void> ReplicaStore::setConfirmed(
    const QString &replicationId, const Checkpoint &checkpoint, const Coverage &covered)
{
    StoreBatch batch(m_context);
    CAIRN_TRY(batch.begin());
    CAIRN_TRY(writeCheckpoint(m_context, replicationId, checkpoint));
    if (covered.acknowledgement > 0) {
        auto rows = m_context.database.statement(
            QStringLiteral("DELETE FROM unconfirmed WHERE number <= :last AND seen = 1"));
        rows.bind(":last", covered.acknowledgement);
        CAIRN_TRY(rows.run());
    }
    return batch.commit();
}

Confirmations ReplicaStore::confirmations() { return Confirmations(m_context); }

FeedReread ReplicaStore::reread() { return FeedReread(m_context); }
UnreadStore ReplicaStore::unread() { return UnreadStore(m_context); }

EmergencyIds ReplicaStore::emergencyIds() { return EmergencyIds(m_context); }

Result<void> ReplicaStore::compareAnew()
{
    CAIRN_TRY(reread().compareAnew());
    return m_context.database.execute(QStringLiteral("DELETE FROM checkpoint"));
}

Result<void> ReplicaStore::forgetServer()
{
    StoreBatch batch(m_context);
    CAIRN_TRY(batch.begin());
    CAIRN_TRY(compareAnew());
    CAIRN_TRY(m_context.database.execute(QStringLiteral("DELETE FROM unconfirmed")));
    CAIRN_TRY(m_context.database.execute(QStringLiteral("DELETE FROM unread")));
    CAIRN_TRY(reread().forget());
    CAIRN_TRY(m_context.documents.forgetServer());
    CAIRN_TRY(OutboxKeeper(m_context.database, m_context.clock).keepEverything());
    CAIRN_TRY(removals().nothingWaits());
    batch.changes().everything = true;
    return batch.commit();
}

Result<int> ReplicaStore::settledDocuments()
{
    auto row = m_context.database.statement(
        QStringLiteral("SELECT (SELECT count(*) FROM document WHERE displayed IS NOT NULL)"
                       " - (SELECT count(*) FROM outbox)"));
    CAIRN_TRY(row.run());
    return row.next() ? std::max(0, int(row.integer(0))) : 0;
}

Result<int> ReplicaStore::acknowledgedDocuments()
{
    CAIRN_ASSIGN(const bool nothing, confirmations().nothingBelieved());
    if (nothing)
        return 0;
    auto row = m_context.database.statement(QStringLiteral(
        "SELECT count(*) FROM document d JOIN revision s ON s.key = d.displayed AND s.deleted = 0"
        " WHERE EXISTS (SELECT 1 FROM revision r WHERE r.document = d.key AND r.acknowledged = "
        "1)"));
    CAIRN_TRY(row.run());
    return row.next() ? int(row.integer(0)) : 0;
}

} // namespace cairn
