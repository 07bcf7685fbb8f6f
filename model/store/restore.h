// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account.h"
#include "error.h"
#include "store/store.h"

#include <QStringList>

#include <functional>

namespace cairn {

struct Restored {
    QString kept; ///< where the replaced store is now; empty when there was none
    int leftOut = 0; ///< entries of the backup that no store of ours can have
    QStringList problems; ///< what the doctor still says about what was taken
    /// Notes whose text is damaged in the backup: their titles, or ids where none is left. Of some,
    /// the words that the history or the list of the backup has were taken; of others nothing.
    QStringList mended;
    QStringList lost;
    /// Of those mended, and of notebooks, what the list of the backup has and nothing proves: it
    /// may not be as it was written.
    QStringList unproven;
    Account named; ///< the account that the backup says it was made with
    Account account; ///< the account of the restored store
};
using BeAlone = std::function<Result<void>()>;

/// Puts what a backup holds in the place of a store. A backup is a file like any other, perhaps
/// changed by somebody: what people wrote is taken out of it entry by entry (BackupReader) into
/// a new store, as a new device. The account that is signed in here stays, none where none is:
/// the one that a file names is the person's to confirm. The replaced store is kept beside it,
/// in a file with a name not yet used. A store that is in use is replaced under its users in
/// one transaction; they see the new content with their next look. One that is damaged, empty
/// or gone cannot be: its users would go on writing into the file that was put aside, so
/// `beAlone` is asked first, and its refusal is the outcome. It holds until this returns.
/// `options` are those of the store: clock, random, its file. NotFound: no such file; Invalid:
/// not made by Cairn; TooNew: by a newer version; Locked: damaged. Blocks: everything is made again
/// that follows from the notes, about a minute for 100,000.
Result<Restored>
restoreBackup(const QString &backup, const Store::Options &options, const BeAlone &beAlone);

} // namespace cairn
