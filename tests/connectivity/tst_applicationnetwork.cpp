// SPDX-License-Identifier: GPL-3.0-or-later
#include "application.h"
#include "connectivitymanager.h"
#include "store/replica/syncsettings.h"
#include "store/store.h"
#include "store/tree/metastore.h"
#include "theme/theme.h"
#include "window/mainwindow.h"

#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QNetworkInformation>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace cairn;

/// The application says what NetworkManager says. Its server is at a name that exists nowhere.
class TestApplicationNetwork : public QObject {
    Q_OBJECT

    PrivateBus m_bus;

private slots:
    void initTestCase()
    {
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent");
        QApplication::setQuitOnLastWindowClosed(false);
        if (!m_bus.start())
            QSKIP("no dbus-daemon");
    }
    void theWindowFollowsTheNetwork()
    {
        const QTemporaryDir folder;
        const Profile profile(folder.filePath(QStringLiteral("profile")));
        QVERIFY(QDir().mkpath(profile.directory()));
        QSettings settings(profile.settingsFile(), QSettings::IniFormat);
        Theme theme(*qApp);
        Application application(profile, settings, theme);
        QVERIFY(application.start({}));
        if (!QNetworkInformation::instance())
            QSKIP("Qt has no backend for NetworkManager here");
        MainWindow *window = application.window();
        const auto *status = window->findChild<QLabel *>(QStringLiteral("statusText"));
        const auto says = [status](const char *words) {
            return QTest::qWaitFor(
                [&] { return status->text().startsWith(QLatin1String(words)); }, 10'000);
        };
        emit window->accountChanged(
            {QStringLiteral("https://cairn.invalid/notes"), QStringLiteral("ann")},
            QStringLiteral("pw"), {});
        QVERIFY2(says("Server unreachable"), qPrintable(status->text()));
        m_bus.set("State", 20); // disconnected
        QVERIFY2(says("Offline"), qPrintable(status->text()));
        m_bus.set("State", 70); // connected
        QVERIFY2(says("Server unreachable"), qPrintable(status->text()));
        QVERIFY(SyncSettings::setWaitsForUnmetered(application.store()->meta(), true));
        m_bus.set("Metered", 1);
        QVERIFY2(says("Waiting for a network that costs nothing"), qPrintable(status->text()));
        m_bus.set("Metered", 2);
        QVERIFY2(says("Server unreachable"), qPrintable(status->text()));
    }
};

QTEST_MAIN(TestApplicationNetwork)
#include "tst_applicationnetwork.moc"
