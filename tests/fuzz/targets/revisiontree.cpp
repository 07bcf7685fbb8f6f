// SPDX-License-Identifier: GPL-3.0-or-later
#include "revisiontree.h"

#include "fuzzinput.h"
#include "fuzztargets.h"

#include <algorithm>

namespace cairn::fuzz {
namespace {

using Node = RevisionTree::Node;

/// Three bytes a node: its parent among those before it, what it is, and what it absorbed.
QList<Node> nodesOf(const QByteArray &input)
{
    QList<Node> nodes;
    for (qsizetype at = 0; at + 2 < input.size() && nodes.size() < 24; at += 3) {
        const int number = int(nodes.size());
        const int parent = uchar(input[at]) % (number + 1) - 1;
        const int kind = uchar(input[at + 1]);
        Node node;
        if (parent >= 0)
            node.parent = nodes.at(parent).id;
        // Gaps in generations: histories that were cut off and grew elsewhere.
        const int gap = (kind & 0x0C) == 0x0C ? 3 : 1;
        node.id = {
            parent >= 0 ? nodes.at(parent).id.generation + gap : 1 + (kind >> 4),
            QByteArray::number((number * 37) % 101)};
        node.deleted = kind & 1;
        if (const int merged = uchar(input[at + 2]); merged % 3 == 0 && number > 0)
            node.merged = {nodes.at((merged / 3) % number).id};
        nodes.append(node);
    }
    return nodes;
}

void checkShape(const RevisionTree &tree)
{
    const QList<RevId> leaves = tree.leaves();
    require(tree.isEmpty() == leaves.isEmpty(), "a tree has a leaf");
    for (const RevId &leaf : leaves) {
        require(tree.isLeaf(leaf), "leaves are leaves");
        const QList<RevId> path = tree.path(leaf);
        require(path.value(0) == leaf, "a path begins with its leaf");
        for (qsizetype i = 1; i < path.size(); ++i)
            require(path.at(i).generation < path.at(i - 1).generation, "a path goes back");
        const QList<RevId> sent = tree.contiguousPath(leaf, 5);
        require(sent.size() <= 5 && path.first(sent.size()) == sent, "what is sent of it");
    }
    const QList<RevId> live = tree.liveLeaves();
    if (const auto winner = tree.winner())
        require(live.isEmpty() || live.contains(*winner), "a live leaf wins before a deleted one");
    require(tree.hasConflict() == (live.size() > 1), "conflicts are several live leaves");
}

void checkBases(const RevisionTree &tree)
{
    const auto usable = [&tree](const RevId &id) { return !tree.node(id)->deleted; };
    const QList<RevId> leaves = tree.leaves();
    for (const RevId &a : leaves) {
        for (const RevId &b : leaves) {
            const auto base = tree.mergeBase(a, b, usable);
            require(base == tree.mergeBase(b, a, usable), "a base has no sides");
            if (!base)
                continue;
            require(tree.isAncestor(*base, a) && tree.isAncestor(*base, b), "a base is common");
            require(usable(*base), "a base can be used");
        }
    }
}

} // namespace

void revisiontree(const QByteArray &input)
{
    const QList<Node> nodes = nodesOf(input);
    RevisionTree forwards;
    for (const Node &node : nodes)
        forwards.add(node);
    RevisionTree backwards;
    for (auto node = nodes.crbegin(); node != nodes.crend(); ++node)
        backwards.add(*node);
    require(forwards.leaves() == backwards.leaves(), "the order of arrival does not matter");
    require(forwards.winner() == backwards.winner(), "nor for the winner");
    checkShape(forwards);
    checkBases(forwards);
    for (const Node &node : nodes)
        require(forwards.add(node) == RevisionTree::Added::Known, "again is nothing new");

    RevisionTree byPaths;
    for (const RevId &leaf : forwards.leaves()) {
        const Node *node = forwards.node(leaf);
        byPaths.addPath(forwards.path(leaf), node->deleted, node->merged);
    }
    require(byPaths.leaves() == forwards.leaves(), "paths make the same leaves");
    if (const auto leaf = forwards.winner()) {
        require(forwards.removeLeaf(*leaf) && !forwards.contains(*leaf), "a leaf can be removed");
        checkShape(forwards);
    }
}

} // namespace cairn::fuzz
