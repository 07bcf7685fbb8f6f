// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commandline.h"

#include "cli/help.h"
#include "cli/nearestname.h"
#include "notelink.h"

#include <algorithm>

namespace cairn::cli {

namespace {

QString meant(const QString &nearest)
{
    return nearest.isEmpty() ? QString() : QStringLiteral("; did you mean %1?").arg(nearest);
}

/// Whether a number of arguments is what the command asks for: "NOTE [REV] FILE…".
bool fits(const Command &command, qsizetype count)
{
    const QStringList asked = argumentsOf(command);
    const auto needed = std::count_if(asked.begin(), asked.end(), [](const QString &word) {
        return !word.startsWith(QLatin1Char('['));
    });
    const bool any = !asked.isEmpty() && asked.last().contains(QStringLiteral("…"));
    return count >= needed && (any || count <= asked.size());
}

bool insteadOfArguments(const Option &option) { return option.use == Option::InsteadOfArguments; }

} // namespace

QStringList wordsOf(const Command &command)
{
    return QString::fromUtf8(command.name).split(QLatin1Char(' '));
}

const Command *findCommand(const QStringList &words)
{
    for (const Command &command : commands()) {
        const QStringList own = wordsOf(command);
        if (words.mid(0, own.size()) == own)
            return &command;
    }
    return nullptr;
}

QList<const Command *> commandsOf(const QStringList &words)
{
    QList<const Command *> found;
    for (const Command &command : commands())
        if (!command.hidden && wordsOf(command).mid(0, words.size()) == words)
            found.append(&command);
    return found;
}

QStringList argumentsOf(const Command &command)
{
    return QString::fromUtf8(command.arguments).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

QList<Option> optionsOf(const Command &command)
{
    QList<Option> all = command.options;
    for (const Option &option : globalOptions())
        if (qstrcmp(option.name, "version") != 0)
            all.append(option);
    return all;
}

QString dashed(const QString &option)
{
    return (option.size() > 1 ? QStringLiteral("--") : QStringLiteral("-")) + option;
}

QStringList alternatives(const char *value)
{
    return QString::fromUtf8(value).split(QLatin1Char('|'), Qt::SkipEmptyParts);
}

void declare(QCommandLineParser &parser, const QList<Option> &options)
{
    for (const Option &option : options) {
        QStringList names{QString::fromUtf8(option.name)};
        if (option.letter)
            names.append(QString(QLatin1Char(option.letter)));
        QCommandLineOption declared(names);
        if (option.value)
            declared.setValueName(QString::fromUtf8(option.value));
        parser.addOption(declared);
    }
}

QStringList withTextLast(const Command &command, const QStringList &words)
{
    QStringList alone;
    QStringList valued;
    for (const Option &option : optionsOf(command))
        (option.value ? valued : alone).append(dashed(QString::fromUtf8(option.name)));
    QStringList options;
    QStringList text;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString name = words[i].section(QLatin1Char('='), 0, 0);
        if (words[i] == QStringLiteral("--")) {
            text += words.mid(i + 1);
            break;
        }
        if (alone.contains(words[i]) || (valued.contains(name) && name != words[i]))
            options.append(words[i]);
        else if (valued.contains(words[i]))
            options += words.mid(i++, 2);
        else
            text.append(words[i]);
    }
    return options + QStringList{QStringLiteral("--")} + text;
}

QString unknownOption(const Command *command, const QCommandLineParser &parser)
{
    if (parser.unknownOptionNames().isEmpty())
        return {};
    QStringList known;
    for (const Option &option : command ? optionsOf(*command) : globalOptions())
        known.append(dashed(QString::fromUtf8(option.name)));
    const QString given = dashed(parser.unknownOptionNames().first());
    const QString nearest = nearestName(given, known);
    const QString name = command ? QString::fromUtf8(command->name) + u' ' : QString();
    return QStringLiteral("unknown option %1%2%3")
        .arg(
            given, command ? QStringLiteral(" for ") + name.trimmed() : QString(),
            nearest.isEmpty() ? QStringLiteral("; see cairn-cli %1--help").arg(name)
                              : meant(nearest));
}

QString unknownCommand(const QStringList &words)
{
    const QString first = words.value(0);
    QStringList firsts;
    QStringList seconds;
    for (const Command *command : commandsOf({})) {
        const QStringList own = wordsOf(*command);
        firsts.append(own.first());
        if (own.first() == first)
            seconds.append(own.value(1));
    }
    if (!seconds.isEmpty() && words.size() < 2)
        return QStringLiteral("\"%1\" needs a second word: %2")
            .arg(first, seconds.join(QStringLiteral(", ")));
    QString nearest = nearestName(
        seconds.isEmpty() ? first : words.value(1), //
        seconds.isEmpty() ? firsts : seconds);
    if (!nearest.isEmpty() && !seconds.isEmpty())
        nearest = first + QLatin1Char(' ') + nearest;
    else if (!commandsOf({nearest, words.value(1)}).isEmpty())
        nearest += QLatin1Char(' ') + words.value(1);
    return QStringLiteral("unknown command \"%1\"%2")
        .arg(
            words.mid(0, seconds.isEmpty() ? 1 : 2).join(QLatin1Char(' ')),
            nearest.isEmpty() ? QStringLiteral("; see cairn-cli --help")
                              : meant(QStringLiteral("\"%1\"").arg(nearest)));
}

QString
complaint(const Command &command, const QCommandLineParser &parser, const QStringList &positionals)
{
    const QString name = QString::fromUtf8(command.name);
    const auto given = [&parser](const QString &option) { return parser.isSet(option); };
    for (const Option &option : command.options) {
        const bool isGiven = given(QString::fromUtf8(option.name));
        if (insteadOfArguments(option) && isGiven == !positionals.isEmpty())
            return QStringLiteral("usage: ") + usageOf(command);
        if (option.use == Option::Needed && !isGiven)
            return QStringLiteral("%1 needs %2: %3")
                .arg(name, optionText(option), QString::fromUtf8(option.help));
    }
    if (!fits(command, positionals.size()))
        return QStringLiteral("usage: ") + usageOf(command);
    for (const char *either : command.either) {
        const QStringList options = alternatives(either);
        if (std::count_if(options.begin(), options.end(), given) > 1)
            return QStringLiteral("give only one of --%1")
                .arg(options.join(QStringLiteral(", --")));
    }
    if (const QString problem = emptyName(optionsOf(command), parser); !problem.isEmpty())
        return problem;
    if (!command.takesAnyText && positionals.contains(QString()))
        return QStringLiteral("an argument is empty; usage: ") + usageOf(command);
    return {};
}

QString emptyName(const QList<Option> &options, const QCommandLineParser &parser)
{
    static const QStringList files{QStringLiteral("FILE"), QStringLiteral("FOLDER")};
    for (const Option &option : options) {
        const QString name = QString::fromUtf8(option.name);
        if (files.contains(QString::fromUtf8(option.value))
            && parser.values(name).contains(QString()))
            return QStringLiteral("the name behind %1 is empty").arg(dashed(name));
    }
    return {};
}

QString idOrLink(const QString &word)
{
    const auto link = NoteLink::parse(word);
    return link ? link->noteId : word;
}

} // namespace cairn::cli
