// SPDX-License-Identifier: GPL-3.0-or-later
#include "pull/checkpointer.h"

#include "clock.h"
#include "http/logging.h"
#include "http/sequence.h"
#include "ids.h"
#include "store/replica/replicastore.h"
#include "store/store.h"
#include "store/tree/metastore.h"

#include <QCryptographicHash>
#include <QJsonDocument>

namespace cairn {
namespace {

constexpr QStringView kCovered = u"covered_revision"; // in the local document only

/// One a store, database and way of replicating. A new way gets a new number and compares from the
/// beginning.
QString makeReplicationId(const QString &deviceId, const DatabaseUrl &url)
{
    const QString text = deviceId + u'\n' + url.normalized() + QStringLiteral("\npull 1");
    const QByteArray hash = QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256);
    return QString::fromLatin1(hash.toHex().left(32));
}

} // namespace

Checkpointer::Checkpointer(CouchClient &client, Store &store, Random &random, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_store(store)
    , m_random(random)
    , m_replicationId(makeReplicationId(store.meta().deviceId(), client.endpoint().url))
{
}

QString Checkpointer::path() const { return QStringLiteral("_local/") + m_replicationId; }

Result<checkpoints::Verdict> Checkpointer::load(const QJsonObject &server)
{
    CAIRN_ASSIGN(const auto local, m_store.replica().checkpoint(m_replicationId));
    m_local = local ? local->document : QJsonObject();
    m_server = server;
    const checkpoints::Verdict verdict = checkpoints::compare(m_local, m_server);
    m_seq = m_recordedSeq = verdict.since;
    m_recordedAt = m_client.timers().elapsedMs();
    m_lookedAt = m_recordedAt;
    return verdict;
}

Result<void> Checkpointer::resume(const QString &seq, const QJsonObject &server)
{
    CAIRN_ASSIGN(const auto local, m_store.replica().checkpoint(m_replicationId));
    m_local = local ? local->document : QJsonObject();
    m_server = server;
    m_seq = m_recordedSeq = seq;
    m_recordedAt = m_client.timers().elapsedMs();
    m_lookedAt.reset();
    return {};
}

Result<void> Checkpointer::startOver()
{
    CAIRN_TRY(m_store.replica().compareAnew());
    m_local = {};
    m_seq.clear();
    m_recordedSeq.clear();
    return {};
}

Checkpoint Checkpointer::at(const QString &seq) const
{
    return {m_local.value(u"session_id").toString(), seq, m_local};
}

qint64 Checkpointer::coveredRevision() const { return m_local.value(kCovered).toInteger(); }

QString Checkpointer::session() const { return m_local.value(u"session_id").toString(); }

void Checkpointer::committed(const QString &seq) { m_seq = seq; }

void Checkpointer::recordIfDue()
{
    if (!m_recording && m_client.timers().elapsedMs() - m_recordedAt >= tuning::kCheckpointMs)
        record([](const Result<void> &) {}); // the end of the run tries again and reports
}

void Checkpointer::record(Done done)
{
    if (m_recording) {
        // What moved since that one began needs a record of its own.
        m_waiting.append([this, done = std::move(done)](Result<void> result) {
            if (result)
                record(done);
            else
                done(std::move(result));
        });
        return;
    }
    // What the server acknowledges while the record is on its way is not covered by it.
    auto covers = m_store.replica().confirmations().coverage();
    if (!covers) {
        done(tl::unexpected(covers.error()));
        return;
    }
    if (m_seq == m_recordedSeq && covers->acknowledgement == 0) {
        done({});
        return;
    }
    m_recording = true;
    m_sessionCovers = *covers;
    m_waiting.append(std::move(done));
    m_session = makeUlid(m_client.clock(), m_random);
    m_sessionSeq = m_seq;
    // Ours first: a record that only the server has would be taken for a foreign one.
    m_local =
        checkpoints::recorded(checkpoints::withoutUnconfirmed(m_local), m_session, m_sessionSeq);
    if (auto stored = m_store.replica().setCheckpoint(m_replicationId, at(m_sessionSeq)); !stored) {
        finish(std::move(stored));
        return;
    }
    if (m_lookedAt && m_client.timers().elapsedMs() - *m_lookedAt < tuning::kCheckpointLookMs)
        put(false);
    else
        look(false);
}

/// A server may have been set back to an older state, this document with it, and its numbers may
/// have passed our place since: what is written over it would hide that. Where it is only another
/// revision, that one is taken. `again`: one was refused already.
void Checkpointer::look(bool again)
{
    CouchRequest request;
    request.path = path();
    m_client.send(std::move(request), this, [this, again](CallResult<CouchReply> reply) {
        if (!reply && reply.error().cause != Cause::NotFound)
            return finish(tl::unexpected<Error>(reply.error()));
        const QJsonObject there = reply ? reply->object : QJsonObject();
        if (checkpoints::compare(m_local, there).serverForgot)
            return finish(tl::unexpected<Error>(callError(
                Cause::ServerTrouble, ErrorKind::Transient,
                QStringLiteral("the server forgot what was read, and is asked what it has"))));
        m_server = there;
        m_lookedAt = m_client.timers().elapsedMs();
        put(again);
    });
}

void Checkpointer::put(bool again)
{
    CouchRequest request;
    request.verb = CouchRequest::Verb::Put;
    request.path = path();
    QJsonObject document = checkpoints::recorded(m_server, m_session, m_sessionSeq);
    document.insert(u"_id", path());
    request.body = QJsonDocument(document).toJson(QJsonDocument::Compact);
    m_client.send(std::move(request), this, [this, document, again](CallResult<CouchReply> reply) {
        if (reply) {
            m_server = document;
            // CouchDB checks no revision here, PouchDB does: keep the one it gave.
            m_server.insert(u"_rev", reply->object.value(u"rev"));
            m_local = checkpoints::confirmed(m_local, m_session);
            m_local.insert(kCovered, m_sessionCovers.revision);
            m_recordedSeq = m_sessionSeq;
            finish(m_store.replica().setConfirmed(m_replicationId, at(m_seq), m_sessionCovers));
        } else if (reply.error().cause == Cause::Conflict && !again) {
            look(true);
        } else if (reply.error().kind == ErrorKind::Rejected) {
            // A server that takes no checkpoints costs us a longer comparison next time, nothing
            // else.
            qCWarning(lcRun) << "the server keeps no checkpoint:" << reply.error().message;
            finish({});
        } else {
            finish(tl::unexpected<Error>(reply.error()));
        }
    });
}

void Checkpointer::finish(Result<void> result)
{
    m_recording = false;
    m_recordedAt = m_client.timers().elapsedMs(); // a failure is not tried again at once, either
    const QList<Done> waiting = std::exchange(m_waiting, {});
    const QPointer<Checkpointer> alive(this);
    for (const Done &done : waiting) {
        if (alive)
            done(result);
    }
}

} // namespace cairn
