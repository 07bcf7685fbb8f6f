// SPDX-License-Identifier: GPL-3.0-or-later
#include "markdownlink.h"

#include "linkfinder.h"

#include <algorithm>
#include <utility>

namespace cairn {

QString MarkdownLink::wikiWords() const
{
    if (!alias.isEmpty())
        return alias;
    const QString name = path.section(u'/', -1);
    return anchor.isEmpty() ? name : name + QStringLiteral(" > ") + anchor;
}

QList<MarkdownLink> findLinks(const QString &markdown)
{
    return LinkFinder::mayHaveLinks(markdown) ? LinkFinder(markdown).run() : QList<MarkdownLink>();
}

std::optional<MarkdownLink> linkCovering(const QList<MarkdownLink> &links, qsizetype position)
{
    // An address among the words of a link is a word of it.
    const auto isWord = [](const MarkdownLink &link) {
        return link.form == MarkdownLink::Form::Bare || link.form == MarkdownLink::Form::Angle;
    };
    const MarkdownLink *found = nullptr;
    for (const MarkdownLink &link : links) {
        if (position < link.start || position >= link.start + link.length)
            continue;
        if (!isWord(link))
            return link;
        found = &link;
    }
    return found ? std::optional(*found) : std::nullopt;
}

QString withTargets(
    const QString &markdown,
    const std::function<std::optional<QString>(const MarkdownLink &)> &target)
{
    QString result;
    qsizetype from = 0;
    QList<MarkdownLink> links = findLinks(markdown);
    links.removeIf(
        [](const MarkdownLink &link) { return link.form == MarkdownLink::Form::Reference; });
    // A picture inside a link is found before that link, and stands before its target.
    std::sort(links.begin(), links.end(), [](const MarkdownLink &a, const MarkdownLink &b) {
        return a.targetStart < b.targetStart;
    });
    for (const MarkdownLink &link : std::as_const(links)) {
        const std::optional<QString> other = target(link);
        if (!other)
            continue;
        const bool wiki = link.form == MarkdownLink::Form::Wiki;
        const bool angle = link.form == MarkdownLink::Form::Angle;
        const qsizetype start = wiki ? link.start : link.targetStart;
        result += QStringView(markdown).sliced(from, start - from);
        result += wiki ? QStringLiteral("[%1](%2)").arg(asLinkText(link.wikiWords()), *other)
            : angle    ? QStringLiteral("<%1>").arg(*other)
                       : *other;
        from = start + (wiki ? link.length : link.targetLength);
    }
    return from == 0 ? markdown : result += QStringView(markdown).sliced(from);
}

QString asTarget(const QString &address)
{
    int depth = 0;
    for (const QChar c : address) {
        depth += c == u'(' ? 1 : c == u')' ? -1 : 0;
        if (depth < 0)
            break;
    }
    return depth == 0 ? address : u'<' + address + u'>';
}

QString withCanonicalNoteLinks(const QString &markdown)
{
    if (!markdown.contains(u"note", Qt::CaseInsensitive)) // its scheme may be spelled in entities
        return markdown;
    return withTargets(markdown, [](const MarkdownLink &link) -> std::optional<QString> {
        const auto note = link.note();
        return note ? std::optional(note->address()) : std::nullopt;
    });
}

} // namespace cairn
