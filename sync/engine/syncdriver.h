// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/backoff.h"
#include "engine/engineparts.h"
#include "engine/replicator.h"
#include "engine/runrecorder.h"
#include "engine/throttle.h"
#include "engine/transferpace.h"
#include "engine/transitions.h"
#include "http/healthprobe.h"
#include "http/servermemory.h"
#include "pull/livefeed.h"
#include "store/replica/syncsettings.h"
#include "store/store.h"

#include <variant>

namespace cairn {

/// The engine while it runs: one store, at most one account, one run at a time. It does what the
/// table of transitions says (transitions.h) about what comes from outside and how things end; what
/// a run does is the Replicator's business. Sync thread; destroying it aborts everything.
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
    bool isRunning() const { return state() == EngineState::Running; }

private:
    struct Halted { };
    struct Running {
        std::unique_ptr<Replicator> run;
        std::optional<Replicator::Progress> progress; ///< once there is something to show
        TransferPace pace; ///< of the transfer under way
        int queued = 0; ///< documents when it began
        bool wantedMeanwhile = false; ///< somebody asked for a run during this one
    };
    struct Listening {
        std::unique_ptr<LiveFeed> feed;
    };
    struct Resting { };
    struct Waiting {
        qint64 until = 0; ///< UTC ms
    };
    struct Probing {
        std::unique_ptr<HealthProbe> probe;
    };
    using State = std::variant<Halted, Running, Listening, Resting, Waiting, Probing>;
    EngineState state() const { return EngineState(m_state.index()); }
    Situation situation() const;

    // What comes from outside, and how things end
    void onStoreChanged(const ChangeSet &changes);
    void onReachability();
    void onProgress(const Replicator::Progress &progress);
    void onRunEnded(const Replicator::Outcome &outcome);
    void onFeedMoved(qint64 lastedMs);
    bool mayAskAgain() const;
    void onFeedEnded(const LiveFeed::Failure &failure);
    void onRetryDue();
    void onProbed(const std::optional<Error> &trouble);
    void onCheckDue();
    void onPauseDue();

    // Steps
    void request(Wish wish);
    void take(Step step, Wish wish);
    void fail(const Error &error); ///< notes it, and takes the step that follows
    static bool isStray(const Error &error);
    void begin(Wish wish);
    bool mustRest(Wish wish);
    void restartRun();
    void refuse(const Error &error); ///< answers a demand that cannot be met
    void listen();
    void waitFor(qint64 ms);
    void quiet(); ///< ends whatever is done or waited for, a run too

    Result<void> openStore();
    Result<void> followStore();
    void goOnPausing(); ///< as the store says
    void keepPause();
    void watchPause(); ///< for its end
    void openClient(Endpoint endpoint);
    std::unique_ptr<ServerMemory> memoryOf(const Endpoint &endpoint) const;
    void readTallies();
    void countGone();
    bool urgentWaits() const;
    bool waitsForUnmetered() const; ///< the person does not want to pay for this network
    bool selfCheckDue() const;
    bool maySendSooner() const; ///< an edit need not wait for the next try
    bool isOnline() const; ///< nothing says that the server cannot be reached

    SyncEngine &m_engine;
    const SyncEngine::Options m_options;
    EngineParts m_parts;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<RunRecorder> m_recorder;
    Account m_account;
    std::unique_ptr<CouchClient> m_client;
    std::unique_ptr<ServerMemory> m_memory; ///< of that server
    bool m_inherits = false; ///< the pause in it was not told to a run of this process
    ReplicaLink m_link;
    qint64 m_askedAt = 0; ///< Timers::elapsedMs() when a run last asked which server it is
    int m_fruitless = 0; ///< looks for what the feed announced, one after the other
    BatchSizer m_sizer;
    BaseFetcher::Lost m_lostBases;
    State m_state;

    Backoff m_backoff;
    std::unique_ptr<Timer> m_debounce;
    std::unique_ptr<Timer> m_tick; ///< of Resting
    std::unique_ptr<Timer> m_retry; ///< of Waiting
    std::unique_ptr<Timer> m_due; ///< a refused document may be tried again
    std::unique_ptr<Timer> m_check; ///< is the self-check due?
    std::unique_ptr<Timer> m_pauseEnd;
    Throttle m_statusThrottle;
    Throttle m_changesThrottle;

    Tallies m_tallies;
    bool m_talliesKnown = true; ///< false: they could not be read when they last changed
    ChangeSet m_changes; ///< not published yet
    std::optional<Error> m_error;
    std::optional<SyncSettings::Pause> m_pause; ///< as it is kept in the store
    qint64 m_pauseEndsAt = 0; ///< of it, by Timers::elapsedMs
    qint64 m_debouncedSince = 0;
    qint64 m_heartbeatMs = tuning::kHeartbeatMs; ///< of the live feed
    SyncConsent m_consent; ///< for the next run
    HeldRemovals m_removals; ///< held back by the last run
    bool m_forbidden = false; ///< since the last good run
    bool m_checkGoesOn = false; ///< the self-check has more to ask
};

} // namespace cairn
