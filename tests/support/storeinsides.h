// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite/database.h"
#include "store/store.h"

namespace cairn {

class StoreInsides {
public:
    static Database &database(Store &store) { return store.database(); }
};

/// The connection of a store, which the product does not show: for looking at what it has, and for
/// harming it.
inline Database &databaseOf(Store &store) { return StoreInsides::database(store); }

} // namespace cairn
