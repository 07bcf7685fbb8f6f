#include "revisionfetcher.h"

#include "logging.h"
#include "wirecodec.h"

#include <QJsonDocument>

namespace cairn {

RevisionFetcher::RevisionFetcher(CouchClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
}

void RevisionFetcher::start(QList<WantedRevisions> wanted, Done done)
{
    m_wanted = std::move(wanted);
    m_done = std::move(done);
    next();
}

void RevisionFetcher::next()
{
    QJsonArray docs;
    while (!m_wanted.isEmpty() && docs.size() < tuning::kFetchRevisions) {
        WantedRevisions &document = m_wanted.first();
        while (!document.revisions.isEmpty() && docs.size() < tuning::kFetchRevisions)
            docs.append(QJsonObject{
                {QStringLiteral("id"), document.id},
                {QStringLiteral("rev"), document.revisions.takeFirst().toString()}});
        if (document.revisions.isEmpty())
            m_wanted.removeFirst();
    }
    if (docs.isEmpty()) {
        finish(std::move(m_found));
        return;
    }
    CouchRequest request;
    request.verb = CouchRequest::Verb::Post;
    request.path = QStringLiteral("_bulk_get");
    request.query.addQueryItem(QStringLiteral("revs"), QStringLiteral("true"));
    // The leaf it grew into, if it did meanwhile: a superseded body may be compacted away.
    request.query.addQueryItem(QStringLiteral("latest"), QStringLiteral("true"));
    request.body =
        QJsonDocument(QJsonObject{{QStringLiteral("docs"), docs}}).toJson(QJsonDocument::Compact);
    m_client.send(std::move(request), this, [this](CallResult<CouchReply> reply) {
        onReply(std::move(reply));
    });
}

void RevisionFetcher::onReply(CallResult<CouchReply> reply)
{
    if (!reply) {
        finish(tl::unexpected<Error>(reply.error()));
        return;
    }
    const QJsonArray results = reply->object.value(u"results").toArray();
    for (const QJsonValue &result : results) {
        const QJsonArray docs = result.toObject().value(u"docs").toArray();
        for (const QJsonValue &doc : docs) {
            if (auto taken = take(doc.toObject()); !taken) {
                finish(tl::unexpected(taken.error()));
                return;
            }
        }
    }
    next();
}

/// `{"ok":{…}}`, `{"error":{…}}` (CouchDB) or `{"missing":rev}` (PouchDB).
Result<void> RevisionFetcher::take(const QJsonObject &result)
{
    if (const QJsonValue document = result.value(u"ok"); document.isObject()) {
        CAIRN_ASSIGN(DocumentRevision revision, wire::decode(document.toObject()));
        m_found.append(std::move(revision));
        return {};
    }
    const QJsonObject error = result.value(u"error").toObject();
    const QString name = error.value(u"error").toString();
    if (result.contains(u"missing") || name == u"not_found") {
        qCInfo(lcPull) << "a revision was superseded before it could be read";
        return {};
    }
    return failure(
        ErrorKind::Transient,
        QStringLiteral("the server could not read a document: %1")
            .arg(error.value(u"reason").toString()),
        error.value(u"id").toString());
}

void RevisionFetcher::finish(Result<QList<DocumentRevision>> result)
{
    if (!m_done)
        return;
    const Done done = std::exchange(m_done, nullptr);
    done(std::move(result));
}

} // namespace cairn
