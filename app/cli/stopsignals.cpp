// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/stopsignals.h"

#include <array>
#include <atomic>
#include <csignal>

namespace cairn::cli {

namespace {

// A signal handler may do little more than set a global.
std::atomic<bool> g_received = false; // NOLINT
static_assert(std::atomic<bool>::is_always_lock_free);

#ifdef Q_OS_WIN
constexpr std::array kSignals{SIGTERM}; // the others are events of the console
#else
constexpr std::array kSignals{SIGTERM, SIGINT, SIGHUP};
#endif

void onSignal(int number)
{
    g_received = true;
    std::signal(number, SIG_DFL);
}

} // namespace

StopSignals::StopSignals()
    : m_console([] { return !g_received.exchange(true); })
{
    g_received = false;
    for (std::size_t i = 0; i < kSignals.size(); ++i) {
        m_before[i] = std::signal(kSignals[i], onSignal);
        if (m_before[i] == SIG_IGN) // as nohup wants it
            std::signal(kSignals[i], SIG_IGN);
    }
}

StopSignals::~StopSignals()
{
    for (std::size_t i = 0; i < kSignals.size(); ++i)
        std::signal(kSignals[i], m_before[i]);
}

bool StopSignals::received() const { return g_received; }

} // namespace cairn::cli
