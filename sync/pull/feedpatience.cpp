// SPDX-License-Identifier: GPL-3.0-or-later
#include "pull/feedpatience.h"

#include "http/tuning.h"
#include "pull/changesfeed.h"

#include <algorithm>

namespace cairn {

void FeedPatience::read(const ChangesPage &page, int limit, bool stalled, qint64 nowMs)
{
    m_stalls = stalled ? m_stalls + 1 : 0;
    // A server that has more and gives less than was asked for counts as if it had given all.
    m_rows += page.whole ? std::max(page.seen, limit) : page.seen;
    ++m_idle;
    if (page.pending < 0 || m_lowest < 0 || page.pending < m_lowest)
        moved(nowMs);
    if (page.pending >= 0)
        m_lowest = m_lowest < 0 ? page.pending : std::min(m_lowest, page.pending);
}

void FeedPatience::hasNews(qint64 nowMs)
{
    m_rows = 0;
    m_lowest = -1; // others may write faster than is read
    moved(nowMs);
}

void FeedPatience::moved(qint64 nowMs)
{
    m_idle = 0;
    m_movedAt = nowMs;
}

bool FeedPatience::isOver(qint64 nowMs)
{
    if (m_stalls >= tuning::kMaxStalledPages || m_idle >= tuning::kMaxIdlePages)
        return true;
    if (m_idle >= tuning::kMaxStalledPages && nowMs - m_movedAt >= tuning::kMaxIdleMs)
        return true;
    if (m_rows <= tuning::kIdleRows)
        return false;
    if (m_most < 0) {
        const auto documents = m_documents();
        if (!documents)
            return false; // the next portion meets the same disk, and says so
        m_most = *documents + tuning::kIdleRows;
    }
    return m_rows > m_most;
}

} // namespace cairn
