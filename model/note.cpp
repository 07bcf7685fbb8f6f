// SPDX-License-Identifier: GPL-3.0-or-later
#include "note.h"

#include <array>

namespace cairn {

namespace {
constexpr std::array kStates{NoteState::Synced,  NoteState::Pending,  NoteState::Syncing,
                             NoteState::Failed,  NoteState::Conflict, NoteState::Resolved,
                             NoteState::Retrying};
} // namespace

QString noteStateName(NoteState state)
{
    switch (state) {
    case NoteState::Synced:
        return QStringLiteral("synced");
    case NoteState::Pending:
        return QStringLiteral("pending");
    case NoteState::Syncing:
        return QStringLiteral("syncing");
    case NoteState::Failed:
        return QStringLiteral("failed");
    case NoteState::Conflict:
        return QStringLiteral("conflict");
    case NoteState::Resolved:
        return QStringLiteral("resolved");
    case NoteState::Retrying:
        return QStringLiteral("retrying");
    }
    return {};
}

std::optional<NoteState> noteStateFromName(QStringView name)
{
    for (const NoteState state : kStates) {
        if (noteStateName(state) == name)
            return state;
    }
    return std::nullopt;
}

} // namespace cairn
