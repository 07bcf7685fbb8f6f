// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/halffiles.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <climits>
#include <csignal>
#elif defined(Q_OS_WIN)
#include <windows.h>
#endif

namespace cairn::halffiles {

namespace {

constexpr qint64 kStaleS = 3'600;

constexpr auto kBeside = "(?:-wal|-shm|-journal)?"; // what SQLite keeps beside a file

QRegularExpression whole(const QString &expression)
{
    return QRegularExpression(QRegularExpression::anchoredPattern(expression));
}

/// False where it cannot be known.
bool isGone(qint64 process)
{
#ifdef Q_OS_UNIX
    return process > 0 && process <= INT_MAX && ::kill(pid_t(process), 0) != 0 && errno == ESRCH;
#elif defined(Q_OS_WIN)
    if (process <= 0 || process > qint64(MAXDWORD))
        return false;
    const HANDLE handle = OpenProcess(SYNCHRONIZE, FALSE, DWORD(process));
    if (!handle)
        return GetLastError() == ERROR_INVALID_PARAMETER; // not for what may not be looked at
    const bool ended = WaitForSingleObject(handle, 0) == WAIT_OBJECT_0;
    CloseHandle(handle);
    return ended;
#else
    Q_UNUSED(process)
    return false;
#endif
}

} // namespace

QString partial(const QString &file)
{
    return QStringLiteral("%1.partial-%2").arg(file).arg(QCoreApplication::applicationPid());
}

QString restoring(const QString &storeFile)
{
    return QStringLiteral("%1.restoring-%2").arg(storeFile).arg(QCoreApplication::applicationPid());
}

void removePartialsOf(const QString &file)
{
    const QFileInfo target(file);
    const QRegularExpression ours = whole(
        QRegularExpression::escape(target.fileName()) + QStringLiteral("\\.partial-(\\d+)")
        + QLatin1String(kBeside));
    const QFileInfoList beside =
        target.absoluteDir().entryInfoList(QDir::Files | QDir::Hidden | QDir::NoSymLinks);
    for (const QFileInfo &found : beside) {
        const QRegularExpressionMatch match = ours.match(found.fileName());
        if (match.hasMatch() && isGone(match.captured(1).toLongLong()))
            QFile::remove(found.filePath());
    }
}

void removeLeft(const QDir &folder, const QString &expression)
{
    const QDateTime stale = QDateTime::currentDateTimeUtc().addSecs(-kStaleS);
    const QRegularExpression ours = whole(
        QStringLiteral("(?:%1)(?:\\.partial(?:-(?<process>\\d+))?").arg(expression)
        + QLatin1String(kBeside) + QStringLiteral("|\\.restoring-(?<maker>\\d+)(?:[-.].*)?)"));
    const QFileInfoList files = folder.entryInfoList(QDir::Files | QDir::Hidden | QDir::NoSymLinks);
    for (const QFileInfo &file : files) {
        const QRegularExpressionMatch match = ours.match(file.fileName());
        if (!match.hasMatch())
            continue;
        const qint64 writer = (match.captured(u"process") + match.captured(u"maker")).toLongLong();
        if (isGone(writer) || file.lastModified() < stale)
            QFile::remove(file.filePath());
    }
}

} // namespace cairn::halffiles
