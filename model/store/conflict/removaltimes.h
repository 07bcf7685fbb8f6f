// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

namespace cairn {

struct StoreContext;

namespace removaltimes {

/// What was written about removals while the clock was ahead would be of the last day for as long
/// as it was ahead. Takes it for written now: it counts for one more day, and what came after a
/// removal stays after it. Nothing is done while the clock itself may be the one that is wrong (see
/// BelievedTime): a removal of long ago is forgotten. Inside an open transaction.
Result<void> straighten(StoreContext &context);

} // namespace removaltimes

} // namespace cairn
