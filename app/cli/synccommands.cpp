#include "cli/cli.h"

namespace cairn::cli {

QList<Command> syncCommands() { return {}; }

} // namespace cairn::cli
