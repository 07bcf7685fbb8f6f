// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "consoleevents.h"

namespace cairn::cli {

/// While one lives, SIGTERM, SIGINT, SIGHUP and the events of a console only ask to stop: for
/// commands that do their work in steps, ask received() between two of them, and then say what is
/// done. A second signal ends the process at once, should a step never end. A signal that whoever
/// started us has ignored stays so. One at a time; main thread.
class StopSignals {
public:
    StopSignals();
    ~StopSignals();
    Q_DISABLE_COPY_MOVE(StopSignals)

    bool received() const;

private:
    using Handler = void (*)(int);
    Handler m_before[3] = {}; ///< what was done at each signal
    ConsoleEvents m_console;
};

} // namespace cairn::cli
