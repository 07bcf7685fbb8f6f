#include "profilehold.h"

namespace cairn {

namespace {

/// Nobody has the lock: it cannot be made. Qt has no name of its own for a disk without room.
Failure cannotBeWritten(QLockFile::LockError why)
{
    if (why == QLockFile::UnknownError)
        return failure(
            ErrorKind::DiskFull, QStringLiteral("the disk is full; nothing was changed"));
    return failure(
        ErrorKind::Storage, QStringLiteral("the profile cannot be written; nothing was changed"));
}

} // namespace

ProfileHold::ProfileHold(const Profile &profile, Window window)
    : m_window(profile.lockFile())
    , m_leader(profile.leaderFile())
    , m_windowIsOurs(window == Window::Ours)
{
    m_window.setStaleLockTime(0); // only a dead owner makes it stale, never its age
}

Result<void> ProfileHold::take()
{
    const bool mine = m_windowIsOurs || m_window.isLocked() || m_window.tryLock(0);
    if (!mine && m_window.error() != QLockFile::LockFailedError)
        return cannotBeWritten(m_window.error());
    if (!mine)
        return failure(
            ErrorKind::Locked,
            QStringLiteral(
                "Cairn is running on this profile; close it first. Nothing was changed"));
    if (!m_leader.tryLock())
        return failure(
            ErrorKind::Locked,
            QStringLiteral(
                "another process syncs this profile; end it first. Nothing was changed"));
    return {};
}

void ProfileHold::letGo()
{
    m_window.unlock();
    m_leader.unlock();
}

} // namespace cairn
