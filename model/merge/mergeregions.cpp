// SPDX-License-Identifier: GPL-3.0-or-later
#include "merge/mergeregions.h"

#include <algorithm>

namespace cairn {
namespace {

/// The bound of a merge, in units of the longest sequence between the first and the last
/// difference: what a diff takes half a second for at worst. A count and not milliseconds, because
/// every device must come to the same answer.
constexpr qsizetype kMaxUnits = 60'000;

/// How many units all three begin or end with.
qsizetype commonUnits(const UnitSequences &units)
{
    const qsizetype shortest =
        std::min({units.base.size(), units.mine.size(), units.theirs.size()});
    const auto same = [&units](auto base, auto mine, auto theirs, qsizetype limit) {
        qsizetype count = 0;
        while (count < limit && base[count] == mine[count] && base[count] == theirs[count])
            ++count;
        return count;
    };
    const qsizetype head =
        same(units.base.begin(), units.mine.begin(), units.theirs.begin(), shortest);
    return head
        + same(units.base.rbegin(), units.mine.rbegin(), units.theirs.rbegin(), shortest - head);
}

bool contains(const QList<int> &units, qsizetype begin, qsizetype end, int unit)
{
    return std::find(units.begin() + begin, units.begin() + end, unit) != units.begin() + end;
}

/// Does a change touch a run of two or more identical base units? It does where it overlaps the
/// run, or lies beside it and adds or removes that same unit: then the diff could as well have
/// named other members of the run. A change beside a run that leaves the repeated unit alone has
/// only one reading.
bool touchesRun(const QList<UnitHunk> &hunks, const QList<int> &base, const QList<int> &side)
{
    auto hunk = hunks.begin();
    for (qsizetype begin = 0; begin < base.size() && hunk != hunks.end();) {
        qsizetype end = begin + 1;
        while (end < base.size() && base[end] == base[begin])
            ++end;
        while (hunk != hunks.end() && hunk->fromEnd < begin)
            ++hunk;
        for (auto h = hunk; end - begin > 1 && h != hunks.end() && h->from <= end; ++h) {
            if ((h->from < end && h->fromEnd > begin)
                || contains(side, h->to, h->toEnd, base[begin])
                || contains(base, h->from, h->fromEnd, base[begin]))
                return true;
        }
        begin = end;
    }
    return false;
}

/// Walks over the changed places of one side in step with the base.
class SideCursor {
public:
    SideCursor(const QList<UnitHunk> &hunks)
        : m_hunks(hunks)
    {
    }
    bool atEnd() const { return m_next == m_hunks.size(); }
    bool startsWithin(qsizetype basePosition) const
    {
        return !atEnd() && next().from <= basePosition;
    }
    const UnitHunk &next() const { return m_hunks[m_next]; }
    /// Passes the next hunk.
    void advance()
    {
        m_shift = next().toEnd - next().fromEnd;
        ++m_next;
    }
    /// Where a base position behind the last passed hunk lies on this side.
    qsizetype map(qsizetype basePosition) const { return basePosition + m_shift; }

private:
    const QList<UnitHunk> &m_hunks;
    qsizetype m_next = 0;
    qsizetype m_shift = 0;
};

class RegionBuilder {
public:
    RegionBuilder(
        const UnitSequences &units, const QList<UnitHunk> &mine, const QList<UnitHunk> &theirs)
        : m_units(units)
        , m_mine(mine)
        , m_theirs(theirs)
    {
    }

    QList<MergeRegion> build()
    {
        qsizetype position = 0;
        while (!m_mine.atEnd() || !m_theirs.atEnd()) {
            const qsizetype start = nextStart();
            if (start > position)
                appendUnchanged(position, start);
            position = appendChange(start);
        }
        if (position < m_units.base.size())
            appendUnchanged(position, m_units.base.size());
        return m_regions;
    }

private:
    qsizetype nextStart() const
    {
        if (m_mine.atEnd())
            return m_theirs.next().from;
        if (m_theirs.atEnd())
            return m_mine.next().from;
        return std::min(m_mine.next().from, m_theirs.next().from);
    }

    void append(
        MergeRegion::Take take, qsizetype from, qsizetype to, qsizetype mineFrom,
        qsizetype theirsFrom)
    {
        m_regions.append(
            {take, {from, to}, {mineFrom, m_mine.map(to)}, {theirsFrom, m_theirs.map(to)}});
    }

    void appendUnchanged(qsizetype from, qsizetype to)
    {
        append(MergeRegion::Take::Unchanged, from, to, m_mine.map(from), m_theirs.map(from));
    }

    /// Gathers the changes of both sides that overlap or adjoin from `start` on; returns the base
    /// position behind them.
    qsizetype appendChange(qsizetype start)
    {
        const qsizetype mineFrom = m_mine.map(start);
        const qsizetype theirsFrom = m_theirs.map(start);
        qsizetype end = start;
        bool mineChanged = false;
        bool theirsChanged = false;
        const auto gather = [&end](SideCursor &side, bool &changed) {
            if (!side.startsWithin(end))
                return false;
            end = std::max(end, side.next().fromEnd);
            side.advance();
            return changed = true;
        };
        while (gather(m_mine, mineChanged) || gather(m_theirs, theirsChanged)) { }
        auto take = mineChanged ? MergeRegion::Take::Mine : MergeRegion::Take::Theirs;
        if (mineChanged && theirsChanged && !sameContent(mineFrom, theirsFrom, end))
            take = MergeRegion::Take::Undecided;
        append(take, start, end, mineFrom, theirsFrom);
        return end;
    }

    bool sameContent(qsizetype mineFrom, qsizetype theirsFrom, qsizetype baseEnd) const
    {
        return std::equal(
            m_units.mine.begin() + mineFrom, m_units.mine.begin() + m_mine.map(baseEnd),
            m_units.theirs.begin() + theirsFrom, m_units.theirs.begin() + m_theirs.map(baseEnd));
    }

    const UnitSequences &m_units;
    SideCursor m_mine;
    SideCursor m_theirs;
    QList<MergeRegion> m_regions;
};

} // namespace

std::optional<QList<MergeRegion>> mergeRegions(const UnitSequences &units)
{
    const qsizetype longest = std::max({units.base.size(), units.mine.size(), units.theirs.size()});
    if (longest - commonUnits(units) > kMaxUnits)
        return std::nullopt;
    const auto mine = diffUnits(units.base, units.mine);
    const auto theirs = diffUnits(units.base, units.theirs);
    if (!mine || !theirs)
        return std::nullopt;
    // A side without changes needs no guess about where the other side's changes go.
    const bool bothChanged = !mine->isEmpty() && !theirs->isEmpty();
    if (bothChanged
        && (touchesRun(*mine, units.base, units.mine)
            || touchesRun(*theirs, units.base, units.theirs)))
        return std::nullopt;
    return RegionBuilder(units, *mine, *theirs).build();
}

} // namespace cairn
