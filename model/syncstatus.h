// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account.h"
#include "error.h"
#include "removal.h"

#include <QMetaType>

#include <optional>

namespace cairn {

/// Everything the window needs to say one honest sentence about sync. Published by the sync engine,
/// shown by ui; a value.
struct SyncStatus {
    enum class Phase {
        NoAccount, ///< nothing is set up: notes are saved on this computer
        Idle, ///< the last run ended well; "synced" only if pending is 0 as well
        Waiting, ///< changes wait for the debounce or the next run
        Connecting,
        Receiving,
        Sending,
        Offline, ///< no network
        Unreachable, ///< network, but the server does not answer as one; next try at nextTryAt
        SignIn, ///< the person must sign in (again)
        NotAllowed, ///< signed in but without permission, or (ErrorReason::AccountLocked)
                    ///< locked until nextTryAt
        Paused, ///< until pausedUntil, or until resumed
        Metered, ///< the network is metered, and the person wants to wait for another one
        Error, ///< local trouble: disk full, store damaged
    };
    Phase phase = Phase::NoAccount;
    int pending = 0; ///< documents with changes not acknowledged by the server
    int dead = 0; ///< documents that need attention
    int unread = 0; ///< documents of the server that cannot be read
    int conflicts = 0; ///< notes that need review
    int done = 0; ///< progress of the present transfer, in documents
    int total = 0; ///< 0: not known yet
    std::optional<qint64> timeLeftMs; ///< of the present transfer, once it can be told
    HeldRemovals removals; ///< the server wants them removed; they wait for the person's word
    std::optional<qint64> lastSyncAt; ///< UTC ms of the last run that ended well
    std::optional<qint64> nextTryAt;
    QString restAskedBy; ///< nextTryAt is so late because this host asked for it; empty: it is not
    std::optional<qint64> pausedUntil;
    std::optional<Error> error; ///< why, for Unreachable, SignIn, NotAllowed, Error

    /// Trying to connect is not being online: only an answer of the server is.
    bool isAnswered() const
    {
        return phase == Phase::Receiving || phase == Phase::Sending || phase == Phase::Idle;
    }
    bool isSynced() const
    {
        return phase == Phase::Idle && pending == 0 && dead == 0 && unread == 0;
    }
};

/// What one run did, as `cairn-cli sync` prints it.
struct SyncReport {
    int pushed = 0;
    int pulled = 0;
    int merged = 0;
    int conflicts = 0; ///< notes that need review now
    int failed = 0; ///< dead letters now
    int unread = 0; ///< documents of the server that cannot be read now
    qint64 durationMs = 0;
    std::optional<Error> error; ///< why the run ended early
    HeldRemovals removals{}; ///< held back by this run (ErrorReason::RemovalsHeld)
};

} // namespace cairn

Q_DECLARE_METATYPE(cairn::SyncStatus)
Q_DECLARE_METATYPE(cairn::SyncReport)
