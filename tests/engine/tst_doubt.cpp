// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/tuning.h"
#include "must.h"
#include "nobodyelse.h"
#include "push/selfcheck.h"
#include "store/care/backup.h"
#include "store/care/metricsstore.h"
#include "store/care/safetycopies.h"
#include "store/history/activitystore.h"
#include "store/notes/notestore.h"
#include "store/replica/outboxstore.h"
#include "store/replica/replicastore.h"
#include "store/restore.h"
#include "store/tree/metastore.h"
#include "storeinsides.h"
#include "world.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLoggingCategory>
#include <QTest>

using namespace cairn;

namespace {

constexpr qint64 kDayMs = 24ll * 3'600'000;

bool isCheckpoint(const FakeRequest &request)
{
    return request.method == "PUT" && request.path.value(1) == QStringLiteral("_local")
        && !request.path.value(2).startsWith(QStringLiteral("cairn-identity"));
}

} // namespace

/// When not to believe what the server acknowledged, and what is not done without asking.
class TestDoubt : public QObject {
    Q_OBJECT

    std::unique_ptr<World> m_world;

    World &world() { return *m_world; }
    Device &a() { return world()[0]; }
    Device &b() { return world()[1]; }
    Device &c() { return world()[2]; }
    bool onServer(const QString &id) { return world().server().document(id) != nullptr; }

    static bool isAtRest(Device &device)
    {
        return device.engine().status().isSynced() && device.tallies().pending == 0;
    }

    /// How often the log of a device says this.
    static int told(Device &device, const char *what)
    {
        const auto lines = device.store().activity().list(-1).value_or(QList<SyncActivity>());
        int count = 0;
        for (const SyncActivity &line : lines)
            count += activityName(line.what) == QLatin1String(what) ? 1 : 0;
        return count;
    }
    static int copies(Device &device)
    {
        return int(QDir(SafetyCopies::folder(device.storeFile())).entryList(QDir::Files).size());
    }
    void write(int count, QStringList *ids = nullptr)
    {
        for (int i = 0; i < count; ++i) {
            const QString id = a().write(QStringLiteral("Note %1").arg(i), QStringLiteral("text"));
            if (ids)
                ids->append(id);
        }
    }

    /// The documents of the server are those of before, its checkpoints those of now, and others
    /// have written so many notes since. Returns their ids; `edited`: five, thrice, that it lacks.
    QStringList setBack(int written, QStringList *edited = nullptr)
    {
        QStringList ids;
        write(6, &ids);
        [this] { QCOMPARE(world().settle(), QString()); }();
        FakeDatabase odd = world().server();
        for (int round = 0; round < 3; ++round) {
            for (int i = 0; i < 5; ++i)
                a().edit(ids[i], QStringLiteral("edit %1, %2").arg(i).arg(round));
            [this] { QCOMPARE(world().settle(), QString()); }();
        }
        odd.locals = world().server().locals;
        QStringList others;
        for (int i = 0; i < written; ++i) {
            others.append(QStringLiteral("note:01HE%1").arg(i, 22, 10, QLatin1Char('0')));
            odd.edit(
                others.last(), std::nullopt, false,
                {{QStringLiteral("type"), QStringLiteral("note")},
                 {QStringLiteral("title"), QStringLiteral("Written since")}});
        }
        world().couch().restore(World::databaseName(), odd);
        if (edited)
            *edited = ids;
        return others;
    }
    /// A takes a backup that it made itself.
    void restoreItself()
    {
        const QString backup = QFileInfo(a().storeFile()).path() + QStringLiteral("/copy.cairn");
        const Store::Options options = a().store().options();
        must(Backup::write(databaseOf(a().store()), backup));
        a().kill();
        must(restoreBackup(backup, options, nobodyElse));
        a().reopen();
    }

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("cairn.*=false")); }
    void init()
    {
        m_world = std::make_unique<World>();
        for (const char *name : {"A", "B", "C"})
            world().add(QString::fromLatin1(name));
        write(3);
        QCOMPARE(world().settle(), QString());
    }
    void cleanup() { m_world.reset(); }

    /// The copy was made after the last checkpoint that both know: in every other way it looks
    /// right.
    void setBackBetweenAPushAndItsCheckpoint()
    {
        const FakeDatabase backup = world().server();
        world().couch().faults().whenever(isCheckpoint, {}, 1'000);
        const QString sent = a().write(QStringLiteral("Sent"), QStringLiteral("and lost"));
        QVERIFY(a().sync().error);
        QVERIFY(onServer(sent));
        QCOMPARE(a().tallies().pending, 0);
        world().couch().faults().clear();
        world().couch().restore(World::databaseName(), backup);
        QVERIFY(!onServer(sent));
        QCOMPARE(world().verify(), QString());
        QVERIFY(onServer(sent));
        QCOMPARE(c().body(sent), QStringLiteral("and lost"));
        QCOMPARE(told(a(), "sent-again"), 1);
    }

    /// The number that is told is that of notes: that others were deleted is sent again as well.
    void onlyNotesAreCountedAsLost()
    {
        QStringList gone;
        write(4, &gone);
        QCOMPARE(world().settle(), QString());
        const FakeDatabase backup = world().server();
        world().couch().faults().whenever(isCheckpoint, {}, 1'000);
        const QString sent = a().write(QStringLiteral("Sent"), QStringLiteral("and lost"));
        for (const QString &id : std::as_const(gone))
            a().deleteForGood(id);
        QVERIFY(a().sync().error);
        world().couch().faults().clear();
        world().couch().restore(World::databaseName(), backup);
        QCOMPARE(world().verify(), QString());
        QVERIFY(onServer(sent));
        const auto lines = a().store().activity().list(-1).value_or(QList<SyncActivity>());
        for (const SyncActivity &line : lines) {
            if (line.what == Activity::SentAgain)
                QCOMPARE(line.count, 1);
        }
        QCOMPARE(told(a(), "sent-again"), 1);
        QCOMPARE(c().ids().size(), 4); // three of the beginning
    }

    /// The same for what was pulled, when the device that wrote it never comes back.
    void setBackBetweenAPullAndItsCheckpoint()
    {
        const FakeDatabase backup = world().server();
        const QString others = b().write(QStringLiteral("Of B"), QStringLiteral("B is lost later"));
        QVERIFY(!b().sync().error);
        b().kill();
        world().couch().faults().whenever(isCheckpoint, {}, 1'000);
        QVERIFY(a().sync().error);
        QCOMPARE(a().body(others), QStringLiteral("B is lost later"));
        world().couch().faults().clear();
        world().couch().restore(World::databaseName(), backup);
        QVERIFY(!a().sync().error);
        QVERIFY(onServer(others));
    }

    void nothingIsAskedWhenNothingIsInDoubt()
    {
        QVERIFY(!a().sync().error);
        const int before = world().couch().count("POST", QStringLiteral("_revs_diff"));
        QVERIFY(!a().sync().error);
        QVERIFY(!b().sync().error);
        QCOMPARE(world().couch().count("POST", QStringLiteral("_revs_diff")), before);
    }

    void aServerFiftyEditsOld()
    {
        QStringList ids;
        write(25, &ids);
        QCOMPARE(world().settle(), QString());
        const FakeDatabase backup = world().server();
        for (int i = 0; i < 25; ++i) {
            a().edit(ids[i], QStringLiteral("edit %1").arg(i));
            b().write(QStringLiteral("New %1").arg(i), QStringLiteral("new"));
        }
        QCOMPARE(world().settle(), QString());
        world().couch().restore(World::databaseName(), backup);
        QCOMPARE(world().verify(), QString());
        for (Device *device : {&a(), &b(), &c()}) {
            QCOMPARE(device->ids().size(), 53);
            for (int i = 0; i < 25; ++i)
                QCOMPARE(device->body(ids[i]), QStringLiteral("edit %1").arg(i));
            QCOMPARE(told(*device, "server-set-back"), 1);
            QCOMPARE(told(*device, "copy"), 1);
            QCOMPARE(copies(*device), 1);
        }
        // The next accident gets a copy of its own; the oldest ones go.
        for (int i = 0; i < 4; ++i) {
            world().couch().recreate(World::databaseName());
            QCOMPARE(world().verify(), QString());
        }
        QCOMPARE(told(a(), "server-changed"), 4);
        QCOMPARE(copies(a()), 3);
        QCOMPARE(a().ids().size(), 53);
    }

    /// The database stays, with all that names it, and its documents are gone.
    void anEmptiedServer()
    {
        QStringList ids;
        write(25, &ids);
        QCOMPARE(world().settle(), QString());
        a().deleteForGood(ids.takeLast());
        QCOMPARE(world().settle(), QString());
        // What B wrote last nobody else has yet.
        ids.append(b().write(QStringLiteral("Of B"), QStringLiteral("text")));
        QVERIFY(!b().sync().error);
        QStringList there;
        for (const QString &id : world().server().documents().keys())
            there.append(id);
        for (const QString &id : std::as_const(there))
            world().server().purge(id);
        QVERIFY(!a().sync().error);
        QVERIFY(onServer(ids.first()));
        QVERIFY(!onServer(ids.last()));
        QCOMPARE(world().verify(), QString());
        for (const QString &id : std::as_const(ids))
            QVERIFY(onServer(id));
        QCOMPARE(told(a(), "sent-again"), 1);
        QCOMPARE(told(b(), "sent-again"), 1);
        QCOMPARE(told(c(), "sent-again"), 0); // it lacks nothing that C knows
    }

    /// A server that counts wrongly for ever is asked about everything once, not in each run.
    void aWrongNotFoundIsAskedAboutOnceMore()
    {
        world().couch().faults().whenever(
            [](const FakeRequest &request) {
                return request.method == "GET"
                    && request.path.value(2) == QStringLiteral("cairn-identity");
            },
            Fault::ofStatus(404));
        const int writes = world().server().localWrites;
        for (Device *device : {&a(), &b(), &c()}) {
            QVERIFY(!device->sync().error);
            QCOMPARE(copies(*device), 0); // nobody compares everything
        }
        QCOMPARE(world().couch().faults().fired(), 1);
        QCOMPARE(world().server().localWrites, writes);
    }

    /// CouchDB checks no revision: what a slower device leaves there replaces what a faster one has
    /// left and read.
    void anIdentityThatIsOverwrittenIsNoOtherServer()
    {
        World fresh;
        Device &slow = fresh.add(QStringLiteral("slow"));
        Device &fast = fresh.add(QStringLiteral("fast"));
        const QString identity = QStringLiteral("_local/cairn-identity");
        const auto left = [&] {
            return fresh.server().locals.value(identity)[u"server"].toString();
        };
        Fault late;
        late.kind = Fault::Kind::Delay;
        late.delayMs = 5'000;
        fresh.couch().faults().whenever(
            [](const FakeRequest &request) {
                return request.device == QStringLiteral("slow") && request.method == "PUT"
                    && request.path.value(2) == QStringLiteral("cairn-identity");
            },
            late);
        slow.engine().syncNow();
        QVERIFY(fresh.pump([&] { return fresh.couch().faults().fired() == 1; }, 0));
        fast.write(QStringLiteral("Of the fast one"), QStringLiteral("text"));
        QVERIFY(!fast.sync().error);
        const QString first = left();
        QVERIFY(fresh.pump([&] { return left() != first; }, late.delayMs));
        QVERIFY(!slow.sync().error);

        const int asked = fresh.couch().count("POST", QStringLiteral("_revs_diff"));
        QVERIFY(!fast.sync().error);
        QCOMPARE(fresh.couch().count("POST", QStringLiteral("_revs_diff")), asked);
        QCOMPARE(fresh.verify(), QString());
        for (Device *device : {&slow, &fast}) {
            QCOMPARE(told(*device, "server-changed"), 0);
            QCOMPARE(copies(*device), 0);
        }
        // Once it was seen twice, another one is another database.
        fresh.server().locals[identity][u"server"] = QStringLiteral("of nobody");
        QCOMPARE(fresh.verify(), QString());
        for (Device *device : {&slow, &fast})
            QCOMPARE(told(*device, "server-changed"), 1);
    }

    /// Emptied right after the first run: the identity is as new, and the checkpoint is gone.
    void emptiedAfterTheFirstRun()
    {
        World fresh;
        Device &first = fresh.add(QStringLiteral("first"));
        Device &second = fresh.add(QStringLiteral("second"));
        const QString id = first.write(QStringLiteral("First"), QStringLiteral("text"));
        QVERIFY(!first.sync().error);
        fresh.couch().empty(World::databaseName());
        QVERIFY(!second.sync().error); // and leaves an identity of its own
        QVERIFY(!first.sync().error);
        QVERIFY(fresh.server().document(id));
        QCOMPARE(told(first, "server-changed"), 1);
        QCOMPARE(fresh.verify(), QString());
    }

    void aServerThatCountsWrongly()
    {
        Store &store = a().store();
        QVERIFY(!SelfCheck::suspect(store, 0).value_or(true));
        QVERIFY(SelfCheck::suspect(store, 5).value_or(false));
        const qint64 now = world().clock().nowMs();
        QVERIFY(SelfCheck::dueAt(store, now).value_or(now + 1) <= now); // also after a restart
        QVERIFY(!SelfCheck::suspect(store, 5).value_or(true));
        QVERIFY(!a().sync().error);
        QVERIFY(SelfCheck::dueAt(store, now).value_or(0) > now);
        QVERIFY(!SelfCheck::suspect(store, 0).value_or(true)); // as the run found
        QVERIFY(SelfCheck::suspect(store, 5).value_or(false));
    }

    /// The last check was made while the clock was ahead: it must not be the last for years.
    void aClockThatWasAhead()
    {
        a().write(QStringLiteral("Pump"), QStringLiteral("text"));
        QCOMPARE(world().verify(), QString());
        Store &store = a().store();
        const qint64 now = world().clock().nowMs();
        QVERIFY(store.meta().setValue(
            QStringLiteral("self_check.at"), QString::number(now + 25'000 * kDayMs)));
        QVERIFY(SelfCheck::dueAt(store, now).value_or(now + 1) <= now);
        world().advance(kDayMs);
        QVERIFY(!a().sync().error);
        const qint64 later = world().clock().nowMs();
        const qint64 due = SelfCheck::dueAt(store, later).value_or(0);
        QVERIFY(due > later && due <= later + 7 * kDayMs); // made, and in a week again
    }

    /// Somebody deleted everything on the server. One word, and all devices and the server have it
    /// again.
    void aClearedServer()
    {
        QStringList ids;
        write(25, &ids);
        QCOMPARE(world().settle(), QString());
        const QStringList all = a().ids();
        for (const QString &id : all)
            world().server().edit(id, world().server().document(id)->winner(), true, {});
        for (Device *device : {&a(), &b(), &c()}) {
            const SyncReport report = device->sync();
            QVERIFY(report.error);
            QCOMPARE(report.error->reason, ErrorReason::RemovalsHeld);
            QCOMPARE(device->ids(), all);
        }
        b().edit(ids[0], QStringLiteral("edited meanwhile"));
        b().engine().agree({{}, b().engine().status().removals, {}});
        QVERIFY(!b().sync().error);
        QCOMPARE(world().verify(), QString());
        for (Device *device : {&a(), &b(), &c()}) {
            QCOMPARE(device->ids(), all);
            QCOMPARE(device->body(ids[0]), QStringLiteral("edited meanwhile"));
            QCOMPARE(device->body(ids[1]), QStringLiteral("text"));
        }
    }

    /// No room for the copy: it is told, and the comparison goes on.
    void noRoomForACopy()
    {
        QFile blocker(SafetyCopies::folder(a().storeFile())); // a file where the folder should be
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        world().couch().recreate(World::databaseName());
        QCOMPARE(world().verify(), QString());
        QCOMPARE(told(a(), "copy-failed"), 1);
        QCOMPARE(told(a(), "copy"), 0);
    }

    void onceAWeekEverythingIsAskedAbout()
    {
        const FakeDatabase before = world().server();
        const QString lost = a().write(QStringLiteral("Lost"), QStringLiteral("by the server"));
        QCOMPARE(world().verify(), QString());
        FakeDatabase odd = before; // it lost a document and nothing else
        odd.locals = world().server().locals;
        odd.edit(
            QStringLiteral("_design/x"), std::nullopt, false, {}); // or it would be missed at once
        world().couch().restore(World::databaseName(), odd);
        QVERIFY(!a().sync().error);
        QVERIFY(!onServer(lost));
        world().advance(8 * kDayMs);
        QVERIFY(!a().sync().error);
        QVERIFY(onServer(lost));
        QCOMPARE(told(a(), "sent-again"), 1);
        const int asked = world().couch().count("POST", QStringLiteral("_revs_diff"));
        QVERIFY(!a().sync().error); // not again for a week
        QVERIFY(!a().sync().error);
        QCOMPARE(world().couch().count("POST", QStringLiteral("_revs_diff")), asked);
    }

    void setBackWithItsCheckpointsKept_data()
    {
        QTest::addColumn<int>("written"); // by others since
        QTest::addRow("nobody wrote since") << 0;
        QTest::addRow("others wrote a little") << 2;
    }
    /// Only how far the feed goes is less, or not even that: documents of before, and checkpoints
    /// of now.
    void setBackWithItsCheckpointsKept()
    {
        QFETCH(int, written);
        QStringList ids;
        const QStringList others = setBack(written, &ids);
        QVERIFY(!a().sync().error);
        for (const QString &id : std::as_const(others))
            QCOMPARE(a().title(id), QStringLiteral("Written since"));
        QCOMPARE(told(a(), "sent-again"), 1);
        for (int i = 0; i < 5; ++i) {
            const FakeDocument *document = world().server().document(ids[i]);
            QCOMPARE(
                document->find(document->winner())->body->value(u"body").toString(),
                QStringLiteral("edit %1, 2").arg(i));
        }
        for (Device *device : {&b(), &c()}) { // to them nothing looks odd any more
            QVERIFY(!device->sync().error);
            for (const QString &id : std::as_const(others))
                QCOMPARE(device->title(id), QStringLiteral("Written since"));
        }
        QCOMPARE(world().verify(), QString());
        // Once, and not at every sync.
        const int asked = world().couch().count("POST", QStringLiteral("_revs_diff"));
        QVERIFY(!a().sync().error);
        QVERIFY(!a().sync().error);
        QCOMPARE(world().couch().count("POST", QStringLiteral("_revs_diff")), asked);
    }

    void othersAreWarnedInTheEnd_data()
    {
        QTest::addColumn<QString>("what");
        for (const char *request : {"_revs_diff", "cairn-identity", "_bulk_docs"})
            QTest::addRow("%s fails", request) << QString::fromLatin1(request);
        QTest::newRow("the others are new") << QStringLiteral("new");
        QTest::newRow("after a repair") << QStringLiteral("repair");
        QTest::newRow("after a restore") << QStringLiteral("restore");
        QTest::newRow("after a restore of one that was restored")
            << QStringLiteral("restore twice");
    }
    /// The run that finds out ends too early, the device that finds out has lost its place in the
    /// feed, or the others have seen the identity only once: in the end everybody has what stands
    /// before the place up to which it had read.
    void othersAreWarnedInTheEnd()
    {
        QFETCH(QString, what);
        const QStringList since = setBack(1);
        if (what == u"new") {
            for (Device *device : {&b(), &c()}) {
                MetaStore &meta = device->store().meta();
                const auto known = must(meta.value(QStringLiteral("server.id")));
                must(meta.setValue(QStringLiteral("server.new_id"), *known));
            }
        } else if (what == u"repair") {
            must(a().store().replica().compareAnew());
        } else if (what.startsWith(u"restore")) {
            restoreItself();
            if (what.endsWith(u"twice"))
                restoreItself();
        } else {
            world().couch().faults().whenever(
                [what](const FakeRequest &request) {
                    return request.path.last() == what && request.method != "GET";
                },
                Fault::ofStatus(503), 1'000);
            QVERIFY(a().sync().error);
            world().couch().faults().clear();
            a().kill();
            a().reopen();
        }
        QVERIFY(!a().sync().error);
        for (Device *device : {&b(), &c()}) {
            QVERIFY(!device->sync().error);
            QCOMPARE(device->title(since.first()), QStringLiteral("Written since"));
        }
        QCOMPARE(world().verify(), QString());
    }

    /// Whoever finds out second has nobody left to warn: everybody compares once.
    void othersAreWarnedOnce()
    {
        setBack(1);
        world().couch().faults().whenever(
            [](const FakeRequest &request) {
                return request.path.last() == u"cairn-identity" && request.method != "GET";
            },
            Fault::ofStatus(503), 1'000);
        QVERIFY(a().sync().error);
        world().couch().faults().clear();
        QVERIFY(!b().sync().error);
        const int renewed = world().couch().count("PUT", QStringLiteral("cairn-identity"));
        QVERIFY(renewed > 0);
        QVERIFY(!a().sync().error);
        QVERIFY(!c().sync().error);
        QCOMPARE(world().couch().count("PUT", QStringLiteral("cairn-identity")), renewed);
        QCOMPARE(world().verify(), QString());
    }

    void setBackUnderALiveFeed_data()
    {
        QTest::addColumn<bool>("another");
        QTest::addColumn<bool>("writes");
        QTest::newRow("another database") << true << false;
        QTest::newRow("another database, and the device writes first") << true << true;
        QTest::newRow("its checkpoints stay, and the device writes first") << false << true;
    }
    /// Who listens asks nobody which server it is, until the feed itself shows it.
    void setBackUnderALiveFeed()
    {
        QFETCH(bool, another);
        QFETCH(bool, writes);
        Device &live = world().add(QStringLiteral("Phone"), true);
        const auto rests = [&live] { return isAtRest(live); };
        QVERIFY(world().pump(rests));
        FakeDatabase before = world().server();
        write(3); // more than comes instead
        const QString lost = a().write(QStringLiteral("Lost"), QStringLiteral("by the server"));
        QVERIFY(!a().sync().error);
        QVERIFY(world().pump([&] { return live.title(lost) == u"Lost"; }));
        // Its checkpoint is on the server, too.
        QVERIFY(world().pump([&, turns = 0]() mutable { return rests() && ++turns > 50; }));
        world().advance(2 * tuning::kTickMs);
        if (another)
            before.beAnother();
        else
            before.locals = world().server().locals;
        world().couch().restore(World::databaseName(), before);
        if (writes) {
            live.write(QStringLiteral("Later"), QStringLiteral("text"));
            live.engine().localChange();
        } else { // somebody else does
            world().server().edit(
                QStringLiteral("note:01HF7YAT00000000000000000X"), std::nullopt, false,
                {{QStringLiteral("type"), QStringLiteral("note")}});
            world().couch().announce();
        }
        QVERIFY(world().pump([&] { return onServer(lost); }));
        QVERIFY(world().pump(rests));
        QVERIFY(told(live, "server-changed") + told(live, "sent-again") > 0);
        QCOMPARE(world().verify(), QString());
    }

    /// Its numbers are beyond those of the feed by now, and nobody cut that: the memory of what was
    /// read is what such a server lacks.
    void setBackAndWrittenToUnderALiveFeed_data()
    {
        QTest::addColumn<bool>("writes");
        QTest::addColumn<bool>("busy");
        QTest::addColumn<bool>("conflict");
        QTest::newRow("others write") << false << false << false;
        QTest::newRow("the device writes first") << true << false << false;
        QTest::newRow("which wrote a moment before, too") << true << true << false;
        QTest::newRow("to a server that looks at revisions, at once") << true << false << true;
    }
    void setBackAndWrittenToUnderALiveFeed()
    {
        QFETCH(bool, writes);
        QFETCH(bool, busy);
        QFETCH(bool, conflict);
        Device &live = world().add(QStringLiteral("Phone"), true);
        const auto rests = [&live] { return isAtRest(live); };
        QVERIFY(world().pump(rests));
        FakeDatabase before = world().server();
        const QString lost = a().write(QStringLiteral("Lost"), QStringLiteral("by the server"));
        QVERIFY(!a().sync().error);
        QVERIFY(world().pump([&] { return live.title(lost) == u"Lost"; }));
        QVERIFY(world().pump(rests));
        if (busy) {
            world().advance(tuning::kCheckpointLookMs / 2);
            live.write(QStringLiteral("Before"), QStringLiteral("text"));
            live.engine().localChange();
            QVERIFY(world().pump(rests));
        }
        for (int i = 0; i < 20; ++i)
            before.edit(
                QStringLiteral("note:01HE%1").arg(i, 22, 10, QLatin1Char('0')), std::nullopt, false,
                {{QStringLiteral("type"), QStringLiteral("note")}});
        world().couch().restore(World::databaseName(), before);
        if (conflict)
            world().couch().faults().whenever(isCheckpoint, Fault::ofStatus(409), 1);
        if (writes) {
            live.write(QStringLiteral("Later"), QStringLiteral("text"));
            live.engine().localChange();
        } else {
            world().couch().announce();
        }
        QVERIFY(world().pump([&] { return onServer(lost); }));
        QVERIFY(world().pump(rests));
        QVERIFY(told(live, "server-set-back") > 0);
        QCOMPARE(world().verify(), QString());
    }

    /// "Sent again" is what the server has again.
    void whatWaitsToBeSentAgainIsNotSent()
    {
        const FakeDatabase before = world().server();
        const QString lost = a().write(QStringLiteral("Lost"), QStringLiteral("by the server"));
        QCOMPARE(world().verify(), QString());
        FakeDatabase odd = before;
        odd.locals = world().server().locals;
        world().couch().restore(World::databaseName(), odd);
        world().couch().faults().whenever(
            [](const FakeRequest &request) {
                return request.path.value(1) == QStringLiteral("_bulk_docs");
            },
            Fault::ofStatus(503), 1'000);
        QVERIFY(a().sync().error);
        QCOMPARE(a().tallies().pending, 1);
        QCOMPARE(told(a(), "sent-again"), 0);
        world().couch().faults().clear();
        QCOMPARE(world().verify(), QString());
        QVERIFY(onServer(lost));
    }

    /// Only the newest revisions are gone: the feed shows the ones before.
    void anAncestorIsNotWhatWasSent()
    {
        QStringList ids;
        write(5, &ids);
        QCOMPARE(world().settle(), QString());
        for (const QString &id : std::as_const(ids))
            a().edit(id, QStringLiteral("second"));
        a().deleteForGood(ids.last());
        QCOMPARE(world().settle(), QString());
        QList<RevId> lost;
        for (const QString &id : std::as_const(ids)) {
            lost.append(world().server().document(id)->winner());
            world().server().purge(id, lost.last());
            QVERIFY(world().server().document(id)->winner() < lost.last());
        }
        // Another program goes on from what it sees.
        world().server().edit(
            ids[0], world().server().document(ids[0])->winner(), false,
            {{QStringLiteral("type"), QStringLiteral("note")},
             {QStringLiteral("title"), QStringLiteral("Note 0")},
             {QStringLiteral("body"), QStringLiteral("text\n\nof another program")}});
        QVERIFY(!a().sync().error);
        for (qsizetype i = 0; i < ids.size(); ++i)
            QVERIFY(world().server().document(ids[i])->find(lost[i]));
        QVERIFY(world().server().document(ids.last())->isDeleted());
        QCOMPARE(told(a(), "sent-again"), 1);
        QCOMPARE(world().verify(), QString());
        for (qsizetype i = 1; i + 1 < ids.size(); ++i)
            QCOMPARE(c().body(ids[i]), QStringLiteral("second"));
        const int asked = world().couch().count("POST", QStringLiteral("_revs_diff"));
        QVERIFY(!a().sync().error);
        QCOMPARE(world().couch().count("POST", QStringLiteral("_revs_diff")), asked);
    }

    /// What the feed speaks against outlives the process that heard it.
    void aDoubtIsRemembered()
    {
        const QString id = a().ids().first();
        a().edit(id, QStringLiteral("second"));
        QCOMPARE(world().settle(), QString());
        world().server().purge(id, world().server().document(id)->winner());
        // The page is read and stored; then nothing works any more.
        world().couch().faults().whenever(
            [](const FakeRequest &request) {
                return request.path.value(1) == QStringLiteral("_revs_diff");
            },
            {}, 1'000);
        QVERIFY(a().sync().error);
        a().kill();
        world().couch().faults().clear();
        a().reopen();
        QVERIFY(!a().sync().error);
        QCOMPARE(
            world()
                .server()
                .document(id)
                ->find(world().server().document(id)->winner())
                ->body.value_or(QJsonObject())[u"body"]
                .toString(),
            QStringLiteral("second"));
        QCOMPARE(world().verify(), QString());
    }

    void awayForWeeks()
    {
        world().advance(10 * kDayMs);
        QVERIFY(!a().sync().error);
        QCOMPARE(told(a(), "absence"), 1);
        QCOMPARE(copies(a()), 0);
        world().advance(40 * kDayMs);
        QVERIFY(!a().sync().error);
        QCOMPARE(told(a(), "long-absence"), 1);
        QCOMPARE(copies(a()), 1);
        QCOMPARE(world().verify(), QString());
    }

    /// A clock that is put right by a year is no absence: the live feed has heard the server since.
    void listeningIsNotAway()
    {
        Device &live = world().add(QStringLiteral("live"), true);
        const auto listens = [this] { return world().couch().waitingPolls() == 1; };
        QVERIFY(!live.sync().error);
        QVERIFY(world().pump(listens));
        world().clock().advance(400 * kDayMs);
        QVERIFY(!world().pump([] { return false; }, 2 * tuning::kHeartbeatMs));
        const int locals = world().server().localWrites;
        QVERIFY(!live.sync().error);
        QCOMPARE(told(live, "long-absence"), 0);
        QCOMPARE(told(live, "absence"), 0);
        QCOMPARE(copies(live), 0);
        QCOMPARE(world().server().localWrites, locals);

        QVERIFY(world().pump(listens));
        world().clock().advance(400 * kDayMs); // a computer that slept: it has heard nothing yet
        QVERIFY(!live.sync().error);
        QCOMPARE(told(live, "long-absence"), 1);
        QCOMPARE(copies(live), 1);
    }

    /// Two accounts on one profile never mix without the person's word.
    void anotherAccount()
    {
        world().couch().create(QStringLiteral("others"));
        const QString unsent = a().write(QStringLiteral("Unsent"), QStringLiteral("for the first"));
        const Account other{FakeCouch::databaseUrl(QStringLiteral("others")), World::user()};
        const Account first{FakeCouch::databaseUrl(World::databaseName()), World::user()};
        a().engine().setAccount(other, World::password());
        const SyncReport refused = a().sync();
        QVERIFY(refused.error);
        QCOMPARE(refused.error->reason, ErrorReason::OtherAccount);
        FakeDatabase *others = world().couch().database(QStringLiteral("others"));
        QVERIFY(others->documents().isEmpty() && others->locals.isEmpty());
        QCOMPARE(a().tallies().pending, 1); // it still waits, and nothing else does
        // Back at the first account all goes on as before.
        a().engine().setAccount(first, World::password());
        QCOMPARE(world().verify(), QString());
        QVERIFY(onServer(unsent));
        QCOMPARE(copies(a()), 0);
        // Taken along on purpose.
        a().engine().setAccount(other, World::password());
        QVERIFY(a().sync().error);
        // What was agreed to for one account holds for no other: database, user.
        for (const Account &meant :
             {first, Account{other.url, QStringLiteral("somebody")},
              Account{other.url + u'2', other.user}}) {
            a().engine().agree({{}, {}, meant});
            const SyncReport held = a().sync();
            QVERIFY2(held.error, qPrintable(meant.url));
            QCOMPARE(held.error->reason, ErrorReason::OtherAccount);
            QVERIFY(others->documents().isEmpty());
        }
        a().engine().agree({{}, {}, other});
        QVERIFY(!a().sync().error);
        QVERIFY(others->document(unsent));
        QCOMPARE(copies(a()), 1);
    }

    void oneUnreadableDocumentHoldsNobodyUp()
    {
        QStringList ids;
        write(2, &ids);
        QCOMPARE(world().settle(), QString());
        // B edits twice while A is away: A has to ask for the ancestry.
        for (int i = 0; i < 2; ++i) {
            for (const QString &id : std::as_const(ids))
                b().edit(id, QStringLiteral("edit %1").arg(i));
            QVERIFY(!b().sync().error);
        }
        world().server().unreadable = {ids[0]};
        QVERIFY(!a().sync().error);
        QCOMPARE(a().body(ids[0]), QStringLiteral("text"));
        QCOMPARE(a().body(ids[1]), QStringLiteral("edit 1"));
        QCOMPARE(told(a(), "unread"), 1);
        world().server().unreadable.clear();
        world().advance(2 * 60'000);
        QVERIFY(!a().sync().error);
        QCOMPARE(a().body(ids[0]), QStringLiteral("edit 1"));
        QCOMPARE(world().verify(), QString());
    }

    void whatIsTooLargeIsSaidAtOnce()
    {
        // Two bytes of JSON for each of the text.
        const QString text(5'000'000, QLatin1Char('"'));
        const QString large = a().write(QStringLiteral("Large"), text);
        QCOMPARE(a().tallies().dead, 1);
        const auto items = a().store().outbox().list();
        QVERIFY(items && items->first().lastError);
        QCOMPARE(items->first().lastError->code, 413);
        QCOMPARE(a().body(large), text);
        const auto alerts = a().store().metrics().alerts();
        QVERIFY(alerts && alerts->size() == 1);
        QCOMPARE(alerts->first().kind, SyncAlert::Kind::DeadLetters);
        QVERIFY(!a().sync().error);
        QVERIFY(!onServer(large));
        a().edit(large, QStringLiteral("shorter"));
        QCOMPARE(a().tallies().dead, 0);
        QCOMPARE(world().verify(), QString());
    }

    void fiveHundredEditsThroughANarrowDoor_data()
    {
        QTest::addColumn<int>("perSecond");
        QTest::newRow("an open door") << 1'000'000;
        QTest::newRow("five requests a second") << 5;
        QTest::newRow("one request a second") << 1;
    }
    void fiveHundredEditsThroughANarrowDoor()
    {
        QFETCH(int, perSecond);
        QVERIFY(!a().sync().error);
        write(500);
        QHash<QString, int> sent;
        qint64 windowStart = 0, refusedAt = -10'000;
        int inWindow = 0, refused = 0, tooSoon = 0, steps = 0;
        world().couch().faults().whenever(
            [&](const FakeRequest &request) {
                const qint64 now = world().clock().nowMs();
                tooSoon += now > refusedAt && now < refusedAt + 1'000 ? 1 : 0;
                if (now >= windowStart + 1'000) {
                    windowStart = now;
                    inWindow = 0;
                }
                if (++inWindow > perSecond) {
                    ++refused;
                    refusedAt = now;
                    return true;
                }
                if (request.path.value(1) == QStringLiteral("_bulk_docs")) {
                    const QJsonArray docs =
                        QJsonDocument::fromJson(request.body).object()[u"docs"].toArray();
                    for (const QJsonValue doc : docs)
                        ++sent[doc[u"_id"].toString()];
                }
                return false;
            },
            Fault::ofStatus(429, {{"Retry-After", "1"}}), 100'000);
        connect(
            &a().engine(), &SyncEngine::statusChanged, this, [&steps](const SyncStatus &status) {
                steps += status.phase == SyncStatus::Phase::Sending && status.total >= 500;
            });
        const SyncReport report = a().sync();
        QVERIFY2(!report.error, qPrintable(report.error ? report.error->message : QString()));
        QCOMPARE(a().tallies().pending, 0);
        QCOMPARE(sent.size(), 500);
        QVERIFY(std::all_of(sent.cbegin(), sent.cend(), [](int times) { return times == 1; }));
        QCOMPARE(tooSoon, 0);
        QCOMPARE(refused > 0, perSecond < 1'000);
        QVERIFY(steps > 0 || refused == 0);
        world().couch().faults().clear();
        QCOMPARE(world().verify(), QString());
    }
};

QTEST_GUILESS_MAIN(TestDoubt)
#include "tst_doubt.moc"
