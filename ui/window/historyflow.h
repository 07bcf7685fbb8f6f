// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bulkrun.h"
#include "changeset.h"
#include "error.h"
#include "note.h"
#include "removal.h"
#include "store/notes/notestore.h"
#include "undojournal.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QSet>

#include <functional>
#include <optional>

class QWidget;

namespace cairn {

class Clock;
class DeletedNotesDialog;
class HistoryDialog;
class Store;
class Toast;

/// Opens the history of notes and does what a person decides there: every restore is a new version,
/// and can be undone. At most one dialog of each kind is open. UI thread.
class HistoryFlow : public QObject {
    Q_OBJECT
public:
    HistoryFlow(
        Store &store, Toast &toast, UndoJournal &journal, const Clock &clock, QWidget *window);

    void show(const QString &noteId);
    void showDeleted();
    void applyChanges(const ChangeSet &changes); ///< dialogs may show something else now

    /// A merge that happened in the last day, to be told quietly, until it was dismissed.
    std::optional<MergeMark> mark(const QString &noteId) const;
    void dismiss(const MergeMark &mark);
    void compare(
        const QString &noteId,
        const MergeMark &mark); ///< what it changed in the version of this device
    void undoMerge(const QString &noteId, const MergeMark &mark);

signals:
    void aboutToShow(); ///< what is typed belongs to the history as well: to be saved now
    void restored(const QString &noteId);

private:
    HistoryDialog *open(const QString &noteId);
    void restore(const QString &noteId, const RevId &rev);
    void restoreDeleted(const QString &noteId, const RevId &rev);
    void takeBack(const QList<RemovedNote> &notes);
    void bringBack(
        const QString &noteId, const RevId &rev,
        const std::function<QString(const QString &)> &done,
        const std::function<void(bool)> &undoing = {});
    UndoJournal::Outcome
    undo(const QString &noteId, const NoteAct &act, const std::function<void(bool)> &undoing);
    UndoJournal::Outcome undoAll(const QHash<QString, NoteAct> &acts);
    void runAll(
        BulkRun *run, const QString &progress,
        const std::function<void(const BulkRun::Outcome &)> &done);
    void addBack(const QHash<QString, NoteAct> &acts, const QStringList &ids);
    QString nameOf(const QString &noteId) const;
    QString backWords(const QStringList &ids) const;
    static QString
    withThoseLeft(const QString &done, const QList<NoteStore::TakenBack::Left> &left);
    void tellFailure(const Error &error);

    Store &m_store;
    Toast &m_toast;
    UndoJournal &m_journal;
    const Clock &m_clock;
    QWidget *m_window;
    QPointer<HistoryDialog> m_dialog;
    QPointer<DeletedNotesDialog> m_deleted;
    QPointer<BulkRun> m_running;
    QSet<RevId> m_dismissed;
};

} // namespace cairn
