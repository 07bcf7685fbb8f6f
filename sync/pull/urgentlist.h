// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/couchclient.h"

#include <QJsonObject>

namespace cairn {

class Store;
struct RemoteChange;

/// Emergency notes first: the devices keep a list of their ids on the server for each other
/// (`_local/cairn-emergency`), so that a device that was away fetches those before it reads the
/// feed, which has no order. The list is a hint: whatever is wrong with it costs a little time and
/// no word, since the feed brings every note as well. One use; sync thread; a callback comes once,
/// unless the object is destroyed before.
class UrgentList : public QObject {
public:
    static QString path(); ///< of the server's document, below the database

    /// `document` is the server's, as it was read; empty: there is none.
    UrgentList(CouchClient &client, Store &store, QJsonObject document, QObject *parent = nullptr);

    using Received = std::function<void(Result<int>)>; ///< revisions that are new here
    /// Fetches and stores what of the listed notes is not here as the server has it.
    void receive(const QString &replicationId, Received done);

    using Recorded =
        std::function<void(Result<QJsonObject>)>; ///< what to take for the server's document
    /// Writes the list if it is not as this device knows it to be after a whole sync.
    void record(Recorded done);

private:
    QStringList ids() const;
    void onRevisions(const CouchReply &reply, const QString &replicationId);
    void fetch(const QList<RemoteChange> &changes, const QString &replicationId);
    void finish(Result<int> result);

    CouchClient &m_client;
    Store &m_store;
    const QJsonObject m_document;
    Received m_received;
};

} // namespace cairn
