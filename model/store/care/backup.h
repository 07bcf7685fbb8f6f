// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "store/store.h"
#include "syncstatus.h"

#include <QStringList>

#include <functional>

namespace cairn {

class Database;

/// Copies of the whole store in one file, made and taken back while programs use the store
/// (SQLite's backup interface). A backup is an ordinary store file of the same schema. Blocks while
/// it runs: writing takes about a second for 100,000 notes; taking back makes everything again that
/// follows from the notes, and takes about a minute for as many.
class Backup {
public:
    /// Writes the state of this moment. `file` appears, or an older backup is replaced, only once
    /// the copy is complete, looked through and on disk. Invalid: something else is there
    /// (namedfile.h). Locked: the store is damaged, and nothing is written. DiskFull, Storage.
    static Result<void> write(Database &database, const QString &file);

    struct Restored {
        QString kept; ///< where the replaced store is now; empty when there was none
        int leftOut = 0; ///< entries of the backup that no store of ours can have
        QStringList problems; ///< what the doctor still says about what was taken
        Account named; ///< the account that the backup says it was made with
        Account account; ///< the account of the restored store
    };
    /// Puts what a backup holds in the place of a store. A backup is a file like any other, perhaps
    /// changed by somebody: what people wrote is taken out of it entry by entry (BackupReader) into
    /// a new store, as a new device. The account that is signed in here stays, none where none is:
    /// the one that a file names is the person's to confirm. The replaced store is kept beside it,
    /// in a file with a name not yet used. A store that is in use is replaced under its users in
    /// one transaction; they see the new content with their next look. One that is damaged, empty
    /// or gone cannot be: its users would go on writing into the file that was put aside, so
    /// `beAlone` is asked first, and its refusal is the outcome. It holds until restore() returns.
    /// `options` are those of the store: clock, random, its file. NotFound: no such file; Invalid:
    /// not made by Cairn; TooNew: by a newer version; Locked: damaged.
    using BeAlone = std::function<Result<void>()>;
    static Result<Restored>
    restore(const QString &backup, const Store::Options &options, const BeAlone &beAlone);

    /// Copies a store in use as it is, damaged pages too, to a name beside it that is not used yet,
    /// and answers that name. The state that was committed last; DiskFull, Storage.
    static Result<QString> keepAsItIs(const QString &store);

    /// Moves the files of a store, whatever is in them, to a name beside it that is not used yet,
    /// and answers that name. Nobody may be using them. Storage: one cannot be moved.
    static Result<QString> putAside(const QString &store);
};

} // namespace cairn
