// SPDX-License-Identifier: GPL-3.0-or-later
#include "operations.h"
#include "store/care/doctor.h"
#include "store/conflict/conflictstore.h"
#include "store/notes/notestore.h"
#include "storecheck.h"
#include "storeinsides.h"

#include <sqlite3.h>

namespace cairn {

namespace {

QString lineOf(const Statement &query, int columns)
{
    QStringList values;
    for (int i = 0; i < columns; ++i)
        values.append(query.isNull(i) ? QStringLiteral("NULL") : query.text(i));
    return values.join(QLatin1Char('|'));
}

QStringList read(Database &database, const QString &sql, int columns)
{
    Statement query = database.statement(sql);
    if (const auto run = query.run(); !run)
        qFatal("%s: %s", qPrintable(sql), qPrintable(run.error().message));
    QStringList lines;
    while (query.next())
        lines.append(lineOf(query, columns));
    if (const auto ended = query.status(); !ended)
        qFatal("%s: %s", qPrintable(sql), qPrintable(ended.error().message));
    return lines;
}

} // namespace

Result<void> Bench::open()
{
    m_random = std::make_unique<SeededRandom>(1'000 + ++m_openings);
    CAIRN_ASSIGN(m_store, Store::open(options()));
    return {};
}

QStringList Bench::rows()
{
    Database &database = databaseOf(*m_store);
    const QStringList tables = read(
        database,
        QStringLiteral("SELECT name FROM sqlite_schema WHERE type = 'table'"
                       " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'note_text%'"
                       " AND name NOT LIKE 'word\\_part%' ESCAPE '\\'"
                       " ORDER BY name"),
        1);
    QStringList all;
    for (const QString &table : tables) {
        const int columns =
            read(
                database, QStringLiteral("SELECT count(*) FROM pragma_table_info('%1')").arg(table),
                1)
                .constFirst()
                .toInt();
        const QStringList lines =
            read(database, QStringLiteral("SELECT * FROM \"%1\"").arg(table), columns);
        for (const QString &line : lines) {
            // When the file came to be differs between a store and its copy.
            if (table != u"meta" || !line.startsWith(u"home"))
                all.append(table + QStringLiteral(": ") + line);
        }
    }
    return all;
}

QStringList Bench::content()
{
    Database &database = databaseOf(*m_store);
    QStringList all = read(
        database,
        QStringLiteral("SELECT n.title, n.body, n.tags, n.trashed, n.pinned, n.conflict, b.name,"
                       " (SELECT count(*) FROM version v WHERE v.document = n.document),"
                       " (SELECT count(*) FROM revision r WHERE r.document = n.document AND r.leaf)"
                       " FROM note n LEFT JOIN notebook b ON b.id = n.notebook"),
        9);
    all += read(
        database,
        QStringLiteral("SELECT 'notebook', b.name, p.name FROM notebook b"
                       " LEFT JOIN notebook p ON p.id = b.parent WHERE b.merged_into IS NULL"),
        3);
    all += read(
        database,
        QStringLiteral("SELECT 'tally', kind, iif(kind = 'notebook', '', name), notes FROM tally"
                       " WHERE notes > 0"),
        4);
    all += read(database, QStringLiteral("SELECT 'checkpoint', body FROM checkpoint"), 2);
    all += read(database, QStringLiteral("SELECT 'draft', body FROM conflict_draft"), 2);
    all.sort();
    return all;
}

QStringList Bench::problems()
{
    // A statement that was left open holds a lock, and the log grows for ever.
    QStringList open;
    sqlite3 *handle = databaseOf(*m_store).handle();
    for (sqlite3_stmt *next = sqlite3_next_stmt(handle, nullptr); next;
         next = sqlite3_next_stmt(handle, next)) {
        if (sqlite3_stmt_busy(next))
            open.append(QStringLiteral("left open: ") + QString::fromUtf8(sqlite3_sql(next)));
    }
    if (!sqlite3_get_autocommit(handle))
        open.append(QStringLiteral("left in a transaction"));
    return open + storeProblems(databaseOf(*m_store));
}

QString Bench::unhealthy()
{
    const auto checks = m_store->doctor().check();
    if (!checks)
        return checks.error().message;
    for (const DoctorCheck &check : *checks) {
        if (!check.ok)
            return check.name + QStringLiteral(": ") + check.detail;
    }
    return {};
}

} // namespace cairn
