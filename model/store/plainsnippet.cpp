#include "store/plainsnippet.h"

namespace cairn {

namespace {

constexpr qsizetype kBefore = 60;
constexpr qsizetype kAfter = 120;

/// The nearest blank inside the window, so that it begins and ends with whole words where there are
/// blanks.
qsizetype windowBegin(const QString &text, qsizetype match)
{
    if (match <= kBefore)
        return 0;
    qsizetype at = match - kBefore;
    const qsizetype blank = text.indexOf(u' ', at);
    if (blank >= 0 && blank < match)
        return blank + 1;
    return text.at(at).isLowSurrogate() ? at + 1 : at;
}

qsizetype windowEnd(const QString &text, qsizetype matchEnd)
{
    if (text.size() - matchEnd <= kAfter)
        return text.size();
    const qsizetype at = matchEnd + kAfter;
    const qsizetype blank = text.lastIndexOf(u' ', at);
    if (blank > matchEnd)
        return blank;
    return text.at(at).isLowSurrogate() ? at - 1 : at;
}

} // namespace

QString plainSnippet(const QString &text, const SearchQuery &query)
{
    qsizetype first = -1;
    qsizetype length = 0;
    for (const SearchQuery::Term &term : query.terms) {
        if (term.negated)
            continue;
        const qsizetype at = text.indexOf(term.text, 0, Qt::CaseInsensitive);
        if (at >= 0 && (first < 0 || at < first)) {
            first = at;
            length = term.text.size();
        }
    }
    if (first < 0)
        return {};
    const qsizetype begin = windowBegin(text, first);
    const qsizetype end = windowEnd(text, first + length);
    QString snippet = begin > 0 ? QStringLiteral("…") : QString();
    snippet += text.mid(begin, first - begin) + kMatchBegin + text.mid(first, length) + kMatchEnd;
    snippet += text.mid(first + length, end - first - length);
    return end < text.size() ? snippet + u'…' : snippet;
}

} // namespace cairn
