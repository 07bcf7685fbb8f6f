#pragma once

#include "conflict.h"

#include <QList>
#include <QString>

namespace cairn {

/// The outcome of a three-way text merge as a sequence of chunks; their texts in order are the whole text.
struct TextMerge {
    QList<MergeChunk> chunks;
    bool isClean() const;
    int regions() const; ///< number of places to decide
    QString text() const; ///< only when clean
};

/// Merges two descendants of `base` by the rules of conflict handling: units are lines, long prose lines are split at
/// sentence ends, fenced code and tables stay whole lines; overlapping or adjacent different changes are a conflict
/// region; nothing is merged inside a unit; a changed region that touches a run of identical base units makes the
/// whole text one conflict. mergeText(b, x, y) and mergeText(b, y, x) are mirror images, byte for byte.
/// Bounded: a merge takes at most about a second; past its bounds the whole text is one conflict.
TextMerge mergeText(const QString &base, const QString &mine, const QString &theirs);

} // namespace cairn
