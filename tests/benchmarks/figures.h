// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QElapsedTimer>
#include <QString>
#include <QTextStream>

#include <algorithm>
#include <functional>
#include <vector>

namespace cairn {

/// Times of one operation repeated, in milliseconds.
class Figures {
public:
    /// Runs `operation` `count` times.
    static Figures of(int count, const std::function<void(int)> &operation)
    {
        Figures figures;
        for (int i = 0; i < count; ++i) {
            QElapsedTimer timer;
            timer.start();
            operation(i);
            figures.add(double(timer.nsecsElapsed()) / 1e6);
        }
        return figures;
    }
    void add(double ms)
    {
        m_times.insert(std::upper_bound(m_times.begin(), m_times.end(), ms), ms);
    }
    size_t count() const { return m_times.size(); }
    double percentile(int percent) const
    {
        if (m_times.empty())
            return 0;
        return m_times[std::min(m_times.size() - 1, m_times.size() * size_t(percent) / 100)];
    }
    QString line(const QString &name) const
    {
        return QStringLiteral("%1  p50 %2 ms  p95 %3 ms  p99 %4 ms  max %5 ms")
            .arg(name, -44)
            .arg(percentile(50), 8, 'f', 2)
            .arg(percentile(95), 8, 'f', 2)
            .arg(percentile(99), 8, 'f', 2)
            .arg(m_times.empty() ? 0 : m_times.back(), 8, 'f', 2);
    }

private:
    std::vector<double> m_times;
};

inline void print(const QString &line) { QTextStream(stdout) << line << Qt::endl; }

} // namespace cairn
