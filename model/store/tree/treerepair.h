// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "revision.h"

#include <QList>

namespace cairn {

class Database;

/// Mends trees that a damaged file left inconsistent, for the doctor. Inside a transaction; what
/// follows from the trees has to be made again afterwards. They answer whether anything went: the
/// server may have it, and gives it again once everything is compared anew.
namespace treerepair {

/// Parents, leaf flags and displayed leaves that do not fit, and documents without any revision.
Result<bool> straighten(Database &database);

/// A live leaf whose text is missing, or cannot be read.
struct DamagedLeaf {
    qint64 revision = 0; ///< its key
    qint64 document = 0; ///< the key of its document
    QString id;
    QString type;
    RevId rev;
    bool acknowledged = false;
    bool displayed = false;
};
Result<QList<DamagedLeaf>> damagedLeaves(Database &database);
/// The texts of those that the history has whole.
Result<bool> restoreFromHistory(Database &database);
/// Of revisions, by their keys: what cannot be read; the revision itself, and straighten() follows.
Result<void> forgetText(Database &database, qint64 revision);
Result<void> giveUp(Database &database, qint64 revision);

} // namespace treerepair
} // namespace cairn
