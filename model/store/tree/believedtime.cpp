// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/tree/believedtime.h"

#include "clock.h"
#include "store/sqlite/database.h"
#include "store/tree/metastore.h"

#include <QStringList>

#include <algorithm>

namespace cairn {

namespace {

constexpr qint64 kLongEnoughMs = 24LL * 60 * 60 * 1000;

QString believedName() { return QStringLiteral("time/believed"); }
QString dayName() { return QStringLiteral("time/day"); }

/// What the clock showed in the day of running that is not over yet.
struct Day {
    qint64 earliest;
    qint64 latest;
    qint64 ran = 0;
};

Day dayOf(const QString &text, qint64 now)
{
    const QStringList parts = text.split(u' ');
    if (parts.size() != 3)
        return {now, now};
    return {
        std::min(parts.at(0).toLongLong(), now), std::max(parts.at(1).toLongLong(), now),
        parts.at(2).toLongLong()};
}

} // namespace

BelievedTime::BelievedTime(Database &database, MetaStore &meta, const Clock &clock)
    : m_database(database)
    , m_meta(meta)
    , m_clock(clock)
{
}

Result<std::optional<qint64>> BelievedTime::believed()
{
    CAIRN_ASSIGN(const std::optional<QString> text, m_meta.value(believedName()));
    return text ? std::optional(text->toLongLong()) : std::nullopt;
}

Result<void> BelievedTime::ran(qint64 ms)
{
    Transaction transaction(m_database);
    CAIRN_TRY(transaction.begin());
    CAIRN_ASSIGN(const std::optional<QString> text, m_meta.value(dayName()));
    Day day = dayOf(text.value_or(QString()), m_clock.nowMs());
    day.ran += std::max<qint64>(ms, 0);
    if (day.ran < kLongEnoughMs) {
        CAIRN_TRY(m_meta.setValue(
            dayName(), QStringLiteral("%1 %2 %3").arg(day.earliest).arg(day.latest).arg(day.ran)));
        return transaction.commit();
    }
    CAIRN_ASSIGN(const std::optional<qint64> before, believed());
    const qint64 now = std::clamp(before.value_or(day.earliest), day.earliest, day.latest);
    CAIRN_TRY(m_meta.setValue(believedName(), QString::number(now)));
    CAIRN_TRY(m_meta.remove(dayName()));
    return transaction.commit();
}

Result<std::optional<qint64>> BelievedTime::now()
{
    CAIRN_ASSIGN(const std::optional<qint64> time, believed());
    return time ? std::optional(std::min(*time, m_clock.nowMs())) : std::nullopt;
}

Result<qint64> BelievedTime::stamp()
{
    CAIRN_ASSIGN(const std::optional<qint64> time, believed());
    return std::max(time.value_or(0), m_clock.nowMs());
}

} // namespace cairn
