// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/statuscomposer.h"

#include "http/tuning.h"

namespace cairn {
namespace {

using Phase = SyncStatus::Phase;
using Reachability = Connectivity::Reachability;

Phase phaseOf(const Error &error, Reachability reachability)
{
    switch (error.kind) {
    case ErrorKind::Auth:
        return Phase::SignIn;
    case ErrorKind::Forbidden:
        return Phase::NotAllowed;
    case ErrorKind::Offline:
        // A name that is not found while the network is there: the address or the server, not the
        // network.
        return reachability == Reachability::Online ? Phase::Unreachable : Phase::Offline;
    case ErrorKind::Transient:
    case ErrorKind::Protocol:
    case ErrorKind::NotFound:
        return reachability == Reachability::Offline ? Phase::Offline : Phase::Unreachable;
    case ErrorKind::Rejected:
        return error.code >= 400 ? Phase::Unreachable : Phase::Error; // its word, or ours
    default:
        return Phase::Error;
    }
}

Phase phaseOf(Replicator::Stage stage)
{
    switch (stage) {
    case Replicator::Stage::Connecting:
        return Phase::Connecting;
    case Replicator::Stage::Receiving:
    case Replicator::Stage::Reconciling:
        return Phase::Receiving;
    case Replicator::Stage::Sending:
        return Phase::Sending;
    }
    return Phase::Connecting;
}

Phase phaseOf(const EngineFacts &facts)
{
    const Reachability reachability = facts.loopback ? Reachability::Unknown : facts.reachability;
    if (!facts.hasStore)
        return Phase::Error;
    if (!facts.hasAccount)
        return facts.error ? Phase::Error : Phase::NoAccount;
    if (facts.progress)
        return phaseOf(facts.progress->stage);
    if (facts.paused)
        return Phase::Paused;
    if (facts.metered)
        return Phase::Metered;
    if (facts.error)
        return phaseOf(*facts.error, reachability);
    if (reachability == Reachability::Offline)
        return Phase::Offline;
    return facts.waiting || facts.tallies.pending > 0 ? Phase::Waiting : Phase::Idle;
}

} // namespace

SyncStatus composeStatus(const EngineFacts &facts)
{
    SyncStatus status;
    status.phase = phaseOf(facts);
    status.pending = facts.tallies.pending;
    status.dead = facts.tallies.dead;
    status.unread = facts.tallies.unread;
    status.conflicts = facts.tallies.conflicts;
    status.lastSyncAt = facts.lastSyncAt;
    if (facts.progress) {
        status.done = facts.progress->done;
        status.total = facts.progress->total;
        status.timeLeftMs = facts.timeLeftMs;
        return status;
    }
    status.removals = facts.removals;
    if (facts.paused)
        status.pausedUntil = facts.pausedUntil;
    status.error = facts.error;
    status.nextTryAt = facts.nextTryAt;
    if (facts.nextTryAt && facts.error && facts.error->retryAfterMs > tuning::kQuietRestMs)
        status.restAskedBy = facts.host;
    return status;
}

} // namespace cairn
