// SPDX-License-Identifier: GPL-3.0-or-later
#include "consoleevents.h"

#include <utility>

#ifdef Q_OS_WIN
#include <mutex>
#include <windows.h>
#endif

namespace cairn {

#ifdef Q_OS_WIN

namespace {

// The system calls a plain function: it finds whom to ask here.
std::mutex g_mutex; // NOLINT
std::function<bool()> g_stop; // NOLINT

BOOL WINAPI onEvent(DWORD event)
{
    {
        const std::lock_guard lock(g_mutex);
        if (!g_stop || !g_stop())
            return FALSE;
    }
    // The process ends when this returns; until then main() saves and returns by itself.
    if (event != CTRL_C_EVENT && event != CTRL_BREAK_EVENT)
        Sleep(INFINITE);
    return TRUE;
}

} // namespace

// The handler stays for good: taking it out would wait for one that sleeps.
ConsoleEvents::ConsoleEvents(std::function<bool()> stop)
{
    static const bool listens = SetConsoleCtrlHandler(onEvent, TRUE);
    const std::lock_guard lock(g_mutex);
    if (listens)
        g_stop = std::move(stop);
}

ConsoleEvents::~ConsoleEvents()
{
    const std::lock_guard lock(g_mutex);
    g_stop = {};
}

#else

ConsoleEvents::ConsoleEvents(std::function<bool()>) { }
ConsoleEvents::~ConsoleEvents() = default;

#endif

} // namespace cairn
