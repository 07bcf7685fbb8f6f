// SPDX-License-Identifier: GPL-3.0-or-later
#include "cutlabel.h"

#include <QEvent>
#include <QPainter>
#include <QStyle>

namespace cairn {

CutLabel::CutLabel(QWidget *parent)
    : PlainLabel(parent)
{
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

QSize CutLabel::minimumSizeHint() const { return {0, PlainLabel::minimumSizeHint().height()}; }

QString CutLabel::shownWords() const
{
    return fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width());
}

bool CutLabel::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip)
        setToolTip(plainToolTip(shownWords() == text() ? QString() : text()));
    return PlainLabel::event(event);
}

void CutLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    style()->drawItemText(
        &painter, contentsRect(), int(alignment()), palette(), isEnabled(), shownWords(),
        foregroundRole());
}

} // namespace cairn
