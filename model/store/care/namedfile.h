// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QByteArray>
#include <QString>

namespace cairn {

/// Files whose name a person gives to be written. A name is easily mistaken, and what bears it may
/// be the only copy of something: the notes of this or another profile, or no file at all. Any
/// thread; nothing is opened that could wait.
namespace namedfile {

/// A file that a profile has, or that SQLite would take for part of a database: by its name, by
/// what lies beside it. Invalid: it is one, there or not yet.
Result<void> checkIsNoProfiles(const QString &file);

/// Where a backup may go: to a new name, or over an older backup of ours. Invalid, with the reason:
/// a folder, a device, a pipe, a link (it may lead anywhere), a profile's file, a store in use, a
/// file of somebody else's. The answer: a backup is there.
Result<bool> checkForBackup(const QString &file);

/// writeFile() (files.h) after checkIsNoProfiles().
Result<void> write(const QString &file, const QByteArray &bytes);

} // namespace namedfile
} // namespace cairn
