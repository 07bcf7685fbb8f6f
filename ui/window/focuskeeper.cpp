// SPDX-License-Identifier: GPL-3.0-or-later
#include "focuskeeper.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QEvent>
#include <QLineEdit>

#include <algorithm>

namespace cairn {

namespace {

constexpr qsizetype kVisited = 12;

/// Nobody can type there any more.
bool isLost(const QWidget *widget) { return !widget->isVisible() || !widget->isEnabled(); }

/// Texts and lists: a key that comes a moment late presses and chooses nothing there.
bool isPlace(const QWidget *widget)
{
    return qobject_cast<const QLineEdit *>(widget)
        || qobject_cast<const QAbstractScrollArea *>(widget);
}

} // namespace

FocusKeeper::FocusKeeper(QWidget *window)
    : QObject(window)
    , m_window(window)
{
    connect(qApp, &QApplication::focusChanged, this, &FocusKeeper::onFocusChanged);
    qApp->installEventFilter(this);
}

bool FocusKeeper::isOurs(const QWidget *widget) const
{
    while (widget && widget != m_window)
        widget = widget->parentWidget();
    return widget;
}

void FocusKeeper::onFocusChanged(QWidget *old, QWidget *now)
{
    // A window that closes takes its keyboard along; the next one looks after itself.
    if (old && isOurs(old) && isLost(old) && old->window()->isVisible()
        && old->window() == QApplication::activeWindow()
        && (!now || now->window() == old->window()))
        return giveBack(old->window());
    if (now && isOurs(now) && isPlace(now))
        remember(now);
}

void FocusKeeper::remember(QWidget *widget)
{
    m_visited.removeIf([widget](const auto &one) { return !one || one == widget; });
    m_visited.prepend(widget);
    if (m_visited.size() > kVisited)
        m_visited.removeLast();
}

void FocusKeeper::giveBack(QWidget *window)
{
    const auto place =
        std::find_if(m_visited.cbegin(), m_visited.cend(), [window](const auto &one) {
            return one && one->window() == window && !isLost(one);
        });
    (place == m_visited.cend() ? window : place->data())->setFocus(Qt::OtherFocusReason);
}

bool FocusKeeper::eventFilter(QObject *watched, QEvent *event)
{
    // It vanished while another program or a dialog had the keyboard: Qt would choose what comes
    // next when this window gets it back.
    if (event->type() == QEvent::WindowActivate && watched->isWidgetType()) {
        auto *window = static_cast<QWidget *>(watched);
        const QWidget *before =
            window->isWindow() && isOurs(window) ? window->focusWidget() : nullptr;
        if (before && before != window && isLost(before))
            giveBack(window);
    }
    return QObject::eventFilter(watched, event);
}

} // namespace cairn
