// SPDX-License-Identifier: GPL-3.0-or-later
#include "statusbar.h"

#include "clock.h"
#include "plaintext.h"
#include "theme/iconlabel.h"
#include "theme/kind.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>

#include <utility>

namespace cairn {

namespace {

constexpr int kIconSize = 16;

QPushButton *makePill(const QString &name, const char *kind, QWidget *parent)
{
    auto *button = new QPushButton(parent);
    button->setObjectName(name);
    setKind(button, kind);
    button->hide();
    return button;
}

} // namespace

StatusBar::StatusBar(const Clock &clock, QWidget *parent)
    : QFrame(parent)
    , m_clock(clock)
    , m_icon(new IconLabel(kIconSize, this))
    , m_text(new PlainLabel(this))
    , m_action(makePill(QStringLiteral("statusAction"), "link", this))
    , m_attention(makePill(QStringLiteral("statusAttention"), "review", this))
    , m_review(makePill(QStringLiteral("statusReview"), "review", this))
    , m_ages(clock, this, [this] { refresh(); })
{
    setObjectName(QStringLiteral("statusBar"));
    setKind(this, "bar");
    m_text->setObjectName(QStringLiteral("statusText"));
    m_text->setSizePolicy(
        QSizePolicy::Ignored, QSizePolicy::Preferred); // a long sentence never widens the window
    m_text->setCursor(Qt::PointingHandCursor);
    m_text->installEventFilter(this);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 4, 12, 4);
    row->setSpacing(8);
    row->addWidget(m_icon);
    row->addWidget(m_text, 1);
    row->addWidget(m_action);
    row->addSpacing(4);
    row->addWidget(m_attention);
    row->addWidget(m_review);
    setMinimumHeight(fontMetrics().height() + 18);

    connect(
        m_action, &QPushButton::clicked, this, [this] { emit actionRequested(m_sentence.action); });
    connect(m_attention, &QPushButton::clicked, this, &StatusBar::attentionRequested);
    connect(m_review, &QPushButton::clicked, this, &StatusBar::reviewRequested);
    refresh();
}

void StatusBar::setStatus(const SyncStatus &status)
{
    m_status = status;
    refresh();
    showCounts();
}

void StatusBar::setText(StatusSentence::Text text)
{
    if (std::exchange(m_state, text) != text)
        refresh();
}

QString StatusBar::sentence() const { return m_sentence.text; }

void StatusBar::refresh()
{
    const qint64 now = m_clock.nowMs();
    const bool saved = m_state == StatusSentence::Text::Saved;
    const StatusSentence next =
        saved ? StatusSentence::of(m_status, now) : StatusSentence::unsaved(m_state);
    m_icon->setIcon(icon(next.icon, next.tint));
    m_sentence = next;
    m_text->setText(next.text);
    m_text->setToolTip(plainToolTip(next.text));
    m_text->setAccessibleName(tr("Sync status: %1").arg(next.text));
    m_action->setText(next.actionText);
    m_action->setVisible(!next.actionText.isEmpty());
    m_ages.callAt(saved ? StatusSentence::changesAt(m_status, now) : std::nullopt);
}

void StatusBar::showCounts()
{
    m_review->setText(tr("%Ln to review", nullptr, m_status.conflicts));
    m_review->setAccessibleName(tr("%Ln note(s) need(s) review", nullptr, m_status.conflicts));
    m_review->setToolTip(plainToolTip(m_review->accessibleName()));
    m_review->setVisible(m_status.conflicts > 0);
    const bool shownByAction = m_sentence.action == StatusSentence::Action::Details;
    m_attention->setText(tr("%Ln not sent", nullptr, m_status.dead));
    m_attention->setAccessibleName(tr("%Ln change(s) could not be sent", nullptr, m_status.dead));
    m_attention->setToolTip(plainToolTip(m_attention->accessibleName()));
    m_attention->setVisible(m_status.dead > 0 && !shownByAction);
}

bool StatusBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_text && event->type() == QEvent::MouseButtonRelease)
        emit detailsRequested();
    return QFrame::eventFilter(watched, event);
}

} // namespace cairn
