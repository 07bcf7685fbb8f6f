// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/command.h"
#include "clock.h"
#include "error.h"
#include "profile.h"
#include "random.h"
#include "store/store.h"
#include "store/storechange.h"

#include <QCommandLineParser>
#include <QJsonValue>
#include <QStringList>

#include <functional>
#include <memory>

namespace cairn::cli {

/// Exit codes of cairn-cli: stable, people script with them.
enum ExitCode {
    kDone = 0,
    kFailed = 1,
    kUsage = 2,
    kNotFound = 3,
    kUnreachable = 4,
    kSignIn = 5,
    kNeedsReview = 6,
    kNeedsAttention = 7,
    kProfileUnusable = 8,
};

int exitCodeFor(const Error &error);

/// "1 note", "2 notes".
QString counted(qint64 count, const char *noun);

/// “One”, “two” and so on, for a terminal: of many the first ones.
QString someOf(const QStringList &titles);

/// What a command has to say: one JSON value for --json, lines of text for people.
struct Output {
    QJsonValue json;
    QString text;
    int exitCode = kDone;
    bool raw =
        false; ///< text is a document of the person's: printed as it is, without a newline of ours
};

/// One run of cairn-cli: where the profile is, how to print, and the store, opened when first
/// needed.
class Context {
public:
    void setProfile(const QString &directory) { m_profile = Profile(directory); }
    const Profile &profile() const { return m_profile; }
    Store::Options storeOptions();
    Result<Store *> store();
    /// The store inside a transaction that holds all the command writes: it is committed when
    /// stdout has shown that it takes words, and is taken back otherwise. Input is read before.
    Result<Store *> change();
    bool isChanging() const { return m_change != nullptr; }
    void setDone()
    {
        m_done = true;
    } ///< what no transaction holds: a file was written, or replaced
    bool isDone() const { return m_done; }
    Result<void> commit(); ///< of change(); nothing to do without one
    void closeStore(); ///< before the database file is replaced; takes back what is not committed
    Clock &clock() { return m_clock; }
    Random &random() { return m_random; }

    bool json = false;
    bool quiet = false;
    int keychainPatienceMs =
        60'000; ///< it may ask the person for a password in a window of its own
    /// One line on stderr, only where a person watches; overwrites the former one.
    void progress(const QString &line);
    /// One event on stdout at once (sync --watch): JSON or text. `onDeaf` is called when nobody
    /// takes it.
    void event(const QJsonValue &json, const QString &text);
    std::function<void(const Error &)> onDeaf;
    void warn(const QString &line);

private:
    void tellCopies();

    Profile m_profile = Profile::standard();
    SystemClock m_clock;
    SystemRandom m_random;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<StoreChange> m_change; ///< of m_store
    bool m_done = false;
    bool m_progressShown = false;
};

/// A command's arguments, parsed.
class Arguments {
public:
    Arguments(const QCommandLineParser &parser, QStringList positionals)
        : m_parser(parser)
        , m_positionals(std::move(positionals))
    {
    }
    bool has(const char *option) const { return m_parser.isSet(QString::fromLatin1(option)); }
    QString value(const char *option) const { return m_parser.value(QString::fromLatin1(option)); }
    QStringList values(const char *option) const
    {
        return m_parser.values(QString::fromLatin1(option));
    }
    QString at(int index) const { return m_positionals.value(index); }
    const QStringList &positionals() const { return m_positionals; }
    /// A whole number ≥ 0, or `fallback` when the option is not given. Invalid otherwise.
    Result<int> number(const char *option, int fallback) const;
    /// The text of `option`, or of the file that `fileOption` names; `-` is standard input. Nothing
    /// when neither is given. Invalid: not UTF-8, larger than any note; a file that is missing or
    /// cannot be read to its end, for it is no note.
    Result<std::optional<QString>> text(const char *option, const char *fileOption) const;

private:
    const QCommandLineParser &m_parser;
    QStringList m_positionals;
};

/// What standard input ("-") or a file has to say, at most `maxBytes`. Pipes are read as well: the
/// person named them. Invalid, Storage.
Result<QByteArray> readInput(const QString &path, qint64 maxBytes);

/// Parses, runs and prints; returns the exit code.
int run(const QStringList &arguments);
/// Tells that the arguments are no text, the same way as any other error.
int refuseUndecodable(int argc, char **argv);

} // namespace cairn::cli
