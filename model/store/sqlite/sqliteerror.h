// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

struct sqlite3;

namespace cairn {

/// What last failed on a connection, classified: DiskFull, Transient (busy), Locked (damaged),
/// Storage. `connection` may be null: there was no memory for it. Any thread that may use it.
Error sqliteError(sqlite3 *connection, const QString &doing);

} // namespace cairn
