#pragma once

#include "couchclient.h"
#include "document.h"
#include "store/unreadstore.h"

#include <QSet>

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
    struct Outcome {
        QList<DocumentRevision> found;
        /// The server failed at these documents, not at the request; `leaves` are the revisions asked for.
        QList<UnreadDocument> unread;
    };
    using Done = std::function<void(Result<Outcome>)>;
    RevisionFetcher(CouchClient &client, Which which, QObject *parent = nullptr);
    void start(QList<WantedRevisions> wanted, Done done);

private:
    void next();
    void onReply(CallResult<CouchReply> reply);
    void take(const QString &id, const QJsonObject &result);
    void fail(const QString &id, const QString &reason);
    void finish(Result<Outcome> result);

    CouchClient &m_client;
    const Which m_which;
    QList<std::pair<QString, RevId>> m_wanted;
    qsizetype m_asked = 0; ///< of them, in the request under way
    qsizetype m_portion;
    Outcome m_outcome;
    QSet<QString> m_failed; ///< documents of this answer
    Done m_done;
};

} // namespace cairn
