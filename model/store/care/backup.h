// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QString>

namespace cairn {

class Database;

/// A copy of the whole store in one file, made while programs use the store (SQLite's backup
/// interface): an ordinary store file of the same schema. restore.h takes it back.
class Backup {
public:
    /// Writes the state of this moment. `file` appears, or an older backup is replaced, only once
    /// the copy is complete, looked through and on disk. Blocks for about a second for 100,000
    /// notes. Invalid: something else is there (namedfile.h). Locked: the store is damaged, and
    /// nothing is written. DiskFull, Storage.
    static Result<void> write(Database &database, const QString &file);
};

} // namespace cairn
