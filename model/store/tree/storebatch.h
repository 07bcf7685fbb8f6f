// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite/database.h"
#include "store/sqlite/removalmark.h"
#include "store/tree/storecontext.h"
#include "store/tree/storegeneration.h"

namespace cairn {

/// Several rooms writing in one transaction, published once, after its commit. Rooms made on
/// context() collect their change sets here instead of publishing what is not committed yet. Rolls
/// back, and publishes nothing, unless committed.
class StoreBatch {
public:
    explicit StoreBatch(StoreContext &outer)
        : m_outer(outer)
        , m_context(outer)
        , m_transaction(outer.database)
    {
        m_changes.origin = outer.origin;
        m_context.publish = [this](const ChangeSet &changes) { m_changes.unite(changes); };
    }
    StoreBatch(const StoreBatch &) = delete;
    StoreBatch &operator=(const StoreBatch &) = delete;

    StoreContext &context() { return m_context; }
    ChangeSet &changes() { return m_changes; }
    Result<void> begin()
    {
        CAIRN_TRY(m_transaction.begin());
        // After the lock: what was begun before is there for whoever is about to remove it, and
        // looks.
        CAIRN_TRY(storetraces::checkRemoval(m_outer.database.file()));
        // What a person writes is meant for whatever is there; what sync knows is of one store
        // only.
        return m_outer.origin == ChangeSet::Origin::Sync ? checkGeneration(m_outer)
                                                         : Result<void>();
    }
    /// Takes everything back that was done so far; begin() may follow.
    void giveUp()
    {
        m_transaction.rollBack();
        m_changes = {};
        m_changes.origin = m_outer.origin;
    }
    Result<void> commit()
    {
        CAIRN_TRY(m_transaction.commit());
        if (m_outer.publish && !m_changes.isEmpty())
            m_outer.publish(m_changes);
        return {};
    }

private:
    StoreContext &m_outer;
    StoreContext m_context;
    Transaction m_transaction;
    ChangeSet m_changes;
};

} // namespace cairn
