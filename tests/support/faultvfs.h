// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QMutex>
#include <QString>

#include <atomic>
#include <memory>
#include <vector>

#include <sqlite3.h>

namespace cairn {

/// What goes wrong with a disk, and when.
struct DiskFault {
    enum class Kind {
        Full, ///< SQLITE_FULL: counted over writes, and files that grow or come into being
        WriteError, ///< SQLITE_IOERR_*: counted over writes, truncations, syncs, deletions
        SyncError, ///< SQLITE_IOERR_FSYNC: counted over syncs
        SlowSync, ///< nothing fails: a sync takes kSlowSyncMs. Counted over syncs
        ReadError, ///< SQLITE_IOERR_READ: counted over reads
        ReadOnly, ///< SQLITE_READONLY: counted like WriteError
        Busy, ///< SQLITE_BUSY: counted over requests for an exclusive lock
        /// The process is killed: this write and all later calls fail and reach nothing, until
        /// heal(). Counted like WriteError.
        Dead,
        Torn, ///< as Dead, but the first half of the fatal write arrives
        /// SQLITE_INTERRUPT at a place of SQL, a refused COMMIT: counted over statements (those of
        /// the search index too) and their rows. Where SQLite was done already nothing fails.
        Statement,
    };
    static constexpr int kSlowSyncMs = 400;
    Kind kind = Kind::Full;
    int at = 1; ///< the at-th call that it counts, from 1
    /// False: only that call fails. Dead and Torn always last.
    bool lasting = true;
};

class FaultVfs;

/// Everything beneath one path, as one disk with a fault plan of its own. Any thread.
class FaultDisk {
public:
    void plan(const DiskFault &fault); ///< replaces the plan before; counting begins anew
    /// Nothing goes wrong any more. After a death only files that are opened from now on work:
    /// close those of the dead process first or afterwards, they stay dead.
    void heal();
    int calls() const; ///< counted since plan()
    int fired() const; ///< how many of them failed
    bool isDead() const;
    QString lastFailure() const; ///< "write cairn.sqlite-wal, 4096 bytes at 32"; for messages

private:
    friend class FaultVfs;
    friend struct FaultFile;
    friend struct FaultCalls;
    friend struct FaultHooks;
    QByteArray m_path; ///< as SQLite names files
    DiskFault m_fault;
    bool m_planned = false;
    bool m_dead = false;
    int m_calls = 0;
    int m_fired = 0;
    std::atomic<bool> m_countsStatements = false; ///< asked at every step of SQL: without the lock
    bool m_refuseCommit = false; ///< the statement that was chosen
    std::atomic<bool> m_failNext = false;
    int m_generation = 0; ///< how often the disk was healed after a death
    QString m_lastFailure;
    FaultVfs *m_owner = nullptr;
};

/// An SQLite VFS around the system's, the default one for all connections opened while it exists,
/// which makes disks fail as planned. Must outlive those connections. Nothing is synced for real,
/// and nothing waits while a disk is planned to be Busy, so that busy time-outs cost no time. One
/// at a time in a process.
class FaultVfs {
public:
    FaultVfs();
    ~FaultVfs();
    FaultVfs(const FaultVfs &) = delete;
    FaultVfs &operator=(const FaultVfs &) = delete;

    /// The disk of all files whose absolute path begins with this one, healthy at first. The
    /// same path gives the same disk; lives as long as the VFS. For
    /// statements to fail, a connection must be opened after its disk was asked for.
    FaultDisk &disk(const QString &path);

private:
    friend class FaultDisk;
    friend struct FaultFile;
    friend struct FaultCalls;
    friend struct FaultHooks;
    FaultDisk *find(const char *file) const; ///< null: no disk of ours
    void meetStatement(FaultDisk &disk, const char *sql, bool row);

    sqlite3_vfs m_vfs;
    sqlite3_vfs *m_real;
    mutable QMutex m_mutex;
    std::vector<std::unique_ptr<FaultDisk>> m_disks;
};

} // namespace cairn
