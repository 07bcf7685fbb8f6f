// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/help.h"

#include "cli/commandline.h"

namespace cairn::cli {

namespace {

/// As troff reads it: every dash is one that can be copied, and no line begins with an order.
QString plain(const QString &text)
{
    QString escaped = text;
    escaped.replace(u'\\', QStringLiteral("\\e"))
        .replace(u'-', QStringLiteral("\\-"))
        .replace(QStringLiteral("…"), QStringLiteral("..."));
    if (escaped.startsWith(u'.') || escaped.startsWith(u'\''))
        escaped.prepend(QStringLiteral("\\&"));
    return escaped;
}

QString plain(const char *text) { return plain(QString::fromUtf8(text)); }

QString bold(const QString &text) { return QStringLiteral("\\fB%1\\fR").arg(plain(text)); }

QString entry(const QString &name, const QString &text)
{
    return QStringLiteral(".TP\n%1\n%2\n").arg(name, text);
}

QString entries(const QList<Option> &options)
{
    QString text;
    for (const Option &option : options)
        text += entry(bold(optionText(option)), plain(option.help));
    return text;
}

QString section(const Command &command)
{
    const QString usage = usageOf(command);
    const QString name = QStringLiteral("cairn-cli ") + QString::fromUtf8(command.name);
    QString text = QStringLiteral(".SS %1\n").arg(plain(command.name));
    text += bold(name) + plain(usage.mid(name.size())) + QStringLiteral("\n.PP\n");
    text += plain(command.summary) + QStringLiteral(".\n");
    if (*command.details)
        text += plain(command.details) + u'\n';
    return text + entries(command.options);
}

QString heading(const char *name) { return QStringLiteral(".SH %1\n").arg(QLatin1String(name)); }

QString ending()
{
    QString text = heading("EXIT STATUS");
    for (const ExitMeaning &exit : exitMeanings())
        text += entry(bold(QString::number(exit.code)), plain(exit.meaning));
    text += heading("ENVIRONMENT");
    text += entry(
        bold(QStringLiteral("CAIRN_PASSWORD")),
        plain("the password of the account, for this run only"));
    text += entry(
        bold(QStringLiteral("CAIRN_LOG")),
        plain("what is logged on standard error: rules of Qt, with ; between them"));
    text += heading("EXAMPLES");
    text += QStringLiteral(".nf\n");
    for (const char *example :
         {"echo \"Tested: fine\" | cairn-cli note add --title \"Pump 7\" --body -",
          "cairn-cli --json search \"pump tag:urgent\" | jq -r '.[].id'",
          "cairn-cli sync || echo \"exit code $?\""})
        text += plain(example) + u'\n';
    return text + QStringLiteral(".fi\n") + heading("SEE ALSO") + QStringLiteral(".BR cairn (1)\n");
}

} // namespace

QString manualPage()
{
    QString text = QStringLiteral(".TH CAIRN\\-CLI 1 \"\" \"Cairn " CAIRN_VERSION "\" \"Cairn\"\n")
        + heading("NAME") + plain("cairn-cli - the notes of Cairn on the command line\n")
        + heading("SYNOPSIS") + bold(QStringLiteral("cairn-cli"))
        + plain(" [OPTIONS] COMMAND ...\n") + heading("DESCRIPTION");
    text += plain("Reads, writes, searches and syncs the same notes as the application, without a "
                  "window, also while that is running. Results go to standard output, all else to "
                  "standard error. A NOTE is the id of a note, or a link to it; a NOTEBOOK is "
                  "named by its path, A/B.\n");
    text += heading("OPTIONS") + entries(globalOptions()) + heading("COMMANDS");
    for (const Command *command : commandsOf({}))
        text += section(*command);
    return text + ending();
}

} // namespace cairn::cli
