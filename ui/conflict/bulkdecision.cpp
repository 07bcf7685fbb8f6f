// SPDX-License-Identifier: GPL-3.0-or-later
#include "conflict/bulkdecision.h"

#include <algorithm>

namespace cairn {

namespace {

ConflictLeaf newest(const QList<ConflictLeaf> &leaves)
{
    return *std::max_element(
        leaves.cbegin(), leaves.cend(), [](const ConflictLeaf &a, const ConflictLeaf &b) {
            return a.at != b.at ? a.at < b.at : a.rev < b.rev;
        });
}

} // namespace

Resolution BulkDecision::resolution() const
{
    return {Resolution::Keep::Revision, {}, {}, kept.rev, seen};
}

QList<BulkDecision> BulkDecision::of(const QList<ConflictSummary> &conflicts, Rule rule)
{
    QList<BulkDecision> decisions;
    for (const ConflictSummary &conflict : conflicts) {
        if (conflict.leaves.size() < 2 || conflict.begun)
            continue;
        BulkDecision decision{conflict.id, conflict.title, conflict.leaves.first(), {}};
        if (rule == Rule::Other)
            decision.kept = newest(conflict.leaves.sliced(1));
        else if (rule == Rule::Newest)
            decision.kept = newest(conflict.leaves);
        for (const ConflictLeaf &leaf : conflict.leaves)
            decision.seen.append(leaf.rev);
        decisions.append(decision);
    }
    return decisions;
}

} // namespace cairn
