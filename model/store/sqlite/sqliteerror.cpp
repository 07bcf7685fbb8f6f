// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/sqliteerror.h"

#include "files.h"
#include "store/sqlite/database.h"

#include <cerrno>

#include <sqlite3.h>

namespace cairn {

namespace {

/// SQLite has a code of its own for a full disk only where it writes pages; its words for that are
/// no person's. Where a file cannot be made, or the log's index cannot grow, the system's error
/// tells.
bool isDiskFull(sqlite3 *connection, int code)
{
    const int primary = code & 0xff;
    if (primary == SQLITE_FULL)
        return true;
    if (primary != SQLITE_IOERR && primary != SQLITE_CANTOPEN)
        return false;
    if (isOutOfRoom(sqlite3_system_errno(connection)))
        return true;
#ifdef Q_OS_WIN
    return false;
#else
    // Of a COMMIT that fails SQLite records none. The system's own is that of the write then: what
    // follows it succeeds.
    return code == SQLITE_IOERR_WRITE && isOutOfRoom(errno);
#endif
}

/// What a person meets without anything being wrong with the file is said in plain words.
QString wordsOf(sqlite3 *connection, int code)
{
    switch (code & 0xff) {
    case SQLITE_READONLY:
        return QStringLiteral("the file can only be read");
    case SQLITE_CANTOPEN:
        return QStringLiteral("the file cannot be opened, or nothing can be written beside it");
    default:
        return QString::fromUtf8(sqlite3_errmsg(connection));
    }
}

} // namespace

Error sqliteError(sqlite3 *connection, const QString &doing)
{
    const int code = connection ? sqlite3_extended_errcode(connection) : SQLITE_NOMEM;
    if (connection && isDiskFull(connection, code))
        return Error{ErrorKind::DiskFull, code, QStringLiteral("the disk is full"), doing, -1};
    return Error{storageErrorKind(code), code, wordsOf(connection, code), doing, -1};
}

} // namespace cairn
