#include "cli/cli.h"

#include <QCoreApplication>
#include <QLoggingCategory>
#include <QStringDecoder>

#include <cstdio>

namespace {

/// The arguments as text, or nothing when one of them is not UTF-8 (it would be changed silently
/// otherwise).
std::optional<QStringList>
decodedArguments([[maybe_unused]] int count, [[maybe_unused]] char **values)
{
#ifdef Q_OS_WIN
    return QCoreApplication::arguments();
#else
    QStringList arguments;
    for (int i = 0; i < count; ++i) {
        QStringDecoder decoder(QStringDecoder::Utf8);
        arguments << QString(decoder(values[i]));
        if (decoder.hasError())
            return std::nullopt;
    }
    return arguments;
#endif
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("cairn"));
    QCoreApplication::setApplicationVersion(QStringLiteral(CAIRN_VERSION));
    // Quiet unless asked: what a script reads on stderr is about its own command.
    QLoggingCategory::setFilterRules(qEnvironmentVariable("CAIRN_LOG", QStringLiteral("*=false"))
                                         .replace(QLatin1Char(';'), QLatin1Char('\n')));
    const auto arguments = decodedArguments(argc, argv);
    if (!arguments) {
        std::fputs("cairn-cli: an argument is not valid UTF-8\n", stderr);
        return cairn::cli::kUsage;
    }
    return cairn::cli::run(*arguments);
}
