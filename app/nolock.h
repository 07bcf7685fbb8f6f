// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

namespace cairn {

/// Why no lock can be made in a profile's folder, though nobody else has it: found by writing a
/// little there. DiskFull only where the disk says so, Storage with the system's words for all
/// else. `more` ends the message.
Failure noLock(const QString &folder, const QString &more = {});

} // namespace cairn
