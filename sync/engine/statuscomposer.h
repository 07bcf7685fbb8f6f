// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/connectivity.h"
#include "engine/replicator.h"
#include "note.h"
#include "syncstatus.h"

namespace cairn {

/// Everything the engine knows that bears on its status.
struct EngineFacts {
    bool hasStore = false;
    bool hasAccount = false;
    bool paused = false;
    std::optional<qint64> pausedUntil;
    bool waiting = false; ///< a run is about to start
    std::optional<Replicator::Progress>
        progress; ///< of the run under way, once it has something to show
    std::optional<Error> error; ///< of the last run, or of the set-up
    std::optional<qint64> nextTryAt;
    QString host; ///< of the server
    std::optional<qint64> lastSyncAt;
    Connectivity::Reachability reachability = Connectivity::Reachability::Unknown;
    bool loopback = false; ///< the server is this computer: the network does not matter
    Tallies tallies;
    HeldRemovals removals;
    std::optional<qint64> timeLeftMs;
    bool metered = false; ///< and the person wants to wait
};

/// Says it honestly: "idle" only without a failure, "offline" only when the network is missing and
/// not the server. Pure.
SyncStatus composeStatus(const EngineFacts &facts);

} // namespace cairn
