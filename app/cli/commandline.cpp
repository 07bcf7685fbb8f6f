// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commandline.h"

#include "notelink.h"

#include <algorithm>

namespace cairn::cli {

const Command *findCommand(const QStringList &words)
{
    for (const Command &command : commands())
        if (words.mid(0, command.words.size()) == command.words)
            return &command;
    return nullptr;
}

QString usageOf(const Command &command)
{
    return QStringLiteral("cairn-cli %1 %2")
        .arg(command.words.join(QLatin1Char(' ')), command.synopsis)
        .trimmed();
}

QString usageOfGroup(const QStringList &words)
{
    QString text;
    for (const Command &command : commands()) {
        if (command.words.mid(0, words.size()) == words)
            text += usageOf(command) + QLatin1Char('\n');
    }
    return text;
}

QString usage()
{
    QString text = QStringLiteral("cairn-cli [--profile DIR] [--json] [--quiet] COMMAND …\n\n");
    for (const Command &command : commands())
        text +=
            QStringLiteral("  %1 %2\n").arg(command.words.join(QLatin1Char(' ')), command.synopsis);
    return text;
}

QStringList withTextLast(const QStringList &words)
{
    static const QStringList alone{
        QStringLiteral("--json"), QStringLiteral("--quiet"), QStringLiteral("--help")};
    static const QStringList valued{QStringLiteral("--profile"), QStringLiteral("--limit")};
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

QString tooManyOptions(const Command &command, const QCommandLineParser &parser)
{
    for (const QStringList &either : command.either) {
        const auto given =
            std::count_if(either.begin(), either.end(), [&parser](const QString &option) {
                return parser.isSet(option);
            });
        if (given > 1)
            return QStringLiteral("give only one of --%1").arg(either.join(QStringLiteral(", --")));
    }
    return {};
}

QString emptyName(const QCommandLineParser &parser)
{
    static const QStringList files{
        QStringLiteral("profile"), QStringLiteral("body-file"), QStringLiteral("o")};
    const QStringList given = parser.optionNames();
    for (const QString &option : given) {
        if (files.contains(option) && parser.values(option).contains(QString()))
            return QStringLiteral("the name behind %1%2 is empty")
                .arg(option.size() > 1 ? QStringLiteral("--") : QStringLiteral("-"), option);
    }
    return {};
}

QString counted(qint64 count, const char *noun)
{
    return QStringLiteral("%1 %2%3").arg(
        QString::number(count), QString::fromLatin1(noun),
        count == 1 ? QString() : QStringLiteral("s"));
}

int exitCodeFor(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::NotFound:
        return kNotFound;
    case ErrorKind::Offline:
    case ErrorKind::Transient:
    case ErrorKind::Protocol:
        return kUnreachable;
    case ErrorKind::Auth:
    case ErrorKind::Forbidden:
        return kSignIn;
    case ErrorKind::TooNew:
    case ErrorKind::Locked:
        return kProfileUnusable;
    case ErrorKind::Rejected:
    case ErrorKind::Conflict:
    case ErrorKind::Storage:
    case ErrorKind::DiskFull:
    case ErrorKind::Cancelled:
    case ErrorKind::Invalid:
        return kFailed;
    }
    return kFailed;
}

QString idOrLink(const QString &word)
{
    const auto link = NoteLink::parse(word);
    return link ? link->noteId : word;
}

} // namespace cairn::cli
