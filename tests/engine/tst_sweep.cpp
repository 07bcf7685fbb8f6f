// SPDX-License-Identifier: GPL-3.0-or-later
#include "sanitized.h"
#include "scenarios.h"

#include <QLoggingCategory>
#include <QTest>

using namespace cairn;

namespace {

struct NamedFault {
    const char *name;
    Fault fault;
};

/// The first kBasic are tried on every scenario, all of them on the first and the last.
constexpr int kBasic = 12;

constexpr int kStride = kSanitized ? 20 : 1; // of requests

QList<NamedFault> allFaults()
{
    using Kind = Fault::Kind;
    const QList<QPair<QByteArray, QByteArray>> soon{{"Retry-After", "1"}};
    return {
        {"drop request", {Kind::DropRequest, 0, {}, 0, 0}},
        {"drop reply", {Kind::DropReply, 0, {}, 0, 0}},
        {"captive portal", {Kind::CaptivePortal, 0, {}, 0, 0}},
        {"truncate at 30", {Kind::Truncate, 0, {}, 30, 0}},
        {"break at 400", {Kind::Break, 0, {}, 400, 0}},
        {"time out after commit", {Kind::TimeOutAfterCommit, 0, {}, 0, 0}},
        {"stall", {Kind::Stall, 0, {}, 0, 0}},
        {"401", Fault::ofStatus(401)},
        {"404", Fault::ofStatus(404)},
        {"409", Fault::ofStatus(409)},
        {"413", Fault::ofStatus(413)},
        {"500", Fault::ofStatus(500)},
        // not basic
        {"garbage", {Kind::Garbage, 0, {}, 0, 0}},
        {"truncate at 0", {Kind::Truncate, 0, {}, 0, 0}},
        {"truncate at 400", {Kind::Truncate, 0, {}, 400, 0}},
        {"break at 30", {Kind::Break, 0, {}, 30, 0}},
        {"time out", {Kind::TimeOut, 0, {}, 0, 0}},
        {"502 after commit", {Kind::StatusAfterCommit, 502, {}, 0, 0}},
        {"429", Fault::ofStatus(429, soon)},
        {"503", Fault::ofStatus(503, soon)},
        {"400", Fault::ofStatus(400)},
        {"403", Fault::ofStatus(403)},
        {"412", Fault::ofStatus(412)},
    };
}

} // namespace

/// Whatever goes wrong with whichever request: afterwards all is as it would have been.
class TestSweep : public QObject {
    Q_OBJECT

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

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("cairn.*=false")); }

    void failEveryRequest_data()
    {
        QTest::addColumn<int>("scenario");
        QTest::addColumn<int>("fault");
        const QList<NamedFault> faults = allFaults();
        for (int scenario = 0; scenario < int(scenarios().size()); ++scenario) {
            const bool thorough = scenario == 0 || scenario + 1 == scenarios().size();
            for (int fault = 0; fault < (thorough ? faults.size() : kBasic); ++fault)
                QTest::addRow("%s, %s", scenarios()[scenario].name, faults[fault].name)
                    << scenario << fault;
        }
    }
    void failEveryRequest()
    {
        QFETCH(int, scenario);
        QFETCH(int, fault);
        const Scenario &what = scenarios()[scenario];
        const NamedFault wrong = allFaults()[fault];
        int k = 1;
        for (bool fired = true; fired; k += kStride) {
            const auto world = what.begin();
            world->couch().faults().atRequest(k, wrong.fault);
            disturbed(*world, what);
            fired = world->couch().faults().fired() > 0;
            world->couch().faults().clear();
            what.check(*world);
            if (QTest::currentTestFailed()) {
                qWarning("with request %d failing", k);
                return;
            }
        }
        QVERIFY(k > 10);
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
