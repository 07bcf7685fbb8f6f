// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <functional>

namespace cairn {

struct ChangesPage;

/// Whether a feed still comes to an end. One that brings what was not here is read for as long as
/// it does so; of one that does not, what is left has to become less, and it cannot have more rows
/// than there are documents: each stands in it once. A value of one pull.
class FeedPatience {
public:
    /// `documents`: how many there are here; asked once, if need be.
    explicit FeedPatience(std::function<Result<qint64>()> documents)
        : m_documents(std::move(documents))
    {
    }
    /// A page came: `limit` rows were asked for, and it did not move on from where it began
    /// (`stalled`), or it did.
    void read(const ChangesPage &page, int limit, bool stalled, qint64 nowMs);
    /// Something was stored that was not here.
    void hasNews(qint64 nowMs);
    bool isOver(qint64 nowMs);

private:
    void moved(qint64 nowMs);

    std::function<Result<qint64>()> m_documents;
    qint64 m_most = -1; ///< rows without news; -1: not asked yet
    qint64 m_lowest = -1; ///< the fewest rows that were left behind a page; -1: not said yet
    qint64 m_rows = 0; ///< since there was news
    qint64 m_movedAt = 0;
    int m_idle = 0; ///< pages since less was left, or there was news
    int m_stalls = 0; ///< pages in a row that began where they ended
};

} // namespace cairn
