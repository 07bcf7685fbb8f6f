// SPDX-License-Identifier: GPL-3.0-or-later
// The main job, before your eyes: two devices and a server on this machine. Both write offline;
// after reconnecting, what fits together has merged by itself, and the one real conflict is decided
// by a person. Everything is the real thing but the cable.
//   cairn-demo [--stay] [FOLDER]     FOLDER: for screenshots and transcript; --stay: leaves the
//   windows open

#include "demodevice.h"
#include "transcript.h"

#include "conflict/conflictdialog.h"
#include "testserver.h"
#include "theme/theme.h"
#include "translations.h"
#include "window/mainwindow.h"

#include <QApplication>
#include <QDateTime>
#include <QPushButton>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace cairn;

namespace {

const QString kReport = QStringLiteral(
    "Bearing noise above 1,200 rpm.\n\nHousing at 71 degrees.\n\nNext visit on Monday.\n");
const QString kHandover = QStringLiteral("Valve 3 is closed.\n\nThe key is with the guard.\n");

class Demo {
public:
    Demo(Transcript &transcript, TestServer &server, DemoDevice &laptop, DemoDevice &tablet)
        : m_transcript(transcript)
        , m_server(server)
        , m_laptop(laptop)
        , m_tablet(tablet)
    {
    }

    void run()
    {
        setUp();
        writeOffline();
        mergeByItself();
        decide();
    }

private:
    bool same(const QString &id) const { return m_laptop.note(id).rev == m_tablet.note(id).rev; }
    bool quiet() const { return m_laptop.unsent() == 0 && m_tablet.unsent() == 0; }

    void setUp()
    {
        m_transcript.heading(QStringLiteral("Two devices, one server"));
        const QString database = m_server.createDatabase();
        const QString user = m_server.memberAccount(database).user;
        m_laptop.signIn(database, user, m_server.memberPassword());
        m_report = m_laptop.writeNote(QStringLiteral("Pump 7 inspection"), kReport);
        m_handover = m_laptop.writeNote(QStringLiteral("Handover"), kHandover);
        m_transcript.say(QStringLiteral("The laptop writes two notes and signs in."));
        waitUntil([this] { return m_laptop.unsent() == 0; });
        m_tablet.signIn(database, user, m_server.memberPassword());
        m_transcript.check(
            waitUntil([this] {
                return !m_tablet.note(m_handover).id.isEmpty() && quiet() && same(m_report);
            }),
            QStringLiteral("Both notes are on the field tablet, too"));
    }

    void writeOffline()
    {
        m_transcript.heading(QStringLiteral("Both write, and neither has a network"));
        m_laptop.goOffline();
        m_tablet.goOffline();
        m_laptop.retype(
            m_report, QStringLiteral("above 1,200 rpm"),
            QStringLiteral("above 900 rpm, getting worse"));
        m_tablet.retype(m_report, QStringLiteral("on Monday"), QStringLiteral("on Thursday at 8"));
        m_transcript.say(
            QStringLiteral("\"Pump 7 inspection\": different paragraphs on the two devices."));
        m_laptop.retype(
            m_handover, QStringLiteral("with the guard"), QStringLiteral("in the blue box"));
        m_tablet.retype(
            m_handover, QStringLiteral("with the guard"), QStringLiteral("on the hook"));
        m_transcript.say(QStringLiteral("\"Handover\": the same sentence on both."));
        for (DemoDevice *device : {&m_laptop, &m_tablet}) {
            device->window()->saveNow();
            m_transcript.check(
                device->unsent() == 2,
                QStringLiteral("%1: two notes are on its disk and wait").arg(device->name()));
            waitUntil(
                [device] {
                    return device->statusSentence().contains(
                        QStringLiteral("saved on this computer"));
                },
                10'000);
            m_transcript.say(
                QStringLiteral("%1 says: \"%2\"").arg(device->name(), device->statusSentence()));
            device->window()->openNote(m_report);
            m_transcript.shoot(
                device->window(),
                QStringLiteral("offline-") + device->name().toLower().replace(u' ', u'-'));
        }
    }

    void mergeByItself()
    {
        m_transcript.heading(QStringLiteral("The network is back"));
        m_transcript.check(
            m_laptop.goOnline() && m_tablet.goOnline(), QStringLiteral("Both are connected again"));
        const QString merged =
            QString(kReport)
                .replace(
                    QStringLiteral("above 1,200 rpm"),
                    QStringLiteral("above 900 rpm, getting worse"))
                .replace(QStringLiteral("on Monday"), QStringLiteral("on Thursday at 8"));
        const bool agreed =
            waitUntil([&] { return m_laptop.note(m_report).body == merged && same(m_report); });
        m_transcript.check(
            agreed,
            QStringLiteral(
                "\"Pump 7 inspection\" has both changes, as the same revision on both: %1")
                .arg(m_laptop.note(m_report).rev.toString()));
        m_transcript.check(
            waitUntil([this] {
                return m_laptop.conflicts() == 1 && m_tablet.conflicts() == 1 && quiet();
            }),
            QStringLiteral("\"Handover\" waits for a person on both"));
        m_laptop.window()->openNote(m_handover);
        QTest::qWait(300);
        m_transcript.shoot(m_laptop.window(), QStringLiteral("needs-review"));
    }

    void decide()
    {
        m_transcript.heading(QStringLiteral("A person decides"));
        ConflictDialog *dialog = m_laptop.review(m_handover);
        if (!m_transcript.check(dialog, QStringLiteral("The review opens on the laptop")))
            return;
        QTest::qWait(300);
        m_transcript.shoot(dialog, QStringLiteral("review"));
        auto *both = dialog->findChild<QPushButton *>(QStringLiteral("conflictKeepBoth0"));
        auto *save = dialog->findChild<QPushButton *>(QStringLiteral("conflictSave"));
        if (!m_transcript.check(both && save, QStringLiteral("It offers to keep both sentences")))
            return;
        QTest::mouseClick(both, Qt::LeftButton);
        m_transcript.shoot(dialog, QStringLiteral("decided"));
        QTest::mouseClick(save, Qt::LeftButton);
        m_transcript.check(
            waitUntil([this] {
                const QString body = m_tablet.note(m_handover).body;
                return m_laptop.conflicts() == 0 && m_tablet.conflicts() == 0 && same(m_handover)
                    && quiet() && body.contains(QStringLiteral("in the blue box"))
                    && body.contains(QStringLiteral("on the hook"));
            }),
            QStringLiteral("Both devices have the decided text; nothing is lost, nothing waits"));
        m_tablet.window()->openNote(m_handover);
        waitUntil(
            [this] { return m_tablet.statusSentence().contains(QStringLiteral("synced")); },
            10'000);
        m_transcript.say(
            QStringLiteral("%1 says: \"%2\"").arg(m_tablet.name(), m_tablet.statusSentence()));
        m_transcript.shoot(m_tablet.window(), QStringLiteral("settled"));
    }

    Transcript &m_transcript;
    TestServer &m_server;
    DemoDevice &m_laptop;
    DemoDevice &m_tablet;
    QString m_report;
    QString m_handover;
};

QString resultFolder(const QStringList &arguments)
{
    if (!arguments.isEmpty())
        return QDir(arguments.first()).absolutePath();
    const QString stamp = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss"));
    return QDir::temp().filePath(QStringLiteral("cairn-demo-") + stamp);
}

} // namespace

int main(int argc, char **argv)
{
    if (qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
        && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv(
        "DBUS_SESSION_BUS_ADDRESS",
        "disabled:"); // the demo's accounts do not belong in the person's keychain
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("cairn"));
    QGuiApplication::setQuitOnLastWindowClosed(false);
    QStringList arguments = application.arguments().mid(1);
    const bool stay = arguments.removeAll(QStringLiteral("--stay")) > 0;

    const QDir folder(resultFolder(arguments));
    if (!folder.mkpath(QStringLiteral(".")))
        return 1;
    // Where somebody watches, every step stays for a moment.
    const bool watched = QGuiApplication::platformName() != QStringLiteral("offscreen");
    Transcript transcript(folder, watched ? 1'500 : 0);
    TestServer server;
    if (!transcript.check(
            server.start(), QStringLiteral("A server runs on this machine ") + server.problem()))
        return 1;
    const QTemporaryDir profiles;
    installTranslations(application, QLocale());
    Theme theme(application);
    DemoDevice laptop(
        QStringLiteral("Laptop"), profiles.filePath(QStringLiteral("laptop")), server.url(), theme);
    DemoDevice tablet(
        QStringLiteral("Field tablet"), profiles.filePath(QStringLiteral("tablet")), server.url(),
        theme);
    if (transcript.check(
            laptop.start({20, 40}) && tablet.start({940, 40}),
            QStringLiteral("Two devices start"))) {
        Demo(transcript, server, laptop, tablet).run();
        if (stay) {
            QGuiApplication::setQuitOnLastWindowClosed(true);
            application.exec();
        }
    }
    transcript.heading(
        transcript.failures() == 0 ? QStringLiteral("All as promised")
                                   : QStringLiteral("Something went wrong"));
    transcript.say(QStringLiteral("Screenshots and transcript: ") + folder.path());
    return transcript.failures() == 0 ? 0 : 1;
}
