// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "outboxitem.h"

#include <optional>

namespace cairn {

struct StoreContext;

/// Reading and steering the queue of unsent changes. Rows are made and removed by
/// DocumentStore::settle.
class OutboxStore {
public:
    explicit OutboxStore(StoreContext &context);

    Result<QList<OutboxItem>> list(int limit = -1); ///< in sending order, dead letters last
    Result<void> retry(qint64 id); ///< attempts back to 0, due now; NotFound
    Result<int>
    retryAll(); ///< all dead letters, and what waits for its next attempt; returns how many
    /// Gives up sending: the unsent leaves are dropped from the tree, the note shows the server's
    /// last version again, and the discarded text stays in history. A note the server never had is
    /// removed, and found among those that went lately (RemovalGuard::removed), from where it is
    /// taken back. NotFound.
    Result<void> discard(qint64 id);
    /// As discard(), of what nobody misses: it is in no list of what went.
    Result<void> forget(qint64 id);

    /// Of what waits (Tallies::pending), what no person wrote: what devices say of themselves.
    Result<int> unwritten();

private:
    enum class Trace { Removal, None };
    Result<void> giveUp(qint64 id, Trace trace);
    Result<QStringList> dependencies(qint64 documentKey);
    Result<int> revive(const QString &condition, std::optional<qint64> id);
    Result<qint64> documentOf(qint64 id);

    StoreContext &m_context;
};

} // namespace cairn
