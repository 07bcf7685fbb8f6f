// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace cairn {

/// The wheel scrolls what is around a combo box or a number box, and never changes what is chosen
/// there or brings the keys there: whoever reads on through a page decides nothing. Installed on
/// the application.
class QuietWheel : public QObject {
public:
    using QObject::QObject;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace cairn
