// SPDX-License-Identifier: GPL-3.0-or-later
#include "cliprofile.h"
#include "must.h"
#include "store/sqlite/database.h"

#include <QDir>
#include <QLockFile>
#include <QScopeGuard>
#include <QTest>

#include <sqlite3.h>
#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#endif
#ifdef Q_OS_LINUX
#include <sys/mount.h>
#endif

using namespace cairn;

namespace {

QStringList words(const char *text) { return QString::fromUtf8(text).split(QLatin1Char(' ')); }

QStringList filesIn(const QString &folder)
{
    return QDir(folder).entryList(
        QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDir::Name);
}

void write(const QString &file, const QByteArray &bytes)
{
    QDir().mkpath(QFileInfo(file).absolutePath());
    QFile out(file);
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(bytes);
}

void execute(const QString &file, const char *sql)
{
    sqlite3 *handle = nullptr;
    QCOMPARE(sqlite3_open(file.toUtf8().constData(), &handle), SQLITE_OK);
    char *problem = nullptr;
    sqlite3_exec(handle, sql, nullptr, nullptr, &problem);
    QVERIFY2(!problem, problem);
    sqlite3_close(handle);
}

/// As a snapshot of a running computer has it: what was written last is in the write-ahead log
/// alone.
void leaveLog(const CliProfile &profile)
{
    const QString store = profile.directory() + QStringLiteral("/cairn.sqlite");
    const QString log = store + QStringLiteral("-wal");
    sqlite3 *handle = nullptr; // whoever closes last would write the log into the file
    QCOMPARE(sqlite3_open(store.toUtf8().constData(), &handle), SQLITE_OK);
    QCOMPARE(sqlite3_exec(handle, "SELECT * FROM meta", nullptr, nullptr, nullptr), SQLITE_OK);
    QCOMPARE(profile.json(words("notebook add Logged")).exitCode, 0);
    const QString copy = profile.scratch(QStringLiteral("snapshot"));
    QVERIFY(QFile::copy(store, copy) && QFile::copy(log, copy + QStringLiteral("-wal")));
    sqlite3_close(handle);
    QVERIFY(QFile::remove(store) && QFile::rename(copy, store));
    QFile::remove(log);
    QVERIFY(QFile::rename(copy + QStringLiteral("-wal"), log));
}

/// A disk alters them, wherever the file has them.
void alterBytes(const QString &file, const QByteArray &from, const QByteArray &to)
{
    QFile in(file);
    QVERIFY(in.open(QIODevice::ReadOnly));
    QByteArray bytes = in.readAll();
    in.close();
    QVERIFY(bytes.contains(from));
    write(file, bytes.replace(from, to));
}

#ifdef Q_OS_UNIX
/// The file or folder, and all below, that others may read, write or enter.
QStringList openToOthers(const QString &path)
{
    QStringList open;
    QStringList all{path};
    for (qsizetype i = 0; i < all.size(); ++i) {
        struct stat facts = {};
        if (::lstat(QFile::encodeName(all.at(i)).constData(), &facts) == 0
            && (facts.st_mode & (S_IRWXG | S_IRWXO)) != 0)
            open << all.at(i);
        if (QFileInfo(all.at(i)).isDir()) {
            const QStringList names = filesIn(all.at(i));
            for (const QString &name : names)
                all << all.at(i) + QLatin1Char('/') + name;
        }
    }
    return open;
}
#endif

} // namespace

/// The files of a profile: who may read them, what is removed, what a foreign one may do.
class TestCliProfile : public QObject {
    Q_OBJECT

    void readsOnly(const CliProfile &profile, const QString &id, const char *why);

private slots:
    /// All that Cairn keeps goes, and nothing else; what went is said.
    void aWipeRemovesEverythingAndSaysWhat()
    {
        const CliProfile profile;
        QCOMPARE(profile.json(words("note add --title T --body B")).exitCode, 0);
        const QString folder = profile.directory();
        const QStringList planted{
            QStringLiteral("backups/cairn-2026-01-02-030405.sqlite"),
            QStringLiteral("backups/cairn-2026-01-02-030406.sqlite.partial"),
            QStringLiteral("cairn.sqlite.v3"),
            QStringLiteral("cairn.sqlite.replaced-1"),
            QStringLiteral("cairn.sqlite.restoring-wal"),
            QStringLiteral("cairn.log"),
            QStringLiteral("cairn.log.1"),
            QStringLiteral("settings.ini"),
            QStringLiteral("settings.ini.lock")};
        for (const QString &name : planted)
            write(folder + QLatin1Char('/') + name, "the words of a note");
        const auto wiped = profile.json(words("account sign-out --wipe --force"));
        QCOMPARE(wiped.exitCode, 0);
        QVERIFY2(!QFileInfo::exists(folder), qPrintable(filesIn(folder).join(u' ')));
        const QVariantList removed = wiped.member("removed").toArray().toVariantList();
        for (const QString &name : planted + QStringList{QStringLiteral("cairn.sqlite")})
            QVERIFY2(removed.contains(name), qPrintable(name));
        QVERIFY(wiped.member("left").toArray().isEmpty());
    }

    /// It stops at a copy that cannot be removed. Whatever is left then, nobody is offered it as
    /// notes, nothing is added to it, and the next wipe ends it.
    void aWipeThatWasStoppedIsFinished_data()
    {
        QTest::addColumn<bool>("gone");
        QTest::addRow("with the database") << false;
        QTest::addRow("without the database") << true;
    }
    void aWipeThatWasStoppedIsFinished()
    {
#ifdef Q_OS_LINUX
        QFETCH(bool, gone);
        const CliProfile profile;
        if (::geteuid() != 0)
            QSKIP("only root can mount");
        profile.json(words("note add --title T --body B"));
        const QString store = profile.directory() + QStringLiteral("/cairn.sqlite");
        const QString copy = store + QStringLiteral(".v6");
        QVERIFY(QFile::copy(store, copy));
        const QByteArray busy = QFile::encodeName(copy);
        if (::mount(busy.constData(), busy.constData(), nullptr, MS_BIND, nullptr) != 0)
            QSKIP("nothing can be mounted here");
        {
            const auto unmount = qScopeGuard([&busy] { ::umount2(busy.constData(), MNT_DETACH); });
            const auto stopped = profile.json(words("account sign-out --wipe --force"));
            QCOMPARE(stopped.exitCode, 1);
            QVERIFY2(stopped.err.contains("cannot remove"), stopped.err.constData());
        }
        QVERIFY(QFileInfo::exists(copy));
        QVERIFY(QFileInfo::exists(store)); // the last one
        if (gone)
            QVERIFY(QFile::remove(store));
        const QStringList left = filesIn(profile.directory());
        for (const QStringList &command :
             {words("note list"), words("note add --title New"), words("sync"), QStringList {
                  QStringLiteral("restore"),
                  copy
              }}) {
            const auto refused = profile.run(command);
            QCOMPARE(refused.exitCode, 8);
            QVERIFY2(refused.err.contains("was begun and not finished"), refused.err.constData());
            QVERIFY2(refused.err.contains("account sign-out --wipe"), refused.err.constData());
            QVERIFY2(!refused.err.contains("restore FILE"), refused.err.constData());
        }
        QCOMPARE(filesIn(profile.directory()), left);
        const auto finished = profile.json(words("account sign-out --wipe"));
        QVERIFY2(finished.exitCode == 0, finished.err.constData());
        QVERIFY2(
            !QFileInfo::exists(profile.directory()),
            qPrintable(filesIn(profile.directory()).join(u' ')));
        QCOMPARE(profile.json(words("note add --title New")).exitCode, 0);
#endif
    }

    /// Without the database nobody knows what was unsent: not by mistake.
    void aWipeNeedsNoDatabase()
    {
        const CliProfile profile;
        profile.json(words("note add --title T --body B"));
        const QString store = profile.directory() + QStringLiteral("/cairn.sqlite");
        QVERIFY(QFile::copy(store, store + QStringLiteral(".v6")));
        QVERIFY(QFile::remove(store));
        const auto refused = profile.json(words("account sign-out --wipe"));
        QCOMPARE(refused.exitCode, 8);
        QVERIFY2(refused.err.contains("nothing was removed"), refused.err.constData());
        QVERIFY(QFileInfo::exists(store + QStringLiteral(".v6")));
        QCOMPARE(profile.json(words("account sign-out --wipe --force")).exitCode, 0);
        QVERIFY(!QFileInfo::exists(profile.directory()));
    }

    /// Nothing goes because a link leads to it, not even notes: they may be another profile's.
    void aWipeFollowsNoLinks()
    {
#ifdef Q_OS_UNIX
        const CliProfile profile;
        profile.json(words("note add --title T --body B"));
        const QString folder = profile.directory();
        const QString store = folder + QStringLiteral("/cairn.sqlite");
        const QString elsewhere = profile.scratch(QStringLiteral("elsewhere"));
        const QString foreign = elsewhere + QStringLiteral("/cairn-2026-01-02-030405.sqlite");
        write(foreign, "somebody else's");
        write(elsewhere + QStringLiteral("/log"), "somebody else's");
        QVERIFY(QFile::rename(store, elsewhere + QStringLiteral("/notes")));
        QVERIFY(QFile::link(elsewhere + QStringLiteral("/notes"), store));
        QVERIFY(QFile::link(elsewhere, folder + QStringLiteral("/backups")));
        QVERIFY(
            QFile::link(elsewhere + QStringLiteral("/log"), folder + QStringLiteral("/cairn.log")));
        QCOMPARE(profile.json(words("account sign-out --wipe")).exitCode, 8);
        const auto wiped = profile.json(words("account sign-out --wipe --force"));
        QCOMPARE(wiped.exitCode, 0);
        QVERIFY2(!QFileInfo::exists(folder), qPrintable(filesIn(folder).join(u' ')));
        QCOMPARE(
            filesIn(elsewhere),
            (QStringList{
                QStringLiteral("cairn-2026-01-02-030405.sqlite"), QStringLiteral("log"),
                QStringLiteral("notes")}));
        const QVariantList left = wiped.member("left").toArray().toVariantList();
        QVERIFY2(left.contains(elsewhere), wiped.out.constData());
        QVERIFY2(left.contains(elsewhere + QStringLiteral("/log")), wiped.out.constData());
        QVERIFY2(left.contains(elsewhere + QStringLiteral("/notes")), wiped.out.constData());
#endif
    }

    /// Whatever bears the name of one of Cairn's files, no command waits for what comes out of it.
    void aPipeHoldsNobodyUp_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("linked");
        for (const char *name :
             {"cairn.sqlite-journal", "cairn.sqlite-wal", "cairn.sqlite-shm", "cairn.sqlite-turn",
              "cairn.sqlite.about-to-go", "cairn.sqlite", "cairn.lock", "sync.lock", "backups",
              "cairn.log", "settings.ini", "cairn.sqlite.v3"}) {
            QTest::addRow("%s, a pipe", name) << QString::fromLatin1(name) << false;
            QTest::addRow("%s, a link", name) << QString::fromLatin1(name) << true;
        }
    }
    void aPipeHoldsNobodyUp()
    {
#ifdef Q_OS_UNIX
        QFETCH(QString, name);
        QFETCH(bool, linked);
        const CliProfile profile;
        profile.json(words("note add --title T --body B"));
        const QString file = profile.directory() + QLatin1Char('/') + name;
        QFile::remove(file);
        const QString pipe = linked ? profile.scratch(QStringLiteral("pipe")) : file;
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        if (linked)
            QVERIFY(QFile::link(pipe, file));
        for (const QStringList &command :
             {words("note list"), words("note add --title New"),
              words("account sign-out --wipe --force")}) {
            QProcess process;
            profile.start(process, command);
            const bool ended = process.waitForFinished(20'000);
            process.kill();
            process.waitForFinished();
            QVERIFY2(ended, qPrintable(command.join(u' ')));
            QCOMPARE(process.exitStatus(), QProcess::NormalExit);
            const QByteArray said = process.readAllStandardError();
            QVERIFY2(process.exitCode() == 0 || said.contains(name.toUtf8()), said.constData());
        }
        QVERIFY(!linked || QFileInfo::exists(pipe)); // it is somebody's
        const QStringList locks{
            QStringLiteral("cairn.lock"), QStringLiteral("cairn.sqlite.about-to-go")};
        QCOMPARE(
            QFileInfo::exists(profile.directory() + QStringLiteral("/cairn.sqlite-turn")),
            locks.contains(name));
#endif
    }

    /// Removing needs no room: it makes some.
    void aFullDiskIsWiped()
    {
#ifdef Q_OS_LINUX
        const CliProfile profile;
        const QByteArray folder = QFile::encodeName(profile.directory());
        QVERIFY(QDir().mkpath(profile.directory()));
        if (::mount("none", folder.constData(), "tmpfs", 0, "size=6m") != 0)
            QSKIP("nothing can be mounted here");
        const auto unmount = qScopeGuard([&folder] { ::umount2(folder.constData(), MNT_DETACH); });
        QCOMPARE(profile.json(words("note add --title T --body B")).exitCode, 0);
        QFile filler(profile.directory() + QStringLiteral("/photo.jpg"));
        QVERIFY(filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        while (filler.write(QByteArray(4'096, 'x')) > 0) { }
        filler.close();
        QVERIFY(profile.json(words("note add --title New")).exitCode != 0);
        const auto kept = profile.json(words("account sign-out --wipe"));
        QVERIFY2(kept.exitCode == 7, kept.err.constData()); // what was never sent
        const auto wiped = profile.json(words("account sign-out --wipe --force"));
        QVERIFY2(wiped.exitCode == 0, wiped.err.constData());
        QCOMPARE(filesIn(profile.directory()), QStringList{QStringLiteral("photo.jpg")});
#endif
    }

    void aWipeOfNothingSaysSo()
    {
        const CliProfile profile;
        for (int run = 0; run < 2; ++run) {
            const auto wiped = profile.json(words("account sign-out --wipe"));
            QCOMPARE(wiped.exitCode, 0);
            QVERIFY(wiped.member("removed").toArray().isEmpty());
            const auto said = profile.run(words("account sign-out --wipe"));
            QVERIFY2(said.out.contains("there was nothing of Cairn's"), said.out.constData());
            QCOMPARE(filesIn(profile.directory()), QStringList());
            QCOMPARE(QFileInfo::exists(profile.directory()), run == 1);
            QVERIFY(QDir().mkpath(profile.directory()));
        }
    }

    void whatWasNeverSentIsCounted()
    {
        const CliProfile profile;
        QCOMPARE(profile.json(words("status")).number("pending"), 1); // this device
        const auto one = profile.run(words("account sign-out --wipe"));
        QCOMPARE(one.exitCode, 7);
        QVERIFY2(one.err.contains("1 change was never sent"), one.err.constData());
        profile.json(words("note add --title T --body B"));
        const auto more = profile.run(words("account sign-out --wipe"));
        QVERIFY2(more.err.contains("2 changes were never sent"), more.err.constData());
        QVERIFY(profile.run(words("status")).out.contains("1 note, 2 changes to send, 0 need"));
    }

    void aWipeLeavesWhatIsNotCairns()
    {
        const CliProfile profile;
        profile.json(words("note add --title T --body B"));
        write(profile.directory() + QStringLiteral("/photo.jpg"), "mine");
        write(profile.directory() + QStringLiteral("/backups/list.txt"), "mine");
        const auto wiped = profile.run(words("account sign-out --wipe --force"));
        QCOMPARE(wiped.exitCode, 0);
        QCOMPARE(
            filesIn(profile.directory()),
            (QStringList{QStringLiteral("backups"), QStringLiteral("photo.jpg")}));
        QVERIFY(wiped.out.contains("cairn.sqlite"));
        QVERIFY(wiped.out.contains("still there: backups, photo.jpg"));
    }

    /// Before anything is changed: the account, too, is still there.
    void aWipeIsRefusedWhileSomebodyIsAtWork_data()
    {
        QTest::addColumn<bool>("window");
        QTest::addRow("the window") << true;
        QTest::addRow("a process that syncs") << false;
    }
    void aWipeIsRefusedWhileSomebodyIsAtWork()
    {
        QFETCH(bool, window);
        const CliProfile profile;
        profile.json(words("note add --title T --body B"));
        profile.json(words("account set --url http://127.0.0.1:9/db --user me"));
        const QString before = profile.json(words("account show")).text("url");
        QVERIFY(!before.isEmpty());
        QLockFile lock(profile.directory() + QStringLiteral("/cairn.lock"));
        lock.setStaleLockTime(0);
#ifdef Q_OS_UNIX
        const QByteArray leader =
            QFile::encodeName(profile.directory() + QStringLiteral("/sync.lock"));
        const int file = ::open(leader.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (window)
            QVERIFY(lock.tryLock());
        else
            QCOMPARE(::flock(file, LOCK_EX), 0);
        const auto refused = profile.json(words("account sign-out --wipe --force"));
        QCOMPARE(refused.exitCode, 8);
        QVERIFY(refused.err.contains("Nothing was changed"));
        QCOMPARE(profile.json(words("account show")).text("url"), before);
        QCOMPARE(profile.json(words("note list")).array().size(), 1);
        ::close(file);
#else
        QSKIP("locks are tried on Unix only");
#endif
    }

    /// Neither somebody who is not there is named, nor a full disk that is not.
    void aLockThatCannotBeMadeIsNoFullDisk()
    {
#ifdef Q_OS_LINUX
        const CliProfile profile;
        profile.json(words("note add --title T --body B"));
        const auto refused = [&profile] {
            const auto wiped = profile.run(words("account sign-out --wipe --force"));
            QVERIFY2(wiped.exitCode == 1, wiped.err.constData());
            QVERIFY2(wiped.err.contains("the profile cannot be written"), wiped.err.constData());
            QCOMPARE(profile.json(words("note list")).array().size(), 1);
        };
        const QString leader = profile.directory() + QStringLiteral("/sync.lock");
        QFile::remove(leader);
        QVERIFY(QDir().mkdir(leader));
        refused();
        QVERIFY(QDir().rmdir(leader));
        const QString folder = profile.directory();
        if (QProcess::execute(QStringLiteral("chattr"), {QStringLiteral("+i"), folder}) != 0)
            QSKIP("nothing can be made immutable here");
        const auto mutableAgain = qScopeGuard([&] {
            QProcess::execute(QStringLiteral("chattr"), {QStringLiteral("-i"), folder});
        });
        refused();
#endif
    }

    /// Who is about to remove the notes counts first what was never sent: nothing may come after
    /// that.
    void nobodyBeginsWhileAWipeLooks()
    {
#ifdef Q_OS_UNIX
        const CliProfile profile;
        profile.json(words("note add --title T --body B"));
        QProcess other;
        other.start(QStringLiteral("sleep"), {QStringLiteral("100")});
        QVERIFY(other.waitForStarted());
        const QString lock = profile.directory() + QStringLiteral("/cairn.sqlite.about-to-go");
        write(
            lock,
            QByteArray::number(other.processId()) + "\nsleep\n"
                + QSysInfo::machineHostName().toLocal8Bit() + '\n');
        const auto added = profile.run(words("note add --title More"));
        QVERIFY(added.exitCode != 0);
        QVERIFY2(added.err.contains("about to be removed"), added.err.constData());
        const auto wiped = profile.run(words("account sign-out --wipe --force"));
        QVERIFY2(wiped.err.contains("about to remove"), wiped.err.constData());
        other.kill();
        QVERIFY(other.waitForFinished());
        QCOMPARE(
            profile.run(words("note add --title More")).exitCode,
            0); // it died: nothing was decided
        QVERIFY(!QFileInfo::exists(lock));
        QCOMPARE(profile.run(words("account sign-out --wipe")).exitCode, 7);
        QCOMPARE(profile.json(words("note list")).array().size(), 2);
#endif
    }

    /// The password is forgotten once it is certain that the notes go.
    void aWipeThatFailsForgetsNoPassword()
    {
#ifdef Q_OS_UNIX
        const CliProfile profile;
        profile.json(words("account set --url http://127.0.0.1:9/db --user me"));
        const QString mark = profile.directory() + QStringLiteral("/cairn.sqlite.removing");
        QVERIFY(QFile::link(QStringLiteral("/nowhere/at/all"), mark)); // cannot be written
        const auto wipe = [&profile] {
            QProcess process;
            QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
            environment.remove(QStringLiteral("CAIRN_PASSWORD"));
            environment.insert(
                QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), QStringLiteral("disabled:"));
            process.setProcessEnvironment(environment);
            process.start(
                qEnvironmentVariable("CAIRN_CLI"),
                QStringList{QStringLiteral("--profile"), profile.directory()}
                    + words("account sign-out --wipe --force"));
            process.waitForFinished(60'000);
            return std::pair(process.exitCode(), process.readAllStandardError());
        };
        const auto [code, said] = wipe();
        QCOMPARE(code, 1);
        QVERIFY2(said.contains("cannot write"), said.constData());
        QCOMPARE(said.count('\n'), 1); // nothing about a keychain
        QVERIFY(QFile::remove(mark));
        const auto [last, words] = wipe();
        QCOMPARE(last, 0);
        QVERIFY2(words.contains("keychain"), words.constData()); // it was asked
#endif
    }

    /// What is damaged or gone is replaced file by file: its users would go on writing into the old
    /// one.
    void aDamagedStoreIsReplacedUnderNobody_data()
    {
        QTest::addColumn<bool>("window");
        QTest::addColumn<bool>("gone");
        QTest::addRow("the window, damaged") << true << false;
        QTest::addRow("a process that syncs, damaged") << false << false;
        QTest::addRow("the window, gone") << true << true;
    }
    void aDamagedStoreIsReplacedUnderNobody()
    {
#ifdef Q_OS_UNIX
        QFETCH(bool, window);
        QFETCH(bool, gone);
        const CliProfile profile;
        profile.json(words("note add --title T --body B"));
        const QString backup = profile.scratch(QStringLiteral("notes.backup"));
        QCOMPARE(profile.json({QStringLiteral("backup"), backup}).exitCode, 0);
        const QString store = profile.directory() + QStringLiteral("/cairn.sqlite");
        const QByteArray damaged(20'000, 'x');
        QFile::remove(store + QStringLiteral("-wal"));
        if (gone)
            QVERIFY(QFile::remove(store));
        else
            write(store, damaged);
        QLockFile lock(profile.directory() + QStringLiteral("/cairn.lock"));
        lock.setStaleLockTime(0);
        const QByteArray leader =
            QFile::encodeName(profile.directory() + QStringLiteral("/sync.lock"));
        const int file = ::open(leader.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        const auto closed = qScopeGuard([file] { ::close(file); });
        if (window)
            QVERIFY(lock.tryLock());
        else
            QCOMPARE(::flock(file, LOCK_EX), 0);
        const auto refused = profile.json({QStringLiteral("restore"), backup});
        QCOMPARE(refused.exitCode, 8);
        QVERIFY2(refused.err.contains("damaged or gone"), refused.err.constData());
        QVERIFY2(refused.err.contains("Nothing was changed"), refused.err.constData());
        QCOMPARE(QFileInfo::exists(store), !gone);
        QVERIFY(!QFileInfo::exists(store + QStringLiteral(".replaced-1")));
        lock.unlock();
        ::flock(file, LOCK_UN);
        QCOMPARE(profile.json({QStringLiteral("restore"), backup}).exitCode, 0);
        QCOMPARE(profile.json(words("note list")).array().size(), 1);
        QCOMPARE(
            QFileInfo(store + QStringLiteral(".replaced-1")).size(), gone ? 0 : damaged.size());
#else
        QSKIP("locks are tried on Unix only");
#endif
    }

    /// Whatever the umask of the person is, and whoever made the profile.
    void nobodyElseReadsWhatIsWritten()
    {
#ifdef Q_OS_UNIX
        const mode_t before = ::umask(022);
        const CliProfile profile;
        profile.json(words("note add --title T --body B --notebook Work"));
        const QString backup = profile.scratch(QStringLiteral("notes.backup"));
        QCOMPARE(profile.json({QStringLiteral("backup"), backup}).exitCode, 0);
        const QString out = profile.scratch(QStringLiteral("export"));
        QCOMPARE(
            profile
                .json(
                    {QStringLiteral("export"), out, QStringLiteral("--format"),
                     QStringLiteral("markdown")})
                .exitCode,
            0);
        QCOMPARE(openToOthers(profile.directory()), QStringList());
        QCOMPARE(openToOthers(out), QStringList());
        QCOMPARE(openToOthers(backup), QStringList());
        // Of an older version, or unpacked from an archive.
        const QString folder = profile.directory();
        write(folder + QStringLiteral("/cairn.log"), "x");
        write(folder + QStringLiteral("/backups/cairn-2026-01-02-030405.sqlite"), "x");
        ::chmod(QFile::encodeName(folder).constData(), 0755);
        ::chmod(QFile::encodeName(folder + QStringLiteral("/cairn.sqlite")).constData(), 0644);
        QVERIFY(!openToOthers(folder).isEmpty());
        QCOMPARE(profile.json(words("note list")).exitCode, 0);
        QCOMPARE(openToOthers(folder), QStringList());
        ::umask(before);
#endif
    }

    /// Any folder may be named by mistake.
    void aFolderThatIsNoProfileStaysOpen()
    {
#ifdef Q_OS_UNIX
        const CliProfile profile;
        write(profile.directory() + QStringLiteral("/photo.jpg"), "mine");
        ::chmod(QFile::encodeName(profile.directory()).constData(), 0755);
        profile.json(words("note add --title T"));
        struct stat facts = {};
        QCOMPARE(::stat(QFile::encodeName(profile.directory()).constData(), &facts), 0);
        QCOMPARE(int(facts.st_mode & 0777), 0755);
#endif
    }

    void aPasswordInTheAddressIsRefused()
    {
        const CliProfile profile;
        for (const char *url : {"http://ann:s3cret@127.0.0.1:9/db", "http://ann@127.0.0.1:9/db"}) {
            const auto refused = profile.run(
                {QStringLiteral("account"), QStringLiteral("set"), QStringLiteral("--url"),
                 QString::fromLatin1(url), QStringLiteral("--user"), QStringLiteral("ann")});
            QCOMPARE(refused.exitCode, 2);
            QVERIFY(refused.err.contains("--url http://127.0.0.1:9/db --user NAME"));
            QVERIFY(!refused.err.contains("s3cret") && !refused.out.contains("s3cret"));
        }
        // Behind a slash too many.
        for (const char *command :
             {"account set --url http://127.0.0.1:9/s3cret:PW@x/db --user ann",
              "account set --url http://127.0.0.1:9/db/s3cret@x --user ann"}) {
            const auto refused = profile.run(words(command));
            QCOMPARE(refused.exitCode, 2);
            QVERIFY(refused.err.contains("--url https://HOST/DATABASE --user NAME"));
            QVERIFY(!refused.err.contains("s3cret") && !refused.out.contains("s3cret"));
        }
        QVERIFY(profile.json(words("account show")).member("url").isNull());
        // One that an older version took.
        execute(
            profile.directory() + QStringLiteral("/cairn.sqlite"),
            "INSERT INTO meta VALUES ('account', '{\"url\":\"http://ann:s3cret@127.0.0.1:9/db\","
            "\"user\":\"ann\"}')");
        const auto shown = profile.json(words("account show"));
        QCOMPARE(shown.text("url"), QStringLiteral("http://127.0.0.1:9/db"));
        QVERIFY(!shown.out.contains("s3cret"));
    }

    /// Only a person can tell whether it is right, and nobody else says it again.
    void whatNothingProvesIsSaid()
    {
        for (const bool json : {false, true}) {
            const CliProfile profile;
            const QString id =
                profile.json(words("note add --title Pump --body only-words-of-mine")).text("id");
            const QString file = profile.directory() + QStringLiteral("/cairn.sqlite");
            alterBytes(file, "only-words-of", "only-words-oF");
            const QString backup = profile.scratch(QStringLiteral("altered.cairn"));
            QCOMPARE(profile.json({QStringLiteral("backup"), backup}).exitCode, 7);
            QCOMPARE(profile.json(words("doctor")).exitCode, 8);
            const auto repaired = json ? profile.json(words("doctor --repair"))
                                       : profile.run(words("doctor --repair"));
            QCOMPARE(repaired.exitCode, 7);
            const QJsonArray unproven = repaired.member("unproven").toArray();
            QCOMPARE(unproven.size(), json ? 1 : 0);
            QCOMPARE(repaired.member("ok").toBool(), json);
            if (json)
                QCOMPARE(
                    unproven.first().toObject(),
                    (QJsonObject{
                        {QStringLiteral("id"), id},
                        {QStringLiteral("title"), QStringLiteral("Pump")}}));
            const QByteArray line = "\nnot proven to be as it was written: “Pump”\n";
            QVERIFY2(json || repaired.out.contains(line), repaired.out.constData());
            QCOMPARE(profile.json(words("doctor --repair")).exitCode, 0);

            const QStringList command{QStringLiteral("restore"), backup};
            const auto restored = json ? profile.json(command) : profile.run(command);
            QCOMPARE(restored.exitCode, 7);
            QCOMPARE(restored.member("unproven").toArray().size(), json ? 1 : 0);
            QVERIFY2(json || restored.out.contains(line), restored.out.constData());
        }
    }

    /// Two profiles would use one file without knowing of each other. (A link to the folder is the
    /// same profile.)
    void notesAreNotUsedThroughALink()
    {
#ifdef Q_OS_UNIX
        const CliProfile real;
        real.json(words("note add --title T --body B"));
        const QString notes = real.directory() + QStringLiteral("/cairn.sqlite");
        const QString backup = real.scratch(QStringLiteral("copy.cairn"));
        QCOMPARE(real.json({QStringLiteral("backup"), backup}).exitCode, 0);
        const CliProfile linked;
        QVERIFY(QDir().mkpath(linked.directory()));
        QVERIFY(QFile::link(notes, linked.directory() + QStringLiteral("/cairn.sqlite")));
        const CliProfile dangling;
        QVERIFY(QDir().mkpath(dangling.directory()));
        QVERIFY(QFile::link(
            dangling.scratch(QStringLiteral("nowhere")),
            dangling.directory() + QStringLiteral("/cairn.sqlite")));
        for (const QStringList &command :
             {words("note list"), words("note add --title X"), words("doctor --repair"),
              QStringList {
                  QStringLiteral("restore"),
                  backup
              }}) {
            for (const CliProfile *profile : {&linked, &dangling}) {
                const auto refused = profile->run(command);
                QCOMPARE(refused.exitCode, 8);
                QVERIFY2(refused.err.contains("is a link to"), refused.err.constData());
                QCOMPARE(refused.err.count('\n'), 1);
            }
        }
        QVERIFY(!QFile::exists(dangling.scratch(QStringLiteral("nowhere"))));
        QCOMPARE(real.json(words("note list")).array().size(), 1);
        const CliProfile folder;
        QVERIFY(QFile::link(real.directory(), folder.directory()));
        QCOMPARE(folder.json(words("note list")).array().size(), 1);
#endif
    }

    /// What is printed is the list's copy, and no script may take it for the text.
    void aDamagedTextIsShownWithAWord()
    {
        const CliProfile profile;
        const QString id =
            profile.json(words("note add --title Pump --body only-words-of-mine")).text("id");
        const QStringList show{QStringLiteral("note"), QStringLiteral("show"), id};
        QCOMPARE(profile.run(show).exitCode, 0);
        QCOMPARE(profile.json(show).member("damaged"), QJsonValue(false));
        alterBytes(
            profile.directory() + QStringLiteral("/cairn.sqlite"), "only-words-of",
            "only-words-oF");
        const auto shown = profile.run(show);
        QCOMPARE(shown.exitCode, 7);
        QCOMPARE(shown.out, QByteArray("only-words-oF-mine"));
        QVERIFY2(shown.err.contains("is damaged"), shown.err.constData());
        QCOMPARE(shown.err.count('\n'), 1);
        const auto json = profile.json(show);
        QCOMPARE(json.exitCode, 7);
        QCOMPARE(json.member("damaged"), QJsonValue(true));
        QCOMPARE(json.text("body"), QStringLiteral("only-words-oF-mine"));
        profile.run(words("doctor --repair"));
        QCOMPARE(profile.run(show).exitCode, 0);
    }

    void anEmptyFileWhereNotesWereIsToldWithTheCopies()
    {
        const CliProfile profile;
        profile.json(words("note add --title Kept --body B"));
        const QString copy =
            profile.directory() + QStringLiteral("/backups/cairn-2026-01-02-030405.sqlite");
        QDir().mkpath(QFileInfo(copy).absolutePath());
        QCOMPARE(profile.json({QStringLiteral("backup"), copy}).exitCode, 0);
        write(profile.directory() + QStringLiteral("/cairn.sqlite"), "");
        const auto refused = profile.run(words("note list"));
        QCOMPARE(refused.exitCode, 8);
        QVERIFY(refused.err.contains("although notes were here"));
        QVERIFY(refused.err.contains(copy.toUtf8()));
        QVERIFY(refused.err.contains("with 1 note:"));
        QCOMPARE(profile.json(words("note add --title New")).exitCode, 8);
        QCOMPARE(profile.json({QStringLiteral("restore"), copy}).exitCode, 0);
        QCOMPARE(profile.json(words("note list")).array().size(), 1);
    }

    /// Without copies, too: the file of turns knows.
    void anEmptyFileWithoutCopiesIsTold()
    {
        const CliProfile profile;
        profile.json(words("note add --title Kept --body B"));
        write(profile.directory() + QStringLiteral("/cairn.sqlite"), "");
        QCOMPARE(profile.run(words("note list")).exitCode, 8);
    }

    /// Lists, shows, searches and exports; what would change it is refused with the reason.
    void aFullDiskIsRead()
    {
#ifdef Q_OS_LINUX
        const CliProfile profile;
        if (::geteuid() != 0)
            QSKIP("only root can make a small disk");
        QDir().mkpath(profile.directory());
        const QByteArray folder = QFile::encodeName(profile.directory());
        if (::mount("tmpfs", folder.constData(), "tmpfs", 0, "size=3m,mode=700") != 0)
            QSKIP("no small disk here");
        const auto unmount = qScopeGuard([&folder] { ::umount2(folder.constData(), MNT_DETACH); });
        const QString id = profile.json(words("note add --title Kept --body Words")).text("id");
        {
            QFile filler(profile.directory() + QStringLiteral("/filler"));
            QVERIFY(filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
            const QByteArray block(4'096, 'x');
            while (filler.write(block) == block.size()) { }
        }
        readsOnly(profile, id, "the disk is full");
        QCOMPARE(profile.json(words("note list")).array().size(), 1);
#endif
    }

    /// One that fills up while it is written to: the words of a person, not those of SQLite.
    void aDiskThatFillsUpIsSaid()
    {
#ifdef Q_OS_LINUX
        const CliProfile profile;
        if (::geteuid() != 0)
            QSKIP("only root can make a small disk");
        QDir().mkpath(profile.directory());
        const QByteArray folder = QFile::encodeName(profile.directory());
        if (::mount("tmpfs", folder.constData(), "tmpfs", 0, "size=3m,mode=700") != 0)
            QSKIP("no small disk here");
        const auto unmount = qScopeGuard([&folder] { ::umount2(folder.constData(), MNT_DETACH); });
        QCOMPARE(profile.json(words("note add --title Kept")).exitCode, 0);
        const auto refused =
            profile.run(words("note add --title Large --body-file -"), QByteArray(4'000'000, 'x'));
        QCOMPARE(refused.exitCode, 1);
        QCOMPARE(refused.err, QByteArray("cairn-cli: the disk is full\n"));
        QCOMPARE(profile.json(words("note list")).array().size(), 1);
#endif
    }

    void aProtectedFolderIsRead_data()
    {
        QTest::addColumn<bool>("log");
        QTest::addRow("closed well") << false;
        QTest::addRow("a crashed computer's copy, with a log") << true;
    }
    void aProtectedFolderIsRead()
    {
#ifdef Q_OS_LINUX
        QFETCH(bool, log);
        const CliProfile profile;
        if (::geteuid() != 0)
            QSKIP("only root can mount");
        const QString id = profile.json(words("note add --title Kept --body Words")).text("id");
        QCOMPARE(
            profile.run(words("account set --url http://127.0.0.1:9/notes --user ann")).exitCode,
            0);
        if (log)
            leaveLog(profile);
        const QByteArray folder = QFile::encodeName(profile.directory());
        if (::mount(folder.constData(), folder.constData(), nullptr, MS_BIND, nullptr) != 0)
            QSKIP("nothing can be mounted here");
        const auto unmount = qScopeGuard([&folder] { ::umount2(folder.constData(), MNT_DETACH); });
        QCOMPARE(
            ::mount(
                nullptr, folder.constData(), nullptr, MS_BIND | MS_REMOUNT | MS_RDONLY, nullptr),
            0);
        const QString copy = profile.scratch(QStringLiteral("copy.cairn"));
        QCOMPARE(profile.json({QStringLiteral("backup"), copy}).exitCode, 0);
        QVERIFY(profile.json(words("doctor")).member("ok").toBool());
        readsOnly(profile, id, "the profile cannot be written");
        QCOMPARE(profile.run(words("sync")).exitCode, 1); // at once: nobody will be able to
        const auto wiped = profile.run(words("account sign-out --wipe --force"));
        QCOMPARE(wiped.exitCode, 1);
        QVERIFY2(
            wiped.err.startsWith("cairn-cli: the profile cannot be written"),
            wiped.err.constData());
        QVERIFY2(wiped.err.contains("nothing was changed"), wiped.err.constData());
#endif
    }

    /// A trigger in a backup deletes nothing, and the account in it gets no password.
    void aCraftedBackupIsHarmless()
    {
        const CliProfile profile;
        const QString id = profile.json(words("note add --title Kept --body B")).text("id");
        profile.json(words("account set --url http://127.0.0.1:9/mine --user me"));
        const QString device = profile.json(words("account show")).text("device_id");
        const QString file = profile.scratch(QStringLiteral("crafted.cairn"));
        QCOMPARE(profile.json({QStringLiteral("backup"), file}).exitCode, 0);
        execute(
            file,
            "UPDATE meta SET value = '{\"url\":\"https://evil.example/db\",\"user\":\"me\"}'"
            " WHERE name = 'account';"
            "CREATE TRIGGER evil AFTER INSERT ON revision BEGIN DELETE FROM note; END");
        const auto restored = profile.json({QStringLiteral("restore"), file});
        QCOMPARE(restored.exitCode, 0);
        QVERIFY(restored.err.contains("evil.example"));
        QVERIFY(restored.err.contains("not taken over"));
        const auto account = profile.json(words("account show"));
        QCOMPARE(account.text("url"), QStringLiteral("http://127.0.0.1:9/mine"));
        QVERIFY(account.text("device_id") != device);
        profile.json(
            {QStringLiteral("note"), QStringLiteral("edit"), id, QStringLiteral("--body"),
             QStringLiteral("after")});
        QCOMPARE(profile.json(words("note list")).array().size(), 1);
        QVERIFY(profile.json(words("doctor")).member("ok").toBool());
    }
};

void TestCliProfile::readsOnly(const CliProfile &profile, const QString &id, const char *why)
{
    const auto list = profile.json(words("note list"));
    QVERIFY2(list.exitCode == 0, list.err.constData());
    QCOMPARE(list.array().size(), 1);
    QVERIFY2(list.err.contains(why), list.err.constData());
    QCOMPARE(
        profile.json({QStringLiteral("note"), QStringLiteral("show"), id}).text("body"),
        QStringLiteral("Words"));
    QCOMPARE(profile.json(words("search Words")).array().size(), 1);
    const QString out = profile.scratch(QStringLiteral("rescued"));
    QCOMPARE(
        profile
            .json(
                {QStringLiteral("export"), out, QStringLiteral("--format"),
                 QStringLiteral("markdown")})
            .number("notes"),
        1);
    const auto refused = profile.run(words("note add --title New"));
    QCOMPARE(refused.exitCode, 1);
    QVERIFY2(refused.err.contains(why), refused.err.constData());
}

QTEST_GUILESS_MAIN(TestCliProfile)
#include "tst_cliprofile.moc"
