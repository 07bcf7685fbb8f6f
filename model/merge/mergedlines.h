// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "merge/mergelaws.h"
#include "merge/mergeregions.h"

#include <QList>
#include <QString>

namespace cairn {

/// The lines, from and to, that a region covers in the three texts.
struct RegionLines {
    UnitRange base;
    UnitRange mine;
    UnitRange theirs;
};

/// One line of the merged text and the lines it is made of; -1: none.
struct MergedLine {
    int base = -1;
    int mine = -1;
    int theirs = -1;
    int mineRegion = -1; ///< the settled region by which this side wrote the line
    int theirsRegion = -1;
};

/// One side of a merge, for rules that hold for both.
struct MergeSide {
    MergeRegion::Take take;
    UnitRange MergeRegion::*units;
    UnitRange RegionLines::*lines;
    QList<QStringView> UnitTexts::*texts;
    int MergedLine::*line;
    int MergedLine::*region;
};

/// Mine and theirs.
const MergeSide &mergeSide(bool mine);

/// Did both sides change this place to the same text?
bool isSameChange(const MergeRegion &region, const UnitTexts &texts);

QList<RegionLines> regionLines(const QList<MergeRegion> &regions, const UnitTexts &texts);

/// The merged text, line by line. Places to decide are taken from one side; nobody wrote these
/// lines.
struct MergedText {
    MergedText(const QList<MergeRegion> &regions, const UnitTexts &texts, bool undecidedAsMine);
    QString text;
    QList<MergedLine> lines;
};

} // namespace cairn
