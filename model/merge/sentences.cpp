// SPDX-License-Identifier: GPL-3.0-or-later
#include "merge/sentences.h"

#include "merge/abbreviations.h"
#include "merge/enclosures.h"

#include <algorithm>

namespace cairn {
namespace {

constexpr QStringView kWideEnds = u"。！？｡．…⁇⁈⁉"; // need no blank after them
constexpr QStringView kSpacedEnds = u".!?;؟۔।॥։።။។‽"; // ';' is the Greek question mark U+037E
constexpr QStringView kClosers = u"\"')]}*_~»”’“‘›」』）】》〉〕";
/// What may stand before the first letter or digit of a sentence.
constexpr QStringView kLeading = u"*_~`([{\"'„“‚‘«»‹›+-−–—±<>=≈≤≥#$€£¥№§/";

/// Ordinal numbers have at most so many digits; a year has more.
constexpr qsizetype kLongestOrdinal = 3;

bool isWide(QChar c)
{
    const ushort u = c.unicode();
    return (u >= 0x1100 && u <= 0x115F) || (u >= 0x2E80 && u <= 0xD7A3)
        || (u >= 0xF900 && u <= 0xFAFF) || (u >= 0xFE30 && u <= 0xFE4F)
        || (u >= 0xFF00 && u <= 0xFF60);
}

bool isHiragana(QChar c) { return c.unicode() >= 0x3040 && c.unicode() <= 0x309F; }

bool isEnd(QChar c)
{
    if (c.unicode() < 0x80) // nearly all
        return c == u'.' || c == u'!' || c == u'?';
    return kWideEnds.contains(c) || kSpacedEnds.contains(c);
}

/// Would a cut before `text[at]` part a character from its accent, selector or joiner?
bool splitsCluster(QStringView text, qsizetype at)
{
    return at < text.size()
        && (text[at].isMark() || text[at].isLowSurrogate() || text[at].unicode() == 0x200D);
}

class SentenceCutter {
public:
    explicit SentenceCutter(QStringView line)
        : m_line(line)
        , m_enclosures(enclosures(line))
    {
    }

    QList<QStringView> cut(qsizetype shortestColumns)
    {
        QList<QStringView> pieces;
        qsizetype start = 0;
        for (qsizetype at = 0; at < m_line.size();) {
            if (!isEnd(m_line[at])) {
                ++at;
                continue;
            }
            qsizetype signs = at + 1;
            while (signs < m_line.size() && isEnd(m_line[signs]))
                ++signs;
            const qsizetype end = sentenceEnd(at, signs);
            at = std::max(signs, end);
            if (end > 0 && end < m_line.size()
                && columns(m_line.sliced(start, end - start)) >= shortestColumns) {
                pieces.append(m_line.sliced(start, end - start));
                start = end;
            }
        }
        pieces.append(m_line.sliced(start));
        return pieces;
    }

private:
    /// The end of the sentence whose last signs are [at, signs), closing marks and blanks included;
    /// -1 when it is no end.
    qsizetype sentenceEnd(qsizetype at, qsizetype signs)
    {
        const qsizetype closed = skipClosers(signs);
        qsizetype end = closed;
        while (end < m_line.size() && m_line[end].isSpace())
            ++end;
        if (splitsCluster(m_line, closed) || isInside(closed))
            return -1;
        const bool wide = kWideEnds.contains(m_line[signs - 1]);
        if (wide && closed > signs && !endsAfterQuotation(closed, end))
            return -1;
        if (!wide && end == closed)
            return -1;
        // "。" and the like end nothing but sentences.
        const bool certain = isWide(m_line[at]) && m_line[at] != u'．';
        if (!wide && closed > signs && isSpokenOf(end))
            return -1;
        if (!certain && (goesOn(end) || (signs == at + 1 && isShort(at, end))))
            return -1;
        return end;
    }

    qsizetype skipClosers(qsizetype at) const
    {
        while (at < m_line.size()) {
            if (kClosers.contains(m_line[at]))
                ++at;
            else if (
                at + 1 < m_line.size() && m_line[at].isSpace() && m_line[at + 1] == u'»'
                && isInside(at + 1))
                at += 2; // French
            else
                break;
        }
        return at;
    }

    /// Is a cut before `at` one inside quotation marks or brackets? Asked from left to right.
    bool isInside(qsizetype at) const
    {
        const auto after = std::upper_bound(
            m_enclosures.begin(), m_enclosures.end(), at,
            [](qsizetype position, const Enclosure &enclosure) {
                return position <= enclosure.begin;
            });
        return after != m_enclosures.begin() && at < (after - 1)->end;
    }

    /// "他说：「…。」" ends there; "「…。」と言った" and "「…。」他说" go on.
    bool endsAfterQuotation(qsizetype closed, qsizetype next) const
    {
        if (next == m_line.size())
            return true;
        if (isHiragana(m_line[next]))
            return false;
        const auto last = std::lower_bound(
            m_enclosures.begin(), m_enclosures.end(), closed,
            [](const Enclosure &enclosure, qsizetype end) { return enclosure.end < end; });
        if (last == m_enclosures.end() || last->end != closed)
            return false;
        qsizetype before = last->begin;
        while (before > 0 && m_line[before - 1].isSpace())
            --before;
        return before > 0 && (m_line[before - 1] == u'：' || m_line[before - 1] == u':');
    }

    /// Does a small letter or a digit come next? A sentence starts with neither.
    bool goesOn(qsizetype at) const
    {
        while (at < m_line.size() && kLeading.contains(m_line[at]))
            ++at;
        return at < m_line.size() && (m_line[at].isLower() || m_line[at].isDigit());
    }

    /// Is the full stop at `at` one of an abbreviation or an ordinal number?
    bool isShort(qsizetype at, qsizetype next) const
    {
        if (m_line[at] != u'.')
            return false;
        qsizetype begin = at;
        while (begin > 0
               && (m_line[begin - 1].isLetterOrNumber() || m_line[begin - 1].isMark()
                   || m_line[begin - 1] == u'.'))
            --begin;
        const QStringView word = m_line.sliced(begin, at - begin);
        if (word.isEmpty() || isWide(word.back()))
            return false;
        if (std::all_of(word.begin(), word.end(), [](QChar c) { return c.isDigit(); }))
            return word.size() <= kLongestOrdinal && !startsSentence(wordAt(next));
        return isAbbreviation(word);
    }

    /// '"Stop." Anna said' is one sentence, '"Stop." She said it twice.' two.
    bool isSpokenOf(qsizetype at) const
    {
        const QStringView name = wordAt(at);
        if (name.isEmpty() || startsSentence(name))
            return false;
        qsizetype next = name.data() + name.size() - m_line.data();
        while (next < m_line.size() && m_line[next].isSpace())
            ++next;
        return isSpeaking(name) || isSpeaking(wordAt(next));
    }

    QStringView wordAt(qsizetype at) const
    {
        while (at < m_line.size() && kLeading.contains(m_line[at]))
            ++at;
        qsizetype end = at;
        while (end < m_line.size() && m_line[end].isLetterOrNumber())
            ++end;
        return m_line.sliced(at, end - at);
    }

    QStringView m_line;
    QList<Enclosure> m_enclosures;
};

} // namespace

qsizetype columns(QStringView text)
{
    qsizetype result = 0;
    for (const QChar c : text)
        result += isWide(c) ? 2 : 1;
    return result;
}

QList<QStringView> sentences(QStringView line, qsizetype shortestColumns)
{
    return SentenceCutter(line).cut(shortestColumns);
}

} // namespace cairn
