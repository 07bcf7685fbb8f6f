// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/removalmark.h"

#include "files.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QLockFile>

namespace cairn::storetraces {

QString removalMark(const QString &storeFile) { return storeFile + QStringLiteral(".removing"); }

QString removalLock(const QString &storeFile) { return storeFile + QStringLiteral(".about-to-go"); }

Result<void> checkRemoval(const QString &storeFile)
{
    if (const QString file = removalLock(storeFile); QFileInfo::exists(file)) {
        CAIRN_TRY(checkNoDevice(file));
        QLockFile lock(file);
        lock.setStaleLockTime(kRemovalLockMs);
        qint64 process = 0;
        QString host, name;
        if (lock.getLockInfo(&process, &host, &name)
            && process == QCoreApplication::applicationPid())
            return {};
        if (!lock.tryLock(0) && lock.error() == QLockFile::LockFailedError)
            return failure(
                ErrorKind::Transient,
                QStringLiteral("all notes are about to be removed from this computer"), storeFile);
    }
    if (!QFileInfo::exists(removalMark(storeFile)))
        return {};
    return failure(
        ErrorKind::Locked,
        QStringLiteral("the removal of all notes from this computer was begun and not finished"),
        storeFile, kRemovalBegun);
}

} // namespace cairn::storetraces
