#include "wipe.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>

namespace cairn {

Result<void> wipeProfile(const Profile &profile)
{
    QLockFile lock(profile.lockFile());
    lock.setStaleLockTime(0);
    if (!lock.tryLock(0))
        return failure(
            ErrorKind::Locked, QStringLiteral("Cairn is running on this profile; close it first"));
    const QString database = profile.databaseFile();
    // The write-ahead log first: without it the main file is only older, with it alone nothing can
    // be read.
    for (const QString &file :
         {database + QStringLiteral("-wal"), database + QStringLiteral("-shm"), database,
          profile.settingsFile(), profile.logFile()})
        if (QFile::exists(file) && !QFile::remove(file))
            return failure(ErrorKind::Storage, QStringLiteral("cannot remove %1").arg(file));
    // Copies that were kept before an upgrade or a restore stand beside the database and begin with
    // its name.
    QDir dir(profile.directory());
    for (const QString &copy :
         dir.entryList({QFileInfo(database).fileName() + QStringLiteral("*")}, QDir::Files))
        if (!dir.remove(copy))
            return failure(
                ErrorKind::Storage, QStringLiteral("cannot remove %1").arg(dir.filePath(copy)));
    return {};
}

} // namespace cairn
