// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/notes/crossededit.h"

#include "clock.h"
#include "damagedtext.h"
#include "document.h"
#include "merge/documentmerge.h"
#include "store/conflict/removalguard.h"
#include "store/history/versionstore.h"
#include "store/notes/noteedit.h"
#include "store/projection/notebooktree.h"
#include "store/tree/documentstore.h"
#include "store/tree/storecontext.h"

#include <QElapsedTimer>

namespace cairn {

namespace {

constexpr int kMostAncestors = 8; ///< whose texts are compared
constexpr int kMostMs = 500; ///< of comparing: somebody's save waits for it

bool isShown(const StoredDocument &document)
{
    return document.displayed && !document.tree.node(*document.displayed)->deleted;
}

} // namespace

CrossedEdit::CrossedEdit(StoreContext &context, const NotePatch &patch)
    : m_context(context)
    , m_patch(patch)
{
}

bool CrossedEdit::isNeeded(const StoredDocument &document, const NotePatch &patch)
{
    if (!patch.basedOn || patch.basedOn == document.displayed)
        return false;
    // A version that stands beside the displayed one is edited where it is.
    return !isShown(document) || !document.tree.liveLeaves().contains(*patch.basedOn);
}

void CrossedEdit::prepare(const NoteEditor &editor, const QString &id)
{
    // Read without a transaction: whatever does not fit together is only not prepared.
    const auto document = m_context.documents.load(id);
    if (!document || !*document || !isNeeded(**document, m_patch) || !isShown(**document))
        return;
    if (auto meeting = meet(editor, **document))
        m_prepared = std::move(*meeting);
}

bool CrossedEdit::isReady(const StoredDocument &document) const
{
    return !isNeeded(document, m_patch) || !isShown(document)
        || (m_prepared && m_prepared->shown == document.displayed);
}

Result<CrossedEdit::Meeting>
CrossedEdit::meet(const NoteEditor &editor, const StoredDocument &document) const
{
    Meeting meeting;
    meeting.shown = *document.displayed;
    CAIRN_ASSIGN(meeting.theirs, m_context.documents.body(document, meeting.shown));
    CAIRN_ASSIGN(meeting.base, baseOf(document));
    CAIRN_ASSIGN(meeting.mine, editor.patched(meeting.base.value_or(meeting.theirs), m_patch));
    if (!meeting.base)
        return meeting;
    const DocumentMerge merge = mergeDocuments(*meeting.base, meeting.mine, meeting.theirs);
    if (merge.isClean()) {
        meeting.merged = merge.body;
    } else {
        CAIRN_ASSIGN(meeting.apart, whereTheyPart(document, meeting));
    }
    return meeting;
}

/// The text that the edit was made of: it comes with the edit, or the store still has it.
Result<std::optional<QJsonObject>> CrossedEdit::baseOf(const StoredDocument &document) const
{
    if (!m_patch.base.isEmpty())
        return std::optional(m_patch.base);
    auto body = m_context.documents.body(document, *m_patch.basedOn);
    if (body)
        return std::optional(*body);
    if (isTextMissing(body.error()))
        return std::optional<QJsonObject>();
    return tl::unexpected(body.error());
}

Result<std::optional<RevId>> CrossedEdit::write(const NoteEditor &editor, StoredDocument &document)
{
    if (!isShown(document))
        return bringBack(editor, document);
    Meeting meeting;
    if (m_prepared && m_prepared->shown == document.displayed) {
        meeting = *m_prepared;
    } else {
        CAIRN_ASSIGN(meeting, meet(editor, document));
    }
    return meeting.merged ? writeMerged(editor, document, meeting)
                          : writeBeside(editor, document, meeting);
}

Result<std::optional<RevId>>
CrossedEdit::writeMerged(const NoteEditor &editor, StoredDocument &document, const Meeting &meeting)
{
    if (sameContent(*meeting.merged, meeting.theirs))
        return std::optional<RevId>();
    // Nobody here has seen that text: it goes to the history before it is written over.
    CAIRN_TRY(m_context.documents.keepVersion(document, meeting.shown));
    QJsonObject body = *meeting.merged;
    // All that the person has before them is there: they miss nothing of it. What went and is not
    // there goes on being missed, for they did not see that.
    if (RemovalGuard::isWhole(meeting.mine, body))
        CAIRN_TRY(RemovalGuard::takenOver(m_context.database, document.key));
    editor.stamp(body);
    body.insert(field::kUpdatedAt, m_context.clock.nowMs());
    CAIRN_ASSIGN(
        const RevId written, m_context.documents.writeLocal(document, meeting.shown, false, body));
    return std::optional(written);
}

/// As a version beside the present one. It is the one that goes on being shown here: no text
/// changes under the caret.
Result<std::optional<RevId>>
CrossedEdit::writeBeside(const NoteEditor &editor, StoredDocument &document, const Meeting &meeting)
{
    CAIRN_ASSIGN(const std::optional<RevId> parent, commonParent(document, meeting));
    QJsonObject body = meeting.mine;
    editor.stamp(body);
    CAIRN_ASSIGN(
        const RevId written, m_context.documents.writeLocal(document, parent, false, body));
    CAIRN_TRY(m_context.documents.setReconcile(document, true));
    m_undecided = true;
    return std::optional(written);
}

bool CrossedEdit::isBaseKnown(const StoredDocument &document) const
{
    const RevisionTree::Node *known = document.tree.node(*m_patch.basedOn);
    return known && !known->deleted;
}

/// What both versions descend from. Where the base was squashed away and what took its place was
/// not sent either, the base comes back between them, for the person who decides has to see it.
Result<std::optional<RevId>>
CrossedEdit::commonParent(StoredDocument &document, const Meeting &meeting) const
{
    if (isBaseKnown(document))
        return m_patch.basedOn;
    const RevisionTree::Node shown = *document.tree.node(meeting.shown);
    const RevisionState state = document.states.value(meeting.shown);
    const bool rewritable =
        document.tree.isLeaf(meeting.shown) && !state.mayBeOnServer() && shown.merged.isEmpty();
    if (!meeting.base || !rewritable || meeting.apart != shown.parent)
        return meeting.apart;
    DocumentStore &documents = m_context.documents;
    CAIRN_ASSIGN(
        const RevId base, documents.writeLocal(document, shown.parent, false, *meeting.base));
    if (base == meeting.shown)
        return std::optional(base);
    CAIRN_TRY(documents.dropLeaf(document, meeting.shown));
    CAIRN_TRY(documents.writeChild(document, base, false, meeting.theirs));
    return std::optional(base);
}

/// The nearest revision behind what is shown from which the two cannot be merged. The base that
/// came with the edit is known here only: from a revision with words that came meanwhile, and that
/// the person has not seen, other devices would take what was typed for their removal. Nothing:
/// there is none that is found in time, and the edit begins a line of its own.
Result<std::optional<RevId>>
CrossedEdit::whereTheyPart(const StoredDocument &document, const Meeting &meeting) const
{
    if (isBaseKnown(document))
        return m_patch.basedOn;
    const QList<RevId> line = document.tree.path(meeting.shown);
    QElapsedTimer running;
    running.start();
    int looked = 0;
    for (qsizetype i = 1; i < line.size() && looked < kMostAncestors; ++i) {
        if (running.elapsed() > kMostMs)
            break;
        if (document.tree.node(line.at(i))->deleted)
            continue;
        const auto body = m_context.documents.body(document, line.at(i));
        if (!body && !isTextMissing(body.error()))
            return tl::unexpected(body.error());
        if (body && !mergeDocuments(*body, meeting.mine, meeting.theirs).isClean())
            return std::optional(line.at(i));
        looked += body ? 1 : 0;
    }
    return std::optional<RevId>();
}

/// The note was deleted for good, or discarded, while somebody wrote: the edit lives.
Result<std::optional<RevId>>
CrossedEdit::bringBack(const NoteEditor &editor, StoredDocument &document)
{
    CAIRN_ASSIGN(const std::optional<QJsonObject> base, baseOf(document));
    QJsonObject mine;
    if (base) {
        CAIRN_ASSIGN(mine, editor.patched(*base, m_patch));
    }
    if (!base || sameContent(mine, *base))
        return failure(ErrorKind::NotFound, QStringLiteral("no such note"), document.id);
    CAIRN_ASSIGN(const NotebookTree notebooks, NotebookTree::load(m_context.database));
    if (notebooks.resolve(mine.value(field::kNotebook).toString()).isEmpty())
        mine.remove(field::kNotebook);
    mine.remove(field::kTrashedAt);
    CAIRN_TRY(RemovalGuard::takenOver(m_context.database, document.key));
    editor.stamp(mine);
    CAIRN_ASSIGN(
        const RevId written,
        m_context.documents.writeLocal(document, document.displayed, false, mine));
    return std::optional(written);
}

} // namespace cairn
