// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/rawconnection.h"

#include "store/sqlite/sqliteerror.h"
#include "store/sqlite/sqlitefiles.h"

#include <sqlite3.h>

#include <utility>

namespace cairn {

namespace {

constexpr int kRawBusyTimeoutMs = 10'000;
constexpr int kLongestValue = 256 * 1024 * 1024; // bytes; far above any note with its history

QString fileOf(sqlite3 *handle) { return QString::fromUtf8(sqlite3_db_filename(handle, "main")); }

} // namespace

void CloseConnection::operator()(sqlite3 *handle) const { sqlite3_close(handle); }

namespace raw {

Failure failed(sqlite3 *handle, const QString &doing)
{
    return Failure(sqliteError(handle, doing));
}

Result<RawConnection> connect(const QString &file, int flags)
{
    CAIRN_TRY(checkSqliteFiles(file));
    sqlite3 *handle = nullptr;
    const int code = sqlite3_open_v2(file.toUtf8().constData(), &handle, flags, nullptr);
    RawConnection connection(handle);
    if (code != SQLITE_OK)
        return failed(handle, file);
    sqlite3_extended_result_codes(handle, 1);
    sqlite3_busy_timeout(handle, kRawBusyTimeoutMs);
    return connection;
}

Result<void> distrust(sqlite3 *handle)
{
    for (const auto &[option, value] : {
             std::pair(SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
             std::pair(SQLITE_DBCONFIG_ENABLE_TRIGGER, 0),
             std::pair(SQLITE_DBCONFIG_ENABLE_VIEW, 0),
             std::pair(SQLITE_DBCONFIG_DEFENSIVE, 1),
         }) {
        if (sqlite3_db_config(handle, option, value, nullptr) != SQLITE_OK)
            return failed(handle, QStringLiteral("guarding against a foreign schema"));
    }
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, kLongestValue);
    return run(handle, "PRAGMA cell_size_check = ON");
}

Result<void> run(sqlite3 *handle, const char *sql)
{
    if (sqlite3_exec(handle, sql, nullptr, nullptr, nullptr) == SQLITE_OK)
        return {};
    return failed(handle, fileOf(handle)); // what was asked says nothing to a person
}

Result<QByteArray> value(sqlite3 *handle, const char *sql)
{
    sqlite3_stmt *statement = nullptr;
    sqlite3_prepare_v2(handle, sql, -1, &statement, nullptr);
    const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt *)> finalizer(
        statement, &sqlite3_finalize);
    if (sqlite3_step(statement) != SQLITE_ROW)
        return failed(handle, fileOf(handle)); // what was asked says nothing to a person
    return QByteArray(reinterpret_cast<const char *>(sqlite3_column_text(statement, 0)));
}

} // namespace raw
} // namespace cairn
