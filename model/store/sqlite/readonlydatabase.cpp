// SPDX-License-Identifier: GPL-3.0-or-later
// Database on a disk that takes nothing: full, read-only, somebody else's.

#include "store/sqlite/database.h"
#include "store/sqlite/tokenizer.h"
#include "store/sqlite/writeturn.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QUrl>

#include <sqlite3.h>

namespace cairn {

namespace {

int newestOf(const QList<Migration> &migrations)
{
    return migrations.isEmpty() ? 0 : migrations.constLast().version;
}

Failure tooOld(const QString &file)
{
    return failure(
        ErrorKind::Storage, QStringLiteral("the store must be upgraded, which needs to write"),
        file);
}

} // namespace

bool Database::needsToWrite(const Error &error)
{
    const int code = error.code & 0xff;
    return error.kind == ErrorKind::DiskFull
        || (error.kind == ErrorKind::Storage
            && (code == SQLITE_READONLY || code == SQLITE_CANTOPEN || code == SQLITE_PERM
                || code == SQLITE_IOERR));
}

/// Three ways, from the one that sees what others write to the one that costs most. SQLite needs to
/// write an index of the write-ahead log even for reading; where it cannot, a store without a log
/// is read as a file that never changes, and one with a log is copied to where there is room.
Result<std::unique_ptr<Database>>
Database::openReadOnly(const QString &file, const Error &why, const QList<Migration> &migrations)
{
    const QString path = QFileInfo(file).absoluteFilePath();
    if (!QFileInfo(path).isReadable())
        return Failure(why);
    const int newest = newestOf(migrations);
    const auto attempt = [&](const QString &query) -> Result<std::unique_ptr<Database>> {
        std::unique_ptr<Database> database(new Database(path));
        database->m_why = why;
        CAIRN_TRY(database->connectReadOnly(query));
        CAIRN_ASSIGN(const int version, schemaVersion(*database));
        if (version != newest)
            return tooOld(path);
        return database;
    };
    if (auto live = attempt(QStringLiteral("mode=ro")))
        return live;
    if (QFileInfo(path + QStringLiteral("-wal")).size() == 0) {
        if (auto still = attempt(QStringLiteral("immutable=1")))
            return still;
    }
    return openCopy(path, why, migrations);
}

Result<std::unique_ptr<Database>>
Database::openCopy(const QString &path, const Error &why, const QList<Migration> &migrations)
{
    auto folder = std::make_unique<QTemporaryDir>();
    const QString copy = folder->filePath(QFileInfo(path).fileName());
    bool copied = folder->isValid() && QFile::copy(path, copy);
    if (const QString log = path + QStringLiteral("-wal"); copied && QFileInfo::exists(log))
        copied = QFile::copy(log, copy + QStringLiteral("-wal"));
    if (!copied)
        return Failure(why);
    for (const QString &part : {copy, copy + QStringLiteral("-wal")})
        QFile::setPermissions(part, QFile::ReadOwner | QFile::WriteOwner);
    auto database = open(copy, migrations);
    if (!database)
        return Failure(why);
    (*database)->m_why = why;
    (*database)->m_copy = std::move(folder);
    CAIRN_TRY((*database)->run("PRAGMA query_only = ON"));
    return database;
}

Result<void> Database::connectReadOnly(const QString &query)
{
    QUrl url = QUrl::fromLocalFile(m_file);
    url.setQuery(query);
    CAIRN_TRY(openConnection(
        url.toString(QUrl::FullyEncoded),
        QStringLiteral("QSQLITE_OPEN_URI;QSQLITE_OPEN_READONLY")));
    for (const char *pragma :
         {"PRAGMA query_only = ON", "PRAGMA temp_store = MEMORY", "PRAGMA mmap_size = 0",
          "PRAGMA cache_size = -16384"})
        CAIRN_TRY(run(pragma));
    CAIRN_TRY(registerSearch(handle(), *m_vocabulary));
    // The first read is where it shows whether this works at all.
    Statement first = statement(QStringLiteral("SELECT count(*) FROM meta"));
    CAIRN_TRY(first.run());
    return first.next() ? Result<void>() : first.status();
}

} // namespace cairn
