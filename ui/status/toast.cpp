#include "toast.h"

#include "plaintext.h"
#include "theme/icons.h"
#include "theme/kind.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QPushButton>

#include <utility>

namespace cairn {

namespace {
constexpr int kPlainMs = 4'000;
constexpr int kActionMs = 10'000; // long enough to read, think, and reach for the mouse
} // namespace

Toast::Toast(QWidget *parent)
    : QFrame(parent)
    , m_text(new PlainLabel(this))
    , m_button(new QPushButton(this))
{
    setObjectName(QStringLiteral("toast"));
    setKind(this, "toast");
    m_text->setObjectName(QStringLiteral("toastText"));
    m_button->setObjectName(QStringLiteral("toastAction"));
    // A widget that vanishes hands its focus on, and the next Space would undo something. The keys for it are those of the
    // action "undo the last change".
    m_button->setFocusPolicy(Qt::NoFocus);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 8, 12, 8);
    row->setSpacing(12);
    row->addWidget(m_text);
    row->addWidget(m_button);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_button->underMouse())
            m_timer.start(kPlainMs);
        else
            dismiss();
    });
    connect(m_button, &QPushButton::clicked, this, &Toast::runAction);
    parent->installEventFilter(this);
    hide();
}

void Toast::show(const QString &text) { show(text, {}, {}); }

void Toast::show(const QString &text, const QString &actionText, std::function<void()> action)
{
    m_action = std::move(action);
    m_text->setText(text);
    m_button->setText(actionText);
    m_button->setVisible(m_action != nullptr);
    setAccessibleName(text);
    place();
    QFrame::show();
    raise();
    m_timer.start(m_action ? kActionMs : kPlainMs);
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

bool Toast::runAction()
{
    const auto action = std::exchange(m_action, nullptr);
    if (!action)
        return false;
    dismiss();
    action(); // may show the next message
    return true;
}

QString Toast::text() const { return isHidden() ? QString() : m_text->text(); }

void Toast::dismiss()
{
    m_timer.stop();
    m_action = nullptr;
    hide();
    emit dismissed();
}

void Toast::setBottomMargin(int margin)
{
    m_bottomMargin = margin;
    place();
}

bool Toast::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parent() && event->type() == QEvent::Resize)
        place();
    return QFrame::eventFilter(watched, event);
}

void Toast::enterEvent(QEnterEvent *) { m_timer.stop(); }
void Toast::leaveEvent(QEvent *) { m_timer.start(kPlainMs); }

void Toast::place()
{
    layout()->activate();
    const QWidget *over = parentWidget();
    const QSize size = sizeHint().boundedTo(over->size() - QSize(32, 0));
    setGeometry(
        (over->width() - size.width()) / 2, over->height() - size.height() - m_bottomMargin,
        size.width(), size.height());
}

} // namespace cairn
