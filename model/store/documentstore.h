#pragma once

#include "changeset.h"
#include "document.h"
#include "error.h"
#include "revisiontree.h"

#include <QHash>

#include <optional>

namespace cairn {

class Clock;
class Database;
class MetaStore;
class Projector;

/// What the store knows of a revision beside its place in the tree.
struct RevisionState {
    qint64 key = 0;
    bool acknowledged = false; ///< the server has it
    bool attempted = false; ///< a sending began; it may be on the server
    bool hasBody = false;
};

/// A document with its tree, loaded for one transaction. Change it through DocumentStore only.
struct StoredDocument {
    qint64 key = 0;
    QString id;
    QString type;
    RevisionTree tree;
    QHash<RevId, RevisionState> states;
    std::optional<RevId> displayed;
    bool reconcile = false;
};

/// Documents, revision trees and bodies: the one place that writes them, and that keeps what follows from them (leaf
/// flags, displayed leaf, projection, search index, tallies, outbox row) in the same transaction. All functions expect an
/// open transaction (Transaction of database.h) and add to the ChangeSet they are given.
class DocumentStore {
public:
    DocumentStore(Database &database, const Clock &clock, MetaStore &meta);
    ~DocumentStore();

    Result<std::optional<StoredDocument>> load(const QString &id);
    Result<std::optional<StoredDocument>> load(qint64 key);
    /// A row for a new document without revisions.
    Result<StoredDocument> create(const QString &id, const QString &type);

    /// NotFound when the revision is unknown or its body is not kept.
    Result<QJsonObject> body(const StoredDocument &document, const RevId &rev);

    /// A revision made here, child of `parent` (nothing: a new root). Squashes: while `parent` is an unsent leaf (never
    /// attempted, not acknowledged, absorbed nothing, no child) and the edit is not a merge, it is replaced by a sibling.
    /// Makes the revision the displayed one. Returns its id. The caller calls settle() once afterwards.
    Result<RevId> writeLocal(
        StoredDocument &document, const std::optional<RevId> &parent, bool deleted, const QJsonObject &body);
    /// Adds a merge or a tombstone as a child of `parent`, never squashing; does not touch what is displayed.
    Result<RevId> writeChild(StoredDocument &document, const RevId &parent, bool deleted, const QJsonObject &body);
    /// A revision from the server, with its ancestry as far as known. All of it becomes acknowledged. Known ones are
    /// only marked. Returns whether a leaf is new here.
    Result<bool> writeRemote(StoredDocument &document, const DocumentRevision &revision);

    Result<void> acknowledge(StoredDocument &document, const QList<RevId> &revisions);
    Result<void> markAttempted(StoredDocument &document, const QList<RevId> &revisions);
    Result<void> setDisplayed(StoredDocument &document, const RevId &leaf);
    Result<void> setReconcile(StoredDocument &document, bool needed);

    /// After any change to a document: chooses the displayed leaf (it stays while it is a live leaf; else its live
    /// descendant; else the winner), writes the projection with search index and tallies, creates, keeps or removes the
    /// outbox row, drops bodies that nothing needs (not a leaf, not the newest acknowledged one) and extends `changes`.
    Result<void> settle(StoredDocument &document, ChangeSet &changes);

private:
    Database &m_database;
    const Clock &m_clock;
    MetaStore &m_meta;
    std::unique_ptr<Projector> m_projector;
};

} // namespace cairn
