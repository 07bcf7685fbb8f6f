// SPDX-License-Identifier: GPL-3.0-or-later
#include "clock.h"
#include "conflict/bulkdecision.h"
#include "conflict/conflictdialog.h"
#include "conflict/reviewlist.h"
#include "document.h"
#include "editor/markdowneditor.h"
#include "must.h"
#include "random.h"
#include "store/care/backup.h"
#include "store/conflict/conflictstore.h"
#include "store/conflict/policystore.h"
#include "store/history/versionstore.h"
#include "store/notes/notebookstore.h"
#include "store/notes/notestore.h"
#include "store/replica/replicastore.h"
#include "store/restore.h"
#include "store/sqlite/database.h"
#include "store/store.h"
#include "storeinsides.h"
#include "theme/theme.h"
#include "translations.h"
#include "window/mainwindow.h"
#include "window/notebookcommands.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QTemporaryDir>
#include <QTextBlock>
#include <QTimer>
#include <QTreeWidget>
#include <QtTest>

using namespace cairn;

/// Versions that differ, in the real window on a real store: what is shown stays as it is, and a
/// person decides about one note or about all of them.
class TestReview : public QObject {
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();

    void anOpenConflictLeavesTheTextAlone_data();
    void anOpenConflictLeavesTheTextAlone();
    void anEditExtendsWhatIsShown();
    void aRemoteChangeMovesNothing();
    void listsAllAndDecidesAtOnce_data();
    void listsAllAndDecidesAtOnce();
    void undoLeavesWhatWasWrittenSince();
    void whatCouldNotBeUndoneCanBeLater();
    void hundredsStayFluid();
    void looksOfTheList_data();
    void looksOfTheList();
    void opensOneFromTheListByKeyboard();
    void theListFollowsTheStore();
    void whatChangedMeanwhileIsNotDecided();
    void aBegunTextIsDecidedByItsWriter();
    void comesBackAfterALongTime();
    void settingsHoldThePolicy();
    void notebooksHaveTheirOwn();
    void titleClash();
    void withoutACommonVersion();
    void deletedHereEditedThere();
    void toKeepOrToDelete();
    void typingGoesOnWhileTheTabletSyncs();
    void aDecisionElsewhereLeavesTheTextInItsField();
    void aDeletionElsewhereSaysSo();
    void aBannerGoesWithAWord_data();
    void aBannerGoesWithAWord();
    void aRestoredBackupEndsAReview();
    void aRestoredBackupKeepsWhatWasTyped_data();
    void aRestoredBackupKeepsWhatWasTyped();
    void whatIsNotUsedIsInTheHistory_data();
    void whatIsNotUsedIsInTheHistory();
    void theNextNoteWaitsForAPerson();

private:
    template <typename T> T *find(const char *name)
    {
        return m_window->findChild<T *>(QLatin1String(name));
    }
    void click(const char *name);
    QString add(const QString &title, const QString &body);
    Note note(const QString &id) { return m_store->notes().note(id).value(); }
    MarkdownEditor *editor() { return find<MarkdownEditor>("noteEditor"); }
    QString toast() { return find<QLabel>("toastText")->text(); }
    QString undoToast() { return find<QLabel>("undoToastText")->text(); }
    RevId arrives(const QString &id, const RevId &parent, QJsonObject body);
    RevId arrivesText(const QString &id, const RevId &parent, const QString &text);
    void reconcile()
    {
        while (m_store->replica().reconcile(10).value().more) { }
    }
    QString inConflict(const QString &title, int further = 0);
    void decidedOnTheTablet(const QString &id);
    ConflictDialog *openAndEdit();
    QStringList texts(const QString &id);
    void screenshot(QWidget *widget, const QString &name);

    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;
};

void TestReview::initTestCase()
{
    installTranslations(*qApp, QLocale(QLocale::English));
    m_theme = std::make_unique<Theme>(*qApp);
}

void TestReview::init()
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
    m_window = std::make_unique<MainWindow>(*m_store, *m_settings, m_clock, *m_theme);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    QApplication::setActiveWindow(m_window.get()); // offscreen has no window manager
}

void TestReview::cleanup()
{
    m_window.reset();
    m_store.reset();
}

void TestReview::click(const char *name)
{
    QAbstractButton *found = nullptr;
    const auto all = QApplication::allWidgets();
    for (QWidget *widget : all) {
        if (widget->objectName() == QLatin1String(name) && widget->isVisible())
            found = qobject_cast<QAbstractButton *>(widget);
    }
    QVERIFY2(found, name);
    QVERIFY2(found->isEnabled(), name);
    QTest::mouseClick(found, Qt::LeftButton);
}

QString TestReview::add(const QString &title, const QString &body)
{
    NoteContent content;
    content.title = title;
    content.body = body;
    const QString id = m_store->notes().create(content).value().id;
    m_store->replica()
        .store({}, {RemoteChange{id, {note(id).rev}, false}}, {}, {}, Removals::Admit)
        .value();
    return id;
}

/// A revision as another device would have made it, child of `parent`; a root without one.
RevId TestReview::arrives(const QString &id, const RevId &parent, QJsonObject body)
{
    body.insert(
        field::kDevice,
        QJsonObject{
            {QStringLiteral("id"), QStringLiteral("device:other")},
            {QStringLiteral("name"), QStringLiteral("tablet")}});
    DocumentRevision revision;
    revision.id = id;
    revision.body = body;
    const bool root = parent.hash.isEmpty();
    revision.rev = makeRevId(root ? std::nullopt : std::optional(parent), false, body);
    revision.path = {revision.rev};
    if (!root)
        revision.path.append(parent);
    m_store->replica().store({revision}, {}, {}, {}, Removals::Admit).value();
    return revision.rev;
}

RevId TestReview::arrivesText(const QString &id, const RevId &parent, const QString &text)
{
    QJsonObject body = note(id).raw;
    body.insert(field::kBody, text);
    body.insert(field::kUpdatedAt, m_clock.nowMs() + 60'000); // the tablet wrote last
    return arrives(id, parent, body);
}

/// A note whose one line was changed here and on the tablet. `further`: how many revisions more the
/// tablet made; with one its version is the winner for sure.
QString TestReview::inConflict(const QString &title, int further)
{
    const QString id = add(title, QStringLiteral("The bearing is loud."));
    const RevId parent = note(id).rev;
    NotePatch patch;
    patch.body = QStringLiteral("The bearing is very loud.");
    m_store->notes().edit(id, patch).value();
    RevId theirs = arrivesText(id, parent, QStringLiteral("The bearing is silent."));
    while (further-- > 0)
        theirs = arrivesText(id, theirs, QStringLiteral("The bearing is silent now."));
    reconcile();
    return id;
}

QStringList TestReview::texts(const QString &id)
{
    QStringList all;
    const QList<NoteVersion> history = m_store->versions().history(id).value();
    for (const NoteVersion &version : history)
        all.append(
            m_store->versions().body(id, version.rev).value().value(field::kBody).toString());
    return all;
}

/// Kept where CAIRN_SCREENSHOTS says, for people to look at.
void TestReview::screenshot(QWidget *widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("CAIRN_SCREENSHOTS");
    QCoreApplication::processEvents(); // what was said last is laid out
    if (!folder.isEmpty())
        QVERIFY(widget->grab().save(folder + QLatin1Char('/') + name + QStringLiteral(".png")));
}

void TestReview::anOpenConflictLeavesTheTextAlone_data()
{
    QTest::addColumn<int>("further");
    QTest::newRow("as it comes") << 0;
    QTest::newRow("theirs wins") << 2;
}

void TestReview::anOpenConflictLeavesTheTextAlone()
{
    QFETCH(int, further);
    QStringList lines;
    for (int i = 0; i < 300; ++i)
        lines.append(QStringLiteral("Line %1").arg(i));
    const QString id = add(QStringLiteral("Pump"), lines.join(QLatin1Char('\n')));
    const RevId parent = note(id).rev;
    m_window->openNote(id);
    editor()->setFocus();
    editor()->setPosition({0, 0, 0});
    QTest::keyClicks(editor(), QStringLiteral("my "));
    QVERIFY(m_window->saveNow());
    const QString shown = editor()->noteText();
    const int middle = editor()->document()->findBlockByNumber(150).position();
    editor()->setPosition({middle, middle + 4, middle});
    const EditorPosition before = editor()->position();
    const int scroll = editor()->verticalScrollBar()->value();
    const int undoSteps = editor()->undoSteps();
    QVERIFY(undoSteps > 0);

    QStringList theirs = lines;
    theirs[0] = QStringLiteral("their Line 0");
    RevId rev = arrivesText(id, parent, theirs.join(QLatin1Char('\n')));
    for (int i = 0; i < further; ++i) {
        theirs.append(QStringLiteral("and more %1").arg(i));
        rev = arrivesText(id, rev, theirs.join(QLatin1Char('\n')));
    }
    reconcile();
    QVERIFY(note(id).conflict);
    QVERIFY(find<QWidget>("noteBanner")->isVisible());
    QCOMPARE(editor()->noteText(), shown);
    QCOMPARE(editor()->position().anchor, before.anchor);
    QCOMPARE(editor()->position().caret, before.caret);
    QCOMPARE(editor()->verticalScrollBar()->value(), scroll);
    QCOMPARE(editor()->undoSteps(), undoSteps);
    editor()->undo();
    QCOMPARE(editor()->noteText(), lines.join(QLatin1Char('\n')));
}

void TestReview::anEditExtendsWhatIsShown()
{
    const QString id = inConflict(QStringLiteral("Pump"), 1);
    const ConflictDetails before = m_store->conflicts().details(id).value();
    QVERIFY(!before.leaves.at(0).winner); // what is shown is not what CouchDB would show
    m_window->openNote(id);
    editor()->setFocus();
    QTest::keyClicks(editor(), QStringLiteral("Today: "));
    QVERIFY(m_window->saveNow());
    reconcile();
    QCOMPARE(editor()->noteText(), QStringLiteral("Today: The bearing is very loud."));
    QCOMPARE(editor()->position().caret, 7);
    const ConflictDetails after = m_store->conflicts().details(id).value();
    QCOMPARE(after.leaves.size(), 2);
    QCOMPARE(after.leaves.at(0).body, editor()->noteText());
    QVERIFY(after.leaves.at(0).displayed && after.leaves.at(0).thisDevice);
    QCOMPARE(after.leaves.at(1).rev, before.leaves.at(1).rev); // theirs is untouched
}

void TestReview::aRemoteChangeMovesNothing()
{
    QStringList lines;
    for (int i = 0; i < 300; ++i)
        lines.append(QStringLiteral("Line %1").arg(i));
    const QString id = add(QStringLiteral("Pump"), lines.join(QLatin1Char('\n')));
    m_window->openNote(id);
    editor()->setFocus();
    QTest::keyClicks(editor(), QStringLiteral("my "));
    QVERIFY(m_window->saveNow());
    m_store->replica()
        .store({}, {RemoteChange{id, {note(id).rev}, false}}, {}, {}, Removals::Admit)
        .value();
    const QTextBlock block = editor()->document()->findBlockByNumber(150);
    editor()->setPosition({block.position() + 5, block.position() + 8, block.position()});
    const QString selected = editor()->textCursor().selectedText();
    QCOMPARE(selected, QStringLiteral("150"));
    const QString top = editor()->document()->findBlock(editor()->position().top).text();

    QStringList theirs = editor()->noteText().split(QLatin1Char('\n'));
    theirs.insert(10, QStringLiteral("inserted above"));
    theirs[200] += QStringLiteral(", changed below");
    arrivesText(id, note(id).rev, theirs.join(QLatin1Char('\n')));
    reconcile();
    QVERIFY(!note(id).conflict);
    QCOMPARE(editor()->noteText(), theirs.join(QLatin1Char('\n')));
    QCOMPARE(editor()->textCursor().selectedText(), selected);
    QCOMPARE(editor()->document()->findBlock(editor()->position().top).text(), top);
    QVERIFY(!find<QWidget>("noteBanner")->isVisible());
    QVERIFY(editor()->hasFocus());
    // What was written before can still be undone, and nothing of what came.
    editor()->undo();
    theirs[0] = QStringLiteral("Line 0");
    QCOMPARE(editor()->noteText(), theirs.join(QLatin1Char('\n')));
    editor()->undo();
    QCOMPARE(editor()->noteText(), theirs.join(QLatin1Char('\n')));
}

void TestReview::listsAllAndDecidesAtOnce_data()
{
    QTest::addColumn<int>("rule");
    QTest::addColumn<QString>("kept");
    QTest::addColumn<QString>("device");
    const QString mine = QStringLiteral("The bearing is very loud.");
    const QString theirs = QStringLiteral("The bearing is silent.");
    QTest::newRow("mine") << 1 << mine << QStringLiteral("This device");
    QTest::newRow("other") << 2 << theirs << QStringLiteral("tablet");
    QTest::newRow("newest") << 3 << theirs << QStringLiteral("tablet");
}

void TestReview::listsAllAndDecidesAtOnce()
{
    QFETCH(int, rule);
    QFETCH(QString, kept);
    QFETCH(QString, device);
    QStringList ids;
    for (int i = 1; i <= 3; ++i)
        ids.append(inConflict(QStringLiteral("Pump %1").arg(i)));
    click("statusReview");
    const QPointer<ReviewList> list = find<ReviewList>("reviewList");
    QVERIFY(list && list->isVisible());
    QCOMPARE(find<QLabel>("reviewHeadline")->text(), QStringLiteral("3 notes need review"));
    auto *tree = find<QTreeWidget>("reviewTree");
    QCOMPARE(tree->topLevelItemCount(), 3);
    QVERIFY(!find<QPushButton>("reviewDecide")->isEnabled()); // a rule first
    QCOMPARE(tree->topLevelItem(0)->text(2), QStringLiteral("Not decided"));
    find<QComboBox>("reviewRule")->setFocus();
    for (int i = 0; i < rule; ++i)
        QTest::keyClick(find<QComboBox>("reviewRule"), Qt::Key_Down);
    for (int i = 0; i < 3; ++i) {
        QVERIFY(tree->topLevelItem(i)->text(2).contains(device));
        QVERIFY(tree->topLevelItem(i)->data(0, Qt::AccessibleTextRole).toString().contains(device));
    }
    for (const QString &id : std::as_const(ids))
        QVERIFY(note(id).conflict); // nothing happens before it is asked for
    screenshot(list, QStringLiteral("review-list"));
    find<QPushButton>("reviewDecide")->setFocus();
    QTest::keyClick(find<QPushButton>("reviewDecide"), Qt::Key_Space);
    QTRY_COMPARE(undoToast(), QStringLiteral("3 notes decided"));
    for (const QString &id : std::as_const(ids)) {
        QVERIFY(!note(id).conflict);
        QCOMPARE(note(id).body, kept);
        QCOMPARE(texts(id).filter(QStringLiteral("loud.")).isEmpty(), false);
        QVERIFY(texts(id).contains(QStringLiteral("The bearing is silent.")));
    }
    QVERIFY(!list || !list->isVisible());
    click("undoToastAction");
    QTRY_VERIFY(undoToast().startsWith(QStringLiteral("The decision about 3 notes is undone")));
    for (const QString &id : std::as_const(ids))
        QCOMPARE(note(id).body, QStringLiteral("The bearing is very loud."));
    QCOMPARE(m_store->notes().list({}).value().size(), 6); // the others are notes of their own
}

/// Undo is about the decision, not about what was written into the note afterwards.
void TestReview::undoLeavesWhatWasWrittenSince()
{
    QStringList ids;
    for (int i = 1; i <= 3; ++i)
        ids.append(inConflict(QStringLiteral("Pump %1").arg(i)));
    find<QAction>("review.all")->trigger();
    find<QComboBox>("reviewRule")->setCurrentIndex(2);
    click("reviewDecide");
    QTRY_COMPARE(undoToast(), QStringLiteral("3 notes decided"));
    NotePatch patch;
    patch.body = QStringLiteral("Written since.");
    m_store->notes().edit(ids.at(1), patch).value();
    click("undoToastAction");
    QTRY_COMPARE(
        undoToast(),
        QStringLiteral("The decision about 2 notes is undone: all versions are there again. "
                       "“Pump 2” has changed since and stays as it is."));
    QCOMPARE(note(ids.at(1)).body, QStringLiteral("Written since."));
    QCOMPARE(note(ids.at(2)).body, QStringLiteral("The bearing is very loud."));
}

void TestReview::whatCouldNotBeUndoneCanBeLater()
{
    QStringList ids;
    for (int i = 1; i <= 3; ++i)
        ids.append(inConflict(QStringLiteral("Pump %1").arg(i)));
    find<QAction>("review.all")->trigger();
    find<QComboBox>("reviewRule")->setCurrentIndex(2);
    click("reviewDecide");
    QTRY_COMPARE(undoToast(), QStringLiteral("3 notes decided"));
    const auto run = [this](const QString &sql) { must(databaseOf(*m_store).execute(sql)); };
    run(QStringLiteral("CREATE TRIGGER hinder BEFORE INSERT ON revision WHEN NEW.document ="
                       " (SELECT key FROM document WHERE id = '%1')"
                       " BEGIN SELECT RAISE(ABORT, 'no'); END")
            .arg(ids.at(1)));
    find<QAction>("undo.last")->trigger();
    QTRY_COMPARE(
        toast(),
        QStringLiteral("The decision about 2 notes is undone: all versions are there again. That "
                       "did not work for others: the disk reports an error."));
    QCOMPARE(undoToast(), QStringLiteral("1 note decided"));
    run(QStringLiteral("DROP TRIGGER hinder"));
    find<QAction>("undo.last")->trigger();
    QTRY_VERIFY(undoToast().startsWith(QStringLiteral("The decision about 1 note is undone")));
    QCOMPARE(note(ids.at(1)).body, QStringLiteral("The bearing is very loud."));
}

/// Hundreds at once: the window has its turn all the time, and says how far it is.
void TestReview::hundredsStayFluid()
{
    const int count = qEnvironmentVariableIsSet("CAIRN_REVIEW_NOTES")
        ? qEnvironmentVariableIntValue("CAIRN_REVIEW_NOTES")
        : 120;
    for (int i = 0; i < count; ++i)
        inConflict(QStringLiteral("Pump %1").arg(i));
    find<QAction>("review.all")->trigger();
    const QPointer<ReviewList> list = find<ReviewList>("reviewList");
    find<QComboBox>("reviewRule")->setCurrentIndex(2);
    QElapsedTimer turn;
    qint64 longest = 0;
    QTimer watch;
    connect(&watch, &QTimer::timeout, this, [&] { longest = std::max(longest, turn.restart()); });
    const auto measured = [&](const QString &what, const QString &said) {
        QElapsedTimer whole;
        whole.start();
        turn.start();
        longest = 0;
        watch.start(0);
        click(what == QLatin1String("decide") ? "reviewDecide" : "undoToastAction");
        QTRY_VERIFY_WITH_TIMEOUT(toast().startsWith(said) || undoToast().startsWith(said), 60'000);
        watch.stop();
        qInfo(
            "%s %d notes: %lld ms, longest turn %lld ms", qPrintable(what), count, whole.elapsed(),
            longest);
        QVERIFY(longest < 1'000); // loose: other programs run on this machine
    };
    measured(QStringLiteral("decide"), QStringLiteral("%1 notes decided").arg(count));
    QVERIFY(!list || !list->isVisible());
    QCOMPARE(m_store->tallies()->conflicts, 0);
    measured(
        QStringLiteral("undo"), QStringLiteral("The decision about %1 notes is undone").arg(count));
    QCOMPARE(m_store->notes().list({}).value().size(), 2 * count);
}

void TestReview::looksOfTheList_data()
{
    QTest::addColumn<Theme::Mode>("mode");
    QTest::addColumn<bool>("rightToLeft");
    QTest::newRow("light") << Theme::Mode::Light << false;
    QTest::newRow("dark") << Theme::Mode::Dark << false;
    QTest::newRow("right-to-left") << Theme::Mode::Light << true;
}

/// With pictures of the list and of whole texts where CAIRN_SCREENSHOTS says; QT_SCALE_FACTOR=2 for
/// large ones.
void TestReview::looksOfTheList()
{
    QFETCH(Theme::Mode, mode);
    QFETCH(bool, rightToLeft);
    m_theme->setMode(mode);
    QApplication::setLayoutDirection(rightToLeft ? Qt::RightToLeft : Qt::LeftToRight);
    for (int i = 1; i <= 4; ++i)
        inConflict(QStringLiteral("Pump %1 inspection").arg(i));
    find<QAction>("review.all")->trigger();
    find<QComboBox>("reviewRule")->setCurrentIndex(3);
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    screenshot(find<ReviewList>("reviewList"), QStringLiteral("list-") + name);
    click("reviewOpen");
    auto *dialog = find<ConflictDialog>("conflictDialog");
    QVERIFY(dialog && dialog->isVisible());
    click("conflictViewTexts");
    auto *older = dialog->findChild<QPlainTextEdit *>(QStringLiteral("historyOlder"));
    auto *newer = dialog->findChild<QPlainTextEdit *>(QStringLiteral("historyNewer"));
    QVERIFY(older->isVisible() && newer->isVisible());
    QVERIFY(older->toPlainText().contains(QStringLiteral("loud")));
    QVERIFY(newer->toPlainText().contains(QStringLiteral("silent")));
    QVERIFY(!older->extraSelections().isEmpty() && !newer->extraSelections().isEmpty());
    screenshot(dialog, QStringLiteral("texts-") + name);
    click("conflictViewColumn");
    QVERIFY(!older->isVisible());
    dialog->reject();
    m_theme->setMode(Theme::Mode::Light);
    QApplication::setLayoutDirection(Qt::LeftToRight);
}

void TestReview::opensOneFromTheListByKeyboard()
{
    inConflict(QStringLiteral("Pump 1"));
    inConflict(QStringLiteral("Pump 2"));
    auto *action = find<QAction>("review.all");
    QVERIFY(action && action->isEnabled());
    action->trigger();
    auto *tree = find<QTreeWidget>("reviewTree");
    QTRY_VERIFY(tree->hasFocus());
    QTest::keyClick(tree, Qt::Key_Down);
    const QString id = tree->currentItem()->data(0, Qt::UserRole).toString();
    QTest::keyClick(tree, Qt::Key_Return);
    auto *dialog = find<ConflictDialog>("conflictDialog");
    QVERIFY(dialog && dialog->isVisible());
    QCOMPARE(dialog->noteId(), id);
    QCOMPARE(m_window->openNoteId(), id);
}

void TestReview::theListFollowsTheStore()
{
    const QString a = inConflict(QStringLiteral("Pump 1"));
    const QString b = inConflict(QStringLiteral("Pump 2"));
    find<QAction>("review.all")->trigger();
    auto *tree = find<QTreeWidget>("reviewTree");
    QCOMPARE(tree->topLevelItemCount(), 2);
    const auto decide = [this](const QString &id) {
        const auto all = m_store->conflicts().list().value();
        for (const BulkDecision &one : BulkDecision::of(all, BulkDecision::Rule::Other)) {
            if (one.noteId == id)
                m_store->conflicts().resolve(id, one.resolution()).value();
        }
    };
    decide(a);
    QTRY_COMPARE(tree->topLevelItemCount(), 1);
    QPointer<ReviewList> list = find<ReviewList>("reviewList");
    decide(b);
    QTRY_VERIFY(!list || !list->isVisible());
}

void TestReview::whatChangedMeanwhileIsNotDecided()
{
    const QString id = inConflict(QStringLiteral("Pump 1"));
    const auto decisions =
        BulkDecision::of(m_store->conflicts().list().value(), BulkDecision::Rule::Mine);
    QCOMPARE(decisions.size(), 1);
    const ConflictLeaf theirs = m_store->conflicts().details(id).value().leaves.at(1);
    arrivesText(id, theirs.rev, QStringLiteral("The bearing is gone."));
    const auto refused = m_store->conflicts().resolve(id, decisions.first().resolution());
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Conflict);
    QVERIFY(note(id).conflict);
}

void TestReview::aBegunTextIsDecidedByItsWriter()
{
    const QString id = inConflict(QStringLiteral("Pump 1"));
    inConflict(QStringLiteral("Pump 2"));
    const auto before = m_store->conflicts().list().value();
    const QJsonObject typed{
        {QStringLiteral("places"),
         QJsonArray{QJsonObject{
             {QStringLiteral("place"), QStringLiteral("x")},
             {QStringLiteral("choice"), QStringLiteral("edited")},
             {QStringLiteral("text"), QStringLiteral("my own words")}}}}};
    QVERIFY(m_store->conflicts().saveDraft(id, typed));

    // By no rule for all …
    find<QAction>("review.all")->trigger();
    auto *tree = find<QTreeWidget>("reviewTree");
    QStringList words;
    for (int i = 0; i < tree->topLevelItemCount(); ++i)
        words << tree->topLevelItem(i)->text(2);
    QCOMPARE(words.filter(QStringLiteral("you have begun")).size(), 1);
    const auto all = m_store->conflicts().list().value();
    QCOMPARE(BulkDecision::of(before, BulkDecision::Rule::Mine).size(), 2);
    QCOMPARE(BulkDecision::of(all, BulkDecision::Rule::Mine).size(), 1);
    // … nor one that was made before the text, nor by a setting.
    for (const BulkDecision &one : BulkDecision::of(before, BulkDecision::Rule::Mine)) {
        const auto decided = m_store->conflicts().resolve(one.noteId, one.resolution());
        QCOMPARE(bool(decided), one.noteId != id);
    }
    QVERIFY(m_store->policies().setPolicy(ConflictPolicy::Newest));
    QCOMPARE(m_store->conflicts().decideByPolicy(id).value(), false);
    QVERIFY(note(id).conflict);
    QVERIFY(m_store->conflicts().draft(id).value() == std::optional(typed));
}

void TestReview::comesBackAfterALongTime()
{
    SyncStatus status;
    status.phase = SyncStatus::Phase::Offline;
    status.lastSyncAt = m_clock.nowMs() - 8ll * 24 * 3'600'000;
    m_window->setSyncStatus(status);
    inConflict(QStringLiteral("Pump 1"));
    inConflict(QStringLiteral("Pump 2"));
    status.phase = SyncStatus::Phase::Idle;
    status.lastSyncAt = m_clock.nowMs();
    m_window->setSyncStatus(status);
    QCOMPARE(toast(), QStringLiteral("You were offline for long: 2 notes need review"));
    QVERIFY(!find<ReviewList>("reviewList")); // it never opens by itself
    click("toastAction");
    QVERIFY(find<ReviewList>("reviewList")->isVisible());
}

void TestReview::settingsHoldThePolicy()
{
    find<QAction>("settings")->trigger();
    auto *dialog = find<QDialog>("settingsDialog");
    QVERIFY(dialog);
    auto *box = dialog->findChild<QComboBox *>(QStringLiteral("policyBox"));
    auto *words = dialog->findChild<QLabel *>(QStringLiteral("policyConsequence"));
    QVERIFY(box && words);
    QCOMPARE(box->currentText(), QStringLiteral("Ask me"));
    QVERIFY(words->text().startsWith(QStringLiteral("Both versions wait")));
    screenshot(dialog, QStringLiteral("settings"));
    box->setFocus();
    QTest::keyClick(box, Qt::Key_End);
    QCOMPARE(m_store->policies().policy().value(), ConflictPolicy::Both);
    QVERIFY(words->text().contains(QStringLiteral("second note")));
    QVERIFY(!box->accessibleName().isEmpty());
    QCOMPARE(box->accessibleDescription(), words->text());
    dialog->accept();
    const QString id = inConflict(QStringLiteral("Pump"));
    QVERIFY(!note(id).conflict);
    QCOMPARE(m_store->notes().list({}).value().size(), 2);
}

void TestReview::notebooksHaveTheirOwn()
{
    const QString site = m_store->notebooks().ensurePath(QStringLiteral("Site")).value().id;
    QVERIFY(m_store->policies().setPolicy(ConflictPolicy::Newest));
    auto *commands = m_window->findChild<NotebookCommands *>();
    QVERIFY(commands);
    commands->choosePolicy(site);
    auto *dialog = find<QDialog>("notebookPolicyDialog");
    QVERIFY(dialog);
    auto *box = dialog->findChild<QComboBox *>(QStringLiteral("policyBox"));
    QCOMPARE(box->currentText(), QStringLiteral("As everywhere else (Keep the newest version)"));
    screenshot(dialog, QStringLiteral("notebook-policy"));
    box->setCurrentIndex(box->findData(static_cast<int>(ConflictPolicy::Mine)));
    dialog->accept();
    QCOMPARE(m_store->policies().notebookPolicy(site).value(), ConflictPolicy::Mine);
    click("undoToastAction");
    QVERIFY(!m_store->policies().notebookPolicy(site).value());
}

void TestReview::titleClash()
{
    const QString id = add(QStringLiteral("Pump"), QStringLiteral("The same text"));
    const RevId parent = note(id).rev;
    QJsonObject theirs = note(id).raw;
    theirs.insert(field::kTitle, QStringLiteral("Pump 7, north"));
    NotePatch patch;
    patch.title = QStringLiteral("Pump 7");
    m_store->notes().edit(id, patch).value();
    arrives(id, parent, theirs);
    reconcile();
    QVERIFY(note(id).conflict);
    click("statusReview");
    auto *dialog = find<ConflictDialog>("conflictDialog");
    QVERIFY(dialog && dialog->isVisible());
    QVERIFY(!dialog->findChild<QWidget *>(QStringLiteral("conflictCard0"))); // the text is settled
    click("conflictUseTheirsTitle");
    click("conflictSave");
    QCOMPARE(note(id).title, QStringLiteral("Pump 7, north"));
    QCOMPARE(note(id).body, QStringLiteral("The same text"));
    QVERIFY(!note(id).conflict);
}

void TestReview::withoutACommonVersion()
{
    const QString id = add(QStringLiteral("Pump"), QStringLiteral("one\nmine\ntwo"));
    QJsonObject theirs = note(id).raw;
    theirs.insert(field::kBody, QStringLiteral("one\ntheirs\ntwo"));
    arrives(id, {}, theirs); // a root of its own
    reconcile();
    QVERIFY(note(id).conflict);
    QVERIFY(!m_store->conflicts().details(id).value().base);
    click("statusReview");
    auto *dialog = find<ConflictDialog>("conflictDialog");
    QVERIFY(dialog && dialog->isVisible());
    click("conflictKeepBoth0");
    click("conflictSave");
    QVERIFY(!note(id).conflict);
    QVERIFY(note(id).body.contains(QStringLiteral("mine")));
    QVERIFY(note(id).body.contains(QStringLiteral("theirs")));
}

/// Put into the trash here after an edit, edited there in the same place: words are in question.
void TestReview::deletedHereEditedThere()
{
    const QString id = inConflict(QStringLiteral("Pump"));
    NotePatch trash;
    trash.trashed = true;
    m_store->notes().edit(id, trash).value();
    reconcile();
    QVERIFY(note(id).conflict && note(id).trashedAt);
    click("statusReview");
    auto *dialog = find<ConflictDialog>("conflictDialog");
    QVERIFY(dialog && dialog->isVisible());
    QVERIFY(dialog->findChild<QLabel *>(QStringLiteral("conflictStory"))
                ->text()
                .startsWith(QStringLiteral("You deleted it on this device")));
    click("conflictUseTheirs0");
    click("conflictSave");
    QVERIFY(!note(id).conflict);
    QCOMPARE(note(id).body, QStringLiteral("The bearing is silent."));
    QVERIFY(!note(id).trashedAt); // an edit beats the trash
}

void TestReview::toKeepOrToDelete()
{
    const QString id = add(QStringLiteral("Pump"), QStringLiteral("The same text"));
    QJsonObject theirs = note(id).raw;
    theirs.insert(field::kTrashedAt, m_clock.nowMs());
    arrives(id, {}, theirs);
    reconcile();
    QVERIFY(note(id).conflict);
    find<QAction>("review.all")->trigger(); // the list names it as well
    QVERIFY(find<QTreeWidget>("reviewTree")
                ->topLevelItem(0)
                ->text(1)
                .contains(QStringLiteral("(deleted)")));
    click("reviewOpen");
    auto *dialog = find<ConflictDialog>("conflictDialog");
    QVERIFY(dialog && dialog->isVisible());
    click("conflictKeepMine"); // "Keep the note"
    QVERIFY(!note(id).conflict);
    QVERIFY(!note(id).trashedAt);
}

/// The tablet kept its version: a tombstone on ours.
void TestReview::decidedOnTheTablet(const QString &id)
{
    const ConflictDetails details = m_store->conflicts().details(id).value();
    DocumentRevision closed;
    closed.id = id;
    closed.deleted = true;
    closed.body = closedLeafBody(u"note");
    closed.rev = makeRevId(details.leaves.at(0).rev, true, closed.body);
    closed.path = {closed.rev, details.leaves.at(0).rev};
    m_store->replica().store({closed}, {}, {}, {}, Removals::Admit).value();
    reconcile();
    QVERIFY(!note(id).conflict);
}

ConflictDialog *TestReview::openAndEdit()
{
    find<QAction>("review")->trigger();
    auto *dialog = find<ConflictDialog>("conflictDialog");
    if (!dialog)
        return nullptr;
    QApplication::setActiveWindow(dialog);
    QTest::keyClick(dialog, Qt::Key_F8);
    QTest::keyClick(dialog->focusWidget(), Qt::Key_4);
    return dialog;
}

void TestReview::typingGoesOnWhileTheTabletSyncs()
{
    const QString id = inConflict(QStringLiteral("Pump 1"));
    inConflict(QStringLiteral("Pump 2"));
    RevId theirs = m_store->conflicts().details(id).value().leaves.at(1).rev;
    m_window->openNote(id);
    QPointer<ConflictDialog> dialog = openAndEdit();
    QVERIFY(dialog);
    QCOMPARE(dialog->noteId(), id);
    const QString typed = QStringLiteral(" and 22 mm or 3 bar, 1 of 4");
    for (int i = 0; i < typed.size(); ++i) {
        if (i % 5 == 2) {
            theirs = arrivesText(
                id, theirs,
                i % 2 ? QStringLiteral("The bearing is silent.\n\nAdded %1").arg(i)
                      : QStringLiteral("The bearing hums %1.").arg(i));
            reconcile();
        }
        QVERIFY(dialog && dialog->isVisible());
        QTest::keyClick(dialog->focusWidget(), typed.at(i).toLatin1());
    }
    const auto *field = qobject_cast<QPlainTextEdit *>(dialog->focusWidget());
    QVERIFY(field);
    QVERIFY2(field->toPlainText().contains(typed), qPrintable(field->toPlainText()));
    dialog->finishTyping();
    QVERIFY(QJsonDocument(m_store->conflicts().draft(id).value().value())
                .toJson()
                .contains(typed.trimmed().toUtf8()));
    QCOMPARE(m_store->conflicts().ids().value().size(), 2); // nothing was decided
    QCOMPARE(editor()->noteText(), QStringLiteral("The bearing is very loud."));
}

void TestReview::aDecisionElsewhereLeavesTheTextInItsField()
{
    const QString id = inConflict(QStringLiteral("Pump 1"));
    QPointer<ConflictDialog> dialog = openAndEdit();
    QVERIFY(dialog);
    auto *field = qobject_cast<QPlainTextEdit *>(dialog->focusWidget());
    QVERIFY(field);
    QTest::keyClicks(field, QStringLiteral(" Mine by"));
    decidedOnTheTablet(id);
    QVERIFY(dialog && dialog->isVisible());
    QCOMPARE(toast(), QStringLiteral("“Pump 1” was decided elsewhere."));
    QCOMPARE(dialog->focusWidget(), field);
    QTest::keyClicks(field, QStringLiteral(" hand 2 "));
    QVERIFY(dialog && dialog->isVisible());
    QVERIFY(field->toPlainText().contains(QStringLiteral("Mine by hand 2")));
    const auto kept = [this, &id] {
        return texts(id).filter(QStringLiteral("Mine by")).join(QLatin1Char('|'));
    };
    // On the disk at most a second later, also while typing goes on, as one version.
    for (QString so = QStringLiteral("Mine by hand 2 "); so.size() < 19; so += u'x') {
        QElapsedTimer sinceKey;
        sinceKey.start();
        while (!kept().contains(so.trimmed()) && sinceKey.elapsed() < 1'000)
            QTest::qWait(10);
        QVERIFY2(kept().contains(so.trimmed()), qPrintable(so + u'|' + kept()));
        QCOMPARE(kept().count(u'|'), 0);
        QTest::keyClicks(field, QStringLiteral("x"));
    }
    screenshot(dialog, QStringLiteral("decided-elsewhere"));
    dialog->reject();
    QVERIFY(texts(id).join(QLatin1Char('|')).contains(QStringLiteral("Mine by hand 2")));
}

/// Both versions are gone for good: the words say so, and lead to what was typed.
void TestReview::aDeletionElsewhereSaysSo()
{
    const QString id = inConflict(QStringLiteral("Pump 1"));
    QPointer<ConflictDialog> dialog = openAndEdit();
    QVERIFY(dialog);
    auto *field = qobject_cast<QPlainTextEdit *>(dialog->focusWidget());
    QVERIFY(field);
    QTest::keyClicks(field, QStringLiteral(" Mine by"));
    QList<DocumentRevision> tombstones;
    const ConflictDetails details = m_store->conflicts().details(id).value();
    for (const ConflictLeaf &leaf : details.leaves) {
        DocumentRevision gone;
        gone.id = id;
        gone.deleted = true;
        gone.body = closedLeafBody(u"note");
        gone.rev = makeRevId(leaf.rev, true, gone.body);
        gone.path = {gone.rev, leaf.rev};
        tombstones.append(gone);
    }
    m_store->replica().store(tombstones, {}, {}, {}, Removals::Admit).value();
    QVERIFY(dialog && dialog->isVisible());
    QCOMPARE(toast(), QStringLiteral("“Pump 1” was deleted elsewhere."));
    auto *notice = dialog->findChild<QWidget *>(QStringLiteral("conflictNotice"));
    const auto said = [notice] {
        QStringList all;
        for (const QLabel *label : notice->findChildren<QLabel *>())
            all.append(label->text());
        return all.join(u' ');
    };
    QVERIFY2(said().contains(QStringLiteral("deleted elsewhere")), qPrintable(said()));
    QVERIFY2(said().contains(QStringLiteral("Deleted notes")), qPrintable(said()));
    QTest::keyClicks(field, QStringLiteral(" hand"));
    screenshot(dialog, QStringLiteral("deleted-elsewhere"));
    dialog->reject();
    const QList<DeletedNote> deleted = m_store->versions().deletedNotes(10).value();
    QCOMPARE(deleted.size(), 1);
    m_store->notes().revert(id, deleted.first().rev).value();
    QCOMPARE(note(id).title, QStringLiteral("Pump 1"));
    QVERIFY(note(id).body.contains(QStringLiteral("Mine by hand")));
}

/// Both versions were deleted on the tablet while the person wrote on in one: the text lives, and
/// why nothing is to be reviewed any more is said.
void TestReview::aBannerGoesWithAWord_data()
{
    QTest::addColumn<bool>("saved");
    QTest::newRow("saved") << true;
    QTest::newRow("typing") << false;
}

void TestReview::aBannerGoesWithAWord()
{
    QFETCH(bool, saved);
    const QString id = inConflict(QStringLiteral("Pump 1"));
    const ConflictDetails details = m_store->conflicts().details(id).value();
    m_window->openNote(id);
    QVERIFY(find<QWidget>("noteBanner")->isVisible());
    NotePatch patch;
    patch.body = QStringLiteral("The bearing is very loud, and hot.");
    if (saved) {
        m_store->notes().edit(id, patch).value();
    } else {
        editor()->setFocus();
        editor()->moveCursor(QTextCursor::End);
        QTest::keyClick(editor(), Qt::Key_Backspace);
        QTest::keyClicks(editor(), QStringLiteral(", and hot."));
    }
    QVERIFY(find<QWidget>("noteBanner")->isVisible());
    Store::Options options = m_store->options();
    options.origin = ChangeSet::Origin::Sync;
    const auto sync = Store::open(options);
    QVERIFY(sync);
    connect(sync->get(), &Store::changed, m_store.get(), &Store::announce);
    QList<DocumentRevision> tombstones;
    for (const ConflictLeaf &leaf : details.leaves) {
        DocumentRevision gone;
        gone.id = id;
        gone.deleted = true;
        gone.body = closedLeafBody(u"note");
        gone.rev = makeRevId(leaf.rev, true, gone.body);
        gone.path = {gone.rev, leaf.rev};
        tombstones.append(gone);
    }
    (*sync)->replica().store(tombstones, {}, {}, {}, Removals::Admit).value();
    QTRY_VERIFY(!find<QWidget>("noteBanner")->isVisible());
    QCOMPARE(toast(), QStringLiteral("“Pump 1” does not need review any more"));
    QVERIFY(m_window->saveNow());
    QCOMPARE(note(id).body, *patch.body);
    sync->get()->disconnect();
}

/// Nobody decided anything: the store is another one.
void TestReview::aRestoredBackupEndsAReview()
{
    const QString before = m_folder->filePath(QStringLiteral("before.sqlite"));
    add(QStringLiteral("Valve"), QStringLiteral("text"));
    QVERIFY(Backup::write(databaseOf(*m_store), before));
    const QString id = inConflict(QStringLiteral("Pump 1"));
    find<QAction>("review")->trigger();
    QVERIFY(find<ConflictDialog>("conflictDialog"));
    QVERIFY(restoreBackup(before, m_store->options(), [] { return Result<void>(); }));
    ChangeSet everything;
    everything.everything = true;
    m_window->applyChanges(everything);
    QCOMPARE(toast(), QStringLiteral("A backup was restored, and “Pump 1” is not in it."));
}

void TestReview::aRestoredBackupKeepsWhatWasTyped_data()
{
    QTest::addColumn<bool>("isInIt");
    QTest::newRow("the note is in it, without a conflict") << true;
    QTest::newRow("the note is not in it") << false;
}

/// What was begun in a review was kept in a store that is there no more.
void TestReview::aRestoredBackupKeepsWhatWasTyped()
{
    QFETCH(const bool, isInIt);
    const QString backup = m_folder->filePath(QStringLiteral("before.sqlite"));
    const auto write = [&] { return Backup::write(databaseOf(*m_store), backup).has_value(); };
    QString id;
    if (isInIt) {
        id = add(QStringLiteral("Pump 1"), QStringLiteral("The bearing is loud."));
        const RevId rev = note(id).rev;
        QVERIFY(write());
        NotePatch patch;
        patch.body = QStringLiteral("The bearing is very loud.");
        m_store->notes().edit(id, patch).value();
        arrivesText(id, rev, QStringLiteral("The bearing is silent."));
        reconcile();
    } else {
        add(QStringLiteral("Valve"), QStringLiteral("text"));
        QVERIFY(write());
        id = inConflict(QStringLiteral("Pump 1"));
    }
    const QString shown = note(id).body;
    QPointer<ConflictDialog> dialog = openAndEdit();
    QVERIFY(dialog);
    QTest::keyClicks(dialog->focusWidget(), QStringLiteral(" Mine by hand"));
    dialog->finishTyping(); // in the store that goes
    QVERIFY(restoreBackup(backup, m_store->options(), [] { return Result<void>(); }));
    ChangeSet everything;
    everything.everything = true;
    m_window->applyChanges(everything);
    QVERIFY(dialog && dialog->isVisible());
    QStringList kept;
    for (const NoteVersion &version :
         m_store->versions().history(id).value_or(QList<NoteVersion>()))
        kept.append(m_store->versions()
                        .body(id, version.rev)
                        .value_or(QJsonObject())[field::kBody]
                        .toString());
    for (const NoteSummary &row : m_store->notes().list({}).value_or(QList<NoteSummary>()))
        kept.append(note(row.id).body);
    QVERIFY(kept.join(u'|').contains(QStringLiteral("Mine by hand")));
    if (!isInIt) // and the text that it was written into
        QVERIFY2(kept.join(u'|').contains(shown), qPrintable(kept.join(u'|')));
    QTest::keyClicks(dialog->focusWidget(), QStringLiteral(" and more"));
    dialog->reject();
    QVERIFY(!dialog || !dialog->isVisible());
}

void TestReview::whatIsNotUsedIsInTheHistory_data()
{
    QTest::addColumn<bool>("placeGoes");
    QTest::addColumn<QString>("decide");
    QTest::newRow("its place went, saved") << true << QStringLiteral("conflictUseTheirs0");
    QTest::newRow("another choice, saved") << false << QStringLiteral("conflictUseTheirs0");
    QTest::newRow("its place went, a whole version") << true << QStringLiteral("conflictKeepMine");
    QTest::newRow("a whole version") << false << QStringLiteral("conflictKeepOther");
}

void TestReview::whatIsNotUsedIsInTheHistory()
{
    QFETCH(bool, placeGoes);
    QFETCH(QString, decide);
    const QString id = inConflict(QStringLiteral("Pump 1"));
    QPointer<ConflictDialog> dialog = openAndEdit();
    QVERIFY(dialog);
    QTest::keyClicks(dialog->focusWidget(), QStringLiteral(" Mine by hand"));
    if (placeGoes) {
        const RevId theirs = m_store->conflicts().details(id).value().leaves.at(1).rev;
        arrivesText(id, theirs, QStringLiteral("The bearing hums."));
        reconcile();
        QCoreApplication::processEvents(); // the new cards are shown
    }
    if (decide != QStringLiteral("conflictUseTheirs0"))
        click("conflictWhole");
    click(decide.toLatin1().constData());
    if (decide == QStringLiteral("conflictUseTheirs0"))
        click("conflictSave");
    QTRY_VERIFY(!dialog);
    QVERIFY(!note(id).conflict);
    QVERIFY(!note(id).body.contains(QStringLiteral("Mine by hand")));
    QVERIFY(texts(id).join(QLatin1Char('|')).contains(QStringLiteral("Mine by hand")));
    QCOMPARE(
        undoToast(),
        QStringLiteral("“Pump 1” is decided. What you wrote and did not use is in its history."));
}

void TestReview::theNextNoteWaitsForAPerson()
{
    inConflict(QStringLiteral("Pump 1"));
    inConflict(QStringLiteral("Pump 2"));
    inConflict(QStringLiteral("Pump 3"));
    QPointer<ConflictDialog> dialog = openAndEdit();
    QVERIFY(dialog);
    QTest::keyClicks(dialog->focusWidget(), QStringLiteral(" saved"));
    QTest::keyClick(dialog, Qt::Key_S, Qt::ControlModifier); // and types on
    QCOMPARE(m_store->conflicts().ids().value().size(), 2);
    for (const char letter : QByteArrayLiteral("  1 2 so 3  ")) {
        QTest::qWait(1);
        ConflictDialog *next = nullptr;
        for (auto *one : m_window->findChildren<ConflictDialog *>())
            next = one->isVisible() ? one : next;
        QVERIFY(next);
        QVERIFY(next->focusWidget());
        if (letter)
            QTest::keyClick(next->focusWidget(), letter);
        QCOMPARE(next->draft()->decidedCount(), 0);
    }
    QCOMPARE(m_store->conflicts().ids().value().size(), 2);
}

QTEST_MAIN(TestReview)
#include "tst_review.moc"
