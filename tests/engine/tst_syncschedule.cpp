// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultvfs.h"
#include "http/tuning.h"
#include "must.h"
#include "store/history/activitystore.h"
#include "storecheck.h"
#include "storeinsides.h"
#include "testdevice.h"

#include <QSignalSpy>
#include <QtTest>

using namespace cairn;
using Phase = SyncStatus::Phase;

/// When an engine runs, waits and stops, on virtual time.
class TestSyncSchedule : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void liveChangeArrivesByItself();
    void idleMeansNoRequests();
    void ownEditsDoNotEcho();
    void localEditIsDebounced();
    void offlineWaitsAndReturns();
    void backsOffWhileTheServerIsDown();
    void retryAfterIsHonoured();
    void retryAfterOfALaterAnswerIsHonoured();
    void anotherNetworkIsNoReasonToAskSooner();
    void cutSilenceShortensTheHeartbeat_data();
    void cutSilenceShortensTheHeartbeat();
    void wrongPasswordIsNotRepeated();
    void strayRefusalDoesNotStopForLong_data();
    void strayRefusalDoesNotStopForLong();
    void onlyTwiceForbiddenIsForbidden();
    void aQuestionStandsUntilItIsAnswered();
    void pauseHoldsEverything();
    void pauseOutlivesTheProcess();
    void aPauseThatCannotBeReadHolds();
    void noClockPausesForEver();
    void stopsAtAnyInstant();
    void statusIsThrottled();

private:
    void pump();
    std::unique_ptr<FakeCouch> m_couch;
    std::unique_ptr<TestDevice> m_live;
};

void TestSyncSchedule::init()
{
    m_couch = std::make_unique<FakeCouch>();
    m_couch->accounts().setPassword(QStringLiteral("ann"), QStringLiteral("secret"));
    m_couch->create(QStringLiteral("notes"));
    m_live = std::make_unique<TestDevice>(*m_couch, 7, true);
    QVERIFY(m_live->finishRun(0));
    QVERIFY(!m_live->last.error);
    QVERIFY(runUntil(m_live->timers, [this] { return m_couch->waitingPolls() == 1; }));
}

void TestSyncSchedule::cleanup()
{
    QCOMPARE(storeProblems(databaseOf(*m_live->store)), QStringList());
    m_live.reset();
    m_couch.reset();
}

void TestSyncSchedule::pump()
{
    for (int i = 0; i < 50; ++i)
        QCoreApplication::processEvents();
}

void TestSyncSchedule::liveChangeArrivesByItself()
{
    TestDevice other(*m_couch, 1);
    const QString id = other.add(QStringLiteral("x"), QStringLiteral("from a"));
    QVERIFY(other.syncs());
    QVERIFY(runUntil(m_live->timers, [&] { return m_live->body(id) == u"from a"; }));
    QVERIFY(runUntil(m_live->timers, [&] { return m_couch->waitingPolls() == 1; }));
}

void TestSyncSchedule::idleMeansNoRequests()
{
    const int requests = m_couch->requests();
    m_live->timers.advance(
        tuning::kTickMs); // the poll itself lives on heartbeats; the fake sends none
    pump();
    QCOMPARE(m_couch->requests(), requests);
}

void TestSyncSchedule::ownEditsDoNotEcho()
{
    m_live->add(QStringLiteral("x"), QStringLiteral("y"));
    m_live->engine->localChange();
    const int before = m_live->runs;
    const int requests = m_couch->requests();
    QVERIFY(m_live->finishRun(before, 5'000));
    QVERIFY(runUntil(m_live->timers, [&] { return m_couch->waitingPolls() == 1; }));
    pump();
    QCOMPARE(m_live->runs, before + 1); // what it sent did not wake it up again
    // _revs_diff, _bulk_docs, _changes, _local and the next poll
    QVERIFY2(
        m_couch->requests() - requests <= 5,
        qPrintable(QString::number(m_couch->requests() - requests)));
}

void TestSyncSchedule::localEditIsDebounced()
{
    const int before = m_live->runs;
    m_live->add(QStringLiteral("x"), QStringLiteral("y"));
    m_live->engine->localChange();
    QCOMPARE(m_live->status().phase, Phase::Waiting);
    m_live->timers.advance(1'500);
    m_live->engine->localChange();
    m_live->timers.advance(1'500);
    QCOMPARE(m_live->runs, before);
    QVERIFY(m_live->finishRun(before, 1'000));
    QCOMPARE(m_live->last.pushed, 1);
    QCOMPARE(m_live->pending(), 0);
    QVERIFY(m_live->status().isSynced());
}

void TestSyncSchedule::offlineWaitsAndReturns()
{
    m_live->network.setOnline(false);
    m_live->connectivity.set(Connectivity::Reachability::Offline);
    m_live->add(QStringLiteral("x"), QStringLiteral("y"));
    m_live->engine->localChange();
    QVERIFY(runUntil(
        m_live->timers, [&] { return m_live->status().phase == Phase::Offline; }, 5'000));
    QCOMPARE(m_live->status().pending, 1);
    m_live->network.setOnline(true);
    const int before = m_live->runs;
    m_live->connectivity.set(Connectivity::Reachability::Online);
    QVERIFY(m_live->finishRun(before)); // at once
    QVERIFY(!m_live->last.error);
    QCOMPARE(m_live->pending(), 0);
}

void TestSyncSchedule::backsOffWhileTheServerIsDown()
{
    m_live->connectivity.set(Connectivity::Reachability::Unknown); // and never a signal again
    m_live->network.setOnline(false);
    m_live->engine->syncNow();
    QVERIFY(m_live->finishRun(m_live->runs));
    QVERIFY(m_live->status().nextTryAt.has_value());
    const qint64 start = m_live->timers.elapsedMs();
    runUntil(
        m_live->timers, [&] { return m_live->timers.elapsedMs() >= start + 570'000; }, 600'000);
    m_live->network.setOnline(true);
    const qint64 healed = m_live->timers.elapsedMs();
    QVERIFY(m_live->finishRun(m_live->runs, 31'000));
    QVERIFY(!m_live->last.error);
    QVERIFY(m_live->timers.elapsedMs() - healed <= tuning::kMaxRetryMs);
}

void TestSyncSchedule::retryAfterIsHonoured()
{
    m_couch->faults().whenever(
        [](const FakeRequest &) { return true; }, Fault::ofStatus(503, {{"Retry-After", "90"}}));
    m_live->engine->syncNow();
    QVERIFY(m_live->finishRun(m_live->runs));
    QVERIFY(m_live->last.error.has_value());
    QCOMPARE(m_live->status().phase, Phase::Unreachable);
    const int requests = m_couch->requests();
    m_live->add(QStringLiteral("x"), QStringLiteral("y"));
    m_live->engine->localChange(); // no reason to ask sooner
    m_live->timers.advance(89'000);
    pump();
    QCOMPARE(m_couch->requests(), requests);
    QVERIFY(m_live->finishRun(m_live->runs, 3'000));
    QVERIFY(!m_live->last.error);
    QCOMPARE(m_live->pending(), 0);
}

/// Of three questions at once the first one's answer ends the run, the second one's asks for a
/// pause.
void TestSyncSchedule::retryAfterOfALaterAnswerIsHonoured()
{
    const auto asks = [](const QString &what) {
        return [what](const FakeRequest &request) { return request.path.last() == what; };
    };
    m_couch->faults().whenever(
        asks(QStringLiteral("notes")), Fault::ofStatus(503, {{"Retry-After", "1"}}));
    m_couch->faults().whenever(
        asks(QStringLiteral("cairn-identity")), Fault::ofStatus(503, {{"Retry-After", "90"}}));
    m_live->engine->syncNow();
    QVERIFY(m_live->finishRun(m_live->runs));
    QVERIFY(m_live->last.error.has_value());
    QCOMPARE(m_couch->faults().fired(), 2);
    pump();
    const int requests = m_couch->requests();
    m_live->timers.advance(89'000);
    pump();
    QCOMPARE(m_couch->requests(), requests);
    QVERIFY(m_live->finishRun(m_live->runs, 3'000));
    QVERIFY(!m_live->last.error);
}

void TestSyncSchedule::anotherNetworkIsNoReasonToAskSooner()
{
    m_couch->faults().whenever(
        [](const FakeRequest &) { return true; }, Fault::ofStatus(503, {{"Retry-After", "90"}}));
    m_live->engine->syncNow();
    QVERIFY(m_live->finishRun(m_live->runs));
    const int requests = m_couch->requests();
    m_live->timers.advance(30'000);
    m_live->connectivity.set(Connectivity::Reachability::Offline);
    m_live->connectivity.set(Connectivity::Reachability::Online);
    m_live->timers.advance(59'000);
    pump();
    QCOMPARE(m_couch->requests(), requests);
    QVERIFY(m_live->finishRun(m_live->runs, 3'000));
    QVERIFY(!m_live->last.error);
}

void TestSyncSchedule::cutSilenceShortensTheHeartbeat_data()
{
    QTest::addColumn<qint64>("silence");
    QTest::addColumn<qint64>("then");
    QTest::newRow("a server that was restarted") << 20'000ll << tuning::kHeartbeatMs;
    QTest::newRow("a proxy that allows a minute") << 59'900ll << tuning::kShortHeartbeatMs;
}

void TestSyncSchedule::cutSilenceShortensTheHeartbeat()
{
    QFETCH(qint64, silence);
    QFETCH(qint64, then);
    QList<qint64> heartbeats;
    m_couch->faults().whenever(
        [&](const FakeRequest &request) {
            if (const QString asked = request.parameter(QStringLiteral("heartbeat"));
                !asked.isEmpty())
                heartbeats.append(asked.toLongLong());
            return false; // only listens
        },
        Fault::ofStatus(503));
    m_live->timers.advance(silence);
    pump();
    m_live->network.breakConnections();
    QVERIFY(m_live->finishRun(m_live->runs));
    QVERIFY(!m_live->last.error);
    QVERIFY(runUntil(m_live->timers, [this] { return m_couch->waitingPolls() == 1; }));
    QCOMPARE(heartbeats, QList<qint64>{then});
}

void TestSyncSchedule::wrongPasswordIsNotRepeated()
{
    m_live->password = QStringLiteral("wrong");
    const int before = m_couch->count("POST", QStringLiteral("_session"));
    m_live->signIn();
    QVERIFY(m_live->finishRun(m_live->runs));
    m_live->add(QStringLiteral("x"), QStringLiteral("y"));
    m_live->engine->localChange();
    m_live->connectivity.set(Connectivity::Reachability::Online);
    m_live->timers.advance(3'600'000);
    pump();
    QCOMPARE(m_couch->count("POST", QStringLiteral("_session")), before + 1);
    QCOMPARE(m_live->status().phase, Phase::SignIn);
    QCOMPARE(m_live->status().pending, 1);
}

void TestSyncSchedule::strayRefusalDoesNotStopForLong_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("where");
    QTest::addColumn<bool>("edits");
    for (const int status : {400, 403, 412, 413}) {
        for (const char *where : {"_bulk_docs", "_changes", "longpoll"}) {
            for (const bool edits : {true, false})
                QTest::addRow("%d %s%s", status, where, edits ? ", an edit" : "")
                    << status << QString::fromLatin1(where) << edits;
        }
    }
}

/// A proxy stumbles once: the next edit is sent as ever, and without one all is well in a minute.
void TestSyncSchedule::strayRefusalDoesNotStopForLong()
{
    QFETCH(int, status);
    QFETCH(QString, where);
    QFETCH(bool, edits);
    m_couch->faults().whenever(
        [where](const FakeRequest &request) {
            const QString feed = request.parameter(QStringLiteral("feed"));
            return feed.isEmpty() ? request.target().endsWith(where) : feed == where;
        },
        Fault::ofStatus(status));
    m_live->add(QStringLiteral("x"), QStringLiteral("y"));
    m_live->engine->localChange();
    QVERIFY(runUntil(
        m_live->timers, [this] { return m_couch->faults().fired() == 1; }, 10'000));
    pump();
    if (edits) {
        m_live->add(QStringLiteral("z"), QStringLiteral("y"));
        m_live->engine->localChange();
    }
    const auto healthy = [this] {
        return m_live->pending() == 0 && m_couch->waitingPolls() == 1
            && m_live->status().isSynced();
    };
    QVERIFY(runUntil(m_live->timers, healthy, edits ? 10'000 : tuning::kTickMs + 1'000));
}

/// A proxy that forbids the feed once is tried again at once, and nobody is asked to sign in.
void TestSyncSchedule::onlyTwiceForbiddenIsForbidden()
{
    const auto forbid = [this](int times) {
        m_couch->faults().whenever(
            [](const FakeRequest &request) { return request.target().contains(u"_changes"); },
            Fault::ofStatus(403), times);
    };
    QSignalSpy told(m_live->engine.get(), &SyncEngine::statusChanged);
    const auto refused = [&told] {
        return std::any_of(told.cbegin(), told.cend(), [](const QVariantList &one) {
            const auto phase = one.constFirst().value<SyncStatus>().phase;
            return phase == Phase::NotAllowed || phase == Phase::SignIn;
        });
    };
    for (int stumble = 0; stumble < 2; ++stumble) { // and again on another day
        forbid(1);
        m_live->add(QStringLiteral("x"), QStringLiteral("y"));
        m_live->engine->localChange();
        const auto healthy = [this] {
            return m_couch->faults().fired() > 0 && m_live->pending() == 0
                && m_couch->waitingPolls() == 1 && m_live->status().isSynced();
        };
        QVERIFY(runUntil(m_live->timers, healthy, 10'000));
        QVERIFY(!refused());
    }
    forbid(1'000);
    m_live->add(QStringLiteral("x"), QStringLiteral("y"));
    m_live->engine->localChange();
    QVERIFY(runUntil(
        m_live->timers, [this] { return m_live->status().phase == Phase::NotAllowed; }, 20'000));
    m_couch->faults().clear();
    QVERIFY(runUntil(
        m_live->timers, [this] { return m_live->status().isSynced(); }, tuning::kTickMs + 1'000));
}

void TestSyncSchedule::aQuestionStandsUntilItIsAnswered()
{
    m_couch->create(QStringLiteral("others"));
    m_live->add(QStringLiteral("x"), QStringLiteral("y"));
    m_live->engine->setAccount(
        {FakeCouch::databaseUrl(QStringLiteral("others")), m_live->user}, m_live->password);
    const auto asks = [this] { return m_live->status().phase == Phase::Error; };
    QVERIFY(runUntil(m_live->timers, asks, 10'000));
    QCOMPARE(m_live->status().error->reason, ErrorReason::OtherAccount);
    QSignalSpy told(m_live->engine.get(), &SyncEngine::statusChanged);
    const int runs = m_live->runs;
    QVERIFY(m_live->finishRun(runs, 2 * tuning::kTickMs)); // it looks again now and then
    QVERIFY(m_live->finishRun(runs + 1, 2 * tuning::kTickMs));
    for (const QVariantList &one : std::as_const(told))
        QCOMPARE(one.constFirst().value<SyncStatus>().phase, Phase::Error);
    QVERIFY(asks());
}

void TestSyncSchedule::pauseHoldsEverything()
{
    m_live->engine->pause(m_live->store.clock.nowMs() + 3'600'000);
    QCOMPARE(m_live->status().phase, Phase::Paused);
    m_live->add(QStringLiteral("x"), QStringLiteral("y"));
    m_live->engine->localChange();
    const int requests = m_couch->requests();
    m_live->timers.advance(600'000);
    pump();
    QCOMPARE(m_couch->requests(), requests);
    QVERIFY(m_live->finishRun(m_live->runs, 3'600'000)); // it ends by itself
    QCOMPARE(m_live->pending(), 0);
}

void TestSyncSchedule::pauseOutlivesTheProcess()
{
    constexpr qint64 kHourMs = 3'600'000;
    for (const bool untilResumed : {false, true}) {
        m_live->engine->pause(untilResumed ? 0 : m_live->store.clock.nowMs() + kHourMs);
        m_live->add(QStringLiteral("x"), QStringLiteral("y"));
        const int requests = m_couch->requests();
        for (int start = 0; start < 2; ++start) {
            m_live->startEngine();
            QCOMPARE(m_live->status().phase, Phase::Paused);
            QCOMPARE(m_live->status().pausedUntil.has_value(), !untilResumed);
            m_live->engine->localChange();
            m_live->timers.advance(kHourMs / 3);
            pump();
            QCOMPARE(m_couch->requests(), requests);
        }
        if (untilResumed)
            m_live->engine->resume();
        QVERIFY(runUntil(
            m_live->timers, [&] { return m_live->pending() == 0; }, kHourMs / 2));
        m_live->startEngine();
        QVERIFY(m_live->status().phase != Phase::Paused);
        QVERIFY(m_live->finishRun(m_live->runs, 10'000));
    }
}

/// Whatever fails while an engine starts: nothing is sent into a network that is not to be used.
void TestSyncSchedule::aPauseThatCannotBeReadHolds()
{
    m_live->engine->pause(0);
    m_live->add(QStringLiteral("x"), QStringLiteral("y"));
    const int requests = m_couch->requests();
    FaultVfs vfs;
    FaultDisk &disk = vfs.disk(m_live->store.folder());
    int failed = 0;
    int unread = 0;
    for (int at = 1; failed == at - 1; ++at) {
        m_live->engine.reset();
        disk.plan({DiskFault::Kind::Statement, at, false});
        m_live->startEngine();
        failed += disk.fired();
        disk.heal();
        const SyncStatus status = m_live->status();
        QVERIFY2(
            status.phase == Phase::Paused || status.phase == Phase::Error,
            qPrintable(QString::number(at)));
        m_live->timers.advance(tuning::kTickMs);
        pump();
        QCOMPARE(m_couch->requests(), requests);
        for (const SyncActivity &line : must(m_live->store->activity().list(1)))
            unread += line.what == Activity::PauseUnread;
    }
    QVERIFY(failed > 0);
    QVERIFY(unread > 0);
    m_live->engine->resume();
    QVERIFY(m_live->finishRun(m_live->runs, 10'000));
    QCOMPARE(m_live->pending(), 0);
    m_live->engine.reset(); // before the disk goes
}

/// Of a clock that was years ahead when the pause was asked for, or is years behind at the start.
void TestSyncSchedule::noClockPausesForEver()
{
    constexpr qint64 kHourMs = 3'600'000;
    constexpr qint64 kYearMs = 365ll * 24 * kHourMs;
    m_live->engine->pause(m_live->store.clock.nowMs() + kHourMs);
    m_live->add(QStringLiteral("x"), QStringLiteral("y"));
    m_live->store.clock.advance(-kYearMs); // while it runs
    QVERIFY(runUntil(
        m_live->timers, [&] { return m_live->pending() == 0; }, kHourMs + 10'000));

    m_live->engine->pause(m_live->store.clock.nowMs() + kHourMs);
    m_live->add(QStringLiteral("x"), QStringLiteral("y"));
    m_live->engine.reset();
    m_live->store.clock.advance(-kYearMs); // between two processes
    for (int start = 0; start < 3; ++start) {
        m_live->startEngine();
        QCOMPARE(m_live->status().phase, Phase::Paused);
        m_live->timers.advance(kHourMs / 4);
        pump();
    }
    QVERIFY(runUntil(
        m_live->timers, [&] { return m_live->pending() == 0; }, kHourMs / 4 + 10'000));
}

void TestSyncSchedule::stopsAtAnyInstant()
{
    for (int events = 0; events < 40; ++events) {
        TestDevice device(*m_couch, quint64(100 + events));
        device.add(QStringLiteral("n"), QStringLiteral("text"));
        device.engine->syncNow();
        for (int i = 0; i < events; ++i)
            QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
        QSignalSpy stopped(device.engine.get(), &SyncEngine::stopped);
        device.engine->stop();
        device.engine->stop();
        QVERIFY(runUntil(device.timers, [&] { return stopped.size() > 0; }));
        QCOMPARE(stopped.size(), 1);
        QCOMPARE(device.runs, 1); // finished or cancelled, but ended exactly once
        QCOMPARE(storeProblems(databaseOf(*device.store)), QStringList());
    }
}

void TestSyncSchedule::statusIsThrottled()
{
    TestDevice other(*m_couch, 1);
    for (int i = 0; i < 300; ++i)
        other.add(QString::number(i), QStringLiteral("text"));
    QVERIFY(other.syncs());
    QSignalSpy statuses(m_live->engine.get(), &SyncEngine::statusChanged);
    QVERIFY(runUntil(
        m_live->timers, [&] { return m_live->store->tallies()->notes == 300; }, 100));
    QVERIFY(runUntil(
        m_live->timers, [&] { return m_couch->waitingPolls() == 1; }, 200));
    m_live->timers.advance(200);
    QVERIFY(!statuses.isEmpty());
    QVERIFY(statuses.size() < 10);
    QVERIFY(statuses.last().first().value<SyncStatus>().isSynced());
}

QTEST_GUILESS_MAIN(TestSyncSchedule)
#include "tst_syncschedule.moc"
