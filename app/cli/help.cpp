// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/help.h"

#include "cli/commandline.h"

namespace cairn::cli {

namespace {

constexpr int kWidth = 79;
constexpr int kNameWidth = 24;

/// `text` behind `begin`, broken at spaces; all lines but the first are indented.
QString wrapped(const QString &begin, const QString &text, int indent)
{
    QString lines;
    QString line = begin;
    const QStringList words = text.split(u' ');
    for (const QString &word : words) {
        if (line.size() + word.size() > kWidth && line.size() > indent) {
            lines += line.chopped(1) + u'\n';
            line = QString(indent, u' ');
        }
        line += word + u' ';
    }
    return lines + line.chopped(1) + u'\n';
}

QString row(const QString &name, const QString &text)
{
    const QString begin = QStringLiteral("  ") + name + QStringLiteral("  ");
    if (begin.size() <= kNameWidth)
        return wrapped(begin.leftJustified(kNameWidth), text, kNameWidth);
    return begin.trimmed().prepend(QStringLiteral("  ")) + u'\n'
        + wrapped(QString(kNameWidth, u' '), text, kNameWidth);
}

QString rows(const QList<Option> &options)
{
    QString text;
    for (const Option &option : options)
        text += row(optionText(option), QString::fromUtf8(option.help));
    return text;
}

QString rows(const QList<const Command *> &commands)
{
    QString text;
    for (const Command *command : commands)
        text += row(QString::fromUtf8(command->name), QString::fromUtf8(command->summary));
    return text;
}

/// How an option stands in a usage line: together with those that exclude it, where its group
/// begins.
QString inUsage(const Command &command, const Option &option)
{
    const QString name = QString::fromUtf8(option.name);
    QString text = optionText(option);
    for (const char *either : command.either) {
        const QStringList group = alternatives(either);
        if (!group.contains(name))
            continue;
        if (group.first() != name)
            return {};
        for (const Option &other : command.options)
            if (group.indexOf(QString::fromUtf8(other.name)) > 0)
                text += QStringLiteral(" | ") + optionText(other);
    }
    if (option.use == Option::Needed)
        return text;
    return QStringLiteral("[%1]%2").arg(
        text, option.use == Option::Repeats ? QStringLiteral("…") : QString());
}

} // namespace

QString optionText(const Option &option)
{
    const QString name = dashed(QString::fromUtf8(option.name));
    const QString whole =
        option.letter ? QStringLiteral("-%1, %2").arg(QLatin1Char(option.letter)).arg(name) : name;
    return option.value ? whole + u' ' + QString::fromUtf8(option.value) : whole;
}

QString usageOf(const Command &command)
{
    QStringList words{QStringLiteral("cairn-cli"), QString::fromUtf8(command.name)};
    QString about = argumentsOf(command).join(u' ');
    QStringList options;
    for (const Option &option : command.options) {
        if (option.use == Option::InsteadOfArguments)
            about = about.remove(u'[').remove(u']') + u'|' + optionText(option);
        else
            options.append(inUsage(command, option));
    }
    words.append(about);
    words.append(options);
    words.removeAll(QString());
    return words.join(u' ');
}

QString helpOf(const Command &command)
{
    constexpr int kIndent = 4;
    QString text = wrapped(QString(), usageOf(command), kIndent);
    text += u'\n'
        + wrapped(
              QString(),
              QString::fromUtf8(command.summary) + QStringLiteral(". ")
                  + QString::fromUtf8(command.details),
              0)
              .trimmed()
        + u'\n';
    if (!command.options.isEmpty())
        text += QStringLiteral("\nOptions:\n") + rows(command.options);
    return text + QStringLiteral("\nOptions of all commands:\n")
        + rows(optionsOf(command).mid(command.options.size()));
}

QString helpOf(const QStringList &words)
{
    const QList<const Command *> found = commandsOf(words);
    if (found.isEmpty())
        return {};
    if (!words.isEmpty())
        return rows(found) + QStringLiteral("\ncairn-cli help COMMAND says more of each.\n");
    QString exits;
    for (const ExitMeaning &exit : exitMeanings())
        exits += row(QString::number(exit.code), QString::fromUtf8(exit.meaning));
    return QStringLiteral("cairn-cli [OPTIONS] COMMAND …\n\n") + rows(found)
        + QStringLiteral("\nOptions of all commands:\n") + rows(globalOptions())
        + QStringLiteral("\nExit codes:\n") + exits
        + QStringLiteral("\ncairn-cli help COMMAND says more of each.\n");
}

} // namespace cairn::cli
