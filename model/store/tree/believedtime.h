// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

namespace cairn {

class Clock;
class Database;
class MetaStore;

/// What time it is, for whoever throws away what is old. A computer's clock may be wrong for some
/// hours (an empty battery, another system on the same computer, a hand that slipped), and what was
/// thrown away does not come back when it is right again. So its word counts only once it has said
/// the same for a whole day of running: the time that is believed moves no further than to what the
/// clock showed all that day. Weeks in which the computer was off count with the next such day.
///
/// All of it is in the database: any number of these may be used, on any thread.
class BelievedTime {
public:
    BelievedTime(Database &database, MetaStore &meta, const Clock &clock);

    /// The program ran for so long (ms, by a clock that nobody sets) since it last said so.
    Result<void> ran(qint64 ms);
    /// UTC ms, never later than the clock shows. Nothing before the first day of running: then
    /// nothing is old.
    Result<std::optional<qint64>> now();
    /// UTC ms, for what happens now: never earlier than the believed time, or what is written while
    /// the clock is years behind would be old as soon as it is right.
    Result<qint64> stamp();

private:
    Result<std::optional<qint64>> believed();

    Database &m_database;
    MetaStore &m_meta;
    const Clock &m_clock;
};

} // namespace cairn
