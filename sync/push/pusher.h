// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "push/batchsizer.h"
#include "push/pushbatch.h"

#include <QSet>

namespace cairn {

class Store;

struct PushOutcome {
    int documents = 0; ///< confirmed by the server
    int rejected = 0; ///< refused, one attempt counted each
    QSet<QString> watched; ///< of those that were to be watched: confirmed
};

/// Empties the outbox in its order: several batches in flight, their size following the server's
/// speed. Before anything of a document leaves, that is on disk (ReplicaStore::beginAttempt); a row
/// goes only when the server has confirmed it. Ends when nothing is due any more or with the first
/// error, after the batches in flight have ended. One use; sync thread; `done` comes once, unless
/// the object is destroyed before.
class Pusher : public QObject {
public:
    using Done = std::function<void(const PushOutcome &, std::optional<Error>)>;
    using Progress = std::function<void(int done, int total, int failed)>; ///< documents
    /// `sizer` is kept over runs by the caller: what was learnt of the server stays.
    Pusher(
        CouchClient &client, Store &store, BatchSizer &sizer, PushScope scope,
        QObject *parent = nullptr);
    void watch(const QSet<QString> &documents) { m_watched = documents; } ///< before start()
    void start(Progress progress, Done done);

private:
    void fill();
    Result<QList<PushDocument>> take();
    void
    onBatch(PushBatch *batch, const QSet<qint64> &keys, qint64 count, PushBatch::Outcome outcome);
    Result<void> record(const PushBatch::Outcome &outcome);
    void report();
    void finish();

    CouchClient &m_client;
    Store &m_store;
    BatchSizer &m_sizer;
    const PushScope m_scope;
    Progress m_progress;
    Done m_done;
    PushOutcome m_outcome;
    std::optional<Error> m_error;
    QSet<QString> m_watched;
    QSet<qint64> m_inFlight; ///< document keys
    int m_batches = 0;
    int m_queued = 0; ///< when it began
};

} // namespace cairn
