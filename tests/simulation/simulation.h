// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simworld.h"

namespace cairn::sim {

struct Outcome {
    std::optional<Violation> violation;
    int step = -1; ///< at which it was seen; -1: after everything had healed
    QByteArray trace; ///< hash of everything that happened
    int requests = 0;
    int words = 0;
    int notes = 0;
    qint64 virtualMs = 0;
};

/// Carries out one plan from the beginning to the last check. Repeatable: the same plan gives the
/// same trace. One at a time in a process.
Outcome run(const Plan &plan, bool verbose = false);

/// run(), and now and then (by the seed) once more, which must give the same trace (I14).
Outcome runChecked(const Plan &plan);

} // namespace cairn::sim
