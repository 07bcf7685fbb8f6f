#pragma once

#include "error.h"
#include "profile.h"
#include "profilehold.h"

#include <QStringList>

namespace cairn {

/// Removes everything that Cairn keeps of a profile on this computer: the database, copies of it that
/// were kept before upgrades and restores, safety copies, settings, logs, sockets, locks. Overwriting
/// is left to disk encryption: on flash it would be theatre. A mark lies in the folder until all of it is
/// gone (storetraces::removalMark): what was stopped is finished by doing it again. One use.
class ProfileWipe {
public:
    explicit ProfileWipe(const Profile &profile);

    /// A wipe of it was stopped half-way.
    static bool isBegun(const Profile &profile);
    /// Something of Cairn's is in the folder.
    static bool hasFiles(const Profile &profile);

    /// Keeps the application and whoever syncs away until this object goes. Locked: one of them is at
    /// work on the profile. Comes before anything is changed.
    Result<void> begin();

    struct Removed {
        QStringList files; ///< names in the profile's folder, "backups/…" among them
        QStringList left; ///< what else is in the folder, and is not Cairn's
    };
    /// After begin(). No connection of this process may be open. Storage: a file cannot be removed;
    /// those before it are gone.
    Result<Removed> remove();

private:
    Result<void> mark();
    Result<void> removeIn(const QString &folder, const QStringList &patterns, Removed &removed);

    Profile m_profile;
    ProfileHold m_hold;
    QStringList m_locks; ///< that were there before begin()
};

} // namespace cairn
