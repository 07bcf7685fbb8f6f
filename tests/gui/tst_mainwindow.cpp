// SPDX-License-Identifier: GPL-3.0-or-later
#include "clock.h"
#include "dialogs/accountdialog.h"
#include "dialogs/notebookpolicydialog.h"
#include "dialogs/quickpicker.h"
#include "document.h"
#include "editor/markdowneditor.h"
#include "items/notelistmodel.h"
#include "must.h"
#include "notes/listpane.h"
#include "notes/notelist.h"
#include "notes/sidebar.h"
#include "random.h"
#include "status/statusbar.h"
#include "status/toast.h"
#include "store/care/backup.h"
#include "store/care/doctor.h"
#include "store/conflict/conflictstore.h"
#include "store/history/activitystore.h"
#include "store/history/versionstore.h"
#include "store/notes/notebookstore.h"
#include "store/notes/notestore.h"
#include "store/notes/tagstore.h"
#include "store/replica/replicastore.h"
#include "store/restore.h"
#include "store/search/searchindex.h"
#include "store/sqlite/database.h"
#include "store/store.h"
#include "store/tree/metastore.h"
#include "storeinsides.h"
#include "theme/icons.h"
#include "theme/theme.h"
#include "translations.h"
#include "turnmeter.h"
#include "window/mainwindow.h"
#include "window/notebookcommands.h"
#include "window/notecommands.h"
#include "window/uisettings.h"
#include "window/undojournal.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonObject>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QListWidget>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QThread>
#include <QToolButton>
#include <QTreeWidget>
#include <QtTest>

using namespace cairn;

Q_DECLARE_METATYPE(cairn::ConnectionReport::Outcome)

/// The real window on a real store in a temporary folder; widgets by their names (ui/README.md).
class TestMainWindow : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();

    void writesAndSavesByItself();
    void savesAtOnceOnNoteSwitchAndClose();
    void emptyNewNoteLeavesNothing();
    void tabGoesFromTheTitleToTheText();
    void findsWhileTyping();
    void trashesWithUndo();
    void nothingDisplacesUndo();
    void stepsAreUndoneNewestFirst();
    void undoLeavesWhatChangedSince();
    void undoOfRestoringAsksWhatWasWritten();
    void aDamagedTextStaysAndIsNamed();
    void aStepIsUndoneAsAWhole();
    void stepsBehindADeletedNotebook();
    void whatIsSetOnNotesIsAStep_data();
    void whatIsSetOnNotesIsAStep();
    void aRenamedTagIsAStep();
    void undoKnowsANameHoweverItWasTyped();
    void whatIsMadeIsAStep();
    void stepsEndWithWhatTheyAreAbout();
    void aRestoredBackupEndsWhatCanBeUndone();
    void aRestoredBackupKeepsTheOpenNote_data();
    void aRestoredBackupKeepsTheOpenNote();
    void commandsAreFoundByOtherWords();
    void restoresAndDeletesForGood();
    void pinsTagsAndMoves();
    void notebooksComeAndGo();
    void newNotebooksAreWhereTheDialogSays();
    void draggingANotebookChoosesNothing();
    void anEmptyPlaceHasNoTitle();
    void theSortMenuSaysHowItIsSorted();
    void focusStartsInTheNote();
    void tellsOfNotesThatCameBack();
    void severalNotesThatCameBackAreToldTogether();
    void searchBeginsWithWhatFitsBest();
    void aSearchSaysWhereAndHowMuch();
    void aRenamedPlaceIsShownByItsName();
    void keysGoOnAfterTheTrash();
    void aTrashedNoteComesBackByItsBanner();
    void hiddenNotebooksTakeNoKeys();
    void tagsManyNotes();
    void undoKeysOnlyUndo();
    void theSyncCentreNamesManyNotesAtOnce();
    void aNewNoteIsNotMadeForThePreview();
    void readingOnlyIsSaid();
    void anArrivedNoteIsNotTheFirst();
    void notebookSettingIsOfferedForOpenConflicts();
    void openNoteIsRememberedWithoutClosing();
    void ticksATask();
    void takesOverChangesFromElsewhere();
    void bothEditsSurviveATypingPause();
    void keepsTextThatCannotBeSaved();
    void aDamagedTextHoldsNobodyUp();
    void aDamagedTextGoesOnInOneCopy();
    void goesBackAndForward();
    void jumpsAndRunsCommands();
    void otherColoursKeepTheFont();
    void remembersTheSession();
    void statusIsHonest();
    void tellsOfGoingOffline();
    void accountOutcomes_data();
    void accountOutcomes();
    void accountAddressIsCleaned();
    void accountAddressNamesNobody();
    void whatLeftTheTrashStays();
    void signOutAsksFirst();
    void theQuestionFollowsWhatWaits();
    void conflictHasABannerAndADialog();
    void aFirstSyncLeavesTheWindowFree();
    void everythingHasAName();

private:
    template <typename T> T *find(const char *name)
    {
        return m_window->findChild<T *>(QLatin1String(name));
    }
    void openWindow();
    QString add(const char *title, const char *body, const QString &notebook = {});
    void trigger(const char *action);
    QAction *action(const char *name) { return find<QAction>(name); }
    void click(const char *button);
    void write(const QString &title, const QString &text);
    Note note(const QString &id) { return m_store->notes().note(id).value(); }
    int rows() { return find<NoteList>("noteList")->model()->rowCount(); }
    MarkdownEditor *editor() { return find<MarkdownEditor>("noteEditor"); }
    QString status() { return find<QLabel>("statusText")->text(); }
    NoteList *list() { return find<NoteList>("noteList"); }
    QString toast() { return find<QLabel>("toastText")->text(); }
    QString undoToast() { return find<QLabel>("undoToastText")->text(); }
    /// A revision of a note as another device would have made it, child of `parent`.
    void arrives(const QString &id, const RevId &parent, const QString &body);
    void acknowledge(const QString &id);
    void damageText(const QString &id);
    void hinder(const QString &id); ///< nothing can be written into it; empty: any more
    void sendEverything(); ///< as if the server had taken all there is

    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;
};

void TestMainWindow::initTestCase()
{
    installTranslations(*qApp, QLocale(QLocale::English));
    m_theme = std::make_unique<Theme>(*qApp);
}

void TestMainWindow::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    Store::Options options;
    options.file = m_folder->filePath(QStringLiteral("cairn.sqlite"));
    options.clock = &m_clock;
    options.random = &m_random;
    options.deviceName = QStringLiteral("laptop");
    auto store = Store::open(options);
    QVERIFY(store);
    m_store = std::move(*store);
    m_settings = std::make_unique<QSettings>(
        m_folder->filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    openWindow();
}

void TestMainWindow::cleanup()
{
    m_window.reset();
    m_store.reset();
}

void TestMainWindow::openWindow()
{
    m_window.reset();
    m_window = std::make_unique<MainWindow>(*m_store, *m_settings, m_clock, *m_theme);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_window->activateWindow();
    QApplication::setActiveWindow(m_window.get()); // offscreen has no window manager
}

QString TestMainWindow::add(const char *title, const char *body, const QString &notebook)
{
    NoteContent content;
    content.title = QString::fromUtf8(title);
    content.body = QString::fromUtf8(body);
    content.notebookId = notebook;
    return m_store->notes().create(content).value().id;
}

void TestMainWindow::trigger(const char *action)
{
    auto *found = find<QAction>(action);
    QVERIFY2(found, action);
    QVERIFY2(found->isEnabled(), action);
    found->trigger();
}

void TestMainWindow::click(const char *button)
{
    QAbstractButton *found = nullptr;
    const auto all = QApplication::allWidgets();
    for (QWidget *widget : all) {
        if (widget->objectName() == QLatin1String(button) && widget->isVisible())
            found = qobject_cast<QAbstractButton *>(widget);
    }
    QVERIFY2(found, button);
    QTest::mouseClick(found, Qt::LeftButton);
}

void TestMainWindow::write(const QString &title, const QString &text)
{
    trigger("note.new");
    QTest::keyClicks(find<QLineEdit>("noteTitle"), title);
    QTest::keyClick(find<QLineEdit>("noteTitle"), Qt::Key_Return);
    QVERIFY(editor()->hasFocus());
    QTest::keyClicks(editor(), text);
}

void TestMainWindow::acknowledge(const QString &id)
{
    QVERIFY(m_store->replica().store(
        {}, {RemoteChange{id, {note(id).rev}, false}}, {}, {}, Removals::Admit));
}

void TestMainWindow::arrives(const QString &id, const RevId &parent, const QString &body)
{
    DocumentRevision revision;
    revision.id = id;
    revision.body = note(id).raw;
    revision.body[QStringLiteral("body")] = body;
    revision.body[QStringLiteral("device")] = QJsonObject{
        {QStringLiteral("id"), QStringLiteral("device:other")},
        {QStringLiteral("name"), QStringLiteral("tablet")}};
    revision.rev = makeRevId(parent, false, revision.body);
    revision.path = {revision.rev, parent};
    QVERIFY(m_store->replica().store({revision}, {}, {}, {}, Removals::Admit));
}

void TestMainWindow::damageText(const QString &id)
{
    must(databaseOf(*m_store).execute(
        QStringLiteral("UPDATE revision SET body = X'7B00' WHERE document ="
                       " (SELECT key FROM document WHERE id = '%1')")
            .arg(id)));
}

void TestMainWindow::hinder(const QString &id)
{
    must(databaseOf(*m_store).execute(QStringLiteral("DROP TRIGGER IF EXISTS hinder")));
    if (!id.isEmpty())
        must(databaseOf(*m_store).execute(
            QStringLiteral("CREATE TRIGGER hinder BEFORE UPDATE ON note WHEN NEW.document ="
                           " (SELECT key FROM document WHERE id = '%1')"
                           " BEGIN SELECT RAISE(ABORT, 'no'); END")
                .arg(id)));
}

void TestMainWindow::sendEverything()
{
    const auto documents = m_store->replica().nextToPush(1000, 100'000'000, {});
    QVERIFY(documents);
    QVERIFY(m_store->replica().beginAttempt(*documents));
    QVERIFY(m_store->replica().confirm(*documents));
}

void TestMainWindow::writesAndSavesByItself()
{
    QCOMPARE(rows(), 0);
    write(QStringLiteral("Pump 7"), QStringLiteral("Bearing noise"));
    const QString id = m_window->openNoteId();
    QVERIFY(!id.isEmpty());
    QElapsedTimer timer;
    timer.start();
    QTRY_COMPARE_WITH_TIMEOUT(note(id).body, QStringLiteral("Bearing noise"), 3000);
    QVERIFY2(timer.elapsed() < 1500, "on disk at most a second after a pause in typing");
    QCOMPARE(note(id).title, QStringLiteral("Pump 7"));
    QCOMPARE(rows(), 1);
    QVERIFY(editor()->hasFocus());
    QCOMPARE(editor()->position().caret, 13); // saving moves nothing
}

void TestMainWindow::savesAtOnceOnNoteSwitchAndClose()
{
    const QString other = add("Other", "text");
    write(QStringLiteral("A"), QStringLiteral("one"));
    const QString id = m_window->openNoteId();
    m_window->openNote(other);
    QCOMPARE(note(id).body, QStringLiteral("one"));
    QTest::keyClicks(editor(), QStringLiteral("new "));
    QVERIFY(m_window->close());
    QCOMPARE(note(other).body, QStringLiteral("new text"));
}

void TestMainWindow::emptyNewNoteLeavesNothing()
{
    const QString other = add("Other", "text");
    trigger("note.new");
    QCOMPARE(rows(), 2);
    trigger("note.new");
    QCOMPARE(rows(), 2);
    m_window->openNote(other);
    QCOMPARE(rows(), 1);
}

void TestMainWindow::tabGoesFromTheTitleToTheText()
{
    trigger("note.new");
    auto *title = find<QLineEdit>("noteTitle");
    title->setFocus();
    QTest::keyClicks(title, QStringLiteral("Pump"));
    QTest::keyClick(title, Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), editor());
    QTest::keyClicks(editor(), QStringLiteral("runs "));
    m_window->saveNow();
    QCOMPARE(note(m_window->openNoteId()).body, QStringLiteral("runs "));
    QVERIFY(!note(m_window->openNoteId()).pinned);
}

void TestMainWindow::findsWhileTyping()
{
    add("Meeting", "new gaskets agreed");
    add("Pump", "order two gaskets");
    add("Shopping", "bread");
    auto *field = find<QLineEdit>("searchField");
    trigger("go.search");
    QTest::keyClicks(field, QStringLiteral("gask"));
    QTRY_COMPARE(rows(), 2);
    QTest::keyClick(field, Qt::Key_Down);
    QVERIFY(find<NoteList>("noteList")->hasFocus());
    QVERIFY(editor()->noteText().contains(QStringLiteral("gaskets")));
    QTest::keyClicks(field, QStringLiteral("zzz"));
    QTRY_COMPARE(rows(), 0);
    QVERIFY(find<QWidget>("listEmpty")->isVisible());
    QTest::keyClick(field, Qt::Key_Escape);
    QTRY_COMPARE(rows(), 3);
}

void TestMainWindow::trashesWithUndo()
{
    const QString id = add("Gone", "soon");
    add("Stays", "here");
    m_window->openNote(id);
    trigger("note.trash");
    QVERIFY(note(id).trashedAt);
    QCOMPARE(rows(), 1);
    QCOMPARE(undoToast(), QStringLiteral("“Gone” moved to the trash"));
    click("undoToastAction");
    QVERIFY(!note(id).trashedAt);
    QCOMPARE(rows(), 2);
}

/// News of sync, of other programs and of the person's other commands stand above it.
void TestMainWindow::nothingDisplacesUndo()
{
    const QString id = add("Gone", "soon");
    m_window->openNote(id);
    trigger("note.trash");
    auto *undo = find<Toast>("undoToast");
    auto *news = find<Toast>("toast");
    m_window->tell(QStringLiteral("0 notes imported, 1 already here"));
    QCOMPARE(undo->text(), QStringLiteral("“Gone” moved to the trash"));
    QCOMPARE(news->text(), QStringLiteral("0 notes imported, 1 already here"));
    QVERIFY(undo->isVisible() && news->isVisible());
    QVERIFY(!undo->geometry().intersects(news->geometry()));
    QVERIFY(news->geometry().bottom() < undo->geometry().top());
    QCOMPARE(find<QLabel>("undoToastKeys")->text(), action("undo.last")->shortcut().toString());
    find<QPushButton>("undoToastAction")->click();
    QVERIFY(!note(id).trashedAt);
    QCOMPARE(undo->text(), QStringLiteral("Undone: “Gone” moved to the trash"));
    QCOMPARE(news->text(), QStringLiteral("0 notes imported, 1 already here"));
}

/// Also when the message has gone; the command names what it would undo.
void TestMainWindow::stepsAreUndoneNewestFirst()
{
    const QString a = add("A & B", "text");
    const QString c = add("C", "text");
    m_window->openNote(a);
    trigger("note.trash");
    m_window->openNote(c);
    trigger("note.trash");
    find<Toast>("undoToast")->dismiss();
    QCOMPARE(action("undo.last")->text(), QStringLiteral("Undo: “C” moved to the trash"));
    trigger("undo.last");
    QVERIFY(!note(c).trashedAt);
    QVERIFY(note(a).trashedAt);
    trigger("go.commands");
    find<QLineEdit>("pickerField")->setText(QStringLiteral("Undo: “A & B”"));
    QTest::keyClick(find<QLineEdit>("pickerField"), Qt::Key_Return);
    QVERIFY(!note(a).trashedAt);
    QCOMPARE(action("undo.last")->text(), QStringLiteral("Undo last action on notes"));
    trigger("undo.last");
    QCOMPARE(undoToast(), QStringLiteral("There is nothing to undo any more"));
}

void TestMainWindow::undoLeavesWhatChangedSince()
{
    const QString site = m_store->notebooks().ensurePath(QStringLiteral("Site"))->id;
    const QString other = m_store->notebooks().ensurePath(QStringLiteral("Other"))->id;
    const QString id = add("Pump", "text");
    auto *commands = m_window->findChild<NoteCommands *>();
    commands->move({id}, site);
    NotePatch words;
    words.body = QStringLiteral("text and more"); // that is not what is undone
    QVERIFY(m_store->notes().edit(id, words));
    trigger("undo.last");
    QVERIFY(note(id).notebookId.isEmpty());
    QCOMPARE(note(id).body, *words.body);
    commands->move({id}, site);
    NotePatch elsewhere;
    elsewhere.notebookId = other;
    QVERIFY(m_store->notes().edit(id, elsewhere));
    trigger("undo.last");
    QCOMPARE(note(id).notebookId, other);
    QCOMPARE(undoToast(), QStringLiteral("“Pump” has changed since and stays as it is."));
    commands->trash({id});
    QVERIFY(m_store->notes().remove({id}, true));
    trigger("undo.last");
    QCOMPARE(undoToast(), QStringLiteral("There is nothing to undo any more"));
}

/// In what is done to many notes, and in undoing it.
void TestMainWindow::aDamagedTextStaysAndIsNamed()
{
    const QString site = m_store->notebooks().ensurePath(QStringLiteral("Site"))->id;
    const QString a = add("A", "text", site);
    const QString b = add("B", "text", site);
    const QString c = add("C", "text", site);
    const QStringList all{a, b, c};
    const QString stays =
        QStringLiteral("“%1” stays as it is: its text is damaged on the disk; the command "
                       "“cairn-cli doctor” says more.");
    auto *commands = m_window->findChild<NoteCommands *>();
    commands->trash(all);
    damageText(b);
    commands->restore(all);
    QCOMPARE(undoToast(), QStringLiteral("2 notes restored"));
    QCOMPARE(toast(), stays.arg(QLatin1String("B")));
    find<Toast>("toast")->dismiss();
    commands->trash(all);
    QCOMPARE(undoToast(), QStringLiteral("2 notes moved to the trash"));
    QCOMPARE(toast(), stays.arg(QLatin1String("B")));
    damageText(c);
    trigger("undo.last");
    QVERIFY(!note(a).trashedAt);
    QVERIFY(note(c).trashedAt);
    QCOMPARE(undoToast(), QStringLiteral("1 note is as it was. ") + stays.arg(QLatin1String("C")));
    find<Toast>("toast")->dismiss();
    auto *notebooks = m_window->findChild<NotebookCommands *>();
    notebooks->remove(site);
    QCOMPARE(undoToast(), QStringLiteral("Notebook “Site” deleted, 1 note in the trash"));
    damageText(a);
    trigger("undo.last");
    QCOMPARE(
        undoToast(),
        QStringLiteral("The notebook “Site” is back. ") + stays.arg(QLatin1String("A")));
    // A step of which nothing can be undone now stays.
    const QString d = add("D", "text");
    commands->trash({d});
    damageText(d);
    trigger("undo.last");
    QCOMPARE(undoToast(), stays.arg(QLatin1String("D")));
    QCOMPARE(action("undo.last")->text(), QStringLiteral("Undo: “D” moved to the trash"));
}

/// Where a part of it cannot be undone nothing is, or the next try would take what was undone for
/// a change of somebody else.
void TestMainWindow::aStepIsUndoneAsAWhole()
{
    const QString site = m_store->notebooks().ensurePath(QStringLiteral("Site"))->id;
    const QString other = m_store->notebooks().ensurePath(QStringLiteral("Other"))->id;
    const QString a = add("A", "text");
    const QString b = add("B", "text", other);
    const QStringList both{a, b};
    auto *commands = m_window->findChild<NoteCommands *>();
    commands->move(both, site);
    for (const QString &id : both) {
        hinder(id);
        trigger("undo.last");
        QVERIFY2(
            undoToast().startsWith(QStringLiteral("That did not work")), qPrintable(undoToast()));
        QCOMPARE(note(a).notebookId, site);
        QCOMPARE(note(b).notebookId, site);
    }
    hinder({});
    trigger("undo.last");
    QVERIFY2(undoToast().startsWith(QStringLiteral("Undone: ")), qPrintable(undoToast()));
    QCOMPARE(note(a).notebookId, QString());
    QCOMPARE(note(b).notebookId, other);
    commands->trash(both);
    commands->restore(both);
    for (const QString &id : both) {
        hinder(id);
        trigger("undo.last");
        QVERIFY(!note(a).trashedAt && !note(b).trashedAt);
    }
    hinder({});
    trigger("undo.last");
    QCOMPARE(undoToast(), QStringLiteral("Undone: 2 notes restored"));
    QVERIFY(note(a).trashedAt && note(b).trashedAt);
}

/// Deleting a notebook and taking that back is no wall: what was done before can be undone.
void TestMainWindow::stepsBehindADeletedNotebook()
{
    const QString site = m_store->notebooks().ensurePath(QStringLiteral("Site"))->id;
    const QString old = m_store->notebooks().ensurePath(QStringLiteral("Old"))->id;
    const QString id = add("Pump", "text", old);
    auto *commands = m_window->findChild<NoteCommands *>();
    auto *notebooks = m_window->findChild<NotebookCommands *>();
    commands->move({id}, site);
    notebooks->rename(old);
    find<QLineEdit>("nameField")->setText(QStringLiteral("Older"));
    find<QPushButton>("nameAccept")->click();
    notebooks->move(old, site);
    notebooks->remove(site);
    QVERIFY(note(id).trashedAt);
    QCOMPARE(m_store->notebooks().list()->size(), 0);

    trigger("undo.last");
    QCOMPARE(undoToast(), QStringLiteral("Undone: Notebook “Site” deleted, 1 note in the trash"));
    QVERIFY(!note(id).trashedAt);
    QCOMPARE(note(id).notebookId, site);
    QCOMPARE(m_store->notebooks().notebook(old)->path, QStringLiteral("Site/Older"));
    trigger("undo.last");
    trigger("undo.last");
    QCOMPARE(m_store->notebooks().notebook(old)->path, QStringLiteral("Old"));
    trigger("undo.last");
    QCOMPARE(note(id).notebookId, old);
    QCOMPARE(action("undo.last")->text(), QStringLiteral("Undo last action on notes"));
}

void TestMainWindow::whatIsSetOnNotesIsAStep_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<bool>("many");
    QTest::addColumn<QString>("said");
    QTest::newRow("pin one") << "pin" << false << "“B” pinned to the top";
    QTest::newRow("pin many") << "pin" << true << "“B” pinned to the top";
    QTest::newRow("unpin") << "unpin" << true << "“A” is not pinned any more";
    QTest::newRow("emergency") << "emergency" << false
                               << "“B” is marked as emergency: always kept here, sent and "
                                  "received first";
    QTest::newRow("no emergency") << "calm" << true << "“A” is not marked as emergency any more";
    QTest::newRow("tag in the header") << "tag" << false << "“B” tagged #new";
    QTest::newRow("tag off in the header") << "untag" << false << "“B” is not tagged #old any more";
    QTest::newRow("both in the header") << "retag" << false << "Tags of “B” changed";
    QTest::newRow("tag many") << "drop" << true << "2 notes tagged #new";
}

/// Note A is pinned and marked as emergency already, so that nothing is taken back from it that
/// the person did not do.
void TestMainWindow::whatIsSetOnNotesIsAStep()
{
    QFETCH(const QString, what);
    QFETCH(const bool, many);
    QFETCH(const QString, said);
    const QString a = add("A", "text");
    const QString b = add("B", "text");
    NotePatch first;
    first.pinned = first.emergency = true;
    QVERIFY(m_store->notes().edit(a, first));
    NotePatch old;
    old.addTags = {QStringLiteral("old"), QStringLiteral("kept")};
    QVERIFY(m_store->notes().edit(b, old));
    const auto state = [this, a, b] {
        QStringList all;
        for (const QString &id : {a, b}) {
            const Note now = note(id);
            all.append(QStringLiteral("%1 %2 %3")
                           .arg(now.pinned)
                           .arg(now.emergency)
                           .arg(now.tags.join(u',')));
        }
        return all;
    };
    const QStringList before = state();
    auto *commands = m_window->findChild<NoteCommands *>();
    const QStringList ids = many ? QStringList{a, b} : QStringList{b};
    const QString fresh = QStringLiteral("new");
    m_window->openNote(b);
    if (what == QLatin1String("pin"))
        commands->setPinned(ids, true);
    else if (what == QLatin1String("unpin"))
        commands->setPinned(ids, false);
    else if (what == QLatin1String("emergency"))
        commands->setEmergency(ids, true);
    else if (what == QLatin1String("calm"))
        commands->setEmergency(ids, false);
    else if (what == QLatin1String("drop"))
        commands->addTag(ids, fresh);
    else if (what == QLatin1String("tag"))
        commands->setTags(b, note(b).tags, note(b).tags + QStringList(fresh));
    else
        commands->setTags(
            b, note(b).tags,
            QStringList(QStringLiteral("kept"))
                + (what == QLatin1String("retag") ? QStringList(fresh) : QStringList()));
    QCOMPARE(undoToast(), said);
    QVERIFY(state() != before);
    trigger("undo.last");
    QCOMPARE(undoToast(), QStringLiteral("Undone: ") + said);
    QCOMPARE(state(), before);
    // What changed nothing is no step.
    commands->setPinned({a}, true);
    commands->setTags(b, note(b).tags, note(b).tags);
    QCOMPARE(action("undo.last")->text(), QStringLiteral("Undo last action on notes"));
}

void TestMainWindow::aRenamedTagIsAStep()
{
    const auto tagged = [this](const char *title, const QStringList &tags) {
        const QString id = add(title, "text");
        NotePatch patch;
        patch.addTags = tags;
        (void)m_store->notes().edit(id, patch);
        return id;
    };
    const QStringList was[] = {
        {QStringLiteral("pump")},
        {QStringLiteral("Pump")},
        {QStringLiteral("motor"), QStringLiteral("pump")}};
    QStringList ids;
    for (const QStringList &tags : was)
        ids.append(tagged("N", tags));
    m_window->findChild<NotebookCommands *>()->renameTag(QStringLiteral("pump"));
    find<QLineEdit>("nameField")->setText(QStringLiteral("motor"));
    find<QPushButton>("nameAccept")->click();
    QCOMPARE(undoToast(), QStringLiteral("Tag #pump renamed in 3 notes"));
    for (const QString &id : std::as_const(ids))
        QCOMPARE(note(id).tags, QStringList(QStringLiteral("motor")));
    trigger("undo.last");
    for (int i = 0; i < 3; ++i)
        QCOMPARE(note(ids.at(i)).tags, was[i]);
}

/// What was typed is compared as the store writes it: letters of two parts, blanks, another case.
void TestMainWindow::undoKnowsANameHoweverItWasTyped()
{
    const QString typed = QStringLiteral("Gera\u0308te  hinten"); // as macOS writes it
    const QString site = m_store->notebooks().ensurePath(QStringLiteral("Site"))->id;
    const QString id = add("Pump", "text");
    auto *notebooks = m_window->findChild<NotebookCommands *>();
    auto *commands = m_window->findChild<NoteCommands *>();
    notebooks->rename(site);
    find<QLineEdit>("nameField")->setText(typed);
    find<QPushButton>("nameAccept")->click();
    QCOMPARE(m_store->notebooks().notebook(site)->name, QStringLiteral("Ger\u00e4te hinten"));
    trigger("undo.last");
    QCOMPARE(m_store->notebooks().notebook(site)->name, QStringLiteral("Site"));
    const auto undoTagging = [&] {
        QCOMPARE(note(id).tags, QStringList(QStringLiteral("Ger\u00e4te hinten")));
        trigger("undo.last");
        QCOMPARE(note(id).tags, QStringList());
    };
    commands->addTag({id}, typed);
    undoTagging();
    commands->setTags(id, {}, {typed});
    undoTagging();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); // the dialog of before
    commands->addTag({id}, QStringLiteral("pump"));
    commands->addTag({id}, QStringLiteral("Pumps"));
    notebooks->renameTag(QStringLiteral("Pumps"));
    find<QLineEdit>("nameField")->setText(QStringLiteral("PUMP"));
    find<QPushButton>("nameAccept")->click();
    QCOMPARE(note(id).tags, QStringList(QStringLiteral("pump")));
    trigger("undo.last");
    QCOMPARE(note(id).tags, QStringList({QStringLiteral("Pumps"), QStringLiteral("pump")}));
}

void TestMainWindow::whatIsMadeIsAStep()
{
    const QString id = add("Pump", "text");
    m_window->openNote(id);
    trigger("note.duplicate");
    const QString copy = m_window->openNoteId();
    QVERIFY(copy != id);
    QCOMPARE(undoToast(), QStringLiteral("“Pump” duplicated"));
    trigger("undo.last");
    QVERIFY(!m_store->notes().note(copy));
    auto *notebooks = m_window->findChild<NotebookCommands *>();
    const auto make = [&] {
        notebooks->add({});
        find<QLineEdit>("nameField")->setText(QStringLiteral("Site"));
        find<QPushButton>("nameAccept")->click();
        return m_store->notebooks().findPath(QStringLiteral("Site")).value().value().id;
    };
    make();
    trigger("undo.last");
    QCOMPARE(m_store->notebooks().list()->size(), 0);
    add("Valve", "text", make());
    trigger("undo.last");
    QCOMPARE(
        undoToast(), QStringLiteral("The notebook “Site” has changed since and stays as it is."));
    QCOMPARE(m_store->notebooks().list()->size(), 1);
}

/// A message that offers what cannot be done any more goes, and the step with it; what was done
/// before it can be undone.
void TestMainWindow::stepsEndWithWhatTheyAreAbout()
{
    const QString kept = add("Kept", "text");
    const QString gone = add("Gone", "text");
    auto *commands = m_window->findChild<NoteCommands *>();
    auto *toast = find<Toast>("undoToast");
    commands->setPinned({gone}, true);
    commands->setPinned({kept}, true);
    commands->setEmergency({gone}, true);
    commands->trash({gone});
    QVERIFY(toast->isVisible());
    trigger("trash.empty");
    find<QPushButton>("confirmYes")->click();
    QVERIFY(!m_store->notes().note(gone));
    QVERIFY(!toast->isVisible());
    QCOMPARE(action("undo.last")->text(), QStringLiteral("Undo: “Kept” pinned to the top"));
    trigger("undo.last");
    QVERIFY(!note(kept).pinned);
    trigger("undo.last");
    QCOMPARE(undoToast(), QStringLiteral("There is nothing to undo any more"));
    // Also by another program, or another device.
    commands->setPinned({kept}, true);
    QVERIFY(toast->isVisible());
    QVERIFY(m_store->notes().remove({kept}, true));
    QVERIFY(!toast->isVisible());
    QCOMPARE(action("undo.last")->text(), QStringLiteral("Undo last action on notes"));
}

void TestMainWindow::undoOfRestoringAsksWhatWasWritten()
{
    const QString id = add("Pump", "text");
    NotePatch trashed;
    trashed.trashed = true;
    QVERIFY(m_store->notes().edit(id, trashed));
    m_window->openNote(id);
    trigger("note.restore");
    trigger("undo.last");
    QVERIFY(note(id).trashedAt);
    m_window->openNote(id);
    trigger("note.restore");
    m_window->openNote(id);
    editor()->setFocus();
    QTest::keyClicks(editor(), QStringLiteral("New words. "));
    trigger("undo.last");
    QVERIFY(!note(id).trashedAt);
    QVERIFY(note(id).body.startsWith(QStringLiteral("New words. ")));
    QCOMPARE(undoToast(), QStringLiteral("“Pump” has changed since and stays as it is."));
}

void TestMainWindow::aRestoredBackupEndsWhatCanBeUndone()
{
    const QString id = add("Pump", "text");
    m_window->openNote(id);
    trigger("note.trash");
    const QString backup = m_folder->filePath(QStringLiteral("backup.sqlite"));
    QVERIFY(Backup::write(databaseOf(*m_store), backup));
    m_window->openNote(id);
    trigger("note.restore");
    const Store::Options options = m_store->options();
    QVERIFY(restoreBackup(backup, options, [] { return Result<void>(); }));
    QVERIFY(note(id).trashedAt);
    trigger("undo.last");
    QCOMPARE(
        undoToast(),
        QStringLiteral("A backup was restored: what was done before it cannot be undone any more"));
    QVERIFY(note(id).trashedAt);
    QCOMPARE(action("undo.last")->text(), QStringLiteral("Undo last action on notes"));
}

void TestMainWindow::aRestoredBackupKeepsTheOpenNote_data()
{
    QTest::addColumn<bool>("deleted");
    QTest::newRow("made after the backup") << false;
    QTest::newRow("deleted in the backup") << true;
}

/// The open note is not in the backup: that is what is said, and its text is found.
void TestMainWindow::aRestoredBackupKeepsTheOpenNote()
{
    QFETCH(const bool, deleted);
    add("Valve", "text");
    QString id;
    RevId before;
    if (deleted) {
        id = add("Pump", "");
        before = note(id).rev;
        sendEverything(); // one that was never sent is not remembered as deleted
        must(m_store->notes().remove({id}, true));
    }
    const QString backup = m_folder->filePath(QStringLiteral("backup.sqlite"));
    QVERIFY(Backup::write(databaseOf(*m_store), backup));
    if (deleted)
        must(m_store->notes().revert(id, before));
    else
        id = add("Pump", "");
    m_window->openNote(id);
    editor()->setFocus();
    QTest::keyClicks(editor(), QStringLiteral("The bearing is loud."));
    QVERIFY(m_window->saveNow());
    QVERIFY(restoreBackup(backup, m_store->options(), [] { return Result<void>(); }));
    ChangeSet everything;
    everything.everything = true;
    everything.origin = ChangeSet::Origin::Elsewhere;
    m_window->applyChanges(everything);
    QCOMPARE(
        toast(),
        QStringLiteral("A backup was restored, and “Pump” is not in it. Its text is kept with the "
                       "deleted notes."));
    const auto all = m_store->versions().deletedNotes(9);
    QCOMPARE(all->size(), 1);
    const DeletedNote kept = all->first();
    QCOMPARE(kept.id, id);
    QCOMPARE(
        m_store->versions().body(id, kept.rev)->value(field::kBody).toString(),
        QStringLiteral("The bearing is loud."));
    QVERIFY(m_store->notes().revert(id, kept.rev));
    QCOMPARE(note(id).body, QStringLiteral("The bearing is loud."));
    QVERIFY(Doctor::isHealthy(m_store->doctor().check().value()));
}

void TestMainWindow::commandsAreFoundByOtherWords()
{
    m_window->openNote(add("Pump", "text"));
    const auto first = [this](const QString &words) {
        trigger("go.commands");
        auto *field = find<QLineEdit>("pickerField");
        field->setText(words);
        const QListWidgetItem *item = find<QListWidget>("pickerList")->item(0);
        const QString found = item ? item->data(Qt::UserRole).toString() : QString();
        QTest::keyClick(field, Qt::Key_Escape);
        return found;
    };
    QCOMPARE(first(QStringLiteral("dark")), QStringLiteral("settings"));
    QCOMPARE(first(QStringLiteral("font size")), QStringLiteral("settings"));
    QCOMPARE(first(QStringLiteral("export")), QStringLiteral("note.saveAs"));
    QCOMPARE(first(QStringLiteral("import")), QStringLiteral("import"));
    QCOMPARE(first(QStringLiteral("delete")), QStringLiteral("trash.deleted"));
    QCOMPARE(first(QStringLiteral("zzz")), QString());
}

void TestMainWindow::restoresAndDeletesForGood()
{
    const QString a = add("A", "a");
    const QString b = add("B", "b");
    NotePatch patch;
    patch.trashed = true;
    QVERIFY(m_store->notes().editMany({a, b}, patch));
    auto *sidebar = find<Sidebar>("sidebar");
    QVERIFY(sidebar->select(Place::Trash));
    QCOMPARE(rows(), 2);
    m_window->openNote(a);
    QVERIFY(editor()->isReadOnly());
    trigger("note.restore");
    QVERIFY(!note(a).trashedAt);
    QCOMPARE(rows(), 1);
    m_window->openNote(b);
    trigger("note.remove");
    QVERIFY(m_store->notes().note(b)); // asked first
    click("confirmYes");
    QVERIFY(!m_store->notes().note(b));
    QCOMPARE(rows(), 0);
}

void TestMainWindow::pinsTagsAndMoves()
{
    const QString id = add("Note", "text");
    add("Newer", "text");
    m_window->openNote(id);
    click("pinButton");
    QVERIFY(note(id).pinned);
    QCOMPARE(find<NoteList>("noteList")->currentIndex().row(), 0);
    click("emergencyButton");
    QVERIFY(note(id).emergency);
    auto *field = find<QLineEdit>("tagField");
    trigger("note.tags");
    QVERIFY(field->hasFocus());
    QTest::keyClicks(field, QStringLiteral("#urgent,pump"));
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(note(id).tags, QStringList({QStringLiteral("pump"), QStringLiteral("urgent")}));
    QVERIFY(find<Sidebar>("sidebar")->select(Place::Tag, QStringLiteral("pump")));
    QCOMPARE(rows(), 1);

    const QString notebook = m_store->notebooks().ensurePath(QStringLiteral("Site/Pumps"))->id;
    trigger("note.move");
    auto *picker = find<QLineEdit>("pickerField");
    QTest::keyClicks(picker, QStringLiteral("pumps"));
    QTest::keyClick(picker, Qt::Key_Return);
    QCOMPARE(note(id).notebookId, notebook);
    click("undoToastAction");
    QVERIFY(note(id).notebookId.isEmpty());
}

void TestMainWindow::notebooksComeAndGo()
{
    trigger("notebook.new");
    auto *dialog = find<QDialog>("nameDialog");
    QVERIFY(dialog);
    QTest::keyClicks(find<QLineEdit>("nameField"), QStringLiteral("Site/North"));
    click("nameAccept");
    QVERIFY(dialog->isVisible()); // says what is wrong and keeps what was typed
    QVERIFY(find<QLabel>("nameError")->text().contains(u'/'));
    QVERIFY(dialog->height() >= dialog->layout()->totalHeightForWidth(dialog->width()));
    QCOMPARE(find<QLineEdit>("nameField")->text(), QStringLiteral("Site/North"));
    find<QLineEdit>("nameField")->clear();
    QTest::keyClicks(find<QLineEdit>("nameField"), QStringLiteral("Site North"));
    QVERIFY(!find<QLabel>("nameError")->isVisible());
    click("nameAccept");
    QTRY_VERIFY(!find<QDialog>("nameDialog"));
    QApplication::setActiveWindow(m_window.get());
    const auto made = m_store->notebooks().findPath(QStringLiteral("Site North")).value();
    QVERIFY(made);
    write(QStringLiteral("In it"), QStringLiteral("text"));
    m_window->saveNow();
    const QString id = m_window->openNoteId();
    QCOMPARE(note(id).notebookId, made->id);
    auto *sidebar = find<Sidebar>("sidebar");
    QVERIFY(sidebar->select(Place::Notebook, made->id));
    QTest::keyClick(sidebar, Qt::Key_Delete);
    QVERIFY(note(id).trashedAt);
    QVERIFY(!m_store->notebooks().findPath(QStringLiteral("Site North")).value());
    click("undoToastAction");
    QVERIFY(!note(id).trashedAt);
    QCOMPARE(note(id).notebookPath, QStringLiteral("Site North"));
}

void TestMainWindow::newNotebooksAreWhereTheDialogSays()
{
    const QString site = m_store->notebooks().ensurePath(QStringLiteral("Site"))->id;
    QVERIFY(find<Sidebar>("sidebar")->select(Place::Notebook, site));
    trigger("notebook.new");
    QTest::keyClicks(find<QLineEdit>("nameField"), QStringLiteral("Site"));
    QCOMPARE(find<QComboBox>("namePlace")->currentData().toString(), QString());
    click("nameAccept"); // there is one of this name
    QVERIFY(find<QLabel>("nameError")->isVisible());
    find<QComboBox>("namePlace")->setCurrentIndex(1);
    click("nameAccept");
    QVERIFY(m_store->notebooks().findPath(QStringLiteral("Site/Site")).value());
}

void TestMainWindow::draggingANotebookChoosesNothing()
{
    const QString site = m_store->notebooks().ensurePath(QStringLiteral("Site"))->id;
    const QString pumps = m_store->notebooks().ensurePath(QStringLiteral("Pumps"))->id;
    const QString id = add("Note", "text");
    m_window->openNote(id);
    auto *sidebar = find<Sidebar>("sidebar");
    // What a drop does, with the dragged notebook chosen and with another one.
    for (const QString &chosen : {pumps, site, QString()}) {
        QVERIFY(sidebar->select(chosen.isEmpty() ? Place::All : Place::Notebook, chosen));
        for (const QString &parent : {site, QString()}) {
            QVERIFY(m_store->notebooks().move(pumps, parent));
            QCOMPARE(sidebar->currentRow().id, chosen);
            QCoreApplication::processEvents();
            QCOMPARE(sidebar->currentRow().id, chosen);
            QCOMPARE(rows(), chosen.isEmpty() ? 1 : 0);
        }
    }
    // Taking hold of a row is not choosing it.
    QVERIFY(sidebar->select(Place::All));
    const QModelIndex row =
        sidebar->indexBelow(sidebar->indexBelow(sidebar->indexBelow(sidebar->currentIndex())));
    QCOMPARE(SidebarRow::of(row).kind, Place::Notebook);
    QTest::mousePress(sidebar->viewport(), Qt::LeftButton, {}, sidebar->visualRect(row).center());
    QCOMPARE(rows(), 1);
    QTest::mouseRelease(sidebar->viewport(), Qt::LeftButton, {}, sidebar->visualRect(row).center());
    QCOMPARE(rows(), 0);
}

void TestMainWindow::anEmptyPlaceHasNoTitle()
{
    m_window->openNote(add("Pump", "text"));
    QCOMPARE(m_window->windowTitle(), QStringLiteral("Pump – Cairn"));
    const QString site = m_store->notebooks().ensurePath(QStringLiteral("Site"))->id;
    QVERIFY(find<Sidebar>("sidebar")->select(Place::Notebook, site));
    QCOMPARE(m_window->openNoteId(), QString());
    QCOMPARE(m_window->windowTitle(), QStringLiteral("Cairn"));
    const auto *words =
        find<QWidget>("noteEmpty")->findChild<QLabel *>(QStringLiteral("emptyTitle"));
    QCOMPARE(words->text(), QStringLiteral("No note is open")); // it is not the first one
}

void TestMainWindow::theSortMenuSaysHowItIsSorted()
{
    for (const char *chosen : {"sort.title", "sort.created", "sort.updated"}) {
        trigger(chosen);
        for (const char *name : {"sort.title", "sort.created", "sort.updated"}) {
            const auto *action = find<QAction>(name);
            QCOMPARE(action->isChecked(), qstrcmp(name, chosen) == 0);
            const bool ticked = action->icon().pixmap(16).toImage()
                == icon(Icon::Check, Tint::Accent).pixmap(16).toImage();
            QCOMPARE(ticked, action->isChecked());
        }
    }
    QCOMPARE(find<QToolButton>("sortButton")->toolTip(), QStringLiteral("Sorted by last edit"));
}

void TestMainWindow::focusStartsInTheNote()
{
    QVERIFY(find<Sidebar>("sidebar")->hasFocus()); // no note is open
    QVERIFY(!find<QLineEdit>("searchField")->hasFocus());
    m_window->openNote(add("Pump", "text"));
    QVERIFY(m_window->close());
    openWindow();
    QVERIFY(editor()->hasFocus());
    QCOMPARE(find<QLineEdit>("searchField")->text(), QString());
}

void TestMainWindow::tellsOfNotesThatCameBack()
{
    const QString id = add("Pump", "text");
    SyncActivity line;
    line.what = Activity::EditKept;
    line.documentId = id;
    line.count = 1;
    QVERIFY(m_store->activity().append(line));
    ChangeSet changes;
    changes.origin = ChangeSet::Origin::Sync;
    changes.tallies = true;
    m_window->applyChanges(changes);
    QVERIFY2(toast().startsWith(QStringLiteral("“Pump” is kept")), qPrintable(toast()));
    m_window->tell(QStringLiteral("another word"));
    m_window->applyChanges(changes);
    QCOMPARE(toast(), QStringLiteral("another word")); // told once,
    openWindow();
    QVERIFY(!find<QWidget>("toast")->isVisible()); // not again at the next start,
    line.at = m_clock.nowMs() + 1;
    m_window.reset();
    QVERIFY(m_store->activity().append(line));
    openWindow();
    QVERIFY(toast().startsWith(QStringLiteral("“Pump” is kept"))); // but what came in between is
    for (const qint64 at : {m_clock.nowMs() * 2, m_clock.nowMs() + 2}) { // the clock was ahead once
        line.at = at;
        m_window.reset();
        QVERIFY(m_store->activity().append(line));
        openWindow();
        QVERIFY(toast().startsWith(QStringLiteral("“Pump” is kept")));
    }
    openWindow();
    QVERIFY(!find<QWidget>("toast")->isVisible());
}

void TestMainWindow::severalNotesThatCameBackAreToldTogether()
{
    ChangeSet changes;
    changes.origin = ChangeSet::Origin::Sync;
    changes.tallies = true;
    const auto comesBack = [&](const QString &id, qint64 later) {
        SyncActivity line;
        line.what = Activity::EditKept;
        line.documentId = id;
        line.count = 1;
        line.at = m_clock.nowMs() + later;
        QVERIFY(m_store->activity().append(line));
        m_window->applyChanges(changes);
    };
    comesBack(add("Pump", "text"), 1);
    QTRY_VERIFY(toast().startsWith(QStringLiteral("“Pump” is kept")));
    comesBack(add("Valve", "text"), 2);
    QTRY_VERIFY(toast().startsWith(QStringLiteral("“Valve” and 1 other note")));
    m_window->tell(QStringLiteral("another word"));
    comesBack(add("Gasket", "text"), 3);
    QTRY_VERIFY(toast().startsWith(QStringLiteral("“Gasket” is kept")));
}

void TestMainWindow::searchBeginsWithWhatFitsBest()
{
    const QString open = add("Log", "a bolt among other words");
    for (int i = 0; i < 60; ++i)
        add(qPrintable(QStringLiteral("Bolt %1").arg(i)), "bolt bolt");
    m_window->openNote(open);
    auto *search = find<QLineEdit>("searchField");
    QTest::keyClicks(search, QStringLiteral("bolt"));
    QTRY_VERIFY(find<QLabel>("listTitle")->text().contains(QStringLiteral("bolt")));
    QCOMPARE(list()->openId(), open);
    QCOMPARE(list()->indexAt(QPoint(20, 20)).row(), 0);
    search->clear(); // and back to the open note
    QTRY_VERIFY(list()->viewport()->rect().intersects(
        list()->visualRect(list()->model()->index(list()->openRow(), 0))));
}

void TestMainWindow::aSearchSaysWhereAndHowMuch()
{
    QList<NoteContent> many(SearchIndex::kRankedMatches + 1);
    for (NoteContent &note : many)
        note.title = QStringLiteral("bolt");
    QVERIFY(m_store->notes().createMany(many));
    auto *search = find<QLineEdit>("searchField");
    QTest::keyClicks(search, QStringLiteral("bolt"));
    QTRY_COMPARE(find<QLabel>("listCount")->text(), QStringLiteral("1,000+"));
    search->clear();
    QTest::keyClicks(search, QStringLiteral("-is:pinned")); // filters find all there are
    QTRY_VERIFY(find<QLabel>("listTitle")->text().contains(QStringLiteral("-is:pinned")));
    QCOMPARE(find<QLabel>("listCount")->text(), QStringLiteral("1,001"));
    search->clear();
    QVERIFY(find<Sidebar>("sidebar")->select(Place::Trash));
    QTest::keyClicks(search, QStringLiteral("bolt"));
    QTRY_COMPARE(
        m_window->findChild<ListPane *>()
            ->findChild<QLabel *>(QStringLiteral("emptyTitle"))
            ->text(),
        QStringLiteral("Nothing found in the trash for “bolt”"));
    QVERIFY(find<QLabel>("listTitle")->text().startsWith(QStringLiteral("Results in the trash")));
}

/// One click does one thing, whatever it makes of the note.
void TestMainWindow::aTrashedNoteComesBackByItsBanner()
{
    const QString id = add("Pump", "text");
    NotePatch patch;
    patch.trashed = true;
    must(m_store->notes().edit(id, patch));
    QVERIFY(find<Sidebar>("sidebar")->select(Place::Trash));
    m_window->openNote(id);
    auto *banner = find<QWidget>("noteBanner");
    QTest::mouseClick(
        banner->findChild<QPushButton *>(QStringLiteral("bannerPrimary")), Qt::LeftButton);
    QVERIFY(!note(id).trashedAt);
    QVERIFY2(!toast().contains(QStringLiteral("review")), qPrintable(toast()));
    QVERIFY(!find<QDialog>("conflictDialog"));
}

/// Keys in a list that nobody sees change places unseen, and keep popups from taking them.
void TestMainWindow::hiddenNotebooksTakeNoKeys()
{
    add("Pump", "text");
    auto *sidebar = find<Sidebar>("sidebar");
    auto *shown = action("view.sidebar");
    shown->trigger();
    QVERIFY(!sidebar->isVisible());
    QVERIFY(!QApplication::focusWidget() || QApplication::focusWidget()->isVisible());
    openWindow();
    sidebar = find<Sidebar>("sidebar");
    shown = action("view.sidebar");
    QVERIFY(!sidebar->isVisible()); // remembered
    QVERIFY(!shown->isChecked());
    trigger("go.sidebar");
    QVERIFY(sidebar->isVisible());
    QVERIFY(shown->isChecked());
    QTRY_COMPARE(QApplication::focusWidget(), sidebar);
    trigger("go.jump");
    QCOMPARE(QApplication::focusWidget(), find<QWidget>("pickerField"));
}

void TestMainWindow::tagsManyNotes()
{
    const QString one = add("One", "text");
    const QString two = add("Two", "text");
    m_window->openNote(one);
    list()->selectAll();
    trigger("note.tags");
    auto *field = find<QLineEdit>("pickerField");
    QCOMPARE(QApplication::focusWidget(), field);
    QCOMPARE(find<QListWidget>("pickerList")->count(), 0); // no tag without a name
    QTest::keyClicks(field, QStringLiteral("#site")); // as it is shown
    QTest::keyClick(field, Qt::Key_Return);
    for (const QString &id : {one, two})
        QCOMPARE(note(id).tags, QStringList{QStringLiteral("site")});
    trigger("note.tags");
    QTest::keyClicks(field, QStringLiteral("#SITE")); // the same one
    QCOMPARE(find<QListWidget>("pickerList")->count(), 1);
    QTest::keyClick(field, Qt::Key_Escape);
    trigger("undo.last");
    for (const QString &id : {one, two})
        QCOMPARE(note(id).tags, QStringList());
}

void TestMainWindow::aRenamedPlaceIsShownByItsName()
{
    const QString id = m_store->notebooks().add(QStringLiteral("North"), {}).value().id;
    add("Note", "text", id);
    auto *sidebar = find<Sidebar>("sidebar");
    QVERIFY(sidebar->select(Place::Notebook, id));
    QCOMPARE(find<QLabel>("listTitle")->text(), QStringLiteral("North"));
    QVERIFY(m_store->notebooks().rename(id, QStringLiteral("South")));
    QTRY_COMPARE(find<QLabel>("listTitle")->text(), QStringLiteral("South"));
}

void TestMainWindow::keysGoOnAfterTheTrash()
{
    QStringList ids;
    for (const char *title : {"one", "two", "three", "four"})
        ids.prepend(add(title, "text"));
    m_window->openNote(ids.at(1));
    list()->setFocus();
    QTest::keyClick(list(), Qt::Key_Delete);
    QVERIFY(note(ids.at(1)).trashedAt);
    QTest::keyClick(list(), Qt::Key_Z, Qt::ControlModifier); // outside of the text
    QVERIFY(!note(ids.at(1)).trashedAt);
    QTest::keyClick(list(), Qt::Key_Delete);
    QTest::keyClick(list(), Qt::Key_Down);
    QCOMPARE(m_window->openNoteId(), ids.at(2)); // the one that took its place
    QTest::keyClick(list(), Qt::Key_Delete);
    QTest::keyClick(list(), Qt::Key_Up);
    QCOMPARE(m_window->openNoteId(), ids.at(0));
    const int rows = list()->model()->rowCount();
    list()->selectAll();
    QTest::keyClick(list(), Qt::Key_Delete);
    QTRY_COMPARE(list()->model()->rowCount(), 0);
    // To whatever has the focus now, as from a keyboard.
    QTest::keyClick(m_window->windowHandle(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE(list()->model()->rowCount(), rows);
}

void TestMainWindow::undoKeysOnlyUndo()
{
    const QString id = add("one", "text");
    m_window->openNote(id);
    int accepted = 0;
    const auto offer = [&] {
        find<Toast>("toast")->show(
            QStringLiteral("News"), QStringLiteral("Show"), [&accepted] { ++accepted; });
    };
    offer();
    list()->setFocus();
    QTest::keyClick(list(), Qt::Key_Z, Qt::ControlModifier);
    find<Sidebar>("sidebar")->setFocus();
    QTest::keyClick(find<Sidebar>("sidebar"), Qt::Key_Z, Qt::ControlModifier);
    trigger("undo.last");
    QCOMPARE(accepted, 0);
    m_window->openNote(id);
    list()->setFocus();
    QTest::keyClick(list(), Qt::Key_Delete);
    QVERIFY(note(id).trashedAt);
    offer();
    QTest::keyClick(list(), Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(!note(id).trashedAt);
    QCOMPARE(accepted, 0);
    m_window->openNote(id);
    editor()->setFocus();
    QTest::keyClick(editor(), Qt::Key_Return, Qt::AltModifier);
    QCOMPARE(accepted, 1);
    QCOMPARE(editor()->noteText(), QStringLiteral("text"));
    QVERIFY(!find<QAction>("message.accept")->isEnabled());
}

void TestMainWindow::theSyncCentreNamesManyNotesAtOnce()
{
    const QString id =
        add("Large", QByteArray(2'400'000, 'x').replace("xxxxxxxxxx", "xxxxxxxxx\n").constData());
    QVERIFY(databaseOf(*m_store).execute(
        QStringLiteral(
            "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 1000)"
            " INSERT INTO activity (at, level, what, document, count, detail)"
            " SELECT i, 0, 'edit-kept', '%1', 1, '' FROM n")
            .arg(id)));
    QElapsedTimer timer;
    timer.start();
    trigger("sync.centre");
    const auto *lines = find<QTreeWidget>("syncActivity");
    const qint64 taken = timer.elapsed();
    QVERIFY(lines);
    QCOMPARE(lines->topLevelItemCount(), 1'000);
    QVERIFY(lines->topLevelItem(999)->text(2).contains(QStringLiteral("Large")));
    qInfo("1,000 lines about a note of 2.4 MB: %lld ms", taken);
    QVERIFY(taken < 3'000);
}

void TestMainWindow::aNewNoteIsNotMadeForThePreview()
{
    m_window->openNote(add("old", "text"));
    trigger("view.cycle");
    trigger("view.cycle");
    QVERIFY(!find<MarkdownEditor>("noteEditor")->isVisible());
    trigger("note.new");
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("new"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("words"));
    m_window->saveNow();
    QCOMPARE(note(m_window->openNoteId()).title, QStringLiteral("new"));
    QCOMPARE(note(m_window->openNoteId()).body, QStringLiteral("words"));
}

void TestMainWindow::readingOnlyIsSaid()
{
    QCOMPARE(
        find<QLabel>("statusText")->text(), QStringLiteral("All notes are saved on this computer"));
    m_window->setReadOnly(Error{ErrorKind::Storage, 8, QStringLiteral("read only"), {}});
    QVERIFY2(
        find<QLabel>("statusText")->text().startsWith(QStringLiteral("Only reading")),
        qPrintable(find<QLabel>("statusText")->text()));
    QVERIFY(!find<QPushButton>("statusAction")->isVisible());
    for (const char *name : {"review", "review.all", "trash.empty"})
        QVERIFY2(!action(name)->isEnabled(), name);
    trigger("note.new");
    QVERIFY2(toast().contains(QStringLiteral("cannot be written")), qPrintable(toast()));
    SyncStatus idle;
    idle.phase = SyncStatus::Phase::Idle;
    m_window->setSyncStatus(idle);
    QVERIFY(find<QLabel>("statusText")->text().startsWith(QStringLiteral("Only reading")));
}

void TestMainWindow::anArrivedNoteIsNotTheFirst()
{
    const auto words = [this] {
        return find<QWidget>("noteEmpty")
            ->findChild<QLabel *>(QStringLiteral("emptyTitle"))
            ->text();
    };
    QCOMPARE(words(), QStringLiteral("Write your first note"));
    add("Arrived", "text");
    QTRY_COMPARE(words(), QStringLiteral("No note is open"));
}

void TestMainWindow::notebookSettingIsOfferedForOpenConflicts()
{
    const QString north = m_store->notebooks().add(QStringLiteral("North"), {}).value().id;
    const QString inside = m_store->notebooks().add(QStringLiteral("Inside"), north).value().id;
    QStringList ids;
    for (const QString &notebook : {inside, QString()}) {
        const QString id = add("Pump", "The bearing is loud.", notebook);
        acknowledge(id);
        const RevId parent = note(id).rev;
        NotePatch patch;
        patch.body = QStringLiteral("The bearing is very loud.");
        QVERIFY(m_store->notes().edit(id, patch));
        arrives(id, parent, QStringLiteral("The bearing is silent."));
        ids.append(id);
    }
    while (m_store->replica().reconcile(10).value().more) { }
    QVERIFY(note(ids.at(0)).conflict && note(ids.at(1)).conflict);
    NotebookCommands commands(
        *m_store, *find<Toast>("toast"), *m_window->findChild<UndoJournal *>(), m_window.get());
    const auto choose = [&](ConflictPolicy policy) {
        commands.choosePolicy(north);
        auto *dialog = find<NotebookPolicyDialog>("notebookPolicyDialog");
        QVERIFY(dialog);
        auto *box = dialog->findChild<QComboBox *>();
        for (int i = 0; i < box->count() && dialog->policy() != policy; ++i)
            box->setCurrentIndex(i);
        QCOMPARE(dialog->policy(), std::optional(policy));
        dialog->accept();
        QTRY_VERIFY(!find<NotebookPolicyDialog>("notebookPolicyDialog"));
    };
    const QJsonObject begun{
        {QStringLiteral("leftovers"), QJsonArray{QStringLiteral("half a sentence")}}};
    QVERIFY(m_store->conflicts().saveDraft(ids.at(0), begun));
    choose(ConflictPolicy::Mine); // nobody decides but who began to write
    QCOMPARE(undoToast(), QStringLiteral("Setting of the notebook “North” changed"));
    QVERIFY(m_store->conflicts().saveDraft(ids.at(0), {})); // it was taken back
    choose(ConflictPolicy::Newest);
    QCOMPARE(toast(), QStringLiteral("1 note waited for review before this setting."));
    click("toastAction");
    QVERIFY(!note(ids.at(0)).conflict);
    QVERIFY(note(ids.at(1)).conflict); // this one is elsewhere
    find<Toast>("toast")->dismiss();
    choose(ConflictPolicy::Mine);
    QVERIFY(!find<QWidget>("toast")->isVisible());
}

void TestMainWindow::openNoteIsRememberedWithoutClosing()
{
    const QString id = add("Note", "text");
    m_window->openNote(id);
    QTRY_COMPARE(m_settings->value(QStringLiteral("ui/note/id")).toString(), id);
    // Also while somebody types without a pause, and the place as well.
    const QString site = m_store->notebooks().ensurePath(QStringLiteral("Site"))->id;
    const QString other = add("Other", "text");
    QVERIFY(find<Sidebar>("sidebar")->select(Place::Trash));
    QVERIFY(find<Sidebar>("sidebar")->select(Place::All));
    m_window->openNote(other);
    editor()->setFocus();
    QElapsedTimer typing;
    typing.start();
    while (typing.elapsed() < 4'000) {
        QTest::keyClicks(editor(), QStringLiteral("x"));
        QTest::qWait(30);
    }
    QCOMPARE(m_settings->value(QStringLiteral("ui/note/id")).toString(), other);
    m_settings->sync();
    const QSettings written(m_settings->fileName(), QSettings::IniFormat);
    QCOMPARE(written.value(QStringLiteral("ui/note/id")).toString(), other);
    QVERIFY(find<Sidebar>("sidebar")->select(Place::Notebook, site));
    QTRY_COMPARE(m_settings->value(QStringLiteral("ui/place/id")).toString(), site);
}

void TestMainWindow::ticksATask()
{
    const QString id = add("Tasks", "- [ ] oil\n- [ ] gaskets");
    m_window->openNote(id);
    trigger("text.task");
    m_window->saveNow();
    QCOMPARE(note(id).body, QStringLiteral("- [x] oil\n- [ ] gaskets"));
}

void TestMainWindow::takesOverChangesFromElsewhere()
{
    const QString id = add("Shared", "one\n\ntwo\n\nthree");
    acknowledge(id);
    m_window->openNote(id);
    editor()->setPosition({8, 8, 0}); // behind "two"
    const RevId parent = note(id).rev;
    arrives(id, parent, QStringLiteral("zero\n\none\n\ntwo\n\nthree"));
    QCOMPARE(editor()->noteText(), QStringLiteral("zero\n\none\n\ntwo\n\nthree"));
    QCOMPARE(editor()->position().caret, 14);
}

void TestMainWindow::bothEditsSurviveATypingPause()
{
    const QString id = add("Shared", "first paragraph\n\nsecond paragraph\n\nthird paragraph");
    acknowledge(id);
    m_window->openNote(id);
    const RevId parent = note(id).rev;
    QTest::keyClicks(editor(), QStringLiteral("my "));
    // Not saved yet: sync commits another device's edit of the third paragraph.
    arrives(
        id, parent,
        QStringLiteral("first paragraph\n\nsecond paragraph\n\nthird paragraph, theirs"));
    m_window->saveNow();
    while (m_store->replica().reconcile(10).value().more) { }
    QTRY_COMPARE(
        note(id).body,
        QStringLiteral("my first paragraph\n\nsecond paragraph\n\nthird paragraph, theirs"));
    QTRY_COMPARE(editor()->noteText(), note(id).body);
}

void TestMainWindow::keepsTextThatCannotBeSaved()
{
    const QString other = add("Other", "text");
    const QString id = add("Broken", "text");
    m_window->openNote(id);
    editor()->insertPlainText(
        QStringLiteral("words ") + QChar(0xD800)); // no valid text: the store refuses it
    QVERIFY(!m_window->saveNow());
    auto *banner = find<QWidget>("saveBanner");
    QVERIFY(banner->isVisible());
    m_window->openNote(other);
    QCOMPARE(m_window->openNoteId(), id);
    QVERIFY(editor()->noteText().startsWith(QStringLiteral("words ")));
    find<NoteList>("noteList")
        ->selectRow(find<NoteList>("noteList")->currentIndex().row() == 0 ? 1 : 0);
    QCOMPARE(m_window->openNoteId(), id);
    QVERIFY(!m_window->close());
    QVERIFY(m_window->isVisible());
    find<QMessageBox>("unsavedBox")->reject();
    auto cursor = editor()->textCursor();
    cursor.deletePreviousChar();
    QVERIFY(m_window->saveNow());
    QVERIFY(!banner->isVisible());
    QCOMPARE(note(id).body, QStringLiteral("words text"));
}

/// What is typed into a note whose text is damaged on the disk is saved at once, in a copy, and
/// other notes can be opened.
void TestMainWindow::aDamagedTextHoldsNobodyUp()
{
    const QString other = add("Other", "text");
    const QString id = add("Pump", "Change the oil");
    m_window->openNote(id);
    QVERIFY(databaseOf(*m_store).execute(
        QStringLiteral("UPDATE revision SET body = CAST(replace(CAST(body AS TEXT), 'oil', 'nil')"
                       " AS BLOB)")));
    editor()->moveCursor(QTextCursor::End);
    editor()->setFocus();
    QTest::keyClicks(editor(), QStringLiteral(" today"));
    QTRY_VERIFY(m_window->openNoteId() != id);
    QTest::keyClicks(editor(), QStringLiteral(" and"));
    QVERIFY(m_window->saveNow());
    QCOMPARE(note(m_window->openNoteId()).body, QStringLiteral("Change the oil today and"));
    QCOMPARE(note(m_window->openNoteId()).title, QStringLiteral("Pump"));
    QCOMPARE(note(id).body, QStringLiteral("Change the oil"));
    QVERIFY(!find<QWidget>("saveBanner")->isVisible());
    QVERIFY2(toast().contains(QStringLiteral("damaged")), qPrintable(toast()));
    m_window->openNote(other);
    QCOMPARE(m_window->openNoteId(), other);
}

/// With all that the note had; where the damaged one cannot be left yet, the next try makes no
/// second one.
void TestMainWindow::aDamagedTextGoesOnInOneCopy()
{
    NoteContent content;
    content.title = QStringLiteral("Pump");
    content.body = QStringLiteral("text");
    content.notebookId = m_store->notebooks().ensurePath(QStringLiteral("Site"))->id;
    content.pinned = true;
    content.extra = {{QStringLiteral("theirs"), 7}};
    const QString id = must(m_store->notes().create(content)).id;
    m_window->openNote(id);
    damageText(id);
    const auto rename = [this](const char *from, const char *to) {
        must(databaseOf(*m_store).execute(QStringLiteral("ALTER TABLE %1 RENAME TO %2")
                                              .arg(QLatin1String(from), QLatin1String(to))));
    };
    // As soon as the copy is there nothing can be read of a note in a notebook.
    connect(
        m_store.get(), &Store::changed, this, [rename] { rename("notebook", "away"); },
        Qt::SingleShotConnection);
    editor()->moveCursor(QTextCursor::End);
    QTest::keyClicks(editor(), QStringLiteral(" and"));
    QVERIFY(!m_window->saveNow());
    QCOMPARE(m_store->tallies()->notes, 2);
    QCOMPARE(m_window->openNoteId(), id);
    rename("away", "notebook");
    QTest::keyClicks(editor(), QStringLiteral(" more"));
    QVERIFY(m_window->saveNow());
    QVERIFY(m_window->openNoteId() != id);
    QCOMPARE(m_store->tallies()->notes, 2);
    const Note copy = note(m_window->openNoteId());
    QCOMPARE(copy.body, QStringLiteral("text and more"));
    QCOMPARE(copy.notebookId, content.notebookId);
    QVERIFY(copy.pinned);
    QCOMPARE(copy.raw.value(QStringLiteral("theirs")).toInt(), 7);
}

void TestMainWindow::goesBackAndForward()
{
    const QString a = add("A", "a");
    const QString b = add("B", "b");
    m_window->openNote(a);
    m_window->openNote(b);
    trigger("go.back");
    QCOMPARE(m_window->openNoteId(), a);
    trigger("go.forward");
    QCOMPARE(m_window->openNoteId(), b);
}

void TestMainWindow::jumpsAndRunsCommands()
{
    const QString id = add("Valve block, east wing", "text");
    add("Other", "text");
    trigger("go.jump");
    auto *field = find<QLineEdit>("pickerField");
    QTest::keyClicks(field, QStringLiteral("valve"));
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(m_window->openNoteId(), id);
    trigger("go.commands");
    QTest::keyClicks(field, QStringLiteral("pin to"));
    QTest::keyClick(field, Qt::Key_Return);
    QVERIFY(note(id).pinned);
}

void TestMainWindow::otherColoursKeepTheFont()
{
    auto *text = find<QPlainTextEdit>("noteEditor");
    const QFont before = text->font();
    QVERIFY(before != QApplication::font());
    m_theme->setMode(Theme::Mode::Dark);
    QCOMPARE(text->font().pointSizeF(), before.pointSizeF());
    QCOMPARE(text->document()->defaultFont().pointSizeF(), before.pointSizeF());
    m_theme->setMode(Theme::Mode::Light);
    QCOMPARE(text->document()->defaultFont().pointSizeF(), before.pointSizeF());
}

void TestMainWindow::remembersTheSession()
{
    const QString id = add("Old", "some text to be in");
    add("New", "text");
    m_window->openNote(id);
    editor()->setPosition({5, 5, 0});
    trigger("view.cycle");
    QVERIFY(m_window->close());
    openWindow();
    QCOMPARE(m_window->openNoteId(), id);
    QCOMPARE(editor()->position().caret, 5);
    QVERIFY(find<QWidget>("notePreview")->isVisible());
}

void TestMainWindow::statusIsHonest()
{
    QCOMPARE(status(), QStringLiteral("All notes are saved on this computer"));
    sendEverything(); // the device's own document
    SyncStatus synced;
    synced.phase = SyncStatus::Phase::Idle;
    synced.lastSyncAt = m_clock.nowMs();
    m_window->setSyncStatus(synced);
    QCOMPARE(status(), QStringLiteral("All changes saved and synced just now"));
    add("New", "text"); // the engine has not heard of it yet
    QCOMPARE(status(), QStringLiteral("1 change saved on this computer, waiting to be sent"));
    synced.phase = SyncStatus::Phase::SignIn;
    synced.error = Error{ErrorKind::Auth, 401, QStringLiteral("refused"), {}};
    m_window->setSyncStatus(synced);
    QVERIFY(find<QPushButton>("statusAction")->isVisible());
    click("statusAction");
    QVERIFY(m_window->findChild<AccountDialog *>());
    const auto *why = find<QLabel>("accountOutcomeTitle");
    QVERIFY(why->isVisible());
    QCOMPARE(why->text(), QStringLiteral("The server does not accept the password any more"));
}

void TestMainWindow::tellsOfGoingOffline()
{
    sendEverything();
    SyncStatus status;
    status.phase = SyncStatus::Phase::Idle;
    m_window->setSyncStatus(status);
    status.phase = SyncStatus::Phase::Offline;
    m_window->setSyncStatus(status);
    QCOMPARE(toast(), QStringLiteral("You are offline. Keep writing: everything is saved here."));
    add("New", "text");
    status.phase = SyncStatus::Phase::Connecting; // a try, no answer yet
    m_window->setSyncStatus(status);
    status.phase = SyncStatus::Phase::Offline;
    m_window->setSyncStatus(status);
    QVERIFY(!toast().startsWith(QStringLiteral("Back")));
    status.phase = SyncStatus::Phase::Receiving;
    m_window->setSyncStatus(status);
    QCOMPARE(toast(), QStringLiteral("Back online, sending 1 change"));
}

void TestMainWindow::accountOutcomes_data()
{
    using Outcome = ConnectionReport::Outcome;
    QTest::addColumn<Outcome>("outcome");
    QTest::addColumn<bool>("accepted");
    QTest::addColumn<bool>("later");
    QTest::newRow("ok") << Outcome::Ok << true << false;
    QTest::newRow("will create") << Outcome::WillCreate << true << false;
    QTest::newRow("invalid url") << Outcome::InvalidUrl << false << false;
    QTest::newRow("host not found") << Outcome::HostNotFound << false << true;
    QTest::newRow("unreachable") << Outcome::Unreachable << false << true;
    QTest::newRow("tls") << Outcome::Tls << false << false;
    QTest::newRow("not tls") << Outcome::NotTls << false << false;
    QTest::newRow("not couchdb") << Outcome::NotCouchDb << false << false;
    QTest::newRow("captive portal") << Outcome::CaptivePortal << false << true;
    QTest::newRow("wrong password") << Outcome::WrongPassword << false << false;
    QTest::newRow("locked") << Outcome::Locked << false << false;
    QTest::newRow("not allowed") << Outcome::NotAllowed << false << false;
    QTest::newRow("cannot create") << Outcome::CannotCreate << false << false;
    QTest::newRow("server trouble") << Outcome::ServerTrouble << false << true;
}

void TestMainWindow::accountOutcomes()
{
    QFETCH(ConnectionReport::Outcome, outcome);
    QFETCH(bool, accepted);
    QFETCH(bool, later);
    QSignalSpy tested(m_window.get(), &MainWindow::connectionTestRequested);
    QSignalSpy changed(m_window.get(), &MainWindow::accountChanged);
    m_window->showAccountDialog();
    const QPointer<AccountDialog> dialog = m_window->findChild<AccountDialog *>();
    QVERIFY(!find<QPushButton>("accountConnect")->isEnabled());
    QTest::keyClicks(find<QLineEdit>("accountUrl"), QStringLiteral("https://server.example/notes"));
    QTest::keyClicks(find<QLineEdit>("accountUser"), QStringLiteral("north"));
    QTest::keyClicks(find<QLineEdit>("accountPassword"), QStringLiteral("secret"));
    click("accountConnect");
    QCOMPARE(tested.count(), 1);
    QCOMPARE(tested.first().at(1).toString(), QStringLiteral("secret"));
    QVERIFY(!find<QPushButton>("accountConnect")->isEnabled()); // one trial at a time
    m_window->setConnectionReport({outcome, QStringLiteral("detail")});
    QCOMPARE(changed.count(), accepted ? 1 : 0);
    QVERIFY(!find<QLabel>("accountOutcomeTitle")->text().isEmpty());
    QVERIFY(!find<QLabel>("accountOutcomeAdvice")->text().isEmpty());
    QCOMPARE(dialog->isVisible(), !accepted);
    if (accepted)
        return;
    QCoreApplication::processEvents();
    for (const char *name : {"accountUrl", "accountUser", "accountPassword", "accountDevice"}) {
        const auto *field = find<QLineEdit>(name); // the words make room for themselves
        QVERIFY2(field->height() >= field->sizeHint().height(), name);
    }
    QCOMPARE(find<QPushButton>("accountLater")->isVisible(), later);
    if (later) {
        click("accountLater");
        QCOMPARE(changed.count(), 1);
        QCOMPARE(
            changed.first().at(0).value<Account>().url,
            QStringLiteral("https://server.example/notes"));
    }
}

void TestMainWindow::accountAddressIsCleaned()
{
    Account account =
        AccountDialog::cleaned(QStringLiteral(" server.example/notes/ "), QStringLiteral("me"));
    QCOMPARE(account.url, QStringLiteral("https://server.example/notes"));
    account = AccountDialog::cleaned(QStringLiteral("localhost:5984/notes"), {});
    QCOMPARE(account.url, QStringLiteral("http://localhost:5984/notes"));
    QVERIFY(!AccountDialog::cleaned(QString(), {}).isValid());
}

/// It would be shown wherever the address is.
void TestMainWindow::accountAddressNamesNobody()
{
    QSignalSpy tested(m_window.get(), &MainWindow::connectionTestRequested);
    QSignalSpy changed(m_window.get(), &MainWindow::accountChanged);
    for (const char *address :
         {"https://north:secret@server.example/notes", "north:secret@server.example/notes",
          "https://north@server.example/notes"}) {
        m_window->showAccountDialog();
        QTest::keyClicks(find<QLineEdit>("accountUrl"), QLatin1String(address));
        click("accountConnect");
        QVERIFY(find<QLabel>("accountOutcomeTitle")->isVisible());
        const QString advice = find<QLabel>("accountOutcomeAdvice")->text();
        QVERIFY2(advice.contains(QStringLiteral("server.example/notes")), qPrintable(advice));
        QVERIFY2(!advice.contains(QStringLiteral("north")), qPrintable(advice));
        QVERIFY(!find<QPushButton>("accountLater")->isVisible());
        QVERIFY(find<QLineEdit>("accountUser")->text().isEmpty());
        QVERIFY(find<QLineEdit>("accountPassword")->text().isEmpty());
        QCOMPARE(tested.count() + changed.count(), 0);
        m_window->findChild<AccountDialog *>()->reject();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
}

/// What somebody takes out while the question is read was not meant by the answer.
void TestMainWindow::whatLeftTheTrashStays()
{
    const QString gone = add("Gone", "text");
    const QString back = add("Back", "text");
    NotePatch patch;
    patch.trashed = true;
    must(m_store->notes().editMany({gone, back}, patch));
    trigger("trash.empty");
    patch.trashed = false;
    must(m_store->notes().edit(back, patch));
    find<QAbstractButton>("confirmYes")->click();
    QVERIFY(!must(m_store->notes().isThere(gone)));
    QVERIFY(!must(m_store->notes().note(back)).trashedAt);
    QCOMPARE(
        toast(),
        QStringLiteral("1 note deleted for good (1 other left: not in the trash any more)"));
}

void TestMainWindow::signOutAsksFirst()
{
    QVERIFY(m_store->meta().setAccount(
        {QStringLiteral("https://server.example/notes"), QStringLiteral("me")}));
    sendEverything();
    add("Unsent", "text");
    QSignalSpy out(m_window.get(), &MainWindow::signOutRequested);
    m_window->showAccountDialog();
    click("accountSignOut");
    auto *box = find<QMessageBox>("confirmBox");
    QVERIFY(box->informativeText().startsWith(QStringLiteral("1 change not sent")));
    QCOMPARE(out.count(), 0);
    for (QAbstractButton *button : box->buttons()) {
        if (box->buttonRole(button) == QMessageBox::AcceptRole)
            QTest::mouseClick(button, Qt::LeftButton);
    }
    QTRY_COMPARE(out.count(), 1);
}

/// More comes while the person reads: the words follow, and an answer is about what they say.
void TestMainWindow::theQuestionFollowsWhatWaits()
{
    SyncStatus status;
    status.phase = SyncStatus::Phase::Error;
    status.error = Error{ErrorKind::Rejected, 0, {}, {}, -1, ErrorReason::RemovalsHeld};
    status.removals = {25, QStringLiteral("a")};
    m_window->setSyncStatus(status);
    QSignalSpy allowed(m_window.get(), &MainWindow::removalsAllowed);
    click("statusAction");
    auto *box = find<QMessageBox>("confirmBox");
    QVERIFY2(box->text().contains(QStringLiteral("25 notes removed")), qPrintable(box->text()));
    status.removals = {48, QStringLiteral("b")};
    m_window->setSyncStatus(status);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    box = find<QMessageBox>("confirmBox");
    QVERIFY2(box->text().contains(QStringLiteral("48 notes removed")), qPrintable(box->text()));
    auto *yes = find<QAbstractButton>("confirmYes");
    QVERIFY(!yes->isEnabled()); // what is clicked now was meant for the other words
    QTRY_VERIFY(yes->isEnabled());
    yes->click();
    QCOMPARE(allowed.size(), 1);
    QCOMPARE(allowed.first().first().value<HeldRemovals>().toString(), QStringLiteral("48-b"));
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    click("statusAction");
    QPointer<QMessageBox> open = find<QMessageBox>("confirmBox");
    SyncStatus decided; // elsewhere
    decided.phase = SyncStatus::Phase::Idle;
    m_window->setSyncStatus(decided);
    QVERIFY(!open || !open->isVisible());
}

void TestMainWindow::conflictHasABannerAndADialog()
{
    const QString id = add("Pump", "The bearing is loud.");
    acknowledge(id);
    const RevId parent = note(id).rev;
    NotePatch patch;
    patch.body = QStringLiteral("The bearing is very loud.");
    QVERIFY(m_store->notes().edit(id, patch));
    arrives(id, parent, QStringLiteral("The bearing is silent."));
    while (m_store->replica().reconcile(10).value().more) { }
    m_window->openNote(id);
    QCOMPARE(editor()->noteText(), QStringLiteral("The bearing is very loud."));
    QVERIFY(find<QWidget>("noteBanner")->isVisible());
    auto *button = find<QPushButton>("statusReview");
    QVERIFY(button->isVisible());
    QCOMPARE(button->text(), QStringLiteral("1 to review"));
    QTest::mouseClick(button, Qt::LeftButton);
    auto *dialog = find<QDialog>("conflictDialog");
    QVERIFY(dialog);
    QVERIFY(dialog->isVisible());
    click("conflictUseTheirs0");
    click("conflictSave");
    QCOMPARE(note(id).body, QStringLiteral("The bearing is silent."));
    QCOMPARE(editor()->noteText(), note(id).body);
    QVERIFY(!find<QWidget>("noteBanner")->isVisible());
    QVERIFY(!button->isVisible());
}

/// Thousands of notes arrive, all over the list, in many notebooks and with many tags: no turn of
/// the event loop may take long, and all of them together cost a part of what writing costs.
void TestMainWindow::aFirstSyncLeavesTheWindowFree()
{
    constexpr int kBatches = 20;
    constexpr int kBatch = 500;
    constexpr int kTags = 500;
    constexpr double kLongestMs =
        16; // of this thread's own time: others on the machine do not count
    UiSettings(*m_settings).setSort(NoteQuery::Sort::Title);
    openWindow();
    double writing = 0;
    const std::unique_ptr<QThread> writer(QThread::create([this, &writing] {
        SeededRandom random(4);
        Store::Options options;
        options.file = m_folder->filePath(QStringLiteral("cairn.sqlite"));
        options.clock = &m_clock;
        options.random = &random;
        options.origin = ChangeSet::Origin::Sync;
        const auto store = Store::open(options).value();
        connect(store.get(), &Store::changed, m_window.get(), &MainWindow::applyChanges);
        QStringList notebooks;
        for (int i = 0; i < 40; ++i)
            notebooks.append(store->notebooks().ensurePath(QStringLiteral("N%1").arg(i))->id);
        for (int batch = 0; batch < kBatches; ++batch) {
            QList<NoteContent> notes(kBatch);
            for (NoteContent &note : notes) {
                note.title = QString::number(random.below(1'000'000)) + QStringLiteral(" title");
                note.body = QStringLiteral("some words of a note ").repeated(20);
                note.tags = {QStringLiteral("tag%1").arg(random.below(kTags))};
                note.notebookId = notebooks.at(qsizetype(random.below(40)));
            }
            QVERIFY(store->notes().createMany(notes));
        }
        writing = threadCpuMs();
    }));
    QEventLoop loop;
    QTimer look;
    connect(&look, &QTimer::timeout, &loop, [&] {
        if (writer->isFinished() && rows() == kBatches * kBatch)
            loop.quit();
    });
    look.start(20);
    QTimer::singleShot(120'000, &loop, &QEventLoop::quit);
    TurnMeter turns;
    turns.start();
    writer->start();
    loop.exec();
    turns.stop();
    QVERIFY(writer->wait(60'000));
    QCOMPARE(rows(), kBatches * kBatch);
    qInfo(
        "longest turn %.1f ms, 99 of 100 below %.1f ms, in all %.0f ms in %d turns; writing %.0f "
        "ms",
        turns.longest(), turns.percentile(99), turns.total(), turns.turns(), writing);
    QVERIFY(turns.longest() < kLongestMs);
    QVERIFY(turns.total() < writing / 3); // a seventh; without slices and gate nearly half
}

void TestMainWindow::everythingHasAName()
{
    m_window->openNote(add("Note", "text"));
    const auto all = m_window->findChildren<QWidget *>();
    for (const QWidget *widget : all) {
        if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus))
            continue;
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        const bool named =
            !widget->accessibleName().isEmpty() || (button && !button->text().isEmpty());
        QVERIFY2(
            named,
            qPrintable(
                widget->objectName() + QLatin1Char(' ')
                + QLatin1String(widget->metaObject()->className())));
    }
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
