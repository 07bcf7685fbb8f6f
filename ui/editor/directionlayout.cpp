// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/directionlayout.h"

#include "editor/markdownlines.h"

#include <QTextBlock>
#include <QTextLayout>

namespace cairn {

DirectionLayout::DirectionLayout(QTextDocument *document)
    : QPlainTextDocumentLayout(document)
{
}

namespace {

/// From which side a paragraph is read. The letter in a ticked box says nothing about it.
bool readsFromRight(const QTextBlock &block)
{
    const QTextDocument *document = block.document();
    int at = block.position(); // this is asked at every painting, and few lines are items
    while (document->characterAt(at) == u' ' || document->characterAt(at) == u'\t')
        ++at;
    if (!QStringView(u"-*+0123456789").contains(document->characterAt(at)))
        return block.textDirection() == Qt::RightToLeft;
    const QString text = block.text();
    const auto item = parseListItem(text);
    return item && item->done ? QStringView(text).sliced(item->content).isRightToLeft()
                              : block.textDirection() == Qt::RightToLeft;
}

/// Breaks the lines again as Qt does (QPlainTextDocumentLayout), from the other side.
void layOut(QTextBlock block, Qt::LayoutDirection direction)
{
    QTextLayout *layout = block.layout();
    const QTextLine first = layout->lineAt(0);
    const qreal width = first.width();
    const QPointF start = first.position();
    QTextOption option = layout->textOption();
    option.setTextDirection(direction);
    layout->setTextOption(option);
    layout->beginLayout();
    qreal height = start.y();
    for (QTextLine line = layout->createLine(); line.isValid(); line = layout->createLine()) {
        line.setLeadingIncluded(true);
        line.setLineWidth(width);
        line.setPosition(QPointF(start.x(), height));
        height += line.height();
    }
    layout->endLayout();
    block.setLineCount(block.isVisible() ? layout->lineCount() : 0);
}

} // namespace

QRectF DirectionLayout::blockBoundingRect(const QTextBlock &block) const
{
    const QRectF rect = QPlainTextDocumentLayout::blockBoundingRect(block);
    if (!block.isValid() || block.layout()->lineCount() == 0)
        return rect;
    const bool fromRight = readsFromRight(block);
    if (fromRight != (block.textDirection() == Qt::RightToLeft)
        && block.layout()->textOption().textDirection() == Qt::LayoutDirectionAuto)
        layOut(block, fromRight ? Qt::RightToLeft : Qt::LeftToRight);
    if (fromRight) {
        QTextOption option = block.layout()->textOption();
        if (!(option.alignment() & Qt::AlignRight)) {
            option.setAlignment(Qt::AlignRight | Qt::AlignAbsolute);
            block.layout()->setTextOption(option);
        }
    }
    return rect;
}

} // namespace cairn
