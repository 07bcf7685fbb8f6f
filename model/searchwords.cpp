// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchwords.h"

#include "foldedcharacter.h"

#include <QString>

#include <algorithm>
#include <array>
#include <utility>

namespace cairn {

namespace {

using Fold = FoldedCharacter::Kind;

struct WordRange {
    char32_t first;
    char32_t last;
};

// Sorted. Punctuation inside these blocks is left out where it matters (the ideographic comma, the
// middle dot …).
constexpr auto kSingles = std::to_array<WordRange>({
    {0x0E01, 0x0E3A}, // Thai: letters and vowel signs
    {0x0E40, 0x0E4E},
    {0x0E50, 0x0E59},
    {0x0E81, 0x0EDF}, // Lao
    {0x1000, 0x1049}, // Burmese
    {0x1050, 0x109F},
    {0x1100, 0x11FF}, // Hangul letters
    {0x1780, 0x17D3}, // Khmer
    {0x2600, 0x27BF}, // symbols and dingbats, most of them emoji
    {0x2B05, 0x2B55},
    {0x2E80, 0x2FDF}, // radicals
    {0x3005, 0x3007}, // iteration mark, closing mark, zero
    {0x3021, 0x3029},
    {0x3031, 0x3035},
    {0x3041, 0x309F}, // Hiragana
    {0x30A1, 0x30FA}, // Katakana
    {0x30FC, 0x30FF},
    {0x3105, 0x318E}, // Bopomofo, Hangul letters
    {0x31A0, 0x31BF},
    {0x31F0, 0x31FF},
    {0x3400, 0x4DBF}, // Han
    {0x4E00, 0x9FFF},
    {0xA960, 0xA97F},
    {0xAC00, 0xD7FB}, // Hangul syllables
    {0xF900, 0xFAFF},
    {0xFF66, 0xFFDC}, // half-width Katakana and Hangul
    {0x1B000, 0x1B16F},
    {0x1F000, 0x1F3FA}, // emoji, without skin tones: a wave is found in any
                        // colour
    {0x1F400, 0x1FAFF},
    {0x20000, 0x3FFFD}, // Han, rare
});

constexpr int kMaxSigns = 3;

bool isApostrophe(char32_t c) { return c == U'\'' || c == U'’' || c == U'ʼ' || c == U'＇'; }

bool isSign(char c) { return c == '+' || c == '#'; }

/// A mark or letter that makes one character of the single before it: kana with a sound mark, the
/// letters of a Hangul syllable, as some systems write them.
bool joinsSingle(char32_t c)
{
    return c == 0x3099 || c == 0x309A || c == 0xFF9E || c == 0xFF9F || (c >= 0x1160 && c <= 0x11FF);
}

bool isPlainLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? char(c | 0x20) : c; }

} // namespace

bool isSingleWord(char32_t character)
{
    if (character < kSingles.front().first)
        return false;
    const auto above = std::upper_bound(
        kSingles.begin(), kSingles.end(), character,
        [](char32_t value, const WordRange &range) { return value < range.first; });
    return above != kSingles.begin() && character <= std::prev(above)->last;
}

bool hasWords(QByteArrayView utf8) { return WordReader(utf8, WordReader::Of::Query).next(); }

WordReader::WordReader(QByteArrayView utf8, Of of)
    : m_text(utf8)
    , m_of(of)
{
    m_word.reserve(kMaxBytes);
}

/// Bytes that are no UTF-8 are characters of their own, of a length of one.
WordReader::Character WordReader::at(qsizetype position) const
{
    const qsizetype left = m_text.size() - position;
    if (left <= 0)
        return {0, 0};
    const auto byte = [&](qsizetype i) { return static_cast<unsigned char>(m_text[position + i]); };
    const unsigned char first = byte(0);
    if (first < 0x80)
        return {first, 1};
    const int length = first < 0xC2 ? 1
        : first < 0xE0              ? 2
        : first < 0xF0              ? 3
        : first < 0xF5              ? 4
                                    : 1;
    if (length == 1 || length > left)
        return {0, 1};
    char32_t c = first & (0x7F >> length);
    for (int i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0) != 0x80)
            return {0, 1};
        c = (c << 6) | (byte(i) & 0x3F);
    }
    const bool valid = length == 2
        || (length == 3 ? c >= 0x800 && (c < 0xD800 || c > 0xDFFF) : c >= 0x10000 && c <= 0x10FFFF);
    return valid ? Character{c, length} : Character{0, 1};
}

bool WordReader::isLetterAt(qsizetype position) const
{
    const Character character = at(position);
    if (character.c < 0x80)
        return character.length > 0 && isPlainLetter(char(character.c));
    return foldedCharacter(character.c).kind == Fold::Letter;
}

bool WordReader::next()
{
    if (!m_waiting.isEmpty()) {
        m_word = std::exchange(m_waiting, QByteArray());
        m_end = m_waitingEnd;
        m_beside = true;
        return true;
    }
    m_beside = m_single = false;
    while (m_at < m_text.size()) {
        const Character first = at(m_at);
        const Fold kind = first.c >= 0x80  ? foldedCharacter(first.c).kind
            : isPlainLetter(char(first.c)) ? Fold::Letter
                                           : Fold::Separator;
        if (kind == Fold::Single)
            return readSingle(first);
        if (kind == Fold::Letter)
            return readWord();
        // An apostrophe between two letters joins what it parts.
        if (kind == Fold::Separator && !(isApostrophe(first.c) && isLetterAt(m_at + first.length)))
            m_joined.clear();
        m_at += first.length;
    }
    return false;
}

bool WordReader::readSingle(Character first)
{
    m_joined.clear();
    m_begin = m_at;
    m_single = true;
    m_at += first.length;
    Character following = at(m_at);
    if (!joinsSingle(following.c)) {
        m_word = foldedCharacter(first.c).folded;
        m_end = m_at;
        return true;
    }
    while (joinsSingle(following.c)) {
        m_at += following.length;
        following = at(m_at);
    }
    m_end = m_at;
    m_word = QString::fromUtf8(m_text.sliced(m_begin, m_end - m_begin))
                 .normalized(QString::NormalizationForm_KC)
                 .toUtf8();
    m_word.truncate(kMaxBytes);
    return true;
}

bool WordReader::readWord()
{
    m_begin = m_at;
    m_word.truncate(0); // keeps its memory
    while (m_at < m_text.size()) {
        if (takePlainLetters())
            continue;
        const Character character = at(m_at);
        if (character.c < 0x80)
            break;
        const FoldedCharacter &folded = foldedCharacter(character.c);
        if (folded.kind == Fold::Separator || folded.kind == Fold::Single)
            break;
        if (m_word.size() + folded.folded.size() <= kMaxBytes)
            m_word += folded.folded;
        m_at += character.length;
    }
    m_end = m_at;
    if (takeSigns() || m_of == Of::Query)
        return true;
    const bool joins = isApostrophe(at(m_at).c) && isLetterAt(m_at + at(m_at).length);
    if (!m_joined.isEmpty()) {
        m_joined += m_word;
        m_waiting = m_joined.left(kMaxBytes);
        m_waitingEnd = m_end;
    } else if (joins) {
        m_joined = m_word;
    }
    if (!joins)
        m_joined.clear();
    return true;
}

/// Most words are made of nothing else, so they are taken in one go.
bool WordReader::takePlainLetters()
{
    qsizetype to = m_at;
    while (to < m_text.size() && isPlainLetter(m_text[to]))
        ++to;
    if (to == m_at)
        return false;
    const qsizetype before = m_word.size();
    m_word.append(m_text.sliced(m_at, std::min(to - m_at, kMaxBytes - before)));
    std::transform(m_word.begin() + before, m_word.end(), m_word.begin() + before, lower);
    m_at = to;
    return true;
}

/// C++, F#: a text has the word with its signs beside the plain one; a query means what it says,
/// unless a letter follows.
bool WordReader::takeSigns()
{
    qsizetype to = m_at;
    while (to < m_text.size() && to - m_at < kMaxSigns && isSign(m_text[to]))
        ++to;
    if (to == m_at || m_word.size() + kMaxSigns > kMaxBytes)
        return false;
    const QByteArray withSigns = m_word + m_text.sliced(m_at, to - m_at).toByteArray();
    if (m_of == Of::Query) {
        if (isLetterAt(to))
            return false;
        m_word = withSigns;
        m_at = m_end = to;
    } else {
        m_waiting = withSigns;
        m_waitingEnd = to;
    }
    m_joined.clear();
    return true;
}

} // namespace cairn
