// SPDX-License-Identifier: GPL-3.0-or-later
#include "timewords.h"

#include <QDateTime>
#include <QLocale>

namespace cairn {

namespace {

constexpr qint64 kSecond = 1000;
constexpr qint64 kMinute = 60 * kSecond;
constexpr qint64 kHour = 60 * kMinute;
// Later people think in times of day, and the words need not be renewed every minute.
constexpr qint64 kRecent = 10 * kMinute;

QDateTime local(qint64 at) { return QDateTime::fromMSecsSinceEpoch(at); }

QString day(const QDate &date, const QDate &today)
{
    const QLocale locale;
    return date.year() == today.year() ? locale.toString(date, QStringLiteral("d MMM"))
                                       : locale.toString(date, QStringLiteral("d MMM yyyy"));
}

} // namespace

QString TimeWords::clock(qint64 at)
{
    return QLocale().toString(local(at).time(), QStringLiteral("HH:mm"));
}

QString TimeWords::stamp(qint64 at)
{
    const QDateTime then = local(at);
    return QLocale().toString(then.date(), QLocale::ShortFormat) + QLatin1Char(' ')
        + then.time().toString(QStringLiteral("HH:mm:ss"));
}

QString TimeWords::full(qint64 at) { return QLocale().toString(local(at), QLocale::LongFormat); }

QString TimeWords::ago(qint64 at, qint64 now)
{
    const qint64 span = now - at;
    if (span < 45 * kSecond)
        return tr("just now"); // a clock that was set back must not give a negative age
    if (span < kRecent)
        return tr("%Ln min ago", nullptr, static_cast<int>(qMax<qint64>(1, span / kMinute)));
    const QDate then = local(at).date();
    const QDate today = local(now).date();
    if (then == today)
        return tr("at %1", "time of day").arg(clock(at));
    if (then == today.addDays(-1))
        return tr("yesterday at %1").arg(clock(at));
    return tr("on %1", "date").arg(day(then, today));
}

qint64 TimeWords::agoChangesAt(qint64 at, qint64 now)
{
    if (now - at < kRecent)
        return (now / kMinute + 1) * kMinute;
    return local(now).date().addDays(1).startOfDay().toMSecsSinceEpoch();
}

QString TimeWords::until(qint64 at, qint64 now)
{
    const qint64 span = at - now;
    if (span <= 0)
        return {};
    if (span < kMinute)
        return tr("in %Ln s", nullptr, static_cast<int>((span + kSecond - 1) / kSecond));
    if (span < kHour)
        return tr("in %Ln min", nullptr, static_cast<int>((span + kMinute - 1) / kMinute));
    const QDate then = local(at).date();
    const QDate today = local(now).date();
    return then == today ? tr("at %1", "time of day").arg(clock(at))
                         : tr("on %1 at %2", "day, time of day").arg(day(then, today), clock(at));
}

QString TimeWords::brief(qint64 at, qint64 now)
{
    const QDate then = local(at).date();
    const QDate today = local(now).date();
    if (then == today)
        return clock(at);
    return then == today.addDays(-1) ? tr("yesterday") : day(then, today);
}

} // namespace cairn
