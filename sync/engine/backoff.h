// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace cairn {

class Random;

/// How long to wait before the next try: 1, 2, 4, 8, 16, 30, 30 … seconds, each with jitter; never
/// sooner than the server asked for. A pure value.
class Backoff {
public:
    /// Counts a failure and returns the delay in ms. `retryAfterMs`: what the server asked for, -1
    /// if nothing.
    qint64 next(Random &random, qint64 retryAfterMs = -1);
    void reset() { m_failures = 0; } ///< after a success, or when the network changed
    int failures() const { return m_failures; }

private:
    int m_failures = 0;
};

} // namespace cairn
