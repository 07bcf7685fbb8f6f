// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/migrator.h"

#include "filemove.h"
#include "store/sqlite/database.h"
#include "store/sqlite/halffiles.h"
#include "store/sqlite/rawconnection.h"
#include "store/sqlite/sqliteerror.h"

#include <QDir>
#include <QFile>

#include <sqlite3.h>

static void initializeMigrationResources() { Q_INIT_RESOURCE(model); }

namespace cairn {

Result<int> schemaVersion(Database &database)
{
    Statement query = database.statement(QStringLiteral("PRAGMA user_version"));
    CAIRN_TRY(query.run());
    if (!query.next())
        return failure(ErrorKind::Storage, QStringLiteral("no schema version"), database.file());
    return int(query.integer(0));
}

namespace {

/// Through a connection of its own, while the caller holds the write lock: VACUUM cannot run inside
/// a transaction, and without the lock another process could upgrade the file under the copy.
Result<void> keepCopy(const QString &file, int version)
{
    const QString copy = QStringLiteral("%1.v%2").arg(file).arg(version);
    const QString partial = halffiles::partial(copy);
    QFile::remove(partial);
    CAIRN_ASSIGN(const RawConnection connection, raw::connect(file, SQLITE_OPEN_READWRITE));
    sqlite3 *handle = connection.get();
    sqlite3_stmt *statement = nullptr;
    const QByteArray target = partial.toUtf8();
    int code = sqlite3_prepare_v2(handle, "VACUUM INTO ?1", -1, &statement, nullptr);
    if (code == SQLITE_OK) {
        sqlite3_bind_text(statement, 1, target.constData(), int(target.size()), SQLITE_STATIC);
        code = sqlite3_step(statement);
        sqlite3_finalize(statement);
    }
    if (code != SQLITE_DONE)
        return Failure(sqliteError(handle, QStringLiteral("copying the store before an upgrade")));
    return moveOver(partial, copy);
}

Result<void> apply(Database &database, const Migration &migration)
{
    const QByteArray sql =
        migration.sql + "\n;PRAGMA user_version = " + QByteArray::number(migration.version) + ';';
    if (sqlite3_exec(database.handle(), sql.constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return Failure(
            sqliteError(database.handle(), QStringLiteral("migration %1").arg(migration.name)));
    Statement broken = database.statement(QStringLiteral("PRAGMA foreign_key_check"));
    CAIRN_TRY(broken.run());
    if (broken.next())
        return failure(
            ErrorKind::Storage, QStringLiteral("a row refers to nothing"), migration.name);
    return {};
}

} // namespace

QList<Migration> migrationsIn(const QString &folder)
{
    QList<Migration> migrations;
    const QDir dir(folder);
    for (const QString &name :
         dir.entryList({QStringLiteral("????_*.sql")}, QDir::Files, QDir::Name)) {
        QFile file(dir.filePath(name));
        const int version = name.left(4).toInt();
        if (version > 0 && file.open(QIODevice::ReadOnly))
            migrations.append({version, name, file.readAll()});
    }
    return migrations;
}

QList<Migration> bundledMigrations()
{
    initializeMigrationResources();
    return migrationsIn(QStringLiteral(":/cairn/migrations"));
}

Failure tooNew(int schema, int newest, const QString &file)
{
    return failure(
        ErrorKind::TooNew,
        QStringLiteral("schema %1 was written by a newer version, this one knows %2")
            .arg(schema)
            .arg(newest),
        file);
}

Result<void> migrate(Database &database, const QList<Migration> &migrations)
{
    const int newest = migrations.isEmpty() ? 0 : migrations.last().version;
    bool copied = false;
    for (;;) {
        CAIRN_ASSIGN(int version, schemaVersion(database));
        if (version > newest)
            return tooNew(version, newest, database.file());
        if (version == newest)
            return {};
        Transaction transaction(database);
        CAIRN_TRY(transaction.begin());
        // Another process may have migrated while we waited for the lock.
        CAIRN_ASSIGN(const int locked, schemaVersion(database));
        if (locked != version)
            continue;
        if (version > 0 && !copied)
            CAIRN_TRY(keepCopy(database.file(), version));
        copied = true;
        const auto next =
            std::find_if(migrations.begin(), migrations.end(), [version](const Migration &step) {
                return step.version > version;
            });
        CAIRN_TRY(apply(database, *next));
        CAIRN_TRY(transaction.commit());
    }
}

} // namespace cairn
