// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

namespace cairn {

class Database;
struct StoreContext;

/// Which store this is: restoring a backup puts another one in its place, under its users. In
/// `meta`; written by whoever replaces a store, in the same step.
inline constexpr QStringView kGenerationName = u"generation";

Result<QString> storeGeneration(Database &database); ///< empty: never replaced

/// Inside a transaction. Transient with ErrorReason::StoreReplaced: it is not the store that was
/// opened.
Result<void> checkGeneration(const StoreContext &context);

/// Of taking something back that was done in the store of `generation`, inside the transaction.
/// Locked with ErrorReason::StoreReplaced: a backup was restored since.
Result<void> checkSameStore(Database &database, const QString &generation);

} // namespace cairn
