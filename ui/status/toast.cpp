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

Toast::Toast(QWidget *parent, const QString &name)
    : QFrame(parent)
    , m_text(new PlainLabel(this))
    , m_button(new QPushButton(this))
    , m_keys(new PlainLabel(this))
{
    setObjectName(name);
    setKind(this, "toast");
    m_text->setObjectName(name + QStringLiteral("Text"));
    m_button->setObjectName(name + QStringLiteral("Action"));
    // A widget that vanishes hands its focus on, and the next Space would do something nobody asked
    // for. The button has a command with keys instead (setCommand).
    m_button->setFocusPolicy(Qt::NoFocus);
    m_keys->setObjectName(name + QStringLiteral("Keys"));
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
    connect(m_button, &QPushButton::clicked, this, &Toast::acceptOffer);
    parent->installEventFilter(this);
    hide();
}

void Toast::setCommand(const QAction *command) { m_command = command; }

void Toast::show(const QString &text) { present(text, {}, {}); }

void Toast::show(const QString &text, const QString &offerText, std::function<void()> offer)
{
    present(text, offerText, std::move(offer));
}

void Toast::showProgress(const QString &text, const QString &offerText, std::function<void()> offer)
{
    present(text, offerText, std::move(offer));
    m_isProgress = true;
}

void Toast::endProgress()
{
    if (m_isProgress)
        dismiss();
}

void Toast::present(const QString &text, const QString &buttonText, std::function<void()> offer)
{
    m_offer = std::move(offer);
    m_isProgress = false;
    emit offers(m_offer != nullptr);
    m_text->setText(text);
    m_button->setText(buttonText);
    m_button->setVisible(!buttonText.isEmpty());
    const QString keys =
        m_command && m_offer ? m_command->shortcut().toString(QKeySequence::NativeText) : QString();
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
    m_offer = nullptr;
    m_isProgress = false;
    emit offers(false);
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
    m_clearOf.append(widget);
    widget->installEventFilter(this);
    place();
}

bool Toast::eventFilter(QObject *watched, QEvent *event)
{
    static constexpr QEvent::Type kPlaces[] = {
        QEvent::Show, QEvent::Hide, QEvent::Resize, QEvent::Move};
    if (m_clearOf.contains(watched)
        && std::ranges::find(kPlaces, event->type()) != std::end(kPlaces))
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
    for (const QPointer<QWidget> &widget : std::as_const(m_clearOf)) {
        if (widget && widget->isVisible())
            bottom = qMin(bottom, widget->mapTo(over, QPoint()).y() - kToastGap);
    }
    setGeometry(
        (over->width() - size.width()) / 2, bottom - size.height(), size.width(), size.height());
}

} // namespace cairn
