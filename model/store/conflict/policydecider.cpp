// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/conflict/policydecider.h"

#include "conflict.h"
#include "document.h"
#include "store/conflict/policystore.h"
#include "store/conflict/resolutionmemory.h"
#include "store/conflict/typeddraft.h"
#include "store/history/activitystore.h"
#include "store/tree/documentstore.h"
#include "store/tree/leafwriter.h"
#include "store/tree/metastore.h"
#include "store/tree/storecontext.h"

#include <QSet>

#include <algorithm>

namespace cairn {

namespace {

RevId newest(const QHash<RevId, QJsonObject> &bodies, const QList<RevId> &leaves)
{
    return *std::max_element(
        leaves.cbegin(), leaves.cend(), [&bodies](const RevId &a, const RevId &b) {
            const qint64 atA = bodies.value(a).value(field::kUpdatedAt).toInteger();
            const qint64 atB = bodies.value(b).value(field::kUpdatedAt).toInteger();
            return atA != atB ? atA < atB : a < b;
        });
}

/// What this device has not sent yet came after what the server has. Once all of them are there, it
/// is CouchDB's own choice.
RevId servers(const StoredDocument &document, const QList<RevId> &leaves)
{
    for (const RevId &leaf : leaves) {
        if (document.states.value(leaf).acknowledged)
            return leaf;
    }
    return leaves.first();
}

} // namespace

PolicyDecider::PolicyDecider(StoreContext &context)
    : m_context(context)
{
}

Result<bool> PolicyDecider::plan(const StoredDocument &document)
{
    m_plan.reset();
    Plan plan;
    plan.seen = plan.live = document.tree.liveLeaves();
    const DocumentKind::Apart apart = document.kind().apart;
    if (apart == DocumentKind::Apart::Stay || !document.displayed || plan.seen.size() < 2)
        return false;
    if (plan.seen.size() > kMaxVersionsAtOnce)
        return false; // nobody had that in mind
    CAIRN_ASSIGN(const bool complete, readLeaves(document, plan.bodies));
    if (!complete)
        return false;
    if (apart == DocumentKind::Apart::BothStay) {
        plan.policy = ConflictPolicy::Both;
    } else {
        const QString notebook =
            plan.bodies.value(*document.displayed).value(field::kNotebook).toString();
        CAIRN_ASSIGN(plan.policy, PolicyStore(m_context).effective(notebook));
    }
    if (plan.policy == ConflictPolicy::Ask)
        return false;
    CAIRN_ASSIGN(const bool begun, hasTypedDraft(m_context.database, document.key));
    if (begun)
        return false;
    findOvertaken(plan);
    if (plan.live.size() > 1) {
        CAIRN_ASSIGN(plan.kept, choose(plan, document));
    }
    if (!plan.kept && plan.overtaken.isEmpty())
        return false;
    m_plan = std::move(plan);
    return true;
}

Result<bool> PolicyDecider::carryOut(StoredDocument &document, ChangeSet &changes)
{
    if (!m_plan || m_plan->seen != document.tree.liveLeaves() || !document.displayed)
        return false;
    CAIRN_ASSIGN(const bool begun, hasTypedDraft(m_context.database, document.key)); // meanwhile
    if (begun)
        return false;
    const RevId displayed = *document.displayed;
    CAIRN_TRY(closeOvertaken(document));
    const QList<RevId> &live = m_plan->live;
    if (live.size() == 1)
        return true;
    if (!m_plan->kept)
        return false;
    const RevId kept = *m_plan->kept;
    const bool both = m_plan->policy == ConflictPolicy::Both;
    ResolutionMemory memory{live.contains(displayed) ? displayed : kept, {}, {}};
    for (const RevId &leaf : live) {
        if (both && leaf != kept)
            CAIRN_TRY(makeOneOfVersion(
                m_context, document.id, leaf, m_plan->bodies.value(leaf), changes));
        else if (!both && leaf != memory.displayed)
            memory.others.append(leaf);
    }
    QJsonObject body = m_plan->bodies.value(kept);
    body.insert(field::kResolved, true);
    body.insert(field::kChosen, true);
    CAIRN_ASSIGN(
        memory.made,
        absorbLeaves(m_context, document, live.first(), live.sliced(1), std::move(body)));
    CAIRN_TRY(memory.keep(m_context.meta, document.id));
    CAIRN_TRY(m_context.documents.setDisplayed(document, memory.made));
    if (document.kind().apart == DocumentKind::Apart::Asked)
        CAIRN_TRY(tell(document.id, m_plan->policy));
    return true;
}

Result<void> PolicyDecider::tell(const QString &noteId, ConflictPolicy policy)
{
    SyncActivity line;
    line.what = Activity::Decided;
    line.documentId = noteId;
    line.count = 1;
    line.detail = conflictPolicyName(policy);
    return ActivityStore(m_context).append(line);
}

/// False: a text is not at hand, so there is nothing to decide about yet.
Result<bool> PolicyDecider::readLeaves(const StoredDocument &document, Bodies &bodies) const
{
    const QList<RevId> live = document.tree.liveLeaves();
    for (const RevId &leaf : live) {
        if (!document.states.value(leaf).hasBody)
            return false;
        CAIRN_ASSIGN(QJsonObject body, m_context.documents.body(document, leaf));
        bodies.insert(leaf, std::move(body));
    }
    return bodies.contains(*document.displayed);
}

/// Of several choices the greatest stands. Deciding between them once more would give the other
/// device something to decide again, for ever.
void PolicyDecider::findOvertaken(Plan &plan)
{
    for (const RevId &leaf : std::as_const(plan.seen)) { // best first
        const QJsonObject body = plan.bodies.value(leaf);
        if (body.value(field::kResolved).toBool() && body.value(field::kChosen).toBool())
            plan.overtaken.append(leaf);
    }
    if (!plan.overtaken.isEmpty())
        plan.standing = plan.overtaken.takeFirst();
    for (const RevId &leaf : std::as_const(plan.overtaken))
        plan.live.removeOne(leaf);
}

Result<void> PolicyDecider::closeOvertaken(StoredDocument &document)
{
    for (const RevId &leaf : std::as_const(m_plan->overtaken)) {
        CAIRN_TRY(closeLeaf(m_context, document, leaf));
        if (document.displayed == leaf)
            CAIRN_TRY(m_context.documents.setDisplayed(document, m_plan->standing));
    }
    return {};
}

Result<std::optional<RevId>>
PolicyDecider::choose(const Plan &plan, const StoredDocument &document) const
{
    switch (plan.policy) {
    case ConflictPolicy::Newest:
        return std::optional(newest(plan.bodies, plan.live));
    case ConflictPolicy::Server:
        return std::optional(servers(document, plan.live));
    case ConflictPolicy::Both:
        return std::optional(plan.live.first());
    case ConflictPolicy::Mine: {
        // A device that only looks on leaves it to those that wrote.
        const RevId shown =
            plan.overtaken.contains(*document.displayed) ? plan.standing : *document.displayed;
        QList<RevId> others = plan.live;
        others.removeOne(shown);
        CAIRN_ASSIGN(const bool here, wasWrittenHere(document, shown, std::move(others)));
        return here ? std::optional(shown) : std::nullopt;
    }
    case ConflictPolicy::Ask:
        break;
    }
    return std::optional<RevId>();
}

/// Something that only this leaf descends from was written here. The leaf itself may be a merge,
/// which names the other device.
Result<bool> PolicyDecider::wasWrittenHere(
    const StoredDocument &document, const RevId &leaf, QList<RevId> others) const
{
    QList<RevId> open{leaf};
    QSet<RevId> seen;
    while (!open.isEmpty()) {
        const RevId rev = open.takeLast();
        const bool shared =
            std::any_of(others.cbegin(), others.cend(), [&document, &rev](const RevId &other) {
                return document.tree.isAncestor(rev, other);
            });
        const RevisionTree::Node *node = document.tree.node(rev);
        if (shared || !node || seen.contains(rev))
            continue;
        seen.insert(rev);
        const RevisionState state = document.states.value(rev);
        if (state.hasBody && !state.isReceived()) {
            CAIRN_ASSIGN(const QJsonObject body, m_context.documents.body(document, rev));
            const QJsonObject device = body.value(field::kDevice).toObject();
            if (m_context.meta.isThisDevice(device.value(QLatin1String("id")).toString()))
                return true;
        }
        if (node->parent)
            open.append(*node->parent);
        open.append(node->merged);
    }
    return false;
}

} // namespace cairn
