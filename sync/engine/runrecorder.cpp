// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runrecorder.h"

#include "clock.h"
#include "http/logging.h"
#include "store/care/metricsstore.h"
#include "store/history/activitystore.h"
#include "store/replica/replicastore.h"
#include "store/replica/unreadstore.h"
#include "store/store.h"
#include "store/tree/metastore.h"

#include <utility>

namespace cairn {

using Level = SyncActivity::Level;

namespace {

constexpr qint64 kDayMs = 24ll * 3'600'000;

/// To the person, whether so many notes may go: no failure.
bool isQuestion(const Error &error) { return error.reason == ErrorReason::RemovalsHeld; }

} // namespace

RunRecorder::RunRecorder(Store &store, const Clock &clock, Publish publish)
    : m_store(store)
    , m_clock(clock)
    , m_publish(std::move(publish))
{
    if (const auto saved = store.meta().value(lastSyncKey()); saved && *saved) {
        m_lastSyncAt = m_lastHeardAt = (*saved)->toLongLong();
        m_lastSyncSaved = *m_lastSyncAt;
    }
}

Result<void> RunRecorder::rememberFailure(MetaStore &meta, const QString &kind)
{
    CAIRN_ASSIGN(const auto saved, meta.value(lastFailureKey()));
    if (saved.value_or(QString()) == kind)
        return {};
    return kind.isEmpty() ? meta.remove(lastFailureKey()) : meta.setValue(lastFailureKey(), kind);
}

void RunRecorder::remember(const QString &kind)
{
    if (const auto saved = rememberFailure(m_store.meta(), kind); !saved)
        qCWarning(lcEngine) << "outcome of the last run not saved:" << saved.error().message;
}

qint64 RunRecorder::absenceMs() const
{
    return m_lastHeardAt ? std::max<qint64>(m_clock.nowMs() - *m_lastHeardAt, 0) : 0;
}

void RunRecorder::heard() { m_lastHeardAt = m_clock.nowMs(); }

void RunRecorder::finished(const Replicator::Outcome &outcome, int queued)
{
    m_receives = false;
    describe(outcome);
    count(outcome, queued);
    if (outcome.report.error)
        failed(
            *outcome.report.error, isQuestion(*outcome.report.error) ? outcome.removals.notes : 0);
    else
        succeeded();
}

void RunRecorder::receives()
{
    if (!std::exchange(m_receives, true))
        remember(errorKindName(ErrorKind::Cancelled));
}

void RunRecorder::stopped()
{
    m_receives = false;
    remember(errorKindName(ErrorKind::Cancelled));
}

/// The server does, after it did not.
void RunRecorder::answers()
{
    if (m_failingSince)
        say(Level::Info, Activity::Online);
    m_failingSince.reset();
}

void RunRecorder::succeeded()
{
    answers();
    m_lastFailure.clear();
    m_failures = 0;
    remember(QString());
    const qint64 now = m_clock.nowMs();
    m_lastSyncAt = m_lastHeardAt = now;
    // A clock that was set back counts as long ago.
    if (qAbs(now - m_lastSyncSaved) < tuning::kLastSyncSaveMs)
        return;
    m_lastSyncSaved = now;
    if (const auto saved = m_store.meta().setValue(lastSyncKey(), QString::number(now)); !saved)
        qCWarning(lcEngine) << "time of the last sync not saved:" << saved.error().message;
}

/// One line when it begins and one when the reason changes; an outage of a day is not a thousand
/// lines.
void RunRecorder::failed(const Error &error, int asked)
{
    ++m_failures;
    remember(errorKindName(error.kind));
    if (asked > 0)
        answers();
    else if (!m_failingSince)
        m_failingSince = m_clock.nowMs();
    if (m_lastFailure == error.message)
        return;
    m_lastFailure = error.message;
    if (asked > 0)
        say(Level::Warning, Activity::Asked, asked);
    else if (error.kind == ErrorKind::Offline)
        say(Level::Info, Activity::Offline, 0, error.message);
    else
        say(Level::Warning, Activity::Failed, 0, error.message);
}

void RunRecorder::describe(const Replicator::Outcome &outcome)
{
    const SyncReport &report = outcome.report;
    describeServer(outcome);
    if (report.pulled > 0)
        say(Level::Info, Activity::Pulled, report.pulled);
    if (outcome.removed > 0)
        say(Level::Info, Activity::Removed, outcome.removed);
    if (report.merged > 0)
        say(Level::Info, Activity::Merged, report.merged);
    if (outcome.conflictsOpened > 0)
        say(Level::Warning, Activity::Conflict, outcome.conflictsOpened);
    if (report.pushed > 0)
        say(Level::Info, Activity::Pushed, report.pushed);
    if (outcome.rejected > 0)
        say(Level::Error, Activity::Refused, outcome.rejected);
}

/// What happened to the server or to this device, each in one sentence. The copy is told with its
/// file: whoever needs it must be able to find it.
void RunRecorder::describeServer(const Replicator::Outcome &outcome)
{
    const Identified &found = outcome.identified;
    if (found.created)
        say(Level::Info, Activity::ServerCreated);
    switch (found.distrust) {
    case Distrust::None:
        break;
    case Distrust::Replaced:
        say(Level::Warning, Activity::ServerChanged);
        break;
    case Distrust::SetBack:
        say(Level::Warning, Activity::ServerSetBack);
        break;
    case Distrust::Absence:
        say(Level::Info, Activity::LongAbsence, int(absenceMs() / kDayMs));
        break;
    case Distrust::TakenAlong:
        say(Level::Info, Activity::TakenAlong);
        break;
    }
    if (!found.copy.isEmpty())
        say(Level::Info, Activity::Copy, 0, found.copy);
    if (found.copyError)
        say(Level::Warning, Activity::CopyFailed, 0, found.copyError->message);
    if (outcome.sentAgain > 0)
        say(Level::Warning, Activity::SentAgain, outcome.sentAgain);
    if (!outcome.unusedWord.isEmpty())
        say(Level::Info, Activity::UnusedWord, 0, outcome.unusedWord.toString());
    if (outcome.selfCheckEnded)
        say(Level::Info, Activity::SelfCheck);
    if (!outcome.unread.isEmpty())
        sayUnread(int(outcome.unread.size()));
    if (found.distrust == Distrust::None && absenceMs() > tuning::kLongAbsenceMs
        && !outcome.report.error)
        say(Level::Info, Activity::Absence, int(absenceMs() / kDayMs));
}

/// Which, and why: whoever looks after the server needs to find them.
void RunRecorder::sayUnread(int count)
{
    constexpr int kNamed = 3;
    QStringList names;
    if (const auto unread = m_store.replica().unread().all(kNamed)) {
        for (const UnreadDocument &document : *unread)
            names.append(QStringLiteral("%1 (%2)").arg(document.id.left(100), document.reason));
    }
    say(Level::Warning, Activity::Unread, count, names.join(QStringLiteral(", ")));
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
    if (report.error && !isQuestion(*report.error))
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

void RunRecorder::say(Level level, Activity what, int count, const QString &detail)
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
