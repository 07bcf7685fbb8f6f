// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/markdownhighlighter.h"

#include "editor/markdownlines.h"

#include <QFontDatabase>
#include <QFontInfo>
#include <QRegularExpression>
#include <QTextBlock>

#include <algorithm>
#include <utility>

namespace cairn {

namespace {

// Sizes of headings 1 to 6 relative to the text.
constexpr double kHeadingScale[] = {1.55, 1.3, 1.15, 1.05, 1.0, 1.0};
// A line without end is data, not prose: colouring its inside would only cost time.
constexpr qsizetype kMaxInlineLength = 4000;
constexpr int kMaxInlineDepth = 8;

// What a character looks like: any of these together, with the level of its heading in the high
// bits.
enum Style : quint16 {
    kBold = 1,
    kItalic = 2,
    kStruck = 4,
    kCode = 8,
    kLink = 16,
    kQuiet = 32, // stronger than the other colours
    kHeadingShift = 8,
};

// Block state of an open fence: from the lowest bit its character (1), its length (10) and its
// indent, so that only its like closes it.
int fenceState(const Fence &fence)
{
    return int(qMin<qsizetype>(fence.indent, 1000)) << 11
        | int(qMin<qsizetype>(fence.length, 1000)) << 1 | (fence.character == u'~' ? 1 : 0);
}

Fence openFence(int state)
{
    return {state & 1 ? QChar(u'~') : QChar(u'`'), state >> 1 & 0x3ff, false, state >> 11};
}

qsizetype runLength(const QString &text, qsizetype at)
{
    qsizetype end = at;
    while (end < text.size() && text[end] == text[at])
        ++end;
    return end - at;
}

bool isWordAt(const QString &text, qsizetype at)
{
    return at >= 0 && at < text.size() && text[at].isLetterOrNumber();
}

// The start of the run of exactly `length` times `c` that can close a span begun before `from`, or
// -1.
qsizetype closingRun(const QString &text, qsizetype from, QChar c, qsizetype length)
{
    for (qsizetype at = text.indexOf(c, from); at >= 0; at = text.indexOf(c, at)) {
        const qsizetype run = runLength(text, at);
        if (run == length && at > from && (c == u'`' || !text[at - 1].isSpace())
            && text[at - 1] != u'\\' && (c != u'_' || !isWordAt(text, at + run)))
            return at;
        at += run;
    }
    return -1;
}

} // namespace

MarkdownHighlighter::MarkdownHighlighter(QTextDocument *document)
    : QSyntaxHighlighter(document)
{
}

void MarkdownHighlighter::setLook(const QFont &font, const QPalette &palette)
{
    if (m_hasLook && font == m_font && palette == m_palette)
        return;
    m_hasLook = true;
    m_font = font;
    m_palette = palette;
    m_formats.clear();
    rehighlight();
}

bool MarkdownHighlighter::isCode(const QTextBlock &block)
{
    const QTextBlock previous = block.previous();
    return block.userState() > 0 || (previous.isValid() && previous.userState() > 0);
}

std::optional<Fence> MarkdownHighlighter::openedBefore(const QTextBlock &block)
{
    const int state = block.previous().isValid() ? block.previous().userState() : -1;
    return state > 0 ? std::optional(openFence(state)) : std::nullopt;
}

void MarkdownHighlighter::highlightBlock(const QString &text)
{
    if (!m_enabled)
        return;
    m_styles.resize(text.size());
    std::fill(m_styles.begin(), m_styles.end(), quint16(0));
    if (highlightFence(text)) {
        paint();
        return;
    }
    readLinks(text);
    if (!highlightHeading(text))
        highlightInline(text, highlightPrefix(text), text.size());
    paint();
}

bool MarkdownHighlighter::highlightFence(const QString &text)
{
    const int before = qMax(0, previousBlockState());
    const Fence fence = parseFence(text);
    if (before > 0) {
        const bool closing = closesFence(fence, openFence(before));
        setCurrentBlockState(closing ? 0 : before);
        mark(0, text.size(), closing ? kCode | kQuiet : kCode);
        return true;
    }
    setCurrentBlockState(fence.length > 0 ? fenceState(fence) : 0);
    if (fence.length == 0)
        return false;
    mark(0, text.size(), kCode | kQuiet);
    return true;
}

bool MarkdownHighlighter::highlightHeading(const QString &text)
{
    const qsizetype level = text.startsWith(u'#') ? runLength(text, 0) : 0;
    if (level < 1 || level > 6 || (level < text.size() && text[level] != u' '))
        return false;
    mark(0, text.size(), quint16(level << kHeadingShift));
    highlightInline(text, level, text.size());
    mark(0, level, kQuiet);
    return true;
}

qsizetype MarkdownHighlighter::highlightPrefix(const QString &text)
{
    const qsizetype prefix = prefixLength(text);
    const auto item = parseListItem(text);
    if (!item) {
        if (prefix > 0)
            mark(0, text.size(), kQuiet);
        return prefix;
    }
    mark(item->indent, item->markerEnd - item->indent, kQuiet);
    if (item->isTask()) {
        mark(item->taskMark - 1, 3, item->done ? kQuiet : kLink);
        if (item->done)
            mark(item->content, text.size() - item->content, kQuiet);
    }
    return prefix;
}

void MarkdownHighlighter::highlightInline(
    const QString &text, qsizetype from, qsizetype to, int depth)
{
    if (text.size() > kMaxInlineLength || depth > kMaxInlineDepth)
        return;
    for (qsizetype at = from; at < to;)
        at = highlightSpan(text, at, to, depth);
}

// Colours what starts at `at`, with what is inside it, and returns where to go on.
qsizetype
MarkdownHighlighter::highlightSpan(const QString &text, qsizetype at, qsizetype to, int depth)
{
    const QChar c = text[at];
    if (c == u'\\')
        return at + 2;
    if (c == u'[' || c == u'!' || c == u'<' || c.toLower() == u'h' || c.toLower() == u'm'
        || c.toLower() == u'c')
        return highlightLink(text, at);
    if (c != u'`' && c != u'*' && c != u'_' && c != u'~')
        return at + 1;
    const qsizetype run = runLength(text, at);
    const qsizetype inside = at + run;
    const bool opens = inside < to && (c == u'`' || !text[inside].isSpace())
        && (c != u'_' || !isWordAt(text, at - 1))
        && (c == u'`' || (c == u'~' ? run == 2 : run <= 3));
    const qsizetype end = opens ? closingRun(text, inside, c, run) : -1;
    if (end < 0 || end >= to)
        return inside;
    if (c == u'`') {
        mark(at, end + run - at, kCode);
    } else if (c == u'~') {
        mark(inside, end - inside, kStruck);
    } else {
        if (run >= 2)
            mark(inside, end - inside, kBold);
        if (run != 2)
            mark(inside, end - inside, kItalic);
    }
    mark(at, run, kQuiet);
    mark(end, run, kQuiet);
    if (c != u'`')
        highlightInline(text, inside, end, depth + 1);
    return end + run;
}

/// The links that one line shows by itself: what a definition elsewhere makes of brackets is not
/// looked up at every key.
void MarkdownHighlighter::readLinks(const QString &text)
{
    m_links.clear();
    if (text.size() > kMaxInlineLength)
        return;
    // Four blanks are code to the parser, and the third level of a list to whoever sees the lines
    // above.
    qsizetype indent = 0;
    while (indent < text.size() && text[indent].isSpace())
        ++indent;
    m_links = findLinks(text.sliced(indent));
    for (MarkdownLink &link : m_links) {
        link.start += indent;
        link.targetStart += indent;
        link.textStart += indent;
    }
}

qsizetype MarkdownHighlighter::highlightLink(const QString &text, qsizetype at)
{
    const MarkdownLink *outermost = nullptr;
    for (const MarkdownLink &link : std::as_const(m_links)) {
        if (link.start == at && (!outermost || link.length > outermost->length))
            outermost = &link;
    }
    if (outermost) {
        markLink(*outermost);
        return at + outermost->length;
    }
    static const QRegularExpression kReference(
        QStringLiteral("\\G!?\\[(?<words>[^\\[\\]]+)\\]\\[[^\\[\\]]*\\]"));
    const auto reference = kReference.match(text, at);
    if (!reference.hasMatch())
        return at + 1;
    MarkdownLink link;
    link.start = at;
    link.length = reference.capturedLength();
    link.textStart = reference.capturedStart(QStringLiteral("words"));
    link.textLength = reference.capturedLength(QStringLiteral("words"));
    markLink(link);
    return reference.capturedEnd();
}

void MarkdownHighlighter::markLink(const MarkdownLink &link)
{
    const bool hasWords =
        link.form == MarkdownLink::Form::Inline || link.form == MarkdownLink::Form::Reference;
    const qsizetype bracket = link.form == MarkdownLink::Form::Angle ? 1 : 0;
    const qsizetype from = hasWords ? link.textStart : link.targetStart + bracket;
    const qsizetype length = hasWords ? link.textLength : link.targetLength - 2 * bracket;
    mark(link.start, from - link.start, kQuiet);
    mark(from, length, kLink);
    mark(from + length, link.start + link.length - from - length, kQuiet);
}

void MarkdownHighlighter::mark(qsizetype from, qsizetype length, quint16 style)
{
    for (qsizetype at = from; at < from + length; ++at)
        m_styles[at] |= style;
}

void MarkdownHighlighter::paint()
{
    for (qsizetype from = 0; from < m_styles.size();) {
        qsizetype to = from + 1;
        while (to < m_styles.size() && m_styles[to] == m_styles[from])
            ++to;
        if (m_styles[from] != 0)
            setFormat(int(from), int(to - from), formatOf(m_styles[from]));
        from = to;
    }
}

const QTextCharFormat &MarkdownHighlighter::formatOf(quint16 style)
{
    const auto known = m_formats.constFind(style);
    if (known != m_formats.constEnd())
        return *known;
    QTextCharFormat format;
    const int level = style >> kHeadingShift;
    if (level > 0)
        format.setFontPointSize(QFontInfo(m_font).pointSizeF() * kHeadingScale[level - 1]);
    if (level > 0 || style & kBold)
        format.setFontWeight(QFont::Bold);
    if (style & kItalic)
        format.setFontItalic(true);
    if (style & kStruck)
        format.setFontStrikeOut(true);
    if (style & kCode) {
        format.setFontFamilies({QFontDatabase::systemFont(QFontDatabase::FixedFont).family()});
        format.setBackground(m_palette.color(QPalette::AlternateBase));
    }
    if (style & (kQuiet | kStruck))
        format.setForeground(m_palette.color(QPalette::PlaceholderText));
    else if (style & kLink)
        format.setForeground(m_palette.color(QPalette::Link));
    return *m_formats.insert(style, format);
}

} // namespace cairn
