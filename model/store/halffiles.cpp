#include "store/halffiles.h"

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
#endif

namespace cairn::halffiles {

namespace {

constexpr qint64 kStaleS = 3'600;

/// Of the file, or of what SQLite keeps beside it.
qint64 writerOf(const QString &name)
{
    static const QRegularExpression number(QStringLiteral("\\.(?:partial|restoring)-(\\d+)"));
    return number.match(name).captured(1).toLongLong();
}

/// False where it cannot be known.
bool isGone(qint64 process)
{
#ifdef Q_OS_UNIX
    return process > 0 && process <= INT_MAX && ::kill(pid_t(process), 0) != 0 && errno == ESRCH;
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

void removeLeft(const QDir &folder, const QStringList &names)
{
    const QDateTime stale = QDateTime::currentDateTimeUtc().addSecs(-kStaleS);
    const QFileInfoList files = folder.entryInfoList(names, QDir::Files);
    for (const QFileInfo &file : files) {
        if (isGone(writerOf(file.fileName())) || file.lastModified() < stale)
            QFile::remove(file.filePath());
    }
}

} // namespace cairn::halffiles
