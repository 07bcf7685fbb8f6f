// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "revisiontree.h"
#include "store/replica/replicastore.h"

#include <QJsonObject>
#include <QMap>

namespace cairn {

/// A server reduced to what it keeps: a revision tree with the bodies of its leaves a document, and
/// the order of changes. No network, no limits. Behaves like CouchDB with new_edits=false.
class TreeServer {
public:
    struct Change : RemoteChange {
        qint64 sequence = 0;
        DocumentRevision document; ///< the winner, without ancestry, as include_docs gives it
    };
    /// Rows after `since`, at most `limit`, in the order of their last change.
    QList<Change> changes(qint64 since, int limit = 1'000) const;
    /// The revisions with their ancestry; those without a body are left out.
    QList<DocumentRevision> get(const QString &id, const QList<RevId> &revisions) const;
    /// Stores what is new of it. A known revision is ignored, even with another body.
    void put(const DocumentRevision &revision);

    qint64 sequence() const
    {
        return m_sequence;
    } ///< grows with every write that changed something
    QStringList ids() const { return m_documents.keys(); }
    RevisionTree tree(const QString &id) const { return m_documents.value(id).tree; }
    QJsonObject body(const QString &id, const RevId &rev) const;
    void clear() { *this = {}; }

private:
    struct Document {
        RevisionTree tree;
        QHash<RevId, QJsonObject> bodies;
        qint64 sequence = 0;
    };
    QMap<QString, Document> m_documents;
    qint64 m_sequence = 0;
};

} // namespace cairn
