// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fakecouch.h"
#include "simdevice.h"
#include "step.h"
#include "testclock.h"
#include "virtualtimers.h"
#include "witness.h"

#include <QCryptographicHash>

#include <optional>
#include <vector>

namespace cairn::sim {

/// What is wrong, and which of the invariants of the simulator says so ("I1" … "I14", and "R" for
/// the rules of manners: Retry-After, no second sign-in, no text changing under the caret).
struct Violation {
    QString invariant;
    QString what;
};

/// Everything of one run: the computers, the server, virtual time, what was promised, and the
/// trace.
class SimWorld {
public:
    explicit SimWorld(const Plan &plan, bool verbose = false);
    ~SimWorld();
    SimWorld(const SimWorld &) = delete;
    SimWorld &operator=(const SimWorld &) = delete;

    // --- who is there
    SimDevice &addDevice();
    SimDevice &device(int number) { return *m_devices[size_t(number) % m_devices.size()]; }
    int devices() const { return int(m_devices.size()); }
    FakeCouch &couch() { return m_couch; }
    static QString databaseName() { return QStringLiteral("notes"); }
    FakeDatabase &server() { return *m_couch.database(databaseName()); }
    static QString user() { return QStringLiteral("ann"); }
    QString password() const { return m_password; } ///< that the server takes now
    void changePassword();
    const QStringList &secrets() const { return m_secrets; }
    Witness &witness() { return m_witness; }

    // --- time
    TestClock &clock() { return m_clock; }
    qint64 elapsedMs() const { return m_timers.elapsedMs(); }
    void pass(qint64 ms); ///< as much time, and all that happens in it
    void turn(int times); ///< of the event loop; time stands still
    void sleep(qint64 ms) { m_clock.advance(ms); } ///< all computers do: only clocks go on

    // --- what happens to computers
    void afterWork() { buryTheDead(); } ///< of a person, which may have ended with the process
    void kill(SimDevice &device); ///< and start again; what was promised must still be there
    /// Its person says what becomes of the notes that the server wants removed, if it asks.
    void answerRemovals(SimDevice &device, bool letGo);
    void accident(); ///< the server becomes another one: nobody can be sure of anything any more

    // --- what went wrong
    void fail(const QString &invariant, const QString &what);
    const std::optional<Violation> &violation() const { return m_violation; }

    // --- the trace
    void note(const QString &line);
    QByteArray traceHash() const { return m_hash.result().toHex(); }

    std::function<void(SimDevice &, int)> onLetGo; ///< so many notes, by its person
    std::function<void(SimDevice &)> onRestarted; ///< after a kill: time to look at the disk

private:
    bool oneTurn();
    void buryTheDead(); ///< a disk that stopped in the middle of a write is a killed process
    void onSent(const FakeRequest &request);
    void onAnswered(const QByteArray &method, const QString &target, int status);
    void onStatus(SimDevice &device, const SyncStatus &status);

    const quint64 m_seed;
    const bool m_verbose;
    TestClock m_clock;
    VirtualTimers m_timers{&m_clock};
    FakeCouch m_couch;
    FaultVfs m_disks;
    std::vector<std::unique_ptr<SimDevice>> m_devices;
    QObject m_context; ///< what is put off until the next turn belongs to it
    Witness m_witness;
    QString m_password;
    QStringList m_secrets;
    QCryptographicHash m_hash{QCryptographicHash::Sha1};
    std::optional<Violation> m_violation;
    qint64 m_turns = 0;
};

} // namespace cairn::sim
