// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/keychainwait.h"
#include "credentials.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace cairn;

/// Against a real Secret Service when dbus-run-session and gnome-keyring-daemon are installed: this
/// program starts itself again inside a session of its own. Without a bus it must say so at once.
class TestCredentials : public QObject {
    Q_OBJECT

private slots:
    void withoutKeychain();
    void withKeychain();
    void aKeychainThatDoesNotAnswerIsGivenUp();

    void insideSession(); // only in the second process

private:
    void aLockedKeychainIsThere(Credentials &credentials);

    const Account m_account{QStringLiteral("https://example.org/notes"), QStringLiteral("ann")};
};

namespace {

template <typename Value, typename Start> Result<Value> waitFor(Start start)
{
    std::optional<Result<Value>> answer;
    start([&answer](const Result<Value> &value) { answer = value; });
    if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, 20'000))
        return failure(ErrorKind::Cancelled, QStringLiteral("no answer"));
    return *answer;
}

} // namespace

void TestCredentials::withoutKeychain()
{
    if (qEnvironmentVariableIsSet("CAIRN_TEST_KEYCHAIN"))
        QSKIP("the other process");
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
    Credentials credentials{Profile(QStringLiteral("/profile"))};
    const auto read = waitFor<std::optional<QString>>(
        [&](auto done) { credentials.read(m_account, this, done); });
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::Storage);
    const auto written = waitFor<void>(
        [&](auto done) { credentials.write(m_account, QStringLiteral("s3cret"), this, done); });
    QVERIFY(!written);
    QVERIFY(!Credentials::isDeclined(written.error()));
    QVERIFY(!written.error().message.contains(QStringLiteral("s3cret")));
    QVERIFY(!written.error().context.contains(QStringLiteral("s3cret")));
}

void TestCredentials::withKeychain()
{
    if (qEnvironmentVariableIsSet("CAIRN_TEST_KEYCHAIN"))
        QSKIP("the other process");
    for (const char *tool : {"dbus-run-session", "gnome-keyring-daemon"}) {
        if (QStandardPaths::findExecutable(QString::fromLatin1(tool)).isEmpty())
            QSKIP("no Secret Service here");
    }
    const QTemporaryDir home;
    QProcess session;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"));
    environment.insert(QStringLiteral("HOME"), home.path());
    environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), home.path());
    environment.insert(QStringLiteral("XDG_DATA_HOME"), home.path());
    environment.insert(QStringLiteral("CAIRN_TEST_KEYCHAIN"), QStringLiteral("1"));
    for (const char *screen : {"DISPLAY", "WAYLAND_DISPLAY"}) // nobody is there to be asked
        environment.remove(QString::fromLatin1(screen));
    session.setProcessEnvironment(environment);
    session.setProcessChannelMode(QProcess::MergedChannels);
    session.start(
        QStringLiteral("dbus-run-session"),
        {QStringLiteral("--"), QStringLiteral("sh"), QStringLiteral("-c"),
         QStringLiteral("printf '\\n' | gnome-keyring-daemon --unlock --components=secrets "
                        ">/dev/null; exec \"$@\""),
         QStringLiteral("sh"), QCoreApplication::applicationFilePath(),
         QStringLiteral("insideSession")});
    QVERIFY(session.waitForFinished(60'000));
    QVERIFY2(session.exitCode() == 0, session.readAll().constData());
}

/// A prompt that nobody decides: no callback ever comes.
void TestCredentials::aKeychainThatDoesNotAnswerIsGivenUp()
{
    if (qEnvironmentVariableIsSet("CAIRN_TEST_KEYCHAIN"))
        QSKIP("the other process");
    cli::Context context;
    const auto unanswered = [](QObject *, const Credentials::DoneCallback &) {};
    context.keychainPatienceMs = 2'000;
    QElapsedTimer timer;
    timer.start();
    const auto answer = cli::awaitKeychain<void>(context, unanswered);
    QVERIFY(!answer);
    QCOMPARE(answer.error().kind, ErrorKind::Storage);
    QVERIFY(answer.error().message.contains(QStringLiteral("did not answer within 2 s")));
    QVERIFY(timer.elapsed() >= 1'900 && timer.elapsed() < 10'000);
    const auto answered = [](QObject *, const Credentials::DoneCallback &done) { done({}); };
    QVERIFY(cli::awaitKeychain<void>(context, answered));
}

void TestCredentials::insideSession()
{
    if (!qEnvironmentVariableIsSet("CAIRN_TEST_KEYCHAIN"))
        QSKIP("runs in the second process");
    Credentials credentials{Profile(QStringLiteral("/profile"))};
    Credentials other{Profile(QStringLiteral("/other"))};
    const auto read = [this](Credentials &from) {
        return waitFor<std::optional<QString>>(
            [&](auto done) { from.read(m_account, this, done); });
    };
    const QString secret = QStringLiteral("s3cret ü 漢");
    QVERIFY(read(credentials) && !read(credentials)->has_value());
    QVERIFY(waitFor<void>([&](auto done) { credentials.write(m_account, secret, this, done); }));
    QCOMPARE(read(credentials).value(), secret);
    QVERIFY(!read(other)->has_value()); // a profile of its own
    QVERIFY(waitFor<void>([&](auto done) { credentials.remove(m_account, this, done); }));
    QVERIFY(!read(credentials)->has_value());
    QVERIFY(waitFor<void>(
        [&](auto done) { credentials.remove(m_account, this, done); })); // gone is gone
    aLockedKeychainIsThere(credentials);
}

/// Its question cannot be shown here, and counts as closed: that is no computer without a keychain.
void TestCredentials::aLockedKeychainIsThere(Credentials &credentials)
{
    const QString lock = QStandardPaths::findExecutable(QStringLiteral("dbus-send"));
    QVERIFY(!lock.isEmpty());
    QCOMPARE(
        QProcess::execute(
            lock,
            {QStringLiteral("--session"), QStringLiteral("--print-reply"),
             QStringLiteral("--dest=org.freedesktop.secrets"),
             QStringLiteral("/org/freedesktop/secrets"),
             QStringLiteral("org.freedesktop.Secret.Service.Lock"),
             QStringLiteral("array:objpath:/org/freedesktop/secrets/aliases/default")}),
        0);
    const auto written = waitFor<void>(
        [&](auto done) { credentials.write(m_account, QStringLiteral("s3cret"), this, done); });
    QVERIFY(!written);
    QVERIFY2(Credentials::isDeclined(written.error()), qPrintable(written.error().context));
    QVERIFY(written.error().message.contains(QStringLiteral("stayed locked")));
}

QTEST_GUILESS_MAIN(TestCredentials)
#include "tst_credentials.moc"
