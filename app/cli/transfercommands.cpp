#include "cli/cli.h"

namespace cairn::cli {

QList<Command> transferCommands() { return {}; }

} // namespace cairn::cli
