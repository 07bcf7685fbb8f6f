// SPDX-License-Identifier: GPL-3.0-or-later
#include "bulkundo.h"

#include "errorwords.h"
#include "status/toast.h"

namespace cairn {

void BulkUndo::tell(
    Store &store, Toast &toast, UndoJournal &journal, const BulkRun::Outcome &outcome,
    const QString &done, const std::function<void(const QStringList &)> &again) const
{
    const auto &trouble = outcome.trouble;
    const bool isFinal = trouble && UndoJournal::isFinal(*trouble);
    const bool nothing = undone == 0 && staying.isEmpty();
    if (isFinal && (nothing || trouble->reason == ErrorReason::StoreReplaced)) {
        journal.failed(*trouble);
        return;
    }
    const QString said = words(store, outcome, done);
    const QStringList rest =
        outcome.left + staying.damaged + (isFinal ? QStringList() : outcome.failed);
    if (rest.isEmpty()) {
        journal.told(said);
        return;
    }
    toast.show(said); // beside the message of the step
    again(rest);
}

QString BulkUndo::words(Store &store, const BulkRun::Outcome &outcome, const QString &done) const
{
    if (!outcome.trouble)
        return staying.with(done, undone, store);
    const QString why = ErrorWords::reason(*outcome.trouble);
    const QString said = undone == 0
        ? tr("That did not work: %1.").arg(why)
        : tr("%1. That did not work for others: %2.", "3 notes are as they were, why")
              .arg(done, why);
    return QStringList{said, staying.words(store)}.join(u' ').trimmed();
}

} // namespace cairn
