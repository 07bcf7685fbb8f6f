// SPDX-License-Identifier: GPL-3.0-or-later
#include "faultcalls.h"

#include "faultvfs.h"

#include <QFile>
#include <QFileInfo>
#include <QThread>

#ifdef Q_OS_WIN
#include <windows.h>
#else
#include <cerrno>
#endif

namespace cairn {

namespace {

enum class Call { Read, Write, Truncate, Sync, Delete, Create, Grow, Lock };

constexpr int kSlowSync = -1; ///< of meet(): not a code of SQLite's, all of them are positive

const char *nameOf(Call call)
{
    switch (call) {
    case Call::Read:
        return "read";
    case Call::Write:
        return "write";
    case Call::Truncate:
        return "truncate";
    case Call::Sync:
        return "sync";
    case Call::Delete:
        return "delete";
    case Call::Create:
        return "create";
    case Call::Grow:
        return "grow";
    case Call::Lock:
        return "lock";
    }
    return "";
}

bool counts(DiskFault::Kind kind, Call call)
{
    switch (kind) {
    case DiskFault::Kind::Full:
        return call == Call::Write || call == Call::Create || call == Call::Grow;
    case DiskFault::Kind::SyncError:
    case DiskFault::Kind::SlowSync:
        return call == Call::Sync;
    case DiskFault::Kind::ReadError:
        return call == Call::Read;
    case DiskFault::Kind::Busy:
        return call == Call::Lock;
    case DiskFault::Kind::Statement:
        return false; // FaultVfs::meetStatement
    default:
        return call != Call::Read && call != Call::Lock;
    }
}

/// What the unix VFS answers when the system says ENOSPC, EIO, EROFS or EAGAIN to such a call.
int codeOf(DiskFault::Kind kind, Call call)
{
    if (call == Call::Create)
        return SQLITE_CANTOPEN;
    switch (kind) {
    case DiskFault::Kind::Full:
        return call == Call::Grow ? SQLITE_IOERR_SHMSIZE : SQLITE_FULL;
    case DiskFault::Kind::ReadOnly:
        if (call == Call::Grow)
            return SQLITE_CANTOPEN; // READONLY would mean: mapped, for reading
        return call == Call::Delete ? SQLITE_IOERR_DELETE : SQLITE_READONLY;
    case DiskFault::Kind::Busy:
        return SQLITE_BUSY;
    default:
        break;
    }
    if (kind == DiskFault::Kind::SlowSync)
        return kSlowSync;
    switch (call) {
    case Call::Read:
        return SQLITE_IOERR_READ;
    case Call::Truncate:
        return SQLITE_IOERR_TRUNCATE;
    case Call::Sync:
        return SQLITE_IOERR_FSYNC;
    case Call::Delete:
        return SQLITE_IOERR_DELETE;
    case Call::Grow:
        return SQLITE_IOERR_SHMSIZE;
    case Call::Lock:
        return SQLITE_IOERR_LOCK;
    default:
        return SQLITE_IOERR_WRITE;
    }
}

/// What SQLite asks the system for when a code does not say it.
void sayDiskFull()
{
#ifdef Q_OS_WIN
    SetLastError(ERROR_DISK_FULL);
#else
    errno = ENOSPC;
#endif
}

bool isDeath(DiskFault::Kind kind)
{
    return kind == DiskFault::Kind::Dead || kind == DiskFault::Kind::Torn;
}

/// Which part of a file; put into words for what fails only, for there are millions of accesses.
struct FilePart {
    bool shared = false; ///< of the shared memory beside the file
    sqlite3_int64 offset = -1;
    int size = -1;

    QString words() const
    {
        if (shared)
            return QStringLiteral(" -shm")
                + (offset < 0 ? QString() : QStringLiteral(" %1").arg(offset));
        return size < 0 ? QString() : QStringLiteral(", %1 bytes at %2").arg(size).arg(offset);
    }
};

} // namespace

/// An open file; SQLite allocates it, with room for the real one behind it.
struct FaultFile {
    sqlite3_file base;
    FaultVfs *vfs;
    const char *name; ///< SQLite's; valid until close. Null: a temporary file, never disturbed
    int generation;
    FaultDisk *disk; ///< found among the first `looked` ones of the VFS
    size_t looked;

    /// With the lock: no search among all disks of a long test at every access.
    FaultDisk *findDisk()
    {
        if (!disk && looked < vfs->m_disks.size()) {
            disk = vfs->find(name);
            looked = vfs->m_disks.size();
        }
        return disk;
    }

    sqlite3_file *real() { return reinterpret_cast<sqlite3_file *>(this + 1); }

    /// SQLITE_OK: go on to the real file.
    static int meet(
        FaultDisk *disk, const char *name, int generation, Call call, const FilePart &place,
        bool *torn = nullptr)
    {
        if (!disk)
            return SQLITE_OK;
        if (disk->m_dead || generation < disk->m_generation)
            return codeOf(DiskFault::Kind::Dead, call);
        if (!disk->m_planned || !counts(disk->m_fault.kind, call))
            return SQLITE_OK;
        const int number = ++disk->m_calls;
        if (number < disk->m_fault.at || (number > disk->m_fault.at && !disk->m_fault.lasting))
            return SQLITE_OK;
        ++disk->m_fired;
        disk->m_lastFailure = QStringLiteral("%1 %2%3").arg(
            QLatin1String(nameOf(call)), QFileInfo(QString::fromUtf8(name)).fileName(),
            place.words());
        if (isDeath(disk->m_fault.kind)) {
            disk->m_dead = true;
            if (torn)
                *torn = disk->m_fault.kind == DiskFault::Kind::Torn;
        }
        if (disk->m_fault.kind == DiskFault::Kind::Full)
            sayDiskFull();
        return codeOf(disk->m_fault.kind, call);
    }
    int meet(Call call, const FilePart &place = {}, bool *torn = nullptr)
    {
        const QMutexLocker lock(&vfs->m_mutex);
        return meet(findDisk(), name, generation, call, place, torn);
    }
    bool isDead()
    {
        const QMutexLocker lock(&vfs->m_mutex);
        const FaultDisk *its = findDisk();
        return its && (its->m_dead || generation < its->m_generation);
    }
};

/// The functions that SQLite calls.
struct FaultCalls {
    static FaultFile &of(sqlite3_file *file) { return *reinterpret_cast<FaultFile *>(file); }
    static FaultVfs &of(sqlite3_vfs *vfs) { return *static_cast<FaultVfs *>(vfs->pAppData); }
    static sqlite3_vfs *real(sqlite3_vfs *vfs) { return of(vfs).m_real; }
    template <typename F> static int pass(sqlite3_file *file, F call)
    {
        sqlite3_file *real = of(file).real();
        return call(real, real->pMethods);
    }

    // --- files

    static int close(sqlite3_file *file) // also of the dead: the system closes their files
    {
        return pass(file, [](auto *real, auto *to) { return to->xClose(real); });
    }
    static int read(sqlite3_file *file, void *data, int size, sqlite3_int64 offset)
    {
        if (const int code = of(file).meet(Call::Read))
            return code;
        return pass(
            file, [&](auto *real, auto *to) { return to->xRead(real, data, size, offset); });
    }
    static int write(sqlite3_file *file, const void *data, int size, sqlite3_int64 offset)
    {
        const auto go = [&](int bytes) {
            return pass(
                file, [&](auto *real, auto *to) { return to->xWrite(real, data, bytes, offset); });
        };
        bool torn = false;
        const int code = of(file).meet(Call::Write, {false, offset, size}, &torn);
        if (torn)
            go(size / 2);
        return code ? code : go(size);
    }
    static int truncate(sqlite3_file *file, sqlite3_int64 size)
    {
        if (const int code = of(file).meet(Call::Truncate))
            return code;
        return pass(file, [&](auto *real, auto *to) { return to->xTruncate(real, size); });
    }
    static int sync(sqlite3_file *file, int)
    {
        // A process that dies leaves to the system what it wrote: waiting for the disk would only
        // make the sweeps slow.
        const int code = of(file).meet(Call::Sync);
        if (code != kSlowSync)
            return code;
        QThread::msleep(DiskFault::kSlowSyncMs);
        return SQLITE_OK;
    }
    static int fileSize(sqlite3_file *file, sqlite3_int64 *size)
    {
        return pass(file, [&](auto *real, auto *to) { return to->xFileSize(real, size); });
    }
    static int lock(sqlite3_file *file, int level)
    {
        if (of(file).isDead())
            return SQLITE_IOERR_LOCK;
        if (level > SQLITE_LOCK_SHARED) {
            if (const int code = of(file).meet(Call::Lock))
                return code;
        }
        return pass(file, [&](auto *real, auto *to) { return to->xLock(real, level); });
    }
    static int unlock(sqlite3_file *file, int level)
    {
        return pass(file, [&](auto *real, auto *to) { return to->xUnlock(real, level); });
    }
    static int checkReservedLock(sqlite3_file *file, int *result)
    {
        return pass(
            file, [&](auto *real, auto *to) { return to->xCheckReservedLock(real, result); });
    }
    static int fileControl(sqlite3_file *file, int operation, void *argument)
    {
        if (of(file).isDead())
            return SQLITE_NOTFOUND;
        return pass(file, [&](auto *real, auto *to) {
            return to->xFileControl(real, operation, argument);
        });
    }
    static int sectorSize(sqlite3_file *file)
    {
        return pass(file, [](auto *real, auto *to) { return to->xSectorSize(real); });
    }
    static int deviceCharacteristics(sqlite3_file *file)
    {
        return pass(file, [](auto *real, auto *to) { return to->xDeviceCharacteristics(real); });
    }
    static int shmMap(sqlite3_file *file, int region, int size, int extend, void volatile **memory)
    {
        if (extend) {
            if (const int code = of(file).meet(Call::Grow, {true}))
                return code;
        }
        return pass(file, [&](auto *real, auto *to) {
            return to->xShmMap(real, region, size, extend, memory);
        });
    }
    static int shmLock(sqlite3_file *file, int offset, int count, int flags)
    {
        if (flags & SQLITE_SHM_LOCK) {
            if (of(file).isDead())
                return SQLITE_IOERR_SHMLOCK;
            if (flags & SQLITE_SHM_EXCLUSIVE) {
                if (const int code = of(file).meet(Call::Lock, {true, offset}))
                    return code;
            }
        }
        return pass(
            file, [&](auto *real, auto *to) { return to->xShmLock(real, offset, count, flags); });
    }
    static void shmBarrier(sqlite3_file *file)
    {
        pass(file, [](auto *real, auto *to) {
            to->xShmBarrier(real);
            return 0;
        });
    }
    static int shmUnmap(sqlite3_file *file, int remove)
    {
        const int wanted = of(file).isDead() ? 0 : remove;
        return pass(file, [&](auto *real, auto *to) { return to->xShmUnmap(real, wanted); });
    }

    // --- the file system

    static int
    open(sqlite3_vfs *vfs, sqlite3_filename name, sqlite3_file *file, int flags, int *outFlags)
    {
        // Version 2: without memory-mapped pages, whose accesses nobody could count.
        static const sqlite3_io_methods kMethods = {
            2,
            close,
            read,
            write,
            truncate,
            sync,
            fileSize,
            lock,
            unlock,
            checkReservedLock,
            fileControl,
            sectorSize,
            deviceCharacteristics,
            shmMap,
            shmLock,
            shmBarrier,
            shmUnmap,
            nullptr,
            nullptr};
        FaultFile &opened = of(file);
        opened.base.pMethods = nullptr; // not to be closed if opening fails
        opened.vfs = &of(vfs);
        opened.name = name;
        opened.disk = nullptr;
        opened.looked = 0;
        if (const int code = mayOpen(opened, &flags))
            return code;
        const int code = real(vfs)->xOpen(real(vfs), name, opened.real(), flags, outFlags);
        if (opened.real()->pMethods)
            opened.base.pMethods = &kMethods;
        return code;
    }
    static int mayOpen(FaultFile &file, int *flags)
    {
        const bool exists = file.name && QFile::exists(QFile::decodeName(file.name));
        {
            const QMutexLocker lock(&file.vfs->m_mutex);
            const FaultDisk *disk = file.findDisk();
            file.generation = disk ? disk->m_generation : 0;
            if (!disk)
                return SQLITE_OK;
            if (disk->m_dead)
                return SQLITE_CANTOPEN;
            const bool readOnly = disk->m_planned && disk->m_fired > 0 && disk->m_fault.lasting
                && disk->m_fault.kind == DiskFault::Kind::ReadOnly;
            if (readOnly && exists) {
                *flags &= ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
                *flags |= SQLITE_OPEN_READONLY;
            }
        }
        return exists || !(*flags & SQLITE_OPEN_CREATE) ? SQLITE_OK : file.meet(Call::Create);
    }
    static int remove(sqlite3_vfs *vfs, const char *name, int syncDirectory)
    {
        {
            FaultVfs &owner = of(vfs);
            const QMutexLocker lock(&owner.m_mutex);
            FaultDisk *disk = owner.find(name);
            const int generation = disk ? disk->m_generation : 0;
            if (const int code = FaultFile::meet(disk, name, generation, Call::Delete, {}))
                return code;
        }
        return real(vfs)->xDelete(real(vfs), name, syncDirectory);
    }
    static int sleep(sqlite3_vfs *vfs, int microseconds)
    {
        {
            FaultVfs &owner = of(vfs);
            const QMutexLocker lock(&owner.m_mutex);
            for (const auto &disk : owner.m_disks) {
                if (disk->m_planned && disk->m_fault.kind == DiskFault::Kind::Busy)
                    return microseconds;
            }
        }
        return real(vfs)->xSleep(real(vfs), microseconds);
    }
    static void install(sqlite3_vfs &vfs, sqlite3_vfs *real)
    {
        vfs.iVersion = 2;
        vfs.szOsFile = int(sizeof(FaultFile)) + real->szOsFile;
        vfs.mxPathname = real->mxPathname;
        vfs.zName = kFaultVfsName;
        vfs.xOpen = open;
        vfs.xDelete = remove;
        vfs.xSleep = sleep;
        vfs.xAccess = [](sqlite3_vfs *v, const char *name, int flags, int *result) {
            return FaultCalls::real(v)->xAccess(FaultCalls::real(v), name, flags, result);
        };
        vfs.xFullPathname = [](sqlite3_vfs *v, const char *name, int size, char *out) {
            return FaultCalls::real(v)->xFullPathname(FaultCalls::real(v), name, size, out);
        };
        vfs.xRandomness = [](sqlite3_vfs *v, int size, char *out) {
            return FaultCalls::real(v)->xRandomness(FaultCalls::real(v), size, out);
        };
        vfs.xCurrentTime = [](sqlite3_vfs *v, double *time) {
            return FaultCalls::real(v)->xCurrentTime(FaultCalls::real(v), time);
        };
        vfs.xCurrentTimeInt64 = [](sqlite3_vfs *v, sqlite3_int64 *time) {
            return FaultCalls::real(v)->xCurrentTimeInt64(FaultCalls::real(v), time);
        };
        vfs.xGetLastError = [](sqlite3_vfs *v, int size, char *out) {
            return FaultCalls::real(v)->xGetLastError(FaultCalls::real(v), size, out);
        };
    }
};

void installFaultCalls(sqlite3_vfs &vfs, sqlite3_vfs *real) { FaultCalls::install(vfs, real); }

} // namespace cairn
