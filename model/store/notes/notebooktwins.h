// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

namespace cairn {

struct StoreContext;

/// Notebooks of one name under one parent, made on two devices that did not know of each other,
/// become one: the one with the larger id says that it is merged into the one with the smaller.
/// That revision is the same on every device, and a twin that says so already is left alone. Who
/// looks a notebook up follows these pointers (NotebookTree::resolve). One transaction of a bounded
/// size, and none when there is nothing to do.
struct TwinOutcome {
    int joined = 0;
    bool more = false; ///< another call goes on
};
Result<TwinOutcome> joinNotebookTwins(StoreContext &context);

} // namespace cairn
