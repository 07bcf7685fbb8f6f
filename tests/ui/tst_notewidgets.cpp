// SPDX-License-Identifier: GPL-3.0-or-later
#include "clock.h"
#include "cutlabel.h"
#include "dialogs/accountdialog.h"
#include "dialogs/quickpicker.h"
#include "dialogs/shortcutsdialog.h"
#include "notes/noteheader.h"
#include "notes/searchfield.h"
#include "notes/snippet.h"
#include "notes/tagseditor.h"
#include "notes/titlefield.h"
#include "status/banner.h"
#include "status/toast.h"
#include "window/mainactions.h"
#include "window/navigation.h"
#include "window/uisettings.h"

#include <QAction>
#include <QClipboard>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QToolButton>
#include <QtTest>

using namespace cairn;

/// The smaller parts of the window, one at a time.
class TestNoteWidgets : public QObject {
    Q_OBJECT
private slots:
    void snippetFindsItsMatches();
    void snippetShowsItsMatch();
    void tagsAreTakenAndRemoved();
    void pastedTagsAreTakenOneByOne();
    void tagsStayInOneLine();
    void bannersCutNoWord();
    void headerCutsNoWord();
    void longTitlesEndInDots();
    void headerLeavesTheTitleAloneWhileTyping();
    void searchWaitsForAPause();
    void toastRunsItsActionOnce();
    void toastShowsItsKeys();
    void toastCoversNothingAndCutsNothing();
    void longHeadingsAreCutVisibly();
    void pickerFilters();
    void navigationGoesBackAndForward();
    void navigationSkipsWhatIsGone();
    void keysOfCommandsWriteNothing();
    void anotherAddressNeedsItsPassword();
    void aMissingPasswordIsAskedFor();
};

void TestNoteWidgets::snippetFindsItsMatches()
{
    const QChar open(0xE000);
    const QChar close(0xE001);
    const Snippet snippet = Snippet::parse(
        QStringLiteral("new ") + open + QStringLiteral("gaskets") + close + QStringLiteral(" and\n")
        + open + close + close + QStringLiteral("more") + open);
    QCOMPARE(snippet.text, QStringLiteral("new gaskets and more"));
    QCOMPARE(snippet.matches, QList<Snippet::Range>({{4, 7}}));
}

void TestNoteWidgets::snippetShowsItsMatch()
{
    const QString before = QStringLiteral("many words that stand before ").repeated(6);
    const Snippet snippet{
        before + QStringLiteral("gaskets behind"), {{static_cast<int>(before.size()), 7}}};
    const QFontMetrics metrics{QFont()};
    const int width = metrics.horizontalAdvance(QLatin1Char('x')) * 40;
    const Snippet shown = snippet.showingMatch(metrics, width);
    const Snippet::Range match = shown.matches.first();
    QCOMPARE(shown.text.mid(match.start, match.length), QStringLiteral("gaskets"));
    QVERIFY(shown.text.startsWith(QChar(u'…')));
    QVERIFY(metrics.horizontalAdvance(shown.text.left(match.start + match.length)) < width);
    const Snippet near{QStringLiteral("gaskets"), {{0, 7}}};
    QCOMPARE(near.showingMatch(metrics, width).text, near.text);
}

void TestNoteWidgets::tagsAreTakenAndRemoved()
{
    TagsEditor editor;
    editor.setTagSource([] { return QStringList{QStringLiteral("Urgent")}; });
    editor.setTags({QStringLiteral("pump")});
    QSignalSpy edited(&editor, &TagsEditor::tagsEdited);
    auto *field = editor.findChild<QLineEdit *>(QStringLiteral("tagField"));
    QTest::keyClicks(field, QStringLiteral(" #urgent,"));
    QCOMPARE(
        editor.tags(),
        QStringList({QStringLiteral("pump"), QStringLiteral("Urgent")})); // as it is spelt already
    QTest::keyClicks(field, QStringLiteral("PUMP,"));
    QCOMPARE(edited.count(), 1); // there already
    QTest::keyClick(field, Qt::Key_Backspace);
    QCOMPARE(editor.tags(), QStringList({QStringLiteral("pump")}));
    QSignalSpy left(&editor, &TagsEditor::left);
    QTest::keyClicks(field, QStringLiteral("half"));
    QTest::keyClick(field, Qt::Key_Escape);
    QCOMPARE(edited.count(), 2);
    QCOMPARE(field->text(), QString());
    QTest::keyClick(field, Qt::Key_Escape);
    QCOMPARE(left.count(), 2);
    editor.setTags({});
    QCOMPARE(edited.count(), 2); // only the person edits
}

void TestNoteWidgets::pastedTagsAreTakenOneByOne()
{
    TagsEditor editor;
    auto *field = editor.findChild<QLineEdit *>(QStringLiteral("tagField"));
    field->setText(QStringLiteral("north, #south,, east 2、west"));
    QTest::keyClick(field, Qt::Key_Return);
    QCOMPARE(
        editor.tags(),
        QStringList(
            {QStringLiteral("north"), QStringLiteral("south"), QStringLiteral("east 2"),
             QStringLiteral("west")}));
}

void TestNoteWidgets::bannersCutNoWord()
{
    QWidget window;
    Banner banner(&window);
    banner.show(
        Banner::Level::Info, QStringLiteral("Diese Notiz ist im Papierkorb und bleibt dort."),
        QStringLiteral("Wiederherstellen"), QStringLiteral("Endgültig löschen …"));
    window.show();
    auto *words = banner.findChild<QLabel *>(QStringLiteral("bannerText"));
    for (int width = 330; width < 900; width += 30) {
        banner.resize(width, 10);
        banner.resize(width, banner.heightForWidth(width));
        QCoreApplication::processEvents();
        for (const char *name : {"bannerPrimary", "bannerSecondary"}) {
            const auto *button = banner.findChild<QPushButton *>(QLatin1String(name));
            QVERIFY2(
                button->width() >= button->sizeHint().width(), qPrintable(QString::number(width)));
            QVERIFY(banner.rect().contains(button->geometry()));
        }
        QVERIFY(words->height() >= words->heightForWidth(words->width()));
    }
}

void TestNoteWidgets::headerCutsNoWord()
{
    SystemClock clock;
    QWidget window; // a window is never narrower than what is in it
    NoteHeader header(clock, &window);
    Note note;
    note.id = QStringLiteral("note:1");
    note.title = QStringLiteral("Title");
    note.notebookId = QStringLiteral("notebook:1");
    note.notebookPath = QStringLiteral("Site North/Pumps");
    note.updatedAt = clock.nowMs() - 8 * 60'000;
    header.show(note, true);
    window.show();
    auto *age = header.findChild<QLabel *>(QStringLiteral("noteEdited"));
    auto *place = header.findChild<QToolButton *>(QStringLiteral("noteNotebook"));
    QStringList ages;
    for (int width = 240; width < 700; width += 10) {
        header.resize(width, header.sizeHint().height());
        QCoreApplication::processEvents();
        QVERIFY(header.rect().contains(place->geometry()));
        if (age->isHidden())
            continue;
        ages.append(age->text());
        QVERIFY2(
            age->width() >= age->fontMetrics().horizontalAdvance(age->text())
                && header.rect().contains(age->geometry()),
            qPrintable(QString::number(width)));
    }
    QCOMPARE(ages.first(), QStringLiteral("8 min ago")); // in fewer words,
    QCOMPARE(ages.last(), QStringLiteral("edited 8 min ago")); // where there is no room for all
}

void TestNoteWidgets::tagsStayInOneLine()
{
    TagsEditor editor;
    editor.resize(420, 40);
    editor.show();
    editor.setTags({QStringLiteral("pump")});
    QCoreApplication::processEvents();
    const int height = editor.sizeHint().height();
    QStringList tags;
    for (int i = 0; i < 12; ++i)
        tags.append(QStringLiteral("tag-number-%1").arg(i));
    editor.setTags(tags);
    QCoreApplication::processEvents();
    QCOMPARE(editor.sizeHint().height(), height);
    const auto chips = editor.findChildren<QToolButton *>(QStringLiteral("tagChip"));
    int shown = 0;
    for (const QToolButton *chip : chips) {
        shown += chip->isVisible() ? 1 : 0;
        QVERIFY(!chip->isVisible() || editor.rect().contains(chip->geometry()));
    }
    QVERIFY(shown > 0 && shown < 12);
    auto *more = editor.findChild<QToolButton *>(QStringLiteral("moreTags"));
    QVERIFY(more->isVisible() && editor.rect().contains(more->geometry()));
    QCOMPARE(more->text(), QStringLiteral("+%1").arg(12 - shown));
    QCOMPARE(more->menu()->actions().size(), 12 - shown);
    auto *field = editor.findChild<QLineEdit *>(QStringLiteral("tagField"));
    QVERIFY(editor.rect().contains(field->geometry()));
    editor.resize(2'000, 40);
    QVERIFY(!more->isVisible());
}

void TestNoteWidgets::longTitlesEndInDots()
{
    TitleField field;
    field.resize(200, 30);
    field.setText(QStringLiteral("short"));
    QCOMPARE(field.shownWords(), QStringLiteral("short"));
    field.setText(QStringLiteral("A title that is much longer than this narrow field can show"));
    QVERIFY(field.shownWords().endsWith(u'…'));
    QVERIFY(field.fontMetrics().horizontalAdvance(field.shownWords()) <= field.width());
    field.setText(QStringLiteral("pay \u202Eexe.fdp"));
    QCOMPARE(field.shownWords(), QStringLiteral("pay exe.fdp"));
    QCOMPARE(field.text(), QStringLiteral("pay \u202Eexe.fdp")); // as it was written
    field.setText(QStringLiteral("trip 👨‍👩‍👧"));
    QTest::keyClick(&field, Qt::Key_Backspace);
    QCOMPARE(field.text(), QStringLiteral("trip "));
    QSignalSpy told(&field, &TitleField::told);
    QGuiApplication::clipboard()->clear();
    QTest::keyClick(&field, Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(told.count(), 1);
    field.setText(QStringLiteral("e\u0301a"));
    field.home(false);
    QTest::keyClick(&field, Qt::Key_Delete);
    QCOMPARE(field.text(), QStringLiteral("a"));
}

void TestNoteWidgets::headerLeavesTheTitleAloneWhileTyping()
{
    SystemClock clock;
    NoteHeader header(clock);
    header.setVisible(true);
    Note note;
    note.title = QStringLiteral("Before");
    header.show(note, true);
    header.activateWindow();
    QApplication::setActiveWindow(&header);
    header.editTitle(true);
    QVERIFY(header.isEditingTitle());
    QSignalSpy edited(&header, &NoteHeader::titleEdited);
    QTest::keyClicks(
        header.findChild<QLineEdit *>(QStringLiteral("noteTitle")), QStringLiteral("Mine"));
    QCOMPARE(edited.count(), 4);
    note.title = QStringLiteral("Theirs");
    header.show(note, false);
    QCOMPARE(header.title(), QStringLiteral("Mine"));
    header.show(note, true);
    QCOMPARE(header.title(), QStringLiteral("Theirs"));
}

void TestNoteWidgets::searchWaitsForAPause()
{
    SearchField field;
    QSignalSpy changed(&field, &SearchField::searchChanged);
    QTest::keyClicks(&field, QStringLiteral("pump"));
    QCOMPARE(changed.count(), 0);
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(changed.first().first().toString(), QStringLiteral("pump"));
    QTest::keyClick(&field, Qt::Key_Escape);
    QCOMPARE(changed.count(), 2); // at once
    QSignalSpy left(&field, &SearchField::left);
    QTest::keyClick(&field, Qt::Key_Escape);
    QCOMPARE(left.count(), 1);
}

void TestNoteWidgets::toastRunsItsActionOnce()
{
    QWidget window;
    window.resize(600, 400);
    Toast toast(&window);
    int shown = 0;
    toast.show(QStringLiteral("News"), QStringLiteral("Show"), [&shown] { ++shown; });
    QVERIFY(!toast.isHidden());
    QCOMPARE(shown, 0);
    QVERIFY(toast.acceptOffer());
    QVERIFY(toast.isHidden());
    QVERIFY(!toast.acceptOffer());
    QCOMPARE(shown, 1);
    toast.show(QStringLiteral("News"), QStringLiteral("Show"), [&shown] { ++shown; });
    toast.show(QStringLiteral("Saved"));
    QVERIFY(!toast.acceptOffer()); // the message before is gone, and its offer
    toast.showProgress(QStringLiteral("1 of 2"));
    toast.endProgress();
    QVERIFY(toast.isHidden());
    toast.showProgress(QStringLiteral("1 of 2"));
    toast.show(QStringLiteral("Saved"));
    toast.endProgress();
    QCOMPARE(toast.text(), QStringLiteral("Saved"));
}

/// The message never has the focus: its keys stand there, and are said.
void TestNoteWidgets::toastShowsItsKeys()
{
    QWidget window;
    window.resize(600, 400);
    QAction accept(QStringLiteral("Accept"));
    accept.setShortcut(QKeySequence(QStringLiteral("Alt+Return")));
    Toast toast(&window);
    toast.setCommand(&accept);
    QSignalSpy offers(&toast, &Toast::offers);
    const auto *keys = toast.findChild<QLabel *>(QStringLiteral("toastKeys"));
    const QString native = accept.shortcut().toString(QKeySequence::NativeText);
    toast.show(QStringLiteral("News"), QStringLiteral("Show"), [] {});
    QCOMPARE(offers.last().first().toBool(), true);
    QCOMPARE(keys->text(), native);
    QCOMPARE(toast.accessibleName(), QStringLiteral("News (Show: %1)").arg(native));
    accept.setShortcut({});
    toast.show(QStringLiteral("News"), QStringLiteral("Show"), [] {});
    QVERIFY(keys->isHidden());
    QCOMPARE(toast.accessibleName(), QStringLiteral("News (Show)"));
    accept.setShortcut(QKeySequence(QStringLiteral("Alt+Return")));
    toast.show(QStringLiteral("Saved"));
    QCOMPARE(offers.last().first().toBool(), false);
    QVERIFY(keys->isHidden());
    QCOMPARE(toast.accessibleName(), QStringLiteral("Saved"));
    window.resize(120, 400); // no room: the words come first
    toast.show(QStringLiteral("Moved to the trash"), QStringLiteral("Undo"), [] {});
    QVERIFY(keys->isHidden());
}

void TestNoteWidgets::toastCoversNothingAndCutsNothing()
{
    QWidget window;
    window.resize(400, 300);
    QWidget bar(&window);
    bar.setGeometry(0, 260, 400, 40);
    bar.hide();
    Toast toast(&window);
    toast.keepClearOf(&bar);
    window.show();
    toast.show(QStringLiteral("short"));
    QVERIFY(toast.geometry().bottom() > 260);
    bar.show();
    QVERIFY(toast.geometry().bottom() < 260);
    Toast other(&window);
    toast.keepClearOf(&other);
    other.show(QStringLiteral("other news")); // two things to stand clear of
    QVERIFY(!toast.geometry().intersects(other.geometry()));
    QVERIFY(!toast.geometry().intersects(bar.geometry()));
    other.dismiss();
    bar.hide();
    QVERIFY(toast.geometry().bottom() > 260);
    toast.show(QStringLiteral("many words ").repeated(20));
    const auto *words = toast.findChild<QLabel *>(QStringLiteral("toastText"));
    QVERIFY(window.rect().contains(toast.geometry()));
    QVERIFY(words->height() >= words->heightForWidth(words->width()));
}

void TestNoteWidgets::longHeadingsAreCutVisibly()
{
    const QString words = QStringLiteral("Results for “small second bearing”");
    const auto toolTip = [](CutLabel &label) {
        QHelpEvent help(QEvent::ToolTip, QPoint(2, 2), QPoint(2, 2));
        QApplication::sendEvent(&label, &help);
        return label.toolTip();
    };
    CutLabel label;
    label.setText(words);
    label.resize(120, 24);
    PlainLabel cut(label.fontMetrics().elidedText(words, Qt::ElideRight, 120));
    QVERIFY(cut.text().endsWith(u'…'));
    cut.resize(120, 24);
    QCOMPARE(label.grab().toImage(), cut.grab().toImage());
    QCOMPARE(label.text(), words);
    QCOMPARE(toolTip(label), words);
    label.resize(600, 24);
    QCOMPARE(toolTip(label), QString());
}

void TestNoteWidgets::pickerFilters()
{
    const auto item = [](const char *title) {
        return PickerItem{QLatin1String(title), QLatin1String(title), {}, {}};
    };
    const QList<PickerItem> items{
        item("Move to notebook"), item("New note"), item("New notebook"), item("Quit")};
    QStringList found;
    for (const PickerItem &one : QuickPicker::filtered(items, QStringLiteral("note")))
        found.append(one.id);
    QCOMPARE(found.size(), 3);
    QCOMPARE(QuickPicker::filtered(items, QStringLiteral("book new")).size(), 1);
    QCOMPARE(
        QuickPicker::filtered(items, QStringLiteral("new")).first().id, QStringLiteral("New note"));
    QCOMPARE(QuickPicker::filtered(items, QString()).size(), 4);
}

void TestNoteWidgets::navigationGoesBackAndForward()
{
    Navigation navigation;
    const auto all = [](const QString &) { return true; };
    QVERIFY(!navigation.canGoBack());
    QVERIFY(navigation.step(-1, all).isEmpty());
    for (const char *id : {"a", "b", "b", "c"})
        navigation.visit(QLatin1String(id));
    QCOMPARE(navigation.step(-1, all), QStringLiteral("b"));
    QCOMPARE(navigation.step(-1, all), QStringLiteral("a"));
    QVERIFY(!navigation.canGoBack());
    QCOMPARE(navigation.step(1, all), QStringLiteral("b"));
    navigation.visit(QStringLiteral("d"));
    QVERIFY(!navigation.canGoForward());
    QCOMPARE(navigation.step(-1, all), QStringLiteral("b"));
}

void TestNoteWidgets::navigationSkipsWhatIsGone()
{
    Navigation navigation;
    for (const char *id : {"a", "b", "gone", "b"})
        navigation.visit(QLatin1String(id));
    const auto isThere = [](const QString &id) { return id != QStringLiteral("gone"); };
    QCOMPARE(navigation.step(-1, isThere), QStringLiteral("a"));
    QCOMPARE(navigation.step(1, isThere), QStringLiteral("b"));
    QCOMPARE(navigation.step(1, [](const QString &) { return false; }), QString());
    QCOMPARE(navigation.current(), QStringLiteral("b"));
}

/// A command gets one press of keys that no text field needs; Escape only leaves the field.
void TestNoteWidgets::keysOfCommandsWriteNothing()
{
    QTemporaryDir folder;
    QSettings file(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
    UiSettings settings(file);
    QWidget window;
    MainActions actions(settings, &window);
    ShortcutsDialog dialog(actions, &window);
    dialog.show();
    auto *keys = dialog.findChild<QKeySequenceEdit *>(QStringLiteral("shortcutsKeys"));
    auto *clash = dialog.findChild<QLabel *>(QStringLiteral("shortcutsClash"));
    const QAction *first = actions.all().first();
    const QKeySequence usual = first->shortcut();
    const auto press = [&](const QKeySequence &pressed) {
        keys->setKeySequence(pressed);
        emit keys->editingFinished();
    };
    for (const char *refused : {"A", "Shift+A", "Space", "Ctrl+C", "Ctrl+Z", "Home"}) {
        press(QKeySequence(QLatin1String(refused)));
        QCOMPARE(first->shortcut(), usual);
        QCOMPARE(keys->keySequence(), usual);
        QVERIFY2(!clash->text().isEmpty(), refused);
    }
    press(QKeySequence(QStringLiteral("Ctrl+Alt+J, B")));
    QCOMPARE(first->shortcut(), QKeySequence(QStringLiteral("Ctrl+Alt+J")));
    QVERIFY(clash->text().isEmpty());
    keys->setFocus();
    QTest::keyClick(keys, Qt::Key_Escape);
    QVERIFY(dialog.isVisible());
    QCOMPARE(keys->keySequence(), first->shortcut());
    auto *reset = dialog.findChild<QPushButton *>(QStringLiteral("shortcutsUsual"));
    QVERIFY(reset->isEnabled());
    QTest::mouseClick(reset, Qt::LeftButton);
    QCOMPARE(first->shortcut(), usual);
    QVERIFY(!reset->isEnabled());
    press(QKeySequence(QStringLiteral("F7")));
    QCOMPARE(first->shortcut(), QKeySequence(QStringLiteral("F7")));
}

/// The password that is kept belongs to the account it was given for; no server is asked without.
void TestNoteWidgets::anotherAddressNeedsItsPassword()
{
    AccountDialog dialog(
        {QStringLiteral("https://a.example/notes"), QStringLiteral("ann")}, QString(), nullptr);
    dialog.show();
    QSignalSpy asked(&dialog, &AccountDialog::testRequested);
    const auto find = [&dialog](const char *name) {
        return dialog.findChild<QLineEdit *>(QLatin1String(name));
    };
    auto *test = dialog.findChild<QPushButton *>(QStringLiteral("accountTest"));
    QVERIFY(!find("accountPassword")->placeholderText().isEmpty());
    QTest::keyClick(find("accountUrl"), Qt::Key_End);
    QTest::keyClicks(find("accountUrl"), QStringLiteral("2"));
    QVERIFY(find("accountPassword")->placeholderText().isEmpty());
    test->click();
    QCOMPARE(asked.size(), 0);
    QVERIFY(dialog.findChild<QWidget *>(QStringLiteral("accountOutcome"))->isVisible());
    QTest::keyClicks(find("accountPassword"), QStringLiteral("secret"));
    test->click();
    QCOMPARE(asked.size(), 1);
}

/// An account whose password nobody knows, or whose server refuses the known one: it is asked for.
void TestNoteWidgets::aMissingPasswordIsAskedFor()
{
    AccountDialog dialog(
        {QStringLiteral("https://a.example/notes"), QStringLiteral("ann")}, QString(), nullptr);
    dialog.show();
    QSignalSpy asked(&dialog, &AccountDialog::testRequested);
    auto *connects = dialog.findChild<QPushButton *>(QStringLiteral("accountConnect"));
    auto *title = dialog.findChild<QLabel *>(QStringLiteral("accountOutcomeTitle"));
    connects->click(); // "unchanged", as far as the dialog knows
    QCOMPARE(asked.size(), 1);
    QVERIFY(!connects->isEnabled());
    dialog.refuseWithoutPassword();
    QVERIFY(connects->isEnabled());
    QCOMPARE(title->text(), QStringLiteral("The password is missing"));
    connects->click();
    QCOMPARE(asked.size(), 1);
    auto *password = dialog.findChild<QLineEdit *>(QStringLiteral("accountPassword"));
    QVERIFY(password->placeholderText().isEmpty());
    QTest::keyClicks(password, QStringLiteral("secret"));
    QVERIFY(!title->isVisible());
    connects->click();
    QCOMPARE(asked.size(), 2);
}

QTEST_MAIN(TestNoteWidgets)
#include "tst_notewidgets.moc"
