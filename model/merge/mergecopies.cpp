// SPDX-License-Identifier: GPL-3.0-or-later
#include "merge/mergecopies.h"

#include "merge/linekey.h"
#include "merge/sentences.h"

#include <QHash>
#include <QStringList>

#include <algorithm>

namespace cairn {
namespace {

using Kind = OutlineLine::Kind;
using Take = MergeRegion::Take;
using Type = OutlineContainer::Type;

/// A sentence of fewer words may well be written twice.
constexpr qsizetype kShortestSentence = 4;
/// … unless it has a number: "Ramipril 5 mg."
constexpr qsizetype kShortestNumbered = 2;
/// Nor is a sentence in a language without blanks shorter than this.
constexpr qsizetype kShortestSentenceColumns = 20;
/// A field of a template ("Seal dry, no leaks") has no more words, and no number.
constexpr qsizetype kLongestField = 4;
/// How far apart a line and its rewording may be in one place.
constexpr int kPairingWindow = 8;

/// A line or sentence that one side wrote or took away.
struct Piece {
    QString key;
    int line = -1; ///< in the side's text if it was written, in the base if taken away
    qsizetype region = -1;
    QString before; ///< the key that it is a rewording of, if it is
};

/// What one side wrote and took away, by key.
struct Changes {
    QHash<QString, QList<Piece>> added;
    QHash<QString, QList<Piece>> removed;

    /// Copies more (or less, if negative) than the base has.
    qsizetype balance(const QString &key) const
    {
        return added.value(key).size() - removed.value(key).size();
    }
};

qsizetype wordCount(const QString &key) { return key.isEmpty() ? 0 : key.count(u' ') + 1; }

bool isField(const QString &key)
{
    return wordCount(key) <= kLongestField
        && std::none_of(key.begin(), key.end(), [](QChar c) { return c.isDigit(); });
}

bool isSentenceKey(const QString &key)
{
    const bool numbered = std::any_of(key.begin(), key.end(), [](QChar c) { return c.isDigit(); });
    return wordCount(key) >= (numbered ? kShortestNumbered : kShortestSentence)
        || columns(key) >= kShortestSentenceColumns;
}

/// Collects the pieces of one side's changes.
class ChangeReader {
public:
    ChangeReader(
        const NoteOutline &base, const NoteOutline &side, const UnitTexts &texts,
        const MergeSide &which)
        : m_base(base)
        , m_side(side)
        , m_baseUnits(texts.base)
        , m_sideUnits(texts.*which.texts)
        , m_which(which)
    {
    }

    /// Reads what a region of the side has instead of the base's.
    void read(qsizetype index, const MergeRegion &region, const RegionLines &lines)
    {
        QList<Piece> before =
            pieces(m_base, m_baseUnits, region.base, int(lines.base.begin), index);
        QList<Piece> after = pieces(
            m_side, m_sideUnits, region.*m_which.units, int((lines.*m_which.lines).begin), index);
        dropUnchanged(before, after);
        pairRewordings(before, after);
        for (const Piece &piece : std::as_const(after))
            m_changes.added[piece.key].append(piece);
        for (const Piece &piece : std::as_const(before))
            m_changes.removed[piece.key].append(piece);
    }

    const Changes &changes() const { return m_changes; }

private:
    static QList<Piece> pieces(
        const NoteOutline &outline, const QList<QStringView> &units, UnitRange range, int line,
        qsizetype region)
    {
        QList<Piece> result;
        for (qsizetype i = range.begin; i < range.end; ++i) {
            const QString whole = lineKey(units[i]);
            result.append({whole, line, region, {}});
            if (outline.lines()[line].kind == Kind::Text)
                appendSentences(units[i], {whole, line, region, {}}, result);
            line += units[i].endsWith(u'\n') ? 1 : 0;
        }
        result.removeIf([](const Piece &piece) { return !isSubstantial(piece.key); });
        return result;
    }

    /// The sentences of a line that is more than one.
    static void appendSentences(QStringView text, const Piece &whole, QList<Piece> &result)
    {
        const QList<QStringView> cut = sentences(text, 1);
        for (qsizetype i = 0; cut.size() > 1 && i < cut.size(); ++i) {
            const QString key = lineKey(cut[i]);
            if (key != whole.key && isSentenceKey(key))
                result.append({key, whole.line, whole.region, {}});
        }
    }

    /// What is there before and after only moved within the place, or was ticked.
    static void dropUnchanged(QList<Piece> &before, QList<Piece> &after)
    {
        QHash<QString, int> counts;
        for (const Piece &piece : std::as_const(after))
            ++counts[piece.key];
        QHash<QString, int> both;
        before.removeIf([&](const Piece &piece) {
            int &left = counts[piece.key];
            if (left == 0)
                return false;
            --left;
            ++both[piece.key];
            return true;
        });
        after.removeIf([&both](const Piece &piece) { return both[piece.key]-- > 0; });
    }

    /// A line that was reworded is neither taken away nor written anew.
    static void pairRewordings(QList<Piece> &before, QList<Piece> &after)
    {
        QList<bool> paired(before.size(), false);
        qsizetype first = 0;
        for (Piece &piece : after) {
            while (first < before.size() && paired[first])
                ++first;
            const qsizetype end = std::min(before.size(), first + kPairingWindow);
            for (qsizetype i = first; i < end; ++i) {
                if (paired[i] || !isRewording(before[i].key, piece.key))
                    continue;
                paired[i] = true;
                piece.before = before[i].key;
                break;
            }
        }
        qsizetype index = 0;
        before.removeIf([&](const Piece &) { return paired[index++]; });
    }

    const NoteOutline &m_base;
    const NoteOutline &m_side;
    const QList<QStringView> &m_baseUnits;
    const QList<QStringView> &m_sideUnits;
    const MergeSide &m_which;
    Changes m_changes;
};

/// The heading, item or label that a line stands under; -1: none.
int ownerOf(const NoteOutline &outline, int line)
{
    const OutlineLine &owner = outline.lines()[line];
    for (int c = owner.container; c >= 0; c = outline.containers()[c].parent) {
        const OutlineContainer &container = outline.containers()[c];
        if (container.type == Type::Item && container.line != line)
            return container.line;
        if (container.type == Type::List && container.label >= 0)
            return container.label;
    }
    return owner.heading < 0 ? -1 : outline.headings()[owner.heading].line;
}

QString ownerKey(const NoteOutline &outline, int line)
{
    const int owner = ownerOf(outline, line);
    return owner < 0 ? QString() : lineKey(outline.texts()[owner]);
}

bool isTableHeader(const NoteOutline &outline, int line)
{
    const OutlineLine &owner = outline.lines()[line];
    return owner.kind == Kind::Table && owner.container >= 0
        && outline.containers()[owner.container].line == line;
}

/// Judges what both sides did to the same key.
class CopyJudge {
public:
    CopyJudge(
        const QList<RegionLines> &lines, const NoteOutline &base, const NoteOutline &mine,
        const NoteOutline &theirs)
        : m_lines(lines)
        , m_base(base)
        , m_mine(mine)
        , m_theirs(theirs)
    {
    }

    /// Is it clear that both copies are meant?
    bool areMeant(const Piece &mine, const Piece &theirs) const
    {
        const bool otherOwners = ownerKey(m_mine, mine.line) != ownerKey(m_theirs, theirs.line);
        if (!mine.before.isEmpty() && !theirs.before.isEmpty())
            return mine.before == theirs.before
                || (mine.key.startsWith(mine.before) && theirs.key.startsWith(theirs.before));
        if (m_mine.lines()[mine.line].kind == Kind::Heading
            && m_theirs.lines()[theirs.line].kind == Kind::Heading)
            return otherOwners;
        if (isTableHeader(m_mine, mine.line) && isTableHeader(m_theirs, theirs.line))
            return true;
        return otherOwners && isField(mine.key) && cameWithOwner(m_mine, mine, &RegionLines::mine)
            && cameWithOwner(m_theirs, theirs, &RegionLines::theirs);
    }

    /// Did this copy go with its heading?
    bool wentWithOwner(const Piece &piece) const
    {
        const int owner = ownerOf(m_base, piece.line);
        return owner >= 0 && m_lines[piece.region].base.contains(owner);
    }

private:
    bool cameWithOwner(
        const NoteOutline &outline, const Piece &piece, UnitRange RegionLines::*side) const
    {
        const int owner = ownerOf(outline, piece.line);
        return owner >= 0 && (m_lines[piece.region].*side).contains(owner);
    }

    const QList<RegionLines> &m_lines;
    const NoteOutline &m_base;
    const NoteOutline &m_mine;
    const NoteOutline &m_theirs;
};

void insertRegions(const QList<Piece> &pieces, std::set<qsizetype> &regions)
{
    for (const Piece &piece : pieces)
        regions.insert(piece.region);
}

} // namespace

std::set<qsizetype> copiedRegions(
    const QList<MergeRegion> &regions, const UnitTexts &texts, const QList<RegionLines> &lines,
    const NoteOutline &base, const NoteOutline &mine, const NoteOutline &theirs)
{
    ChangeReader mineReader(base, mine, texts, mergeSide(true));
    ChangeReader theirReader(base, theirs, texts, mergeSide(false));
    for (qsizetype r = 0; r < regions.size(); ++r) {
        if (isSameChange(regions[r], texts))
            continue;
        if (regions[r].take == Take::Mine)
            mineReader.read(r, regions[r], lines[r]);
        else if (regions[r].take == Take::Theirs)
            theirReader.read(r, regions[r], lines[r]);
    }
    const Changes &ours = mineReader.changes();
    const Changes &others = theirReader.changes();
    const CopyJudge judge(lines, base, mine, theirs);
    std::set<qsizetype> doubtful;
    for (auto it = ours.added.cbegin(); it != ours.added.cend(); ++it) {
        const QList<Piece> other = others.added.value(it.key());
        // One of them may have moved it there.
        const qsizetype mineMore = ours.balance(it.key());
        const qsizetype theirsMore = others.balance(it.key());
        if (!other.isEmpty() && mineMore >= 0 && theirsMore >= 0 && mineMore + theirsMore > 0
            && !judge.areMeant(it->first(), other.first())) {
            insertRegions(*it, doubtful);
            insertRegions(other, doubtful);
        }
    }
    for (auto it = ours.removed.cbegin(); it != ours.removed.cend(); ++it) {
        const QList<Piece> other = others.removed.value(it.key());
        if (ours.balance(it.key()) < 0 && others.balance(it.key()) < 0
            && !judge.wentWithOwner(it->first()) && !judge.wentWithOwner(other.first())) {
            insertRegions(*it, doubtful);
            insertRegions(other, doubtful);
        }
    }
    return doubtful;
}

} // namespace cairn
