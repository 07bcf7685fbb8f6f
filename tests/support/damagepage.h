#pragma once

#include <QFile>
#include <QString>

#include <sqlite3.h>

namespace cairn {

/// Overwrites a page of a table or index of a closed store, as a failing disk does. `order`: of the
/// pages without children, "DESC" the last one, "ASC" the first one of the file; "ROOT": the one
/// that everything hangs on.
inline void damagePage(const QString &store, const char *table, const char *order = "DESC")
{
    sqlite3 *handle = nullptr;
    sqlite3_stmt *statement = nullptr;
    const QByteArray name(table);
    const QByteArray sql = qstrcmp(order, "ROOT") == 0
        ? "SELECT rootpage FROM sqlite_schema WHERE name = '" + name + '\''
        : "SELECT pageno FROM dbstat WHERE name = '" + name
            + "' AND pagetype <> 'internal' ORDER BY pageno " + order + " LIMIT 1";
    if (sqlite3_open(store.toUtf8().constData(), &handle) != SQLITE_OK
        || sqlite3_exec(handle, "PRAGMA wal_checkpoint(TRUNCATE)", nullptr, nullptr, nullptr)
            != SQLITE_OK
        || sqlite3_prepare_v2(handle, sql.constData(), -1, &statement, nullptr) != SQLITE_OK
        || sqlite3_step(statement) != SQLITE_ROW)
        qFatal("cannot find a page of %s: %s", table, sqlite3_errmsg(handle));
    const qint64 page = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(handle);
    QFile file(store);
    const QByteArray garbage(4096, '\x5a');
    if (!file.open(QIODevice::ReadWrite) || !file.seek((page - 1) * garbage.size())
        || file.write(garbage) != garbage.size())
        qFatal("cannot damage %s", qPrintable(store));
}

} // namespace cairn
