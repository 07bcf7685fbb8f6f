#pragma once

#include <QtGlobal>

namespace cairn::cli {

/// While one lives, SIGTERM, SIGINT and SIGHUP only ask to stop: for commands that do their work in
/// steps, ask received() between two of them, and then say what is done. A second signal ends the
/// process at once, should a step never end. One at a time; main thread.
class StopSignals {
public:
    StopSignals();
    ~StopSignals();
    Q_DISABLE_COPY_MOVE(StopSignals)

    bool received() const;
};

} // namespace cairn::cli
