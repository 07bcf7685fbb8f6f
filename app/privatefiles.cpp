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
#else
#include <windows.h>
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

namespace {

/// The person (SID) whose process that is; empty where the system does not say it, which it does
/// of the person's own.
QByteArray userOf(DWORD process)
{
    const HANDLE handle = OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, process);
    HANDLE token = nullptr;
    QByteArray user;
    if (handle && OpenProcessToken(handle, TOKEN_QUERY, &token)) {
        DWORD size = 0;
        GetTokenInformation(token, TokenUser, nullptr, 0, &size);
        QByteArray told(qsizetype(size), '\0');
        if (GetTokenInformation(token, TokenUser, told.data(), size, &size)) {
            const auto *sid = reinterpret_cast<const TOKEN_USER *>(told.constData())->User.Sid;
            user = QByteArray(static_cast<const char *>(sid), qsizetype(GetLengthSid(PSID(sid))));
        }
        CloseHandle(token);
    }
    if (handle)
        CloseHandle(handle);
    return user;
}

} // namespace

// What is made in the folder of a person inherits its rights: theirs, the system's and the
// administrators'. So a profile there needs none of its own; one that somebody puts elsewhere has
// the rights of that place, which are theirs to choose.
void keepPrivate() { }
void protect(const Profile &profile) { QDir().mkpath(profile.directory()); }

Result<void> checkSocketFolder(const Profile &) { return {}; } // pipes are in no folder

/// A pipe has one name on the whole computer, and whoever comes first may make it.
bool isOwnPeer(const QLocalSocket &socket)
{
    const HANDLE pipe = HANDLE(socket.socketDescriptor());
    DWORD end = 0;
    ULONG process = 0;
    if (!GetNamedPipeInfo(pipe, &end, nullptr, nullptr, nullptr))
        return false;
    const bool told = (end & PIPE_SERVER_END) != 0 ? GetNamedPipeClientProcessId(pipe, &process)
                                                   : GetNamedPipeServerProcessId(pipe, &process);
    const QByteArray peer = told ? userOf(process) : QByteArray();
    return !peer.isEmpty() && peer == userOf(GetCurrentProcessId());
}

#endif

} // namespace cairn::privatefiles
