// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/notes/notestore.h"

#include "attachmentstubs.h"
#include "clock.h"
#include "damagedtext.h"
#include "document.h"
#include "ids.h"
#include "merge/documentmerge.h"
#include "store/conflict/reconcileone.h"
#include "store/conflict/removalguard.h"
#include "store/history/versionstore.h"
#include "store/notes/crossededit.h"
#include "store/notes/notebookreturn.h"
#include "store/notes/noteedit.h"
#include "store/projection/notebooktree.h"
#include "store/projection/noterow.h"
#include "store/tree/documentstore.h"
#include "store/tree/storebatch.h"

#include <QElapsedTimer>
#include <QLoggingCategory>

namespace cairn {

namespace {

constexpr int kTries = 3; ///< to merge ahead of the transaction, while others go on writing

Q_LOGGING_CATEGORY(lcNotes, "cairn.store.notes")

/// Large enough that committing costs little beside writing, small enough that another connection
/// waits for the write lock for a moment only.
constexpr qsizetype kNotesInTransaction = 200;
constexpr int kMaxTransactionMs = 50;

Failure unknownNote(const QString &id)
{
    return failure(ErrorKind::NotFound, QStringLiteral("no such note"), id);
}

Result<void> validateText(const QString &text, qsizetype maxBytes, const QString &what)
{
    if (!text.isValidUtf16())
        return failure(
            ErrorKind::Invalid, QStringLiteral("the %1 is not valid Unicode text").arg(what));
    // A UTF-16 unit takes at most three bytes.
    if (text.size() > maxBytes || (text.size() > maxBytes / 3 && text.toUtf8().size() > maxBytes))
        return failure(
            ErrorKind::Invalid,
            QStringLiteral("the %1 is too long: at most %2 bytes").arg(what).arg(maxBytes));
    return {};
}

} // namespace

NoteStore::NoteStore(StoreContext &context)
    : m_context(context)
{
}

Result<void> NoteStore::validate(const QString &title, const QString &body)
{
    CAIRN_TRY(validateText(title, kMaxTitleBytes, QStringLiteral("title")));
    return validateText(body, kMaxBodyBytes, QStringLiteral("text"));
}

/// Notebooks are only looked up where one is named, so that a save does not cost by their number.
Result<NotebookTree> NoteStore::notebooksIf(bool needed)
{
    if (needed)
        return NotebookTree::load(m_context.database);
    return NotebookTree({});
}

Result<Saved> NoteStore::create(const NoteContent &content)
{
    CAIRN_ASSIGN(const QList<Saved> saved, createMany({content}));
    return saved.first();
}

Result<QList<Saved>> NoteStore::createMany(const QList<NoteContent> &contents)
{
    for (const NoteContent &content : contents)
        CAIRN_TRY(validate(content.title, content.body));
    QList<Saved> saved;
    saved.reserve(contents.size());
    for (qsizetype first = 0; first < contents.size(); first += kNotesInTransaction) {
        StoreBatch batch(m_context);
        CAIRN_TRY(batch.begin());
        const qsizetype end = std::min(first + kNotesInTransaction, contents.size());
        const bool placed = std::any_of(
            contents.cbegin() + first, contents.cbegin() + end,
            [](const NoteContent &content) { return !content.notebookId.isEmpty(); });
        CAIRN_ASSIGN(const NotebookTree notebooks, notebooksIf(placed));
        const NoteEditor editor(notebooks, m_context.clock, m_context.meta);
        for (qsizetype i = first; i < end; ++i) {
            CAIRN_ASSIGN(Saved one, createOne(batch, editor, contents.at(i)));
            saved.append(std::move(one));
        }
        CAIRN_TRY(batch.commit());
    }
    return saved;
}

Result<Saved>
NoteStore::createOne(StoreBatch &batch, const NoteEditor &editor, const NoteContent &content)
{
    CAIRN_ASSIGN(const QJsonObject body, editor.created(content));
    DocumentStore &documents = m_context.documents;
    std::optional<StoredDocument> document;
    QString id;
    if (content.source.isEmpty()) {
        id = makeDocumentId(kNoteType, m_context.clock, m_context.random);
    } else {
        CAIRN_ASSIGN(const std::optional<Saved> known, knownSource(content.source));
        if (known)
            return *known;
        CAIRN_ASSIGN(id, idForImport(content));
        CAIRN_ASSIGN(document, documents.load(id)); // removed for good, and imported again
    }
    if (!document) {
        CAIRN_ASSIGN(document, documents.create(id));
    }
    CAIRN_ASSIGN(
        const RevId rev, documents.writeLocal(*document, document->displayed, false, body));
    CAIRN_TRY(documents.settle(*document, batch.changes()));
    return Saved{id, rev, true};
}

/// The id that it had, unless a note here has it: then this is another one of the same name.
Result<QString> NoteStore::idForImport(const NoteContent &content)
{
    if (!content.id.isEmpty()) {
        CAIRN_ASSIGN(const auto taken, m_context.documents.load(content.id));
        const bool isGone =
            taken && taken->displayed && taken->tree.node(*taken->displayed)->deleted;
        if (!taken || isGone)
            return content.id;
    }
    return noteIdForSource(content.source);
}

Result<std::optional<Saved>> NoteStore::knownSource(const QString &source)
{
    Statement query = m_context.database.statement(QStringLiteral(
        "SELECT d.id, r.generation, r.hash FROM note n"
        " JOIN document d ON d.key = n.document JOIN revision r ON r.key = d.displayed"
        " WHERE n.source = :source ORDER BY d.id LIMIT 1"));
    query.bind(":source", source);
    CAIRN_TRY(query.run());
    if (!query.next()) {
        CAIRN_TRY(query.status());
        return std::optional<Saved>();
    }
    return std::optional<Saved>(
        Saved{query.text(0), {int(query.integer(1)), query.text(2).toUtf8()}, false});
}

Result<Saved> NoteStore::edit(const QString &id, const NotePatch &patch)
{
    CrossedEdit crossed(m_context, patch);
    Saved saved;
    qint64 key = 0;
    for (int tries = 1; key == 0; ++tries) {
        if (patch.basedOn && revOf(id) != *patch.basedOn) {
            CAIRN_ASSIGN(const NotebookTree notebooks, notebooksIf(patch.notebookId.has_value()));
            crossed.prepare(NoteEditor(notebooks, m_context.clock, m_context.meta), id);
        }
        const bool isInside = m_context.database.inTransaction();
        StoreBatch batch(m_context);
        CAIRN_TRY(batch.begin());
        CAIRN_ASSIGN(const NotebookTree notebooks, notebooksIf(patch.notebookId.has_value()));
        const NoteEditor editor(notebooks, m_context.clock, m_context.meta);
        CAIRN_ASSIGN(StoredDocument document, loadEdited(id, patch));
        if (tries < kTries && !isInside && !crossed.isReady(document))
            continue; // somebody wrote meanwhile: nobody else waits for the merge with that
        CAIRN_ASSIGN(saved, editOne(batch, editor, document, patch, crossed));
        CAIRN_TRY(batch.commit());
        key = document.key;
    }
    if (crossed.isUndecided()) { // by a policy or a person; that does not wait for the next sync
        // The edit is on the disk whatever comes of it, and so is the mark that makes a sync look
        // again.
        if (const auto decided = reconcileDocument(m_context, key); !decided)
            qCWarning(lcNotes) << "not decided yet:" << decided.error().message;
    }
    return saved;
}

Result<EditedMany> NoteStore::editMany(const QStringList &ids, const NotePatch &patch)
{
    StoreBatch batch(m_context);
    CAIRN_TRY(batch.begin());
    CAIRN_ASSIGN(EditedMany edited, editEach(batch, ids, patch, Keep::Nothing));
    CAIRN_TRY(batch.commit());
    return edited;
}

Result<EditedMany>
NoteStore::editEach(StoreBatch &batch, const QStringList &ids, const NotePatch &patch, Keep keep)
{
    CAIRN_ASSIGN(const NotebookTree notebooks, notebooksIf(patch.notebookId.has_value()));
    const NoteEditor editor(notebooks, m_context.clock, m_context.meta);
    CrossedEdit crossed(m_context, patch);
    EditedMany edited;
    for (const QString &id : ids) {
        NoteAct act;
        if (keep == Keep::WhatUndoes) {
            CAIRN_ASSIGN(act, asItIs(id));
        }
        CAIRN_ASSIGN(StoredDocument document, loadShown(id));
        const auto saved = editOne(batch, editor, document, patch, crossed);
        if (!saved && isDamagedText(saved.error())) {
            edited.damaged.append(id);
            continue;
        }
        CAIRN_TRY(saved);
        if (!saved->changed)
            continue;
        edited.changed.append(id);
        if (keep == Keep::Nothing)
            continue;
        act.sameWords = !patch.title && !patch.body;
        act.made = saved->rev;
        edited.acts.insert(id, act);
    }
    return edited;
}

Result<void> NoteStore::checkUnaltered(const StoredDocument &document, const QJsonObject &body)
{
    const RevId &rev = *document.displayed;
    auto row = m_context.database.statement(
        QStringLiteral("SELECT title, body FROM note WHERE document = :document"));
    CAIRN_TRY(row.bind(":document", document.key).run());
    if (!row.next())
        return row.status();
    const QList<RevId> line = document.tree.path(rev);
    const auto parent = line.size() < 2 ? std::nullopt : std::optional(line.at(1));
    const bool altered =
        isAltered(body, document.states.value(rev).sealed, rev, parent, row.text(0), row.text(1));
    return altered ? Result<void>(damagedText(document.id)) : Result<void>();
}

Result<Saved> NoteStore::editOne(
    StoreBatch &batch, const NoteEditor &editor, StoredDocument &document, const NotePatch &patch,
    CrossedEdit &crossed)
{
    DocumentStore &documents = m_context.documents;
    std::optional<RevId> written;
    if (CrossedEdit::isNeeded(document, patch)) {
        CAIRN_ASSIGN(written, crossed.write(editor, document));
    } else {
        const std::optional<RevId> parent = patch.basedOn ? patch.basedOn : document.displayed;
        CAIRN_ASSIGN(const QJsonObject before, documents.body(document, *parent));
        if (parent == document.displayed)
            CAIRN_TRY(checkUnaltered(document, before));
        CAIRN_ASSIGN(QJsonObject after, editor.patched(before, patch));
        if (after != before) {
            if (RemovalGuard::isRewritten(before, after))
                CAIRN_TRY(RemovalGuard::takenOver(m_context.database, document.key));
            editor.stamp(after);
            CAIRN_ASSIGN(written, documents.writeLocal(document, parent, false, after));
        }
    }
    if (!written)
        return Saved{document.id, *document.displayed, false};
    CAIRN_TRY(documents.settle(document, batch.changes()));
    return Saved{document.id, *written, true};
}

Result<StoredDocument> NoteStore::loadShown(const QString &id, bool deletedToo)
{
    CAIRN_ASSIGN(std::optional<StoredDocument> document, m_context.documents.load(id));
    if (!document || document->kind().shown != DocumentKind::Shown::AsNote)
        return unknownNote(id);
    const bool shown = document->displayed && !document->tree.node(*document->displayed)->deleted;
    if (!shown && !deletedToo)
        return unknownNote(id);
    return std::move(*document);
}

/// One that this store has never had (a backup was restored under whoever types) is begun with what
/// the edit was made of.
Result<StoredDocument> NoteStore::loadEdited(const QString &id, const NotePatch &patch)
{
    auto shown = loadShown(id, patch.basedOn.has_value());
    if (shown || shown.error().kind != ErrorKind::NotFound || patch.base.isEmpty()
        || kindOfId(id).shown != DocumentKind::Shown::AsNote)
        return shown;
    CAIRN_ASSIGN(const auto known, m_context.documents.load(id));
    return known ? std::move(shown) : m_context.documents.create(id);
}

Result<void> NoteStore::remove(const QStringList &ids, bool force)
{
    StoreBatch batch(m_context);
    CAIRN_TRY(batch.begin());
    const NotebookTree none{{}};
    const NoteEditor editor(none, m_context.clock, m_context.meta);
    for (const QString &id : ids)
        CAIRN_TRY(removeOne(batch, editor, id, force));
    return batch.commit();
}

Result<void>
NoteStore::removeOne(StoreBatch &batch, const NoteEditor &editor, const QString &id, bool force)
{
    DocumentStore &documents = m_context.documents;
    CAIRN_ASSIGN(StoredDocument document, loadShown(id));
    const RevId displayed = *document.displayed;
    CAIRN_ASSIGN(const bool inTrash, isInTrash(document));
    if (!force && !inTrash)
        return failure(ErrorKind::Invalid, QStringLiteral("the note is not in the trash"), id);
    CAIRN_TRY(RemovalGuard::takenOver(m_context.database, document.key));
    CAIRN_TRY(documents.keepVersion(document, displayed));
    const QJsonObject tombstone = editor.tombstone();
    const QList<RevId> live = document.tree.liveLeaves(); // any other one would bring the note back
    for (const RevId &leaf : live) {
        if (leaf == displayed)
            CAIRN_TRY(documents.writeLocal(document, leaf, true, tombstone));
        else
            CAIRN_TRY(documents.writeChild(document, leaf, true, tombstone));
    }
    return documents.settle(document, batch.changes());
}

/// Of one whose text cannot be read, the list says it: it can be deleted all the same.
Result<bool> NoteStore::isInTrash(StoredDocument &document)
{
    const auto body = m_context.documents.body(document, *document.displayed);
    if (body)
        return readNote(*body).trashedAt.has_value();
    if (!isTextMissing(body.error()))
        return tl::unexpected(body.error());
    auto row = m_context.database.statement(
        QStringLiteral("SELECT trashed FROM note WHERE document = :document"));
    CAIRN_TRY(row.bind(":document", document.key).run());
    if (row.next())
        return row.integer(0) != 0;
    CAIRN_TRY(row.status());
    return false;
}

Result<Saved> NoteStore::revert(const QString &id, const RevId &rev)
{
    StoreBatch batch(m_context);
    CAIRN_TRY(batch.begin());
    CAIRN_ASSIGN(const NotebookTree notebooks, NotebookTree::load(m_context.database));
    CAIRN_ASSIGN(const Saved saved, revertOne(batch, notebooks, id, rev, Words::All));
    CAIRN_TRY(batch.commit());
    return saved;
}

Result<int> NoteStore::takeBack(const QList<RemovedNote> &removed)
{
    CAIRN_ASSIGN(const TakenBack taken, takeBackEach(removed));
    if (!taken.left.isEmpty())
        return Failure(taken.left.first().why);
    return int(taken.acts.size());
}

Result<NoteStore::TakenBack> NoteStore::takeBackEach(const QList<RemovedNote> &removed)
{
    TakenBack taken;
    while (taken.seen < removed.size()) {
        CAIRN_ASSIGN(
            const TakenBack some, takeBackSome(removed.mid(taken.seen), kMaxTransactionMs));
        taken.seen += some.seen;
        taken.acts.insert(some.acts);
        taken.left += some.left;
    }
    return taken;
}

Result<NoteStore::TakenBack> NoteStore::takeBackSome(const QList<RemovedNote> &removed, int maxMs)
{
    StoreBatch batch(m_context);
    CAIRN_TRY(batch.begin());
    CAIRN_ASSIGN(const NotebookTree notebooks, NotebookTree::load(m_context.database));
    QElapsedTimer running;
    running.start();
    TakenBack some;
    do {
        const RemovedNote &note = removed.at(some.seen++);
        Result<NoteAct> act = asItIs(note.id);
        const auto saved = act.and_then([&](const NoteAct &) {
            return revertOne(batch, notebooks, note.id, note.rev, Words::Missing);
        });
        // All that is read of a note is read before anything of it is written: others can go on.
        if (!saved && !isTextMissing(saved.error()))
            return tl::unexpected(saved.error());
        if (!saved) {
            some.left.append({note, saved.error()});
        } else if (saved->changed) {
            act->made = saved->rev;
            some.acts.insert(note.id, *act);
        }
    } while (some.seen < removed.size() && running.elapsed() < maxMs);
    CAIRN_TRY(batch.commit());
    return some;
}

Result<Saved> NoteStore::revertOne(
    StoreBatch &batch, const NotebookTree &notebooks, const QString &id, const RevId &rev,
    Words words)
{
    DocumentStore &documents = m_context.documents;
    CAIRN_ASSIGN(StoredDocument document, loadShown(id, true));
    CAIRN_ASSIGN(QJsonObject body, VersionStore(m_context).body(id, rev));
    const std::optional<RevId> displayed = document.displayed; // nothing: it was discarded unsent
    const bool isThere = displayed && !document.tree.node(*displayed)->deleted;
    QJsonObject present;
    if (isThere) {
        CAIRN_ASSIGN(present, documents.body(document, *displayed));
        if (words == Words::Missing) {
            CAIRN_ASSIGN(body, RemovalGuard(m_context).undone(document, body, rev, *displayed));
        }
    }
    body.remove(field::kTrashedAt);
    body.remove(attachments::kMember); // those of then may not be on the server any more
    const QString notebook = body.value(field::kNotebook).toString();
    if (notebooks.resolve(notebook).isEmpty()) { // it was removed since
        CAIRN_ASSIGN(
            const bool back,
            words == Words::Missing ? bringNotebookBack(m_context, notebook, batch.changes())
                                    : Result<bool>(false));
        if (!back)
            body.remove(field::kNotebook);
    }
    CAIRN_TRY(RemovalGuard::takenOver(m_context.database, document.key));
    if (isThere) {
        attachments::set(body, attachments::of(present));
        if (sameContent(present, body))
            return Saved{id, *displayed, false};
        // An unsent edit is about to be replaced: its text must not get lost with it.
        CAIRN_TRY(documents.keepVersion(document, *displayed));
    }
    const NoteEditor editor(notebooks, m_context.clock, m_context.meta);
    editor.stamp(body);
    if (words == Words::All || (isThere && !present.contains(field::kTrashedAt)))
        body.insert(field::kUpdatedAt, m_context.clock.nowMs());
    CAIRN_ASSIGN(const RevId restored, documents.writeLocal(document, displayed, false, body));
    CAIRN_TRY(
        VersionStore(m_context).keep(document.key, restored, body, QStringLiteral("restored")));
    CAIRN_TRY(documents.settle(document, batch.changes()));
    return Saved{id, restored, true};
}

} // namespace cairn
