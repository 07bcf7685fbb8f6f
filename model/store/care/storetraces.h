// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

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
/// Error::code of Locked: somebody had everything removed from this computer, and that was not
/// finished.
inline constexpr int kRemovalBegun = -6;

/// A file that lies beside a store from before its first file is removed for good until only locks
/// are left.
QString removalMark(const QString &storeFile);
/// The lock (QLockFile) of whoever is about to remove everything, and looks first whether that is
/// right: until it is free, nobody else begins anything. What a process that died leaves of it does
/// not count.
QString removalLock(const QString &storeFile);
inline constexpr int kRemovalLockMs = 600'000; ///< looking takes no longer
/// Locked (kRemovalBegun) while the mark is there: what is left must be neither used nor added to.
/// Transient while another process has the lock. Who has it itself may look at what is there.
Result<void> checkRemoval(const QString &storeFile);

/// Locked (kNotesMissing) when the store's file is empty, or missing with copies or a log that are
/// not, although notes were here. `witnesses`: further files that exist only once a store was
/// opened.
Result<void> check(const QString &storeFile, const QStringList &witnesses);

/// Safety copies, those kept before an upgrade and those that a restore replaced; newest first.
QList<StoreCopy> copies(const QString &storeFile);

} // namespace storetraces
} // namespace cairn
