// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/syncwords.h"

namespace cairn::cli {

namespace {

QJsonObject errorJson(const Error &error)
{
    return {
        {QStringLiteral("kind"), errorKindName(error.kind)},
        {QStringLiteral("message"), error.message}};
}

} // namespace

QString phaseState(const SyncStatus &status)
{
    switch (status.phase) {
    case SyncStatus::Phase::Idle:
        return status.isSynced() ? QStringLiteral("synced") : QStringLiteral("pending");
    case SyncStatus::Phase::NoAccount:
        return QStringLiteral("no-account");
    case SyncStatus::Phase::Waiting:
        return QStringLiteral("pending");
    case SyncStatus::Phase::Connecting:
    case SyncStatus::Phase::Receiving:
    case SyncStatus::Phase::Sending:
        return QStringLiteral("syncing");
    case SyncStatus::Phase::Offline:
    case SyncStatus::Phase::Unreachable:
        return QStringLiteral("offline");
    case SyncStatus::Phase::SignIn:
    case SyncStatus::Phase::NotAllowed:
        return QStringLiteral("sign-in");
    case SyncStatus::Phase::Metered:
        return QStringLiteral("pending");
    case SyncStatus::Phase::Paused:
        return QStringLiteral("paused");
    case SyncStatus::Phase::Error:
        return QStringLiteral("error");
    }
    return QStringLiteral("error");
}

QJsonObject reportJson(const SyncReport &report)
{
    return {{QStringLiteral("pushed"), report.pushed},
            {QStringLiteral("pulled"), report.pulled},
            {QStringLiteral("merged"), report.merged},
            {QStringLiteral("conflicts"), report.conflicts},
            {QStringLiteral("failed"), report.failed},
            {QStringLiteral("unread"), report.unread},
            {QStringLiteral("duration_ms"), report.durationMs}};
}

QString reportText(const SyncReport &report)
{
    const QString unread =
        report.unread > 0 ? unreadText(report.unread) + QStringLiteral(", ") : QString();
    return QStringLiteral("sent %1, received %2, merged %3, %4 to review, %5, %6%7 ms")
        .arg(report.pushed)
        .arg(report.pulled)
        .arg(report.merged)
        .arg(report.conflicts)
        .arg(attentionText(report.failed), unread)
        .arg(report.durationMs);
}

QString attentionText(int changes)
{
    return changes == 1 ? QStringLiteral("1 needs attention")
                        : QStringLiteral("%1 need attention").arg(changes);
}

QString unreadText(int documents)
{
    return documents == 1
        ? QStringLiteral("1 document of the server cannot be read")
        : QStringLiteral("%1 documents of the server cannot be read").arg(documents);
}

QJsonObject statusEvent(const SyncStatus &status)
{
    QJsonObject json{
        {QStringLiteral("event"), QStringLiteral("status")},
        {QStringLiteral("state"), phaseState(status)},
        {QStringLiteral("pending"), status.pending},
        {QStringLiteral("failed"), status.dead},
        {QStringLiteral("unread"), status.unread},
        {QStringLiteral("conflicts"), status.conflicts},
        {QStringLiteral("done"), status.done},
        {QStringLiteral("total"), status.total}};
    if (status.error)
        json.insert(QStringLiteral("error"), errorJson(*status.error));
    return json;
}

QJsonObject reportEvent(const SyncReport &report)
{
    QJsonObject json = reportJson(report);
    json.insert(QStringLiteral("event"), QStringLiteral("sync"));
    if (report.error)
        json.insert(QStringLiteral("error"), errorJson(*report.error));
    return json;
}

} // namespace cairn::cli
