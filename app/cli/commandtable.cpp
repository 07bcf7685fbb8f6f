// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/cli.h"

namespace cairn::cli {

const QList<Option> &globalOptions()
{
    static const QList<Option> all{
        {"profile", "FOLDER", "keep everything in this folder, and not where the application does"},
        {"json", nullptr, "print exactly one JSON value"},
        {"quiet", nullptr, "print results only, and no progress"},
        {"help", nullptr, "say what can be given here", Option::Once, 'h'},
        {"version", nullptr, "say which version this is", Option::Once, 'v'}};
    return all;
}

const QList<Command> &commands()
{
    static const QList<Command> all = noteCommands() + notebookCommands() + searchCommands()
        + accountCommands() + statusCommands() + syncCommands() + queueCommands()
        + removedCommands() + conflictCommands() + policyCommands() + transferCommands()
        + maintenanceCommands() + wordCommands();
    return all;
}

const QList<ExitMeaning> &exitMeanings()
{
    static const QList<ExitMeaning> all{
        {kDone, "done"},
        {kFailed, "failed"},
        {kUsage, "not understood"},
        {kNotFound, "not found"},
        {kUnreachable, "offline, or the server cannot be reached"},
        {kSignIn, "the account or its password is missing or was refused"},
        {kNeedsReview, "done, but conflicts wait for review"},
        {kNeedsAttention, "done, but something needs attention (queue list)"},
        {kProfileUnusable, "the profile is locked or damaged (doctor)"}};
    return all;
}

int exitCodeFor(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::NotFound:
        return kNotFound;
    case ErrorKind::Offline:
    case ErrorKind::Transient:
    case ErrorKind::Protocol:
        return kUnreachable;
    case ErrorKind::Auth:
    case ErrorKind::Forbidden:
        return kSignIn;
    case ErrorKind::TooNew:
    case ErrorKind::Locked:
        return kProfileUnusable;
    case ErrorKind::Rejected:
    case ErrorKind::Conflict:
    case ErrorKind::Storage:
    case ErrorKind::DiskFull:
    case ErrorKind::Cancelled:
    case ErrorKind::Invalid:
        return kFailed;
    }
    return kFailed;
}

} // namespace cairn::cli
