#include "store/backup.h"

#include "store/database.h"
#include "store/migrator.h"
#include "store/sqliteerror.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace cairn {

namespace {

constexpr int kBusyTimeoutMs = 10'000;

struct CloseConnection {
    void operator()(sqlite3 *handle) const { sqlite3_close(handle); }
};
using Connection = std::unique_ptr<sqlite3, CloseConnection>;

Failure sqliteFailure(sqlite3 *handle, const QString &doing)
{
    return Failure(sqliteError(handle, doing));
}

Result<Connection> connect(const QString &file, int flags)
{
    sqlite3 *handle = nullptr;
    const int code = sqlite3_open_v2(file.toUtf8().constData(), &handle, flags, nullptr);
    Connection connection(handle);
    if (code != SQLITE_OK)
        return sqliteFailure(handle, file);
    sqlite3_busy_timeout(handle, kBusyTimeoutMs);
    return connection;
}

Result<void> run(sqlite3 *handle, const char *sql)
{
    if (sqlite3_exec(handle, sql, nullptr, nullptr, nullptr) == SQLITE_OK)
        return {};
    return sqliteFailure(handle, QString::fromLatin1(sql));
}

Result<QByteArray> value(sqlite3 *handle, const char *sql)
{
    sqlite3_stmt *statement = nullptr;
    sqlite3_prepare_v2(handle, sql, -1, &statement, nullptr);
    const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt *)> finalizer(
        statement, &sqlite3_finalize);
    if (sqlite3_step(statement) != SQLITE_ROW)
        return sqliteFailure(handle, QString::fromLatin1(sql));
    return QByteArray(reinterpret_cast<const char *>(sqlite3_column_text(statement, 0)));
}

/// All pages in one go: the copy is the state of one moment, and writers of a WAL store need not
/// wait for it.
Result<void> copy(sqlite3 *from, sqlite3 *to, const QString &doing)
{
    sqlite3_backup *backup = sqlite3_backup_init(to, "main", from, "main");
    if (!backup)
        return sqliteFailure(to, doing);
    int code = SQLITE_OK;
    for (int waited = 0; waited < kBusyTimeoutMs; waited += 50) {
        code = sqlite3_backup_step(backup, -1);
        if (code != SQLITE_BUSY && code != SQLITE_LOCKED)
            break;
        sqlite3_sleep(50);
    }
    if (sqlite3_backup_finish(backup) == SQLITE_OK && code == SQLITE_DONE)
        return {};
    return sqliteFailure(to, doing); // finish() left the reason there
}

void syncFolder(const QString &file)
{
#ifdef Q_OS_UNIX
    const QByteArray folder = QFile::encodeName(QFileInfo(file).absolutePath());
    if (const int descriptor = ::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        descriptor >= 0) {
        ::fsync(descriptor);
        ::close(descriptor);
    }
#else
    Q_UNUSED(file)
#endif
}

/// rename(2) replaces the target in one step, which QFile::rename refuses to do.
Result<void> moveOver(const QString &from, const QString &to)
{
    const QByteArray source = QFile::encodeName(from);
    const QByteArray target = QFile::encodeName(to);
#ifdef Q_OS_WIN
    QFile::remove(to);
#endif
    if (std::rename(source.constData(), target.constData()) != 0)
        return failure(ErrorKind::Storage, QString::fromLocal8Bit(std::strerror(errno)), to);
    syncFolder(to);
    return {};
}

void removeDatabase(const QString &file)
{
    for (const char *suffix : {"", "-wal", "-shm", "-journal"})
        QFile::remove(file + QLatin1String(suffix));
}

/// Into a new file that appears only when it is complete. Without a write-ahead log: one file is
/// the whole backup.
Result<void> copyToFile(sqlite3 *from, const QString &file)
{
    const QString partial = file + QStringLiteral(".partial");
    removeDatabase(partial);
    const auto write = [&]() -> Result<void> {
        CAIRN_ASSIGN(
            const Connection to, connect(partial, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE));
        CAIRN_TRY(run(to.get(), "PRAGMA synchronous = FULL"));
        CAIRN_TRY(copy(from, to.get(), QStringLiteral("writing %1").arg(file)));
        return run(to.get(), "PRAGMA journal_mode = DELETE");
    };
    Result<void> written = write();
    if (written)
        written = moveOver(partial, file);
    removeDatabase(partial); // after a success only what SQLite could not remove
    return written;
}

int newestSchema()
{
    const QList<Migration> migrations = bundledMigrations();
    return migrations.isEmpty() ? 0 : migrations.constLast().version;
}

/// Only a whole store of ours that we can read.
Result<Connection> openBackup(const QString &file)
{
    if (!QFileInfo(file).isFile())
        return failure(ErrorKind::NotFound, QStringLiteral("no such file"), file);
    const auto notOurs = [&file] {
        return failure(ErrorKind::Invalid, QStringLiteral("not a backup made by Cairn"), file);
    };
    CAIRN_ASSIGN(Connection connection, connect(file, SQLITE_OPEN_READWRITE));
    const Result<QByteArray> owner = value(connection.get(), "PRAGMA application_id");
    if (!owner && owner.error().kind != ErrorKind::Locked)
        return Failure(owner.error());
    if (!owner || owner->toInt() != kApplicationId)
        return notOurs();
    CAIRN_ASSIGN(const QByteArray version, value(connection.get(), "PRAGMA user_version"));
    if (version.toInt() > newestSchema())
        return failure(ErrorKind::TooNew, QStringLiteral("written by a newer version"), file);
    if (version.toInt() <= 0)
        return notOurs();
    CAIRN_ASSIGN(const QByteArray verdict, value(connection.get(), "PRAGMA quick_check(1)"));
    if (verdict != "ok")
        return failure(ErrorKind::Locked, QStringLiteral("the backup is damaged"), file);
    return connection;
}

QString unusedName(const QString &store)
{
    for (int i = 1;; ++i) {
        const QString name = QStringLiteral("%1.replaced-%2").arg(store).arg(i);
        if (!QFileInfo::exists(name))
            return name;
    }
}

/// False only when it is damaged: a store that is busy, or whose disk fails for a moment, must not
/// be put aside under its users.
Result<bool> isStore(sqlite3 *handle)
{
    const Result<QByteArray> verdict = value(handle, "PRAGMA quick_check(1)");
    if (!verdict && verdict.error().kind != ErrorKind::Locked)
        return Failure(verdict.error());
    return verdict && *verdict == "ok";
}

} // namespace

Result<void> Backup::write(Database &database, const QString &file)
{
    const QString target = QFileInfo(file).absoluteFilePath();
    if (QFileInfo(target).isDir())
        return failure(ErrorKind::Invalid, QStringLiteral("this is a folder"), target);
    if (QFileInfo::exists(target)
        && QFileInfo(target).canonicalFilePath() == QFileInfo(database.file()).canonicalFilePath())
        return failure(ErrorKind::Invalid, QStringLiteral("this is the store itself"), target);
    return copyToFile(database.handle(), target);
}

Result<Backup::Restored> Backup::restore(const QString &backup, const QString &store)
{
    CAIRN_ASSIGN(const Connection from, openBackup(backup));
    Restored restored;
    if (!QFileInfo::exists(store)) {
        QDir().mkpath(QFileInfo(store).absolutePath());
        CAIRN_TRY(copyToFile(from.get(), store));
        return restored;
    }
    if (QFileInfo(store).canonicalFilePath() == QFileInfo(backup).canonicalFilePath())
        return failure(ErrorKind::Invalid, QStringLiteral("this is the store itself"), backup);
    restored.kept = unusedName(store);
    CAIRN_ASSIGN(const Connection to, connect(store, SQLITE_OPEN_READWRITE));
    CAIRN_ASSIGN(const bool whole, isStore(to.get()));
    if (whole) {
        CAIRN_TRY(copyToFile(to.get(), restored.kept));
        CAIRN_TRY(copy(from.get(), to.get(), QStringLiteral("restoring %1").arg(backup)));
        return restored;
    }
    // Too damaged for SQLite: its files are put aside as they are.
    for (const char *suffix : {"-wal", "-shm", ""}) {
        const QString part = store + QLatin1String(suffix);
        if (QFileInfo::exists(part))
            CAIRN_TRY(moveOver(part, restored.kept + QLatin1String(suffix)));
    }
    CAIRN_TRY(copyToFile(from.get(), store));
    return restored;
}

} // namespace cairn
