// SPDX-License-Identifier: GPL-3.0-or-later
#include "replicapeer.h"

#include "json.h"
#include "store/history/activitystore.h"
#include "store/replica/replicastore.h"

#include <QJsonDocument>

namespace cairn {

namespace {
const QString kReplication = QStringLiteral("replication");
constexpr int kBatch = 100;
constexpr qint64 kBatchBytes = 10'000'000;
} // namespace

void ReplicaPeer::pull(const TreeServer &server, int pageSize)
{
    pulled = {};
    for (;;) {
        const QList<TreeServer::Change> page = server.changes(since, pageSize);
        if (page.isEmpty())
            return;
        const QList<RemoteChange> rows(page.cbegin(), page.cend());
        const QList<PullNeed> needs = must(store->replica().classify(rows));
        QList<DocumentRevision> revisions;
        for (qsizetype i = 0; i < page.size(); ++i) {
            if (needs.at(i).kind == PullNeed::Kind::Document)
                revisions.append(page.at(i).document);
            else if (needs.at(i).kind == PullNeed::Kind::Ancestry)
                revisions.append(server.get(page.at(i).id, needs.at(i).missing));
        }
        since = page.last().sequence;
        const Checkpoint checkpoint{QStringLiteral("session"), QString::number(since), {}};
        const StoreOutcome outcome = must(
            store->replica().store(revisions, rows, kReplication, checkpoint, Removals::Admit));
        pulled.revisions += outcome.revisions;
        pulled.notes += outcome.notes;
    }
}

ReconcileOutcome ReplicaPeer::reconcile()
{
    ReconcileOutcome all;
    do {
        const ReconcileOutcome step = must(store->replica().reconcile(kBatch));
        all.merged += step.merged;
        all.conflicts += step.conflicts;
        all.more = step.more;
    } while (all.more);
    merged += all.merged;
    return all;
}

void ReplicaPeer::push(TreeServer &server, Fault fault, int keep)
{
    ReplicaStore &replica = store->replica();
    for (;;) {
        const QList<PushDocument> batch =
            must(replica.beginAttempt(must(replica.nextToPush(kBatch, kBatchBytes, {}))));
        if (batch.isEmpty() || fault == Fault::LostRequest)
            return;
        for (const PushDocument &document : batch) {
            for (const PushRevision &revision : document.revisions) {
                const QJsonObject body = parsedJson(revision.body).object();
                if (fault != Fault::Partial || keep-- > 0)
                    server.put(
                        {document.documentId, revision.rev, revision.path, revision.deleted, body});
            }
        }
        if (fault != Fault::None)
            return;
        must(replica.confirm(batch));
    }
}

void ReplicaPeer::sync(TreeServer &server, Fault fault, int keep)
{
    pull(server);
    reconcile();
    push(server, fault, keep);
}

QString ReplicaPeer::addNote(const QString &title, const QString &body)
{
    NoteContent content;
    content.title = title;
    content.body = body;
    return must(store->notes().create(content)).id;
}

RevId ReplicaPeer::edit(const QString &id, const QString &body)
{
    NotePatch patch;
    patch.body = body;
    return must(store->notes().edit(id, patch)).rev;
}

Note ReplicaPeer::note(const QString &id) { return must(store->notes().note(id)); }

QList<PushDocument> ReplicaPeer::waiting()
{
    return must(store->replica().nextToPush(1'000, kBatchBytes, {}));
}

QStringList ReplicaPeer::activities()
{
    QStringList names;
    const QList<SyncActivity> lines = must(store->activity().list(1'000));
    for (const SyncActivity &line : lines)
        names.prepend(activityName(line.what));
    return names;
}

} // namespace cairn
