// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/connectivity.h"

namespace cairn {

/// What the operating system says about the network, as a test wants it.
class FakeConnectivity final : public Connectivity {
public:
    Reachability reachability() const override { return m_state; }
    void set(Reachability state)
    {
        m_state = state;
        emit changed();
    }

private:
    Reachability m_state = Reachability::Online;
};

} // namespace cairn
