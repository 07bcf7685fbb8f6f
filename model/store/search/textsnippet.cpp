// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/search/textsnippet.h"

#include "foldedcharacter.h"
#include "searchwords.h"

#include <QByteArrayList>
#include <QSet>

#include <algorithm>
#include <optional>
#include <string_view>

namespace cairn {

namespace {

constexpr qsizetype kBefore = 50;
constexpr qsizetype kAfter = 150;
constexpr qsizetype kMaxMatches = 50;
constexpr qsizetype kFirstRead = 500; ///< of a text, in UTF-16 units; then twice as many

struct SnippetPlace {
    qsizetype begin = 0;
    qsizetype end = 0;
};

struct SnippetWord {
    qsizetype at = 0; ///< in the folded text
    qsizetype size = 0;
    SnippetPlace place; ///< in UTF-16 units of the text
    bool beside = false; ///< at the place of the word before it
};

/// The words of a text in their order, read as far as they are needed.
class SnippetWords {
public:
    explicit SnippetWords(const QString &text, WordReader::Of of = WordReader::Of::Text)
        : m_utf8(text.toUtf8())
        , m_reader(m_utf8, of)
    {
        m_folded.reserve(m_utf8.size());
    }
    /// One more; false: there is none.
    bool read()
    {
        if (!m_reader.next())
            return false;
        const bool beside = m_reader.beside();
        const qsizetype begin = beside ? m_list.constLast().place.begin : unitAt(m_reader.begin());
        const QByteArrayView word = m_reader.word();
        m_list.append({m_folded.size(), word.size(), {begin, unitAt(m_reader.end())}, beside});
        m_folded.append(word);
        return true;
    }
    /// Those that begin before a place, and one more; false: there are none behind it.
    bool readTo(qsizetype unit)
    {
        while (m_list.isEmpty() || m_list.constLast().place.begin < unit) {
            if (!read())
                return false;
        }
        return true;
    }
    qsizetype size() const { return m_list.size(); }
    const SnippetWord &at(qsizetype i) const { return m_list.at(i); }
    QByteArrayView folded(const SnippetWord &word) const
    {
        return QByteArrayView(m_folded).sliced(word.at, word.size);
    }

private:
    /// Positions come in ascending order.
    qsizetype unitAt(qsizetype position)
    {
        for (; m_byte < position; ++m_byte) {
            const auto c = static_cast<unsigned char>(m_utf8.at(m_byte));
            m_unit += (c & 0xC0) == 0x80 ? 0 : c >= 0xF0 ? 2 : 1;
        }
        return m_unit;
    }

    QByteArray m_utf8;
    WordReader m_reader;
    QByteArray m_folded; ///< all words
    QList<SnippetWord> m_list;
    qsizetype m_byte = 0;
    qsizetype m_unit = 0;
};

bool holds(QByteArrayView word, QByteArrayView part)
{
    const std::string_view whole(word.data(), size_t(word.size()));
    return whole.find({part.data(), size_t(part.size())}) != std::string_view::npos;
}

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

} // namespace

/// A term as it is looked for: its words follow each other with only punctuation between.
struct SnippetMaker::Wanted {
    explicit Wanted(const SearchQuery::Term &term)
        : prefix(term.prefix)
    {
        SnippetWords words(term.text, WordReader::Of::Query);
        while (words.read())
            parts.append(words.folded(words.at(words.size() - 1)).toByteArray());
        for (const QString &word : term.longer)
            longer.insert(word.toUtf8());
    }

    bool fits(QByteArrayView word, qsizetype part) const
    {
        if (word == parts.at(part))
            return true;
        const bool last = part + 1 == parts.size();
        return (prefix && last && word.startsWith(parts.at(part)))
            || (part == 0 && !longer.isEmpty() && holds(word, parts.constFirst())
                && longer.contains(QByteArray::fromRawData(word.data(), word.size())));
    }

    /// Where in a fitting word what was asked for stands, in folded bytes.
    qsizetype beginIn(QByteArrayView word) const
    {
        return parts.size() == 1 ? qMax(word.indexOf(parts.first()), qsizetype(0)) : 0;
    }

    QByteArrayList parts;
    QSet<QByteArray> longer; ///< all of them hold the first part
    bool prefix = false;
};

namespace {

/// The match that begins with the word `at`, if there is one.
template <typename Wanted>
std::optional<SnippetPlace>
matchAt(const QString &text, const SnippetWords &words, qsizetype at, const Wanted &wanted)
{
    SnippetPlace match = words.at(at).place;
    for (qsizetype part = 0; part < wanted.parts.size(); ++part) {
        if (at >= words.size())
            return {};
        const SnippetWord *fitting = nullptr; // the word itself, or one beside it
        do {
            if (!fitting && wanted.fits(words.folded(words.at(at)), part))
                fitting = &words.at(at);
            ++at;
        } while (at < words.size() && words.at(at).beside);
        if (!fitting)
            return {};
        SnippetPlace place = fitting->place;
        const QByteArrayView folded = words.folded(*fitting);
        if (!fitting->beside && folded != wanted.parts.at(part)) {
            const qsizetype from = wanted.beginIn(folded);
            place = partOf(text, place, from, from + wanted.parts.at(part).size());
        }
        if (part == 0)
            match.begin = place.begin;
        match.end = place.end;
    }
    return match;
}

/// The matches among the words that were read, from the word `from` on.
template <typename Wanted>
QList<SnippetPlace> placesIn(
    const QString &text, const SnippetWords &words, qsizetype from,
    const std::vector<Wanted> &terms)
{
    QList<SnippetPlace> places;
    for (const Wanted &wanted : terms) {
        qsizetype matches = 0;
        for (qsizetype i = from; i < words.size() && matches < kMaxMatches; ++i) {
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

/// One line around the first of these places, which are not none.
QString around(const QString &text, const QList<SnippetPlace> &places)
{
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

} // namespace

SnippetMaker::SnippetMaker(const SearchQuery &query)
{
    for (const SearchQuery::Term &term : query.terms) {
        Wanted wanted(term);
        if (term.negated || wanted.parts.isEmpty())
            continue;
        m_longest = std::max(m_longest, wanted.parts.size());
        m_terms.push_back(std::move(wanted));
    }
}

SnippetMaker::~SnippetMaker() = default;

QString SnippetMaker::of(const QString &text) const
{
    // No more is read of a text than what is shown needs: most of them hold a match near their
    // beginning. A match that begins with one of the last words may go on behind them.
    SnippetWords words(text);
    const qsizetype open = 2 * m_longest + 2;
    QList<SnippetPlace> places;
    qsizetype from = 0;
    bool more = true;
    for (qsizetype to = kFirstRead; places.isEmpty() && more; to *= 2) {
        more = words.readTo(to);
        places = placesIn(text, words, from, m_terms);
        if (places.isEmpty())
            from = std::max(from, words.size() - open);
    }
    if (places.isEmpty())
        return {};
    if (more) {
        more = words.readTo(places.constFirst().begin + kAfter);
        for (qsizetype i = 0; i < open && more; ++i)
            more = words.read();
        places = placesIn(text, words, from, m_terms);
    }
    return around(text, places);
}

QString textSnippet(const QString &text, const SearchQuery &query)
{
    return SnippetMaker(query).of(text);
}

} // namespace cairn
