// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QKeyEvent;
class QWidget;

namespace cairn {

/// Lets the window's own shortcuts win over the editing keys that text fields of some desktops have
/// by themselves (Ctrl+E and Ctrl+K there are "end of line" and "delete to the end"). Copy, paste,
/// undo and their like stay with the field. Watches the application while it lives; belongs to the
/// window.
class ShortcutPriority : public QObject {
    Q_OBJECT
public:
    explicit ShortcutPriority(QWidget *window);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool isOurs(const QKeyEvent *event) const;

    QWidget *m_window;
};

} // namespace cairn
