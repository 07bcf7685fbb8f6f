// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "clock.h"
#include "engine/syncengine.h"
#include "error.h"
#include "fakeconnectivity.h"
#include "fakecouchnetwork.h"
#include "faultvfs.h"
#include "random.h"
#include "store/store.h"

#include <QSet>
#include <QTemporaryDir>

#include <functional>
#include <memory>

namespace cairn {
class Timers;
class FakeCouch;
} // namespace cairn

namespace cairn::sim {

class WindowSession;

/// A computer's clock: the true time and an error.
class SkewedClock final : public Clock {
public:
    explicit SkewedClock(const Clock &real)
        : m_real(real)
    {
    }
    qint64 nowMs() const override { return m_real.nowMs() + skew; }
    qint64 skew = 0;

private:
    const Clock &m_real;
};

/// A computer of a simulated run: a store that a person writes to and a live engine beside it, both
/// of which may fail, die and start again at any instant. Unlike support/device.h nothing here ends
/// the program. All on one thread.
class SimDevice {
public:
    struct Setup {
        int number = 0;
        quint64 seed = 1;
        Account account;
        QString password;
        FakeCouch *couch = nullptr; ///< not owned, like all pointers here
        FaultVfs *disks = nullptr;
        const Clock *clock = nullptr;
        Timers *timers = nullptr;
        std::function<void(SimDevice &, const SyncStatus &)> onStatus;
        std::function<void(SimDevice &, const SyncReport &)> onRun;
    };
    explicit SimDevice(Setup setup);
    ~SimDevice();

    int number() const { return m_setup.number; }
    QString name() const { return QString(QLatin1Char(char('A' + m_setup.number))); }
    QString file() const { return m_folder.filePath(QStringLiteral("cairn.sqlite")); }

    Result<void> start(); ///< also after kill(); the store may not open
    void kill(); ///< neither the engine nor the stores are told
    void stop(); ///< the orderly end; `stopped` is not waited for
    bool isRunning() const { return m_store != nullptr; }
    Store &store() { return *m_store; }
    SyncEngine &engine() { return *m_engine; }
    Timers &timers() { return *m_setup.timers; }
    SyncStatus status() const { return m_engine ? m_engine->status() : SyncStatus(); }

    FaultDisk &disk() { return m_disk; }
    void setDiskFault(const DiskFault &fault);
    void healDisk();
    bool hasBadDisk() const { return m_badDisk; } ///< nothing read from it proves anything

    void setOnline(bool online);
    bool isOnline() const { return m_online; }
    void breakConnections();
    void syncNow(); ///< a person wants it, whatever a server asked for
    void signIn();
    void signOut();
    bool isSignedIn() const { return m_signedIn; }
    QString password() const { return m_setup.password; }
    void setPassword(const QString &password) { m_setup.password = password; }

    /// What is open on the screen; nobody has looked yet: none. Ends with the process.
    std::unique_ptr<WindowSession> window;
    SkewedClock clock;
    int killAtRequest = 0; ///< counts down with each request; 0: not
    bool killArrives = false;
    bool settledSinceAccident = true; ///< a run ended well since the server last was another one
    bool signInRefused = false; ///< and the person has not typed a password since
    qint64 silentSince = 0; ///< the server asked for silence then …
    qint64 notBefore = -1; ///< … until then, in elapsed time
    QHash<QString, QString> shown; ///< note id -> revision displayed when last looked
    QSet<QString> owned; ///< "id rev" of every version that was synced and seen here

private:
    Setup m_setup;
    QTemporaryDir m_folder;
    FaultDisk &m_disk;
    SeededRandom m_random;
    SeededRandom m_engineRandom;
    FakeConnectivity m_connectivity;
    std::unique_ptr<FakeNetwork> m_network;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<SyncEngine> m_engine;
    bool m_badDisk = false;
    bool m_online = true;
    bool m_signedIn = true;
};

} // namespace cairn::sim
