// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultvfs.h"
#include "must.h"
#include "store/notes/notestore.h"
#include "store/sqlite/database.h"
#include "storecheck.h"
#include "storeinsides.h"
#include "teststore.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTest>

using namespace cairn;

using Kind = DiskFault::Kind;

/// The VFS that makes disks fail, and that the store meets what it makes up.
class TestFaultVfs : public QObject {
    Q_OBJECT

private slots:
    void errors_data();
    void errors();
    void everyWriteOfASave();
    void everyStatementOfASave();
    void oneOfTwoDisks();
    void onceOnly();
    void failedReadsLeaveTheSearchInStep();
    void busyTakesNoTime();
    void deadAtEveryWrite_data();
    void deadAtEveryWrite();
    void theDeadStayDead();
    void tornWriteArrivesHalf();

private:
    static Result<Saved> write(Store &store, const QString &title)
    {
        NoteContent content;
        content.title = title;
        content.body = title + QStringLiteral(" body");
        return store.notes().create(content);
    }
    FaultVfs m_vfs;
};

void TestFaultVfs::errors_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::addColumn<ErrorKind>("error");
    QTest::addColumn<int>("code");
    QTest::newRow("full") << Kind::Full << ErrorKind::DiskFull << SQLITE_FULL;
    QTest::newRow("write") << Kind::WriteError << ErrorKind::Storage << SQLITE_IOERR;
    QTest::newRow("sync") << Kind::SyncError << ErrorKind::Storage << SQLITE_IOERR;
    QTest::newRow("read-only") << Kind::ReadOnly << ErrorKind::Storage << SQLITE_READONLY;
    QTest::newRow("busy") << Kind::Busy << ErrorKind::Transient << SQLITE_BUSY;
    QTest::newRow("dead") << Kind::Dead << ErrorKind::Storage << SQLITE_IOERR;
}

/// The real store: each fault arrives with its own code and kind, changes
/// nothing, and is gone when the disk is well again.
void TestFaultVfs::errors()
{
    QFETCH(Kind, kind);
    QFETCH(ErrorKind, error);
    QFETCH(int, code);
    TestStore store;
    FaultDisk &disk = m_vfs.disk(store.folder());
    QVERIFY(write(*store, QStringLiteral("before")));
    disk.plan({kind, 1, true});
    const auto failed = write(*store, QStringLiteral("failed"));
    QVERIFY(!failed);
    QCOMPARE(failed.error().kind, error);
    QCOMPARE(failed.error().code & 0xff, code);
    QVERIFY(disk.fired() > 0);
    QVERIFY(!disk.lastFailure().isEmpty());
    if (kind == Kind::Dead)
        store.close();
    disk.heal();
    if (kind == Kind::Dead)
        store.reopen();
    QCOMPARE(must(store->tallies()).notes, 1);
    QVERIFY(write(*store, QStringLiteral("after")));
    store.reopen();
    QCOMPARE(must(store->tallies()).notes, 2);
    QCOMPARE(storeProblems(databaseOf(*store)), QStringList());
}

/// A sweep sees every write and ends.
void TestFaultVfs::everyWriteOfASave()
{
    TestStore store;
    FaultDisk &disk = m_vfs.disk(store.folder());
    int i = 1;
    for (;; ++i) {
        disk.plan({Kind::Full, i, true});
        const auto saved = write(*store, QString::number(i));
        const int fired = disk.fired();
        disk.heal();
        QCOMPARE(saved.has_value(), fired == 0);
        if (!fired)
            break;
        QCOMPARE(must(store->tallies()).notes, 0);
    }
    QVERIFY(i > 5);
    QCOMPARE(must(store->tallies()).notes, 1);
}

/// Each statement and each row: a save that failed changed nothing, one that did not is there.
void TestFaultVfs::everyStatementOfASave()
{
    QTemporaryDir folder;
    FaultDisk &disk = m_vfs.disk(folder.path());
    TestClock clock;
    SeededRandom random(1);
    const auto store = must(Store::open(
        {folder.filePath(QStringLiteral("s")), &clock, &random, {}, ChangeSet::Origin::Person}));
    int failures = 0;
    int expected = 0;
    bool commitFailed = false;
    for (int i = 1; i == 1 || disk.fired() > 0; ++i) {
        disk.plan({Kind::Statement, i, false});
        const auto saved = write(*store, QString::number(i));
        failures += saved ? 0 : 1;
        expected += saved ? 1 : 0;
        commitFailed |= !saved && disk.lastFailure().contains(QStringLiteral("COMMIT"));
        const int fired = disk.fired();
        disk.heal();
        QCOMPARE(must(store->tallies()).notes, expected);
        QVERIFY(saved || fired > 0);
    }
    QVERIFY(failures > 10);
    QVERIFY(commitFailed);
    QCOMPARE(storeProblems(databaseOf(*store)), QStringList());
}

void TestFaultVfs::oneOfTwoDisks()
{
    TestStore sick(1), well(2);
    FaultDisk &disk = m_vfs.disk(sick.folder());
    FaultDisk &other = m_vfs.disk(well.folder());
    QVERIFY(&disk != &other);
    QVERIFY(&disk == &m_vfs.disk(sick.folder()));
    disk.plan({Kind::Full, 1, true});
    other.plan({Kind::Full, 1'000'000, true});
    QVERIFY(!write(*sick, QStringLiteral("a")));
    QVERIFY(write(*well, QStringLiteral("a")));
    QVERIFY(other.calls() > 0);
    QCOMPARE(other.fired(), 0);
    disk.heal();
}

void TestFaultVfs::onceOnly()
{
    TestStore store;
    FaultDisk &disk = m_vfs.disk(store.folder());
    disk.plan({Kind::WriteError, 1, false});
    QVERIFY(!write(*store, QStringLiteral("a")));
    QVERIFY(write(*store, QStringLiteral("b")));
    QCOMPARE(disk.fired(), 1);
    disk.heal();
}

/// A read that fails while the search index is written must not spoil what is written next.
void TestFaultVfs::failedReadsLeaveTheSearchInStep()
{
    int fired = 1;
    int failures = 0;
    for (int i = 1; fired > 0; ++i) {
        TestStore store;
        FaultDisk &disk = m_vfs.disk(store.folder());
        const QString id = must(write(*store, QStringLiteral("pump"))).id;
        NotePatch rename;
        rename.title = QStringLiteral("valve");
        must(store.second()->notes().edit(id, rename)); // the first one's cache is worthless now
        NotePatch again;
        again.title = QStringLiteral("motor");
        disk.plan({Kind::ReadError, i, false});
        const auto saved = store->notes().edit(id, again);
        fired = disk.fired();
        failures += saved ? 0 : 1;
        disk.heal();
        QVERIFY2(write(*store, QStringLiteral("after")), qPrintable(disk.lastFailure()));
        QCOMPARE(storeProblems(databaseOf(*store)), QStringList());
    }
    QVERIFY(failures > 3);
}

void TestFaultVfs::busyTakesNoTime()
{
    TestStore store;
    FaultDisk &disk = m_vfs.disk(store.folder());
    disk.plan({Kind::Busy, 1, true});
    QElapsedTimer timer;
    timer.start();
    const auto failed = write(*store, QStringLiteral("a"));
    QVERIFY(!failed);
    QCOMPARE(failed.error().kind, ErrorKind::Transient);
    QVERIFY(timer.elapsed() < 2'000); // the busy time-out is 5 s
    QVERIFY(disk.fired() > 10); // and was lived through
    disk.heal();
}

void TestFaultVfs::deadAtEveryWrite_data()
{
    QTest::addColumn<Kind>("kind");
    QTest::newRow("dead") << Kind::Dead;
    QTest::newRow("torn") << Kind::Torn;
}

/// What was saved before the kill is there; what was being saved is there whole or not at all.
void TestFaultVfs::deadAtEveryWrite()
{
    QFETCH(Kind, kind);
    int i = 1;
    int fired = 1;
    for (; fired; ++i) {
        TestStore store;
        FaultDisk &disk = m_vfs.disk(store.folder());
        QVERIFY(write(*store, QStringLiteral("before")));
        disk.plan({kind, i, true});
        const auto saved = write(*store, QStringLiteral("during"));
        store.close();
        fired = disk.fired();
        QCOMPARE(disk.isDead(), fired > 0);
        disk.heal();
        store.reopen();
        const int notes = must(store->tallies()).notes;
        QVERIFY(saved ? notes == 2 : notes == 1 || notes == 2);
        QCOMPARE(storeProblems(databaseOf(*store)), QStringList());
    }
    QVERIFY(i > 5);
}

void TestFaultVfs::theDeadStayDead()
{
    TestStore store;
    FaultDisk &disk = m_vfs.disk(store.folder());
    auto second = store.second();
    disk.plan({Kind::Dead, 1, true});
    QVERIFY(!write(*store, QStringLiteral("a")));
    QVERIFY(!write(*second, QStringLiteral("a"))); // the whole process died
    disk.heal();
    QVERIFY(!write(*second, QStringLiteral("a")));
    second.reset();
    store.reopen();
    QVERIFY(write(*store, QStringLiteral("a")));
}

void TestFaultVfs::tornWriteArrivesHalf()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("plain"));
    FaultDisk &disk = m_vfs.disk(folder.path());
    disk.plan({Kind::Torn, 2, true}); // the first is the file that comes into being
    sqlite3_vfs *vfs = sqlite3_vfs_find(nullptr);
    QCOMPARE(vfs->zName, "cairn-fault");
    std::vector<char> memory(size_t(vfs->szOsFile), 0);
    auto *opened = reinterpret_cast<sqlite3_file *>(memory.data());
    const QByteArray name = file.toUtf8() + '\0' + '\0';
    const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_MAIN_DB;
    QCOMPARE(vfs->xOpen(vfs, name.constData(), opened, flags, nullptr), SQLITE_OK);
    const QByteArray text(100, 'x');
    QCOMPARE(
        opened->pMethods->xWrite(opened, text.constData(), int(text.size()), 0),
        SQLITE_IOERR_WRITE);
    opened->pMethods->xClose(opened);
    QCOMPARE(QFileInfo(file).size(), 50);
}

QTEST_GUILESS_MAIN(TestFaultVfs)
#include "tst_faultvfs.moc"
