// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "merge/mergelaws.h"
#include "merge/mergeregions.h"

#include <set>

namespace cairn {

/// What a check finds wrong with a merge: the regions that a person has to decide, or the whole
/// text where no region can be named.
struct MergeDoubts {
    bool wholeText = false;
    std::set<qsizetype> regions;
    bool isEmpty() const { return !wholeText && regions.empty(); }
};

/// Looks at the merged text as the Markdown parser sees it. Doubtful is every region
///  - with a line that has another owner there than in the text of the side that wrote it (heading,
///    list item, fence, quote, comment, table, indentation; a reworded one is the same owner),
///  - with a line whose links or footnotes lead elsewhere,
///  - with the same line that the other side added at a different place, or another copy of a line
///    that the other side removed as well,
///  - that defines a label, footnote or front-matter key which the other side defines as well;
/// and all fences or comments where text that nobody changed would become code or be hidden, or be
/// no longer. Symmetric; takes time with the size of the texts and not with its square.
MergeDoubts structureDoubts(const QList<MergeRegion> &regions, const UnitTexts &texts);

} // namespace cairn
