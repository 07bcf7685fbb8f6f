// SPDX-License-Identifier: GPL-3.0-or-later
#include "textloss.h"

#include "searchwords.h"

#include <QSet>

#include <algorithm>

namespace cairn::textloss {

namespace {

// What is left of a text: less than a tenth counts as nothing.
constexpr qsizetype kShare = 10;
constexpr qsizetype kFewWords = 3; ///< fewer may all change when one of them is corrected
constexpr qsizetype kPieces = 32; ///< of a text that is long
constexpr qsizetype kPiece = 2'000; ///< characters
// What a list and the first screens of the editor show of a text.
constexpr qsizetype kStart = 4'000; ///< characters, and no more than …
constexpr qsizetype kStartLines = 100;

/// Not of a text: blanks, controls, fillers.
bool isSeen(char32_t c)
{
    constexpr char32_t kFillers[] = {0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0};
    switch (QChar::category(c)) {
    case QChar::Separator_Space:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Mark_NonSpacing: // counts with what it stands on
    case QChar::Mark_Enclosing:
        return false;
    default:
        return std::find(std::begin(kFillers), std::end(kFillers), c) == std::end(kFillers);
    }
}

/// Calls `seen` with the place of each character that can be seen, until it returns false.
template <typename Seen> void forEachSeen(QStringView text, Seen seen)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool pair = text.at(i).isHighSurrogate() && i + 1 < text.size();
        const char32_t c = pair ? QChar::surrogateToUcs4(text.at(i), text.at(i + 1))
                                : char32_t(text.at(i).unicode());
        if (isSeen(c) && !seen(i))
            return;
        i += pair ? 1 : 0;
    }
}

qsizetype letters(const QString &text)
{
    qsizetype seen = 0;
    forEachSeen(text, [&seen](qsizetype) { return ++seen > 0; });
    return seen;
}

QString beginning(const QString &text)
{
    const qsizetype most = std::min(text.size(), kStart);
    qsizetype lines = 0;
    for (qsizetype i = 0; i < most; ++i) {
        switch (text.at(i).unicode()) {
        case u'\r':
            if (i + 1 < most && text.at(i + 1) == u'\n')
                break;
            [[fallthrough]];
        case u'\n':
        case u'\v':
        case u'\f':
        case 0x2028:
        case 0x2029:
            if (++lines == kStartLines)
                return text.left(i);
        }
    }
    return text.left(most);
}

/// Words as the search reads them (in scripts without spaces every character is one), and which
/// follow each other: any text of a language has its common words, none has their order.
struct Words {
    QSet<QByteArray> single;
    QSet<QByteArray> pairs;
};

template <typename Take> void readWords(const QString &text, Take take)
{
    const QByteArray utf8 = text.toUtf8();
    WordReader reader(utf8, WordReader::Of::Query);
    QByteArray last;
    while (reader.next()) {
        const QByteArray word = reader.word().toByteArray();
        take(word, last + ' ' + word);
        last = word;
    }
}

/// Of a long text those of pieces from all over it.
Words sampled(const QString &text)
{
    Words all;
    const qsizetype step = std::max<qsizetype>(text.size() / kPieces, kPiece);
    for (qsizetype at = 0; at < text.size(); at += step)
        readWords(text.mid(at, kPiece), [&all](const QByteArray &word, const QByteArray &pair) {
            all.single.insert(word);
            all.pairs.insert(pair);
        });
    return all;
}

/// What of these is not in the text.
Words missing(Words words, const QString &text)
{
    readWords(text, [&words](const QByteArray &word, const QByteArray &pair) {
        words.single.remove(word);
        words.pairs.remove(pair);
    });
    return words;
}

/// Of `old` next to nothing is there but what is in `gone`, too.
bool isNextToNothing(const Words &old, const Words &gone)
{
    const qsizetype words = old.single.size() - gone.single.size();
    const qsizetype pairs = old.pairs.size() - gone.pairs.size();
    return words * kShare < old.single.size()
        || (words * 2 < old.single.size() && pairs * kShare < old.pairs.size());
}

bool isNextToNothing(qsizetype had, qsizetype has)
{
    return has == 0 || (had >= kShare && has * kShare < had);
}

/// More than half of the longer one stands in both, in the same order.
bool isCorrected(const QString &old, const QString &now)
{
    QList<qsizetype> last(now.size() + 1, 0);
    for (const QChar c : old) {
        qsizetype diagonal = 0;
        for (qsizetype i = 1; i <= now.size(); ++i) {
            const qsizetype above = last.at(i);
            last[i] = now.at(i - 1) == c ? diagonal + 1 : std::max(above, last.at(i - 1));
            diagonal = above;
        }
    }
    return last.last() * 2 > std::max(old.size(), now.size());
}

/// Something of a text of few words, or none, is there: a word, as it was, corrected or written on;
/// or one of the signs that stand for words.
bool isLeftOfFew(const Words &old, const QString &before, const QString &after)
{
    if (old.single.isEmpty()) {
        bool left = false;
        const QString signs = beginning(before);
        forEachSeen(signs, [&](qsizetype at) {
            left = after.contains(signs.at(at));
            return !left;
        });
        return left;
    }
    if (missing(old, after).single.size() < old.single.size())
        return true;
    bool left = false;
    readWords(beginning(after), [&](const QByteArray &word, const QByteArray &) {
        const QString now = QString::fromUtf8(word);
        left = left || std::any_of(old.single.cbegin(), old.single.cend(), [&](const auto &was) {
                   const QString once = QString::fromUtf8(was);
                   const bool isPart =
                       once.size() < kFewWords ? now.startsWith(once) : now.contains(once);
                   return isPart || isCorrected(once, now);
               });
    });
    return left;
}

} // namespace

bool hasText(const QString &text) { return firstSeen(text) >= 0; }

qsizetype firstSeen(QStringView text)
{
    qsizetype first = -1;
    forEachSeen(text, [&first](qsizetype at) {
        first = at;
        return false;
    });
    return first;
}

bool isShortened(const QString &before, const QString &after)
{
    return letters(after) < letters(before) || !missing(sampled(before), after).single.isEmpty();
}

bool isHalved(const QString &before, const QString &after)
{
    return letters(after) * 2 < letters(before);
}

bool isOverwritten(const QString &before, const QString &after)
{
    const qsizetype had = letters(before);
    if (had == 0 || before == after)
        return false;
    if (isNextToNothing(had, letters(after)))
        return true;
    const Words old = sampled(before);
    return old.single.size() < kFewWords ? !isLeftOfFew(old, before, after)
                                         : isNextToNothing(old, missing(old, after));
}

bool isHidden(const QString &before, const QString &after)
{
    const QString was = beginning(before);
    const QString is = beginning(after);
    const qsizetype had = letters(was);
    if (had == 0 || was == is || is.size() == after.size())
        return false;
    if (isNextToNothing(had, letters(is)))
        return true;
    // Who writes a beginning anew hides nothing.
    const Words old = sampled(was);
    const Words gone = missing(old, is);
    const qsizetype below = gone.single.size() - missing(gone, after).single.size();
    return below > 0 && below * 2 >= old.single.size() && isNextToNothing(old, gone);
}

bool isPushed(const QString &before, const QString &after)
{
    const QString was = beginning(before);
    const QString is = beginning(after);
    return was != is && isShortened(was, is);
}

QStringList newLines(const QString &before, const QString &after)
{
    QSet<QByteArray> known;
    readWords(before, [&known](const QByteArray &word, const QByteArray &) { known.insert(word); });
    QStringList lines;
    const QStringList all = after.split(u'\n');
    for (const QString &line : all) {
        bool isNew = false;
        readWords(line, [&](const QByteArray &word, const QByteArray &) {
            isNew = isNew || !known.contains(word);
        });
        if (isNew)
            lines.append(line);
    }
    return lines;
}

} // namespace cairn::textloss
