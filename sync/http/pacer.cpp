// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/pacer.h"

#include "http/tuning.h"

#include <algorithm>

namespace cairn {

using namespace tuning;

qint64 Pacer::reserve(qint64 now)
{
    const qint64 at = std::max(now, m_next);
    m_next = at + m_pause;
    return at - now;
}

void Pacer::throttled(qint64 now, qint64 retryAfterMs)
{
    ++m_refusals;
    m_pause = std::clamp(m_pause * 2, kFirstPauseMs, kMaxPauseMs);
    m_heldUntil = now + std::max(m_pause, retryAfterMs);
    m_next = std::max(m_next, m_heldUntil);
}

void Pacer::hold(qint64 now, qint64 ms)
{
    m_heldUntil = std::max(m_heldUntil, now + ms);
    m_next = std::max(m_next, m_heldUntil);
}

void Pacer::shortenHold(qint64 now, qint64 ms)
{
    m_heldUntil = std::min(m_heldUntil, now + ms);
    m_next = std::min(m_next, now + ms);
}

void Pacer::succeeded()
{
    m_refusals = 0;
    // A tenth a success: forty good answers take the longest pause away, one 429 doubles it again.
    m_pause -= std::max<qint64>(m_pause / 10, std::min<qint64>(m_pause, 5));
}

} // namespace cairn
