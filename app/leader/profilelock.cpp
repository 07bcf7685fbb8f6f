// SPDX-License-Identifier: GPL-3.0-or-later
#include "leader/profilelock.h"

#include <QFile>

#include <utility>

#ifdef Q_OS_WIN
#include "nativename.h"

#include <windows.h>
#else
#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#endif

namespace cairn {

ProfileLock::ProfileLock(const QString &file)
    : m_file(file)
{
}

ProfileLock::~ProfileLock() { unlock(); }

#ifdef Q_OS_WIN

bool ProfileLock::tryLock()
{
    if (isHeld())
        return true;
    const HANDLE handle = CreateFileW(
        nativeName(m_file).c_str(), GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ, nullptr,
        OPEN_ALWAYS, FILE_ATTRIBUTE_NORMAL, nullptr);
    m_possible = handle != INVALID_HANDLE_VALUE || GetLastError() == ERROR_SHARING_VIOLATION;
    if (handle == INVALID_HANDLE_VALUE)
        return false;
    m_handle = qintptr(handle);
    return true;
}

void ProfileLock::unlock()
{
    if (isHeld())
        CloseHandle(HANDLE(std::exchange(m_handle, kNone)));
}

void ProfileLock::leaveNote(const QByteArray &note)
{
    if (!isHeld())
        return;
    const HANDLE handle = HANDLE(m_handle);
    SetFilePointer(handle, 0, nullptr, FILE_BEGIN);
    DWORD written = 0;
    WriteFile(handle, note.constData(), DWORD(note.size()), &written, nullptr);
    SetEndOfFile(handle);
}

QByteArray ProfileLock::note() const
{
    // QFile does not share with writers; the holder is one.
    const HANDLE handle = CreateFileW(
        nativeName(m_file).c_str(), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr,
        OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, nullptr);
    if (handle == INVALID_HANDLE_VALUE)
        return {};
    QByteArray note(4096, '\0');
    DWORD read = 0;
    ReadFile(handle, note.data(), DWORD(note.size()), &read, nullptr);
    CloseHandle(handle);
    note.truncate(qsizetype(read));
    return note;
}

#else

bool ProfileLock::tryLock()
{
    if (isHeld())
        return true;
    // Not inherited: a child that outlives us would go on holding it.
    const int file =
        ::open(QFile::encodeName(m_file).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    m_possible = file >= 0;
    if (!m_possible)
        return false;
    if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
        m_possible = errno == EWOULDBLOCK; // or a file system without locks
        ::close(file);
        return false;
    }
    m_handle = file;
    return true;
}

void ProfileLock::unlock()
{
    if (isHeld())
        ::close(int(std::exchange(m_handle, kNone)));
}

void ProfileLock::leaveNote(const QByteArray &note)
{
    if (!isHeld())
        return;
    const int file = int(m_handle);
    // A reader between the two sees less, finds nobody, and looks again.
    if (::ftruncate(file, 0) == 0) [[maybe_unused]]
        const auto written = ::pwrite(file, note.constData(), size_t(note.size()), 0);
}

QByteArray ProfileLock::note() const
{
    QFile file(m_file);
    return file.open(QIODevice::ReadOnly) ? file.read(4096) : QByteArray();
}

#endif

} // namespace cairn
