// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFileInfo>
#include <QStorageInfo>
#include <QString>

namespace cairn {

/// A template for QTemporaryDir: in memory where the system has such a place. What survives a power
/// cut is not asked in these tests, and waiting for the disk is most of what they would do.
inline QString fastFolderTemplate(const QString &name)
{
    constexpr qint64 kRoom = 1'000'000'000; // bytes; a container may have next to none there
    static const bool isFast = !qEnvironmentVariableIsSet("TMPDIR") // somebody wants them elsewhere
        && QFileInfo(QStringLiteral("/dev/shm")).isWritable()
        && QStorageInfo(QStringLiteral("/dev/shm")).bytesAvailable() > kRoom;
    return QDir(isFast ? QStringLiteral("/dev/shm") : QDir::tempPath())
        .filePath(name + QStringLiteral("-XXXXXX"));
}

} // namespace cairn
