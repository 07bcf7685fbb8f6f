// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sqlite3.h>

namespace cairn {

inline constexpr char kFaultVfsName[] = "cairn-fault";

/// Fills in the functions of FaultVfs, around those of `real`. pAppData is left to the caller.
void installFaultCalls(sqlite3_vfs &vfs, sqlite3_vfs *real);

} // namespace cairn
