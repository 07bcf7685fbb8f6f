// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/cli.h"

namespace cairn::cli {

/// The command whose words these begin with; nullptr: there is none.
const Command *findCommand(const QStringList &words);
QStringList wordsOf(const Command &command);
/// The names of all that are not hidden and begin with these words.
QList<const Command *> commandsOf(const QStringList &words);
/// What it is about, a word each: "NOTE", "[REV]".
QStringList argumentsOf(const Command &command);
/// The globals that may stand among a command's own options, and those.
QList<Option> optionsOf(const Command &command);
/// "--title", "-o".
QString dashed(const QString &option);
/// Of what stands behind an option or is a command's argument: "A|B" has two.
QStringList alternatives(const char *value);

void declare(QCommandLineParser &parser, const QList<Option> &options);
/// For a command that takes any text: puts what is none of the options behind "--", so "-O2" is
/// what somebody looks for. What stands behind a "--" already is text.
QStringList withTextLast(const Command &command, const QStringList &words);

/// What is wrong with what was given, in a sentence that says what would be right; empty: nothing.
/// nullptr: in front of any command.
QString unknownOption(const Command *command, const QCommandLineParser &parser);
QString unknownCommand(const QStringList &words);
QString
complaint(const Command &command, const QCommandLineParser &parser, const QStringList &positionals);
/// An option that names a file or a folder names none (a script's variable that is not set): it
/// would be taken for the current folder.
QString emptyName(const QList<Option> &options, const QCommandLineParser &parser);

/// What somebody pasted where the id of a document is asked for: of a link to a note its id, else
/// the word itself.
QString idOrLink(const QString &word);

} // namespace cairn::cli
