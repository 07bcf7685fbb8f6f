#include "singleinstance.h"

#include <QFile>
#include <QFileInfo>
#include <QLocalSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <memory>

using namespace cairn;
using Role = SingleInstance::Role;

namespace {

/// A second start: in a thread, because it waits for the first one's answer.
Result<Role> startAgain(const Profile &profile, const StartRequest &request)
{
    Result<Role> outcome;
    std::unique_ptr<QThread> thread(
        QThread::create([&] { outcome = SingleInstance(profile).start(request); }));
    thread->start();
    while (!thread->wait(1))
        QCoreApplication::processEvents();
    return outcome;
}

} // namespace

class TestSingleInstance : public QObject {
    Q_OBJECT

private slots:
    void init();
    void secondHandsOver();
    void firstGoneMeansFirst();
    void profilesAreApart();
    void deadSocketIsReplaced();
    void nonsenseIsIgnored();
    void folderThatCannotBeWritten();

private:
    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<QTemporaryDir> m_runtime;
};

void TestSingleInstance::init()
{
    m_directory = std::make_unique<QTemporaryDir>();
    m_runtime = std::make_unique<QTemporaryDir>();
    qputenv("XDG_RUNTIME_DIR", m_runtime->path().toUtf8());
}

void TestSingleInstance::secondHandsOver()
{
    const Profile profile(m_directory->path());
    SingleInstance first(profile);
    QCOMPARE(first.start({}).value(), Role::First);
    QList<StartRequest> received;
    connect(&first, &SingleInstance::requested, this, [&received](const StartRequest &request) {
        received << request;
    });

    const StartRequest request{
        QStringLiteral("note:01ARZ3NDEKTSV4RRFFQ69G5FAV"), true, {QStringLiteral("/a b/ü.md")}};
    QCOMPARE(startAgain(profile, request).value(), Role::HandedOver);
    QCOMPARE(startAgain(profile, {}).value(), Role::HandedOver);
    QTRY_COMPARE(received.size(), 2);
    QCOMPARE(received.at(0), request);
    QVERIFY(received.at(1).isEmpty());
}

void TestSingleInstance::firstGoneMeansFirst()
{
    const Profile profile(m_directory->path());
    {
        SingleInstance first(profile);
        QCOMPARE(first.start({}).value(), Role::First);
    }
    SingleInstance second(profile);
    QCOMPARE(second.start({}).value(), Role::First);
}

void TestSingleInstance::profilesAreApart()
{
    QTemporaryDir other;
    SingleInstance first{Profile(m_directory->path())};
    SingleInstance second{Profile(other.path())};
    QCOMPARE(first.start({}).value(), Role::First);
    QCOMPARE(second.start({}).value(), Role::First);
}

void TestSingleInstance::deadSocketIsReplaced()
{
    const Profile profile(m_directory->path());
    QFile left(profile.serverName());
    QVERIFY(left.open(QIODevice::WriteOnly));
    left.close();
    SingleInstance first(profile);
    QCOMPARE(first.start({}).value(), Role::First);
    QCOMPARE(startAgain(profile, {}).value(), Role::HandedOver);
    // Nobody but this user reaches it.
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    QCOMPARE(QFile::permissions(profile.serverName()) & others, QFile::Permissions());
}

void TestSingleInstance::nonsenseIsIgnored()
{
    const Profile profile(m_directory->path());
    SingleInstance first(profile);
    QCOMPARE(first.start({}).value(), Role::First);
    int received = 0;
    connect(&first, &SingleInstance::requested, this, [&received] { ++received; });
    QLocalSocket socket;
    socket.connectToServer(profile.serverName());
    QVERIFY(socket.waitForConnected());
    socket.write("GET / HTTP/1.1\n");
    QTRY_COMPARE(socket.state(), QLocalSocket::UnconnectedState);
    socket.connectToServer(profile.serverName());
    QVERIFY(socket.waitForConnected());
    socket.write(QByteArray(3'000'000, 'x'));
    QTRY_COMPARE(socket.state(), QLocalSocket::UnconnectedState);
    QCOMPARE(received, 0);
    QCOMPARE(startAgain(profile, {}).value(), Role::HandedOver);
}

void TestSingleInstance::folderThatCannotBeWritten()
{
    const Profile profile(m_directory->filePath(QStringLiteral("no/such/folder")));
    SingleInstance first(profile);
    const auto outcome = first.start({});
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, ErrorKind::Storage);
}

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "tst_singleinstance.moc"
