// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/markdowneditor.h"
#include "fastfolder.h"
#include "items/notelistmodel.h"
#include "must.h"
#include "notename.h"
#include "notes/notelist.h"
#include "notes/sidebar.h"
#include "random.h"
#include "store/notes/notebookstore.h"
#include "store/notes/notestore.h"
#include "store/store.h"
#include "testclock.h"
#include "theme/theme.h"
#include "translations.h"
#include "window/mainwindow.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

using namespace cairn;

namespace {

constexpr int kSequences = 10'000;
constexpr int kSequencesARun = 250; ///< then a new window on new notes
constexpr int kNotes = 12;

QChar markOf(int number) { return QChar(0xE100 + number); } ///< no key types it, nothing splits it
bool isMark(QChar c) { return c >= QChar(0xE100) && c < QChar(0xF000); }

} // namespace

/// Highlighted row, header, editor, session and the targets of commands are one note, whatever a
/// person, sync and other processes do, and in whichever order. CAIRN_OPENNOTE_RUN=n repeats the
/// run of a failure alone, CAIRN_OPENNOTE_LOG=1 says each step.
class TestOpenNote : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void cleanup();
    void clickMeansTheRowThatWasClicked();
    void savingTheLastNoteMovesNoRowUnderTheClick();
    void doubleClickMeansItsFirstClick();
    void anotherPlaceGoneOpensNothing();
    void theOpenNoteGoesFromTheListOnly();
    void focusOnTheListOpensNothing();
    void keyboardAddsToTheSelection();
    void halfATagBelongsToItsNote();
    void composedTextBelongsToItsNote_data();
    void composedTextBelongsToItsNote();
    void composingStopsNoSaving();
    void nothingIsComposedInTheTrash();
    void keysOfANoteThatVanishedDoNothing_data();
    void keysOfANoteThatVanishedDoNothing();
    void aButtonThatVanishesHandsNoKeysToAnother();
    void fiveAgree();

private:
    template <typename T> T *find(const char *name)
    {
        return m_window->findChild<T *>(QLatin1String(name));
    }
    NoteList *list() { return find<NoteList>("noteList"); }
    MarkdownEditor *editor() { return find<MarkdownEditor>("noteEditor"); }
    QLineEdit *title() { return find<QLineEdit>("noteTitle"); }
    Sidebar *sidebar() { return find<Sidebar>("sidebar"); }
    NoteListModel *model() { return qobject_cast<NoteListModel *>(list()->model()); }
    Note note(const QString &id) { return must(m_store->notes().note(id)); }

    void open(quint64 seed);
    QString add(Store &store);
    QString disagreement();
    QString lacksMark(const QString &id);
    void trigger(const char *action);
    void compose(QWidget *widget, const QString &text);
    void clickRow(int row, Qt::KeyboardModifiers modifiers = {});
    QPoint middleOf(int row) { return list()->visualRect(model()->index(row, 0)).center(); }

    // One step each of a sequence; nothing or what went wrong.
    QString act();
    QString actInList();
    void write();
    void go();
    void look();
    QString command();
    void arrive();
    QString anyId();
    int below(int bound) { return int(m_random->below(quint64(bound))); }

    TestClock m_clock;
    std::unique_ptr<SeededRandom> m_random;
    std::unique_ptr<SeededRandom> m_otherRandom;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<Store> m_other; ///< another process on the same notes
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;
    QMap<QString, QChar> m_marks; ///< in the text of which note it stands, and in no other
    QString m_step;
};

void TestOpenNote::initTestCase()
{
    installTranslations(*qApp, QLocale(QLocale::English));
    m_theme = std::make_unique<Theme>(*qApp);
}

void TestOpenNote::cleanup()
{
    m_window.reset();
    m_other.reset();
    m_store.reset();
}

void TestOpenNote::open(quint64 seed)
{
    cleanup();
    m_marks.clear();
    m_random = std::make_unique<SeededRandom>(seed);
    m_otherRandom = std::make_unique<SeededRandom>(seed + 1'000'000);
    m_folder = std::make_unique<QTemporaryDir>(fastFolderTemplate(QStringLiteral("cairn-window")));
    const QString file = m_folder->filePath(QStringLiteral("cairn.sqlite"));
    m_store = must(Store::open(
        {file, &m_clock, m_random.get(), QStringLiteral("laptop"), ChangeSet::Origin::Person}));
    m_other = must(Store::open(
        {file, &m_clock, m_otherRandom.get(), QStringLiteral("laptop"), ChangeSet::Origin::Sync}));
    m_settings = std::make_unique<QSettings>(
        m_folder->filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    must(m_store->notebooks().ensurePath(QStringLiteral("Site/Pumps")));
    for (int i = 0; i < kNotes; ++i)
        add(*m_store);
    m_window = std::make_unique<MainWindow>(*m_store, *m_settings, m_clock, *m_theme);
    connect(m_other.get(), &Store::changed, m_window.get(), &MainWindow::applyChanges);
    m_window->resize(1180, 740);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    m_window->activateWindow();
    QApplication::setActiveWindow(m_window.get()); // offscreen has no window manager
}

QString TestOpenNote::add(Store &store)
{
    const int number = int(m_marks.size());
    m_clock.advance(1'000);
    NoteContent content;
    content.title = QStringLiteral("Note %1").arg(number) + markOf(number);
    content.body = markOf(number) + QStringLiteral(" body %1").arg(number);
    const QString id = must(store.notes().create(content)).id;
    m_marks.insert(id, markOf(number));
    return id;
}

/// What does not fit together; empty: all five speak of one note.
QString TestOpenNote::disagreement()
{
    const QString id = m_window->openNoteId();
    const QStringList selected = list()->selectedIds();
    const bool listed = !id.isEmpty() && model()->rowOfId(id) >= 0;
    if (list()->openId() != (listed ? id : QString()))
        return QStringLiteral("highlighted as open is ") + list()->openId();
    if (listed ? !selected.contains(id) : !selected.isEmpty())
        return QStringLiteral("selected are ") + selected.join(u' ');
    const QStringList targets = selected.size() > 1 ? selected
        : id.isEmpty()                              ? QStringList()
                                                    : QStringList{id};
    if (m_window->targets() != targets)
        return QStringLiteral("commands are for ") + m_window->targets().join(u' ');
    if (id.isEmpty())
        return find<QWidget>("noteEmpty")->isVisible() ? QString()
                                                       : QStringLiteral("a note is still shown");
    if (!m_store->notes().note(id))
        return QStringLiteral("the open note does not exist");
    return lacksMark(id);
}

QString TestOpenNote::lacksMark(const QString &id)
{
    const QChar own = m_marks.value(id);
    for (const QString &text : {title()->text(), editor()->noteText(), m_window->windowTitle()}) {
        for (const QChar c : text) {
            if (isMark(c) && c != own)
                return QStringLiteral("the text of another note is shown: ") + text;
        }
        if (!own.isNull() && !text.contains(own) && text != QStringLiteral("Cairn"))
            return QStringLiteral("the text of no note is shown: ") + text;
    }
    return {};
}

void TestOpenNote::trigger(const char *action)
{
    auto *found = find<QAction>(action);
    QVERIFY2(found, action);
    if (found->isEnabled())
        found->trigger();
}

void TestOpenNote::compose(QWidget *widget, const QString &text)
{
    QInputMethodEvent composing(text, {});
    QCoreApplication::sendEvent(widget, &composing);
}

void TestOpenNote::clickRow(int row, Qt::KeyboardModifiers modifiers)
{
    QTest::mouseClick(list()->viewport(), Qt::LeftButton, modifiers, middleOf(row));
}

void TestOpenNote::clickMeansTheRowThatWasClicked()
{
    open(1);
    trigger("note.new");
    QCOMPARE(model()->rowCount(), kNotes + 1);
    const QString clicked = model()->idAt(1);
    clickRow(1);
    QCOMPARE(model()->rowCount(), kNotes); // the empty new note is gone
    QCOMPARE(m_window->openNoteId(), clicked);
    QCOMPARE(list()->selectedIds(), QStringList{clicked});
    QCOMPARE(disagreement(), QString());
    QTest::keyClick(list(), Qt::Key_Delete);
    QVERIFY(note(clicked).trashedAt);
    QVERIFY(find<QLabel>("undoToastText")->text().contains(NoteName::of(note(clicked).title)));
}

void TestOpenNote::savingTheLastNoteMovesNoRowUnderTheClick()
{
    open(2);
    clickRow(2);
    m_clock.advance(1'000);
    editor()->setFocus();
    QTest::keyClicks(editor(), QStringLiteral("qq"));
    const QString typed = m_window->openNoteId();
    const QString clicked = model()->idAt(1);
    clickRow(1); // takes the focus, which saves, which moves the note typed into to the top
    QCOMPARE(m_window->openNoteId(), clicked);
    QCOMPARE(disagreement(), QString());
    QCoreApplication::processEvents();
    QVERIFY(note(typed).body.contains(QStringLiteral("qq")));
    QCOMPARE(model()->rowOfId(typed), 0);
    QCOMPARE(m_window->openNoteId(), clicked);
}

void TestOpenNote::doubleClickMeansItsFirstClick()
{
    open(3);
    trigger("note.new");
    const QString clicked = model()->idAt(3);
    const QPoint at = middleOf(3);
    QTest::mouseClick(list()->viewport(), Qt::LeftButton, {}, at);
    QTest::mouseDClick(list()->viewport(), Qt::LeftButton, {}, at); // another row by now
    QCOMPARE(m_window->openNoteId(), clicked);
    QVERIFY(editor()->hasFocus());
    QCOMPARE(disagreement(), QString());
}

void TestOpenNote::anotherPlaceGoneOpensNothing()
{
    open(4);
    const QString site = must(m_store->notebooks().findPath(QStringLiteral("Site")))->id;
    NotePatch patch;
    patch.notebookId = site;
    const QString id = model()->idAt(5);
    must(m_store->notes().edit(id, patch));
    QVERIFY(sidebar()->select(Place::Notebook, site));
    QCOMPARE(m_window->openNoteId(), id);
    must(m_other->notebooks().remove(site)); // and its note goes to the trash
    QCoreApplication::processEvents();
    QCOMPARE(m_window->openNoteId(), id);
    QCOMPARE(sidebar()->currentRow().kind, Place::All);
    QCOMPARE(model()->rowCount(), kNotes - 1);
    QCOMPARE(disagreement(), QString());
}

void TestOpenNote::theOpenNoteGoesFromTheListOnly()
{
    open(5);
    clickRow(4);
    const QString id = m_window->openNoteId();
    NotePatch patch;
    patch.trashed = true;
    QStringList many{id};
    for (int row = 6; row < 10; ++row)
        many.append(model()->idAt(row));
    must(m_other->notes().editMany(many, patch));
    QTRY_COMPARE(model()->rowCount(), kNotes - 5);
    QCOMPARE(m_window->openNoteId(), id);
    QCOMPARE(list()->selectedIds(), QStringList());
    QCOMPARE(disagreement(), QString());
    must(m_other->notes().remove({id}));
    QTRY_COMPARE(m_window->openNoteId(), QString());
    QCOMPARE(m_window->windowTitle(), QStringLiteral("Cairn"));
    QCOMPARE(disagreement(), QString());
}

void TestOpenNote::focusOnTheListOpensNothing()
{
    open(6);
    auto *search = find<QLineEdit>("searchField");
    const QString id = m_window->openNoteId();
    search->setText(QStringLiteral("\"body 3\""));
    QTRY_VERIFY(model()->rowCount() < kNotes);
    list()->setFocus();
    QCOMPARE(m_window->openNoteId(), id);
    QCOMPARE(disagreement(), QString());
    QTest::keyClick(list(), Qt::Key_Delete);
    QVERIFY(!note(id).trashedAt); // nothing is highlighted, so nothing is deleted
    QTest::keyClick(list(), Qt::Key_Down);
    QCOMPARE(m_window->openNoteId(), model()->idAt(0));
    QCOMPARE(disagreement(), QString());
}

void TestOpenNote::keyboardAddsToTheSelection()
{
    open(7);
    clickRow(2);
    const QString id = m_window->openNoteId();
    QTest::keyClick(list(), Qt::Key_Down, Qt::ControlModifier);
    QTest::keyClick(list(), Qt::Key_Down, Qt::ControlModifier);
    QCOMPARE(m_window->openNoteId(), id); // went on without choosing
    QTest::keyClick(list(), Qt::Key_Space, Qt::ControlModifier);
    QCOMPARE(list()->selectedCount(), 2);
    QCOMPARE(m_window->openNoteId(), model()->idAt(4));
    clickRow(4, Qt::ControlModifier); // and out again
    QCOMPARE(m_window->openNoteId(), id);
    clickRow(2, Qt::ControlModifier); // the last one stays
    QCOMPARE(list()->selectedIds(), QStringList{id});
    QCOMPARE(disagreement(), QString());
}

void TestOpenNote::halfATagBelongsToItsNote()
{
    open(8);
    const QString id = m_window->openNoteId();
    trigger("note.tags");
    QTest::keyClicks(find<QLineEdit>("tagField"), QStringLiteral("urgent"));
    trigger("go.next");
    QVERIFY(m_window->openNoteId() != id);
    QCOMPARE(note(id).tags, QStringList{QStringLiteral("urgent")});
    QCOMPARE(find<QLineEdit>("tagField")->text(), QString());
    m_window->saveNow();
    QCOMPARE(note(m_window->openNoteId()).tags, QStringList());
}

void TestOpenNote::composedTextBelongsToItsNote_data()
{
    QTest::addColumn<QString>("way");
    for (const char *way : {"note.new", "note.quick", "go.next", "link", "save", "close", "click"})
        QTest::newRow(way) << QString::fromLatin1(way);
}

void TestOpenNote::composedTextBelongsToItsNote()
{
    QFETCH(QString, way);
    open(9);
    clickRow(3);
    const Note before = note(m_window->openNoteId());
    const QString composed = QStringLiteral("かな");
    compose(title(), composed);
    compose(editor(), composed);
    QVERIFY(!editor()->noteText().contains(composed)); // it is only shown
    if (way == QStringLiteral("link"))
        m_window->openNote(model()->idAt(5));
    else if (way == QStringLiteral("save"))
        QVERIFY(m_window->saveNow());
    else if (way == QStringLiteral("close"))
        QVERIFY(m_window->close());
    else if (way == QStringLiteral("click"))
        clickRow(5);
    else
        trigger(way.toLatin1().constData());
    QCOMPARE(note(before.id).body, composed + before.body);
    QCOMPARE(note(before.id).title.count(composed), 1);
    QVERIFY(!editor()->isComposing());
    if (m_window->openNoteId() != before.id) {
        QVERIFY(!editor()->noteText().contains(composed));
        QVERIFY(!title()->text().contains(composed));
    }
}

void TestOpenNote::composingStopsNoSaving()
{
    open(10);
    clickRow(3);
    const QString id = m_window->openNoteId();
    QInputMethodEvent committed;
    committed.setCommitString(QStringLiteral("qq"));
    QCoreApplication::sendEvent(editor(), &committed);
    QElapsedTimer timer;
    timer.start();
    // Somebody composes on and on: what is text already is saved, and what is composed stays so.
    while (!note(id).body.contains(QStringLiteral("qq")) && timer.elapsed() < 5'000) {
        compose(editor(), QStringLiteral("か").repeated(1 + int(timer.elapsed() / 50)));
        QTest::qWait(50);
    }
    QVERIFY2(timer.elapsed() < 1'500, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(editor()->isComposing());
    // It is not on the disk yet, and nobody says that it is.
    const auto *status = m_window->findChild<QLabel *>(QStringLiteral("statusText"));
    QTest::qWait(400);
    QVERIFY2(!status->text().contains(QStringLiteral("saved")), qPrintable(status->text()));
    committed.setCommitString(QStringLiteral("か"));
    QCoreApplication::sendEvent(editor(), &committed);
    QTRY_VERIFY(note(id).body.contains(QStringLiteral("か")));
    QTRY_VERIFY2(status->text().contains(QStringLiteral("saved")), qPrintable(status->text()));
}

void TestOpenNote::nothingIsComposedInTheTrash()
{
    open(11);
    clickRow(3);
    const Note before = note(m_window->openNoteId());
    trigger("note.trash");
    QVERIFY(editor()->isReadOnly());
    compose(editor(), QStringLiteral("か"));
    QInputMethodEvent committed;
    committed.setCommitString(QStringLiteral("か"));
    QCoreApplication::sendEvent(editor(), &committed);
    QVERIFY(!editor()->isComposing());
    QCOMPARE(editor()->noteText(), before.body);
}

QString TestOpenNote::anyId()
{
    const int rows = model()->rowCount();
    return rows > 0 ? model()->idAt(below(rows)) : QString();
}

QString TestOpenNote::actInList()
{
    static constexpr Qt::KeyboardModifiers kModifiers[] = {
        Qt::NoModifier, Qt::NoModifier, Qt::NoModifier, Qt::ControlModifier, Qt::ShiftModifier};
    static constexpr Qt::Key kKeys[] = {Qt::Key_Up,    Qt::Key_Down,  Qt::Key_Home,
                                        Qt::Key_End,   Qt::Key_Down,  Qt::Key_PageDown,
                                        Qt::Key_Space, Qt::Key_Return};
    const Qt::KeyboardModifiers modifiers = kModifiers[below(5)];
    const int row = below(qMin(9, model()->rowCount() + 1)); // sometimes below the last one
    if (below(3) == 0) {
        const Qt::Key key = kKeys[below(8)];
        m_step += QStringLiteral("key %1").arg(QKeySequence(key | modifiers).toString());
        list()->setFocus();
        QTest::keyClick(list(), key, modifiers);
        return {};
    }
    const QString aimed = model()->idAt(row);
    const QPoint at =
        row < model()->rowCount() ? middleOf(row) : QPoint(20, list()->viewport()->height() - 3);
    m_step += QStringLiteral("click %1 %2").arg(row).arg(int(modifiers));
    QTest::mouseClick(list()->viewport(), Qt::LeftButton, modifiers, at);
    if (below(6) == 0)
        QTest::mouseDClick(list()->viewport(), Qt::LeftButton, modifiers, at);
    if (!aimed.isEmpty() && modifiers != Qt::ControlModifier && m_window->openNoteId() != aimed)
        return QStringLiteral("clicked was ") + aimed;
    return {};
}

void TestOpenNote::write()
{
    m_clock.advance(1'000);
    switch (below(8)) {
    case 0:
        m_step += QStringLiteral("new note");
        trigger(below(2) == 0 ? "note.new" : "note.quick");
        break;
    case 1:
        m_step += QStringLiteral("title");
        title()->setFocus(Qt::OtherFocusReason);
        title()->end(false);
        QTest::keyClicks(title(), QStringLiteral("q"));
        break;
    case 2:
        m_step += QStringLiteral("save");
        m_window->saveNow();
        break;
    case 3:
        m_step += QStringLiteral("undo or redo the text");
        QTest::keyClick(
            editor(), Qt::Key_Z,
            below(2) == 0 ? Qt::ControlModifier : Qt::ControlModifier | Qt::ShiftModifier);
        break;
    case 4:
        m_step += QStringLiteral("compose");
        editor()->setFocus();
        compose(editor(), QStringLiteral("qq"));
        break;
    default:
        m_step += QStringLiteral("type");
        editor()->setFocus();
        QTest::keyClicks(editor(), QStringLiteral("q"));
    }
}

void TestOpenNote::go()
{
    static constexpr const char *kActions[] = {"go.back", "go.forward", "go.next", "go.previous"};
    const int which = below(6);
    m_step += QStringLiteral("go %1").arg(which);
    if (which < 4)
        trigger(kActions[which]);
    else if (which == 4)
        m_window->openNote(anyId());
    else if (!m_marks.isEmpty()) // a link, to wherever it is
        m_window->openNote(m_marks.keys().at(below(int(m_marks.size()))));
}

void TestOpenNote::look()
{
    auto *search = find<QLineEdit>("searchField");
    switch (below(6)) {
    case 0:
        m_step += QStringLiteral("search");
        search->setText(QStringLiteral("body %1").arg(below(kNotes)));
        QTest::keyClick(search, below(2) == 0 ? Qt::Key_Down : Qt::Key_Return);
        break;
    case 1:
        m_step += QStringLiteral("clear the search");
        search->clear();
        break;
    case 2:
        m_step += QStringLiteral("sort");
        trigger(below(2) == 0 ? "sort.title" : below(2) == 0 ? "sort.created" : "sort.updated");
        break;
    default: {
        static constexpr Place kPlaces[] = {Place::All, Place::All, Place::Trash, Place::Emergency};
        const int which = below(5);
        m_step += QStringLiteral("place %1").arg(which);
        const auto site = must(m_store->notebooks().findPath(QStringLiteral("Site/Pumps")));
        if (which < 4)
            sidebar()->select(kPlaces[which]);
        else if (site)
            sidebar()->select(Place::Notebook, site->id);
    }
    }
}

/// A command changes the notes it is for, and no other.
QString TestOpenNote::command()
{
    const QStringList targets = m_window->targets();
    const auto trashed = [this] {
        QSet<QString> ids;
        NoteQuery query;
        query.trashed = true;
        for (const NoteSummary &each : must(m_store->notes().list(query)))
            ids.insert(each.id);
        return ids;
    };
    const QSet<QString> before = trashed();
    const int which = below(4);
    m_step += QStringLiteral("command %1").arg(which);
    if (which == 0) {
        trigger("note.pin");
    } else if (which == 1) {
        find<QPushButton>(below(2) == 0 ? "toastAction" : "undoToastAction")->click();
    } else if (list()->selectedCount() > 0) {
        list()->setFocus();
        QTest::keyClick(list(), Qt::Key_Delete);
        if (auto *box = find<QMessageBox>("confirmBox")) {
            if (below(2) == 0)
                find<QPushButton>("confirmYes")->click();
            else
                box->reject();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            return {};
        }
        const QSet<QString> now = trashed();
        if (now - before != QSet<QString>(targets.cbegin(), targets.cend()) - before)
            return QStringLiteral("deleted was ") + QStringList((now - before).values()).join(u' ');
        const QString said = find<QLabel>("undoToastText")->text();
        if (targets.size() == 1 && !said.contains(NoteName::of(note(targets.first()).title)))
            return QStringLiteral("said was ") + said;
    }
    return {};
}

void TestOpenNote::arrive()
{
    m_clock.advance(1'000);
    NotePatch patch;
    const QString id =
        m_marks.isEmpty() ? QString() : m_marks.keys().at(below(int(m_marks.size())));
    const int which = below(9);
    m_step += QStringLiteral("arrives %1 %2").arg(which).arg(id);
    const auto there = m_other->notes().note(id);
    if (which == 0 || !there) {
        add(*m_other);
        return;
    }
    switch (which) {
    case 1:
        patch.trashed = true;
        break;
    case 2:
        patch.trashed = false;
        break;
    case 3:
        if (id == m_window->openNoteId())
            m_window->saveNow(); // unsaved text would rightly stay
        must(m_other->notes().remove({id}, true));
        return;
    case 4:
        patch.pinned = !there->pinned;
        break;
    case 5: {
        const auto site = must(m_other->notebooks().ensurePath(QStringLiteral("Site/Pumps")));
        patch.notebookId = there->notebookId.isEmpty() ? site.id : QString();
        break;
    }
    case 6:
        if (const auto site = must(m_other->notebooks().findPath(QStringLiteral("Site/Pumps")));
            site && below(4) == 0) {
            must(m_other->notebooks().remove(site->id));
            must(m_other->notebooks().ensurePath(QStringLiteral("Site/Pumps")));
        }
        return;
    default:
        patch.body = there->body + QStringLiteral("\nfrom elsewhere");
    }
    must(m_other->notes().edit(id, patch));
}

QString TestOpenNote::act()
{
    m_step.clear();
    switch (below(10)) {
    case 0:
    case 1:
    case 2:
        return actInList();
    case 3:
    case 4:
        write();
        return {};
    case 5:
        go();
        return {};
    case 6:
        look();
        return {};
    case 7:
        return command();
    default:
        arrive();
        return {};
    }
}

void TestOpenNote::keysOfANoteThatVanishedDoNothing_data()
{
    QTest::addColumn<QString>("writingIn");
    QTest::addColumn<bool>("away");
    QTest::newRow("in the text") << QStringLiteral("noteEditor") << false;
    QTest::newRow("in the title") << QStringLiteral("noteTitle") << false;
    QTest::newRow("in a button of the header") << QStringLiteral("pinButton") << false;
    QTest::newRow("in the text, another window before it") << QStringLiteral("noteEditor") << true;
}

/// What is typed on, a moment late, presses no button and makes no note; what happened is said.
void TestOpenNote::keysOfANoteThatVanishedDoNothing()
{
    QFETCH(QString, writingIn);
    QFETCH(bool, away);
    open(3);
    m_window->openNote(model()->idAt(2));
    const QString id = m_window->openNoteId();
    const QString name = NoteName::of(note(id).title);
    find<QWidget>(qPrintable(writingIn))->setFocus();
    QDialog other;
    if (away) {
        other.show();
        QApplication::setActiveWindow(&other);
    }
    NotePatch patch;
    patch.trashed = true;
    must(m_other->notes().edit(id, patch));
    must(m_other->notes().remove({id}));
    QTRY_VERIFY(m_window->openNoteId().isEmpty());
    if (away) {
        other.close();
        QApplication::setActiveWindow(m_window.get());
    }
    const int before = model()->rowCount();
    QCOMPARE(QApplication::focusWidget(), find<QWidget>("noteEmpty"));
    for (const char key : {'Y', ' ', 'y'})
        QTest::keyClick(m_window->windowHandle(), Qt::Key(QChar::toUpper(uint(key))));
    QCOMPARE(m_window->openNoteId(), QString());
    QCOMPARE(model()->rowCount(), before);
    QVERIFY(find<QLabel>("toastText")->text().contains(name));
    QVERIFY(find<QLabel>("toastText")->text().contains(QStringLiteral("deleted")));
    QVERIFY(find<QPushButton>("toastAction")->isVisible());
}

/// The keyboard goes back to where the person was before.
void TestOpenNote::aButtonThatVanishesHandsNoKeysToAnother()
{
    open(4);
    m_window->openNote(model()->idAt(0));
    SyncStatus status;
    status.phase = SyncStatus::Phase::Paused;
    m_window->setSyncStatus(status);
    editor()->setFocus();
    auto *resume = find<QPushButton>("statusAction");
    resume->setFocus();
    status.phase = SyncStatus::Phase::Idle;
    m_window->setSyncStatus(status);
    QVERIFY(resume->isHidden());
    QCOMPARE(QApplication::focusWidget(), editor());

    list()->setFocus();
    find<QWidget>("pinButton")->setFocus();
    NotePatch patch;
    patch.trashed = true; // elsewhere: its buttons are disabled
    must(m_other->notes().edit(m_window->openNoteId(), patch));
    QTRY_VERIFY(!find<QWidget>("pinButton")->isEnabled());
    QCOMPARE(QApplication::focusWidget(), list());

    // While a dialog has the keyboard: it gets it back afterwards.
    m_window->askForPassword();
    status.phase = SyncStatus::Phase::SignIn;
    m_window->setSyncStatus(status);
    auto *signIn =
        find<QWidget>("windowNotice")->findChild<QPushButton *>(QStringLiteral("bannerPrimary"));
    QVERIFY(signIn->isVisible());
    signIn->setFocus();
    QDialog dialog(m_window.get());
    dialog.open();
    QApplication::setActiveWindow(&dialog);
    emit m_window->accountChanged({}, {}, {});
    QVERIFY(!signIn->isVisible());
    dialog.close();
    QApplication::setActiveWindow(m_window.get());
    QCOMPARE(QApplication::focusWidget(), list());
}

void TestOpenNote::fiveAgree()
{
    const bool log = qEnvironmentVariableIsSet("CAIRN_OPENNOTE_LOG");
    const int only = qEnvironmentVariableIntValue("CAIRN_OPENNOTE_RUN");
    int steps = 0;
    for (int run = 1; run <= kSequences / kSequencesARun; ++run) {
        if (only > 0 && run != only)
            continue;
        open(quint64(run));
        m_window->setUpdatesEnabled(false); // nobody looks, and painting is most of the time
        for (int sequence = 0; sequence < kSequencesARun; ++sequence) {
            for (int left = 1 + below(4); left > 0; --left) {
                QString wrong = act();
                ++steps;
                if (log)
                    qInfo().noquote()
                        << run << sequence << m_step << m_window->openNoteId()
                        << (editor()->isReadOnly() ? "read only" : "")
                        << (editor()->isComposing() ? "composing" : "")
                        << (find<QWidget>("saveBanner")->isVisible() ? "not saved" : "");
                for (const bool settled : {false, true}) {
                    if (settled)
                        QCoreApplication::processEvents();
                    if (wrong.isEmpty())
                        wrong = disagreement();
                    QVERIFY2(
                        wrong.isEmpty(),
                        qPrintable(QStringLiteral("run %1, sequence %2, %3: open is %4, %5")
                                       .arg(run)
                                       .arg(sequence)
                                       .arg(m_step, m_window->openNoteId(), wrong)));
                }
            }
        }
    }
    qInfo() << steps << "steps";
}

QTEST_MAIN(TestOpenNote)
#include "tst_opennote.moc"
