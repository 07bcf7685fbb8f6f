// SPDX-License-Identifier: GPL-3.0-or-later
#include "mischief.h"

#include "store/replica/outboxstore.h"
#include "story.h"

namespace cairn::sim {

namespace {

/// As long as a server is away before it comes back as another one: everybody notices.
constexpr qint64 kOutageMs = 95'000;
constexpr qint64 kSecondMs = 1'000;
constexpr qint64 kClockDayMs = 86'400'000;

} // namespace

void Mischief::act(const Step &step)
{
    SimDevice &device = m_world.device(step.device);
    switch (step.op) {
    case Op::Network:
        return network(step);
    case Op::Http:
        return http(step);
    case Op::Refuse:
        return refuse(step);
    case Op::KillSoon:
    case Op::KillAtRequest:
    case Op::KillAtWrite:
    case Op::Disk:
        return process(device, step);
    case Op::Clock:
        return skew(device, step);
    case Op::Restore:
    case Op::Recreate:
    case Op::Empty:
        return replaceServer(step);
    case Op::Lie:
        return m_liar.lie(step);
    case Op::Nonsense:
        return m_liar.talkNonsense(step);
    default:
        return server(step);
    }
}

/// With the `amount`-th request of the device from now on.
void Mischief::atRequest(const Step &step, const Fault &fault)
{
    SimDevice &device = m_world.device(step.device);
    const auto left = std::make_shared<int>(1 + int(step.amount % 12));
    const int number = device.number();
    const QString name = device.name();
    const auto matches = [this, left, number, name, fault](const FakeRequest &request) {
        if (request.device != name || --*left > 0)
            return false;
        m_world.note(QStringLiteral("  fault %1 %2").arg(int(fault.kind)).arg(fault.status));
        for (const auto &[header, value] : fault.headers) {
            if (header != "Retry-After")
                continue;
            m_world.device(number).silentSince = m_world.elapsedMs();
            m_world.device(number).notBefore = m_world.elapsedMs() + value.toLongLong() * kSecondMs;
        }
        return true;
    };
    const int times = step.dice % 4 == 0 ? 1 + int(step.dice / 4 % 5) : 1;
    m_world.couch().faults().whenever(matches, fault, times);
}

void Mischief::network(const Step &step)
{
    using Kind = Fault::Kind;
    static constexpr Kind kKinds[] = {
        Kind::DropRequest,
        Kind::DropReply,
        Kind::DropReply,
        Kind::Truncate,
        Kind::Truncate,
        Kind::Break,
        Kind::TimeOut,
        Kind::Stall,
        Kind::Delay,
        Kind::Delay,
        Kind::Duplicate,
        Kind::Replay,
        Kind::TimeOutAfterCommit,
        Kind::Garbage};
    const Kind kind = kKinds[step.what % std::size(kKinds)];
    const qsizetype bytes = step.dice % 3 == 0 ? step.dice % 40 : step.dice % 3'000;
    const int delay = step.dice % 2 == 0 ? int(step.dice % 3'000) : int(step.dice % 45'000);
    atRequest(step, {kind, 0, {}, bytes, delay});
}

void Mischief::http(const Step &step)
{
    static constexpr int kStates[] = {401, 403, 404, 409, 412, 413, 500, 500, 502, 400};
    const QByteArray seconds = QByteArray::number(1 + step.dice % 20);
    switch (step.what % 8) {
    case 0:
        return atRequest(step, Fault::ofStatus(429, {{"Retry-After", seconds}}));
    case 1:
        return atRequest(step, Fault::ofStatus(503, {{"Retry-After", seconds}}));
    case 2:
        return atRequest(step, Fault::ofStatus(step.dice % 2 == 0 ? 429 : 503));
    case 3:
        return atRequest(step, {Fault::Kind::CaptivePortal, 0, {}, 0, 0});
    case 4:
        return atRequest(step, {Fault::Kind::Accepted, 0, {}, 0, 0});
    case 5:
        return atRequest(step, {Fault::Kind::StatusAfterCommit, 502, {}, 0, 0});
    default:
        return atRequest(step, Fault::ofStatus(kStates[step.dice % std::size(kStates)]));
    }
}

/// Documents whose text has a word with one of these numbers at its end.
void Mischief::refuse(const Step &step)
{
    fakeprotocol::Limits &limits = m_world.couch().limits();
    const QString ending = QStringLiteral("%1v").arg(step.amount % 10);
    const auto matches = [ending](const QJsonObject &document) {
        return document[u"body"].toString().contains(ending);
    };
    switch (step.what % 6) {
    case 0:
        limits.validate = [matches](const QJsonObject &document) {
            return matches(document) ? QStringLiteral("not today") : QString();
        };
        break;
    case 1:
        limits.stumbles = matches;
        break;
    case 2:
        limits.documentBytes = 300 + step.amount;
        break;
    case 3:
        limits.requestBytes = 1'000 + step.amount * 3;
        break;
    case 4:
        // A merge is refused while its leaves are taken.
        limits.validate = [](const QJsonObject &document) {
            return document.contains(u"merged") ? QStringLiteral("no merges") : QString();
        };
        break;
    default:
        limits = {};
        break;
    }
}

void Mischief::process(SimDevice &device, const Step &step)
{
    if (!device.isRunning())
        return;
    switch (step.op) {
    case Op::KillSoon:
        m_world.turn(int(step.amount % 60));
        m_world.kill(device);
        break;
    case Op::KillAtRequest:
        device.killAtRequest = 1 + int(step.amount % 15);
        device.killArrives = step.what % 2 == 0;
        break;
    case Op::KillAtWrite:
        device.setDiskFault(
            {step.what % 3 == 0 ? DiskFault::Kind::Torn : DiskFault::Kind::Dead,
             1 + int(step.amount % 60), true});
        break;
    default:
        disk(device, step);
        break;
    }
}

/// A disk that is ill stays so until a later step makes it well.
void Mischief::disk(SimDevice &device, const Step &step)
{
    using Kind = DiskFault::Kind;
    static constexpr Kind kKinds[] = {Kind::Full,      Kind::WriteError, Kind::SyncError,
                                      Kind::ReadError, Kind::ReadOnly,   Kind::Busy};
    const quint32 which = step.what % 10;
    if (which >= std::size(kKinds) || device.hasBadDisk())
        device.healDisk();
    else
        device.setDiskFault({kKinds[which], 1 + int(step.amount % 80), step.dice % 2 == 0});
}

void Mischief::skew(SimDevice &device, const Step &step)
{
    static constexpr qint64 kSkews[] = {
        kSecondMs,          -kSecondMs, 3'600 * kSecondMs, -3'600 * kSecondMs, 400 * kClockDayMs,
        -400 * kClockDayMs, 0};
    const qint64 skew = kSkews[step.what % std::size(kSkews)];
    if (step.amount % 2 == 0 && device.isRunning()) {
        device.syncNow(); // the clock moves in the middle of a sync
        m_world.turn(int(step.amount % 50));
    }
    device.clock.skew = skew;
}

void Mischief::replaceServer(const Step &step)
{
    if (step.op == Op::Restore && !m_snapshot)
        return;
    for (int i = 0; i < m_world.devices(); ++i)
        m_world.device(i).breakConnections();
    // Nobody restores a server that runs.
    const auto down = std::make_shared<bool>(true);
    m_world.couch().faults().whenever([down](const FakeRequest &) { return *down; }, {}, 1'000'000);
    m_world.pass(kOutageMs);
    *down = false;
    const QString name = SimWorld::databaseName();
    if (step.op == Op::Restore)
        m_world.couch().restore(name, *m_snapshot);
    else if (step.op == Op::Recreate)
        m_world.couch().recreate(name);
    else
        m_world.couch().empty(name);
    m_world.accident();
    if (step.op != Op::Restore)
        m_snapshot.reset();
}

void Mischief::server(const Step &step)
{
    FakeDatabase &database = m_world.server();
    switch (step.op) {
    case Op::Snapshot:
        m_snapshot = database;
        break;
    case Op::Compact:
        database.compact();
        break;
    case Op::ShortHistories:
        database.setRevisionLimit(5);
        m_shortHistories = true;
        break;
    case Op::Rewind:
        database.rewind(qint64(step.amount % 10));
        break;
    case Op::NewPassword:
        m_world.changePassword();
        break;
    case Op::LockOut:
        m_world.couch().accounts().lockOut(SimWorld::user());
        break;
    case Op::ExpireSessions:
        m_world.couch().accounts().expireSessions();
        break;
    default:
        break;
    }
}

void Mischief::heal(bool clocksToo)
{
    m_world.note(QStringLiteral("everything heals"));
    m_world.couch().faults().clear();
    m_world.couch().limits() = {};
    m_world.couch().endStalls();
    m_world.couch().endDelays();
    m_world.server().rewind(0);
    m_liar.repent();
    for (int i = 0; i < m_world.devices(); ++i) {
        SimDevice &device = m_world.device(i);
        device.killAtRequest = 0;
        device.healDisk();
        if (clocksToo)
            device.clock.skew = 0;
        device.setOnline(true);
        device.setPassword(m_world.password());
        if (!device.isRunning() || device.status().phase == SyncStatus::Phase::Error)
            m_world.kill(device); // starts again, with its account if it had one
        else
            device.signIn();
        if (device.isRunning() && !device.isSignedIn())
            device.signIn();
        if (device.isRunning())
            (void)device.store().outbox().retryAll();
    }
}

} // namespace cairn::sim
