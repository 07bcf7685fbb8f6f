#pragma once

#include "error.h"

namespace cairn {

struct StoreContext;

/// Notebooks of one name under one parent, made on two devices that did not know of each other,
/// become one: the one with the larger id says that it is merged into the one with the smaller.
/// That revision is the same on every device, and a twin that says so already is left alone. Who
/// looks a notebook up follows these pointers (NotebookTree::resolve). One transaction, and none
/// when there is nothing to do. Returns how many were joined.
Result<int> joinNotebookTwins(StoreContext &context);

} // namespace cairn
