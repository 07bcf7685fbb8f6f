#include "store/textsnippet.h"

#include "store/tokenizer.h"

#include <algorithm>

namespace cairn {

namespace {

constexpr qsizetype kBefore = 50;
constexpr qsizetype kAfter = 150;
constexpr qsizetype kMaxMatches = 50;

struct Place {
    qsizetype begin = 0;
    qsizetype end = 0;
};

/// A text without case and accents, unit by unit, and where each unit came from.
struct Folded {
    QString text;
    QList<qsizetype> from; ///< position in the original; one more entry for its end
};

void foldUnit(QChar c, QString &to)
{
    if (c.unicode() < 0x80) {
        to += c.toLower();
        return;
    }
    if (c.isMark())
        return;
    // Hangul would fall apart into letters; the tokenizer keeps it, as everything that is a token.
    if (!c.isSurrogate() && !isSingleToken(c.unicode())
        && c.decompositionTag() == QChar::Canonical) {
        const QString parts = QString(c).normalized(QString::NormalizationForm_D);
        for (const QChar part : parts) {
            if (!part.isMark())
                to += part.toLower();
        }
        return;
    }
    to += c.toLower();
}

Folded fold(const QString &text)
{
    Folded folded;
    folded.text.reserve(text.size());
    folded.from.reserve(text.size() + 1);
    for (qsizetype i = 0; i < text.size(); ++i) {
        foldUnit(text.at(i), folded.text);
        while (folded.from.size() < folded.text.size())
            folded.from.append(i);
    }
    folded.from.append(text.size());
    return folded;
}

bool isSingle(const QString &text, qsizetype at)
{
    const QChar c = text.at(at);
    if (!c.isSurrogate())
        return isSingleToken(c.unicode());
    const qsizetype high = c.isHighSurrogate() ? at : at - 1;
    return high >= 0 && high + 1 < text.size()
        && isSingleToken(QChar::surrogateToUcs4(text.at(high), text.at(high + 1)));
}

bool isWordUnit(const QString &text, qsizetype at)
{
    return text.at(at).isLetterOrNumber() || text.at(at).isSurrogate() || isSingle(text, at);
}

/// Between these two units a word ends or begins.
bool isBorder(const QString &text, qsizetype at)
{
    return at <= 0 || at >= text.size() || !isWordUnit(text, at - 1) || !isWordUnit(text, at)
        || isSingle(text, at - 1) || isSingle(text, at);
}

/// The words of a term: it is found where they follow each other with only punctuation between.
QStringList wordsOf(const SearchQuery::Term &term)
{
    const QString text = fold(term.text).text;
    QStringList words;
    bool inside = false;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool word = isWordUnit(text, i);
        if (word && !inside)
            words.append(QString());
        if (word)
            words.last() += text.at(i);
        inside = word;
    }
    return words;
}

/// Where a match that begins at `at` ends; -1: none begins there.
qsizetype matchEnd(const QString &text, qsizetype at, const QStringList &words, bool prefix)
{
    for (qsizetype i = 0; i < words.size(); ++i) {
        while (i > 0 && at < text.size() && !isWordUnit(text, at))
            ++at;
        if (!isBorder(text, at) || !QStringView(text).sliced(at).startsWith(words.at(i)))
            return -1;
        at += words.at(i).size();
        const bool open = prefix && i + 1 == words.size();
        if (!open && !isBorder(text, at))
            return -1;
    }
    return at;
}

void findAll(
    const QString &text, const SearchQuery::Term &term, qsizetype from, qsizetype to,
    QList<Place> &places)
{
    const QStringList words = wordsOf(term);
    if (words.isEmpty())
        return;
    qsizetype at = text.indexOf(words.constFirst(), from);
    while (at >= 0 && at < to && places.size() < kMaxMatches) {
        const qsizetype end = matchEnd(text, at, words, term.prefix);
        if (end > at)
            places.append({at, end});
        at = text.indexOf(words.constFirst(), std::max(end, at + 1));
    }
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
    const Folded folded = fold(text);
    qsizetype first = folded.text.size();
    for (const SearchQuery::Term &term : query.terms) {
        QList<Place> places;
        if (!term.negated)
            findAll(folded.text, term, 0, first, places);
        if (!places.isEmpty())
            first = std::min(first, places.constFirst().begin);
    }
    if (first == folded.text.size())
        return {};
    const qsizetype begin = windowBegin(text, folded.from.at(first));
    const qsizetype end = windowEnd(text, folded.from.at(first));
    QList<Place> places;
    for (const SearchQuery::Term &term : query.terms) {
        if (!term.negated)
            findAll(folded.text, term, first, first + 2 * kAfter, places);
    }
    std::sort(places.begin(), places.end(), [](const Place &a, const Place &b) {
        return a.begin < b.begin;
    });
    QString snippet = begin > 0 ? QStringLiteral("…") : QString();
    qsizetype at = begin;
    for (const Place &place : std::as_const(places)) {
        const Place original{folded.from.at(place.begin), folded.from.at(place.end)};
        if (original.begin < at || original.end > end)
            continue; // inside another match, or beyond the window
        snippet += text.mid(at, original.begin - at) + kMatchBegin;
        snippet += text.mid(original.begin, original.end - original.begin) + kMatchEnd;
        at = original.end;
    }
    snippet += text.mid(at, end - at);
    if (end < text.size())
        snippet += u'…';
    return snippet.simplified();
}

} // namespace cairn
