// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/versioncomparison.h"

#include <algorithm>

namespace cairn {

namespace {

/// How many of the characters before `position` are in both texts.
qsizetype commonBefore(const QList<TextSpan> &marks, qsizetype position)
{
    qsizetype common = position;
    for (const TextSpan &mark : marks) {
        if (mark.begin >= position)
            break;
        common -= std::min(mark.end, position) - mark.begin;
    }
    return common;
}

/// The position with so many common characters before it, in front of what is marked there.
qsizetype positionOf(const QList<TextSpan> &marks, qsizetype common)
{
    qsizetype position = common;
    for (const TextSpan &mark : marks) {
        if (mark.begin >= position)
            break;
        position += mark.end - mark.begin;
    }
    return position;
}

} // namespace

VersionComparison::VersionComparison(const QString &older, const QString &newer)
    : m_marks(wordDiff(older, newer))
{
    // A changed word is marked on both sides: one place. Blanks around it may count differently.
    constexpr qsizetype kSamePlace = 2;
    QList<Place> places;
    for (const TextSpan &mark : std::as_const(m_marks.left))
        places.append({mark.begin, inNewer(mark.begin)});
    for (const TextSpan &mark : std::as_const(m_marks.right))
        places.append({inOlder(mark.begin), mark.begin});
    std::sort(places.begin(), places.end(), [](const Place &a, const Place &b) {
        return a.newer + a.older < b.newer + b.older;
    });
    for (const Place &place : std::as_const(places)) {
        const bool same = !m_places.isEmpty()
            && place.newer - m_places.constLast().newer <= kSamePlace
            && place.older - m_places.constLast().older <= kSamePlace;
        if (!same)
            m_places.append(place);
    }
}

qsizetype VersionComparison::inNewer(qsizetype position) const
{
    return positionOf(m_marks.right, commonBefore(m_marks.left, position));
}

qsizetype VersionComparison::inOlder(qsizetype position) const
{
    return positionOf(m_marks.left, commonBefore(m_marks.right, position));
}

} // namespace cairn
