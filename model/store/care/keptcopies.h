// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QString>

namespace cairn {

/// What repairs and restores put aside beside a store (`.replaced-N`). Each is a whole store, so
/// none stays that says nothing new: one goes when every text in it, of the present and of the
/// history, every begun decision, and, where it has damaged texts, every line of its list too, is
/// in the store itself or in a later copy, byte for byte. What cannot be read is never found to be
/// elsewhere, so it stays.
namespace keptcopies {

/// Whether all that people wrote in `other` is in `file`, too. Errors are those of disks; a file
/// that is damaged holds nothing and is held by none.
Result<bool> holds(const QString &file, const QString &other);

/// As storecopy::keepAsItIs(), unless the same state is kept already: then its name.
Result<QString> keep(const QString &store);

/// Removes the copies of which `file` (the store, or one of its copies) holds everything. `file`
/// itself stays.
Result<void> thin(const QString &store, const QString &file);

} // namespace keptcopies
} // namespace cairn
