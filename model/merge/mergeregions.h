// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "merge/unitdiff.h"

#include <QList>

#include <optional>

namespace cairn {

/// Half-open range of unit indices.
struct UnitRange {
    qsizetype begin = 0;
    qsizetype end = 0;
    qsizetype size() const { return end - begin; }
    bool contains(qsizetype unit) const { return unit >= begin && unit < end; }
};

/// A stretch of a three-way comparison; the regions in order cover all three sequences.
struct MergeRegion {
    enum class Take {
        Unchanged,
        Mine,
        Theirs,
        Undecided
    }; ///< the same change on both sides is Mine
    Take take = Take::Unchanged;
    UnitRange base;
    UnitRange mine;
    UnitRange theirs;
};

/// Three sequences of units as numbers, equal numbers for equal units.
struct UnitSequences {
    QList<int> base;
    QList<int> mine;
    QList<int> theirs;
};

/// Compares two changed sequences with their base and says for every stretch whose content is to be
/// taken. Overlapping or adjacent different changes are undecided. Nothing when no safe answer
/// exists: a change touches a run of identical base units (which of them changed is a guess), or
/// the sequences are past the bounds. Symmetric.
std::optional<QList<MergeRegion>> mergeRegions(const UnitSequences &units);

} // namespace cairn
