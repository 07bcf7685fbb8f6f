// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlite/writeturn.h"

#include <QFile>

#include <sqlite3.h>

#include <utility>

#ifdef Q_OS_WIN
#include "nativename.h"

#include <windows.h>
#else
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace cairn {

namespace {
constexpr int kPatienceMs = 100; // several of our longest transactions
constexpr char kTurnMark[] = "store\n";
} // namespace

WriteTurn::WriteTurn(QString database)
    : m_path(std::move(database) + QStringLiteral("-turn"))
{
}

void WriteTurn::take()
{
    if (!open())
        return;
    for (int waited = 0; !m_taken && waited < kPatienceMs; ++waited) {
        m_taken = tryLock();
        if (!m_taken)
            sqlite3_sleep(1);
    }
}

void WriteTurn::giveBack()
{
    if (m_taken)
        unlock();
    m_taken = false;
}

#ifdef Q_OS_WIN

namespace {

/// One byte far behind the mark: whoever holds it keeps nobody from reading the file.
OVERLAPPED turnsByte()
{
    OVERLAPPED place = {};
    place.Offset = 0x40000000;
    return place;
}

} // namespace

WriteTurn::~WriteTurn()
{
    if (m_file != kNone)
        CloseHandle(HANDLE(m_file));
}

bool WriteTurn::open()
{
    // Others may remove it meanwhile, as they may elsewhere.
    if (m_file == kNone)
        m_file = qintptr(CreateFileW(
            nativeName(m_path).c_str(), GENERIC_READ | GENERIC_WRITE,
            FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr, OPEN_ALWAYS,
            FILE_ATTRIBUTE_NORMAL, nullptr));
    return m_file != kNone;
}

/// Of the handle: two connections of one process are two parties.
bool WriteTurn::tryLock()
{
    OVERLAPPED place = turnsByte();
    return LockFileEx(
        HANDLE(m_file), LOCKFILE_EXCLUSIVE_LOCK | LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &place);
}

void WriteTurn::unlock()
{
    OVERLAPPED place = turnsByte();
    UnlockFileEx(HANDLE(m_file), 0, 1, 0, &place);
}

void WriteTurn::leaveMark()
{
    LARGE_INTEGER size = {};
    DWORD written = 0;
    if (open() && GetFileType(HANDLE(m_file)) == FILE_TYPE_DISK
        && GetFileSizeEx(HANDLE(m_file), &size) && size.QuadPart == 0)
        WriteFile(HANDLE(m_file), kTurnMark, sizeof(kTurnMark) - 1, &written, nullptr);
}

#else

WriteTurn::~WriteTurn()
{
    if (m_file != kNone)
        ::close(int(m_file));
}

bool WriteTurn::open()
{
    if (m_file == kNone)
        m_file = ::open(
            QFile::encodeName(m_path).constData(),
            O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, S_IRUSR | S_IWUSR);
    return m_file != kNone;
}

/// Not fcntl(): two connections of one process are two parties.
bool WriteTurn::tryLock() { return ::flock(int(m_file), LOCK_EX | LOCK_NB) == 0; }

void WriteTurn::unlock() { ::flock(int(m_file), LOCK_UN); }

void WriteTurn::leaveMark()
{
    struct stat facts = {};
    if (open() && ::fstat(int(m_file), &facts) == 0 && S_ISREG(facts.st_mode) && facts.st_size == 0)
        [[maybe_unused]]
        const auto written = ::pwrite(int(m_file), kTurnMark, sizeof(kTurnMark) - 1, 0);
}

#endif

} // namespace cairn
