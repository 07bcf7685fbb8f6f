// SPDX-License-Identifier: GPL-3.0-or-later
#include "wipe.h"

#include "files.h"
#include "store/care/safetycopies.h"
#include "store/care/storetraces.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocalServer>

namespace cairn {

namespace {

constexpr QDir::Filters kFiles = QDir::Files | QDir::Hidden | QDir::System;

QString nameOf(const QString &path) { return QFileInfo(path).fileName(); }

/// "a", and what others make beside it: "a-wal", "a.lock", "a.XXXXXX".
QStringList withCompanions(const QString &path)
{
    const QString name = nameOf(path);
    return {name, name + QStringLiteral(".*"), name + QStringLiteral("-*")};
}

QStringList locksOf(const Profile &profile)
{
    return {nameOf(profile.lockFile()), nameOf(profile.leaderFile())};
}

} // namespace

ProfileWipe::ProfileWipe(const Profile &profile)
    : m_profile(profile)
    , m_hold(profile)
    , m_looking(storetraces::removalLock(profile.databaseFile()))
{
    m_looking.setStaleLockTime(storetraces::kRemovalLockMs);
}

bool ProfileWipe::isBegun(const Profile &profile)
{
    return QFileInfo::exists(storetraces::removalMark(profile.databaseFile()));
}

bool ProfileWipe::hasFiles(const Profile &profile)
{
    const QStringList names = withCompanions(profile.databaseFile())
        + withCompanions(profile.settingsFile()) + withCompanions(profile.logFile())
        + locksOf(profile);
    const QDir backups(SafetyCopies::folder(profile.databaseFile()));
    return !QDir(profile.directory()).entryList(names, kFiles).isEmpty()
        || !backups.entryList({SafetyCopies::pattern() + QLatin1Char('*')}, kFiles).isEmpty();
}

Result<void> ProfileWipe::begin()
{
    if (!QFileInfo::exists(m_profile.directory()))
        return {};
    m_locks = QDir(m_profile.directory()).entryList(locksOf(m_profile), kFiles, QDir::Name);
    CAIRN_TRY(m_hold.take(ProfileHold::Full::Allow));
    CAIRN_TRY(checkNoDevice(m_looking.fileName()));
    if (m_looking.tryLock(0))
        return {};
    if (m_looking.error() == QLockFile::LockFailedError)
        return failure(
            ErrorKind::Locked, QStringLiteral("another process is about to remove these notes"));
    const Failure why = m_hold.whyNoLock();
    return why.value().kind == ErrorKind::DiskFull ? Result<void>() : Result<void>(why);
}

/// Says to whoever finds the rest that it was to go.
Result<void> ProfileWipe::mark()
{
    const QString file = storetraces::removalMark(m_profile.databaseFile());
    if (!isBegun(m_profile)) {
        auto marked = writeFile(file, "All notes are being removed from this folder.\n");
        if (!marked && marked.error().kind == ErrorKind::DiskFull)
            marked = writeFile(file, {}); // that it is there says it, and takes no room
        CAIRN_TRY(marked);
    }
    m_looking.unlock();
    return {};
}

Result<void>
ProfileWipe::removeIn(const QString &folder, const QStringList &patterns, Removed &removed)
{
    QDir dir(folder);
    const QString prefix = QDir(m_profile.directory()).relativeFilePath(folder);
    const QString marked = nameOf(storetraces::removalMark(m_profile.databaseFile()));
    QStringList names = dir.entryList(patterns, kFiles, QDir::Name);
    for (const QFileInfo &info : dir.entryInfoList(patterns, QDir::Dirs | QDir::Hidden)) {
        if (info.isSymLink() && !names.contains(info.fileName())) // to a folder
            names << info.fileName();
    }
    names.removeAll(marked); // the last one
    for (const QString &name : std::as_const(names)) {
        const QFileInfo info(dir.filePath(name));
        if (info.isSymLink() && info.exists()) // what it leads to is somebody's
            removed.left << info.symLinkTarget();
        if (!dir.remove(name))
            return failure(
                ErrorKind::Storage, QStringLiteral("cannot remove %1").arg(dir.filePath(name)));
        removed.files << (prefix == QStringLiteral(".") ? name : prefix + QLatin1Char('/') + name);
    }
    return {};
}

/// The safety copies; where their folder is a link, the files there may be anybody's.
Result<void> ProfileWipe::removeCopies(Removed &removed)
{
    const QFileInfo backups(SafetyCopies::folder(m_profile.databaseFile()));
    if (!backups.isSymLink())
        return removeIn(backups.filePath(), {SafetyCopies::pattern() + QLatin1Char('*')}, removed);
    return removeIn(m_profile.directory(), {backups.fileName()}, removed);
}

Result<ProfileWipe::Removed> ProfileWipe::remove()
{
    Removed removed;
    const QString folder = m_profile.directory();
    const QString database = m_profile.databaseFile();
    const QString backups = SafetyCopies::folder(database);
    // The store after its copies: until then it can be opened and asked, should the mark get lost.
    CAIRN_TRY(removeCopies(removed));
    CAIRN_TRY(removeIn(
        folder, withCompanions(m_profile.settingsFile()) + withCompanions(m_profile.logFile()),
        removed));
    CAIRN_TRY(removeIn(folder, {nameOf(database) + QStringLiteral(".*")}, removed));
    // The write-ahead log before the main file: without it that is only older, with it alone
    // nothing can be read.
    CAIRN_TRY(removeIn(folder, {nameOf(database) + QStringLiteral("-*")}, removed));
    CAIRN_TRY(removeIn(folder, {nameOf(database)}, removed));
    QDir(folder).rmdir(nameOf(backups)); // what is not ours keeps it there
    for (const QString &socket : {m_profile.serverName(), m_profile.leaderName()})
        QLocalServer::removeServer(socket);
    const QString marked = storetraces::removalMark(database);
    if (!QFile::remove(marked))
        return failure(ErrorKind::Storage, QStringLiteral("cannot remove %1").arg(marked));
    // The locks last; a system that keeps open files has to see them closed first.
    m_hold.letGo();
    Removed locks;
    CAIRN_TRY(removeIn(folder, {nameOf(m_profile.leaderFile())}, locks));
    removed.files += m_locks; // not those that were made for this
    const QStringList others = QDir(folder).entryList(
        QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDir::Name);
    if (others.isEmpty())
        QDir().rmdir(folder);
    removed.left += others;
    return removed;
}

} // namespace cairn
