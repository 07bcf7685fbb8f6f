// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "syncstatus.h"

#include <QJsonObject>

namespace cairn::cli {

/// What sync says, in the words of the contract. Pure.
QString phaseState(const SyncStatus &status); ///< "synced", "pending", "offline" …
QString attentionText(int changes); ///< that the server refused
QString unreadText(int documents); ///< at least one
QJsonObject statusEvent(const SyncStatus &status);
QJsonObject reportJson(const SyncReport &report); ///< without its error
QJsonObject reportEvent(const SyncReport &report);
QString reportText(const SyncReport &report);

} // namespace cairn::cli
