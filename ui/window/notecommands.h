// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "note.h"
#include "takeback.h"
#include "undojournal.h"

#include <QHash>
#include <QObject>

#include <functional>

class QWidget;

namespace cairn {

struct NoteAct;
class Store;
class Toast;

/// What a person does to whole notes: one note or many, with a message that offers Undo. Only what
/// cannot be undone asks first. UI thread.
class NoteCommands : public QObject {
    Q_OBJECT
public:
    NoteCommands(Store &store, Toast &toast, UndoJournal &journal, QWidget *window);

    Result<QString> create(const NoteContent &content); ///< the new id
    void trash(const QStringList &ids);
    void restore(const QStringList &ids);
    void removeForGood(const QStringList &ids); ///< asks first
    void emptyTrash(); ///< asks first
    void removeSilently(const QString &id); ///< a note that was never written
    void move(const QStringList &ids, const QString &notebookId);
    void addTag(const QStringList &ids, const QString &tag);
    /// The person made `tags` of the tags `shown`: what came or went elsewhere meanwhile stays so.
    void setTags(const QString &id, const QStringList &shown, const QStringList &tags);
    void setPinned(const QStringList &ids, bool pinned);
    void setEmergency(const QStringList &ids, bool emergency);
    Result<QString> duplicate(const QString &id); ///< the new id

signals:
    /// Notes are about to be changed: text that is being typed is to be written first, or it would
    /// be an edit of what the note was before.
    void aboutToChange();

private:
    /// A message about one note names it; about many, `many` counts them.
    QString about(
        const QStringList &ids, const std::function<QString(const QString &)> &one,
        const std::function<QString(int)> &many);
    /// Returns those that it changed, and names those whose text is damaged; nothing: it failed,
    /// and that was said.
    std::optional<QStringList> change(const QStringList &ids, const NotePatch &patch);
    /// For what is set or not: a step, if it changed any.
    void mark(
        const QStringList &ids, const NotePatch &patch, const NotePatch &back,
        const std::function<bool(const NoteSummary &)> &isStillSo,
        const std::function<QString(const QString &)> &one,
        const std::function<QString(int)> &many);
    UndoJournal::Outcome takeBack(
        const QList<ManyEdit> &ways, const std::function<bool(const NoteSummary &)> &isStillSo);
    UndoJournal::Outcome moveBack(const QList<NoteSummary> &before, const QString &from);
    UndoJournal::Outcome undoActs(const QHash<QString, NoteAct> &acts);
    void confirm(
        const QString &question, const QString &consequence, const QString &yes,
        std::function<void()> action);
    void tellFailure(const Error &error);

    Store &m_store;
    Toast &m_toast;
    UndoJournal &m_journal;
    QWidget *m_window;
};

} // namespace cairn
