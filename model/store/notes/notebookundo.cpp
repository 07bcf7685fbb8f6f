// SPDX-License-Identifier: GPL-3.0-or-later
// Deleting notebooks, and taking that back.
#include "damagedtext.h"
#include "document.h"
#include "store/notes/notebookreturn.h"
#include "store/notes/notebookstore.h"
#include "store/notes/notebooktwins.h"
#include "store/notes/notestore.h"
#include "store/projection/notebooktree.h"
#include "store/tree/documentstore.h"
#include "store/tree/leafwriter.h"
#include "store/tree/storebatch.h"
#include "store/tree/storegeneration.h"

namespace cairn {

namespace {

Result<QStringList> notesOutsideTrash(Database &database, const QStringList &notebooks)
{
    QStringList ids;
    auto rows = database.statement(
        QStringLiteral("SELECT d.id FROM note n JOIN document d ON d.key = n.document"
                       " WHERE n.notebook = :notebook AND n.trashed_at IS NULL"));
    for (const QString &notebook : notebooks) {
        CAIRN_TRY(rows.bind(":notebook", notebook).run());
        while (rows.next())
            ids.append(rows.text(0));
        CAIRN_TRY(rows.status());
    }
    return ids;
}

struct Found {
    QStringList inTrash;
    int gone = 0;
};

Result<Found> whereTheyAre(Database &database, const QStringList &noteIds)
{
    Found found;
    auto row =
        database.statement(QStringLiteral("SELECT n.trashed_at IS NOT NULL FROM document d"
                                          " JOIN note n ON n.document = d.key WHERE d.id = :id"));
    for (const QString &id : noteIds) {
        CAIRN_TRY(row.bind(":id", id).run());
        if (!row.next()) {
            CAIRN_TRY(row.status());
            ++found.gone;
        } else if (row.integer(0) != 0) {
            found.inTrash.append(id);
        }
    }
    return found;
}

Result<EditedMany> setTrashed(StoreBatch &batch, const QStringList &noteIds, bool trashed)
{
    if (noteIds.isEmpty())
        return EditedMany();
    NotePatch patch;
    patch.trashed = trashed;
    return NoteStore(batch.context()).editMany(noteIds, patch);
}

} // namespace

Result<NotebookRemoval> NotebookStore::remove(const QString &id)
{
    StoreBatch batch(m_context);
    CAIRN_TRY(batch.begin());
    CAIRN_ASSIGN(const NotebookTree notebooks, tree());
    const QStringList going = notebooks.subtreeWithTwins(id);
    if (going.isEmpty())
        return failure(ErrorKind::NotFound, QStringLiteral("no such notebook"), id);
    NotebookRemoval removal;
    CAIRN_ASSIGN(removal.generation, storeGeneration(m_context.database));
    // The notes keep saying where they were: if the notebook lives on elsewhere or comes back, so
    // are they.
    CAIRN_ASSIGN(const QStringList inThem, notesOutsideTrash(m_context.database, going));
    CAIRN_ASSIGN(const EditedMany trashed, setTrashed(batch, inThem, true));
    removal.noteIds = trashed.changed;
    removal.damaged = trashed.damaged;
    for (auto it = going.crbegin(); it != going.crend(); ++it) {
        CAIRN_ASSIGN(NotebookRemoval::Place place, bury(*it, batch.changes()));
        removal.places.prepend(std::move(place));
    }
    CAIRN_TRY(batch.commit());
    return removal;
}

Result<NotebookStore::PutBack> NotebookStore::putBack(const NotebookRemoval &removal)
{
    StoreBatch batch(m_context);
    CAIRN_TRY(batch.begin());
    CAIRN_TRY(checkSameStore(m_context.database, removal.generation));
    if (!removal.places.isEmpty()) {
        const QString around = removal.places.first().body.value(field::kParent).toString();
        CAIRN_TRY(bringNotebookBack(m_context, around, batch.changes()));
    }
    for (const NotebookRemoval::Place &place : removal.places)
        CAIRN_TRY(bringPlaceBack(m_context, place, batch.changes()));
    CAIRN_ASSIGN(const Found notes, whereTheyAre(m_context.database, removal.noteIds));
    CAIRN_ASSIGN(const EditedMany restored, setTrashed(batch, notes.inTrash, false));
    CAIRN_TRY(joinNotebookTwins(batch.context()));
    CAIRN_TRY(batch.commit());
    return PutBack{notes.gone, restored.damaged};
}

Result<NotebookRemoval::Place> NotebookStore::bury(const QString &id, ChangeSet &changes)
{
    DocumentStore &documents = m_context.documents;
    CAIRN_ASSIGN(std::optional<StoredDocument> document, documents.load(id));
    if (!document || !document->displayed)
        return failure(ErrorKind::NotFound, QStringLiteral("no such notebook"), id);
    NotebookRemoval::Place place{id, {}, {}};
    if (auto body = documents.body(*document, *document->displayed))
        place.body = std::move(*body);
    else if (!isTextMissing(body.error()))
        return tl::unexpected(body.error()); // one without words can be deleted all the same
    CAIRN_ASSIGN(place.made, cairn::bury(m_context, *document, changes));
    changes.notebooks = true;
    return place;
}

} // namespace cairn
