// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/timers.h"

namespace cairn {

/// Does something soon, but no more often than every so many ms; what was asked for meanwhile is
/// done then, once. Always from the event loop, so that what it does may take anything apart.
class Throttle {
public:
    Throttle(Timers &timers, qint64 intervalMs, std::function<void()> act);
    void request();
    void flush(); ///< now, if something waits

private:
    void act();
    Timers &m_timers;
    const qint64 m_interval;
    std::function<void()> m_act;
    std::unique_ptr<Timer> m_timer;
    qint64 m_last;
};

} // namespace cairn
