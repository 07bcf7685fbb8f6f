// SPDX-License-Identifier: GPL-3.0-or-later
// Acts of the person on whole notes, and taking them back.
#include "damagedtext.h"
#include "store/conflict/removalguard.h"
#include "store/history/versionstore.h"
#include "store/notes/crossededit.h"
#include "store/notes/noteedit.h"
#include "store/notes/notestore.h"
#include "store/projection/notebooktree.h"
#include "store/tree/documentstore.h"
#include "store/tree/storebatch.h"
#include "store/tree/storegeneration.h"
#include "store/tree/untouched.h"

#include <QElapsedTimer>

namespace cairn {

Result<EditedMany> NoteStore::editInAll(const QList<ManyEdit> &edits)
{
    StoreBatch batch(m_context);
    CAIRN_TRY(batch.begin());
    EditedMany all;
    for (const auto &[ids, patch] : edits) {
        CAIRN_ASSIGN(const EditedMany edited, editEach(batch, ids, patch, Keep::Nothing));
        all.changed += edited.changed;
        all.damaged += edited.damaged;
    }
    CAIRN_TRY(batch.commit());
    return all;
}

Result<EditedMany> NoteStore::act(const QStringList &ids, const NotePatch &patch)
{
    StoreBatch batch(m_context);
    CAIRN_TRY(batch.begin());
    CAIRN_ASSIGN(EditedMany edited, editEach(batch, ids, patch, Keep::WhatUndoes));
    CAIRN_TRY(batch.commit());
    return edited;
}

Result<void> NoteStore::keepInHistory(const Note &note)
{
    StoreBatch batch(m_context);
    CAIRN_TRY(batch.begin());
    CAIRN_ASSIGN(std::optional<StoredDocument> document, m_context.documents.load(note.id));
    if (document && document->displayed && !document->tree.node(*document->displayed)->deleted)
        return {};
    if (!document) {
        CAIRN_ASSIGN(document, m_context.documents.create(note.id));
    }
    CAIRN_TRY(VersionStore(m_context).keepText(document->key, note.rev, note.raw, false));
    batch.changes().notes.insert(document->key);
    return batch.commit();
}

Result<NoteAct> NoteStore::asItIs(const QString &id)
{
    NoteAct act;
    CAIRN_ASSIGN(act.generation, storeGeneration(m_context.database));
    CAIRN_ASSIGN(const auto document, m_context.documents.load(id));
    if (!document)
        return act;
    CAIRN_ASSIGN(act.missed, RemovalGuard::entries(m_context.database, document->key));
    const auto shown = note(id);
    if (!shown && shown.error().kind != ErrorKind::NotFound)
        return tl::unexpected(shown.error());
    if (shown) {
        act.before = shown->rev;
        act.wasTrashed = shown->trashedAt.has_value();
    }
    return act;
}

Result<void> NoteStore::undo(const QString &id, const NoteAct &act)
{
    StoreBatch batch(m_context);
    CAIRN_TRY(batch.begin());
    CAIRN_TRY(checkUndoable(id, act));
    CAIRN_ASSIGN(const NotebookTree notebooks, NotebookTree::load(m_context.database));
    CAIRN_TRY(undoOne(batch, notebooks, id, act));
    return batch.commit();
}

Result<NoteStore::UndoneSome>
NoteStore::undoSome(const QStringList &ids, const QHash<QString, NoteAct> &acts, int maxMs)
{
    StoreBatch batch(m_context);
    CAIRN_TRY(batch.begin());
    CAIRN_ASSIGN(const NotebookTree notebooks, NotebookTree::load(m_context.database));
    QElapsedTimer running;
    running.start();
    UndoneSome some;
    do {
        const QString &id = ids.at(some.seen++);
        const NoteAct act = acts.value(id);
        const auto may = checkUndoable(id, act);
        const auto undone = may ? undoOne(batch, notebooks, id, act) : may;
        if (undone)
            continue;
        // All that is read of a note is read before anything of it is written: others can go on.
        if (isDamagedText(undone.error()))
            some.damaged.append(id);
        else if (!may && may.error().kind == ErrorKind::Conflict)
            some.staying.append(id);
        else if (!may && may.error().kind == ErrorKind::NotFound)
            ++some.gone;
        else
            return tl::unexpected(undone.error());
    } while (some.seen < ids.size() && running.elapsed() < maxMs);
    CAIRN_TRY(batch.commit());
    return some;
}

/// Before anything is written.
Result<void> NoteStore::checkUndoable(const QString &id, const NoteAct &act)
{
    CAIRN_TRY(checkSameStore(m_context.database, act.generation));
    CAIRN_ASSIGN(const StoredDocument document, loadShown(id));
    CAIRN_TRY(checkUntouched(document, act.made));
    // Removing takes every version, and the act made one.
    if (!act.before && document.tree.hasConflict())
        return failure(ErrorKind::Conflict, QStringLiteral("the note was written on since"), id);
    return {};
}

Result<void> NoteStore::undoOne(
    StoreBatch &batch, const NotebookTree &notebooks, const QString &id, const NoteAct &act)
{
    const NoteEditor editor(notebooks, m_context.clock, m_context.meta);
    if (!act.before)
        CAIRN_TRY(removeOne(batch, editor, id, true));
    else if (!act.sameWords)
        CAIRN_TRY(revertOne(batch, notebooks, id, *act.before, Words::All));
    CAIRN_ASSIGN(StoredDocument document, loadShown(id, true));
    if (act.before && act.wasTrashed) {
        NotePatch patch;
        patch.trashed = true;
        CrossedEdit crossed(m_context, patch);
        CAIRN_TRY(editOne(batch, editor, document, patch, crossed));
    }
    // Last: writing the note anew is what ends such entries.
    return RemovalGuard::putBack(m_context.database, document.key, act.missed);
}

} // namespace cairn
