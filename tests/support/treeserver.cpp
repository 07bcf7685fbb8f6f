// SPDX-License-Identifier: GPL-3.0-or-later
#include "treeserver.h"

#include <algorithm>

namespace cairn {

QList<TreeServer::Change> TreeServer::changes(qint64 since, int limit) const
{
    QList<Change> rows;
    for (auto it = m_documents.cbegin(); it != m_documents.cend(); ++it) {
        if (it->sequence <= since)
            continue;
        const RevId winner = *it->tree.winner();
        Change row;
        row.id = it.key();
        row.leaves = it->tree.leaves();
        row.deleted = it->tree.node(winner)->deleted;
        row.sequence = it->sequence;
        row.document = {it.key(), winner, {winner}, row.deleted, it->bodies.value(winner)};
        rows.append(row);
    }
    std::sort(rows.begin(), rows.end(), [](const Change &a, const Change &b) {
        return a.sequence < b.sequence;
    });
    rows.resize(std::min<qsizetype>(rows.size(), limit));
    return rows;
}

QList<DocumentRevision> TreeServer::get(const QString &id, const QList<RevId> &revisions) const
{
    const Document document = m_documents.value(id);
    QList<DocumentRevision> found;
    for (const RevId &rev : revisions) {
        if (!document.bodies.contains(rev))
            continue;
        found.append(
            {id, rev, document.tree.contiguousPath(rev, 1'000), document.tree.node(rev)->deleted,
             document.bodies.value(rev)});
    }
    return found;
}

void TreeServer::put(const DocumentRevision &revision)
{
    Document &document = m_documents[revision.id];
    const RevisionTree::Added added = document.tree.addPath(
        revision.path.isEmpty() ? QList<RevId>{revision.rev} : revision.path, revision.deleted,
        mergedRevisions(revision.body));
    if (added == RevisionTree::Added::Known)
        return;
    document.bodies.insert(revision.rev, revision.body);
    document.sequence = ++m_sequence;
}

QJsonObject TreeServer::body(const QString &id, const RevId &rev) const
{
    return m_documents.value(id).bodies.value(rev);
}

} // namespace cairn
