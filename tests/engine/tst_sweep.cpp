#include "store/conflictstore.h"
#include "store/notebookstore.h"
#include "world.h"

#include <QLoggingCategory>
#include <QTest>

using namespace cairn;

namespace {

const QString kStory =
    QStringLiteral("The first paragraph.\n\nThe second paragraph.\n\nThe third paragraph.\n");

QString with(const QString &from, const QString &to) { return QString(kStory).replace(from, to); }

/// What two devices are up to. `prepare` runs undisturbed; after it, the faults begin.
struct Scenario {
    const char *name;
    void (*prepare)(World &world);
    void (*expect)(World &world); ///< beyond "all the same everywhere"
    void (*between)(World &world) = nullptr; ///< what else is written between the disturbed syncs
};

QString onlyNote(World &world) { return world[0].ids().constFirst(); }

void prepareFirstSync(World &world)
{
    world[0].store().notebooks().ensurePath(QStringLiteral("Work/Plans"));
    for (int i = 0; i < 4; ++i) {
        world[0].write(QStringLiteral("A%1").arg(i), kStory);
        world[1].write(QStringLiteral("B%1").arg(i), kStory);
    }
}
void expectFirstSync(World &world) { QCOMPARE(world[1].ids().size(), 8); }

void shareStory(World &world)
{
    world[0].write(QStringLiteral("Story"), kStory);
    QCOMPARE(world.settle(), QString());
}

void prepareMerge(World &world)
{
    shareStory(world);
    world[0].edit(onlyNote(world), with(QStringLiteral("first"), QStringLiteral("FIRST")));
    world[1].edit(onlyNote(world), with(QStringLiteral("third"), QStringLiteral("THIRD")));
}
void expectMerge(World &world)
{
    QCOMPARE(world[0].ids().size(), 1);
    QCOMPARE(
        world[1].body(onlyNote(world)),
        QStringLiteral("The FIRST paragraph.\n\nThe second paragraph.\n\nThe THIRD paragraph.\n"));
    QCOMPARE(world[0].tallies().conflicts, 0);
}

void prepareConflict(World &world)
{
    shareStory(world);
    world[0].edit(onlyNote(world), with(QStringLiteral("second"), QStringLiteral("SECOND")));
    world[1].edit(onlyNote(world), with(QStringLiteral("second"), QStringLiteral("2nd")));
}
void expectConflict(World &world)
{
    QCOMPARE(world[0].tallies().conflicts, 1);
    QCOMPARE(world[1].tallies().conflicts, 1);
    QVERIFY(world[0].body(onlyNote(world)).contains(QStringLiteral("SECOND")));
    QVERIFY(world[1].body(onlyNote(world)).contains(QStringLiteral("2nd")));
}

void prepareResolution(World &world)
{
    prepareConflict(world);
    QCOMPARE(world.settle(), QString());
    const auto details = world[1].store().conflicts().details(onlyNote(world));
    Resolution resolution;
    resolution.keep = Resolution::Keep::Both;
    for (const ConflictLeaf &leaf : details->leaves)
        resolution.seen.append(leaf.rev);
    QVERIFY(world[1].store().conflicts().resolve(onlyNote(world), resolution));
}
void expectResolution(World &world)
{
    QCOMPARE(world[0].ids().size(), 2);
    QCOMPARE(world[0].tallies().conflicts + world[1].tallies().conflicts, 0);
    const QString all = world[0].body(world[0].ids()[0]) + world[0].body(world[0].ids()[1]);
    QVERIFY(all.contains(QStringLiteral("SECOND")) && all.contains(QStringLiteral("2nd")));
}

void prepareDeletion(World &world)
{
    shareStory(world);
    const QString trashed = world[0].write(QStringLiteral("To the trash"), kStory);
    const QString kept = world[0].write(QStringLiteral("Kept"), kStory);
    QCOMPARE(world.settle(), QString());
    for (const QString &id : world[0].ids()) {
        if (id != trashed && id != kept)
            world[0].deleteForGood(id);
    }
    world[1].trash(trashed);
    world[0].deleteForGood(kept);
    world[1].edit(kept, QStringLiteral("still wanted"));
}
void expectDeletion(World &world)
{
    QCOMPARE(world[0].ids().size(), 2);
    QCOMPARE(world[0].tallies().trashed, 1);
    QCOMPARE(world[1].tallies().notes, 1);
}

/// What was sent, perhaps, and is edited again before anybody knows: the next edit must not become
/// its rival.
void prepareTypingOn(World &world)
{
    shareStory(world);
    world[0].write(QStringLiteral("New"), QStringLiteral("one\n"));
    world[0].edit(world[0].ids().constLast(), QStringLiteral("one\ntwo\n"));
    world[0].edit(onlyNote(world), with(QStringLiteral("first"), QStringLiteral("FIRST")));
}
void typeOn(World &world)
{
    const QStringList ids = world[0].ids();
    world[0].edit(
        ids[0], world[0].body(ids[0]).replace(QStringLiteral("second"), QStringLiteral("SECOND")));
    world[0].edit(ids[1], QStringLiteral("one\ntwo\nthree\n"));
    if (world[1].ids().contains(ids[0]))
        world[1].edit(
            ids[0],
            world[1].body(ids[0]).replace(QStringLiteral("third"), QStringLiteral("THIRD")));
}
void expectTypingOn(World &world)
{
    const QStringList ids = world[1].ids();
    QCOMPARE(ids.size(), 2);
    QCOMPARE(
        world[1].body(ids[0]),
        QStringLiteral("The FIRST paragraph.\n\nThe SECOND paragraph.\n\nThe THIRD paragraph.\n"));
    QCOMPARE(world[1].body(ids[1]), QStringLiteral("one\ntwo\nthree\n"));
    QCOMPARE(world[0].tallies().conflicts + world[1].tallies().conflicts, 0);
}

const Scenario kScenarios[] = {
    {"first sync", prepareFirstSync, expectFirstSync},
    {"merge", prepareMerge, expectMerge},
    {"conflict", prepareConflict, expectConflict},
    {"resolution", prepareResolution, expectResolution},
    {"deletion", prepareDeletion, expectDeletion},
    {"typing on", prepareTypingOn, expectTypingOn, typeOn},
};

constexpr int kLongFeed = 330; ///< more than one page and several transactions

/// Notes that are on the server already, written by nobody here.
void fillServer(World &world)
{
    for (int i = 0; i < kLongFeed; ++i) {
        const QString id =
            QStringLiteral("note:01HF0000000000000000%1").arg(i, 6, 10, QLatin1Char('0'));
        const QJsonObject body{
            {QStringLiteral("type"), QStringLiteral("note")},
            {QStringLiteral("schema"), 1},
            {QStringLiteral("title"), QStringLiteral("N%1").arg(i)},
            {QStringLiteral("body"), QStringLiteral("text")},
            {QStringLiteral("created_at"), 1'700'000'000'000.0},
            {QStringLiteral("updated_at"), 1'700'000'000'000.0}};
        world.server().insert(id, {makeRevId(std::nullopt, false, body)}, false, body);
    }
}

struct NamedFault {
    const char *name;
    Fault fault;
};

QList<NamedFault> allFaults()
{
    using Kind = Fault::Kind;
    const QList<QPair<QByteArray, QByteArray>> soon{{"Retry-After", "1"}};
    QList<NamedFault> faults{
        {"drop request", {Kind::DropRequest, 0, {}, 0, 0}},
        {"drop reply", {Kind::DropReply, 0, {}, 0, 0}},
        {"captive portal", {Kind::CaptivePortal, 0, {}, 0, 0}},
        {"garbage", {Kind::Garbage, 0, {}, 0, 0}},
        {"truncate at 0", {Kind::Truncate, 0, {}, 0, 0}},
        {"truncate at 30", {Kind::Truncate, 0, {}, 30, 0}},
        {"truncate at 400", {Kind::Truncate, 0, {}, 400, 0}},
        {"break at 30", {Kind::Break, 0, {}, 30, 0}},
        {"break at 400", {Kind::Break, 0, {}, 400, 0}},
        {"time out", {Kind::TimeOut, 0, {}, 0, 0}},
        {"time out after commit", {Kind::TimeOutAfterCommit, 0, {}, 0, 0}},
        {"stall", {Kind::Stall, 0, {}, 0, 0}},
        {"502 after commit", {Kind::StatusAfterCommit, 502, {}, 0, 0}},
        {"429", Fault::ofStatus(429, soon)},
        {"503", Fault::ofStatus(503, soon)},
    };
    static const QList<QPair<int, const char *>> statuses{{400, "400"}, {401, "401"}, {403, "403"},
                                                          {404, "404"}, {409, "409"}, {412, "412"},
                                                          {413, "413"}, {500, "500"}};
    for (const auto &[status, name] : statuses)
        faults.append({name, Fault::ofStatus(status)});
    return faults;
}

} // namespace

/// Whatever goes wrong with whichever request, and wherever the process dies: afterwards all is as
/// it would have been.
class TestSweep : public QObject {
    Q_OBJECT

    static std::unique_ptr<World> prepared(const Scenario &scenario)
    {
        auto world = std::make_unique<World>();
        world->add(QStringLiteral("A"));
        world->add(QStringLiteral("B"));
        scenario.prepare(*world);
        return world;
    }

    /// Two rounds while things go wrong; errors are what this is about.
    static void disturbed(World &world, const Scenario &scenario)
    {
        for (const int device : {0, 1, 0, 1}) {
            world[device].sync();
            world.advance(60'000);
            if (device == 0 && scenario.between)
                scenario.between(world);
        }
    }

    /// Starts a sync and ends the process when it sends its k-th request. False when there were
    /// fewer.
    static bool killAtRequest(World &world, Device &victim, int k, bool arrives)
    {
        int sent = 0;
        bool killed = false;
        bool over = false;
        const QString name = victim.name();
        world.couch().onSent = [&](const FakeRequest &request) {
            if (request.device != name || killed || ++sent != k)
                return;
            killed = true;
            if (arrives)
                world.couch().handle(request);
            // Queued: as the next thing that would happen to this device.
            QMetaObject::invokeMethod(
                &world.couch(),
                [&] {
                    victim.kill();
                    over = true;
                },
                Qt::QueuedConnection);
        };
        const QMetaObject::Connection watch = connect(
            &victim.engine(), &SyncEngine::runFinished, &world.couch(), [&over] { over = true; });
        victim.engine().syncNow();
        world.pump([&] { return over; });
        disconnect(watch);
        world.couch().onSent = {};
        if (victim.isRunning())
            victim.kill();
        victim.reopen();
        return killed;
    }

    static void check(World &world, const Scenario &scenario)
    {
        QCOMPARE(world.verify(), QString());
        scenario.expect(world);
    }

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("cairn.*=false")); }

    void failEveryRequest_data()
    {
        QTest::addColumn<int>("scenario");
        QTest::addColumn<int>("fault");
        const QList<NamedFault> faults = allFaults();
        for (int scenario = 0; scenario < int(std::size(kScenarios)); ++scenario) {
            for (int fault = 0; fault < faults.size(); ++fault)
                QTest::addRow("%s, %s", kScenarios[scenario].name, faults[fault].name)
                    << scenario << fault;
        }
    }
    void failEveryRequest()
    {
        QFETCH(int, scenario);
        QFETCH(int, fault);
        const Scenario &what = kScenarios[scenario];
        const NamedFault wrong = allFaults()[fault];
        int k = 1;
        for (bool fired = true; fired; ++k) {
            const auto world = prepared(what);
            world->couch().faults().atRequest(k, wrong.fault);
            disturbed(*world, what);
            fired = world->couch().faults().fired() > 0;
            world->couch().faults().clear();
            check(*world, what);
            if (QTest::currentTestFailed()) {
                qWarning("with request %d failing", k);
                return;
            }
        }
        QVERIFY(k > 10);
    }

    void killAtEveryStep_data()
    {
        QTest::addColumn<int>("scenario");
        QTest::addColumn<int>("device");
        for (int scenario = 0; scenario < int(std::size(kScenarios)); ++scenario) {
            for (const int device : {0, 1})
                QTest::addRow("%s, device %d", kScenarios[scenario].name, device)
                    << scenario << device;
        }
    }
    /// The process ends after so many turns of the event loop, and starts again.
    void killAtEveryStep()
    {
        QFETCH(int, scenario);
        QFETCH(int, device);
        const Scenario &what = kScenarios[scenario];
        int turns = 1;
        for (bool finished = false; !finished; ++turns) {
            const auto world = prepared(what);
            if (device == 1)
                QVERIFY(!(*world)[0].sync().error);
            Device &victim = (*world)[device];
            const QMetaObject::Connection watch = connect(
                &victim.engine(), &SyncEngine::runFinished, this, [&finished] { finished = true; });
            victim.engine().syncNow();
            world->turn(turns);
            victim.kill();
            disconnect(watch);
            victim.reopen();
            if (what.between)
                what.between(*world);
            check(*world, what);
            if (QTest::currentTestFailed()) {
                qWarning("killed after %d turns", turns);
                return;
            }
        }
        QVERIFY(turns > 3);
    }

    void killAtEveryRequest_data()
    {
        QTest::addColumn<int>("scenario");
        QTest::addColumn<int>("device");
        QTest::addColumn<bool>("arrives");
        for (int scenario = 0; scenario < int(std::size(kScenarios)); ++scenario) {
            for (const int device : {0, 1}) {
                for (const bool arrives : {false, true}) {
                    QTest::addRow(
                        "%s, device %d, request %s", kScenarios[scenario].name, device,
                        arrives ? "arrives" : "is lost")
                        << scenario << device << arrives;
                }
            }
        }
    }
    /// The process ends while it sends, before it does anything else. The request may still arrive.
    void killAtEveryRequest()
    {
        QFETCH(int, scenario);
        QFETCH(int, device);
        QFETCH(bool, arrives);
        const Scenario &what = kScenarios[scenario];
        int k = 1;
        for (bool killed = true; killed; ++k) {
            const auto world = prepared(what);
            if (device == 1)
                QVERIFY(!(*world)[0].sync().error);
            killed = killAtRequest(*world, (*world)[device], k, arrives);
            if (what.between)
                what.between(*world);
            check(*world, what);
            if (QTest::currentTestFailed()) {
                qWarning("killed at request %d", k);
                return;
            }
        }
        QVERIFY(k > 3);
    }

    /// What was read is stored before it counts as read, in every portion of every page.
    void killDuringALongPull()
    {
        int k = 1;
        for (bool killed = true; killed; ++k) {
            World world;
            fillServer(world);
            Device &device = world.add(QStringLiteral("A"));
            // Checkpoints fall due on the way.
            const auto ticking = connect(
                &world.couch(), &FakeCouch::answered, this, [&] { world.advance(6'000); });
            killed = killAtRequest(world, device, k, true);
            disconnect(ticking);
            QCOMPARE(world.verify(), QString());
            QCOMPARE(device.ids().size(), kLongFeed);
        }
        QVERIFY(k > 6);
    }

    void breakALongPull_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("break") << int(Fault::Kind::Break);
        QTest::newRow("truncate") << int(Fault::Kind::Truncate);
    }
    /// A page that ends in the middle: what came whole may be kept, what did not is asked for
    /// again.
    void breakALongPull()
    {
        QFETCH(int, kind);
        constexpr int kStep = 7'919; // bytes; a prime, so that rows are cut everywhere
        for (int cut = 1; cut < 100'000; cut += kStep) {
            World world;
            fillServer(world);
            Device &device = world.add(QStringLiteral("A"));
            world.couch().faults().whenever(
                [&](const FakeRequest &request) {
                    return request.path.value(1) == QStringLiteral("_changes");
                },
                {Fault::Kind(kind), 200, {}, cut, 0});
            device.sync();
            QCOMPARE(world.verify(), QString());
            QCOMPARE(device.ids().size(), kLongFeed);
        }
    }
};

QTEST_GUILESS_MAIN(TestSweep)
#include "tst_sweep.moc"
