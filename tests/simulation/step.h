// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

namespace cairn::sim {

/// What happens in a simulated run: somebody does something, or something goes wrong.
enum class Op : quint8 {
    // a person at a device
    Create,
    Type, ///< `amount` saves of one note, sync going on between them
    Rename,
    Move,
    Tag,
    Trash,
    Untrash,
    Delete, ///< for good
    Revive, ///< a note that was deleted for good, from the history
    ResolveMine,
    ResolveOther,
    ResolveBoth,
    ResolveMerged,
    UndoResolve,
    Policy,
    Import, ///< one of a few sources, each of which makes one note wherever it is imported
    ManyEdits, ///< over 1,000 saves, offline
    Restart,
    SignOut,
    SignIn,
    EnterPassword, ///< the one that is right now
    Retry, ///< all dead letters
    SyncNow,
    AddDevice,
    Offline,
    Online,
    Days, ///< `amount` days pass while all computers sleep
    OpenNote, ///< in the window; or closes what is open
    TypeInWindow, ///< a few words; commands and sync come between the keys and the saves
    KillTyping, ///< the process ends while something is typed that is not saved yet
    Command, ///< of the command line, beside the window: appends, tags, moves, restores …
    ManyNotes, ///< over 20 at once
    TagAll, ///< all notes, in one go
    TakeBack, ///< everything that sync took out of sight
    Answer, ///< to what the server wants removed, if it asks
    // the network and what stands in it
    Network, ///< fault `what` with the `amount`-th matching request of the device
    Http, ///< the same with an answer of a server or a proxy
    Refuse, ///< the server refuses certain documents, or a limit is low, until `what` says
    ///< otherwise
    // the process and the disk
    KillSoon, ///< after `amount` turns of the event loop
    KillAtRequest, ///< at the `amount`-th request from now; `what`: whether it arrives
    KillAtWrite, ///< at the `amount`-th write to the disk
    Disk, ///< fault `what` at the `amount`-th write
    // clocks
    Clock, ///< of a device, by one of a few amounts, perhaps while it syncs
    // the server
    Snapshot,
    Restore, ///< of the last snapshot
    Recreate,
    Empty,
    Compact,
    ShortHistories, ///< revs_limit 5
    Rewind, ///< the feed begins `amount` rows too early
    NewPassword,
    LockOut, ///< somebody else tried wrong passwords
    ExpireSessions,
    Lie, ///< takes notes away: `what` says in which dress, `amount` how many at a time
    Nonsense, ///< has documents that cannot be read
    Count_
};

inline constexpr int kOps = int(Op::Count_);
QString opName(Op op);
bool isFault(Op op); ///< not something a person does

/// A plain value: what a run does does not depend on the steps that were left out before it, but
/// for what there is to do it to. `what` and `amount` mean what the operation says, taken modulo
/// what there is.
struct Step {
    Op op = Op::Create;
    int device = 0;
    quint32 what = 0;
    quint32 amount = 0;
    int after = 0; ///< time that passes then, in ms; below 0: so many turns of the event loop
    quint32 dice = 0; ///< seed of the choices inside this step
};

/// A run before it is run.
struct Plan {
    quint64 seed = 0;
    int devices = 2;
    bool clocksHeal = true; ///< wrong clocks are set right in the end
    bool lies = false; ///< the server is one that takes notes away
    QList<Step> steps;
};

QString describe(const Step &step);

} // namespace cairn::sim
