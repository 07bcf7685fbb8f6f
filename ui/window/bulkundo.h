// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bulkrun.h"
#include "stayingnotes.h"
#include "undojournal.h"

#include <QCoreApplication>

#include <functional>

namespace cairn {

/// One step on many notes that is being undone by a BulkRun: what comes of it, and the words for
/// it. UI thread.
class BulkUndo {
    Q_DECLARE_TR_FUNCTIONS(cairn::BulkUndo)
public:
    int undone = 0;
    StayingNotes staying;

    /// At the end. `done` says what was done with so many. What could not be undone, and may be
    /// later, is given to `again`, which makes a step of it.
    void tell(
        Store &store, Toast &toast, UndoJournal &journal, const BulkRun::Outcome &outcome,
        const QString &done, const std::function<void(const QStringList &)> &again) const;

private:
    QString words(Store &store, const BulkRun::Outcome &outcome, const QString &done) const;
};

} // namespace cairn
