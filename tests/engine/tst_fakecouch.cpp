// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecouch.h"
#include "restclient.h"
#include "testclock.h"

#include <QTest>

using namespace cairn;

namespace {

const QString kPath = QStringLiteral("/notes");
const QJsonObject kBody{{QStringLiteral("v"), 1}};

} // namespace

/// What the conformance suite cannot ask of a real server: faults, accidents and the passing of
/// time.
class TestFakeCouch : public QObject {
    Q_OBJECT

    TestClock m_clock;
    std::unique_ptr<FakeCouch> m_couch;
    std::unique_ptr<FakeNetwork> m_network;
    RestClient m_rest;

    RestReply put(const QString &id) { return m_rest.put(kPath + u'/' + id, kBody); }
    bool has(const QString &id) { return m_couch->database(QStringLiteral("notes"))->document(id); }
    RestReply signIn(const QString &password)
    {
        return RestClient(m_network.get(), QUrl(FakeCouch::url()))
            .post(
                QStringLiteral("/_session"),
                {{QStringLiteral("name"), QStringLiteral("ann")},
                 {QStringLiteral("password"), password}});
    }
    int statusWith(const QByteArray &cookie)
    {
        return RestClient(m_network.get(), QUrl(FakeCouch::url()))
            .request("GET", kPath, {}, {{"Cookie", cookie}})
            .status;
    }

private slots:
    void init()
    {
        m_network.reset();
        m_couch = std::make_unique<FakeCouch>(&m_clock);
        m_couch->create(QStringLiteral("notes"));
        m_couch->accounts().setPassword(QStringLiteral("ann"), QStringLiteral("pw"));
        m_network = std::make_unique<FakeNetwork>(*m_couch, QStringLiteral("A"));
        m_rest = RestClient(
            m_network.get(), QUrl(FakeCouch::url()), QStringLiteral("ann"), QStringLiteral("pw"));
    }

    void faults_data()
    {
        using Kind = Fault::Kind;
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("error");
        QTest::addColumn<bool>("stored");
        const auto row = [](const char *name, Kind kind, int status,
                            QNetworkReply::NetworkError error, bool stored) {
            QTest::newRow(name) << int(kind) << status << int(error) << stored;
        };
        row("request dropped", Kind::DropRequest, 0, QNetworkReply::RemoteHostClosedError, false);
        row("reply dropped", Kind::DropReply, 0, QNetworkReply::RemoteHostClosedError, true);
        row("status", Kind::Status, 503, QNetworkReply::ServiceUnavailableError, false);
        row("status after commit", Kind::StatusAfterCommit, 503,
            QNetworkReply::ServiceUnavailableError, true);
        row("captive portal", Kind::CaptivePortal, 200, QNetworkReply::NoError, false);
        row("garbage", Kind::Garbage, 200, QNetworkReply::NoError, false);
        row("truncated", Kind::Truncate, 201, QNetworkReply::NoError, true);
        row("broken off", Kind::Break, 201, QNetworkReply::RemoteHostClosedError, true);
        row("timed out", Kind::TimeOut, 0, QNetworkReply::OperationCanceledError, false);
        row("timed out after commit", Kind::TimeOutAfterCommit, 0,
            QNetworkReply::OperationCanceledError, true);
        row("delayed", Kind::Delay, 201, QNetworkReply::NoError, true);
    }
    void faults()
    {
        QFETCH(int, kind);
        m_couch->faults().atRequest(2, Fault{Fault::Kind(kind), 503, {{"Retry-After", "7"}}, 5, 1});
        QCOMPARE(put(QStringLiteral("first")).status, 201);
        const RestReply hit = put(QStringLiteral("second"));
        QTEST(hit.status, "status");
        QTEST(int(hit.error), "error");
        QTEST(has(QStringLiteral("second")), "stored");
        QCOMPARE(put(QStringLiteral("third")).status, 201);
        QCOMPARE(m_couch->faults().fired(), 1);
        QCOMPARE(m_couch->log()[1].fault, std::optional(Fault::Kind(kind)));
        if (hit.status == 503)
            QCOMPARE(hit.header("Retry-After"), QByteArray("7"));
        if (Fault::Kind(kind) == Fault::Kind::Truncate)
            QCOMPARE(hit.body.size(), 5);
    }

    void stalledRequestsWaitForTheirTimeOut()
    {
        m_couch->faults().whenever(
            [](const FakeRequest &request) { return request.method == "PUT"; },
            {Fault::Kind::Stall, 0, {}, 0, 0});
        const auto reply = m_rest.start("PUT", kPath + QStringLiteral("/x"), "{}");
        QCOMPARE(m_rest.get(kPath).status, 200);
        QVERIFY(!reply->isFinished());
        m_couch->endStalls();
        QCOMPARE(reply->error(), QNetworkReply::OperationCanceledError);
    }

    void nothingIsFoundOffline()
    {
        m_network->setOnline(false);
        QCOMPARE(m_rest.get(kPath).error, QNetworkReply::HostNotFoundError);
        QCOMPARE(m_couch->requests(), 0);
        m_network->setOnline(true);
        QCOMPARE(m_rest.get(kPath).status, 200);
    }

    void abortEndsARequestAtOnce()
    {
        const auto reply = m_rest.start("GET", kPath);
        reply->abort();
        QVERIFY(reply->isFinished());
        QCOMPARE(reply->error(), QNetworkReply::OperationCanceledError);
        QCOMPARE(m_rest.get(kPath).status, 200);
        QCOMPARE(m_couch->requests(), 1); // it never saw the first
    }

    void cookiesExpireAndAreRenewed()
    {
        const QByteArray cookie =
            signIn(QStringLiteral("pw")).header("Set-Cookie").split(';').constFirst();
        QCOMPARE(statusWith(cookie), 200);
        m_clock.advance(120'000);
        const RestReply later = RestClient(m_network.get(), QUrl(FakeCouch::url()))
                                    .request("GET", kPath, {}, {{"Cookie", cookie}});
        const QByteArray fresh = later.header("Set-Cookie").split(';').constFirst();
        QVERIFY(fresh.startsWith("AuthSession=") && fresh != cookie);
        m_clock.advance(590'000);
        QCOMPARE(statusWith(cookie), 401);
        QCOMPARE(statusWith(fresh), 200);
        m_couch->accounts().setPassword(QStringLiteral("ann"), QStringLiteral("new"));
        QCOMPARE(statusWith(fresh), 401);
        QCOMPARE(signIn(QStringLiteral("new")).status, 200);
    }

    void aLockedAccountOpensAfterAWhile()
    {
        for (int i = 0; i < 5; ++i)
            QCOMPARE(signIn(QStringLiteral("wrong")).status, 401);
        QCOMPARE(signIn(QStringLiteral("pw")).status, 403);
        m_clock.advance(301'000);
        QCOMPARE(signIn(QStringLiteral("pw")).status, 200);
    }

    void anOlderSnapshotGoesOnCounting()
    {
        const QString name = QStringLiteral("notes");
        put(QStringLiteral("first"));
        const FakeDatabase backup = *m_couch->database(name);
        put(QStringLiteral("second"));
        const QJsonObject before = m_rest.get(kPath + QStringLiteral("/_changes")).json;
        const QString started = m_couch->database(name)->instanceStartTime();
        m_couch->restore(name, backup);
        QCOMPARE(m_couch->database(name)->instanceStartTime(), started);
        QVERIFY(has(QStringLiteral("first")) && !has(QStringLiteral("second")));
        // The dangerous part: to the old sequence nothing seems to be new, whatever is written now.
        const QString since = before[u"last_seq"].toString();
        QVERIFY(m_rest.get(kPath + QStringLiteral("/_changes?since=") + since)
                    .json[u"results"]
                    .toArray()
                    .isEmpty());
        m_couch->recreate(name);
        QVERIFY(m_couch->database(name)->instanceStartTime() != started);
        QVERIFY(m_couch->database(name)->documents().isEmpty());
    }

    void aPollEndsWithItsDatabase()
    {
        const auto poll =
            m_rest.start("GET", kPath + QStringLiteral("/_changes?feed=longpoll&since=now"));
        QTRY_COMPARE(m_couch->waitingPolls(), 1);
        m_couch->remove(QStringLiteral("notes"));
        const RestReply ended = RestClient::finish(*poll);
        QCOMPARE(ended.status, 200);
        QVERIFY(ended.json[u"results"].toArray().isEmpty());
        QCOMPARE(m_rest.get(kPath + QStringLiteral("/_changes")).status, 404);
    }
};

QTEST_GUILESS_MAIN(TestFakeCouch)
#include "tst_fakecouch.moc"
