// SPDX-License-Identifier: GPL-3.0-or-later
#include "merge/mergestructure.h"

#include "merge/linekey.h"
#include "merge/lineowners.h"
#include "merge/mergecopies.h"
#include "merge/mergedlines.h"
#include "merge/noteoutline.h"

#include <QStringList>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cairn {
namespace {

using Kind = OutlineLine::Kind;
using Take = MergeRegion::Take;

/// Each is looked for among all definitions.
constexpr int kMaxCorrections = 1'000;

QString whole(const QList<QStringView> &units)
{
    if (units.isEmpty())
        return {};
    return QStringView(units.first().data(), units.last().data() + units.last().size()).toString();
}

/// The addresses of the links of each line that has some.
QHash<int, QStringList> linksOf(const NoteOutline &outline)
{
    QHash<int, QStringList> result;
    for (const OutlineReference &link : outline.links())
        result[link.line].append(link.target);
    return result;
}

/// "example.org" of an address of the web; empty for others.
QStringView hostOf(QStringView target)
{
    const qsizetype scheme = target.indexOf(u"://");
    if (scheme < 0)
        return {};
    target = target.sliced(scheme + 3);
    const qsizetype end = target.indexOf(u'/');
    return end < 0 ? target : target.first(end);
}

/// What nobody would see as text, or what would be seen.
enum class Showing { Text, Code, Hidden, FrontMatter };

Showing showingOf(const NoteOutline &outline, int line)
{
    switch (outline.lines()[line].kind) {
    case Kind::Code:
        return Showing::Code;
    case Kind::Html:
        return Showing::Hidden;
    case Kind::FrontMatter:
        return Showing::FrontMatter;
    default:
        return Showing::Text;
    }
}

/// Is `merged` what comes out of a base and two sides of which at most one changed it?
template <typename Value>
bool isMergeOf(const Value &merged, const Value &base, const Value &mine, const Value &theirs)
{
    if (mine == base)
        return merged == theirs;
    if (theirs == base || theirs == mine)
        return merged == mine;
    return false;
}

/// The structure of the three texts; made once for all looks at merged ones.
struct Outlines {
    explicit Outlines(const UnitTexts &texts)
        : baseText(whole(texts.base))
        , mineText(whole(texts.mine))
        , theirText(whole(texts.theirs))
        , base(baseText)
        , mine(mineText)
        , theirs(theirText)
    {
    }
    bool areUsable() const { return base.isUsable() && mine.isUsable() && theirs.isUsable(); }

    QString baseText;
    QString mineText;
    QString theirText;
    NoteOutline base;
    NoteOutline mine;
    NoteOutline theirs;
};

/// One look at one merged text.
class StructureCheck {
public:
    StructureCheck(
        const QList<MergeRegion> &regions, const UnitTexts &texts, const Outlines &outlines,
        const QList<RegionLines> &regionLines, bool undecidedAsMine, MergeDoubts &doubts)
        : m_regions(regions)
        , m_texts(texts)
        , m_outlines(outlines)
        , m_regionLines(regionLines)
        , m_doubts(doubts)
        , m_merged(regions, texts, undecidedAsMine)
        , m_outline(m_merged.text)
    {
    }

    void check()
    {
        if (!m_outline.isUsable()) {
            m_doubts.wholeText = true;
            return;
        }
        checkSide(mergeSide(true), mergeSide(false), m_outlines.mine);
        checkSide(mergeSide(false), mergeSide(true), m_outlines.theirs);
        checkUnchanged();
        checkDefinitions();
    }

private:
    void doubt(qsizetype region)
    {
        if (region < 0 || isSameChange(m_regions[region], m_texts))
            m_doubts.wholeText = true; // there is nothing to choose from
        else if (m_regions[region].take != Take::Undecided)
            m_doubts.regions.insert(region);
    }

    void checkSide(const MergeSide &side, const MergeSide &other, const NoteOutline &outline)
    {
        LineOwners owners(
            {m_outline, m_outlines.mine, m_outlines.theirs, m_merged.lines, m_regionLines}, side,
            other);
        const QHash<int, QStringList> mergedLinks = linksOf(m_outline);
        const QHash<int, QStringList> sideLinks = linksOf(outline);
        for (int at = 0; at < int(m_merged.lines.size()); ++at) {
            const MergedLine &line = m_merged.lines[at];
            const int sideLine = line.*side.line;
            if (line.*side.region < 0 || m_outline.texts()[at].trimmed().isEmpty())
                continue;
            if (!owners.belongsAsBefore(at, sideLine)
                || !leadTheSame(mergedLinks.value(at), sideLinks.value(sideLine), outline, owners))
                doubt(line.*side.region);
        }
        for (const OutlineReference &footnote : m_outline.footnotes()) {
            const int region = m_merged.lines[footnote.line].*side.region;
            if (region < 0 || isSameFootnote(footnote.target, outline, owners))
                continue;
            doubt(region);
            doubtDefinition(u"[^%1]"_s.arg(footnote.target), outline, side);
        }
    }

    /// What the other side made of a definition is in question with the place that cites it:
    /// without it that place would lead nowhere, whatever is decided there.
    void doubtDefinition(const QString &name, const NoteOutline &outline, const MergeSide &side)
    {
        const QList<int> lines = outline.definitions().value(name);
        if (lines.isEmpty())
            return;
        const auto after = std::upper_bound(
            m_regionLines.begin(), m_regionLines.end(), lines.first(),
            [&side](int line, const RegionLines &region) {
                return line < (region.*side.lines).begin;
            });
        qsizetype region = after - m_regionLines.begin() - 1;
        while (region >= 0 && (m_regionLines[region].*side.lines).size() == 0)
            --region; // empty ones begin where the next one does
        if (region < 0)
            return;
        const Take take = m_regions[region].take;
        if (take != Take::Unchanged && take != side.take)
            doubt(region);
    }

    /// The same addresses, or one corrected in its definition.
    bool leadTheSame(
        const QStringList &merged, const QStringList &side, const NoteOutline &outline,
        LineOwners &owners)
    {
        if (merged.size() != side.size())
            return false;
        for (qsizetype i = 0; i < merged.size(); ++i) {
            if (merged[i] != side[i] && !isCorrected(merged[i], side[i], outline, owners))
                return false;
        }
        return true;
    }

    bool isCorrected(
        const QString &merged, const QString &side, const NoteOutline &outline, LineOwners &owners)
    {
        const QStringView host = hostOf(side);
        if (host.isEmpty() || host != hostOf(merged) || ++m_corrections > kMaxCorrections)
            return false;
        const auto &definitions = m_outline.definitions();
        for (auto it = definitions.cbegin(); it != definitions.cend(); ++it) {
            const QList<int> before = outline.definitions().value(it.key());
            if (!before.isEmpty() && m_outline.definedTarget(it->first()) == merged
                && outline.definedTarget(before.first()) == side)
                return owners.isSame(it->first(), before.first());
        }
        return false;
    }

    bool isSameFootnote(const QString &label, const NoteOutline &outline, LineOwners &owners) const
    {
        const QString name = u"[^%1]"_s.arg(label);
        const QList<int> merged = m_outline.definitions().value(name);
        const QList<int> side = outline.definitions().value(name);
        if (merged.isEmpty() || side.isEmpty())
            return merged.isEmpty() == side.isEmpty();
        return owners.isSame(merged.first(), side.first())
            && isRewording(
                   lineKey(outline.texts()[side.first()]),
                   lineKey(m_outline.texts()[merged.first()]));
    }

    /// Lines that nobody changed: what one side made of them stays so, and nothing else.
    void checkUnchanged()
    {
        const QHash<int, QStringList> base = linksOf(m_outlines.base);
        const QHash<int, QStringList> mine = linksOf(m_outlines.mine);
        const QHash<int, QStringList> theirs = linksOf(m_outlines.theirs);
        const QHash<int, QStringList> merged = linksOf(m_outline);
        bool shown = true;
        bool linked = true;
        for (int at = 0; at < int(m_merged.lines.size()); ++at) {
            const MergedLine &line = m_merged.lines[at];
            if (line.base < 0 || line.mine < 0 || line.theirs < 0
                || m_outline.texts()[at].trimmed().isEmpty())
                continue;
            shown = shown
                && isMergeOf(
                        showingOf(m_outline, at), showingOf(m_outlines.base, line.base),
                        showingOf(m_outlines.mine, line.mine),
                        showingOf(m_outlines.theirs, line.theirs));
            if (line.mineRegion < 0 && line.theirsRegion < 0)
                linked = linked
                    && isMergeOf(
                             merged.value(at), base.value(line.base), mine.value(line.mine),
                             theirs.value(line.theirs));
        }
        if (!shown)
            doubtAll([](QStringView line) {
                return line.contains(u"```") || line.contains(u"~~~") || line.contains(u"<!--")
                    || line.contains(u"-->") || line.startsWith(u'<') || line == u"---";
            });
        if (!linked)
            doubtAll([](QStringView line) { return line.contains(u"]:"); });
    }

    /// Doubts all settled changes with such a line on a side; the whole text when there are none.
    template <typename Predicate> void doubtAll(Predicate predicate)
    {
        bool any = false;
        for (qsizetype r = 0; r < m_regions.size(); ++r) {
            if (m_regions[r].take != Take::Mine && m_regions[r].take != Take::Theirs)
                continue;
            const auto has = [&predicate](const NoteOutline &outline, UnitRange lines) {
                return std::any_of(
                    outline.texts().begin() + lines.begin, outline.texts().begin() + lines.end,
                    [&predicate](QStringView line) { return predicate(line.trimmed()); });
            };
            if (has(m_outlines.base, m_regionLines[r].base)
                || has(m_outlines.mine, m_regionLines[r].mine)
                || has(m_outlines.theirs, m_regionLines[r].theirs)) {
                any = true;
                doubt(r);
            }
        }
        m_doubts.wholeText = m_doubts.wholeText || !any;
    }

    /// No name has more definitions than a side gave it.
    void checkDefinitions()
    {
        const auto &definitions = m_outline.definitions();
        for (auto it = definitions.cbegin(); it != definitions.cend(); ++it) {
            const qsizetype mine = m_outlines.mine.definitions().value(it.key()).size();
            const qsizetype theirs = m_outlines.theirs.definitions().value(it.key()).size();
            if (it->size() < 2 || it->size() <= std::max(mine, theirs))
                continue;
            for (const int at : *it) {
                const MergedLine &line = m_merged.lines[at];
                for (const int region : {line.mineRegion, line.theirsRegion}) {
                    if (region >= 0)
                        doubt(region);
                }
            }
        }
    }

    const QList<MergeRegion> &m_regions;
    const UnitTexts &m_texts;
    const Outlines &m_outlines;
    const QList<RegionLines> &m_regionLines;
    MergeDoubts &m_doubts;
    int m_corrections = 0; ///< looked for so far
    MergedText m_merged;
    NoteOutline m_outline;
};

} // namespace

MergeDoubts structureDoubts(const QList<MergeRegion> &regions, const UnitTexts &texts)
{
    MergeDoubts doubts;
    const auto has = [&](Take take) {
        return std::any_of(regions.begin(), regions.end(), [&](const MergeRegion &region) {
            return region.take == take && !isSameChange(region, texts);
        });
    };
    const bool undecided = has(Take::Undecided);
    if (!undecided && !(has(Take::Mine) && has(Take::Theirs)))
        return doubts; // the result is one of the sides
    const Outlines outlines(texts);
    if (!outlines.areUsable()) {
        doubts.wholeText = true;
        return doubts;
    }
    const QList<RegionLines> lines = regionLines(regions, texts);
    doubts.regions =
        copiedRegions(regions, texts, lines, outlines.base, outlines.mine, outlines.theirs);
    StructureCheck(regions, texts, outlines, lines, true, doubts).check();
    if (undecided)
        StructureCheck(regions, texts, outlines, lines, false, doubts).check();
    return doubts;
}

} // namespace cairn
