// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/standardoutput.h"

#include "standardstreams.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QThread>

#ifdef Q_OS_WIN
#include <io.h>
#include <windows.h>
#else
#include <cerrno>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace cairn::cli {

namespace {

constexpr int kTurnMs = 5'000; ///< a line is written in less; who holds it for longer is none of us

#ifdef Q_OS_WIN

HANDLE out() { return HANDLE(_get_osfhandle(_fileno(stdout))); }
bool isFile() { return GetFileType(out()) == FILE_TYPE_DISK; }

/// Of the process, not of the handle: those that a shell started with one file share it. Far behind
/// all lines: what is locked nobody else can write.
bool takeTurnNow()
{
    OVERLAPPED place = {};
    place.OffsetHigh = 0x40000000;
    return LockFileEx(out(), LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &place)
        || GetLastError() != ERROR_LOCK_VIOLATION;
}

#else

bool isFile(struct stat &facts)
{
    return ::fstat(fileno(stdout), &facts) == 0 && S_ISREG(facts.st_mode);
}

bool isFile()
{
    struct stat facts = {};
    return isFile(facts);
}

/// Of the process, not of the descriptor: those that a shell started with one file have one
/// descriptor in common.
bool takeTurnNow()
{
    struct flock turn = {};
    turn.l_type = F_WRLCK;
    turn.l_whence = SEEK_SET;
    return ::fcntl(fileno(stdout), F_SETLK, &turn) == 0 || (errno != EACCES && errno != EAGAIN);
}

#endif

} // namespace

Result<void> write(FILE *stream, const QByteArray &bytes)
{
    const int why = streams::writeWhole(stream, bytes);
    if (why == 0)
        return {};
    return failure(
        ErrorKind::Storage,
        QStringLiteral("cannot write to standard output: %1").arg(qt_error_string(why)));
}

Result<void> requireListener()
{
#ifndef Q_OS_WIN
    pollfd out{fileno(stdout), 0, 0};
    if (::poll(&out, 1, 0) > 0 && (out.revents & (POLLERR | POLLNVAL)) != 0)
        return failure(
            ErrorKind::Storage, QStringLiteral("nobody reads standard output; nothing was done"));
#endif
    return {};
}

bool isReadAtOnce()
{
#ifdef Q_OS_WIN
    return !isFile();
#else
    struct stat facts = {};
    return ::fstat(fileno(stdout), &facts) == 0
        && (S_ISFIFO(facts.st_mode) || S_ISSOCK(facts.st_mode) || isatty(fileno(stdout)));
#endif
}

void takeBack(qsizetype bytes)
{
#ifdef Q_OS_WIN
    const LARGE_INTEGER none = {};
    LARGE_INTEGER at = {};
    LARGE_INTEGER size = {};
    if (bytes == 0 || !isFile() || !SetFilePointerEx(out(), none, &at, FILE_CURRENT)
        || !GetFileSizeEx(out(), &size) || at.QuadPart != size.QuadPart)
        return; // others wrote behind it
    at.QuadPart -= bytes;
    if (SetFilePointerEx(out(), at, nullptr, FILE_BEGIN))
        SetEndOfFile(out());
#else
    struct stat facts = {};
    const int out = fileno(stdout);
    const off_t end = ::lseek(out, 0, SEEK_CUR);
    if (bytes == 0 || !isFile(facts) || facts.st_size != end)
        return; // others wrote behind it
    if (::ftruncate(out, end - bytes) == 0)
        ::lseek(out, end - bytes, SEEK_SET);
#endif
}

void takeTurn()
{
    if (!isFile())
        return;
    for (int waited = 0; waited < kTurnMs && !takeTurnNow(); ++waited)
        QThread::msleep(1); // a file system without locks has lines that may mix
}

void say(const QByteArray &bytes) { (void)write(stderr, bytes); }

QByteArray oneLine(const QJsonValue &value)
{
    if (value.isArray())
        return QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact);
    if (value.isObject())
        return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
    return "null";
}

} // namespace cairn::cli
