// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/timers.h"
#include "testclock.h"

#include <QAbstractEventDispatcher>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>

#include <algorithm>
#include <vector>

namespace cairn {

/// Time that passes only when a test says so, for everything behind the Timers seam; a TestClock
/// goes along with it. Timers fire in the order of their time, inside advance(). Timers whose owner
/// waits for its deferred deletion may outlive it.
class VirtualTimers final : public Timers {
public:
    explicit VirtualTimers(TestClock *clock = nullptr)
        : m_clock(clock)
    {
    }

    std::unique_ptr<Timer> make(std::function<void()> fired) override
    {
        return std::make_unique<Shot>(*this, std::move(fired));
    }
    qint64 elapsedMs() const override { return m_now; }

    void advance(qint64 ms)
    {
        const qint64 target = m_now + ms;
        while (Shot *next = earliest(target)) {
            moveTo(std::max(next->at, m_now));
            next->running = false;
            const auto run = next->fired; // it may destroy its timer
            run();
        }
        moveTo(target);
    }
    /// When the next timer fires, in ms from now; -1: none is running.
    qint64 untilNext() const
    {
        qint64 best = -1;
        for (const Shot *shot : *m_shots) {
            if (shot->running && (best < 0 || shot->at - m_now < best))
                best = std::max<qint64>(shot->at - m_now, 0);
        }
        return best;
    }

private:
    struct Shot final : Timer {
        Shot(VirtualTimers &owner_, std::function<void()> fired_)
            : owner(owner_)
            , shots(owner_.m_shots)
            , fired(std::move(fired_))
        {
            shots->push_back(this);
        }
        ~Shot() override { std::erase(*shots, this); }
        void start(qint64 ms) override
        {
            at = owner.m_now + std::max<qint64>(ms, 0);
            order = ++owner.m_order;
            running = true;
        }
        void stop() override { running = false; }
        bool isActive() const override { return running; }

        VirtualTimers &owner;
        std::shared_ptr<std::vector<Shot *>> shots; ///< of the owner
        std::function<void()> fired;
        qint64 at = 0;
        qint64 order = 0; ///< of two at the same moment the one started first
        bool running = false;
    };
    Shot *earliest(qint64 until) const
    {
        Shot *best = nullptr;
        for (Shot *shot : *m_shots) {
            if (!shot->running || shot->at > until)
                continue;
            if (!best || shot->at < best->at || (shot->at == best->at && shot->order < best->order))
                best = shot;
        }
        return best;
    }
    void moveTo(qint64 now)
    {
        if (m_clock)
            m_clock->advance(now - m_now);
        m_now = now;
    }

    TestClock *m_clock;
    std::shared_ptr<std::vector<Shot *>> m_shots = std::make_shared<std::vector<Shot *>>();
    qint64 m_now = 0;
    qint64 m_order = 0;
};

/// Runs the event loop until `done`, in real time at most `timeoutMs`; virtual time moves on by
/// itself, from timer to timer but never past `maxAdvanceMs` altogether, whenever the loop has
/// nothing to do.
template <typename Done>
bool runUntil(
    VirtualTimers &timers, const Done &done, qint64 maxAdvanceMs = 0, qint64 timeoutMs = 20'000)
{
    QElapsedTimer real;
    real.start();
    const qint64 limit = timers.elapsedMs() + maxAdvanceMs;
    while (!done()) {
        if (real.elapsed() > timeoutMs)
            return false;
        bool busy = false;
        for (int i = 0; i < 20 && !done(); ++i)
            busy =
                QAbstractEventDispatcher::instance()->processEvents(QEventLoop::AllEvents) || busy;
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        if (busy || done())
            continue;
        const qint64 next = timers.untilNext();
        if (next >= 0 && timers.elapsedMs() + next <= limit)
            timers.advance(next);
    }
    return true;
}

} // namespace cairn
