// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzzinput.h"
#include "fuzztargets.h"
#include "http/wirecodec.h"
#include "store/conflict/conflictstore.h"
#include "store/notes/notestore.h"
#include "store/replica/replicastore.h"
#include "storecheck.h"
#include "storeinsides.h"
#include "teststore.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace cairn::fuzz {
namespace {

QList<DocumentRevision> revisionsOf(const QByteArray &batch)
{
    const QJsonDocument json = QJsonDocument::fromJson(batch);
    const QJsonArray documents = json.isArray() ? json.array() : QJsonArray{json.object()};
    QList<DocumentRevision> result;
    for (const QJsonValue &document : documents) {
        if (auto revision = wire::decode(document.toObject()); revision && result.size() < 12)
            result.append(std::move(*revision));
    }
    return result;
}

void requireBooks(TestStore &store)
{
    const QStringList problems = storeProblems(databaseOf(*store));
    require(problems.isEmpty(), qPrintable(problems.join(u';')));
}

void reconcile(TestStore &store)
{
    for (int round = 0; round < 100; ++round) {
        const auto outcome = store->replica().reconcile(10);
        require(outcome.has_value(), "leaves can be reconciled");
        if (!outcome->more)
            return;
    }
    require(false, "reconciling comes to an end");
}

void readEverything(TestStore &store)
{
    const auto notes = store->notes().list({});
    require(notes.has_value(), "notes can be listed");
    for (const NoteSummary &summary : *notes)
        require(store->notes().note(summary.id).has_value(), "a listed note can be read");
    const auto conflicts = store->conflicts().list();
    require(conflicts.has_value(), "conflicts can be listed");
    for (const ConflictSummary &conflict : *conflicts)
        require(store->conflicts().details(conflict.id).has_value(), "a conflict can be looked at");
}

} // namespace

/// Batches of documents from the server (each an array or one document), pulled one after the
/// other.
void remotedocuments(const QByteArray &input)
{
    TestStore store;
    QList<DocumentRevision> all;
    const QList<QByteArray> batches = parts(input);
    for (const QByteArray &batch : batches.first(std::min<qsizetype>(batches.size(), 4))) {
        const QList<DocumentRevision> revisions = revisionsOf(batch);
        QList<RemoteChange> rows;
        for (const DocumentRevision &revision : revisions)
            rows.append({revision.id, {revision.rev}, revision.deleted});
        require(store->replica().classify(rows).has_value(), "any row can be judged");
        const auto stored =
            store->replica().store(revisions, rows, {}, std::nullopt, Removals::Admit);
        require(stored.has_value(), "any document can be kept");
        requireBooks(store);
        reconcile(store);
        requireBooks(store);
        all += revisions;
    }
    readEverything(store);
    const auto again = store->replica().store(all, {}, {}, std::nullopt, Removals::Admit);
    require(again && again->revisions == 0, "the same once more is nothing new");
    requireBooks(store);
}

} // namespace cairn::fuzz
