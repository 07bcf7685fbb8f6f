// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecouch.h"
#include "http/couchclient.h"
#include "http/healthprobe.h"
#include "pull/changesfeed.h"
#include "virtualtimers.h"

#include <QtTest>

using namespace cairn;

namespace {

QStringList g_lines; // what was logged, for one test

void collect(QtMsgType, const QMessageLogContext &, const QString &line) { g_lines.append(line); }

} // namespace

/// Sign-in, time-outs, throttling and cancellation of single requests, on virtual time.
class TestCouchClient : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void manyCallsSignInOnce();
    void expiredSessionIsRenewedOnce();
    void refusedSignInIsRemembered();
    void silenceEndsARequest();
    void aHeldThreadIsNotWaitedFor_data();
    void aHeldThreadIsNotWaitedFor();
    void silenceEndsALongPollLater();
    void nobodyIsCalledAfterItsOwner();
    void nobodyIsCalledAfterTheClient();
    void throttledCallsComeApart();
    void signInIsThrottledToo();
    void signInWaitsWhileTheServerWantsRest();
    void refusalsInARowEndTheRun();
    void longThrottleIsHandedOn();
    void retryAfterEndsWhatWaits();
    void retryAfterIsHeardByTheLate_data();
    void retryAfterIsHeardByTheLate();
    void personsDemandIsNotHeldForLong();
    void brokenFeedKeepsItsRows_data();
    void brokenFeedKeepsItsRows();
    void probe_data();
    void probe();
    void secretsAreNotLogged();

private:
    CouchCall *ask(QObject *owner);
    bool wait(int answers, qint64 maxAdvanceMs = 0);
    void restFor(qint64 ms);

    std::unique_ptr<FakeCouch> m_couch;
    std::unique_ptr<FakeNetwork> m_network;
    std::unique_ptr<TestClock> m_clock;
    std::unique_ptr<VirtualTimers> m_timers;
    std::unique_ptr<CouchClient> m_client;
    QObject m_owner;
    QList<CallResult<CouchReply>> m_answers;
};

void TestCouchClient::init()
{
    m_clock = std::make_unique<TestClock>();
    m_timers = std::make_unique<VirtualTimers>(m_clock.get());
    m_couch = std::make_unique<FakeCouch>(m_clock.get());
    m_couch->accounts().setPassword(QStringLiteral("ann"), QStringLiteral("s3cret-word"));
    m_couch->create(QStringLiteral("notes"));
    m_network = std::make_unique<FakeNetwork>(*m_couch, QStringLiteral("x"));
    const auto url = DatabaseUrl::parse(
        FakeCouch::databaseUrl(QStringLiteral("notes")), DatabaseUrl::PlainHttp::Allowed);
    m_client = std::make_unique<CouchClient>(
        Endpoint{*url, QStringLiteral("ann"), QStringLiteral("s3cret-word")}, *m_network, *m_timers,
        *m_clock);
    m_answers.clear();
}

void TestCouchClient::cleanup()
{
    m_client.reset();
    m_network.reset();
    m_couch.reset();
    m_timers.reset();
}

CouchCall *TestCouchClient::ask(QObject *owner)
{
    return m_client->send(
        {}, owner, [this](CallResult<CouchReply> reply) { m_answers.append(std::move(reply)); });
}

bool TestCouchClient::wait(int answers, qint64 maxAdvanceMs)
{
    return runUntil(
        *m_timers, [this, answers] { return m_answers.size() >= answers; }, maxAdvanceMs);
}

/// Time passes, and whatever wants to happen does.
void TestCouchClient::restFor(qint64 ms)
{
    m_timers->advance(ms);
    for (int i = 0; i < 50; ++i)
        QCoreApplication::processEvents();
}

void TestCouchClient::manyCallsSignInOnce()
{
    for (int i = 0; i < 5; ++i)
        ask(&m_owner);
    QVERIFY(m_answers.isEmpty()); // never from inside send()
    QVERIFY(wait(5));
    for (const auto &answer : std::as_const(m_answers))
        QCOMPARE(answer->object.value(u"db_name").toString(), QStringLiteral("notes"));
    QCOMPARE(m_couch->count("POST", QStringLiteral("_session")), 1);
}

void TestCouchClient::expiredSessionIsRenewedOnce()
{
    ask(&m_owner);
    QVERIFY(wait(1));
    m_couch->accounts().expireSessions();
    for (int i = 0; i < 4; ++i)
        ask(&m_owner);
    QVERIFY(wait(5));
    for (const auto &answer : std::as_const(m_answers))
        QVERIFY(answer.has_value());
    QCOMPARE(m_couch->count("POST", QStringLiteral("_session")), 2);
}

void TestCouchClient::refusedSignInIsRemembered()
{
    m_couch->accounts().setPassword(QStringLiteral("ann"), QStringLiteral("another"));
    for (int i = 0; i < 4; ++i)
        ask(&m_owner);
    QVERIFY(wait(4));
    for (int i = 0; i < 4; ++i)
        ask(&m_owner);
    QVERIFY(wait(8));
    for (const auto &answer : std::as_const(m_answers))
        QCOMPARE(answer.error().cause, Cause::SignIn);
    QCOMPARE(m_couch->count("POST", QStringLiteral("_session")), 1); // five would lock the account
}

void TestCouchClient::silenceEndsARequest()
{
    ask(&m_owner);
    QVERIFY(wait(1));
    Fault stall;
    stall.kind = Fault::Kind::Stall;
    m_couch->faults().atRequest(1, stall);
    const qint64 before = m_timers->elapsedMs();
    ask(&m_owner);
    QVERIFY(runUntil(*m_timers, [this] { return m_couch->faults().fired() == 1; }));
    m_timers->advance(tuning::kInactivityMs - 1);
    QCOMPARE(m_answers.size(), 1);
    QVERIFY(wait(2, 1'000));
    QCOMPARE(m_answers.last().error().cause, Cause::TimedOut);
    QVERIFY(m_timers->elapsedMs() - before <= tuning::kInactivityMs + 1);
}

void TestCouchClient::aHeldThreadIsNotWaitedFor_data()
{
    QTest::addColumn<bool>("held");
    QTest::newRow("nothing is heard of any request") << true;
    QTest::newRow("another one begins") << false;
}

/// A server that sends faster than Qt's thread reads holds it. A connection that takes long does
/// not, though Qt may tell that it begins by another request.
void TestCouchClient::aHeldThreadIsNotWaitedFor()
{
    QFETCH(bool, held);
    ask(&m_owner);
    QVERIFY(wait(1));
    m_network->setHeld(true);
    ask(&m_owner);
    restFor(0);
    if (!held) {
        m_network->setHeld(false);
        ask(&m_owner);
        QVERIFY(wait(2));
    }
    restFor(tuning::kHeadMs + 1);
    QCOMPARE(m_answers.size(), 2);
    QCOMPARE(bool(m_answers.last()), !held);
    restFor(tuning::kInactivityMs);
    QCOMPARE(m_answers.size(), held ? 2 : 3);
    QVERIFY(held || !m_answers.last());
}

void TestCouchClient::silenceEndsALongPollLater()
{
    ChangesQuery query;
    query.heartbeatMs = tuning::kHeartbeatMs;
    int answers = 0;
    Cause cause = Cause::Malformed;
    fetchChanges(*m_client, query, &m_owner, [&](const CallResult<ChangesPage> &page) {
        ++answers;
        if (!page)
            cause = page.error().cause;
    });
    QVERIFY(runUntil(*m_timers, [this] { return m_couch->waitingPolls() == 1; }));
    m_timers->advance(tuning::kHeartbeatMs); // the fake sends no heartbeats
    QCOMPARE(answers, 0);
    QVERIFY(runUntil(
        *m_timers, [&] { return answers == 1; }, tuning::kInactivityMs + 1'000));
    QCOMPARE(cause, Cause::TimedOut);
}

void TestCouchClient::nobodyIsCalledAfterItsOwner()
{
    for (int events = 0; events < 12; ++events) {
        auto owner = std::make_unique<QObject>();
        ask(owner.get());
        const qsizetype before = m_answers.size();
        for (int i = 0; i < events && m_answers.size() == before; ++i)
            QCoreApplication::processEvents(QEventLoop::AllEvents);
        const qsizetype answered = m_answers.size();
        owner.reset();
        for (int i = 0; i < 30; ++i)
            QCoreApplication::processEvents();
        QCOMPARE(m_answers.size(), answered);
    }
    delete ask(&m_owner); // the call itself is a handle, too
    for (int i = 0; i < 30; ++i)
        QCoreApplication::processEvents();
}

void TestCouchClient::nobodyIsCalledAfterTheClient()
{
    for (int i = 0; i < 3; ++i)
        ask(&m_owner);
    QCoreApplication::processEvents();
    m_client.reset();
    for (int i = 0; i < 30; ++i)
        QCoreApplication::processEvents();
    QVERIFY(m_answers.isEmpty());
    const QObjectList calls = m_owner.children();
    qDeleteAll(calls); // harmless
}

void TestCouchClient::throttledCallsComeApart()
{
    ask(&m_owner);
    QVERIFY(wait(1));
    m_couch->faults().whenever(
        [](const FakeRequest &) { return true; }, Fault::ofStatus(429, {{"Retry-After", "2"}}), 3);
    const qint64 before = m_timers->elapsedMs();
    for (int i = 0; i < 3; ++i)
        ask(&m_owner);
    QVERIFY(wait(4, 60'000));
    for (const auto &answer : std::as_const(m_answers))
        QVERIFY(answer.has_value());
    QVERIFY(m_answers.last()->throttled);
    QVERIFY(m_timers->elapsedMs() - before >= 2'000);
}

void TestCouchClient::signInIsThrottledToo()
{
    m_couch->faults().atRequest(1, Fault::ofStatus(429, {{"Retry-After", "3"}}));
    for (int i = 0; i < 3; ++i)
        ask(&m_owner);
    QVERIFY(runUntil(*m_timers, [this] { return m_couch->requests() == 1; }));
    restFor(2'900);
    QCOMPARE(m_couch->requests(), 1);
    QVERIFY(wait(3, 60'000));
    for (const auto &answer : std::as_const(m_answers))
        QVERIFY(answer.has_value());
    QCOMPARE(m_couch->count("POST", QStringLiteral("_session")), 2);
}

/// The session expires, and the next answer but one is 429: nobody signs in before the pause is
/// over.
void TestCouchClient::signInWaitsWhileTheServerWantsRest()
{
    ask(&m_owner);
    QVERIFY(wait(1));
    m_couch->faults().atRequest(1, Fault::ofStatus(429, {{"Retry-After", "4"}}));
    m_couch->accounts().expireSessions();
    ask(&m_owner); // 429
    ask(&m_owner); // 401
    const int before = m_couch->requests();
    QVERIFY(runUntil(*m_timers, [&] { return m_couch->requests() == before + 2; }));
    restFor(3'900);
    QCOMPARE(m_couch->requests(), before + 2);
    QVERIFY(wait(3, 60'000));
    QVERIFY(m_answers.last().has_value());
}

/// Each request is patient, but one after the other they do not make a run of minutes.
void TestCouchClient::refusalsInARowEndTheRun()
{
    ask(&m_owner);
    QVERIFY(wait(1));
    m_couch->faults().whenever(
        [](const FakeRequest &) { return true; }, Fault::ofStatus(429), 1'000);
    const int before = m_couch->faults().fired();
    const auto refusals = [&](int requests) {
        for (int i = 0; i < requests; ++i) {
            const qsizetype answers = m_answers.size();
            ask(&m_owner);
            QVERIFY(wait(int(answers) + 1, 600'000));
            QCOMPARE(m_answers.last().error().cause, Cause::RateLimited);
        }
    };
    refusals(6);
    QCOMPARE(
        m_couch->faults().fired() - before,
        tuning::kMaxThrottledInARow + 1 + 4); // the others hear no once
    m_client->goOn(); // another run
    const int again = m_couch->faults().fired();
    refusals(1);
    QCOMPARE(m_couch->faults().fired() - again, tuning::kMaxThrottled + 1);
}

void TestCouchClient::longThrottleIsHandedOn()
{
    ask(&m_owner);
    QVERIFY(wait(1));
    m_couch->faults().atRequest(1, Fault::ofStatus(429, {{"Retry-After", "120"}}));
    ask(&m_owner);
    QVERIFY(wait(2));
    QCOMPARE(m_answers.last().error().cause, Cause::RateLimited);
    QCOMPARE(m_answers.last().error().retryAfterMs, 120'000);
}

/// Requests that stand in line are not sent behind an answer that asks for silence.
void TestCouchClient::retryAfterEndsWhatWaits()
{
    m_couch->faults().atRequest(2, Fault::ofStatus(429)); // from now on requests are kept apart
    ask(&m_owner);
    QVERIFY(wait(1, 1'000));
    m_couch->faults().whenever(
        [](const FakeRequest &) { return true; }, Fault::ofStatus(503, {{"Retry-After", "5"}}));
    m_couch->accounts().expireSessions();
    const int requests = m_couch->requests();
    for (int i = 0; i < 3; ++i)
        ask(&m_owner);
    QVERIFY(wait(4, 1'000));
    const qint64 refusedAt = m_timers->elapsedMs();
    ask(&m_owner); // the next step of the same work
    QVERIFY(wait(5));
    for (int i = 1; i < 5; ++i) {
        QCOMPARE(m_answers.at(i).error().cause, Cause::ServerTrouble);
        QVERIFY(m_answers.at(i).error().retryAfterMs > 4'000);
    }
    QCOMPARE(m_couch->requests(), requests + 1);

    m_client->goOn();
    ask(&m_owner);
    QVERIFY(wait(6, 60'000));
    QVERIFY(m_answers.last().has_value());
    QVERIFY(m_timers->elapsedMs() - refusedAt >= 4'900);
    QCOMPARE(m_couch->count("POST", QStringLiteral("_session")), 2); // signing in waited as well
}

void TestCouchClient::retryAfterIsHeardByTheLate_data()
{
    QTest::addColumn<bool>("signsIn");
    QTest::newRow("a request") << false;
    QTest::newRow("a sign-in") << true;
}

/// Of several requests at once the first one's failure ends the work; what another one's answer
/// asks for is heard all the same.
void TestCouchClient::retryAfterIsHeardByTheLate()
{
    QFETCH(const bool, signsIn);
    ask(&m_owner);
    QVERIFY(wait(1));
    if (signsIn)
        m_couch->accounts().expireSessions(); // 401, and then the sign-in
    const int requests = m_couch->requests() + (signsIn ? 2 : 1);
    m_couch->faults().atRequest(signsIn ? 2 : 1, Fault::ofStatus(503, {{"Retry-After", "20"}}));
    auto work = std::make_unique<QObject>();
    ask(work.get());
    int sent = m_couch->requests();
    m_couch->onSent = [&](const FakeRequest &) {
        if (++sent == requests) // the answer is still to come
            QMetaObject::invokeMethod(
                work.get(), [&work] { work.release()->deleteLater(); }, Qt::QueuedConnection);
    };
    QVERIFY(runUntil(*m_timers, [&] { return m_couch->requests() == requests; }));
    QVERIFY(runUntil(
        *m_timers, [&] { return m_client->silenceAskedMs() > 0; }, 5'000));
    ask(&m_owner);
    QVERIFY(wait(2));
    QVERIFY(m_answers.last().error().retryAfterMs > 19'000);
    QCOMPARE(m_couch->requests(), requests);
}

void TestCouchClient::personsDemandIsNotHeldForLong()
{
    ask(&m_owner);
    QVERIFY(wait(1));
    m_couch->faults().atRequest(1, Fault::ofStatus(503, {{"Retry-After", "3600"}}));
    ask(&m_owner);
    QVERIFY(wait(2));
    const qint64 refusedAt = m_timers->elapsedMs();
    m_client->goOn();
    ask(&m_owner);
    QVERIFY(wait(3, 60'000));
    QVERIFY(m_answers.last().has_value());
    QCOMPARE(m_timers->elapsedMs() - refusedAt, tuning::kMaxThrottleWaitMs);
}

void TestCouchClient::brokenFeedKeepsItsRows_data()
{
    QTest::addColumn<int>("notes");
    QTest::addColumn<int>("limit");
    QTest::addColumn<int>("bytes");
    QTest::newRow("a sequence in each row") << 60 << 0 << 900;
    // Rows 1, 251, 501 … have one.
    QTest::newRow("few sequences, cut before the second") << 1'200 << 1'000 << 10'000;
    QTest::newRow("few sequences, cut after the second") << 1'200 << 1'000 << 60'000;
}

void TestCouchClient::brokenFeedKeepsItsRows()
{
    QFETCH(int, notes);
    QFETCH(int, limit);
    QFETCH(int, bytes);
    FakeDatabase &database = *m_couch->database(QStringLiteral("notes"));
    for (int i = 0; i < notes; ++i)
        database.edit(
            QStringLiteral("note:%1").arg(i), std::nullopt, false, {{QStringLiteral("n"), i}});
    ask(&m_owner);
    QVERIFY(wait(1));
    ChangesQuery query;
    query.documents = true;
    query.limit = limit;
    QSet<QString> seen;
    bool whole = false;
    for (int round = 0; round < 40 && !whole; ++round) {
        Fault fault;
        fault.kind = Fault::Kind::Break;
        fault.bytes = bytes;
        if (round < 3)
            m_couch->faults().atRequest(1, fault);
        int answers = 0;
        fetchChanges(*m_client, query, &m_owner, [&](const CallResult<ChangesPage> &page) {
            ++answers;
            QVERIFY(page.has_value());
            for (const ChangeRow &row : page->rows)
                seen.insert(row.change.id);
            QCOMPARE(page->interruption.has_value(), !page->whole);
            whole = page->whole && page->pending == 0;
            QVERIFY(whole || page->lastSeq != query.since); // it goes on, even if only by a row
            query.since = page->lastSeq;
        });
        QVERIFY(runUntil(*m_timers, [&] { return answers == 1; }));
        m_couch->faults().clear();
    }
    QVERIFY(whole);
    QCOMPARE(seen.size(), notes);
}

void TestCouchClient::probe_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("works");
    QTest::newRow("up") << 200 << true;
    QTest::newRow("busy") << 503 << false;
    QTest::newRow("hidden by a proxy") << 404 << true;
    QTest::newRow("wants an account") << 401 << true;
}

void TestCouchClient::probe()
{
    QFETCH(int, status);
    QFETCH(bool, works);
    if (status != 200)
        m_couch->faults().atRequest(1, Fault::ofStatus(status));
    HealthProbe probe(*m_client);
    int answers = 0;
    std::optional<Error> trouble;
    probe.start([&](const std::optional<Error> &error) {
        ++answers;
        trouble = error;
    });
    QVERIFY(runUntil(*m_timers, [&] { return answers == 1; }));
    QCOMPARE(!trouble.has_value(), works);
    QCOMPARE(m_couch->count("POST", QStringLiteral("_session")), 0); // nobody signs in for that
}

void TestCouchClient::secretsAreNotLogged()
{
    QLoggingCategory::setFilterRules(QStringLiteral("cairn.*=true"));
    g_lines.clear();
    const auto before = qInstallMessageHandler(collect);
    ask(&m_owner);
    const bool answered = wait(1);
    m_couch->accounts().setPassword(QStringLiteral("ann"), QStringLiteral("another"));
    m_couch->accounts().expireSessions();
    ask(&m_owner);
    const bool refused = wait(2);
    qInstallMessageHandler(before);
    QLoggingCategory::setFilterRules({});
    QVERIFY(answered && refused);
    QVERIFY(
        !g_lines.isEmpty()
        || qEnvironmentVariableIsSet("QT_LOGGING_RULES")); // the environment wins
    for (const QString &line : std::as_const(g_lines))
        QVERIFY2(
            !line.contains(u"s3cret-word") && !line.contains(u"AuthSession"), qPrintable(line));
}

QTEST_GUILESS_MAIN(TestCouchClient)
#include "tst_couchclient.moc"
