// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli.h"
#include "cli/syncwords.h"

#include "engine/runrecorder.h"
#include "leader/leadership.h"
#include "leader/syncmessages.h"
#include "store/conflict/removalguard.h"
#include "store/replica/replicastore.h"
#include "store/replica/syncsettings.h"
#include "store/tree/metastore.h"

#include <QDateTime>
#include <QFileInfo>
#include <QJsonObject>

namespace cairn::cli {

namespace {

constexpr int kAnswerMs = 300;

/// What the process that syncs this profile says; nothing when there is none.
std::optional<QString> presentState(const Profile &profile, const Tallies &tallies)
{
    const auto answer = Leadership::askLeader(profile, kAnswerMs);
    if (!answer)
        return std::nullopt;
    SyncStatus status = syncmessages::statusFrom(answer->value(u"status").toObject());
    // The store knows about edits of this moment, sync a moment later.
    status.pending = tallies.pending;
    status.dead = tallies.dead;
    status.unread = tallies.unread;
    return phaseState(status);
}

/// What the newest run of any process on this profile came to, for when none is running.
QString lastingState(const Tallies &tallies, const QString &lastFailure, bool everSynced)
{
    const auto failedBy = [&](ErrorKind kind) { return lastFailure == errorKindName(kind); };
    if (failedBy(ErrorKind::Auth) || failedBy(ErrorKind::Forbidden))
        return QStringLiteral("sign-in");
    // Rejected: the server wants more removed than anybody agreed to, or it is another account's.
    if (failedBy(ErrorKind::Storage) || failedBy(ErrorKind::DiskFull)
        || failedBy(ErrorKind::Rejected))
        return QStringLiteral("error");
    const bool stopped = failedBy(ErrorKind::Cancelled); // before its end
    if (!lastFailure.isEmpty() && !stopped)
        return QStringLiteral("offline");
    if (stopped || tallies.pending > 0 || tallies.dead > 0 || tallies.unread > 0 || !everSynced)
        return QStringLiteral("pending");
    return QStringLiteral("synced");
}

/// The question that waits, with the name that an answer has to carry.
QJsonValue waitingJson(const HeldRemovals &waiting)
{
    if (waiting.isEmpty())
        return {};
    return QJsonObject{
        {QStringLiteral("set"), waiting.toString()},
        {QStringLiteral("notes"), waiting.notes},
        {QStringLiteral("gone"), waiting.gone}};
}

QString waitingText(const HeldRemovals &waiting)
{
    if (waiting.isEmpty())
        return {};
    const QString gone = waiting.gone == 0
        ? QString()
        : QStringLiteral("; %1 went already (removed list)").arg(counted(waiting.gone, "note"));
    return QStringLiteral("\nthe server wants %1 removed or replaced: sync --allow-removals %2 or "
                          "sync --keep-notes %2%3")
        .arg(counted(waiting.notes, "note"), waiting.toString(), gone);
}

Result<QString>
stateOf(const Profile &profile, Store &store, const Tallies &tallies, bool hasAccount)
{
    if (!hasAccount)
        return phaseState({});
    if (const auto state = presentState(profile, tallies))
        return *state;
    CAIRN_ASSIGN(
        const auto pause, SyncSettings::pause(store.meta(), QDateTime::currentMSecsSinceEpoch()));
    if (pause)
        return QStringLiteral("paused");
    CAIRN_ASSIGN(
        const std::optional<QString> lastSync, store.meta().value(RunRecorder::lastSyncKey()));
    CAIRN_ASSIGN(
        const std::optional<QString> failure, store.meta().value(RunRecorder::lastFailureKey()));
    return lastingState(tallies, failure.value_or(QString()), lastSync.has_value());
}

qint64 databaseBytes(const QString &file)
{
    qint64 bytes = 0;
    for (const char *suffix : {"", "-wal", "-shm"})
        bytes += QFileInfo(file + QLatin1String(suffix)).size();
    return bytes;
}

Result<Output> status(Context &context, const Arguments &)
{
    CAIRN_ASSIGN(Store * store, context.store());
    CAIRN_ASSIGN(const Tallies tallies, store->tallies());
    CAIRN_ASSIGN(
        const std::optional<QString> lastSync, store->meta().value(RunRecorder::lastSyncKey()));
    CAIRN_ASSIGN(const std::optional<Checkpoint> checkpoint, store->replica().latestCheckpoint());
    CAIRN_ASSIGN(const Account account, store->meta().account());
    HeldRemovals waiting;
    if (account.isValid()) { // nobody is there to want anything else
        CAIRN_ASSIGN(waiting, store->replica().removals().waiting());
    }
    CAIRN_ASSIGN(
        const QString state, stateOf(context.profile(), *store, tallies, account.isValid()));
    const QJsonObject json{
        {QStringLiteral("state"), state},
        {QStringLiteral("pending"), tallies.pending},
        {QStringLiteral("failed"), tallies.dead},
        {QStringLiteral("unread"), tallies.unread},
        {QStringLiteral("conflicts"), tallies.conflicts},
        {QStringLiteral("removals"), waitingJson(waiting)},
        {QStringLiteral("last_sync"), lastSync ? QJsonValue(lastSync->toLongLong()) : QJsonValue()},
        {QStringLiteral("checkpoint"), checkpoint ? QJsonValue(checkpoint->lastSeq) : QJsonValue()},
        {QStringLiteral("device"), store->meta().deviceName()},
        {QStringLiteral("notes"), tallies.notes},
        {QStringLiteral("database_bytes"), databaseBytes(context.profile().databaseFile())},
    };
    return Output{
        json,
        QStringLiteral("%1: %2, %3 to send, %4, %5 to review%6")
            .arg(
                state, counted(tallies.notes, "note"), counted(tallies.pending, "change"),
                attentionText(tallies.dead))
            .arg(tallies.conflicts)
            .arg(
                (tallies.unread > 0 ? QStringLiteral(", ") + unreadText(tallies.unread) : QString())
                + waitingText(waiting))};
}

} // namespace

QList<Command> statusCommands()
{
    return {
        {.name = "status",
         .summary = "Says whether all notes are sent, and what is not",
         .run = status}};
}

} // namespace cairn::cli
