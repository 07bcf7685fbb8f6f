// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/answer.h"
#include "cli/commandline.h"
#include "cli/completion.h"
#include "cli/help.h"

namespace cairn::cli {

namespace {

tl::expected<Output, Error> notUnderstood(const QString &why)
{
    return failure(ErrorKind::Invalid, why, {}, kUsage);
}

Result<Output> help(Context &, const Arguments &arguments)
{
    const QStringList words = arguments.positionals();
    const Command *command = findCommand(words);
    if (command && wordsOf(*command).size() == words.size())
        return textOutput(helpOf(*command));
    const QString several = helpOf(words);
    return several.isEmpty() ? notUnderstood(unknownCommand(words)) : textOutput(several);
}

Result<Output> completion(Context &, const Arguments &arguments)
{
    const QString script = completionScript(arguments.at(0));
    return script.isEmpty() ? notUnderstood(
               QStringLiteral("there are completions for bash, zsh and fish, not for \"%1\"")
                   .arg(arguments.at(0)))
                            : textOutput(script);
}

Result<Output> complete(Context &context, const Arguments &arguments)
{
    return textOutput(completionOf(context, arguments.positionals()));
}

Result<Output> manual(Context &, const Arguments &) { return textOutput(manualPage()); }

} // namespace

QList<Command> wordCommands()
{
    return {
        {.name = "help",
         .arguments = "[COMMAND…]",
         .summary = "Says what commands there are, and what each takes",
         .run = help},
        {.name = "completion",
         .arguments = "bash|zsh|fish",
         .summary = "Prints what a shell loads to complete commands",
         .run = completion,
         .details = "A package installs it. By hand: source <(cairn-cli completion bash)"},
        {.name = "complete",
         .arguments = "[WORD…]",
         .summary = "Prints what may stand where the last word stands",
         .run = complete,
         .takesAnyText = true,
         .hidden = true},
        {.name = "manual", .summary = "Prints the manual page", .run = manual, .hidden = true},
    };
}

} // namespace cairn::cli
