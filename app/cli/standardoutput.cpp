// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/standardoutput.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QThread>

#include <algorithm>
#include <cerrno>
#ifdef Q_OS_WIN
#include <io.h>
#define isatty _isatty
#define fileno _fileno
#else
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace cairn::cli {

namespace {

#ifndef Q_OS_WIN

constexpr int kTurnMs = 5'000; ///< a line is written in less; who holds it for longer is none of us

bool isFile(struct stat &facts)
{
    return ::fstat(fileno(stdout), &facts) == 0 && S_ISREG(facts.st_mode);
}

#endif

bool writeWhole(FILE *stream, const QByteArray &bytes)
{
#ifdef Q_OS_WIN
    return std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stream) == size_t(bytes.size())
        && std::fflush(stream) == 0;
#else
    // The library would divide what is larger than its buffer.
    if (std::fflush(stream) != 0)
        return false;
    for (qsizetype done = 0; done < bytes.size();) {
        const ssize_t now =
            ::write(fileno(stream), bytes.constData() + done, size_t(bytes.size() - done));
        if (now < 0 && errno != EINTR)
            return false;
        done += std::max<ssize_t>(now, 0);
    }
    return true;
#endif
}

} // namespace

Result<void> write(FILE *stream, const QByteArray &bytes)
{
    errno = 0;
    if (writeWhole(stream, bytes))
        return {};
    return failure(
        ErrorKind::Storage,
        QStringLiteral("cannot write to standard output: %1").arg(qt_error_string(errno)));
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
    return true;
#else
    struct stat facts = {};
    return ::fstat(fileno(stdout), &facts) == 0
        && (S_ISFIFO(facts.st_mode) || S_ISSOCK(facts.st_mode) || isatty(fileno(stdout)));
#endif
}

void takeBack([[maybe_unused]] qsizetype bytes)
{
#ifndef Q_OS_WIN
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
#ifndef Q_OS_WIN
    struct stat facts = {};
    if (!isFile(facts))
        return;
    // Of the process, not of the descriptor: those that a shell started with one file have one
    // descriptor in common.
    struct flock turn = {};
    turn.l_type = F_WRLCK;
    turn.l_whence = SEEK_SET;
    for (int waited = 0; waited < kTurnMs; ++waited) {
        if (::fcntl(fileno(stdout), F_SETLK, &turn) == 0 || (errno != EACCES && errno != EAGAIN))
            return; // a file system without locks has lines that may mix
        QThread::msleep(1);
    }
#endif
}

void say(const QByteArray &bytes) { (void)write(stderr, bytes); }

bool isTerminal(FILE *stream) { return isatty(fileno(stream)); }

QByteArray oneLine(const QJsonValue &value)
{
    if (value.isArray())
        return QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact);
    if (value.isObject())
        return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
    return "null";
}

} // namespace cairn::cli
