// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QSet>
#include <QString>

#include <sqlite3.h>

namespace cairn {

inline constexpr qint64 kDamagedPageBytes = 4096;

/// The numbers that `sql` gives of a closed store, after its log was moved into the file.
inline QList<qint64> pagesOf(const QString &store, const QByteArray &sql)
{
    sqlite3 *handle = nullptr;
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_open(store.toUtf8().constData(), &handle) != SQLITE_OK
        || sqlite3_exec(handle, "PRAGMA wal_checkpoint(TRUNCATE)", nullptr, nullptr, nullptr)
            != SQLITE_OK
        || sqlite3_prepare_v2(handle, sql.constData(), -1, &statement, nullptr) != SQLITE_OK)
        qFatal("cannot look into %s: %s", qPrintable(store), sqlite3_errmsg(handle));
    QList<qint64> pages;
    while (sqlite3_step(statement) == SQLITE_ROW)
        pages.append(sqlite3_column_int64(statement, 0));
    sqlite3_finalize(statement);
    sqlite3_close(handle);
    return pages;
}

inline QByteArray pageOf(QFile &file, qint64 page)
{
    return file.seek((page - 1) * kDamagedPageBytes) ? file.read(kDamagedPageBytes) : QByteArray();
}

inline void writePage(QFile &file, qint64 page, const QByteArray &bytes)
{
    if (!file.seek((page - 1) * kDamagedPageBytes) || file.write(bytes) != bytes.size())
        qFatal("cannot damage %s", qPrintable(file.fileName()));
}

/// Overwrites a page of a table or index of a closed store, as a failing disk does. `order`: of the
/// pages without children, "DESC" the last one, "ASC" the first one of the file; "ROOT": the one
/// that everything hangs on.
inline void damagePage(const QString &store, const char *table, const char *order = "DESC")
{
    const QByteArray name(table);
    const QList<qint64> pages = pagesOf(
        store,
        qstrcmp(order, "ROOT") == 0
            ? "SELECT rootpage FROM sqlite_schema WHERE name = '" + name + '\''
            : "SELECT pageno FROM dbstat WHERE name = '" + name
                + "' AND pagetype <> 'internal' ORDER BY pageno " + order + " LIMIT 1");
    QFile file(store);
    if (pages.isEmpty() || !file.open(QIODevice::ReadWrite))
        qFatal("cannot find a page of %s", table);
    writePage(file, pages.first(), QByteArray(kDamagedPageBytes, '\x5a'));
}

/// Puts back what `before`, a copy of the closed store's file, has on the last page
/// of a table or index that differs: a disk that lost that page's last write.
inline void losePageWrite(const QString &store, const QString &before, const char *table)
{
    const QByteArray sql = "SELECT pageno FROM dbstat WHERE name = '" + QByteArray(table)
        + "' AND pagetype <> 'overflow' ORDER BY pageno DESC";
    const QList<qint64> old = pagesOf(before, sql);
    const QSet<qint64> known(old.cbegin(), old.cend());
    const QList<qint64> pages = pagesOf(store, sql);
    QFile file(store), copy(before);
    if (!file.open(QIODevice::ReadWrite) || !copy.open(QIODevice::ReadOnly))
        qFatal("cannot open %s", qPrintable(store));
    for (const qint64 page : pages) {
        const QByteArray stale = pageOf(copy, page);
        if (!known.contains(page) || stale == pageOf(file, page))
            continue;
        writePage(file, page, stale);
        return;
    }
    qFatal("no page of %s was written since", table);
}

} // namespace cairn
