// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backoff.h"
#include "engine/engineparts.h"
#include "engine/replicator.h"
#include "engine/runrecorder.h"
#include "engine/throttle.h"
#include "engine/transferpace.h"
#include "http/servermemory.h"
#include "pull/livefeed.h"
#include "store/store.h"

namespace cairn {

class HealthProbe;

/// The engine while it runs: one store, at most one account, one run at a time. Decides when the
/// next run starts; what a run does is the Replicator's business. At any moment it is in a run,
/// waits at the live feed, waits for a retry, or has nothing to wait for. Sync thread; destroying
/// it aborts everything.
class SyncDriver : public QObject {
public:
    SyncDriver(SyncEngine &engine, const SyncEngine::Options &options);
    ~SyncDriver() override;

    void setAccount(const Account &account, const QString &password);
    void syncNow();
    void localChange();
    void pause(qint64 untilMs);
    void resume();
    void agree(const SyncConsent &consent);
    void settingsChanged();
    void cancelRun(); ///< the run under way ends now, as cancelled
    SyncStatus status() const;
    bool isRunning() const { return m_run != nullptr; }

private:
    enum class Why { Local, Remote, Timer, Person };
    Result<void> openStore();
    Result<void> followStore();
    void openClient(Endpoint endpoint);
    std::unique_ptr<ServerMemory> memoryOf(const Endpoint &endpoint) const;
    void onStoreChanged(const ChangeSet &changes);
    void request(Why why);
    void begin(Why why);
    bool urgentWaits() const;
    void restartRun();
    void onFinished(Replicator *run, const Replicator::Outcome &outcome);
    void onFailed(const Error &error);
    bool mustRest(Why why);
    void refuse(const Error &error); ///< answers a demand that cannot be met
    void rest(); ///< after a good run: live feed or tick, and what is due later
    void listen();
    void onFeedFailed(const LiveFeed::Failure &failure);
    void retryIn(qint64 ms);
    void onRetry();
    void onCheck();
    void onReachability();
    void onProgress(const Replicator::Progress &progress);
    void quiet(); ///< stops feed, probe and timers
    void readTallies();
    bool waitsForUnmetered() const; ///< the person does not want to pay for this network
    bool selfCheckDue() const;
    bool maySendSooner() const; ///< an edit need not wait for the retry
    bool isOnline() const; ///< nothing says that the server cannot be reached
    bool mayRun() const { return m_client && !m_paused; }

    SyncEngine &m_engine;
    const SyncEngine::Options m_options;
    EngineParts m_parts;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<RunRecorder> m_recorder;
    Account m_account;
    std::unique_ptr<CouchClient> m_client;
    std::unique_ptr<ServerMemory> m_memory; ///< of that server
    bool m_inherits = false; ///< nothing was asked of it in this process yet
    ReplicaLink m_link;
    BatchSizer m_sizer;
    BaseFetcher::Lost m_lostBases;
    std::unique_ptr<Replicator> m_run;
    std::unique_ptr<LiveFeed> m_feed;
    std::unique_ptr<HealthProbe> m_probe;

    Backoff m_backoff;
    std::unique_ptr<Timer> m_debounce;
    std::unique_ptr<Timer> m_tick;
    std::unique_ptr<Timer> m_retry;
    std::unique_ptr<Timer> m_due; ///< a refused document may be tried again
    std::unique_ptr<Timer> m_check; ///< is the self-check due?
    std::unique_ptr<Timer> m_pauseEnd;
    Throttle m_statusThrottle;
    Throttle m_changesThrottle;

    Tallies m_tallies;
    bool m_talliesKnown = true; ///< false: they could not be read when they last changed
    ChangeSet m_changes; ///< not published yet
    std::optional<Replicator::Progress> m_progress;
    std::optional<Error> m_error;
    std::optional<qint64> m_nextTryAt;
    std::optional<qint64> m_pausedUntil;
    qint64 m_debouncedSince = 0;
    qint64 m_heartbeatMs = tuning::kHeartbeatMs; ///< of the live feed
    int m_queued = 0; ///< when the run began
    bool m_paused = false;
    bool m_again = false; ///< somebody asked for a run during a run
    SyncConsent m_consent; ///< for the next run
    HeldRemovals m_removals; ///< held back by the last run
    bool m_checkGoesOn = false; ///< the self-check has more to ask

    TransferPace m_pace; ///< of the transfer under way
};

} // namespace cairn
