#include "runrecorder.h"

#include "clock.h"
#include "logging.h"
#include "store/activitystore.h"
#include "store/metastore.h"
#include "store/metricsstore.h"
#include "store/store.h"

namespace cairn {

using Level = SyncActivity::Level;

RunRecorder::RunRecorder(Store &store, const Clock &clock, Publish publish)
    : m_store(store)
    , m_clock(clock)
    , m_publish(std::move(publish))
{
    if (const auto saved = store.meta().value(lastSyncKey()); saved && *saved) {
        m_lastSyncAt = (*saved)->toLongLong();
        m_lastSyncSaved = *m_lastSyncAt;
    }
    if (const auto saved = store.meta().value(lastFailureKey()); saved && *saved)
        m_savedFailure = **saved;
}

void RunRecorder::rememberFailure(const QString &kind)
{
    if (m_savedFailure == kind)
        return;
    const auto saved = kind.isEmpty() ? m_store.meta().remove(lastFailureKey())
                                      : m_store.meta().setValue(lastFailureKey(), kind);
    if (saved)
        m_savedFailure = kind;
    else
        qCWarning(lcEngine) << "outcome of the last run not saved:" << saved.error().message;
}

void RunRecorder::finished(const Replicator::Outcome &outcome, int queued)
{
    describe(outcome);
    count(outcome, queued);
    if (outcome.report.error)
        failed(*outcome.report.error);
    else
        succeeded();
}

void RunRecorder::succeeded()
{
    if (m_failingSince)
        say(Level::Info, QStringLiteral("online"), 0, QStringLiteral("The server answers again"));
    m_failingSince.reset();
    m_lastFailure.clear();
    m_failures = 0;
    rememberFailure(QString());
    const qint64 now = m_clock.nowMs();
    m_lastSyncAt = now;
    // A clock that was set back counts as long ago.
    if (qAbs(now - m_lastSyncSaved) < tuning::kLastSyncSaveMs)
        return;
    m_lastSyncSaved = now;
    if (const auto saved = m_store.meta().setValue(lastSyncKey(), QString::number(now)); !saved)
        qCWarning(lcEngine) << "time of the last sync not saved:" << saved.error().message;
}

/// One line when it begins and one when the reason changes; an outage of a day is not a thousand
/// lines.
void RunRecorder::failed(const Error &error)
{
    ++m_failures;
    rememberFailure(errorKindName(error.kind));
    if (!m_failingSince)
        m_failingSince = m_clock.nowMs();
    if (m_lastFailure == error.message)
        return;
    m_lastFailure = error.message;
    const bool network = error.kind == ErrorKind::Offline;
    say(network ? Level::Info : Level::Warning,
        network ? QStringLiteral("offline") : QStringLiteral("failed"), 0, error.message);
}

void RunRecorder::describe(const Replicator::Outcome &outcome)
{
    const SyncReport &report = outcome.report;
    if (outcome.databaseCreated)
        say(Level::Info, QStringLiteral("server-changed"), 0,
            QStringLiteral("The database was created on the server"));
    if (outcome.serverChanged)
        say(Level::Warning, QStringLiteral("server-changed"), 0,
            QStringLiteral(
                "The server's data was replaced or set back; everything is compared again"));
    if (report.pulled > 0)
        say(Level::Info, QStringLiteral("pulled"), report.pulled,
            QStringLiteral("Changes received"));
    if (report.merged > 0)
        say(Level::Info, QStringLiteral("merged"), report.merged,
            QStringLiteral("Combined edits of two devices"));
    if (outcome.conflictsOpened > 0)
        say(Level::Warning, QStringLiteral("conflict"), outcome.conflictsOpened,
            QStringLiteral("Notes that need review"));
    if (report.pushed > 0)
        say(Level::Info, QStringLiteral("pushed"), report.pushed, QStringLiteral("Changes sent"));
    if (outcome.rejected > 0)
        say(Level::Error, QStringLiteral("failed"), outcome.rejected,
            QStringLiteral("Changes that the server refused"));
}

void RunRecorder::count(const Replicator::Outcome &outcome, int queued)
{
    const SyncReport &report = outcome.report;
    const bool idle = !report.error && !m_failingSince && report.pulled == 0 && report.pushed == 0
        && report.merged == 0 && outcome.rejected == 0;
    const bool sameFailure = report.error && report.error->message == m_lastFailure;
    if (idle || sameFailure)
        return;
    SyncRun run;
    run.at = m_clock.nowMs();
    run.durationMs = report.durationMs;
    if (report.error)
        run.error = report.error->kind;
    run.queued = queued;
    run.pushed = report.pushed;
    run.pulled = report.pulled;
    run.merged = report.merged;
    run.conflicts = outcome.conflictsOpened;
    run.rejected = outcome.rejected;
    run.retries = m_failures;
    run.offlineMs =
        m_failingSince && !report.error ? std::max<qint64>(run.at - *m_failingSince, 0) : 0;
    if (const auto recorded = m_store.metrics().record(run); !recorded)
        qCWarning(lcEngine) << "run not recorded:" << recorded.error().message;
}

void RunRecorder::say(Level level, const QString &what, int count, const QString &detail)
{
    SyncActivity entry;
    entry.at = m_clock.nowMs();
    entry.level = level;
    entry.what = what;
    entry.count = count;
    entry.detail = detail;
    if (const auto appended = m_store.activity().append(entry); !appended)
        qCWarning(lcEngine) << "activity not recorded:" << appended.error().message;
    m_publish(entry);
}

} // namespace cairn
