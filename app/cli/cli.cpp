#include "cli/cli.h"

#include "shownname.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStringDecoder>

#include <cstdio>
#ifdef Q_OS_WIN
#include <io.h>
#define isatty _isatty
#define fileno _fileno
#else
#include <unistd.h>
#endif

namespace cairn::cli {

namespace {

void write(FILE *stream, const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), stream);
    std::fflush(stream);
}

QByteArray oneLine(const QJsonValue &value)
{
    if (value.isArray())
        return QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact);
    if (value.isObject())
        return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
    return "null";
}

Result<QByteArray> readAll(const QString &path)
{
    QFile file;
    bool opened = false;
    if (path == QStringLiteral("-")) {
        opened = file.open(stdin, QIODevice::ReadOnly);
    } else {
        file.setFileName(path);
        opened = file.open(QIODevice::ReadOnly);
    }
    if (!opened)
        return failure(
            ErrorKind::Invalid, QStringLiteral("cannot read %1: %2").arg(path, file.errorString()));
    return file.readAll();
}

} // namespace

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

Result<Store *> Context::store()
{
    if (!m_store) {
        Store::Options options;
        options.file = m_profile.databaseFile();
        options.clock = &m_clock;
        options.random = &m_random;
        CAIRN_ASSIGN(m_store, Store::open(options));
    }
    return m_store.get();
}

void Context::progress(const QString &line)
{
    if (quiet || !isatty(fileno(stderr)))
        return;
    write(stderr, "\r\033[K" + terminalText(line).toUtf8());
    m_progressShown = true;
}

void Context::event(const QJsonValue &value, const QString &text)
{
    if (json)
        write(stdout, oneLine(value) + '\n');
    else if (!quiet)
        write(stdout, terminalText(text).toUtf8() + '\n');
}

void Context::warn(const QString &line)
{
    if (std::exchange(m_progressShown, false))
        write(stderr, "\r\033[K");
    if (!line.isEmpty())
        write(stderr, terminalText(line).toUtf8() + '\n');
}

Result<int> Arguments::number(const char *option, int fallback) const
{
    if (!has(option))
        return fallback;
    bool ok = false;
    const int number = value(option).toInt(&ok);
    if (!ok || number < 0)
        return failure(
            ErrorKind::Invalid,
            QStringLiteral("--%1 takes a whole number, not \"%2\"")
                .arg(QLatin1String(option), value(option)),
            {}, kUsage);
    return number;
}

Result<std::optional<QString>> Arguments::text(const char *option, const char *fileOption) const
{
    QByteArray bytes;
    if (has(option) && value(option) != QStringLiteral("-"))
        return value(option);
    if (has(option)) {
        CAIRN_ASSIGN(bytes, readAll(QStringLiteral("-")));
    } else if (fileOption && has(fileOption)) {
        CAIRN_ASSIGN(bytes, readAll(value(fileOption)));
    } else {
        return std::nullopt;
    }
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder(bytes);
    if (decoder.hasError())
        return failure(
            ErrorKind::Invalid, QStringLiteral("the text is not valid UTF-8; nothing was changed"));
    return text;
}

const QList<Command> &commands()
{
    static const QList<Command> all = noteCommands() + notebookCommands() + searchCommands()
        + accountCommands() + statusCommands() + syncCommands() + queueCommands()
        + conflictCommands() + policyCommands() + transferCommands() + maintenanceCommands();
    return all;
}

namespace {

const Command *findCommand(const QStringList &words)
{
    for (const Command &command : commands())
        if (words.mid(0, command.words.size()) == command.words)
            return &command;
    return nullptr;
}

QString usage()
{
    QString text = QStringLiteral("cairn-cli [--profile DIR] [--json] [--quiet] COMMAND …\n\n");
    for (const Command &command : commands())
        text +=
            QStringLiteral("  %1 %2\n").arg(command.words.join(QLatin1Char(' ')), command.synopsis);
    return text;
}

int printError(const Context &context, const Error &error, int code)
{
    const QString line = error.context.isEmpty()
        ? error.message
        : error.message + QStringLiteral(" (") + error.context + QLatin1Char(')');
    write(stderr, terminalText(QStringLiteral("cairn-cli: %1\n").arg(line.simplified())).toUtf8());
    if (context.json)
        write(
            stdout,
            oneLine(QJsonObject{
                {QStringLiteral("error"),
                 QJsonObject{
                     {QStringLiteral("kind"),
                      code == kUsage ? QStringLiteral("usage") : errorKindName(error.kind)},
                     {QStringLiteral("message"), error.message}}}})
                + '\n');
    return code;
}

void addGlobalOptions(QCommandLineParser &parser)
{
    parser.addOption({QStringLiteral("profile"), QString(), QStringLiteral("DIR")});
    parser.addOption(QCommandLineOption(QStringLiteral("json")));
    parser.addOption(QCommandLineOption(QStringLiteral("quiet")));
}

void applyGlobalOptions(const QCommandLineParser &parser, Context &context)
{
    context.json |= parser.isSet(QStringLiteral("json"));
    context.quiet |= parser.isSet(QStringLiteral("quiet"));
    if (parser.isSet(QStringLiteral("profile")))
        context.setProfile(parser.value(QStringLiteral("profile")));
}

int print(Context &context, const Output &output)
{
    context.warn(QString()); // clears a progress line
    if (context.json) {
        if (!output.json.isUndefined())
            write(stdout, oneLine(output.json) + '\n');
    } else if (output.raw) {
        // A file or a program gets every character, a terminal none that it would obey.
        const bool watched = isatty(fileno(stdout));
        write(stdout, (watched ? terminalText(output.text) : output.text).toUtf8());
    } else if (!context.quiet && !output.text.isEmpty()) {
        write(stdout, terminalText(output.text).toUtf8() + '\n');
    }
    return output.exitCode;
}

} // namespace

int run(const QStringList &arguments)
{
    Context context;
    // Global options may stand before the command or among its own.
    QCommandLineParser global;
    global.setOptionsAfterPositionalArgumentsMode(QCommandLineParser::ParseAsPositionalArguments);
    addGlobalOptions(global);
    global.addOption(QCommandLineOption(QStringList{QStringLiteral("h"), QStringLiteral("help")}));
    global.addOption(
        QCommandLineOption(QStringList{QStringLiteral("v"), QStringLiteral("version")}));
    const bool parsed = global.parse(arguments);
    applyGlobalOptions(global, context);
    if (!parsed)
        return printError(context, Error{ErrorKind::Invalid, 0, global.errorText(), {}}, kUsage);
    if (global.isSet(QStringLiteral("version"))) {
        write(stdout, "cairn-cli " CAIRN_VERSION "\n");
        return kDone;
    }
    const QStringList words = global.positionalArguments();
    if (global.isSet(QStringLiteral("help")) || words.isEmpty()) {
        write(
            words.isEmpty() && !global.isSet(QStringLiteral("help")) ? stderr : stdout,
            usage().toUtf8());
        return global.isSet(QStringLiteral("help")) ? kDone : kUsage;
    }
    const Command *command = findCommand(words);
    if (!command)
        return printError(
            context,
            Error{
                ErrorKind::Invalid,
                0,
                QStringLiteral("unknown command \"%1\"; see cairn-cli --help")
                    .arg(words.mid(0, 2).join(QLatin1Char(' '))),
                {}},
            kUsage);

    QCommandLineParser parser;
    addGlobalOptions(parser);
    if (command->declare)
        command->declare(parser);
    const bool ok =
        parser.parse(QStringList{arguments.value(0)} + words.mid(command->words.size()));
    applyGlobalOptions(parser, context);
    const QStringList positionals = parser.positionalArguments();
    const bool countFits = positionals.size() >= command->minPositionals
        && (command->maxPositionals < 0 || positionals.size() <= command->maxPositionals);
    if (!ok || !countFits) {
        const QString synopsis =
            command->words.join(QLatin1Char(' ')) + QLatin1Char(' ') + command->synopsis;
        const QString why = ok ? QString() : parser.errorText() + QStringLiteral(" ");
        return printError(
            context,
            Error{
                ErrorKind::Invalid,
                0,
                QStringLiteral("%1usage: cairn-cli %2").arg(why, synopsis),
                {}},
            kUsage);
    }
    const Result<Output> result = command->run(context, Arguments(parser, positionals));
    context.closeStore();
    if (!result) {
        context.warn(QString());
        const bool usageError =
            result.error().kind == ErrorKind::Invalid && result.error().code == kUsage;
        return printError(
            context, result.error(), usageError ? int(kUsage) : exitCodeFor(result.error()));
    }
    return print(context, *result);
}

} // namespace cairn::cli
