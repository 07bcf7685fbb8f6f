// SPDX-License-Identifier: GPL-3.0-or-later
#include "toast.h"

#include "plaintext.h"
#include "theme/icons.h"
#include "theme/kind.h"

#include <QAccessible>
#include <QAction>
#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>

#include <algorithm>
#include <iterator>
#include <utility>

namespace cairn {

namespace {
constexpr int kToastGap = 8; ///< px between the message and what it keeps clear of
constexpr int kPlainMs = 4'000;
constexpr int kActionMs = 10'000; // long enough to read, think, and reach for the mouse
} // namespace

Toast::Toast(QWidget *parent)
    : QFrame(parent)
    , m_text(new PlainLabel(this))
    , m_button(new QPushButton(this))
    , m_keys(new PlainLabel(this))
{
    setObjectName(QStringLiteral("toast"));
    setKind(this, "toast");
    m_text->setObjectName(QStringLiteral("toastText"));
    m_button->setObjectName(QStringLiteral("toastAction"));
    // A widget that vanishes hands its focus on, and the next Space would do something nobody asked
    // for. The button has commands with keys instead (setCommands).
    m_button->setFocusPolicy(Qt::NoFocus);
    m_keys->setObjectName(QStringLiteral("toastKeys"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 12, 8);
    row->setSpacing(12);
    row->addWidget(m_text);
    row->addWidget(m_button);
    row->addWidget(m_keys);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_button->underMouse())
            m_timer.start(kPlainMs);
        else
            dismiss();
    });
    m_undoTimer.setSingleShot(true);
    connect(&m_undoTimer, &QTimer::timeout, this, [this] {
        if (m_shown != Shown::Done)
            m_undo = nullptr;
    });
    connect(m_button, &QPushButton::clicked, this, [this] {
        if (!acceptOffer())
            undo();
    });
    parent->installEventFilter(this);
    hide();
}

void Toast::setCommands(const QAction *undo, QAction *accept)
{
    m_undoCommand = undo;
    m_offerCommand = accept;
    setShown(m_shown);
}

void Toast::show(const QString &text) { present(Shown::Words, text); }

void Toast::show(const QString &text, const QString &offerText, std::function<void()> offer)
{
    m_offer = std::move(offer);
    present(Shown::Offer, text, offerText, m_offerCommand);
}

void Toast::showDone(const QString &text, std::function<void()> undo)
{
    m_undo = std::move(undo);
    m_undoTimer.start(kActionMs);
    present(Shown::Done, text, tr("Undo"), m_undoCommand);
}

void Toast::present(
    Shown what, const QString &text, const QString &buttonText, const QAction *command)
{
    setShown(what);
    m_text->setText(text);
    m_button->setText(buttonText);
    m_button->setVisible(!buttonText.isEmpty());
    const QString keys =
        command ? command->shortcut().toString(QKeySequence::NativeText) : QString();
    m_keys->setText(keys);
    const QString spoken = buttonText.isEmpty() ? text
        : keys.isEmpty()
        ? tr("%1 (%2)", "message, what to do").arg(text, buttonText)
        : tr("%1 (%2: %3)", "message, what to do, its keys").arg(text, buttonText, keys);
    setAccessibleName(spoken);
    place();
    QFrame::show();
    raise();
    m_timer.start(buttonText.isEmpty() ? kPlainMs : kActionMs);
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void Toast::setShown(Shown what)
{
    const bool replaced = m_shown == Shown::Done && what != Shown::Done;
    if (replaced && m_undo && !m_undoTimer.isActive()) // the pointer kept it for longer
        m_undoTimer.start(kActionMs);
    m_shown = what;
    if (what != Shown::Offer)
        m_offer = nullptr;
    if (m_offerCommand)
        m_offerCommand->setEnabled(what == Shown::Offer);
}

bool Toast::undo()
{
    const auto undo = std::exchange(m_undo, nullptr);
    if (!undo)
        return false;
    if (m_shown == Shown::Done)
        dismiss();
    undo(); // may show the next message
    return true;
}

bool Toast::acceptOffer()
{
    const auto offer = std::exchange(m_offer, nullptr);
    if (!offer)
        return false;
    dismiss();
    offer(); // may show the next message
    return true;
}

QString Toast::text() const { return isHidden() ? QString() : m_text->text(); }

void Toast::dismiss()
{
    m_timer.stop();
    if (m_shown == Shown::Done)
        m_undo = nullptr;
    setShown(Shown::Nothing);
    hide();
    emit dismissed();
}

void Toast::setBottomMargin(int margin)
{
    m_bottomMargin = margin;
    place();
}

void Toast::keepClearOf(QWidget *widget)
{
    m_clearOf = widget;
    widget->installEventFilter(this);
    place();
}

bool Toast::eventFilter(QObject *watched, QEvent *event)
{
    static constexpr QEvent::Type kPlaces[] = {
        QEvent::Show, QEvent::Hide, QEvent::Resize, QEvent::Move};
    if (watched == m_clearOf && std::ranges::find(kPlaces, event->type()) != std::end(kPlaces))
        place();
    if (watched == parent() && event->type() == QEvent::Resize)
        place();
    return QFrame::eventFilter(watched, event);
}

void Toast::enterEvent(QEnterEvent *) { m_timer.stop(); }
void Toast::leaveEvent(QEvent *) { m_timer.start(kPlainMs); }

void Toast::place()
{
    const QWidget *over = parentWidget();
    const int room = over->width() - 32;
    m_text->setWordWrap(false);
    m_keys->setVisible(!m_keys->text().isEmpty());
    layout()->invalidate();
    QSize size = sizeHint();
    if (size.width() > room) { // the words of the message come first
        m_keys->hide();
        layout()->invalidate();
        size = sizeHint();
    }
    if (size.width() > room) { // and nothing of them is cut off
        m_text->setWordWrap(true);
        layout()->invalidate();
        size = QSize(room, heightForWidth(room));
    }
    int bottom = over->height() - m_bottomMargin;
    if (m_clearOf && m_clearOf->isVisible())
        bottom = qMin(bottom, m_clearOf->mapTo(over, QPoint()).y() - kToastGap);
    setGeometry(
        (over->width() - size.width()) / 2, bottom - size.height(), size.width(), size.height());
}

} // namespace cairn
