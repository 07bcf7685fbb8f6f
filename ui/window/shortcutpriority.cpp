// SPDX-License-Identifier: GPL-3.0-or-later
#include "shortcutpriority.h"

#include <QAction>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QWidget>

#include <algorithm>

namespace cairn {

ShortcutPriority::ShortcutPriority(QWidget *window)
    : QObject(window)
    , m_window(window)
{
    qApp->installEventFilter(this);
}

bool ShortcutPriority::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::ShortcutOverride)
        return false;
    const auto *widget = qobject_cast<QWidget *>(watched);
    if (!widget || widget->window() != m_window || !isOurs(static_cast<QKeyEvent *>(event)))
        return false;
    // Not accepted by anybody, so it goes to the shortcuts.
    event->ignore();
    return true;
}

bool ShortcutPriority::isOurs(const QKeyEvent *event) const
{
    // AltGr is Ctrl+Alt on some systems and writes characters.
    if (!event->modifiers().testFlag(Qt::ControlModifier)
        || event->modifiers().testFlag(Qt::AltModifier))
        return false;
    for (const auto key :
         {QKeySequence::Copy, QKeySequence::Cut, QKeySequence::Paste, QKeySequence::Undo,
          QKeySequence::Redo, QKeySequence::SelectAll}) {
        if (event->matches(key))
            return false;
    }
    const QKeySequence keys(event->keyCombination());
    const auto actions = m_window->findChildren<QAction *>();
    return std::any_of(actions.cbegin(), actions.cend(), [&keys](const QAction *action) {
        return action->isEnabled() && action->shortcuts().contains(keys);
    });
}

} // namespace cairn
