// SPDX-License-Identifier: GPL-3.0-or-later
#include "foldingrow.h"

#include <QBoxLayout>
#include <QEvent>

namespace cairn {

namespace {
constexpr int kRowGap = 8; ///< px
} // namespace

FoldingRow::FoldingRow(QWidget *parent)
    : QWidget(parent)
    , m_both(new QBoxLayout(QBoxLayout::LeftToRight, this))
    , m_first(new QBoxLayout(QBoxLayout::LeftToRight))
    , m_second(new QBoxLayout(QBoxLayout::LeftToRight))
{
    for (QBoxLayout *row : {m_both, m_first, m_second})
        row->setSpacing(kRowGap);
    m_both->setContentsMargins(0, 0, 0, 0);
    m_both->addLayout(m_first, 1);
    m_both->addLayout(m_second);
    m_second->addStretch();
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

int FoldingRow::wanted() const
{
    return m_first->sizeHint().width() + kRowGap + m_second->sizeHint().width();
}

QSize FoldingRow::sizeHint() const { return {wanted(), m_both->sizeHint().height()}; }

QSize FoldingRow::minimumSizeHint() const
{
    return {
        qMax(m_first->minimumSize().width(), m_second->minimumSize().width()),
        m_both->minimumSize().height()};
}

bool FoldingRow::event(QEvent *event)
{
    const bool done = QWidget::event(event);
    if (event->type() == QEvent::Resize || event->type() == QEvent::LayoutRequest)
        fold();
    return done;
}

void FoldingRow::fold()
{
    const auto direction = width() < wanted() ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight;
    if (m_both->direction() == direction)
        return;
    m_both->setDirection(direction);
    updateGeometry();
}

} // namespace cairn
