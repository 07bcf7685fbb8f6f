// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/writelog.h"

#include "store/sqlite/rawconnection.h"
#include "store/sqlite/sqliteerror.h"

#include <sqlite3.h>

namespace cairn {

Result<bool> emptyWriteLog(const QString &store)
{
    CAIRN_ASSIGN(const RawConnection connection, raw::connect(store, SQLITE_OPEN_READWRITE));
    // It waits for nobody: SQLite would wait for the last reader with the lock in hand that saves
    // need.
    sqlite3_busy_timeout(connection.get(), 0);
    const auto checkpoint = [&connection](int mode) {
        int inLog = 0;
        int moved = 0;
        const int code = sqlite3_wal_checkpoint_v2(connection.get(), "main", mode, &inLog, &moved);
        return code == SQLITE_OK && inLog != moved ? SQLITE_BUSY : code;
    };
    // The long part in the way that holds no such lock; the other one is left with what was written
    // since.
    int code = checkpoint(SQLITE_CHECKPOINT_PASSIVE);
    if (code == SQLITE_OK)
        code = checkpoint(SQLITE_CHECKPOINT_TRUNCATE);
    if (code == SQLITE_OK || (code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED)
        return code == SQLITE_OK;
    return raw::failed(connection.get(), QStringLiteral("emptying the write-ahead log"));
}

} // namespace cairn
