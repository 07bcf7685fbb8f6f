// SPDX-License-Identifier: GPL-3.0-or-later
#include "application.h"
#include "dialogs/accountdialog.h"
#include "sharedprofile.h"
#include "store/notes/notestore.h"
#include "store/store.h"
#include "theme/theme.h"
#include "window/mainwindow.h"

#include <QLabel>
#include <QLineEdit>
#include <QSettings>

#include <csignal>
#include <memory>

#include <sys/types.h>

using namespace cairn;

/// The application, in this process and without a keychain, and cairn-cli on its profile.
class TestLeadingApplication : public QObject {
    Q_OBJECT

    struct Running {
        explicit Running(const Profile &profile)
            : settings(profile.settingsFile(), QSettings::IniFormat)
            , theme(*qApp)
            , application(profile, settings, theme)
        {
        }
        QSettings settings;
        Theme theme;
        Application application;
    };
    TestServer m_server;
    std::unique_ptr<SharedProfile> m_shared;
    std::unique_ptr<Running> m_running;

    MainWindow *window() const { return m_running->application.window(); }
    void start()
    {
        m_running = std::make_unique<Running>(Profile(m_shared->profile.directory()));
        const auto started = m_running->application.start({});
        QVERIFY(started);
    }
    /// The line in the window that asks for the password.
    bool asks() const
    {
        return window()->findChild<QWidget *>(QStringLiteral("windowNotice"))->isVisible();
    }
    bool saysSignIn() const { return status().startsWith(QStringLiteral("Sign in again")); }
    /// The person types the password.
    void signIn()
    {
        emit window()->accountChanged(m_shared->account(), m_server.memberPassword(), {});
    }
    QString status() const
    {
        return window()->findChild<QLabel *>(QStringLiteral("statusText"))->text();
    }
    /// Whether `cairn-cli status` tells this state within ten seconds. Asked once a turn: a QTRY
    /// macro asks again after it has seen what it waits for, and by then the next sync may be
    /// running.
    bool reaches(const char *state) const
    {
        return QTest::qWaitFor(
            [&] { return m_shared->run("status").text("state") == QLatin1String(state); }, 10'000);
    }
    QString write(const char *title)
    {
        NoteContent content;
        content.title = QString::fromUtf8(title);
        const auto saved = m_running->application.store()->notes().create(content);
        return saved ? saved->id : QString();
    }

private slots:
    void initTestCase()
    {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        QApplication::setQuitOnLastWindowClosed(false);
        if (!m_server.start())
            QFAIL(qPrintable(m_server.problem()));
    }
    void init() { m_shared = std::make_unique<SharedProfile>(m_server); }
    void cleanup() { m_running.reset(); }

    void commandsAskTheApplication()
    {
        start();
        QTRY_VERIFY_WITH_TIMEOUT(asks(), 10'000);
        signIn();
        QTRY_VERIFY_WITH_TIMEOUT(m_shared->line.signIns == 1, 10'000);
        const QString typed = write("typed in the window");
        auto synced = m_shared->run("sync --timeout 30");
        QVERIFY2(synced.exitCode == 0, synced.err);
        QVERIFY(m_shared->serverHas(typed));
        const QString added = m_shared->run("note add --title Command").text("id");
        QTRY_VERIFY_WITH_TIMEOUT(m_shared->serverHas(added), 10'000); // by the window, soon
        QCOMPARE(m_shared->line.signIns, 1);

        emit window()->pauseRequested(0);
        QVERIFY(reaches("paused"));
        emit window()->resumeRequested();
        QVERIFY(reaches("synced"));
    }

    /// What a process said that is gone is nobody's word any more.
    void whoCannotSyncSaysSoWhenTheLeaderIsGone()
    {
        start();
        QTRY_VERIFY_WITH_TIMEOUT(asks() && saysSignIn(), 10'000);
        QCOMPARE(m_shared->run("sync --timeout 30").exitCode, 0);
        QTRY_VERIFY_WITH_TIMEOUT(asks() && saysSignIn(), 5'000);
        QCOMPARE(m_shared->run("status").text("state"), QStringLiteral("sign-in"));
        {
            Watcher leader(m_shared->profile);
            QTRY_VERIFY_WITH_TIMEOUT(leader.says("synced"), 20'000);
            QTRY_VERIFY_WITH_TIMEOUT(status().contains(QStringLiteral("ynced")), 10'000);
            QTRY_VERIFY(!asks());
        } // killed
        write("by nobody");
        QTRY_VERIFY_WITH_TIMEOUT(asks() && saysSignIn(), 5'000);
        QVERIFY(status().contains(QStringLiteral("1 change")));
        QVERIFY(reaches("sign-in"));

        // "Sync now" asks for what is missing, and the keyboard is where it is typed.
        QTest::keyClick(window(), Qt::Key_F5);
        auto *dialog = window()->findChild<AccountDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        auto *focused = qobject_cast<QLineEdit *>(dialog->focusWidget());
        QVERIFY(focused && focused->echoMode() == QLineEdit::Password);
    }

    void aPauseOutlivesAllProcesses()
    {
        start();
        QTRY_VERIFY_WITH_TIMEOUT(asks(), 10'000);
        emit window()->pauseRequested(0); // nobody leads yet
        signIn();
        QVERIFY(reaches("paused"));
        const QString kept = write("not while paused");
        m_running.reset();
        QCOMPARE(m_shared->run("status").text("state"), QStringLiteral("paused"));
        {
            Watcher watcher(m_shared->profile);
            QTRY_VERIFY_WITH_TIMEOUT(watcher.says("paused"), 20'000);
            QTest::qWait(3'000); // more than an edit waits
            QVERIFY(!m_shared->serverHas(kept));
        }
        const auto once = m_shared->run("sync --timeout 30"); // is the person's wish
        QVERIFY2(once.exitCode == 0, once.err);
        QVERIFY2(once.err.contains("sync is paused until somebody resumes it"), once.err);
        QVERIFY(m_shared->serverHas(kept));
        QCOMPARE(m_shared->run("status").text("state"), QStringLiteral("paused"));
        start();
        signIn();
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith(QStringLiteral("Paused")), 10'000);
        emit window()->resumeRequested();
        QVERIFY(reaches("synced"));
        m_running.reset();
        QCOMPARE(m_shared->run("status").text("state"), QStringLiteral("synced"));
    }

    void theApplicationFollowsAndTakesOver()
    {
        Watcher leader(m_shared->profile);
        QTRY_VERIFY_WITH_TIMEOUT(leader.leads() && leader.says("synced"), 20'000);
        start();
        // Without a password of its own it shows what the leader says, and its edits are sent.
        QTRY_VERIFY_WITH_TIMEOUT(status().contains(QStringLiteral("ynced")), 10'000);
        const QString id = write("sent by the other process");
        QTRY_VERIFY_WITH_TIMEOUT(m_shared->serverHas(id), 10'000);
        QCOMPARE(m_shared->line.signIns, 1);
        QVERIFY(!asks()); // nothing waits for a password as long as somebody syncs

        // A pause that the person asks for holds whoever leads.
        signIn();
        emit window()->pauseRequested(0);
        QTRY_VERIFY_WITH_TIMEOUT(leader.says("paused"), 5'000);
        leader.process.kill();
        const QString kept = write("not while paused");
        QVERIFY(reaches("paused"));
        QVERIFY(!m_shared->serverHas(kept));
        emit window()->resumeRequested();
        QTRY_VERIFY_WITH_TIMEOUT(m_shared->serverHas(kept), 10'000);
        QCOMPARE(m_shared->line.signIns, 2);
    }

    /// The leader is gone, and that is not known here yet.
    void aPauseThatNobodyHeardHolds()
    {
        Watcher leader(m_shared->profile);
        QTRY_VERIFY_WITH_TIMEOUT(leader.leads() && leader.says("synced"), 20'000);
        start();
        QTRY_VERIFY_WITH_TIMEOUT(status().contains(QStringLiteral("ynced")), 10'000);
        signIn();
        leader.process.kill();
        emit window()->pauseRequested(0);
        const QString kept = write("not while paused");
        QTRY_VERIFY_WITH_TIMEOUT(status().startsWith(QStringLiteral("Paused")), 10'000);
        QVERIFY(reaches("paused"));
        QVERIFY(!m_shared->serverHas(kept));
    }
};

QTEST_MAIN(TestLeadingApplication)
#include "tst_leadingapplication.moc"
