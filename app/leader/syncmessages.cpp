// SPDX-License-Identifier: GPL-3.0-or-later
#include "leader/syncmessages.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <array>

namespace cairn::syncmessages {
namespace {

using Phase = SyncStatus::Phase;

struct PhaseName {
    Phase phase;
    QStringView name;
};
constexpr std::array kPhases{
    PhaseName{Phase::NoAccount, u"no-account"}, PhaseName{Phase::Idle, u"idle"},
    PhaseName{Phase::Waiting, u"waiting"},      PhaseName{Phase::Connecting, u"connecting"},
    PhaseName{Phase::Receiving, u"receiving"},  PhaseName{Phase::Sending, u"sending"},
    PhaseName{Phase::Offline, u"offline"},      PhaseName{Phase::Unreachable, u"unreachable"},
    PhaseName{Phase::SignIn, u"sign-in"},       PhaseName{Phase::NotAllowed, u"not-allowed"},
    PhaseName{Phase::Paused, u"paused"},        PhaseName{Phase::Error, u"error"},
    PhaseName{Phase::Metered, u"metered"}};

constexpr std::array kErrors{ErrorKind::Offline,   ErrorKind::Transient, ErrorKind::Auth,
                             ErrorKind::Forbidden, ErrorKind::NotFound,  ErrorKind::Rejected,
                             ErrorKind::Conflict,  ErrorKind::Protocol,  ErrorKind::Storage,
                             ErrorKind::DiskFull,  ErrorKind::TooNew,    ErrorKind::Locked,
                             ErrorKind::Invalid,   ErrorKind::Cancelled};

QJsonObject errorJson(const Error &error)
{
    return {
        {QStringLiteral("kind"), errorKindName(error.kind)},
        {QStringLiteral("code"), error.code},
        {QStringLiteral("message"), error.message},
        {QStringLiteral("context"), error.context},
        {QStringLiteral("reason"), errorReasonName(error.reason)},
        {QStringLiteral("retry_after_ms"), error.retryAfterMs}};
}

std::optional<Error> errorFrom(const QJsonValue &value)
{
    if (!value.isObject())
        return std::nullopt;
    const QJsonObject json = value.toObject();
    Error error;
    error.kind = ErrorKind::Transient;
    for (const ErrorKind kind : kErrors) {
        if (errorKindName(kind) == json.value(u"kind").toString())
            error.kind = kind;
    }
    error.code = json.value(u"code").toInt();
    error.message = json.value(u"message").toString();
    error.context = json.value(u"context").toString();
    error.reason = errorReasonNamed(json.value(u"reason").toString());
    error.retryAfterMs = json.value(u"retry_after_ms").toInteger(-1);
    return error;
}

void put(QJsonObject &json, const QString &name, std::optional<qint64> value)
{
    if (value)
        json.insert(name, *value);
}

/// What the question says beside the name of the set, which alone is what an answer carries.
QJsonValue shownJson(const HeldRemovals &removals)
{
    return removals.isEmpty()
        ? QJsonValue()
        : QJsonValue(QJsonObject{
            {QStringLiteral("overwritten"), removals.overwritten},
            {QStringLiteral("gone"), removals.gone},
            {QStringLiteral("titles"), QJsonArray::fromStringList(removals.titles)}});
}

HeldRemovals shownRemovals(const QJsonObject &json)
{
    HeldRemovals removals = removalsFrom(json.value(u"removals"));
    const QJsonValue shown = json.value(u"removals_shown");
    removals.overwritten = std::clamp(shown[u"overwritten"].toInt(), 0, removals.notes);
    removals.gone = std::max(shown[u"gone"].toInt(), 0);
    const QJsonArray titles = shown[u"titles"].toArray();
    for (const QJsonValue &title : titles)
        removals.titles.append(title.toString());
    return removals;
}

std::optional<qint64> momentFrom(const QJsonValue &value)
{
    return value.isDouble() ? std::optional(value.toInteger()) : std::nullopt;
}

} // namespace

QJsonObject toJson(const SyncStatus &status)
{
    QJsonObject json{
        {QStringLiteral("pending"), status.pending},
        {QStringLiteral("dead"), status.dead},
        {QStringLiteral("unread"), status.unread},
        {QStringLiteral("conflicts"), status.conflicts},
        {QStringLiteral("done"), status.done},
        {QStringLiteral("total"), status.total},
        {QStringLiteral("removals"), toJson(status.removals)},
        {QStringLiteral("removals_shown"), shownJson(status.removals)}};
    for (const auto &[phase, name] : kPhases) {
        if (phase == status.phase)
            json.insert(u"phase", name.toString());
    }
    put(json, QStringLiteral("last_sync_at"), status.lastSyncAt);
    put(json, QStringLiteral("next_try_at"), status.nextTryAt);
    put(json, QStringLiteral("paused_until"), status.pausedUntil);
    put(json, QStringLiteral("time_left_ms"), status.timeLeftMs);
    if (!status.restAskedBy.isEmpty())
        json.insert(u"rest_asked_by", status.restAskedBy);
    if (status.error)
        json.insert(u"error", errorJson(*status.error));
    return json;
}

SyncStatus statusFrom(const QJsonObject &json)
{
    SyncStatus status;
    status.phase =
        Phase::Waiting; // what a newer version may call otherwise is nothing to worry about
    for (const auto &[phase, name] : kPhases) {
        if (name == json.value(u"phase").toString())
            status.phase = phase;
    }
    status.pending = json.value(u"pending").toInt();
    status.dead = json.value(u"dead").toInt();
    status.unread = json.value(u"unread").toInt();
    status.conflicts = json.value(u"conflicts").toInt();
    status.done = json.value(u"done").toInt();
    status.total = json.value(u"total").toInt();
    status.lastSyncAt = momentFrom(json.value(u"last_sync_at"));
    status.nextTryAt = momentFrom(json.value(u"next_try_at"));
    status.restAskedBy = json.value(u"rest_asked_by").toString();
    status.pausedUntil = momentFrom(json.value(u"paused_until"));
    status.timeLeftMs = momentFrom(json.value(u"time_left_ms"));
    status.removals = shownRemovals(json);
    status.error = errorFrom(json.value(u"error"));
    return status;
}

QJsonValue toJson(const HeldRemovals &removals)
{
    return removals.isEmpty() ? QJsonValue() : QJsonValue(removals.toString());
}

HeldRemovals removalsFrom(const QJsonValue &json)
{
    return HeldRemovals::parse(json.toString()).value_or(HeldRemovals());
}

QJsonValue toJson(const Account &account)
{
    return account.isValid() ? QJsonValue(QJsonObject{
               {QStringLiteral("url"), account.url}, {QStringLiteral("user"), account.user}})
                             : QJsonValue();
}

Account accountFrom(const QJsonValue &json)
{
    return {json[u"url"].toString(), json[u"user"].toString()};
}

QJsonObject toJson(const SyncReport &report)
{
    QJsonObject json{
        {QStringLiteral("pushed"), report.pushed},
        {QStringLiteral("pulled"), report.pulled},
        {QStringLiteral("merged"), report.merged},
        {QStringLiteral("conflicts"), report.conflicts},
        {QStringLiteral("failed"), report.failed},
        {QStringLiteral("unread"), report.unread},
        {QStringLiteral("duration_ms"), report.durationMs},
        {QStringLiteral("removals"), toJson(report.removals)},
        {QStringLiteral("removals_shown"), shownJson(report.removals)}};
    if (report.error)
        json.insert(u"error", errorJson(*report.error));
    return json;
}

SyncReport reportFrom(const QJsonObject &json)
{
    SyncReport report;
    report.pushed = json.value(u"pushed").toInt();
    report.pulled = json.value(u"pulled").toInt();
    report.merged = json.value(u"merged").toInt();
    report.conflicts = json.value(u"conflicts").toInt();
    report.failed = json.value(u"failed").toInt();
    report.unread = json.value(u"unread").toInt();
    report.durationMs = json.value(u"duration_ms").toInteger();
    report.removals = shownRemovals(json);
    report.error = errorFrom(json.value(u"error"));
    return report;
}

QByteArray line(const QJsonObject &message)
{
    return QJsonDocument(message).toJson(QJsonDocument::Compact) + '\n';
}

std::optional<QJsonObject> fromLine(const QByteArray &line)
{
    const QJsonDocument json = QJsonDocument::fromJson(line);
    return json.isObject() ? std::optional(json.object()) : std::nullopt;
}

} // namespace cairn::syncmessages
