// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/replicator.h"
#include "syncactivity.h"

namespace cairn {

class Clock;
class MetaStore;
class Store;

/// Writes down what runs did: lines of the activity log, figures of the health page, the time of
/// the last good run. Failures to write are logged and otherwise ignored: they must not end a sync.
/// Sync thread.
class RunRecorder {
public:
    using Publish = std::function<void(const SyncActivity &)>;
    RunRecorder(Store &store, const Clock &clock, Publish publish);

    std::optional<qint64> lastSyncAt() const { return m_lastSyncAt; } ///< UTC ms
    /// Since the last good run or sign of life; 0: there was none, or the clock is wrong.
    qint64 absenceMs() const;
    /// The live feed heard from the server. Who listens is not away: not when nothing new comes for
    /// a month, and not when the clock is put right by a year.
    void heard();
    /// `queued`: documents that waited when it began.
    void finished(const Replicator::Outcome &outcome, int queued);
    void stopped(); ///< a run, while it had something to send or to receive
    /// A run is about to store some of what comes, and not all of it: should the process end
    /// without a word, the next one does not take that for all.
    void receives();
    void say(SyncActivity::Level level, Activity what, int count = 0, const QString &detail = {});

    /// In MetaStore: the errorKindName of the newest run if it failed, else nothing. For programs
    /// that look from outside.
    static QString lastFailureKey() { return QStringLiteral("sync.last_failure"); }
    static Result<void> rememberFailure(MetaStore &meta, const QString &kind); ///< empty: none
    static QString lastSyncKey()
    {
        return QStringLiteral("sync.last_at");
    } ///< in MetaStore, UTC ms as text

private:
    void succeeded();
    void answers();
    void failed(const Error &error, int asked); ///< `asked`: about so many removals
    void remember(const QString &kind);
    void describe(const Replicator::Outcome &outcome);
    void describeServer(const Replicator::Outcome &outcome);
    void sayUnread(int count);
    void count(const Replicator::Outcome &outcome, int queued);

    Store &m_store;
    const Clock &m_clock;
    Publish m_publish;
    std::optional<qint64> m_lastSyncAt;
    std::optional<qint64> m_lastHeardAt;
    qint64 m_lastSyncSaved = 0;
    std::optional<qint64> m_failingSince;
    int m_failures = 0; ///< runs in a row
    bool m_receives = false; ///< the run, and said so
    QString m_lastFailure;
};

} // namespace cairn
