// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/care/namedfile.h"

#include "files.h"
#include "store/sqlite/database.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QtEndian>

namespace cairn::namedfile {

namespace {

constexpr qsizetype kHeader = 72; // bytes, up to and with the mark of the application
constexpr QStringView kStore = u"cairn.sqlite";

Failure refused(const QString &file, const QString &why)
{
    return failure(ErrorKind::Invalid, QStringLiteral("%1 %2; nothing was written").arg(file, why));
}

/// Of the store and of everything that is kept beside it: "cairn.sqlite-wal", "cairn.sqlite.v3".
bool isStoresName(const QString &name)
{
    return name.startsWith(kStore, Qt::CaseInsensitive)
        && (name.size() == kStore.size() || name.at(kStore.size()) == u'-'
            || name.at(kStore.size()) == u'.');
}

/// "FILE-wal" belongs to FILE, whatever is in it.
bool isCompanionsName(const QString &name)
{
    for (const char *suffix : {"-wal", "-shm", "-journal", "-turn", ".removing"}) {
        if (name.endsWith(QLatin1String(suffix), Qt::CaseInsensitive))
            return true;
    }
    return false;
}

bool isProfilesName(const QString &name)
{
    for (const char *own : {"cairn.lock", "sync.lock", "settings.ini", "cairn.log"}) {
        if (name.compare(QLatin1String(own), Qt::CaseInsensitive) == 0)
            return true;
    }
    return false;
}

/// A database that programs have opened, and not only read as a backup.
bool isUsed(const QString &file)
{
    for (const char *suffix : {"-wal", "-shm", "-journal", "-turn", ".removing"}) {
        if (QFileInfo::exists(file + QLatin1String(suffix)))
            return true;
    }
    return false;
}

Result<bool> isOurs(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return refused(path, QStringLiteral("cannot be read"));
    const QByteArray header = file.read(kHeader);
    return header.size() == kHeader && header.startsWith(QByteArray("SQLite format 3\0", 16))
        && qFromBigEndian<qint32>(header.constData() + kHeader - 4) == kApplicationId;
}

} // namespace

Result<void> checkIsNoProfiles(const QString &file)
{
    const QFileInfo named(file);
    // Of a link, where it leads, too: some writers follow it.
    for (const QFileInfo &info : {named, QFileInfo(named.canonicalFilePath())}) {
        const QString name = info.fileName();
        if (isStoresName(name))
            return refused(file, QStringLiteral("is a name that Cairn keeps its notes under"));
        if (isCompanionsName(name))
            return refused(file, QStringLiteral("is the name of a database's own file"));
        if (isProfilesName(name) && QFileInfo::exists(info.dir().filePath(kStore.toString())))
            return refused(file, QStringLiteral("is a file of Cairn's own"));
        if (!name.isEmpty() && isUsed(info.filePath()))
            return refused(file, QStringLiteral("is, or was, a database in use"));
    }
    return {};
}

Result<bool> checkForBackup(const QString &file)
{
    const QFileInfo info(file);
    if (info.isSymLink() || info.isJunction())
        return refused(file, QStringLiteral("is a link: name the file itself"));
    if (info.isDir())
        return refused(file, QStringLiteral("is a folder"));
    if (info.exists() && !info.isFile())
        return refused(file, QStringLiteral("is a device or a pipe, no file"));
    CAIRN_TRY(checkIsNoProfiles(file));
    if (!info.exists())
        return false;
    CAIRN_ASSIGN(const bool ours, isOurs(file));
    if (!ours)
        return refused(file, QStringLiteral("is there already, and is no backup made by Cairn"));
    return true;
}

Result<void> write(const QString &file, const QByteArray &bytes)
{
    CAIRN_TRY(checkIsNoProfiles(file));
    return writeFile(file, bytes);
}

} // namespace cairn::namedfile
