// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "liar.h"
#include "simworld.h"

namespace cairn::sim {

/// What goes wrong: does to the network, the server, processes, disks and clocks what a step says,
/// and in the end makes all of it right again.
class Mischief {
public:
    explicit Mischief(SimWorld &world)
        : m_world(world)
    {
    }
    void act(const Step &step);
    /// Everything works from now on: the network, the server, the disks, and if so wanted the
    /// clocks; people sign in where they have to, and try again what was refused.
    void heal(bool clocksToo);
    bool hasShortHistories() const { return m_shortHistories; }

private:
    void network(const Step &step);
    void http(const Step &step);
    void refuse(const Step &step);
    void process(SimDevice &device, const Step &step);
    void disk(SimDevice &device, const Step &step);
    void skew(SimDevice &device, const Step &step);
    void server(const Step &step);
    void replaceServer(const Step &step);
    void atRequest(const Step &step, const Fault &fault);

    SimWorld &m_world;
    Liar m_liar{m_world};
    std::optional<FakeDatabase> m_snapshot;
    bool m_shortHistories = false;
};

} // namespace cairn::sim
