// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/pusher.h"

#include "clock.h"
#include "http/logging.h"
#include "store/replica/replicastore.h"
#include "store/store.h"

namespace cairn {

Pusher::Pusher(
    CouchClient &client, Store &store, BatchSizer &sizer, PushScope scope, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_store(store)
    , m_sizer(sizer)
    , m_scope(scope)
{
}

void Pusher::start(Progress progress, Done done)
{
    m_progress = std::move(progress);
    m_done = std::move(done);
    if (const auto tallies = m_store.tallies())
        m_queued = tallies->pending;
    fill();
}

void Pusher::fill()
{
    while (!m_error && m_batches < tuning::kMaxRequests) {
        auto documents = take();
        if (!documents) {
            m_error = documents.error();
            break;
        }
        if (documents->isEmpty())
            break;
        QSet<qint64> keys;
        for (const PushDocument &document : std::as_const(*documents))
            keys.insert(document.documentKey);
        m_inFlight.unite(keys);
        ++m_batches;
        const qint64 count = documents->size();
        auto *batch = new PushBatch(m_client, std::move(*documents), this);
        batch->start([this, batch, keys, count](PushBatch::Outcome outcome) {
            onBatch(batch, keys, count, std::move(outcome));
        });
    }
    if (m_batches == 0)
        finish();
}

Result<QList<PushDocument>> Pusher::take()
{
    ReplicaStore &replica = m_store.replica();
    for (;;) {
        CAIRN_ASSIGN(
            const auto due,
            replica.nextToPush(m_sizer.documents(), m_sizer.bytes(), m_inFlight, m_scope));
        if (due.isEmpty())
            return due;
        CAIRN_ASSIGN(auto begun, replica.beginAttempt(due));
        if (!begun.isEmpty())
            return begun;
        // All of them were edited in this very moment; they come again with their new text.
    }
}

void Pusher::onBatch(
    PushBatch *batch, const QSet<qint64> &keys, qint64 count, PushBatch::Outcome outcome)
{
    batch->deleteLater();
    --m_batches;
    m_inFlight.subtract(keys);
    if (auto recorded = record(outcome); !recorded && !m_error)
        m_error = recorded.error();
    if (outcome.error && !m_error)
        m_error = *outcome.error;
    const bool lost = outcome.error && outcome.error->isTransient();
    if (outcome.tooMuch || lost)
        m_sizer.shrink();
    else
        m_sizer.answered(int(count), outcome.bytes, outcome.elapsedMs);
    report();
    fill();
}

Result<void> Pusher::record(const PushBatch::Outcome &outcome)
{
    if (!outcome.confirmed.isEmpty()) {
        CAIRN_TRY(m_store.replica().confirm(outcome.confirmed));
        m_outcome.documents += int(outcome.confirmed.size());
        for (const PushDocument &document : outcome.confirmed) {
            if (m_watched.contains(document.documentId))
                m_outcome.watched.insert(document.documentId);
        }
    }
    const qint64 again = m_client.clock().nowMs() + tuning::kRejectedRetryMs;
    for (const auto &[document, error] : outcome.rejected) {
        qCWarning(lcPush) << "refused:" << document.documentId << error.code << error.message;
        CAIRN_TRY(m_store.replica().reject(document.outboxId, error, again));
        ++m_outcome.rejected;
    }
    return {};
}

void Pusher::report()
{
    const int handled = m_outcome.documents + m_outcome.rejected;
    if (m_progress)
        m_progress(handled, std::max(m_queued, handled), m_outcome.rejected);
}

void Pusher::finish()
{
    if (!m_done)
        return;
    const Done done = std::exchange(m_done, nullptr);
    done(m_outcome, m_error);
}

} // namespace cairn
