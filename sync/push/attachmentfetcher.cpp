// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/attachmentfetcher.h"

#include "attachmentstubs.h"
#include "json.h"

#include <QJsonDocument>

namespace cairn {

bool namesAttachments(const QByteArray &body)
{
    return body.contains("\"_attachments\"")
        && !attachments::of(parsedJson(body).object()).isEmpty();
}

AttachmentFetcher::AttachmentFetcher(CouchClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
}

void AttachmentFetcher::start(const QString &documentId, QList<QByteArray> bodies, Done done)
{
    m_outcome.bodies = std::move(bodies);
    CouchRequest request;
    request.path = QString::fromLatin1(QUrl::toPercentEncoding(documentId));
    request.query.addQueryItem(QStringLiteral("open_revs"), QStringLiteral("all"));
    request.query.addQueryItem(QStringLiteral("attachments"), QStringLiteral("true"));
    request.maxBytes = tuning::kMaxReplyBytes;
    request.levels = 2; // one of the leaves, its "ok": the files may be in another
    m_client.send(
        std::move(request), this, [this, done = std::move(done)](CallResult<CouchReply> reply) {
            // A document that the server does not have has no files there either; more than can be
            // taken in one piece counts as lost, or nothing else would ever be sent.
            if (!reply && reply.error().cause != Cause::NotFound
                && reply.error().cause != Cause::TooLong) {
                done(tl::unexpected(std::move(reply).error()));
                return;
            }
            if (reply)
                take(reply->array);
            for (QByteArray &body : m_outcome.bodies)
                body = filled(body);
            done(std::move(m_outcome));
        });
}

void AttachmentFetcher::take(const QJsonArray &leaves)
{
    for (const QJsonValue &leaf : leaves) {
        const QJsonObject attached = attachments::of(leaf[u"ok"].toObject());
        for (const QJsonValue &file : attached) {
            if (const QJsonValue data = file[u"data"]; data.isString())
                m_bytes.insert(file[u"digest"].toString(), data);
        }
    }
}

QByteArray AttachmentFetcher::filled(const QByteArray &body)
{
    QJsonObject document = parsedJson(body).object();
    QJsonObject attached = attachments::of(document);
    if (attached.isEmpty())
        return body;
    const QStringList names = attached.keys();
    for (const QString &name : names) {
        QJsonObject file = attached.value(name).toObject();
        const auto bytes = m_bytes.constFind(file.value(u"digest").toString());
        if (bytes == m_bytes.cend()) {
            m_outcome.lost.append(name);
            continue;
        }
        file.remove(u"stub");
        file.remove(u"length");
        file.insert(u"data", *bytes);
        attached.insert(name, file);
    }
    attachments::set(document, attached);
    return QJsonDocument(document).toJson(QJsonDocument::Compact);
}

} // namespace cairn
