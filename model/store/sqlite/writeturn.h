// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace cairn {

/// Who writes next. SQLite lets whoever asks at the right moment begin, and a sync that stores one
/// transaction after the other asks all the time: a person's save would hardly ever get in between.
/// So whoever wants to begin takes the turn first, keeps it while waiting for the write lock, and
/// gives it back then: nobody begins twice before somebody who waits. For all connections to one
/// database, of all processes; a lock on a file of its own that the system takes back from a
/// process that dies. Only a courtesy: without it (a disk that refuses) things are as SQLite has
/// them.
class WriteTurn {
public:
    /// `database`: its file.
    explicit WriteTurn(QString database);
    ~WriteTurn();
    WriteTurn(const WriteTurn &) = delete;
    WriteTurn &operator=(const WriteTurn &) = delete;

    /// Waits at most a tenth of a second: a process that was stopped must not stop the others.
    void take();
    void giveBack();
    /// A word in the file of the turn: there is a store here (storetraces.h).
    void leaveMark();

private:
    static constexpr qintptr kNone = -1;
    bool open();
    bool tryLock();
    void unlock();

    const QString m_path;
    qintptr m_file = kNone; ///< opened when it is first needed; on Windows a handle
    bool m_taken = false;
};

} // namespace cairn
