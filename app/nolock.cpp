// SPDX-License-Identifier: GPL-3.0-or-later
#include "nolock.h"

#include "files.h"
#include "store/store.h"

#include <QDir>
#include <QFile>

#ifdef Q_OS_WIN
#include "nativename.h"

#include <QCoreApplication>

#include <windows.h>
#else
#include <cerrno>
#include <unistd.h>
#endif

namespace cairn {

namespace {

constexpr qsizetype kPage = 4'096; // bytes

/// What the system says to a file there, as a number of its errors; 0: it takes what is written.
#ifdef Q_OS_WIN
int refusal(const QString &folder)
{
    const QString name = QDir(folder).filePath(
        QStringLiteral("cairn.trial-%1").arg(QCoreApplication::applicationPid()));
    const HANDLE file = CreateFileW(
        nativeName(name).c_str(), GENERIC_WRITE, 0, nullptr, CREATE_ALWAYS,
        FILE_ATTRIBUTE_TEMPORARY | FILE_FLAG_DELETE_ON_CLOSE, nullptr);
    if (file == INVALID_HANDLE_VALUE)
        return int(GetLastError());
    const QByteArray page(kPage, ' ');
    DWORD written = 0;
    const bool taken = WriteFile(file, page.constData(), DWORD(page.size()), &written, nullptr)
        && FlushFileBuffers(file);
    const int why = taken ? 0 : int(GetLastError());
    CloseHandle(file);
    return why;
}
#else
int refusal(const QString &folder)
{
    QByteArray name =
        QFile::encodeName(QDir(folder).filePath(QStringLiteral("cairn.trial-XXXXXX")));
    const QByteArray page(kPage, ' ');
    const int file = ::mkstemp(name.data());
    if (file < 0)
        return errno;
    errno = ENOSPC; // what a short write means
    const bool taken =
        ::write(file, page.constData(), size_t(page.size())) == page.size() && ::fsync(file) == 0;
    const int why = taken ? 0 : errno;
    ::close(file);
    ::unlink(name.constData());
    return why;
}
#endif

} // namespace

Failure noLock(const QString &folder, const QString &more)
{
    const int why = refusal(folder);
    if (isOutOfRoom(why))
        return failure(ErrorKind::DiskFull, QStringLiteral("the disk is full") + more, folder);
    QString message = QStringLiteral("the profile cannot be written");
    if (why != 0)
        message += QStringLiteral(" (%1)").arg(qt_error_string(why));
    return failure(ErrorKind::Storage, message + more, folder, Store::kReadOnlyFile);
}

} // namespace cairn
