// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/throttle.h"

#include <algorithm>

namespace cairn {

Throttle::Throttle(Timers &timers, qint64 intervalMs, std::function<void()> act)
    : m_timers(timers)
    , m_interval(intervalMs)
    , m_act(std::move(act))
    , m_timer(timers.make([this] { this->act(); }))
    , m_last(timers.elapsedMs() - intervalMs)
{
}

void Throttle::request()
{
    if (m_timer->isActive())
        return;
    m_timer->start(std::max<qint64>(m_last + m_interval - m_timers.elapsedMs(), 0));
}

void Throttle::flush()
{
    if (m_timer->isActive())
        act();
}

void Throttle::act()
{
    m_timer->stop();
    m_last = m_timers.elapsedMs();
    m_act();
}

} // namespace cairn
