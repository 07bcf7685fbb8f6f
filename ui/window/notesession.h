// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changeset.h"
#include "editor/markdowneditor.h"
#include "error.h"
#include "leftnotes.h"
#include "note.h"
#include "notewriter.h"
#include "status/statussentence.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace cairn {

class NoteHeader;
class Store;

/// The note that is being edited: loads it into header and editor, saves what the person types, and
/// takes over what changes elsewhere without moving the caret. UI thread.
///
/// While somebody types, text is written by NoteWriter, without a key that waits for it: at most
/// kLongestMs after it was typed, and at once on focus change. On note switch, close and before
/// anything else is done to notes (saveNow()) the session waits until all is on the disk. A save
/// that fails keeps the text, the note stays open, and it is tried again until it works; the
/// session never lets go of unsaved text unless discard() is called.
///
/// The session keeps the text that the shown one started from. Every save carries it, so that what
/// was written elsewhere meanwhile is merged in and not overwritten (model/README.md, rule 12).
class NoteSession : public QObject {
    Q_OBJECT
public:
    using State = StatusSentence::Text;

    NoteSession(Store &store, MarkdownEditor &editor, NoteHeader &header, QObject *parent);

    /// Shows a note; an empty id shows none. False: the text shown now cannot be saved, or there is
    /// no such note.
    bool open(const QString &id);
    /// Makes what is half written part of the note: text that an input method composes, a tag that
    /// is not taken yet. Called before the note is left in any way; an autosave does not disturb.
    void finishTyping();
    /// Writes what is unsaved. True when nothing is left to write.
    bool saveNow();
    /// Gives unsaved text up for what the store has. False: that cannot be read, so nothing is
    /// given up: the text stays, unsaved, and saving is tried again.
    bool discard();

    const std::optional<Note> &note() const { return m_note; }
    QString noteId() const { return m_note ? m_note->id : QString(); }
    bool hasUnsaved() const { return isChanged() || m_writing; }
    State state() const;
    const std::optional<Error> &saveError() const { return m_error; }
    ChangeSet::Origin changedBy() const { return m_changedBy; } ///< who changed the note last
    QString unsavedText() const; ///< title and text as shown now, for "save a copy"

    void applyChanges(const ChangeSet &changes);

    EditorPosition position() const;
    void setPosition(const EditorPosition &position);

signals:
    void shown(const cairn::Note &note); ///< opened, saved, or changed elsewhere
    void closed(); ///< no note is shown any more
    /// After closed(): there is no such note any more, and nobody here has closed it.
    void vanished(const cairn::Note &note, cairn::ChangeSet::Origin by);
    /// After closed(): a backup was restored that does not have it.
    void restoredAway(const cairn::Note &note);
    void left(const QString &id); ///< another note is shown now
    void stateChanged(cairn::StatusSentence::Text state);
    void saveFailed(const cairn::Error &error);
    void saveRecovered();
    void givenUp(); ///< what could not be saved is not there any more

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// What the shown text was made of: merging starts from it. Without a revision when the person
    /// typed on before the outcome of a save could be taken over.
    struct Base {
        RevId rev;
        QJsonObject raw;
    };
    bool isChanged() const { return m_bodyChanged || m_titleChanged; }
    void onBodyEdited();
    void onTitleEdited();
    void scheduleSave();
    void startSave();
    void onWritten(const NoteWriter::Outcome &outcome);
    void takeWritten(const NotePatch &patch, Note now);
    bool writeHere();
    NotePatch takeChanges();
    void giveBack(const NotePatch &patch);
    void refresh();
    void refreshSummary();
    void takeOver(Note note);
    void failed(const Error &error);
    void recovered();
    void tellState();
    void clear();
    void vanish();
    QString generation() const;

    Store &m_store;
    MarkdownEditor &m_editor;
    NoteHeader &m_header;
    NoteWriter m_writer;
    std::optional<Note> m_note; ///< as it was last read from the store
    QString m_generation; ///< of that store
    Base m_base;
    std::optional<NotePatch> m_writing; ///< on its way to the disk
    std::optional<Error> m_error;
    bool m_bodyChanged = false; ///< since the last save began
    bool m_titleChanged = false;
    bool m_due = false; ///< the next save begins as soon as the one under way is done
    bool m_stale = false; ///< something changed elsewhere while a save was under way
    ChangeSet::Origin m_changedBy = ChangeSet::Origin::Person; ///< what was told last of this note
    bool m_busy = false; ///< what the store tells now is our own doing
    State m_told = State::Saved;
    QTimer m_pause; ///< since the last key
    QTimer m_longest; ///< since the first unsaved key: somebody who never pauses is saved as well
    QTimer m_retry;
    LeftNotes m_left; ///< opened before
};

} // namespace cairn
