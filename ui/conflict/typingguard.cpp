// SPDX-License-Identifier: GPL-3.0-or-later
#include "conflict/typingguard.h"

#include <QAbstractButton>
#include <QApplication>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTextEdit>

namespace cairn {

namespace {

constexpr qint64 kTypingMs = 1'500; ///< after a letter, a Space is one between words

bool takesText(const QWidget *widget)
{
    if (const auto *text = qobject_cast<const QPlainTextEdit *>(widget))
        return !text->isReadOnly();
    if (const auto *text = qobject_cast<const QTextEdit *>(widget))
        return !text->isReadOnly();
    return qobject_cast<const QLineEdit *>(widget) != nullptr;
}

bool isPlain(const QKeyEvent *key)
{
    return (key->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == 0;
}

bool isReturn(const QKeyEvent *key)
{
    return isPlain(key) && (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter);
}

bool isDigit(const QKeyEvent *key)
{
    return isPlain(key) && key->key() >= Qt::Key_0 && key->key() <= Qt::Key_9;
}

bool isVisibleText(const QKeyEvent *key)
{
    const QString text = key->text();
    return isPlain(key) && !text.isEmpty() && text.at(0).isPrint() && !text.at(0).isSpace();
}

} // namespace

TypingGuard::TypingGuard(QWidget *window)
    : QObject(window)
    , m_window(window)
{
    qApp->installEventFilter(this);
}

bool TypingGuard::mayPress() const
{
    return m_placed && !(m_typed.isValid() && m_typed.elapsed() < kTypingMs);
}

/// What follows from it happens at once, or after this: the focus that Qt moves later, because its
/// widget went, is no person's doing.
void TypingGuard::personActs()
{
    m_acting = true;
    QMetaObject::invokeMethod(
        this, [this] { m_acting = false; }, Qt::QueuedConnection);
}

bool TypingGuard::eventFilter(QObject *watched, QEvent *event)
{
    auto *widget = qobject_cast<QWidget *>(watched);
    if (!widget || widget->window() != m_window)
        return QObject::eventFilter(watched, event);
    switch (event->type()) {
    case QEvent::KeyPress:
        return keyPressed(widget, static_cast<QKeyEvent *>(event));
    case QEvent::KeyRelease:
        if (m_placed) // a button is clicked when its key comes up
            personActs();
        break;
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonRelease:
        endTyping();
        personActs();
        break;
    case QEvent::InputMethod:
        if (!static_cast<QInputMethodEvent *>(event)->commitString().isEmpty())
            m_typed.start();
        break;
    case QEvent::FocusIn: {
        const Qt::FocusReason reason = static_cast<QFocusEvent *>(event)->reason();
        const bool window = reason == Qt::ActiveWindowFocusReason || reason == Qt::PopupFocusReason
            || reason == Qt::MenuBarFocusReason;
        if (widget->hasFocus() && !window) // a dialog that is shown pretends
            m_placed =
                m_acting || reason == Qt::MouseFocusReason || reason == Qt::ShortcutFocusReason;
        break;
    }
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

/// True: the key is nobody's.
bool TypingGuard::keyPressed(QWidget *widget, const QKeyEvent *key)
{
    if (takesText(widget)) {
        if (isVisibleText(key))
            m_typed.start();
        else if (
            !isPlain(key) || key->text().isEmpty() || key->key() == Qt::Key_Tab
            || key->key() == Qt::Key_Backtab || key->key() == Qt::Key_Escape)
            personActs(); // these leave the field
        return false;
    }
    const bool presses = key->key() == Qt::Key_Space || isReturn(key) || isDigit(key);
    if (presses && !mayPress()) {
        if (isDigit(key))
            m_typed.start();
        return true;
    }
    if (!presses && isVisibleText(key)) {
        m_typed.start();
        return false;
    }
    personActs();
    auto *button = qobject_cast<QAbstractButton *>(widget);
    if (!button || !isReturn(key))
        return false;
    if (!key->isAutoRepeat()) // Return presses the button that has the focus, as Space does
        button->click();
    return true;
}

} // namespace cairn
