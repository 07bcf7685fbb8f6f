// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>
#include <QString>

#include <functional>

namespace cairn::sim {

/// Reads every line that is logged while it exists (I12): nothing secret and nothing that somebody
/// wrote may be in one. One at a time.
class LogWatch {
public:
    using Suspicious = std::function<void(const QString &line)>;
    /// `isSecret` is asked about each line; lines are not printed.
    LogWatch(std::function<bool(const QString &)> isSecret, Suspicious suspicious);
    ~LogWatch();
    LogWatch(const LogWatch &) = delete;
    LogWatch &operator=(const LogWatch &) = delete;

private:
    static void onMessage(QtMsgType type, const QMessageLogContext &context, const QString &text);

    std::function<bool(const QString &)> m_isSecret;
    Suspicious m_suspicious;
    QtMessageHandler m_before;
    LogWatch *m_outer;
};

} // namespace cairn::sim
