// SPDX-License-Identifier: GPL-3.0-or-later
#include "privatefiles.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocalSocket>
#include <QStandardPaths>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace cairn::privatefiles {

#ifdef Q_OS_UNIX

namespace {

constexpr mode_t kOthers = S_IRWXG | S_IRWXO;

bool look(const QString &path, struct stat &facts)
{
    return ::lstat(QFile::encodeName(path).constData(), &facts) == 0;
}

/// Links are left alone: what they point to is not ours to judge.
void takeFromOthers(const QString &path)
{
    struct stat facts = {};
    if (!look(path, facts) || facts.st_uid != ::geteuid() || (facts.st_mode & kOthers) == 0)
        return;
    if (S_ISREG(facts.st_mode) || S_ISDIR(facts.st_mode))
        ::chmod(QFile::encodeName(path).constData(), facts.st_mode & ~kOthers & 07777);
}

QString folderOfSockets(const Profile &profile)
{
    return QFileInfo(profile.serverName()).absolutePath();
}

} // namespace

void keepPrivate() { ::umask(kOthers); }

void protect(const Profile &profile)
{
    QDir folder(profile.directory());
    folder.mkpath(QStringLiteral("."));
    const QStringList ours{
        QFileInfo(profile.databaseFile()).fileName() + QLatin1Char('*'),
        QFileInfo(profile.settingsFile()).fileName() + QLatin1Char('*'),
        QFileInfo(profile.logFile()).fileName() + QLatin1Char('*'),
        QFileInfo(profile.leaderFile()).fileName(), QFileInfo(profile.lockFile()).fileName()};
    const QStringList names = folder.entryList(ours, QDir::Files | QDir::Hidden);
    if (names.isEmpty() && !folder.isEmpty())
        return;
    takeFromOthers(folder.path());
    for (const QString &name : names)
        takeFromOthers(folder.filePath(name));
    const QDir backups(folder.filePath(QStringLiteral("backups")));
    if (!backups.exists())
        return;
    takeFromOthers(backups.path());
    const QStringList copies = backups.entryList({QStringLiteral("cairn-*")}, QDir::Files);
    for (const QString &name : copies)
        takeFromOthers(backups.filePath(name));
}

Result<void> checkSocketFolder(const Profile &profile)
{
    // Qt would take another folder then, and the person would never learn why.
    const QString given = qEnvironmentVariable("XDG_RUNTIME_DIR");
    struct stat runtime = {};
    const bool foreign = !given.isEmpty() && look(given, runtime) && runtime.st_uid != ::geteuid();
    if (foreign || !QDir::isAbsolutePath(profile.serverName()))
        return failure(
            ErrorKind::Storage,
            QStringLiteral(
                "there is no private folder for sockets: the runtime folder%1 is missing, "
                "open to others, or belongs to somebody else")
                .arg(
                    given.isEmpty() ? QString()
                                    : QStringLiteral(" %1 (XDG_RUNTIME_DIR)").arg(given)),
            profile.directory(), kNoSocketFolder);
    const QString folder = folderOfSockets(profile);
    QDir().mkpath(folder);
    struct stat facts = {};
    const bool there = look(folder, facts) && S_ISDIR(facts.st_mode);
    if (!there || facts.st_uid != ::geteuid())
        return failure(
            ErrorKind::Storage,
            QStringLiteral("the folder for sockets %1 belongs to somebody else").arg(folder),
            profile.directory(), kNoSocketFolder);
    for (const QString &socket : {profile.serverName(), profile.leaderName()}) {
        if (look(socket, facts) && facts.st_uid != ::geteuid())
            return failure(
                ErrorKind::Storage, QStringLiteral("%1 belongs to somebody else").arg(socket),
                profile.directory(), kNoSocketFolder);
    }
    return {};
}

bool isOwnPeer(const QLocalSocket &socket)
{
    const int descriptor = int(socket.socketDescriptor());
#ifdef Q_OS_LINUX
    struct ucred peer = {};
    socklen_t size = sizeof(peer);
    return ::getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0
        && peer.uid == ::geteuid();
#else
    uid_t user = 0;
    gid_t group = 0;
    return ::getpeereid(descriptor, &user, &group) == 0 && user == ::geteuid();
#endif
}

#else

void keepPrivate() { }
void protect(const Profile &profile) { QDir().mkpath(profile.directory()); }
Result<void> checkSocketFolder(const Profile &) { return {}; }
bool isOwnPeer(const QLocalSocket &) { return true; }

#endif

} // namespace cairn::privatefiles
