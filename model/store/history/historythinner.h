// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "note.h"
#include "store/tree/believedtime.h"

namespace cairn {

class Clock;
class Database;
class MetaStore;

/// Removes what the history need not keep any more, step by step. A version's age counts from when
/// it last was the present one here, so a text that was replaced today is new, however old it is.
/// It ends at the time that is believed (BelievedTime): a wrong clock makes nothing old.
///
/// Kept whatever their age:
/// - every version of a note with an open conflict, or one that waits to be reconciled, or with a
///   half-made decision: any of them may be shown, be a base, or be what undo needs;
/// - the versions whose text is in the revision tree as well: the leaves, and below each the newest
///   revision that the server has. That is what the next merge starts from;
/// - what sync took from the person's sight, as long as it can be taken back (RemovalGuard).
///
/// A device that comes back after more than the days of "everything" may have started from a
/// version that is gone here by then. Its changes are then shown for a decision instead of merged.
class HistoryThinner {
public:
    HistoryThinner(Database &database, MetaStore &meta, const Clock &clock);

    Result<HistoryRetention> retention();
    /// Invalid: a number of days below one that is not kForEver. Makes isDue() true.
    Result<void> setRetention(const HistoryRetention &retention);

    /// Where a pass stands. Start with a new one.
    struct Progress {
        qint64 document = 0; ///< all before this one are done
        int removed = 0; ///< so far
        bool more = true;
    };
    BelievedTime &time() { return m_time; } ///< tell it how long the program ran
    /// Once a day, and after the setting was changed.
    Result<bool> isDue();
    /// One short transaction, or none when nothing is old enough. The last step of a pass notes the
    /// day.
    Result<Progress> step(const Progress &from);

private:
    Result<QList<qint64>> documentsFrom(qint64 document, qint64 before);
    Result<bool> mustWait(qint64 document);
    Result<QList<qint64>>
    superfluous(qint64 document, const HistoryRetention &retention, qint64 now);
    Result<void> remove(qint64 version);

    Database &m_database;
    MetaStore &m_meta;
    const Clock &m_clock;
    BelievedTime m_time;
};

} // namespace cairn
