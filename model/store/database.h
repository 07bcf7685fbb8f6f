#pragma once

#include "error.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>

#include <memory>
#include <unordered_map>

struct sqlite3;

namespace cairn {

class Statement;

/// One SQLite connection (QSQLITE, WAL) with prepared statements kept by their SQL text. Belongs to one thread.
class Database {
public:
    enum class Durability { Full, Normal }; ///< synchronous: Full for edits, Normal for what can be pulled again

    /// Opens or creates the file, sets the pragmas and brings the schema up to date (a copy is kept before an upgrade).
    static Result<std::unique_ptr<Database>> open(const QString &file);
    ~Database();

    /// A prepared statement, reset and ready to bind. It is given back when the guard goes out of scope.
    Statement statement(const QString &sql);
    Result<void> execute(const QString &sql); ///< one statement without values
    Result<void> setDurability(Durability durability); ///< outside a transaction
    sqlite3 *handle() const;
    QString file() const { return m_file; }
    Error lastError(const QSqlQuery &query, const QString &doing) const; ///< classified: DiskFull, Transient (busy), Storage …

private:
    friend class Statement;
    friend class Transaction;
    explicit Database(QString file);
    QString m_file;
    QString m_name;
    QSqlDatabase m_database;
    std::unordered_map<QString, QSqlQuery> m_statements;
    int m_depth = 0; ///< of nested transactions; only the outermost begins and commits
};

/// Guard for a prepared statement: bind by name, step, read; resets on destruction so that no read lock stays behind.
class Statement {
public:
    Statement(Database &database, QSqlQuery &query);
    ~Statement();
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;

    Statement &bind(const char *name, const QVariant &value); ///< ":name"
    Result<void> run(); ///< executes; rows follow by next()
    bool next();
    QVariant value(int column) const { return m_query.value(column); }
    qint64 integer(int column) const { return m_query.value(column).toLongLong(); }
    QString text(int column) const { return m_query.value(column).toString(); }
    bool isNull(int column) const { return m_query.isNull(column); }
    qint64 insertedId() const { return m_query.lastInsertId().toLongLong(); }
    int affected() const { return m_query.numRowsAffected(); }

private:
    Database &m_database;
    QSqlQuery &m_query;
};

/// BEGIN IMMEDIATE; rolls back unless committed. Nested ones join the outer one.
class Transaction {
public:
    explicit Transaction(Database &database);
    ~Transaction();
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    Result<void> begin();
    Result<void> commit();

private:
    Database &m_database;
    bool m_open = false;
};

} // namespace cairn
