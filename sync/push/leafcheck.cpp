// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/leafcheck.h"

#include "http/logging.h"
#include "store/replica/replicastore.h"
#include "store/store.h"

#include <QJsonDocument>
#include <QSet>

namespace cairn {

LeafCheck::LeafCheck(CouchClient &client, Store &store, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_store(store)
{
}

void LeafCheck::start(QList<qint64> documents, Done done)
{
    m_documents = std::move(documents);
    m_done = std::move(done);
    next();
}

void LeafCheck::next()
{
    const qsizetype count = std::min<qsizetype>(m_documents.size(), tuning::kCheckDocuments);
    auto page = m_store.replica().confirmations().leaves(m_documents.first(count));
    if (!page) {
        finish(tl::unexpected(page.error()));
        return;
    }
    m_documents.remove(0, count);
    m_page = std::move(*page);
    QJsonObject question;
    for (const BelievedDocument &document : std::as_const(m_page)) {
        QJsonArray revisions;
        for (const RevId &leaf : document.leaves)
            revisions.append(leaf.toString());
        question.insert(document.id, revisions);
    }
    CouchRequest request;
    request.verb = CouchRequest::Verb::Post;
    request.path = QStringLiteral("_revs_diff");
    request.maxBytes += tuning::kReplyBytesPerDocument * m_page.size();
    request.body = QJsonDocument(question).toJson(QJsonDocument::Compact);
    m_client.send(std::move(request), this, [this](CallResult<CouchReply> reply) {
        onReply(std::move(reply));
    });
}

void LeafCheck::onReply(CallResult<CouchReply> reply)
{
    if (!reply) {
        finish(tl::unexpected<Error>(reply.error()));
        return;
    }
    QList<BelievedDocument> lost;
    for (const BelievedDocument &document : std::as_const(m_page)) {
        const QJsonArray missing =
            reply->object.value(document.id).toObject().value(u"missing").toArray();
        BelievedDocument gone{document.key, document.id, {}};
        for (const RevId &leaf : document.leaves) {
            if (missing.contains(leaf.toString()))
                gone.leaves.append(leaf);
        }
        if (!gone.leaves.isEmpty())
            lost.append(gone);
    }
    if (!lost.isEmpty()) {
        const auto queued = m_store.replica().confirmations().sendAgain(lost);
        if (!queued) {
            finish(tl::unexpected(queued.error()));
            return;
        }
        m_missing += *queued;
        qCWarning(lcRun) << "the server lost" << queued->size() << "documents that it had";
    }
    if (m_documents.isEmpty())
        finish(std::move(m_missing));
    else
        next();
}

void LeafCheck::finish(Result<QStringList> result)
{
    if (!m_done)
        return;
    const Done done = std::exchange(m_done, nullptr);
    done(std::move(result));
}

} // namespace cairn
