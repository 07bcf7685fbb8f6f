// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/conflict/conflictresolver.h"

#include "attachmentstubs.h"
#include "document.h"
#include "ids.h"
#include "merge/documentmerge.h"
#include "store/conflict/removalguard.h"
#include "store/conflict/resolutionmemory.h"
#include "store/conflict/typeddraft.h"
#include "store/history/versionstore.h"
#include "store/tree/documentstore.h"
#include "store/tree/leafwriter.h"
#include "store/tree/metastore.h"
#include "store/tree/storebatch.h"
#include "store/tree/untouched.h"

#include <QJsonArray>
#include <QSet>

#include <algorithm>

namespace cairn {

namespace {

bool wereSeen(const QList<RevId> &live, const QList<RevId> &seen)
{
    const QSet<RevId> now(live.cbegin(), live.cend());
    const QSet<RevId> shown(seen.cbegin(), seen.cend());
    return live.size() > kMaxVersionsAtOnce ? shown.size() > 1 && now.contains(shown)
                                            : now == shown;
}

Result<void> checkSize(const QString &title, const QString &body)
{
    if (title.toUtf8().size() > kMaxTitleBytes || body.toUtf8().size() > kMaxBodyBytes)
        return failure(ErrorKind::Invalid, QStringLiteral("the note would be too large"));
    if (!title.isValidUtf16() || !body.isValidUtf16())
        return failure(ErrorKind::Invalid, QStringLiteral("the text is not valid Unicode"));
    return {};
}

} // namespace

ConflictResolver::ConflictResolver(StoreContext &context)
    : m_context(context)
{
}

Result<Saved> ConflictResolver::resolve(
    const QString &noteId, const Resolution &resolution, const QStringList &unused)
{
    StoreBatch batch(m_context);
    CAIRN_TRY(batch.begin());
    CAIRN_ASSIGN(std::optional<StoredDocument> document, m_context.documents.load(noteId));
    if (!document || document->kind().apart != DocumentKind::Apart::Asked)
        return failure(ErrorKind::NotFound, QStringLiteral("no such note"), noteId);
    const QList<RevId> live = document->tree.liveLeaves();
    if (live.size() < 2 || !document->displayed || !wereSeen(live, resolution.seen))
        return failure(
            ErrorKind::Conflict, QStringLiteral("these are no longer the versions shown"), noteId);
    if (!unused.isEmpty())
        CAIRN_TRY(writeDraft(
            m_context.database, document->key,
            {{QStringLiteral("leftovers"), QJsonArray::fromStringList(unused)}}));
    CAIRN_ASSIGN(const bool begun, hasTypedDraft(m_context.database, document->key));
    if (begun && resolution.draft == Resolution::Draft::Unknown)
        return failure(
            ErrorKind::Invalid,
            QStringLiteral("a text that was begun in the review of this note is not finished"),
            noteId);
    CAIRN_ASSIGN(Plan plan, this->plan(*document, resolution));
    const RevId shown = *document->displayed;
    for (const RevId &leaf : std::as_const(plan.asNotes)) {
        CAIRN_ASSIGN(QJsonObject other, m_context.documents.body(*document, leaf));
        CAIRN_TRY(makeOneOfVersion(m_context, noteId, leaf, std::move(other), batch.changes()));
    }
    stampBody(plan.body, m_context);
    plan.body.insert(field::kResolved, true);
    if (resolution.keep != Resolution::Keep::Merged)
        plan.body.insert(field::kChosen, true);
    CAIRN_ASSIGN(
        const RevId rev, absorbLeaves(m_context, *document, plan.onto, plan.absorbed, plan.body));
    CAIRN_TRY(RemovalGuard::takenOver(m_context.database, document->key)); // seen, and decided
    CAIRN_TRY(remember(*document, plan, shown, rev));
    CAIRN_TRY(m_context.documents.setDisplayed(*document, rev));
    CAIRN_TRY(m_context.documents.setReconcile(*document, document->tree.hasConflict()));
    if (!begun || resolution.draft == Resolution::Draft::Ended)
        CAIRN_TRY(dropDraft(m_context.database, document->key));
    CAIRN_TRY(m_context.documents.settle(*document, batch.changes()));
    batch.changes().conflicts = true;
    CAIRN_TRY(batch.commit());
    return Saved{noteId, rev, true};
}

Result<ConflictResolver::Plan>
ConflictResolver::plan(const StoredDocument &document, const Resolution &resolution) const
{
    if (resolution.keep == Resolution::Keep::Merged)
        return planMerged(document, resolution);
    const QList<RevId> live = document.tree.liveLeaves();
    Plan plan;
    plan.onto = live.first();
    plan.absorbed = live.sliced(1);
    // Both: which version stays in the note must not depend on the device, or each other one's
    // would be a note twice.
    RevId kept = resolution.keep == Resolution::Keep::Both ? live.first() : *document.displayed;
    if (resolution.keep == Resolution::Keep::Other)
        kept = *std::find_if(
            resolution.seen.cbegin(), resolution.seen.cend(),
            [kept](const RevId &leaf) { return leaf != kept; });
    else if (resolution.keep == Resolution::Keep::Revision)
        kept = resolution.revision;
    if (!live.contains(kept))
        return failure(
            ErrorKind::Conflict, QStringLiteral("this is no longer one of the versions"),
            document.id);
    CAIRN_ASSIGN(plan.body, m_context.documents.body(document, kept));
    if (resolution.keep == Resolution::Keep::Both) {
        if (live.size() > kMaxVersionsAtOnce)
            return failure(
                ErrorKind::Invalid, QStringLiteral("these are too many versions to keep all"),
                document.id);
        plan.asNotes = live;
        plan.asNotes.removeOne(kept);
    }
    return plan;
}

Result<ConflictResolver::Plan>
ConflictResolver::planMerged(const StoredDocument &document, const Resolution &resolution) const
{
    CAIRN_TRY(checkSize(resolution.title, resolution.body));
    const RevId winner = std::max(resolution.seen.at(0), resolution.seen.at(1));
    const RevId loser = std::min(resolution.seen.at(0), resolution.seen.at(1));
    if (winner == loser)
        return failure(
            ErrorKind::Invalid, QStringLiteral("a version cannot be merged with itself"));
    CAIRN_ASSIGN(const QJsonObject winnerBody, m_context.documents.body(document, winner));
    CAIRN_ASSIGN(const QJsonObject loserBody, m_context.documents.body(document, loser));
    QJsonObject baseBody;
    if (const std::optional<RevId> base = mergeBase(document, winner, loser)) {
        CAIRN_ASSIGN(const auto read, readBase(m_context, document, *base));
        baseBody = read.value_or(QJsonObject());
    }
    // The person decided about the texts; tags, notebook and the like merge by their rules.
    Plan plan{winner, {loser}, mergeDocuments(baseBody, winnerBody, loserBody).body, {}};
    plan.body.insert(field::kTitle, resolution.title);
    plan.body.insert(field::kBody, resolution.body);
    return plan;
}

Result<QString> ConflictResolver::makeNote(QJsonObject body, ChangeSet &changes)
{
    stampBody(body, m_context);
    body.remove(field::kSource); // that is the other one: there is one note a source
    const QString id = makeDocumentId(kNoteType, m_context.clock, m_context.random);
    CAIRN_ASSIGN(StoredDocument note, m_context.documents.create(id));
    CAIRN_TRY(m_context.documents.writeLocal(note, std::nullopt, false, body));
    CAIRN_TRY(m_context.documents.settle(note, changes));
    return id;
}

Result<void> ConflictResolver::remember(
    const StoredDocument &document, const Plan &plan, const RevId &displayed, const RevId &made)
{
    ResolutionMemory memory{displayed, {}, made};
    if (plan.asNotes.isEmpty()) {
        memory.others = QList<RevId>{plan.onto} + plan.absorbed;
        memory.others.removeOne(displayed);
    }
    return memory.keep(m_context.meta, document.id);
}

Result<Saved> ConflictResolver::undo(const QString &noteId)
{
    StoreBatch batch(m_context);
    CAIRN_TRY(batch.begin());
    CAIRN_ASSIGN(std::optional<StoredDocument> document, m_context.documents.load(noteId));
    CAIRN_ASSIGN(const auto memory, ResolutionMemory::recall(m_context.meta, noteId));
    if (!document || !memory || !document->displayed)
        return failure(ErrorKind::NotFound, QStringLiteral("there is nothing to undo"), noteId);
    CAIRN_TRY(checkUntouched(*document, memory->made));

    CAIRN_ASSIGN(QJsonObject body, VersionStore(m_context).body(noteId, memory->displayed));
    for (const RevId &rev : memory->others) {
        CAIRN_ASSIGN(QJsonObject other, VersionStore(m_context).body(noteId, rev));
        CAIRN_TRY(makeNote(std::move(other), batch.changes()));
    }
    stampBody(body, m_context);
    // The files of other programs stay as they are; those of then may not be on the server any
    // more.
    CAIRN_ASSIGN(
        const QJsonObject present, m_context.documents.body(*document, *document->displayed));
    attachments::set(body, attachments::of(present));
    // A decision that is not sent yet is about to be replaced.
    CAIRN_TRY(m_context.documents.keepVersion(*document, *document->displayed));
    CAIRN_ASSIGN(
        const RevId rev,
        m_context.documents.writeLocal(*document, *document->displayed, false, body));
    CAIRN_TRY(VersionStore(m_context).keep(document->key, rev, body, QStringLiteral("restored")));
    CAIRN_TRY(m_context.documents.settle(*document, batch.changes()));
    CAIRN_TRY(ResolutionMemory::forget(m_context.meta, noteId));
    CAIRN_TRY(batch.commit());
    return Saved{noteId, rev, true};
}

} // namespace cairn
