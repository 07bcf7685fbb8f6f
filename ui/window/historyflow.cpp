// SPDX-License-Identifier: GPL-3.0-or-later
#include "historyflow.h"

#include "bulkundo.h"
#include "clock.h"
#include "errorwords.h"
#include "history/deletednotesdialog.h"
#include "history/historydialog.h"
#include "notename.h"
#include "status/toast.h"
#include "stayingnotes.h"
#include "store/history/versionstore.h"
#include "store/store.h"

#include <QWidget>

#include <memory>

namespace cairn {

namespace {

constexpr qint64 kMarkMs = 24LL * 60 * 60 * 1000; ///< a merge is news for a day

void bringForward(QWidget *dialog)
{
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

} // namespace

HistoryFlow::HistoryFlow(
    Store &store, Toast &toast, UndoJournal &journal, const Clock &clock, QWidget *window)
    : QObject(window)
    , m_store(store)
    , m_toast(toast)
    , m_journal(journal)
    , m_clock(clock)
    , m_window(window)
{
}

HistoryDialog *HistoryFlow::open(const QString &noteId)
{
    emit aboutToShow();
    if (m_dialog && m_dialog->noteId() != noteId)
        m_dialog->close();
    if (!m_dialog || m_dialog->isHidden()
        || m_dialog->noteId() != noteId) { // closed: deletes itself
        m_dialog = new HistoryDialog(m_store, m_clock, noteId, m_window);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_dialog, &HistoryDialog::restoreRequested, this, [this, noteId](const RevId &rev) {
            restore(noteId, rev);
        });
    }
    bringForward(m_dialog);
    return m_dialog;
}

void HistoryFlow::show(const QString &noteId)
{
    if (!noteId.isEmpty())
        open(noteId);
}

void HistoryFlow::showDeleted()
{
    if (!m_deleted || m_deleted->isHidden()) { // closed: deletes itself
        m_deleted = new DeletedNotesDialog(m_store, m_clock, m_window);
        m_deleted->setAttribute(Qt::WA_DeleteOnClose);
        connect(
            m_deleted, &DeletedNotesDialog::restoreRequested, this, &HistoryFlow::restoreDeleted);
        connect(m_deleted, &DeletedNotesDialog::takeBackRequested, this, &HistoryFlow::takeBack);
    }
    bringForward(m_deleted);
}

void HistoryFlow::applyChanges(const ChangeSet &changes)
{
    if (changes.notes.isEmpty() && !changes.everything)
        return;
    if (m_dialog)
        m_dialog->refresh();
    if (m_deleted)
        m_deleted->refresh();
}

void HistoryFlow::restore(const QString &noteId, const RevId &rev)
{
    emit aboutToShow(); // and what is typed now is a version to come back to
    bringBack(noteId, rev, [](const QString &name) {
        return tr("The version of “%1” is restored").arg(name);
    });
}

/// The version as a new one, with a way back to what is there now.
void HistoryFlow::bringBack(
    const QString &noteId, const RevId &rev, const std::function<QString(const QString &)> &done,
    const std::function<void(bool)> &undoing)
{
    Result<NoteAct> act = m_store.notes().asItIs(noteId);
    if (!act)
        return tellFailure(act.error());
    const Result<Saved> saved = m_store.notes().revert(noteId, rev);
    if (!saved)
        return tellFailure(saved.error());
    if (m_dialog)
        m_dialog->close();
    m_dialog = nullptr; // deletes itself
    emit restored(noteId);
    if (!saved->changed)
        return m_toast.show(tr("It is the same as what is there now"));
    const Result<Note> now = m_store.notes().note(noteId);
    const QString name = NoteName::of(now ? now->title : QString());
    act->made = saved->rev;
    m_journal.add(
        done(name), [this, noteId, undoing, act = *act] { return undo(noteId, act, undoing); },
        {noteId});
}

/// `undoing` hears true before the change is published, and false should there be none.
UndoJournal::Outcome HistoryFlow::undo(
    const QString &noteId, const NoteAct &act, const std::function<void(bool)> &undoing)
{
    emit aboutToShow(); // what is typed now was written since as well
    if (undoing)
        undoing(true);
    const Result<void> undone = m_store.notes().undo(noteId, act);
    if (undone)
        return UndoJournal::Outcome::Undone;
    if (undoing)
        undoing(false);
    if (!StayingNotes::isChange(undone.error()))
        return m_journal.failed(undone.error());
    return m_journal.told(StayingNotes{{noteId}, {}}.words(m_store));
}

void HistoryFlow::restoreDeleted(const QString &noteId, const RevId &rev)
{
    if (m_deleted)
        m_deleted->close();
    m_deleted = nullptr;
    bringBack(noteId, rev, [](const QString &name) { return tr("“%1” is back").arg(name); });
}

/// Nothing is asked: it can be undone, and what it takes the place of is in the history.
void HistoryFlow::takeBack(const QList<RemovedNote> &notes)
{
    if (m_running)
        return;
    emit aboutToShow();
    if (m_deleted)
        m_deleted->close(); // the message with the way back is on the window behind it
    m_deleted = nullptr;
    QStringList ids;
    QHash<QString, RemovedNote> removed;
    for (const RemovedNote &note : notes) {
        ids.append(note.id);
        removed.insert(note.id, note);
    }
    const auto acts = std::make_shared<QHash<QString, NoteAct>>(); // on those that came back
    const auto left = std::make_shared<QList<NoteStore::TakenBack::Left>>();
    const QString generation = m_store.generation().value_or(QString());
    const auto some = [this, acts, left, removed,
                       generation](const QStringList &next, int ms) -> Result<BulkRun::Group> {
        // In a backup that was restored meanwhile they may never have been away.
        CAIRN_TRY(m_store.checkSame(generation));
        QList<RemovedNote> these;
        for (const QString &id : next)
            these.append(removed.value(id));
        CAIRN_ASSIGN(const auto back, m_store.notes().takeBackSome(these, ms));
        acts->insert(back.acts);
        left->append(back.left);
        return BulkRun::Group{back.seen, 0};
    };
    const auto one = [some](const QString &id) { return some({id}, 0).map([](const auto &) {}); };
    auto *run = new BulkRun(ids, one, this);
    run->together(some);
    runAll(run, tr("Taking back: %L1 of %L2"), [this, acts, left](const BulkRun::Outcome &outcome) {
        const auto &trouble = outcome.trouble;
        if (trouble && trouble->reason == ErrorReason::StoreReplaced)
            return m_toast.show(tr("A backup was restored: what was taken back before that is as "
                                   "it is in the backup."));
        if (trouble && acts->isEmpty())
            return tellFailure(*trouble);
        QString words = backWords(acts->keys());
        if (trouble)
            words = tr("%1. The others are not: %2.").arg(words, ErrorWords::reason(*trouble));
        else if (!left->isEmpty())
            words = withThoseLeft(words, *left);
        if (acts->isEmpty())
            return m_toast.show(words);
        m_journal.add(
            words, [this, acts] { return undoAll(*acts); }, acts->keys());
    });
}

QString HistoryFlow::backWords(const QStringList &ids) const
{
    return ids.size() == 1 ? tr("“%1” is back").arg(nameOf(ids.first()))
                           : tr("%Ln note(s) are back", nullptr, int(ids.size()));
}

/// Those that could not be taken back, and why.
QString
HistoryFlow::withThoseLeft(const QString &done, const QList<NoteStore::TakenBack::Left> &left)
{
    const QString name = NoteName::of(left.first().note.title);
    const QString why = ErrorWords::reason(left.first().why);
    const int others = int(left.size()) - 1;
    return others == 0
        ? tr("%1. “%2” is not: %3.").arg(done, name, why)
        : tr("%1. “%2” and %Ln other note(s) are not: %3.", nullptr, others).arg(done, name, why);
}

/// Each note by itself: those that were written on since stay, and are named.
UndoJournal::Outcome HistoryFlow::undoAll(const QHash<QString, NoteAct> &acts)
{
    if (m_running)
        return m_journal.busy();
    emit aboutToShow(); // what is typed now was written since as well
    const auto result = std::make_shared<BulkUndo>();
    const auto some = [this, acts,
                       result](const QStringList &next, int ms) -> Result<BulkRun::Group> {
        CAIRN_ASSIGN(const auto back, m_store.notes().undoSome(next, acts, ms));
        const int changed = int(back.staying.size()) + back.gone;
        result->undone += int(back.seen - back.damaged.size()) - changed;
        result->staying.changed += back.staying;
        result->staying.damaged += back.damaged;
        return BulkRun::Group{back.seen, changed};
    };
    const auto one = [some](const QString &id) { return some({id}, 0).map([](const auto &) {}); };
    const auto tell = [this, acts, result](const BulkRun::Outcome &outcome) {
        const QString done = tr("%Ln note(s) removed again", nullptr, result->undone);
        result->tell(
            m_store, m_toast, m_journal, outcome, done,
            [this, acts](const QStringList &rest) { addBack(acts, rest); });
    };
    auto *run = new BulkRun(acts.keys(), one, this);
    run->together(some);
    runAll(run, tr("Undoing: %L1 of %L2"), tell);
    return UndoJournal::Outcome::Told;
}

/// Some at a time, so that the window goes on, until the person stops it. `done` is called at the
/// end, with what hindered it.
void HistoryFlow::runAll(
    BulkRun *run, const QString &progress,
    const std::function<void(const BulkRun::Outcome &)> &done)
{
    m_running = run; // deletes itself
    connect(run, &BulkRun::progressed, this, [this, progress](int number, int total) {
        m_toast.showProgress(progress.arg(number).arg(total), tr("Stop"), [this] {
            if (m_running)
                m_running->stop();
        });
    });
    connect(run, &BulkRun::finished, this, [this, done](const BulkRun::Outcome &outcome) {
        m_running = nullptr;
        m_toast.endProgress();
        done(outcome);
    });
    run->start();
}

/// What is left of the step can be undone later.
void HistoryFlow::addBack(const QHash<QString, NoteAct> &acts, const QStringList &ids)
{
    QHash<QString, NoteAct> rest;
    for (const QString &id : ids)
        rest.insert(id, acts.value(id));
    m_journal.add(
        backWords(ids), [this, rest] { return undoAll(rest); }, ids);
}

QString HistoryFlow::nameOf(const QString &noteId) const
{
    return NoteName::of(
        m_store.notes().titles({noteId}).value_or(QHash<QString, QString>()).value(noteId));
}

std::optional<MergeMark> HistoryFlow::mark(const QString &noteId) const
{
    const auto mark = m_store.versions().lastMerge(noteId);
    if (!mark || !*mark || m_clock.nowMs() - (*mark)->mergedAt > kMarkMs
        || m_dismissed.contains((*mark)->merged))
        return std::nullopt;
    return *mark;
}

void HistoryFlow::dismiss(const MergeMark &mark) { m_dismissed.insert(mark.merged); }

void HistoryFlow::compare(const QString &noteId, const MergeMark &mark)
{
    open(noteId)->compare(mark.mine, mark.merged);
}

void HistoryFlow::undoMerge(const QString &noteId, const MergeMark &mark)
{
    emit aboutToShow();
    dismiss(mark); // what the line says is not so any more
    bringBack(
        noteId, mark.mine,
        [](const QString &name) {
            return tr("Your version of “%1” is back. The other device’s words are in the history.")
                .arg(name);
        },
        [this, mark](bool isBack) {
            if (isBack)
                m_dismissed.remove(mark.merged);
            else
                dismiss(mark);
        });
}

void HistoryFlow::tellFailure(const Error &error)
{
    m_toast.show(tr("That did not work: %1.").arg(ErrorWords::reason(error)));
}

} // namespace cairn
