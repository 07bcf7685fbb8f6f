#pragma once

#include "changeset.h"
#include "editor/markdowneditor.h"
#include "error.h"
#include "note.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <optional>

namespace cairn {

class NoteHeader;
class Store;

/// The note that is being edited: loads it into header and editor, saves what the person types, and
/// takes over what changes elsewhere without moving the caret. UI thread.
///
/// Text is on disk at most kPauseMs after a pause in typing, and at once on focus change, note
/// switch and close. A save that fails keeps the text, the note stays open, and it is tried again
/// until it works; the session never lets go of unsaved text unless discard() is called.
class NoteSession : public QObject {
    Q_OBJECT
public:
    NoteSession(Store &store, MarkdownEditor &editor, NoteHeader &header, QObject *parent);

    /// Shows a note; an empty id shows none. False: the text shown now cannot be saved, or there is
    /// no such note.
    bool open(const QString &id);
    /// Writes what is unsaved. True when nothing is left to write.
    bool saveNow();
    void discard(); ///< gives unsaved text up

    const std::optional<Note> &note() const { return m_note; }
    QString noteId() const { return m_note ? m_note->id : QString(); }
    bool hasUnsaved() const { return m_bodyChanged || m_titleChanged; }
    const std::optional<Error> &saveError() const { return m_error; }
    QString unsavedText() const; ///< title and text as shown now, for "save a copy"

    void applyChanges(const ChangeSet &changes);

    EditorPosition position() const;
    void setPosition(const EditorPosition &position);

signals:
    void shown(const cairn::Note &note); ///< opened, saved, or changed elsewhere
    void closed(); ///< no note is shown any more
    void left(const QString &id); ///< another note is shown now
    void saveFailed(const cairn::Error &error);
    void saveRecovered();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void onBodyEdited();
    void onTitleEdited();
    void scheduleSave();
    void refresh();
    void takeOver(Note note);
    bool failed(const Error &error);
    void clear();

    Store &m_store;
    MarkdownEditor &m_editor;
    NoteHeader &m_header;
    std::optional<Note> m_note; ///< as it was last read from the store
    std::optional<Error> m_error;
    bool m_bodyChanged = false;
    bool m_titleChanged = false;
    bool m_saving = false;
    QTimer m_pause; ///< since the last key
    QTimer m_longest; ///< since the first unsaved key: somebody who never pauses is saved as well
    QTimer m_retry;
    QHash<QString, EditorPosition> m_positions; ///< where the person was in notes opened before
};

} // namespace cairn
