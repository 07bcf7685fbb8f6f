// SPDX-License-Identifier: GPL-3.0-or-later
#include "conflict/versionbox.h"

#include "plaintext.h"
#include "theme/kind.h"
#include "theme/themecolors.h"

#include <QHBoxLayout>
#include <QPainter>

namespace cairn {

VersionBox::VersionBox(
    const QString &label, const QString &note, const QString &text, const QList<TextSpan> &marks,
    ConflictSide side, const QString &whenEmpty, QWidget *parent)
    : QFrame(parent)
    , m_side(side)
{
    auto *name = new PlainLabel(label, this);
    name->setWordWrap(true);
    setKind(name, "section");
    auto *when = new PlainLabel(note, this);
    setKind(when, "quiet");
    auto *top = new QHBoxLayout;
    top->setSpacing(8);
    top->addWidget(name, 1);
    top->addWidget(when, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(4);
    column->addLayout(top);
    if (text.trimmed().isEmpty()) {
        auto *empty = new PlainLabel(whenEmpty, this);
        empty->setWordWrap(true);
        setKind(empty, "quiet");
        column->addWidget(empty);
    } else {
        auto *content = new FoldedText(text, marks, side, {40, 0}, this);
        content->setTextName(label);
        column->addWidget(content);
    }
    column->addStretch();
}

void VersionBox::paintEvent(QPaintEvent *)
{
    const ThemeColors colors = ThemeColors::of(palette());
    const QColor color = conflictSideColor(colors, m_side);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(blend(color, colors.page, colors.dark ? 0.1 : 0.05));
    painter.drawRoundedRect(rect(), 6, 6);
    QRectF stripe(0, 8, 3, height() - 16);
    if (layoutDirection() == Qt::RightToLeft)
        stripe.moveLeft(width() - 3);
    painter.setBrush(color);
    painter.drawRoundedRect(stripe, 1.5, 1.5);
}

QColor conflictSideColor(const ThemeColors &colors, ConflictSide side)
{
    switch (side) {
    case ConflictSide::Mine:
        return colors.accent;
    case ConflictSide::Theirs:
        return colors.waiting;
    case ConflictSide::Base:
    case ConflictSide::Result:
        break;
    }
    return colors.quiet;
}

} // namespace cairn
