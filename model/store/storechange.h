// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <memory>

namespace cairn {

class Store;
class Transaction;

/// Several changes of a store as one: all of them or none. Store::changed() tells of each when it
/// is made, before the commit. What is not committed is taken back when this goes, and nobody is
/// told of that. On the store's thread, and not longer than the store.
class StoreChange {
public:
    explicit StoreChange(Store &store);
    ~StoreChange();
    Result<void> begin(); ///< Transient: another connection wrote for too long
    Result<void> commit(); ///< Conflict, DiskFull, Storage …: nothing of it is there

private:
    std::unique_ptr<Transaction> m_transaction;
};

} // namespace cairn
