#pragma once

#include "store/database.h"
#include "store/storecontext.h"

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
    Result<void> begin() { return m_transaction.begin(); }
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
