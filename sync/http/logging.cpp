// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/logging.h"

namespace cairn {

Q_LOGGING_CATEGORY(lcHttp, "cairn.sync.http", QtWarningMsg)
Q_LOGGING_CATEGORY(lcPull, "cairn.sync.pull", QtInfoMsg)
Q_LOGGING_CATEGORY(lcPush, "cairn.sync.push", QtInfoMsg)
Q_LOGGING_CATEGORY(lcRun, "cairn.sync.run", QtInfoMsg)
Q_LOGGING_CATEGORY(lcEngine, "cairn.sync.engine", QtInfoMsg)

} // namespace cairn
