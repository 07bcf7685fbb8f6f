#include "cli/cli.h"
#include "cli/clipassword.h"

#include "databaseurl.h"
#include "files.h"
#include "servermemory.h"
#include "shownname.h"
#include "store/metastore.h"
#include "wipe.h"

#include <QFile>
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
    if (const auto url = DatabaseUrl::parse(account.url); !url) {
        Error error = toError(url.error());
        error.kind = ErrorKind::Invalid;
        error.code = kUsage;
        return Failure(error);
    }
    CAIRN_ASSIGN(Store * store, context.store());
    if (arguments.has("password-stdin")) {
        CAIRN_ASSIGN(const QString password, passwordFromInput());
        if (const auto stored = storePassword(context, account, password); !stored)
            context.warn(QStringLiteral("cairn-cli: %1, so the password was not stored; set "
                                        "CAIRN_PASSWORD for each sync")
                             .arg(stored.error().message));
    }
    CAIRN_TRY(store->meta().setAccount(account));
    CAIRN_TRY(ServerMemory::forgetSignIns(store->meta()));
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

Result<Output> signOut(Context &context, const Arguments &arguments)
{
    CAIRN_ASSIGN(Store * store, context.store());
    CAIRN_ASSIGN(const Account account, store->meta().account());
    CAIRN_ASSIGN(const Tallies tallies, store->tallies());
    const int unsent = tallies.pending + tallies.dead;
    if (arguments.has("wipe") && unsent > 0 && !arguments.has("force")) {
        Output refused;
        refused.json = QJsonObject{
            {QStringLiteral("error"),
             QJsonObject{
                 {QStringLiteral("kind"), QStringLiteral("unsent")},
                 {QStringLiteral("message"),
                  QStringLiteral("%1 changes were never sent; nothing was removed").arg(unsent)}}}};
        context.warn(
            QStringLiteral(
                "cairn-cli: %1 changes were never sent; nothing was removed (--force removes them)")
                .arg(unsent));
        refused.exitCode = kNeedsAttention;
        return refused;
    }
    if (account.isValid()) {
        if (const auto forgotten = forgetPassword(context, account);
            !forgotten && !qEnvironmentVariableIsSet("CAIRN_PASSWORD"))
            context.warn(QStringLiteral("cairn-cli: %1").arg(forgotten.error().message));
    }
    CAIRN_TRY(store->meta().setAccount(Account()));
    if (arguments.has("wipe")) {
        context.closeStore();
        CAIRN_TRY(wipeProfile(context.profile()));
    }
    return Output{
        QJsonObject{
            {QStringLiteral("signed_out"), true}, {QStringLiteral("wiped"), arguments.has("wipe")}},
        arguments.has("wipe") ? QStringLiteral("signed out, all local data removed")
                              : QStringLiteral("signed out, the notes stay on this computer")};
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
