// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "outboxitem.h"

#include <QSet>

namespace cairn {

class Database;

/// Chooses what is sent next and reads it: rows of the outbox that are due, in their order, with
/// the leaves that the server lacks. See ReplicaStore::nextToPush.
class PushPlan {
public:
    PushPlan(Database &database, qint64 nowMs);
    Result<QList<PushDocument>> next(
        int limit, qint64 maxBytes, const QSet<qint64> &inFlight, PushScope scope = PushScope::All);
    /// Rows of the outbox that the last next() came to, and whose texts are damaged.
    const QList<qint64> &damaged() const { return m_damaged; }
    Result<bool> hasUrgent(); ///< an emergency note is due

private:
    Result<QList<PushDocument>> due(int limit, const QSet<qint64> &inFlight, PushScope scope);
    Result<qint64> readLeaves(PushDocument &document); ///< returns the bytes of all bodies
    Result<QList<RevId>> readPath(qint64 revisionKey);

    Database &m_database;
    qint64 m_nowMs;
    QList<qint64> m_damaged;
};

} // namespace cairn
