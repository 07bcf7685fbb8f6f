// SPDX-License-Identifier: GPL-3.0-or-later
#include "simworld.h"

#include "removal.h"
#include "store/sqlite/database.h"
#include "storeinsides.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>

#include <algorithm>
#include <cstdio>

namespace cairn::sim {

namespace {

/// Of the event loop without time passing: an endless exchange of requests ends here.
constexpr qint64 kMaxTurns = 200'000;

} // namespace

SimWorld::SimWorld(const Plan &plan, bool verbose)
    : m_seed(plan.seed)
    , m_verbose(verbose)
    , m_couch(&m_clock, plan.seed)
{
    m_couch.setTimers(&m_timers);
    m_couch.create(databaseName());
    changePassword();
    m_couch.onSent = [this](const FakeRequest &request) { onSent(request); };
    QObject::connect(
        &m_couch, &FakeCouch::answered, &m_context,
        [this](const QByteArray &method, const QString &target, int status) {
            onAnswered(method, target, status);
        });
    for (int i = 0; i < plan.devices; ++i)
        addDevice();
}

SimWorld::~SimWorld()
{
    m_devices.clear();
    QCoreApplication::removePostedEvents(nullptr);
}

SimDevice &SimWorld::addDevice()
{
    SimDevice::Setup setup;
    setup.number = devices();
    setup.seed = m_seed * 100 + quint64(devices());
    setup.account = {FakeCouch::databaseUrl(databaseName()), user()};
    setup.password = m_password;
    setup.couch = &m_couch;
    setup.disks = &m_disks;
    setup.clock = &m_clock;
    setup.timers = &m_timers;
    setup.onStatus = [this](SimDevice &device, const SyncStatus &status) {
        onStatus(device, status);
    };
    setup.onRun = [this](SimDevice &device, const SyncReport &report) {
        note(QStringLiteral("%1 run: %2 sent, %3 received, %4 merged%5")
                 .arg(device.name())
                 .arg(report.pushed)
                 .arg(report.pulled)
                 .arg(report.merged)
                 .arg(report.error ? QStringLiteral(", ") + report.error->message : QString()));
        if (!report.error)
            device.settledSinceAccident = true;
    };
    m_devices.push_back(std::make_unique<SimDevice>(std::move(setup)));
    SimDevice &device = *m_devices.back();
    if (const auto started = device.start(); !started)
        note(QStringLiteral("%1 does not start: %2").arg(device.name(), started.error().message));
    return device;
}

void SimWorld::changePassword()
{
    m_password = QStringLiteral("pw-%1-hush").arg(m_secrets.size());
    m_secrets.append(m_password);
    m_couch.accounts().setPassword(user(), m_password);
}

bool SimWorld::oneTurn()
{
    const bool happened =
        QAbstractEventDispatcher::instance()->processEvents(QEventLoop::AllEvents);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    buryTheDead();
    if (happened && ++m_turns > kMaxTurns)
        fail(QStringLiteral("I3"), QStringLiteral("an endless exchange while no time passes"));
    return happened && !m_violation;
}

void SimWorld::buryTheDead()
{
    for (const auto &device : m_devices) {
        if (device->hasBadDisk() && device->disk().isDead())
            kill(*device);
    }
}

void SimWorld::pass(qint64 ms)
{
    const qint64 end = m_timers.elapsedMs() + ms;
    while (!m_violation) {
        if (oneTurn())
            continue;
        const qint64 next = m_timers.untilNext();
        if (next < 0 || m_timers.elapsedMs() + next > end)
            break;
        if (next > 0)
            m_turns = 0;
        m_timers.advance(next);
    }
    if (!m_violation)
        m_timers.advance(end - m_timers.elapsedMs());
}

void SimWorld::turn(int times)
{
    while (times-- > 0 && oneTurn()) { }
}

void SimWorld::kill(SimDevice &device)
{
    note(
        device.name() + QStringLiteral(" is killed")
        + (device.disk().isDead() ? QStringLiteral(" by ") + device.disk().lastFailure()
                                  : QString()));
    device.kill();
    if (device.disk().isDead())
        device.healDisk();
    device.signInRefused = false;
    device.notBefore = -1;
    if (const auto started = device.start(); !started)
        note(QStringLiteral("%1 does not start: %2").arg(device.name(), started.error().message));
    else if (onRestarted && !device.hasBadDisk())
        onRestarted(device);
}

void SimWorld::answerRemovals(SimDevice &device, bool letGo)
{
    const HeldRemovals asked = device.status().removals;
    if (asked.isEmpty())
        return;
    note(QStringLiteral("%1 is asked about %2 notes: %3")
             .arg(device.name())
             .arg(asked.notes)
             .arg(letGo ? QStringLiteral("let go") : QStringLiteral("keep")));
    if (letGo && onLetGo)
        onLetGo(device, asked.notes);
    device.engine().agree(letGo ? SyncConsent{asked, {}, {}} : SyncConsent{{}, asked, {}});
    device.syncNow();
}

void SimWorld::accident()
{
    for (const auto &device : m_devices)
        device->settledSinceAccident = false;
}

void SimWorld::fail(const QString &invariant, const QString &what)
{
    if (m_violation)
        return;
    m_violation = {invariant, what};
    note(QStringLiteral("VIOLATION %1: %2").arg(invariant, what));
}

void SimWorld::note(const QString &line)
{
    const QByteArray text = line.toUtf8();
    m_hash.addData(text);
    m_hash.addData("\n");
    if (m_verbose)
        std::fprintf(stderr, "%9.3f %s\n", double(elapsedMs()) / 1000, text.constData());
}

void SimWorld::onSent(const FakeRequest &request)
{
    note(
        QStringLiteral("%1 %2 %3 %4")
            .arg(
                request.device, QString::fromLatin1(request.method), request.target(),
                QString::fromLatin1(QCryptographicHash::hash(request.body, QCryptographicHash::Sha1)
                                        .toHex()
                                        .left(8))));
    SimDevice &sender = device(request.device.at(0).unicode() - 'A');
    const bool signingIn =
        request.method == "POST" && request.path.value(0) == QStringLiteral("_session");
    if (signingIn && sender.signInRefused)
        fail(
            QStringLiteral("R"),
            sender.name() + QStringLiteral(" signs in again with a password that was refused"));
    // What was on its way at that very moment could not know.
    if (elapsedMs() > sender.silentSince && elapsedMs() < sender.notBefore)
        fail(
            QStringLiteral("R"),
            QStringLiteral("%1 asks %2 ms before the server's Retry-After is over")
                .arg(sender.name())
                .arg(sender.notBefore - elapsedMs()));
    if (sender.killAtRequest == 0 || --sender.killAtRequest > 0)
        return;
    if (sender.killArrives)
        m_couch.handle(request);
    // Queued: as the next thing that would happen to this device.
    QMetaObject::invokeMethod(
        &m_context, [this, number = sender.number()] { kill(device(number)); },
        Qt::QueuedConnection);
}

void SimWorld::onAnswered(const QByteArray &method, const QString &target, int status)
{
    note(QStringLiteral("  %1 %2 -> %3").arg(QString::fromLatin1(method), target).arg(status));
    if (target != QStringLiteral("/_session") || (status != 401 && status != 403))
        return;
    const QList<FakeCouch::LogEntry> &log = m_couch.log();
    const auto entry = std::find_if(log.crbegin(), log.crend(), [&](const auto &candidate) {
        return candidate.target == target && candidate.status == status;
    });
    if (status == 401 && entry != log.crend())
        device(entry->device.at(0).unicode() - 'A').signInRefused = true;
}

/// "Synced" is said only when it is so.
void SimWorld::onStatus(SimDevice &device, const SyncStatus &status)
{
    if (!status.isSynced() || device.hasBadDisk())
        return;
    auto row = databaseOf(device.store()).statement(QStringLiteral("SELECT count(*) FROM outbox"));
    if (row.run() && row.next() && row.integer(0) > 0)
        fail(
            QStringLiteral("I13"),
            QStringLiteral("%1 says \"synced\" with %2 changes to send")
                .arg(device.name())
                .arg(row.integer(0)));
}

} // namespace cairn::sim
