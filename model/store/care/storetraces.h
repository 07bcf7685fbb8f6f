// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "store/sqlite/removalmark.h"

#include <QDateTime>
#include <QList>
#include <QStringList>

namespace cairn {

/// A copy of a store that lies beside it.
struct StoreCopy {
    QString file;
    QDateTime at; ///< when it was written
    int notes = -1; ///< in it, trash included; -1: it cannot be read
};

/// What lies beside a store and says that it held notes. SQLite takes an empty file for a new
/// database, and even removes the write-ahead log that may hold the notes; so this is asked before
/// it sees the file. Any thread; nothing is changed.
namespace storetraces {

/// Error::code of Locked: notes were here, and the file is empty or gone.
inline constexpr int kNotesMissing = -2;

/// Error::code of Locked: the store's file is a link to another file.
inline constexpr int kIsLink = -7;

/// Locked (kIsLink) when the store's file is a link: locks, copies and marks lie beside the link,
/// so those who come by another way would use the same notes without knowing of each other. A link
/// to the folder of a profile is none, for a profile knows its folder by its real name.
Result<void> checkLink(const QString &storeFile);

/// Locked (kNotesMissing) when the store's file is empty, or missing with copies or a log that are
/// not, although notes were here. `witnesses`: further files that exist only once a store was
/// opened.
Result<void> check(const QString &storeFile, const QStringList &witnesses);

/// Safety copies, those kept before an upgrade and those that a restore replaced; newest first.
QList<StoreCopy> copies(const QString &storeFile);

} // namespace storetraces
} // namespace cairn
