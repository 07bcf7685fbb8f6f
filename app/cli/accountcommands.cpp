#include "cli/cli.h"
#include "cli/clipassword.h"

#include "databaseurl.h"
#include "files.h"
#include "servermemory.h"
#include "shownname.h"
#include "store/metastore.h"
#include "wipe.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>

#include <cstdio>

namespace cairn::cli {

namespace {

constexpr qint64 kMaxPasswordBytes = 64 * 1024;

QJsonObject accountJson(Store &store, const Account &account)
{
    return {
        {QStringLiteral("url"), account.isValid() ? QJsonValue(account.url) : QJsonValue()},
        {QStringLiteral("user"), account.isValid() ? QJsonValue(account.user) : QJsonValue()},
        {QStringLiteral("device"), store.meta().deviceName()},
        {QStringLiteral("device_id"), store.meta().deviceId()}};
}

QString accountText(Store &store, const Account &account)
{
    return account.isValid()
        ? QStringLiteral("%1 as %2, this device is \"%3\"")
              .arg(
                  terminalName(account.url, kMaxShownPath), terminalName(account.user),
                  terminalName(store.meta().deviceName()))
        : QStringLiteral("no account; notes are saved on this computer");
}

/// The first line of standard input, without its line end.
Result<QString> passwordFromInput()
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return failure(ErrorKind::Invalid, input.errorString());
    QByteArray line = input.readLine(kMaxPasswordBytes);
    if (input.error() != QFileDevice::NoError)
        return failure(ErrorKind::Storage, input.errorString());
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    if (line.isEmpty())
        return failure(
            ErrorKind::Invalid, QStringLiteral("there is no password on standard input"));
    return utf8Text(line);
}

Result<Output> set(Context &context, const Arguments &arguments)
{
    if (!arguments.has("url") || !arguments.has("user"))
        return failure(
            ErrorKind::Invalid, QStringLiteral("an account needs --url and --user"), {}, kUsage);
    const Account account{arguments.value("url"), arguments.value("user")};
    if (addressNamesUser(account.url))
        return failure(
            ErrorKind::Invalid,
            QStringLiteral("a name or password does not belong in the address; use --url %1 --user "
                           "NAME, and --password-stdin for the password")
                .arg(addressWithoutUser(account.url)),
            {}, kUsage);
    if (const auto url = DatabaseUrl::parse(account.url); !url) {
        Error error = toError(url.error());
        error.kind = ErrorKind::Invalid;
        error.code = kUsage;
        return Failure(error);
    }
    CAIRN_ASSIGN(Store * store, context.store());
    CAIRN_ASSIGN(const Account before, store->meta().account());
    if (arguments.has("password-stdin")) {
        CAIRN_ASSIGN(const QString password, passwordFromInput());
        if (const auto stored = storePassword(context, account, password); !stored)
            context.warn(QStringLiteral("cairn-cli: %1, so the password was not stored; set "
                                        "CAIRN_PASSWORD for each sync")
                             .arg(stored.error().message));
    }
    CAIRN_TRY(store->meta().setAccount(account));
    CAIRN_TRY(ServerMemory::forgetSignIns(store->meta()));
    // The password of an account that is used no more has no reason to stay.
    if (before.isValid() && before != account && arguments.has("password-stdin"))
        (void)forgetPassword(context, before);
    if (arguments.has("device"))
        CAIRN_TRY(store->meta().setDeviceName(arguments.value("device")));
    return Output{accountJson(*store, account), accountText(*store, account)};
}

Result<Output> show(Context &context, const Arguments &)
{
    CAIRN_ASSIGN(Store * store, context.store());
    CAIRN_ASSIGN(const Account account, store->meta().account());
    return Output{accountJson(*store, account), accountText(*store, account)};
}

Output unsentRefused(Context &context, int unsent)
{
    const QString message =
        QStringLiteral("%1 changes were never sent; nothing was removed").arg(unsent);
    context.warn(QStringLiteral("cairn-cli: %1 (--force removes them)").arg(message));
    Output refused;
    refused.json = QJsonObject{
        {QStringLiteral("error"),
         QJsonObject{
             {QStringLiteral("kind"), QStringLiteral("unsent")},
             {QStringLiteral("message"), message}}}};
    refused.exitCode = kNeedsAttention;
    return refused;
}

QString wipedText(const ProfileWipe::Removed &removed)
{
    QString text = QStringLiteral("signed out; removed from this computer: %1")
                       .arg(removed.files.join(QStringLiteral(", ")));
    if (!removed.left.isEmpty())
        text += QStringLiteral("\nnot Cairn's, so it is still there: %1")
                    .arg(removed.left.join(QStringLiteral(", ")));
    return text;
}

Result<Output> signOut(Context &context, const Arguments &arguments)
{
    const bool wipes = arguments.has("wipe");
    ProfileWipe wipe(context.profile());
    if (wipes)
        CAIRN_TRY(wipe.begin());
    CAIRN_ASSIGN(Store * store, context.store());
    CAIRN_ASSIGN(const Account account, store->meta().account());
    CAIRN_ASSIGN(const Tallies tallies, store->tallies());
    const int unsent = tallies.pending + tallies.dead;
    if (wipes && unsent > 0 && !arguments.has("force"))
        return unsentRefused(context, unsent);
    if (account.isValid()) {
        if (const auto forgotten = forgetPassword(context, account);
            !forgotten && !qEnvironmentVariableIsSet("CAIRN_PASSWORD"))
            context.warn(QStringLiteral("cairn-cli: %1").arg(forgotten.error().message));
    }
    CAIRN_TRY(store->meta().setAccount(Account()));
    QJsonObject json{{QStringLiteral("signed_out"), true}, {QStringLiteral("wiped"), wipes}};
    if (!wipes)
        return Output{json, QStringLiteral("signed out, the notes stay on this computer")};
    context.closeStore();
    CAIRN_ASSIGN(const ProfileWipe::Removed removed, wipe.remove());
    json.insert(QStringLiteral("removed"), QJsonArray::fromStringList(removed.files));
    json.insert(QStringLiteral("left"), QJsonArray::fromStringList(removed.left));
    return Output{json, wipedText(removed)};
}

} // namespace

QList<Command> accountCommands()
{
    const QString account = QStringLiteral("account");
    return {
        {{account, QStringLiteral("set")},
         QStringLiteral("--url URL --user NAME [--password-stdin] [--device NAME]"),
         [](QCommandLineParser &parser) {
             parser.addOption({QStringLiteral("url"), QString(), QStringLiteral("URL")});
             parser.addOption({QStringLiteral("user"), QString(), QStringLiteral("NAME")});
             parser.addOption(QCommandLineOption(QStringLiteral("password-stdin")));
             parser.addOption({QStringLiteral("device"), QString(), QStringLiteral("NAME")});
         },
         set},
        {{account, QStringLiteral("show")}, {}, nullptr, show},
        {{account, QStringLiteral("sign-out")},
         QStringLiteral("[--wipe] [--force]"),
         [](QCommandLineParser &parser) {
             parser.addOption(QCommandLineOption(QStringLiteral("wipe")));
             parser.addOption(QCommandLineOption(QStringLiteral("force")));
         },
         signOut},
    };
}

} // namespace cairn::cli
