// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "note.h"
#include "removal.h"
#include "store/conflict/removalentry.h"

#include <QHash>
#include <QList>

#include <optional>

namespace cairn {

class CrossedEdit;
class NotebookTree;
class NoteEditor;
class Statement;
class StoreBatch;
struct StoreContext;
struct KeptBody;
struct StoredDocument;

/// What a person did with a whole note, and what it was before.
struct NoteAct {
    std::optional<RevId> before; ///< nothing: it was gone
    bool wasTrashed = false;
    bool sameWords = false; ///< the act said nothing about title and text
    QList<RemovalEntry> missed; ///< what was in the account of what sync took
    QString generation; ///< of the store that it was done in
    RevId made; ///< Saved::rev of the act
};

/// One change to many notes.
struct ManyEdit {
    QStringList ids;
    NotePatch patch;
};

/// What came of changing many notes.
struct EditedMany {
    QStringList changed;
    QStringList damaged; ///< stay as they are: their text cannot be read
    QHash<QString, NoteAct> acts; ///< of act(): what undoes it, by id
};

/// The person's own reading and writing of notes. Every write is one short transaction with
/// synchronous=FULL and durable when the call returns. Input is validated before anything is
/// written (Invalid: title over kMaxTitleBytes, body over kMaxBodyBytes, lone surrogates, unknown
/// notebook). Line ends are normalised to \n.
class NoteStore {
public:
    explicit NoteStore(StoreContext &context);

    /// Whether a text can be kept and sent at all (Invalid, in one plain line). Every write asks
    /// this first.
    static Result<void> validate(const QString &title, const QString &body);
    Result<Saved> create(const NoteContent &content);
    /// Many new notes in few transactions (imports). A content whose `source` is here already is
    /// left out; its Saved has changed == false. Stops at the first storage error; what was
    /// committed before stays.
    Result<QList<Saved>> createMany(const QList<NoteContent> &contents);
    /// An edit that crosses another one (NotePatch::basedOn) is merged with it; see CrossedEdit.
    /// One of a note that is not here at all begins it anew where it says what it was made of
    /// (NotePatch::base).
    Result<Saved> edit(const QString &id, const NotePatch &patch);
    /// The same change to many notes in one transaction (trash, move, tag). Unknown ids: NotFound,
    /// nothing is changed. A damaged text holds up no others.
    Result<EditedMany> editMany(const QStringList &ids, const NotePatch &patch);
    /// Several such changes in one transaction.
    Result<EditedMany> editInAll(const QList<ManyEdit> &edits);
    /// As editMany(), with what undoes it.
    Result<EditedMany> act(const QStringList &ids, const NotePatch &patch);
    /// For good: a tombstone. Only from the trash unless `force` (Invalid). Unknown ids: NotFound,
    /// nothing is removed.
    Result<void> remove(const QStringList &ids, bool force = false);
    /// A new revision with the content of an old one (from the tree or the history), outside the
    /// trash. What it replaces is in the history. Brings back a note that was removed for good,
    /// too.
    Result<Saved> revert(const QString &id, const RevId &rev);
    /// What came of taking notes back that sync took away.
    struct TakenBack {
        struct Left {
            RemovedNote note;
            Error why;
        };
        qsizetype seen = 0; ///< so many of the first
        QHash<QString, NoteAct> acts; ///< what undoes it, by id; of those that changed
        QList<Left> left; ///< cannot come back
    };
    /// For what sync took away (RemovalGuard::removed()), in transactions of a bounded size: what
    /// is missed comes back, and what stands there now stays where it can. A note that cannot come
    /// back (its text is damaged, or not here any more) hinders none of the others, and goes on
    /// being missed.
    Result<TakenBack> takeBackEach(const QList<RemovedNote> &removed);
    /// As takeBackEach(). Returns how many changed; the error of one that cannot come back, when
    /// the others have.
    Result<int> takeBack(const QList<RemovedNote> &removed);
    /// As many of the first, at least one, as a transaction of about `maxMs` has room for.
    Result<TakenBack> takeBackSome(const QList<RemovedNote> &removed, int maxMs);
    /// Of a note that a restored backup does not have: what was shown of it goes into the history,
    /// where deleted notes are found. Nothing is done where it is there.
    Result<void> keepInHistory(const Note &note);
    /// Before an act: what undo() needs, but for what the act makes. Also of a note that is gone.
    Result<NoteAct> asItIs(const QString &id);
    /// The note as it was before the act, in one transaction, and in the account of what sync took
    /// if it was there. Refused, and the note stays as it is: Conflict, it shows something else by
    /// now than what the act made; Locked with ErrorReason::StoreReplaced, a backup was restored
    /// since; NotFound, it is gone.
    Result<void> undo(const QString &id, const NoteAct &act);
    struct UndoneSome {
        qsizetype seen = 0; ///< so many of the first
        QStringList staying; ///< of them: something else is shown by now (Conflict)
        QStringList damaged; ///< likewise: a text that it takes cannot be read
        int gone = 0; ///< likewise: NotFound
    };
    /// As many of the first, at least one, as a transaction of about `maxMs` has room for.
    Result<UndoneSome>
    undoSome(const QStringList &ids, const QHash<QString, NoteAct> &acts, int maxMs);

    Result<Note> note(const QString &id);
    Result<Note> note(qint64 key);
    Result<Note> noteAt(const QString &id, const RevId &rev); ///< from the tree or the history
    Result<QString> idOf(qint64 key);
    Result<qint64> keyOf(const QString &id);
    /// Of those that are here, by id; no text is read. For lists that name notes, some thousand at
    /// a time.
    Result<QHash<QString, QString>> titles(const QStringList &ids);
    Result<bool>
    isThere(const QString &id); ///< a note that can be shown, in the trash too; no text is read
    Result<RevId> revOf(const QString &id); ///< the displayed revision; cheap, no text is read
    Result<std::optional<QString>>
    idOfTitle(const QString &title); ///< for [[links]]; case-insensitive, newest first

    /// Keys in the order of the query: what a list model holds for all its rows.
    Result<QList<qint64>> keys(const NoteQuery &query);
    /// Rows for some keys, in their order; keys that are gone are left out. Fast for about a
    /// hundred at a time.
    Result<QList<NoteSummary>> summaries(const QList<qint64> &keys);
    Result<QList<NoteSummary>> list(const NoteQuery &query);
    /// Titles starting with, then containing `text`, newest first: for "jump to" and [[ completion.
    Result<QList<NoteSummary>> byTitle(const QString &text, int limit);

private:
    Result<Saved>
    createOne(StoreBatch &batch, const NoteEditor &editor, const NoteContent &content);
    Result<NotebookTree> notebooksIf(bool needed);
    Result<std::optional<Saved>> knownSource(const QString &source);
    Result<QString> idForImport(const NoteContent &content);
    enum class Keep { Nothing, WhatUndoes };
    Result<EditedMany>
    editEach(StoreBatch &batch, const QStringList &ids, const NotePatch &patch, Keep keep);
    Result<void> checkUnaltered(const StoredDocument &document, const QJsonObject &body);
    Result<Saved> editOne(
        StoreBatch &batch, const NoteEditor &editor, StoredDocument &document,
        const NotePatch &patch, CrossedEdit &crossed);
    Result<void>
    removeOne(StoreBatch &batch, const NoteEditor &editor, const QString &id, bool force);
    Result<bool> isInTrash(StoredDocument &document);
    enum class Words {
        All,
        Missing
    }; ///< of an old version: it replaces the present one, or
       ///< brings what that one lost
    Result<Saved> revertOne(
        StoreBatch &batch, const NotebookTree &notebooks, const QString &id, const RevId &rev,
        Words words);
    Result<void> checkUndoable(const QString &id, const NoteAct &act);
    Result<void> undoOne(
        StoreBatch &batch, const NotebookTree &notebooks, const QString &id, const NoteAct &act);
    Result<StoredDocument> loadEdited(const QString &id, const NotePatch &patch);
    Result<StoredDocument> loadShown(const QString &id, bool deletedToo = false);
    Result<Note> readOne(Statement &statement, const QString &what);
    Result<bool> isWhole(const Note &listed, const KeptBody &kept);
    Result<void> describeNotebook(Note &note);

    StoreContext &m_context;
};

} // namespace cairn
