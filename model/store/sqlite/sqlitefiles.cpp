// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/sqlitefiles.h"

#include "files.h"

namespace cairn {

Result<void> checkSqliteFiles(const QString &database)
{
    for (const char *suffix : {"", "-journal", "-wal", "-shm"})
        CAIRN_TRY(checkNoDevice(database + QLatin1String(suffix)));
    return {};
}

} // namespace cairn
