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

/// Sync metrics: local only, at most kMaxRuns runs; the oldest go first.
class MetricsStore {
public:
    explicit MetricsStore(StoreContext &context);
    Result<void> record(const SyncRun &run);
    Result<SyncHealth> health(int days);

private:
    StoreContext &m_context;
};

} // namespace cairn
