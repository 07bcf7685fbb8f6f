// SPDX-License-Identifier: GPL-3.0-or-later
#include "preview/markdownrenderer.h"

#include "editor/linksafety.h"
#include "markdownentity.h"
#include "notelink.h"
#include "preview/previewlinks.h"
#include "preview/tablelines.h"

#include <QUrl>

#include <md4c.h>

#include <utility>

namespace cairn {

namespace {

// Deeper nesting is shown without its indents: no person reads it, and layouts recurse.
constexpr int kMaxDepth = 24;
// Tables can blow up a small source (every row is filled to the widest).
constexpr qsizetype kMaxGrowth = 24;
constexpr qsizetype kMinLimit = 1'000'000;
// More of one note than this is for the editor: no preview of it is read, and each of it costs time
// at every pause.
constexpr qsizetype kMaxSource = 2'000'000;
// A block is laid out as a whole; longer ones are shown in pieces, or their beginning only.
constexpr qsizetype kMaxBlock = 8'000;
constexpr qsizetype kRenderedPiece = 2'000;
constexpr qsizetype kMaxLinkWords = 500; ///< kept, to compare them with where the link leads

// Qt's time for a list grows with the square of its items, so long ones are built in parts.
constexpr int kMaxListPart = 200;
// Tables are laid out as a whole, in a time that grows with their cells and, worse, their columns.
// Of a note so many cells are shown, of a row so many; the rest is for the editor.
constexpr int kMaxCells = 3'000;
constexpr int kMaxColumns = 50;
constexpr int kMaxCellsMet = 1'000'000; ///< shown or not: a short row counts as wide as the widest
// Space behind blocks that take no margin of their own.
constexpr const char *kGapHtml = "<p class=\"gap\">&nbsp;</p>";

constexpr unsigned kFlags = MD_FLAG_NOHTML | MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH
    | MD_FLAG_TASKLISTS | MD_FLAG_PERMISSIVEAUTOLINKS;

/// Receives md4c's events and writes HTML.
class HtmlWriter {
public:
    HtmlWriter(const QByteArray &source, const TableLines &lines, const PreviewLinks &links)
        : m_source(source)
        , m_lines(lines)
        , m_titles(links)
        , m_limit(qMax(kMinLimit, source.size() * kMaxGrowth))
    {
    }

    QString take() { return std::move(m_html); }
    bool isFull() const { return m_html.size() > m_limit || m_cellsMet > kMaxCellsMet; }

    void enterBlock(MD_BLOCKTYPE type, void *detail);
    void leaveBlock(MD_BLOCKTYPE type, void *detail);
    void enterSpan(MD_SPANTYPE type, void *detail);
    void leaveSpan(MD_SPANTYPE type);
    void text(MD_TEXTTYPE type, QStringView text);

private:
    struct List {
        qint64 next; ///< number of the next item; -1: bullets
        int items; ///< in the present part
    };
    void openList(const List &list);
    void enterList(qint64 start);
    void leaveList();
    void enterItem(const MD_BLOCK_LI_DETAIL &item);
    void enterRow();
    void leaveRow();
    void enterCell(const char *tag, const MD_BLOCK_TD_DETAIL &cell);
    void leaveCell(const char *end);
    void leaveTable();
    void openLink(const QString &href, const QString &address = {});
    void enterLink(const MD_ATTRIBUTE &target);
    void closeLink();
    void addText(QStringView text);
    void breakBlock();
    void closeSpan(MD_SPANTYPE type);
    void closeSpans();
    int lineOf(MD_OFFSET offset);
    static QString attribute(const MD_ATTRIBUTE &attribute);

    /// Containers and spans beyond the permitted depth write nothing.
    bool enters() { return ++m_depth <= kMaxDepth; }
    bool leaves() { return m_depth-- <= kMaxDepth; }
    void write(const char *html) { m_html += QLatin1String(html); }

    const QByteArray &m_source;
    const TableLines &m_lines;
    const PreviewLinks &m_titles;
    const qsizetype m_limit;
    QString m_html;
    int m_depth = 0;
    bool m_afterBox = false; ///< a task's box was just written
    bool m_bareParagraph = false;
    int m_cells = 0; ///< shown so far
    int m_cellsMet = 0;
    int m_column = 0; ///< of the row, from 1
    bool m_showsRow = true;
    bool m_showsCell = true; ///< also outside of tables
    bool m_rowsMissing = false; ///< in the present table
    int m_images = 0; ///< inside this many images: only their text counts
    QList<List> m_lists;
    QList<MD_SPANTYPE> m_spans; ///< open, outermost first
    QList<bool> m_links; ///< whether the open link spans wrote an anchor
    qsizetype m_hrefAt = 0; ///< of the anchor that is open
    qsizetype m_hrefLength = 0;
    QString m_linkAddress; ///< as it was written
    QString m_linkWords; ///< what a person reads in its place
    MD_BLOCKTYPE m_block = MD_BLOCK_DOC; ///< the innermost
    qsizetype m_blockText = 0; ///< characters in it
    MD_OFFSET m_lineOffset = 0; ///< how far lines are counted
    int m_line = 0;
};

int HtmlWriter::lineOf(MD_OFFSET offset)
{
    if (offset < m_lineOffset) {
        m_lineOffset = 0;
        m_line = 0;
    }
    for (; m_lineOffset < offset && qsizetype(m_lineOffset) < m_source.size(); ++m_lineOffset)
        m_line += m_source[m_lineOffset] == '\n' ? 1 : 0;
    return m_line;
}

QString HtmlWriter::attribute(const MD_ATTRIBUTE &attribute)
{
    QString text;
    if (attribute.size > kMaxAddress) // it may be cited thousands of times
        return text;
    for (int at = 0; attribute.text && attribute.substr_offsets[at] < attribute.size; ++at) {
        const MD_OFFSET from = attribute.substr_offsets[at];
        const QString part = QString::fromUtf8(
            attribute.text + from, qsizetype(attribute.substr_offsets[at + 1]) - qsizetype(from));
        text += attribute.substr_types[at] == MD_TEXT_ENTITY ? decodedEntity(part) : part;
    }
    return text;
}

void HtmlWriter::openList(const List &list)
{
    m_html +=
        list.next < 0 ? QStringLiteral("<ul>") : QStringLiteral("<ol start=\"%1\">").arg(list.next);
}

void HtmlWriter::enterList(qint64 start)
{
    m_lists.append({start, 0});
    if (enters())
        openList(m_lists.last());
}

void HtmlWriter::leaveList()
{
    const List list = m_lists.takeLast();
    if (leaves())
        write(list.next < 0 ? "</ul>" : "</ol>");
    if (m_lists.isEmpty())
        write(kGapHtml);
}

void HtmlWriter::enterItem(const MD_BLOCK_LI_DETAIL &item)
{
    List &list = m_lists.last();
    if (list.items++ == kMaxListPart) {
        write(list.next < 0 ? "</ul>" : "</ol>");
        openList(list);
        list.items = 1;
    }
    if (list.next >= 0)
        ++list.next;
    m_afterBox = item.is_task != 0;
    if (!item.is_task) {
        write("<li>");
        return;
    }
    // is a style of type.
    const bool done = item.task_mark != ' ';
    m_html += QStringLiteral("<li class=\"%1\"><a class=\"box\" href=\"%2:%3/%4\">%5</a> ")
                  .arg(done ? u"done" : u"open", kTaskScheme)
                  .arg(m_lines.sourceLine(lineOf(item.task_mark_offset)))
                  .arg(done ? 0 : 1)
                  .arg(QChar(done ? u'☑' : u'☐'));
}

void HtmlWriter::enterCell(const char *tag, const MD_BLOCK_TD_DETAIL &cell)
{
    const char *align = cell.align == MD_ALIGN_CENTER ? " align=\"center\""
        : cell.align == MD_ALIGN_RIGHT                ? " align=\"right\""
                                                      : " align=\"left\"";
    ++m_cellsMet;
    m_showsCell = m_showsRow && ++m_column <= kMaxColumns;
    if (!m_showsCell)
        return;
    ++m_cells;
    m_html += u'<' + QLatin1String(tag) + QLatin1String(align) + u'>';
}

void HtmlWriter::leaveCell(const char *end)
{
    if (std::exchange(m_showsCell, true))
        write(end);
}

void HtmlWriter::enterRow()
{
    m_column = 0;
    m_showsRow = m_cells < kMaxCells;
    m_rowsMissing = m_rowsMissing || !m_showsRow;
    write(m_showsRow ? "<tr>" : "");
}

void HtmlWriter::leaveRow()
{
    if (m_showsRow)
        write(m_column > kMaxColumns ? "<td>&hellip;</td></tr>" : "</tr>");
}

void HtmlWriter::leaveTable()
{
    write("</table>");
    write(std::exchange(m_rowsMissing, false) ? "<p>&hellip;</p>" : kGapHtml);
}

void HtmlWriter::enterBlock(MD_BLOCKTYPE type, void *detail)
{
    closeSpans();
    m_block = type;
    m_blockText = 0;
    switch (type) {
    case MD_BLOCK_QUOTE:
        write(enters() ? "<blockquote>" : "");
        break;
    case MD_BLOCK_UL:
        enterList(-1);
        break;
    case MD_BLOCK_OL:
        enterList(static_cast<MD_BLOCK_OL_DETAIL *>(detail)->start);
        break;
    case MD_BLOCK_LI:
        if (m_depth <= kMaxDepth)
            enterItem(*static_cast<MD_BLOCK_LI_DETAIL *>(detail));
        break;
    case MD_BLOCK_HR:
        write("<hr/>");
        break;
    case MD_BLOCK_H:
        m_html += QStringLiteral("<h%1>").arg(static_cast<MD_BLOCK_H_DETAIL *>(detail)->level);
        break;
    case MD_BLOCK_CODE:
        write("<table class=\"code\" width=\"100%\" cellpadding=\"8\"><tr><td><pre>");
        break;
    case MD_BLOCK_P:
        // The box and its text share a line in loose lists too.
        m_bareParagraph = std::exchange(m_afterBox, false);
        write(m_bareParagraph ? "" : "<p>");
        break;
    case MD_BLOCK_TABLE:
        write("<table class=\"grid\" border=\"1\" cellspacing=\"0\" cellpadding=\"6\">");
        break;
    case MD_BLOCK_TR:
        enterRow();
        break;
    case MD_BLOCK_TH:
        enterCell("th", *static_cast<MD_BLOCK_TD_DETAIL *>(detail));
        break;
    case MD_BLOCK_TD:
        enterCell("td", *static_cast<MD_BLOCK_TD_DETAIL *>(detail));
        break;
    case MD_BLOCK_DOC:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
    case MD_BLOCK_HTML:
        break;
    }
}

void HtmlWriter::leaveBlock(MD_BLOCKTYPE type, void *detail)
{
    closeSpans();
    m_block = MD_BLOCK_DOC;
    m_blockText = 0;
    switch (type) {
    case MD_BLOCK_QUOTE:
        write(leaves() ? "</blockquote>" : "");
        break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        leaveList();
        break;
    case MD_BLOCK_LI:
        m_afterBox = false;
        write(m_depth <= kMaxDepth ? "</li>" : "");
        break;
    case MD_BLOCK_H:
        m_html += QStringLiteral("</h%1>").arg(static_cast<MD_BLOCK_H_DETAIL *>(detail)->level);
        break;
    case MD_BLOCK_CODE:
        write("</pre></td></tr></table>");
        write(kGapHtml);
        break;
    case MD_BLOCK_P:
        write(std::exchange(m_bareParagraph, false) ? "" : "</p>");
        break;
    case MD_BLOCK_TABLE:
        leaveTable();
        break;
    case MD_BLOCK_TR:
        leaveRow();
        break;
    case MD_BLOCK_TH:
        leaveCell("</th>");
        break;
    case MD_BLOCK_TD:
        leaveCell("</td>");
        break;
    case MD_BLOCK_HR:
    case MD_BLOCK_DOC:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY:
    case MD_BLOCK_HTML:
        break;
    }
}

void HtmlWriter::openLink(const QString &href, const QString &address)
{
    const bool writes = !href.isEmpty() && m_images == 0 && !m_links.contains(true);
    m_links.append(writes);
    if (!writes)
        return;
    const QString escaped = href.toHtmlEscaped();
    m_html += QStringLiteral("<a href=\"");
    m_hrefAt = m_html.size();
    m_hrefLength = escaped.size();
    m_html += escaped + QStringLiteral("\">");
    m_linkAddress = address;
    m_linkWords.clear();
}

/// Only now is known what a person reads there.
void HtmlWriter::closeLink()
{
    if (!m_links.takeLast())
        return;
    write("</a>");
    if (m_linkAddress.isEmpty() || !isMisleading(m_linkWords, m_linkAddress))
        return;
    const QString ask = kAskScheme.toString() + u':'
        + QString::fromLatin1(QUrl::toPercentEncoding(followableAddress(m_linkAddress))) + u'/'
        + QString::fromLatin1(QUrl::toPercentEncoding(m_linkWords));
    m_html.replace(m_hrefAt, m_hrefLength, ask);
}

// What may be followed, spelled so that the browser reads exactly what was checked; empty: no link.
QString safeHref(const QString &address)
{
    const auto note = NoteLink::parse(address);
    return note ? note->address() : followableAddress(address);
}

void HtmlWriter::enterLink(const MD_ATTRIBUTE &target)
{
    const QString address = attribute(target);
    if (const auto title = m_titles.title(target))
        openLink(
            kTitleScheme.toString() + u':' + QString::fromLatin1(QUrl::toPercentEncoding(*title)));
    else
        openLink(safeHref(address), address);
}

void HtmlWriter::enterSpan(MD_SPANTYPE type, void *detail)
{
    if (!m_showsCell)
        return;
    m_spans.append(type);
    const bool shown = enters() && m_images == 0;
    switch (type) {
    case MD_SPAN_EM:
        write(shown ? "<i>" : "");
        break;
    case MD_SPAN_STRONG:
        write(shown ? "<b>" : "");
        break;
    case MD_SPAN_CODE:
        write(shown ? "<code>" : "");
        break;
    case MD_SPAN_DEL:
        write(shown ? "<s>" : "");
        break;
    case MD_SPAN_A:
        enterLink(static_cast<MD_SPAN_A_DETAIL *>(detail)->href);
        break;
    case MD_SPAN_IMG:
        // Nothing is fetched: a picture is a link to it, under its description.
        openLink(
            safeHref(attribute(static_cast<MD_SPAN_IMG_DETAIL *>(detail)->src)),
            attribute(static_cast<MD_SPAN_IMG_DETAIL *>(detail)->src));
        if (m_images++ == 0)
            m_html += QStringLiteral("▣ ");
        break;
    case MD_SPAN_WIKILINK: // PreviewLinks has them
    case MD_SPAN_LATEXMATH:
    case MD_SPAN_LATEXMATH_DISPLAY:
    case MD_SPAN_U:
        break;
    }
}

/// md4c forgets to close a span now and then ("[a ~b](c ~d]"): whatever is open inside goes first.
void HtmlWriter::leaveSpan(MD_SPANTYPE type)
{
    if (!m_spans.contains(type))
        return;
    while (m_spans.last() != type)
        closeSpan(m_spans.takeLast());
    closeSpan(m_spans.takeLast());
}

/// No span goes over the edge of a block.
void HtmlWriter::closeSpans()
{
    while (!m_spans.isEmpty())
        closeSpan(m_spans.takeLast());
}

void HtmlWriter::closeSpan(MD_SPANTYPE type)
{
    if (type == MD_SPAN_IMG)
        --m_images;
    const bool shown = leaves() && m_images == 0;
    switch (type) {
    case MD_SPAN_EM:
        write(shown ? "</i>" : "");
        break;
    case MD_SPAN_STRONG:
        write(shown ? "</b>" : "");
        break;
    case MD_SPAN_CODE:
        write(shown ? "</code>" : "");
        break;
    case MD_SPAN_DEL:
        write(shown ? "</s>" : "");
        break;
    case MD_SPAN_A:
    case MD_SPAN_IMG:
        closeLink();
        break;
    case MD_SPAN_WIKILINK:
    case MD_SPAN_LATEXMATH:
    case MD_SPAN_LATEXMATH_DISPLAY:
    case MD_SPAN_U:
        break;
    }
}

void HtmlWriter::text(MD_TEXTTYPE type, QStringView text)
{
    if (!m_showsCell)
        return;
    switch (type) {
    case MD_TEXT_NULLCHAR:
        m_html += QChar::ReplacementCharacter;
        break;
    case MD_TEXT_BR:
    case MD_TEXT_SOFTBR: // people who write notes mean their line ends
        write(m_images == 0 ? "<br/>" : " ");
        break;
    case MD_TEXT_ENTITY:
        addText(decodedEntity(text));
        break;
    case MD_TEXT_NORMAL:
    case MD_TEXT_CODE:
    case MD_TEXT_HTML:
    case MD_TEXT_LATEXMATH:
        addText(text);
        break;
    }
}

void HtmlWriter::addText(QStringView text)
{
    if (m_links.contains(true) && m_linkWords.size() < kMaxLinkWords)
        m_linkWords += text.first(qMin(text.size(), kMaxLinkWords));
    if (m_block == MD_BLOCK_CODE && text == u"\n")
        m_blockText = 0;
    if (m_blockText > kMaxBlock)
        return;
    while (m_blockText + text.size() > kMaxBlock && !text.isEmpty()) {
        qsizetype part = qMin(text.size(), kRenderedPiece);
        if (part < text.size() && text[part].isLowSurrogate())
            --part;
        if (m_blockText + part > kMaxBlock)
            breakBlock();
        if (m_blockText > kMaxBlock)
            return; // what cannot be divided ends here
        m_html += text.first(part).toString().toHtmlEscaped();
        m_blockText += part;
        text = text.sliced(part);
    }
    m_html += text.toString().toHtmlEscaped();
    m_blockText += text.size();
}

/// Goes on in a block of its own, without the spans that were open.
void HtmlWriter::breakBlock()
{
    if (m_block == MD_BLOCK_P && !m_bareParagraph) {
        closeSpans();
        write("</p><p>");
        m_blockText = 0;
    } else if (m_block == MD_BLOCK_CODE) {
        write("\n");
        m_blockText = 0;
    } else {
        m_html += u'…';
        m_blockText = kMaxBlock + 1;
    }
}

HtmlWriter &writer(void *data) { return *static_cast<HtmlWriter *>(data); }

MD_PARSER parser()
{
    MD_PARSER callbacks = {};
    callbacks.flags = kFlags;
    callbacks.enter_block = [](MD_BLOCKTYPE type, void *detail, void *data) {
        writer(data).enterBlock(type, detail);
        return writer(data).isFull() ? 1 : 0;
    };
    callbacks.leave_block = [](MD_BLOCKTYPE type, void *detail, void *data) {
        writer(data).leaveBlock(type, detail);
        return 0;
    };
    callbacks.enter_span = [](MD_SPANTYPE type, void *detail, void *data) {
        writer(data).enterSpan(type, detail);
        return 0;
    };
    callbacks.leave_span = [](MD_SPANTYPE type, void *, void *data) {
        writer(data).leaveSpan(type);
        return 0;
    };
    callbacks.text = [](MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *data) {
        writer(data).text(type, QString::fromUtf8(text, qsizetype(size)));
        return 0;
    };
    return callbacks;
}

} // namespace

QString renderMarkdown(const QString &markdown)
{
    const bool whole = markdown.size() <= kMaxSource;
    const PreviewLinks links(whole ? markdown : markdown.left(kMaxSource));
    const TableLines lines = withPlainTables(links.text());
    const QByteArray source = lines.text.toUtf8();
    HtmlWriter html(source, lines, links);
    const MD_PARSER callbacks = parser();
    md_parse(source.constData(), MD_SIZE(source.size()), &callbacks, &html);
    const bool cut = html.isFull() || !whole;
    return cut ? html.take() + QStringLiteral("<p>…</p>") : html.take();
}

} // namespace cairn
