// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/pushbatch.h"

#include "http/logging.h"
#include "http/wirecodec.h"
#include "push/attachmentfetcher.h"

#include <QJsonDocument>

#include <algorithm>
#include <iterator>

namespace cairn {
namespace {

/// A row of a `_bulk_docs` answer that says no.
Error rejection(const QString &document, const QJsonObject &row)
{
    const QString name = row.value(u"error").toString();
    Error error = callError(
        Cause::Refusal, ErrorKind::Rejected,
        QStringLiteral("the server refused this document: %1")
            .arg(row.value(u"reason").toString(name)),
        name == u"unauthorized" ? 401 : 403);
    error.context = document;
    return error;
}

/// The server failed at a document rather than refusing it: to be tried again without counting.
bool isServerTrouble(const QJsonObject &row)
{
    const QString name = row.value(u"error").toString();
    return name == u"internal_server_error" || name == u"unknown_error" || name == u"timeout"
        || row.value(u"status").toInt() >= 500;
}

} // namespace

PushBatch::PushBatch(CouchClient &client, QList<PushDocument> documents, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_documents(std::move(documents))
{
}

void PushBatch::start(Done done)
{
    m_done = std::move(done);
    // What was never tried before is not there. (If another device made the same revision, sending
    // it changes nothing.)
    QList<PushDocument> known;
    std::copy_if(
        m_documents.cbegin(), m_documents.cend(), std::back_inserter(known),
        [](const PushDocument &document) { return document.attempted; });
    if (known.isEmpty()) {
        prepare({});
        send();
        return;
    }
    askDifference(known, [this](CallResult<QJsonObject> difference) {
        if (difference) {
            prepare(*difference);
            send();
            return;
        }
        m_outcome.error = std::move(difference).error();
        finish();
    });
}

void PushBatch::askDifference(const QList<PushDocument> &documents, Difference then)
{
    QJsonObject question;
    for (const PushDocument &document : documents) {
        QJsonArray revisions;
        for (const PushRevision &revision : document.revisions)
            revisions.append(revision.rev.toString());
        question.insert(document.documentId, revisions);
    }
    CouchRequest request;
    request.verb = CouchRequest::Verb::Post;
    request.path = QStringLiteral("_revs_diff");
    request.maxBytes += tuning::kReplyBytesPerDocument * documents.size();
    request.body = QJsonDocument(question).toJson(QJsonDocument::Compact);
    m_client.send(
        std::move(request), this, [this, then = std::move(then)](CallResult<CouchReply> reply) {
            if (!reply) {
                then(tl::unexpected(std::move(reply).error()));
                return;
            }
            m_outcome.tooMuch |= reply->throttled;
            then(std::move(reply->object));
        });
}

QSet<QString> PushBatch::missing(const PushDocument &document, const QJsonObject &difference)
{
    QSet<QString> result;
    const QJsonArray names =
        difference.value(document.documentId).toObject().value(u"missing").toArray();
    for (const QJsonValue &name : names)
        result.insert(name.toString());
    return result;
}

void PushBatch::prepare(const QJsonObject &difference)
{
    QList<Item> items;
    for (PushDocument &document : m_documents) {
        const QSet<QString> wanted = missing(document, difference);
        Item item;
        for (PushRevision &revision : document.revisions) {
            if (!document.attempted || revision.again || wanted.contains(revision.rev.toString()))
                item.bodies.append(wire::encode(document.documentId, revision));
            revision.body.clear(); // large, and not needed any more
        }
        item.document = std::move(document);
        if (item.bodies.isEmpty())
            m_outcome.confirmed.append(
                std::move(item.document)); // an answer was lost, the data was not
        else
            items.append(std::move(item));
    }
    m_documents.clear();
    if (!items.isEmpty())
        m_portions.append(std::move(items));
}

void PushBatch::send()
{
    if (m_portions.isEmpty()) {
        finish();
        return;
    }
    const QList<Item> portion = m_portions.takeFirst();
    qsizetype size = 100;
    for (const Item &item : portion) {
        for (const QByteArray &document : item.bodies)
            size += document.size() + 1;
    }
    QByteArray body;
    body.reserve(size);
    body += "{\"new_edits\":false,\"docs\":[";
    for (const Item &item : portion) {
        for (const QByteArray &document : item.bodies)
            (body += document) += ',';
    }
    body.back() = ']';
    body += '}';
    m_outcome.bytes += body.size();
    CouchRequest request;
    request.verb = CouchRequest::Verb::Post;
    request.path = QStringLiteral("_bulk_docs");
    request.maxBytes += tuning::kReplyBytesPerDocument * portion.size();
    request.body = std::move(body);
    m_client.send(std::move(request), this, [this, portion](CallResult<CouchReply> reply) {
        onSent(portion, std::move(reply));
    });
}

void PushBatch::onSent(QList<Item> sent, CallResult<CouchReply> reply)
{
    if (!reply) {
        onRefused(std::move(sent), reply.error());
        return;
    }
    m_outcome.elapsedMs = std::max(m_outcome.elapsedMs, reply->elapsedMs);
    m_outcome.tooMuch |= reply->throttled;
    if (reply->isObject) {
        m_outcome.error = callError(
            Cause::NotCouchDb, ErrorKind::Protocol,
            QStringLiteral("the server did not say what became of the documents"), reply->status);
        finish();
        return;
    }
    takeResults(sent, reply->array);
    if (m_outcome.error)
        finish();
    else
        send();
}

/// The request as a whole failed and nothing of it was stored. If one document may be to blame,
/// find it.
void PushBatch::onRefused(QList<Item> sent, const CallError &error)
{
    qint64 bytes = 0;
    for (const Item &item : std::as_const(sent)) {
        for (const QByteArray &body : item.bodies)
            bytes += body.size();
    }
    m_outcome.tooMuch |= error.cause == Cause::TooLarge;
    const bool lacksFiles = error.code == 412 && sent.size() == 1 && !sent.first().filesFetched
        && std::any_of(sent.first().bodies.cbegin(), sent.first().bodies.cend(), namesAttachments);
    if (lacksFiles) {
        fetchFiles(std::move(sent.first()));
    } else if (error.cause == Cause::TooLarge || error.cause == Cause::Refusal) {
        halve(std::move(sent), error);
        send();
    } else if (error.cause == Cause::Closed && bytes > tuning::kSuspectBytes) {
        askAgain(sent, error);
    } else {
        m_outcome.error = error;
        finish();
    }
}

void PushBatch::halve(QList<Item> items, const Error &error)
{
    for (Item &item : items)
        ++item.refusals;
    if (items.size() == 1 && items.first().refusals == 1) {
        // A proxy that stumbled says the same: asking once more costs less than waiting.
        m_portions.prepend(std::move(items));
        return;
    }
    if (items.size() == 1) {
        if (error.code == 412 && !items.first().lostFiles.isEmpty()) {
            Error lost = error;
            lost.message = QStringLiteral("an attached file is not on the server: %1")
                               .arg(items.first().lostFiles.join(QStringLiteral(", ")));
            m_outcome.rejected.append({std::move(items.first().document), lost});
            return;
        }
        m_outcome.rejected.append({std::move(items.first().document), error});
        return;
    }
    const qsizetype half = items.size() / 2;
    m_portions.prepend(items.sliced(half));
    m_portions.prepend(items.first(half));
}

/// The server cannot tell what a stub stands for: the document is sent again with the bytes. If it
/// has them nowhere, the document waits as refused ones do: the device that has the file may bring
/// it, and until then this text must not take its place without it.
void PushBatch::fetchFiles(Item item)
{
    auto *fetcher = new AttachmentFetcher(m_client, this);
    const QString id = item.document.documentId;
    const QList<QByteArray> bodies = item.bodies;
    fetcher->start(
        id, bodies,
        [this, fetcher,
         item = std::move(item)](CallResult<AttachmentFetcher::Outcome> fetched) mutable {
            fetcher->deleteLater();
            if (!fetched) {
                m_outcome.error = std::move(fetched).error();
                finish();
                return;
            }
            item.filesFetched = true;
            item.bodies = std::move(fetched->bodies);
            item.lostFiles = std::move(fetched->lost);
            m_portions.prepend({std::move(item)});
            send();
        });
}

/// The connection broke on a large request: an accident, or a proxy that does not bother to answer.
/// If the server is there and still lacks the documents, it is taken for a refusal; an accident
/// costs nothing but smaller requests.
void PushBatch::askAgain(const QList<Item> &sent, const CallError &error)
{
    QList<PushDocument> documents;
    for (const Item &item : sent)
        documents.append(item.document);
    askDifference(documents, [this, sent, error](CallResult<QJsonObject> difference) {
        if (!difference) {
            m_outcome.error = error;
            finish();
            return;
        }
        QList<Item> items;
        for (const Item &item : sent) {
            if (missing(item.document, *difference).isEmpty())
                m_outcome.confirmed.append(item.document);
            else
                items.append(item);
        }
        m_outcome.tooMuch = true;
        Error refusal = error;
        refusal.kind = ErrorKind::Rejected;
        refusal.message = QStringLiteral(
            "the connection breaks whenever this document is sent; it may be too large");
        if (!items.isEmpty())
            halve(std::move(items), refusal);
        send();
    });
}

/// Every row with an error is a rejection; everything that is not named was stored (`[]`: all of
/// it).
void PushBatch::takeResults(const QList<Item> &sent, const QJsonArray &results)
{
    QHash<QString, QJsonObject> failed;
    int unauthorized = 0;
    for (const QJsonValue &value : results) {
        const QJsonObject row = value.toObject();
        if (!row.contains(u"error"))
            continue;
        failed.insert(row.value(u"id").toString(), row);
        unauthorized += row.value(u"error").toString() == u"unauthorized" ? 1 : 0;
    }
    if (unauthorized == sent.size() && unauthorized > 1) {
        // No single document: the account may read here, but not write.
        m_outcome.error = callError(
            Cause::NotAllowed, ErrorKind::Forbidden,
            QStringLiteral("this account may not write to the database"), 403);
        return;
    }
    for (const Item &item : sent) {
        const auto row = failed.constFind(item.document.documentId);
        if (row == failed.constEnd())
            m_outcome.confirmed.append(item.document);
        else if (isServerTrouble(*row))
            m_outcome.error = callError(
                Cause::ServerTrouble, ErrorKind::Transient,
                QStringLiteral("the server could not store a document: %1")
                    .arg(row->value(u"reason").toString()));
        else
            m_outcome.rejected.append({item.document, rejection(item.document.documentId, *row)});
    }
}

void PushBatch::finish()
{
    if (!m_done)
        return;
    const Done done = std::exchange(m_done, nullptr);
    done(std::move(m_outcome));
}

} // namespace cairn
