// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/answer.h"
#include "cli/commandline.h"
#include "cli/help.h"
#include "cli/standardoutput.h"
#include "store/care/storetraces.h"

#include <algorithm>

namespace cairn::cli {

namespace {

constexpr QLatin1String kHelp("help");

void applyGlobalOptions(const QCommandLineParser &parser, Context &context)
{
    context.json |= parser.isSet(QStringLiteral("json"));
    context.quiet |= parser.isSet(QStringLiteral("quiet"));
    if (parser.isSet(QStringLiteral("profile")))
        context.setProfile(parser.value(QStringLiteral("profile")));
}

int failed(Context &context, const Error &error)
{
    context.closeStore();
    context.warn(QString());
    if (error.kind == ErrorKind::Locked && error.code == storetraces::kRemovalBegun)
        context.warn(QStringLiteral("cairn-cli: to finish it: cairn-cli account sign-out --wipe"));
    const bool usageError = error.kind == ErrorKind::Invalid && error.code == kUsage;
    return printError(context, error, usageError ? int(kUsage) : exitCodeFor(error));
}

int runCommand(Context &context, const Command &command, const QStringList &words)
{
    QCommandLineParser parser;
    declare(parser, optionsOf(command));
    const bool ok = parser.parse(
        QStringList{QString()} + (command.takesAnyText ? withTextLast(command, words) : words));
    applyGlobalOptions(parser, context);
    if (const QString problem = unknownOption(&command, parser); !problem.isEmpty())
        return printUsageError(context, problem);
    if (!ok)
        return printUsageError(
            context, parser.errorText() + QStringLiteral(" usage: ") + usageOf(command));
    if (parser.isSet(kHelp))
        return print(context, textOutput(helpOf(command)));
    QStringList positionals = parser.positionalArguments();
    if (!command.takesAnyText)
        std::transform(positionals.begin(), positionals.end(), positionals.begin(), idOrLink);
    if (const QString problem = complaint(command, parser, positionals); !problem.isEmpty())
        return printUsageError(context, problem);
    const Result<Output> result = command.run(context, Arguments(parser, positionals));
    if (!result)
        return failed(context, result.error());
    const int code = print(context, *result);
    context.closeStore();
    return code;
}

/// What stands before a command, or instead of one.
int runWords(Context &context, const QCommandLineParser &global)
{
    const QStringList words = global.positionalArguments();
    if (global.isSet(QStringLiteral("version")))
        return print(context, textOutput(QStringLiteral("cairn-cli " CAIRN_VERSION "\n")));
    if (global.isSet(kHelp))
        return print(context, textOutput(helpOf(QStringList())));
    if (words.isEmpty()) {
        say(helpOf(QStringList()).toUtf8());
        return kUsage;
    }
    if (const Command *command = findCommand(words))
        return runCommand(context, *command, words.mid(wordsOf(*command).size()));
    if (const QString group = helpOf(words.mid(0, 1));
        words.value(1) == dashed(kHelp) && !group.isEmpty())
        return print(context, textOutput(group));
    return printUsageError(context, unknownCommand(words));
}

} // namespace

int run(const QStringList &arguments)
{
    Context context;
    // Global options may stand before the command or among its own.
    QCommandLineParser global;
    global.setOptionsAfterPositionalArgumentsMode(QCommandLineParser::ParseAsPositionalArguments);
    declare(global, globalOptions());
    const bool parsed = global.parse(arguments);
    applyGlobalOptions(global, context);
    if (const QString problem = unknownOption(nullptr, global) + emptyName(globalOptions(), global);
        !problem.isEmpty())
        return printUsageError(context, problem);
    if (!parsed)
        return printUsageError(context, global.errorText());
    if (const auto listener = requireListener(); !listener)
        return printError(context, listener.error(), kFailed, kNothingMore);
    return runWords(context, global);
}

int refuseUndecodable(int argc, char **argv)
{
    Context context;
    context.json = std::any_of(
        argv, argv + argc, [](const char *argument) { return qstrcmp(argument, "--json") == 0; });
    return printUsageError(context, QStringLiteral("an argument is not valid UTF-8"));
}

} // namespace cairn::cli
