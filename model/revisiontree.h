// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "revision.h"

#include <QHash>
#include <QList>

#include <functional>

namespace cairn {

/// The revision tree of one document by CouchDB's rules (CouchDB docs, replication/conflicts),
/// without bodies. A pure value: no thread, no storage, cannot fail. Histories may be cut off
/// (stemmed): then a tree has several roots. A merged revision also names the leaves it absorbed,
/// which turns the tree into a DAG for base look-ups.
class RevisionTree {
public:
    struct Node {
        RevId id;
        std::optional<RevId> parent; ///< nothing: a root, or an unknown (stemmed) parent
        bool deleted = false;
        QList<RevId> merged; ///< leaves this revision absorbed
    };
    enum class Added { Known, NewLeaf, NewBranch, Internal };

    /// Adds one node. A node that is known already keeps what it has, but takes a parent or merges
    /// it lacked. Known: nothing new but perhaps that; NewLeaf: extends a leaf or starts the tree;
    /// NewBranch: a further leaf; Internal: an ancestor of a revision that is here. A parent must
    /// be of a smaller generation; another one is not taken.
    Added add(const Node &node);
    /// Adds a path as `_revisions` gives it: `path` newest first; only the newest takes `deleted`
    /// and `merged`.
    Added addPath(const QList<RevId> &path, bool deleted, const QList<RevId> &merged = {});
    /// Removes a leaf (an unsent edit that is rewritten). Returns false when it is not a leaf.
    bool removeLeaf(const RevId &id);

    bool contains(const RevId &id) const { return m_nodes.contains(id); }
    const Node *node(const RevId &id) const;
    bool isEmpty() const { return m_nodes.isEmpty(); }
    bool isLeaf(const RevId &id) const;
    /// All leaves, best first: not deleted before deleted, then higher generation, then greater
    /// hash. Deterministic.
    QList<RevId> leaves() const;
    QList<RevId> liveLeaves() const;
    std::optional<RevId> winner() const;
    /// More than one leaf that is not deleted.
    bool hasConflict() const { return liveLeaves().size() > 1; }

    /// The id and its ancestors by parents only, newest first, as far as known.
    QList<RevId> path(const RevId &id) const;
    /// The same, but it stops where generations are not contiguous, and after `limit` entries: what
    /// `_revisions` may say.
    QList<RevId> contiguousPath(const RevId &id, int limit) const;
    /// `a` is `b` or reachable from `b` by parents and merges.
    bool isAncestor(const RevId &a, const RevId &b) const;
    /// The nearest common ancestor through parents and merges for which `usable` says yes (its body
    /// is at hand, it is not deleted). Symmetric. Of several nearest ones, the greatest id.
    std::optional<RevId> mergeBase(
        const RevId &a, const RevId &b, const std::function<bool(const RevId &)> &usable) const;

private:
    QHash<RevId, Node> m_nodes;
    QHash<RevId, int> m_children; ///< number of children by parent id
};

} // namespace cairn
