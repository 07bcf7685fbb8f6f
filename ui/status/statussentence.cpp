// SPDX-License-Identifier: GPL-3.0-or-later
#include "statussentence.h"

#include "timewords.h"

namespace cairn {

using Phase = SyncStatus::Phase;
using Action = StatusSentence::Action;

namespace {
constexpr qint64 kCountdownMs = 1'000;
constexpr qint64 kWorthTellingMs = 20'000; ///< a shorter wait is over before it is read
} // namespace

StatusSentence StatusSentence::of(const SyncStatus &status, qint64 now)
{
    switch (status.phase) {
    case Phase::NoAccount:
        return {
            tr("All notes are saved on this computer"), Icon::Check, Tint::Quiet, Action::SetUp,
            tr("Sync with other devices…")};
    case Phase::Idle:
        return idle(status, now);
    case Phase::Waiting:
        return {
            status.pending > 0
                ? tr("%Ln change(s) saved on this computer, sending soon", nullptr, status.pending)
                : tr("All changes saved on this computer"),
            Icon::StatePending,
            Tint::Quiet,
            Action::None,
            {}};
    case Phase::Connecting:
    case Phase::Receiving:
    case Phase::Sending:
        return transferring(status);
    case Phase::Offline:
    case Phase::Unreachable:
    case Phase::Paused:
    case Phase::Metered:
        return away(status, now);
    case Phase::SignIn:
    case Phase::NotAllowed:
        return refused(status, now);
    case Phase::Error:
        break;
    }
    return broken(status);
}

StatusSentence StatusSentence::unsaved(Text text)
{
    if (text == Text::Saving)
        return {tr("Saving…"), Icon::StatePending, Tint::Quiet, Action::None, {}};
    if (text == Text::ReadOnly)
        return {
            tr("Only reading: nothing can be saved or synced"),
            Icon::Warning,
            Tint::Attention,
            Action::None,
            {}};
    return {
        tr("The open note is not saved yet"), Icon::StateFailed, Tint::Failed, Action::None, {}};
}

std::optional<qint64> StatusSentence::changesAt(const SyncStatus &status, qint64 now)
{
    const bool named = status.phase == Phase::Unreachable || status.phase == Phase::NotAllowed;
    if (named && status.nextTryAt && *status.nextTryAt > now)
        return now + kCountdownMs;
    if (status.phase == Phase::Idle && status.lastSyncAt && status.isSynced())
        return TimeWords::agoChangesAt(*status.lastSyncAt, now);
    return std::nullopt;
}

StatusSentence StatusSentence::idle(const SyncStatus &status, qint64 now)
{
    if (status.dead > 0)
        return {
            tr("%Ln change(s) could not be sent and need(s) attention", nullptr, status.dead),
            Icon::StateFailed, Tint::Attention, Action::Details, tr("Show")};
    if (status.pending > 0)
        return {
            tr("%Ln change(s) saved on this computer, waiting to be sent", nullptr, status.pending),
            Icon::StatePending,
            Tint::Quiet,
            Action::None,
            {}};
    if (status.unread > 0)
        return {
            tr("%Ln document(s) of the server cannot be read", nullptr, status.unread),
            Icon::Warning, Tint::Attention, Action::Details, tr("Show")};
    if (status.conflicts > 0)
        return {
            tr("%Ln note(s) need(s) review, all else is synced", nullptr, status.conflicts),
            Icon::StateConflict,
            Tint::Attention,
            Action::Review,
            {}};
    return {
        status.lastSyncAt
            ? tr("All changes saved and synced %1").arg(TimeWords::ago(*status.lastSyncAt, now))
            : tr("All changes saved and synced"),
        Icon::StateSynced,
        Tint::Accent,
        Action::None,
        {}};
}

StatusSentence StatusSentence::transferring(const SyncStatus &status)
{
    StatusSentence sentence{{}, Icon::StateSyncing, Tint::Accent, Action::None, {}};
    switch (status.phase) {
    case Phase::Sending:
        sentence.text = status.total > 0
            ? tr("Sending %L1 of %L2").arg(status.done).arg(status.total)
            : tr("Sending…");
        break;
    case Phase::Receiving:
        if (status.total > 0)
            sentence.text = tr("Receiving %L1 of %L2").arg(status.done).arg(status.total);
        else
            sentence.text = status.done > 0 ? tr("Receiving, %L1 so far").arg(status.done)
                                            : tr("Looking for changes…");
        break;
    default:
        sentence.text = status.pending > 0 ? tr(
                            "Connecting, %Ln change(s) saved on this computer will be sent",
                            nullptr, status.pending)
                                           : tr("Connecting…");
        break;
    }
    if (status.timeLeftMs.value_or(0) >= kWorthTellingMs) {
        const int minutes = int((*status.timeLeftMs + 59'999) / 60'000);
        sentence.text = tr("%1, about %Ln minute(s) left", nullptr, minutes).arg(sentence.text);
    }
    if (status.dead > 0)
        sentence.text = tr("%1 (%Ln failed)", nullptr, status.dead).arg(sentence.text);
    return sentence;
}

StatusSentence StatusSentence::away(const SyncStatus &status, qint64 now)
{
    const int waiting = status.pending;
    if (status.phase == Phase::Offline)
        return {
            waiting > 0 ? tr(
                "Offline: %Ln change(s) saved on this computer, they will be sent when connected",
                nullptr, waiting)
                        : tr("Offline: everything is saved on this computer"),
            Icon::Offline,
            Tint::Waiting,
            Action::None,
            {}};
    if (status.phase == Phase::Paused) {
        const QString paused = status.pausedUntil && *status.pausedUntil > now
            ? tr("Paused until %1").arg(TimeWords::clock(*status.pausedUntil))
            : tr("Paused");
        return {
            waiting > 0
                ? tr("%1, %Ln change(s) saved on this computer", nullptr, waiting).arg(paused)
                : paused,
            Icon::Pause, Tint::Waiting, Action::Resume, tr("Resume")};
    }
    if (status.phase == Phase::Metered)
        return {
            waiting > 0 ? tr(
                "Waiting for a network that costs nothing: %Ln change(s) saved on this computer",
                nullptr, waiting)
                        : tr("Waiting for a network that costs nothing"),
            Icon::Pause, Tint::Waiting, Action::SyncNow, tr("Sync now")};
    const QString next = status.nextTryAt ? TimeWords::until(*status.nextTryAt, now) : QString();
    QString why = tr("Server unreachable");
    if (!status.restAskedBy.isEmpty())
        why = tr("%1 asks to be left alone for a while").arg(status.restAskedBy);
    else if (status.error && status.error->kind == ErrorKind::Protocol)
        why = tr("Something else answers in place of the server (a sign-in page?)");
    else if (status.error && status.error->kind == ErrorKind::Rejected)
        why = tr("The server refuses to answer");
    QString text =
        next.isEmpty() ? tr("%1, trying again").arg(why) : tr("%1, next try %2").arg(why, next);
    if (waiting > 0)
        text = tr("%1. %Ln change(s) saved on this computer", nullptr, waiting).arg(text);
    return {text, Icon::StateRetrying, Tint::Waiting, Action::SyncNow, tr("Try now")};
}

StatusSentence StatusSentence::refused(const SyncStatus &status, qint64 now)
{
    if (status.phase == Phase::SignIn)
        return {
            status.pending > 0 ? tr(
                "Sign in again: %Ln change(s) saved on this computer wait to be sent", nullptr,
                status.pending)
                               : tr("Sign in again to go on syncing"),
            Icon::Account, Tint::Attention, Action::SignIn, tr("Sign in…")};
    const QString next = status.nextTryAt ? TimeWords::until(*status.nextTryAt, now) : QString();
    const bool locked = status.error && status.error->reason == ErrorReason::AccountLocked;
    if (locked && !next.isEmpty())
        return {
            tr("The server has locked this account for a while, next try %1").arg(next),
            Icon::StateRetrying, Tint::Attention, Action::Account, tr("Account…")};
    const QString text = tr("This account is not allowed to use the notes on the server");
    return {
        next.isEmpty() ? text : tr("%1, next try %2").arg(text, next), Icon::StateFailed,
        Tint::Attention, Action::Account, tr("Account…")};
}

QString StatusSentence::wanted(const HeldRemovals &removals)
{
    const int removed = removals.removed();
    const int replaced = removals.overwritten;
    if (removals.gone > 0) {
        const QString gone = tr("%Ln note(s) were taken away already", nullptr, removals.gone);
        if (replaced == 0)
            return tr("%1; %Ln more would be removed, but only if you agree", "notes", removed)
                .arg(gone);
        if (removed == 0)
            return tr("%1; %Ln more would be replaced by other text, but only if you agree",
                      "notes", replaced)
                .arg(gone);
        return tr("%1; %2, but only if you agree")
            .arg(
                gone,
                tr("%Ln more would be removed, %L1 replaced by other text", "notes", removed)
                    .arg(replaced));
    }
    if (replaced == 0)
        return tr("%Ln note(s) would be removed, but only if you agree", nullptr, removed);
    if (removed == 0)
        return tr(
            "%Ln note(s) would be replaced by other text, but only if you agree", nullptr,
            replaced);
    return tr("%1, %2, but only if you agree")
        .arg(
            tr("%Ln note(s) would be removed", nullptr, removed),
            tr("%Ln replaced by other text", "notes; follows “12 notes would be removed”",
               replaced));
}

StatusSentence StatusSentence::broken(const SyncStatus &status)
{
    const ErrorReason reason = status.error ? status.error->reason : ErrorReason::None;
    if (reason == ErrorReason::RemovalsHeld)
        return {
            wanted(status.removals), Icon::Warning, Tint::Attention, Action::Removals,
            tr("Decide…")};
    if (reason == ErrorReason::OtherAccount)
        return {
            tr("These notes belong to another account: nothing was sent"), Icon::Account,
            Tint::Attention, Action::OtherAccount, tr("Decide…")};
    const ErrorKind kind = status.error ? status.error->kind : ErrorKind::Storage;
    StatusSentence sentence{{}, Icon::StateFailed, Tint::Failed, Action::Details, tr("Details")};
    switch (kind) {
    case ErrorKind::DiskFull:
        sentence.text = tr("Storage full: free some space, then syncing goes on");
        break;
    case ErrorKind::TooNew:
        sentence.text = tr("These notes come from a newer Cairn: please update this one");
        break;
    case ErrorKind::Locked:
        sentence.text = tr("Syncing stopped: the notes on this computer are in use or damaged");
        break;
    default:
        sentence.text = tr("Syncing stopped: the storage of this computer reports an error");
        break;
    }
    return sentence;
}

} // namespace cairn
