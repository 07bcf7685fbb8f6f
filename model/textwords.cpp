// SPDX-License-Identifier: GPL-3.0-or-later
#include "textwords.h"

#include "foldedcharacter.h"

#include <QHash>
#include <QRandomGenerator>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

namespace cairn {

namespace {

// What is known of a character; a letter is any other number, by its folded form.
constexpr quint32 kUnknown = 0; ///< not looked up yet
constexpr quint32 kSeparator = 1;
constexpr quint32 kUnseen = 2;
constexpr quint32 kSingle = 0x8000'0000;
constexpr quint32 kFirstLetter = 3;
constexpr qsizetype kBasic = 0x10000; ///< characters of one unit

quint32 lookedUp(char32_t c)
{
    const FoldedCharacter &folded = foldedCharacter(c);
    switch (folded.kind) {
    case FoldedCharacter::Kind::Separator:
        return kSeparator;
    case FoldedCharacter::Kind::Unseen:
        return kUnseen;
    case FoldedCharacter::Kind::Letter:
    case FoldedCharacter::Kind::Single:
        break;
    }
    const quint32 number = std::max(quint32(qHash(folded.folded)) & ~kSingle, kFirstLetter);
    return folded.kind == FoldedCharacter::Kind::Single ? number | kSingle : number;
}

quint64 mixed(quint64 number, quint64 more)
{
    number = (number ^ more) * 0x9E37'79B9'7F4A'7C15;
    return number ^ (number >> 29);
}

quint64 secretNumber()
{
    static const quint64 number = QRandomGenerator::system()->generate64();
    return number;
}

using Characters = std::array<quint32, kBasic>;

Characters &characters()
{
    static thread_local const auto known = std::make_unique<Characters>();
    return *known;
}

struct Word {
    quint64 number = 0;
    quint64 pair = 0; ///< it with the one before
    TextWords::Place place;
};

/// Calls `take` with each word until it returns false.
template <typename Take> void readWords(QStringView text, Take take)
{
    const quint64 secret = secretNumber();
    Characters &known = characters();
    quint64 last = secret;
    quint64 word = secret;
    bool inWord = false;
    qsizetype first = 0;
    const auto end = [&](quint64 whole, TextWords::Place place) {
        inWord = false;
        word = secret;
        const quint64 pair = mixed(last, whole);
        last = whole;
        return take(Word{whole | 1, pair | 1, place}); // 0 is a gap
    };
    for (qsizetype i = 0; i < text.size(); ++i) {
        const qsizetype at = i;
        const QChar unit = text.at(i);
        quint32 number = known[unit.unicode()];
        if (unit.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate())
            number = lookedUp(QChar::surrogateToUcs4(unit, text.at(++i)));
        else if (number == kUnknown)
            number = known[unit.unicode()] = lookedUp(unit.unicode());
        if (number == kUnseen)
            continue;
        const bool isLetter = number >= kFirstLetter && number < kSingle;
        if (isLetter) {
            if (!inWord)
                first = at;
            word = mixed(word, number);
            inWord = true;
            continue;
        }
        if (inWord && !end(word, {first, at}))
            return;
        if (number >= kSingle && !end(mixed(secret, number), {at, i + 1, true}))
            return;
    }
    if (inWord)
        end(word, {first, text.size()});
}

} // namespace

void TextWords::add(QStringView text)
{
    readWords(text, [this](const Word &word) {
        m_words.add(word.number);
        m_pairs.add(word.pair);
        return true;
    });
}

void TextWords::findIn(QStringView text, const std::function<bool()> &enough)
{
    readWords(text, [&](const Word &word) {
        const bool isWord = m_words.find(word.number);
        const bool isPair = m_pairs.find(word.pair);
        if (!isWord && !isPair)
            return true;
        const bool isAll = m_words.found == m_words.count && m_pairs.found == m_pairs.count;
        return !isAll && !(enough && enough());
    });
}

bool TextWords::lacksWordOf(QStringView text) const
{
    bool lacks = false;
    readWords(text, [&](const Word &word) {
        lacks = !m_words.contains(word.number);
        return !lacks;
    });
    return lacks;
}

bool TextWords::lacksPairOf(QStringView text) const
{
    bool isFirst = true; // the word before that is of another line
    bool lacks = false;
    readWords(text, [&](const Word &word) {
        lacks = !std::exchange(isFirst, false) && !m_pairs.contains(word.pair);
        return !lacks;
    });
    return lacks;
}

std::vector<TextWords::Place> TextWords::places(QStringView text) const
{
    std::vector<Place> all;
    readWords(text, [&](const Word &word) {
        const bool isInOrder = !all.empty() && m_pairs.contains(word.pair);
        all.push_back(word.place);
        all.back().isKnown = m_words.contains(word.number);
        all.back().isInOrder = isInOrder;
        return true;
    });
    return all;
}

TextWords TextWords::repeated(QStringView text)
{
    TextWords all(text);
    TextWords repeated;
    readWords(text, [&](const Word &word) {
        if (!all.m_words.find(word.number))
            repeated.m_words.add(word.number);
        return true;
    });
    return repeated;
}

qsizetype TextWords::Numbers::placeOf(quint64 number) const
{
    const quint64 mask = places.size() - 1;
    quint64 at = (number >> 20) & mask;
    while (places[at] != 0 && places[at] != number)
        at = (at + 1) & mask;
    return qsizetype(at);
}

void TextWords::Numbers::grow()
{
    const std::vector<quint64> old =
        std::exchange(places, std::vector<quint64>(std::max<size_t>(64, places.size() * 2), 0));
    const std::vector<bool> were = std::exchange(isFound, std::vector<bool>(places.size(), false));
    for (size_t i = 0; i < old.size(); ++i) {
        if (old[i] == 0)
            continue;
        const qsizetype at = placeOf(old[i]);
        places[at] = old[i];
        isFound[at] = were[i];
    }
}

void TextWords::Numbers::add(quint64 number)
{
    if (size_t(count) * 2 >= places.size())
        grow();
    quint64 &place = places[placeOf(number)];
    count += place == 0 ? 1 : 0;
    place = number;
}

bool TextWords::Numbers::find(quint64 number)
{
    if (places.empty())
        return false;
    const qsizetype at = placeOf(number);
    if (places[at] == 0 || isFound[at])
        return false;
    isFound[at] = true;
    ++found;
    return true;
}

bool TextWords::Numbers::contains(quint64 number) const
{
    return !places.empty() && places[placeOf(number)] != 0;
}

} // namespace cairn
