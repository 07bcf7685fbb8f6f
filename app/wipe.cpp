#include "wipe.h"

#include "store/safetycopies.h"

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

} // namespace

ProfileWipe::ProfileWipe(const Profile &profile)
    : m_profile(profile)
    , m_hold(profile)
{
}

Result<void> ProfileWipe::begin()
{
    if (!QFileInfo::exists(m_profile.directory()))
        return {};
    return m_hold.take();
}

Result<void>
ProfileWipe::removeIn(const QString &folder, const QStringList &patterns, Removed &removed)
{
    QDir dir(folder);
    const QString prefix = QDir(m_profile.directory()).relativeFilePath(folder);
    const QStringList names = dir.entryList(patterns, kFiles, QDir::Name);
    for (const QString &name : names) {
        if (!dir.remove(name))
            return failure(
                ErrorKind::Storage, QStringLiteral("cannot remove %1").arg(dir.filePath(name)));
        removed.files << (prefix == QStringLiteral(".") ? name : prefix + QLatin1Char('/') + name);
    }
    return {};
}

Result<ProfileWipe::Removed> ProfileWipe::remove()
{
    Removed removed;
    const QString folder = m_profile.directory();
    const QString database = m_profile.databaseFile();
    const QString backups = SafetyCopies::folder(database);
    // The write-ahead log first: without it the main file is only older, with it alone nothing can
    // be read.
    CAIRN_TRY(removeIn(folder, {nameOf(database) + QStringLiteral("-*")}, removed));
    CAIRN_TRY(removeIn(folder, withCompanions(database), removed));
    CAIRN_TRY(removeIn(backups, {SafetyCopies::pattern() + QLatin1Char('*')}, removed));
    CAIRN_TRY(removeIn(
        folder, withCompanions(m_profile.settingsFile()) + withCompanions(m_profile.logFile()),
        removed));
    QDir(folder).rmdir(nameOf(backups)); // what is not ours keeps it there
    for (const QString &socket : {m_profile.serverName(), m_profile.leaderName()})
        QLocalServer::removeServer(socket);
    // The locks last; a system that keeps open files has to see them closed first.
    removed.files << nameOf(m_profile.lockFile());
    m_hold.letGo();
    CAIRN_TRY(removeIn(folder, {nameOf(m_profile.leaderFile())}, removed));
    removed.left = QDir(folder).entryList(
        QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDir::Name);
    if (removed.left.isEmpty())
        QDir().rmdir(folder);
    return removed;
}

} // namespace cairn
