// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/care/wholetable.h"

#include "store/sqlite/database.h"

#include <sqlite3.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace cairn {

namespace {

/// Nothing: damaged.
using Keys = std::optional<std::vector<qint64>>;

/// The first column of every row; every byte of the others is read.
Result<Keys> keysOf(Database &database, const QByteArray &sql)
{
    sqlite3_stmt *prepared = nullptr;
    sqlite3_prepare_v2(database.handle(), sql.constData(), -1, &prepared, nullptr);
    const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt *)> rows(prepared, &sqlite3_finalize);
    std::vector<qint64> keys;
    int code = SQLITE_ROW;
    while ((code = sqlite3_step(rows.get())) == SQLITE_ROW) {
        keys.push_back(sqlite3_column_int64(rows.get(), 0));
        for (int column = 1; column < sqlite3_column_count(rows.get()); ++column)
            sqlite3_column_blob(rows.get(), column);
    }
    if (code == SQLITE_DONE)
        return Keys(std::move(keys));
    const Error error = database.lastError(QString::fromUtf8(sql));
    return error.kind == ErrorKind::Locked ? Result<Keys>(std::nullopt) : Failure(error);
}

Result<bool> hasRowNumbers(Database &database, const QByteArray &table)
{
    Statement row = database.statement(
        QStringLiteral("SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = '%1'")
            .arg(QString::fromUtf8(table)));
    CAIRN_TRY(row.run());
    const bool has = row.next() && row.integer(0) == 0;
    CAIRN_TRY(row.status());
    return has;
}

/// Queries for the row numbers that others name: all indexes, each read by itself alone, and what
/// refers to the table.
Result<QByteArrayList> namersOf(Database &database, const QByteArray &table)
{
    QByteArrayList namers;
    const QByteArray from = "SELECT rowid FROM \"" + table + "\" INDEXED BY \"";
    Statement rows = database.statement(
        QStringLiteral("SELECT name, CASE WHEN instr(sql, ' WHERE ') > 0"
                       " THEN substr(sql, instr(sql, ' WHERE ')) ELSE '' END FROM sqlite_schema"
                       " WHERE type = 'index' AND tbl_name = '%1'")
            .arg(QString::fromUtf8(table)));
    CAIRN_TRY(rows.run());
    while (rows.next())
        namers.append(from + rows.blob(0) + '"' + rows.blob(1));
    CAIRN_TRY(rows.status());
    if (table == "document")
        namers << "SELECT document FROM revision NOT INDEXED"
               << "SELECT document FROM version NOT INDEXED";
    if (table == "revision")
        namers << "SELECT displayed FROM document NOT INDEXED WHERE displayed IS NOT NULL";
    return namers;
}

} // namespace

Result<bool> isWhole(Database &database, const QByteArray &table)
{
    // While it has rows to give, everything that this connection reads is of the same moment.
    Statement moment = database.statement(QStringLiteral("SELECT name FROM sqlite_schema"));
    CAIRN_TRY(moment.run());
    CAIRN_ASSIGN(const bool numbered, hasRowNumbers(database, table));
    const QByteArray number = numbered ? "rowid" : "NULL";
    CAIRN_ASSIGN(
        const Keys present,
        keysOf(database, "SELECT " + number + ", * FROM \"" + table + "\" NOT INDEXED"));
    if (!present || !numbered)
        return present.has_value();
    // A page that stands in two places, or in the wrong one.
    if (std::adjacent_find(present->cbegin(), present->cend(), std::greater_equal<>())
        != present->cend())
        return false;
    CAIRN_ASSIGN(const QByteArrayList namers, namersOf(database, table));
    for (const QByteArray &namer : namers) {
        CAIRN_ASSIGN(const Keys named, keysOf(database, namer));
        if (named && !std::all_of(named->cbegin(), named->cend(), [&present](qint64 key) {
                return std::binary_search(present->cbegin(), present->cend(), key);
            }))
            return false;
    }
    return true;
}

} // namespace cairn
