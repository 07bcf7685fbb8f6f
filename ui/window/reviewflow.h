// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changeset.h"
#include "conflict.h"
#include "error.h"
#include "undojournal.h"

#include <QObject>
#include <QPointer>

#include <optional>

class QWidget;

namespace cairn {

class BulkRun;
class Clock;
class ConflictDialog;
class ReviewList;
class Store;
class Toast;
struct BulkDecision;

/// Leads a person through the notes that need review: opens the dialog, stores each decision at
/// once, offers to undo it, and goes on with the next note; or shows all of them in a list. At most
/// one dialog is open. UI thread.
class ReviewFlow : public QObject {
    Q_OBJECT
public:
    ReviewFlow(
        Store &store, Toast &toast, UndoJournal &journal, const Clock &clock, QWidget *window);

    void review(const QString &noteId); ///< nothing happens when there is no conflict (any more)
    void showAll(); ///< the list of all notes that need review
    QString next(const QString &preferred) const; ///< a note that needs review; empty: none
    void applyChanges(const ChangeSet &changes); ///< the versions on show may have changed
    void finishTyping(); ///< what is half written in the dialog becomes part of its draft

signals:
    void reviewRequested(const QString &noteId); ///< chosen from the list
    void deletedNotesRequested();
    void aboutToUndo(); ///< what is typed was written since the decision: to be saved now

private:
    void resolve(const QString &noteId, Resolution resolution);
    void keepDraft(const QString &noteId, const QJsonObject &state);
    Result<void> keepApart();
    bool leaveDialog();
    UndoJournal::Outcome undo(const QString &noteId);
    void resolveAll(const QList<BulkDecision> &decisions);
    void tellAll(const QStringList &done, int changed, const std::optional<Error> &trouble);
    static QString decidedWords(const QStringList &noteIds);
    void addDecided(const QString &done, const QStringList &noteIds); ///< as a step
    UndoJournal::Outcome undoAll(const QStringList &noteIds);
    void refreshList();
    void showAgain();
    void tellEnded();
    int waiting() const;
    QString nameOf(const QString &noteId) const;

    Store &m_store;
    Toast &m_toast;
    UndoJournal &m_journal;
    const Clock &m_clock;
    QWidget *m_window;
    QPointer<ConflictDialog> m_dialog;
    QPointer<ReviewList> m_list;
    QPointer<BulkRun> m_bulk; ///< under way
    QList<RevId> m_leaves; ///< on show in the dialog
    qint64 m_key = 0; ///< of its note
    QString m_generation; ///< of the store that they are in
    QString m_keptApart; ///< id of the note that holds what was written for one that is gone
    bool m_resolving = false; ///< the change that is heard is our own decision
};

} // namespace cairn
