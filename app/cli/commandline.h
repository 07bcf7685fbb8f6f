// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/cli.h"

namespace cairn::cli {

/// The command whose words these begin with; nullptr: there is none.
const Command *findCommand(const QStringList &words);
QString usage(); ///< of all commands
QString usageOf(const Command &command); ///< one line
/// The commands that begin with these words, one a line; empty: there are none.
QString usageOfGroup(const QStringList &words);
/// For a command that takes any text: puts what is none of the options behind "--", so "-O2" is
/// what somebody looks for. What stands behind a "--" already is text.
QStringList withTextLast(const QStringList &words);
/// What to say when two options were given that exclude each other; empty: nothing.
QString tooManyOptions(const Command &command, const QCommandLineParser &parser);
/// What to say when an option that names a file or a folder names none (a script's variable that is
/// not set): it would be taken for the current folder. Empty: nothing.
QString emptyName(const QCommandLineParser &parser);

/// What somebody pasted where the id of a document is asked for: of a link to a note its id, else
/// the word itself.
QString idOrLink(const QString &word);

} // namespace cairn::cli
