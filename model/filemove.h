// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QString>

namespace cairn {

/// Files that get another name in the same folder or disk, in one step: whatever happens, one of
/// the two names is that of a whole file, and what it was renamed to is on the disk when this
/// returns. (QFile::rename refuses to replace, and removing the target first leaves a moment in
/// which there is none.) Any thread.

/// What is there is replaced. Storage: nothing was changed.
Result<void> moveOver(const QString &from, const QString &to);

/// As moveOver(), but what is there stays. Transient: there is something.
Result<void> moveToNew(const QString &from, const QString &to);

} // namespace cairn
