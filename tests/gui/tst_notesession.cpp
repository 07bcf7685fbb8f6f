// SPDX-License-Identifier: GPL-3.0-or-later
#include "clock.h"
#include "document.h"
#include "editor/markdowneditor.h"
#include "items/roles.h"
#include "must.h"
#include "notes/notelist.h"
#include "random.h"
#include "store/notes/notebookstore.h"
#include "store/notes/notestore.h"
#include "store/replica/replicastore.h"
#include "store/sqlite/database.h"
#include "store/store.h"
#include "store/tree/metastore.h"
#include "storeinsides.h"
#include "theme/theme.h"
#include "translations.h"
#include "window/mainwindow.h"
#include "window/notesession.h"

#include <QAction>
#include <QApplication>
#include <QDateTime>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

#include <cstdio>

#ifdef Q_OS_UNIX
#include <time.h>
#endif

using namespace cairn;

namespace {

constexpr int kKeyMs = 40;
const QString kKeys = QStringLiteral("abcdefghijklmnopqrstuvwxyz");

/// A window on a profile.
struct Desk {
    explicit Desk(const QString &folder)
        : settings(folder + QStringLiteral("/settings.ini"), QSettings::IniFormat)
        , theme(*qApp)
        , store(must(Store::open(
              {folder + QStringLiteral("/cairn.sqlite"), &clock, &random, QStringLiteral("laptop"),
               ChangeSet::Origin::Person})))
        , window(std::make_unique<MainWindow>(*store, settings, clock, theme))
    {
        window->show();
    }
    template <typename T> T *find(const char *name)
    {
        return window->findChild<T *>(QLatin1String(name));
    }
    MarkdownEditor *editor() { return find<MarkdownEditor>("noteEditor"); }
    QString status() { return find<QLabel>("statusText")->text(); }
    Note note(const QString &id) { return must(store->notes().note(id)); }

    SystemClock clock;
    SystemRandom random;
    QSettings settings;
    Theme theme;
    std::unique_ptr<Store> store;
    std::unique_ptr<MainWindow> window;
};

/// The process that is killed: somebody who types and never pauses, and says when which key was.
int typist(const QString &folder, bool title)
{
    Desk desk(folder);
    if (title)
        desk.window->newNote();
    else
        desk.window->quickNote();
    QWidget *field = desk.editor();
    if (title)
        field = desk.find<QLineEdit>("noteTitle");
    int typed = 0;
    QTimer key;
    QObject::connect(&key, &QTimer::timeout, field, [&typed, field] {
        std::printf("%lld\n", static_cast<long long>(QDateTime::currentMSecsSinceEpoch()));
        std::fflush(stdout);
        QTest::keyClick(field, kKeys.at(typed++ % kKeys.size()).toLatin1());
    });
    key.start(kKeyMs);
    return QApplication::exec();
}

/// CPU time of this thread: what other processes do on the computer is left out.
qint64 threadMicroseconds()
{
#ifdef Q_OS_UNIX
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return qint64(now.tv_sec) * 1'000'000 + now.tv_nsec / 1'000;
#else
    return QDateTime::currentMSecsSinceEpoch() * 1'000;
#endif
}

} // namespace

/// What a person types is on the disk within a second, whatever happens to the process; and what
/// others write into the note meanwhile is there, too.
class TestNoteSession : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { installTranslations(*qApp, QLocale(QLocale::English)); }
    void init();
    void cleanup();
    void killedWhileTyping_data();
    void killedWhileTyping();
    void savesWithoutAPause();
    void saysSavedOnlyWhenItIs();
    void largeNoteDoesNotSlowTheKeys();
    void titleTypedWhileItIsSaved();
    void appendedWhileTyping();
    void undoGoesOnInANoteThatIsOpenedAgain();
    void everybodysWordsStay_data();
    void everybodysWordsStay();
    void taggedAndMovedWhileTyping();
    void trashedWhileTyping();
    void signsWithTheNameThatTheDeviceHas();
    void deletedWhileTyping();
    void foreignLineEndsStay();
    void discardsOnlyForWhatCanBeRead();

private:
    QString add(const QString &title, const QString &body);
    void type(const char *text) { QTest::keyClicks(m_desk->editor(), QLatin1String(text)); }
    /// As StoreWatch does after another process wrote.
    void tell(const QString &id)
    {
        ChangeSet changes;
        changes.origin = ChangeSet::Origin::Elsewhere;
        changes.notes.insert(must(m_elsewhere->notes().keyOf(id)));
        changes.tags = changes.notebooks = changes.tallies = changes.outbox = true;
        m_desk->window->applyChanges(changes);
    }
    void append(const QString &id, const QString &text)
    {
        Transaction transaction(databaseOf(*m_elsewhere)); // the window writes meanwhile
        must(transaction.begin());
        NotePatch patch;
        patch.body = must(m_elsewhere->notes().note(id)).body + text;
        must(m_elsewhere->notes().edit(id, patch));
        must(transaction.commit());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Desk> m_desk;
    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<Store> m_elsewhere; ///< as a command line has it
};

void TestNoteSession::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_desk = std::make_unique<Desk>(m_folder->path());
    QVERIFY(QTest::qWaitForWindowExposed(m_desk->window.get()));
    m_elsewhere = must(Store::open(
        {m_folder->filePath(QStringLiteral("cairn.sqlite")),
         &m_clock,
         &m_random,
         {},
         ChangeSet::Origin::Person}));
}

void TestNoteSession::cleanup()
{
    m_elsewhere.reset();
    m_desk.reset();
}

QString TestNoteSession::add(const QString &title, const QString &body)
{
    NoteContent content;
    content.title = title;
    content.body = body;
    const QString id = must(m_desk->store->notes().create(content)).id;
    m_desk->window->openNote(id);
    m_desk->editor()->setFocus();
    return id;
}

void TestNoteSession::killedWhileTyping_data()
{
    QTest::addColumn<bool>("title");
    QTest::addColumn<int>("keys");
    QTest::newRow("text, short") << false << 35;
    QTest::newRow("text, long") << false << 100;
    QTest::newRow("title") << true << 60;
}

void TestNoteSession::killedWhileTyping()
{
    QFETCH(bool, title);
    QFETCH(int, keys);
    const QTemporaryDir folder;
    QProcess process;
    process.start(
        QCoreApplication::applicationFilePath(),
        {QStringLiteral("--typist"), folder.path(), QString::number(title ? 1 : 0)});
    QList<qint64> times;
    while (times.size() < keys) {
        QVERIFY(process.canReadLine() || process.waitForReadyRead(30'000));
        while (process.canReadLine())
            times << process.readLine().trimmed().toLongLong();
    }
    const qint64 killedAt = QDateTime::currentMSecsSinceEpoch();
    process.kill(); // -9
    QVERIFY(process.waitForFinished());
    QVERIFY(process.exitStatus() == QProcess::CrashExit);
    const auto safe = std::count_if(
        times.cbegin(), times.cend(), [killedAt](qint64 at) { return at <= killedAt - 1'000; });
    QVERIFY(safe > 0);
    const auto store = must(Store::open(
        {folder.filePath(QStringLiteral("cairn.sqlite")),
         &m_clock,
         &m_random,
         {},
         ChangeSet::Origin::Person}));
    const auto notes = must(store->notes().list({}));
    QCOMPARE(notes.size(), 1);
    const Note note = must(store->notes().note(notes.first().id));
    const QString text = title ? note.title : note.body;
    QVERIFY2(
        text.size() >= safe,
        qPrintable(QStringLiteral("%1 keys were typed a second before, %2 are there")
                       .arg(safe)
                       .arg(text.size())));
    QCOMPARE(text, kKeys.repeated(int(text.size() / kKeys.size()) + 1).left(text.size()));
}

void TestNoteSession::savesWithoutAPause()
{
    const QString id = add(QStringLiteral("Note"), {});
    QElapsedTimer timer;
    timer.start();
    int typed = 0;
    for (; timer.elapsed() < 2'000; ++typed) {
        QTest::keyClick(m_desk->editor(), 'x');
        QTest::qWait(40);
    }
    const qsizetype stored = must(m_elsewhere->notes().note(id)).body.size();
    QVERIFY2(stored > typed / 3, qPrintable(QString::number(stored)));
}

void TestNoteSession::saysSavedOnlyWhenItIs()
{
    const QString id = add(QStringLiteral("Note"), {});
    const QString saved = m_desk->status();
    QVERIFY(saved.contains(QStringLiteral("saved")));
    auto *list = m_desk->find<NoteList>("noteList");
    const auto unsavedInList = [list] {
        return list->model()->index(0, 0).data(NoteRole).value<NoteSummary>().unsaved;
    };
    m_desk->find<QAction>("sync.centre")->trigger();
    auto *centre = m_desk->find<QLabel>("syncCentreSentence");
    QCOMPARE(centre->text(), saved);
    for (int i = 0; i < 60; ++i) {
        QTest::keyClick(m_desk->editor(), 'x');
        QCOMPARE(m_desk->status(), QStringLiteral("Saving…"));
        QCOMPARE(centre->text(), m_desk->status());
        QVERIFY(unsavedInList());
        QTest::qWait(i % 20 == 0 ? 700 : 15);
        const bool stored = must(m_elsewhere->notes().note(id)).body.size() == i + 1;
        QVERIFY(stored || m_desk->status() == QStringLiteral("Saving…"));
        QVERIFY(stored || unsavedInList());
    }
    QTRY_COMPARE(m_desk->status(), saved);
    QVERIFY(!unsavedInList());
    QCOMPARE(must(m_elsewhere->notes().note(id)).body.size(), 60);
}

void TestNoteSession::largeNoteDoesNotSlowTheKeys()
{
    QString body;
    for (int i = 0; body.size() < 1'000'000; ++i)
        body +=
            QStringLiteral("Paragraph %1 says a few words about a pump in the cellar.\n\n").arg(i);
    const QString id = add(QStringLiteral("Large"), body);
    QTRY_COMPARE(m_desk->status().contains(QStringLiteral("saved")), true);
    QTest::qWait(500); // what the highlighter and the word counter do with it is not meant here
    QList<qint64> costs;
    for (int i = 0; i < 5; ++i) {
        QTest::keyClick(m_desk->editor(), 'x');
        QTest::qWait(150); // the key's own work; saving begins later
        qint64 worst = 0;
        const auto turn = [&worst] {
            const qint64 before = threadMicroseconds();
            QCoreApplication::processEvents();
            worst = std::max(worst, threadMicroseconds() - before);
        };
        QElapsedTimer patience;
        patience.start();
        while (m_desk->status() == QStringLiteral("Saving…") && patience.elapsed() < 10'000)
            turn();
        for (int after = 0; after < 20; ++after) // what comes of it in the list and elsewhere
            turn();
        QVERIFY(patience.elapsed() < 10'000);
        costs << worst;
    }
    std::sort(costs.begin(), costs.end());
    QVERIFY(must(m_elsewhere->notes().note(id)).body.startsWith(QStringLiteral("xxxxx")));
    qInfo(
        "the longest turn of the window while it saves, of five, in microseconds: %s",
        qPrintable(QString::number(costs.at(2))));
    QVERIFY2(costs.at(2) < 8'000, qPrintable(QString::number(costs.at(2))));
}

void TestNoteSession::titleTypedWhileItIsSaved()
{
    add(QStringLiteral("Old"), {});
    m_desk->window->newNote();
    const QString id = m_desk->window->openNoteId();
    auto *title = m_desk->find<QLineEdit>("noteTitle");
    const QString text = QStringLiteral("Pump seven in the cellar of the old house");
    for (const QChar c : text) {
        QTest::keyClick(title, c.toLatin1());
        QTest::qWait(25);
    }
    m_desk->editor()->setFocus();
    QTest::qWait(5);
    QCOMPARE(title->text(), text);
    QTRY_COMPARE(must(m_elsewhere->notes().note(id)).title, text);
    QTest::qWait(50);
    QCOMPARE(title->text(), text);
}

void TestNoteSession::appendedWhileTyping()
{
    const QString id = add(QStringLiteral("Note"), QStringLiteral("first\n\nlast"));
    for (int i = 0; i < 3; ++i) {
        type("word ");
        append(id, QStringLiteral("\n\nappended %1").arg(i));
        tell(id);
        QTRY_VERIFY(m_desk->editor()->noteText().endsWith(QStringLiteral("appended %1").arg(i)));
    }
    const QString whole =
        QStringLiteral("word word word first\n\nlast\n\nappended 0\n\nappended 1\n\nappended 2");
    m_desk->window->saveNow();
    QCOMPARE(m_desk->note(id).body, whole);
    QCOMPARE(m_desk->editor()->noteText(), whole);
    QVERIFY(!m_desk->note(id).conflict);
}

/// What was typed before another note was read can be taken back afterwards; what others wrote in
/// between stays, and no note gets words of another one.
void TestNoteSession::undoGoesOnInANoteThatIsOpenedAgain()
{
    const auto undo = [this] { QTest::keySequence(m_desk->editor(), QKeySequence::Undo); };
    const auto text = [this] { return m_desk->editor()->noteText(); };
    const QString same = QStringLiteral("the same");
    const QString other = add(QStringLiteral("Other"), same);
    const QString id = add(QStringLiteral("Note"), same);
    type("one ");
    m_desk->window->openNote(QStringLiteral("note:01HNOTHERE0000000000000000")); // stays open
    type("and ");
    m_desk->window->openNote(other);
    undo();
    QCOMPARE(text(), same);
    type("two ");
    append(id, QStringLiteral("\n\ntheirs"));
    m_desk->window->openNote(id);
    QCOMPARE(text(), QStringLiteral("one and the same\n\ntheirs"));
    undo();
    QCOMPARE(text(), QStringLiteral("the same\n\ntheirs"));
    QTest::keySequence(m_desk->editor(), QKeySequence::Redo);
    QCOMPARE(text(), QStringLiteral("one and the same\n\ntheirs"));
    m_desk->window->openNote(other);
    QCOMPARE(text(), QStringLiteral("two the same"));
    undo();
    undo();
    QCOMPARE(text(), same);
    QVERIFY(m_desk->window->saveNow());
    QCOMPARE(m_desk->note(other).body, same);
}

void TestNoteSession::everybodysWordsStay_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 4; ++seed)
        QTest::addRow("seed %d", seed) << seed;
}

/// Keys, lines appended by others, told of late or not at all, saves at any moment.
void TestNoteSession::everybodysWordsStay()
{
    QFETCH(int, seed);
    SeededRandom dice{quint64(seed)};
    const auto below = [&dice](int n) { return int(dice.below(quint64(n))); };
    const QString id = add(QStringLiteral("Note"), QStringLiteral("mine:\n\nmiddle\n\ntheirs:"));
    QTextCursor cursor = m_desk->editor()->textCursor();
    cursor.setPosition(5);
    m_desk->editor()->setTextCursor(cursor);
    QString mine;
    QStringList theirs;
    for (int step = 0; step < 120; ++step) {
        switch (below(8)) {
        case 0:
            theirs << QStringLiteral("t%1.").arg(theirs.size());
            append(id, QStringLiteral("\n\n") + theirs.last());
            break;
        case 1:
            tell(id);
            break;
        case 2:
            QTest::qWait(below(3) == 0 ? 330 : 20);
            break;
        case 3:
            if (below(4) == 0)
                QVERIFY(m_desk->window->saveNow());
            break;
        default:
            mine += kKeys.at(step % kKeys.size());
            QTest::keyClick(m_desk->editor(), kKeys.at(step % kKeys.size()).toLatin1());
        }
    }
    QVERIFY(m_desk->window->saveNow());
    tell(id);
    const Note now = m_desk->note(id);
    QVERIFY(!now.conflict);
    QCOMPARE(m_desk->editor()->noteText(), now.body);
    QVERIFY2(now.body.startsWith(QStringLiteral("mine:") + mine + u'\n'), qPrintable(now.body));
    for (const QString &word : theirs)
        QCOMPARE(now.body.count(QStringLiteral("\n\n") + word), 1);
}

void TestNoteSession::taggedAndMovedWhileTyping()
{
    const QString id = add(QStringLiteral("Note"), QStringLiteral("text"));
    type("word ");
    NotePatch patch;
    patch.addTags = QStringList{QStringLiteral("urgent")};
    patch.notebookId = must(m_elsewhere->notebooks().ensurePath(QStringLiteral("Work"))).id;
    must(m_elsewhere->notes().edit(id, patch));
    tell(id);
    m_desk->window->saveNow();
    const Note now = m_desk->note(id);
    QCOMPARE(now.body, QStringLiteral("word text"));
    QCOMPARE(now.tags, QStringList{QStringLiteral("urgent")});
    QCOMPARE(now.notebookPath, QStringLiteral("Work"));
}

/// The person's own trash is no change from elsewhere: it takes the text along.
void TestNoteSession::trashedWhileTyping()
{
    const QString id = add(QStringLiteral("Note"), QStringLiteral("text"));
    type("word ");
    m_desk->find<QAction>("note.trash")->trigger();
    m_desk->window->saveNow();
    QVERIFY(m_desk->note(id).trashedAt);
    QCOMPARE(m_desk->note(id).body, QStringLiteral("word text"));
}

void TestNoteSession::signsWithTheNameThatTheDeviceHas()
{
    const QString id = add(QStringLiteral("Note"), {});
    const auto body = [this, &id] { return must(m_elsewhere->notes().note(id)).body; };
    const auto device = [this, &id] {
        return must(m_elsewhere->notes().note(id))
            .raw.value(field::kDevice)
            .toObject()
            .value(field::kName)
            .toString();
    };
    type("one");
    QTRY_COMPARE(body(), QStringLiteral("one"));
    QVERIFY(m_desk->store->meta().setDeviceName(QStringLiteral("Desk")));
    type("two");
    QTRY_COMPARE(body(), QStringLiteral("onetwo"));
    QCOMPARE(device(), QStringLiteral("Desk"));
}

/// Of a program that ends lines by CR LF.
void TestNoteSession::foreignLineEndsStay()
{
    const QString id = QStringLiteral("note:foreign");
    const RevId rev{1, "a"};
    const QJsonObject body{
        {QStringLiteral("type"), QStringLiteral("note")},
        {QStringLiteral("title"), QStringLiteral("Foreign")},
        {QStringLiteral("body"), QStringLiteral("one\r\ntwo\r\nthree\r\n")}};
    must(
        m_elsewhere->replica().store({{id, rev, {rev}, false, body}}, {}, {}, {}, Removals::Admit));
    tell(id);
    m_desk->window->openNote(id);
    QCOMPARE(m_desk->window->openNoteId(), id);
    QTest::qWait(600);
    QCOMPARE(m_desk->note(id).rev, rev); // looking at it is no edit

    // Saves come back while the next letters are typed.
    QString typed;
    for (int i = 0; i < 40; ++i) {
        QTest::keyClick(m_desk->editor(), 'a' + i % 26);
        typed.append(QChar(u'a' + i % 26));
        QTest::qWait(30);
        if (i == 20)
            append(id, QStringLiteral("four\r\n"));
        if (i == 20)
            tell(id);
    }
    m_desk->window->saveNow();
    QTRY_COMPARE(m_desk->note(id).body, typed + QStringLiteral("one\r\ntwo\r\nthree\r\nfour\r\n"));
    QTRY_COMPARE(m_desk->editor()->noteText(), typed + QStringLiteral("one\ntwo\nthree\nfour\n"));
    QVERIFY(!m_desk->note(id).conflict);
    const RevId saved = m_desk->note(id).rev;
    QTest::qWait(600);
    QCOMPARE(m_desk->note(id).rev, saved);
}

/// Text that is nowhere else is not taken from the screen for something that cannot be read.
void TestNoteSession::discardsOnlyForWhatCanBeRead()
{
    const QString id = add(QStringLiteral("Note"), QStringLiteral("first"));
    auto *session = m_desk->window->findChild<NoteSession *>();
    QVERIFY(session);
    auto *title = m_desk->find<QLineEdit>("noteTitle");
    must(databaseOf(*m_elsewhere)
             .execute(QStringLiteral("ALTER TABLE revision RENAME TO not_there")));
    type("word ");
    QVERIFY(!session->saveNow());
    QVERIFY(!session->discard());
    QCOMPARE(m_desk->editor()->noteText(), QStringLiteral("word first"));
    QVERIFY(session->hasUnsaved());
    QCOMPARE(session->state(), NoteSession::State::Failed);
    must(databaseOf(*m_elsewhere)
             .execute(QStringLiteral("ALTER TABLE not_there RENAME TO revision")));
    QTest::keyClicks(title, QStringLiteral("typed"));
    QVERIFY(session->discard());
    QCOMPARE(m_desk->editor()->noteText(), QStringLiteral("first"));
    QCOMPARE(title->text(), QStringLiteral("Note"));
    QCOMPARE(session->state(), NoteSession::State::Saved);
    QVERIFY(!session->saveError());
    QTest::qWait(600);
    QCOMPARE(must(m_elsewhere->notes().note(id)).body, QStringLiteral("first"));
}

void TestNoteSession::deletedWhileTyping()
{
    const QString id = add(QStringLiteral("Note"), QStringLiteral("text"));
    type("word ");
    must(m_elsewhere->notes().remove({id}, true));
    tell(id);
    QVERIFY(m_desk->window->saveNow());
    QCOMPARE(m_desk->note(id).body, QStringLiteral("word text"));
    QCOMPARE(m_desk->window->openNoteId(), id);
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.value(1) == QLatin1String("--typist"))
        return typist(arguments.value(2), arguments.value(3) == QLatin1String("1"));
    TestNoteSession test;
    QTEST_SET_MAIN_SOURCE_PATH
    return QTest::qExec(&test, argc, argv);
}

#include "tst_notesession.moc"
