// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

namespace cairn {

struct StoreContext;

struct ReconcileOutcome {
    int merged = 0;
    int decided = 0; ///< by this device's conflict policy
    int conflicts = 0; ///< conflicts opened now
    bool more = false; ///< documents are left to look at
};

/// Merges the versions of one document as far as that is safe, lets the policy decide what is left,
/// and opens a conflict for the rest. Plans outside of the transactions that it writes in, one for
/// each two versions that become one; of very many some are left for another call (`more`).
Result<ReconcileOutcome> reconcileDocument(StoreContext &context, qint64 documentKey);

} // namespace cairn
