// SPDX-License-Identifier: GPL-3.0-or-later
#include "textloss.h"

#include "searchwords.h"
#include "textwords.h"

#include <QHash>
#include <QRandomGenerator>
#include <QSet>

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace cairn::textloss {

namespace {

// What is left of a text: less than a tenth counts as nothing.
constexpr qsizetype kShare = 10;
constexpr qsizetype kFewWords = 3; ///< fewer may all change when one of them is corrected
constexpr qsizetype kManySigns = 60; ///< so many are no few words, whatever they are
constexpr qsizetype kRun = 12; ///< signs
constexpr qsizetype kManyPairs = 25;
constexpr qsizetype kPieces = 32; ///< of a text that is long
constexpr qsizetype kPiece = 2'000; ///< characters
// What a list and the first screens of the editor show of a text.
constexpr qsizetype kStart = 4'000; ///< columns, and no more than …
constexpr qsizetype kTab = 8; ///< columns
constexpr qsizetype kStartLines = 100;

/// Not of a text: blanks, controls, fillers.
bool isSeen(char32_t c)
{
    if (c < 0x7F) // most of it
        return c > 0x20;
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

/// As many as these at least, or all there are: the rest of a long text is not looked at.
qsizetype lettersUpTo(const QString &text, qsizetype most)
{
    qsizetype seen = 0;
    forEachSeen(text, [&](qsizetype) { return ++seen < most; });
    return seen;
}

QString beginning(const QString &text)
{
    qsizetype columns = 0;
    qsizetype lines = 0;
    qsizetype i = 0;
    for (; i < text.size() && columns < kStart; ++i) {
        columns += text.at(i) == u'\t' ? kTab : 1;
        switch (text.at(i).unicode()) {
        case u'\r':
            if (i + 1 < text.size() && text.at(i + 1) == u'\n')
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
    return text.left(i);
}

/// The words of a text; of a long one those of pieces from all over it. Nobody outside can foresee
/// where they are.
TextWords sampled(const QString &text)
{
    if (text.size() <= kPieces * kPiece)
        return TextWords(text);
    static const quint64 secret = QRandomGenerator::system()->generate64();
    TextWords all;
    const qsizetype step = text.size() / kPieces;
    for (qsizetype i = 0; i < kPieces; ++i) {
        const quint64 chance = ::qHash(quint64(i), size_t(secret));
        const qsizetype at = i * step + qsizetype(chance % quint64(step - kPiece + 1));
        const QStringView piece = QStringView(text).mid(at, kPiece);
        // Neither ends in the middle of a word, unless it is all one.
        qsizetype first = 0;
        qsizetype end = piece.size();
        while (first < end && !piece.at(first).isSpace())
            ++first;
        while (end > first && !piece.at(end - 1).isSpace())
            --end;
        all.add(first < end ? piece.sliced(first, end - first) : piece);
    }
    return all;
}

/// Runs of signs, as words: of texts that have no words (ticks in a grid, notation, keys), where
/// the single sign says nothing. Signs get letters in the order in which `names` meets them.
QString runsOf(const QString &text, QHash<char32_t, int> &names)
{
    QString letters;
    forEachSeen(text.left(kPieces * kPiece), [&](qsizetype at) {
        const char32_t sign = text.at(at).isHighSurrogate() && at + 1 < text.size()
            ? QChar::surrogateToUcs4(text.at(at), text.at(at + 1))
            : char32_t(text.at(at).unicode());
        const int name = names.value(sign, int(names.size()));
        names.insert(sign, name);
        letters += QChar(u'a' + name % 26);
        return true;
    });
    QString runs;
    for (qsizetype i = 0; i + kRun <= letters.size(); ++i)
        runs += QStringView(letters).sliced(i, kRun).toString() + u' ';
    return runs;
}

/// How many of the words of `before` are in `after`; of the runs of its signs, where those are all
/// that it has. Reading ends where `enough` says so.
TextWords found(
    const QString &before, const QString &after,
    const std::function<bool(const TextWords &)> &enough)
{
    TextWords old = sampled(before);
    const bool signs = old.words() < kFewWords && lettersUpTo(before, kManySigns) >= kManySigns;
    if (!signs) {
        old.findIn(after, [&] { return enough(old); });
        return old;
    }
    QHash<char32_t, int> names;
    TextWords runs(runsOf(before, names));
    runs.findIn(runsOf(after, names), [&] { return enough(runs); });
    return runs;
}

/// Of these words next to nothing was found. Words without the ones that they stood beside say
/// nothing, however many are there: of a text that is long enough to tell that from a sorted list.
bool isNextToNothing(const TextWords &words)
{
    const bool apart = words.foundPairs() * kShare < words.pairs();
    return words.foundWords() * kShare < words.words()
        || (apart && (words.foundWords() * 2 < words.words() || words.pairs() >= kManyPairs));
}

/// Words are there, but most of them in another order.
bool isMixed(const TextWords &words)
{
    return words.pairs() >= kManyPairs && words.foundPairs() * 2 < words.pairs();
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

QSet<QString> wordsOf(const QString &text)
{
    const QByteArray utf8 = text.toUtf8();
    WordReader reader(utf8, WordReader::Of::Query);
    QSet<QString> words;
    while (reader.next())
        words.insert(QString::fromUtf8(reader.word()));
    return words;
}

/// Something of a text of few words, or none, is there, though not as it was: a word that was
/// corrected or written on, or one of the signs that stand for words.
bool isLeftOfFew(const QString &before, const QString &after)
{
    const QString start = beginning(before);
    const QSet<QString> old = wordsOf(start);
    if (old.isEmpty()) {
        std::vector<bool> signs(0x10000, false);
        forEachSeen(start, [&](qsizetype at) { return signs[start.at(at).unicode()] = true; });
        return std::any_of(
            after.cbegin(), after.cend(), [&signs](QChar c) { return signs[c.unicode()]; });
    }
    const QSet<QString> words = wordsOf(beginning(after));
    return std::any_of(words.cbegin(), words.cend(), [&old](const QString &word) {
        return std::any_of(old.cbegin(), old.cend(), [&word](const QString &was) {
            const bool isPart = was.size() < kFewWords ? word.startsWith(was) : word.contains(was);
            return isPart || isCorrected(was, word);
        });
    });
}

constexpr qsizetype kLongLine = 100'000; ///< characters
const QString kLeftOut = QStringLiteral("\u2026"); // …

using Places = std::vector<TextWords::Place>;

/// It stands beside a word that it stood beside before.
bool isAmongOld(const Places &places, size_t i)
{
    return places[i].isInOrder || (i + 1 < places.size() && places[i + 1].isInOrder);
}

/// The text before has all of these words, and did not say this: two of them or more that follow
/// each other otherwise, or one between others. What is only shorter has one such gap, and no word.
bool isSaidAnew(const Places &places, size_t i)
{
    const auto isAlone = [&](size_t at) { return at < places.size() && !isAmongOld(places, at); };
    if (!isAlone(i))
        return false;
    const bool isBetween = i > 0 && i + 1 < places.size();
    return isBetween || isAlone(i + 1) || (i > 0 && isAlone(i - 1));
}

/// A line with what is new in it, empty: nothing. Words that stand in the text before in this
/// order, and once, are of a line that was written on, and stay where they are: nothing is to be
/// read twice. What many lines have in common belongs to each, and characters of scripts without
/// spaces say nothing alone.
QString newIn(const QString &line, const TextWords &known, const TextWords &repeated)
{
    const Places places = known.places(line);
    const Places common = repeated.places(line);
    QString news;
    qsizetype from = 0; // what was not taken yet, or left out
    bool isNew = false; // there is something new in it
    bool isCut = false;
    const auto take = [&](qsizetype to) {
        if (!std::exchange(isNew, false))
            return;
        QString part = line.sliced(from, to - from);
        while (to < line.size() && part.endsWith(u' '))
            part.chop(1);
        if (std::exchange(isCut, false))
            news += (news.isEmpty() ? QString() : QStringLiteral(" ")) + kLeftOut + u' '
                + part.trimmed();
        else
            news = part;
    };
    for (size_t i = 0; i < places.size(); ++i) {
        const TextWords::Place &place = places[i];
        if (!place.isKnown || place.isSingle || common[i].isKnown || !isAmongOld(places, i)) {
            isNew |= !place.isKnown || isSaidAnew(places, i);
            continue;
        }
        take(place.first);
        isCut = true;
        from = place.end;
    }
    take(line.size());
    return news;
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
    if (before == after)
        return false;
    const TextWords old = found(before, after, [](const TextWords &) { return false; });
    return old.missingWords() > 0 || isMixed(old) || letters(after) < letters(before);
}

bool isHalved(const QString &before, const QString &after)
{
    const qsizetype has = lettersUpTo(after, before.size() / 2 + 1);
    return has * 2 <= before.size() && has * 2 < letters(before);
}

bool isOverwritten(const QString &before, const QString &after)
{
    if (before == after || !hasText(before))
        return false;
    const qsizetype has = lettersUpTo(after, before.size() / kShare + 1);
    if (has * kShare <= before.size() && isNextToNothing(letters(before), has))
        return true;
    const TextWords old = found(before, after, [](const TextWords &words) {
        return words.words() < kFewWords ? words.foundWords() > 0 : !isNextToNothing(words);
    });
    return old.words() < kFewWords ? old.foundWords() == 0 && !isLeftOfFew(before, after)
                                   : isNextToNothing(old);
}

bool isMostlyGone(const QString &before, const QString &after)
{
    if (before == after)
        return false;
    const auto isGone = [](const TextWords &words) {
        return words.foundWords() * 2 < words.words() || isMixed(words);
    };
    const TextWords old =
        found(before, after, [&isGone](const TextWords &words) { return !isGone(words); });
    return old.words() >= kFewWords && (isGone(old) || isHalved(before, after));
}

bool isFew(const QString &text)
{
    return sampled(text).words() < kFewWords && lettersUpTo(text, kManySigns) < kManySigns;
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
    TextWords old(was);
    old.findIn(is);
    if (!isNextToNothing(old))
        return false;
    if (was.size() == before.size()) // all of it could be seen
        return true;
    // Who writes a beginning anew hides nothing.
    const qsizetype inSight = old.foundWords();
    old.findIn(after);
    const qsizetype below = old.foundWords() - inSight;
    if (below * 2 >= old.words())
        return true;
    TextWords all = sampled(before);
    all.findIn(after);
    if (2 * (below * all.words() + all.missingWords() * old.words()) < old.words() * all.words())
        return false;
    TextWords seen(is); // other parts of the text may be what is seen now
    seen.findIn(before);
    return isNextToNothing(seen);
}

QStringList newLines(const QString &before, const QString &after)
{
    const TextWords known(before);
    std::optional<TextWords> repeated;
    QStringList lines;
    const QStringList all = after.split(u'\n');
    for (const QString &line : all) {
        if (line.size() > kLongLine) { // as it is
            if (known.lacksWordOf(line))
                lines.append(line);
            continue;
        }
        if (!known.lacksPairOf(line) && !known.lacksWordOf(line))
            continue;
        if (!repeated)
            repeated = TextWords::repeated(before);
        if (const QString news = newIn(line, known, *repeated); !news.isEmpty())
            lines.append(news);
    }
    return lines;
}

} // namespace cairn::textloss
