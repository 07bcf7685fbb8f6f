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

/// Where a position in `before` is after these edits. Positions inside a replaced stretch stay as
/// near as possible. At exactly the place of an insertion a position stays before it, or goes
/// behind it.
enum class Stick { Before, Behind };
qsizetype
mappedPosition(const QList<TextEdit> &edits, qsizetype position, Stick stick = Stick::Before);

} // namespace cairn
