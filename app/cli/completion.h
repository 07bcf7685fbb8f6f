// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/cli.h"

namespace cairn::cli {

/// What may stand where the last of `words` (maybe empty, maybe begun) stands: lines of a word, a
/// tab and what it means. ":files" or ":folders" alone: the shell knows them better.
QString completionOf(Context &context, const QStringList &words);

/// What bash, zsh or fish loads to ask for these; empty: another shell.
QString completionScript(const QString &shell);

} // namespace cairn::cli
