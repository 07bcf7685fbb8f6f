// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <utility>

namespace cairn {

/// What of a Markdown text is code, and where its paragraphs begin, as the parser sees it. Asked
/// from the start of the text to its end: positions, in UTF-16 units, only grow.
class MarkdownCode {
public:
    explicit MarkdownCode(const QString &text);

    void rewind(); ///< to the start of the text
    /// The end of the code that this position is in, or the position itself.
    qsizetype skip(qsizetype at);
    /// Whether a paragraph, heading, item or cell begins in the line from `at` to `end`.
    bool beginsBlock(qsizetype at, qsizetype end);

private:
    using Range = std::pair<qsizetype, qsizetype>; ///< begin, end

    void add(const char *at, qsizetype size, bool code);
    void toUtf16();

    const QByteArray m_source;
    QList<Range> m_code;
    QList<qsizetype> m_blocks; ///< where the first words of each stand
    bool m_inBlock = false; ///< while it is parsed: words of the block were met
    qsizetype m_nextCode = 0;
    qsizetype m_nextBlock = 0;
};

} // namespace cairn
