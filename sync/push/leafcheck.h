// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/couchclient.h"
#include "store/replica/confirmations.h"

namespace cairn {

class Store;

/// Asks the server (`_revs_diff`) whether it still has what it acknowledged, page by page, and
/// queues what it lacks to be sent again. One request at a time. One use; sync thread; `done` comes
/// once, unless the object is destroyed before; pages that were answered stay done.
class LeafCheck : public QObject {
public:
    using Done = std::function<void(Result<QStringList> missing)>; ///< ids, queued again
    LeafCheck(CouchClient &client, Store &store, QObject *parent = nullptr);
    void start(QList<qint64> documents, Done done); ///< keys; at least one

private:
    void next();
    void onReply(CallResult<CouchReply> reply);
    void finish(Result<QStringList> result);

    CouchClient &m_client;
    Store &m_store;
    QList<qint64> m_documents; ///< still to ask about
    QList<BelievedDocument> m_page; ///< asked about now
    QStringList m_missing;
    Done m_done;
};

} // namespace cairn
