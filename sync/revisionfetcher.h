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
    enum class Which {
        Leaves, ///< where a revision was superseded, what superseded it
        Exact, ///< the revisions themselves; what cannot be read is left out, for whatever reason
    };
    using Done = std::function<void(Result<QList<DocumentRevision>>)>;
    RevisionFetcher(CouchClient &client, Which which, QObject *parent = nullptr);
    void start(QList<WantedRevisions> wanted, Done done);

private:
    void next();
    void onReply(CallResult<CouchReply> reply);
    Result<void> take(const QJsonObject &result);
    void finish(Result<QList<DocumentRevision>> result);

    CouchClient &m_client;
    const Which m_which;
    QList<std::pair<QString, RevId>> m_wanted;
    qsizetype m_asked = 0; ///< of them, in the request under way
    qsizetype m_portion;
    QList<DocumentRevision> m_found;
    Done m_done;
};

} // namespace cairn
