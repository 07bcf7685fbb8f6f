// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>

class QWidget;

namespace cairn {

class Clock;

/// Keeps words about time ("2 min ago", "in 30 s") true that a widget shows, with as few wake-ups
/// as can be: it calls at the moment it was asked for, and only while the widget is visible. What
/// became due while nobody looked is called as soon as it is shown again. Belongs to the widget;
/// its thread.
class AgeTimer : public QObject {
    Q_OBJECT
public:
    AgeTimer(const Clock &clock, QWidget *widget, std::function<void()> due);

    /// When to call (milliseconds UTC), once; nothing: not at all. Replaces what was asked before.
    void callAt(std::optional<qint64> at);
    bool isWaiting() const { return m_timer.isActive(); } ///< a wake-up is ahead

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void arm();

    const Clock &m_clock;
    QWidget *m_widget;
    std::function<void()> m_due;
    std::optional<qint64> m_at;
    QTimer m_timer;
};

} // namespace cairn
