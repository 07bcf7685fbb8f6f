// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/care/metricsstore.h"

#include <QCoreApplication>

namespace cairn {

/// What is wrong with syncing, in one sentence each.
class AlertWords {
    Q_DECLARE_TR_FUNCTIONS(cairn::AlertWords)
public:
    static QString of(const SyncAlert &alert);
};

} // namespace cairn
