// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QString>

namespace cairn {

/// What says that somebody is removing everything from this computer. Any thread.
namespace storetraces {

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

} // namespace storetraces
} // namespace cairn
