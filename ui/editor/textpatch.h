// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace cairn {

/// Replace `removed` UTF-16 units at `at` by `inserted`.
struct TextEdit {
    qsizetype at = 0;
    qsizetype removed = 0;
    QString inserted;
    friend bool operator==(const TextEdit &, const TextEdit &) = default;
};

/// Few, small edits that turn `before` into `after`, in ascending order, not touching each other;
/// all offsets are in `before` (apply from the last to the first). Lines are compared, then each
/// changed run of lines is narrowed to the characters that differ; surrogate pairs stay whole.
/// Bounded: texts with very many differences become one edit.
QList<TextEdit> minimalEdits(const QString &before, const QString &after);

/// Part of a word, so that nothing ends before or behind it.
bool isWordPart(QChar c);
/// The same by whole words. `offset` is where `before` begins in its text.
QList<TextEdit> wordEdits(QStringView before, qsizetype offset, QStringView after);

/// Where a position in `before` is after these edits. Positions inside a replaced stretch stay as
/// near as possible. At exactly the place of an insertion a position stays before it, or goes
/// behind it.
enum class Stick { Before, Behind };
qsizetype
mappedPosition(const QList<TextEdit> &edits, qsizetype position, Stick stick = Stick::Before);

/// The text after these edits.
QString edited(const QString &before, const QList<TextEdit> &edits);
/// What turns edited(before, edits) into `before` again.
QList<TextEdit> inverseEdits(const QString &before, const QList<TextEdit> &edits);
/// `edits` and `others` were made of the same text, without knowing of each other: what `edits` is
/// once `others` is done. What the others inserted stays, what they removed is not removed twice;
/// at one place the edits that are `Before` come first. Both ways round give the same text:
/// `others`, then movedEdits(edits, others, Before), is `edits`, then movedEdits(others, edits,
/// Behind).
QList<TextEdit>
movedEdits(const QList<TextEdit> &edits, const QList<TextEdit> &others, Stick stick);
/// The same edits, but of whole words: where text was put before equal text, the one that begins
/// with a word is taken, and what changes a part of a word replaces it.
QList<TextEdit> wholeWords(const QString &before, const QList<TextEdit> &edits);

} // namespace cairn
