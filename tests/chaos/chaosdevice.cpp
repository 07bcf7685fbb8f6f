// SPDX-License-Identifier: GPL-3.0-or-later
#include "chaosdevice.h"

#include "testserver.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>

namespace cairn {

namespace {
constexpr int kPatienceMs = 120'000; ///< for a process that nobody kills
}

ChaosDevice::ChaosDevice(const TestServer &server, const QString &database, const QString &name)
    : m_name(name)
    , m_profile(server.memberPassword())
    , m_cable(server.url())
{
    if (!m_cable.plugIn())
        qFatal("no port for the cable of %s", qPrintable(name));
    const Account account = server.memberAccount(database);
    json(
        {QStringLiteral("account"), QStringLiteral("set"), QStringLiteral("--url"),
         m_cable.url(QUrl(account.url).path()).toString(), QStringLiteral("--user"), account.user,
         QStringLiteral("--device"), name});
}

ChaosDevice::~ChaosDevice()
{
    if (m_sync)
        endSync(true);
}

ChaosDevice::Outcome ChaosDevice::finish(QProcess &process, int killAfterMs)
{
    Outcome outcome;
    QElapsedTimer clock;
    clock.start();
    QEventLoop loop;
    QObject::connect(&process, &QProcess::finished, &loop, &QEventLoop::quit);
    QTimer::singleShot(killAfterMs < 0 ? kPatienceMs : killAfterMs, &loop, [&] {
        if (process.state() != QProcess::NotRunning) {
            outcome.killed = true;
            process.kill();
        }
    });
    if (process.state() != QProcess::NotRunning)
        loop.exec();
    outcome.killed &= process.exitStatus() == QProcess::CrashExit;
    m_kills += outcome.killed ? 1 : 0;
    if (process.exitStatus() == QProcess::NormalExit)
        outcome.exitCode = process.exitCode();
    else if (!outcome.killed || killAfterMs < 0)
        qWarning("%s: crashed, or did not end in time", qPrintable(m_name));
    outcome.out = process.readAllStandardOutput();
    if (qEnvironmentVariableIsSet("CAIRN_CHAOS_VERBOSE"))
        qInfo().noquote() << m_name << process.arguments().mid(2).join(QLatin1Char(' ')).left(100)
                          << (outcome.killed ? QStringLiteral("killed")
                                             : QString::number(outcome.exitCode))
                          << clock.elapsed() << "ms" << outcome.out.left(200).trimmed()
                          << process.readAllStandardError().left(200).trimmed();
    return outcome;
}

ChaosDevice::Outcome ChaosDevice::run(const QStringList &arguments, int killAfterMs)
{
    QProcess process;
    m_profile.start(process, arguments);
    process.closeWriteChannel();
    return finish(process, killAfterMs);
}

ChaosDevice::Outcome ChaosDevice::json(const QStringList &arguments, int killAfterMs)
{
    return run(QStringList{QStringLiteral("--json")} + arguments, killAfterMs);
}

void ChaosDevice::startSync(int killAfterMs)
{
    m_sync = std::make_unique<QProcess>();
    m_profile.start(
        *m_sync, {QStringLiteral("sync"), QStringLiteral("--timeout"), QStringLiteral("60")});
    m_sync->closeWriteChannel();
    QTimer::singleShot(killAfterMs, m_sync.get(), [this] { endSync(true); });
    QObject::connect(m_sync.get(), &QProcess::finished, m_sync.get(), [this] {
        m_sync.release()->deleteLater();
    });
}

void ChaosDevice::endSync(bool kill)
{
    const std::unique_ptr<QProcess> sync = std::move(m_sync);
    if (!sync)
        return;
    sync->disconnect();
    if (kill && sync->state() != QProcess::NotRunning) {
        sync->kill();
        sync->waitForFinished(kPatienceMs);
        m_kills += sync->exitStatus() == QProcess::CrashExit ? 1 : 0;
        return;
    }
    finish(*sync, -1);
}

} // namespace cairn
