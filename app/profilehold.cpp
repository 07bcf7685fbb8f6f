#include "profilehold.h"

namespace cairn {

ProfileHold::ProfileHold(const Profile &profile, Window window)
    : m_window(profile.lockFile())
    , m_leader(profile.leaderFile())
    , m_windowIsOurs(window == Window::Ours)
{
    m_window.setStaleLockTime(0); // only a dead owner makes it stale, never its age
}

Result<void> ProfileHold::take()
{
    if (!m_windowIsOurs && !m_window.isLocked() && !m_window.tryLock(0))
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
