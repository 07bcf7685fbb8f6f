#include "cli/cli.h"

namespace cairn::cli {

QList<Command> accountCommands() { return {}; }

} // namespace cairn::cli
