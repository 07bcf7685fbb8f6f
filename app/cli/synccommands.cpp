// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli.h"
#include "cli/clipassword.h"
#include "cli/syncwords.h"

#include "engine/networkconnectivity.h"
#include "leader/sharedsync.h"
#include "privatefiles.h"
#include "shownname.h"
#include "store/replica/outboxstore.h"
#include "store/replica/replicastore.h"
#include "store/replica/syncsettings.h"
#include "store/replica/unreadstore.h"
#include "store/tree/metastore.h"
#include "storewatch.h"
#include "terminationsignals.h"

#include <QDateTime>
#include <QEventLoop>
#include <QJsonArray>
#include <QJsonObject>
#include <QTimer>

namespace cairn::cli {

namespace {

constexpr int kLeaderAnswerMs = 500;

tl::expected<QString, Error> noAccount()
{
    return failure(ErrorKind::Auth, QStringLiteral("no account is set up; run account set first"));
}

/// While it waited, the process that had one ended.
Result<SyncReport> noPassword()
{
    return failure(
        ErrorKind::Auth,
        QStringLiteral("the process that synced has ended, and this one has no password"));
}

int reportExitCode(const SyncReport &report)
{
    if (report.failed > 0 || report.unread > 0)
        return kNeedsAttention;
    return report.conflicts > 0 ? kNeedsReview : kDone;
}

/// What the person was shown by a sync before.
Result<HeldRemovals> removals(const Arguments &arguments, const char *option)
{
    if (!arguments.has(option))
        return HeldRemovals();
    const auto named = HeldRemovals::parse(arguments.value(option));
    if (!named)
        return failure(
            ErrorKind::Invalid,
            QStringLiteral("--%1 takes what sync named: 60-0123456789abcdef")
                .arg(QLatin1String(option)));
    return *named;
}

void showProgress(Context &context, const SyncStatus &status)
{
    const QString count = status.total > 0
        ? QStringLiteral("%1 of %2").arg(status.done).arg(status.total)
        : QString::number(status.done);
    if (status.phase == SyncStatus::Phase::Sending)
        context.progress(QStringLiteral("Sending ") + count);
    else if (status.phase == SyncStatus::Phase::Receiving)
        context.progress(QStringLiteral("Receiving ") + count);
}

/// What a person should know even when the sync went well.
QString newsText(const SyncActivity &entry)
{
    switch (entry.what) {
    case Activity::Copy:
        return QStringLiteral("a copy of all notes is in %1").arg(entry.detail);
    case Activity::CopyFailed:
        return QStringLiteral("no copy could be made: %1").arg(entry.detail);
    case Activity::SentAgain:
        return entry.count == 1
            ? QStringLiteral("the server had lost 1 note; it was sent again")
            : QStringLiteral("the server had lost %1 notes; they were sent again").arg(entry.count);
    case Activity::Removed:
        return entry.count < kManyRemoved
            ? QString()
            : QStringLiteral(
                  "%1 notes were removed or replaced elsewhere; `removed list` shows them")
                  .arg(entry.count);
    case Activity::UnusedWord:
        return QStringLiteral("%1 was not used: nothing waits under that name").arg(entry.detail);
    case Activity::ServerChanged:
        return QStringLiteral("the server's data was replaced; everything is compared again");
    case Activity::ServerSetBack:
        return QStringLiteral(
            "the server was set back to an older state; everything is compared again");
    case Activity::LongAbsence:
        return QStringLiteral("away for a long time; everything is compared again");
    case Activity::TakenAlong:
        return QStringLiteral("the notes were taken along to another account");
    case Activity::Unread:
        return QStringLiteral("%1: %2").arg(unreadText(entry.count), entry.detail);
    default:
        return {};
    }
}

/// What an earlier run left out is as true as what this one did.
Result<void> tellUnread(Context &context, int documents)
{
    constexpr int kNamed = 3;
    CAIRN_ASSIGN(Store * store, context.store());
    CAIRN_ASSIGN(const QList<UnreadDocument> unread, store->replica().unread().all(kNamed));
    QStringList names;
    for (const UnreadDocument &document : unread)
        names.append(QStringLiteral("%1 (%2)").arg(document.id.left(100), document.reason));
    context.warn(QStringLiteral("cairn-cli: %1: %2")
                     .arg(unreadText(documents), names.join(QStringLiteral(", "))));
    return {};
}

/// Who asks for a sync gets one; the pause goes on behind it.
Result<void> tellPause(Context &context, Store &store)
{
    CAIRN_ASSIGN(
        const auto pause, SyncSettings::pause(store.meta(), QDateTime::currentMSecsSinceEpoch()));
    if (pause && pause->until > 0)
        context.warn(QStringLiteral("cairn-cli: sync is paused until %1; only this one is done")
                         .arg(QDateTime::fromMSecsSinceEpoch(pause->until)
                                  .toString(QStringLiteral("yyyy-MM-dd HH:mm"))));
    else if (pause)
        context.warn(QStringLiteral(
            "cairn-cli: sync is paused until somebody resumes it; only this one is done"));
    return {};
}

/// One run, by whoever leads the sync of this profile.
Result<SyncReport>
runOnce(Context &context, SharedSync &sync, int timeoutSeconds, const SyncConsent &consent)
{
    QEventLoop loop;
    std::optional<SyncReport> report;
    bool alone = false;
    bool stopped = false;
    bool toldUnread = false;
    const TerminationSignals termination;
    QObject::connect(&termination, &TerminationSignals::received, &loop, [&] {
        stopped = true;
        loop.quit();
    });
    QObject::connect(&sync, &SharedSync::demandMet, &loop, [&](const SyncReport &met) {
        report = met;
        loop.quit();
    });
    QObject::connect(&sync, &SharedSync::alone, &loop, [&] {
        alone = true;
        loop.quit();
    });
    QObject::connect(
        &sync, &SharedSync::statusChanged, &loop,
        [&context](const SyncStatus &status) { showProgress(context, status); });
    QObject::connect(&sync, &SharedSync::activity, &loop, [&](const SyncActivity &entry) {
        toldUnread |= entry.what == Activity::Unread;
        if (const QString news = newsText(entry); !news.isEmpty())
            context.warn(QStringLiteral("cairn-cli: %1").arg(news));
    });
    if (timeoutSeconds > 0)
        QTimer::singleShot(timeoutSeconds * 1000, &loop, &QEventLoop::quit);
    sync.start();
    sync.syncWith(consent);
    loop.exec();
    sync.stop();
    if (alone)
        return noPassword();
    if (!report && stopped)
        return failure(
            ErrorKind::Cancelled,
            QStringLiteral("the sync was stopped; repeating it goes on where it was"));
    if (!report)
        return failure(
            ErrorKind::Cancelled,
            QStringLiteral("not finished after %1 s; repeating it goes on where it was")
                .arg(timeoutSeconds));
    if (const HeldRemovals &held = report->removals; !held.isEmpty()) {
        QStringList titles;
        for (const QString &title : held.titles)
            titles.append(QStringLiteral("“%1”").arg(terminalName(title)));
        if (!titles.isEmpty())
            context.warn(QStringLiteral("cairn-cli: among them: ") + titles.join(u", "));
        context.warn(QStringLiteral("cairn-cli: to let them go: sync --allow-removals %1\n"
                                    "cairn-cli: to keep them:   sync --keep-notes %1")
                         .arg(held.toString()));
        if (held.gone > 0)
            context.warn(QStringLiteral("cairn-cli: %1 went already: removed list, and to have "
                                        "them back: removed take-back --all")
                             .arg(counted(held.gone, "note")));
    }
    if (report->error)
        return Failure(*report->error);
    if (report->unread > 0 && !toldUnread)
        CAIRN_TRY(tellUnread(context, report->unread));
    return *report;
}

void tellEvents(Context &context, SharedSync &sync, StoreWatch &store)
{
    QObject::connect(&sync, &SharedSync::runFinished, &store, [&context](const SyncReport &report) {
        context.event(
            reportEvent(report), report.error ? report.error->message : reportText(report));
    });
    QObject::connect(
        &sync, &SharedSync::statusChanged, &store, [&context](const SyncStatus &status) {
            context.event(statusEvent(status), phaseState(status));
        });
    QObject::connect(&sync, &SharedSync::leadingChanged, &store, [&context](bool leading) {
        context.event(
            QJsonObject{
                {QStringLiteral("event"), QStringLiteral("leading")},
                {QStringLiteral("leading"), leading}},
            leading ? QStringLiteral("this process syncs the profile now")
                    : QStringLiteral("this process does not sync the profile any more"));
    });
    const auto tellChanges = [&context](const ChangeSet &changes) {
        if (!changes.notes.isEmpty())
            context.event(
                QJsonObject{
                    {QStringLiteral("event"), QStringLiteral("changed")},
                    {QStringLiteral("notes"), changes.notes.size()}},
                counted(changes.notes.size(), "note") + QStringLiteral(" changed"));
    };
    QObject::connect(&sync, &SharedSync::committed, &store, tellChanges);
    QObject::connect(&sync, &SharedSync::committed, &store, &StoreWatch::heard);
    QObject::connect(&store, &StoreWatch::changed, &store, tellChanges);
}

/// Stays until it is interrupted (or for `timeoutSeconds`, or until it can do no more); every event
/// is one line.
Result<void>
watch(Context &context, SharedSync &sync, Store &store, int timeoutSeconds, Account account)
{
    QEventLoop loop;
    StoreWatch others(store);
    tellEvents(context, sync, others);
    QObject::connect(&others, &StoreWatch::changed, &sync, &SharedSync::foreignChange);
    Result<void> end;
    const auto giveUp = [&](const Error &why) {
        end = Failure(why);
        loop.quit();
    };
    context.onDeaf = giveUp;
    // Somebody signs in elsewhere, or out.
    QObject::connect(&others, &StoreWatch::changed, &loop, [&] {
        const auto now = store.meta().account();
        if (!now || *now == account)
            return;
        account = *now;
        const auto secret = account.isValid() ? password(context, account) : noAccount();
        sync.setAccount(secret ? account : Account(), secret.value_or(QString()));
        if (!secret)
            giveUp(secret.error());
    });
    QObject::connect(&sync, &SharedSync::alone, &loop, [&] { giveUp(noPassword().error()); });
    const TerminationSignals termination;
    QObject::connect(&termination, &TerminationSignals::received, &loop, &QEventLoop::quit);
    if (timeoutSeconds > 0)
        QTimer::singleShot(timeoutSeconds * 1000, &loop, &QEventLoop::quit);
    sync.start();
    loop.exec();
    sync.stop();
    context.onDeaf = {};
    return end;
}

/// What the run did and what it left: a document that the server refused is a failure also while it
/// waits for its next attempt.
Result<Output> describe(Context &context, SyncReport &report)
{
    CAIRN_ASSIGN(Store * store, context.store());
    CAIRN_ASSIGN(const QList<OutboxItem> items, store->outbox().list());
    QJsonArray refused;
    QString lines;
    for (const OutboxItem &item : items) {
        if (!item.dead && item.attempts == 0)
            continue;
        const QString reason = item.lastError ? item.lastError->message : QString();
        refused.append(QJsonObject{
            {QStringLiteral("document"), item.documentId},
            {QStringLiteral("title"), item.title},
            {QStringLiteral("reason"), reason}});
        lines += QStringLiteral("\n  %1  %2: %3")
                     .arg(terminalName(item.documentId), terminalName(item.title), reason);
    }
    report.failed = int(refused.size());
    QJsonObject json = reportJson(report);
    json.insert(QStringLiteral("waiting"), items.size() - refused.size());
    json.insert(QStringLiteral("refused"), refused);
    return Output{json, reportText(report) + lines, reportExitCode(report)};
}

Result<Output> sync(Context &context, const Arguments &arguments)
{
    CAIRN_ASSIGN(const int timeout, arguments.number("timeout", 0));
    CAIRN_ASSIGN(Store * store, context.store());
    CAIRN_ASSIGN(const Account account, store->meta().account());
    if (!account.isValid())
        return Failure(noAccount().error());
    if (const auto why = store->readOnlyReason()) // nobody could hold the lock of who syncs, either
        return Failure(Error(*why));
    const auto secret = password(context, account);
    // Whoever leads has a password; only where nobody does it is missed.
    if (!secret && !Leadership::askLeader(context.profile(), kLeaderAnswerMs))
        return Failure(secret.error());

    CAIRN_TRY(privatefiles::checkSocketFolder(context.profile()));
    SyncEngine::Options options;
    options.storeFile = context.profile().databaseFile();
    options.live = arguments.has("watch");
    if (options.live)
        NetworkConnectivity::loadBackend();
    SharedSync shared(context.profile(), options);
    if (secret)
        shared.setAccount(account, *secret);
    if (options.live) {
        CAIRN_TRY(watch(context, shared, *store, timeout, account));
        return Output{QJsonValue(QJsonValue::Undefined), {}};
    }
    CAIRN_TRY(tellPause(context, *store));
    context.closeStore(); // the engine has a connection of its own
    SyncConsent consent;
    CAIRN_ASSIGN(consent.letGo, removals(arguments, "allow-removals"));
    CAIRN_ASSIGN(consent.keep, removals(arguments, "keep-notes"));
    if (arguments.has("take-along"))
        consent.takeAlong = account;
    CAIRN_ASSIGN(SyncReport report, runOnce(context, shared, timeout, consent));
    return describe(context, report);
}

} // namespace

QList<Command> syncCommands()
{
    return {
        {.name = "sync",
         .summary = "Sends and receives until nothing is left to do",
         .run = sync,
         .options =
             {{"watch", nullptr, "stay, and print a line for whatever happens"},
              {"timeout", "S", "stop after so many seconds"},
              {"allow-removals", "SET", "let the notes go that a sync named by this"},
              {"keep-notes", "SET", "keep the notes that a sync named by this"},
              {"take-along", nullptr, "send all notes to an account that held other ones"}},
         .either = {"allow-removals|keep-notes"},
         .details = "What the server refused is named, and counts as failed."},
    };
}

} // namespace cairn::cli
