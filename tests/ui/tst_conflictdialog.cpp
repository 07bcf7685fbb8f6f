// SPDX-License-Identifier: GPL-3.0-or-later
#include "conflict/conflictcolumn.h"
#include "conflict/conflictdialog.h"
#include "conflict/conflictwords.h"
#include "merge/textmerge.h"
#include "status/banner.h"
#include "theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QDir>
#include <QJsonDocument>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QRandomGenerator>
#include <QScopeGuard>
#include <QScrollBar>
#include <QSignalSpy>
#include <QToolButton>
#include <QtTest>
#include <QUndoStack>

using namespace cairn;
using namespace Qt::StringLiterals;
using Keep = Resolution::Keep;
using Choice = PlaceDecision::Choice;

namespace {

const qint64 kNow = QDateTime(QDate(2026, 5, 14), QTime(9, 58)).toMSecsSinceEpoch();
constexpr qint64 kMinute = 60'000;

ConflictLeaf leaf(
    int generation, char hash, const QString &device, qint64 at, const QString &title,
    const QString &body)
{
    ConflictLeaf result;
    result.rev = {generation, QByteArray(32, hash)};
    result.deviceName = device;
    result.at = at;
    result.title = title;
    result.body = body;
    return result;
}

ConflictDetails detailsOf(const QString &base, const QString &mine, const QString &theirs)
{
    ConflictDetails details;
    details.id = u"note:7"_s;
    details.title = u"Pump 7 inspection"_s;
    details.mergedTitle = details.title;
    details.baseTitle = details.title;
    details.baseBody = base;
    details.base = RevId{1, QByteArray(32, 'a')};
    details.leaves = {
        leaf(3, 'b', u"Laptop"_s, kNow - 44 * kMinute, details.title, mine),
        leaf(2, 'c', u"Field tablet"_s, kNow - 18 * kMinute, details.title, theirs)};
    details.leaves[0].thisDevice = true;
    details.leaves[0].displayed = true;
    details.leaves[1].winner = true;
    details.chunks = mergeText(base, mine, theirs).chunks;
    return details;
}

const QString kBase =
    u"Site North, hall 2.\n\n## Findings\n\nBearing noise above 1,200 rpm.\nSeal is dry.\n\n"
    "## To do\n\n- [x] oil level\n- [ ] order gasket 40 mm\n- [ ] call the supplier\n\n"
    "## Next visit\n\nFriday morning.\n"_s;

QString edited(QString text, std::initializer_list<std::pair<QString, QString>> changes)
{
    for (const auto &[from, to] : changes) {
        Q_ASSERT(text.contains(from));
        text.replace(from, to);
    }
    return text;
}

/// Three places: the bearing, the gasket, the next visit; the first line only changed here.
ConflictDetails threePlaces()
{
    return detailsOf(
        kBase,
        edited(
            kBase,
            {{u"hall 2"_s, u"hall 2, east side"_s},
             {u"Bearing noise above 1,200 rpm."_s,
              u"Bearing noise above 1,400 rpm, only when cold."_s},
             {u"order gasket 40 mm"_s, u"order gasket 45 mm"_s},
             {u"Friday morning."_s, u"Monday at 8."_s}}),
        edited(
            kBase,
            {{u"Bearing noise above 1,200 rpm."_s,
              u"Bearing noise above 1,200 rpm. Greased, still noisy."_s},
             {u"[ ] order gasket 40 mm"_s, u"[x] order gasket 40 mm"_s},
             {u"Friday morning."_s, u"Friday morning, bring the spare seal."_s}}));
}

ConflictDetails withTitleConflict()
{
    ConflictDetails details = threePlaces();
    details.titleConflict = true;
    details.mergedTitle.clear();
    details.leaves[0].title = u"Pump 7 inspection, May"_s;
    details.leaves[1].title = u"Pump 7: bearing noise"_s;
    return details;
}

template <typename Widget = QPushButton> Widget *child(QWidget &parent, const QString &name)
{
    auto *widget = parent.findChild<Widget *>(name);
    if (!widget)
        qWarning() << "no widget" << name;
    return widget;
}

void shoot(QWidget &widget, const QString &name)
{
    const QString folder = qEnvironmentVariable("CAIRN_SCREENSHOTS");
    if (folder.isEmpty())
        return;
    QDir().mkpath(folder);
    QTest::qWait(50); // let the queued scrolling happen
    widget.grab().save(folder + u'/' + name + u".png"_s);
}

} // namespace

class ConflictDialogTest : public QObject {
    Q_OBJECT

private slots:
    void fitsASmallScreen_data();
    void fitsASmallScreen();
    void init();
    void words();
    void keyboardFromOpeningToSave();
    void eachChoiceGivesItsText();
    void editingKeepsTextAndUndoes();
    void composedTextIsPartOfTheDecision();
    void undoIsUnlimited();
    void titleIsACardOfItsOwn();
    void draftSurvivesRestart();
    void escapeKeepsTheDraft();
    void staleKeepsWhatFits();
    void whatCouldNotBeKeptIsSaid();
    void settledElsewhere();
    void escapeLeavesAReviewThatIsOver();
    void wholeVersions();
    void trashedThere();
    void deletedHereEditedThere();
    void trashedButEditedBefore();
    void manyVersions();
    void noAncestor();
    void viewsFallBackWhenNarrow();
    void everyControlHasANameAndKeyboard();
    void hugeNoteOpensAtOnce();
    void windowsLineEnds();
    void typingGoesOnThroughARefresh_data();
    void typingGoesOnThroughARefresh();
    void typedKeysInterleavedWithRefreshes_data();
    void typedKeysInterleavedWithRefreshes();
    void digitsInWordsDecideNothing();
    void noKeyPressesWhereNobodyWent();
    void ownTextOutlivesAnotherChoice();
    void whatIsPressedIsInView();
    void wordsOfWhoWroteWhat();
    void screenshots();

private:
    Theme *m_theme = nullptr;
};

void ConflictDialogTest::fitsASmallScreen_data()
{
    QTest::addColumn<int>("versions");
    QTest::addColumn<QString>("view");
    for (const int versions : {2, 4}) {
        for (const char *view :
             {"conflictViewColumn", "conflictViewSides", "conflictViewPanes", "conflictViewTexts"})
            QTest::addRow("%d, %s", versions, view) << versions << QString::fromLatin1(view);
    }
}

/// 1366 by 768 at 150 %, with the frame of a window. The buttons stay; what is above them scrolls.
void ConflictDialogTest::fitsASmallScreen()
{
    QFETCH(const int, versions);
    QFETCH(const QString, view);
    ConflictDetails details = threePlaces();
    for (int i = 2; i < versions; ++i)
        details.leaves.append(
            leaf(2, char('c' + i), u"Phone"_s, kNow - i * 60 * kMinute, details.title, kBase));
    details.versions = versions;
    const QFont before = QApplication::font();
    const auto restore = qScopeGuard([&before] { QApplication::setFont(before); });
    QFont font = before;
    font.setPixelSize(16); // of a desktop; that of tests is smaller
    QApplication::setFont(font);
    ConflictDialog dialog(details, kNow);
    dialog.resize(900, 470);
    dialog.show();
    child<QToolButton>(dialog, view)->click();
    child<QToolButton>(dialog, u"conflictWhole"_s)->click();
    QCoreApplication::processEvents();
    QVERIFY2(
        dialog.minimumSizeHint().height() <= 470 && dialog.height() <= 470,
        qPrintable(u"%1, %2"_s.arg(dialog.minimumSizeHint().height()).arg(dialog.height())));
    for (const QString &name : {u"conflictLater"_s, u"conflictSave"_s}) {
        const auto *button = child(dialog, name);
        QVERIFY(button->isVisible());
        QVERIFY(dialog.rect().contains(QRect(button->mapTo(&dialog, QPoint()), button->size())));
    }
}

void ConflictDialogTest::init()
{
    if (!m_theme)
        m_theme = new Theme(*qApp, this);
    m_theme->setMode(Theme::Mode::Light);
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
}

void ConflictDialogTest::words()
{
    const ConflictDetails details = threePlaces();
    QCOMPARE(ConflictWords::headline(details), u"Two versions of “Pump 7 inspection”"_s);
    QCOMPARE(
        ConflictWords::story(details, kNow),
        u"You edited it on this device today at 09:14. It was also edited on “Field tablet” today at 09:40."_s);
    QCOMPARE(ConflictWords::mineLabel(details), u"This device"_s);
    QCOMPARE(ConflictWords::theirsLabel(details), u"Other device (Field tablet)"_s);
    QCOMPARE(ConflictWords::when(kNow - 24 * 60 * kMinute, kNow), u"yesterday at 09:58"_s);
}

void ConflictDialogTest::keyboardFromOpeningToSave()
{
    ConflictDialog dialog(threePlaces(), kNow);
    QSignalSpy resolved(&dialog, &ConflictDialog::resolved);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    auto *counter = child<QLabel>(dialog, u"conflictCounter"_s);
    auto *save = child(dialog, u"conflictSave"_s);
    QCOMPARE(counter->text(), u"0 of 3 decided"_s);
    QVERIFY(!save->isEnabled());
    QCOMPARE(QApplication::focusWidget(), child(dialog, u"conflictUseMine0"_s));

    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    QCOMPARE(counter->text(), u"1 of 3 decided"_s);
    QTest::keyClick(&dialog, Qt::Key_F8);
    QCOMPARE(QApplication::focusWidget(), child(dialog, u"conflictUseMine1"_s));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_2);
    QTest::keyClick(&dialog, Qt::Key_F8, Qt::ShiftModifier); // skips the decided first one
    QCOMPARE(QApplication::focusWidget(), child(dialog, u"conflictUseMine2"_s));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_3);
    QCOMPARE(counter->text(), u"3 of 3 decided"_s);
    QTest::keyClick(&dialog, Qt::Key_F8); // nothing open is left: on to Save
    QCOMPARE(QApplication::focusWidget(), save);
    QCOMPARE(resolved.count(), 0);
    QTest::keyClick(save, Qt::Key_Space);
    QCOMPARE(resolved.count(), 1);
    const auto resolution = resolved.first().first().value<Resolution>();
    QCOMPARE(resolution.keep, Keep::Merged);
    QCOMPARE(resolution.title, u"Pump 7 inspection"_s);
    QCOMPARE(resolution.seen.size(), 2);
    QCOMPARE(
        resolution.body,
        edited(
            kBase,
            {{u"hall 2"_s, u"hall 2, east side"_s},
             {u"Bearing noise above 1,200 rpm."_s,
              u"Bearing noise above 1,400 rpm, only when cold."_s},
             {u"[ ] order gasket 40 mm"_s, u"[x] order gasket 40 mm"_s},
             {u"Friday morning."_s, u"Monday at 8.\nFriday morning, bring the spare seal."_s}}));
}

void ConflictDialogTest::eachChoiceGivesItsText()
{
    ConflictDraft draft(detailsOf(u"a"_s, u"mine"_s, u"theirs"_s));
    QCOMPARE(draft.places().size(), 1);
    QVERIFY(!draft.isComplete());
    draft.decide(0, {Choice::Mine, false, {}});
    QCOMPARE(draft.body(), u"mine"_s);
    draft.decide(0, {Choice::Theirs, false, {}});
    QCOMPARE(draft.body(), u"theirs"_s);
    draft.decide(0, {Choice::Both, false, {}});
    QCOMPARE(draft.body(), u"mine\ntheirs"_s);
    draft.decide(0, {Choice::Both, true, {}});
    QCOMPARE(draft.body(), u"theirs\nmine"_s);
    draft.decide(0, {Choice::Edited, false, u"own"_s});
    QCOMPARE(draft.body(), u"own"_s);
    QVERIFY(draft.isComplete());
}

void ConflictDialogTest::editingKeepsTextAndUndoes()
{
    ConflictDialog dialog(threePlaces(), kNow);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    child(dialog, u"conflictEdit0"_s)->click();
    auto *editor = child<QPlainTextEdit>(dialog, u"conflictEditor0"_s);
    QVERIFY(editor->hasFocus());
    QCOMPARE(editor->toPlainText(), u"Bearing noise above 1,400 rpm, only when cold."_s);
    QTest::keyClick(editor, Qt::Key_Tab); // goes on in the card that is shown
    QCOMPARE(QApplication::focusWidget(), child(dialog, u"conflictUseMine0"_s));
    editor->setFocus();
    editor->moveCursor(QTextCursor::End);
    QTest::keyClicks(editor, u" Measured twice."_s);
    QCOMPARE(
        dialog.draft()->result(0),
        u"Bearing noise above 1,400 rpm, only when cold. Measured twice.\n"_s);
    QTest::keyClick(editor, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(editor->toPlainText(), u"Bearing noise above 1,400 rpm, only when cold. Measured"_s);
    QTest::keyClick(editor, Qt::Key_Y, Qt::ControlModifier);
    dialog.draft()->undoStack()->redo();
    QVERIFY(dialog.draft()->result(0).endsWith(u"twice.\n"_s));

    QTest::keyClick(editor, Qt::Key_Escape); // leaves the editor, not the dialog
    QVERIFY(dialog.isVisible());
    QCOMPARE(QApplication::focusWidget(), child(dialog, u"conflictEdit0"_s));
    QVERIFY(dialog.draft()->body().contains(u"Measured twice."_s));
}

void ConflictDialogTest::composedTextIsPartOfTheDecision()
{
    const auto compose = [](QWidget *editor, const QString &text) {
        QInputMethodEvent composing(text, {});
        QCoreApplication::sendEvent(editor, &composing);
    };
    ConflictDialog dialog(threePlaces(), kNow);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    child(dialog, u"conflictUseMine1"_s)->click();
    child(dialog, u"conflictUseMine2"_s)->click();
    child(dialog, u"conflictEdit0"_s)->click();
    auto *editor = child<QPlainTextEdit>(dialog, u"conflictEditor0"_s);
    editor->setPlainText(u"Own"_s);
    editor->moveCursor(QTextCursor::End);
    compose(editor, u"軸受"_s);
    QSignalSpy drafts(&dialog, &ConflictDialog::draftChanged);
    dialog.finishTyping(); // the program ends
    QCOMPARE(drafts.count(), 1);
    QCOMPARE(dialog.draft()->result(0), u"Own軸受\n"_s);
    compose(editor, u"三"_s);
    QSignalSpy resolved(&dialog, &ConflictDialog::resolved);
    child(dialog, u"conflictSave"_s)->click();
    QCOMPARE(resolved.count(), 1);
    QVERIFY(resolved.first().first().value<Resolution>().body.contains(u"Own軸受三"_s));
    compose(editor, u"四"_s);
    dialog.reject(); // Escape, "Finish later"
    QCOMPARE(dialog.draft()->result(0), u"Own軸受三四\n"_s);
}

void ConflictDialogTest::undoIsUnlimited()
{
    ConflictDialog dialog(threePlaces(), kNow);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    for (int round = 0; round < 100; ++round) {
        child(dialog, u"conflictUseMine%1"_s.arg(round % 3))->click();
        child(dialog, u"conflictUseTheirs%1"_s.arg(round % 3))->click();
    }
    QCOMPARE(dialog.draft()->decidedCount(), 3);
    for (int i = 0; i < 200; ++i)
        QTest::keyClick(&dialog, Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(dialog.draft()->decidedCount(), 0);
    QVERIFY(!child<QToolButton>(dialog, u"conflictUndo"_s)->isEnabled());
    child<QToolButton>(dialog, u"conflictRedo"_s)->click();
    QCOMPARE(dialog.draft()->decidedCount(), 1);
    QVERIFY(child(dialog, u"conflictUseMine0"_s)->isChecked());
}

void ConflictDialogTest::titleIsACardOfItsOwn()
{
    ConflictDialog dialog(withTitleConflict(), kNow);
    QSignalSpy resolved(&dialog, &ConflictDialog::resolved);
    QCOMPARE(child<QLabel>(dialog, u"conflictCounter"_s)->text(), u"0 of 4 decided"_s);
    child(dialog, u"conflictUseTheirsTitle"_s)->click();
    for (int i = 0; i < 3; ++i)
        child(dialog, u"conflictUseMine%1"_s.arg(i))->click();
    child(dialog, u"conflictSave"_s)->click();
    QCOMPARE(resolved.count(), 1);
    QCOMPARE(resolved.first().first().value<Resolution>().title, u"Pump 7: bearing noise"_s);
    child(dialog, u"conflictEditTitle"_s)->click();
    child<QPlainTextEdit>(dialog, u"conflictEditorTitle"_s)->setPlainText(u" Pump\n7 "_s);
    QCOMPARE(dialog.draft()->title(), u"Pump 7"_s);
}

void ConflictDialogTest::draftSurvivesRestart()
{
    QJsonObject stored;
    {
        ConflictDialog dialog(withTitleConflict(), kNow);
        QSignalSpy drafts(&dialog, &ConflictDialog::draftChanged);
        QSignalSpy deferred(&dialog, &ConflictDialog::deferred);
        dialog.show();
        child(dialog, u"conflictUseMineTitle"_s)->click();
        child(dialog, u"conflictKeepBoth1"_s)->click();
        child(dialog, u"conflictSwap1"_s)->click();
        child(dialog, u"conflictEdit2"_s)->click();
        child<QPlainTextEdit>(dialog, u"conflictEditor2"_s)->setPlainText(u"Some day."_s);
        child(dialog, u"conflictLater"_s)->click();
        QCOMPARE(deferred.count(), 1);
        QCOMPARE(drafts.count(), 1); // what came quickly is written once
        QVERIFY(!dialog.isVisible());
        stored = drafts.last().first().toJsonObject();
    }
    ConflictDialog dialog(withTitleConflict(), kNow, stored);
    QCOMPARE(dialog.draft()->decidedCount(), 3);
    QVERIFY(child(dialog, u"conflictUseMineTitle"_s)->isChecked());
    QVERIFY(child(dialog, u"conflictKeepBoth1"_s)->isChecked());
    QVERIFY(dialog.draft()->decision(2).theirsFirst);
    QCOMPARE(child<QPlainTextEdit>(dialog, u"conflictEditor2"_s)->toPlainText(), u"Some day."_s);
    QVERIFY(dialog.draft()->leftovers().isEmpty());
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    QCOMPARE(
        QApplication::focusWidget(), child(dialog, u"conflictUseMine0"_s)); // the only open one
}

void ConflictDialogTest::escapeKeepsTheDraft()
{
    ConflictDialog dialog(threePlaces(), kNow);
    QSignalSpy drafts(&dialog, &ConflictDialog::draftChanged);
    QSignalSpy deferred(&dialog, &ConflictDialog::deferred);
    dialog.show();
    child(dialog, u"conflictUseMine0"_s)->click();
    QTest::keyClick(&dialog, Qt::Key_Escape);
    QCOMPARE(deferred.count(), 1);
    QCOMPARE(drafts.count(), 1);
    QCOMPARE(drafts.first().first().toJsonObject().value(u"places").toArray().size(), 1);

    dialog.show();
    dialog.close();
    QCOMPARE(deferred.count(), 2);
}

void ConflictDialogTest::staleKeepsWhatFits()
{
    ConflictDialog dialog(threePlaces(), kNow);
    dialog.show();
    child(dialog, u"conflictUseMine0"_s)->click();
    child(dialog, u"conflictEdit2"_s)->click();
    child<QPlainTextEdit>(dialog, u"conflictEditor2"_s)->setPlainText(u"My own words."_s);
    child(dialog, u"conflictUseTheirs1"_s)->click();
    QVERIFY(child(dialog, u"conflictSave"_s)->isEnabled());

    ConflictDetails changed = threePlaces();
    const QString theirs =
        edited(changed.leaves[1].body, {{u"bring the spare seal"_s, u"bring both spare seals"_s}});
    changed = detailsOf(kBase, changed.leaves[0].body, theirs);
    changed.leaves[1].rev = {3, QByteArray(32, 'd')};
    dialog.setStale(changed);
    QCOMPARE(dialog.draft()->decidedCount(), 2);
    QVERIFY(child(dialog, u"conflictUseMine0"_s)->isChecked());
    QVERIFY(child(dialog, u"conflictUseTheirs1"_s)->isChecked());
    QVERIFY(!child(dialog, u"conflictSave"_s)->isEnabled());
    QVERIFY(dialog.draft()->places().at(2).fresh);
    QVERIFY(child<ConflictCard>(dialog, u"conflictCard2"_s)->accessibleName().startsWith(u"New"));
    QVERIFY(child<Banner>(dialog, u"conflictNotice"_s)->isVisible());
    // What was written for the place as it was is not thrown away.
    QCOMPARE(dialog.draft()->leftovers(), QStringList{u"My own words.\n"_s});
    child(dialog, u"conflictCopyLeftovers"_s)->click();
    QCOMPARE(QGuiApplication::clipboard()->text().trimmed(), u"My own words."_s);
    shoot(dialog, u"stale"_s);
    // What was done about the places that are still there can be undone as before.
    child<QToolButton>(dialog, u"conflictUndo"_s)->click();
    QCOMPARE(dialog.draft()->decision(1).choice, Choice::None);
    QVERIFY(!child(dialog, u"conflictUseTheirs1"_s)->isChecked());
    QVERIFY(child(dialog, u"conflictUseMine0"_s)->isChecked());
    dialog.setStale(changed); // with a step that can be done again
    child<QToolButton>(dialog, u"conflictUndo"_s)->click();
    QCOMPARE(dialog.draft()->decidedCount(), 0);
    QVERIFY(!child<QToolButton>(dialog, u"conflictUndo"_s)->isEnabled());
    child<QToolButton>(dialog, u"conflictRedo"_s)->click();
    child<QToolButton>(dialog, u"conflictRedo"_s)->click();
    QVERIFY(child(dialog, u"conflictUseMine0"_s)->isChecked());
    QVERIFY(child(dialog, u"conflictUseTheirs1"_s)->isChecked());

    QSignalSpy resolved(&dialog, &ConflictDialog::resolved);
    child(dialog, u"conflictUseTheirs2"_s)->click();
    child(dialog, u"conflictSave"_s)->click();
    QCOMPARE(resolved.count(), 1);
    QVERIFY(resolved.first().first().value<Resolution>().seen.contains(changed.leaves[1].rev));
}

/// What is said is what has become of the words, after each attempt to keep them.
void ConflictDialogTest::whatCouldNotBeKeptIsSaid()
{
    ConflictDialog dialog(threePlaces(), kNow);
    bool fails = false;
    connect(&dialog, &ConflictDialog::draftChanged, &dialog, [&] {
        if (fails)
            dialog.showFailure(u"The disk is full."_s);
    });
    dialog.show();
    const auto write = [&dialog] {
        child(dialog, u"conflictEdit0"_s)->click();
        QTest::keyClicks(child<QWidget>(dialog, u"conflictEditor0"_s), u" by hand"_s);
    };
    const auto notice = [&dialog] { return child<Banner>(dialog, u"conflictNotice"_s)->text(); };
    write();
    fails = true;
    dialog.reject();
    QVERIFY(dialog.isVisible());
    fails = false;
    dialog.finishTyping(); // kept after all
    fails = true;
    QTest::keyClicks(child<QWidget>(dialog, u"conflictEditor0"_s), u" again"_s);
    dialog.reject();
    QVERIFY(dialog.isVisible()); // it is told once more
    dialog.closeResolvedElsewhere(u"It was settled."_s);
    QVERIFY(dialog.isVisible());
    QVERIFY(notice().startsWith(u"It was settled."_s));
    QVERIFY2(notice().contains(u"could not be saved"_s), qPrintable(notice()));
    QVERIFY(!notice().contains(u"history"_s));
    fails = false;
    dialog.finishTyping();
    QVERIFY2(notice().contains(u"history"_s), qPrintable(notice()));
}

void ConflictDialogTest::settledElsewhere()
{
    const QString why = u"It was settled on “Field tablet”."_s;
    ConflictDialog untouched(threePlaces(), kNow);
    QSignalSpy told(&untouched, &ConflictDialog::settledElsewhere);
    untouched.show();
    untouched.closeResolvedElsewhere(why);
    QVERIFY(!untouched.isVisible());
    QCOMPARE(told.count(), 1);

    ConflictDialog dialog(threePlaces(), kNow);
    QSignalSpy deferred(&dialog, &ConflictDialog::deferred);
    dialog.show();
    for (int i = 0; i < 3; ++i)
        child(dialog, u"conflictUseMine%1"_s.arg(i))->click();
    dialog.closeResolvedElsewhere(why);
    QVERIFY(dialog.isVisible());
    QVERIFY(child<Banner>(dialog, u"conflictNotice"_s)->text().startsWith(why));
    QVERIFY(!child(dialog, u"conflictSave"_s)->isEnabled());
    QVERIFY(!child(dialog, u"conflictUseMine0"_s)->isEnabled()); // there is nothing to choose
    QVERIFY(!child(dialog, u"conflictEdit2"_s)->isEnabled());
    QTest::keyClick(child<ConflictCard>(dialog, u"conflictCard0"_s), Qt::Key_2);
    QCOMPARE(dialog.draft()->decision(0).choice, Choice::Mine);
    QVERIFY(!child<QLabel>(dialog, u"conflictCounter"_s)->isVisible());
    QVERIFY(!child<QLabel>(dialog, u"conflictHeadline"_s)->text().contains(u"versions"_s));
    child(dialog, u"conflictLater"_s)->click();
    QVERIFY(!dialog.isVisible());
    QCOMPARE(deferred.count(), 0);
}

/// The first Escape leaves the field, as ever, and the next one the dialog.
void ConflictDialogTest::escapeLeavesAReviewThatIsOver()
{
    ConflictDialog dialog(threePlaces(), kNow);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    child(dialog, u"conflictEdit0"_s)->click();
    auto *editor = child<QPlainTextEdit>(dialog, u"conflictEditor0"_s);
    QTest::keyClicks(editor, u" Own."_s);
    dialog.closeResolvedElsewhere(u"It was settled."_s);
    QVERIFY(editor->hasFocus());
    QTest::keyClick(editor, Qt::Key_Escape);
    QVERIFY(dialog.isVisible());
    QVERIFY(!editor->hasFocus());
    QTest::keyClick(dialog.focusWidget(), Qt::Key_Escape);
    QVERIFY(!dialog.isVisible());
}

void ConflictDialogTest::wholeVersions()
{
    ConflictDialog dialog(threePlaces(), kNow);
    QSignalSpy resolved(&dialog, &ConflictDialog::resolved);
    dialog.show();
    QVERIFY(!child(dialog, u"conflictKeepMine"_s)->isVisible());
    child<QToolButton>(dialog, u"conflictWhole"_s)->click();
    for (const auto &name :
         {u"conflictKeepMine"_s, u"conflictKeepOther"_s, u"conflictKeepBoth"_s}) {
        auto *button = child(dialog, name);
        QVERIFY(button->isVisible());
        QVERIFY(!button->accessibleDescription().isEmpty());
        button->click();
    }
    QCOMPARE(resolved.count(), 3);
    QCOMPARE(resolved.at(0).first().value<Resolution>().keep, Keep::Mine);
    QCOMPARE(resolved.at(1).first().value<Resolution>().keep, Keep::Other);
    QCOMPARE(resolved.at(2).first().value<Resolution>().keep, Keep::Both);
    shoot(dialog, u"whole-versions"_s);
    QTest::keyClick(child(dialog, u"conflictKeepMine"_s), Qt::Key_Escape); // leaves these alone
    QVERIFY(dialog.isVisible());
    QVERIFY(!child(dialog, u"conflictKeepMine"_s)->isVisible());
    QTest::keyClick(dialog.focusWidget(), Qt::Key_Escape);
    QVERIFY(!dialog.isVisible());
}

/// When it went to the trash, not when it was last written.
void ConflictDialogTest::trashedThere()
{
    ConflictDetails details = threePlaces();
    ConflictLeaf &leaf = details.leaves[0];
    leaf.trashed = true;
    leaf.raw.insert(u"trashed_at"_s, double(leaf.at + 5 * 60'000));
    ConflictDialog dialog(details, kNow);
    QCOMPARE(
        child<QLabel>(dialog, u"conflictStory"_s)->text(),
        u"You deleted it on this device today at 09:19. It was edited on “Field tablet” today at 09:40."_s);
}

void ConflictDialogTest::deletedHereEditedThere()
{
    ConflictDetails details = threePlaces();
    details.leaves[0].deleted = true;
    details.leaves[0].body.clear();
    ConflictDialog dialog(details, kNow);
    QSignalSpy resolved(&dialog, &ConflictDialog::resolved);
    dialog.show();
    QCOMPARE(
        child<QLabel>(dialog, u"conflictStory"_s)->text(),
        u"You deleted it on this device today at 09:14. It was edited on “Field tablet” today at 09:40."_s);
    QVERIFY(!child(dialog, u"conflictSave"_s)->isVisible());
    QCOMPARE(child(dialog, u"conflictKeepOther"_s)->text(), u"Keep the note"_s);
    QCOMPARE(child(dialog, u"conflictKeepMine"_s)->text(), u"Delete the note"_s);
    shoot(dialog, u"deleted-here"_s);
    child(dialog, u"conflictKeepOther"_s)->click();
    QCOMPARE(resolved.first().first().value<Resolution>().keep, Keep::Other);
}

void ConflictDialogTest::trashedButEditedBefore()
{
    ConflictDetails details = threePlaces();
    details.leaves[0].raw.insert(u"trashed_at"_s, 5.0);
    ConflictDialog words(details, kNow);
    QCOMPARE(words.draft()->places().size(), 3); // nothing that was written is passed over
    details.chunks = {{false, details.leaves[1].body, {}, {}, {}}};
    ConflictDialog question(details, kNow);
    QVERIFY(question.draft()->isDeletion());
    QCOMPARE(child(question, u"conflictKeepOther"_s)->text(), u"Keep the note"_s);
}

void ConflictDialogTest::manyVersions()
{
    ConflictDetails details = threePlaces();
    details.leaves.append(leaf(
        2, 'e', u"Workshop"_s, kNow - 3000 * kMinute, details.title,
        u"Rewritten in the workshop.\nSecond line"_s));
    ConflictDialog dialog(details, kNow);
    QSignalSpy resolved(&dialog, &ConflictDialog::resolved);
    dialog.show();
    QVERIFY(child<QFrame>(dialog, u"conflictVersions"_s)->isVisible());
    shoot(dialog, u"three-versions"_s);
    child<QToolButton>(dialog, u"conflictWhole"_s)->click();
    child(dialog, u"conflictKeepVersion2"_s)->click();
    const auto resolution = resolved.first().first().value<Resolution>();
    QCOMPARE(resolution.keep, Keep::Revision);
    QCOMPARE(resolution.revision, details.leaves[2].rev);
    QCOMPARE(resolution.seen.size(), 3);
}

void ConflictDialogTest::noAncestor()
{
    ConflictDetails details = threePlaces();
    details.base.reset();
    details.baseBody.clear();
    details.chunks = {{true, {}, details.leaves[0].body, details.leaves[1].body, {}}};
    ConflictDialog dialog(details, kNow);
    // The first line differs too now: nobody knows who changed it.
    QCOMPARE(child<QLabel>(dialog, u"conflictCounter"_s)->text(), u"0 of 4 decided"_s);
    for (int i = 0; i < 4; ++i)
        dialog.draft()->decide(i, {Choice::Theirs, false, {}});
    QCOMPARE(dialog.draft()->body(), details.leaves[1].body);
}

void ConflictDialogTest::viewsFallBackWhenNarrow()
{
    ConflictDialog dialog(threePlaces(), kNow);
    dialog.resize(1'400, 700);
    dialog.show();
    auto *column = child<ConflictColumn>(dialog, u"conflictColumn"_s);
    child<QToolButton>(dialog, u"conflictViewSides"_s)->click();
    const auto positions = [column] {
        QList<QPoint> result;
        for (QWidget *box : column->card(0)->findChildren<QFrame *>()) {
            if (box->inherits("cairn::VersionBox") && box->isVisible())
                result.append(box->pos());
        }
        return result;
    };
    QApplication::processEvents();
    QCOMPARE(positions().size(), 2);
    QCOMPARE(positions()[0].y(), positions()[1].y());
    child<QToolButton>(dialog, u"conflictViewPanes"_s)->click();
    QApplication::processEvents();
    QCOMPARE(positions().size(), 3);
    shoot(dialog, u"three-panes"_s);
    dialog.resize(700, 700);
    QApplication::processEvents();
    QCOMPARE(positions().size(), 2);
    QVERIFY(positions()[0].y() != positions()[1].y());
    shoot(dialog, u"narrow"_s);
}

void ConflictDialogTest::everyControlHasANameAndKeyboard()
{
    ConflictDialog dialog(withTitleConflict(), kNow);
    dialog.show();
    int buttons = 0;
    for (QAbstractButton *button : dialog.findChildren<QAbstractButton *>()) {
        if (!button->isVisible())
            continue;
        ++buttons;
        QVERIFY2(
            !button->accessibleName().isEmpty() || !button->text().isEmpty(),
            qPrintable(button->objectName()));
        QVERIFY2(button->focusPolicy() & Qt::TabFocus, qPrintable(button->objectName()));
    }
    QVERIFY(buttons > 20);
    QCOMPARE(
        child(dialog, u"conflictUseMine0"_s)->accessibleName(),
        u"Use this device’s text, place 2 of 4"_s);
}

void ConflictDialogTest::hugeNoteOpensAtOnce()
{
    QString base;
    for (int i = 0; i < 20'000; ++i)
        base += u"Line %1 of a note that nobody wants to scroll through.\n"_s.arg(i);
    QString mine = base;
    QString theirs = base;
    for (int i = 0; i < 20'000; i += 100) {
        mine.replace(u"Line %1 of"_s.arg(i), u"Row %1 of"_s.arg(i));
        theirs.replace(u"Line %1 of"_s.arg(i), u"Item %1 of"_s.arg(i));
    }
    const ConflictDetails details = detailsOf(base, mine, theirs);
    QElapsedTimer timer;
    timer.start();
    ConflictDialog dialog(details, kNow);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowExposed(&dialog));
    qInfo(
        "1 MB with %d places: open in %lld ms", int(dialog.draft()->places().size()),
        timer.elapsed());
    QVERIFY(timer.elapsed() < 3'000);
    auto *column = child<ConflictColumn>(dialog, u"conflictColumn"_s);
    QVERIFY(column->card(0));
    QVERIFY(!column->card(199));
    timer.start();
    column->goTo(199);
    qInfo("jump to the last place: %lld ms", timer.elapsed());
    QVERIFY(column->card(199));
    QCOMPARE(QApplication::focusWidget(), child(dialog, u"conflictUseMine199"_s));
    for (int i = 0; i < 200; ++i)
        dialog.draft()->decide(i, {Choice::Mine, false, {}});
    qInfo("and all decided: %lld ms", timer.elapsed());
    QCOMPARE(dialog.draft()->body(), mine);
}

void ConflictDialogTest::windowsLineEnds()
{
    ConflictDialog dialog(detailsOf(u"a\r\nb\r\n"_s, u"a\r\nB\r\n"_s, u"a\r\nß\r\n"_s), kNow);
    child(dialog, u"conflictEdit0"_s)->click();
    child<QPlainTextEdit>(dialog, u"conflictEditor0"_s)->setPlainText(u"x\ny\u00a0z"_s);
    QCOMPARE(dialog.draft()->body(), u"a\r\nx\r\ny\u00a0z\r\n"_s);
}

namespace {

/// What comes from elsewhere while a person is in the dialog.
enum class Comes { Elsewhere, SameLine, Deletion, Over };

ConflictDetails comes(Comes what, int number)
{
    ConflictDetails details = threePlaces();
    const QString mine = details.leaves[0].body;
    const QString theirs = details.leaves[1].body;
    switch (what) {
    case Comes::Elsewhere:
        details = detailsOf(kBase, mine, theirs + u"\nAdded %1 on the tablet.\n"_s.arg(number));
        break;
    case Comes::SameLine:
        details = detailsOf(
            kBase, mine,
            edited(theirs, {{u"still noisy."_s, u"noisy for %1 days."_s.arg(number)}}));
        break;
    case Comes::Deletion:
        details.leaves[1].deleted = true;
        details.leaves[1].body.clear();
        break;
    case Comes::Over:
        break;
    }
    details.leaves[1].rev = {4 + number, QByteArray(32, 'd')};
    return details;
}

void refresh(ConflictDialog &dialog, Comes what, int number)
{
    if (what == Comes::Over)
        dialog.closeResolvedElsewhere(u"It was settled."_s);
    else
        dialog.setStale(comes(what, number));
}

/// A key as a person presses it: it goes to what has the focus, and comes up there.
void type(const ConflictDialog &dialog, const QString &text)
{
    for (const QChar letter : text) {
        QWidget *focus = dialog.focusWidget();
        QVERIFY(focus);
        QTest::keyClick(focus, letter.toLatin1());
        QCoreApplication::sendPostedEvents();
    }
}

/// All that somebody wrote, wherever it is now.
QString written(const ConflictDialog &dialog)
{
    QString all = dialog.draft()->leftovers().join(u'\n');
    for (int i = 0; i < dialog.draft()->places().size(); ++i)
        all += u'\n' + dialog.draft()->decision(i).text;
    return all;
}

} // namespace

void ConflictDialogTest::typingGoesOnThroughARefresh_data()
{
    QTest::addColumn<int>("what");
    const QList<std::pair<const char *, Comes>> all{
        {"a line elsewhere", Comes::Elsewhere},
        {"the same line", Comes::SameLine},
        {"deleted there", Comes::Deletion},
        {"decided there", Comes::Over}};
    for (const auto &[name, what] : all)
        QTest::newRow(name) << int(what);
}

void ConflictDialogTest::typingGoesOnThroughARefresh()
{
    QFETCH(int, what);
    const QString typed = u"so 22 mm, 3 bar and 1 or 4 days"_s;
    for (int moment = 0; moment <= typed.size(); moment += 5) {
        ConflictDialog dialog(threePlaces(), kNow);
        QSignalSpy resolved(&dialog, &ConflictDialog::resolved);
        QSignalSpy deferred(&dialog, &ConflictDialog::deferred);
        QSignalSpy drafts(&dialog, &ConflictDialog::draftChanged);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        for (int i = 1; i < 3; ++i)
            child(dialog, u"conflictUseTheirs%1"_s.arg(i))->click();
        QTest::keyClick(&dialog, Qt::Key_F8);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_4);
        child<QPlainTextEdit>(dialog, u"conflictEditor0"_s)->selectAll();
        type(dialog, typed.first(moment));
        refresh(dialog, Comes(what), 1);
        QVERIFY(dialog.isVisible());
        auto *field = qobject_cast<QPlainTextEdit *>(dialog.focusWidget());
        QVERIFY2(field, qPrintable(u"after %1 letters"_s.arg(moment)));
        // The text is in the draft row at once, not only when typing pauses.
        QVERIFY(!drafts.isEmpty());
        QVERIFY(QJsonDocument(drafts.last().first().toJsonObject())
                    .toJson()
                    .contains(typed.first(moment).trimmed().toUtf8()));
        type(dialog, typed.sliced(moment));
        QCOMPARE(dialog.focusWidget(), field);
        QCOMPARE(field->toPlainText().trimmed(), typed);
        QVERIFY(written(dialog).contains(typed));
        dialog.finishTyping();
        QVERIFY(
            QJsonDocument(drafts.last().first().toJsonObject()).toJson().contains(typed.toUtf8()));
        for (int i = 0; i < dialog.draft()->places().size(); ++i)
            QVERIFY(dialog.draft()->decision(i).choice != Choice::Mine);
        QCOMPARE(resolved.count(), 0);
        QCOMPARE(deferred.count(), 0);
    }
}

void ConflictDialogTest::typedKeysInterleavedWithRefreshes_data()
{
    QTest::addColumn<quint32>("seed");
    for (quint32 seed = 1; seed <= 8; ++seed)
        QTest::addRow("seed %u", seed) << seed;
}

/// Letters, blanks and digits, with what comes from elsewhere at any moment: each key is in a text
/// afterwards, in the order in which it was typed, and nothing is decided that no F8 and no click
/// decided.
void ConflictDialogTest::typedKeysInterleavedWithRefreshes()
{
    QFETCH(quint32, seed);
    QRandomGenerator random(seed);
    const auto keys = "abcdefg  1234 "_L1;
    ConflictDialog dialog(threePlaces(), kNow);
    QSignalSpy resolved(&dialog, &ConflictDialog::resolved);
    QSignalSpy deferred(&dialog, &ConflictDialog::deferred);
    QSignalSpy drafts(&dialog, &ConflictDialog::draftChanged);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    QTest::keyClick(&dialog, Qt::Key_F8);
    QTest::keyClick(dialog.focusWidget(), Qt::Key_4);
    const QPointer<QWidget> first = dialog.focusWidget();
    QVERIFY(qobject_cast<QPlainTextEdit *>(first));
    qobject_cast<QPlainTextEdit *>(first)->selectAll();
    QString typed;
    for (int step = 1; step <= 90 && dialog.isVisible(); ++step) {
        if (random.bounded(12) == 0) {
            const int last = step > 75 ? 4 : 3; // it is over at the end
            refresh(dialog, Comes(random.bounded(last)), step);
        } else {
            const QString key(QLatin1Char(keys[random.bounded(keys.size())]));
            typed += key;
            type(dialog, key);
        }
    }
    QVERIFY(dialog.isVisible());
    auto *field = qobject_cast<QPlainTextEdit *>(dialog.focusWidget());
    QVERIFY(field);
    QCOMPARE(field->toPlainText().trimmed(), typed.trimmed());
    QVERIFY(written(dialog).contains(typed.trimmed()));
    for (int i = 0; i < dialog.draft()->places().size(); ++i) {
        const Choice choice = dialog.draft()->decision(i).choice;
        QVERIFY(choice == Choice::None || choice == Choice::Edited);
    }
    QCOMPARE(resolved.count(), 0);
    QCOMPARE(deferred.count(), 0);
    dialog.reject();
    QVERIFY(QJsonDocument(drafts.last().first().toJsonObject())
                .toJson()
                .contains(typed.trimmed().toUtf8()));
}

void ConflictDialogTest::digitsInWordsDecideNothing()
{
    ConflictDialog dialog(threePlaces(), kNow);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    auto *mine = child(dialog, u"conflictUseMine0"_s);
    QCOMPARE(dialog.focusWidget(), mine);
    type(dialog, u"in 22 days 1"_s); // who looks at the keys believes to be in a text
    QCOMPARE(dialog.draft()->decidedCount(), 0);
    child(dialog, u"conflictEdit0"_s)->click();
    QTest::keyClicks(dialog.focusWidget(), u"a"_s);
    QTest::keyClick(dialog.focusWidget(), Qt::Key_Tab); // a tab in the text
    type(dialog, u"1 2 "_s);
    QCOMPARE(dialog.draft()->decision(0).choice, Choice::Edited);
    QTest::keyClick(&dialog, Qt::Key_F8); // nobody types this
    QTest::keyClick(dialog.focusWidget(), Qt::Key_2);
    QCOMPARE(dialog.draft()->decision(1).choice, Choice::Theirs);
}

void ConflictDialogTest::noKeyPressesWhereNobodyWent()
{
    const auto press = [](ConflictDialog &dialog) {
        for (const Qt::Key key : {Qt::Key_Space, Qt::Key_Return, Qt::Key_1, Qt::Key_2})
            QTest::keyClick(dialog.focusWidget(), key);
    };
    QJsonObject stored;
    {
        ConflictDialog dialog(threePlaces(), kNow);
        QSignalSpy resolved(&dialog, &ConflictDialog::resolved);
        dialog.show();
        QVERIFY(QTest::qWaitForWindowActive(&dialog));
        dialog.waitForPerson(); // as the next note after one that was decided
        press(dialog);
        QCOMPARE(dialog.draft()->decidedCount(), 0);
        QTest::keyClick(&dialog, Qt::Key_F8);
        QTest::keyClick(dialog.focusWidget(), Qt::Key_Space);
        QCOMPARE(dialog.draft()->decidedCount(), 1);
        // The button that had the focus has gone.
        QTest::keyClick(&dialog, Qt::Key_F8);
        ConflictDetails changed = detailsOf(kBase, kBase, kBase);
        changed.chunks = {{true, {}, u"x"_s, u"y"_s, u"z"_s}};
        dialog.setStale(changed);
        press(dialog);
        QCOMPARE(dialog.draft()->decidedCount(), 0);
        for (int i = 0; i < dialog.draft()->places().size(); ++i)
            dialog.draft()->decide(i, {Choice::Mine, false, {}});
        stored = dialog.draft()->toJson();
        // Save had the focus when it was over.
        QTest::keyClick(&dialog, Qt::Key_F8);
        QCOMPARE(dialog.focusWidget(), child(dialog, u"conflictSave"_s));
        dialog.closeResolvedElsewhere(u"Over."_s);
        press(dialog);
        QVERIFY(dialog.isVisible());
        QCOMPARE(resolved.count(), 0);
    }
    ConflictDetails changed = detailsOf(kBase, kBase, kBase);
    changed.chunks = {{true, {}, u"x"_s, u"y"_s, u"z"_s}};
    ConflictDialog decided(changed, kNow, stored);
    QSignalSpy resolved(&decided, &ConflictDialog::resolved);
    decided.show();
    QVERIFY(QTest::qWaitForWindowActive(&decided));
    QCOMPARE(decided.draft()->decidedCount(), 1);
    press(decided);
    QCOMPARE(resolved.count(), 0);
    QVERIFY(decided.isVisible());
}

void ConflictDialogTest::ownTextOutlivesAnotherChoice()
{
    ConflictDialog dialog(threePlaces(), kNow);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    child(dialog, u"conflictEdit0"_s)->click();
    child<QPlainTextEdit>(dialog, u"conflictEditor0"_s)->setPlainText(u"My own words."_s);
    child(dialog, u"conflictUseTheirs0"_s)->click();
    QVERIFY(dialog.draft()->result(0).contains(u"Greased"_s));
    QCOMPARE(dialog.draft()->unusedTexts().size(), 1);
    QVERIFY(QJsonDocument(dialog.draft()->toJson()).toJson().contains("My own words."));
    child(dialog, u"conflictEdit0"_s)->click();
    QCOMPARE(
        child<QPlainTextEdit>(dialog, u"conflictEditor0"_s)->toPlainText(), u"My own words."_s);
    QVERIFY(dialog.draft()->unusedTexts().isEmpty());
}

void ConflictDialogTest::whatIsPressedIsInView()
{
    QString mine, theirs;
    for (int i = 0; i < 60; ++i) {
        mine += u"My line %1\n"_s.arg(i);
        theirs += u"Their line %1\n"_s.arg(i);
    }
    ConflictDialog dialog(detailsOf(u"a\n"_s, mine, theirs), kNow);
    dialog.resize(700, 480);
    dialog.show();
    QVERIFY(QTest::qWaitForWindowActive(&dialog));
    QTest::keyClick(&dialog, Qt::Key_F8);
    auto *button = child(dialog, u"conflictUseMine0"_s);
    QCOMPARE(dialog.focusWidget(), button);
    auto *column = child<ConflictColumn>(dialog, u"conflictColumn"_s);
    const auto inView = [&] {
        const QRect place(button->mapTo(column->viewport(), QPoint()), button->size());
        return column->viewport()->rect().contains(place);
    };
    QTRY_VERIFY(inView());
}

void ConflictDialogTest::wordsOfWhoWroteWhat()
{
    const auto heading = [](bool mineHere, bool theirsHere) {
        ConflictDetails details = threePlaces();
        details.leaves[0].thisDevice = mineHere;
        details.leaves[1].thisDevice = theirsHere;
        ConflictDialog dialog(details, kNow);
        QString words = child<ConflictCard>(dialog, u"conflictCard0"_s)->accessibleName();
        child(dialog, u"conflictUseTheirs0"_s)->click();
        words += u'|' + child<ConflictCard>(dialog, u"conflictCard0"_s)->accessibleName();
        for (const QAbstractButton *button : dialog.findChildren<QAbstractButton *>())
            words += u'|' + button->text() + u'|' + button->accessibleName();
        return words;
    };
    QVERIFY(
        heading(true, false)
            .startsWith(
                u"1 of 3 · Both devices changed this|1 of 3 · Decided: the other device’s text"_s));
    const QString twice = heading(true, true);
    QVERIFY(twice.startsWith(
        u"1 of 3 · Changed twice on this device|1 of 3 · Decided: the other version"_s));
    const QString elsewhere = heading(false, false);
    QVERIFY(elsewhere.startsWith(u"1 of 3 · Both versions changed this|"_s));
    for (const QString &words : {twice, elsewhere}) {
        QVERIFY2(!words.contains(u"other device"_s), qPrintable(words));
        QVERIFY2(!words.contains(u"this device’s"_s), qPrintable(words));
    }
}

void ConflictDialogTest::screenshots()
{
    if (qEnvironmentVariableIsEmpty("CAIRN_SCREENSHOTS"))
        QSKIP("set CAIRN_SCREENSHOTS to a folder");
    const auto take = [this](const QString &name, Theme::Mode mode, Qt::LayoutDirection direction) {
        m_theme->setMode(mode);
        QGuiApplication::setLayoutDirection(direction);
        ConflictDialog dialog(withTitleConflict(), kNow);
        dialog.setNotesWaiting(2);
        dialog.show();
        shoot(dialog, name);
        child(dialog, u"conflictUseMineTitle"_s)->click();
        child(dialog, u"conflictUseTheirs0"_s)->click();
        child(dialog, u"conflictKeepBoth1"_s)->click();
        child(dialog, u"conflictEdit2"_s)->click();
        shoot(dialog, name + u"-decided"_s);
    };
    take(u"light"_s, Theme::Mode::Light, Qt::LeftToRight);
    take(u"dark"_s, Theme::Mode::Dark, Qt::LeftToRight);
    take(u"rtl"_s, Theme::Mode::Light, Qt::RightToLeft);
    m_theme->setMode(Theme::Mode::Light);
    QGuiApplication::setLayoutDirection(Qt::RightToLeft);
    ConflictDialog arabic(
        detailsOf(
            u"هذا سطر أول\n\nضغط المضخة أربعة بار اليوم\n"_s,
            u"هذا سطر أول\n\nضغط المضخة خمسة بار اليوم\n"_s,
            u"هذا سطر أول\n\nضغط المضخة ستة بار اليوم صباحا\n"_s),
        kNow);
    arabic.show();
    shoot(arabic, u"arabic"_s);
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
    ConflictDialog dialog(threePlaces(), kNow);
    dialog.show();
    child<QToolButton>(dialog, u"conflictViewSides"_s)->click();
    shoot(dialog, u"side-by-side"_s);
}

QTEST_MAIN(ConflictDialogTest)
#include "tst_conflictdialog.moc"
