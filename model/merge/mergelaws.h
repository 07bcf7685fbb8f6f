// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "merge/mergeregions.h"

#include <QList>
#include <QStringView>

namespace cairn {

/// The texts of the units of a three-way merge; those of one sequence lie behind each other in
/// memory.
struct UnitTexts {
    QList<QStringView> base;
    QList<QStringView> mine;
    QList<QStringView> theirs;
};

/// Would a merge keep the number of what neither side multiplied or removed? Place by place a merge
/// can be right and the whole still wrong: when both moved a paragraph, to different places, it
/// would stand there twice. So each line, and each longer word (a moved paragraph may be edited as
/// well), that neither side has more of than the base may not be more in the result, and what
/// neither side has less of may not be less. Symmetric.
bool keepsEveryWord(const QList<MergeRegion> &regions, const UnitTexts &texts);

} // namespace cairn
