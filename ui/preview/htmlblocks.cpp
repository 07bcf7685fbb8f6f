// SPDX-License-Identifier: GPL-3.0-or-later
#include "preview/htmlwriter.h"

#include "preview/markdownrenderer.h"
#include "preview/tablelines.h"

#include <utility>

namespace cairn {

namespace {

// Deeper nesting is shown without its indents: no person reads it, and layouts recurse.
constexpr int kMaxDepth = 24;
// Tables can blow up a small source (every row is filled to the widest).
constexpr qsizetype kMaxGrowth = 24;
constexpr qsizetype kMinLimit = 1'000'000;
constexpr int kMaxCellsMet = 1'000'000; ///< shown or not: a short row counts as wide as the widest
// Qt's time for a list grows with the square of its items, so long ones are built in parts.
constexpr int kMaxListPart = 200;
// Tables are laid out as a whole, in a time that grows with their cells and, worse, their columns.
// Of a note so many cells are shown, of a row so many; the rest is for the editor.
constexpr int kMaxCells = 3'000;
constexpr int kMaxColumns = 50;
// Space behind blocks that take no margin of their own.
constexpr const char *kGapHtml = "<p class=\"gap\">&nbsp;</p>";

} // namespace

HtmlWriter::HtmlWriter(const QByteArray &source, const TableLines &lines, const PreviewLinks &links)
    : m_source(source)
    , m_lines(lines)
    , m_titles(links)
    , m_limit(qMax(kMinLimit, source.size() * kMaxGrowth))
{
}

bool HtmlWriter::isFull() const { return m_html.size() > m_limit || m_cellsMet > kMaxCellsMet; }

bool HtmlWriter::isTooDeep() const { return m_depth > kMaxDepth; }

bool HtmlWriter::enters()
{
    ++m_depth;
    return !isTooDeep();
}

bool HtmlWriter::leaves()
{
    const bool wrote = !isTooDeep();
    --m_depth;
    return wrote;
}

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
    // Qt's own check boxes cannot be clicked: the box is a link.
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
        if (!isTooDeep())
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
        write(isTooDeep() ? "" : "</li>");
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

} // namespace cairn
