// SPDX-License-Identifier: GPL-3.0-or-later
#include "world.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QJsonDocument>

namespace cairn {

namespace {

constexpr int kMaxRounds = 12;
constexpr qint64 kRoundMs = 60'000; ///< so that what was refused once is due again
constexpr int kMaxTurns =
    2'000'000; ///< of the event loop; an endless exchange of requests ends here

QString describe(const QString &what, const QStringList &a, const QStringList &b)
{
    QStringList onlyA, onlyB;
    for (const QString &line : a)
        if (!b.contains(line))
            onlyA.append(line.left(200));
    for (const QString &line : b)
        if (!a.contains(line))
            onlyB.append(line.left(200));
    return QStringLiteral("%1\n  only on the first:\n    %2\n  only on the second:\n    %3")
        .arg(what, onlyA.join(QStringLiteral("\n    ")), onlyB.join(QStringLiteral("\n    ")));
}

} // namespace

World::World(quint64 seed)
    : m_seed(seed)
    , m_couch(&m_clock, seed)
{
    m_couch.setTimers(&m_timers);
    m_couch.create(databaseName());
    m_couch.accounts().setPassword(user(), password());
}

World::~World() = default;

Device &World::add(const QString &name, bool live)
{
    Member member;
    member.network = std::make_unique<FakeNetwork>(m_couch, name);
    Device::Setup setup;
    setup.name = name;
    setup.seed = m_seed * 100 + quint64(m_devices.size());
    setup.account = {FakeCouch::databaseUrl(databaseName()), user()};
    setup.password = password();
    setup.network = member.network.get();
    setup.clock = &m_clock;
    setup.timers = &m_timers;
    setup.live = live;
    setup.wait = [this](const std::function<bool()> &until) { return pump(until); };
    member.device = std::make_unique<Device>(std::move(setup));
    m_devices.push_back(std::move(member));
    return *m_devices.back().device;
}

bool World::step(qint64 patienceMs)
{
    const bool happened =
        QAbstractEventDispatcher::instance()->processEvents(QEventLoop::AllEvents);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    if (happened)
        return true;
    const qint64 next = m_timers.untilNext();
    if (next < 0 || next > patienceMs)
        return false;
    m_timers.advance(next);
    return true;
}

bool World::pump(const std::function<bool()> &until, qint64 patienceMs)
{
    const qint64 end = m_timers.elapsedMs() + patienceMs;
    for (int turn = 0; turn < kMaxTurns && !until(); ++turn) {
        if (!step(end - m_timers.elapsedMs()))
            break;
    }
    return until();
}

void World::turn(int times)
{
    while (times-- > 0)
        step(0);
}

QStringList World::serverDump()
{
    QStringList result;
    const FakeDatabase::Documents &documents = server().documents();
    for (auto it = documents.cbegin(); it != documents.cend(); ++it) {
        for (const RevId &leaf : it->leaves()) {
            const FakeDocument::Revision &revision = *it->find(leaf);
            const QByteArray body =
                QJsonDocument(revision.body.value_or(QJsonObject())).toJson(QJsonDocument::Compact);
            result.append(QStringLiteral("%1 %2%3 %4")
                              .arg(
                                  it.key(), leaf.toString(),
                                  revision.deleted ? QStringLiteral(" deleted") : QString(),
                                  QString::fromUtf8(body)));
        }
    }
    result.sort();
    return result;
}

QString World::settle()
{
    for (int round = 0; round < kMaxRounds; ++round) {
        const FakeSequence before = server().sequence();
        bool quiet = true;
        m_timers.advance(kRoundMs);
        for (Member &member : m_devices) {
            const SyncReport report = member.device->sync();
            if (report.error)
                return QStringLiteral("%1 does not sync: %2 (%3)")
                    .arg(
                        member.device->name(), report.error->message,
                        errorKindName(report.error->kind));
            quiet &= report.pushed == 0 && report.pulled == 0 && report.merged == 0;
        }
        if (quiet && server().sequence() == before)
            return {};
    }
    return QStringLiteral("no rest after %1 rounds").arg(kMaxRounds);
}

QString World::compare()
{
    const QStringList expected = serverDump();
    for (Member &member : m_devices) {
        Device &device = *member.device;
        if (const QStringList found = device.dump(); found != expected)
            return describe(
                device.name() + QStringLiteral(" and the server differ"), found, expected);
        if (const QStringList problems = device.problems(); !problems.isEmpty())
            return device.name() + QStringLiteral(": ") + problems.join(QStringLiteral("; "));
        if (const Tallies tallies = device.tallies(); tallies.pending + tallies.dead > 0)
            return QStringLiteral("%1 has %2 waiting, %3 dead")
                .arg(device.name())
                .arg(tallies.pending)
                .arg(tallies.dead);
    }
    return {};
}

QString World::verify()
{
    if (const QString problem = settle(); !problem.isEmpty())
        return problem;
    if (const QString problem = compare(); !problem.isEmpty())
        return problem;
    const FakeSequence before = server().sequence();
    const int localsBefore = server().localWrites;
    const int writesBefore = m_couch.count("POST", QStringLiteral("_bulk_docs"));
    for (Member &member : m_devices) {
        const QStringList dump = member.device->dump();
        if (const SyncReport report = member.device->sync(); report.error)
            return member.device->name() + QStringLiteral(": ") + report.error->message;
        if (member.device->dump() != dump)
            return member.device->name() + QStringLiteral(" changed by a sync without news");
    }
    if (server().sequence() != before
        || m_couch.count("POST", QStringLiteral("_bulk_docs")) != writesBefore)
        return QStringLiteral("a sync without news wrote documents");
    if (server().localWrites != localsBefore)
        return QStringLiteral("a sync without news wrote %1 local documents")
            .arg(server().localWrites - localsBefore);
    return {};
}

} // namespace cairn
