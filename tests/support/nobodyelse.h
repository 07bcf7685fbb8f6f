// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

namespace cairn {

/// For restoreBackup() where no other process could be using the store.
inline Result<void> nobodyElse() { return {}; }

} // namespace cairn
