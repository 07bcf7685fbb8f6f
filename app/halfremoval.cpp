// SPDX-License-Identifier: GPL-3.0-or-later
#include "halfremoval.h"

#include "singleinstance.h"
#include "startfailure.h"
#include "wipe.h"

namespace cairn::halfremoval {

Result<Next> finish(const Profile &profile)
{
    if (!StartFailure::askToFinishRemoval(profile))
        return Next::End;
    ProfileWipe wipe(profile);
    auto alone = wipe.begin();
    // The answer was about what lay there when the question came.
    if (!ProfileWipe::isBegun(profile))
        return Next::Start;
    if (!alone) {
        if (alone.error().kind == ErrorKind::Locked)
            alone.error().code = SingleInstance::kInUse;
        return Failure(alone.error());
    }
    CAIRN_TRY(wipe.mark());
    CAIRN_TRY(wipe.remove());
    StartFailure::tellRemoved(profile);
    return Next::End;
}

} // namespace cairn::halfremoval
