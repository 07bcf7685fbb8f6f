// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "store/sqlite/migrator.h"

#include <QSqlDatabase>
#include <QVariant>

#include <memory>
#include <optional>
#include <unordered_map>

class QTemporaryDir;
struct sqlite3;
struct sqlite3_stmt;

namespace cairn {

class Statement;
class Vocabulary;
class WriteTurn;

/// "Carn" in the file's header: tells our files from those of other programs.
inline constexpr int kApplicationId = 0x4361726e;

/// One SQLite connection (WAL) with prepared statements kept by their SQL text. Belongs to one
/// thread. The connection is a QSqlDatabase; statements run on its driver's handle with SQLite's
/// own functions: a statement of a first sync takes a few microseconds, of which QSqlQuery's
/// records and variants would be the greater part.
class Database {
public:
    enum class Durability {
        Full,
        Normal
    }; ///< synchronous: Full for edits, Normal for what can be pulled again

    /// Opens or creates the file with its folder, sets the pragmas and brings the schema up to date
    /// (a copy is kept before an upgrade). TooNew: a newer version wrote it; Locked: not a database
    /// of ours, or damaged; DiskFull, Storage.
    static Result<std::unique_ptr<Database>>
    open(const QString &file, const QList<Migration> &migrations = bundledMigrations());
    /// Reads only, after open() failed with `why` on a disk that takes nothing. Every write fails
    /// with that reason. Where even reading needs to write, the store is copied to the system's
    /// temporary folder; what others write then is not seen. Returns `why` where nothing works.
    static Result<std::unique_ptr<Database>> openReadOnly(
        const QString &file, const Error &why,
        const QList<Migration> &migrations = bundledMigrations());
    static bool needsToWrite(const Error &error); ///< reading only may still work
    static constexpr int kReadOnlyFile = 8; ///< SQLite's code for a file that takes no writing
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /// A prepared statement, reset and ready to bind. It is given back when the guard goes out of
    /// scope. The same text may be asked for again meanwhile. SQL that does not compile fails in
    /// Statement::run.
    Statement statement(const QString &sql);
    Result<void> execute(const QString &sql); ///< one statement without values
    Result<void> setDurability(Durability durability); ///< outside a transaction
    /// Differs from the last time when another connection, of this process or another one, has
    /// committed since.
    Result<qint64> dataVersion();
    sqlite3 *handle() const { return m_handle; }
    QString file() const { return m_file; }
    bool inTransaction() const { return m_depth > 0; }
    /// Why it cannot be written; nothing: it can.
    const std::optional<Error> &readOnlyReason() const { return m_why; }
    /// Classified: DiskFull, Transient (busy), TooNew (a newer version changed the schema under
    /// this one), Storage …
    Error lastError(const QString &doing) const;

private:
    friend class Statement;
    friend class Transaction;
    struct Prepared {
        ~Prepared();
        sqlite3_stmt *handle = nullptr; ///< nullptr: the SQL does not compile
        std::optional<Error> problem; ///< why
        bool inUse = false;
    };
    explicit Database(QString file);
    static Result<std::unique_ptr<Database>>
    openCopy(const QString &path, const Error &why, const QList<Migration> &migrations);
    Result<void> connect();
    Result<void> connectReadOnly(const QString &query);
    Result<void> openConnection(const QString &name, const QString &options);
    Result<void> useLog();
    Result<void> takeHandle();
    Result<void> checkOwner();
    Result<void> keepWords();
    Result<void> beginImmediate();
    Result<void> run(const char *sql);
    std::unique_ptr<Prepared> prepare(const QString &sql) const;

    QString m_file;
    QString m_name; ///< of the connection, one an object
    QSqlDatabase m_database;
    sqlite3 *m_handle = nullptr; ///< m_database's own, while it is open
    std::unique_ptr<QTemporaryDir> m_copy; ///< where the file is, see openReadOnly()
    std::optional<Error> m_why; ///< it cannot be written
    int m_schema = 0; ///< the newest that is known; 0: none was asked for yet
    std::unique_ptr<WriteTurn> m_turn;
    std::unique_ptr<Vocabulary> m_vocabulary; ///< the tokenizer of the connection tells it of words
    std::unordered_map<QString, std::unique_ptr<Prepared>> m_statements;
    int m_depth = 0; ///< of nested transactions; only the outermost begins and commits
    bool m_searchStale = false; ///< the search index may remember what it could not read
    bool m_doomed = false; ///< an inner transaction was given up: the outer one must not commit
};

/// Classifies a SQLite result code (primary or extended).
ErrorKind storageErrorKind(int sqliteCode);

/// Guard for a prepared statement: bind by name, step, read; resets on destruction so that no read
/// lock stays behind.
class Statement {
public:
    ~Statement();
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;

    /// ":name". An invalid QVariant is NULL; a null QString is the empty text, a null QByteArray
    /// the empty blob. run() fails unless exactly the names in the SQL (fewer than 64) are bound.
    Statement &bind(const char *name, const QVariant &value);
    Statement &bind(const char *name, const QString &text);
    Statement &bind(const char *name, const QByteArray &blob);
    Statement &bind(const char *name, qint64 number);
    Statement &bind(const char *name, int number) { return bind(name, qint64(number)); }
    Statement &bind(const char *name, double number);
    Result<void> run(); ///< executes from the start, values stay bound; rows follow by next()
    bool next();
    Result<void>
    status() const; ///< after next() said false: whether the rows ended because of an error
    QVariant value(int column) const;
    qint64 integer(int column) const;
    double real(int column) const;
    QString text(int column) const; ///< null for NULL
    QByteArray blob(int column) const; ///< of a text, its UTF-8
    bool isNull(int column) const;
    qint64 insertedId() const; ///< of the last row this connection inserted
    int affected() const; ///< rows changed by the last statement of this connection

private:
    friend class Database;
    Statement(const Database &database, Database::Prepared *shared);
    Statement(const Database &database, std::unique_ptr<Database::Prepared> own);
    enum class State { Idle, FirstRow, Rows, Ended };
    int parameter(const char *name);
    void step();

    const Database &m_database;
    std::unique_ptr<Database::Prepared> m_own; ///< only while another guard holds the kept one
    Database::Prepared *m_prepared;
    State m_state = State::Idle;
    quint64 m_bound = 0; ///< parameters with a value, by their numbers
    std::optional<Error> m_error;
};

/// BEGIN IMMEDIATE; rolls back unless committed. Nested ones join the outer one; when one of them
/// is given up, the outer one can no longer commit.
class Transaction {
public:
    explicit Transaction(Database &database);
    ~Transaction();
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    Result<void> begin(); ///< Transient: another connection wrote for longer than the busy time-out
    Result<void> commit();
    void rollBack(); ///< of an open one; begin() may follow

private:
    Database &m_database;
    bool m_open = false;
};

} // namespace cairn
