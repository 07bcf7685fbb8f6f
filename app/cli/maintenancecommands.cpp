#include "cli/cli.h"

namespace cairn::cli {

QList<Command> maintenanceCommands() { return {}; }

} // namespace cairn::cli
