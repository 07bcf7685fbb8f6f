#pragma once

#include "error.h"
#include "profile.h"

namespace cairn {

/// Removes everything a profile holds on this computer: database, settings, log. No connection may
/// be open. Locked while the application runs on the profile. Overwriting is left to disk
/// encryption: on flash it would be theatre.
Result<void> wipeProfile(const Profile &profile);

} // namespace cairn
