// SPDX-License-Identifier: GPL-3.0-or-later
#include "merge/lineowners.h"

#include "merge/linekey.h"

#include <algorithm>

namespace cairn {
namespace {

using Kind = OutlineLine::Kind;
using Type = OutlineContainer::Type;

/// What a line can own others as.
enum class Role { Heading, Item, Fence, TableHeader, Other };

Role roleOf(const NoteOutline &outline, int line)
{
    const OutlineLine &owner = outline.lines()[line];
    if (owner.kind == Kind::Heading)
        return Role::Heading;
    const QStringView text = outline.texts()[line].trimmed();
    if (text.startsWith(u"```") || text.startsWith(u"~~~"))
        return Role::Fence;
    for (int c = owner.container; c >= 0; c = outline.containers()[c].parent) {
        const OutlineContainer &container = outline.containers()[c];
        if (container.type == Type::Table && container.line == line)
            return Role::TableHeader;
        if (container.type == Type::Item)
            return container.line == line ? Role::Item : Role::Other;
    }
    return Role::Other;
}

/// The lines of a range that have this role.
QList<int> linesWithRole(const NoteOutline &outline, UnitRange range, Role role)
{
    QList<int> result;
    for (int line = int(range.begin); line < range.end; ++line) {
        if (!outline.texts()[line].trimmed().isEmpty() && roleOf(outline, line) == role)
            result.append(line);
    }
    return result;
}

QStringList cells(QStringView row)
{
    QStringList result;
    for (const QStringView cell : row.trimmed().split(u'|'))
        result.append(cell.trimmed().toString().toCaseFolded());
    if (!result.isEmpty() && result.first().isEmpty())
        result.removeFirst();
    if (!result.isEmpty() && result.last().isEmpty())
        result.removeLast();
    return result;
}

/// The same columns in the same order; a column may have another name, but not that of another one.
bool hasSameColumns(QStringView merged, QStringView side)
{
    const QStringList after = cells(merged);
    const QStringList before = cells(side);
    if (after.size() != before.size())
        return false;
    for (qsizetype i = 0; i < after.size(); ++i) {
        if (after[i] != before[i] && (before.contains(after[i]) || after.contains(before[i])))
            return false;
    }
    return true;
}

/// A note's title: the first line of all, over everything. To have one or not changes nothing.
bool isTitle(const NoteOutline &outline, int heading)
{
    return heading >= 0 && outline.headings()[heading].level == 1
        && outline.headings()[heading].line == outline.firstLine();
}

QList<int> chain(const NoteOutline &outline, int heading)
{
    QList<int> lines;
    for (; heading >= 0; heading = outline.headings()[heading].parent)
        lines.append(outline.headings()[heading].line);
    return lines;
}

} // namespace

int KeyCounts::of(const QString &key)
{
    if (!m_counted) {
        m_counted = true;
        for (const QStringView line : m_outline.texts())
            ++m_counts[lineKey(line)];
    }
    return m_counts.value(key);
}

LineOwners::LineOwners(const Inputs &inputs, const MergeSide &side, const MergeSide &other)
    : m_in(inputs)
    , m_side(side)
    , m_other(other)
    , m_sideOutline(outlineOf(side))
    , m_otherOutline(outlineOf(other))
    , m_mergedCounts(inputs.merged)
    , m_sideCounts(m_sideOutline)
{
}

const NoteOutline &LineOwners::outlineOf(const MergeSide &side) const
{
    return side.take == MergeRegion::Take::Mine ? m_in.mine : m_in.theirs;
}

bool LineOwners::belongsAsBefore(int mergedLine, int sideLine)
{
    const OutlineLine &merged = m_in.merged.lines()[mergedLine];
    const OutlineLine &side = m_sideOutline.lines()[sideLine];
    return merged.kind == side.kind && merged.level == side.level
        && isSame(merged.indentParent, side.indentParent)
        && hasSameContainers(merged.container, side.container)
        && hasSameElements(merged.element, side.element)
        && hasSameHeadings(merged.heading, side.heading);
}

bool LineOwners::isSame(int mergedLine, int sideLine)
{
    if (mergedLine < 0 || sideLine < 0)
        return mergedLine == sideLine;
    const MergedLine &line = m_in.lines[mergedLine];
    if (line.*m_side.line == sideLine)
        return true;
    const quint64 pair = quint64(mergedLine) << 32 | quint32(sideLine);
    const auto known = m_same.constFind(pair);
    if (known != m_same.cend())
        return *known;
    const bool same = isReworded(mergedLine, sideLine);
    m_same.insert(pair, same);
    return same;
}

bool LineOwners::isReworded(int mergedLine, int sideLine)
{
    const QString mergedKey = lineKey(m_in.merged.texts()[mergedLine]);
    const QString sideKey = lineKey(m_sideOutline.texts()[sideLine]);
    if (!mergedKey.isEmpty() && mergedKey == sideKey && m_mergedCounts.of(mergedKey) == 1
        && m_sideCounts.of(sideKey) == 1)
        return true; // moved
    // The other side wrote it where this side's line stood, as the same heading or item of the
    // place.
    const MergedLine &line = m_in.lines[mergedLine];
    const int region = line.*m_other.region;
    if (line.*m_side.line >= 0 || region < 0
        || !(m_in.regions[region].*m_side.lines).contains(sideLine))
        return false;
    const int otherLine = line.*m_other.line;
    const Role role = roleOf(m_otherOutline, otherLine);
    const QList<int> before =
        linesWithRole(m_sideOutline, m_in.regions[region].*m_side.lines, role);
    const QList<int> after =
        linesWithRole(m_otherOutline, m_in.regions[region].*m_other.lines, role);
    if (before.size() != after.size() || before.indexOf(sideLine) < 0
        || before.indexOf(sideLine) != after.indexOf(otherLine))
        return false;
    // Not one that took the name of another, nor one whose name went elsewhere.
    return mergedKey == sideKey
        || (m_mergedCounts.of(sideKey) < m_sideCounts.of(sideKey)
            && m_mergedCounts.of(mergedKey) > m_sideCounts.of(mergedKey));
}

bool LineOwners::hasSameHeadings(int mergedHeading, int sideHeading)
{
    if (mergedHeading < 0 || sideHeading < 0)
        return mergedHeading == sideHeading
            || (isTitle(m_in.merged, mergedHeading) || isTitle(m_sideOutline, sideHeading));
    const QList<int> merged = chain(m_in.merged, mergedHeading);
    const QList<int> side = chain(m_sideOutline, sideHeading);
    if (!isSame(merged.first(), side.first()))
        return false;
    // Further up there may be one heading more, or one less, but not another one.
    qsizetype m = 0;
    qsizetype s = 0;
    qsizetype onlyMerged = 0;
    qsizetype onlySide = 0;
    while (m < merged.size() && s < side.size()) {
        if (isSame(merged[m], side[s])) {
            ++m;
            ++s;
        } else if (merged.size() - m > side.size() - s) {
            ++m;
            ++onlyMerged;
        } else {
            ++s;
            ++onlySide;
        }
    }
    onlyMerged += merged.size() - m;
    onlySide += side.size() - s;
    return onlyMerged == 0 || onlySide == 0;
}

bool LineOwners::hasSameContainers(int mergedContainer, int sideContainer)
{
    const QList<OutlineContainer> &merged = m_in.merged.containers();
    const QList<OutlineContainer> &side = m_sideOutline.containers();
    while (mergedContainer >= 0 && sideContainer >= 0) {
        if (!isSameContainer(merged[mergedContainer], side[sideContainer]))
            return false;
        mergedContainer = merged[mergedContainer].parent;
        sideContainer = side[sideContainer].parent;
    }
    return mergedContainer == sideContainer;
}

bool LineOwners::isSameContainer(const OutlineContainer &merged, const OutlineContainer &side)
{
    // What had no label may get one.
    if (merged.type != side.type
        || (!isSame(merged.label, side.label)
            && !(side.label < 0 && isSame(merged.line, side.line))))
        return false;
    switch (merged.type) {
    case Type::Quote:
    case Type::List:
        return true;
    case Type::Table:
        return isSame(merged.line, side.line)
            && (merged.line < 0
                || hasSameColumns(
                    m_in.merged.texts()[merged.line], m_sideOutline.texts()[side.line]));
    case Type::Item:
    case Type::Code:
    case Type::Html:
        return isSame(merged.line, side.line);
    }
    return false;
}

bool LineOwners::hasSameElements(int mergedElement, int sideElement)
{
    const auto closedOne = [](const NoteOutline &outline, int element) {
        while (element >= 0 && !outline.elements()[element].closed)
            element = outline.elements()[element].parent;
        return element;
    };
    const int merged = closedOne(m_in.merged, mergedElement);
    const int side = closedOne(m_sideOutline, sideElement);
    if (merged < 0 || side < 0)
        return merged == side;
    return isSame(m_in.merged.elements()[merged].line, m_sideOutline.elements()[side].line);
}

} // namespace cairn
