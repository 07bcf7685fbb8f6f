// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "world.h"

namespace cairn {

/// What two devices are up to. `prepare` runs undisturbed; after it, the faults begin.
struct Scenario {
    const char *name;
    void (*prepare)(World &world);
    void (*expect)(World &world); ///< beyond "all the same everywhere"
    void (*between)(World &world) = nullptr; ///< what else is written between the disturbed syncs

    std::unique_ptr<World> begin() const; ///< two devices, prepared
    void check(World &world) const; ///< World::verify and `expect`
};

const QList<Scenario> &scenarios();

constexpr int kLongFeed = 330; ///< more than one page and several transactions
/// That many notes on the server, written by nobody here.
void fillServer(World &world, int notes = kLongFeed);

} // namespace cairn
