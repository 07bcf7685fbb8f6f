// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectivitymanager.h"
#include "engine/networkconnectivity.h"
#include "store/replica/syncsettings.h"
#include "store/tree/metastore.h"
#include "world.h"

#include <QNetworkInformation>
#include <QSignalSpy>
#include <QTest>

using namespace cairn;
using Reachability = Connectivity::Reachability;
using Phase = SyncStatus::Phase;

namespace {

// org.freedesktop.NetworkManager: NMState, NMConnectivityState, NMMetered
constexpr uint kDisconnected = 20, kLocal = 50, kSite = 60, kGlobal = 70;
constexpr uint kPortal = 2, kFull = 4;
constexpr uint kMetered = 1, kNotMetered = 2, kGuessMetered = 3;

} // namespace

/// QNetworkInformation with its NetworkManager backend, and an engine that listens to it.
class TestNetworkConnectivity : public QObject {
    Q_OBJECT

    PrivateBus m_bus;

    /// The world with one device that syncs by itself and rests.
    static bool rests(World &world)
    {
        return world.pump([&] { return world[0].engine().status().isSynced(); }, 60'000)
            && world.pump([&] { return world.couch().waitingPolls() == 1; }, 60'000);
    }
    static bool onServer(World &world, const QString &id)
    {
        return world.server().document(id) != nullptr;
    }
    /// Real time passes until the bus has brought it, then virtual time.
    static bool becomes(World &world, Phase phase)
    {
        return QTest::qWaitFor([&] { return world[0].engine().status().phase == phase; }, 5'000);
    }

private slots:
    void initTestCase()
    {
        if (!m_bus.start())
            QSKIP("no dbus-daemon");
        NetworkConnectivity::loadBackend();
        if (!QNetworkInformation::instance())
            QSKIP("Qt has no backend for NetworkManager here");
    }

    void says_data()
    {
        QTest::addColumn<uint>("state");
        QTest::addColumn<uint>("connectivity");
        QTest::addColumn<Reachability>("expected");
        QTest::newRow("disconnected") << kDisconnected << 1u << Reachability::Offline;
        QTest::newRow("online") << kGlobal << kFull << Reachability::Online;
        QTest::newRow("this computer") << kLocal << kFull << Reachability::Unknown;
        QTest::newRow("this house") << kSite << kFull << Reachability::Unknown;
        QTest::newRow("portal") << kSite << kPortal << Reachability::CaptivePortal;
        QTest::newRow("online again") << kGlobal << kFull << Reachability::Online;
    }
    void says()
    {
        QFETCH(uint, state);
        QFETCH(uint, connectivity);
        QFETCH(Reachability, expected);
        NetworkConnectivity network;
        QSignalSpy changed(&network, &Connectivity::changed);
        m_bus.set("State", state);
        m_bus.set("Connectivity", connectivity);
        QTRY_COMPARE(network.reachability(), expected);
        QTRY_VERIFY(!changed.isEmpty());
    }

    void saysWhatCosts()
    {
        NetworkConnectivity network;
        QVERIFY(!network.isMetered());
        QSignalSpy changed(&network, &Connectivity::changed);
        m_bus.set("Metered", kMetered);
        QTRY_VERIFY(network.isMetered());
        m_bus.set("Metered", kNotMetered);
        QTRY_VERIFY(!network.isMetered());
        m_bus.set("Metered", kGuessMetered);
        QTRY_VERIFY(network.isMetered());
        m_bus.set("Metered", kNotMetered);
        QTRY_VERIFY(!network.isMetered());
        QTRY_COMPARE(changed.count(), 4);
    }

    void anEngineFollows()
    {
        World world;
        Device &device = world.add(QStringLiteral("A"), true);
        QVERIFY(rests(world));
        m_bus.set("State", kDisconnected);
        QVERIFY(becomes(world, Phase::Offline));
        world.network(0).setOnline(false);
        const QString id = device.write(QStringLiteral("Offline"), QStringLiteral("text"));
        world.advance(10'000);
        QVERIFY(becomes(world, Phase::Offline));
        QCOMPARE(device.engine().status().pending, 1);
        world.network(0).setOnline(true);
        m_bus.set("State", kGlobal);
        // No virtual time passes but for the request itself: nobody waits for a retry.
        QVERIFY(QTest::qWaitFor([&] { return onServer(world, id); }, 5'000));
        QVERIFY(rests(world));
    }

    void anEngineSavesMoney()
    {
        World world;
        Device &device = world.add(QStringLiteral("A"), true);
        QVERIFY(rests(world));
        m_bus.set("Metered", kMetered);
        NetworkConnectivity network;
        QTRY_VERIFY(network.isMetered());
        const QString sent = device.write(QStringLiteral("Metered"), QStringLiteral("small"));
        QVERIFY(rests(world)); // unless the person chose otherwise, notes are worth their bytes
        QVERIFY(onServer(world, sent));

        QVERIFY(SyncSettings::setWaitsForUnmetered(device.store().meta(), true));
        device.engine().settingsChanged();
        QVERIFY(becomes(world, Phase::Metered));
        const int requests = world.couch().requests();
        const QString id = device.write(QStringLiteral("Waits"), QStringLiteral("text"));
        world.advance(3'600'000);
        QVERIFY(becomes(world, Phase::Metered));
        QCOMPARE(world.couch().requests(), requests);
        m_bus.set("Metered", kNotMetered);
        QVERIFY(QTest::qWaitFor([&] { return onServer(world, id); }, 5'000));
        QVERIFY(rests(world));
    }
};

QTEST_GUILESS_MAIN(TestNetworkConnectivity)
#include "tst_networkconnectivity.moc"
