// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli.h"
#include "errorsignals.h"
#include "http/heldsockets.h"
#include "privatefiles.h"
#include "standardstreams.h"

#include <QCoreApplication>
#include <QLoggingCategory>

#include <cstdio>
#ifndef Q_OS_WIN
#include <fcntl.h>
#include <unistd.h>
#endif

namespace {

/// The arguments as text, or nothing when one of them is not UTF-8 (it would be changed silently
/// otherwise).
std::optional<QStringList>
decodedArguments([[maybe_unused]] int count, [[maybe_unused]] char **values)
{
#ifdef Q_OS_WIN
    QStringList arguments = QCoreApplication::arguments();
    for (const QString &argument : std::as_const(arguments)) {
        if (!argument.isValidUtf16())
            return std::nullopt;
    }
    return arguments;
#else
    QStringList arguments;
    for (int i = 0; i < count; ++i) {
        const QByteArray bytes(values[i]);
        if (!bytes.isValidUtf8())
            return std::nullopt;
        arguments << QString::fromUtf8(bytes);
    }
    return arguments;
#endif
}

/// A stream that was closed by who started this stays unusable: the next file that is opened would
/// take its number, and be read or written in its place.
void keepStandardStreams()
{
#ifndef Q_OS_WIN
    for (int stream = 0; stream <= 2; ++stream) {
        if (::fcntl(stream, F_GETFD) < 0)
            (void)::open("/dev/null", stream == 0 ? O_WRONLY : O_RDONLY);
    }
#endif
}

} // namespace

int main(int argc, char **argv)
{
    cairn::privatefiles::keepPrivate();
    keepStandardStreams();
    cairn::streams::carryBytes();
    cairn::errorsignals::becomeErrors();
    const cairn::heldsockets::WatchingApplication<QCoreApplication> application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("cairn"));
    QCoreApplication::setApplicationVersion(QStringLiteral(CAIRN_VERSION));
    // Quiet unless asked: what a script reads on stderr is about its own command.
    QLoggingCategory::setFilterRules(qEnvironmentVariable("CAIRN_LOG", QStringLiteral("*=false"))
                                         .replace(QLatin1Char(';'), QLatin1Char('\n')));
    const auto arguments = decodedArguments(argc, argv);
    if (!arguments)
        return cairn::cli::refuseUndecodable(argc, argv);
    return cairn::cli::run(*arguments);
}
