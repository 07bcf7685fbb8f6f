#pragma once

#include <QString>
#include <QStringList>

class QDir;

namespace cairn {

/// Files that are written beside the one they become, or that a store is made anew in. They carry the
/// number of the process that writes them, so that those of a process that was killed can be told.
namespace halffiles {

QString partial(const QString &file); ///< "FILE.partial-PID", for copies
QString restoring(const QString &storeFile); ///< "FILE.restoring-PID", for a store made anew

/// Removes those in `folder` whose names fit `names` and whose process is gone. Where no process can be
/// asked about, those that did not grow for an hour: no copy takes so long. Any thread.
void removeLeft(const QDir &folder, const QStringList &names);

} // namespace halffiles
} // namespace cairn
