// SPDX-License-Identifier: GPL-3.0-or-later
#include "emptystate.h"

#include "plaintext.h"
#include "theme/iconlabel.h"
#include "theme/kind.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace cairn {

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent)
    , m_sign(new IconLabel(32, this))
    , m_title(new PlainLabel(this))
    , m_hint(new PlainLabel(this))
    , m_action(new QPushButton(this))
{
    m_title->setObjectName(QStringLiteral("emptyTitle"));
    m_action->setObjectName(QStringLiteral("emptyAction"));
    setKind(m_title, "section");
    setKind(m_hint, "quiet");
    for (QLabel *label : {m_title, m_hint}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
    }
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(24, 24, 24, 24);
    rows->setSpacing(8);
    rows->addStretch(2);
    rows->addWidget(m_sign, 0, Qt::AlignHCenter);
    rows->addWidget(m_title);
    rows->addWidget(m_hint);
    rows->addSpacing(4);
    rows->addWidget(m_action, 0, Qt::AlignHCenter);
    rows->addStretch(3);
    connect(m_action, &QPushButton::clicked, this, &EmptyState::actionClicked);
}

void EmptyState::show(Icon sign, const QString &title, const QString &hint, const QString &action)
{
    m_sign->setIcon(icon(sign));
    m_title->setText(title);
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    QWidget::show();
}

QString EmptyState::title() const { return m_title->text(); }

} // namespace cairn
