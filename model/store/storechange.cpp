// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/storechange.h"

#include "store/sqlite/database.h"
#include "store/store.h"

namespace cairn {

StoreChange::StoreChange(Store &store)
    : m_transaction(std::make_unique<Transaction>(store.database()))
{
}

StoreChange::~StoreChange() = default;

Result<void> StoreChange::begin() { return m_transaction->begin(); }

Result<void> StoreChange::commit() { return m_transaction->commit(); }

} // namespace cairn
