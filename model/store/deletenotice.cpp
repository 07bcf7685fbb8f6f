#include "store/deletenotice.h"

#include "document.h"
#include "store/activitystore.h"
#include "store/documentstore.h"
#include "store/storecontext.h"

namespace cairn {

namespace {

/// A tombstone that a person's deletion wrote; the others only close leaves that went into a merge.
Result<bool>
isDeletion(StoreContext &context, const StoredDocument &document, const RevId &tombstone)
{
    if (!document.states.value(tombstone).hasBody)
        return true;
    CAIRN_ASSIGN(const QJsonObject body, context.documents.body(document, tombstone));
    return !body.value(field::kClosed).toBool();
}

} // namespace

DeleteNotice::DeleteNotice(const StoredDocument &before)
    : m_leaves(before.tree.leaves())
{
    const QList<RevId> live = before.tree.liveLeaves();
    if (live.size() == 1)
        m_live = live.first();
    if (live.isEmpty())
        m_deleted = before.displayed;
}

Result<void> DeleteNotice::tell(StoreContext &context, const StoredDocument &after) const
{
    if (after.type != kNoteType)
        return {};
    CAIRN_ASSIGN(const bool elsewhere, wasDeletedElsewhere(context, after));
    CAIRN_ASSIGN(const bool here, wasDeletedHere(context, after));
    if (!elsewhere && !here)
        return {};
    SyncActivity line;
    line.what = QStringLiteral("edit-kept");
    line.documentId = after.id;
    line.count = 1;
    line.detail = elsewhere
        ? QStringLiteral("Deleted on another device, but edited here: the edited note stays.")
        : QStringLiteral("Deleted here, but edited on another device: the edited note is back.");
    return ActivityStore(context).append(line);
}

/// A deletion came that did not know of our leaf.
Result<bool>
DeleteNotice::wasDeletedElsewhere(StoreContext &context, const StoredDocument &after) const
{
    if (!m_live || !after.tree.isLeaf(*m_live))
        return false;
    const QList<RevId> leaves = after.tree.leaves();
    for (const RevId &leaf : leaves) {
        if (!after.tree.node(leaf)->deleted || m_leaves.contains(leaf))
            continue;
        CAIRN_ASSIGN(const bool deletion, isDeletion(context, after, leaf));
        if (deletion)
            return true;
    }
    return false;
}

/// An edit came that did not know of our deletion.
Result<bool> DeleteNotice::wasDeletedHere(StoreContext &context, const StoredDocument &after) const
{
    const QList<RevId> live = after.tree.liveLeaves();
    if (!m_deleted || live.isEmpty() || !after.tree.isLeaf(*m_deleted))
        return false;
    return isDeletion(context, after, *m_deleted);
}

} // namespace cairn
