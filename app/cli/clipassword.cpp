// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/clipassword.h"

#include "cli/keychainwait.h"
#include "credentials.h"

namespace cairn::cli {

Result<QString> password(Context &context, const Account &account)
{
    if (qEnvironmentVariableIsSet("CAIRN_PASSWORD"))
        return qEnvironmentVariable("CAIRN_PASSWORD");
    Credentials credentials(context.profile());
    const auto stored = awaitKeychain<std::optional<QString>>(
        context, [&](QObject *receiver, const Credentials::ReadCallback &done) {
            credentials.read(account, receiver, done);
        });
    if (stored && *stored)
        return **stored;
    if (!stored
        && (stored.error().code == kKeychainSilent || Credentials::isDeclined(stored.error())))
        return failure(ErrorKind::Auth, stored.error().message);
    return failure(
        ErrorKind::Auth,
        QStringLiteral("no password is stored for this account; run account set --password-stdin, "
                       "or set CAIRN_PASSWORD"));
}

Result<void> storePassword(Context &context, const Account &account, const QString &password)
{
    Credentials credentials(context.profile());
    return awaitKeychain<void>(
        context, [&](QObject *receiver, const Credentials::DoneCallback &done) {
            credentials.write(account, password, receiver, done);
        });
}

Result<void> forgetPassword(Context &context, const Account &account)
{
    Credentials credentials(context.profile());
    return awaitKeychain<void>(
        context, [&](QObject *receiver, const Credentials::DoneCallback &done) {
            credentials.remove(account, receiver, done);
        });
}

} // namespace cairn::cli
