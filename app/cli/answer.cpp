// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/answer.h"

#include "cli/standardoutput.h"
#include "damagedtext.h"
#include "shownname.h"
#include "standardstreams.h"
#include "store/care/doctor.h"

#include <QJsonObject>

#include <algorithm>

namespace cairn::cli {

namespace {

/// SQLite's words for a damaged page lead nowhere.
Error withWayOut(Error error)
{
    if (Doctor::isDamage(error) && !isDamagedText(error)) // that one says so itself
        error.message += QStringLiteral("; `doctor` says what is damaged and what can be done");
    return error;
}

QByteArray printed(const Context &context, const Output &output)
{
    if (context.json && !output.json.isNull())
        return output.json.isUndefined() ? QByteArray() : oneLine(output.json) + '\n';
    if (output.raw) // a file or a program gets every character, a terminal none that it would obey
        return (streams::isTerminal(stdout) ? terminalText(output.text) : output.text).toUtf8();
    return output.text.isEmpty() ? QByteArray() : terminalText(output.text).toUtf8() + '\n';
}

} // namespace

int printError(const Context &context, const Error &failed, int code, qsizetype begun)
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

Output textOutput(const QString &text)
{
    return Output{QJsonObject{{QStringLiteral("text"), text}}, text, kDone, true};
}

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

} // namespace cairn::cli
