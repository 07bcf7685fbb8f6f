// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/search/textsnippet.h"

#include "foldedcharacter.h"
#include "searchwords.h"

#include <QByteArrayList>

#include <algorithm>
#include <optional>

namespace cairn {

namespace {

constexpr qsizetype kBefore = 50;
constexpr qsizetype kAfter = 150;
constexpr qsizetype kMaxMatches = 50;

struct SnippetPlace {
    qsizetype begin = 0;
    qsizetype end = 0;
};

struct Word {
    QByteArray folded;
    SnippetPlace place; ///< in UTF-16 units of the text
    bool beside = false; ///< at the place of the word before it
};

/// The words of a text in their order.
QList<Word> wordsOf(const QString &text, WordReader::Of of)
{
    const QByteArray utf8 = text.toUtf8();
    WordReader reader(utf8, of);
    QList<Word> words;
    qsizetype byte = 0;
    qsizetype unit = 0;
    const auto unitAt = [&](qsizetype position) { // positions come in ascending order
        for (; byte < position; ++byte) {
            const auto c = static_cast<unsigned char>(utf8.at(byte));
            unit += (c & 0xC0) == 0x80 ? 0 : c >= 0xF0 ? 2 : 1;
        }
        return unit;
    };
    while (reader.next()) {
        const qsizetype begin =
            reader.beside() ? words.constLast().place.begin : unitAt(reader.begin());
        words.append({reader.word().toByteArray(), {begin, unitAt(reader.end())}, reader.beside()});
    }
    return words;
}

/// A term as it is looked for: its words follow each other with only punctuation between.
struct Wanted {
    explicit Wanted(const SearchQuery::Term &term)
        : prefix(term.prefix)
    {
        const QList<Word> words = wordsOf(term.text, WordReader::Of::Query);
        for (const Word &word : words)
            parts.append(word.folded);
        for (const QString &word : term.longer)
            longer.append(word.toUtf8());
    }

    bool fits(const QByteArray &word, qsizetype part) const
    {
        if (word == parts.at(part))
            return true;
        const bool last = part + 1 == parts.size();
        return (prefix && last && word.startsWith(parts.at(part)))
            || (part == 0 && longer.contains(word));
    }

    /// Where in a fitting word what was asked for stands, in folded bytes.
    qsizetype beginIn(const QByteArray &word) const
    {
        return parts.size() == 1 ? qMax(word.indexOf(parts.first()), qsizetype(0)) : 0;
    }

    QByteArrayList parts;
    QByteArrayList longer;
    bool prefix = false;
};

/// The part of a word from one folded byte to another, as it stands in the text.
SnippetPlace partOf(const QString &text, const SnippetPlace &word, qsizetype from, qsizetype to)
{
    SnippetPlace part = word;
    qsizetype folded = 0;
    for (qsizetype at = word.begin; at < word.end && folded < to;) {
        const bool pair = text.at(at).isHighSurrogate() && at + 1 < word.end;
        const char32_t c =
            pair ? QChar::surrogateToUcs4(text.at(at), text.at(at + 1)) : text.at(at).unicode();
        const qsizetype size = c < 0x80 ? 1 : foldedCharacter(c).folded.size();
        if (folded <= from && size > 0)
            part.begin = at;
        folded += size;
        at += pair ? 2 : 1;
        while (at < word.end && text.at(at).isMark())
            ++at; // what stands on a letter belongs to it
        part.end = at;
    }
    return part;
}

/// The match that begins with the word `at`, if there is one.
std::optional<SnippetPlace>
matchAt(const QString &text, const QList<Word> &words, qsizetype at, const Wanted &wanted)
{
    SnippetPlace match = words.at(at).place;
    for (qsizetype part = 0; part < wanted.parts.size(); ++part) {
        if (at >= words.size())
            return {};
        const Word *fitting = nullptr; // the word itself, or one beside it
        do {
            if (!fitting && wanted.fits(words.at(at).folded, part))
                fitting = &words.at(at);
            ++at;
        } while (at < words.size() && words.at(at).beside);
        if (!fitting)
            return {};
        SnippetPlace place = fitting->place;
        if (!fitting->beside && fitting->folded != wanted.parts.at(part)) {
            const qsizetype from = wanted.beginIn(fitting->folded);
            place = partOf(text, place, from, from + wanted.parts.at(part).size());
        }
        if (part == 0)
            match.begin = place.begin;
        match.end = place.end;
    }
    return match;
}

QList<SnippetPlace> placesOf(const QString &text, const SearchQuery &query)
{
    const QList<Word> words = wordsOf(text, WordReader::Of::Text);
    QList<SnippetPlace> places;
    for (const SearchQuery::Term &term : query.terms) {
        const Wanted wanted(term);
        if (term.negated || wanted.parts.isEmpty())
            continue;
        qsizetype matches = 0;
        for (qsizetype i = 0; i < words.size() && matches < kMaxMatches; ++i) {
            const auto match = words.at(i).beside ? std::nullopt : matchAt(text, words, i, wanted);
            if (!match)
                continue;
            places.append(*match);
            ++matches;
        }
    }
    std::sort(places.begin(), places.end(), [](const SnippetPlace &a, const SnippetPlace &b) {
        return a.begin < b.begin;
    });
    return places;
}

/// Moves a border of the window to a blank near it, so that no word is cut where there are blanks.
qsizetype windowBegin(const QString &text, qsizetype match)
{
    if (match <= kBefore)
        return 0;
    qsizetype at = match - kBefore;
    for (qsizetype i = at; i < match; ++i) {
        if (text.at(i).isSpace())
            return i + 1;
    }
    return text.at(at).isLowSurrogate() ? at + 1 : at;
}

qsizetype windowEnd(const QString &text, qsizetype match)
{
    if (text.size() - match <= kAfter)
        return text.size();
    const qsizetype at = match + kAfter;
    for (qsizetype i = at; i > match + kAfter / 2; --i) {
        if (text.at(i).isSpace())
            return i;
    }
    return text.at(at).isLowSurrogate() ? at - 1 : at;
}

} // namespace

QString textSnippet(const QString &text, const SearchQuery &query)
{
    const QList<SnippetPlace> places = placesOf(text, query);
    if (places.isEmpty())
        return {};
    const qsizetype begin = windowBegin(text, places.constFirst().begin);
    const qsizetype end = windowEnd(text, places.constFirst().begin);
    QString snippet = begin > 0 ? QStringLiteral("…") : QString();
    qsizetype at = begin;
    for (const SnippetPlace &place : places) {
        if (place.begin < at || place.end > end)
            continue; // inside another match, or beyond the window
        snippet += text.mid(at, place.begin - at) + kMatchBegin;
        snippet += text.mid(place.begin, place.end - place.begin) + kMatchEnd;
        at = place.end;
    }
    snippet += text.mid(at, end - at);
    if (end < text.size())
        snippet += u'…';
    return snippet.simplified();
}

} // namespace cairn
