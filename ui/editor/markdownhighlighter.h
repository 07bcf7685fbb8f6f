// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "editor/markdownlines.h"
#include "markdownlink.h"

#include <QFont>
#include <QHash>
#include <QPalette>
#include <QSyntaxHighlighter>
#include <QTextCharFormat>
#include <QVarLengthArray>

#include <optional>

namespace cairn {

/// Quiet colours for Markdown: marks step back, headings are larger, text looks like what it will
/// be. All colours come from the palette (Text, PlaceholderText, Link, AlternateBase). Block
/// states: 0 text, else an open code fence.
class MarkdownHighlighter : public QSyntaxHighlighter {
    Q_OBJECT
public:
    explicit MarkdownHighlighter(QTextDocument *document);

    /// Font and colours of the editor; highlights again when they differ.
    void setLook(const QFont &font, const QPalette &palette);

    /// Off for a text that is data and not prose; takes effect with the next text.
    void setEnabled(bool enabled) { m_enabled = enabled; }

    /// Whether the block is inside a fenced code block (its fences included).
    static bool isCode(const QTextBlock &block);
    /// The fence of the code block that is open where this block begins.
    static std::optional<Fence> openedBefore(const QTextBlock &block);

protected:
    void highlightBlock(const QString &text) override;

private:
    bool highlightFence(const QString &text);
    bool highlightHeading(const QString &text);
    qsizetype highlightPrefix(const QString &text);
    void highlightInline(const QString &text, qsizetype from, qsizetype to, int depth = 0);
    qsizetype highlightSpan(const QString &text, qsizetype at, qsizetype to, int depth);
    void readLinks(const QString &text);
    qsizetype highlightLink(const QString &text, qsizetype at);
    void markLink(const MarkdownLink &link);
    void mark(qsizetype from, qsizetype length, quint16 style);
    void paint(); ///< sets the formats of what was marked
    const QTextCharFormat &formatOf(quint16 style);

    bool m_enabled = true;
    bool m_hasLook = false;
    QFont m_font;
    QPalette m_palette;
    QVarLengthArray<quint16, 512> m_styles; ///< of the present block, one a character
    QList<MarkdownLink> m_links; ///< of the present block
    QHash<quint16, QTextCharFormat> m_formats; ///< made when first needed
};

} // namespace cairn
