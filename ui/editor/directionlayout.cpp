#include "editor/directionlayout.h"

#include <QTextBlock>
#include <QTextLayout>

namespace cairn {

DirectionLayout::DirectionLayout(QTextDocument *document)
    : QPlainTextDocumentLayout(document)
{
}

QRectF DirectionLayout::blockBoundingRect(const QTextBlock &block) const
{
    const QRectF rect = QPlainTextDocumentLayout::blockBoundingRect(block);
    if (block.isValid() && block.textDirection() == Qt::RightToLeft) {
        QTextOption option = block.layout()->textOption();
        if (!(option.alignment() & Qt::AlignRight)) {
            option.setAlignment(Qt::AlignRight | Qt::AlignAbsolute);
            block.layout()->setTextOption(option);
        }
    }
    return rect;
}

} // namespace cairn
