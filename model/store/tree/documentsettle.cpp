// SPDX-License-Identifier: GPL-3.0-or-later
// DocumentStore: what follows from a changed tree.
#include "ancestry.h"
#include "store/sqlite/database.h"
#include "store/tree/documentstore.h"

#include <QSet>

#include <algorithm>

namespace cairn {

namespace {

constexpr qsizetype kStemmingSlack = 100; // so that it is done once in a while, not at each save

/// The displayed leaf has no text that can be read, here or in the history.
bool isDamaged(const StoredDocument &document)
{
    const RevisionState state = document.states.value(*document.displayed);
    return state.damaged && !state.hasBody;
}

} // namespace

Result<void> DocumentStore::settle(StoredDocument &document, ChangeSet &changes)
{
    // However a conflict ended, what a person had begun to type about it does not end with it.
    if (document.projected && document.kind().apart == DocumentKind::Apart::Asked
        && !document.tree.hasConflict())
        CAIRN_TRY(m_followers.review->settled(document, *document.projected));
    if (document.tree.isEmpty())
        return settleEmpty(document, changes);
    CAIRN_TRY(chooseDisplayed(document));
    if (document.reconcile && !document.tree.hasConflict())
        CAIRN_TRY(setReconcile(document, false));
    CAIRN_TRY(project(document, changes));
    CAIRN_TRY(queue(document, changes));
    CAIRN_TRY(dropBodies(document));
    CAIRN_TRY(stem(document));
    if (document.kind().shown == DocumentKind::Shown::AsNote)
        changes.notes.insert(document.key); // at least its sync state may be another one
    document.hasNewLocal = false;
    document.bodies.clear();
    return {};
}

/// Everything was discarded before it was ever sent. A note lives on in its history only.
Result<void> DocumentStore::settleEmpty(StoredDocument &document, ChangeSet &changes)
{
    CAIRN_ASSIGN(const auto lastWords, m_followers.history->newestAt(document.key));
    if (!lastWords)
        return remove(document, changes);
    CAIRN_TRY(m_followers.projection->hide(document, changes));
    CAIRN_TRY(m_followers.queue->drop(document, changes));
    CAIRN_TRY(setReconcile(document, false));
    document.displayed.reset();
    document.projected.reset();
    Statement update = m_database.statement(
        QStringLiteral("UPDATE document SET displayed = NULL WHERE key = :key"));
    update.bind(":key", document.key);
    return update.run();
}

Result<void> DocumentStore::queue(StoredDocument &document, ChangeSet &changes)
{
    const QList<RevId> leaves = document.tree.leaves();
    const bool unsent = std::any_of(leaves.cbegin(), leaves.cend(), [&document](const RevId &leaf) {
        return !document.states.value(leaf).acknowledged;
    });
    if (!unsent)
        return m_followers.queue->drop(document, changes);
    QJsonObject shown;
    if (!document.tree.node(*document.displayed)->deleted && !isDamaged(document)) {
        CAIRN_ASSIGN(shown, body(document, *document.displayed));
    }
    return m_followers.queue->keep(document, leaves, shown, changes);
}

RevId DocumentStore::leafToShow(const StoredDocument &document)
{
    const QList<RevId> live = document.tree.liveLeaves();
    if (document.displayed && live.contains(*document.displayed))
        return *document.displayed;
    if (document.displayed) {
        for (const RevId &leaf : live) {
            if (document.tree.isAncestor(*document.displayed, leaf))
                return leaf;
        }
    }
    return *document.tree.winner();
}

Result<void> DocumentStore::chooseDisplayed(StoredDocument &document)
{
    const RevId leaf = leafToShow(document);
    return document.displayed == leaf ? Result<void>() : setDisplayed(document, leaf);
}

Result<void> DocumentStore::project(StoredDocument &document, ChangeSet &changes)
{
    const RevId &displayed = *document.displayed;
    const bool several = document.tree.hasConflict();
    bool conflict = several;
    if (several) {
        changes.conflicts = true; // the versions that stand against each other may be others
        // Before the reconciler has looked, a conflict is not opened, but an open one stays.
        if (document.reconcile) {
            CAIRN_ASSIGN(conflict, m_followers.projection->isConflict(document));
        }
    }
    if (document.projected == displayed)
        return m_followers.projection->setConflict(document, conflict, changes);
    if (isDamaged(document)) // what is shown of it may be all that is left
        return m_followers.projection->setConflict(document, conflict, changes);
    document.projected = displayed;
    if (document.tree.node(displayed)->deleted)
        return m_followers.projection->hide(document, changes);

    CAIRN_ASSIGN(const QJsonObject shown, body(document, displayed));
    const QString type = kindOfId(document.id).name.toString();
    if (type != document.type) { // as an earlier version stored it
        CAIRN_TRY(m_followers.projection->hide(document, changes));
        Statement update = m_database.statement(
            QStringLiteral("UPDATE document SET type = :type WHERE key = :key"));
        update.bind(":type", type).bind(":key", document.key);
        CAIRN_TRY(update.run());
        document.type = type;
    }
    if (document.kind().guarded)
        CAIRN_TRY(m_followers.missing->cameBack(document, shown));
    return m_followers.projection->show(document, shown, conflict, changes);
}

/// A body stays with its leaf, and with the newest revision below each leaf that the server has,
/// the likely base of a merge. Older ones of notes are in the history, from where body() still
/// reads them.
Result<void> DocumentStore::dropBodies(StoredDocument &document)
{
    if (document.kind().past == DocumentKind::Past::InTree)
        return {}; // small, and no history keeps them
    QList<RevId> candidates;
    for (auto it = document.states.cbegin(); it != document.states.cend(); ++it) {
        if (it->inTree && !document.tree.isLeaf(it.key()))
            candidates.append(it.key());
    }
    if (candidates.isEmpty())
        return {};
    QSet<RevId> needed;
    for (const RevId &leaf : document.tree.liveLeaves()) {
        for (const RevId &rev : document.tree.path(leaf)) {
            if (document.states.value(rev).acknowledged && rev != leaf) {
                needed.insert(rev);
                break;
            }
        }
    }
    for (const RevId &rev : candidates) {
        if (needed.contains(rev))
            continue;
        if (!document.tree.node(rev)->deleted
            && document.kind().past == DocumentKind::Past::InHistory) {
            // A safety net: no text leaves the tree that is not in the history.
            CAIRN_ASSIGN(const bool kept, m_followers.history->has(document.key, rev));
            if (!kept)
                continue;
        }
        Statement drop = m_database.statement(
            QStringLiteral("UPDATE revision SET body = NULL WHERE key = :key"));
        RevisionState &state = document.states[rev];
        CAIRN_TRY(drop.bind(":key", state.key).run());
        state.inTree = false;
    }
    return {};
}

/// Forgets the oldest ancestors of a tree that has grown long, as CouchDB does: a save reads the
/// tree, and nobody sends longer ancestries. Their texts stay in the history.
Result<void> DocumentStore::stem(StoredDocument &document)
{
    if (document.states.size() <= kMaxAncestors + kStemmingSlack)
        return {};
    QSet<RevId> kept;
    for (const RevId &leaf : document.tree.leaves()) {
        const QList<RevId> path = document.tree.path(leaf);
        for (const RevId &rev : path.first(std::min<qsizetype>(path.size(), kMaxAncestors)))
            kept.insert(rev);
    }
    RevisionTree stemmed;
    QHash<RevId, RevisionState> states;
    for (auto it = document.states.cbegin(); it != document.states.cend(); ++it) {
        const bool keep = kept.contains(it.key());
        const std::optional<RevId> parent = document.tree.node(it.key())->parent;
        if (keep && (!parent || kept.contains(*parent))) {
            stemmed.add(*document.tree.node(it.key()));
            states.insert(it.key(), *it);
            continue;
        }
        Statement change = m_database.statement(
            keep ? QStringLiteral("UPDATE revision SET parent = NULL WHERE key = :key")
                 : QStringLiteral("DELETE FROM revision WHERE key = :key"));
        change.bind(":key", it->key);
        CAIRN_TRY(change.run());
        if (keep) {
            RevisionTree::Node root = *document.tree.node(it.key());
            root.parent.reset();
            stemmed.add(root);
            states.insert(it.key(), *it);
        }
    }
    document.tree = stemmed;
    document.states = states;
    return {};
}

} // namespace cairn
