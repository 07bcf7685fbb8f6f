// SPDX-License-Identifier: GPL-3.0-or-later
#include "clock.h"
#include "document.h"
#include "editor/markdowneditor.h"
#include "history/deletednotesdialog.h"
#include "history/historydialog.h"
#include "history/versioncomparison.h"
#include "must.h"
#include "random.h"
#include "store/care/backup.h"
#include "store/history/historythinner.h"
#include "store/history/versionstore.h"
#include "store/notes/notestore.h"
#include "store/replica/replicastore.h"
#include "store/restore.h"
#include "store/sqlite/database.h"
#include "store/store.h"
#include "storeinsides.h"
#include "theme/theme.h"
#include "translations.h"
#include "window/mainwindow.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace cairn;

/// The history of a note in the real window: opened, read, compared, restored and undone by
/// keyboard alone. CAIRN_SCREENSHOTS: a folder for pictures.
class TestHistoryView : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        installTranslations(*qApp, QLocale(QLocale::English));
        m_theme = std::make_unique<Theme>(*qApp);
    }
    void init();
    void cleanup()
    {
        QApplication::setLayoutDirection(Qt::LeftToRight);
        m_window.reset();
        m_store.reset();
    }

    void placesOfDifferences();
    void comparesRestoresAndUndoesByKeyboard();
    void undoingInTheTextStopsAtARestore();
    void comparesAnyTwo();
    void showsWhatIsTypedJustNow();
    void explainsAMergeAndTakesItBack();
    void bringsADeletedNoteBack();
    void takesBackWhatSyncTook();
    void takesBackWhatItCan();
    void takesOneBackByItsName();
    void takesBackManyAtOnce();
    void takesBackAllButTheDamaged();
    void aRestoreEndsATakeBack();
    void undoLeavesWhatWasWrittenSince_data();
    void undoLeavesWhatWasWrittenSince();
    void undoOfManyLeavesWhatCameSince();
    void whatCouldNotBeUndoneCanBeLater_data();
    void whatCouldNotBeUndoneCanBeLater();
    void settingAppliesAtOnce();
    void everythingHasAName();
    void looks_data();
    void looks();

private:
    template <typename T> T *find(const char *name)
    {
        return m_window->findChild<T *>(QLatin1String(name));
    }
    QString add(const char *title, const char *body);
    void edit(const QString &id, const char *body);
    void send();
    /// As another device, and the server says so.
    void take(const QString &id, bool deleted, const std::function<void(QJsonObject &)> &how);
    std::unique_ptr<Store> otherStore();
    QStringList addMany(Store &store, int count); ///< and sent
    void takeMany(Store &store, const QStringList &ids);
    /// Two devices change different lines; what comes is merged.
    QString merged();
    void trigger(const char *action);
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
    void shoot(const QString &name, QWidget *widget);
    Note note(const QString &id) { return m_store->notes().note(id).value(); }
    QString toast() { return find<QLabel>("toastText")->text(); }
    QString undoToast() { return find<QLabel>("undoToastText")->text(); }
    QString shown(const char *pane) { return find<QPlainTextEdit>(pane)->toPlainText(); }

    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;
};

void TestHistoryView::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    Store::Options options;
    options.file = m_folder->filePath(QStringLiteral("cairn.sqlite"));
    options.clock = &m_clock;
    options.random = &m_random;
    options.deviceName = QStringLiteral("Laptop");
    auto store = Store::open(options);
    QVERIFY(store);
    m_store = std::move(*store);
    m_settings = std::make_unique<QSettings>(
        m_folder->filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    m_window = std::make_unique<MainWindow>(*m_store, *m_settings, m_clock, *m_theme);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    QApplication::setActiveWindow(m_window.get()); // offscreen has no window manager
}

QString TestHistoryView::add(const char *title, const char *body)
{
    NoteContent content;
    content.title = QString::fromUtf8(title);
    content.body = QString::fromUtf8(body);
    const QString id = m_store->notes().create(content).value().id;
    send();
    return id;
}

void TestHistoryView::edit(const QString &id, const char *body)
{
    NotePatch patch;
    patch.body = QString::fromUtf8(body);
    QVERIFY(m_store->notes().edit(id, patch));
    send();
}

void TestHistoryView::send()
{
    const auto documents = m_store->replica().nextToPush(1000, 100'000'000, {});
    QVERIFY(documents);
    QVERIFY(m_store->replica().beginAttempt(*documents));
    QVERIFY(m_store->replica().confirm(*documents));
}

void TestHistoryView::take(
    const QString &id, bool deleted, const std::function<void(QJsonObject &)> &how)
{
    DocumentRevision revision;
    revision.id = id;
    revision.body = note(id).raw;
    revision.body.insert(
        field::kDevice, QJsonObject{{QStringLiteral("id"), QStringLiteral("device:other")}});
    how(revision.body);
    revision.deleted = deleted;
    const RevId before = note(id).rev;
    revision.rev = makeRevId(before, deleted, revision.body);
    revision.path = {revision.rev, before};
    m_store->replica().store({revision}, {}, {}, {}, Removals::Admit).value();
}

/// As sync has it.
std::unique_ptr<Store> TestHistoryView::otherStore()
{
    Store::Options options = m_store->options();
    options.origin = ChangeSet::Origin::Sync;
    auto store = std::move(Store::open(options)).value();
    connect(store.get(), &Store::changed, m_window.get(), &MainWindow::applyChanges);
    return store;
}

QStringList TestHistoryView::addMany(Store &store, int count)
{
    QList<NoteContent> contents(count);
    for (int i = 0; i < count; ++i) {
        contents[i].title = QStringLiteral("Valve %1").arg(i);
        contents[i].body = QStringLiteral("Sticks at %1 degrees. ").arg(i).repeated(50);
    }
    QStringList ids;
    const QList<Saved> made = must(store.notes().createMany(contents));
    for (const Saved &saved : made)
        ids.append(saved.id);
    while (true) {
        const auto documents = must(store.replica().nextToPush(200, 10'000'000, {}));
        if (documents.isEmpty())
            return ids;
        must(store.replica().beginAttempt(documents));
        must(store.replica().confirm(documents));
    }
}

void TestHistoryView::takeMany(Store &store, const QStringList &ids)
{
    QList<DocumentRevision> revisions;
    for (const QString &id : ids) {
        const Note before = store.notes().note(id).value();
        DocumentRevision revision{id, {}, {}, true, before.raw};
        revision.body.insert(
            field::kDevice, QJsonObject{{QStringLiteral("id"), QStringLiteral("device:other")}});
        revision.rev = makeRevId(before.rev, true, revision.body);
        revision.path = {revision.rev, before.rev};
        revisions.append(revision);
    }
    must(store.replica().store(revisions, {}, {}, {}, Removals::Agreed));
}

QString TestHistoryView::merged()
{
    const QString id = add("Pump 7", "Oil level low.\n\nCoupling worn.\n\nBearing loud.\n");
    const Note before = note(id);
    NotePatch patch;
    patch.body = QStringLiteral("Oil level fine.\n\nCoupling worn.\n\nBearing loud.\n");
    m_store->notes().edit(id, patch).value();
    DocumentRevision revision;
    revision.id = id;
    revision.body = before.raw;
    revision.body[QStringLiteral("body")] =
        QStringLiteral("Oil level low.\n\nCoupling worn.\n\nBearing changed.\n");
    revision.body[QStringLiteral("device")] = QJsonObject{
        {QStringLiteral("id"), QStringLiteral("device:other")},
        {QStringLiteral("name"), QStringLiteral("Field tablet")}};
    revision.rev = makeRevId(before.rev, false, revision.body);
    revision.path = {revision.rev, before.rev};
    m_store->replica().store({revision}, {}, {}, {}, Removals::Admit).value();
    while (m_store->replica().reconcile(10).value().more) { }
    return id;
}

void TestHistoryView::trigger(const char *action)
{
    auto *found = find<QAction>(action);
    QVERIFY2(found && found->isEnabled(), action);
    found->trigger();
}

/// To whatever has the focus, as a keyboard does.
void TestHistoryView::key(Qt::Key key, Qt::KeyboardModifiers modifiers)
{
    QWidget *focus = QApplication::focusWidget();
    QVERIFY(focus);
    QTest::keyClick(focus, key, modifiers);
}

void TestHistoryView::shoot(const QString &name, QWidget *widget)
{
    const QPixmap picture = widget->grab();
    QVERIFY(!picture.isNull());
    const QString folder = qEnvironmentVariable("CAIRN_SCREENSHOTS");
    if (folder.isEmpty())
        return;
    QDir().mkpath(folder);
    QVERIFY(picture.save(folder + u'/' + name + QStringLiteral(".png")));
}

void TestHistoryView::placesOfDifferences()
{
    const QString older = QStringLiteral("one two three\nfour\nfive\n");
    const QString newer = QStringLiteral("one TWO three\nfour\nnew\nfive\n");
    const VersionComparison comparison(older, newer);
    QCOMPARE(comparison.places().size(), 2);
    QCOMPARE(comparison.places().at(0).older, older.indexOf(u"two"));
    QCOMPARE(comparison.places().at(0).newer, newer.indexOf(u"TWO"));
    QCOMPARE(comparison.places().at(1).newer, newer.indexOf(u"new"));
    QCOMPARE(comparison.inOlder(newer.indexOf(u"four")), older.indexOf(u"four"));
    QVERIFY(VersionComparison(older, older).places().isEmpty());
}

void TestHistoryView::comparesRestoresAndUndoesByKeyboard()
{
    const QString id = add("Pump 7", "The bearing is loud.");
    edit(id, "The bearing is silent.");
    edit(id, "The bearing is silent.\n\nOil changed.");
    m_window->openNote(id);
    find<MarkdownEditor>("noteEditor")->setFocus();
    key(Qt::Key_H, Qt::ControlModifier | Qt::ShiftModifier);
    auto *dialog = find<HistoryDialog>("historyDialog");
    QVERIFY(dialog && dialog->isVisible());
    QVERIFY(!dialog->isModal());
    QApplication::setActiveWindow(dialog);
    auto *timeline = find<QListWidget>("historyTimeline");
    QCOMPARE(timeline->count(), 3);
    QVERIFY(timeline->hasFocus());
    QVERIFY(timeline->item(0)->text().startsWith(QStringLiteral("Now")));
    QVERIFY(timeline->item(0)->text().contains(QStringLiteral("Written here")));
    QVERIFY(!find<QPushButton>("historyRestore")->isEnabled()); // it is there already
    QVERIFY(shown("historyOlder").endsWith(QStringLiteral("silent.")));
    QVERIFY(shown("historyNewer").endsWith(QStringLiteral("Oil changed.")));

    key(Qt::Key_Down);
    QVERIFY(shown("historyOlder").endsWith(QStringLiteral("loud.")));
    QVERIFY(shown("historyNewer").endsWith(QStringLiteral("silent.")));
    QVERIFY(find<QLabel>("historyCounter")->text().startsWith(QStringLiteral("Difference 1 of 1")));
    QCOMPARE(find<QPlainTextEdit>("historyNewer")->extraSelections().size(), 1);
    QCOMPARE(
        find<QPlainTextEdit>("historyNewer")->extraSelections().at(0).cursor.selectedText(),
        QStringLiteral("silent"));
    key(Qt::Key_F8);
    key(Qt::Key_Down);
    QVERIFY(find<QPlainTextEdit>("historyOlder")->parentWidget()->isHidden()); // the first of all
    // What minutes do not tell apart, seconds do.
    static const QRegularExpression kSeconds(QStringLiteral("\\d\\d:\\d\\d:\\d\\d"));
    QHash<qint64, int> minutes;
    const QList<NoteVersion> written = m_store->versions().history(id).value();
    for (const NoteVersion &version : written)
        ++minutes[version.at / 60'000];
    int inSeconds = 0;
    for (int row = 0; row < timeline->count(); ++row)
        inSeconds += timeline->item(row)->text().contains(kSeconds);
    int sharing = 0;
    for (const int versions : std::as_const(minutes))
        sharing += versions > 1 ? versions : 0;
    QCOMPARE(inSeconds, sharing);
    key(Qt::Key_R, Qt::AltModifier);
    // The button shows first that it is pressed.
    QTRY_COMPARE(note(id).body, QStringLiteral("The bearing is loud."));
    QCOMPARE(find<MarkdownEditor>("noteEditor")->noteText(), note(id).body);
    QVERIFY(undoToast().contains(QStringLiteral("restored")));
    QCOMPARE(m_store->versions().history(id)->first().kind, QStringLiteral("restored"));

    QApplication::setActiveWindow(m_window.get());
    find<QWidget>("noteList")->setFocus();
    key(Qt::Key_Backspace, Qt::AltModifier);
    QCOMPARE(note(id).body, QStringLiteral("The bearing is silent.\n\nOil changed."));
    QCOMPARE(find<MarkdownEditor>("noteEditor")->noteText(), note(id).body);
}

/// What was typed before it is not in the text any more: to take that back would make words that
/// nobody wrote.
void TestHistoryView::undoingInTheTextStopsAtARestore()
{
    const QString id = add("Gamma", "one two three");
    edit(id, "one two three.");
    m_window->openNote(id);
    auto *editor = find<MarkdownEditor>("noteEditor");
    QTextCursor two = editor->textCursor();
    two.setPosition(4);
    two.setPosition(8, QTextCursor::KeepAnchor);
    editor->setTextCursor(two);
    QTest::keyClicks(editor, QStringLiteral("TWOHUNDRED "));
    QVERIFY(m_window->saveNow());
    QCOMPARE(note(id).body, QStringLiteral("one TWOHUNDRED three."));
    trigger("note.history");
    QApplication::setActiveWindow(find<HistoryDialog>("historyDialog"));
    auto *timeline = find<QListWidget>("historyTimeline");
    timeline->setFocus();
    timeline->setCurrentRow(timeline->count() - 1);
    key(Qt::Key_R, Qt::AltModifier);
    QTRY_COMPARE(note(id).body, QStringLiteral("one two three"));
    QApplication::setActiveWindow(m_window.get());
    QTest::keyClick(editor, Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(m_window->saveNow());
    QCOMPARE(editor->noteText(), QStringLiteral("one two three"));
    QCOMPARE(note(id).body, QStringLiteral("one two three"));
}

void TestHistoryView::comparesAnyTwo()
{
    const QString id = add("Pump 7", "one");
    for (const char *body : {"two", "three", "four"})
        edit(id, body);
    m_window->openNote(id);
    trigger("note.history");
    auto *dialog = find<HistoryDialog>("historyDialog");
    QApplication::setActiveWindow(dialog);
    auto *timeline = find<QListWidget>("historyTimeline");
    timeline->setFocus();
    timeline->clearSelection();
    timeline->item(1)->setSelected(true);
    timeline->item(3)->setSelected(true);
    QVERIFY(shown("historyOlder").endsWith(QStringLiteral("one")));
    QVERIFY(shown("historyNewer").endsWith(QStringLiteral("three")));
    // With the one that is there now: the older one is first, whichever was chosen.
    timeline->setCurrentRow(3, QItemSelectionModel::ClearAndSelect);
    auto *with = find<QComboBox>("historyWith");
    with->setFocus();
    key(Qt::Key_Home);
    QVERIFY(find<QPlainTextEdit>("historyOlder")->parentWidget()->isHidden());
    key(Qt::Key_Down);
    key(Qt::Key_Down);
    QVERIFY(shown("historyOlder").endsWith(QStringLiteral("one")));
    QVERIFY(shown("historyNewer").endsWith(QStringLiteral("four")));
    // What comes meanwhile is there at once, and the choice stays.
    edit(id, "five");
    QCOMPARE(timeline->count(), 5);
    QCOMPARE(timeline->currentRow(), 4);
    QVERIFY(shown("historyNewer").endsWith(QStringLiteral("five")));
    key(Qt::Key_Escape);
    QVERIFY(!dialog->isVisible());
}

void TestHistoryView::showsWhatIsTypedJustNow()
{
    const QString id = add("Pump 7", "one");
    m_window->openNote(id);
    auto *editor = find<MarkdownEditor>("noteEditor");
    editor->setFocus();
    QTest::keyClicks(editor, QStringLiteral("new "));
    trigger("note.history");
    QVERIFY(shown("historyNewer").contains(QStringLiteral("new ")));
    QCOMPARE(note(id).body, editor->noteText());
}

void TestHistoryView::explainsAMergeAndTakesItBack()
{
    const QString id = merged();
    const QString mergedText =
        QStringLiteral("Oil level fine.\n\nCoupling worn.\n\nBearing changed.\n");
    QCOMPARE(note(id).body, mergedText);
    m_window->openNote(id);
    QWidget *mark = find<QWidget>("mergeMark");
    QVERIFY(mark->isVisible());
    const QString words = find<QLabel>("mergeMarkText")->text();
    const QSize size = m_window->size();
    m_window->resize(692, 500);
    QCoreApplication::processEvents();
    shoot(QStringLiteral("merge-mark-narrow"), m_window.get());
    QVERIFY2(
        find<QLabel>("mergeMarkText")->height() <= 2 * mark->fontMetrics().lineSpacing() + 4,
        qPrintable(QString::number(find<QLabel>("mergeMarkText")->height())));
    m_window->resize(size);
    QVERIFY2(
        words.startsWith(QStringLiteral("Merged with another device’s version, "))
            && words.endsWith(QStringLiteral("(Field tablet)")),
        qPrintable(words));
    find<QPushButton>("mergeMarkCompare")->setFocus();
    key(Qt::Key_Space);
    auto *dialog = find<HistoryDialog>("historyDialog");
    QVERIFY(dialog && dialog->isVisible());
    QVERIFY(shown("historyOlder").contains(QStringLiteral("Bearing loud.")));
    QVERIFY(shown("historyNewer").contains(QStringLiteral("Bearing changed.")));
    QVERIFY(find<QListWidget>("historyTimeline")
                ->item(0)
                ->text()
                .contains(QStringLiteral("Merged with the version of Field tablet")));
    dialog->close();
    QApplication::setActiveWindow(m_window.get());
    find<QPushButton>("mergeMarkUndo")->setFocus();
    key(Qt::Key_Space);
    QCOMPARE(note(id).body, QStringLiteral("Oil level fine.\n\nCoupling worn.\n\nBearing loud.\n"));
    bool otherIsThere = false;
    const QList<NoteVersion> versions = m_store->versions().history(id).value();
    for (const NoteVersion &version : versions)
        otherIsThere |=
            m_store->versions()
                .body(id, version.rev)
                ->value(u"body")
                .toString()
                .startsWith(QStringLiteral("Oil level low.\n\nCoupling worn.\n\nBearing c"));
    QVERIFY(otherIsThere);
    QVERIFY(!mark->isVisible()); // it is not merged any more
    QVERIFY(!m_store->versions().lastMerge(id).value()); // nor when the window is opened again
    trigger("undo.last");
    QCOMPARE(note(id).body, mergedText);
    QVERIFY(mark->isVisible());
    find<QAbstractButton>("mergeMarkClose")->click();
    QVERIFY(!mark->isVisible());
    m_window->openNote(add("Another", "text"));
    m_window->openNote(id);
    QVERIFY(!mark->isVisible());
}

void TestHistoryView::bringsADeletedNoteBack()
{
    const QString gone = add("Valve 3", "Sticks when cold.");
    const QString other = add("Valve 4", "Replaced.");
    QVERIFY(m_store->notes().remove({gone}, true));
    QVERIFY(m_store->notes().remove({other}, true));
    trigger("trash.deleted");
    auto *dialog = find<DeletedNotesDialog>("deletedDialog");
    QVERIFY(dialog && dialog->isVisible());
    QApplication::setActiveWindow(dialog);
    auto *list = find<QListWidget>("deletedList");
    QCOMPARE(list->count(), 2);
    find<QLineEdit>("deletedSearch")->setFocus();
    QTest::keyClicks(find<QLineEdit>("deletedSearch"), QStringLiteral("valve 3"));
    QVERIFY(list->currentItem()->text().startsWith(QStringLiteral("Valve 3")));
    QVERIFY(dialog->findChild<QPlainTextEdit *>(QStringLiteral("historyNewer"))
                ->toPlainText()
                .contains(QStringLiteral("Sticks when cold.")));
    key(Qt::Key_R, Qt::AltModifier);
    QTRY_COMPARE(m_window->openNoteId(), gone);
    QCOMPARE(note(gone).body, QStringLiteral("Sticks when cold."));
    trigger("undo.last");
    QVERIFY(!m_store->notes().note(gone));
    QCOMPARE(m_store->versions().deletedNotes(10)->size(), 2);
    trigger("undo.last"); // a key that does nothing says so
    QCOMPARE(undoToast(), QStringLiteral("There is nothing to undo any more"));
}

/// All at once and without a question, for it can be undone: what was deleted is deleted again,
/// what was in the trash is there again, and the text that was replaced is back.
void TestHistoryView::takesBackWhatSyncTook()
{
    const QString gone = add("Valve 3", "Sticks when cold.");
    const QString trashed = add("Valve 4", "Replaced.");
    const QString emptied = add("Valve 5", "Opens at six bar and closes at four.");
    take(gone, true, [](QJsonObject &) {});
    take(trashed, false, [](QJsonObject &body) { body.insert(field::kTrashedAt, 7); });
    take(emptied, false, [](QJsonObject &body) { body.insert(field::kBody, QStringLiteral("x")); });
    trigger("trash.deleted");
    auto *dialog = find<DeletedNotesDialog>("deletedDialog");
    QVERIFY(dialog && dialog->isVisible());
    QCOMPARE(find<QListWidget>("deletedList")->count(), 3);
    QTest::mouseClick(find<QPushButton>("removedTakeBack"), Qt::LeftButton);
    QTRY_COMPARE(undoToast(), QStringLiteral("3 notes are back"));
    QCOMPARE(note(gone).body, QStringLiteral("Sticks when cold."));
    QVERIFY(!note(trashed).trashedAt);
    QCOMPARE(note(emptied).body, QStringLiteral("Opens at six bar and closes at four."));
    trigger("undo.last");
    QTRY_COMPARE(undoToast(), QStringLiteral("3 notes removed again"));
    QVERIFY(!m_store->notes().note(gone));
    QVERIFY(note(trashed).trashedAt);
    QCOMPARE(note(emptied).body, QStringLiteral("x"));
    // And the list names them as it did, with all that can be taken back.
    trigger("trash.deleted");
    auto *list = find<QListWidget>("deletedList");
    QCOMPARE(list->count(), 3);
    QVERIFY(list->item(0)->text().contains(QStringLiteral("written over by sync")));
    QVERIFY(list->item(1)->text().contains(QStringLiteral("Moved to the trash by sync")));
    QVERIFY(list->item(2)->text().contains(QStringLiteral("Deleted by sync")));
    QTest::mouseClick(find<QPushButton>("removedTakeBack"), Qt::LeftButton);
    QTRY_COMPARE(undoToast(), QStringLiteral("3 notes are back"));
    QCOMPARE(note(emptied).body, QStringLiteral("Opens at six bar and closes at four."));
}

/// Where one cannot be written the others can, and the way back is for those.
void TestHistoryView::takesBackWhatItCan()
{
    QStringList ids;
    for (int i = 0; i < 3; ++i) {
        ids.append(add("Valve 3", "Sticks when cold."));
        take(ids.last(), true, [](QJsonObject &) {});
    }
    const auto hinder = databaseOf(*m_store).execute(
        QStringLiteral("CREATE TRIGGER hinder BEFORE INSERT ON note WHEN NEW.document ="
                       " (SELECT key FROM document WHERE id = '%1')"
                       " BEGIN SELECT RAISE(ABORT, 'no'); END")
            .arg(ids.at(1)));
    QVERIFY(hinder);
    trigger("trash.deleted");
    QTest::mouseClick(find<QPushButton>("removedTakeBack"), Qt::LeftButton);
    QTRY_VERIFY(undoToast().startsWith(QStringLiteral("2 notes are back. The others are not: ")));
    QVERIFY(m_store->notes().note(ids.at(0)));
    QVERIFY(!m_store->notes().note(ids.at(1)));
    QVERIFY(m_store->notes().note(ids.at(2)));
    trigger("undo.last");
    QTRY_COMPARE(undoToast(), QStringLiteral("2 notes removed again"));
    QVERIFY(!m_store->notes().note(ids.at(0)));
    QVERIFY(!m_store->notes().note(ids.at(2)));
}

/// One is named, as everywhere.
void TestHistoryView::takesOneBackByItsName()
{
    const QString id = add("Valve 3", "Sticks when cold.");
    take(id, true, [](QJsonObject &) {});
    trigger("trash.deleted");
    QTest::mouseClick(find<QPushButton>("removedTakeBack"), Qt::LeftButton);
    QTRY_COMPARE(undoToast(), QStringLiteral("“Valve 3” is back"));
}

/// Many notes a transaction, for each of them costs as much as some notes; the window has its turns
/// in between.
void TestHistoryView::takesBackManyAtOnce()
{
    const int given = qEnvironmentVariableIntValue("CAIRN_TAKEN");
    const int notes = given > 0 ? given : 300;
    const std::unique_ptr<Store> other = otherStore();
    const QStringList ids = addMany(*other, notes);
    takeMany(*other, ids);
    trigger("trash.deleted");
    QSignalSpy commits(m_store.get(), &Store::changed);
    QElapsedTimer running;
    QElapsedTimer turn;
    qint64 longest = 0;
    const auto wait = [&](const QString &words) {
        running.start();
        while (undoToast() != words && running.elapsed() < 60'000) {
            turn.start();
            QCoreApplication::processEvents(QEventLoop::AllEvents, 1);
            longest = std::max(longest, turn.elapsed());
        }
        QCOMPARE(undoToast(), words);
        qInfo(
            "%s: %lld notes/s, %lld commits, longest turn %lld ms", qPrintable(words),
            notes * 1'000LL / std::max<qint64>(1, running.elapsed()), qlonglong(commits.size()),
            longest);
    };
    QVERIFY(find<QPushButton>("removedTakeBack")->isVisible());
    QTest::mouseClick(find<QPushButton>("removedTakeBack"), Qt::LeftButton);
    wait(QStringLiteral("%1 notes are back").arg(QLocale().toString(notes)));
    QVERIFY2(commits.size() < notes / 4, qPrintable(QString::number(commits.size())));
    commits.clear();
    trigger("undo.last");
    wait(QStringLiteral("%1 notes removed again").arg(QLocale().toString(notes)));
    QVERIFY2(commits.size() < notes / 4, qPrintable(QString::number(commits.size())));
    for (const QString &id : ids)
        QVERIFY(!m_store->notes().note(id));
}

/// One whose version cannot be read is named, and stays in the list.
void TestHistoryView::takesBackAllButTheDamaged()
{
    QStringList ids;
    for (const char *title : {"Valve 3", "Valve 4", "Valve 5"}) {
        ids.append(add(title, "Sticks when cold."));
        take(ids.last(), true, [](QJsonObject &) {});
    }
    QVERIFY(databaseOf(*m_store).execute(
        QStringLiteral("UPDATE version SET body = X'7B00' WHERE document ="
                       " (SELECT key FROM document WHERE id = '%1')")
            .arg(ids.at(1))));
    trigger("trash.deleted");
    QTest::mouseClick(find<QPushButton>("removedTakeBack"), Qt::LeftButton);
    QTRY_VERIFY2(
        undoToast().startsWith(QStringLiteral("2 notes are back. “")), qPrintable(undoToast()));
    QVERIFY(undoToast().contains(QStringLiteral("damaged on the disk")));
    QVERIFY(!m_store->notes().note(ids.at(1)));
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); // the dialog of before
    trigger("trash.deleted");
    QCOMPARE(find<QListWidget>("deletedList")->count(), 1);
}

/// A backup is restored while many are taken back: no number of before is true any more.
void TestHistoryView::aRestoreEndsATakeBack()
{
    const std::unique_ptr<Store> other = otherStore();
    takeMany(*other, addMany(*other, 1'500)); // more than a turn takes back
    const QString backup = m_folder->filePath(QStringLiteral("backup.sqlite"));
    QVERIFY(Backup::write(databaseOf(*m_store), backup));
    trigger("trash.deleted");
    QTest::mouseClick(find<QPushButton>("removedTakeBack"), Qt::LeftButton); // some, by now
    QVERIFY(restoreBackup(backup, m_store->options(), [] { return Result<void>(); }));
    const auto toast = [this] { return find<QLabel>("toastText")->text(); };
    QTRY_COMPARE(
        toast(),
        QStringLiteral("A backup was restored: what was taken back before that is as it is in the "
                       "backup."));
    QCOMPARE(m_store->tallies()->notes, 0);
}

void TestHistoryView::undoLeavesWhatWasWrittenSince_data()
{
    QTest::addColumn<bool>("deleted");
    QTest::addColumn<bool>("saved");
    QTest::newRow("a note brought back") << true << true;
    QTest::newRow("a note brought back, typing") << true << false;
    QTest::newRow("an earlier version") << false << true;
    QTest::newRow("an earlier version, typing") << false << false;
}

/// Undo is about the restoring, not about what the person typed into the note afterwards.
void TestHistoryView::undoLeavesWhatWasWrittenSince()
{
    QFETCH(bool, deleted);
    QFETCH(bool, saved);
    const QString id = add("Valve 3", "Sticks when cold.");
    if (deleted) {
        QVERIFY(m_store->notes().remove({id}, true));
        trigger("trash.deleted");
        QApplication::setActiveWindow(find<QDialog>("deletedDialog"));
        find<QListWidget>("deletedList")->setFocus();
    } else {
        edit(id, "Replaced.");
        m_window->openNote(id);
        trigger("note.history");
        QApplication::setActiveWindow(find<QDialog>("historyDialog"));
        find<QListWidget>("historyTimeline")->setCurrentRow(1);
    }
    key(Qt::Key_R, Qt::AltModifier);
    QTRY_COMPARE(m_window->openNoteId(), id);
    QTRY_COMPARE(note(id).body, QStringLiteral("Sticks when cold."));
    QApplication::setActiveWindow(m_window.get());
    auto *editor = m_window->findChild<MarkdownEditor *>();
    editor->setFocus();
    editor->setPosition({0, 0, 0});
    QTest::keyClicks(editor, QStringLiteral("Typed since. "));
    if (saved)
        QVERIFY(m_window->saveNow());
    trigger("undo.last");
    QCOMPARE(undoToast(), QStringLiteral("“Valve 3” has changed since and stays as it is."));
    QCOMPARE(note(id).body, QStringLiteral("Typed since. Sticks when cold."));
    QCOMPARE(m_window->openNoteId(), id);
}

/// Of many, each by itself.
void TestHistoryView::undoOfManyLeavesWhatCameSince()
{
    QStringList ids;
    for (const char *title : {"Valve 3", "Valve 4", "Valve 5"}) {
        ids.append(add(title, "Sticks when cold."));
        take(ids.last(), true, [](QJsonObject &) {});
    }
    trigger("trash.deleted");
    QTest::mouseClick(find<QPushButton>("removedTakeBack"), Qt::LeftButton);
    QTRY_COMPARE(undoToast(), QStringLiteral("3 notes are back"));
    edit(ids.at(1), "Sticks when cold. Another device wrote this.");
    trigger("undo.last");
    QTRY_COMPARE(
        undoToast(),
        QStringLiteral("2 notes removed again. “Valve 4” has changed since and stays as it is."));
    QVERIFY(!m_store->notes().note(ids.at(0)));
    QCOMPARE(note(ids.at(1)).body, QStringLiteral("Sticks when cold. Another device wrote this."));
    QVERIFY(!m_store->notes().note(ids.at(2)));
}

void TestHistoryView::whatCouldNotBeUndoneCanBeLater_data()
{
    QTest::addColumn<QStringList>("hinder");
    QTest::addColumn<QStringList>("heal");
    QTest::addColumn<QString>("said");
    QTest::newRow("cannot be written")
        << QStringList(QStringLiteral(
               "CREATE TRIGGER hinder BEFORE INSERT ON revision WHEN NEW.document = %1"
               " BEGIN SELECT RAISE(ABORT, 'no'); END"))
        << QStringList(QStringLiteral("DROP TRIGGER hinder"))
        << "2 notes removed again. That did not work for others: the disk reports an error.";
}

/// What was undone is said, and the rest is a step again.
void TestHistoryView::whatCouldNotBeUndoneCanBeLater()
{
    QFETCH(const QStringList, hinder);
    QFETCH(const QStringList, heal);
    QFETCH(const QString, said);
    QStringList ids;
    for (const char *title : {"Valve 3", "Valve 4", "Valve 5"}) {
        ids.append(add(title, "Sticks when cold."));
        take(ids.last(), true, [](QJsonObject &) {});
    }
    trigger("trash.deleted");
    QTest::mouseClick(find<QPushButton>("removedTakeBack"), Qt::LeftButton);
    QTRY_COMPARE(undoToast(), QStringLiteral("3 notes are back"));
    const auto run = [this, &ids](QStringList statements) {
        statements.replaceInStrings(
            QStringLiteral("%1"),
            QStringLiteral("(SELECT key FROM document WHERE id = '%1')").arg(ids.at(1)));
        for (const QString &sql : std::as_const(statements))
            must(databaseOf(*m_store).execute(sql));
    };
    send(); // what was never sent is written over
    run(hinder);
    trigger("undo.last");
    QTRY_COMPARE(toast(), said);
    QCOMPARE(undoToast(), QStringLiteral("“Valve 4” is back"));
    QVERIFY(!m_store->notes().note(ids.at(0)));
    QVERIFY(m_store->notes().note(ids.at(1)));
    QVERIFY(!m_store->notes().note(ids.at(2)));
    run(heal);
    trigger("undo.last");
    QTRY_COMPARE(undoToast(), QStringLiteral("1 note removed again"));
    QVERIFY(!m_store->notes().note(ids.at(1)));
}

void TestHistoryView::settingAppliesAtOnce()
{
    edit(add("Pump 7", "one"), "two");
    trigger("settings");
    auto *choice = find<QComboBox>("settingsHistory");
    QVERIFY(choice);
    QCOMPARE(choice->currentText(), QStringLiteral("all for 30 days, then one a day for a year"));
    QVERIFY(find<QLabel>("settingsHistorySize")->text().startsWith(QStringLiteral("1 version,")));
    QSignalSpy changed(m_window.get(), &MainWindow::historySettingChanged);
    choice->setFocus();
    QTest::keyClick(choice, Qt::Key_End);
    QCOMPARE(
        m_store->thinner().retention().value(),
        (HistoryRetention{HistoryRetention::kForEver, HistoryRetention::kForEver}));
    QCOMPARE(changed.count(), 1);
    shoot(QStringLiteral("settings"), find<QDialog>("settingsDialog"));
}

void TestHistoryView::everythingHasAName()
{
    m_window->openNote(merged());
    trigger("note.history");
    trigger("trash.deleted");
    for (const char *name : {"historyDialog", "deletedDialog", "mergeMark"}) {
        const auto all = find<QWidget>(name)->findChildren<QWidget *>();
        for (const QWidget *widget : all) {
            if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus))
                continue;
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            const auto labels = widget->window()->findChildren<QLabel *>();
            const bool labelled =
                std::any_of(labels.cbegin(), labels.cend(), [widget](const QLabel *label) {
                    return label->buddy() == widget;
                });
            QVERIFY2(
                !widget->accessibleName().isEmpty() || labelled
                    || (button && !button->text().isEmpty()),
                qPrintable(
                    widget->objectName() + u' '
                    + QLatin1String(widget->metaObject()->className())));
        }
    }
}

void TestHistoryView::looks_data()
{
    QTest::addColumn<Theme::Mode>("mode");
    QTest::addColumn<bool>("rightToLeft");
    QTest::addColumn<int>("width");
    QTest::newRow("light") << Theme::Mode::Light << false << 980;
    QTest::newRow("dark") << Theme::Mode::Dark << false << 980;
    QTest::newRow("right-to-left") << Theme::Mode::Light << true << 980;
    QTest::newRow("narrow") << Theme::Mode::Light << false << 640;
}

void TestHistoryView::looks()
{
    QFETCH(Theme::Mode, mode);
    QFETCH(bool, rightToLeft);
    QFETCH(int, width);
    m_theme->setMode(mode);
    QApplication::setLayoutDirection(rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    const QString id = merged();
    edit(
        id,
        "Oil level fine.\n\nCoupling worn out, photograph taken.\n\nBearing changed.\n\n- [ ] "
        "call the supplier\n");
    m_store->notes().revert(id, m_store->versions().history(id)->last().rev).value();
    const QString gone = add("Valve 3", "Sticks when cold.");
    QVERIFY(m_store->notes().remove({gone}, true));
    m_window->openNote(merged());
    QCoreApplication::processEvents(); // the title moves over the text
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    shoot(QStringLiteral("mark-") + name, m_window.get());
    m_window->openNote(id);
    trigger("note.history");
    auto *dialog = find<HistoryDialog>("historyDialog");
    dialog->resize(width, 560);
    find<QListWidget>("historyTimeline")->setCurrentRow(1);
    QCoreApplication::processEvents();
    shoot(QStringLiteral("history-") + name, dialog);
    trigger("trash.deleted");
    shoot(QStringLiteral("deleted-") + name, find<QDialog>("deletedDialog"));
    m_theme->setMode(Theme::Mode::Light);
}

QTEST_MAIN(TestHistoryView)
#include "tst_historyview.moc"
