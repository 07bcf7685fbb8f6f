// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

namespace cairn {

struct StoreContext;

/// Notes and notebooks that an earlier version stored without their kind, because their body spoke
/// of another one: they were synced, and shown nowhere. They are shown from now on. Migration 0009
/// notes that there are some; without that note nothing is looked at.
namespace hiddendocuments {

/// Some at a time, in short transactions; what is left after about a second is for the next
/// opening.
Result<void> show(StoreContext &context);

} // namespace hiddendocuments
} // namespace cairn
