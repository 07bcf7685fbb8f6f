// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pull/revisionfetcher.h"

#include <QPair>
#include <QSet>

#include <set>

namespace cairn {

class Store;

/// Fetches the common ancestors that merges here start from and whose text this device never had,
/// so that a merge is not given up, nor a person asked, for want of something that the server still
/// has. What it has no more (compacted) is remembered as lost and asked for once. One use; sync
/// thread; `done` comes once, unless the object is destroyed before.
class BaseFetcher : public QObject {
public:
    using Lost = QSet<QPair<QString, RevId>>;
    using Done = std::function<void(const Result<void> &)>;

    /// `lost` outlives it.
    BaseFetcher(CouchClient &client, Store &store, Lost &lost, QObject *parent = nullptr);
    void start(Done done);

private:
    void look();
    void fetch();
    void keep(const QList<DocumentRevision> &found);
    void finish(const Result<void> &result);

    CouchClient &m_client;
    Store &m_store;
    Lost &m_lost;
    qint64 m_after = 0;
    std::set<QPair<QString, RevId>> m_wanted; ///< ordered: a run asks the same in the same order
    Done m_done;
};

} // namespace cairn
