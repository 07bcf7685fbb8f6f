// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changeset.h"
#include "error.h"
#include "store/notes/notebookstore.h"

namespace cairn {

struct StoreContext;

/// Notes that stay, or come back, do so with the place that they were in: the notebook `id` and
/// those that it was inside of live again, as they were last. What lives stays as it is, and what
/// nothing is known of stays away. Inside a transaction. Returns whether `id` names a notebook now.
Result<bool> bringNotebookBack(StoreContext &context, const QString &id, ChangeSet &changes);

/// One that a person deleted, alone: what it was inside of is brought back before. What lives stays
/// as it is. Inside a transaction.
Result<void>
bringPlaceBack(StoreContext &context, const NotebookRemoval::Place &place, ChangeSet &changes);

} // namespace cairn
