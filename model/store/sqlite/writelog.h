// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QString>

namespace cairn {

/// Moves the write-ahead log of a store into its file and empties it. Nobody's save waits for
/// longer than some milliseconds. False: somebody reads or writes just now; what was moved stays
/// moved, and it may be tried again. By a connection of its own; any thread.
Result<bool> emptyWriteLog(const QString &store);

} // namespace cairn
