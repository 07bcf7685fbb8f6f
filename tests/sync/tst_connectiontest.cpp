// SPDX-License-Identifier: GPL-3.0-or-later
#include "fakecouch.h"
#include "http/connectiontest.h"

#include <QSignalSpy>
#include <QtTest>

using namespace cairn;
using Outcome = ConnectionReport::Outcome;

/// Each way an account can be wrong has an outcome of its own, and trying never changes the server.
class TestConnectionTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void outcomes_data();
    void outcomes();
    void faults_data();
    void faults();
    void lockedAccount();
    void secondRunReplacesTheFirst();

private:
    Outcome tried(const QString &url, const QString &user, const QString &password);
    std::unique_ptr<FakeCouch> m_couch;
    std::unique_ptr<FakeNetwork> m_network;
};

void TestConnectionTest::init()
{
    m_network.reset();
    m_couch = std::make_unique<FakeCouch>();
    m_network = std::make_unique<FakeNetwork>(*m_couch, QStringLiteral("x"));
    m_couch->accounts().setPassword(QStringLiteral("ann"), QStringLiteral("secret"));
    m_couch->create(QStringLiteral("notes"));
    m_couch->create(QStringLiteral("closed")).security = QJsonObject{
        {QStringLiteral("members"),
         QJsonObject{{QStringLiteral("names"), QJsonArray{QStringLiteral("bob")}}}}};
}

Outcome TestConnectionTest::tried(const QString &url, const QString &user, const QString &password)
{
    ConnectionTest test(*m_network);
    QSignalSpy finished(&test, &ConnectionTest::finished);
    test.run({url, user}, password);
    if (!finished.wait(5'000) || finished.size() != 1)
        qFatal("no single answer");
    const ConnectionReport report = finished.first().first().value<ConnectionReport>();
    if (report.detail.contains(password))
        qFatal("the password is in the report");
    return report.outcome;
}

void TestConnectionTest::outcomes_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("user");
    QTest::addColumn<QString>("password");
    QTest::addColumn<Outcome>("outcome");
    const QString notes = FakeCouch::databaseUrl(QStringLiteral("notes"));
    const QString ann = QStringLiteral("ann");
    const QString admin = FakeAccounts::adminName();
    const QString secret = QStringLiteral("secret");
    QTest::newRow("good") << notes << ann << secret << Outcome::Ok;
    QTest::newRow("password") << notes << ann << QStringLiteral("guess-1")
                              << Outcome::WrongPassword;
    QTest::newRow("no such user") << notes << QStringLiteral("eve") << secret
                                  << Outcome::WrongPassword;
    QTest::newRow("no database") << FakeCouch::databaseUrl(QStringLiteral("new")) << ann << secret
                                 << Outcome::CannotCreate;
    QTest::newRow("no database, admin")
        << FakeCouch::databaseUrl(QStringLiteral("new")) << admin << secret << Outcome::WillCreate;
    QTest::newRow("no member") << FakeCouch::databaseUrl(QStringLiteral("closed")) << ann << secret
                               << Outcome::NotAllowed;
    QTest::newRow("no url") << QStringLiteral("notes") << ann << secret << Outcome::InvalidUrl;
    QTest::newRow("no tls") << QStringLiteral("http://couch.example/notes") << ann << secret
                            << Outcome::NotTls;
}

void TestConnectionTest::outcomes()
{
    QFETCH(QString, url);
    QFETCH(QString, user);
    QFETCH(QString, password);
    QFETCH(Outcome, outcome);
    QCOMPARE(tried(url, user, password), outcome);
    QVERIFY(!m_couch->database(QStringLiteral("new")));
    QCOMPARE(m_couch->count("PUT", QString()), 0);
}

void TestConnectionTest::faults_data()
{
    QTest::addColumn<Fault::Kind>("kind");
    QTest::addColumn<int>("status");
    QTest::addColumn<Outcome>("outcome");
    QTest::newRow("portal") << Fault::Kind::CaptivePortal << 0 << Outcome::CaptivePortal;
    QTest::newRow("broken") << Fault::Kind::DropRequest << 0 << Outcome::Unreachable;
    QTest::newRow("time-out") << Fault::Kind::TimeOut << 0 << Outcome::Unreachable;
    QTest::newRow("garbage") << Fault::Kind::Garbage << 0 << Outcome::NotCouchDb;
    QTest::newRow("503") << Fault::Kind::Status << 503 << Outcome::ServerTrouble;
}

void TestConnectionTest::faults()
{
    QFETCH(Fault::Kind, kind);
    QFETCH(int, status);
    QFETCH(Outcome, outcome);
    for (int k = 1; k <= 2; ++k) { // the sign-in, the database
        Fault fault;
        fault.kind = kind;
        fault.status = status;
        m_couch->faults().atRequest(k, fault);
        QCOMPARE(
            tried(
                FakeCouch::databaseUrl(QStringLiteral("notes")), QStringLiteral("ann"),
                QStringLiteral("secret")),
            outcome);
        m_couch->faults().clear();
    }
    m_network->setOnline(false);
    QCOMPARE(
        tried(
            FakeCouch::databaseUrl(QStringLiteral("notes")), QStringLiteral("ann"),
            QStringLiteral("secret")),
        Outcome::HostNotFound);
}

void TestConnectionTest::lockedAccount()
{
    const QString notes = FakeCouch::databaseUrl(QStringLiteral("notes"));
    for (int i = 0; i < 5; ++i)
        QCOMPARE(
            tried(notes, QStringLiteral("ann"), QStringLiteral("guess-1")), Outcome::WrongPassword);
    QCOMPARE(tried(notes, QStringLiteral("ann"), QStringLiteral("secret")), Outcome::Locked);
}

void TestConnectionTest::secondRunReplacesTheFirst()
{
    ConnectionTest test(*m_network);
    QSignalSpy finished(&test, &ConnectionTest::finished);
    const QString notes = FakeCouch::databaseUrl(QStringLiteral("notes"));
    test.run({notes, QStringLiteral("ann")}, QStringLiteral("guess-1"));
    test.run({notes, QStringLiteral("ann")}, QStringLiteral("secret"));
    QVERIFY(finished.wait(5'000));
    for (int i = 0; i < 20; ++i)
        QCoreApplication::processEvents();
    QCOMPARE(finished.size(), 1);
    QCOMPARE(finished.first().first().value<ConnectionReport>().outcome, Outcome::Ok);
}

QTEST_GUILESS_MAIN(TestConnectionTest)
#include "tst_connectiontest.moc"
