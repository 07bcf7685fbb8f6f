// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectionreport.h"

#include <QCoreApplication>

namespace cairn {

/// What the trial of an account found out, for people: what is the matter, and what they can do.
struct ConnectionWords {
    Q_DECLARE_TR_FUNCTIONS(cairn::ConnectionWords)
public:
    QString title;
    QString advice;
    bool good = false; ///< the account can be used
    bool mayWork = false; ///< not now, but the account may well be right (no network …)

    static ConnectionWords of(const ConnectionReport &report);
};

} // namespace cairn
