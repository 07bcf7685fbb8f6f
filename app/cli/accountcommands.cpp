// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli.h"
#include "cli/clipassword.h"

#include "credentials.h"
#include "files.h"
#include "http/databaseurl.h"
#include "http/servermemory.h"
#include "shownname.h"
#include "standardstreams.h"
#include "store/care/storetraces.h"
#include "store/storechange.h"
#include "store/tree/metastore.h"
#include "wipe.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonObject>

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
    CAIRN_ASSIGN(const QByteArray line, streams::readLine(kMaxPasswordBytes));
    if (line.isEmpty())
        return failure(
            ErrorKind::Invalid, QStringLiteral("there is no password on standard input"));
    return utf8Text(line);
}

/// `address`: without them.
Failure namesUser(const QString &address)
{
    return failure(
        ErrorKind::Invalid,
        QStringLiteral("a name or password does not belong in the address; use --url %1 --user "
                       "NAME, and --password-stdin for the password")
            .arg(address),
        {}, kUsage);
}

Result<Output> setAccount(Context &context, const Arguments &arguments)
{
    const Account account{arguments.value("url"), arguments.value("user")};
    if (addressNamesUser(account.url))
        return namesUser(addressWithoutUser(account.url));
    if (const auto url = DatabaseUrl::parse(account.url); !url) {
        if (url.error() == DatabaseUrl::Problem::NamesUser)
            return namesUser(QStringLiteral("https://HOST/DATABASE"));
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
            context.warn(QStringLiteral("cairn-cli: %1, so the password was not stored; %2")
                             .arg(
                                 stored.error().message,
                                 Credentials::isDeclined(stored.error())
                                     ? QStringLiteral("run the same again, or set CAIRN_PASSWORD "
                                                      "for each sync")
                                     : QStringLiteral("set CAIRN_PASSWORD for each sync")));
    }
    CAIRN_TRY(store->meta().setAccount(account));
    context.setDone();
    CAIRN_TRY(ServerMemory::forgetSignIns(store->meta()));
    // The password of an account that is used no more has no reason to stay.
    if (before.isValid() && before != account && arguments.has("password-stdin"))
        (void)forgetPassword(context, before);
    if (arguments.has("device"))
        CAIRN_TRY(store->meta().setDeviceName(arguments.value("device")));
    return Output{accountJson(*store, account), accountText(*store, account)};
}

Result<Output> showAccount(Context &context, const Arguments &)
{
    CAIRN_ASSIGN(Store * store, context.store());
    CAIRN_ASSIGN(const Account account, store->meta().account());
    return Output{accountJson(*store, account), accountText(*store, account)};
}

Output unsentRefused(Context &context, int unsent)
{
    const QString message = QStringLiteral("%1 %2 never sent; nothing was removed")
                                .arg(
                                    counted(unsent, "change"),
                                    unsent == 1 ? QStringLiteral("was") : QStringLiteral("were"));
    context.warn(QStringLiteral("cairn-cli: %1 (--force removes %2)")
                     .arg(message, unsent == 1 ? QStringLiteral("it") : QStringLiteral("them")));
    Output refused;
    refused.json = QJsonObject{
        {QStringLiteral("error"),
         QJsonObject{
             {QStringLiteral("kind"), QStringLiteral("unsent")},
             {QStringLiteral("message"), message}}}};
    refused.exitCode = kNeedsAttention;
    return refused;
}

/// What a wipe has to know of the notes that it removes.
struct Present {
    Account account;
    int unsent = 0;
};

/// Nothing is made by asking: where no notes are, there is no account.
Result<Present> present(Context &context)
{
    const Store::Options options = context.storeOptions();
    if (!QFileInfo::exists(options.file)) {
        CAIRN_TRY(storetraces::check(options.file, options.witnesses));
        return Present();
    }
    CAIRN_ASSIGN(const auto store, Store::open(options));
    // Who began a change before the removal was announced ends it first; nobody begins one after
    // this.
    StoreChange turn(*store);
    if (!store->readOnlyReason())
        CAIRN_TRY(turn.begin());
    CAIRN_ASSIGN(const Account account, store->meta().account());
    CAIRN_ASSIGN(const Tallies tallies, store->tallies());
    return Present{account, tallies.pending + tallies.dead};
}

void forgetAccount(Context &context, const Account &account)
{
    if (!account.isValid())
        return;
    if (const auto forgotten = forgetPassword(context, account);
        !forgotten && !qEnvironmentVariableIsSet("CAIRN_PASSWORD"))
        context.warn(QStringLiteral("cairn-cli: %1").arg(forgotten.error().message));
}

/// Notes that cannot be opened, for whatever reason, go as well, but not by mistake.
Result<Present> presentOrForced(Context &context, bool force)
{
    auto found = present(context);
    if (found)
        return found;
    Error why = found.error();
    if (why.kind == ErrorKind::Transient) // somebody is at work on them
        return Failure(why);
    if (force)
        return Present();
    why.message += QStringLiteral("; nothing was removed (--force removes all that is left)");
    return Failure(why);
}

QString wipedText(const Profile &profile, const ProfileWipe::Removed &removed)
{
    QString text = removed.files.isEmpty()
        ? QStringLiteral("there was nothing of Cairn's in %1").arg(profile.directory())
        : QStringLiteral("signed out; removed from this computer: %1")
              .arg(removed.files.join(QStringLiteral(", ")));
    if (!removed.left.isEmpty())
        text += QStringLiteral("\nnot Cairn's, so it is still there: %1")
                    .arg(removed.left.join(QStringLiteral(", ")));
    return text;
}

Output wiped(const Profile &profile, const ProfileWipe::Removed &removed)
{
    return Output{
        QJsonObject{
            {QStringLiteral("signed_out"), true},
            {QStringLiteral("wiped"), true},
            {QStringLiteral("removed"), QJsonArray::fromStringList(removed.files)},
            {QStringLiteral("left"), QJsonArray::fromStringList(removed.left)}},
        wipedText(profile, removed)};
}

/// One that was begun is finished without asking again: what is left is not worth anything.
Result<Output> wipeAll(Context &context, bool force)
{
    const Profile &profile = context.profile();
    if (!ProfileWipe::hasFiles(profile))
        return wiped(profile, {});
    ProfileWipe wipe(profile);
    CAIRN_TRY(wipe.begin());
    Present found;
    if (ProfileWipe::isBegun(profile)) {
        found = present(context).value_or(Present()); // a part of it may be gone already
    } else {
        CAIRN_ASSIGN(found, presentOrForced(context, force));
        if (found.unsent > 0 && !force)
            return unsentRefused(context, found.unsent);
    }
    CAIRN_TRY(wipe.mark());
    context.setDone();
    forgetAccount(context, found.account); // not before: a command that fails leaves it
    CAIRN_ASSIGN(const ProfileWipe::Removed removed, wipe.remove());
    return wiped(profile, removed);
}

Result<Output> signOut(Context &context, const Arguments &arguments)
{
    if (arguments.has("wipe"))
        return wipeAll(context, arguments.has("force"));
    CAIRN_ASSIGN(Store * store, context.store());
    CAIRN_ASSIGN(const Account account, store->meta().account());
    forgetAccount(context, account);
    CAIRN_TRY(store->meta().setAccount(Account()));
    context.setDone();
    return Output{
        QJsonObject{{QStringLiteral("signed_out"), true}, {QStringLiteral("wiped"), false}},
        QStringLiteral("signed out, the notes stay on this computer")};
}

} // namespace

QList<Command> accountCommands()
{
    return {
        {.name = "account set",
         .summary = "Says with which server notes are synced, and as whom",
         .run = setAccount,
         .options =
             {{"url", "URL", "the database: https://host/database", Option::Needed},
              {"user", "NAME", "the user's name on the server", Option::Needed},
              {"password-stdin", nullptr,
               "read the password from standard input into the keychain"},
              {"device", "NAME", "what other devices call this one"}},
         .details = "Without a keychain set CAIRN_PASSWORD for each sync; a password is never "
                    "written to the disk in plain text."},
        {.name = "account show", .summary = "Shows the account and the device", .run = showAccount},
        {.name = "account sign-out",
         .summary = "Forgets the account and its password",
         .run = signOut,
         .options =
             {{"wipe", nullptr, "remove all of Cairn's data from this computer, too"},
              {"force", nullptr, "remove them even where changes were never sent"}}},
    };
}

} // namespace cairn::cli
