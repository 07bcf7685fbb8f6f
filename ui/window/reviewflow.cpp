// SPDX-License-Identifier: GPL-3.0-or-later
#include "reviewflow.h"

#include "bulkundo.h"
#include "clock.h"
#include "conflict/conflictdialog.h"
#include "conflict/reviewlist.h"
#include "errorwords.h"
#include "notename.h"
#include "status/toast.h"
#include "stayingnotes.h"
#include "store/conflict/conflictstore.h"
#include "store/notes/notestore.h"
#include "store/store.h"

#include <QHash>
#include <QWidget>

#include <memory>
#include <utility>

namespace cairn {

namespace {

QList<RevId> leavesOf(const ConflictDetails &details)
{
    QList<RevId> leaves;
    for (const ConflictLeaf &leaf : details.leaves)
        leaves.append(leaf.rev);
    return leaves;
}

} // namespace

ReviewFlow::ReviewFlow(
    Store &store, Toast &toast, UndoJournal &journal, const Clock &clock, QWidget *window)
    : QObject(window)
    , m_store(store)
    , m_toast(toast)
    , m_journal(journal)
    , m_clock(clock)
    , m_window(window)
{
}

void ReviewFlow::review(const QString &noteId)
{
    if (m_dialog && m_dialog->noteId() == noteId) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return;
    }
    const Result<ConflictDetails> details = m_store.conflicts().details(noteId);
    if (!details) {
        m_toast.show(
            details.error().kind == ErrorKind::NotFound
                ? tr("This note does not need review any more")
                : tr("That did not work: %1.").arg(ErrorWords::reason(details.error())));
        return;
    }
    if (!leaveDialog())
        return;
    const auto draft = m_store.conflicts().draft(noteId);
    const QJsonObject decided = draft && *draft ? **draft : QJsonObject();
    m_dialog = new ConflictDialog(*details, m_clock.nowMs(), decided, m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_leaves = leavesOf(*details);
    m_key = details->key;
    m_generation = m_store.generation().value_or(QString());
    m_dialog->setNotesWaiting(qMax(0, waiting() - 1));
    connect(
        m_dialog, &ConflictDialog::resolved, this,
        [this, noteId](const Resolution &resolution) { resolve(noteId, resolution); });
    m_keptApart.clear();
    connect(
        m_dialog, &ConflictDialog::draftChanged, this,
        [this, noteId](const QJsonObject &state) { keepDraft(noteId, state); });
    connect(m_dialog, &ConflictDialog::settledElsewhere, this, [this](const QString &explanation) {
        m_toast.show(explanation);
    });
    m_dialog->show();
}

void ReviewFlow::keepDraft(const QString &noteId, const QJsonObject &state)
{
    Result<void> kept = m_store.conflicts().saveDraft(noteId, state);
    if (!kept && kept.error().kind == ErrorKind::NotFound) // a backup was restored without the note
        kept = keepApart();
    if (!kept && m_dialog)
        m_dialog->showFailure(tr("What you decided so far could not be saved: %1.")
                                  .arg(ErrorWords::reason(kept.error())));
}

/// What was written by hand is a note of its own, one for as long as the dialog is open: with the
/// whole text that it was written into, which is nowhere else now either.
Result<void> ReviewFlow::keepApart()
{
    const QStringList own = m_dialog->draft()->ownTexts();
    if (own.isEmpty())
        return {};
    QStringList texts = own;
    texts.prepend(m_dialog->draft()->details().leaves.value(0).body); // what is shown here
    texts.removeAll(QString());
    const QString text = texts.join(QStringLiteral("\n\n"));
    if (!m_keptApart.isEmpty()) {
        NotePatch patch;
        patch.body = text;
        const auto edited = m_store.notes().edit(m_keptApart, patch);
        if (edited || edited.error().kind != ErrorKind::NotFound)
            return edited.map([](const Saved &) {});
    }
    NoteContent content;
    content.title = m_dialog->title();
    content.body = text;
    CAIRN_ASSIGN(const Saved made, m_store.notes().create(content));
    m_keptApart = made.id;
    return {};
}

void ReviewFlow::showAll()
{
    if (!m_list) {
        m_list = new ReviewList(m_window);
        m_list->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_list, &ReviewList::openRequested, this, [this](const QString &noteId) {
            m_list->close();
            emit reviewRequested(noteId);
        });
        connect(m_list, &ReviewList::decided, this, &ReviewFlow::resolveAll);
    }
    if (!leaveDialog())
        return;
    m_list->show();
    refreshList();
    if (m_list) {
        m_list->raise();
        m_list->activateWindow();
    }
}

void ReviewFlow::refreshList()
{
    if (!m_list)
        return;
    const auto conflicts = m_store.conflicts().list();
    if (!conflicts)
        return m_toast.show(
            tr("That did not work: %1.").arg(ErrorWords::reason(conflicts.error())));
    if (conflicts->isEmpty()) {
        m_list->close();
        m_toast.show(tr("No note needs review any more"));
        return;
    }
    m_list->setConflicts(*conflicts, m_clock.nowMs());
}

void ReviewFlow::resolveAll(const QList<BulkDecision> &decisions)
{
    if (m_bulk)
        return;
    QStringList ids;
    QHash<QString, Resolution> resolutions;
    for (const BulkDecision &decision : decisions) {
        ids.append(decision.noteId);
        resolutions.insert(decision.noteId, decision.resolution());
    }
    m_bulk = new BulkRun(
        ids,
        [this, resolutions](const QString &id) {
            return m_store.conflicts().resolve(id, resolutions.value(id)).map([](const Saved &) {});
        },
        this);
    connect(m_bulk, &BulkRun::progressed, this, [this](int done, int total) {
        if (m_list)
            m_list->setProgress(done, total);
    });
    connect(m_bulk, &BulkRun::finished, this, [this](const BulkRun::Outcome &outcome) {
        m_bulk = nullptr; // deletes itself
        tellAll(outcome.done, outcome.changed, outcome.trouble);
    });
    if (m_list)
        m_list->setProgress(0, int(ids.size()));
    m_bulk->start();
}

void ReviewFlow::tellAll(const QStringList &done, int changed, const std::optional<Error> &trouble)
{
    if (m_list) {
        m_list->setProgress(0, 0);
        if (!trouble && changed == 0)
            m_list->close();
        else
            refreshList();
    }
    QString text = decidedWords(done);
    if (trouble)
        text = tr("%1. That did not work for the others: %2.", "3 notes decided, why")
                   .arg(text, ErrorWords::reason(*trouble));
    else if (changed > 0)
        text = tr("%1. The others changed in the meantime.", "3 notes decided").arg(text);
    if (done.isEmpty())
        m_toast.show(text);
    else
        addDecided(text, done);
}

QString ReviewFlow::decidedWords(const QStringList &noteIds)
{
    return tr("%Ln note(s) decided", nullptr, int(noteIds.size()));
}

void ReviewFlow::addDecided(const QString &done, const QStringList &noteIds)
{
    m_journal.add(done, [this, noteIds] { return undoAll(noteIds); });
}

UndoJournal::Outcome ReviewFlow::undoAll(const QStringList &noteIds)
{
    if (m_bulk)
        return m_journal.busy();
    emit aboutToUndo();
    const auto result = std::make_shared<BulkUndo>();
    const auto one = [this, result](const QString &id) -> Result<void> {
        const Result<Saved> undone = m_store.conflicts().undo(id);
        if (undone)
            ++result->undone;
        else if (!result->staying.take(id, undone.error()))
            return tl::unexpected(undone.error());
        return {};
    };
    m_bulk = new BulkRun(noteIds, one, this);
    connect(m_bulk, &BulkRun::progressed, this, [this](int done, int total) {
        m_toast.showProgress(tr("Undoing: %L1 of %L2").arg(done).arg(total));
    });
    connect(m_bulk, &BulkRun::finished, this, [this, result](const BulkRun::Outcome &outcome) {
        m_bulk = nullptr; // deletes itself
        m_toast.endProgress();
        const QString done =
            tr("The decision about %Ln note(s) is undone: all versions are there again", nullptr,
               result->undone);
        result->tell(m_store, m_toast, m_journal, outcome, done, [this](const QStringList &rest) {
            addDecided(decidedWords(rest), rest);
        });
    });
    m_bulk->start();
    return UndoJournal::Outcome::Told;
}

QString ReviewFlow::nameOf(const QString &noteId) const
{
    return NoteName::of(
        m_store.notes().titles({noteId}).value_or(QHash<QString, QString>()).value(noteId));
}

QString ReviewFlow::next(const QString &preferred) const
{
    // The note that is open comes first: it is what the person is thinking about.
    const QStringList ids = m_store.conflicts().ids().value_or(QStringList());
    return ids.contains(preferred) ? preferred : ids.value(0);
}

int ReviewFlow::waiting() const
{
    return static_cast<int>(m_store.conflicts().ids().value_or(QStringList()).size());
}

void ReviewFlow::resolve(const QString &noteId, Resolution resolution)
{
    // What was written by hand and is not in the decision is what is left of the draft: it goes to
    // the note's history when that ends the conflict; where versions are left, it stays for the
    // next decision.
    const QStringList unused = m_dialog->textsWithout(resolution);
    resolution.draft = unused.isEmpty() ? Resolution::Draft::Ended : Resolution::Draft::ToHistory;
    m_resolving = true;
    const Result<Saved> saved = m_store.conflicts().resolve(noteId, resolution, unused);
    m_resolving = false;
    if (!saved) {
        if (saved.error().kind == ErrorKind::Conflict || saved.error().kind == ErrorKind::NotFound)
            return showAgain();
        m_dialog->showFailure(tr("The decision could not be saved: %1. Nothing is lost.")
                                  .arg(ErrorWords::reason(saved.error())));
        return;
    }
    m_dialog->accept();
    m_dialog = nullptr;
    const bool over = !m_store.conflicts().ids().value_or(QStringList()).contains(noteId);
    m_journal.add(
        (over && !unused.isEmpty()
             ? tr("“%1” is decided. What you wrote and did not use is in its history.")
             : tr("Decided: “%1”"))
            .arg(nameOf(noteId)),
        [this, noteId] { return undo(noteId); });
    // A note with three versions comes again with what is left; then the next note.
    if (const QString id = next(noteId); !id.isEmpty()) {
        review(id);
        if (m_dialog)
            m_dialog->waitForPerson();
    }
}

/// The draft is kept. False: it could not be, and the dialog says so.
bool ReviewFlow::leaveDialog()
{
    if (!m_dialog)
        return true;
    m_dialog->reject();
    return !m_dialog || !m_dialog->isVisible();
}

UndoJournal::Outcome ReviewFlow::undo(const QString &noteId)
{
    if (!leaveDialog())
        return UndoJournal::Outcome::NotNow;
    emit aboutToUndo();
    const Result<Saved> undone = m_store.conflicts().undo(noteId);
    if (!undone && !StayingNotes::isChange(undone.error()))
        return m_journal.failed(undone.error());
    return m_journal.told(
        undone ? tr("The decision about “%1” is undone: all versions are there again")
                     .arg(nameOf(noteId))
               : StayingNotes{{noteId}, {}}.words(m_store));
}

void ReviewFlow::applyChanges(const ChangeSet &changes)
{
    if (m_bulk)
        return; // it says itself when it is done
    if (m_dialog && !m_resolving && changes.everything)
        m_dialog->keepAgain();
    const bool again = m_dialog && m_dialog->isOver() && changes.conflicts;
    if (m_dialog && !m_resolving && (changes.everything || again || changes.notes.contains(m_key)))
        showAgain();
    if (m_list && !m_resolving && (changes.conflicts || changes.everything))
        refreshList();
}

void ReviewFlow::finishTyping()
{
    if (m_dialog)
        m_dialog->finishTyping();
}

void ReviewFlow::showAgain()
{
    const Result<ConflictDetails> now = m_store.conflicts().details(m_dialog->noteId());
    if (now) {
        const QList<RevId> leaves = leavesOf(*now);
        if (leaves != m_leaves || m_dialog->isOver())
            m_dialog->setStale(*now);
        m_leaves = leaves;
        m_key = now->key;
    } else if (now.error().kind == ErrorKind::NotFound) {
        tellEnded();
    }
}

/// The dialog may be gone afterwards.
void ReviewFlow::tellEnded()
{
    const QString name = NoteName::of(m_dialog->title());
    const auto there = m_store.notes().isThere(m_dialog->noteId());
    const auto generation = m_store.generation();
    if (m_dialog->isOver())
        return; // it was said
    if (generation && *generation != m_generation) {
        const bool gone = there && !*there;
        const auto ending = m_keptApart.isEmpty() ? ConflictDialog::Ending::Deleted
                                                  : ConflictDialog::Ending::KeptApart;
        m_dialog->closeResolvedElsewhere(
            (gone ? tr("A backup was restored, and “%1” is not in it.")
                  : tr("A backup was restored: in it, “%1” does not need review."))
                .arg(name),
            gone ? ending : ConflictDialog::Ending::Decided);
        return;
    }
    if (!there || *there) {
        m_dialog->closeResolvedElsewhere(tr("“%1” was decided elsewhere.").arg(name));
        return;
    }
    const QString words = tr("“%1” was deleted elsewhere.").arg(name);
    m_dialog->closeResolvedElsewhere(words, ConflictDialog::Ending::Deleted);
    m_toast.show(words, tr("Deleted notes…"), [this] { emit deletedNotesRequested(); });
}

} // namespace cairn
