// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/tuning.h"
#include "sanitized.h"
#include "scenarios.h"

#include <QLoggingCategory>
#include <QTest>

using namespace cairn;

namespace {

constexpr int kStride = kSanitized ? 8 : 1; // of turns and requests

} // namespace

/// Wherever the process dies: afterwards all is as it would have been.
class TestKill : public QObject {
    Q_OBJECT

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

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("cairn.*=false")); }

    void killAtEveryStep_data()
    {
        QTest::addColumn<int>("scenario");
        QTest::addColumn<int>("device");
        for (int scenario = 0; scenario < int(scenarios().size()); ++scenario) {
            for (const int device : {0, 1})
                QTest::addRow("%s, device %d", scenarios()[scenario].name, device)
                    << scenario << device;
        }
    }
    /// The process ends after so many turns of the event loop, and starts again.
    void killAtEveryStep()
    {
        QFETCH(int, scenario);
        QFETCH(int, device);
        const Scenario &what = scenarios()[scenario];
        int turns = 1;
        for (bool finished = false; !finished; turns += kStride) {
            const auto world = what.begin();
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
            what.check(*world);
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
        for (int scenario = 0; scenario < int(scenarios().size()); ++scenario) {
            for (const int device : {0, 1}) {
                for (const bool arrives : {false, true}) {
                    QTest::addRow(
                        "%s, device %d, request %s", scenarios()[scenario].name, device,
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
        const Scenario &what = scenarios()[scenario];
        int k = 1;
        for (bool killed = true; killed; k += kStride) {
            const auto world = what.begin();
            if (device == 1)
                QVERIFY(!(*world)[0].sync().error);
            killed = killAtRequest(*world, (*world)[device], k, arrives);
            if (what.between)
                what.between(*world);
            what.check(*world);
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
            const auto ticking =
                connect(&world.couch(), &FakeCouch::answered, this, [&] { world.advance(6'000); });
            killed = killAtRequest(world, device, k, true);
            disconnect(ticking);
            QCOMPARE(world.verify(), QString());
            QCOMPARE(device.ids().size(), kLongFeed);
        }
        QVERIFY(k > 6);
    }

    /// A page of the feed is stored in portions. A checkpoint that falls due between two of them
    /// covers those before it, not the page: what dies with the process is read again.
    void killBetweenThePortionsOfAPage()
    {
        constexpr int kNotes = tuning::kFirstPageRows + 4 * tuning::kStoreRows;
        World world;
        fillServer(world, kNotes);
        Device &device = world.add(QStringLiteral("A"));
        int pages = 0;
        const auto isSecondPage = [&pages](const FakeRequest &request) {
            return request.path.value(1) == QStringLiteral("_changes") && ++pages == 2;
        };
        world.couch().faults().whenever(
            isSecondPage, {Fault::Kind::Delay, 0, {}, 0, int(tuning::kCheckpointMs) + 1'000});
        const auto recorded = connect(
            &world.couch(), &FakeCouch::answered, this,
            [&](const QByteArray &method, const QString &target, int) {
                if (method != "PUT" || pages < 2 || target.contains(u"identity"))
                    return;
                QMetaObject::invokeMethod(
                    &world.couch(), [&] { device.kill(); }, Qt::QueuedConnection);
            });
        device.engine().syncNow();
        QVERIFY(world.pump([&] { return !device.isRunning(); }));
        disconnect(recorded);
        device.reopen();
        const auto stored = device.ids().size();
        QVERIFY2(
            stored > tuning::kFirstPageRows && stored < kNotes,
            qPrintable(QString::number(stored))); // it died where it should
        QVERIFY(!device.sync().error);
        QCOMPARE(device.ids().size(), kNotes);
        QCOMPARE(world.verify(), QString());
    }
};

QTEST_GUILESS_MAIN(TestKill)
#include "tst_kill.moc"
