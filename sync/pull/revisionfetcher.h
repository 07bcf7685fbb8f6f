// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "document.h"
#include "http/couchclient.h"
#include "store/replica/unreadstore.h"

#include <QSet>

namespace cairn {

/// Revisions of one document that are wanted with their ancestry.
struct WantedRevisions {
    QString id;
    QList<RevId> revisions;
};

/// Fetches revisions with their ancestry by `_bulk_get?revs=true`, in portions. A revision that the
/// server no longer has is told apart: mostly it was superseded, and what superseded it comes later
/// in the feed. What was not asked for is not taken. One use; sync thread; `done` comes once,
/// unless the object is destroyed before.
class RevisionFetcher : public QObject {
public:
    enum class Which {
        Leaves, ///< where a revision was superseded, what superseded it
        Exact, ///< the revisions themselves; what cannot be read is left out, for whatever reason
    };
    struct Outcome {
        QList<DocumentRevision> found;
        /// The server failed at these documents, not at the request, or gave them in a way that
        /// cannot be used; `leaves` are the revisions asked for.
        QList<UnreadDocument> unread;
        QList<UnreadDocument> missing; ///< the server says that it does not have these
        /// Leaves that were not asked for yet: store the others first, or they take too much
        /// memory.
        QList<WantedRevisions> left;
    };
    using Done = std::function<void(Result<Outcome>)>;
    RevisionFetcher(CouchClient &client, Which which, QObject *parent = nullptr);
    void start(QList<WantedRevisions> wanted, Done done);

private:
    void next();
    void onReply(CallResult<CouchReply> reply);
    void takeAll(const QJsonArray &results);
    void take(const QString &id, const QJsonObject &result);
    bool answersFor(const DocumentRevision &revision);
    void fail(const QString &id, const QString &reason);
    void refuse(const QString &id, const QString &reason);
    void note(QList<UnreadDocument> &list, const QString &id, const QString &reason) const;
    bool isEnough() const;
    QList<WantedRevisions> rest() const;
    UnreadDocument asked(const QString &id, const QString &reason) const;
    void finish(Result<Outcome> result);

    CouchClient &m_client;
    const Which m_which;
    QList<std::pair<QString, RevId>> m_wanted;
    qsizetype m_asked = 0; ///< of them, in the request under way
    qsizetype m_portion;
    qint64 m_bytes = 0; ///< of what was found, about
    Outcome m_outcome;
    QSet<QString> m_answered; ///< documents of this answer
    QSet<qsizetype> m_given; ///< what of m_wanted is in it
    QSet<QString> m_failed; ///< those of them that the server failed at
    Done m_done;
};

} // namespace cairn
