// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "clock.h"
#include "fakecouchaccounts.h"
#include "fakecouchfaults.h"
#include "fakecouchnetwork.h"
#include "fakecouchprotocol.h"
#include "fakecouchreply.h"
#include "http/timers.h"
#include "random.h"

#include <QObject>
#include <QPointer>

#include <functional>
#include <list>
#include <map>
#include <memory>

namespace cairn {

/// A CouchDB in memory, observed on Apache CouchDB 3.5 (tests/integration/tst_conformance keeps it
/// honest): what the replication protocol needs, with faults on demand, a log of requests, and the
/// accidents that happen to servers. Devices reach it through a FakeNetwork each. One thread;
/// answers come through the event loop.
class FakeCouch : public QObject {
    Q_OBJECT
public:
    /// Order of rows is random but repeats with the seed; `clock` is not owned and decides when
    /// cookies expire.
    explicit FakeCouch(const Clock *clock = nullptr, quint64 seed = 1, QObject *parent = nullptr);
    ~FakeCouch() override;

    static QString url() { return QStringLiteral("https://couch.test"); }
    static QString databaseUrl(const QString &name) { return url() + u'/' + name; }

    // --- what the server has
    FakeDatabase &create(const QString &name); ///< open to every account
    FakeDatabase *database(const QString &name);
    FakeAccounts &accounts() { return m_accounts; }
    fakeprotocol::Limits &limits() { return m_limits; }
    /// Whose time long polls live in; not owned. Nothing: real time.
    void setTimers(Timers *timers) { m_timers = timers; }
    void setMaintenance(bool on) { m_maintenance = on; }

    // --- accidents
    void restore(const QString &name, const FakeDatabase &backup); ///< an older copy of itself
    void recreate(const QString &name); ///< deleted and made again: same name, another database
    void
    empty(const QString &name); ///< nothing is left, but it still says that it is the same database
    void remove(const QString &name);

    void announce() { answerPolls(); } ///< after a test wrote to a database itself

    // --- faults
    FaultPlan &faults() { return m_faults; }
    void endStalls(); ///< the transfer time-outs of stalled requests run out
    void endDelays(); ///< what is still on its way arrives now

    // --- what happened
    struct LogEntry {
        int number = 0;
        QString device;
        QByteArray method;
        QString target;
        int status = 0; ///< 0: no answer
        qsizetype received = 0; ///< bytes of the request's body
        qsizetype sent = 0;
        std::optional<Fault::Kind> fault;
    };
    const QList<LogEntry> &log() const { return m_log; }
    int count(const QByteArray &method, const QString &targetContains) const;
    int requests() const { return int(m_log.size()); }
    int waitingPolls() const; ///< long polls held open now
    void setPieceBytes(qsizetype bytes)
    {
        m_pieceBytes = bytes;
    } ///< how much of a body arrives at once

    /// Called at the very moment a device sends a request, before anything else of that device
    /// happens.
    std::function<void(const FakeRequest &request)> onSent;
    /// Carries a request out at once, for nobody to hear the answer.
    FakeResponse handle(const FakeRequest &request);

    /// For FakeNetwork.
    void receive(FakeReply *reply, FakeRequest request);

signals:
    void answered(const QByteArray &method, const QString &target, int status);

private:
    struct Poll {
        QPointer<FakeReply> reply;
        FakeRequest request;
        FakeSequence since;
        std::shared_ptr<Timer> timer; ///< ends it, or sends the next heartbeat
    };
    void carryOut(FakeReply *reply, const FakeRequest &request, const std::optional<Fault> &fault);
    void deliver(
        FakeReply *reply, const FakeRequest &request, const FakeResponse &response,
        const std::optional<Fault> &fault);
    FakeResponse route(const FakeRequest &request, const FakeAccounts::Who &who);
    FakeResponse routeDatabase(const FakeRequest &request, const FakeAccounts::Who &who);
    FakeResponse wholeDatabase(const FakeRequest &request, const FakeAccounts::Who &who);
    std::optional<FakeResponse>
    refused(const FakeDatabase &database, const FakeAccounts::Who &who) const;
    bool hold(FakeReply *reply, const FakeRequest &request);
    void onPollTimer(FakeReply *reply);
    void later(qint64 ms, std::function<void()> act);
    void answerPolls();
    void endPoll(const Poll &poll);

    SystemClock m_systemClock;
    QtTimers m_realTimers;
    Timers *m_timers = nullptr;
    SeededRandom m_random;
    FakeAccounts m_accounts;
    fakeprotocol::Limits m_limits;
    std::map<QString, FakeDatabase> m_databases;
    FaultPlan m_faults;
    QList<LogEntry> m_log;
    QList<Poll> m_polls;
    QList<QPointer<FakeReply>> m_stalled;
    std::list<std::unique_ptr<Timer>> m_later; ///< what was put off
    qsizetype m_pieceBytes = 64 * 1024;
    int m_instances = 0;
    bool m_maintenance = false;
};

} // namespace cairn
