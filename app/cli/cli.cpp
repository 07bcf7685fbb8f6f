// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli.h"

#include "cli/commandline.h"
#include "cli/standardoutput.h"
#include "damagedtext.h"
#include "files.h"
#include "note.h"
#include "privatefiles.h"
#include "shownname.h"
#include "store/care/doctor.h"
#include "store/care/storetraces.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
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

/// What is said to a person beside the result: nothing depends on it.
void say(const QByteArray &bytes) { (void)write(stderr, bytes); }

QByteArray oneLine(const QJsonValue &value)
{
    if (value.isArray())
        return QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact);
    if (value.isObject())
        return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
    return "null";
}

} // namespace

Result<QByteArray> readInput(const QString &path, qint64 maxBytes)
{
    QFile file;
    bool opened = false;
    if (path == QStringLiteral("-")) {
        opened = file.open(fileno(stdin), QIODevice::ReadOnly | QIODevice::Unbuffered);
    } else {
        file.setFileName(path);
        opened = file.open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    }
    if (!opened)
        return failure(
            ErrorKind::Invalid, QStringLiteral("cannot read %1: %2").arg(path, file.errorString()));
    return readStream(file, maxBytes);
}

Store::Options Context::storeOptions()
{
    Store::Options options;
    options.file = m_profile.databaseFile();
    options.clock = &m_clock;
    options.random = &m_random;
    options.witnesses = m_profile.witnesses();
    options.orReadOnly = true;
    return options;
}

Result<Store *> Context::store()
{
    if (m_store)
        return m_store.get();
    privatefiles::protect(m_profile);
    auto opened = Store::open(storeOptions());
    if (!opened && opened.error().kind == ErrorKind::Locked
        && opened.error().code != storetraces::kRemovalBegun) // nobody wants them back
        tellCopies();
    CAIRN_ASSIGN(m_store, std::move(opened));
    if (const auto why = m_store->readOnlyReason())
        warn(QStringLiteral("cairn-cli: %1, so the notes can be read and exported, not changed")
                 .arg(
                     why->kind == ErrorKind::DiskFull
                         ? QStringLiteral("the disk is full")
                         : QStringLiteral("the profile cannot be written")));
    return m_store.get();
}

Result<Store *> Context::change()
{
    CAIRN_ASSIGN(Store * opened, store());
    if (!m_change) {
        m_change = std::make_unique<Transaction>(opened->database());
        CAIRN_TRY(m_change->begin());
    }
    return opened;
}

Result<void> Context::commit()
{
    if (!m_change)
        return {};
    const auto committed = m_change->commit();
    m_change.reset();
    return committed;
}

void Context::closeStore()
{
    m_change.reset();
    m_store.reset();
}

/// Damaged, or empty where notes were: what can take its place.
void Context::tellCopies()
{
    const QList<StoreCopy> copies = storetraces::copies(m_profile.databaseFile());
    for (const StoreCopy &copy : copies)
        warn(QStringLiteral("cairn-cli: a copy of %1%2: %3")
                 .arg(
                     copy.at.toString(Qt::ISODate),
                     copy.notes < 0 ? QString()
                                    : QStringLiteral(" with ") + counted(copy.notes, "note"),
                     copy.file));
    if (!copies.isEmpty())
        warn(QStringLiteral("cairn-cli: to go on with one of them: cairn-cli restore FILE"));
}

void Context::progress(const QString &line)
{
    if (quiet || !isatty(fileno(stderr)))
        return;
    say("\r\033[K" + terminalText(line).toUtf8());
    m_progressShown = true;
}

void Context::event(const QJsonValue &value, const QString &text)
{
    if (!json && quiet)
        return;
    const auto told = write(stdout, (json ? oneLine(value) : terminalText(text).toUtf8()) + '\n');
    if (!told && onDeaf)
        onDeaf(told.error());
}

void Context::warn(const QString &line)
{
    if (std::exchange(m_progressShown, false))
        say("\r\033[K");
    if (!line.isEmpty())
        say(terminalText(line).toUtf8() + '\n');
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
        CAIRN_ASSIGN(bytes, readInput(QStringLiteral("-"), kMaxBodyBytes));
    } else if (fileOption && has(fileOption)) {
        CAIRN_ASSIGN(bytes, readInput(value(fileOption), kMaxBodyBytes));
    } else {
        return std::nullopt;
    }
    CAIRN_ASSIGN(QString text, utf8Text(bytes));
    return text;
}

const QList<Command> &commands()
{
    static const QList<Command> all = noteCommands() + notebookCommands() + searchCommands()
        + accountCommands() + statusCommands() + syncCommands() + queueCommands()
        + removedCommands() + conflictCommands() + policyCommands() + transferCommands()
        + maintenanceCommands();
    return all;
}

namespace {

constexpr qsizetype kNothingMore = -1;

/// SQLite's words for a damaged page lead nowhere.
Error withWayOut(Error error)
{
    if (Doctor::isDamage(error) && !isDamagedText(error)) // that one says so itself
        error.message += QStringLiteral("; `doctor` says what is damaged and what can be done");
    return error;
}

/// On stderr, and with --json as the value on stdout, of which the first `begun` bytes are out;
/// kNothingMore: stdout takes nothing.
int printError(const Context &context, const Error &failed, int code, qsizetype begun = 0)
{
    const Error error = withWayOut(failed);
    // At which statement the room ran out helps nobody.
    const QString line = error.context.isEmpty() || error.kind == ErrorKind::DiskFull
        ? error.message
        : error.message + QStringLiteral(" (") + error.context + QLatin1Char(')');
    say(terminalText(QStringLiteral("cairn-cli: %1\n").arg(line.simplified())).toUtf8());
    if (!context.json || begun == kNothingMore)
        return code;
    const QByteArray value = oneLine(QJsonObject{
        {QStringLiteral("error"),
         QJsonObject{
             {QStringLiteral("kind"),
              code == kUsage ? QStringLiteral("usage") : errorKindName(error.kind)},
             {QStringLiteral("message"), error.message}}}});
    takeTurn();
    (void)write(stdout, value.sliced(begun) + '\n'); // its exit code tells, too
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

QByteArray printed(const Context &context, const Output &output)
{
    if (context.json && !output.json.isNull())
        return output.json.isUndefined() ? QByteArray() : oneLine(output.json) + '\n';
    if (output.raw) // a file or a program gets every character, a terminal none that it would obey
        return (isatty(fileno(stdout)) ? terminalText(output.text) : output.text).toUtf8();
    return context.quiet || output.text.isEmpty() ? QByteArray()
                                                  : terminalText(output.text).toUtf8() + '\n';
}

/// What cannot be told is not done, and what can be read is on the disk: in a file, which may be
/// full, the first byte goes out before the commit (with --json it opens an error as well), the
/// rest after it, and nobody else writes between them. Where somebody reads along the commit comes
/// first, and the line goes in one piece.
int print(Context &context, const Output &output)
{
    constexpr qsizetype kToldFirst = 1;
    context.warn(QString()); // clears a progress line
    if (const auto listener = requireListener(); !listener && context.isChanging())
        return printError(
            context, listener.error(), kFailed, kNothingMore); // it may have gone since
    const QByteArray bytes = printed(context, output);
    const bool changing = context.isChanging();
    const bool early = changing && !isReadAtOnce();
    takeTurn();
    const qsizetype begun = early ? std::min(kToldFirst, bytes.size()) : 0;
    if (const auto told = write(stdout, bytes.left(begun)); !told)
        return printError(context, told.error(), kFailed, kNothingMore);
    if (const auto committed = context.commit(); !committed) {
        if (!context.json)
            takeBack(begun);
        return printError(context, committed.error(), exitCodeFor(committed.error()), begun);
    }
    if (auto told = write(stdout, bytes.sliced(begun)); !told) {
        if (changing || context.isDone()) // who reads only that it failed would do it again
            told.error().message += QStringLiteral("; it is done all the same");
        return printError(context, told.error(), kFailed, kNothingMore);
    }
    return output.exitCode;
}

int printUsageError(const Context &context, const QString &message)
{
    return printError(context, Error{ErrorKind::Invalid, 0, message, {}}, kUsage);
}

int runCommand(Context &context, const Command &command, const QStringList &words)
{
    QCommandLineParser parser;
    addGlobalOptions(parser);
    parser.addOption(QCommandLineOption(QStringLiteral("help")));
    if (command.declare)
        command.declare(parser);
    const QStringList arguments = command.takesAnyText ? withTextLast(words) : words;
    const bool ok = parser.parse(QStringList{QString()} + arguments);
    applyGlobalOptions(parser, context);
    if (ok && parser.isSet(QStringLiteral("help")))
        return print(context, Output{{}, usageOf(command) + QLatin1Char('\n'), kDone, true});
    QStringList positionals = parser.positionalArguments();
    if (!command.takesAnyText)
        std::transform(positionals.begin(), positionals.end(), positionals.begin(), idOrLink);
    const bool countFits = positionals.size() >= command.minPositionals
        && (command.maxPositionals < 0 || positionals.size() <= command.maxPositionals);
    if (!ok || !countFits)
        return printUsageError(
            context,
            (ok ? QString() : parser.errorText() + QLatin1Char(' ')) + QStringLiteral("usage: ")
                + usageOf(command));
    if (const QString problem = tooManyOptions(command, parser) + emptyName(parser);
        !problem.isEmpty())
        return printUsageError(context, problem);
    if (!command.takesAnyText && positionals.contains(QString()))
        return printUsageError(
            context, QStringLiteral("an argument is empty; usage: ") + usageOf(command));
    const Result<Output> result = command.run(context, Arguments(parser, positionals));
    if (!result) {
        context.closeStore();
        context.warn(QString());
        if (result.error().kind == ErrorKind::Locked
            && result.error().code == storetraces::kRemovalBegun)
            context.warn(
                QStringLiteral("cairn-cli: to finish it: cairn-cli account sign-out --wipe"));
        const bool usageError =
            result.error().kind == ErrorKind::Invalid && result.error().code == kUsage;
        return printError(
            context, result.error(), usageError ? int(kUsage) : exitCodeFor(result.error()));
    }
    const int code = print(context, *result);
    context.closeStore();
    return code;
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
        return printUsageError(context, global.errorText());
    if (const QString problem = emptyName(global); !problem.isEmpty())
        return printUsageError(context, problem);
    if (const auto listener = requireListener(); !listener)
        return printError(context, listener.error(), kFailed, kNothingMore);
    if (global.isSet(QStringLiteral("version")))
        return print(context, Output{{}, QStringLiteral("cairn-cli " CAIRN_VERSION "\n"), 0, true});
    const QStringList words = global.positionalArguments();
    if (global.isSet(QStringLiteral("help")))
        return print(context, Output{{}, usage(), kDone, true});
    if (words.isEmpty()) {
        say(usage().toUtf8());
        return kUsage;
    }
    if (const Command *command = findCommand(words))
        return runCommand(context, *command, words.mid(command->words.size()));
    if (const QString group = usageOfGroup(words.mid(0, 1));
        words.value(1) == QStringLiteral("--help") && !group.isEmpty())
        return print(context, Output{{}, group, kDone, true});
    return printUsageError(
        context,
        QStringLiteral("unknown command \"%1\"; see cairn-cli --help")
            .arg(words.mid(0, 2).join(QLatin1Char(' '))));
}

int refuseUndecodable(int argc, char **argv)
{
    Context context;
    context.json = std::any_of(
        argv, argv + argc, [](const char *argument) { return qstrcmp(argument, "--json") == 0; });
    return printUsageError(context, QStringLiteral("an argument is not valid UTF-8"));
}

} // namespace cairn::cli
