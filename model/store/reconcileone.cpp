#include "store/reconcileone.h"

#include "store/documentstore.h"
#include "store/policydecider.h"
#include "store/reconciler.h"
#include "store/storebatch.h"

namespace cairn {

Result<ReconcileOutcome> reconcileDocument(StoreContext &context, qint64 documentKey)
{
    ReconcileOutcome outcome;
    Reconciler reconciler(context);
    reconciler.prepare(documentKey);
    StoreBatch batch(context);
    CAIRN_TRY(batch.begin());
    CAIRN_ASSIGN(std::optional<StoredDocument> document, context.documents.load(documentKey));
    if (!document)
        return outcome;
    CAIRN_ASSIGN(const Reconciler::Outcome done, reconciler.reconcile(*document));
    outcome.merged = done.merged;
    CAIRN_ASSIGN(
        const bool decided,
        done.open ? PolicyDecider(context).decide(*document, batch.changes())
                  : Result<bool>(false));
    outcome.decided = decided ? 1 : 0;
    outcome.conflicts = done.open && !decided ? 1 : 0;
    CAIRN_TRY(context.documents.setReconcile(*document, false));
    CAIRN_TRY(context.documents.settle(*document, batch.changes()));
    CAIRN_TRY(batch.commit());
    return outcome;
}

} // namespace cairn
