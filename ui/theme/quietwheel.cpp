// SPDX-License-Identifier: GPL-3.0-or-later
#include "quietwheel.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QEvent>

namespace cairn {

bool QuietWheel::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::Wheel && event->type() != QEvent::Polish)
        return false;
    if (!qobject_cast<QComboBox *>(watched) && !qobject_cast<QAbstractSpinBox *>(watched))
        return false;
    if (event->type() == QEvent::Polish) { // nor does the wheel bring the keys there
        static_cast<QWidget *>(watched)->setFocusPolicy(Qt::StrongFocus);
        return false;
    }
    event->ignore(); // it goes on to the parent
    return true;
}

} // namespace cairn
