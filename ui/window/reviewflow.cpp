#include "reviewflow.h"

#include "clock.h"
#include "conflict/conflictdialog.h"
#include "errorwords.h"
#include "status/toast.h"
#include "store/conflictstore.h"
#include "store/store.h"

#include <QWidget>

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

ReviewFlow::ReviewFlow(Store &store, Toast &toast, const Clock &clock, QWidget *window)
    : QObject(window)
    , m_store(store)
    , m_toast(toast)
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
    if (m_dialog)
        m_dialog->reject(); // keeps its draft
    const auto draft = m_store.conflicts().draft(noteId);
    const QJsonObject decided = draft && *draft ? **draft : QJsonObject();
    m_dialog = new ConflictDialog(*details, m_clock.nowMs(), decided, m_window);
    m_dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_leaves = leavesOf(*details);
    m_dialog->setNotesWaiting(qMax(0, waiting() - 1));
    connect(
        m_dialog, &ConflictDialog::resolved, this,
        [this, noteId](const Resolution &resolution) { resolve(noteId, resolution); });
    connect(
        m_dialog, &ConflictDialog::draftChanged, this, [this, noteId](const QJsonObject &state) {
            if (const auto kept = m_store.conflicts().saveDraft(noteId, state); !kept && m_dialog)
                m_dialog->showFailure(tr("What you decided so far could not be saved: %1.")
                                          .arg(ErrorWords::reason(kept.error())));
        });
    connect(m_dialog, &ConflictDialog::settledElsewhere, this, [this](const QString &explanation) {
        m_toast.show(explanation);
    });
    m_dialog->show();
}

QString ReviewFlow::next(const QString &preferred) const
{
    // The note that is open comes first: it is what the person is thinking about.
    const auto conflicts = m_store.conflicts().list().value_or(QList<ConflictSummary>());
    QString id;
    for (const ConflictSummary &conflict : conflicts) {
        if (id.isEmpty() || conflict.id == preferred)
            id = conflict.id;
    }
    return id;
}

int ReviewFlow::waiting() const
{
    return static_cast<int>(m_store.conflicts().list().value_or(QList<ConflictSummary>()).size());
}

void ReviewFlow::resolve(const QString &noteId, const Resolution &resolution)
{
    m_resolving = true;
    const Result<Saved> saved = m_store.conflicts().resolve(noteId, resolution);
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
    m_toast.show(tr("Decided"), tr("Undo"), [this, noteId] { undo(noteId); });
    // A note with three versions comes again with what is left; then the next note.
    if (const QString id = next(noteId); !id.isEmpty())
        review(id);
}

void ReviewFlow::undo(const QString &noteId)
{
    if (m_dialog)
        m_dialog->reject();
    const Result<Saved> undone = m_store.conflicts().undo(noteId);
    m_toast.show(
        undone ? tr("The decision is undone: both versions are there again")
               : tr("That did not work: %1.").arg(ErrorWords::reason(undone.error())));
}

void ReviewFlow::applyChanges(const ChangeSet &changes)
{
    if (m_dialog && !m_resolving
        && (changes.conflicts || changes.everything || !changes.notes.isEmpty()))
        showAgain();
}

void ReviewFlow::showAgain()
{
    const Result<ConflictDetails> now = m_store.conflicts().details(m_dialog->noteId());
    if (now) {
        const QList<RevId> leaves = leavesOf(*now);
        if (leaves != m_leaves)
            m_dialog->setStale(*now);
        m_leaves = leaves;
    } else if (now.error().kind == ErrorKind::NotFound) {
        m_dialog->closeResolvedElsewhere(tr("This note was decided on another device."));
    }
}

} // namespace cairn
