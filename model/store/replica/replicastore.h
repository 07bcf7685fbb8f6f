// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "checkpoint.h"
#include "document.h"
#include "error.h"
#include "outboxitem.h"
#include "store/conflict/missingbases.h"
#include "store/conflict/reconcileone.h"
#include "store/replica/pulling.h"

#include <QSet>
#include <QStringList>

#include <optional>

namespace cairn {

struct Coverage;
struct StoreContext;
class Confirmations;
class EmergencyIds;
class RemovalGuard;
class FeedReread;
class UnreadStore;

/// The store as the replicator sees it: what to pull, what to push, what the server has
/// acknowledged. Pulled data is committed with synchronous=NORMAL (it can be pulled again), and so
/// is what the server confirmed (it can be asked again); everything else as usual. Called on the
/// sync thread.
class ReplicaStore {
public:
    explicit ReplicaStore(StoreContext &context);

    // --- pull
    /// One answer a row, in their order.
    Result<QList<PullNeed>> classify(const QList<RemoteChange> &changes);
    /// Stores revisions and acknowledgements, and the checkpoint when given, in one transaction;
    /// large batches are split into transactions of a bounded size and time, the checkpoint in the
    /// last. `known`: the rows of `_changes` that these revisions belong to and those that need
    /// nothing; what they name and is here becomes acknowledged. Bodies that are no valid note
    /// (wrong types, not an object) are kept and synced but project to nothing or to what can be
    /// read. While anything is held, the checkpoint is not written.
    Result<StoreOutcome> store(
        const QList<DocumentRevision> &revisions, const QList<RemoteChange> &known,
        const QString &replicationId, const std::optional<Checkpoint> &checkpoint,
        Removals removals);
    RemovalGuard removals();

    // --- reconcile
    /// What to ask the server for before reconcile(); see missingbases.h.
    Result<MissingBases> missingBases(qint64 after, int limit);
    Result<void> keepBases(const QList<DocumentRevision> &revisions);
    /// Looks at up to `limit` documents with several live leaves: collapses identical ones, merges
    /// what merges, opens a conflict for the rest. Notebook twins are merged. One transaction a
    /// pair of leaves; what merges is found out before it begins. Of a document with very many
    /// leaves some are left for the next call.
    Result<ReconcileOutcome> reconcile(int limit);

    // --- push
    /// The next due rows in outbox order whose dependencies are met, with their unacknowledged
    /// leaves and ancestry. Notes in an open conflict are sent as well: all their leaves must be on
    /// the server. `inFlight`: keys to leave out. Always at least one document, however large.
    /// Tombstones wait until the live leaves of their document are confirmed (the words first), so
    /// a document may come again right after its confirm(). What is damaged here is not sent, and
    /// becomes a dead letter.
    Result<QList<PushDocument>> nextToPush(
        int limit, qint64 maxBytes, const QSet<qint64> &inFlight, PushScope scope = PushScope::All);
    Result<bool> hasUrgent(); ///< an emergency note is due
    /// Durable before the request is sent: these leaves may be on the server from now on and are
    /// never rewritten. Returns what may be sent, and says of each whether it was tried before: a
    /// document that was edited since nextToPush() is left out, and comes with its next call.
    Result<QList<PushDocument>> beginAttempt(const QList<PushDocument> &documents);
    /// The server has these revisions. Rows without anything left to send are removed. Rows edited
    /// meanwhile stay.
    Result<void> confirm(const QList<PushDocument> &documents);
    /// The server refused this document: counts an attempt, the next one at `nextAttemptAt`; the
    /// last makes it a dead letter.
    Result<void> reject(qint64 outboxId, const Error &error, qint64 nextAttemptAt);
    Result<qint64> earliestAttempt(); ///< UTC ms of the next due row, -1: none

    // --- the server
    EmergencyIds emergencyIds();
    Result<std::optional<Checkpoint>> checkpoint(const QString &replicationId);
    /// The one this store wrote last with any server; for people who look at how far it is.
    Result<std::optional<Checkpoint>> latestCheckpoint();
    Result<void> setCheckpoint(const QString &replicationId, const Checkpoint &checkpoint);
    /// The same, once the server has the checkpoint: what it acknowledged before is confirmed.
    Result<void> setConfirmed(
        const QString &replicationId, const Checkpoint &checkpoint, const Coverage &covered);
    Confirmations confirmations();
    UnreadStore unread();
    FeedReread reread();
    /// The next sync asks about everything, from the beginning. Inside a transaction.
    Result<void> compareAnew();
    /// The server is not the one we knew (recreated, restored, exchanged): nothing counts as
    /// acknowledged any more, all checkpoints are forgotten, every document gets an outbox row. The
    /// following pull and push compare everything.
    Result<void> forgetServer();
    /// Number of documents, deleted ones left out, that this store believes the server to have.
    Result<int> acknowledgedDocuments();
    /// The same with the deleted ones. At least: documents with anything unsent are not counted.
    Result<int> settledDocuments();

private:
    Result<QList<qint64>> toReconcile(int limit);
    Result<bool> beginSending(PushDocument &document);
    Result<void> doubtSince(qint64 last);
    Result<void> setAside(const QList<qint64> &damaged);

    StoreContext &m_context;
};

} // namespace cairn
