// SPDX-License-Identifier: GPL-3.0-or-later
#include "pull/urgentlist.h"

#include "documentkind.h"
#include "http/logging.h"
#include "pull/revisionfetcher.h"
#include "store/replica/emergencyids.h"
#include "store/replica/replicastore.h"
#include "store/store.h"

#include <QJsonDocument>

namespace cairn {
namespace {

constexpr QStringView kNotes = u"notes";
constexpr int kMaxListed = 1'000; ///< more is no list of ours

} // namespace

UrgentList::UrgentList(CouchClient &client, Store &store, QJsonObject document, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_store(store)
    , m_document(std::move(document))
{
}

QString UrgentList::path() { return QStringLiteral("_local/cairn-emergency"); }

QStringList UrgentList::ids() const
{
    QStringList ids;
    const QJsonArray listed = m_document.value(kNotes).toArray();
    for (const QJsonValue entry : listed) {
        const QString id = entry.toString();
        if (kindOfId(id).canBeUrgent && ids.size() < kMaxListed)
            ids.append(id);
    }
    return ids;
}

void UrgentList::receive(const QString &replicationId, Received done)
{
    m_received = std::move(done);
    const QStringList listed = ids();
    if (listed.isEmpty()) {
        QMetaObject::invokeMethod(
            this, [this] { finish(0); }, Qt::QueuedConnection);
        return;
    }
    CouchRequest request;
    request.verb = CouchRequest::Verb::Post;
    request.path = QStringLiteral("_all_docs");
    request.body =
        QJsonDocument(QJsonObject{{QStringLiteral("keys"), QJsonArray::fromStringList(listed)}})
            .toJson(QJsonDocument::Compact);
    m_client.send(std::move(request), this, [this, replicationId](CallResult<CouchReply> reply) {
        if (reply)
            onRevisions(*reply, replicationId);
        else if (reply.error().isTransient())
            finish(tl::unexpected<Error>(reply.error()));
        else
            finish(0); // a server without this question: the feed brings them
    });
}

/// `{"rows":[{"id","key","value":{"rev","deleted"?}} | {"key","error"}]}`
void UrgentList::onRevisions(const CouchReply &reply, const QString &replicationId)
{
    QList<RemoteChange> changes;
    const QJsonArray rows = reply.object.value(u"rows").toArray();
    for (const QJsonValue row : rows) {
        const QJsonObject value = row[u"value"].toObject();
        const auto rev = RevId::parse(value.value(u"rev").toString());
        if (rev && !value.value(u"deleted").toBool())
            changes.append({row[u"id"].toString(), {*rev}, false});
    }
    const auto needs = m_store.replica().classify(changes);
    if (!needs) {
        finish(tl::unexpected(needs.error()));
        return;
    }
    QList<RemoteChange> wanted;
    for (qsizetype i = 0; i < changes.size(); ++i) {
        if (needs->at(i).kind != PullNeed::Kind::Nothing)
            wanted.append(changes.at(i));
    }
    fetch(wanted, replicationId);
}

void UrgentList::fetch(const QList<RemoteChange> &changes, const QString &replicationId)
{
    if (changes.isEmpty()) {
        finish(0);
        return;
    }
    QList<WantedRevisions> wanted;
    for (const RemoteChange &change : changes)
        wanted.append({change.id, change.leaves});
    auto *fetcher = new RevisionFetcher(m_client, RevisionFetcher::Which::Leaves, this);
    fetcher->start(
        wanted, [this, fetcher, replicationId](Result<RevisionFetcher::Outcome> fetched) {
            fetcher->deleteLater();
            if (!fetched) {
                finish(tl::unexpected(fetched.error()));
                return;
            }
            // What would be gone is the feed's business: it knows how much that is.
            const auto stored = m_store.replica().store(
                fetched->found, {}, replicationId, std::nullopt, Removals::Hold);
            if (!stored) {
                finish(tl::unexpected(stored.error()));
                return;
            }
            qCInfo(lcPull) << "emergency notes first:" << stored->revisions;
            finish(stored->revisions);
        });
}

void UrgentList::finish(Result<int> result)
{
    if (!m_received)
        return;
    const Received done = std::exchange(m_received, nullptr);
    done(std::move(result));
}

void UrgentList::record(Recorded done)
{
    const QStringList listed = ids();
    const auto agreed = m_store.replica().emergencyIds().agreed(listed);
    if (!agreed || *agreed == listed) {
        const auto result =
            agreed ? Result<QJsonObject>(m_document) : tl::unexpected(agreed.error());
        QMetaObject::invokeMethod(
            this, [done = std::move(done), result] { done(result); }, Qt::QueuedConnection);
        return;
    }
    QJsonObject document = m_document;
    document.insert(u"_id", path());
    document.insert(kNotes, QJsonArray::fromStringList(*agreed));
    CouchRequest request;
    request.verb = CouchRequest::Verb::Put;
    request.path = path();
    request.body = QJsonDocument(document).toJson(QJsonDocument::Compact);
    m_client.send(
        std::move(request), this,
        [this, document, done = std::move(done)](CallResult<CouchReply> reply) mutable {
            if (reply) {
                document.insert(u"_rev", reply->object.value(u"rev"));
                done(document);
            } else if (reply.error().isTransient()) {
                done(tl::unexpected<Error>(reply.error()));
            } else {
                // Another device was faster, or the server takes no such document. Asked again when
                // a run next begins with reading it.
                qCInfo(lcRun) << "the list of emergency notes stays:" << reply.error().message;
                done(document);
            }
        });
}

} // namespace cairn
