// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>

class QWidget;

namespace cairn {

/// What vanishes or is disabled hands the keyboard on, and Qt gives it to whatever comes next,
/// often a button: the next Space would press it. In this window and its dialogs the keyboard goes
/// back to where the person last wrote, read or chose instead, or to the window itself, where keys
/// do nothing. Who calls setFocus() is obeyed. UI thread.
class FocusKeeper : public QObject {
    Q_OBJECT
public:
    explicit FocusKeeper(QWidget *window);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    bool isOurs(const QWidget *widget) const;
    void onFocusChanged(QWidget *old, QWidget *now);
    void remember(QWidget *widget);
    void giveBack(QWidget *window);

    QWidget *m_window;
    QList<QPointer<QWidget>> m_visited; ///< where keys are meant for the place itself; latest first
};

} // namespace cairn
