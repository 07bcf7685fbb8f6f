// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPlainTextDocumentLayout>

namespace cairn {

/// QPlainTextEdit's layout, which puts every paragraph to the left, with paragraphs that read from
/// right to left put to the right. Alignment is looked up while painting, so setting it after the
/// lines were broken is enough.
class DirectionLayout : public QPlainTextDocumentLayout {
    Q_OBJECT
public:
    explicit DirectionLayout(QTextDocument *document);

    QRectF blockBoundingRect(const QTextBlock &block) const override;
};

} // namespace cairn
