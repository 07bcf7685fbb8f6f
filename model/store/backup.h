#pragma once

#include "error.h"

namespace cairn {

class Database;

/// Copies of the whole store in one file, made and taken back while programs use the store (SQLite's backup interface).
/// A backup is an ordinary store file of the same schema. Blocks while it runs: about a second for 100,000 notes.
class Backup {
public:
    /// Writes the state of this moment. `file` appears, or is replaced, only once it is complete and on disk.
    /// Invalid: it is the store itself. DiskFull, Storage.
    static Result<void> write(Database &database, const QString &file);

    struct Restored {
        QString kept; ///< where the replaced store is now; empty when there was none
    };
    /// Puts a backup in the place of a store. The replaced one is kept beside it, in a file with a name not yet used. A
    /// store that is in use is replaced under its users in one transaction; they see the new content with their next
    /// look. NotFound: no such file; Invalid: not made by Cairn; TooNew: by a newer version; Locked: damaged.
    static Result<Restored> restore(const QString &backup, const QString &store);
};

} // namespace cairn
