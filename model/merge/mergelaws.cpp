// SPDX-License-Identifier: GPL-3.0-or-later
#include "merge/mergelaws.h"

#include <QHash>

#include <algorithm>

namespace cairn {
namespace {

/// Shorter words ("the", "and") come and go too often to mean anything.
constexpr qsizetype kShortestWord = 4;

/// How often something occurs in the inputs and in the result, undecided places taken as mine or as
/// theirs.
struct Occurrences {
    int base = 0;
    int mine = 0;
    int theirs = 0;
    int resultMine = 0;
    int resultTheirs = 0;

    bool isKept() const
    {
        const bool multiplied = mine > base || theirs > base;
        const bool removed = mine < base || theirs < base;
        return base == 0
            || ((multiplied || std::min(resultMine, resultTheirs) <= base)
                && (removed || std::max(resultMine, resultTheirs) >= base));
    }
};

class Counter {
public:
    /// Counts in the text of the units and not in the units, so that it does not matter how it was
    /// cut.
    void count(const QList<QStringView> &units, UnitRange range, int Occurrences::*member)
    {
        if (range.size() == 0)
            return;
        const QStringView first = units[range.begin];
        const QStringView last = units[range.end - 1];
        const QStringView text(first.data(), last.data() + last.size());
        for (const QStringView line : text.tokenize(u'\n'))
            countLine(line, member);
    }

    bool allKept() const
    {
        return std::all_of(
            m_counts.cbegin(), m_counts.cend(), [](const Occurrences &o) { return o.isKept(); });
    }

private:
    void countLine(QStringView line, int Occurrences::*member)
    {
        const QStringView content = line.trimmed();
        if (content.isEmpty())
            return;
        ++(m_counts[content].*member);
        for (qsizetype at = 0; at < content.size();) {
            qsizetype end = at;
            while (end < content.size()
                   && (content[end].isLetterOrNumber() || content[end].isMark()))
                ++end;
            // A line that is one word is counted already.
            if (end - at >= kShortestWord && end - at < content.size())
                ++(m_counts[content.sliced(at, end - at)].*member);
            at = std::max(end, at + 1);
        }
    }

    QHash<QStringView, Occurrences> m_counts;
};

} // namespace

bool keepsEveryWord(const QList<MergeRegion> &regions, const UnitTexts &texts)
{
    using Take = MergeRegion::Take;
    const auto changed =
        std::count_if(regions.begin(), regions.end(), [](const MergeRegion &region) {
            return region.take != Take::Unchanged;
        });
    if (changed < 2)
        return true; // the result is one of the sides
    Counter counter;
    for (const MergeRegion &region : regions) {
        if (region.take == Take::Unchanged)
            continue; // counts the same everywhere
        counter.count(texts.base, region.base, &Occurrences::base);
        counter.count(texts.mine, region.mine, &Occurrences::mine);
        counter.count(texts.theirs, region.theirs, &Occurrences::theirs);
        const auto countResult = [&](bool asMine, int Occurrences::*member) {
            counter.count(
                asMine ? texts.mine : texts.theirs, asMine ? region.mine : region.theirs, member);
        };
        countResult(region.take != Take::Theirs, &Occurrences::resultMine);
        countResult(region.take == Take::Mine, &Occurrences::resultTheirs);
    }
    return counter.allKept();
}

} // namespace cairn
