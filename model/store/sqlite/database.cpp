// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/database.h"

#include "store/sqlite/migrator.h"
#include "store/sqlite/rawconnection.h"
#include "store/sqlite/sqliteerror.h"
#include "store/sqlite/sqlitefiles.h"
#include "store/sqlite/tokenizer.h"
#include "store/sqlite/vocabulary.h"
#include "store/sqlite/writeturn.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFileInfo>
#include <QSqlDriver>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>

#include <sqlite3.h>

#include <mutex>

namespace cairn {

namespace {

constexpr int kBusyTimeoutMs = 5'000; // far above the longest transaction of ours

/// Asks again every millisecond. (SQLite's own handler soon sleeps for 25 ms and more, and would
/// hardly ever meet the moments between two transactions of a first sync.)
int waitForLock(void *, int asked)
{
    if (asked >= kBusyTimeoutMs)
        return 0;
    sqlite3_sleep(1);
    return 1;
}

/// SQLite counts its memory under a lock that every thread takes for every block. Nobody asks for
/// the figures, and a first sync is 3 % faster without. Refused (harmlessly) once SQLite is in use.
void countNoMemory()
{
    static std::once_flag once;
    std::call_once(once, [] { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); });
}

/// SQLite's UTF-8. (QString::fromUtf8 would take a mark at the beginning for one of byte order.)
QString fromUtf8(const char *text, int size)
{
    if (size >= 3 && text[0] == '\xef' && text[1] == '\xbb' && text[2] == '\xbf')
        return QChar(QChar::ByteOrderMark) + fromUtf8(text + 3, size - 3);
    return QString::fromUtf8(text, size);
}

} // namespace

ErrorKind storageErrorKind(int sqliteCode)
{
    switch (sqliteCode & 0xff) {
    case SQLITE_FULL:
        return ErrorKind::DiskFull;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL: // another process held a lock of the write-ahead log for too long
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
    , m_turn(std::make_unique<WriteTurn>(m_file))
    , m_vocabulary(std::make_unique<Vocabulary>())
{
}

Database::~Database()
{
    m_statements.clear(); // before the connection, which cannot close while a statement is open
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
    database->m_schema = migrations.isEmpty() ? 0 : migrations.last().version;
    CAIRN_TRY(database->keepWords());
    database->m_turn->leaveMark();
    CAIRN_TRY(
        database->run("PRAGMA foreign_keys = ON")); // off during migrations, they rebuild tables
    return database;
}

Result<void> Database::openConnection(const QString &name, const QString &options)
{
    countNoMemory();
    CAIRN_TRY(checkSqliteFiles(m_file));
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name);
    m_database.setDatabaseName(name);
    m_database.setConnectOptions(
        QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1;%2").arg(kBusyTimeoutMs).arg(options));
    if (!m_database.open()) {
        const QSqlError error = m_database.lastError();
        const int code = error.nativeErrorCode().toInt();
        return failure(
            storageErrorKind(code),
            error.databaseText().isEmpty() ? error.driverText() : error.databaseText(),
            QStringLiteral("opening %1").arg(m_file), code);
    }
    return takeHandle();
}

Result<void> Database::connect()
{
    CAIRN_TRY(openConnection(m_file, QString()));
    // SQLite opens what takes no writing, and tells at the first write.
    if (sqlite3_db_readonly(handle(), "main") == 1)
        return failure(
            ErrorKind::Storage, QStringLiteral("the database cannot be written"), m_file,
            kReadOnlyFile);
    CAIRN_TRY(useLog());
    for (const char *pragma : {
             "PRAGMA synchronous = FULL",
             "PRAGMA temp_store = MEMORY",
             "PRAGMA secure_delete = ON", // what was deleted is not in the file; a first sync
                                          // writes a tenth more
             "PRAGMA mmap_size = 0", // an I/O error would be a signal, and an encrypting VFS could
                                     // not work
             "PRAGMA cache_size = -16384", // 16 MiB
             "PRAGMA wal_autocheckpoint = 4000", // 16 MiB: pages that change all the time reach the
                                                 // file less often, and the disk is waited for less
                                                 // often
             "PRAGMA journal_size_limit = 67108864",
         })
        CAIRN_TRY(run(pragma));
    return registerSearch(handle(), *m_vocabulary);
}

/// Several connections to a new file may all want this first one change, and for the lock that it
/// takes last, SQLite asks no busy handler. For others it does: all of that together is waited for
/// no longer than for any lock.
Result<void> Database::useLog()
{
    const QDeadlineTimer deadline(kBusyTimeoutMs);
    for (;;) {
        auto done = run("PRAGMA journal_mode = WAL");
        if (done || done.error().kind != ErrorKind::Transient || deadline.hasExpired())
            return done;
        sqlite3_sleep(1);
    }
}

/// Qt's driver may carry a SQLite of its own (builds of Qt that did not choose the system's do);
/// its handles mean nothing to the one linked here, and the first call would crash.
Result<void> Database::takeHandle()
{
    QSqlQuery query(m_database);
    if (!query.exec(QStringLiteral("SELECT sqlite_source_id()")) || !query.next()
        || query.value(0).toString() != QLatin1String(sqlite3_sourceid()))
        return failure(
            ErrorKind::Storage, QStringLiteral("Qt's database driver uses another SQLite"), m_file);
    m_handle = *static_cast<sqlite3 **>(m_database.driver()->handle().data());
    sqlite3_extended_result_codes(m_handle, 1);
    sqlite3_busy_handler(m_handle, &waitForLock, nullptr);
    return {};
}

/// Not where only a part of the schema was asked for.
Result<void> Database::keepWords()
{
    Statement query = statement(QStringLiteral("SELECT 1 FROM sqlite_schema WHERE name = 'word'"));
    CAIRN_TRY(query.run());
    if (query.next())
        m_vocabulary->keep();
    return query.status();
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
    return Failure(lastError(QString::fromUtf8(sql)));
}

Database::Prepared::~Prepared() { sqlite3_finalize(handle); }

std::unique_ptr<Database::Prepared> Database::prepare(const QString &sql) const
{
    auto prepared = std::make_unique<Prepared>();
    const QByteArray text = sql.toUtf8();
    if (sqlite3_prepare_v3(
            m_handle, text.constData(), int(text.size()) + 1, SQLITE_PREPARE_PERSISTENT,
            &prepared->handle, nullptr)
        != SQLITE_OK)
        prepared->problem = lastError(sql);
    return prepared;
}

Statement Database::statement(const QString &sql)
{
    std::unique_ptr<Prepared> &kept = m_statements[sql];
    if (!kept || !kept->handle)
        kept = prepare(sql);
    if (kept->inUse)
        return Statement(*this, prepare(sql));
    return Statement(*this, kept.get());
}

Result<void> Database::execute(const QString &sql) { return run(sql.toUtf8().constData()); }

/// When a read fails inside FTS5, SQLite rolls the transaction back while FTS5 is still at work,
/// and FTS5 goes on to remember totals that it could not read; the next note would be counted with
/// them. A transaction that touches the index and is rolled back in the ordinary way makes it
/// forget.
Result<void> Database::beginImmediate()
{
    if (m_why)
        return Failure(*m_why);
    m_turn->take();
    const auto begun = run("BEGIN IMMEDIATE");
    m_turn->giveBack();
    CAIRN_TRY(begun);
    if (!m_searchStale)
        return {};
    const auto touched = run("DELETE FROM note_text WHERE rowid = -1"); // there is none
    if (!sqlite3_get_autocommit(m_handle))
        CAIRN_TRY(run("ROLLBACK"));
    CAIRN_TRY(touched);
    m_searchStale = false;
    return run("BEGIN IMMEDIATE");
}

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

Error Database::lastError(const QString &doing) const
{
    const Error error = sqliteError(m_handle, doing);
    if (error.code == SQLITE_ERROR && m_schema > 0) { // a newer version may have changed the schema
        const auto schema = raw::value(m_handle, "PRAGMA user_version");
        if (schema && schema->toInt() > m_schema)
            return tooNew(schema->toInt(), m_schema, m_file).value();
    }
    return m_why && (error.code & 0xff) == SQLITE_READONLY ? *m_why : error;
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
    m_prepared->inUse = false;
    if (!m_prepared->handle)
        return;
    sqlite3_reset(m_prepared->handle);
    sqlite3_clear_bindings(m_prepared->handle); // they may be as large as a note
}

int Statement::parameter(const char *name)
{
    const int index = sqlite3_bind_parameter_index(m_prepared->handle, name);
    m_bound |= quint64(1) << index; // 0: no such name
    if (m_state != State::Idle) { // values cannot change while rows are read
        sqlite3_reset(m_prepared->handle);
        m_state = State::Idle;
    }
    return index;
}

Statement &Statement::bind(const char *name, const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::UnknownType:
        sqlite3_bind_null(m_prepared->handle, parameter(name));
        return *this;
    case QMetaType::QByteArray:
        return bind(name, value.toByteArray());
    case QMetaType::Bool:
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::LongLong:
    case QMetaType::ULongLong:
        return bind(name, qint64(value.toLongLong()));
    case QMetaType::Double:
        return bind(name, value.toDouble());
    default:
        return bind(name, value.toString());
    }
}

Statement &Statement::bind(const char *name, const QString &text)
{
    const QByteArray bytes = text.toUtf8();
    sqlite3_bind_text64(
        m_prepared->handle, parameter(name), bytes.isNull() ? "" : bytes.constData(),
        sqlite3_uint64(bytes.size()), SQLITE_TRANSIENT, SQLITE_UTF8);
    return *this;
}

Statement &Statement::bind(const char *name, const QByteArray &blob)
{
    sqlite3_bind_blob64(
        m_prepared->handle, parameter(name), blob.isNull() ? "" : blob.constData(),
        sqlite3_uint64(blob.size()), SQLITE_TRANSIENT);
    return *this;
}

Statement &Statement::bind(const char *name, qint64 number)
{
    sqlite3_bind_int64(m_prepared->handle, parameter(name), number);
    return *this;
}

Statement &Statement::bind(const char *name, double number)
{
    sqlite3_bind_double(m_prepared->handle, parameter(name), number);
    return *this;
}

Result<void> Statement::run()
{
    if (!m_prepared->handle)
        return Failure(*m_prepared->problem);
    const int parameters = sqlite3_bind_parameter_count(m_prepared->handle);
    if (m_bound != ((quint64(1) << parameters) - 1) << 1)
        return failure(
            ErrorKind::Storage, QStringLiteral("other values than the statement has names"),
            QString::fromUtf8(sqlite3_sql(m_prepared->handle)));
    sqlite3_reset(m_prepared->handle);
    m_error.reset();
    step();
    if (m_state == State::Rows)
        m_state = State::FirstRow;
    return status();
}

bool Statement::next()
{
    if (m_state == State::FirstRow)
        m_state = State::Rows;
    else if (m_state == State::Rows)
        step();
    return m_state == State::Rows;
}

void Statement::step()
{
    // Outside of its transaction, which SQLite gave up, a statement would be a change of its own.
    if (m_database.m_depth > 0 && sqlite3_get_autocommit(m_database.handle())) {
        m_state = State::Ended;
        m_error = Error{
            ErrorKind::Storage, 0, QStringLiteral("an earlier part of the change failed"),
            m_database.file(), -1};
        return;
    }
    const int code = sqlite3_step(m_prepared->handle);
    m_state = code == SQLITE_ROW ? State::Rows : State::Ended;
    if (code != SQLITE_ROW && code != SQLITE_DONE)
        m_error = m_database.lastError(QString::fromUtf8(sqlite3_sql(m_prepared->handle)));
}

Result<void> Statement::status() const { return m_error ? Failure(*m_error) : Result<void>(); }

QVariant Statement::value(int column) const
{
    switch (sqlite3_column_type(m_prepared->handle, column)) {
    case SQLITE_NULL:
        return {};
    case SQLITE_INTEGER:
        return integer(column);
    case SQLITE_FLOAT:
        return real(column);
    case SQLITE_BLOB:
        return blob(column);
    default:
        return text(column);
    }
}

qint64 Statement::integer(int column) const
{
    return sqlite3_column_int64(m_prepared->handle, column);
}

double Statement::real(int column) const
{
    return sqlite3_column_double(m_prepared->handle, column);
}

QString Statement::text(int column) const
{
    const auto *text = sqlite3_column_text(m_prepared->handle, column);
    if (!text)
        return {};
    return fromUtf8(
        reinterpret_cast<const char *>(text), sqlite3_column_bytes(m_prepared->handle, column));
}

QByteArray Statement::blob(int column) const
{
    const void *bytes = sqlite3_column_blob(m_prepared->handle, column);
    return QByteArray(
        static_cast<const char *>(bytes), sqlite3_column_bytes(m_prepared->handle, column));
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_prepared->handle, column) == SQLITE_NULL;
}

qint64 Statement::insertedId() const { return sqlite3_last_insert_rowid(m_database.handle()); }

int Statement::affected() const { return sqlite3_changes(m_database.handle()); }

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
        CAIRN_TRY(m_database.beginImmediate());
        m_database.m_doomed = false;
    }
    ++m_database.m_depth;
    m_open = true;
    return {};
}

Result<void> Transaction::commit()
{
    if (!m_open) // a second commit would end the transaction around this one
        return failure(
            ErrorKind::Storage, QStringLiteral("no transaction is open"), m_database.file());
    if (m_database.m_depth > 1) {
        --m_database.m_depth;
        m_open = false;
        return {};
    }
    if (m_database.m_doomed)
        return failure(
            ErrorKind::Storage, QStringLiteral("a part of the change failed"), m_database.file());
    CAIRN_TRY(m_database.m_vocabulary->write(m_database));
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
    m_database.m_vocabulary->rolledBack();
    // SQLite may have rolled back by itself (disk full, a failed read).
    if (sqlite3_get_autocommit(m_database.handle()))
        m_database.m_searchStale = true;
    else
        (void)m_database.run("ROLLBACK");
}

} // namespace cairn
