// SPDX-License-Identifier: GPL-3.0-or-later
#include "files.h"

#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#ifdef Q_OS_WIN
#include <io.h>
#include <windows.h>
#else
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace cairn {

namespace {

constexpr qint64 kSlice = 1024 * 1024;

Failure tooLarge(const QString &name, qint64 maxBytes)
{
    return failure(
        ErrorKind::Invalid,
        QStringLiteral("%1 is larger than %2 MB")
            .arg(name.isEmpty() ? QStringLiteral("the input") : name)
            .arg(double(maxBytes) / 1'000'000));
}

Failure notRegular(const QString &path)
{
    return failure(ErrorKind::Invalid, QStringLiteral("%1 is not a regular file").arg(path));
}

Failure systemFailure(const QString &doing, const QString &path, int number)
{
#ifdef Q_OS_WIN
    const bool missing = number == ERROR_FILE_NOT_FOUND || number == ERROR_PATH_NOT_FOUND;
#else
    const bool missing = number == ENOENT || number == ENOTDIR;
#endif
    const ErrorKind kind = missing ? ErrorKind::NotFound
        : isOutOfRoom(number)      ? ErrorKind::DiskFull
                                   : ErrorKind::Storage;
    return failure(
        kind, QStringLiteral("cannot %1 %2: %3").arg(doing, path, qt_error_string(number)));
}

#ifdef Q_OS_WIN

HANDLE handleOf(const QFileDevice &file) { return HANDLE(_get_osfhandle(file.handle())); }

/// Looks at what was opened: "NUL" and "COM1" are names of no files in every folder.
Result<void> openRegular(QFile &file)
{
    const QString path = file.fileName();
    const QFileInfo info(path);
    if (!info.exists())
        return systemFailure(QStringLiteral("read"), path, ERROR_FILE_NOT_FOUND);
    if (info.isDir())
        return notRegular(path);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return failure(ErrorKind::Storage, file.errorString(), path);
    if (GetFileType(handleOf(file)) == FILE_TYPE_DISK)
        return {};
    file.close();
    return notRegular(path);
}

/// QSaveFile does not tell a full disk from another failure.
int writeAll(QSaveFile &file, const QByteArray &bytes)
{
    constexpr qsizetype kMost = 1 << 30; // bytes at once
    const HANDLE handle = handleOf(file);
    for (qsizetype done = 0; done < bytes.size();) {
        DWORD count = 0;
        const DWORD left = DWORD(std::min(kMost, bytes.size() - done));
        if (!WriteFile(handle, bytes.constData() + done, left, &count, nullptr))
            return int(GetLastError());
        done += count;
    }
    return FlushFileBuffers(handle) ? 0 : int(GetLastError());
}

#else

/// Does not wait for the other end of a pipe, and looks at what was opened, not at what had the
/// name before.
Result<void> openRegular(QFile &file)
{
    const QString path = file.fileName();
    const int descriptor =
        ::open(QFile::encodeName(path).constData(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (descriptor < 0)
        return systemFailure(QStringLiteral("read"), path, errno);
    struct stat about = {};
    if (::fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode)) {
        ::close(descriptor);
        return notRegular(path);
    }
    if (file.open(
            descriptor, QIODevice::ReadOnly | QIODevice::Unbuffered, QFileDevice::AutoCloseHandle))
        return {};
    ::close(descriptor);
    return failure(ErrorKind::Storage, file.errorString(), path);
}

/// QSaveFile forgets an error that shows when its buffer is written at last, and does not look at
/// what the disk says. What a full disk takes half of is asked for again.
int writeAll(QSaveFile &file, const QByteArray &bytes)
{
    for (qsizetype done = 0; done < bytes.size();) {
        const ssize_t count =
            ::write(file.handle(), bytes.constData() + done, size_t(bytes.size() - done));
        if (count < 0 && errno != EINTR)
            return errno;
        if (count == 0)
            return ENOSPC;
        done += std::max<ssize_t>(count, 0);
    }
    const bool onDisk = ::fsync(file.handle()) == 0 || errno == EINVAL || errno == ENOTSUP;
    return onDisk ? 0 : errno;
}

#endif

bool isNoFile(const QFileInfo &info) { return info.exists() && !info.isFile() && !info.isDir(); }

/// Devices and pipes cannot be replaced, only written to.
Result<void> writeThrough(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.flush())
        return {};
    return failure(
        ErrorKind::Storage, QStringLiteral("cannot write %1: %2").arg(path, file.errorString()));
}

} // namespace

bool isOutOfRoom(int systemError)
{
#ifdef Q_OS_WIN
    return systemError == ERROR_DISK_FULL || systemError == ERROR_HANDLE_DISK_FULL
        || systemError == ERROR_DISK_QUOTA_EXCEEDED || systemError == ERROR_FILE_TOO_LARGE;
#else
    return systemError == ENOSPC || systemError == EDQUOT || systemError == EFBIG;
#endif
}

Result<void> checkNoDevice(const QString &path)
{
    if (isNoFile(QFileInfo(path)))
        return failure(
            ErrorKind::Storage, QStringLiteral("%1 is a device or a pipe, no file").arg(path));
    return {};
}

Result<QByteArray> readFile(const QString &path, qint64 maxBytes, const GoOn &goOn)
{
    QFile file(path);
    CAIRN_TRY(openRegular(file));
    if (file.size() > maxBytes)
        return tooLarge(path, maxBytes);
    return readStream(file, maxBytes, goOn);
}

Result<QByteArray> readStream(QFile &file, qint64 maxBytes, const GoOn &goOn)
{
    QByteArray bytes;
    QByteArray slice(qsizetype(std::min(kSlice, maxBytes + 1)), Qt::Uninitialized);
    for (;;) {
        if (goOn && !goOn())
            return failure(ErrorKind::Cancelled, QStringLiteral("the reading was stopped"));
        const qint64 count = file.read(slice.data(), slice.size());
        if (count < 0 || (count == 0 && file.error() != QFileDevice::NoError))
            return failure(
                ErrorKind::Storage,
                QStringLiteral("cannot read %1: %2")
                    .arg(
                        file.fileName().isEmpty() ? QStringLiteral("the input") : file.fileName(),
                        file.errorString()));
        if (count == 0)
            return bytes;
        bytes.append(slice.constData(), count);
        if (bytes.size() > maxBytes)
            return tooLarge(file.fileName(), maxBytes);
    }
}

Result<QString> utf8Text(const QByteArray &bytes)
{
    if (!bytes.isValidUtf8())
        return failure(
            ErrorKind::Invalid, QStringLiteral("the text is not valid UTF-8; nothing was changed"));
    if (bytes.contains('\0'))
        return failure(
            ErrorKind::Invalid,
            QStringLiteral("the text contains a NUL, which no note can have; nothing was changed"));
    return QString::fromUtf8(bytes.startsWith("\xef\xbb\xbf") ? bytes.sliced(3) : bytes);
}

Result<void> writeFile(const QString &path, const QByteArray &bytes)
{
    if (isNoFile(QFileInfo(path)))
        return writeThrough(path, bytes);
    QSaveFile file(path);
    const auto problem = [&file, &path](ErrorKind kind, const QString &why) {
        file.cancelWriting();
        return failure(kind, QStringLiteral("cannot write %1: %2").arg(path, why));
    };
    // Without a buffer every error shows where it happens.
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return problem(ErrorKind::Storage, file.errorString());
    if (const int why = writeAll(file, bytes); why != 0)
        return problem(
            isOutOfRoom(why) ? ErrorKind::DiskFull : ErrorKind::Storage, qt_error_string(why));
    if (!file.commit())
        return problem(ErrorKind::Storage, file.errorString());
    return {};
}

} // namespace cairn
