// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/mergemark.h"

#include "history/historywords.h"
#include "plaintext.h"
#include "theme/icons.h"
#include "theme/kind.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>

namespace cairn {

namespace {
constexpr int kMarkGap = 8; ///< px
} // namespace

MergeMarkLine::MergeMarkLine(QWidget *parent)
    : QFrame(parent)
    , m_words(new PlainLabel(this))
    , m_compare(new QPushButton(tr("Compare"), this))
    , m_undo(new QPushButton(tr("Undo merge"), this))
    , m_close(new QToolButton(this))
    , m_parts(new QBoxLayout(QBoxLayout::LeftToRight, this))
{
    setObjectName(QStringLiteral("mergeMark"));
    m_words->setObjectName(QStringLiteral("mergeMarkText"));
    m_words->setWordWrap(true);
    setKind(m_words, "quiet");
    m_compare->setObjectName(QStringLiteral("mergeMarkCompare"));
    m_compare->setToolTip(tr("Shows what the merge changed in your version"));
    setKind(m_compare, "link");
    m_undo->setObjectName(QStringLiteral("mergeMarkUndo"));
    m_undo->setToolTip(
        tr("Brings your version back. The other device’s words stay in the history."));
    setKind(m_undo, "link");
    m_close->setObjectName(QStringLiteral("mergeMarkClose"));
    m_close->setIcon(icon(Icon::Close));
    m_close->setToolTip(tr("Hide this line"));
    m_close->setAccessibleName(tr("Hide this line"));
    m_close->setFocusPolicy(Qt::StrongFocus);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_compare);
    buttons->addWidget(m_undo);
    buttons->addWidget(m_close);
    buttons->setSpacing(kMarkGap);
    m_parts->setContentsMargins(12, 0, 12, 0); // in line with the words of a banner
    m_parts->setSpacing(kMarkGap);
    m_parts->addWidget(m_words, 1);
    m_parts->addLayout(buttons);
    connect(m_compare, &QPushButton::clicked, this, &MergeMarkLine::compareRequested);
    connect(m_undo, &QPushButton::clicked, this, &MergeMarkLine::undoRequested);
    connect(m_close, &QToolButton::clicked, this, &MergeMarkLine::dismissed);
    hide();
}

void MergeMarkLine::show(const MergeMark &mark, qint64 now)
{
    m_words->setText(HistoryWords::merged(mark, now));
    setAccessibleName(m_words->text());
    m_undo->setVisible(mark.isPresent); // later words would go as well: that is for the history
    fit();
    QFrame::show();
}

void MergeMarkLine::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    fit();
}

/// In a narrow window the buttons go below the words: both can be read.
void MergeMarkLine::fit()
{
    int room = width() - 3 * kMarkGap;
    for (const QWidget *button :
         std::initializer_list<const QWidget *>{m_compare, m_undo, m_close}) {
        if (!button->isHidden())
            room -= button->sizeHint().width() + kMarkGap;
    }
    const bool narrow = room < fontMetrics().horizontalAdvance(m_words->text());
    m_parts->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

} // namespace cairn
