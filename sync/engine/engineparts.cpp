// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/engineparts.h"

#include "clock.h"
#include "engine/networkconnectivity.h"
#include "http/timers.h"
#include "random.h"

#include <QNetworkAccessManager>

namespace cairn {
namespace {

template <typename Own, typename Seam>
Seam *either(Seam *given, std::unique_ptr<std::remove_const_t<Seam>> &own)
{
    if (given)
        return given;
    own = std::make_unique<Own>();
    return own.get();
}

} // namespace

EngineParts::EngineParts(const SyncEngine::Options &options)
    : m_clock(either<SystemClock>(options.clock, m_ownClock))
    , m_random(either<SystemRandom>(options.random, m_ownRandom))
    , m_timers(either<QtTimers>(options.timers, m_ownTimers))
    , m_network(either<QNetworkAccessManager>(options.network, m_ownNetwork))
    , m_connectivity(either<NetworkConnectivity>(options.connectivity, m_ownConnectivity))
{
}

EngineParts::~EngineParts() = default;

} // namespace cairn
