// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backoff.h"

#include "http/tuning.h"
#include "random.h"

#include <algorithm>

namespace cairn {

qint64 Backoff::next(Random &random, qint64 retryAfterMs)
{
    using namespace tuning;
    const qint64 base = std::min(kFirstRetryMs << std::min(m_failures, 16), kMaxRetryMs);
    ++m_failures;
    const qint64 spread = base * kRetryJitterPercent / 100;
    // Around the base, and at the cap only downwards: the cap is a promise.
    const qint64 jittered = base - spread + qint64(random.below(quint64(2 * spread) + 1));
    const qint64 delay = std::min(jittered, kMaxRetryMs);
    if (retryAfterMs <= delay)
        return delay;
    // Later than asked is polite, sooner is not: the jitter goes on top.
    return retryAfterMs + qint64(random.below(quint64(kFirstRetryMs)));
}

} // namespace cairn
