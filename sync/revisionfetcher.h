#pragma once

#include "couchclient.h"
#include "document.h"

namespace cairn {

/// Revisions of one document that are wanted with their ancestry.
struct WantedRevisions {
    QString id;
    QList<RevId> revisions;
};

/// Fetches revisions with their ancestry by `_bulk_get?revs=true`, in portions. A revision that the
/// server no longer has is left out: it was superseded, and what superseded it comes later in the
/// feed. One use; sync thread; `done` comes once, unless the object is destroyed before.
class RevisionFetcher : public QObject {
public:
    using Done = std::function<void(Result<QList<DocumentRevision>>)>;
    explicit RevisionFetcher(CouchClient &client, QObject *parent = nullptr);
    void start(QList<WantedRevisions> wanted, Done done);

private:
    void next();
    void onReply(CallResult<CouchReply> reply);
    Result<void> take(const QJsonObject &result);
    void finish(Result<QList<DocumentRevision>> result);

    CouchClient &m_client;
    QList<std::pair<QString, RevId>> m_wanted;
    qsizetype m_asked = 0; ///< of them, in the request under way
    qsizetype m_portion;
    QList<DocumentRevision> m_found;
    Done m_done;
};

} // namespace cairn
