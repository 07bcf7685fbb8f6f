// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultvfs.h"
#include "sanitized.h"
#include "scenarios.h"
#include "store/notes/notebookstore.h"
#include "store/notes/notestore.h"

#include <QLoggingCategory>
#include <QTest>

using namespace cairn;

using Kind = DiskFault::Kind;

namespace {

struct NamedFault {
    const char *name;
    Kind kind;
    bool lasting;
    int stride;
};

constexpr NamedFault kFaults[] = {
    {"full", Kind::Full, true, 37},
    {"I/O error", Kind::WriteError, false, 37},
    {"read error", Kind::ReadError, false, 37},
    {"read-only", Kind::ReadOnly, true, 41},
    {"busy", Kind::Busy, true, 7},
    {"killed", Kind::Dead, true, 23},
    {"killed in a write", Kind::Torn, true, 41},
    {"statement", Kind::Statement, false, 211},
};

constexpr int kSparse = kSanitized ? 20 : 1;

/// CAIRN_SWEEP=all tries every call of each device, the ordinary run some of them.
int strideOf(const NamedFault &fault)
{
    return qEnvironmentVariable("CAIRN_SWEEP") == QStringLiteral("all") ? 1
                                                                        : fault.stride * kSparse;
}

bool isKill(Kind kind) { return kind == Kind::Dead || kind == Kind::Torn; }

void write(World &world, int device, int count)
{
    for (int i = 0; i < count; ++i)
        world[device].write(QStringLiteral("%1 %2").arg(device).arg(i), QStringLiteral("text"));
}

void preparePush(World &world) { write(world, 0, 50); }
void expectPush(World &world) { QCOMPARE(world[1].ids().size(), 50); }

void preparePull(World &world)
{
    write(world, 1, 50);
    QVERIFY(!world[1].sync().error);
    write(world, 0, 3);
}
void expectPull(World &world) { QCOMPARE(world[0].ids().size(), 53); }

void prepareNotebook(World &world)
{
    const auto plans = world[0].store().notebooks().ensurePath(QStringLiteral("Work/Plans"));
    NoteContent content;
    content.title = QStringLiteral("planned");
    content.notebookId = plans->id;
    QVERIFY(world[0].notes().create(content));
    QCOMPARE(world.settle(), QString());
    content.title = QStringLiteral("filed elsewhere meanwhile");
    QVERIFY(world[1].notes().create(content));
    QVERIFY(world[0].store().notebooks().remove(plans->parentId));
}
void expectNotebook(World &world)
{
    QCOMPARE(world[0].ids().size(), 2);
    QCOMPARE(world[1].tallies().trashed, 1);
}

/// The server was deleted and made again: everything is compared, and sent once more.
void prepareRecreated(World &world)
{
    write(world, 0, 5);
    QCOMPARE(world.settle(), QString());
    world.couch().recreate(World::databaseName());
    write(world, 1, 1);
}
void expectRecreated(World &world) { QCOMPARE(world[0].ids().size(), 6); }

QList<Scenario> all()
{
    return scenarios()
        + QList<Scenario>{
            {"push of 50", preparePush, expectPush},
            {"pull of 50", preparePull, expectPull},
            {"notebook", prepareNotebook, expectNotebook},
            {"recreated", prepareRecreated, expectRecreated},
        };
}

} // namespace

/// Whatever disk access of a sync fails, or is the last one before the process dies: afterwards all
/// is as it would have been.
class TestDiskFaults : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("cairn.*=false")); }
    void failAtEveryCall_data();
    void failAtEveryCall();
    void aFullDiskIsSaid();
    void whatCannotBeCountedIsSentAllTheSame();
    void cleanupTestCase();

private:
    bool disturbed(World &world, int victim, const NamedFault &fault, int at);

    FaultVfs m_vfs;
    int m_trials = 0;
    QHash<QString, int> m_firedOf; ///< of each kind of fault that was tried
};

void TestDiskFaults::cleanupTestCase()
{
    qInfo("%d trials", m_trials);
    // A disk that none of them reached would prove nothing.
    for (auto fault = m_firedOf.cbegin(); fault != m_firedOf.cend(); ++fault)
        QVERIFY2(*fault > 0, qPrintable(fault.key()));
}

void TestDiskFaults::failAtEveryCall_data()
{
    QTest::addColumn<int>("scenario");
    QTest::addColumn<int>("victim");
    QTest::addColumn<int>("fault");
    const QList<Scenario> list = all();
    for (int scenario = 0; scenario < int(list.size()); ++scenario) {
        for (const int victim : {0, 1}) {
            for (int fault = 0; fault < int(std::size(kFaults)); ++fault) {
                QTest::addRow("%s, device %d, %s", list[scenario].name, victim, kFaults[fault].name)
                    << scenario << victim << fault;
            }
        }
    }
}

/// One sync of the victim while its disk fails; whether the fault was met.
bool TestDiskFaults::disturbed(World &world, int victim, const NamedFault &fault, int at)
{
    Device &device = world[victim];
    FaultDisk &disk = m_vfs.disk(device.storeFile());
    device.kill(); // so that its connections are watched from their beginning
    device.reopen();
    disk.plan({fault.kind, at, fault.lasting});
    const SyncReport report = device.sync();
    const bool fired = disk.fired() > 0;
    if (isKill(fault.kind) && device.isRunning())
        device.kill();
    disk.heal();
    if (!device.isRunning())
        device.reopen();
    if (report.error && !isKill(fault.kind)) {
        const ErrorKind kind = report.error->kind;
        if (kind != ErrorKind::DiskFull && kind != ErrorKind::Storage
            && kind != ErrorKind::Transient)
            qWarning("reported as %s", qPrintable(errorKindName(kind)));
    }
    return fired;
}

void TestDiskFaults::failAtEveryCall()
{
    QFETCH(int, scenario);
    QFETCH(int, victim);
    QFETCH(int, fault);
    const Scenario what = all().at(scenario);
    const NamedFault &wrong = kFaults[fault];
    // Not all rows begin with the same calls.
    int at = 1 + (scenario * 3 + victim * 5) % strideOf(wrong);
    for (bool fired = true; fired; at += strideOf(wrong), ++m_trials) {
        const auto world = what.begin();
        if (victim == 1)
            QVERIFY(!(*world)[0].sync().error);
        fired = disturbed(*world, victim, wrong, at);
        m_firedOf[QString::fromLatin1(wrong.name)] += fired;
        if (what.between)
            what.between(*world);
        what.check(*world);
        if (QTest::currentTestFailed()) {
            qWarning("at call %d", at);
            return;
        }
    }
}

/// One read fails just when the engine wants to know how much there is to send.
void TestDiskFaults::whatCannotBeCountedIsSentAllTheSame()
{
    World world;
    Device &device = world.add(QStringLiteral("A"), true);
    device.write(QStringLiteral("first"), QStringLiteral("text"));
    const auto listens = [&world] { return world.couch().waitingPolls() == 1; };
    QVERIFY(!device.sync().error);
    QVERIFY(world.pump(listens));
    QVERIFY(device.engine().status().isSynced());

    device.store().blockSignals(true); // or the engine would hear of it before the disk fails
    const QString id = device.write(QStringLiteral("second"), QStringLiteral("text"));
    device.store().blockSignals(false);
    FaultDisk &disk = m_vfs.disk(device.storeFile());
    disk.plan({Kind::ReadError, 1, true});
    device.engine().localChange();
    QVERIFY(disk.fired() > 0);
    disk.heal();
    QVERIFY(!device.engine().status().isSynced());
    QVERIFY(world.pump([&] { return world.server().document(id) != nullptr; }, 60'000));
    QVERIFY(world.pump(listens, 0));
    QVERIFY(device.engine().status().isSynced());
}

void TestDiskFaults::aFullDiskIsSaid()
{
    World world;
    Device &device = world.add(QStringLiteral("A"));
    device.write(QStringLiteral("mine"), QStringLiteral("text"));
    FaultDisk &disk = m_vfs.disk(device.storeFile());
    disk.plan({Kind::Full, 1, true});
    const SyncReport report = device.sync();
    QVERIFY(report.error);
    QCOMPARE(report.error->kind, ErrorKind::DiskFull);
    QCOMPARE(device.body(device.ids().constFirst()), QStringLiteral("text"));
    disk.heal();
    QCOMPARE(world.verify(), QString());
}

QTEST_GUILESS_MAIN(TestDiskFaults)
#include "tst_diskfaults.moc"
