// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "merge/mergedlines.h"
#include "merge/noteoutline.h"

#include <set>

namespace cairn {

/// The regions in which both sides added the same line (or sentence) at different places, or each
/// removed another copy of a repeated one: one of the two was meant, or both, and only a person
/// knows. No doubt is there about lines that say nothing by themselves ("ok", a table's header),
/// about a template that both fill in at their own place, and about what came or went with its own
/// heading.
std::set<qsizetype> copiedRegions(
    const QList<MergeRegion> &regions, const UnitTexts &texts, const QList<RegionLines> &lines,
    const NoteOutline &base, const NoteOutline &mine, const NoteOutline &theirs);

} // namespace cairn
