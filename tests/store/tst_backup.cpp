// SPDX-License-Identifier: GPL-3.0-or-later
#include "damagepage.h"
#include "document.h"
#include "manynotes.h"
#include "must.h"
#include "nobodyelse.h"
#include "store/care/backup.h"
#include "store/care/doctor.h"
#include "store/care/safetycopies.h"
#include "store/care/storetraces.h"
#include "store/conflict/conflictstore.h"
#include "store/conflict/removalguard.h"
#include "store/notes/notebookstore.h"
#include "store/notes/tagstore.h"
#include "store/replica/outboxstore.h"
#include "store/replica/replicastore.h"
#include "store/restore.h"
#include "store/search/searchindex.h"
#include "store/sqlite/halffiles.h"
#include "store/sqlite/tokenizer.h"
#include "store/sqlite/vocabulary.h"
#include "store/tree/metastore.h"
#include "storeinsides.h"
#include "teststore.h"

#include <QDir>
#include <QDirIterator>
#include <QProcess>
#include <QSet>
#include <QTest>
#include <QThread>

#include <sqlite3.h>

#include <atomic>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

using namespace cairn;

constexpr qint64 kDay = 24ll * 3'600'000; // ms
const QString kOil = QStringLiteral("Change the oil");
/// A word of it is another one now, in a table that has texts.
const QString kAlter =
    QStringLiteral("UPDATE %1 SET body = CAST(replace(CAST(body AS TEXT), 'oil', 'nil') AS BLOB)"
                   " WHERE instr(body, 'oil') > 0");

class TestBackup : public QObject {
    Q_OBJECT

private slots:
    void init() { m = std::make_unique<TestStore>(); }
    void cleanup() { m.reset(); }

    void backupAndRestore()
    {
        const QString id = add(QStringLiteral("kept"));
        const QString file = path("backup.cairn");
        must(Backup::write(databaseOf(**m), file));
        add(QStringLiteral("later"));
        m->close();
        const Restored restored = must(restoreBackup(file, options(), nobodyElse));
        m->reopen();
        QCOMPARE(titles(), QStringList(QStringLiteral("kept")));
        QCOMPARE(must((*m)->notes().note(id)).title, QStringLiteral("kept"));
        QVERIFY(Doctor::isHealthy(must((*m)->doctor().check())));

        QVERIFY(QFile::exists(restored.kept));
        m->close();
        must(restoreBackup(restored.kept, options(), nobodyElse));
        m->reopen();
        QCOMPARE(titles(), (QStringList{QStringLiteral("kept"), QStringLiteral("later")}));
    }

    /// A profile that was copied, or made from somebody else's backup, is a device of its own.
    void aCopyIsAnotherDevice()
    {
        if (!QFileInfo(m->file()).birthTime().isValid())
            QSKIP("this file system does not say when a file was made");
        const QString original = (*m)->meta().deviceId();
        add(QStringLiteral("kept"));
        must(Backup::write(databaseOf(**m), path("backup.cairn")));
        QTest::qWait(20); // a time of birth of its own
        TestStore other(2);
        other.close();
        must(restoreBackup(path("backup.cairn"), options(other.file()), nobodyElse));
        other.reopen();
        QVERIFY(other->meta().deviceId() != original);
        const QString fresh = other->meta().deviceId();
        other.reopen();
        QCOMPARE(other->meta().deviceId(), fresh); // once
        QVERIFY(Doctor::isHealthy(must(other->doctor().check())));
        m->reopen();
        QCOMPARE((*m)->meta().deviceId(), original);
        m->close();
        const QString moved = path("moved.sqlite");
        QVERIFY(QFile::rename(m->file(), moved) && QFile::rename(moved, m->file()));
        m->reopen();
        QCOMPARE((*m)->meta().deviceId(), original);
    }

    void startRemovesWhatAKilledCopyLeft()
    {
        const QDir folder(m->folder());
        QVERIFY(folder.mkpath(QStringLiteral("backups")));
        const auto leave = [&folder](const QString &name, int hours) {
            QFile file(folder.filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write("half") == 4 && file.flush()
                && file.setFileTime(
                    QDateTime::currentDateTime().addSecs(-3'600 * hours),
                    QFileDevice::FileModificationTime);
        };
        const QStringList old{
            QStringLiteral("cairn.sqlite.replaced-1.partial"),
            QStringLiteral("cairn.sqlite.partial-journal"),
            QStringLiteral("backups/cairn-2026-01-01-000000.sqlite.partial")};
        for (const QString &name : old)
            QVERIFY(leave(name, 2));
        // Of processes: those of one that is gone need not wait.
        QProcess gone;
        gone.start(QCoreApplication::applicationFilePath(), {QStringLiteral("-functions")});
        QVERIFY(gone.waitForStarted());
        const QString killed = QString::number(gone.processId());
        QVERIFY(gone.waitForFinished());
        const QString mine = QString::number(QCoreApplication::applicationPid());
        const auto restoring = [](const QString &process) {
            return QStringList{
                QStringLiteral("cairn.sqlite.restoring-%1").arg(process),
                QStringLiteral("cairn.sqlite.restoring-%1-wal").arg(process),
                QStringLiteral("cairn.sqlite.restoring-%1-turn").arg(process),
                QStringLiteral("cairn.sqlite.replaced-1.partial-%1").arg(process),
                QStringLiteral("backups/cairn-2026-01-03-000000.sqlite.partial-%1").arg(process)};
        };
        for (const QString &name : restoring(killed) + restoring(mine))
            QVERIFY(leave(name, 0));
        const QStringList others{
            QStringLiteral("backups/cairn-2026-01-02-000000.sqlite.partial"),
            QStringLiteral("somebody.partial"), QStringLiteral("cairn.sqlite.replaced-1")};
        QVERIFY(leave(others.at(0), 0) && leave(others.at(1), 2) && leave(others.at(2), 2));
        m->reopen();
        for (const QString &name : old)
            QVERIFY2(!folder.exists(name), qPrintable(name));
        for (const QString &name : others)
            QVERIFY2(folder.exists(name), qPrintable(name));
        for (const QString &name : restoring(killed))
            QVERIFY2(!folder.exists(name), qPrintable(name));
        for (const QString &name : restoring(mine))
            QVERIFY2(folder.exists(name), qPrintable(name));
    }

    /// One file is the whole backup, and an older one is replaced.
    void backupLeavesNothingBeside()
    {
        const QString file = path("backup.cairn");
        add(QStringLiteral("a"));
        must(Backup::write(databaseOf(**m), file));
        must(Backup::write(databaseOf(**m), file));
        QCOMPARE(
            QDir(m->folder()).entryList({QStringLiteral("backup*")}),
            QStringList(QStringLiteral("backup.cairn")));
    }

    void backupWhileAnotherConnectionWrites()
    {
        const auto other = m->second();
        add(QStringLiteral("committed"));
        Transaction open(databaseOf(*other));
        must(open.begin());
        must(databaseOf(*other).execute(QStringLiteral("UPDATE note SET title = 'half'")));
        const QString file = path("backup.cairn");
        must(Backup::write(databaseOf(**m), file));
        m->close();
        const QString elsewhere = path("elsewhere/cairn.sqlite");
        QCOMPARE(must(restoreBackup(file, options(elsewhere), nobodyElse)).kept, QString());
        const auto store =
            must(Store::open({elsewhere, &m->clock, &m->random, {}, ChangeSet::Origin::Person}));
        QCOMPARE(must(store->notes().list({})).at(0).title, QStringLiteral("committed"));
    }

    /// Text that was deleted is not found in the bytes of the files.
    void deletedTextLeavesTheFile()
    {
        const QByteArray canary("quetzalcoatlcanary");
        const QString words = QString::fromLatin1(canary) + QLatin1Char(' ');
        for (int i = 0; i < 40; ++i)
            add(QStringLiteral("bystander %1").arg(i));
        const QString id = add(words + QStringLiteral("title"));
        NotePatch patch;
        patch.body = words.repeated(4'000); // pages of its own
        must((*m)->notes().edit(id, patch));
        QVERIFY(bytesOf(m->file()).contains(canary));
        must((*m)->notes().remove({id}, true));
        must(databaseOf(**m).execute(QStringLiteral("DELETE FROM version")));
        bool more = true;
        for (bool first = true; more; first = false)
            more = must((*m)->search().forgetDeleted(first));
        must(databaseOf(**m).execute(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)")));
        QVERIFY(!bytesOf(m->file()).contains(canary));
        QVERIFY(Doctor::isHealthy(must((*m)->doctor().check())));
    }

    /// What SQLite would take for a new database, and remove the log that may hold the notes.
    void anEmptyFileWhereNotesWereIsNoNewStore_data()
    {
        QTest::addColumn<QString>("beside");
        QTest::addColumn<bool>("gone");
        QTest::newRow("log of the database") << QStringLiteral("cairn.sqlite-wal") << false;
        QTest::newRow("turn") << QStringLiteral("cairn.sqlite-turn") << false;
        QTest::newRow("witness") << QStringLiteral("sync.lock") << false;
        QTest::newRow("safety copy") << QStringLiteral("backups/cairn-2026.sqlite") << false;
        QTest::newRow("upgrade copy") << QStringLiteral("cairn.sqlite.v3") << false;
        QTest::newRow("replaced") << QStringLiteral("cairn.sqlite.replaced-1") << false;
        QTest::newRow("gone, log") << QStringLiteral("cairn.sqlite-wal") << true;
        QTest::newRow("gone, safety copy") << QStringLiteral("backups/cairn-2026.sqlite") << true;
    }
    void anEmptyFileWhereNotesWereIsNoNewStore()
    {
        QFETCH(QString, beside);
        QFETCH(bool, gone);
        m->close();
        const QString folder = path("other");
        QDir().mkpath(folder + QStringLiteral("/backups"));
        Store::Options other = options(folder + QStringLiteral("/cairn.sqlite"));
        other.witnesses = QStringList{folder + QStringLiteral("/sync.lock")};
        if (!gone)
            write("other/cairn.sqlite", "");
        write(QByteArray("other/" + beside.toLatin1()).constData(), "bytes");
        const auto opened = Store::open(other);
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::Locked);
        QCOMPARE(opened.error().code, storetraces::kNotesMissing);
        QVERIFY(opened.error().message.contains(QFileInfo(beside).fileName()));
        QCOMPARE(bytesOf(folder + QLatin1Char('/') + beside), QByteArray("bytes"));
        other.anew = true;
        QVERIFY(Store::open(other));
    }

    void anEmptyFileByItselfIsANewStore()
    {
        m->close();
        write("other.sqlite", "");
        QVERIFY(Store::open(options(path("other.sqlite"))));
        QVERIFY(Store::open(options(path("other.sqlite")))); // there is one now
    }

    /// The restored store is a new device; what this one wrote before is this one's all the same.
    void whatWasWrittenHereIsStillOurs()
    {
        const QString id = must((*m)->notes().create(noteCalled(QStringLiteral("Pump"), kOil))).id;
        NotePatch patch;
        patch.body = kOil + u'!';
        m->clock.advance(kDay);
        must((*m)->notes().edit(id, patch));
        const QString file = path("backup.cairn");
        must(Backup::write(databaseOf(**m), file));
        const QString before = (*m)->meta().deviceId();
        for (int i = 0; i < 2; ++i) {
            must(restoreBackup(file, options(), nobodyElse));
            m->reopen();
            QVERIFY((*m)->meta().deviceId() != before);
            QVERIFY((*m)->meta().wasThisDevice(before));
        }
        QVERIFY(!(*m)->meta().isThisDevice(QStringLiteral("device:01H00000000000000000000000")));
        // The server has what was written after the backup: another version, of this device.
        const Note note = must((*m)->notes().note(id));
        patch.body = kOil + QStringLiteral(" today");
        must((*m)->notes().edit(id, patch));
        DocumentRevision theirs;
        theirs.id = id;
        theirs.body = note.raw;
        theirs.body.insert(field::kBody, kOil + QStringLiteral(" tomorrow"));
        theirs.rev = makeRevId(note.rev, false, theirs.body);
        theirs.path = {theirs.rev, note.rev};
        must((*m)->replica().store({theirs}, {}, {}, {}, Removals::Admit));
        const ConflictDetails details = must((*m)->conflicts().details(id));
        QVERIFY(details.leaves.first().thisDevice);
        QVERIFY(details.leaves.last().formerDevice);
        QVERIFY(!details.leaves.last().thisDevice); // what came proves nothing
    }

    /// What sync took can be taken back after a restore, too, and what is here counts as here.
    void whatSyncTookStaysListed()
    {
        QList<DocumentRevision> gone;
        for (int i = 0; i < 15; ++i) {
            const Note note = must((*m)->notes().note(add(QStringLiteral("words of %1").arg(i))));
            const RevId next{note.rev.generation + 1, "f"};
            gone.append({note.id, next, {next, note.rev}, true, {}});
        }
        for (int i = 0; i < 40; ++i)
            add(QStringLiteral("stays %1").arg(i));
        must((*m)->replica().store(gone, {}, {}, {}, Removals::Agreed));
        QCOMPARE(must((*m)->replica().removals().removed(0, 100)).size(), 15);
        const QString file = path("backup.cairn");
        must(Backup::write(databaseOf(**m), file));
        must(restoreBackup(file, options(), nobodyElse));
        m->reopen();
        const QList<RemovedNote> listed = must((*m)->replica().removals().removed(0, 100));
        QCOMPARE(listed.size(), 15);
        QCOMPARE(must((*m)->notes().takeBack(listed)), 15);
        Statement marks = databaseOf(**m).statement(QStringLiteral("SELECT 1 FROM here_before"));
        must(marks.run());
        QVERIFY(marks.next());
    }

    /// Whoever brings about many copies pushes out neither each other's nor what was there before.
    void manyCopiesAtOnce()
    {
        add(QStringLiteral("kept"));
        const auto copy = [this](int number) {
            return must((*m)->safetyCopy(QStringLiteral("event %1").arg(number)));
        };
        const QString first = copy(0);
        m->clock.advance(2 * kDay);
        const QString before = copy(1);
        QString newest;
        for (int i = 2; i < 8; ++i) {
            newest = copy(i);
            m->clock.advance(i % 2 * 300);
        }
        const QStringList left =
            QDir(path("backups")).entryList({SafetyCopies::pattern()}, QDir::Files);
        QCOMPARE(left.size(), 3);
        for (const QString &file : {first, before, newest})
            QVERIFY2(QFile::exists(file), qPrintable(left.join(u' ')));
        for (int i = 8; i < 11; ++i) { // a day apart each tells its own
            m->clock.advance(2 * kDay);
            newest = copy(i);
        }
        QVERIFY(!QFile::exists(first) && !QFile::exists(before) && QFile::exists(newest));
    }

    void aCopyTakesTheEmptyFilesPlace()
    {
        add(QStringLiteral("kept"));
        const QString copy = path("backups/cairn-2026-01-02-030405.sqlite");
        QDir().mkpath(path("backups"));
        must(Backup::write(databaseOf(**m), copy));
        m->close();
        for (const char *suffix : {"-wal", "-shm"})
            QFile::remove(m->file() + QLatin1String(suffix));
        write("cairn.sqlite", "");
        write("cairn.sqlite-wal", "who knows");
        const QList<StoreCopy> copies = storetraces::copies(m->file());
        QCOMPARE(copies.size(), 1);
        QCOMPARE(copies.first().notes, 1);
        QCOMPARE(copies.first().file, copy);
        const Restored restored = must(restoreBackup(copies.first().file, options(), nobodyElse));
        QCOMPARE(bytesOf(restored.kept + QStringLiteral("-wal")), QByteArray("who knows"));
        m->reopen();
        QCOMPARE(titles(), QStringList(QStringLiteral("kept")));
    }

    void readsWhatCannotBeWritten_data()
    {
        QTest::addColumn<bool>("log");
        QTest::addRow("closed well") << false;
        QTest::addRow("with a log") << true;
    }
    void readsWhatCannotBeWritten()
    {
        QFETCH(bool, log);
        const QString id = add(QStringLiteral("kept"));
        const QString copy = path("still");
        QDir().mkpath(copy);
        if (!log)
            m->close();
        QVERIFY(QFile::copy(m->file(), copy + QStringLiteral("/cairn.sqlite")));
        if (log)
            QVERIFY(QFile::copy(
                m->file() + QStringLiteral("-wal"), copy + QStringLiteral("/cairn.sqlite-wal")));
        const QByteArray before = bytesOf(copy + QStringLiteral("/cairn.sqlite"));
        const Error full{ErrorKind::DiskFull, 13, QStringLiteral("the disk is full"), {}, -1};
        Store::Options reading = options(copy + QStringLiteral("/cairn.sqlite"));
        reading.readOnlyBecause = full;
        {
            const auto store = must(Store::open(reading));
            QCOMPARE(store->readOnlyReason()->kind, ErrorKind::DiskFull);
            QCOMPARE(must(store->notes().note(id)).title, QStringLiteral("kept"));
            QCOMPARE(must(store->search().search(QStringLiteral("kept"), 9)).size(), 1);
            const auto created = store->notes().create(NoteContent());
            QCOMPARE(created.error().kind, ErrorKind::DiskFull);
            const auto set = store->meta().setValue(QStringLiteral("a"), QStringLiteral("b"));
            QCOMPARE(set.error().kind, ErrorKind::DiskFull);
        }
        QCOMPARE(bytesOf(copy + QStringLiteral("/cairn.sqlite")), before);
    }

    void restoreUnderAnOpenStore()
    {
        add(QStringLiteral("old"));
        const QString file = path("backup.cairn");
        must(Backup::write(databaseOf(**m), file));
        add(QStringLiteral("new"));
        QCOMPARE(titles().size(), 2);
        must(restoreBackup(file, options(), nobodyElse));
        QCOMPARE(titles(), QStringList(QStringLiteral("old")));
        add(QStringLiteral("after"));
        m->reopen();
        QCOMPARE(titles().size(), 2);
        QVERIFY(Doctor::isHealthy(must((*m)->doctor().check())));
    }

    /// What was acknowledged while a store was replaced is in the one or in the other.
    void nothingIsLostThatIsWrittenMeanwhile()
    {
        const QString file = path("backup.cairn");
        addLargeNotes();
        must(Backup::write(databaseOf(**m), file));
        std::atomic_bool ended = false;
        QStringList acknowledged;
        const std::unique_ptr<QThread> writer(QThread::create([&] {
            SeededRandom random(7);
            const auto store = must(Store::open(options(m->file(), &random)));
            must(databaseOf(*store).setDurability(Database::Durability::Normal));
            while (!ended) {
                const QString title = QStringLiteral("n%1").arg(acknowledged.size());
                if (store->notes().create(noteCalled(title)))
                    acknowledged.append(title);
            }
        }));
        writer->start();
        QTest::qWait(100);
        const auto restored = restoreBackup(file, options(), nobodyElse);
        ended = true;
        writer->wait();
        const QSet<QString> found = titlesIn(m->file()) + titlesIn(must(restored).kept);
        QVERIFY(acknowledged.size() > 10);
        for (const QString &title : std::as_const(acknowledged))
            QVERIFY2(found.contains(title), qPrintable(title + QStringLiteral(" is nowhere")));
    }

    /// Where none was, somebody may make one while the restored one is being written.
    void aNewStoreIsNotReplaced()
    {
        const QString file = path("backup.cairn");
        addLargeNotes();
        must(Backup::write(databaseOf(**m), file));
        const QString store = path("new/cairn.sqlite");
        std::atomic_bool ended = false;
        bool acknowledged = false;
        const std::unique_ptr<QThread> writer(QThread::create([&] {
            SeededRandom random(7);
            while (!ended && !QFile::exists(halffiles::partial(store)))
                QThread::usleep(100);
            const auto made = Store::open(options(store, &random));
            acknowledged = made && (*made)->notes().create(noteCalled(QStringLiteral("mine")));
        }));
        writer->start();
        const auto restored = restoreBackup(file, options(store), nobodyElse);
        ended = true;
        writer->wait();
        QVERIFY(restored || restored.error().kind == ErrorKind::Transient);
        QVERIFY(acknowledged);
        QVERIFY(titlesIn(store).contains(QStringLiteral("mine")));
        QVERIFY(Doctor::isHealthy(must(must(Store::open(options(store)))->doctor().check())));
    }

    /// A store that was put there by hand has no log yet.
    void restoreOverACopyInTheStoresPlace()
    {
        add(QStringLiteral("kept"));
        const QString file = path("backup.cairn");
        must(Backup::write(databaseOf(**m), file));
        const QString store = path("by-hand.sqlite");
        QVERIFY(QFile::copy(file, store));
        const Restored restored = must(restoreBackup(file, options(store), nobodyElse));
        QCOMPARE(titlesIn(store), QSet<QString>{QStringLiteral("kept")});
        QCOMPARE(titlesIn(restored.kept), QSet<QString>{QStringLiteral("kept")});
    }

    /// Also by those who had it open before somebody was about to remove it.
    void aStoreThatIsAboutToGoTakesNothing()
    {
#ifdef Q_OS_UNIX
        QProcess other;
        other.start(QStringLiteral("sleep"), {QStringLiteral("100")});
        QVERIFY(other.waitForStarted());
        QFile lock(storetraces::removalLock(m->file()));
        QVERIFY(lock.open(QIODevice::WriteOnly));
        lock.write(
            QByteArray::number(other.processId()) + "\nsleep\n"
            + QSysInfo::machineHostName().toLocal8Bit() + '\n');
        lock.close();
        QCOMPARE(
            (*m)->notes().create(noteCalled(QStringLiteral("x"))).error().kind,
            ErrorKind::Transient);
        QCOMPARE(Store::open(options()).error().kind, ErrorKind::Transient);
        other.kill();
        QVERIFY(other.waitForFinished());
        QVERIFY((*m)->notes().create(noteCalled(QStringLiteral("x"))));
#endif
    }

    /// The folder is a person's: a name that only looks like a half copy is theirs.
    void onlyHalfCopiesGo()
    {
        QProcess gone;
        gone.start(QCoreApplication::applicationFilePath(), {QStringLiteral("-functions")});
        QVERIFY(gone.waitForStarted());
        const QString killed = QString::number(gone.processId());
        QVERIFY(gone.waitForFinished());
        const QString folder = QStringLiteral("mine/");
        QVERIFY(QDir(m->folder()).mkdir(QStringLiteral("mine")));
        const auto leave = [this, &folder](const QString &name) {
            QFile file(path(qPrintable(folder + name)));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write("text") == 4 && file.flush());
            QVERIFY(file.setFileTime(
                QDateTime::currentDateTime().addDays(-9), QFileDevice::FileModificationTime));
        };
        const QString half = QStringLiteral(".partial-") + killed;
        const QStringList theirs{
            QStringLiteral("b.partial-notes.md"),
            QStringLiteral("b.partial"),
            QStringLiteral("b.partial") + killed,
            QStringLiteral("b%1-plan.txt").arg(half),
            QStringLiteral("b%1-wal.txt").arg(half),
            QStringLiteral("a.b") + half,
            QStringLiteral("b.restoring-") + killed,
            QStringLiteral("letter") + half,
            QStringLiteral("bb") + half};
        const QStringList ours{QStringLiteral("b") + half, QStringLiteral("b%1-journal").arg(half)};
        for (const QString &name : theirs + ours)
            leave(name);
        QList<const char *> names{"mine/b", "mine/[a-z]"};
#ifdef Q_OS_UNIX
        names << "mine/*";
#endif
        for (const char *name : std::as_const(names))
            must(Backup::write(databaseOf(**m), path(name)));
        const QDir after(path("mine"));
        for (const QString &name : theirs)
            QVERIFY2(after.exists(name), qPrintable(name));
        for (const QString &name : ours)
            QVERIFY2(!after.exists(name), qPrintable(name));
    }

    void restoreOverADamagedStore()
    {
        add(QStringLiteral("kept"));
        const QString file = path("backup.cairn");
        must(Backup::write(databaseOf(**m), file));
        m->close();
        QFile damaged(m->file());
        QVERIFY(damaged.open(QIODevice::ReadWrite));
        damaged.write(QByteArray(5000, 'x'));
        damaged.close();
        const Restored restored = must(restoreBackup(file, options(), nobodyElse));
        QVERIFY(QFile::exists(restored.kept));
        m->reopen();
        QCOMPARE(titles(), QStringList(QStringLiteral("kept")));
    }

    void refuses()
    {
        add(QStringLiteral("mine"));
        const auto kind = [this](const QString &file) {
            const auto restored = restoreBackup(file, options(), nobodyElse);
            return restored ? QStringLiteral("done") : errorKindName(restored.error().kind);
        };
        QCOMPARE(kind(path("none")), QStringLiteral("not-found"));
        write("text", "this is no database");
        QCOMPARE(kind(path("text")), QStringLiteral("invalid"));
        write("empty", "");
        QCOMPARE(kind(path("empty")), QStringLiteral("invalid"));
        QCOMPARE(kind(m->file()), QStringLiteral("invalid"));

        must(Backup::write(databaseOf(**m), path("newer")));
        patchHeader("newer", 60, QByteArray::fromHex("00000fff")); // user_version
        QCOMPARE(kind(path("newer")), QStringLiteral("too-new"));
        must(Backup::write(databaseOf(**m), path("foreign")));
        patchHeader("foreign", 68, QByteArray::fromHex("00000001")); // application_id
        QCOMPARE(kind(path("foreign")), QStringLiteral("invalid"));
        QCOMPARE(titles(), QStringList(QStringLiteral("mine")));
        QVERIFY(QDir(m->folder()).entryList({QStringLiteral("*replaced*")}).isEmpty());
    }

    /// A name is easily mistaken, and what bears it may be the only copy of something.
    void writeReplacesOnlyBackups_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name :
             {"cairn.sqlite",
              "cairn.sqlite-wal",
              "cairn.sqlite-shm",
              "cairn.sqlite-journal",
              "cairn.sqlite-turn",
              "cairn.sqlite.removing",
              "cairn.sqlite.replaced-1",
              "cairn.lock",
              "sync.lock",
              "settings.ini",
              "other/cairn.sqlite",
              "other/cairn.sqlite-wal",
              "other/sync.lock",
              "new/cairn.sqlite",
              "used.db",
              "used.db-wal",
              "text",
              "empty",
              "folder",
              "link to text",
              "link to store",
              "link to nothing",
              "link to folder",
              "pipe",
              "other database"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void writeReplacesOnlyBackups()
    {
        QFETCH(QString, name);
        add(QStringLiteral("mine"));
        prepareNames();
        const QString file = m->folder() + u'/' + name;
        const QStringList before = everythingHere();
        const auto written = Backup::write(databaseOf(**m), file);
        QVERIFY2(!written, "written");
        QCOMPARE(written.error().kind, ErrorKind::Invalid);
        QCOMPARE(everythingHere(), before);
        QCOMPARE(titlesIn(path("other/cairn.sqlite")), QSet<QString>{QStringLiteral("theirs")});
        m->reopen();
        QCOMPARE(titles(), QStringList(QStringLiteral("mine")));
    }
    void writeNeedsAFolder()
    {
        QVERIFY(!Backup::write(databaseOf(**m), path("no/such/folder/file")));
        QVERIFY(!QFile::exists(path("no")));
    }

    /// A copy has the faults of what it was made from: the good one that lies there stays.
    void aDamagedStoreReplacesNoBackup()
    {
        addLargeNotes();
        const QString file = path("backup.cairn");
        must(Backup::write(databaseOf(**m), file));
        must((*m)->safetyCopy(QStringLiteral("first")));
        const QStringList kept = QDir(path("backups")).entryList(QDir::Files);
        QCOMPARE(kept.size(), 1);
        const QByteArray good = bytesOf(file);
        damage("revision");
        m->clock.advance(60'000);
        const auto written = Backup::write(databaseOf(**m), file);
        QVERIFY(!written);
        QCOMPARE(written.error().kind, ErrorKind::Locked);
        QVERIFY(bytesOf(file) == good);
        for (int i = 0; i < 4; ++i) {
            m->clock.advance(60'000);
            QVERIFY(!(*m)->safetyCopy(QString::number(i)));
        }
        QCOMPARE(QDir(path("backups")).entryList(QDir::Files), kept);
        QVERIFY(!Backup::write(databaseOf(**m), path("new.cairn")));
        QVERIFY(QDir(m->folder())
                    .entryList({QStringLiteral("new*"), QStringLiteral("*partial*")})
                    .isEmpty());
        m->close();
        must(restoreBackup(file, options(), nobodyElse));
        m->reopen();
        QCOMPARE(must((*m)->tallies()).notes, 12);
    }

    /// What is put aside stays as long as it says something that nothing else does.
    void whatSaysNothingNewIsNotKept()
    {
        add(QStringLiteral("kept"));
        const QString file = path("backup.cairn");
        must(Backup::write(databaseOf(**m), file));
        add(QStringLiteral("later"));
        QStringList kept;
        for (int i = 0; i < 4; ++i) {
            kept.append(must(restoreBackup(file, options(), nobodyElse)).kept);
            m->reopen();
        }
        QCOMPARE(titlesIn(kept.first()).size(), 2); // the only one with the later note
        QVERIFY(QFile::exists(kept.last())); // what was replaced just now
        QVERIFY(!QFile::exists(kept.at(1)) || kept.at(1) == kept.last());
        const QStringList left =
            QDir(m->folder()).entryList({QStringLiteral("*.replaced-?")}, QDir::Files);
        QVERIFY2(left.size() <= 2, qPrintable(left.join(u' ')));
    }

    /// SQLite finds the pages sound, but a text is not what was written.
    void alteredTextsReplaceNoBackup()
    {
        must((*m)->notes().create(noteCalled(QStringLiteral("Pump"), kOil)));
        add(QStringLiteral("whole"));
        const QString file = path("backup.cairn");
        QCOMPARE(must(Backup::write(databaseOf(**m), file)).count, 0);
        QStringList good;
        for (int i = 0; i < 3; ++i) {
            good.append(must((*m)->safetyCopy(QStringLiteral("good %1").arg(i))));
            m->clock.advance(2 * kDay);
        }
        const QByteArray before = bytesOf(file);
        must(databaseOf(**m).execute(kAlter.arg(QStringLiteral("revision"))));
        const auto refused = Backup::write(databaseOf(**m), file);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Locked);
        QVERIFY2(
            refused.error().message.contains(QStringLiteral("Pump")),
            qPrintable(refused.error().message));
        QVERIFY(bytesOf(file) == before);
        const DamagedTexts told = must(Backup::write(databaseOf(**m), path("new.cairn")));
        QCOMPARE(told.count, 1);
        QCOMPARE(told.titles, QStringList(QStringLiteral("Pump")));
        for (int i = 0; i < 3; ++i) {
            must((*m)->safetyCopy(QStringLiteral("altered %1").arg(i)));
            m->clock.advance(2 * kDay);
        }
        for (const QString &copy : std::as_const(good))
            QVERIFY2(QFile::exists(copy), qPrintable(copy));
        const QDir folder(path("backups"));
        QCOMPARE(folder.entryList({SafetyCopies::pattern()}, QDir::Files).size(), 4);
        QVERIFY(Doctor::isHealthy(must((*m)->doctor().repair())));
        must((*m)->safetyCopy(QStringLiteral("mended")));
        QCOMPARE(folder.entryList({SafetyCopies::pattern()}, QDir::Files).size(), 3);
    }

    void anAlteredTextIsNotRestored_data()
    {
        QTest::addColumn<QStringList>("altered");
        QTest::newRow("text") << QStringList{QStringLiteral("revision")};
        QTest::newRow("text and history")
            << QStringList{QStringLiteral("revision"), QStringLiteral("version")};
    }
    /// The list of the backup has the words, and its history perhaps the very text.
    void anAlteredTextIsNotRestored()
    {
        QFETCH(QStringList, altered);
        const QString id = must((*m)->notes().create(noteCalled(QStringLiteral("Pump"), kOil))).id;
        must((*m)->notes().edit(id, [] { // what is shown is in the history as well
            NotePatch patch;
            patch.body = kOil + u'!';
            return patch;
        }()));
        must(databaseOf(**m).execute(QStringLiteral(
            "INSERT INTO version (document, generation, hash, at, device, kind, size, seen_at, "
            "body)"
            " SELECT r.document, r.generation, r.hash, 1, '', 'written', 1, 1, r.body"
            " FROM revision r WHERE r.leaf = 1 AND NOT EXISTS (SELECT 1 FROM version v"
            " WHERE v.document = r.document AND v.hash = r.hash)")));
        add(QStringLiteral("whole"));
        const QString file = path("backup.cairn");
        must(Backup::write(databaseOf(**m), file));
        for (const QString &table : std::as_const(altered))
            execute(file, kAlter.arg(table));
        const Restored restored = must(restoreBackup(file, options(), nobodyElse));
        QCOMPARE(restored.mended, QStringList(QStringLiteral("Pump")));
        QCOMPARE(restored.lost, QStringList());
        QCOMPARE(restored.problems, QStringList());
        QCOMPARE(restored.unproven, QStringList()); // of what the list has, the sum says so
        m->reopen();
        const Note note = must((*m)->notes().note(id));
        QCOMPARE(note.body, kOil + u'!');
        QCOMPARE(note.raw.value(field::kBody).toString(), note.body);
        QVERIFY(Doctor::isHealthy(must((*m)->doctor().check())));
    }

    /// What the list of the backup has may have been altered, too.
    void whatNothingProvesIsNamedByARestore()
    {
        const QString id = must((*m)->notes().create(noteCalled(QStringLiteral("Pump"), kOil))).id;
        add(QStringLiteral("whole"));
        must(databaseOf(**m).execute(kAlter.arg(QStringLiteral("revision"))));
        must(databaseOf(**m).execute(
            QStringLiteral("UPDATE note SET body = replace(body, 'oil', 'nil')")));
        const QString file = path("backup.cairn");
        QCOMPARE(must(Backup::write(databaseOf(**m), file)).count, 1);
        const Restored restored = must(restoreBackup(file, options(), nobodyElse));
        QCOMPARE(restored.unproven, QStringList(QStringLiteral("Pump")));
        m->reopen();
        QVERIFY(must((*m)->notes().note(id)).body.contains(QStringLiteral("nil")));
    }

    /// Notes of which a backup has no text are named, every one of them.
    void whatABackupLacksIsNamed()
    {
        QStringList ids;
        for (int i = 0; i < 15; ++i)
            ids.append(add(QStringLiteral("note %1").arg(i)));
        ids.sort();
        add(QStringLiteral("whole"));
        const QString file = path("backup.cairn");
        must(Backup::write(databaseOf(**m), file));
        const QString those = QStringLiteral(
            " WHERE document IN (SELECT document FROM version WHERE cairn_member(body, 'title')"
            "  LIKE 'note %') OR document IN (SELECT key FROM document WHERE key IN"
            "  (SELECT document FROM note WHERE title LIKE 'note %'))");
        execute(file, QStringLiteral("UPDATE revision SET body = NULL") + those);
        execute(file, QStringLiteral("UPDATE note SET tags = 'no list'") + those);
        execute(file, QStringLiteral("DELETE FROM version"));
        const Restored restored = must(restoreBackup(file, options(), nobodyElse));
        QCOMPARE(restored.lost.size(), 15);
        QVERIFY(restored.lost.contains(QStringLiteral("note 7")));
        m->reopen();
        QCOMPARE(titles(), QStringList(QStringLiteral("whole")));
        QVERIFY(QFile::exists(restored.kept));
    }

    /// Reading a pipe would wait for ever.
    void onlyFilesAreRestored()
    {
#ifdef Q_OS_UNIX
        QCOMPARE(::mkfifo(QFile::encodeName(path("pipe")).constData(), 0600), 0);
        for (const QString &file : {path("pipe"), QStringLiteral("/dev/zero"), m->folder()}) {
            const auto restored = restoreBackup(file, options(), nobodyElse);
            QVERIFY(!restored);
            QCOMPARE(restored.error().kind, ErrorKind::Invalid);
        }
#endif
    }

    /// What a file says about itself is not obeyed: its triggers, views and projections stay
    /// behind.
    void aCraftedBackupDoesNothing_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<bool>("refused");
        const auto row = [](const char *name, const char *sql, bool refused = false) {
            QTest::newRow(name) << QString::fromLatin1(sql) << refused;
        };
        row("trigger on a note",
            "CREATE TRIGGER evil AFTER UPDATE ON note BEGIN"
            " DELETE FROM note; DELETE FROM revision; END");
        row("trigger on meta",
            "CREATE TRIGGER evil AFTER INSERT ON meta BEGIN DELETE FROM version; END");
        row("our trigger, rewritten",
            "DROP TRIGGER outbox_tally_insert; CREATE TRIGGER outbox_tally_insert AFTER INSERT ON"
            " outbox BEGIN DELETE FROM outbox; END");
        row("a table more", "CREATE TABLE extra (a); INSERT INTO extra VALUES (1)");
        row("a view more", "CREATE VIEW spy AS SELECT * FROM note");
        row("an index that lies", "CREATE INDEX lie ON revision(document, body) WHERE key < 0");
        row("the list says something else", "UPDATE note SET title = 'Pay here', body = 'IBAN'");
        row("numbers", "UPDATE tally SET notes = 77; DELETE FROM outbox");
        row("dead letters", "UPDATE outbox SET dead = 1, error_message = 'x'");
        row("a fact that is none",
            "INSERT INTO meta VALUES ('resolved/x', 'y'), ('device_name', 'Mallory')"
            " ON CONFLICT DO UPDATE SET value = 'Mallory'");
        row("not sent, it says", "UPDATE revision SET acknowledged = 1; DELETE FROM outbox");
        row("a view instead of a table",
            "ALTER TABLE version RENAME TO v2; CREATE VIEW version AS SELECT * FROM v2", true);
        row("a computed column", "ALTER TABLE version ADD COLUMN c INTEGER AS (abs(size)) VIRTUAL",
            true);
        row("a table less", "DROP TABLE version", true);
        row("a virtual table",
            "DROP TABLE version; CREATE VIRTUAL TABLE version USING fts5(document)", true);
    }
    void aCraftedBackupDoesNothing()
    {
        QFETCH(QString, sql);
        QFETCH(bool, refused);
        const QString id = add(QStringLiteral("kept"));
        const QString schema = schemaOf(m->file());
        const QString file = path("backup.cairn");
        must(Backup::write(databaseOf(**m), file));
        add(QStringLiteral("later"));
        execute(file, sql);
        m->close();
        const auto restored = restoreBackup(file, options(), nobodyElse);
        m->reopen();
        if (refused) {
            QCOMPARE(restored.error().kind, ErrorKind::Invalid);
            QCOMPARE(titles(), (QStringList{QStringLiteral("kept"), QStringLiteral("later")}));
            QVERIFY(QDir(m->folder()).entryList({QStringLiteral("*restoring*")}).isEmpty());
            return;
        }
        must(restored);
        QCOMPARE(schemaOf(m->file()), schema);
        QCOMPARE(titles(), QStringList(QStringLiteral("kept")));
        QCOMPARE((*m)->meta().deviceName(), QStringLiteral("Test device"));
        QCOMPARE(must((*m)->meta().value(QStringLiteral("resolved/x"))), std::nullopt);
        NotePatch patch;
        patch.body = QStringLiteral("written after");
        must((*m)->notes().edit(id, patch));
        QCOMPARE(titles(), QStringList(QStringLiteral("kept")));
        QVERIFY(must((*m)->tallies()).pending > 0);
        QVERIFY(Doctor::isHealthy(must((*m)->doctor().check())));
    }

    /// Rows that no store of ours has stay behind, and are counted; the others come.
    void valuesAreLookedAt_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<int>("leftOut");
        const auto row = [](const char *name, const char *sql, int leftOut = 1) {
            QTest::newRow(name) << QString::fromLatin1(sql) << leftOut;
        };
        row("generation",
            "INSERT INTO revision (document, generation, hash, leaf, body)"
            " SELECT key, 2000000000, 'ff', 0, CAST('{}' AS BLOB) FROM document LIMIT 1");
        row("hash",
            "INSERT INTO revision (document, generation, hash, leaf)"
            " SELECT key, 7, 'f' || char(27) || '[2J', 0 FROM document LIMIT 1");
        row("body",
            "INSERT INTO revision (document, generation, hash, leaf, body)"
            " SELECT key, 7, 'ff', 0, CAST('not JSON' AS BLOB) FROM document LIMIT 1",
            0);
        row("flag",
            "INSERT INTO revision (document, generation, hash, leaf, acknowledged)"
            " SELECT key, 7, 'ff', 0, 5 FROM document LIMIT 1");
        row("id", "INSERT INTO document (id, type) VALUES ('_design/evil', '')");
        row("type", "INSERT INTO document (id, type) VALUES ('notebook:X', 'note')");
        row("time",
            "INSERT INTO version (document, generation, hash, at, device, kind, size, body)"
            " SELECT key, 7, 'ff', -5, '', 'written', 1, CAST('{}' AS BLOB) FROM document LIMIT 1");
        row("a removal behind which there is no number",
            "INSERT INTO removal (key, document, at, kind, generation, hash, agreed)"
            " SELECT 9223372036854775807, key, 1, 'deleted', 1, 'ff', 0 FROM document LIMIT 1");
        row("a version behind which there is no number",
            "INSERT INTO version (key, document, generation, hash, at, device, kind, size, body)"
            " SELECT 9223372036854775807, key, 7, 'ff', 5, '', 'written', 1, CAST('{}' AS BLOB)"
            " FROM document LIMIT 1");
        row("draft", "INSERT INTO conflict_draft SELECT key, '[]' FROM document LIMIT 1");
        row("a row that refers to nothing",
            "INSERT INTO revision (document, generation, hash, leaf) VALUES (4711, 1, 'ff', 1)");
    }
    void valuesAreLookedAt()
    {
        QFETCH(QString, sql);
        QFETCH(int, leftOut);
        add(QStringLiteral("kept"));
        const QString file = path("backup.cairn");
        must(Backup::write(databaseOf(**m), file));
        execute(file, sql);
        m->close();
        const Restored restored = must(restoreBackup(file, options(), nobodyElse));
        QCOMPARE(restored.leftOut, leftOut);
        m->reopen();
        QCOMPARE(titles(), QStringList(QStringLiteral("kept")));
        QVERIFY(Doctor::isHealthy(must((*m)->doctor().check())));
    }

    /// What was written after it hangs on it still: else the server would get a second beginning.
    void aDamagedAncestorStaysInItsPlace()
    {
        const QString id = add(QStringLiteral("first"));
        must(databaseOf(**m).execute(QStringLiteral("UPDATE revision SET acknowledged = 1")));
        NotePatch patch;
        patch.body = QStringLiteral("second");
        const RevId second = must((*m)->notes().edit(id, patch)).rev;
        QCOMPARE(second.generation, 2);
        const QString file = path("backup.cairn");
        must(Backup::write(databaseOf(**m), file));
        execute(
            file,
            QStringLiteral("UPDATE revision SET body = CAST('x' || body AS BLOB) WHERE leaf = 0"));
        m->close();
        const Restored restored = must(restoreBackup(file, options(), nobodyElse));
        QCOMPARE(restored.leftOut, 0);
        m->reopen();
        auto rows = databaseOf(**m).statement(QStringLiteral(
            "SELECT p.generation, p.body IS NULL FROM revision r LEFT JOIN revision p"
            " ON p.key = r.parent WHERE r.leaf = 1 AND r.generation = 2"));
        must(rows.run());
        QVERIFY(rows.next());
        QCOMPARE(rows.integer(0), 1);
        QCOMPARE(rows.integer(1), 1);
        QVERIFY(Doctor::isHealthy(must((*m)->doctor().check())));
    }

    /// A text that cannot be read any more is taken from the list of the same file.
    void theListGivesWhatItsTextLost_data()
    {
        QTest::addColumn<QString>("broken");
        QTest::newRow("one bit") << QStringLiteral(
            "CAST(replace(CAST(body AS TEXT), 'kept', CAST(x'6BE57074' AS TEXT)) AS BLOB)");
        QTest::newRow("cut off") << QStringLiteral("CAST('{\"type\"' AS BLOB)");
        QTest::newRow("not there") << QStringLiteral("NULL");
    }
    void theListGivesWhatItsTextLost()
    {
        QFETCH(QString, broken);
        const QString id = add(QStringLiteral("kept"));
        NotePatch patch;
        patch.addTags = {QStringLiteral("tagged")};
        must((*m)->notes().edit(id, patch));
        add(QStringLiteral("other"));
        const QString file = path("backup.cairn");
        must(Backup::write(databaseOf(**m), file));
        execute(
            file,
            QStringLiteral("UPDATE revision SET body = %1, acknowledged = 1 WHERE document ="
                           " (SELECT key FROM document WHERE id = '%2')")
                .arg(broken, id));
        m->close();
        const Restored restored = must(restoreBackup(file, options(), nobodyElse));
        QCOMPARE(restored.leftOut, 0);
        QCOMPARE(restored.problems, QStringList());
        m->reopen();
        const Note note = must((*m)->notes().note(id));
        QCOMPARE(note.title, QStringLiteral("kept"));
        QCOMPARE(note.tags, QStringList(QStringLiteral("tagged")));
        QCOMPARE(titles().size(), 2);
        QVERIFY(Doctor::isHealthy(must((*m)->doctor().check())));
    }
    /// What neither has is told.
    void whatNobodyHasIsTold()
    {
        const QString id = add(QStringLiteral("gone"));
        add(QStringLiteral("kept"));
        const QString file = path("backup.cairn");
        must(Backup::write(databaseOf(**m), file));
        execute(
            file,
            QStringLiteral("UPDATE revision SET body = NULL WHERE document ="
                           " (SELECT key FROM document WHERE id = '%1')")
                .arg(id));
        execute(file, QStringLiteral("DELETE FROM note WHERE title = 'gone'"));
        m->close();
        const Restored restored = must(restoreBackup(file, options(), nobodyElse));
        QCOMPARE(restored.problems.size(), 1);
        QVERIFY2(
            restored.problems.first().contains(QStringLiteral("given up")),
            qPrintable(restored.problems.first()));
        m->reopen();
        QCOMPARE(titles(), QStringList(QStringLiteral("kept")));
    }

    /// The password of this profile's account goes to no address that a file names.
    void theAccountIsThePersons()
    {
        const Account mine{QStringLiteral("https://mine.example/db"), QStringLiteral("anna")};
        const Account theirs{QStringLiteral("https://evil.example/db"), QStringLiteral("anna")};
        add(QStringLiteral("kept"));
        must((*m)->meta().setAccount(theirs));
        const QString file = path("backup.cairn");
        must(Backup::write(databaseOf(**m), file));
        must((*m)->meta().setAccount(mine));
        m->close();
        Restored restored = must(restoreBackup(file, options(), nobodyElse));
        QCOMPARE(restored.named, theirs);
        QCOMPARE(restored.account, mine);
        m->reopen();
        QCOMPARE(must((*m)->meta().account()), mine);

        const QString elsewhere = path("elsewhere/cairn.sqlite");
        restored = must(restoreBackup(file, options(elsewhere), nobodyElse));
        QVERIFY(!restored.account.isValid());
        QVERIFY(!must(must(Store::open(options(elsewhere)))->meta().account()).isValid());
    }

    /// The one that made the backup may still be at work; nothing that it believed is believed.
    void aRestoredStoreIsANewDevice()
    {
        add(QStringLiteral("kept"));
        const QString before = (*m)->meta().deviceId();
        must((*m)->meta().setValue(QStringLiteral("server.id"), QStringLiteral("S")));
        must(databaseOf(**m).execute(
            QStringLiteral("UPDATE revision SET acknowledged = 1; DELETE FROM outbox;"
                           "INSERT INTO checkpoint VALUES ('r', '{}')")));
        const QString file = path("backup.cairn");
        must(Backup::write(databaseOf(**m), file));
        must(restoreBackup(file, options(), nobodyElse));
        must((*m)->refreshDevice());
        QVERIFY((*m)->meta().deviceId() != before);
        m->reopen();
        QVERIFY((*m)->meta().deviceId() != before);
        QCOMPARE(must((*m)->meta().value(QStringLiteral("server.id"))), QStringLiteral("S"));
        QVERIFY(must((*m)->replica().checkpoint(QStringLiteral("r"))) == std::nullopt);
        QCOMPARE(must((*m)->replica().acknowledgedDocuments()), 0);
        QVERIFY(must((*m)->tallies()).pending > 0);
    }

    /// What hangs on the notes comes with them.
    void everythingOfThePersonComes()
    {
        const QString notebook = must((*m)->notebooks().ensurePath(QStringLiteral("Work"))).id;
        NoteContent content;
        content.title = QStringLiteral("Pump");
        content.body = QStringLiteral("valve nine");
        content.tags = {QStringLiteral("urgent")};
        content.notebookId = notebook;
        const Saved saved = must((*m)->notes().create(content));
        const QString file = path("backup.cairn");
        must(Backup::write(databaseOf(**m), file));
        m->close();
        must(restoreBackup(file, options(path("elsewhere/cairn.sqlite")), nobodyElse));
        const auto store = must(Store::open(options(path("elsewhere/cairn.sqlite"))));
        const Note note = must(store->notes().note(saved.id));
        QCOMPARE(note.rev, saved.rev);
        QCOMPARE(note.notebookId, notebook);
        QCOMPARE(note.tags, content.tags);
        QCOMPARE(must(store->tags().list()).size(), 1);
    }

private:
    static NoteContent noteCalled(const QString &title, const QString &body = {})
    {
        NoteContent content;
        content.title = title;
        content.body = body;
        return content;
    }
    Store::Options options(const QString &file = {}, Random *random = nullptr)
    {
        return {
            file.isEmpty() ? m->file() : file, &m->clock, random ? random : &m->random,
            QStringLiteral("Test device"), ChangeSet::Origin::Person};
    }
    static void execute(const QString &file, const QString &sql)
    {
        sqlite3 *handle = nullptr;
        QCOMPARE(sqlite3_open(file.toUtf8().constData(), &handle), SQLITE_OK);
        Vocabulary words;
        must(registerSearch(handle, words));
        QCOMPARE(
            sqlite3_exec(handle, sql.toUtf8().constData(), nullptr, nullptr, nullptr), SQLITE_OK);
        sqlite3_close(handle);
    }
    /// What a mistaken name may meet.
    void prepareNames()
    {
        for (const char *folder : {"folder", "other", "new"})
            QVERIFY(QDir(m->folder()).mkpath(QString::fromLatin1(folder)));
        for (const char *name : {"other/cairn.sqlite", "used.db"}) {
            SeededRandom random(7);
            const auto store = must(Store::open(options(path(name), &random)));
            must(store->notes().create(noteCalled(QStringLiteral("theirs"))));
        }
        write("text", "not ours");
        write("empty", "");
        write("pipe", "a link, where there are no pipes");
        sqlite3 *handle = nullptr;
        QCOMPARE(sqlite3_open(path("other database").toUtf8().constData(), &handle), SQLITE_OK);
        QCOMPARE(sqlite3_exec(handle, "CREATE TABLE a (b)", nullptr, nullptr, nullptr), SQLITE_OK);
        sqlite3_close(handle);
        QVERIFY(QFile::link(path("text"), path("link to text")));
        QVERIFY(QFile::link(path("other/cairn.sqlite"), path("link to store")));
        QVERIFY(QFile::link(path("nothing"), path("link to nothing")));
        QVERIFY(QFile::link(path("folder"), path("link to folder")));
#ifdef Q_OS_UNIX
        QVERIFY(QFile::remove(path("pipe")));
        QCOMPARE(::mkfifo(QFile::encodeName(path("pipe")).constData(), 0600), 0);
#endif
    }
    /// Names, kinds and sizes, but for what SQLite keeps of the open store.
    QStringList everythingHere() const
    {
        QStringList all;
        QDirIterator files(
            m->folder(), QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
            QDirIterator::Subdirectories);
        while (files.hasNext()) {
            files.next();
            const QFileInfo info = files.fileInfo();
            all << QStringLiteral("%1 %2 %3 %4")
                       .arg(info.filePath())
                       .arg(info.isFile())
                       .arg(info.isSymLink())
                       .arg(info.size());
        }
        all.sort();
        return all;
    }
    void damage(const char *table)
    {
        m->close();
        damagePage(m->file(), table);
        m->reopen();
    }
    /// So that a copy takes its time.
    void addLargeNotes()
    {
        for (int i = 0; i < 12; ++i)
            must((*m)->notes().create(noteCalled({}, QString(500'000, QChar('a' + i)))));
    }
    QSet<QString> titlesIn(const QString &file)
    {
        const auto store = must(Store::open(options(file)));
        QSet<QString> titles;
        const QList<NoteSummary> notes = must(store->notes().list(NoteQuery()));
        for (const NoteSummary &note : notes)
            titles.insert(note.title);
        return titles;
    }
    static QString schemaOf(const QString &file)
    {
        const auto database = must(Database::open(file));
        Statement rows =
            database->statement(QStringLiteral("SELECT group_concat(sql, char(10)) FROM (SELECT "
                                               "sql FROM sqlite_schema ORDER BY name)"));
        must(rows.run());
        return rows.next() ? rows.text(0) : QString();
    }
    /// Of the file and its log.
    static QByteArray bytesOf(const QString &file)
    {
        QByteArray bytes;
        for (const char *suffix : {"", "-wal"}) {
            QFile part(file + QLatin1String(suffix));
            if (part.open(QIODevice::ReadOnly))
                bytes += part.readAll();
        }
        return bytes;
    }
    QString path(const char *name) const { return m->folder() + u'/' + QString::fromLatin1(name); }
    QString add(const QString &title)
    {
        NoteContent content;
        content.title = title;
        return must((*m)->notes().create(content)).id;
    }
    QStringList titles()
    {
        QStringList all;
        for (const NoteSummary &note : must((*m)->notes().list({})))
            all.append(note.title);
        all.sort();
        return all;
    }
    void write(const char *name, const QByteArray &bytes)
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    }
    void patchHeader(const char *name, qint64 offset, const QByteArray &bytes)
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.seek(offset));
        file.write(bytes);
    }

    std::unique_ptr<TestStore> m;
};

QTEST_GUILESS_MAIN(TestBackup)
#include "tst_backup.moc"
