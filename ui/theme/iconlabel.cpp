// SPDX-License-Identifier: GPL-3.0-or-later
#include "iconlabel.h"

#include <QPainter>

namespace cairn {

IconLabel::IconLabel(int size, QWidget *parent)
    : QWidget(parent)
    , m_size(size)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void IconLabel::setIcon(const QIcon &icon)
{
    m_icon = icon;
    update();
}

QSize IconLabel::sizeHint() const { return {m_size, m_size}; }
QSize IconLabel::minimumSizeHint() const { return sizeHint(); }

void IconLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    m_icon.paint(&painter, rect());
}

} // namespace cairn
