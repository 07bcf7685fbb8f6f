// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conflict/worddiff.h"

namespace cairn {

/// Two texts, what each has that the other has not, and the places where they differ, in the order
/// of the text. Pure.
class VersionComparison {
public:
    struct Place {
        qsizetype older = 0; ///< QChars from the start of the older text
        qsizetype newer = 0;
    };

    VersionComparison() = default;
    VersionComparison(const QString &older, const QString &newer);

    const WordDiff &marks() const { return m_marks; } ///< left is the older text
    const QList<Place> &places() const { return m_places; }
    /// Where in the other text the words at `position` are, about.
    qsizetype inNewer(qsizetype position) const;
    qsizetype inOlder(qsizetype position) const;

private:
    WordDiff m_marks;
    QList<Place> m_places;
};

} // namespace cairn
