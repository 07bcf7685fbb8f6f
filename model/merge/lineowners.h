// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "merge/mergedlines.h"
#include "merge/noteoutline.h"

#include <QHash>

namespace cairn {

/// How often each line key (linekey.h) occurs in a text; counted when first asked.
class KeyCounts {
public:
    explicit KeyCounts(const NoteOutline &outline)
        : m_outline(outline)
    {
    }
    int of(const QString &key);

private:
    const NoteOutline &m_outline;
    bool m_counted = false;
    QHash<QString, int> m_counts;
};

/// Compares what lines belong to and refer to in a merged text with the same in the text of one
/// side.
class LineOwners {
public:
    struct Inputs {
        const NoteOutline &merged;
        const NoteOutline &mine;
        const NoteOutline &theirs;
        const QList<MergedLine> &lines;
        const QList<RegionLines> &regions;
    };
    LineOwners(const Inputs &inputs, const MergeSide &side, const MergeSide &other);

    /// Has a line that this side wrote the same heading, list item, fence, quote, comment, table
    /// and indentation in the merged text?
    bool belongsAsBefore(int mergedLine, int sideLine);
    /// Is this still the same heading, item, definition …? It may have been reworded in its place,
    /// or moved when there is only one of that name, but not have changed its name with another.
    bool isSame(int mergedLine, int sideLine);

private:
    const NoteOutline &outlineOf(const MergeSide &side) const;
    bool isReworded(int mergedLine, int sideLine);
    bool hasSameHeadings(int mergedHeading, int sideHeading);
    bool hasSameContainers(int mergedContainer, int sideContainer);
    bool isSameContainer(const OutlineContainer &merged, const OutlineContainer &side);
    bool hasSameElements(int mergedElement, int sideElement);

    Inputs m_in;
    const MergeSide &m_side;
    const MergeSide &m_other;
    const NoteOutline &m_sideOutline;
    const NoteOutline &m_otherOutline;
    KeyCounts m_mergedCounts;
    KeyCounts m_sideCounts;
    QHash<quint64, bool> m_same; ///< what isSame() found
};

} // namespace cairn
