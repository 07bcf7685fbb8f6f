// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QByteArray>

namespace cairn {

class Database;

/// Every byte of every row of a table can be read past its indexes, and no row is missing that an
/// index of it, or another table, still names. A page whose last write never reached the disk reads
/// well, without the rows that were written since. What is itself damaged names nothing. Of one
/// moment; writes nothing. Errors are those that have nothing to do with what is in the file.
Result<bool> isWhole(Database &database, const QByteArray &table);

} // namespace cairn
