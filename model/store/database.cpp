#include "store/database.h"

#include "store/tokenizer.h"

#include <QDir>
#include <QFileInfo>
#include <QSqlDriver>
#include <QSqlError>

#include <sqlite3.h>

namespace cairn {

namespace {

constexpr int kBusyTimeoutMs = 5'000; // far above the longest transaction of ours

Error sqlError(const QSqlError &error, const QString &doing)
{
    const int code = error.nativeErrorCode().toInt();
    const QString message =
        error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    return Error{storageErrorKind(code), code, message, doing, -1};
}

} // namespace

ErrorKind storageErrorKind(int sqliteCode)
{
    switch (sqliteCode & 0xff) {
    case SQLITE_FULL:
        return ErrorKind::DiskFull;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ErrorKind::Transient;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ErrorKind::Locked;
    default:
        return ErrorKind::Storage;
    }
}

Database::Database(QString file)
    : m_file(std::move(file))
    , m_name(QStringLiteral("cairn-%1").arg(quintptr(this), 0, 16))
{
}

Database::~Database()
{
    m_statements.clear();
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

Result<std::unique_ptr<Database>>
Database::open(const QString &file, const QList<Migration> &migrations)
{
    const QFileInfo info(file);
    if (!QDir().mkpath(info.absolutePath()))
        return failure(
            ErrorKind::Storage, QStringLiteral("cannot make the folder"), info.absolutePath());
    std::unique_ptr<Database> database(new Database(info.absoluteFilePath()));
    CAIRN_TRY(database->connect());
    CAIRN_TRY(database->checkOwner());
    CAIRN_TRY(migrate(*database, migrations));
    CAIRN_TRY(
        database->run("PRAGMA foreign_keys = ON")); // off during migrations, they rebuild tables
    return database;
}

Result<void> Database::connect()
{
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name);
    m_database.setDatabaseName(m_file);
    m_database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(kBusyTimeoutMs));
    if (!m_database.open())
        return Failure(sqlError(m_database.lastError(), QStringLiteral("opening %1").arg(m_file)));
    for (const char *pragma : {
             "PRAGMA journal_mode = WAL",
             "PRAGMA synchronous = FULL",
             "PRAGMA temp_store = MEMORY",
             "PRAGMA mmap_size = 0", // an I/O error would be a signal, and an encrypting VFS could
                                     // not work
             "PRAGMA cache_size = -16384", // 16 MiB
             "PRAGMA journal_size_limit = 67108864",
         })
        CAIRN_TRY(run(pragma));
    return registerSearch(handle());
}

/// A database of another program is refused rather than filled with our tables.
Result<void> Database::checkOwner()
{
    {
        Statement query =
            statement(QStringLiteral("SELECT (SELECT count(*) FROM sqlite_schema), application_id"
                                     " FROM pragma_application_id"));
        CAIRN_TRY(query.run());
        if (!query.next())
            return failure(ErrorKind::Storage, QStringLiteral("the schema cannot be read"), m_file);
        if (query.integer(1) == kApplicationId)
            return {};
        if (query.integer(0) > 0)
            return failure(
                ErrorKind::Locked, QStringLiteral("a database of another program"), m_file);
    }
    const QByteArray mark = "PRAGMA application_id = " + QByteArray::number(kApplicationId);
    return run(mark.constData());
}

Result<void> Database::run(const char *sql)
{
    if (sqlite3_exec(handle(), sql, nullptr, nullptr, nullptr) == SQLITE_OK)
        return {};
    const int code = sqlite3_extended_errcode(handle());
    return failure(
        storageErrorKind(code), QString::fromUtf8(sqlite3_errmsg(handle())), QString::fromUtf8(sql),
        code);
}

std::unique_ptr<Database::Prepared> Database::prepare(const QString &sql) const
{
    auto prepared = std::make_unique<Prepared>(Prepared{QSqlQuery(m_database), false, false});
    prepared->query.setForwardOnly(true);
    prepared->ready = prepared->query.prepare(sql);
    return prepared;
}

Statement Database::statement(const QString &sql)
{
    std::unique_ptr<Prepared> &kept = m_statements[sql];
    if (!kept || !kept->ready)
        kept = prepare(sql);
    if (kept->inUse)
        return Statement(*this, prepare(sql));
    return Statement(*this, kept.get());
}

Result<void> Database::execute(const QString &sql) { return run(sql.toUtf8().constData()); }

Result<void> Database::setDurability(Durability durability)
{
    return run(
        durability == Durability::Full ? "PRAGMA synchronous = FULL"
                                       : "PRAGMA synchronous = NORMAL");
}

Result<qint64> Database::dataVersion()
{
    Statement query = statement(QStringLiteral("PRAGMA data_version"));
    CAIRN_TRY(query.run());
    if (!query.next())
        return failure(ErrorKind::Storage, QStringLiteral("no data version"), m_file);
    return query.integer(0);
}

sqlite3 *Database::handle() const
{
    return *static_cast<sqlite3 **>(m_database.driver()->handle().data());
}

Error Database::lastError(const QSqlQuery &query, const QString &doing) const
{
    return sqlError(query.lastError(), doing);
}

Statement::Statement(const Database &database, Database::Prepared *shared)
    : m_database(database)
    , m_prepared(shared)
{
    m_prepared->inUse = true;
}

Statement::Statement(const Database &database, std::unique_ptr<Database::Prepared> own)
    : m_database(database)
    , m_own(std::move(own))
    , m_prepared(m_own.get())
{
    m_prepared->inUse = true;
}

Statement::~Statement()
{
    query().finish();
    m_prepared->inUse = false;
}

Statement &Statement::bind(const char *name, const QVariant &value)
{
    // The driver stores null strings and arrays as NULL; to us they are empty values.
    const QString placeholder = QString::fromLatin1(name);
    if (value.typeId() == QMetaType::QString && value.toString().isNull())
        query().bindValue(placeholder, QStringLiteral(""));
    else if (value.typeId() == QMetaType::QByteArray && value.toByteArray().isNull())
        query().bindValue(placeholder, QByteArray(""));
    else
        query().bindValue(placeholder, value);
    return *this;
}

Result<void> Statement::run()
{
    if (m_prepared->ready && query().exec())
        return {};
    return Failure(m_database.lastError(query(), query().lastQuery()));
}

bool Statement::next() { return query().next(); }

Result<void> Statement::status() const
{
    if (query().lastError().type() == QSqlError::NoError)
        return {};
    return Failure(m_database.lastError(query(), query().lastQuery()));
}

Transaction::Transaction(Database &database)
    : m_database(database)
{
}

Transaction::~Transaction()
{
    if (m_open)
        rollBack();
}

Result<void> Transaction::begin()
{
    if (m_database.m_depth == 0) {
        CAIRN_TRY(m_database.run("BEGIN IMMEDIATE"));
        m_database.m_doomed = false;
    }
    ++m_database.m_depth;
    m_open = true;
    return {};
}

Result<void> Transaction::commit()
{
    if (m_database.m_depth > 1) {
        --m_database.m_depth;
        m_open = false;
        return {};
    }
    if (m_database.m_doomed)
        return failure(
            ErrorKind::Storage, QStringLiteral("a part of the change failed"), m_database.file());
    CAIRN_TRY(m_database.run("COMMIT"));
    m_database.m_depth = 0;
    m_open = false;
    return {};
}

void Transaction::rollBack()
{
    m_open = false;
    if (--m_database.m_depth > 0) {
        m_database.m_doomed = true;
        return;
    }
    // SQLite may have rolled back by itself (disk full): then this fails, and that is as well.
    (void)m_database.run("ROLLBACK");
}

} // namespace cairn
