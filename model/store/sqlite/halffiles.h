// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QDir;

namespace cairn {

/// Files that are written beside the one they become, or that a store is made anew in. They carry
/// the number of the process that writes them, so that those of a process that was killed can be
/// told.
namespace halffiles {

QString partial(const QString &file); ///< "FILE.partial-PID", for copies
QString restoring(const QString &storeFile); ///< "FILE.restoring-PID", for a store made anew

/// Removes copies that became no `file`, and what SQLite left beside them: "FILE.partial-PID" and
/// nothing else, and only where that process is known to be gone, for the folder is a person's. Any
/// thread.
void removePartialsOf(const QString &file);

/// In a folder of the profile, where such names are ours: half files, also of earlier versions,
/// whose name without that ending fits the regular `expression` as a whole. Those whose process is
/// gone, and, where no process can be asked about, those that did not grow for an hour: no copy
/// takes so long. Any thread.
void removeLeft(const QDir &folder, const QString &expression);

} // namespace halffiles
} // namespace cairn
