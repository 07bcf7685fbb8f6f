// SPDX-License-Identifier: GPL-3.0-or-later
#include "agetimer.h"

#include "clock.h"

#include <QEvent>
#include <QWidget>

#include <algorithm>
#include <utility>

namespace cairn {

namespace {
// The clock may be set and the computer may sleep: a long wait is looked at now and then.
constexpr qint64 kLongestMs = 6ll * 3'600'000;
} // namespace

AgeTimer::AgeTimer(const Clock &clock, QWidget *widget, std::function<void()> due)
    : QObject(widget)
    , m_clock(clock)
    , m_widget(widget)
    , m_due(std::move(due))
{
    m_timer.setSingleShot(true);
    // Several of one moment are to wake the computer once, not each with a tolerance of its own.
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] { m_due(); });
    widget->installEventFilter(this);
}

void AgeTimer::callAt(std::optional<qint64> at)
{
    m_at = at;
    arm();
}

void AgeTimer::arm()
{
    if (!m_at || !m_widget->isVisible()) {
        m_timer.stop();
        return;
    }
    m_timer.start(int(std::clamp<qint64>(*m_at - m_clock.nowMs(), 0, kLongestMs)));
}

bool AgeTimer::eventFilter(QObject *watched, QEvent *event)
{
    // Minimised windows and those behind a tray icon are hidden, too.
    if (event->type() == QEvent::Show)
        arm();
    else if (event->type() == QEvent::Hide)
        m_timer.stop();
    return QObject::eventFilter(watched, event);
}

} // namespace cairn
