// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

namespace cairn {

class Database;

/// Texts of the history that cannot be read: what the tree has whole is taken from there, the rest
/// goes. Returns the notes (ids) that lost one. Inside a transaction.
Result<QStringList> mendVersions(Database &database);

} // namespace cairn
