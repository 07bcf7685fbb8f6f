// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/cli.h"

namespace cairn::cli {

constexpr qsizetype kNothingMore = -1;

// What a command answers, by the rules of standardoutput.h. All return the exit code.

/// On stderr, and with --json as the value on stdout, of which the first `begun` bytes are out;
/// kNothingMore: stdout takes nothing.
int printError(const Context &context, const Error &failed, int code, qsizetype begun = 0);
int printUsageError(const Context &context, const QString &message);

/// Words that are the whole answer, with --json in an object.
Output textOutput(const QString &text);

/// What cannot be told is not done, and what can be read is on the disk: in a file, which may be
/// full, the first byte goes out before the commit (with --json it opens an error as well), the
/// rest after it, and nobody else writes between them. Where somebody reads along the commit comes
/// first, and the line goes in one piece.
int print(Context &context, const Output &output);

} // namespace cairn::cli
