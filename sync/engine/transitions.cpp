// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/transitions.h"

namespace cairn {

Step onWish(EngineState state, Wish wish, const Situation &now)
{
    if (state == EngineState::Running) {
        if (wish != Wish::Edit)
            return Step::RunAfterwards;
        // The edit is in the outbox, and the run's end sees it there.
        return now.urgentWaits ? Step::RunAfresh : Step::Stay;
    }
    if (!now.hasAccount)
        return wish == Wish::Person ? Step::Refuse : Step::Stay;
    if (wish == Wish::Person)
        return Step::Begin;
    // Five wrong passwords lock an account: only the person goes on from there.
    if (now.paused || now.passwordRefused || now.waitsForUnmetered)
        return Step::Stay;
    const bool inDoubt = state == EngineState::Waiting || state == EngineState::Probing;
    if (inDoubt && !(wish == Wish::Edit && now.maySendSooner))
        return Step::Stay;
    return now.online ? Step::Begin : Step::WaitLong;
}

Step onEnding(EngineState state, Ending ending, const Situation &now)
{
    if (!now.live || now.paused)
        return ending == Ending::Good && now.wantedMeanwhile ? Step::Begin : Step::Halt;
    switch (ending) {
    case Ending::Good:
        return now.wantedMeanwhile || state == EngineState::Probing ? Step::Begin : Step::Listen;
    case Ending::Silent:
        return Step::Rest;
    case Ending::Cut:
    case Ending::StoreReplaced:
        return onWish(EngineState::Halted, Wish::Clock, now); // look
    case Ending::PasswordRefused:
        return Step::Halt;
    case Ending::Refused:
        return Step::WaitATick;
    case Ending::Failed:
        break;
    }
    return Step::WaitLonger;
}

Ending endingOf(const Error &error)
{
    if (error.reason == ErrorReason::StoreReplaced)
        return Ending::StoreReplaced;
    switch (error.kind) {
    case ErrorKind::Auth:
        return Ending::PasswordRefused;
    case ErrorKind::Forbidden:
    case ErrorKind::Rejected:
        return Ending::Refused;
    default:
        return Ending::Failed;
    }
}

} // namespace cairn
