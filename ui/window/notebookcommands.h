// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "note.h"
#include "undojournal.h"

#include <QObject>

class QWidget;

namespace cairn {

struct NotebookRemoval;
class Store;
struct TagRename;
class Toast;

/// What a person does to notebooks and tags. Deleting a notebook puts its notes into the trash and
/// can be undone. UI thread.
class NotebookCommands : public QObject {
    Q_OBJECT
public:
    NotebookCommands(Store &store, Toast &toast, UndoJournal &journal, QWidget *window);

    void add(const QString &parentId); ///< asks for a name, and where; `parentId` is offered first
    void rename(const QString &id); ///< asks for a name
    void move(const QString &id, const QString &parentId);
    void remove(const QString &id);
    void choosePolicy(const QString &id); ///< asks what happens when versions differ
    void renameTag(const QString &tag); ///< asks for a name

signals:
    void added(const QString &id);
    /// Notes are about to be changed: what is being typed is to be written first.
    void aboutToChange();

private:
    static QString nameTrouble(const QString &name, const Error &error);
    UndoJournal::Outcome stays(const QString &name);
    UndoJournal::Outcome outcome(const Result<void> &undone);
    UndoJournal::Outcome putBack(const QString &name, const NotebookRemoval &removal);
    UndoJournal::Outcome unmake(const NotebookInfo &made);
    UndoJournal::Outcome undoRename(const TagRename &renamed);
    void tellFailure(const Error &error);

    Store &m_store;
    Toast &m_toast;
    UndoJournal &m_journal;
    QWidget *m_window;
};

} // namespace cairn
