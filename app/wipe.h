// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "profile.h"
#include "profilehold.h"

#include <QLockFile>
#include <QStringList>

namespace cairn {

/// Removes everything that Cairn keeps of a profile on this computer: the database, copies of it
/// that were kept before upgrades and restores, safety copies, settings, logs, sockets, locks.
/// Overwriting is left to disk encryption: on flash it would be theatre. A mark lies in the folder
/// until only the locks are left (storetraces::removalMark): what was stopped is finished by doing
/// it again. One use.
class ProfileWipe {
public:
    explicit ProfileWipe(const Profile &profile);

    /// A wipe of it was stopped half-way.
    static bool isBegun(const Profile &profile);
    /// Something of Cairn's is in the folder.
    static bool hasFiles(const Profile &profile);

    /// Keeps everybody away until this object goes: the application and whoever syncs (Locked: one
    /// of them is at work on the profile), and until mark() also who opens or changes the notes
    /// otherwise. So what is counted from here on is what will be removed. Nothing is changed yet.
    /// A full disk is no reason not to: removing makes room. Storage: no lock can be made there.
    Result<void> begin();
    /// From here on the notes are to go, whatever stops this. Storage: nothing was changed.
    Result<void> mark();

    struct Removed {
        QStringList files; ///< names in the profile's folder, "backups/…" among them
        QStringList
            left; ///< what else is in the folder, and is not Cairn's; and where removed links led
    };
    /// After mark(). No connection of this process may be open. Storage: a file cannot be removed;
    /// those before it are gone.
    Result<Removed> remove();

private:
    Result<void> removeCopies(Removed &removed);
    Result<void> removeIn(const QString &folder, const QStringList &patterns, Removed &removed);

    Profile m_profile;
    ProfileHold m_hold;
    QLockFile m_looking; ///< storetraces::removalLock()
    QStringList m_locks; ///< that were there before begin()
};

} // namespace cairn
