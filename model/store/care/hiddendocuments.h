// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

namespace cairn {

struct StoreContext;

/// Documents that an earlier version stored without their kind, because their body spoke of another
/// one or because it did not have that kind yet: they were synced, and shown nowhere. They are
/// shown from now on. Migrations 0009 and 0013 note that there are some; without that note nothing
/// is looked at.
namespace hiddendocuments {

/// Some at a time, in short transactions; what is left after about a second is for the next
/// opening.
Result<void> show(StoreContext &context);

} // namespace hiddendocuments
} // namespace cairn
