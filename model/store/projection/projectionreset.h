// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

namespace cairn {

class Database;

/// Empties what lists, search and the sidebar read, before all of it is made again; rows of the
/// documents that `kept` (a query for their keys) names stay as they are. Inside a transaction.
Result<void> resetProjection(Database &database, const QString &kept);

} // namespace cairn
