#include "cli/stopsignals.h"

#include <atomic>
#include <csignal>

namespace cairn::cli {

namespace {

// A signal handler may do little more than set a global.
std::atomic<bool> g_received = false; // NOLINT
static_assert(std::atomic<bool>::is_always_lock_free);

#ifdef Q_OS_WIN
constexpr int kSignals[] = {SIGTERM, SIGINT};
#else
constexpr int kSignals[] = {SIGTERM, SIGINT, SIGHUP};
#endif

void onSignal(int number)
{
    g_received = true;
    std::signal(number, SIG_DFL);
}

} // namespace

StopSignals::StopSignals()
{
    g_received = false;
    for (const int number : kSignals)
        std::signal(number, onSignal);
}

StopSignals::~StopSignals()
{
    for (const int number : kSignals)
        std::signal(number, SIG_DFL);
}

bool StopSignals::received() const { return g_received; }

} // namespace cairn::cli
