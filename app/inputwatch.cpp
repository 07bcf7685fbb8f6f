// SPDX-License-Identifier: GPL-3.0-or-later
#include "inputwatch.h"

#include <QApplication>
#include <QEvent>
#include <QKeyEvent>

#include <utility>

namespace cairn {

namespace {

constexpr int kRestMs = 30'000; // who reads along looks for the caret now and then

bool isInput(QEvent::Type type)
{
    switch (type) {
    case QEvent::KeyPress:
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonRelease:
    case QEvent::Wheel:
    case QEvent::TouchBegin:
    case QEvent::TouchEnd:
    case QEvent::FocusIn: // back from another program
    case QEvent::Move:
    case QEvent::Resize:
        return true;
    default:
        return false;
    }
}

/// Keys that go on with a text, also those that take something back; not Shift or Alt+Tab.
bool writes(const QEvent *event)
{
    return event->type() == QEvent::InputMethod
        || (event->type() == QEvent::KeyPress
            && !static_cast<const QKeyEvent *>(event)->text().isEmpty());
}

} // namespace

InputWatch::InputWatch(QObject *parent)
    : QObject(parent)
{
    m_still.setSingleShot(true);
    m_still.setInterval(kRestMs);
    connect(&m_still, &QTimer::timeout, this, &InputWatch::rest);
    qApp->installEventFilter(this);
    m_still.start();
}

InputWatch::~InputWatch() { wake(); }

void InputWatch::setRestMs(int ms)
{
    m_still.setInterval(ms);
    m_still.start();
}

bool InputWatch::eventFilter(QObject *watched, QEvent *event)
{
    // Of what a window hands on to the widgets inside only the first.
    if (watched->isWindowType() ? isInput(event->type()) : event->type() == QEvent::InputMethod) {
        wake();
        m_still.start();
        if (writes(event))
            m_typed.start();
        emit acted();
    }
    return QObject::eventFilter(watched, event);
}

void InputWatch::rest()
{
    if (m_flashTime < 0)
        m_flashTime = QApplication::cursorFlashTime();
    QApplication::setCursorFlashTime(0);
}

void InputWatch::wake()
{
    if (const int before = std::exchange(m_flashTime, -1); before >= 0)
        QApplication::setCursorFlashTime(before);
}

} // namespace cairn
