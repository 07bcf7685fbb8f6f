// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "profile.h"

class QLocalSocket;

namespace cairn {

/// Notes are private: 0700 for folders, 0600 for files, whichever program of ours makes them and
/// whatever the person's umask says. (Windows: the folders of a person are private by themselves.)
namespace privatefiles {

/// Everything that this process makes from now on. First thing in main().
void keepPrivate();

/// Makes the profile's folder, and takes it and what Cairn keeps in it away from others, should an
/// older version or another program have made it. Best effort: a disk that refuses is no reason not
/// to start. A folder that is not a profile (nothing of Cairn's in it, not empty) stays as it is.
void protect(const Profile &profile);

/// Error::code of checkSocketFolder().
inline constexpr int kNoSocketFolder = -3;
/// The folder of the profile's sockets. Storage (kNoSocketFolder): it is not there, or belongs to
/// somebody else, who could listen in our place.
Result<void> checkSocketFolder(const Profile &profile);

/// The process at the other end is this person's.
bool isOwnPeer(const QLocalSocket &socket);

} // namespace privatefiles
} // namespace cairn
