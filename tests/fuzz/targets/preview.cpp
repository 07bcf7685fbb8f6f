// SPDX-License-Identifier: GPL-3.0-or-later
#include "preview/markdownrenderer.h"

#include "editor/linksafety.h"
#include "fuzzinput.h"
#include "fuzztargets.h"
#include "notelink.h"

#include <QRegularExpression>
#include <QSet>
#include <QStringList>

namespace cairn::fuzz {
namespace {

const QRegularExpression &attribute()
{
    static const QRegularExpression pattern(QStringLiteral("\\A ([a-z]+)=\"([^\"<>]*)\""));
    return pattern;
}

void checkHref(const QString &escaped)
{
    QString href = escaped;
    href.replace(QStringLiteral("&amp;"), QStringLiteral("&"));
    const QString scheme = href.section(u':', 0, 0);
    const bool own = scheme == kTaskScheme || scheme == kTitleScheme || scheme == kAskScheme;
    require(
        own || NoteLink::parse(href) || !followableAddress(href).isEmpty(),
        "links lead to safe places only");
}

/// One tag, from behind '<' to before '>'.
void checkTag(QString tag, QStringList &open)
{
    static const QSet<QString> names{
        QStringLiteral("a"),     QStringLiteral("b"),   QStringLiteral("i"),
        QStringLiteral("s"),     QStringLiteral("p"),   QStringLiteral("ul"),
        QStringLiteral("ol"),    QStringLiteral("li"),  QStringLiteral("h1"),
        QStringLiteral("h2"),    QStringLiteral("h3"),  QStringLiteral("h4"),
        QStringLiteral("h5"),    QStringLiteral("h6"),  QStringLiteral("blockquote"),
        QStringLiteral("table"), QStringLiteral("tr"),  QStringLiteral("td"),
        QStringLiteral("th"),    QStringLiteral("br"),  QStringLiteral("hr"),
        QStringLiteral("pre"),   QStringLiteral("code")};
    if (tag.startsWith(u'/')) {
        require(!open.isEmpty() && open.takeLast() == tag.sliced(1), "tags are closed in order");
        return;
    }
    const bool empty = tag.endsWith(u'/');
    if (empty)
        tag.chop(1);
    const qsizetype blank = tag.indexOf(u' ');
    const QString name = blank < 0 ? tag : tag.first(blank);
    require(names.contains(name), "only tags that we write");
    require(name != u"a" || !open.contains(name), "no link inside a link");
    QString rest = blank < 0 ? QString() : tag.sliced(blank);
    while (!rest.isEmpty()) {
        const auto match = attribute().match(rest);
        require(match.hasMatch(), "attributes cannot be left");
        if (match.captured(1) == u"href")
            checkHref(match.captured(2));
        else
            require(
                !match.captured(1).startsWith(u"on") && match.captured(1) != u"src"
                    && match.captured(1) != u"style",
                "only harmless attributes");
        rest.remove(0, match.capturedEnd());
    }
    if (!empty)
        open.append(name);
}

} // namespace

void preview(const QByteArray &input)
{
    const QString markdown = QString::fromUtf8(input);
    const QString html = renderMarkdown(markdown);
    require(html.size() <= 2'000'000 + markdown.size() * 80, "output is bounded");
    QStringList open;
    qsizetype at = 0;
    while ((at = html.indexOf(u'<', at)) >= 0) {
        const qsizetype end = html.indexOf(u'>', at);
        require(end > at, "tags are whole");
        checkTag(html.sliced(at + 1, end - at - 1), open);
        at = end + 1;
    }
    // A document that was cut off at its bound may leave some open.
    require(open.isEmpty() || html.size() > 900'000, "all tags are closed");
    require(renderMarkdown(markdown) == html, "the same text looks the same");
}

} // namespace cairn::fuzz
