// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/serveridentity.h"

#include "clock.h"
#include "engine/identitydocument.h"
#include "http/logging.h"
#include "http/sequence.h"
#include "pull/checkpointer.h"
#include "pull/urgentlist.h"
#include "store/replica/replicastore.h"
#include "store/store.h"
#include "store/tree/metastore.h"

#include <algorithm>

namespace cairn {
namespace {

constexpr QStringView kKnownId = u"server.id";
constexpr QStringView kNewId = u"server.new_id"; // known since the last run, and not seen again yet
constexpr QStringView kKnownStart = u"server.started";
constexpr QStringView kKnownUrl = u"server.url";
constexpr QStringView kWentBack = u"server.went_back"; // "number moment", see hasGoneBack
constexpr QStringView kReadTo =
    u"server.read_to"; // the number of the place up to which it was read
constexpr QStringView kDoubted = u"server.doubted"; // it is not said yet whether all are to compare

/// As much of what a server says as goes into our own tables.
QString shortText(const QJsonValue &value) { return value.toVariant().toString().left(100); }

/// "0" is what servers before 3.3 and look-alikes say.
QString startedAt(const QJsonObject &database)
{
    const QString value = shortText(database.value(u"instance_start_time"));
    return value == u"0" ? QString() : value;
}

/// Whether a consent was given for the account that this connection is of: server, database and
/// user.
bool isMeant(const Account &account, const Endpoint &endpoint)
{
    const auto url = DatabaseUrl::parseStored(account.url, DatabaseUrl::PlainHttp::Allowed);
    return url && url->normalized() == endpoint.url.normalized() && account.user == endpoint.user;
}

std::optional<qint64> documentsIn(const QJsonObject &database)
{
    const int live = database.value(u"doc_count").toInt(-1);
    const int deleted = database.value(u"doc_del_count").toInt(-1);
    if (live < 0 || deleted < 0)
        return std::nullopt;
    return qint64(live) + deleted;
}

} // namespace

IdentityVerdict compareIdentity(const ServerIdentity &known, const ServerIdentity &found)
{
    if (known.id.isEmpty())
        return IdentityVerdict::First;
    if (known.id != found.id)
        return IdentityVerdict::Changed;
    if (!known.startedAt.isEmpty() && !found.startedAt.isEmpty()
        && known.startedAt != found.startedAt)
        return IdentityVerdict::Changed;
    return IdentityVerdict::Same;
}

Identify::Identify(
    CouchClient &client, Store &store, Random &random, Checkpointer &checkpointer, Options options,
    QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_store(store)
    , m_random(random)
    , m_checkpointer(checkpointer)
    , m_options(options)
{
}

void Identify::start(Done done)
{
    m_done = std::move(done);
    ask();
}

/// Three small questions at once, no more than are ever in flight, and one after the first answer.
void Identify::ask()
{
    m_found = {};
    m_found.waiting = 4;
    m_client.send({}, this, [this](CallResult<CouchReply> reply) {
        if (reply) {
            m_found.identity.startedAt = startedAt(reply->object);
            m_found.documents = documentsIn(reply->object);
            m_found.sequence = sequenceText(reply->object.value(u"update_seq"));
            askOptional(UrgentList::path(), [this](const QJsonObject &object) {
                m_result.urgent = object;
            });
        } else {
            m_found.databaseError = std::move(reply).error();
            --m_found.waiting; // for that one
        }
        answered();
    });
    askOptional(IdentityDocument::path(), [this](const QJsonObject &object) {
        m_found.identity.id = IdentityDocument::idIn(object);
        m_result.identity = object;
    });
    askOptional(
        m_checkpointer.path(), [this](const QJsonObject &object) { m_found.checkpoint = object; });
}

void Identify::askOptional(const QString &path, std::function<void(const QJsonObject &)> take)
{
    CouchRequest request;
    request.path = path;
    m_client.send(
        std::move(request), this, [this, take = std::move(take)](CallResult<CouchReply> reply) {
            if (reply)
                take(reply->object);
            else if (reply.error().cause != Cause::NotFound && !m_found.error)
                m_found.error = reply.error();
            answered();
        });
}

void Identify::answered()
{
    if (--m_found.waiting > 0)
        return;
    if (!m_found.databaseError && !m_found.error && looksEmptied()
        && !std::exchange(m_askedTwice, true))
        ask(); // one wrong "not found" on the way must not make all devices compare everything
    else if (!m_found.databaseError && !m_found.error)
        judge();
    else if (
        m_found.databaseError && m_found.databaseError->cause == Cause::NotFound
        && !m_result.created)
        create();
    else
        finish(
            tl::unexpected(m_found.databaseError ? Error(*m_found.databaseError) : *m_found.error));
}

/// The identity document that we know is gone.
bool Identify::looksEmptied()
{
    const auto known = m_store.meta().value(kKnownId.toString());
    return m_found.identity.id.isEmpty() && known && !known->value_or(QString()).isEmpty();
}

void Identify::create()
{
    CouchRequest request;
    request.verb = CouchRequest::Verb::Put;
    m_client.send(std::move(request), this, [this](CallResult<CouchReply> reply) {
        // 412: somebody else was faster.
        if (reply || reply.error().code == 412) {
            m_result.created = true;
            ask();
            return;
        }
        Error error = reply.error();
        // CouchDB answers 401 "not a server admin" here to people who are signed in perfectly well.
        if (error.kind == ErrorKind::Auth || error.kind == ErrorKind::Forbidden) {
            error.kind = ErrorKind::Forbidden;
            error.message =
                QStringLiteral("the database does not exist, and this account may not create it");
            error.reason = ErrorReason::NoDatabase;
        }
        finish(tl::unexpected(error));
    });
}

void Identify::judge()
{
    const Result<Distrust> why = judgeIdentity();
    if (!why) {
        finish(tl::unexpected(why.error()));
        return;
    }
    if (*why != Distrust::None) {
        const QString event = m_found.identity.id + u' ' + m_found.identity.startedAt;
        if (auto done = distrust(*why, event); !done) {
            finish(tl::unexpected(done.error()));
            return;
        }
    }
    if (m_found.identity.id.isEmpty())
        leaveIdentity();
    else
        conclude();
}

Result<Distrust> Identify::judgeIdentity()
{
    CAIRN_ASSIGN(const auto id, m_store.meta().value(kKnownId.toString()));
    CAIRN_ASSIGN(const auto started, m_store.meta().value(kKnownStart.toString()));
    CAIRN_ASSIGN(const auto url, m_store.meta().value(kKnownUrl.toString()));
    const ServerIdentity known{id.value_or(QString()), started.value_or(QString())};
    switch (compareIdentity(known, m_found.identity)) {
    case IdentityVerdict::Same:
        break;
    case IdentityVerdict::First: {
        // A store that believes in a server it cannot name must not trust that belief.
        CAIRN_ASSIGN(const int believed, m_store.replica().acknowledgedDocuments());
        return believed > 0 ? Distrust::Replaced : Distrust::None;
    }
    case IdentityVerdict::Changed:
        if (!url || *url == m_client.endpoint().url.normalized()) {
            CAIRN_ASSIGN(const bool overwritten, wasOverwritten(known));
            return overwritten ? Distrust::None : Distrust::Replaced;
        }
        if (isMeant(m_options.takeAlong, m_client.endpoint()))
            return Distrust::TakenAlong;
        return failure(
            ErrorKind::Rejected,
            QStringLiteral("the notes on this computer belong to another account (%1); nothing was "
                           "sent to this one")
                .arg(*url),
            ErrorReason::OtherAccount);
    }
    return Distrust::None;
}

/// Of two devices that leave an identity document at once the later one wins, and the other may
/// have read its own back before: CouchDB checks no revision there. So an identity that was seen
/// only once may give way to another one, where the server has our checkpoint: a database that was
/// replaced, emptied or set back has not; and who finds one that was set back without its
/// checkpoints says so in the document.
Result<bool> Identify::wasOverwritten(const ServerIdentity &known)
{
    const ServerIdentity sameStart{m_found.identity.id, known.startedAt};
    if (m_found.identity.id.isEmpty()
        || compareIdentity(sameStart, m_found.identity) != IdentityVerdict::Same)
        return false;
    CAIRN_ASSIGN(const auto fresh, m_store.meta().value(kNewId.toString()));
    if (fresh != known.id || IdentityDocument::isRenewed(m_result.identity))
        return false;
    CAIRN_ASSIGN(const checkpoints::Verdict verdict, m_checkpointer.load(m_found.checkpoint));
    return verdict.serverRemembers;
}

/// Comparing takes nothing away, but it is the moment when something odd happened to a server: a
/// copy of what is here comes first. Without room for it the comparison goes on: the notes are here
/// as well as before.
Result<void> Identify::distrust(Distrust why, const QString &event)
{
    qCWarning(lcRun) << "everything is compared, reason" << int(why);
    m_result.distrust = why;
    if (auto copied = m_store.safetyCopy(event)) {
        if (!copied->isEmpty())
            m_result.copy = *copied;
    } else {
        qCWarning(lcRun) << "no copy could be made:" << copied.error().message;
        m_result.copyError = copied.error();
    }
    CAIRN_TRY(m_store.meta().remove(kWentBack.toString()));
    CAIRN_TRY(m_store.meta().remove(kReadTo.toString()));
    return m_store.replica().forgetServer();
}

/// Whether a server that remembers our checkpoint has had fewer changes than it had there: its
/// documents were set back, and its checkpoints were not. Nodes of a cluster count differently, and
/// a sequence may mean nothing: so a number makes us read all again only where it is lower than
/// the one that did so last, or that was long ago. Reading again takes nothing away. A store that
/// was repaired or restored has no place in the feed, and knows yet how far it was read.
Result<bool> Identify::hasGoneBack(const QString &place)
{
    CAIRN_ASSIGN(const auto readTo, m_store.meta().value(kReadTo.toString()));
    const std::optional<qint64> there = sequenceNumber(m_found.sequence);
    const qint64 here =
        std::max(sequenceNumber(place).value_or(0), readTo.value_or(QString()).toLongLong());
    if (!there || *there >= here)
        return false;
    CAIRN_ASSIGN(const auto value, m_store.meta().value(kWentBack.toString()));
    const qint64 now = m_client.clock().nowMs();
    const QStringList before = value.value_or(QString()).split(u' ');
    if (before.size() == 2 && before.first().toLongLong() <= *there
        && qAbs(now - before.last().toLongLong()) < tuning::kSelfCheckMs)
        return false;
    qCWarning(lcRun).noquote() << "the server is at" << m_found.sequence << "and was read up to"
                               << here << "before: everything is compared";
    CAIRN_TRY(doubt()); // first: without our place in the feed it would look like a new one
    CAIRN_TRY(m_checkpointer.startOver());
    CAIRN_TRY(m_store.meta().setValue(
        kWentBack.toString(), QStringLiteral("%1 %2").arg(*there).arg(now)));
    return true;
}

void Identify::leaveIdentity()
{
    auto *document = new IdentityDocument(m_client, m_random, this);
    document->renew({}, [this, document](const Result<QString> &id) {
        document->deleteLater();
        if (!id) {
            finish(tl::unexpected(id.error()));
            return;
        }
        m_found.identity.id = *id;
        conclude();
    });
}

Result<void> Identify::noteRead(Store &store, const QString &place)
{
    const std::optional<qint64> number = sequenceNumber(place);
    CAIRN_ASSIGN(const auto before, store.meta().value(kReadTo.toString()));
    if (!number || QString::number(*number) == before)
        return {};
    return store.meta().setValue(kReadTo.toString(), QString::number(*number));
}

Result<void> Identify::doubt()
{
    return m_store.meta().setValue(kDoubted.toString(), QStringLiteral("1"));
}

Result<void> Identify::believe(Store &store) { return store.meta().remove(kDoubted.toString()); }

Result<void> Identify::adopt(Store &store, const QString &id)
{
    CAIRN_TRY(believe(store));
    CAIRN_TRY(store.meta().setValue(kNewId.toString(), id));
    return store.meta().setValue(kKnownId.toString(), id);
}

void Identify::conclude()
{
    auto verdict = m_checkpointer.load(m_found.checkpoint);
    const bool absent = m_options.longAbsence && m_result.distrust == Distrust::None && verdict
        && m_checkpointer.hasMemory();
    if (verdict && (verdict->serverForgot || absent)) {
        const Distrust why = verdict->serverForgot ? Distrust::SetBack : Distrust::Absence;
        if (auto done = distrust(why, m_checkpointer.session()); !done) {
            finish(tl::unexpected(done.error()));
            return;
        }
        verdict = m_checkpointer.load(m_found.checkpoint);
    } else if (verdict) {
        const auto doubted = m_store.meta().value(kDoubted.toString());
        // Where it has another identity by now, somebody has warned all.
        m_result.unwarned = doubted && *doubted && m_result.distrust == Distrust::None;
        const auto back = hasGoneBack(verdict->since);
        m_result.wentBack = back.value_or(false);
        if (!back || *back)
            verdict = back ? m_checkpointer.load(m_found.checkpoint) : tl::unexpected(back.error());
    }
    if (!verdict) {
        finish(tl::unexpected(verdict.error()));
        return;
    }
    if (auto counted = count(); !counted) {
        finish(tl::unexpected(counted.error()));
        return;
    }
    // Last: until this is on disk, the next run comes to the same conclusion again.
    if (auto saved = remember(); !saved) {
        finish(tl::unexpected(saved.error()));
        return;
    }
    m_result.since = verdict->since;
    finish(m_result);
}

Result<void> Identify::count()
{
    if (!m_found.documents || m_result.distrust != Distrust::None)
        return {};
    CAIRN_ASSIGN(const int settled, m_store.replica().settledDocuments());
    m_result.lacking = int(std::max<qint64>(0, settled - *m_found.documents));
    return {};
}

Result<void> Identify::remember()
{
    MetaStore &meta = m_store.meta();
    CAIRN_ASSIGN(const auto id, meta.value(kKnownId.toString()));
    CAIRN_ASSIGN(const auto fresh, meta.value(kNewId.toString()));
    if (id != m_found.identity.id) {
        CAIRN_TRY(adopt(m_store, m_found.identity.id));
    } else if (fresh) {
        CAIRN_TRY(meta.remove(kNewId.toString()));
    }
    CAIRN_ASSIGN(const auto started, meta.value(kKnownStart.toString()));
    if (started.value_or(QString()) != m_found.identity.startedAt)
        CAIRN_TRY(meta.setValue(kKnownStart.toString(), m_found.identity.startedAt));
    CAIRN_ASSIGN(const auto url, meta.value(kKnownUrl.toString()));
    const QString present = m_client.endpoint().url.normalized();
    if (url != present)
        CAIRN_TRY(meta.setValue(kKnownUrl.toString(), present));
    return {};
}

void Identify::finish(Result<Identified> result)
{
    if (!m_done)
        return;
    const Done done = std::exchange(m_done, nullptr);
    done(std::move(result));
}

} // namespace cairn
