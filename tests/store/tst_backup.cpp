#include "manynotes.h"
#include "must.h"
#include "store/backup.h"
#include "store/doctor.h"
#include "teststore.h"

#include <QDir>
#include <QTest>

using namespace cairn;

class TestBackup : public QObject {
    Q_OBJECT

private slots:
    void init() { m = std::make_unique<TestStore>(); }
    void cleanup() { m.reset(); }

    void backupAndRestore()
    {
        const QString id = add(QStringLiteral("kept"));
        const QString file = path("backup.cairn");
        must(Backup::write((*m)->database(), file));
        add(QStringLiteral("later"));
        m->close();
        const Backup::Restored restored = must(Backup::restore(file, m->file()));
        m->reopen();
        QCOMPARE(titles(), QStringList(QStringLiteral("kept")));
        QCOMPARE(must((*m)->notes().note(id)).title, QStringLiteral("kept"));
        QVERIFY(Doctor::isHealthy(must((*m)->doctor().check())));

        QVERIFY(QFile::exists(restored.kept));
        m->close();
        must(Backup::restore(restored.kept, m->file()));
        m->reopen();
        QCOMPARE(titles(), (QStringList{QStringLiteral("kept"), QStringLiteral("later")}));
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
        const QStringList others{
            QStringLiteral("backups/cairn-2026-01-02-000000.sqlite.partial"),
            QStringLiteral("somebody.partial"), QStringLiteral("cairn.sqlite.replaced-1")};
        QVERIFY(leave(others.at(0), 0) && leave(others.at(1), 2) && leave(others.at(2), 2));
        m->reopen();
        for (const QString &name : old)
            QVERIFY2(!folder.exists(name), qPrintable(name));
        for (const QString &name : others)
            QVERIFY2(folder.exists(name), qPrintable(name));
    }

    /// One file is the whole backup, and an older one is replaced.
    void backupLeavesNothingBeside()
    {
        const QString file = path("backup.cairn");
        add(QStringLiteral("a"));
        must(Backup::write((*m)->database(), file));
        must(Backup::write((*m)->database(), file));
        QCOMPARE(
            QDir(m->folder()).entryList({QStringLiteral("backup*")}),
            QStringList(QStringLiteral("backup.cairn")));
    }

    void backupWhileAnotherConnectionWrites()
    {
        const auto other = m->second();
        add(QStringLiteral("committed"));
        Transaction open(other->database());
        must(open.begin());
        must(other->database().execute(QStringLiteral("UPDATE note SET title = 'half'")));
        const QString file = path("backup.cairn");
        must(Backup::write((*m)->database(), file));
        m->close();
        const QString elsewhere = path("elsewhere/cairn.sqlite");
        QCOMPARE(must(Backup::restore(file, elsewhere)).kept, QString());
        const auto store =
            must(Store::open({elsewhere, &m->clock, &m->random, {}, ChangeSet::Origin::Person}));
        QCOMPARE(must(store->notes().list({})).at(0).title, QStringLiteral("committed"));
    }

    void restoreUnderAnOpenStore()
    {
        add(QStringLiteral("old"));
        const QString file = path("backup.cairn");
        must(Backup::write((*m)->database(), file));
        add(QStringLiteral("new"));
        QCOMPARE(titles().size(), 2);
        must(Backup::restore(file, m->file()));
        QCOMPARE(titles(), QStringList(QStringLiteral("old")));
        add(QStringLiteral("after"));
        m->reopen();
        QCOMPARE(titles().size(), 2);
        QVERIFY(Doctor::isHealthy(must((*m)->doctor().check())));
    }

    void restoreOverADamagedStore()
    {
        add(QStringLiteral("kept"));
        const QString file = path("backup.cairn");
        must(Backup::write((*m)->database(), file));
        m->close();
        QFile damaged(m->file());
        QVERIFY(damaged.open(QIODevice::ReadWrite));
        damaged.write(QByteArray(5000, 'x'));
        damaged.close();
        const Backup::Restored restored = must(Backup::restore(file, m->file()));
        QVERIFY(QFile::exists(restored.kept));
        m->reopen();
        QCOMPARE(titles(), QStringList(QStringLiteral("kept")));
    }

    void refuses()
    {
        add(QStringLiteral("mine"));
        const auto kind = [this](const QString &file) {
            const auto restored = Backup::restore(file, m->file());
            return restored ? QStringLiteral("done") : errorKindName(restored.error().kind);
        };
        QCOMPARE(kind(path("none")), QStringLiteral("not-found"));
        write("text", "this is no database");
        QCOMPARE(kind(path("text")), QStringLiteral("invalid"));
        write("empty", "");
        QCOMPARE(kind(path("empty")), QStringLiteral("invalid"));
        QCOMPARE(kind(m->file()), QStringLiteral("invalid"));

        must(Backup::write((*m)->database(), path("newer")));
        patchHeader("newer", 60, QByteArray::fromHex("00000fff")); // user_version
        QCOMPARE(kind(path("newer")), QStringLiteral("too-new"));
        must(Backup::write((*m)->database(), path("foreign")));
        patchHeader("foreign", 68, QByteArray::fromHex("00000001")); // application_id
        QCOMPARE(kind(path("foreign")), QStringLiteral("invalid"));
        QCOMPARE(titles(), QStringList(QStringLiteral("mine")));
        QVERIFY(QDir(m->folder()).entryList({QStringLiteral("*replaced*")}).isEmpty());
    }

    void writeRefusesTheStoreItselfAndFolders()
    {
        QCOMPARE(Backup::write((*m)->database(), m->file()).error().kind, ErrorKind::Invalid);
        QCOMPARE(Backup::write((*m)->database(), m->folder()).error().kind, ErrorKind::Invalid);
        QVERIFY(!Backup::write((*m)->database(), path("no/such/folder/file")));
    }

private:
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
