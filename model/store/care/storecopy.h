// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QString>

#include <functional>

struct sqlite3;

namespace cairn {

/// Files of whole stores: copied, moved, put aside. Storage and DiskFull; the target is as it was
/// after a failure.
namespace storecopy {

enum class Onto {
    AnyFile, ///< what is there is replaced in one step
    NoFile, ///< what is there stays, and Transient is the outcome
};
/// Looks through a copy before it appears; a refusal is the outcome.
using Look = std::function<Result<void>(sqlite3 *copy)>;

/// Into a new file that appears only when it is complete, looked through where that is asked for,
/// and on the disk. Without a write-ahead log: one file is the whole copy.
Result<void> toFile(sqlite3 *from, const QString &file, Onto onto, const Look &look = {});

/// A name beside this store for what it was until now.
QString unusedName(const QString &store);

/// Copies a store in use as it is, damaged pages too, to such a name, and answers it: the state
/// that was committed last.
Result<QString> keepAsItIs(const QString &store);

/// Moves the files of a store, whatever is in them, to such a name, and answers it. Nobody may be
/// using them. Storage: one cannot be moved.
Result<QString> putAside(const QString &store);

} // namespace storecopy
} // namespace cairn
