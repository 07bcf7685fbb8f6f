// SPDX-License-Identifier: GPL-3.0-or-later
#include "pull/revisionfetcher.h"

#include "http/logging.h"
#include "http/wirecodec.h"

#include <QJsonDocument>

namespace cairn {

RevisionFetcher::RevisionFetcher(CouchClient &client, Which which, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_which(which)
    , m_portion(tuning::kFetchRevisions)
{
}

void RevisionFetcher::start(QList<WantedRevisions> wanted, Done done)
{
    for (const WantedRevisions &document : std::as_const(wanted)) {
        for (const RevId &revision : document.revisions)
            m_wanted.append({document.id, revision});
    }
    m_done = std::move(done);
    next();
}

void RevisionFetcher::next()
{
    if (m_wanted.isEmpty() || isEnough()) {
        m_outcome.left = rest();
        finish(std::move(m_outcome));
        return;
    }
    m_asked = std::min(m_portion, m_wanted.size());
    QJsonArray docs;
    for (qsizetype i = 0; i < m_asked; ++i) {
        const auto &[id, revision] = m_wanted.at(i);
        docs.append(
            QJsonObject{{QStringLiteral("id"), id}, {QStringLiteral("rev"), revision.toString()}});
    }
    CouchRequest request;
    request.verb = CouchRequest::Verb::Post;
    request.path = QStringLiteral("_bulk_get");
    request.query.addQueryItem(QStringLiteral("revs"), QStringLiteral("true"));
    // The leaf it grew into, if it did meanwhile: a superseded body may be compacted away.
    if (m_which == Which::Leaves)
        request.query.addQueryItem(QStringLiteral("latest"), QStringLiteral("true"));
    request.maxBytes = tuning::kMaxReplyBytes;
    request.levels = 5; // results, one of them, its docs, one of these, its "ok"
    request.body =
        QJsonDocument(QJsonObject{{QStringLiteral("docs"), docs}}).toJson(QJsonDocument::Compact);
    m_client.send(std::move(request), this, [this](CallResult<CouchReply> reply) {
        onReply(std::move(reply));
    });
}

/// Between two documents, unless one of them is a flood by itself.
bool RevisionFetcher::isEnough() const
{
    constexpr int kFlood = 4;
    const auto exceeds = [this](int times) {
        return m_outcome.found.size() >= times * tuning::kFetchedRevisions
            || m_bytes >= times * tuning::kFetchedBytes;
    };
    return m_which == Which::Leaves && !m_outcome.found.isEmpty() && exceeds(1)
        && (exceeds(kFlood) || m_outcome.found.last().id != m_wanted.first().first);
}

QList<WantedRevisions> RevisionFetcher::rest() const
{
    QList<WantedRevisions> rest;
    for (const auto &[id, revision] : m_wanted) {
        if (rest.isEmpty() || rest.last().id != id)
            rest.append({id, {}});
        rest.last().revisions.append(revision);
    }
    return rest;
}

void RevisionFetcher::onReply(CallResult<CouchReply> reply)
{
    const bool tooLong = !reply && reply.error().cause == Cause::TooLong;
    if (tooLong && m_asked > 1) {
        m_portion = m_asked / 2; // very large notes
        next();
        return;
    }
    if (!reply && !tooLong) {
        finish(tl::unexpected<Error>(reply.error()));
        return;
    }
    m_answered.clear();
    m_given.clear();
    m_failed.clear();
    if (reply) {
        m_bytes += reply->bytes;
        takeAll(reply->object.value(u"results").toArray());
    } else {
        refuse(m_wanted.first().first, QStringLiteral("it is larger than any that makes sense"));
    }
    if (m_failed.size() > 1 && m_failed.size() == m_answered.size()) {
        // No single document is to blame: the server is in trouble.
        constexpr int kServerError = 500;
        finish(failure(
            ErrorKind::Transient, QStringLiteral("the server could not read any document"), {},
            kServerError));
        return;
    }
    m_wanted.remove(0, m_asked);
    next();
}

void RevisionFetcher::takeAll(const QJsonArray &results)
{
    QSet<QString> wanted;
    for (qsizetype i = 0; i < m_asked; ++i)
        wanted.insert(m_wanted.at(i).first);
    for (const QJsonValue &result : results) {
        const QString id = result[u"id"].toString();
        const QJsonArray docs = result[u"docs"].toArray();
        if (!wanted.contains(id) || docs.isEmpty())
            continue;
        m_answered.insert(id);
        for (const QJsonValue &doc : docs)
            take(id, doc.toObject());
    }
    for (const QString &id : std::as_const(wanted)) {
        if (m_answered.contains(id))
            continue;
        m_answered.insert(id);
        fail(id, QStringLiteral("the server does not answer for it"));
    }
    const auto isSaid = [](const QList<UnreadDocument> &list, const QString &id) {
        return std::any_of(
            list.cbegin(), list.cend(), [&id](const auto &one) { return one.id == id; });
    };
    for (qsizetype i = 0; m_which == Which::Leaves && i < m_asked; ++i) {
        const QString &id = m_wanted.at(i).first;
        if (!m_given.contains(i) && !isSaid(m_outcome.unread, id) && !isSaid(m_outcome.missing, id))
            refuse(id, QStringLiteral("the server does not give all of its versions"));
    }
}

/// It is what was asked for, or has grown from that.
bool RevisionFetcher::answersFor(const DocumentRevision &revision)
{
    bool answers = false;
    for (qsizetype i = 0; i < m_asked; ++i) {
        const auto &[id, asked] = m_wanted.at(i);
        const qsizetype at = revision.rev.generation - asked.generation;
        const bool isIt = at == 0 || m_which == Which::Leaves;
        if (isIt && id == revision.id && at >= 0 && at < revision.path.size()
            && revision.path.at(at) == asked) {
            m_given.insert(i);
            answers = true;
        }
    }
    return answers;
}

/// `{"ok":{…}}`, `{"error":{…}}` (CouchDB) or `{"missing":rev}` (PouchDB).
void RevisionFetcher::take(const QString &id, const QJsonObject &result)
{
    if (const QJsonValue document = result.value(u"ok"); document.isObject()) {
        auto revision = wire::decode(document.toObject());
        if (!revision)
            refuse(id, revision.error().message);
        else if (revision->id != id)
            refuse(id, QStringLiteral("the server gave another document in its place"));
        else if (!answersFor(*revision))
            refuse(id, QStringLiteral("the server gave another version in its place"));
        else
            m_outcome.found.append(std::move(*revision));
        return;
    } else if (document.isNull()) {
        refuse(id, QStringLiteral("it is no valid JSON"));
        return;
    }
    const QJsonObject error = result.value(u"error").toObject();
    const QString name =
        error.value(u"error").toString(QStringLiteral("the answer for it says nothing"));
    if (m_which == Which::Exact) {
        qCInfo(lcPull) << "the server has an older revision no more:" << serverWords(name);
        return;
    }
    if (result.contains(u"missing") || name == u"not_found") {
        qCInfo(lcPull) << "a revision was superseded before it could be read";
        note(m_outcome.missing, id, QStringLiteral("the server does not have it"));
    } else {
        fail(id, serverWords(error.value(u"reason").toString(name)));
    }
}

/// The server's own fault.
void RevisionFetcher::fail(const QString &id, const QString &reason)
{
    m_failed.insert(id);
    refuse(id, reason);
}

void RevisionFetcher::refuse(const QString &id, const QString &reason)
{
    qCWarning(lcPull) << "cannot be read:" << id << reason;
    note(m_outcome.unread, id, reason);
}

/// Once a document.
void RevisionFetcher::note(
    QList<UnreadDocument> &list, const QString &id, const QString &reason) const
{
    const bool known = std::any_of(
        list.cbegin(), list.cend(), [&id](const UnreadDocument &other) { return other.id == id; });
    if (!known)
        list.append(asked(id, reason));
}

UnreadDocument RevisionFetcher::asked(const QString &id, const QString &reason) const
{
    UnreadDocument unread{id, {}, reason};
    for (qsizetype i = 0; i < m_asked; ++i) {
        if (m_wanted.at(i).first == id)
            unread.leaves.append(m_wanted.at(i).second);
    }
    return unread;
}

void RevisionFetcher::finish(Result<Outcome> result)
{
    if (!m_done)
        return;
    const Done done = std::exchange(m_done, nullptr);
    done(std::move(result));
}

} // namespace cairn
