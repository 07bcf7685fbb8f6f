// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/timers.h"

#include <QDeadlineTimer>
#include <QTimer>

#include <algorithm>
#include <limits>

namespace cairn {
namespace {

qint64 monotonicMs() { return QDeadlineTimer::current().deadline(); }

class QtTimer final : public Timer {
public:
    explicit QtTimer(std::function<void()> fired)
        : m_fired(std::move(fired))
    {
        m_timer.setSingleShot(true);
        // The callback may destroy this timer, so it runs on a copy.
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            const auto run = m_fired;
            run();
        });
    }
    void start(qint64 ms) override
    {
        // Coarse timers drift by 5 %: welcome for minutes (wake-ups coalesce), not for the short
        // ones.
        m_timer.setTimerType(ms < 1'000 ? Qt::PreciseTimer : Qt::CoarseTimer);
        m_timer.start(int(std::clamp<qint64>(ms, 0, std::numeric_limits<int>::max())));
    }
    void stop() override { m_timer.stop(); }
    bool isActive() const override { return m_timer.isActive(); }

private:
    QTimer m_timer;
    std::function<void()> m_fired;
};

} // namespace

QtTimers::QtTimers()
    : m_origin(monotonicMs())
{
}

std::unique_ptr<Timer> QtTimers::make(std::function<void()> fired)
{
    return std::make_unique<QtTimer>(std::move(fired));
}

qint64 QtTimers::elapsedMs() const { return monotonicMs() - m_origin; }

} // namespace cairn
