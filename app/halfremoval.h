// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "profile.h"

namespace cairn::halfremoval {

enum class Next { End, Start };

/// At the start of the window, with a profile whose removal was stopped half-way: its notes are not
/// opened again; the rest goes too, if the person says so, or stays as it is. Start: while the
/// question was on the screen another program finished the removal, and what is there now are new
/// notes. Waits for answers. Locked (SingleInstance::kInUse): another program is at work on the
/// rest. Otherwise as ProfileWipe.
Result<Next> finish(const Profile &profile);

} // namespace cairn::halfremoval
