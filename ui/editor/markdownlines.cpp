// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/markdownlines.h"

namespace cairn {

namespace {

// More digits are no list number in CommonMark either.
constexpr qsizetype kMaxDigits = 9;
constexpr qsizetype kMaxFenceIndent = 3; ///< beyond the block that it closes

bool isBlank(QChar c) { return c == u' ' || c == u'\t'; }

qsizetype skipBlanks(QStringView line, qsizetype at)
{
    while (at < line.size() && isBlank(line[at]))
        ++at;
    return at;
}

bool isUnspacedScript(char32_t c)
{
    switch (QChar::script(c)) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
        return true;
    default:
        return false;
    }
}

// `> > ` with the blanks around; 0 when the line is no quotation.
qsizetype quoteLength(QStringView line)
{
    qsizetype end = 0;
    for (qsizetype at = skipBlanks(line, 0); at < line.size() && line[at] == u'>';) {
        end = ++at;
        at = skipBlanks(line, at);
        end = at > end ? end + 1 : end;
    }
    return end;
}

} // namespace

std::optional<ListItem> parseListItem(QStringView line)
{
    ListItem item;
    qsizetype at = item.indent = skipBlanks(line, 0);
    if (at >= line.size())
        return std::nullopt;
    if (line[at] == u'-' || line[at] == u'*' || line[at] == u'+') {
        item.mark = line[at++];
    } else {
        const qsizetype first = at;
        int number = 0;
        while (at < line.size() && at - first < kMaxDigits && line[at] >= u'0' && line[at] <= u'9')
            number = number * 10 + (line[at++].unicode() - u'0');
        if (at == first || at >= line.size() || (line[at] != u'.' && line[at] != u')'))
            return std::nullopt;
        item.number = number;
        item.mark = line[at++];
    }
    item.markerEnd = at;
    if (at < line.size() && !isBlank(line[at]))
        return std::nullopt;
    item.content = at < line.size() ? at + 1 : at;

    const qsizetype box = skipBlanks(line, at);
    if (box > at && box + 2 < line.size() && line[box] == u'[' && line[box + 2] == u']'
        && (box + 3 == line.size() || isBlank(line[box + 3]))) {
        const QChar state = line[box + 1];
        if (state == u' ' || state == u'x' || state == u'X') {
            item.taskMark = box + 1;
            item.done = state != u' ';
            item.content = qMin(box + 4, line.size());
        }
    }
    return item;
}

QString continuationPrefix(QStringView line)
{
    if (const auto item = parseListItem(line)) {
        QString prefix = line.left(item->indent).toString();
        if (item->number >= 0)
            prefix += QString::number(item->number + 1);
        prefix += item->mark;
        prefix += u' ';
        if (item->isTask())
            prefix += QStringLiteral("[ ] ");
        return prefix;
    }
    if (const qsizetype quote = quoteLength(line); quote > 0) {
        QString prefix = line.left(quote).toString();
        return prefix.endsWith(u'>') ? prefix + u' ' : prefix;
    }
    return line.left(skipBlanks(line, 0)).toString();
}

qsizetype prefixLength(QStringView line)
{
    if (const auto item = parseListItem(line))
        return item->content;
    return quoteLength(line);
}

Fence parseFence(QStringView line)
{
    const qsizetype start = skipBlanks(line, 0);
    if (start >= line.size() || (line[start] != u'`' && line[start] != u'~'))
        return {};
    qsizetype end = start;
    while (end < line.size() && line[end] == line[start])
        ++end;
    const QStringView rest = line.mid(end);
    if (end - start < 3 || (line[start] == u'`' && rest.contains(u'`')))
        return {};
    return {line[start], end - start, rest.trimmed().isEmpty(), start};
}

bool closesFence(const Fence &line, const Fence &opening)
{
    return line.length > 0 && line.bare && line.character == opening.character
        && line.length >= opening.length && line.indent <= opening.indent + kMaxFenceIndent;
}

int countWords(QStringView text)
{
    int words = 0;
    bool inside = false;
    for (qsizetype at = 0; at < text.size(); ++at) {
        char32_t c = text[at].unicode();
        if (QChar::isHighSurrogate(c) && at + 1 < text.size()
            && QChar::isLowSurrogate(text[at + 1].unicode())) {
            c = QChar::surrogateToUcs4(text[at], text[at + 1]);
            ++at;
        }
        if (QChar::isLetterOrNumber(c) || QChar::isMark(c)) {
            if (isUnspacedScript(c)) {
                ++words;
                inside = false;
            } else if (!inside) {
                ++words;
                inside = true;
            }
        } else if (c != u'\'' && c != u'’' && c != u'-' && c != u'_') {
            inside = false; // "don't" and "well-made" are one word each
        }
    }
    return words;
}

} // namespace cairn
