// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "step.h"

namespace cairn::sim {

/// Seeds from here on also play windows, commands beside them and servers that lie. Those below
/// stay the runs they were, for some of them are kept.
inline constexpr quint64 kFirstWithWindows = 100'000;

/// What the seed stands for: 2–5 devices, 50–400 steps, faults in two thirds of all seeds. Each
/// seed has its own taste: some operations and faults often, others not at all, because what is
/// mixed evenly is everywhere the same.
Plan makePlan(quint64 seed);

} // namespace cairn::sim
