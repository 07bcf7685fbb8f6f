// SPDX-License-Identifier: GPL-3.0-or-later
#include "damagepage.h"
#include "exchange/markdownexporter.h"
#include "must.h"
#include "store/care/backup.h"
#include "store/care/doctor.h"
#include "store/notes/notebookstore.h"
#include "store/notes/notestore.h"
#include "store/replica/replicastore.h"
#include "store/search/searchindex.h"
#include "store/sqlite/database.h"
#include "storeinsides.h"
#include "storethreenotes.h"
#include "teststore.h"

#include <QDir>
#include <QDirIterator>
#include <QTest>

using namespace cairn;

/// Pages that a disk has lost, or whose last write it has lost: what people wrote stays, whatever
/// can be read of it is exported, and the rest is made again.
class TestDoctorDamage : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m = std::make_unique<TestStore>();
        m_first = writeThreeNotes(*m).first;
    }
    void cleanup() { m.reset(); }

    /// Pages that a disk has lost: a verdict, and made again where no word of a person is on them.
    void damagedPagesAreMadeAgain_data()
    {
        QTest::addColumn<QByteArray>("table");
        QTest::addColumn<QByteArray>("page");
        for (const char *table :
             {"note", "note_tag", "notebook", "tally", "outbox", "activity", "word",
              "word_part_data", "note_text_data", "note_text_idx", "note_by_updated",
              "revision_by_parent", "sqlite_autoindex_revision_1", "sqlite_autoindex_document_1"})
            QTest::newRow(table) << QByteArray(table) << QByteArray("ROOT");
        QTest::newRow("a leaf of note") << QByteArray("note") << QByteArray("DESC");
        QTest::newRow("a leaf of note_text_data")
            << QByteArray("note_text_data") << QByteArray("DESC");
    }
    void damagedPagesAreMadeAgain()
    {
        QFETCH(QByteArray, table);
        QFETCH(QByteArray, page);
        NoteContent content;
        content.title = QStringLiteral("Long");
        for (int i = 0; i < 3'000; ++i)
            content.body += QStringLiteral("word%1 ").arg(i);
        must((*m)->notes().create(content));
        const Note before = must((*m)->notes().note(m_first));
        m->close();
        damagePage(m->file(), table, page);
        m->reopen();
        const QList<DoctorCheck> checks = must((*m)->doctor().check());
        QCOMPARE(checks.size(), 10);
        QCOMPARE(checks.first().name, QStringLiteral("database"));
        QVERIFY(!checks.first().ok);
        QVERIFY2(checks.first().detail.contains(u"--repair"), qPrintable(checks.first().detail));
        for (const DoctorCheck &check : must((*m)->doctor().repair()))
            QVERIFY2(check.ok, qPrintable(check.name + QStringLiteral(": ") + check.detail));
        m->reopen();
        QCOMPARE(failing(must((*m)->doctor().check())), QStringList());
        QCOMPARE(must((*m)->notes().note(m_first)).body, before.body);
        QCOMPARE(must((*m)->notes().note(m_first)).notebookPath, before.notebookPath);
        QCOMPARE(must((*m)->search().search(QStringLiteral("eedl"), 9)).size(), 1);
        must(Backup::write(databaseOf(**m), m->folder() + QStringLiteral("/copy")));
    }

    /// What people wrote cannot be made again: what is left of it is saved, the rest is named.
    void damagedTextIsNamed()
    {
        for (int i = 0; i < 12; ++i) {
            NoteContent content;
            content.title = QStringLiteral("Long %1").arg(i);
            content.body = QString(20'000, QChar('a' + i));
            must((*m)->notes().create(content));
        }
        const int all = must((*m)->tallies()).notes;
        must(Backup::write(databaseOf(**m), m->folder() + QStringLiteral("/copy")));
        m->close();
        damagePage(m->file(), "revision", "DESC");
        damagePage(m->file(), "note", "DESC"); // else the list would still have its text
        m->reopen();
        const QList<DoctorCheck> checks = must((*m)->doctor().repair());
        QVERIFY(!checks.first().ok);
        QVERIFY2(checks.first().detail.contains(u"(revision)"), qPrintable(checks.first().detail));
        QVERIFY2(checks.first().detail.contains(u"`export`"), qPrintable(checks.first().detail));
        MarkdownExporter exporter(**m);
        const QString folder = m->folder() + QStringLiteral("/out");
        const ExportReport report = must(exporter.run(folder));
        QCOMPARE(report.unread.size(), 1);
        QCOMPARE(report.notes, all - 1);
        QCOMPARE(QDir(folder).entryList({QStringLiteral("Long*.md")}).size(), 11);
        QVERIFY(!(*m)->notes().note(report.unread.first().note));
    }

    /// Of damaged and of stale pages alike: every note of which the text is somewhere is exported.
    void whatCanBeReadIsExported_data()
    {
        QTest::addColumn<QByteArray>("table");
        QTest::addColumn<QByteArray>("page"); ///< empty: its last write was lost
        const std::pair<const char *, const char *> rows[] = {
            {"document", "ROOT"}, {"document", "DESC"}, {"document", ""},
            {"revision", "DESC"}, {"revision", ""},     {"sqlite_autoindex_document_1", "ROOT"},
            {"note", "ROOT"},     {"note", ""},         {"tally", "ROOT"}};
        for (const auto &[table, page] : rows)
            QTest::addRow("%s %s", table, page) << QByteArray(table) << QByteArray(page);
    }
    void whatCanBeReadIsExported()
    {
        QFETCH(QByteArray, table);
        QFETCH(QByteArray, page);
        writeNotes(QStringLiteral("Before"));
        m->close();
        const QString before = m->folder() + QStringLiteral("/before");
        QCOMPARE(pagesOf(m->file(), "PRAGMA page_count").size(), 1);
        QVERIFY(QFile::copy(m->file(), before));
        m->reopen();
        writeNotes(QStringLiteral("After"));
        const QMap<QString, QString> all = content();
        m->close();
        if (page.isEmpty())
            losePageWrite(m->file(), before, table);
        else
            damagePage(m->file(), table, page);
        m->reopen();
        const QString folder = m->folder() + QStringLiteral("/out");
        MarkdownExporter exporter(**m);
        const ExportReport report = must(exporter.run(folder));
        QCOMPARE(report.unread.size(), 0);
        QMap<QString, QString> found;
        QDirIterator files(
            folder, {QStringLiteral("*.md")}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QString text = QString::fromUtf8(file.readAll());
            found.insert(
                QFileInfo(file).completeBaseName(),
                text.sliced(text.indexOf(QStringLiteral("\n---\n")) + 5));
        }
        QCOMPARE(found.keys(), all.keys());
        for (auto note = all.cbegin(); note != all.cend(); ++note)
            QVERIFY2(found.value(note.key()).contains(*note), qPrintable(note.key()));
    }

    /// A page whose last write the disk lost reads well; only others know the rows that are
    /// missing. Where they are what people wrote, nothing is called sound and nothing is changed.
    void lostWritesAreFound_data()
    {
        QTest::addColumn<QByteArray>("table");
        QTest::addColumn<bool>("lost");
        for (const char *table : {"document", "revision", "version"})
            QTest::newRow(table) << QByteArray(table) << true;
        for (const char *index :
             {"sqlite_autoindex_document_1", "sqlite_autoindex_revision_1", "revision_unsent",
              "version_by_turn", "version_by_age"})
            QTest::newRow(index) << QByteArray(index) << false;
    }
    void lostWritesAreFound()
    {
        QFETCH(QByteArray, table);
        QFETCH(bool, lost);
        writeNotes(QStringLiteral("Before"));
        m->close();
        const QString before = m->folder() + QStringLiteral("/before");
        QVERIFY(pagesOf(m->file(), "PRAGMA page_count").size() == 1);
        QVERIFY(QFile::copy(m->file(), before));
        m->reopen();
        writeNotes(QStringLiteral("After"));
        const auto all = content();
        m->close();
        losePageWrite(m->file(), before, table);
        m->reopen();
        const DoctorCheck found = must((*m)->doctor().check()).first();
        QVERIFY(!found.ok);
        const QList<DoctorCheck> after = must((*m)->doctor().repair());
        QCOMPARE(found.detail.contains(u"what people wrote can be read"), !lost);
        if (lost) {
            QVERIFY2(
                found.detail.contains(QStringLiteral("(%1)").arg(QString::fromLatin1(table))),
                qPrintable(found.detail));
            QVERIFY2(found.detail.contains(u"changes nothing"), qPrintable(found.detail));
            QCOMPARE(after.first().detail, found.detail);
            QVERIFY(!after.first().ok);
            QVERIFY(!QFile::exists(m->file() + QStringLiteral(".replaced-1")));
        } else {
            QCOMPARE(failing(after), QStringList());
            QCOMPARE(content(), all);
            m->reopen();
            QCOMPARE(failing(must((*m)->doctor().check())), QStringList());
        }
    }

    /// What a repair replaces is kept as it was; and what a sync had read may be among the lost.
    void whatWasDamagedIsKept()
    {
        must((*m)->replica().store(
            {}, {}, QStringLiteral("replication"),
            Checkpoint{QStringLiteral("s"), QStringLiteral("1"), {}}, Removals::Admit));
        m->close();
        damagePage(m->file(), "outbox", "ROOT");
        QFile damaged(m->file());
        QVERIFY(damaged.open(QIODevice::ReadOnly));
        const QList<qint64> root =
            pagesOf(m->file(), "SELECT rootpage FROM sqlite_schema WHERE name = 'outbox'");
        m->reopen();
        const QList<DoctorCheck> after = must((*m)->doctor().repair());
        QCOMPARE(failing(after), QStringList());
        const QString kept = m->file() + QStringLiteral(".replaced-1");
        QVERIFY2(after.first().detail.contains(kept), qPrintable(after.first().detail));
        QFile copy(kept);
        QVERIFY(copy.open(QIODevice::ReadOnly));
        QCOMPARE(pageOf(copy, root.first()), QByteArray(kDamagedPageBytes, '\x5a'));
        QVERIFY(!must((*m)->replica().checkpoint(QStringLiteral("replication"))));
        m->close(); // what is kept is no backup to go back to
        damagePage(m->file(), "revision", "ROOT");
        m->reopen();
        const QString detail = must((*m)->doctor().check()).first().detail;
        QVERIFY2(!detail.contains(kept), qPrintable(detail));
    }

    /// Whenever somebody is killed in a repair, or looks on, no list is empty that was full.
    void repairIsOneStep()
    {
        const int all = count(m->file(), "outbox");
        QVERIFY(all > 0);
        m->close();
        damagePage(m->file(), "note", "ROOT");
        damagePage(m->file(), "outbox", "ROOT");
        m->reopen();
        struct Seen {
            QString file;
            QList<int> notes, waiting;
        } seen{m->file(), {}, {}};
        sqlite3_commit_hook(
            databaseOf(**m).handle(),
            [](void *context) {
                auto &known = *static_cast<Seen *>(context);
                known.notes.append(count(known.file, "note"));
                known.waiting.append(count(known.file, "outbox"));
                return 0;
            },
            &seen);
        QCOMPARE(failing(must((*m)->doctor().repair())), QStringList());
        sqlite3_commit_hook(databaseOf(**m).handle(), nullptr, nullptr);
        QVERIFY(!seen.notes.isEmpty());
        QVERIFY(!seen.notes.contains(0));
        QVERIFY(!seen.waiting.contains(0));
        QCOMPARE(count(m->file(), "outbox"), all);
    }

    /// Where a sync stopped is nobody's text, and the next one finds out by itself. Nor is what
    /// was shown or here in one day.
    void damagedLogsAreNobodysText_data()
    {
        QTest::addColumn<QByteArray>("table");
        for (const char *table :
             {"checkpoint", "shown_before", "first_shown", "here_before", "held_removal"})
            QTest::newRow(table) << QByteArray(table);
    }
    void damagedLogsAreNobodysText()
    {
        QFETCH(QByteArray, table);
        must((*m)->replica().store(
            {}, {}, QStringLiteral("replication"),
            Checkpoint{QStringLiteral("s"), QStringLiteral("1"), {}}, Removals::Admit));
        m->close();
        damagePage(m->file(), table, "ROOT");
        m->reopen();
        const DoctorCheck found = must((*m)->doctor().check()).first();
        QVERIFY2(found.detail.contains(u"what people wrote can be read"), qPrintable(found.detail));
        QCOMPARE(failing(must((*m)->doctor().repair())), QStringList());
        QVERIFY(!must((*m)->replica().checkpoint(QStringLiteral("replication"))));
    }

private:
    void writeNotes(const QString &title)
    {
        for (int i = 0; i < 7; ++i) {
            NoteContent content;
            content.title = QStringLiteral("%1 %2").arg(title).arg(i);
            content.body = QString(20, QChar('a' + i));
            const QString id = must((*m)->notes().create(content)).id;
            m->clock.advance(3'600'000);
            NotePatch later; // the first text goes to the history
            later.body = QString(20, QChar('A' + i));
            must((*m)->notes().edit(id, later));
        }
    }

    /// Title and text of every note.
    QMap<QString, QString> content()
    {
        QMap<QString, QString> all;
        for (const NoteSummary &note : must((*m)->notes().list({})))
            all.insert(note.title, must((*m)->notes().note(note.id)).body);
        return all;
    }

    /// Rows of a table as everybody else sees them; -1: it cannot be read.
    static int count(const QString &store, const char *table)
    {
        sqlite3 *handle = nullptr;
        sqlite3_stmt *rows = nullptr;
        const QByteArray sql = "SELECT count(*) FROM " + QByteArray(table) + " NOT INDEXED";
        int found = -1;
        if (sqlite3_open(store.toUtf8().constData(), &handle) == SQLITE_OK
            && sqlite3_prepare_v2(handle, sql.constData(), -1, &rows, nullptr) == SQLITE_OK
            && sqlite3_step(rows) == SQLITE_ROW)
            found = sqlite3_column_int(rows, 0);
        sqlite3_finalize(rows);
        sqlite3_close(handle);
        return found;
    }

    static QStringList failing(const QList<DoctorCheck> &checks)
    {
        QStringList names;
        for (const DoctorCheck &check : checks) {
            if (!check.ok)
                names.append(check.name);
        }
        return names;
    }

    std::unique_ptr<TestStore> m;
    QString m_first;
};

QTEST_GUILESS_MAIN(TestDoctorDamage)
#include "tst_doctordamage.moc"
