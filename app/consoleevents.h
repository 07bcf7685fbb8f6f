// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <functional>

namespace cairn {

/// What Windows tells a program in a console instead of signals: Ctrl+C, Ctrl+Break, the console
/// closed, the person logged off, the computer shut down. One at a time; main thread. Nothing on
/// other systems.
class ConsoleEvents {
public:
    /// `stop` is called on a thread of the system's. False: it has been asked before, and the
    /// system ends the process. After the last three the process has some seconds, however it is
    /// answered.
    explicit ConsoleEvents(std::function<bool()> stop);
    ~ConsoleEvents();
    Q_DISABLE_COPY_MOVE(ConsoleEvents)
};

} // namespace cairn
