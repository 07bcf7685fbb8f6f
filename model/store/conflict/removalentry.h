// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "revision.h"

#include <QString>

namespace cairn {

/// An entry in the account of what sync took away, as it is kept (RemovalGuard).
struct RemovalEntry {
    qint64 key = 0; ///< in the order in which they went
    qint64 at = 0; ///< UTC ms
    QString kind;
    RevId shown; ///< what is missed
    bool agreed = false;
};

} // namespace cairn
