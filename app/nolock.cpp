// SPDX-License-Identifier: GPL-3.0-or-later
#include "nolock.h"

#include "store/store.h"

#include <QDir>
#include <QFile>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <cstring>
#include <unistd.h>
#else
#include <QFileInfo>
#include <QStorageInfo>
#endif

namespace cairn {

namespace {

struct Refusal {
    bool full = false;
    QString words; ///< of the system; empty: it took what was written
};

#ifdef Q_OS_UNIX
Refusal tryToWrite(const QString &folder)
{
    QByteArray name =
        QFile::encodeName(QDir(folder).filePath(QStringLiteral("cairn.trial-XXXXXX")));
    const QByteArray page(4096, ' ');
    const int file = ::mkstemp(name.data());
    int why = file < 0 ? errno : 0;
    if (file >= 0) {
        errno = ENOSPC; // what a short write means
        if (::write(file, page.constData(), size_t(page.size())) != page.size()
            || ::fsync(file) != 0)
            why = errno;
        ::close(file);
        ::unlink(name.constData());
    }
    if (why == 0)
        return {};
    return {why == ENOSPC || why == EDQUOT, QString::fromLocal8Bit(std::strerror(why))};
}
#else
Refusal tryToWrite(const QString &folder)
{
    constexpr qint64 kRoomForNothing = 64 * 1024; // bytes
    const qint64 room = QStorageInfo(folder).bytesAvailable();
    const bool full = room >= 0 && room < kRoomForNothing && QFileInfo(folder).isWritable();
    return {full, {}};
}
#endif

} // namespace

Failure noLock(const QString &folder, const QString &more)
{
    const Refusal refusal = tryToWrite(folder);
    if (refusal.full)
        return failure(ErrorKind::DiskFull, QStringLiteral("the disk is full") + more, folder);
    QString message = QStringLiteral("the profile cannot be written");
    if (!refusal.words.isEmpty())
        message += QStringLiteral(" (%1)").arg(refusal.words);
    return failure(ErrorKind::Storage, message + more, folder, Store::kReadOnlyFile);
}

} // namespace cairn
