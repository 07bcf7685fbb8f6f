// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/notes/notestore.h"
#include "undojournal.h"

#include <QCoreApplication>

#include <functional>

namespace cairn {

class StayingNotes;
class Store;

/// Undoes what was set on notes, with the patch that says what was before. UI thread.
class TakeBack {
    Q_DECLARE_TR_FUNCTIONS(cairn::TakeBack)
public:
    /// Only on those notes that are still as the act left them and whose text can be read; the
    /// others stay, and are named. One transaction. What is being typed is to be written before.
    static UndoJournal::Outcome
    run(Store &store, UndoJournal &journal, const QList<ManyEdit> &ways,
        const std::function<bool(const NoteSummary &)> &isStillSo);
    /// Says how many are as they were, and which ones stay.
    static UndoJournal::Outcome
    tell(Store &store, UndoJournal &journal, qsizetype undone, const StayingNotes &staying);
    /// Of those that are there. Storage, Transient: it is not known which.
    static Result<QList<NoteSummary>> summaries(Store &store, const QStringList &ids);
};

} // namespace cairn
