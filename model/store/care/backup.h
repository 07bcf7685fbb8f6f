// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/care/damagedtexts.h"

#include <QString>

namespace cairn {

class Database;

/// A copy of the whole store in one file, made while programs use the store (SQLite's backup
/// interface): an ordinary store file of the same schema. restore.h takes it back.
class Backup {
public:
    /// Writes the state of this moment. `file` appears, or an older backup is replaced, only once
    /// the copy is complete, looked through and on disk. Returns which texts of it are damaged: it
    /// has the others, and that has to be said. Blocks for some seconds for 100,000 notes. Invalid:
    /// something else is there (namedfile.h). Locked: the store is damaged, or texts of it are and
    /// an older backup is there; nothing is written. DiskFull, Storage.
    static Result<DamagedTexts> write(Database &database, const QString &file);
};

} // namespace cairn
