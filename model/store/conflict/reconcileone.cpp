// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/conflict/reconcileone.h"

#include "damagedtext.h"
#include "store/conflict/policydecider.h"
#include "store/conflict/reconciler.h"
#include "store/conflict/removalguard.h"
#include "store/tree/documentstore.h"
#include "store/tree/storebatch.h"

namespace cairn {

namespace {

constexpr int kMaxSteps = 16; ///< of merging one document in one pass

/// A merge that takes one more note from the person's sight than can be believed: nothing of it is
/// done, and the person decides between the versions.
Result<void>
leaveOpen(StoreContext &context, qint64 key, StoreBatch &batch, ReconcileOutcome &outcome)
{
    batch.giveUp();
    CAIRN_TRY(batch.begin());
    CAIRN_ASSIGN(std::optional<StoredDocument> document, context.documents.load(key));
    if (!document)
        return {};
    outcome.conflicts += 1;
    CAIRN_TRY(context.documents.setReconcile(*document, false));
    CAIRN_TRY(context.documents.settle(*document, batch.changes()));
    return batch.commit();
}

/// One transaction. Returns whether there may be more to do.
Result<bool> step(
    StoreContext &context, Reconciler &reconciler, PolicyDecider &decider, qint64 key,
    ReconcileOutcome &outcome)
{
    StoreBatch batch(context);
    CAIRN_TRY(batch.begin());
    CAIRN_ASSIGN(std::optional<StoredDocument> document, context.documents.load(key));
    if (!document)
        return false;
    const std::optional<RevId> shown = document->displayed;
    CAIRN_ASSIGN(const Reconciler::Outcome done, reconciler.carryOut(*document));
    if (done.moved)
        return true;
    const bool open = done.several && !done.joined;
    CAIRN_ASSIGN(
        const bool decided,
        open ? decider.carryOut(*document, batch.changes()) : Result<bool>(false));
    RemovalGuard guard(context);
    CAIRN_ASSIGN(const RemovalEffect removal, guard.effect(*document, shown));
    if (removal.kind != Removal::None) {
        CAIRN_ASSIGN(
            const bool admitted,
            removal.unasked ? Result<bool>(true) : guard.admits(*document, removal.kind));
        if (!admitted) {
            CAIRN_TRY(leaveOpen(context, key, batch, outcome));
            return false;
        }
        CAIRN_TRY(guard.record(*document, removal, removal.unasked));
    }
    outcome.merged += done.joined ? 1 : 0;
    outcome.decided += decided ? 1 : 0;
    outcome.conflicts += open && !decided ? 1 : 0;
    const bool more = done.joined && done.several;
    if (!more)
        CAIRN_TRY(context.documents.setReconcile(*document, false));
    CAIRN_TRY(context.documents.settle(*document, batch.changes()));
    CAIRN_TRY(batch.commit());
    return more;
}

} // namespace

Result<ReconcileOutcome> reconcileDocument(StoreContext &context, qint64 documentKey)
{
    ReconcileOutcome outcome;
    Reconciler reconciler(context);
    PolicyDecider decider(context);
    const auto plan = [&](const StoredDocument &document) -> Result<void> {
        CAIRN_TRY(reconciler.plan(document));
        if (!reconciler.joins())
            CAIRN_TRY(decider.plan(document));
        return {};
    };
    for (int count = 0; count < kMaxSteps; ++count) {
        {
            // Read without a transaction: should it not fit together, the leaves differ below.
            CAIRN_ASSIGN(const auto seen, context.documents.load(documentKey));
            if (!seen)
                return outcome;
            if (const auto planned = plan(*seen); !planned) {
                if (isDamagedText(planned.error())) { // left as it is, and other notes go on
                    StoreBatch batch(context);
                    CAIRN_TRY(batch.begin());
                    CAIRN_TRY(leaveOpen(context, documentKey, batch, outcome));
                    return outcome;
                }
                if (planned.error().kind != ErrorKind::NotFound || count + 1 == kMaxSteps)
                    return Failure(planned.error());
                continue;
            }
        }
        CAIRN_ASSIGN(const bool more, step(context, reconciler, decider, documentKey, outcome));
        if (!more)
            return outcome;
    }
    outcome.more = true;
    return outcome;
}

} // namespace cairn
