// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultvfs.h"

#include "faultcalls.h"

#include <QDir>
#include <QFileInfo>

#include <utility>

namespace cairn {

/// What SQLite tells about statements. A new connection finds its disk by the registered VFS: there
/// is no other way to hand something to an automatic extension.
struct FaultHooks {
    static int connect(sqlite3 *connection, char **, const sqlite3_api_routines *)
    {
        sqlite3_vfs *vfs = sqlite3_vfs_find(kFaultVfsName);
        if (!vfs)
            return SQLITE_OK;
        FaultVfs &owner = *static_cast<FaultVfs *>(vfs->pAppData);
        FaultDisk *disk = nullptr;
        {
            const QMutexLocker lock(&owner.m_mutex);
            disk = owner.find(sqlite3_db_filename(connection, "main"));
        }
        if (disk) {
            sqlite3_trace_v2(connection, SQLITE_TRACE_STMT | SQLITE_TRACE_ROW, trace, disk);
            sqlite3_commit_hook(connection, commit, disk);
            sqlite3_progress_handler(connection, 1, progress, disk);
        }
        return SQLITE_OK;
    }
    static int trace(unsigned event, void *context, void *statement, void *sql)
    {
        FaultDisk &disk = *static_cast<FaultDisk *>(context);
        if (!disk.m_countsStatements)
            return 0;
        const bool row = event == SQLITE_TRACE_ROW;
        const char *text = row ? sqlite3_sql(static_cast<sqlite3_stmt *>(statement))
                               : static_cast<const char *>(sql);
        disk.m_owner->meetStatement(disk, text, row);
        return 0;
    }
    /// Asked before a statement's first real step and before each of its rows. sqlite3_interrupt()
    /// would also stop the ROLLBACK that follows, while the search index has a reader open.
    static int progress(void *context)
    {
        std::atomic<bool> &fails = static_cast<FaultDisk *>(context)->m_failNext;
        return fails.load(std::memory_order_relaxed) && fails.exchange(false);
    }
    static int commit(void *context) // non-zero: becomes a rollback
    {
        FaultDisk &disk = *static_cast<FaultDisk *>(context);
        const QMutexLocker lock(&disk.m_owner->m_mutex);
        return std::exchange(disk.m_refuseCommit, false);
    }
    /// sqlite3_auto_extension wants it without its parameters.
    static void (*entry())() { return reinterpret_cast<void (*)()>(&connect); }
};

FaultVfs::FaultVfs()
    : m_vfs{}
    , m_real(sqlite3_vfs_find(nullptr))
{
    installFaultCalls(m_vfs, m_real);
    m_vfs.pAppData = this;
    sqlite3_vfs_register(&m_vfs, 1);
    sqlite3_auto_extension(FaultHooks::entry());
}

FaultVfs::~FaultVfs()
{
    sqlite3_cancel_auto_extension(FaultHooks::entry());
    sqlite3_vfs_unregister(&m_vfs);
    sqlite3_vfs_register(m_real, 1);
}

FaultDisk &FaultVfs::disk(const QString &path)
{
    const QMutexLocker lock(&m_mutex);
    // As SQLite names it: in UTF-8, with the system's separators.
    const QByteArray absolute =
        QDir::toNativeSeparators(QFileInfo(path).absoluteFilePath()).toUtf8();
    for (const auto &disk : m_disks) {
        if (disk->m_path == absolute)
            return *disk;
    }
    m_disks.push_back(std::make_unique<FaultDisk>());
    m_disks.back()->m_path = absolute;
    m_disks.back()->m_owner = this;
    return *m_disks.back();
}

FaultDisk *FaultVfs::find(const char *file) const
{
    if (!file)
        return nullptr;
    const QByteArrayView path(file);
    for (const auto &disk : m_disks) {
        if (path.startsWith(disk->m_path))
            return disk.get();
    }
    return nullptr;
}

void FaultVfs::meetStatement(FaultDisk &disk, const char *sql, bool row)
{
    const QByteArrayView text(sql ? sql : "");
    // Begin does nothing that could be interrupted (a lock that is not to be had is Busy); comments
    // are the steps of a trigger, whose statement was counted.
    if (text.startsWith("BEGIN") || text.startsWith("--") || text.startsWith("ROLLBACK"))
        return;
    const QMutexLocker lock(&m_mutex);
    if (!disk.m_planned || disk.m_fault.kind != DiskFault::Kind::Statement)
        return;
    const int number = ++disk.m_calls;
    if (number < disk.m_fault.at || (number > disk.m_fault.at && !disk.m_fault.lasting))
        return;
    ++disk.m_fired;
    disk.m_lastFailure = QStringLiteral("%1 of %2")
                             .arg(
                                 row ? QStringLiteral("row") : QStringLiteral("start"),
                                 QString::fromUtf8(text).left(100));
    if (text.startsWith("COMMIT"))
        disk.m_refuseCommit = true;
    else
        disk.m_failNext = true;
}

void FaultDisk::plan(const DiskFault &fault)
{
    const QMutexLocker lock(&m_owner->m_mutex);
    m_fault = fault;
    m_planned = true;
    m_countsStatements = fault.kind == DiskFault::Kind::Statement;
    m_refuseCommit = m_failNext = false;
    m_calls = m_fired = 0;
    m_lastFailure.clear();
}

void FaultDisk::heal()
{
    const QMutexLocker lock(&m_owner->m_mutex);
    m_planned = m_countsStatements = m_refuseCommit = m_failNext = false;
    if (m_dead)
        ++m_generation;
    m_dead = false;
}

int FaultDisk::calls() const
{
    const QMutexLocker lock(&m_owner->m_mutex);
    return m_calls;
}

int FaultDisk::fired() const
{
    const QMutexLocker lock(&m_owner->m_mutex);
    return m_fired;
}

bool FaultDisk::isDead() const
{
    const QMutexLocker lock(&m_owner->m_mutex);
    return m_dead;
}

QString FaultDisk::lastFailure() const
{
    const QMutexLocker lock(&m_owner->m_mutex);
    return m_lastFailure;
}

} // namespace cairn
