#include "cli/clipassword.h"

#include "credentials.h"

#include <QEventLoop>

namespace cairn::cli {

namespace {

/// Starts an asynchronous call and waits for its answer. The answer may come before exec().
template <typename T, typename Start> Result<T> await(const Start &start)
{
    QEventLoop loop;
    std::optional<Result<T>> answer;
    start(&loop, [&](const Result<T> &result) {
        answer = result;
        loop.quit();
    });
    if (!answer)
        loop.exec();
    return *answer;
}

} // namespace

Result<QString> password(const Context &context, const Account &account)
{
    if (qEnvironmentVariableIsSet("CAIRN_PASSWORD"))
        return qEnvironmentVariable("CAIRN_PASSWORD");
    Credentials credentials(context.profile());
    const auto stored = await<std::optional<QString>>(
        [&](QObject *receiver, const Credentials::ReadCallback &done) {
            credentials.read(account, receiver, done);
        });
    if (stored && *stored)
        return **stored;
    return failure(
        ErrorKind::Auth,
        QStringLiteral("no password is stored for this account; run account set --password-stdin, "
                       "or set CAIRN_PASSWORD"));
}

Result<void> storePassword(const Context &context, const Account &account, const QString &password)
{
    Credentials credentials(context.profile());
    return await<void>([&](QObject *receiver, const Credentials::DoneCallback &done) {
        credentials.write(account, password, receiver, done);
    });
}

Result<void> forgetPassword(const Context &context, const Account &account)
{
    Credentials credentials(context.profile());
    return await<void>([&](QObject *receiver, const Credentials::DoneCallback &done) {
        credentials.remove(account, receiver, done);
    });
}

} // namespace cairn::cli
