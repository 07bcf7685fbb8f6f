// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QList>
#include <QStringView>

#include <optional>

namespace cairn {

/// Gives equal texts equal numbers, over several sequences. The texts must outlive it.
class UnitNumbers {
public:
    QList<int> of(const QList<QStringView> &units);

private:
    QHash<QStringView, int> m_numbers;
};

/// One changed place between two sequences: [from, fromEnd) of the old became [to, toEnd) of the
/// new.
struct UnitHunk {
    qsizetype from = 0;
    qsizetype fromEnd = 0;
    qsizetype to = 0;
    qsizetype toEnd = 0;
    friend bool operator==(const UnitHunk &, const UnitHunk &) = default;
};

/// The changes that make `after` of `before`, in order, at least one unchanged unit apart; units
/// are equal when their numbers are. By libgit2's xdiff, whose work is bounded by heuristics.
/// Nothing when libgit2 fails (no memory). Thread-safe.
std::optional<QList<UnitHunk>> diffUnits(const QList<int> &before, const QList<int> &after);

} // namespace cairn
