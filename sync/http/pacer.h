// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace cairn {

/// Keeps requests apart after a server said 429: none before the moment it named, and then a pause
/// between any two, which doubles with every further 429 and decays with every success. Times are
/// of Timers::elapsedMs(). A pure value.
class Pacer {
public:
    /// Takes the next free place; returns how long to wait for it, 0: go.
    qint64 reserve(qint64 now);
    void throttled(qint64 now, qint64 retryAfterMs); ///< -1: the server named no time
    void
    hold(qint64 now, qint64 ms); ///< nothing before that; says nothing about the pauses after it
    void shortenHold(qint64 now, qint64 ms); ///< at most so long from now
    qint64 heldUntil() const
    {
        return m_heldUntil;
    } ///< nothing goes out before, whatever was reserved
    void succeeded();
    qint64 pauseMs() const { return m_pause; }
    int refusals() const { return m_refusals; } ///< by 429, since anything succeeded or this
    void beginsAnew() { m_refusals = 0; }

private:
    qint64 m_pause = 0;
    int m_refusals = 0;
    qint64 m_next = 0; ///< no request before this moment
    qint64 m_heldUntil = 0; ///< the server asked for it
};

} // namespace cairn
