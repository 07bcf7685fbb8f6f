// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "syncactivity.h"

namespace cairn {

struct StoreContext;

/// The sync log that people can read. Kept over restarts, at most 5,000 lines; the oldest go first.
class ActivityStore {
public:
    explicit ActivityStore(StoreContext &context);
    Result<void> append(const SyncActivity &activity);
    Result<QList<SyncActivity>> list(int limit); ///< newest first

private:
    StoreContext &m_context;
};

} // namespace cairn
