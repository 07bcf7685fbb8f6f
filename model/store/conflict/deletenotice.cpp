// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/conflict/deletenotice.h"

#include "document.h"
#include "store/history/activitystore.h"
#include "store/tree/documentstore.h"
#include "store/tree/metastore.h"
#include "store/tree/storecontext.h"

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

bool isOurs(StoreContext &context, const QJsonObject &body)
{
    const QString device = body.value(field::kDevice).toObject().value(u"id").toString();
    return context.meta.isThisDevice(device);
}

Result<void> append(StoreContext &context, const QString &id, Activity what)
{
    SyncActivity line;
    line.what = what;
    line.documentId = id;
    line.count = 1;
    return ActivityStore(context).append(line);
}

} // namespace

DeleteNotice::DeleteNotice(const StoredDocument &before)
    : m_leaves(before.tree.leaves())
    , m_displayed(before.displayed)
{
    const QList<RevId> live = before.tree.liveLeaves();
    if (live.size() == 1)
        m_live = live.first();
    if (live.isEmpty())
        m_deleted = before.displayed;
}

Result<void> DeleteNotice::tell(StoreContext &context, const StoredDocument &after) const
{
    if (!after.kind().isText())
        return {};
    CAIRN_ASSIGN(const bool elsewhere, wasDeletedElsewhere(context, after));
    CAIRN_ASSIGN(const bool here, wasDeletedHere(context, after));
    if (elsewhere)
        return append(context, after.id, Activity::EditStays);
    if (here)
        return append(context, after.id, Activity::EditReturned);
    CAIRN_ASSIGN(const bool trashed, wasTrashedHere(context, after));
    return trashed ? append(context, after.id, Activity::EditUntrashed) : Result<void>();
}

Result<void> DeleteNotice::tellMerged(
    StoreContext &context, const QString &id, const QJsonObject &a, const QJsonObject &b,
    const QJsonObject &merged)
{
    const auto isTrashed = [](const QJsonObject &body) { return body.contains(field::kTrashedAt); };
    if (isTrashed(a) == isTrashed(b) || isTrashed(merged))
        return {};
    const bool here = isOurs(context, isTrashed(a) ? a : b);
    return append(context, id, here ? Activity::EditUntrashed : Activity::EditStays);
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

/// A merge came that took our note out of the trash again.
Result<bool> DeleteNotice::wasTrashedHere(StoreContext &context, const StoredDocument &after) const
{
    const std::optional<RevId> winner = after.tree.winner();
    if (!m_displayed || !winner || m_leaves.contains(*winner))
        return false;
    const RevisionTree::Node *node = after.tree.node(*winner);
    if (node->merged.isEmpty()
        || (node->parent != m_displayed && !node->merged.contains(*m_displayed))
        || !after.states.value(*winner).hasBody || !after.states.value(*m_displayed).hasBody)
        return false;
    CAIRN_ASSIGN(const QJsonObject before, context.documents.body(after, *m_displayed));
    CAIRN_ASSIGN(const QJsonObject now, context.documents.body(after, *winner));
    return before.contains(field::kTrashedAt) && !now.contains(field::kTrashedAt)
        && isOurs(context, before);
}

} // namespace cairn
