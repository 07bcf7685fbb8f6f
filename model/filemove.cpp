// SPDX-License-Identifier: GPL-3.0-or-later
#include "filemove.h"

#include <QFile>
#include <QFileInfo>

#ifdef Q_OS_WIN
#include "nativename.h"

#include <windows.h>
#else
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>
#endif

namespace cairn {

namespace {

Failure cannotMove(int number, const QString &to)
{
    return failure(ErrorKind::Storage, qt_error_string(number), to);
}

Failure alreadyMade(const QString &to)
{
    return failure(
        ErrorKind::Transient,
        QStringLiteral("somebody else made this file meanwhile; nothing was changed, try again"),
        to);
}

} // namespace

#ifdef Q_OS_WIN

namespace {

/// Scanners for viruses and search indexes open what is new for a moment, and nobody can rename it
/// then: SQLite waits for them as well.
DWORD moved(const QString &from, const QString &to, DWORD how)
{
    constexpr int kAttempts = 20;
    constexpr DWORD kPauseMs = 25;
    const std::wstring source = nativeName(from);
    const std::wstring target = nativeName(to);
    for (int attempt = 1;; ++attempt) {
        if (MoveFileExW(source.c_str(), target.c_str(), how | MOVEFILE_WRITE_THROUGH))
            return ERROR_SUCCESS;
        const DWORD why = GetLastError();
        const bool mayPass = why == ERROR_SHARING_VIOLATION || why == ERROR_LOCK_VIOLATION
            || why == ERROR_ACCESS_DENIED;
        if (!mayPass || attempt == kAttempts)
            return why;
        Sleep(kPauseMs);
    }
}

} // namespace

Result<void> moveOver(const QString &from, const QString &to)
{
    if (const DWORD why = moved(from, to, MOVEFILE_REPLACE_EXISTING); why != ERROR_SUCCESS)
        return cannotMove(int(why), to);
    return {};
}

Result<void> moveToNew(const QString &from, const QString &to)
{
    const DWORD why = moved(from, to, 0);
    if (why == ERROR_ALREADY_EXISTS || why == ERROR_FILE_EXISTS)
        return alreadyMade(to);
    if (why != ERROR_SUCCESS)
        return cannotMove(int(why), to);
    return {};
}

#else

namespace {

void syncFolder(const QString &file)
{
    const QByteArray folder = QFile::encodeName(QFileInfo(file).absolutePath());
    if (const int descriptor = ::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        descriptor >= 0) {
        ::fsync(descriptor);
        ::close(descriptor);
    }
}

} // namespace

Result<void> moveOver(const QString &from, const QString &to)
{
    if (std::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
        return cannotMove(errno, to);
    syncFolder(to);
    return {};
}

Result<void> moveToNew(const QString &from, const QString &to)
{
    if (::link(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) == 0) {
        QFile::remove(from);
        syncFolder(to);
        return {};
    }
    if (errno == EEXIST || QFileInfo::exists(to)) // some file systems have no second names
        return alreadyMade(to);
    return moveOver(from, to);
}

#endif

} // namespace cairn
