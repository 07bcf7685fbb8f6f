// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "device.h"
#include "fakecouch.h"
#include "testclock.h"
#include "virtualtimers.h"

#include <vector>

namespace cairn {

/// Devices and the in-memory server they share, in virtual time: whenever nothing is left to
/// happen, the clock jumps to the next timer. One thread; the same seed gives the same run.
class World {
public:
    explicit World(quint64 seed = 1);
    ~World();

    static QString databaseName() { return QStringLiteral("notes"); }
    static QString user() { return QStringLiteral("ann"); }
    static QString password() { return QStringLiteral("pw"); }

    Device &add(const QString &name, bool live = false);
    Device &operator[](int index) { return *m_devices[size_t(index)].device; }
    FakeNetwork &network(int index) { return *m_devices[size_t(index)].network; }
    int size() const { return int(m_devices.size()); }
    FakeCouch &couch() { return m_couch; }
    FakeDatabase &server() { return *m_couch.database(databaseName()); }
    TestClock &clock() { return m_clock; }
    void advance(qint64 ms) { m_timers.advance(ms); } ///< time passes, and fires what is due

    /// Lets events happen until the condition holds. Time jumps forward, at most `patienceMs` in
    /// all.
    bool pump(const std::function<bool()> &until, qint64 patienceMs = 3'600'000);

    /// Lets exactly so many turns of the event loop pass, and time only when nothing else is left.
    void turn(int times);

    /// Every device syncs, in turn, until a whole round changed nothing. Empty, or what went wrong.
    QString settle();
    /// Settles, compares all devices with the server, checks each store's books, and lets every
    /// device sync once more: that must write nothing anywhere. Empty, or the first thing that is
    /// not as it should be.
    QString verify();
    QStringList serverDump();

private:
    struct Member {
        std::unique_ptr<FakeNetwork> network;
        std::unique_ptr<Device> device;
    };
    QString compare();
    bool step(qint64 patienceMs); ///< one turn; false when nothing is left to happen

    const quint64 m_seed;
    TestClock m_clock;
    VirtualTimers m_timers{&m_clock};
    FakeCouch m_couch;
    std::vector<Member> m_devices;
};

} // namespace cairn
