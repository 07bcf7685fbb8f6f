// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFileInfo>
#include <QString>

namespace cairn {

/// A template for QTemporaryDir: in memory where the system has such a place. What survives a power
/// cut is not asked in these tests, and waiting for the disk is most of what they would do.
inline QString fastFolderTemplate(const QString &name)
{
    const QString memory = QStringLiteral("/dev/shm");
    const bool isChosen = qEnvironmentVariableIsSet("TMPDIR"); // somebody wants them elsewhere
    return QDir(!isChosen && QFileInfo(memory).isWritable() ? memory : QDir::tempPath())
        .filePath(name + QStringLiteral("-XXXXXX"));
}

} // namespace cairn
