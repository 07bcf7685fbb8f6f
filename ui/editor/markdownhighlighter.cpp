#include "editor/markdownhighlighter.h"

#include "editor/markdownlines.h"

#include <QFontDatabase>
#include <QFontInfo>
#include <QTextBlock>

namespace cairn {

namespace {

// Sizes of headings 1 to 6 relative to the text.
constexpr std::array<double, 6> kHeadingScale{1.55, 1.3, 1.15, 1.05, 1.0, 1.0};
// A line without end is data, not prose: colouring its inside would only cost time.
constexpr qsizetype kMaxInlineLength = 4000;
constexpr int kMaxInlineDepth = 8;

// Block state of an open fence: the length above one bit for the character, so that only its like
// closes it.
int fenceState(const Fence &fence)
{
    return int(qMin<qsizetype>(fence.length, 1000)) << 1 | (fence.character == u'~' ? 1 : 0);
}

bool closes(const Fence &fence, int state)
{
    return fence.length > 0 && fence.bare && fence.length >= (state >> 1)
        && (fence.character == u'~') == ((state & 1) == 1);
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
    m_bold.setFontWeight(QFont::Bold);
    m_italic.setFontItalic(true);
    m_struck.setFontStrikeOut(true);
}

void MarkdownHighlighter::setLook(const QFont &font, const QPalette &palette)
{
    if (m_hasLook && font == m_font && palette == m_palette)
        return;
    m_hasLook = true;
    m_font = font;
    m_palette = palette;
    const double size = QFontInfo(font).pointSizeF();
    for (size_t level = 0; level < m_headings.size(); ++level) {
        m_headings[level].setFontPointSize(size * kHeadingScale[level]);
        m_headings[level].setFontWeight(QFont::Bold);
        m_headings[level].setForeground(palette.color(QPalette::Text));
    }
    m_quiet.setForeground(palette.color(QPalette::PlaceholderText));
    m_struck.setForeground(palette.color(QPalette::PlaceholderText));
    m_link.setForeground(palette.color(QPalette::Link));
    m_code.setFontFamilies({QFontDatabase::systemFont(QFontDatabase::FixedFont).family()});
    m_code.setBackground(palette.color(QPalette::AlternateBase));
    rehighlight();
}

bool MarkdownHighlighter::isCode(const QTextBlock &block)
{
    const QTextBlock previous = block.previous();
    return block.userState() > 0 || (previous.isValid() && previous.userState() > 0);
}

void MarkdownHighlighter::highlightBlock(const QString &text)
{
    if (highlightFence(text) || highlightHeading(text))
        return;
    const qsizetype content = highlightPrefix(text);
    highlightInline(text, content, text.size());
}

bool MarkdownHighlighter::highlightFence(const QString &text)
{
    const int before = qMax(0, previousBlockState());
    const Fence fence = parseFence(text);
    if (before > 0) {
        const bool closing = closes(fence, before);
        setCurrentBlockState(closing ? 0 : before);
        mark(0, text.size(), m_code);
        if (closing)
            merge(0, text.size(), m_quiet);
        return true;
    }
    setCurrentBlockState(fence.length > 0 ? fenceState(fence) : 0);
    if (fence.length == 0)
        return false;
    mark(0, text.size(), m_code);
    merge(0, text.size(), m_quiet);
    return true;
}

bool MarkdownHighlighter::highlightHeading(const QString &text)
{
    const qsizetype level = text.startsWith(u'#') ? runLength(text, 0) : 0;
    if (level < 1 || level > 6 || (level < text.size() && text[level] != u' '))
        return false;
    mark(0, text.size(), m_headings[size_t(level - 1)]);
    highlightInline(text, level, text.size());
    merge(0, level, m_quiet);
    return true;
}

qsizetype MarkdownHighlighter::highlightPrefix(const QString &text)
{
    const qsizetype prefix = prefixLength(text);
    const auto item = parseListItem(text);
    if (!item) {
        if (prefix > 0)
            mark(0, text.size(), m_quiet);
        return prefix;
    }
    mark(item->indent, item->markerEnd - item->indent, m_quiet);
    if (item->isTask()) {
        mark(item->taskMark - 1, 3, item->done ? m_quiet : m_link);
        if (item->done)
            mark(item->content, text.size() - item->content, m_quiet);
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
    if (c == u'[' || c == u'!' || c == u'<' || c == u'h' || c == u'm')
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
        merge(at, end + run - at, m_code);
    } else if (c == u'~') {
        merge(inside, end - inside, m_struck);
    } else {
        if (run >= 2)
            merge(inside, end - inside, m_bold);
        if (run != 2)
            merge(inside, end - inside, m_italic);
    }
    merge(at, run, m_quiet);
    merge(end, run, m_quiet);
    if (c != u'`')
        highlightInline(text, inside, end, depth + 1);
    return end + run;
}

// `[[title]]`, `[text](target)`, `<https://…>` and bare addresses.
qsizetype MarkdownHighlighter::highlightLink(const QString &text, qsizetype at)
{
    const QStringView rest = QStringView(text).mid(at);
    if (rest.startsWith(u"[[")) {
        const qsizetype end = text.indexOf(QStringLiteral("]]"), at + 2);
        if (end < 0)
            return at + 2;
        merge(at, end + 2 - at, m_link);
        merge(at, 2, m_quiet);
        merge(end, 2, m_quiet);
        return end + 2;
    }
    if (rest.startsWith(u'[') || rest.startsWith(u"![")) {
        const qsizetype open = text.indexOf(u'[', at);
        const qsizetype middle = text.indexOf(QStringLiteral("]("), open);
        const qsizetype end = middle < 0 ? -1 : text.indexOf(u')', middle);
        if (end < 0)
            return open + 1;
        merge(open + 1, middle - open - 1, m_link);
        merge(at, open + 1 - at, m_quiet);
        merge(middle, end + 1 - middle, m_quiet);
        return end + 1;
    }
    const qsizetype start = rest.startsWith(u'<') ? 1 : 0;
    const QStringView target = rest.mid(start);
    if ((start == 0 && isWordAt(text, at - 1))
        || (!target.startsWith(u"http://") && !target.startsWith(u"https://")
            && !target.startsWith(u"mailto:")))
        return at + 1;
    qsizetype end = at + start;
    while (end < text.size() && !text[end].isSpace() && text[end] != u'>' && text[end] != u')')
        ++end;
    merge(at + start, end - at - start, m_link);
    return end;
}

void MarkdownHighlighter::mark(qsizetype from, qsizetype length, const QTextCharFormat &format)
{
    setFormat(int(from), int(length), format);
}

void MarkdownHighlighter::merge(qsizetype from, qsizetype length, const QTextCharFormat &format)
{
    for (qsizetype at = from; at < from + length;) {
        // Stretches that are formatted alike already are merged at once.
        const QTextCharFormat present = QSyntaxHighlighter::format(int(at));
        qsizetype end = at + 1;
        while (end < from + length && QSyntaxHighlighter::format(int(end)) == present)
            ++end;
        QTextCharFormat merged = present;
        merged.merge(format);
        setFormat(int(at), int(end - at), merged);
        at = end;
    }
}

} // namespace cairn
