// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/cli.h"

#include <QEventLoop>
#include <QTimer>

#include <optional>

namespace cairn::cli {

inline constexpr int kKeychainSilent = -5; ///< Error::code: no answer in time
inline constexpr int kKeychainSilentMs = 1'500; ///< one that asks nobody answers within that

/// Starts an asynchronous call of Credentials and waits for its answer, which may come before
/// exec(). A keychain may ask the person first, in a window that is behind others or on another
/// screen: a line says what is waited for, and after Context::keychainPatienceMs it is given up
/// (Storage, kKeychainSilent).
template <typename T, typename Start> Result<T> awaitKeychain(Context &context, const Start &start)
{
    QEventLoop loop;
    std::optional<Result<T>> answer;
    const int seconds = qMax(1, context.keychainPatienceMs / 1'000);
    QTimer::singleShot(kKeychainSilentMs, &loop, [&context, seconds] {
        context.warn(QStringLiteral("cairn-cli: waiting for the keychain, which may ask for its "
                                    "password in another window (%1 s at most)")
                         .arg(seconds));
    });
    QTimer::singleShot(
        context.keychainPatienceMs, Qt::PreciseTimer, &loop, &QEventLoop::quit); // as it was told
    start(&loop, [&](const Result<T> &result) {
        answer = result;
        loop.quit();
    });
    if (!answer)
        loop.exec();
    if (answer)
        return *answer;
    return failure(
        ErrorKind::Storage,
        QStringLiteral(
            "the keychain did not answer within %1 s; perhaps it asks for its password in "
            "another window")
            .arg(seconds),
        {}, kKeychainSilent);
}

} // namespace cairn::cli
