// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "merge/noteoutline.h"

#include <QByteArray>

#include <md4c.h>

#include <vector>

namespace cairn {

/// Runs md4c over the lines of an outline from one on and notes what it says about each.
class OutlineReader {
public:
    OutlineReader(NoteOutline &outline, int firstLine);
    void read();

private:
    using Kind = OutlineLine::Kind;
    using Type = OutlineContainer::Type;

    int enterBlock(MD_BLOCKTYPE type, void *detail);
    void leaveBlock(MD_BLOCKTYPE type);
    int enterSpan(MD_SPANTYPE type, void *detail);
    void text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size);

    int push(Type type);
    void pop();
    void enterItem(const MD_BLOCK_LI_DETAIL &item);
    void mark(int line, MD_TEXTTYPE type);
    void enterHeading(int line);
    void readTags(int line, QByteArrayView html);
    void tag(int line, const QString &name, bool closing);
    void readFootnotes(int line, QByteArrayView text);
    void flushLinks(int line);
    int lineOf(const MD_CHAR *at);
    bool isOurs(const MD_CHAR *at) const;

    NoteOutline &m_outline;
    int m_firstLine;
    QByteArray m_source;
    std::vector<MD_OFFSET> m_starts; ///< of the lines, in bytes
    size_t m_cursor = 0; ///< index of the line found last

    int m_container = -1;
    int m_heading = -1;
    int m_element = -1;
    int m_level = 0; ///< of the heading block that is open, or 0
    bool m_headingSeen = false; ///< that heading has a line already
    bool m_inCell = false;
    bool m_fenced = false;
    int m_lineEnds = 0; ///< of the open code block before its first text
    int m_lastLine = -1; ///< that had text
    int m_label = -1; ///< of the paragraph that ended just now, if it is a label
    int m_newLabel = -1; ///< the same for the block that begins
    QList<int> m_outerHeadings; ///< of the containers around
    QList<QString> m_openLinks;
    qsizetype m_addressBytes = 0; ///< of all links so far
};

} // namespace cairn
