// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/serveridentity.h"
#include "engine/verification.h"
#include "pull/basefetcher.h"
#include "pull/checkpointer.h"
#include "pull/puller.h"
#include "pull/urgentlist.h"
#include "push/batchsizer.h"
#include "push/pusher.h"
#include "syncstatus.h"

namespace cairn {

/// What stays true from one run to the next while the connection is good: who the server is and how
/// far its feed is read. Forgotten after any failure, so that the next run begins with
/// identification.
struct ReplicaLink {
    bool identified = false;
    QString since; ///< see sequence.h
    QJsonObject checkpoint; ///< the server's document, as last read or written
    QJsonObject urgent; ///< the server's list of emergency notes, as last read or written
};

/// One run: identify, emergency notes in both directions, pull, reconcile, push, and again until
/// nothing is left; then the checkpoint. Never restarted: the engine makes a new one for each run,
/// owns retry and schedule, and may destroy it at any instant; everything is committed step by step
/// and every step may be repeated. Sync thread.
class Replicator : public QObject {
public:
    enum class Stage { Connecting, Receiving, Reconciling, Sending };
    struct Progress {
        Stage stage = Stage::Connecting;
        int done = 0;
        int total = 0; ///< 0: not known
        int failed = 0;
    };
    struct Options {
        bool pullFirst = true; ///< false: the live feed says that the server has nothing new
        bool watchful =
            false; ///< see Puller::Options: which server it is was not asked for a while
        SyncConsent consent; ///< `takeAlong`: see Identify::Options
        bool longAbsence = false;
        bool selfCheck = false; ///< go on with the weekly check
    };
    struct Outcome {
        SyncReport report;
        int rejected = 0;
        int conflictsOpened = 0;
        Identified identified;
        int removed = 0; ///< notes that went from sight without a question
        int sentAgain = 0; ///< notes that the server had lost, and has again
        HeldRemovals removals;
        HeldRemovals unusedWord; ///< the person spoke about these, and they do not wait (any more)
        QSet<QString> unread; ///< documents that the server failed to give
        bool selfCheckEnded = false;
        bool selfCheckGoesOn = false;
    };
    struct Parts { ///< all outlive the run
        CouchClient &client;
        Store &store;
        Random &random;
        ReplicaLink &link;
        BatchSizer &sizer;
        BaseFetcher::Lost &lostBases; ///< kept from run to run
    };
    using Done = std::function<void(Outcome)>;
    using Watch = std::function<void(const Progress &)>;

    Replicator(const Parts &parts, Options options, QObject *parent = nullptr);
    void start(Watch watch, Done done);

private:
    void identify();
    void confirm();
    bool startOver();
    bool isBelieved();
    void warnOthers(void (Replicator::*next)());
    void selfCheck();
    void pushUrgent();
    void pullUrgent();
    bool pullsDocuments() const;
    void pull();
    bool isOfReading(const Error &error) const;
    bool pushBetween(const std::function<void()> &goOn);
    void onPulled(const PullOutcome &pulled);
    void fetchBases();
    void reconcile();
    void push();
    void onPushed(const PushOutcome &pushed, std::optional<Error> error);
    void verify();
    void onVerified(const Result<Verification::Outcome> &verified);
    void lost(const QStringList &documents);
    void send(PushScope scope, const Pusher::Done &done);
    void sent(const PushOutcome &pushed);
    void conclude();
    void recordUrgent();
    void show(Stage stage, int done = 0, int total = 0, int failed = 0);
    void fail(const Error &error);
    void finish();

    const Parts m_parts;
    Options m_options;
    Checkpointer m_checkpointer;
    Watch m_watch;
    Done m_done;
    Outcome m_outcome;
    std::optional<Error> m_heldBack;
    qint64 m_startedAt = 0;
    qint64 m_removedBefore = -1; ///< see RemovalGuard::newest()
    QSet<QString> m_lost; ///< notes
    QSet<QString> m_sentAgain; ///< of them
    int m_pass = 0;
    bool m_answered = false; ///< what the person said about removals was about some that waited
    bool m_checked = false; ///< the self-check had its turn
    bool m_pulled = false; ///< in this run
    bool m_sentTwice = false; ///< what the server acknowledged and does not have
    bool m_pushed = false; ///< in this run: the feed now holds our own revisions
    bool m_pushedBetween = false; ///< while the feed was read: it has to be read on
};

} // namespace cairn
