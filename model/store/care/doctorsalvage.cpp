// SPDX-License-Identifier: GPL-3.0-or-later
// Doctor: pages that cannot be read, where what people wrote can.

#include "store/care/damagedtexts.h"
#include "store/care/doctor.h"
#include "store/care/storetraces.h"
#include "store/care/wholetable.h"
#include "store/sqlite/database.h"
#include "store/sqlite/rawconnection.h"
#include "store/tree/storecontext.h"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <utility>

namespace cairn {

namespace {

/// Made again from the revisions by a repair, or by the next sync, and logs that nobody misses for
/// long.
constexpr std::array kDerived{"note",       "note_tag",     "tag_name",          "notebook",
                              "tally",      "outbox",       "outbox_dependency", "note_text",
                              "word",       "word_part",    "activity",          "sync_run",
                              "checkpoint", "shown_before", "here_before",       "held_removal",
                              "first_shown"};

/// Which of them a table belongs to: "note_text_data" is a part of the index note_text. Empty:
/// none.
QByteArray derivedOf(const QByteArray &table)
{
    for (const char *derived : kDerived) {
        if (table == derived)
            return table;
    }
    for (const char *index : {"note_text", "word_part"}) {
        if (table.startsWith(QByteArray(index) + '_'))
            return index;
    }
    return {};
}

Result<QByteArrayList> rowsOf(Database &database, const QByteArray &sql)
{
    QByteArrayList all;
    Statement rows = database.statement(QString::fromUtf8(sql));
    CAIRN_TRY(rows.run());
    while (rows.next())
        all.append(rows.blob(0));
    CAIRN_TRY(rows.status());
    return all;
}

/// False: it is damaged, or an index of it is.
Result<bool> isSound(Database &database, const QByteArray &table)
{
    const auto found = rowsOf(database, "PRAGMA integrity_check('" + table + "')");
    if (!found && found.error().kind != ErrorKind::Locked)
        return Failure(found.error());
    return found && *found == QByteArrayList{"ok"};
}

enum class Rows { Lose, Keep };

/// Out of the list of tables without a look at its pages, which may lead anywhere, and made anew
/// with indexes and triggers. What the pages took is free after VACUUM.
Result<void> makeAgain(Database &database, const QByteArray &table, Rows rows)
{
    QByteArray whole = "tbl_name = '" + table + '\'';
    if (derivedOf(table + "_")
        == table) // what a virtual table keeps its content in, it makes by itself
        whole += " OR tbl_name GLOB '" + table + "_*'";
    const QByteArray makes = "SELECT sql FROM sqlite_schema WHERE tbl_name = '" + table
        + "' AND sql IS NOT NULL AND type %1 'table' ORDER BY type, name";
    CAIRN_ASSIGN(
        const QByteArrayList first, rowsOf(database, QByteArray(makes).replace("%1", "=")));
    CAIRN_ASSIGN(
        const QByteArrayList then, rowsOf(database, QByteArray(makes).replace("%1", "<>")));
    QByteArrayList steps;
    if (rows == Rows::Keep)
        steps << "CREATE TEMP TABLE salvaged AS SELECT * FROM \"" + table + "\" NOT INDEXED";
    steps << "PRAGMA writable_schema = ON"
          << "DELETE FROM main.sqlite_schema WHERE " + whole << "PRAGMA writable_schema = RESET";
    steps += first;
    if (rows == Rows::Keep)
        steps << "INSERT INTO main.\"" + table + "\" SELECT * FROM temp.salvaged"
              << "DROP TABLE temp.salvaged";
    steps += then;
    for (const QByteArray &sql : std::as_const(steps)) {
        if (const auto done = database.execute(QString::fromUtf8(sql)); !done) {
            (void)database.execute(QStringLiteral("PRAGMA writable_schema = RESET"));
            return done;
        }
    }
    return {};
}

QString restoreFrom(const QString &file)
{
    const QList<StoreCopy> copies = storetraces::copies(file);
    // One that a repair kept has the damage.
    const auto newest = std::find_if(copies.cbegin(), copies.cend(), [](const StoreCopy &copy) {
        if (copy.notes < 0)
            return false;
        const auto opened = raw::connect(copy.file, SQLITE_OPEN_READONLY);
        if (!opened || !raw::distrust(opened->get()))
            return false;
        const auto verdict = raw::value(opened->get(), "PRAGMA quick_check(1)");
        const auto damaged = DamagedTexts::find(opened->get());
        return verdict && *verdict == "ok" && damaged && damaged->count == 0;
    });
    return newest == copies.cend()
        ? QStringLiteral("`restore` takes a backup, of which none lies beside the notes")
        : QStringLiteral("`restore` takes a backup: the newest here is %1").arg(newest->file);
}

} // namespace

bool Doctor::isDamage(const Error &error)
{
    // The codes of others mean something else: an HTTP status 523 ends in 11.
    if (error.kind != ErrorKind::Locked)
        return false;
    const int code = error.code > 0 ? error.code & 0xff : 0;
    return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
}

DoctorCheck Doctor::cannotBeOpened(const Error &error, const QString &file)
{
    return {
        QStringLiteral("database"), false,
        QStringLiteral("it cannot be opened: %1; %2").arg(error.message, restoreFrom(file))};
}

Result<Doctor::Damage> Doctor::findDamage()
{
    Damage damage;
    CAIRN_ASSIGN(
        const QByteArrayList tables,
        rowsOf(
            m_context.database,
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY name"));
    for (const QByteArray &table : tables) {
        CAIRN_ASSIGN(const bool sound, isSound(m_context.database, table));
        if (sound)
            continue;
        const QByteArray derived = derivedOf(table);
        if (!derived.isEmpty()) {
            if (!damage.derived.contains(derived))
                damage.derived.append(derived);
            continue;
        }
        CAIRN_ASSIGN(const bool whole, isWhole(m_context.database, table));
        (whole ? damage.indexes : damage.lost).append(table);
    }
    // The index of the words is fed by changes of the list: an empty one needs an empty one.
    const QByteArrayList words{"word", "word_part"};
    if (damage.derived.contains(words.first()) != damage.derived.contains(words.last())) {
        damage.derived.removeIf(
            [&words](const QByteArray &table) { return words.contains(table); });
        damage.derived += words;
    }
    return damage;
}

QString Doctor::wordsFor(const Damage &damage) const
{
    if (damage.lost.isEmpty())
        return QStringLiteral("what people wrote can be read: --repair makes the rest anew");
    return QStringLiteral("a part of what people wrote is lost or cannot be read (%1), and "
                          "--repair changes nothing;"
                          " `export` saves every note that can still be read; %2")
        .arg(QString::fromUtf8(damage.lost.join(", ")), restoreFrom(m_context.database.file()));
}

/// Within a transaction: nobody sees lists that are empty until they are made again.
Result<void> Doctor::replaceDamaged(const Damage &damage)
{
    CAIRN_TRY(m_context.database.execute(QStringLiteral("PRAGMA defer_foreign_keys = ON")));
    for (const QByteArray &table : damage.derived)
        CAIRN_TRY(makeAgain(m_context.database, table, Rows::Lose));
    for (const QByteArray &table : damage.indexes)
        CAIRN_TRY(makeAgain(m_context.database, table, Rows::Keep));
    return {};
}

/// Leaves the damaged pages behind, and a damaged list of free ones.
Result<void> Doctor::writeAnew() { return m_context.database.execute(QStringLiteral("VACUUM")); }

} // namespace cairn
