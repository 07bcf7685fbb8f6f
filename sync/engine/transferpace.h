// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <optional>

namespace cairn {

/// How long a transfer will take, by how fast it went so far in its present stage. A pure value.
class TransferPace {
public:
    /// `stage` is any number that tells stages apart; `total` 0: not known. Times in milliseconds.
    void moved(int stage, int done, int total, qint64 nowMs);
    /// Nothing: too little is known to tell.
    std::optional<qint64> leftMs() const { return m_leftMs; }

private:
    int m_stage = -1;
    qint64 m_since = 0;
    int m_from = 0;
    int m_last = 0;
    std::optional<qint64> m_leftMs;
};

} // namespace cairn
