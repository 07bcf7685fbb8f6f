// SPDX-License-Identifier: GPL-3.0-or-later
#include "linktarget.h"

#include "markdownentity.h"

#include <QRegularExpression>
#include <QUrl>

#include <algorithm>
#include <utility>

namespace cairn {

namespace {

constexpr int kMaxDepth = 32; // of brackets in a target: CommonMark's parsers go no deeper
constexpr qsizetype kMaxEntity = 50; // the longest name has 33 characters

bool isAsciiPunctuation(QChar c)
{
    const char16_t code = c.unicode();
    return (code >= 33 && code <= 47) || (code >= 58 && code <= 64) || (code >= 91 && code <= 96)
        || (code >= 123 && code <= 126);
}

/// Escapes and entities undone.
QString unescaped(QStringView written)
{
    static const QRegularExpression kEntity(
        QStringLiteral("\\G&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,47});"));
    QString text;
    for (qsizetype i = 0; i < written.size(); ++i) {
        if (written[i] == u'\\' && i + 1 < written.size() && isAsciiPunctuation(written[i + 1])) {
            ++i;
        } else if (written[i] == u'&') {
            const QStringView rest = written.sliced(i, std::min(kMaxEntity, written.size() - i));
            if (const auto entity = kEntity.match(rest.toString()); entity.hasMatch()) {
                text += decodedEntity(entity.capturedView());
                i += entity.capturedLength() - 1;
                continue;
            }
        }
        text += written[i];
    }
    return text;
}

} // namespace

bool isBlank(QChar c) { return c == u' ' || c == u'\t'; }

QChar charAt(QStringView text, qsizetype at) { return at < text.size() ? text[at] : QChar(u'\0'); }

bool blankFrom(QStringView text, qsizetype at)
{
    while (at < text.size() && isBlank(text[at]))
        ++at;
    return at >= text.size() || text[at] == u'\n';
}

qsizetype overSpace(QStringView text, qsizetype at)
{
    bool line = false;
    while (isBlank(charAt(text, at)) || (charAt(text, at) == u'\n' && !std::exchange(line, true)))
        ++at;
    return at;
}

std::optional<qsizetype> overTarget(QStringView text, qsizetype at)
{
    if (charAt(text, at) == u'<') {
        for (++at; at < text.size() && text[at] != u'\n' && text[at] != u'<'; ++at) {
            if (text[at] == u'>')
                return at + 1;
            if (text[at] == u'\\')
                ++at;
        }
        return std::nullopt;
    }
    int depth = 0;
    for (; at < text.size(); ++at) {
        const QChar c = text[at];
        if (c.unicode() <= 0x20 || (c == u')' && depth == 0))
            break;
        depth += c == u'(' ? 1 : c == u')' ? -1 : 0;
        if (depth > kMaxDepth)
            return std::nullopt;
        if (c == u'\\')
            ++at;
    }
    return depth == 0 ? std::optional(std::min(at, text.size())) : std::nullopt;
}

std::optional<qsizetype> overTip(QStringView text, qsizetype at)
{
    const QChar open = charAt(text, at);
    if (open != u'"' && open != u'\'' && open != u'(')
        return std::nullopt;
    const QChar close = open == u'(' ? QChar(u')') : open;
    for (++at; at < text.size(); ++at) {
        if (text[at] == close)
            return at + 1;
        if (text[at] == u'\\')
            ++at;
        else if (
            (text[at] == u'\n' && blankFrom(text, at + 1)) || (text[at] == u'(' && open == u'('))
            break;
    }
    return std::nullopt;
}

void readAddress(const QString &address, MarkdownLink &link)
{
    link.address = address;
    const qsizetype hash = address.indexOf(u'#');
    link.path = QUrl::fromPercentEncoding((hash < 0 ? address : address.left(hash)).toUtf8());
    if (hash >= 0)
        link.anchor = address.sliced(hash + 1);
}

void readTarget(QStringView written, MarkdownLink &link)
{
    if (written.startsWith(u'<'))
        written = written.sliced(1, written.size() - 2);
    readAddress(unescaped(written), link);
}

void readWikiTarget(QStringView inside, MarkdownLink &link)
{
    const qsizetype bar = inside.indexOf(u'|');
    if (bar >= 0) {
        link.alias = inside.sliced(bar + 1).trimmed().toString();
        inside = inside.first(bar);
        if (inside.endsWith(u'\\')) // in a table
            inside.chop(1);
    }
    const qsizetype hash = inside.indexOf(u'#');
    if (hash >= 0) {
        link.anchor = inside.sliced(hash + 1).trimmed().toString();
        inside = inside.first(hash);
    }
    link.path = inside.trimmed().toString();
}

} // namespace cairn
