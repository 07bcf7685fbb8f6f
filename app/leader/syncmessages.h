// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "syncstatus.h"

#include <QJsonObject>

#include <optional>

namespace cairn {

/// How the processes of a profile speak about sync: JSON objects, one a line. Members that are not
/// known or of a wrong kind are read as their defaults, for the other side may be of another
/// version. Pure.
namespace syncmessages {

QJsonObject toJson(const SyncStatus &status);
SyncStatus statusFrom(const QJsonObject &json);

QJsonObject toJson(const SyncReport &report);
SyncReport reportFrom(const QJsonObject &json);

QJsonValue toJson(const HeldRemovals &removals);
HeldRemovals removalsFrom(const QJsonValue &json);

QJsonValue toJson(const Account &account);
Account accountFrom(const QJsonValue &json);

QByteArray line(const QJsonObject &message); ///< ends with a line break
std::optional<QJsonObject> fromLine(const QByteArray &line);

} // namespace syncmessages
} // namespace cairn
