// SPDX-License-Identifier: GPL-3.0-or-later
// DocumentStore: how revisions come into the tree.
#include "attachmentstubs.h"
#include "clock.h"
#include "conflict.h"
#include "json.h"
#include "store/sqlite/database.h"
#include "store/tree/documentstore.h"
#include "store/tree/metastore.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace cairn {

namespace {

QVariant mergedJson(const QList<RevId> &merged)
{
    if (merged.isEmpty())
        return {};
    QJsonArray array;
    for (const RevId &rev : merged)
        array.append(rev.toString());
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

/// As much of a path (leaf first) as agrees with the tree. What is known of a revision's ancestry
/// stands: other ancestors of the same revision would hang in the air.
QList<RevId> fittingPath(const RevisionTree &tree, const QList<RevId> &path)
{
    for (qsizetype i = 0; i + 1 < path.size(); ++i) {
        const RevisionTree::Node *node = tree.node(path.at(i));
        if (node && node->parent && *node->parent != path.at(i + 1))
            return path.first(i + 1);
    }
    return path;
}

} // namespace

bool DocumentStore::canSquash(
    const StoredDocument &document, const RevId &parent, const QJsonObject &body) const
{
    const RevisionTree::Node *node = document.tree.node(parent);
    const RevisionState state = document.states.value(parent);
    return node && document.tree.isLeaf(parent) && !state.mayBeOnServer() && node->merged.isEmpty()
        && mergedRevisions(body).isEmpty();
}

Result<RevId> DocumentStore::writeLocal(
    StoredDocument &document, const std::optional<RevId> &parent, bool deleted,
    const QJsonObject &given)
{
    QJsonObject body = given;
    if (!parent || deleted)
        body.remove(attachments::kMember); // they belong to the document, not to its text
    RevId rev;
    if (parent && canSquash(document, *parent, body)) {
        const std::optional<RevId> grandparent = document.tree.node(*parent)->parent;
        rev = makeRevId(grandparent, deleted, body);
        if (!document.tree.contains(rev))
            CAIRN_TRY(squash(document, *parent, {rev, grandparent, deleted, {}}, body));
        else if (document.states.value(rev).damaged)
            CAIRN_TRY(mend(document, rev, body)); // by its name the very text
    } else {
        CAIRN_ASSIGN(rev, addChild(document, parent, deleted, body));
    }
    document.hasNewLocal = true;
    CAIRN_TRY(setDisplayed(document, rev));
    if (document.tree.hasConflict())
        CAIRN_TRY(setReconcile(document, true)); // what did not merge before may do so now
    return rev;
}

Result<RevId> DocumentStore::writeChild(
    StoredDocument &document, const RevId &parent, bool deleted, const QJsonObject &body)
{
    CAIRN_ASSIGN(const RevId rev, addChild(document, parent, deleted, body));
    document.hasNewLocal = true;
    return rev;
}

Result<RevId> DocumentStore::addChild(
    StoredDocument &document, const std::optional<RevId> &parent, bool deleted,
    const QJsonObject &body)
{
    const RevId rev = makeRevId(parent, deleted, body);
    if (document.tree.contains(rev)) // another device made the same merge, and it is here already
        return rev;
    if (parent)
        CAIRN_TRY(keepVersion(document, *parent));
    CAIRN_TRY(insert(document, {rev, parent, deleted, mergedRevisions(body)}, body, false));
    return rev;
}

/// The row is rewritten in place: same key, same parent, another revision.
Result<void> DocumentStore::squash(
    StoredDocument &document, const RevId &old, const RevisionTree::Node &node,
    const QJsonObject &body)
{
    CAIRN_ASSIGN(const bool due, snapshotDue(document, old, body));
    if (due)
        CAIRN_TRY(keepVersion(document, old));
    RevisionState state = document.states.value(old);
    Statement update = m_database.statement(
        QStringLiteral("UPDATE revision SET generation = :generation, hash = :hash,"
                       " deleted = :deleted, body = :body, origin = 0 WHERE key = :key"));
    update.bind(":generation", node.id.generation)
        .bind(":hash", QString::fromUtf8(node.id.hash))
        .bind(":deleted", node.deleted ? 1 : 0)
        .bind(":body", keptBody(body, node.deleted))
        .bind(":key", state.key);
    CAIRN_TRY(update.run());
    document.tree.removeLeaf(old);
    document.states.remove(old);
    document.bodies.remove(old);
    document.tree.add(node);
    state.hasBody = state.inTree = state.sealed = true;
    state.damaged = false;
    state.origin = RevisionState::Origin::Here;
    document.states.insert(node.id, state);
    document.bodies.insert(node.id, body);
    return {};
}

/// Adds a node that is not known yet, with its row and the leaf flags of itself and its parent. One
/// that the server has by then came from there, whatever becomes of it later.
Result<void> DocumentStore::insert(
    StoredDocument &document, const RevisionTree::Node &node,
    const std::optional<QJsonObject> &body, bool acknowledged)
{
    const bool parentWasLeaf = node.parent && document.tree.isLeaf(*node.parent);
    if (parentWasLeaf)
        CAIRN_TRY(keepVersion(document, *node.parent));
    document.tree.add(node);
    const std::optional<RevId> parent = document.tree.node(node.id)->parent;
    Statement row = m_database.statement(QStringLiteral(
        "INSERT INTO revision (document, generation, hash, parent, deleted, leaf, acknowledged,"
        " merged, body, origin) VALUES (:document, :generation, :hash, :parent, :deleted, :leaf,"
        " :acknowledged, :merged, :body, :origin)"));
    row.bind(":document", document.key)
        .bind(":generation", node.id.generation)
        .bind(":hash", QString::fromUtf8(node.id.hash))
        .bind(":parent", parent ? QVariant(document.states.value(*parent).key) : QVariant())
        .bind(":deleted", node.deleted ? 1 : 0)
        .bind(":leaf", document.tree.isLeaf(node.id) ? 1 : 0)
        .bind(":acknowledged", acknowledged ? 1 : 0)
        .bind(":merged", mergedJson(node.merged))
        .bind(":body", body ? QVariant(keptBody(*body, node.deleted)) : QVariant())
        .bind(":origin", acknowledged ? 1 : 0);
    CAIRN_TRY(row.run());
    document.states.insert(
        node.id,
        {row.insertedId(), acknowledged, Sending::Never, body.has_value(), body.has_value(), false,
         acknowledged ? RevisionState::Origin::Elsewhere : RevisionState::Origin::Here,
         body.has_value()});
    if (body)
        document.bodies.insert(node.id, *body);
    return parentWasLeaf && parent ? setLeaf(document, *parent, false) : Result<void>();
}

Result<bool> DocumentStore::writeRemote(StoredDocument &document, const DocumentRevision &revision)
{
    const QList<RevId> path = fittingPath(
        document.tree, revision.path.isEmpty() ? QList<RevId>{revision.rev} : revision.path);
    bool isNew = false;
    for (qsizetype i = path.size() - 1; i >= 0; --i) {
        const RevId &rev = path.at(i);
        const std::optional<RevId> parent =
            i + 1 < path.size() ? std::optional(path.at(i + 1)) : std::nullopt;
        if (document.tree.contains(rev)) {
            if (parent)
                CAIRN_TRY(adopt(document, rev, *parent));
            CAIRN_TRY(setAcknowledged(document, rev));
            if (i == 0 && !revision.deleted && document.states.value(rev).damaged)
                CAIRN_TRY(mend(document, rev, revision.body));
            continue;
        }
        if (i > 0) {
            CAIRN_TRY(insert(document, {rev, parent, false, {}}, std::nullopt, true));
            continue;
        }
        CAIRN_TRY(insert(
            document, {rev, parent, revision.deleted, mergedRevisions(revision.body)},
            revision.body, true));
        isNew = document.tree.isLeaf(rev);
        if (!isNew)
            CAIRN_TRY(keepVersion(document, rev));
    }
    CAIRN_TRY(acknowledge(document, {path.first()}));
    if (isNew && (document.reconcile || document.tree.hasConflict()))
        CAIRN_TRY(openConflict(document, path.first()));
    return isNew;
}

/// The very text that was damaged here came again.
Result<void>
DocumentStore::mend(StoredDocument &document, const RevId &rev, const QJsonObject &body)
{
    RevisionState &state = document.states[rev];
    Statement update =
        m_database.statement(QStringLiteral("UPDATE revision SET body = :body WHERE key = :key"));
    update.bind(":body", keptBody(body, document.tree.node(rev)->deleted)).bind(":key", state.key);
    CAIRN_TRY(update.run());
    state.hasBody = state.inTree = state.sealed = true;
    state.damaged = false;
    document.bodies.insert(rev, body);
    if (document.projected == rev)
        document.projected.reset(); // it may have been shown without this text
    return {};
}

/// A new leaf stands beside others: it and what was sent before it are to be found in the history
/// at once. What is still being written here comes after it, when it is absorbed or replaced.
Result<void> DocumentStore::openConflict(StoredDocument &document, const RevId &newest)
{
    QList<RevId> live;
    for (auto it = document.states.cbegin(); it != document.states.cend(); ++it) {
        if (document.tree.isLeaf(it.key()) && !document.tree.node(it.key())->deleted)
            live.append(it.key());
        if (live.size() > kMaxVersionsAtOnce) { // the others were kept when they came
            live.clear();
            break;
        }
    }
    std::sort(live.begin(), live.end(), [&document](const RevId &one, const RevId &other) {
        return document.states.value(one).key < document.states.value(other).key; // as they came
    });
    for (const RevId &leaf : std::as_const(live)) {
        const RevisionState state = document.states.value(leaf);
        if (leaf != newest && state.mayBeOnServer())
            CAIRN_TRY(keepVersion(document, leaf));
    }
    CAIRN_TRY(keepVersion(document, newest));
    return setReconcile(document, true);
}

/// A revision whose ancestry was not known gets its parent.
Result<void> DocumentStore::adopt(StoredDocument &document, const RevId &rev, const RevId &parent)
{
    if (document.tree.node(rev)->parent)
        return {};
    const bool parentWasLeaf = document.tree.isLeaf(parent);
    if (parentWasLeaf)
        CAIRN_TRY(keepVersion(document, parent));
    document.tree.add({rev, parent, false, {}});
    if (!document.tree.node(rev)->parent)
        return {}; // not of a smaller generation: refused
    Statement update = m_database.statement(
        QStringLiteral("UPDATE revision SET parent = :parent WHERE key = :key"));
    update.bind(":parent", document.states.value(parent).key)
        .bind(":key", document.states.value(rev).key);
    CAIRN_TRY(update.run());
    return parentWasLeaf ? setLeaf(document, parent, false) : Result<void>();
}

Result<void> DocumentStore::bridge(StoredDocument &document, const RevId &newer, const RevId &older)
{
    const QList<RevId> line = document.tree.path(newer);
    if (line.isEmpty() || line.last() == older)
        return {};
    return adopt(document, line.last(), older);
}

Result<void> DocumentStore::acknowledge(StoredDocument &document, const QList<RevId> &revisions)
{
    for (const RevId &rev : revisions) {
        // A server that has a revision has its ancestors, at least by name.
        for (const RevId &ancestor : document.tree.path(rev))
            CAIRN_TRY(setAcknowledged(document, ancestor));
    }
    return {};
}

Result<void> DocumentStore::setAcknowledged(StoredDocument &document, const RevId &rev)
{
    const auto state = document.states.find(rev);
    if (state == document.states.end() || state->acknowledged)
        return {};
    Statement update = m_database.statement(
        QStringLiteral("UPDATE revision SET acknowledged = 1 WHERE key = :key"));
    update.bind(":key", state->key);
    CAIRN_TRY(update.run());
    state->acknowledged = true;
    if (!document.tree.isLeaf(rev))
        return {};
    return m_followers.queue->acknowledged(document);
}

Result<void> DocumentStore::doubt(StoredDocument &document, const RevId &leaf)
{
    const auto state = document.states.find(leaf);
    if (state == document.states.end() || !state->acknowledged)
        return {};
    Statement update = m_database.statement(
        QStringLiteral("UPDATE revision SET acknowledged = 0, sending = 1 WHERE key = :key"));
    update.bind(":key", state->key);
    CAIRN_TRY(update.run());
    state->acknowledged = false;
    state->sending = Sending::Begun;
    return {};
}

Result<void> DocumentStore::sendLine(StoredDocument &document, const RevId &leaf)
{
    const auto state = document.states.find(leaf);
    if (state == document.states.end())
        return {};
    Statement update =
        m_database.statement(QStringLiteral("UPDATE revision SET acknowledged = 0, sending = 2"
                                            " WHERE key = :key AND sending <> 2"));
    update.bind(":key", state->key);
    CAIRN_TRY(update.run());
    if (update.affected() > 0) {
        state->acknowledged = false;
        state->sending = Sending::WithLine;
    }
    return {};
}

Result<std::optional<QList<Sending>>>
DocumentStore::beginSending(qint64 document, const QList<RevId> &revisions)
{
    QList<Sending> before;
    const auto runFor = [document](Statement &statement, const RevId &rev) {
        statement.bind(":document", document)
            .bind(":generation", rev.generation)
            .bind(":hash", QString::fromUtf8(rev.hash));
        return statement.run();
    };
    {
        Statement row = m_database.statement(
            QStringLiteral("SELECT sending FROM revision WHERE document = :document"
                           " AND generation = :generation AND hash = :hash"));
        for (const RevId &rev : revisions) {
            CAIRN_TRY(runFor(row, rev));
            if (!row.next())
                return std::optional<QList<Sending>>();
            before.append(Sending(row.integer(0)));
        }
    }
    Statement mark = m_database.statement(
        QStringLiteral("UPDATE revision SET sending = 1 WHERE document = :document"
                       " AND generation = :generation AND hash = :hash AND sending = 0"));
    for (const RevId &rev : revisions)
        CAIRN_TRY(runFor(mark, rev));
    return std::optional(before);
}

Result<void> DocumentStore::forgetServer()
{
    return m_database.execute(
        QStringLiteral("UPDATE revision SET acknowledged = 0, sending = 1 WHERE acknowledged = 1"));
}

Result<void> DocumentStore::disown(StoredDocument &document, const RevId &rev)
{
    const auto state = document.states.find(rev);
    if (state == document.states.end())
        return {};
    Statement update =
        m_database.statement(QStringLiteral("UPDATE revision SET origin = 1 WHERE key = :key"));
    update.bind(":key", state->key);
    CAIRN_TRY(update.run());
    state->origin = RevisionState::Origin::Elsewhere;
    return {};
}

Result<void> DocumentStore::dropLeaf(StoredDocument &document, const RevId &leaf)
{
    const RevisionState state = document.states.value(leaf);
    if (!document.tree.isLeaf(leaf) || state.acknowledged)
        return failure(ErrorKind::Invalid, QStringLiteral("not an unsent leaf"), document.id);
    CAIRN_TRY(keepVersion(document, leaf));
    const std::optional<RevId> parent = document.tree.node(leaf)->parent;
    Statement drop = m_database.statement(QStringLiteral("DELETE FROM revision WHERE key = :key"));
    drop.bind(":key", state.key);
    CAIRN_TRY(drop.run());
    document.tree.removeLeaf(leaf);
    document.states.remove(leaf);
    document.bodies.remove(leaf);
    if (!parent || !document.tree.isLeaf(*parent))
        return {};
    CAIRN_TRY(setLeaf(document, *parent, true));
    // A leaf has its body in the tree; this one's may have moved to the history meanwhile.
    RevisionState &bare = document.states[*parent];
    if (!bare.inTree) {
        CAIRN_ASSIGN(const QJsonObject text, body(document, *parent));
        Statement restore = m_database.statement(
            QStringLiteral("UPDATE revision SET body = :body WHERE key = :key"));
        restore.bind(":body", keptBody(text, document.tree.node(*parent)->deleted))
            .bind(":key", bare.key);
        CAIRN_TRY(restore.run());
        bare.hasBody = bare.inTree = bare.sealed = true;
    }
    return {};
}

Result<void> DocumentStore::setLeaf(const StoredDocument &document, const RevId &rev, bool leaf)
{
    Statement update =
        m_database.statement(QStringLiteral("UPDATE revision SET leaf = :leaf WHERE key = :key"));
    update.bind(":leaf", leaf ? 1 : 0).bind(":key", document.states.value(rev).key);
    return update.run();
}

/// Into the note's history. While a revision is a leaf its text is in the tree, so most notes need
/// no second copy.
Result<void> DocumentStore::keepVersion(StoredDocument &document, const RevId &rev)
{
    const RevisionTree::Node *node = document.tree.node(rev);
    const RevisionState state = document.states.value(rev);
    if (document.kind().past != DocumentKind::Past::InHistory || !node || node->deleted
        || !state.inTree)
        return {};
    CAIRN_ASSIGN(const bool known, m_followers.history->touch(document.key, rev));
    if (known)
        return {};
    CAIRN_ASSIGN(const QJsonObject text, body(document, rev));
    return m_followers.history->keepText(document.key, rev, text, state.isReceived());
}

} // namespace cairn
