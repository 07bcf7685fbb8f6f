// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "syncstatus.h"

#include <QHash>
#include <QString>

struct sqlite3;

namespace cairn {

/// Takes out of a backup what people wrote, and nothing else. A backup may have been changed by
/// anybody on its way, so it is read like any foreign file: the tables that a store of its version
/// has, row by row, each value looked at. A text that was altered (isAltered() in noterow.h) stays
/// behind like one that cannot be read: what else the backup has of it is the doctor's to find. Of
/// its list only those lines that may be all that is left of a text are taken. Its triggers, views
/// and indexes stay behind, and so does all that follows from the revisions (lists, search index,
/// numbers, outbox) or belongs to the device that made it (its name and id, checkpoints, logs).
class BackupReader {
public:
    /// A note whose text is missing, cannot be read or was altered.
    struct Damaged {
        QString title; ///< that the list has
        bool proven = false; ///< what the list has is what was written (TextRescue::isProven())
    };
    struct Taken {
        int leftOut = 0; ///< rows with values that no store of ours has
        QHash<QString, Damaged> damaged; ///< by ids
        Account account; ///< that the backup names; it is only told, never taken over here
    };
    /// `backup` is a connection to a file of schema `version` (see raw::distrust); `fresh` is a
    /// file that does not exist yet and becomes a store of that version. Invalid: not a store of
    /// ours.
    static Result<Taken> read(sqlite3 *backup, int version, const QString &fresh);
};

} // namespace cairn
