// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changeset.h"
#include "document.h"
#include "documentkind.h"
#include "error.h"
#include "revisiontree.h"
#include "store/tree/followers.h"

#include <QHash>

#include <optional>

namespace cairn {

class Clock;
class Database;
class MetaStore;

/// How far sending a revision has come (`revision.sending`).
enum class Sending {
    Never,
    Begun, ///< the server may have it: it is never rewritten
    WithLine, ///< the same, and its ancestry was or is to be sent with it, once (sendLine())
};

/// What the store knows of a revision beside its place in the tree.
struct RevisionState {
    /// Where its words are from (`revision.origin`). The device that its body names proves nothing:
    /// a server can name any.
    enum class Origin { Here, Elsewhere, Unknown };

    qint64 key = 0;
    bool acknowledged = false; ///< the server has it
    Sending sending = Sending::Never;
    bool hasBody = false; ///< body() can give it: kept in the tree or, when the document has
                          ///< several leaves, in the history
    bool inTree = false; ///< the body is kept in the tree itself
    bool damaged = false; ///< it has to be, and cannot be read there: see damagedtext.h
    Origin origin = Origin::Here;
    bool sealed = false; ///< its text is what was written: the sum says so (json.h)

    bool mayBeOnServer() const { return acknowledged || sending != Sending::Never; }
    /// As well as it is known: what came long ago may have been sent since.
    bool isReceived() const
    {
        return origin == Origin::Elsewhere
            || (origin == Origin::Unknown && acknowledged && sending == Sending::Never);
    }
};

/// A document with its tree, loaded for one transaction. Change it through DocumentStore only.
struct StoredDocument {
    qint64 key = 0;
    QString id;
    QString type; ///< the name of its kind
    RevisionTree tree;
    QHash<RevId, RevisionState> states;
    std::optional<RevId> displayed;
    bool reconcile = false;

    QHash<RevId, QJsonObject> bodies; ///< read with the tree, or written since
    std::optional<RevId> projected; ///< the revision that the projection was made of
    bool hasNewLocal = false; ///< a revision was made here since loading

    const DocumentKind &kind() const { return kindOf(type); }
};

/// Documents, revision trees and bodies: the one place that writes them, and that keeps what
/// follows from them (leaf flags, displayed leaf, projection, search index, tallies, outbox row,
/// history) in the same transaction. All functions expect an open transaction (Transaction of
/// database.h) and add to the ChangeSet they are given.
///
/// History of notes: the text of a leaf is in the tree. A version is kept of every revision before
/// it stops being a leaf, of those that the server may have once there are several live leaves,
/// and, while edits are squashed, of what is replaced when the last version is older than ten
/// minutes, or half a minute where some words are taken out, and always where most of the text is.
class DocumentStore {
public:
    DocumentStore(Database &database, const Clock &clock, MetaStore &meta);
    /// Called once by whoever builds the store, before anything else.
    void follow(const Followers &followers) { m_followers = followers; }

    Result<std::optional<StoredDocument>> load(const QString &id);
    Result<std::optional<StoredDocument>> load(qint64 key);
    /// A row for a new document without revisions, of the kind that its id says.
    Result<StoredDocument> create(const QString &id);
    /// Takes the document with its history and everything about it out of this store. Nothing is
    /// sent.
    Result<void> remove(StoredDocument &document, ChangeSet &changes);

    /// NotFound when the revision is unknown or its body is not kept; damagedText() when it is, and
    /// cannot be read.
    Result<QJsonObject> body(const StoredDocument &document, const RevId &rev);

    /// A revision made here, child of `parent` (nothing: a new root). Squashes: while `parent` is
    /// an unsent leaf (its sending never begun, not acknowledged, absorbed nothing, no child) and
    /// the edit is not a merge, it is replaced by a sibling. Makes the revision the displayed one;
    /// beside another live leaf it sets `reconcile`. Returns its id. The caller calls settle() once
    /// afterwards.
    Result<RevId> writeLocal(
        StoredDocument &document, const std::optional<RevId> &parent, bool deleted,
        const QJsonObject &body);
    /// Adds a merge or a tombstone as a child of `parent`, never squashing; does not touch what is
    /// displayed.
    Result<RevId> writeChild(
        StoredDocument &document, const RevId &parent, bool deleted, const QJsonObject &body);
    /// A revision from the server, with its ancestry as far as known. All of it becomes
    /// acknowledged. Known ones are only marked, and get their text where it is damaged. Entries of
    /// `path` become each other's parents even if generations are left out between them. A new leaf
    /// beside another live one sets `reconcile`. Returns whether a leaf is new here.
    Result<bool> writeRemote(StoredDocument &document, const DocumentRevision &revision);

    Result<void> acknowledge(
        StoredDocument &document,
        const QList<RevId> &revisions); ///< with their ancestors; unknown ones are left out
    /// The server does not have this leaf after all: it waits to be sent, never rewritten.
    Result<void> doubt(StoredDocument &document, const RevId &leaf);
    /// A child of `older` that the server has hides it, and the line between them is forgotten
    /// there: `older` comes to stand at the known end of the line of `newer`. Its text goes to the
    /// history.
    Result<void> bridge(StoredDocument &document, const RevId &newer, const RevId &older);
    /// The server has this leaf without the line behind it: it is sent again, with its ancestry.
    /// Once only: a server that keeps short histories forgets the line
    /// again.
    Result<void> sendLine(StoredDocument &document, const RevId &leaf);
    /// Before these revisions are sent; `document`: its key. Says of each, in their order, how far
    /// its sending was until now. Nothing is said and nothing marked where one is no longer there.
    Result<std::optional<QList<Sending>>>
    beginSending(qint64 document, const QList<RevId> &revisions);
    /// The server is another one: nothing counts as acknowledged. What a server had may be on other
    /// devices, so it is never rewritten.
    Result<void> forgetServer();
    /// This revision was made here, but of what came: nobody wrote it here. An edit on top of it is
    /// the person's again.
    Result<void> disown(StoredDocument &document, const RevId &rev);
    /// Keeps a live revision whose text is in the tree in the note's history, once.
    Result<void> keepVersion(StoredDocument &document, const RevId &rev);
    /// Takes an unsent leaf out of the tree ("discard"); its text goes to the history. Invalid: it
    /// is no leaf, or acknowledged.
    Result<void> dropLeaf(StoredDocument &document, const RevId &leaf);
    Result<void> setDisplayed(StoredDocument &document, const RevId &leaf);
    /// What settle() will show: what is shown now while it is a live leaf; else its live
    /// descendant; else the winner. The tree must not be empty.
    static RevId leafToShow(const StoredDocument &document);
    Result<void> setReconcile(StoredDocument &document, bool needed);

    /// After any change to a document: chooses the displayed leaf (leafToShow()), writes the
    /// projection with search index and tallies, creates, keeps or removes the outbox row, drops
    /// bodies that nothing needs (not a leaf, not the newest acknowledged one) and extends
    /// `changes`. A note without any revision left (discarded before it was sent) lives on in its
    /// history only. Trees are stemmed at 1,000 ancestors.
    Result<void> settle(StoredDocument &document, ChangeSet &changes);

private:
    Result<std::optional<StoredDocument>>
    loadWhere(const QString &condition, const QVariant &value);
    Result<void> loadTree(StoredDocument &document);
    Result<void> loadHistoryFlags(StoredDocument &document);
    Result<void> insert(
        StoredDocument &document, const RevisionTree::Node &node,
        const std::optional<QJsonObject> &body, bool acknowledged);
    Result<RevId> addChild(
        StoredDocument &document, const std::optional<RevId> &parent, bool deleted,
        const QJsonObject &body);
    Result<void> squash(
        StoredDocument &document, const RevId &old, const RevisionTree::Node &node,
        const QJsonObject &body);
    bool
    canSquash(const StoredDocument &document, const RevId &parent, const QJsonObject &body) const;
    Result<void> adopt(StoredDocument &document, const RevId &rev, const RevId &parent);
    Result<void> mend(StoredDocument &document, const RevId &rev, const QJsonObject &body);
    Result<void> setAcknowledged(StoredDocument &document, const RevId &rev);
    Result<void> setLeaf(const StoredDocument &document, const RevId &rev, bool leaf);
    Result<void> openConflict(StoredDocument &document, const RevId &newest);
    Result<bool>
    snapshotDue(const StoredDocument &document, const RevId &rev, const QJsonObject &next);
    bool isOver(qint64 since, qint64 intervalMs) const;
    Result<void> chooseDisplayed(StoredDocument &document);
    Result<void> project(StoredDocument &document, ChangeSet &changes);
    Result<void> queue(StoredDocument &document, ChangeSet &changes);
    Result<void> dropBodies(StoredDocument &document);
    Result<void> stem(StoredDocument &document);
    Result<void> settleEmpty(StoredDocument &document, ChangeSet &changes);

    Database &m_database;
    const Clock &m_clock;
    MetaStore &m_meta;
    Followers m_followers;
};

} // namespace cairn
