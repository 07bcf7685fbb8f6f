// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

namespace cairn {

/// Moments and spans in the words people use. Pure functions of their arguments and the locale;
/// times are UTC milliseconds and shown in local time.
class TimeWords {
    Q_DECLARE_TR_FUNCTIONS(cairn::TimeWords)
public:
    static QString
    ago(qint64 at,
        qint64 now); ///< "just now", "2 min ago", "at 09:14", "yesterday at 09:14", "on 3 May"
    /// When `ago` may say something else: the next whole minute, so that all ages in a window
    /// change at one moment; after the first ten minutes the next midnight.
    static qint64 agoChangesAt(qint64 at, qint64 now);
    static QString
    until(qint64 at, qint64 now); ///< "in 30 s", "in 5 min"; empty when it is not in the future
    static QString
    brief(qint64 at, qint64 now); ///< for lists: "09:14", "yesterday", "3 May", "3 May 2021"
    static QString full(qint64 at); ///< for tool tips: date and time
    static QString clock(qint64 at); ///< "09:14"
    static QString stamp(qint64 at); ///< for logs: short date, time with seconds
};

} // namespace cairn
