// SPDX-License-Identifier: GPL-3.0-or-later
#include "application.h"
#include "errorsignals.h"
#include "files.h"
#include "halfremoval.h"
#include "http/heldsockets.h"
#include "logfile.h"
#include "privatefiles.h"
#include "recoverydialog.h"
#include "singleinstance.h"
#include "standardstreams.h"
#include "startfailure.h"
#include "terminationsignals.h"
#include "theme/icons.h"
#include "theme/theme.h"
#include "translations.h"
#include "window/uisettings.h"
#include "wipe.h"

#include <QApplication>
#include <QDir>
#include <QLocale>
#include <QLoggingCategory>
#include <QMessageBox>
#include <QSettings>

#include <cstdio>

using namespace cairn;

namespace {

void setNames()
{
    QCoreApplication::setApplicationName(QStringLiteral("cairn"));
    QCoreApplication::setApplicationVersion(QStringLiteral(CAIRN_VERSION));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Cairn"));
    QGuiApplication::setDesktopFileName(QStringLiteral("app.cairn.Cairn"));
}

/// --help and --version need no display, so they are answered before there is an application.
bool asksForText(int argc, char **argv)
{
    for (int at = 1; at < argc; ++at) {
        const QByteArrayView argument(argv[at]);
        if (argument == "--")
            return false;
        if (argument == "--help" || argument == "-h" || argument == "--version" || argument == "-v")
            return true;
    }
    return false;
}

int print(const CommandLine &line)
{
    const bool failed = line.action == CommandLine::Action::Fail;
    QByteArray text = line.text.toUtf8();
    if (!text.endsWith('\n'))
        text += '\n';
    streams::joinConsole();
    (void)streams::writeWhole(failed ? stderr : stdout, text);
    return failed ? 2 : 0;
}

/// A lock that another computer left is the person's to judge.
Result<SingleInstance::Role> take(SingleInstance &instance, const StartRequest &request)
{
    for (;;) {
        auto role = instance.start(request);
        const bool elsewhere = !role && role.error().code == SingleInstance::kOtherComputer;
        if (!elsewhere || !StartFailure::askToTakeOver(role.error()) || !instance.takeOver())
            return role;
    }
}

/// Notes that are damaged or gone: the person may choose a copy, and it goes on.
Result<void>
showNotes(Application &root, const Profile &profile, const StartRequest &request, bool locked)
{
    for (;;) {
        auto started = root.start(request, locked);
        if (started || !RecoveryDialog::canHelp(started.error()))
            return started;
        RecoveryDialog recovery(profile, root.storeOptions(), started.error());
        if (recovery.exec() != QDialog::Accepted)
            return started;
    }
}

int run(QApplication &application, const CommandLine &line)
{
    const Profile profile = line.profile ? Profile(*line.profile) : Profile::standard();
    installTranslations(application, QLocale());
    const auto fails = [&application, &profile](const Error &error) {
        StartFailure::show(error, profile);
        application.exec();
        return 1;
    };
    if (ProfileWipe::isBegun(profile)) {
        const auto next = halfremoval::finish(profile);
        if (!next)
            return fails(next.error());
        if (*next == halfremoval::Next::End)
            return 0;
    }
    privatefiles::protect(profile); // should there be no folder then, the lock says so
    SingleInstance instance(profile);
    const auto role = take(instance, line.request);
    if (!role)
        return fails(role.error());
    if (*role == SingleInstance::Role::HandedOver)
        return 0;

    const LogFile log(profile.logFile(), qEnvironmentVariable("CAIRN_LOG"));
    if (const auto usable = checkNoDevice(profile.settingsFile()); !usable)
        return fails(usable.error());
    QSettings settings(profile.settingsFile(), QSettings::IniFormat);
    Theme theme(application);
    theme.setMode(UiSettings(settings).theme());
    Application root(profile, settings, theme);
    const bool locked = *role == SingleInstance::Role::First;
    if (const auto started = showNotes(root, profile, line.request, locked); !started) {
        // Who closed the page with the copies has read it all.
        return RecoveryDialog::canHelp(started.error()) ? 1 : fails(started.error());
    }
    const TerminationSignals termination;
    QObject::connect(&termination, &TerminationSignals::received, &root, &Application::quit);
    QObject::connect(&instance, &SingleInstance::requested, &root, &Application::handle);
    return application.exec();
}

} // namespace

int main(int argc, char **argv)
{
    setNames();
    privatefiles::keepPrivate();
    errorsignals::becomeErrors();
    if (asksForText(argc, argv)) {
        const QCoreApplication application(argc, argv);
        return print(CommandLine::parse(QCoreApplication::arguments(), QDir::currentPath()));
    }
    heldsockets::WatchingApplication<QApplication> application(argc, argv);
    application.setWindowIcon(applicationIcon());
    const CommandLine line = CommandLine::parse(QCoreApplication::arguments(), QDir::currentPath());
    return line.action == CommandLine::Action::Start ? run(application, line) : print(line);
}
