// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/syncengine.h"

namespace cairn {

/// The seams of an engine: what was given, and real ones of its own for the rest. Made on the sync
/// thread.
class EngineParts {
public:
    explicit EngineParts(const SyncEngine::Options &options);
    ~EngineParts();

    const Clock &clock() const { return *m_clock; }
    Random &random() const { return *m_random; }
    Timers &timers() const { return *m_timers; }
    QNetworkAccessManager &network() const { return *m_network; }
    Connectivity &connectivity() const { return *m_connectivity; }

private:
    std::unique_ptr<Clock> m_ownClock;
    std::unique_ptr<Random> m_ownRandom;
    std::unique_ptr<Timers> m_ownTimers;
    std::unique_ptr<QNetworkAccessManager> m_ownNetwork;
    std::unique_ptr<Connectivity> m_ownConnectivity;
    const Clock *m_clock;
    Random *m_random;
    Timers *m_timers;
    QNetworkAccessManager *m_network;
    Connectivity *m_connectivity;
};

} // namespace cairn
