// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QList>

namespace cairn::cli {

class Arguments;
class Context;
struct Output;

/// One option, and what help, manual and completion say of it.
struct Option {
    enum Use {
        Once,
        Repeats,
        Needed, ///< the command does nothing without it
        InsteadOfArguments, ///< either this or what the command is about
    };
    const char *name; ///< without its dashes
    /// What stands behind it; nullptr: nothing. Words of small letters, with '|' between them, are
    /// what may stand there; a word of capitals names what does, and completion knows FILE, FOLDER,
    /// NOTE, NOTEBOOK, TAG and COMMAND.
    const char *value = nullptr;
    const char *help = "";
    Use use = Once;
    char letter = 0; ///< behind one dash, for those in a hurry; 0: none
};

/// One command. How it is parsed, its help, the manual and the completions all follow from this.
struct Command {
    const char *name; ///< its words: "note add"
    /// What it is about: "NOTE [REV]", "[NOTE…]"; of what an option's value is.
    const char *arguments = "";
    const char *summary = ""; ///< a line of the list of commands
    Result<Output> (*run)(Context &, const Arguments &) = nullptr;
    QList<Option> options = {};
    QList<const char *> either = {}; ///< "pin|unpin": options of which at most one may be given
    const char *details = ""; ///< what else help says
    bool takesAnyText = false; ///< what is none of its options is text, however it begins
    bool hidden = false; ///< named neither by help nor by the manual
};

/// What one may give to every command.
const QList<Option> &globalOptions();
/// All of them, in the order in which help names them.
const QList<Command> &commands();

struct ExitMeaning {
    int code;
    const char *meaning;
};
const QList<ExitMeaning> &exitMeanings();

// Each of these files contributes its commands.
QList<Command> noteCommands();
QList<Command> notebookCommands();
QList<Command> searchCommands();
QList<Command> accountCommands();
QList<Command> statusCommands();
QList<Command> syncCommands();
QList<Command> queueCommands();
QList<Command> removedCommands();
QList<Command> conflictCommands();
QList<Command> policyCommands();
QList<Command> transferCommands();
QList<Command> maintenanceCommands();
QList<Command> wordCommands();

} // namespace cairn::cli
