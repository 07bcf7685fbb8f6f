// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace cairn {

/// A stretch of a text, in QChars.
struct TextSpan {
    qsizetype begin = 0;
    qsizetype end = 0;
    friend bool operator==(const TextSpan &, const TextSpan &) = default;
};

/// What each of two texts has that the other has not.
struct WordDiff {
    QList<TextSpan> left;
    QList<TextSpan> right;
};

/// Compares two texts for display: by Unicode words, CJK by character; a line of which more than 70
/// % differs is marked whole. Trailing blanks, the padding of table cells and the length of table
/// rulers are no difference. Bounded: past a budget of words the lines that differ are marked
/// whole. Pure.
WordDiff wordDiff(const QString &left, const QString &right);

} // namespace cairn
