// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <md4c.h>

#include <utility>

namespace cairn {

class PreviewLinks;
struct TableLines;

/// Receives md4c's events and writes HTML that QTextDocument reads; bounded in depth and size.
/// Keeps references to what it is made of. Blocks are in htmlblocks.cpp, spans in htmlspans.cpp.
class HtmlWriter {
public:
    HtmlWriter(const QByteArray &source, const TableLines &lines, const PreviewLinks &links);

    QString take() { return std::move(m_html); }
    bool isFull() const; ///< what more comes is not worth its time

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
    bool enters();
    bool leaves();
    bool isTooDeep() const;
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

} // namespace cairn
