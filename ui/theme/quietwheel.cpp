// SPDX-License-Identifier: GPL-3.0-or-later
#include "quietwheel.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QEvent>

namespace cairn {

bool QuietWheel::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::Wheel
        || (!qobject_cast<QComboBox *>(watched) && !qobject_cast<QAbstractSpinBox *>(watched)))
        return QObject::eventFilter(watched, event);
    event->ignore(); // it goes on to the parent
    return true;
}

} // namespace cairn
