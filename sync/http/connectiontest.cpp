// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/connectiontest.h"

#include "clock.h"
#include "http/couchclient.h"

namespace cairn {

using Outcome = ConnectionReport::Outcome;

ConnectionTest::ConnectionTest(QNetworkAccessManager &network, QObject *parent)
    : ConnectionTest(network, Options(), parent)
{
}

ConnectionTest::ConnectionTest(
    QNetworkAccessManager &network, const Options &options, QObject *parent)
    : QObject(parent)
    , m_network(network)
    , m_options(options)
    , m_clock(std::make_unique<SystemClock>())
    , m_timers(std::make_unique<QtTimers>())
{
    qRegisterMetaType<ConnectionReport>();
}

ConnectionTest::~ConnectionTest() = default;

void ConnectionTest::run(const Account &account, const QString &password)
{
    m_client.reset();
    m_answer.reset();
    const auto plain = m_options.allowPlainHttp ? DatabaseUrl::PlainHttp::Allowed
                                                : DatabaseUrl::PlainHttp::LoopbackOnly;
    auto url = DatabaseUrl::parse(account.url, plain);
    if (!url) {
        const bool notTls = url.error() == DatabaseUrl::Problem::NotTls;
        const QString detail = toError(url.error()).message;
        m_answer = std::make_unique<QObject>(); // dies with the next run, and the call with it
        QMetaObject::invokeMethod(
            m_answer.get(),
            [this, notTls, detail] {
                report(notTls ? Outcome::NotTls : Outcome::InvalidUrl, detail);
            },
            Qt::QueuedConnection);
        return;
    }
    m_client = std::make_unique<CouchClient>(
        Endpoint{std::move(*url), account.user, password}, m_network, *m_timers, *m_clock);
    m_client->send({}, m_client.get(), [this](const CallResult<CouchReply> &reply) {
        if (!reply)
            onError(reply.error());
        else if (reply->object.contains(u"db_name") || reply->object.contains(u"update_seq"))
            report(Outcome::Ok, {});
        else
            report(Outcome::NotCouchDb, QStringLiteral("the answer does not describe a database"));
    });
}

void ConnectionTest::onError(const CallError &error)
{
    const auto say = [&](Outcome outcome) { report(outcome, error.message); };
    switch (error.cause) {
    case Cause::NotFound:
        askRights();
        return;
    case Cause::HostNotFound:
        return say(Outcome::HostNotFound);
    case Cause::NoNetwork:
    case Cause::Refused:
    case Cause::TimedOut:
    case Cause::Closed:
        return say(Outcome::Unreachable);
    case Cause::Tls:
        return say(Outcome::Tls);
    case Cause::PlainHttp:
        return say(Outcome::PlainHttp);
    case Cause::CaptivePortal:
        return say(Outcome::CaptivePortal);
    case Cause::SignIn: {
        // 401 after a sign-in that went well: the account is fine, but not for this database.
        const bool anonymous = m_client->endpoint().user.isEmpty();
        return say(
            m_client->session().isRefused() || anonymous ? Outcome::WrongPassword
                                                         : Outcome::NotAllowed);
    }
    case Cause::Locked:
        return say(Outcome::Locked);
    case Cause::NotAllowed:
        return say(Outcome::NotAllowed);
    case Cause::RateLimited:
    case Cause::ServerTrouble:
        return say(Outcome::ServerTrouble);
    case Cause::NotCouchDb:
    case Cause::Malformed:
    case Cause::TooLong:
    case Cause::Conflict:
    case Cause::Refusal:
    case Cause::TooLarge:
        return say(Outcome::NotCouchDb);
    }
}

/// The database is missing. Whether this account may make it shows in its roles, without trying.
void ConnectionTest::askRights()
{
    CouchRequest request;
    request.path = QStringLiteral("_session");
    request.onServer = true;
    m_client->send(std::move(request), m_client.get(), [this](const CallResult<CouchReply> &reply) {
        if (!reply) {
            // Not every server tells; then only trying would.
            report(Outcome::CannotCreate, reply.error().message);
            return;
        }
        const QJsonArray roles =
            reply->object.value(u"userCtx").toObject().value(u"roles").toArray();
        if (roles.contains(QStringLiteral("_admin")))
            report(Outcome::WillCreate, {});
        else
            report(Outcome::CannotCreate, QStringLiteral("the account is not a server admin"));
    });
}

void ConnectionTest::report(Outcome outcome, const QString &detail)
{
    if (m_client)
        m_client.release()->deleteLater(); // one of its handlers is the caller
    ConnectionReport result;
    result.outcome = outcome;
    result.detail = detail;
    emit finished(result);
}

} // namespace cairn
