// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/care/storecopy.h"

#include "filemove.h"
#include "store/sqlite/halffiles.h"
#include "store/sqlite/pagecopy.h"
#include "store/sqlite/rawconnection.h"

#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

namespace cairn::storecopy {

namespace {

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
