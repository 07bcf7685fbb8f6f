// SPDX-License-Identifier: GPL-3.0-or-later
#include "merge/mergedlines.h"

#include <algorithm>

namespace cairn {
namespace {

/// The line of each unit, and one more: the number of lines.
QList<int> unitLines(const QList<QStringView> &units)
{
    QList<int> lines;
    lines.reserve(units.size() + 1);
    int line = 0;
    for (const QStringView unit : units) {
        lines.append(line);
        line += unit.endsWith(u'\n') ? 1 : 0;
    }
    lines.append(line);
    return lines;
}

UnitRange linesOf(const QList<int> &lines, UnitRange units)
{
    const int begin = lines[units.begin];
    return {begin, units.size() > 0 ? lines[units.end - 1] + 1 : begin};
}

QStringView viewOf(const QList<QStringView> &units, UnitRange range)
{
    if (range.size() == 0)
        return {};
    const QStringView last = units[range.end - 1];
    return {units[range.begin].data(), last.data() + last.size()};
}

} // namespace

const MergeSide &mergeSide(bool mine)
{
    static const MergeSide mineSide{MergeRegion::Take::Mine, &MergeRegion::mine,
                                    &RegionLines::mine,      &UnitTexts::mine,
                                    &MergedLine::mine,       &MergedLine::mineRegion};
    static const MergeSide theirSide{MergeRegion::Take::Theirs, &MergeRegion::theirs,
                                     &RegionLines::theirs,      &UnitTexts::theirs,
                                     &MergedLine::theirs,       &MergedLine::theirsRegion};
    return mine ? mineSide : theirSide;
}

bool isSameChange(const MergeRegion &region, const UnitTexts &texts)
{
    return region.take != MergeRegion::Take::Unchanged
        && viewOf(texts.mine, region.mine) == viewOf(texts.theirs, region.theirs);
}

QList<RegionLines> regionLines(const QList<MergeRegion> &regions, const UnitTexts &texts)
{
    const QList<int> base = unitLines(texts.base);
    const QList<int> mine = unitLines(texts.mine);
    const QList<int> theirs = unitLines(texts.theirs);
    QList<RegionLines> result;
    result.reserve(regions.size());
    for (const MergeRegion &region : regions)
        result.append(
            {linesOf(base, region.base), linesOf(mine, region.mine),
             linesOf(theirs, region.theirs)});
    return result;
}

MergedText::MergedText(
    const QList<MergeRegion> &regions, const UnitTexts &texts, bool undecidedAsMine)
{
    using Take = MergeRegion::Take;
    const QList<int> baseLines = unitLines(texts.base);
    const QList<int> mineLines = unitLines(texts.mine);
    const QList<int> theirLines = unitLines(texts.theirs);
    MergedLine line;
    for (qsizetype r = 0; r < regions.size(); ++r) {
        const MergeRegion &region = regions[r];
        const bool undecided = region.take == Take::Undecided;
        const bool unchanged = region.take == Take::Unchanged;
        const bool fromMine = undecided ? undecidedAsMine : region.take != Take::Theirs;
        const bool same = isSameChange(region, texts);
        const UnitRange range = fromMine ? region.mine : region.theirs;
        const QList<QStringView> &units = fromMine ? texts.mine : texts.theirs;
        const QList<int> &numbers = fromMine ? mineLines : theirLines;
        for (qsizetype i = 0; i < range.size(); ++i) {
            // The other side's line: the same unit, or in the same text cut differently the line
            // as far down.
            const int down = numbers[range.begin + i] - numbers[range.begin];
            if (unchanged)
                line.base = baseLines[region.base.begin + i];
            if (fromMine || unchanged || same)
                line.mine = unchanged ? mineLines[region.mine.begin + i]
                                      : mineLines[region.mine.begin] + down;
            if (!fromMine || unchanged || same)
                line.theirs = unchanged ? theirLines[region.theirs.begin + i]
                                        : theirLines[region.theirs.begin] + down;
            if (!undecided && !unchanged && (fromMine || same))
                line.mineRegion = int(r);
            if (!undecided && !unchanged && (!fromMine || same))
                line.theirsRegion = int(r);
            const QStringView unit = units[range.begin + i];
            text += unit;
            if (unit.endsWith(u'\n')) {
                lines.append(line);
                line = {};
            }
        }
    }
    if (!text.isEmpty() && !text.endsWith(u'\n'))
        lines.append(line);
}

} // namespace cairn
