// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "revision.h"

#include <QHash>
#include <QJsonObject>
#include <QList>

#include <optional>

namespace cairn {

/// One document of the in-memory server: its revision tree with bodies. Deliberately not the
/// product's RevisionTree, so that a mistake there does not hide itself here. A value; copies of it
/// are what snapshots are made of.
class FakeDocument {
public:
    struct Revision {
        std::optional<RevId> parent;
        bool deleted = false;
        std::optional<QJsonObject> body; ///< nothing: never had one here, or compacted away
    };

    /// Adds a path, newest first (new_edits=false). A revision that is here keeps the body it has.
    /// Returns whether the tree changed.
    bool insert(const QList<RevId> &path, bool deleted, const QJsonObject &body);
    const Revision *find(const RevId &rev) const;
    QList<RevId> leaves() const; ///< the winner first
    bool isLeaf(const RevId &rev) const;
    RevId winner() const { return leaves().constFirst(); }
    bool isDeleted() const { return find(winner())->deleted; }
    QList<RevId> path(const RevId &rev) const; ///< newest first
    QList<RevId> leavesBelow(const RevId &rev) const; ///< `latest=true`

    void stem(int limit); ///< revs_limit
    void forget(const RevId &leaf) { m_revisions.remove(leaf); }
    void compact(); ///< only leaves keep their bodies
    qint64 sequence = 0; ///< of the last change, within its shard

private:
    QHash<RevId, Revision> m_revisions;
};

} // namespace cairn
