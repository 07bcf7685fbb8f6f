// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/care/storecopy.h"

#include "store/sqlite/halffiles.h"
#include "store/sqlite/pagecopy.h"
#include "store/sqlite/rawconnection.h"

#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

#include <cerrno>
#include <cstring>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace cairn::storecopy {

namespace {

void syncFolder(const QString &file)
{
#ifdef Q_OS_UNIX
    const QByteArray folder = QFile::encodeName(QFileInfo(file).absolutePath());
    if (const int descriptor = ::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        descriptor >= 0) {
        ::fsync(descriptor);
        ::close(descriptor);
    }
#else
    Q_UNUSED(file)
#endif
}

/// rename(2) replaces the target in one step, which QFile::rename refuses to do.
Result<void> moveOver(const QString &from, const QString &to)
{
    const QByteArray source = QFile::encodeName(from);
    const QByteArray target = QFile::encodeName(to);
#ifdef Q_OS_WIN
    QFile::remove(to);
#endif
    if (std::rename(source.constData(), target.constData()) != 0)
        return failure(ErrorKind::Storage, QString::fromLocal8Bit(std::strerror(errno)), to);
    syncFolder(to);
    return {};
}

/// As moveOver(), but what is there stays: a name for the file that fails where one is.
Result<void> moveToNew(const QString &from, const QString &to)
{
#ifdef Q_OS_UNIX
    if (::link(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) == 0) {
        QFile::remove(from);
        syncFolder(to);
        return {};
    }
    const int why = errno; // some file systems have no second names
#else
    const int why = 0;
#endif
    if (why == EEXIST || QFileInfo::exists(to))
        return failure(
            ErrorKind::Transient,
            QStringLiteral(
                "somebody else made this file meanwhile; nothing was changed, try again"),
            to);
    return moveOver(from, to);
}

void removeDatabase(const QString &file)
{
    for (const char *suffix : {"", "-wal", "-shm", "-journal"})
        QFile::remove(file + QLatin1String(suffix));
}

} // namespace

Result<void> toFile(sqlite3 *from, const QString &file, Onto onto, const Look &look)
{
    halffiles::removePartialsOf(file);
    const QString partial = halffiles::partial(file);
    removeDatabase(partial);
    const auto write = [&]() -> Result<void> {
        CAIRN_ASSIGN(
            const RawConnection to,
            raw::connect(partial, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE));
        CAIRN_TRY(raw::run(to.get(), "PRAGMA synchronous = FULL"));
        CAIRN_TRY(PageCopy(from, to.get(), QStringLiteral("writing %1").arg(file)).copyAll());
        if (look)
            CAIRN_TRY(look(to.get()));
        return raw::run(to.get(), "PRAGMA journal_mode = DELETE");
    };
    Result<void> written = write();
    if (written)
        written = onto == Onto::AnyFile ? moveOver(partial, file) : moveToNew(partial, file);
    removeDatabase(partial); // after a success only what SQLite could not remove
    return written;
}

QString unusedName(const QString &store)
{
    for (int i = 1;; ++i) {
        const QString name = QStringLiteral("%1.replaced-%2").arg(store).arg(i);
        if (!QFileInfo::exists(name) && !QFileInfo::exists(name + QStringLiteral("-wal")))
            return name;
    }
}

Result<QString> keepAsItIs(const QString &store)
{
    const QString kept = unusedName(store);
    CAIRN_ASSIGN(const RawConnection present, raw::connect(store, SQLITE_OPEN_READWRITE));
    CAIRN_TRY(toFile(present.get(), kept, Onto::NoFile));
    return kept;
}

Result<QString> putAside(const QString &store)
{
    const QString aside = unusedName(store);
    for (const char *suffix : {"-wal", "-shm", ""}) {
        const QString part = store + QLatin1String(suffix);
        if (QFileInfo::exists(part))
            CAIRN_TRY(moveOver(part, aside + QLatin1String(suffix)));
    }
    return aside;
}

} // namespace cairn::storecopy
