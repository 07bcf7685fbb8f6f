// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/conflict/removalguard.h"
#include "store/replica/replicastore.h"

#include <QHash>
#include <QSet>

namespace cairn {

struct ChangeSet;
struct StoreContext;
struct StoredDocument;

/// Writes what came from the server: revisions, acknowledgements and the checkpoint, in
/// transactions of a bounded size. What would take notes from the person's sight is judged here
/// (RemovalGuard), whichever way it came. Documents are looked up in bulk, so that a new one costs
/// no look-up of its own (the first sync is all new ones).
class RemoteWriter {
public:
    explicit RemoteWriter(StoreContext &context);

    Result<StoreOutcome> write(
        const QList<DocumentRevision> &revisions, const QList<RemoteChange> &known,
        const QString &replicationId, const std::optional<Checkpoint> &checkpoint,
        Removals removals);

private:
    /// Everything that is to be done to one document, always in one transaction.
    struct Item {
        QString id;
        QList<DocumentRevision> revisions;
        QList<RevId> leaves; ///< what the server says its leaves are; empty: it did not say
    };
    Result<QList<Item>>
    plan(const QList<DocumentRevision> &revisions, const QList<RemoteChange> &known);
    QList<RemoteChange> taken(const QList<RemoteChange> &changes) const;
    static QList<Item> inParts(const QList<Item> &items);
    Result<QSet<QString>> existing(const QList<Item> &items, qsizetype first, qsizetype end);
    Result<QSet<QString>> withNews(const QList<RemoteChange> &changes);
    Result<qsizetype>
    writeSome(const QList<Item> &items, qsizetype first, ChangeSet &changes, StoreOutcome &outcome);
    Result<void> writeNew(const Item &item, ChangeSet &changes, StoreOutcome &outcome);
    Result<void> writeKnown(
        StoredDocument &document, const Item &item, ChangeSet &changes, StoreOutcome &outcome);
    Result<void> linkLeaves(StoredDocument &document, const QList<RevId> &leaves);
    Result<void> addUnsaid(StoredDocument &document, const Item &item);
    Result<void> hideSuperseded(StoredDocument &document, const Item &item);
    Result<int> addRevisions(StoredDocument &document, const Item &item);
    Result<bool>
    holds(StoredDocument &document, const std::optional<RevId> &shown, ChangeSet &changes);
    Result<void> keep(StoredDocument &document, const RevId &shown, ChangeSet &changes);

    StoreContext &m_context;
    RemovalGuard m_guard;
    Removals m_removals = Removals::Admit;
    QSet<QString> m_held; ///< documents that are left as they are
    QStringList m_overwritten; ///< of them
    bool m_onlyLooks = false; ///< the present transaction will be given up
};

/// Writes the checkpoint of a replication. Expects an open transaction.
Result<void>
writeCheckpoint(StoreContext &context, const QString &replicationId, const Checkpoint &checkpoint);

} // namespace cairn
