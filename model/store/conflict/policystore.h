// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conflictpolicy.h"
#include "error.h"

#include <QHash>

#include <optional>

namespace cairn {

struct StoreContext;

/// The conflict policy of this profile on this device, and of single notebooks that differ. Rows of
/// `meta`, so they never leave the device. A change counts for conflicts that are found from then
/// on; those that wait for review go on waiting.
class PolicyStore {
public:
    explicit PolicyStore(StoreContext &context);

    Result<ConflictPolicy> policy();
    Result<void> setPolicy(ConflictPolicy policy);
    /// Nothing: the notebook does as the one around it, at the top as the profile.
    Result<std::optional<ConflictPolicy>> notebookPolicy(const QString &notebookId);
    Result<void>
    setNotebookPolicy(const QString &notebookId, const std::optional<ConflictPolicy> &policy);
    /// What counts for notes in this notebook; empty or unknown: no notebook.
    Result<ConflictPolicy> effective(const QString &notebookId);

private:
    Result<QHash<QString, ConflictPolicy>> exceptions();

    StoreContext &m_context;
};

} // namespace cairn
