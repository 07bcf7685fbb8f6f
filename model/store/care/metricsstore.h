// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QString>

#include <optional>

namespace cairn {

struct StoreContext;

/// One finished sync run, as the health page counts it. Runs that found nothing to do are not
/// recorded.
struct SyncRun {
    qint64 at = 0; ///< UTC ms of its end; 0: now
    qint64 durationMs = 0;
    std::optional<ErrorKind> error;
    int queued = 0; ///< documents waiting when it began
    int pushed = 0;
    int pulled = 0;
    int merged = 0;
    int conflicts = 0; ///< opened by this run
    int rejected = 0; ///< documents the server refused
    int retries = 0; ///< requests repeated
    qint64 offlineMs = 0; ///< time without a server before it
};

/// Figures over some days. Rates are 0 … 1; nothing when there is nothing to compute them from.
struct SyncHealth {
    int days = 0;
    int runs = 0;
    std::optional<double> successRate; ///< runs that failed for want of a network do not count
    std::optional<qint64> durationP50; ///< ms, of runs that ended well
    std::optional<qint64> durationP95;
    std::optional<int> queueP95;
    int pushed = 0;
    int pulled = 0;
    int merged = 0;
    int conflicts = 0;
    std::optional<double> conflictRate; ///< conflicts a pulled document
    int retries = 0;
    int failures = 0;
    qint64 offlineMs = 0;
};

/// Something about syncing that the person should know of.
struct SyncAlert {
    enum class Kind {
        SuccessRate, ///< under 95 % of the last 20 runs ended well; value: percent
        LongQueue, ///< p95 of the queue over a week is above 100; value: documents
        Unsent, ///< something has waited for over a day; value: hours
        DeadLetters, ///< value: how many
    };
    Kind kind;
    int value = 0;
};
QString alertName(SyncAlert::Kind kind); ///< "success-rate", "long-queue", "unsent", "dead-letters"

/// Sync metrics: local only, at most kMaxRuns runs; the oldest go first.
class MetricsStore {
public:
    explicit MetricsStore(StoreContext &context);
    Result<void> record(const SyncRun &run);
    Result<SyncHealth> health(int days);
    Result<QList<SyncAlert>> alerts();

private:
    StoreContext &m_context;
};

} // namespace cairn
