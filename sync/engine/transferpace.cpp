// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/transferpace.h"

#include "http/tuning.h"

namespace cairn {

void TransferPace::moved(int stage, int done, int total, qint64 nowMs)
{
    if (m_stage != stage || done < m_last) { // another transfer
        m_stage = stage;
        m_since = nowMs;
        m_from = done;
    }
    m_last = done;
    m_leftMs.reset();
    const qint64 passed = nowMs - m_since;
    const int moved = done - m_from;
    const int left = total - done;
    if (passed >= tuning::kPaceMs && moved > 0 && left > 0)
        m_leftMs = passed * left / moved;
}

} // namespace cairn
