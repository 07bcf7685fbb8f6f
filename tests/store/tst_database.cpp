// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/database.h"
#include "store/sqlite/migrator.h"
#include "store/tree/metastore.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <sqlite3.h>

#include <atomic>
#include <thread>

using namespace cairn;

namespace {

QList<Migration> withExtra(const QByteArray &sql)
{
    QList<Migration> migrations = bundledMigrations();
    migrations.append({migrations.last().version + 1, QStringLiteral("extra.sql"), sql});
    return migrations;
}

qint64 number(Database &database, const QString &sql)
{
    Statement query = database.statement(sql);
    if (!query.run() || !query.next())
        return -1;
    return query.integer(0);
}

} // namespace

class TestDatabase : public QObject {
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void createsSchemaAndPragmas();
    void migratesOnceAndKeepsACopy();
    void failedMigrationRollsBack();
    void danglingReferenceFailsMigration();
    void statesGetNames();
    void questionsStand();
    void aLockedFileIsNotWaitedForLong();
    void refusesNewerSchema();
    void aNewerSchemaUnderOnesFeetIsToldAsSuch();
    void refusesOtherFiles_data();
    void refusesOtherFiles();
    void refusesOtherProgramsDatabase();
    void transactionsNest();
    void givenUpInnerTransactionDoomsOuter();
    void sameStatementTwice();
    void nullStringsAreEmpty();
    void wrongSqlIsAnError();
    void exactlyTheNamesAreBound();
    void textsComeBackAsTheyWere();
    void twoConnectionsContend();
    void whoWaitsGoesBeforeWhoJustWrote();
    void manyOpenAtOnce();
    void metaKeepsDeviceAndAccount();

private:
    QString file() const { return m_folder->filePath(QStringLiteral("a/b/cairn.sqlite")); }
    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestDatabase::createsSchemaAndPragmas()
{
    auto database = Database::open(file());
    QVERIFY2(database, database ? "" : qPrintable(database.error().message));
    Database &db = **database;
    QCOMPARE(
        number(db, QStringLiteral("PRAGMA user_version")),
        qint64(bundledMigrations().last().version));
    QCOMPARE(number(db, QStringLiteral("PRAGMA foreign_keys")), 1);
    QCOMPARE(number(db, QStringLiteral("PRAGMA synchronous")), 2);
    QCOMPARE(number(db, QStringLiteral("PRAGMA temp_store")), 2);
    QVERIFY(number(db, QStringLiteral("PRAGMA mmap_size")) <= 0);
    Statement mode = db.statement(QStringLiteral("PRAGMA journal_mode"));
    QVERIFY(mode.run() && mode.next());
    QCOMPARE(mode.text(0), QStringLiteral("wal"));
    QVERIFY(db.setDurability(Database::Durability::Normal));
    QCOMPARE(number(db, QStringLiteral("PRAGMA synchronous")), 1);
    Statement stray = db.statement(
        QStringLiteral("INSERT INTO conflict_draft (document, body) VALUES (99, '{}')"));
    QVERIFY(!stray.run());
}

void TestDatabase::migratesOnceAndKeepsACopy()
{
    const int version = bundledMigrations().last().version;
    {
        auto database = Database::open(file());
        QVERIFY(database);
        QVERIFY(MetaStore(**database).setValue(QStringLiteral("before"), QStringLiteral("1")));
    }
    const QString copy = QStringLiteral("%1.v%2").arg(file()).arg(version);
    QVERIFY(!QFile::exists(copy));
    const QList<Migration> extended = withExtra("CREATE TABLE extra (a INTEGER) STRICT;");
    for (int i = 0; i < 2; ++i) { // the second time there is nothing left to do
        auto database = Database::open(file(), extended);
        QVERIFY(database);
        QCOMPARE(number(**database, QStringLiteral("SELECT count(*) FROM extra")), 0);
        QCOMPARE(number(**database, QStringLiteral("PRAGMA user_version")), version + 1);
    }
    QVERIFY(QFile::exists(copy));
    auto old = Database::open(copy); // the copy is a whole store of the former version
    QVERIFY(old);
    QCOMPARE(*MetaStore(**old).value(QStringLiteral("before")), std::optional(QStringLiteral("1")));
}

void TestDatabase::failedMigrationRollsBack()
{
    QVERIFY(Database::open(file()));
    auto broken = Database::open(
        file(),
        withExtra("CREATE TABLE extra (a INTEGER) STRICT; INSERT INTO nowhere VALUES (1);"));
    QVERIFY(!broken);
    QCOMPARE(broken.error().kind, ErrorKind::Storage);
    auto database = Database::open(file());
    QVERIFY(database);
    QCOMPARE(
        number(
            **database, QStringLiteral("SELECT count(*) FROM sqlite_schema WHERE name = 'extra'")),
        0);
}

void TestDatabase::danglingReferenceFailsMigration()
{
    QVERIFY(Database::open(file()));
    auto broken = Database::open(
        file(), withExtra("INSERT INTO conflict_draft (document, body) VALUES (42, '{}');"));
    QVERIFY(!broken);
    QVERIFY(Database::open(file()));
}

/// Migration 14.
void TestDatabase::statesGetNames()
{
    {
        const auto older = Database::open(file(), bundledMigrations().mid(0, 13));
        QVERIFY(older);
        QVERIFY((*older)->execute(QStringLiteral(
            "INSERT INTO document (key, id, type) VALUES (1, 'note:1', 'note');"
            "INSERT INTO revision (document, generation, hash, leaf, attempted) VALUES"
            " (1, 1, 'a', 0, 0), (1, 2, 'b', 0, 1), (1, 3, 'c', 1, 2);"
            "INSERT INTO version (key, document, generation, hash, at, device, kind, size, body)"
            " VALUES (5, 1, 3, 'c', 1, '', 'written', 1, X'7B7D'), (-1, 1, 2, 'b', 1, '', "
            "'received',"
            " 1, X'7B7D'), (-2, 1, 1, 'a', 1, '', 'received', 1, X'7B7D')")));
    }
    const auto database = Database::open(file());
    QVERIFY2(database, database ? "" : qPrintable(database.error().message));
    const auto all = [&database](const char *sql) {
        QStringList texts;
        Statement rows = (*database)->statement(QString::fromLatin1(sql));
        if (!rows.run())
            return QStringList(rows.status().error().message);
        while (rows.next())
            texts.append(rows.text(0));
        return texts;
    };
    QCOMPARE(
        all("SELECT hash || sending FROM revision ORDER BY generation"),
        (QStringList{QStringLiteral("a0"), QStringLiteral("b1"), QStringLiteral("c2")}));
    constexpr char kInOrder[] = "SELECT hash || late FROM version WHERE document = 1"
                                " ORDER BY late, key DESC";
    QCOMPARE(
        all(kInOrder),
        (QStringList{QStringLiteral("c0"), QStringLiteral("b1"), QStringLiteral("a1")}));
    Statement explained =
        (*database)->statement(QStringLiteral("EXPLAIN QUERY PLAN ") + QLatin1String(kInOrder));
    QVERIFY(explained.run());
    QVERIFY(explained.next());
    QVERIFY2(explained.text(3).contains(u"version_by_turn"), qPrintable(explained.text(3)));
    QVERIFY(!explained.next()); // nothing is sorted
}

/// Whoever keeps all others out is told of after some seconds, not hours.
void TestDatabase::aLockedFileIsNotWaitedForLong()
{
    QVERIFY(Database::open(file()));
    sqlite3 *other = nullptr;
    QCOMPARE(sqlite3_open(file().toUtf8().constData(), &other), SQLITE_OK);
    const char *lock = "PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE";
    QCOMPARE(sqlite3_exec(other, lock, nullptr, nullptr, nullptr), SQLITE_OK);
    QElapsedTimer elapsed;
    elapsed.start();
    const auto database = Database::open(file());
    sqlite3_close(other);
    QVERIFY(!database);
    QCOMPARE(database.error().kind, ErrorKind::Transient);
    QVERIFY2(elapsed.elapsed() < 16'000, qPrintable(QString::number(elapsed.elapsed())));
}

/// Migration 15.
void TestDatabase::questionsStand()
{
    {
        const auto older = Database::open(file(), bundledMigrations().mid(0, 14));
        QVERIFY(older);
        QVERIFY((*older)->execute(QStringLiteral(
            "INSERT INTO meta (name, value) VALUES ('removals_waiting', '2-abc');"
            "INSERT INTO held_removal (change) VALUES ('2-abc note:1 2-a'), ('2-abc note:2 2-b'),"
            " ('2-abc ~note:2'), ('1-old note:3 2-c')")));
    }
    const auto database = Database::open(file());
    QVERIFY2(database, database ? "" : qPrintable(database.error().message));
    Statement lines = (*database)->statement(QStringLiteral(
        "SELECT change FROM held_removal WHERE change GLOB 'open*' ORDER BY change"));
    QVERIFY(lines.run());
    QStringList open;
    while (lines.next())
        open.append(lines.text(0));
    QCOMPARE(open, (QStringList{QStringLiteral("open note:1"), QStringLiteral("open ~note:2")}));
}

/// A newer program may have been started beside one that still runs.
void TestDatabase::aNewerSchemaUnderOnesFeetIsToldAsSuch()
{
    const auto running = Database::open(file());
    QVERIFY(running);
    QVERIFY(MetaStore(**running).setValue(QStringLiteral("a"), QStringLiteral("1")));
    const auto newer =
        Database::open(file(), withExtra("ALTER TABLE meta RENAME COLUMN value TO worth"));
    QVERIFY(newer);
    const auto kept = MetaStore(**running).setValue(QStringLiteral("a"), QStringLiteral("2"));
    QVERIFY(!kept);
    QCOMPARE(kept.error().kind, ErrorKind::TooNew);
    const auto fresh = MetaStore(**running).value(QStringLiteral("a"));
    QVERIFY(!fresh);
    QCOMPARE(fresh.error().kind, ErrorKind::TooNew);
}

void TestDatabase::refusesNewerSchema()
{
    QVERIFY(Database::open(file(), withExtra("CREATE TABLE extra (a INTEGER) STRICT;")));
    auto older = Database::open(file());
    QVERIFY(!older);
    QCOMPARE(older.error().kind, ErrorKind::TooNew);
}

void TestDatabase::refusesOtherFiles_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("text") << QByteArray("This is a shopping list, not a database. ").repeated(100);
    QTest::newRow("broken header") << QByteArray("SQLite format 3").append(QByteArray(5000, 'x'));
}

void TestDatabase::refusesOtherFiles()
{
    QFETCH(QByteArray, content);
    QVERIFY(QDir().mkpath(QFileInfo(file()).absolutePath()));
    QFile other(file());
    QVERIFY(other.open(QIODevice::WriteOnly));
    other.write(content);
    other.close();
    auto database = Database::open(file());
    QVERIFY(!database);
    QCOMPARE(database.error().kind, ErrorKind::Locked);
    QVERIFY(other.open(QIODevice::ReadOnly));
    QCOMPARE(other.readAll(), content); // untouched
}

void TestDatabase::refusesOtherProgramsDatabase()
{
    {
        auto theirs = Database::open(file(), {});
        QVERIFY(theirs);
        QVERIFY((*theirs)->execute(QStringLiteral("CREATE TABLE theirs (a)")));
        QVERIFY((*theirs)->execute(QStringLiteral("PRAGMA application_id = 0")));
    }
    auto database = Database::open(file());
    QVERIFY(!database);
    QCOMPARE(database.error().kind, ErrorKind::Locked);
}

void TestDatabase::transactionsNest()
{
    auto opened = Database::open(file());
    QVERIFY(opened);
    Database &db = **opened;
    MetaStore meta(db);
    {
        Transaction outer(db);
        QVERIFY(outer.begin());
        Transaction inner(db);
        QVERIFY(inner.begin());
        QVERIFY(meta.setValue(QStringLiteral("a"), QStringLiteral("1")));
        QVERIFY(inner.commit());
        // The outer one is given up, so the inner one's work is gone as well.
    }
    QVERIFY(!db.inTransaction());
    QCOMPARE(*meta.value(QStringLiteral("a")), std::optional<QString>());
}

void TestDatabase::givenUpInnerTransactionDoomsOuter()
{
    auto opened = Database::open(file());
    QVERIFY(opened);
    Database &db = **opened;
    MetaStore meta(db);
    {
        Transaction outer(db);
        QVERIFY(outer.begin());
        QVERIFY(meta.setValue(QStringLiteral("a"), QStringLiteral("1")));
        {
            Transaction inner(db);
            QVERIFY(inner.begin());
        }
        QVERIFY(!outer.commit());
    }
    QCOMPARE(*meta.value(QStringLiteral("a")), std::optional<QString>());
    Transaction next(db);
    QVERIFY(next.begin());
    QVERIFY(next.commit());
}

void TestDatabase::sameStatementTwice()
{
    auto opened = Database::open(file());
    QVERIFY(opened);
    const QString sql = QStringLiteral("SELECT 1 UNION ALL SELECT 2");
    Statement first = (*opened)->statement(sql);
    QVERIFY(first.run() && first.next());
    {
        Statement second = (*opened)->statement(sql);
        QVERIFY(second.run() && second.next() && second.next());
        QCOMPARE(second.integer(0), 2);
    }
    QVERIFY(first.next());
    QCOMPARE(first.integer(0), 2);
    QVERIFY(!first.next());
    QVERIFY(first.status());
}

void TestDatabase::nullStringsAreEmpty()
{
    auto opened = Database::open(file());
    QVERIFY(opened);
    QVERIFY(MetaStore(**opened).setValue(QStringLiteral("empty"), QString()));
    QCOMPARE(*MetaStore(**opened).value(QStringLiteral("empty")), std::optional(QString()));
    Statement query =
        (*opened)->statement(QStringLiteral("SELECT :nothing IS NULL, typeof(:blob)"));
    query.bind(":nothing", QVariant()).bind(":blob", QByteArray());
    QVERIFY(query.run() && query.next());
    QCOMPARE(query.integer(0), 1);
    QCOMPARE(query.text(1), QStringLiteral("blob"));
}

void TestDatabase::wrongSqlIsAnError()
{
    auto opened = Database::open(file());
    QVERIFY(opened);
    Statement query = (*opened)->statement(QStringLiteral("SELECT nonsense FROM nowhere"));
    const Result<void> run = query.run();
    QVERIFY(!run);
    QCOMPARE(run.error().kind, ErrorKind::Storage);
}

void TestDatabase::exactlyTheNamesAreBound()
{
    auto opened = Database::open(file());
    QVERIFY(opened);
    const QString sql = QStringLiteral("SELECT :a + :b");
    {
        Statement both = (*opened)->statement(sql);
        QVERIFY(both.bind(":a", 1).bind(":b", 2).run() && both.next());
        QCOMPARE(both.integer(0), 3);
        QVERIFY(both.bind(":b", 5).run() && both.next()); // the other one stays
        QCOMPARE(both.integer(0), 6);
        QVERIFY(!both.bind(":c", 1).run());
    }
    Statement less = (*opened)->statement(sql);
    QVERIFY(!less.bind(":a", 1).run());
}

void TestDatabase::textsComeBackAsTheyWere()
{
    auto opened = Database::open(file());
    QVERIFY(opened);
    const QStringList texts{
        QStringLiteral(""), QStringLiteral("\u00e4\u65e5\U0001F600"),
        QString(QChar(QChar::ByteOrderMark)) + QChar(QChar::ByteOrderMark) + u'x',
        QStringLiteral("a") + QChar(0) + u'b'};
    for (const QString &text : texts) {
        Statement query = (*opened)->statement(QStringLiteral("SELECT :text, CAST(:text AS BLOB)"));
        QVERIFY(query.bind(":text", text).run() && query.next());
        QCOMPARE(query.text(0), text);
        QCOMPARE(query.value(0), QVariant(text));
        QCOMPARE(query.blob(1), text.toUtf8());
    }
}

void TestDatabase::twoConnectionsContend()
{
    QVERIFY(Database::open(file()));
    constexpr int kRounds = 100;
    const auto count = [this](int *failures) {
        auto opened = Database::open(file());
        if (!opened) {
            *failures = kRounds;
            return;
        }
        MetaStore meta(**opened);
        for (int i = 0; i < kRounds; ++i) {
            Transaction transaction(**opened);
            if (!transaction.begin()) {
                ++*failures;
                continue;
            }
            const int before =
                meta.value(QStringLiteral("n"))->value_or(QStringLiteral("0")).toInt();
            if (!meta.setValue(QStringLiteral("n"), QString::number(before + 1))
                || !transaction.commit())
                ++*failures;
        }
    };
    int failures[2] = {0, 0};
    std::thread other(count, &failures[0]);
    count(&failures[1]);
    other.join();
    QCOMPARE(failures[0] + failures[1], 0);
    auto opened = Database::open(file());
    QCOMPARE(
        *MetaStore(**opened).value(QStringLiteral("n")),
        std::optional(QString::number(2 * kRounds)));
}

/// One connection writes transaction after transaction, as a sync does; another one that wants to
/// write waits for the one at work, and for hardly another.
void TestDatabase::whoWaitsGoesBeforeWhoJustWrote()
{
    const auto db = std::move(Database::open(file())).value();
    std::atomic<int> written = 0;
    std::atomic<bool> enough = false;
    std::atomic<bool> failed = false;
    std::thread busy([&] {
        const auto sync = std::move(Database::open(file())).value();
        while (!enough && !failed) {
            Transaction transaction(*sync);
            failed = !transaction.begin();
            for (int i = 0; i < 2'000 && !failed; ++i)
                failed = !sync->execute(
                    QStringLiteral("INSERT INTO meta (name, value) VALUES ('n', '1')"
                                   " ON CONFLICT (name) DO UPDATE SET value = value + 1"));
            failed = failed || !transaction.commit();
            ++written;
        }
    });
    const auto stop = qScopeGuard([&] {
        enough = true;
        busy.join();
    });
    QTRY_VERIFY(written > 2);
    for (int i = 0; i < 20; ++i) {
        const int before = written;
        Transaction transaction(*db);
        QVERIFY(transaction.begin());
        // The one at work, one that began before the turn was taken, and its count.
        QVERIFY2(written - before <= 3, qPrintable(QString::number(written - before)));
        QVERIFY(transaction.commit());
    }
    QVERIFY(!failed);
}

void TestDatabase::manyOpenAtOnce()
{
    constexpr int kThreads = 4;
    for (int round = 0; round < 5; ++round) {
        const QString fresh = m_folder->filePath(QStringLiteral("new%1.sqlite").arg(round));
        QString errors[kThreads];
        std::vector<std::thread> threads;
        for (int i = 0; i < kThreads; ++i)
            threads.emplace_back([&fresh, error = &errors[i]] {
                auto opened = Database::open(fresh);
                if (!opened)
                    *error = opened.error().message + opened.error().context;
            });
        for (std::thread &thread : threads)
            thread.join();
        for (const QString &error : errors)
            QCOMPARE(error, QString());
    }
}

void TestDatabase::metaKeepsDeviceAndAccount()
{
    {
        auto opened = Database::open(file());
        QVERIFY(opened);
        MetaStore meta(**opened);
        QVERIFY(meta.initialize(QStringLiteral("device:A"), QStringLiteral("Laptop")));
        QVERIFY(!meta.account()->isValid());
        QVERIFY(
            meta.setAccount({QStringLiteral("https://example.org/notes"), QStringLiteral("anna")}));
        QVERIFY(meta.setDeviceName(QStringLiteral("Tablet")));
    }
    auto opened = Database::open(file());
    QVERIFY(opened);
    MetaStore meta(**opened);
    QVERIFY(meta.initialize(QStringLiteral("device:B"), QStringLiteral("Other")));
    QCOMPARE(meta.deviceId(), QStringLiteral("device:A"));
    QCOMPARE(meta.deviceName(), QStringLiteral("Tablet"));
    QCOMPARE(
        *meta.account(),
        (Account{QStringLiteral("https://example.org/notes"), QStringLiteral("anna")}));
    QVERIFY(meta.setAccount({}));
    QVERIFY(!meta.account()->isValid());
}

QTEST_GUILESS_MAIN(TestDatabase)
#include "tst_database.moc"
