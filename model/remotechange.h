// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "revision.h"

#include <QList>
#include <QString>

namespace cairn {

/// What one row of `_changes` (style=all_docs) says.
struct RemoteChange {
    QString id;
    QList<RevId> leaves; ///< winner first; deleted leaves included
    bool deleted = false; ///< the winner is deleted
};

} // namespace cairn
