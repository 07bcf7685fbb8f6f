// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

namespace cairn {

/// How a message names a note: its title, in one line and not too long; a word for it when it has
/// none. Without quotation marks: these stand in the translated sentence.
class NoteName {
    Q_DECLARE_TR_FUNCTIONS(NoteName)
public:
    static QString of(const QString &title);
};

} // namespace cairn
