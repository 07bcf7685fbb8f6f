// SPDX-License-Identifier: GPL-3.0-or-later
#include "privatefiles.h"
#include "singleinstance.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocalSocket>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <memory>
#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

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
    void lockOfAnotherComputerIsAskedAbout();
    void oneProfileThroughALink();
    void somebodyElsesSocketFolderIsRefused();
    void noSocketFolderIsRefused();

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

void TestSingleInstance::lockOfAnotherComputerIsAskedAbout()
{
    const Profile profile(m_directory->path());
    QFile lock(profile.lockFile());
    QVERIFY(lock.open(QIODevice::WriteOnly));
    lock.write("4711\ncairn\nold-laptop\nffffffffffffffffffffffffffffffff\n"
               "11111111-2222-3333-4444-555555555555\n");
    lock.close();
    SingleInstance first(profile);
    const auto outcome = first.start({});
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().kind, ErrorKind::Locked);
    QCOMPARE(outcome.error().code, SingleInstance::kOtherComputer);
    QCOMPARE(outcome.error().context, QStringLiteral("old-laptop"));
    QVERIFY(first.takeOver());
    QCOMPARE(first.start({}).value(), Role::First);
}

void TestSingleInstance::oneProfileThroughALink()
{
    const QString real = m_directory->filePath(QStringLiteral("real"));
    QDir().mkpath(real);
    const QString link = m_directory->filePath(QStringLiteral("link"));
    QVERIFY(QFile::link(real, link));
    QCOMPARE(Profile(link).directory(), Profile(real).directory());
    QCOMPARE(
        Profile(link + QStringLiteral("/not/yet")).directory(),
        Profile(real + QStringLiteral("/not/yet")).directory());
    SingleInstance first{Profile(real)};
    QCOMPARE(first.start({}).value(), Role::First);
    QCOMPARE(startAgain(Profile(link), {}).value(), Role::HandedOver);
}

void TestSingleInstance::somebodyElsesSocketFolderIsRefused()
{
#ifdef Q_OS_UNIX
    if (::geteuid() != 0)
        QSKIP("only root can give a folder to somebody else");
    // Not by XDG_RUNTIME_DIR, which Qt judges: what lies in a folder of ours.
    const Profile profile(m_directory->path());
    QFile squatted(profile.serverName());
    QVERIFY(squatted.open(QIODevice::WriteOnly));
    QCOMPARE(::chown(QFile::encodeName(profile.serverName()).constData(), 12345, 12345), 0);
    SingleInstance first(profile);
    const auto outcome = first.start({});
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, privatefiles::kNoSocketFolder);
    QVERIFY(outcome.error().message.contains(profile.serverName()));
    QVERIFY(QFile::exists(profile.serverName()));
#endif
}

void TestSingleInstance::noSocketFolderIsRefused()
{
#ifdef Q_OS_UNIX
    if (::geteuid() != 0)
        QSKIP("only root can give a folder to somebody else");
    QCOMPARE(::chown(QFile::encodeName(m_runtime->path()).constData(), 12345, 12345), 0);
    const Profile profile(m_directory->path());
    SingleInstance first(profile);
    const auto outcome = first.start({});
    QVERIFY(!outcome);
    QCOMPARE(outcome.error().code, privatefiles::kNoSocketFolder);
    QVERIFY(outcome.error().message.contains(m_runtime->path()));
    QVERIFY(!QFile::exists(QDir::temp().filePath(QFileInfo(profile.serverName()).fileName())));
#endif
}

QTEST_GUILESS_MAIN(TestSingleInstance)
#include "tst_singleinstance.moc"
