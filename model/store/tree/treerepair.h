// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QJsonObject>

namespace cairn {

class Database;

/// Mends trees that a damaged file left inconsistent, for the doctor. Inside a transaction; what
/// follows from the trees has to be made again afterwards. They answer whether anything went: the
/// server may have it, and gives it again once everything is compared anew.
namespace treerepair {

/// Parents, leaf flags and displayed leaves that do not fit, and documents without any revision.
Result<bool> straighten(Database &database);
/// The text of a revision (by its key) that lost it. The caller makes a new revision of it at once:
/// its name is not that of this text.
Result<void> setText(Database &database, qint64 revision, const QJsonObject &body);
/// Live leaves without their text: the history may have it; else those go that the server has.
Result<bool> restoreEmptyLeaves(Database &database);

} // namespace treerepair
} // namespace cairn
