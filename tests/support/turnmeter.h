// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractEventDispatcher>
#include <QElapsedTimer>
#include <QObject>

#include <algorithm>
#include <ctime>
#include <vector>

namespace cairn {

/// The processor time that this thread has used so far, in milliseconds: what others do on the same
/// machine does not count.
inline double threadCpuMs()
{
#ifdef CLOCK_THREAD_CPUTIME_ID
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
#else
    static QElapsedTimer clock;
    if (!clock.isValid())
        clock.start();
    return double(clock.nsecsElapsed()) / 1e6;
#endif
}

/// How much each turn of this thread's event loop costs: for so long nothing else, no key and no
/// click, gets its turn. From start() to stop(); QEventLoop::exec() must turn the loop.
class TurnMeter : public QObject {
public:
    void start()
    {
        m_costs.clear();
        m_last = threadCpuMs();
        m_turned = connect(
            QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, this, [this] {
                const double now = threadCpuMs();
                m_costs.push_back(now - m_last);
                m_last = threadCpuMs();
            });
    }
    void stop()
    {
        disconnect(m_turned);
        std::sort(m_costs.begin(), m_costs.end());
    }

    // After stop(); in milliseconds.
    double longest() const { return m_costs.empty() ? 0 : m_costs.back(); }
    double percentile(int percent) const
    {
        return m_costs.empty() ? 0 : m_costs[m_costs.size() * size_t(percent) / 100];
    }
    int over(double ms) const
    {
        return int(m_costs.end() - std::upper_bound(m_costs.begin(), m_costs.end(), ms));
    }
    double total() const
    {
        double sum = 0;
        for (const double cost : m_costs)
            sum += cost;
        return sum;
    }
    int turns() const { return int(m_costs.size()); }

private:
    QMetaObject::Connection m_turned;
    double m_last = 0;
    std::vector<double> m_costs;
};

} // namespace cairn
