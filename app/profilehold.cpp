// SPDX-License-Identifier: GPL-3.0-or-later
#include "profilehold.h"

#include "files.h"
#include "nolock.h"

namespace cairn {

ProfileHold::ProfileHold(const Profile &profile, Window window)
    : m_folder(profile.directory())
    , m_window(profile.lockFile())
    , m_leader(profile.leaderFile())
    , m_windowIsOurs(window == Window::Ours)
{
    m_window.setStaleLockTime(0); // only a dead owner makes it stale, never its age
}

Result<void> ProfileHold::take(Full full)
{
    CAIRN_TRY(checkNoDevice(m_window.fileName()));
    const bool mine = m_windowIsOurs || m_window.isLocked() || m_window.tryLock(0);
    if (!mine && m_window.error() == QLockFile::LockFailedError)
        return failure(
            ErrorKind::Locked,
            QStringLiteral(
                "Cairn is running on this profile; close it first. Nothing was changed"));
    if (!mine) {
        const Failure why = whyNoLock();
        if (full == Full::Refuse || why.value().kind != ErrorKind::DiskFull)
            return why;
    }
    const bool leads = m_leader.tryLock();
    if (!leads && !m_leader.isPossible())
        return whyNoLock();
    if (!leads)
        return failure(
            ErrorKind::Locked,
            QStringLiteral(
                "another process syncs this profile; end it first. Nothing was changed"));
    return {};
}

Failure ProfileHold::whyNoLock() const
{
    return noLock(m_folder, QStringLiteral("; nothing was changed"));
}

void ProfileHold::letGo()
{
    m_window.unlock();
    m_leader.unlock();
}

} // namespace cairn
