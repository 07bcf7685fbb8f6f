// SPDX-License-Identifier: GPL-3.0-or-later
#include "exchange/markdownexporter.h"
#include "exchange/markdownimporter.h"
#include "must.h"
#include "store/notes/notebookstore.h"
#include "store/notes/notestore.h"
#include "teststore.h"

#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

#ifdef Q_OS_UNIX
#include <csignal>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

using namespace cairn;

namespace {

QString u8(const char *text) { return QString::fromUtf8(text); }

/// All files below a folder with what is in them.
QMap<QString, QByteArray> contents(const QString &folder)
{
    QMap<QString, QByteArray> files;
    QDirIterator it(folder, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        if (file.open(QIODevice::ReadOnly))
            files.insert(QDir(folder).relativeFilePath(file.fileName()), file.readAll());
    }
    return files;
}

} // namespace

/// Folders of Markdown files, in and out.
class TestMarkdownExchange : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_a = std::make_unique<TestStore>(1);
        m_b = std::make_unique<TestStore>(2);
        QVERIFY(QDir().mkpath(path("in/sub")));
    }
    void cleanup()
    {
        m_a.reset();
        m_b.reset();
    }

    /// What was exported and comes back is the same: here nothing new, elsewhere the same notes
    /// under the same ids, whose export is the same to the byte.
    void ownExportIsAFixedPoint()
    {
        const QString target =
            add(u8("Target: one"), u8("# Target: one\n\nstays"), u8("Work: x/Sub"));
        add({}, u8("untitled"), {});
        add(u8("Kept"), u8("\n\n  leading\n---\ntitle: no\n---\n"), u8("work: X"));
        add(u8("kept"), u8("another case"), u8("Work? x"));
        add(u8("Ke\u0301pt"), u8("decomposed"), {});
        add(u8("K\u00e9pt"), u8("composed"), {});
        add(u8("Links"),
            u8("[a](cairn://note/%1) [b](cairn://note/%1#part \"tip\") `[c](cairn://note/%1)`\n\n"
               "[d]: cairn://note/%1\n\n    [code](cairn://note/%1)\n[[Target: one]]")
                .arg(target),
            u8("Work: x"));
        add(u8("Short"), u8("[a](cairn://note/%1)").arg(target.section(u':', 1)), {});
        add(u8("Own file links"), u8("[a](Kept.md) [b](cairn://note/%1)").arg(target),
            u8("work: X"));
        const QString out = path("out");
        QCOMPARE(must(MarkdownExporter(**m_a).run(out)).notes, 9);
        const ImportReport again = import(**m_a, out);
        QCOMPARE(again.notes, 0);
        QCOMPARE(again.alreadyHere, 9);
        QVERIFY(again.skipped.isEmpty());

        const ImportReport there = import(**m_b, out);
        QCOMPARE(there.notes, 9);
        QVERIFY(there.skipped.isEmpty());
        for (const NoteSummary &summary : must((**m_a).notes().list({}))) {
            const Note mine = must((**m_a).notes().note(summary.id));
            const Note theirs = must((**m_b).notes().note(summary.id));
            QCOMPARE(theirs.title, mine.title);
            QCOMPARE(theirs.notebookPath, mine.notebookPath);
            QCOMPARE(theirs.createdAt, mine.createdAt);
            QCOMPARE(theirs.updatedAt, mine.updatedAt);
            QCOMPARE(withCanonicalNoteLinks(theirs.body), withCanonicalNoteLinks(mine.body));
        }
        const QString back = path("back");
        must(MarkdownExporter(**m_b).run(back));
        QCOMPARE(contents(back), contents(out));
        QCOMPARE(import(**m_b, out).notes, 0);
    }

    /// Whoever imports a file again may be about to throw it away: it is not "already here" where
    /// its text is not.
    void hereIsOnlyWhatIsThere()
    {
        QVERIFY(QDir().mkpath(path("in")));
        for (const char *name : {"in/a.md", "in/b.md", "in/c.md", "in/d.md"})
            write(name, "the pump of the boiler room leaks since monday\n");
        QCOMPARE(import(**m_a, path("in")).notes, 4);
        for (const NoteSummary &one : must((**m_a).notes().list({}))) {
            NotePatch patch;
            if (one.title == u"a")
                patch.body = QString();
            else if (one.title == u"b")
                patch.body = QStringLiteral("buy something else altogether at this place");
            else if (one.title == u"c")
                patch.trashed = true;
            else
                patch.body = QStringLiteral("the pump of the boiler room leaks no more");
            must((**m_a).notes().edit(one.id, patch));
        }
        const ImportReport again = import(**m_a, path("in"));
        QCOMPARE(again.notes, 0);
        QCOMPARE(again.alreadyHere, 1);
        QStringList files;
        for (const ImportReport::Skipped &one : again.skipped)
            files.append(one.item);
        files.sort();
        QCOMPARE(files, (QStringList{u8("a.md"), u8("b.md"), u8("c.md")}));
    }

    /// Notebooks so deep that no system has a path for them keep no note out of an export.
    void deepNotebooksAreExported()
    {
        const QString deep = QStringList(30, QString(60, QChar(0x6df1))).join(u'/');
        add(u8("Deep"), u8("text"), deep);
        add(u8("Flat"), u8("text"), {});
        const QString out = path("out");
        QCOMPARE(must(MarkdownExporter(**m_a).run(out)).notes, 2);
        QCOMPARE(import(**m_b, out).notes, 2);
        const auto all = must((**m_b).notes().list({}));
        for (const NoteSummary &one : all) {
            const Note note = must((**m_b).notes().note(one.id));
            QCOMPARE(note.notebookPath, note.title == u"Deep" ? deep : QString());
        }
        QCOMPARE(all.size(), 2);
    }

    /// A note that was written on since is not taken for the one in the file, and is not touched.
    void doesNotOverwriteByItsId()
    {
        const QString id = add(u8("Mine"), u8("old"), {});
        must(MarkdownExporter(**m_a).run(path("out")));
        NotePatch patch;
        patch.body = u8("new");
        must((**m_a).notes().edit(id, patch));
        QCOMPARE(import(**m_a, path("out")).notes, 1);
        QCOMPARE(must((**m_a).notes().note(id)).body, u8("new"));
        QCOMPARE(import(**m_a, path("out")).notes, 0);
        must((**m_a).notes().remove({id}, true));
        must(MarkdownExporter(**m_a).run(path("out2")));
        QCOMPARE(import(**m_a, path("out")).notes, 0);
    }

    /// Names that some file system takes for one are two files and two folders.
    void namesDoNotFallTogether()
    {
        for (const char *name :
             {"Work", "work", "a:b", "a?b", "\u00e9", "e\u0301", "Stra\u00dfe", "STRASSE"}) {
            add(u8("in"), u8(name), u8(name));
            add(u8(name), u8(name), {});
        }
        add(u8("Work.md"), u8("x"), u8("Work.md"));
        const QString mark(QChar(0xFEFF)); // fromUtf8() drops it
        add(mark + u8("Marked"), u8("x"), u8("\u202eTurned"));
        add(u8("Marked"), u8("x"), u8("Turned"));
        QCOMPARE(must(MarkdownExporter(**m_a).run(path("out"))).notes, 19);
        QSet<QString> paths;
        const auto files = contents(path("out"));
        QCOMPARE(files.size(), 19);
        for (auto it = files.cbegin(); it != files.cend(); ++it)
            paths.insert(comparableName(it.key()));
        QCOMPARE(paths.size(), 19);
        QSet<QString> folders;
        for (const QString &folder : QDir(path("out")).entryList(QDir::Dirs | QDir::NoDotAndDotDot))
            folders.insert(comparableName(folder));
        QCOMPARE(folders.size(), must((**m_a).notebooks().list()).size());
        QCOMPARE(import(**m_b, path("out")).notes, 19);
        QCOMPARE(must((**m_b).notebooks().list()).size(), folders.size());
        QCOMPARE(titles(**m_b), titles(**m_a));
        write("in/\ufefffile.md", "text");
        QCOMPARE(import(**m_b, path("in")).notes, 1);
        QVERIFY(titles(**m_b).contains(mark + u8("file")));
    }

    /// Everything that is not taken is named, whatever it is.
    void reportsWhatItLeavesOut()
    {
#ifdef Q_OS_UNIX
        write("in/good.md", "text");
        write("in/cut.md", "caf\xe9");
        write("in/cp.md", "caf\xe9 ol\xe9\n");
        write("in/pic.png", "x");
        const QByteArray folder = QFile::encodeName(path("in"));
        QVERIFY(QFile::link(u8("/nowhere"), path("in/dead.md")));
        QVERIFY(QFile::link(path("in/good.md"), path("in/alive.md")));
        QCOMPARE(::mkfifo((folder + "/pipe.md").constData(), 0600), 0);
        const int bytes = ::open((folder + "/caf\xe9.md").constData(), O_CREAT | O_WRONLY, 0600);
        QVERIFY(bytes >= 0);
        ::close(bytes);
        QFile sparse(path("in/sparse.md"));
        QVERIFY(sparse.open(QIODevice::WriteOnly) && sparse.resize(4'000'000'000));
        // Nobody, root neither, reads a folder whose path is longer than the system takes.
        const int here = ::open(".", O_RDONLY);
        QCOMPARE(::chdir((folder + "/sub").constData()), 0);
        const QByteArray name(200, 'd');
        for (int i = 0; i < 22; ++i)
            QVERIFY(::mkdir(name.constData(), 0700) == 0 && ::chdir(name.constData()) == 0);
        QCOMPARE(::fchdir(here), 0);
        ::close(here);

        QElapsedTimer time;
        time.start();
        const ImportReport report = import(**m_a, path("in"));
        QVERIFY2(time.elapsed() < 10'000, qPrintable(QString::number(time.elapsed())));
        QCOMPARE(report.notes, 2);
        QMap<QString, QString> reasons;
        for (const ImportReport::Skipped &item : report.skipped)
            reasons.insert(item.item, item.reason);
        QVERIFY(reasons.take(u8("cut.md")).contains(u8("encoding")));
        QVERIFY(reasons.take(u8("pic.png")).contains(u8("not a Markdown")));
        QVERIFY(reasons.take(u8("dead.md")).contains(u8("not there")));
        QVERIFY(reasons.take(u8("alive.md")).contains(u8("not followed")));
        QVERIFY(reasons.take(u8("pipe.md")).contains(u8("pipe")));
        QVERIFY(reasons.take(u8("caf\\xe9.md")).contains(u8("UTF-8")));
        QVERIFY(reasons.take(u8("sparse.md")).contains(u8("larger")));
        QCOMPARE(reasons.size(), 1);
        QVERIFY(reasons.first().contains(u8("read")));
        QCOMPARE(QProcess::execute(u8("rm"), {u8("-rf"), path("in/sub")}), 0);
        QCOMPARE(::unlink((folder + "/caf\xe9.md").constData()), 0);
        QCOMPARE(report.remarks.size(), 1);
        QCOMPARE(report.remarks.first().item, u8("cp.md"));
        QVERIFY(report.remarks.first().reason.contains(u8("Windows-1252")));
#else
        QSKIP("neither pipes nor such names and links are made here");
#endif
    }

    void refusesRootsThatNeverEnd()
    {
        QStringList roots{path("none")};
#ifdef Q_OS_UNIX
        QCOMPARE(::mkfifo(QFile::encodeName(path("pipe")).constData(), 0600), 0);
        roots << path("pipe") << u8("/dev/zero");
#else
        roots << u8("NUL");
#endif
        QElapsedTimer time;
        time.start();
        for (const QString &root : std::as_const(roots)) {
            const auto refused = MarkdownImporter(**m_a, {}).run(root);
            QVERIFY(!refused);
            QCOMPARE(refused.error().kind, ErrorKind::Invalid);
        }
        QVERIFY(time.elapsed() < 1000);
    }

    /// Also while the files are only looked at, and in the middle of one.
    void stopsWhenAsked()
    {
        for (int i = 0; i < 50; ++i)
            write(qPrintable(QStringLiteral("in/%1.md").arg(i)), "text");
        for (const int after : {0, 3, 60, 120, 160}) {
            int asked = 0;
            const auto stopped = MarkdownImporter(**m_a, {}).run(
                path("in"), [&asked, after](int, int) { return asked++ < after; });
            QVERIFY(!stopped);
            QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
        }
        QCOMPARE(import(**m_a, path("in")).notes, 50);
    }

    void takesForeignDialects()
    {
        write(
            "in/task.md", "---\ntitle: Call: Bob\ncompleted?: yes\ndue: 2021-05-01\n---\n\nsoon\n");
        write("in/Obsidian.md", "---\naliases: [Nick]\n---\n[[task|do it]] [[Obsidian]]\n");
        write("in/sub/x.md", "[[Nick]] and [t](../task.md#a)\n");
        QCOMPARE(import(**m_a, path("in")).notes, 3);
        const auto body = [this](const char *title) {
            const auto id = must((**m_a).notes().idOfTitle(u8(title)));
            return must((**m_a).notes().note(*id)).body;
        };
        const QString task = *must((**m_a).notes().idOfTitle(u8("Call: Bob")));
        const QString obsidian = *must((**m_a).notes().idOfTitle(u8("Obsidian")));
        QCOMPARE(body("Call: Bob"), u8("- [x] Call: Bob\n\nsoon\n"));
        QCOMPARE(body("Obsidian"), u8("[do it](cairn://note/%1) [[Obsidian]]\n").arg(task));
        QCOMPARE(
            body("x"),
            u8("[Nick](cairn://note/%1) and [t](cairn://note/%2#a)\n").arg(obsidian, task));
        must(MarkdownExporter(**m_a).run(path("out")));
        const auto files = contents(path("out"));
        QVERIFY(files.value(u8("Call- Bob.md")).contains("\"due\": \"2021-05-01\""));
        QVERIFY(files.value(u8("Obsidian.md")).contains("\"aliases\": [\"Nick\"]"));
    }

    /// What comes into the folder meanwhile is nowhere to write to, a folder as little as a file.
    void exportWritesWhatItMadeItself_data()
    {
        QTest::addColumn<QString>("link");
        QTest::newRow("a folder") << u8("Zed");
        QTest::newRow("a folder in a folder") << u8("Zed/Below");
        QTest::newRow("a file") << u8("Zed/Below/second.md");
    }
    void exportWritesWhatItMadeItself()
    {
#ifdef Q_OS_UNIX
        QFETCH(QString, link);
        // Ids rise with the time, and that is the order of writing.
        add(u8("first"), u8("text"), link == u8("Zed") ? QString() : u8("Zed"));
        m_a->clock.advance(1'000);
        if (link.endsWith(u8(".md")))
            add(u8("between"), u8("text"), u8("Zed/Below"));
        m_a->clock.advance(1'000);
        add(u8("second"), u8("text"), u8("Zed/Below"));
        const QString elsewhere = path("elsewhere");
        QVERIFY(QDir().mkpath(elsewhere));
        const auto plant = [&](int done, int) {
            const bool now = QFileInfo(path("out/") + link).dir().exists();
            if (now && !QFileInfo(path("out/") + link).isSymLink())
                QFile::link(elsewhere, path("out/") + link);
            return done >= 0;
        };
        const auto exported = MarkdownExporter(**m_a).run(path("out"), plant);
        QVERIFY(!exported);
        QVERIFY2(
            exported.error().message.contains(u8("meanwhile")),
            qPrintable(exported.error().message));
        QVERIFY(QDir(elsewhere).isEmpty());
#else
        QSKIP("links are made by administrators only here");
#endif
    }

    /// The error shows when the last bytes are written, and is not lost there.
    void exportNoticesAFullDisk()
    {
#ifdef Q_OS_UNIX
        add(u8("small"), u8("text"), {});
        rlimit before = {};
        ::getrlimit(RLIMIT_FSIZE, &before);
        const auto handler = std::signal(SIGXFSZ, SIG_IGN);
        const rlimit none{0, before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &none);
        const auto exported = MarkdownExporter(**m_a).run(path("out"));
        ::setrlimit(RLIMIT_FSIZE, &before);
        std::signal(SIGXFSZ, handler);
        QVERIFY(!exported);
        QVERIFY(contents(path("out")).isEmpty());
#else
        QSKIP("nothing makes a disk small here");
#endif
    }

private:
    QString path(const char *name) const { return m_a->folder() + u'/' + u8(name); }

    void write(const char *name, const QByteArray &bytes)
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }

    QString add(const QString &title, const QString &body, const QString &notebook)
    {
        NoteContent content;
        content.title = title;
        content.body = body;
        if (!notebook.isEmpty())
            content.notebookId = must((**m_a).notebooks().ensurePath(notebook)).id;
        return must((**m_a).notes().create(content)).id;
    }

    static QStringList titles(Store &store)
    {
        QStringList result;
        for (const NoteSummary &note : must(store.notes().list({})))
            result.append(note.title);
        result.sort();
        return result;
    }

    static ImportReport import(Store &store, const QString &folder)
    {
        return must(MarkdownImporter(store, {}).run(folder));
    }

    std::unique_ptr<TestStore> m_a;
    std::unique_ptr<TestStore> m_b;
};

QTEST_GUILESS_MAIN(TestMarkdownExchange)
#include "tst_markdownexchange.moc"
