// SPDX-License-Identifier: GPL-3.0-or-later
#include "revisiontree.h"

#include <QSet>

#include <algorithm>

namespace cairn {

namespace {

/// All of a revision's ancestors by parents and merges, itself included. Merges come from
/// documents, so nothing keeps a foreign one from pointing in a circle: each revision is visited
/// once.
QSet<RevId> ancestry(const QHash<RevId, RevisionTree::Node> &nodes, const RevId &id)
{
    QSet<RevId> seen;
    QList<RevId> todo{id};
    while (!todo.isEmpty()) {
        const RevId next = todo.takeLast();
        const auto node = nodes.constFind(next);
        if (node == nodes.cend() || seen.contains(next))
            continue;
        seen.insert(next);
        if (node->parent)
            todo.append(*node->parent);
        todo.append(node->merged);
    }
    return seen;
}

} // namespace

RevisionTree::Added RevisionTree::add(const Node &node)
{
    Node added = node;
    // A parent is always a generation below; anything else could close a circle.
    if (added.parent && added.parent->generation >= added.id.generation)
        added.parent.reset();

    if (const auto known = m_nodes.find(added.id); known != m_nodes.end()) {
        if (!known->parent && added.parent) {
            known->parent = added.parent;
            ++m_children[*added.parent];
        }
        if (known->merged.isEmpty())
            known->merged = added.merged;
        return Added::Known;
    }

    const bool first = m_nodes.isEmpty();
    const bool extends = added.parent && isLeaf(*added.parent);
    const bool hasChildren = m_children.value(added.id) > 0;
    if (added.parent)
        ++m_children[*added.parent];
    m_nodes.insert(added.id, added);
    if (hasChildren)
        return Added::Internal;
    return first || extends ? Added::NewLeaf : Added::NewBranch;
}

RevisionTree::Added
RevisionTree::addPath(const QList<RevId> &path, bool deleted, const QList<RevId> &merged)
{
    // The oldest revision that is new decides: from there on the path extends itself.
    std::optional<Added> outcome;
    Added last = Added::Known;
    for (qsizetype i = path.size() - 1; i >= 0; --i) {
        Node node{path.at(i), std::nullopt, false, {}};
        if (i + 1 < path.size())
            node.parent = path.at(i + 1);
        if (i == 0) {
            node.deleted = deleted;
            node.merged = merged;
        }
        last = add(node);
        if (!outcome && (last == Added::NewLeaf || last == Added::NewBranch))
            outcome = last;
    }
    const bool newLeaf = last == Added::NewLeaf || last == Added::NewBranch;
    return newLeaf ? outcome.value_or(last) : last;
}

bool RevisionTree::removeLeaf(const RevId &id)
{
    if (!isLeaf(id))
        return false;
    const Node node = m_nodes.take(id);
    if (node.parent && --m_children[*node.parent] == 0)
        m_children.remove(*node.parent);
    return true;
}

const RevisionTree::Node *RevisionTree::node(const RevId &id) const
{
    const auto found = m_nodes.constFind(id);
    return found == m_nodes.cend() ? nullptr : &found.value();
}

bool RevisionTree::isLeaf(const RevId &id) const
{
    return m_nodes.contains(id) && m_children.value(id) == 0;
}

QList<RevId> RevisionTree::leaves() const
{
    QList<RevId> leaves;
    for (auto it = m_nodes.cbegin(); it != m_nodes.cend(); ++it) {
        if (m_children.value(it.key()) == 0)
            leaves.append(it.key());
    }
    std::sort(leaves.begin(), leaves.end(), [this](const RevId &a, const RevId &b) {
        const bool aDeleted = node(a)->deleted;
        const bool bDeleted = node(b)->deleted;
        return aDeleted != bDeleted ? bDeleted : a > b;
    });
    return leaves;
}

QList<RevId> RevisionTree::liveLeaves() const
{
    QList<RevId> live;
    for (auto it = m_nodes.cbegin(); it != m_nodes.cend(); ++it) {
        if (!it->deleted && isLeaf(it.key()))
            live.append(it.key());
    }
    std::sort(live.begin(), live.end(), std::greater<>());
    return live;
}

std::optional<RevId> RevisionTree::winner() const
{
    const QList<RevId> all = leaves();
    return all.isEmpty() ? std::nullopt : std::optional(all.first());
}

QList<RevId> RevisionTree::path(const RevId &id) const
{
    QList<RevId> path;
    for (const Node *next = node(id); next; next = next->parent ? node(*next->parent) : nullptr)
        path.append(next->id);
    return path;
}

QList<RevId> RevisionTree::contiguousPath(const RevId &id, int limit) const
{
    QList<RevId> path;
    for (const Node *next = node(id); next && path.size() < limit;) {
        if (!path.isEmpty() && next->id.generation != path.last().generation - 1)
            break;
        path.append(next->id);
        next = next->parent ? node(*next->parent) : nullptr;
    }
    return path;
}

bool RevisionTree::isAncestor(const RevId &a, const RevId &b) const
{
    return ancestry(m_nodes, b).contains(a);
}

std::optional<RevId> RevisionTree::mergeBase(
    const RevId &a, const RevId &b, const std::function<bool(const RevId &)> &usable) const
{
    const QSet<RevId> left = ancestry(m_nodes, a);
    const QSet<RevId> right = ancestry(m_nodes, b);
    QList<RevId> common;
    for (const RevId &id : left) {
        if (right.contains(id) && usable(id))
            common.append(id);
    }
    std::sort(common.begin(), common.end(), std::greater<>());

    // A candidate that another candidate descends from is not the nearest. Whoever has been ruled
    // out needs no look of its own: what it would rule out is ruled out already by the one that it
    // is an ancestor of.
    QSet<RevId> distant;
    for (const RevId &candidate : common) {
        if (distant.contains(candidate))
            continue;
        QSet<RevId> older = ancestry(m_nodes, candidate);
        older.remove(candidate);
        distant.unite(older);
    }
    for (const RevId &candidate : common) {
        if (!distant.contains(candidate))
            return candidate;
    }
    return std::nullopt;
}

} // namespace cairn
