// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"

#include <QStringList>

namespace cairn::cli {

QString optionText(const Option &option); ///< "--title TITLE"
QString usageOf(const Command &command); ///< "cairn-cli note add [--title TITLE] …", one line
QString helpOf(const Command &command);
/// Of all commands that begin with these words; empty: there are none.
QString helpOf(const QStringList &words);
QString manualPage(); ///< cairn-cli(1), for man

} // namespace cairn::cli
