// SPDX-License-Identifier: GPL-3.0-or-later
#include "merge/textmerge.h"

#include "merge/mergelaws.h"
#include "merge/mergeregions.h"
#include "merge/mergestructure.h"
#include "merge/textunits.h"

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace cairn {
namespace {

/// A text with \n line ends, the last line ended too, and what is to be restored afterwards. So
/// appending to a note that does not end with a line end is an insertion, and not a change of its
/// last line.
struct Source {
    explicit Source(const QString &original)
        : text(original)
    {
        const qsizetype crlf = text.count(u"\r\n");
        const qsizetype all = text.count(u'\n');
        if (all > 0)
            windowsLineEnds = 2 * crlf > all;
        if (crlf > 0)
            text = unixLineEnds(text);
        if (!text.isEmpty())
            endsLine = text.endsWith(u'\n');
        if (endsLine == false)
            text += u'\n';
    }

    static QString unixLineEnds(QString text) { return text.replace(u"\r\n"_s, u"\n"_s); }

    QString text;
    std::optional<bool> windowsLineEnds; ///< of most lines; nothing: a single line
    std::optional<bool> endsLine; ///< nothing: an empty text
};

/// A yes or no with three inputs is never in conflict: if both sides differ from the base they
/// agree.
bool mergeFlag(std::optional<bool> base, std::optional<bool> mine, std::optional<bool> theirs)
{
    const bool was = base.value_or(false);
    return mine.value_or(was) == was ? theirs.value_or(was) : mine.value_or(was);
}

MergeChunk settled(QString text)
{
    MergeChunk chunk;
    chunk.text = std::move(text);
    return chunk;
}

MergeChunk undecided(QString mine, QString theirs, QString base)
{
    return {true, {}, std::move(mine), std::move(theirs), std::move(base)};
}

QString textOf(const QList<QStringView> &views, UnitRange range)
{
    QString result;
    for (qsizetype i = range.begin; i < range.end; ++i)
        result += views[i];
    return result;
}

class TextMerger {
public:
    TextMerger(const QString &base, const QString &mine, const QString &theirs)
        : m_base(base)
        , m_mine(mine)
        , m_theirs(theirs)
        , m_windows(
              mergeFlag(m_base.windowsLineEnds, m_mine.windowsLineEnds, m_theirs.windowsLineEnds))
        , m_endsLine(mergeFlag(m_base.endsLine, m_mine.endsLine, m_theirs.endsLine))
    {
    }

    TextMerge merge()
    {
        number();
        if (m_units.mine == m_units.theirs)
            append(settled(m_mine.text));
        else if (const auto regions = safeRegions())
            appendRegions(*regions);
        else
            appendOneConflict();
        restoreLastLine();
        restoreLineEnds();
        return {m_chunks};
    }

private:
    void number()
    {
        m_views.base = mergeUnits(m_base.text);
        m_views.mine = mergeUnits(m_mine.text);
        m_views.theirs = mergeUnits(m_theirs.text);
        UnitNumbers numbers;
        m_units.base = numbers.of(m_views.base);
        m_units.mine = numbers.of(m_views.mine);
        m_units.theirs = numbers.of(m_views.theirs);
    }

    std::optional<QList<MergeRegion>> safeRegions() const
    {
        auto regions = mergeRegions(m_units);
        if (!regions)
            return regions;
        for (MergeRegion &region : *regions)
            settleCutDifferently(region);
        if (!keepsEveryWord(*regions, m_views))
            return std::nullopt;
        const MergeDoubts doubts = structureDoubts(*regions, m_views);
        if (doubts.wholeText)
            return std::nullopt;
        for (const qsizetype region : doubts.regions)
            (*regions)[region].take = MergeRegion::Take::Undecided;
        return regions;
    }

    /// The same text may have been cut differently (an open fence above it stops the cutting): that
    /// is no difference.
    void settleCutDifferently(MergeRegion &region) const
    {
        if (region.take != MergeRegion::Take::Undecided)
            return;
        const QString base = textOf(m_views.base, region.base);
        const QString mine = textOf(m_views.mine, region.mine);
        const QString theirs = textOf(m_views.theirs, region.theirs);
        // Which of two cuts is counted must not depend on the roles.
        if (mine == theirs)
            region.take = region.mine.size() <= region.theirs.size() ? MergeRegion::Take::Mine
                                                                     : MergeRegion::Take::Theirs;
        else if (theirs == base)
            region.take = MergeRegion::Take::Mine;
        else if (mine == base)
            region.take = MergeRegion::Take::Theirs;
    }

    void appendRegions(const QList<MergeRegion> &regions)
    {
        for (const MergeRegion &region : regions) {
            switch (region.take) {
            case MergeRegion::Take::Unchanged:
            case MergeRegion::Take::Mine:
                append(settled(textOf(m_views.mine, region.mine)));
                break;
            case MergeRegion::Take::Theirs:
                append(settled(textOf(m_views.theirs, region.theirs)));
                break;
            case MergeRegion::Take::Undecided:
                append(undecided(
                    textOf(m_views.mine, region.mine), textOf(m_views.theirs, region.theirs),
                    textOf(m_views.base, region.base)));
                break;
            }
        }
    }

    /// All between the first and the last line that differ. What all three begin and end with is
    /// not in question.
    void appendOneConflict()
    {
        const qsizetype shortest =
            std::min({m_units.base.size(), m_units.mine.size(), m_units.theirs.size()});
        const auto same = [this](qsizetype b, qsizetype m, qsizetype t) {
            return m_units.base[b] == m_units.mine[m] && m_units.base[b] == m_units.theirs[t];
        };
        qsizetype head = 0;
        while (head < shortest && same(head, head, head))
            ++head;
        qsizetype tail = 0;
        while (tail < shortest - head
               && same(
                   m_units.base.size() - tail - 1, m_units.mine.size() - tail - 1,
                   m_units.theirs.size() - tail - 1))
            ++tail;
        const auto middle = [&](const QList<QStringView> &views) {
            return textOf(views, {head, views.size() - tail});
        };
        append(settled(textOf(m_views.base, {0, head})));
        append(undecided(middle(m_views.mine), middle(m_views.theirs), middle(m_views.base)));
        append(settled(textOf(m_views.base, {m_views.base.size() - tail, m_views.base.size()})));
    }

    void append(MergeChunk chunk)
    {
        if (!chunk.conflict && !m_chunks.isEmpty() && !m_chunks.last().conflict)
            m_chunks.last().text += chunk.text;
        else if (chunk.conflict || !chunk.text.isEmpty())
            m_chunks.append(std::move(chunk));
    }

    /// Takes the line end that Source added off again. In a last place that is undecided each
    /// version ends as its own text does; a version without text there moves the last settled line
    /// into the place, so that it can.
    void restoreLastLine()
    {
        if (m_chunks.isEmpty())
            return;
        if (!m_chunks.last().conflict) {
            if (!m_endsLine)
                m_chunks.last().text.chop(1);
            return;
        }
        const auto restore = [](QString &text, const Source &source) {
            if (source.endsLine == false && text.endsWith(u'\n'))
                text.chop(1);
        };
        const auto endsBefore = [](const QString &text, const Source &source) {
            return source.endsLine == false && text.isEmpty();
        };
        MergeChunk &last = m_chunks.last();
        if (m_chunks.size() > 1
            && (endsBefore(last.mine, m_mine) || endsBefore(last.theirs, m_theirs)))
            moveLastSettledLine();
        restore(m_chunks.last().mine, m_mine);
        restore(m_chunks.last().theirs, m_theirs);
        restore(m_chunks.last().base, m_base);
    }

    void moveLastSettledLine()
    {
        QString &before = m_chunks[m_chunks.size() - 2].text;
        const qsizetype lineStart = before.lastIndexOf(u'\n', -2) + 1;
        const QString line = before.sliced(lineStart);
        before.truncate(lineStart);
        for (QString *text :
             {&m_chunks.last().mine, &m_chunks.last().theirs, &m_chunks.last().base})
            text->prepend(line);
        if (before.isEmpty())
            m_chunks.remove(m_chunks.size() - 2);
    }

    void restoreLineEnds()
    {
        if (!m_windows)
            return;
        for (MergeChunk &chunk : m_chunks) {
            for (QString *text : {&chunk.text, &chunk.mine, &chunk.theirs, &chunk.base})
                text->replace(u"\n"_s, u"\r\n"_s);
        }
    }

    Source m_base;
    Source m_mine;
    Source m_theirs;
    bool m_windows;
    bool m_endsLine;
    UnitTexts m_views;
    UnitSequences m_units;
    QList<MergeChunk> m_chunks;
};

/// The same, once the line ends are.
TextMerge compareLines(const QString &mine, const QString &theirs)
{
    const QList<QStringView> mineUnits = mergeUnits(mine);
    const QList<QStringView> theirUnits = mergeUnits(theirs);
    UnitNumbers numbers;
    const QList<int> mineNumbers = numbers.of(mineUnits);
    const auto hunks = diffUnits(mineNumbers, numbers.of(theirUnits));
    if (!hunks)
        return {{undecided(mine, theirs, {})}};
    TextMerge result;
    qsizetype position = 0;
    const auto appendSettled = [&](qsizetype end) {
        if (end > position)
            result.chunks.append(settled(textOf(mineUnits, {position, end})));
    };
    for (const UnitHunk &hunk : *hunks) {
        appendSettled(hunk.from);
        result.chunks.append(undecided(
            textOf(mineUnits, {hunk.from, hunk.fromEnd}), textOf(theirUnits, {hunk.to, hunk.toEnd}),
            {}));
        position = hunk.fromEnd;
    }
    appendSettled(mineUnits.size());
    return result;
}

} // namespace

bool TextMerge::isClean() const { return regions() == 0; }

int TextMerge::regions() const
{
    return int(std::count_if(
        chunks.begin(), chunks.end(), [](const MergeChunk &chunk) { return chunk.conflict; }));
}

QString TextMerge::text() const
{
    QString result;
    for (const MergeChunk &chunk : chunks)
        result += chunk.text;
    return result;
}

TextMerge compareTexts(const QString &mine, const QString &theirs)
{
    if (mine.contains(u"\r\n") == theirs.contains(u"\r\n"))
        return compareLines(mine, theirs);
    return compareLines( // otherwise every line would differ
        Source::unixLineEnds(mine), Source::unixLineEnds(theirs));
}

TextMerge mergeText(const QString &base, const QString &mine, const QString &theirs)
{
    const auto whole = [](const QString &text) {
        return text.isEmpty() ? TextMerge{} : TextMerge{{settled(text)}};
    };
    if (mine == theirs || theirs == base)
        return whole(mine);
    if (mine == base)
        return whole(theirs);
    return TextMerger(base, mine, theirs).merge();
}

} // namespace cairn
