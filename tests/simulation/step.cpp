// SPDX-License-Identifier: GPL-3.0-or-later
#include "step.h"

#include <array>

namespace cairn::sim {

namespace {

constexpr std::array<const char *, kOps> kNames{
    "create",
    "type",
    "rename",
    "move",
    "tag",
    "trash",
    "untrash",
    "delete",
    "revive",
    "resolve-mine",
    "resolve-other",
    "resolve-both",
    "resolve-merged",
    "undo-resolve",
    "policy",
    "import",
    "many-edits",
    "restart",
    "sign-out",
    "sign-in",
    "enter-password",
    "retry",
    "sync-now",
    "add-device",
    "offline",
    "online",
    "days",
    "open-note",
    "type-in-window",
    "kill-typing",
    "command",
    "many-notes",
    "tag-all",
    "take-back",
    "answer",
    "network",
    "http",
    "refuse",
    "kill-soon",
    "kill-at-request",
    "kill-at-write",
    "disk",
    "clock",
    "snapshot",
    "restore",
    "recreate",
    "empty",
    "compact",
    "short-histories",
    "rewind",
    "new-password",
    "lock-out",
    "expire-sessions",
    "lie",
    "nonsense"};

} // namespace

QString opName(Op op) { return QString::fromLatin1(kNames[size_t(op)]); }

bool isFault(Op op) { return op >= Op::Network; }

QString describe(const Step &step)
{
    return QStringLiteral("%1 device=%2 what=%3 amount=%4 dice=%5 then %6")
        .arg(opName(step.op), -15)
        .arg(step.device)
        .arg(step.what)
        .arg(step.amount)
        .arg(step.dice)
        .arg(
            step.after < 0 ? QStringLiteral("%1 turns").arg(-step.after)
                           : QStringLiteral("%1 ms").arg(step.after));
}

} // namespace cairn::sim
