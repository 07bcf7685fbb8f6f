// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conflict.h"

namespace cairn {

/// One rule for all notes that need review, and what it comes to for each: what a person is shown
/// first and what is done then are the same list. Pure values.
struct BulkDecision {
    enum class Rule {
        Mine, ///< what this device shows
        Other, ///< what it does not show; of several the newest
        Newest, ///< what was edited last, by the clocks of the devices
    };
    QString noteId;
    QString title;
    ConflictLeaf kept;
    QList<RevId> seen; ///< it holds for these versions only

    Resolution resolution() const;
    static QList<BulkDecision> of(const QList<ConflictSummary> &conflicts, Rule rule);
};

} // namespace cairn
