// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

namespace cairn {

/// What the engine does: exactly one of these at any moment. Said of the states below, in the order
/// of SyncDriver's variant.
enum class EngineState {
    Halted, ///< nothing to wait for: no account, paused, not live, or the password was refused
    Running, ///< a run is under way
    Listening, ///< at the live feed
    Resting, ///< the feed fell silent: looks again after a tick
    Waiting, ///< for the next try
    Probing, ///< asks a server in doubt whether it works
};

/// Why a run is wanted.
enum class Wish {
    Edit, ///< something was written here
    News, ///< the live feed has something
    Clock, ///< it is time, or what stood in the way is gone
    Person, ///< "Sync now": goes before everything but another run
};

/// How a run, the feed or a probe ended.
enum class Ending {
    Good,
    Silent, ///< the feed, without an error
    Cut, ///< the feed, after a while: says little about the server
    StoreReplaced, ///< a backup was restored meanwhile
    PasswordRefused,
    Refused, ///< 403 and the like
    Failed, ///< anything else
};

/// What bears on the next step.
struct Situation {
    bool hasAccount = false;
    bool live = false; ///< goes on by itself
    bool paused = false;
    bool online = false; ///< nothing says that the server cannot be reached
    bool waitsForUnmetered = false;
    bool passwordRefused = false; ///< by the last run
    bool maySendSooner = false; ///< an edit need not wait for the next try
    bool urgentWaits = false; ///< an emergency note was written during a long pull
    bool wantedMeanwhile = false; ///< somebody asked for a run during this one
};

enum class Step {
    Stay,
    Refuse, ///< the demand is answered: there is no account
    RunAfterwards, ///< once more when this run has ended
    RunAfresh, ///< this run begins again, with what is urgent
    Begin, ///< a run
    Listen,
    Rest,
    WaitATick, ///< or as long as the server asked
    WaitLonger, ///< each time, or as long as the server asked
    WaitLong, ///< the system says that there is no network, and may be wrong
    Halt,
};

/// The table of transitions: pure, and tried for every combination (sync/tst_transitions). What a
/// step does is SyncDriver's business.
Step onWish(EngineState state, Wish wish, const Situation &now);
Step onEnding(EngineState state, Ending ending, const Situation &now);

/// How a run or a probe ended that brought this error.
Ending endingOf(const Error &error);

} // namespace cairn
