// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/care/metricsstore.h"

#include "clock.h"
#include "store/sqlite/database.h"
#include "store/tree/storecontext.h"

#include <algorithm>
#include <vector>

namespace cairn {

namespace {

constexpr qint64 kMaxRuns = 20'000; // two weeks of a run a minute
constexpr qint64 kOneDayMs = 24 * 60 * 60 * 1000;
constexpr int kAlertRuns = 20;
constexpr int kLeastSuccessPercent = 95;
constexpr int kLongQueue = 100;

/// The value below which `percent` of the values lie (nearest rank).
template <typename T> std::optional<T> percentile(std::vector<T> values, int percent)
{
    if (values.empty())
        return std::nullopt;
    const size_t rank = std::min(values.size() - 1, values.size() * size_t(percent) / 100);
    std::nth_element(values.begin(), values.begin() + std::ptrdiff_t(rank), values.end());
    return values[rank];
}

} // namespace

MetricsStore::MetricsStore(StoreContext &context)
    : m_context(context)
{
}

Result<void> MetricsStore::record(const SyncRun &run)
{
    Transaction transaction(m_context.database);
    CAIRN_TRY(transaction.begin());
    qint64 key = 0;
    {
        auto row = m_context.database.statement(
            QStringLiteral("INSERT INTO sync_run (at, duration_ms, ok, error_kind, queued, pushed, "
                           "pulled, merged, conflicts, rejected,"
                           " retries, offline_ms) VALUES (:at, :duration, :ok, :error, :queued, "
                           ":pushed, :pulled, :merged, :conflicts,"
                           " :rejected, :retries, :offline)"));
        row.bind(":at", run.at > 0 ? run.at : m_context.clock.nowMs())
            .bind(":duration", run.durationMs)
            .bind(":ok", run.error ? 0 : 1)
            .bind(":error", run.error ? QVariant(errorKindName(*run.error)) : QVariant())
            .bind(":queued", run.queued)
            .bind(":pushed", run.pushed)
            .bind(":pulled", run.pulled)
            .bind(":merged", run.merged)
            .bind(":conflicts", run.conflicts)
            .bind(":rejected", run.rejected)
            .bind(":retries", run.retries)
            .bind(":offline", run.offlineMs);
        CAIRN_TRY(row.run());
        key = row.insertedId();
    }
    {
        auto old =
            m_context.database.statement(QStringLiteral("DELETE FROM sync_run WHERE key <= :last"));
        old.bind(":last", key - kMaxRuns);
        CAIRN_TRY(old.run());
    }
    return transaction.commit();
}

Result<SyncHealth> MetricsStore::health(int days)
{
    auto rows = m_context.database.statement(
        QStringLiteral("SELECT duration_ms, ok, error_kind, queued, pushed, pulled, merged, "
                       "conflicts, retries, offline_ms"
                       " FROM sync_run WHERE at >= :since"));
    rows.bind(":since", m_context.clock.nowMs() - days * kOneDayMs);
    CAIRN_TRY(rows.run());
    SyncHealth health;
    health.days = days;
    std::vector<qint64> durations;
    std::vector<int> queues;
    while (rows.next()) {
        const bool offline = rows.text(2) == errorKindName(ErrorKind::Offline);
        if (rows.integer(1))
            durations.push_back(rows.integer(0));
        else if (!offline)
            ++health.failures;
        health.runs += offline ? 0 : 1;
        queues.push_back(int(rows.integer(3)));
        health.pushed += int(rows.integer(4));
        health.pulled += int(rows.integer(5));
        health.merged += int(rows.integer(6));
        health.conflicts += int(rows.integer(7));
        health.retries += int(rows.integer(8));
        health.offlineMs += rows.integer(9);
    }
    CAIRN_TRY(rows.status());
    if (health.runs > 0)
        health.successRate = double(health.runs - health.failures) / health.runs;
    if (health.pulled > 0)
        health.conflictRate = double(health.conflicts) / health.pulled;
    health.durationP50 = percentile(durations, 50);
    health.durationP95 = percentile(durations, 95);
    health.queueP95 = percentile(queues, 95);
    return health;
}

QString alertName(SyncAlert::Kind kind)
{
    switch (kind) {
    case SyncAlert::Kind::SuccessRate:
        return QStringLiteral("success-rate");
    case SyncAlert::Kind::LongQueue:
        return QStringLiteral("long-queue");
    case SyncAlert::Kind::Unsent:
        return QStringLiteral("unsent");
    case SyncAlert::Kind::DeadLetters:
        return QStringLiteral("dead-letters");
    }
    return {};
}

Result<QList<SyncAlert>> MetricsStore::alerts()
{
    QList<SyncAlert> alerts;
    {
        auto row = m_context.database.statement(
            QStringLiteral("SELECT count(*), total(ok) FROM (SELECT ok FROM sync_run"
                           " WHERE error_kind IS NOT :offline ORDER BY key DESC LIMIT :runs)"));
        row.bind(":offline", errorKindName(ErrorKind::Offline)).bind(":runs", kAlertRuns);
        CAIRN_TRY(row.run());
        if (row.next() && row.integer(0) == kAlertRuns
            && row.integer(1) * 100 < kAlertRuns * kLeastSuccessPercent)
            alerts.append({SyncAlert::Kind::SuccessRate, int(row.integer(1) * 100 / kAlertRuns)});
    }
    CAIRN_ASSIGN(const SyncHealth week, health(7));
    if (week.queueP95.value_or(0) > kLongQueue)
        alerts.append({SyncAlert::Kind::LongQueue, *week.queueP95});
    auto row = m_context.database.statement(
        QStringLiteral("SELECT min(enqueued_at) FILTER (WHERE dead = 0), total(dead) FROM outbox"));
    CAIRN_TRY(row.run());
    if (row.next()) {
        const qint64 waited = m_context.clock.nowMs() - row.integer(0);
        if (!row.isNull(0) && waited > kOneDayMs)
            alerts.append({SyncAlert::Kind::Unsent, int(waited / (3'600'000))});
        if (row.integer(1) > 0)
            alerts.append({SyncAlert::Kind::DeadLetters, int(row.integer(1))});
    }
    return alerts;
}

} // namespace cairn
