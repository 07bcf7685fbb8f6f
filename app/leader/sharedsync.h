// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/syncengine.h"
#include "leader/leadership.h"

#include <QObject>

#include <memory>
#include <optional>

namespace cairn {

class SyncThread;

/// Sync of one profile, shared by all processes on it: the one that leads runs the engine, the
/// others show its status and pass their wishes on to it. Whoever uses this need not know which it
/// is. When the leader goes, another one goes on, with the demands that were not met yet; until
/// then nothing of what it said last is said any more. Lives in the main thread; everything returns
/// at once.
class SharedSync : public QObject {
    Q_OBJECT
public:
    SharedSync(
        const Profile &profile, const SyncEngine::Options &options, QObject *parent = nullptr);
    ~SharedSync() override;

    void start();
    void stop(); ///< returns when the engine has ended
    /// Only who has an account leads; an invalid one means none.
    void setAccount(const Account &account, const QString &password);
    void syncNow() { syncWith({}); }
    void syncWith(const SyncConsent &consent); ///< `demandMet` follows, whoever does it
    void localChange(); ///< this process committed something to the outbox
    void foreignChange(); ///< another one did
    /// UTC ms; 0: until resume(). Whoever syncs hears both, if somebody does: they are to be kept
    /// in the store before (SyncSettings).
    void pause(qint64 untilMs);
    void resume();
    void allowRemovals(const HeldRemovals &removals) { syncWith({removals, {}, {}}); }
    void takeAlong(const Account &account) { syncWith({{}, {}, account}); }
    void keepNotes(const HeldRemovals &removals) { syncWith({{}, removals, {}}); }
    void settingsChanged();

    /// As last told, by this process's engine or by whoever leads.
    const SyncStatus &status() const { return m_status; }
    bool isLeading() const { return m_leadership.role() == Leadership::Role::Leading; }
    bool isAlone() const { return m_alone; } ///< nobody syncs, and this process cannot

signals:
    void statusChanged(const cairn::SyncStatus &status);
    void runFinished(const cairn::SyncReport &report); ///< any run, of whichever process
    /// The answer to syncNow(): a run that began after it, and what came before it meanwhile.
    void demandMet(const cairn::SyncReport &report);
    void committed(const cairn::ChangeSet &changes); ///< by this process's engine
    /// Of this process's engine; Activity::UnusedWord also of the leader's.
    void activity(const cairn::SyncActivity &entry);
    void leadingChanged(bool leading);
    /// Without an account of its own, and nobody leads: no demand will be met. The status says so.
    void alone();

private:
    /// Somebody wants a run that begins after now. Runs that end are counted; of one that was under
    /// way already the counts are taken, but it is not the answer.
    struct Demand {
        std::optional<Leadership::Follower> follower; ///< nothing: this process
        int id = 0; ///< of the follower's own
        int serial = 0;
        int runsLeft = 0; ///< 0: the engine has not been asked yet
        SyncReport sum;
    };
    void onRole(Leadership::Role role);
    void beginLeading();
    void endLeading();
    void forgetLeader();
    void onAsked(Leadership::Follower follower, const QJsonObject &message);
    void onHeard(const QJsonObject &message);
    void onStatus(const SyncStatus &status);
    void onRunFinished(const SyncReport &report);
    void demand(std::optional<Leadership::Follower> follower, int id, const SyncConsent &consent);
    void askForSync();
    void answer(const Demand &demand);
    void introduce();
    bool insist();
    void ask(const QString &what, const QJsonObject &more = {});

    SyncEngine::Options m_options;
    Leadership m_leadership;
    std::unique_ptr<SyncThread> m_thread; ///< while leading
    Account m_account;
    QString m_password;
    SyncStatus m_status; ///< the latest, of this engine or the leader's
    QList<Demand> m_demands; ///< while leading
    int m_lastSerial = 0;
    int m_term = 0; ///< of leading, so far
    SyncConsent m_consent; ///< that goes with m_wanted
    int m_wanted = 0; ///< this process's demand that is not met yet; 0: none
    bool m_alone = false;
    bool m_stopped = false;
    bool m_introduced = false; ///< has heard from the present leader, and told it what it wants
    bool m_refused = false; ///< while leading: the server does not accept the password
    bool m_insisting = false; ///< waits for the present leader to step back
    bool m_insisted = false; ///< has asked a leader that cannot sign in to step back
};

} // namespace cairn
