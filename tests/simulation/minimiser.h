// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simulation.h"

#include <functional>

namespace cairn::sim {

/// The smallest list of steps found that still breaks the same invariant: halves, quarters and so
/// on are left out as long as the rest still fails (delta debugging). At most `budget` runs.
Plan minimise(const Plan &failing, const QString &invariant, int budget = 400);

} // namespace cairn::sim
