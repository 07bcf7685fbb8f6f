// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "leader/profilelock.h"
#include "profile.h"

#include <QLockFile>

namespace cairn {

/// Keeps everybody else away from a profile, the window and whoever syncs: for what must not happen
/// under their feet, such as removing it, or putting another file in the place of its database.
class ProfileHold {
public:
    enum class Window { Others, Ours }; ///< Ours: this process has that lock already

    explicit ProfileHold(const Profile &profile, Window window = Window::Others);

    /// Whether a disk too full for the window's lock is a reason to refuse. (Nobody has that lock
    /// then, and who starts now gets none either.)
    enum class Full { Refuse, Allow };
    /// Until this object goes, or lets go. Never waits; again: nothing happens. Locked: somebody is
    /// at work on the profile. DiskFull, Storage: no lock can be made there.
    Result<void> take(Full full = Full::Refuse);
    void letGo();
    /// Why no lock can be made in the folder, found by trying to write there: DiskFull only where
    /// the disk says so.
    Failure whyNoLock() const;

private:
    QString m_folder;
    QLockFile m_window;
    ProfileLock m_leader;
    const bool m_windowIsOurs;
};

} // namespace cairn
