// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "store/replica/pulling.h"

namespace cairn {

class Database;

/// Decides for rows of `_changes` what has to be fetched, with one look-up for all of them. The
/// first sync of a large account passes here with every row.
Result<QList<PullNeed>> classifyChanges(Database &database, const QList<RemoteChange> &changes);

} // namespace cairn
