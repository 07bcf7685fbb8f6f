// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/couchclient.h"

#include "clock.h"
#include "http/httpcall.h"
#include "http/jsonmeter.h"
#include "http/logging.h"
#include "http/readablejson.h"
#include "json.h"

#include <QJsonDocument>

#include <algorithm>

namespace cairn {
namespace {

bool isQuick(qint64 headMs) { return headMs >= 0 && headMs < tuning::kQuickHeadMs; }

} // namespace

CouchClient::CouchClient(
    Endpoint endpoint, QNetworkAccessManager &network, Timers &timers, const Clock &clock,
    QObject *parent)
    : QObject(parent)
    , m_endpoint(std::move(endpoint))
    , m_network(network)
    , m_timers(timers)
    , m_clock(clock)
    , m_session(
          m_endpoint, network, timers, [&clock] { return clock.nowMs(); },
          [this](const CallError &error) { hear(error); })
{
}

CouchClient::~CouchClient() = default;

void CouchClient::goOn()
{
    m_stop.reset();
    m_pacer.beginsAnew();
    m_pacer.shortenHold(m_timers.elapsedMs(), tuning::kMaxThrottleWaitMs);
}

void CouchClient::stop(const CallError &error)
{
    const qint64 now = m_timers.elapsedMs();
    m_pacer.hold(now, error.retryAfterMs);
    m_stop = error;
    m_stopUntil = now + error.retryAfterMs;
    for (CouchCall *call : std::as_const(m_waiting))
        call->m_turn->start(0); // to hear of it
}

/// The work that it belonged to has ended, perhaps for another answer; the server is the same.
void CouchClient::hear(const CallError &error)
{
    if (error.cause == Cause::RateLimited)
        m_pacer.throttled(m_timers.elapsedMs(), error.retryAfterMs);
    if (!error.isTransient() || error.retryAfterMs <= silenceAskedMs())
        return;
    stop(error);
    if (onLateRest)
        onLateRest(error);
}

void CouchClient::hearOut(std::unique_ptr<HttpCall> exchange)
{
    HttpCall *const call = exchange.get();
    const bool comes = call->hearOut([this, call](HttpOutcome outcome) {
        const auto it = std::find_if(m_unheard.begin(), m_unheard.end(), [call](const auto &one) {
            return one.get() == call;
        });
        it->release()->deleteLater(); // it is the caller of this function
        m_unheard.erase(it);
        if (const auto error = classify(outcome.facts, m_clock.nowMs()))
            hear(*error);
    });
    if (comes)
        m_unheard.push_back(std::move(exchange));
}

qint64 CouchClient::silenceAskedMs() const
{
    return m_stop ? std::max<qint64>(m_stopUntil - m_timers.elapsedMs(), 0) : 0;
}

std::optional<CallError> CouchClient::stopped() const
{
    const qint64 left = silenceAskedMs();
    if (left <= 0)
        return std::nullopt;
    CallError error = *m_stop;
    error.retryAfterMs = left;
    return error;
}

CouchCall *CouchClient::send(CouchRequest request, QObject *owner, Handler handler)
{
    auto *call = new CouchCall(*this, std::move(request), std::move(handler), owner);
    // From the event loop, so that a handler never runs inside send().
    QMetaObject::invokeMethod(
        call, [call] { call->takeTurn(); }, Qt::QueuedConnection);
    return call;
}

CouchCall::CouchCall(
    CouchClient &client, CouchRequest request, CouchClient::Handler handler, QObject *owner)
    : QObject(owner)
    , m_client(&client)
    , m_request(std::move(request))
    , m_handler(std::move(handler))
{
    m_turn = client.timers().make([this] {
        if (m_client)
            m_client->m_waiting.removeOne(this);
        takeTurn();
    });
}

CouchCall::~CouchCall()
{
    if (!m_client)
        return;
    m_client->m_waiting.removeOne(this);
    if (m_exchange)
        m_client->hearOut(std::move(m_exchange));
}

/// A turn that was given out before the server asked for a pause does not count any more.
void CouchCall::takeTurn()
{
    if (isOver())
        return;
    Pacer &pacer = m_client->m_pacer;
    const qint64 now = m_client->timers().elapsedMs();
    if (m_hasTurn && now >= pacer.heldUntil()) {
        m_hasTurn = false;
        if (m_request.signedIn && !m_client->m_session.isOpen())
            signIn();
        else
            exchange();
        return;
    }
    m_hasTurn = true;
    if (const qint64 pause = pacer.reserve(now); pause > 0)
        wait(pause);
    else
        takeTurn();
}

/// A request like any other: it waits for its turn, and another turn follows it.
void CouchCall::signIn()
{
    m_client->m_session.ensure(this, [this](const std::optional<CallError> &error) {
        if (!error) {
            m_client->m_isQuick |= isQuick(m_client->m_session.headMs());
            takeTurn();
        } else if (!retryable(*error, {}))
            finish(tl::unexpected(*error));
    });
}

void CouchCall::wait(qint64 ms)
{
    m_client->m_waiting.append(this);
    m_turn->start(ms);
}

bool CouchCall::isOver()
{
    if (!m_client)
        return true;
    auto error = m_client->stopped();
    if (error)
        finish(tl::unexpected(*std::move(error)));
    return error.has_value();
}

void CouchCall::exchange()
{
    HttpRequest http;
    switch (m_request.verb) {
    case CouchRequest::Verb::Get:
        http.verb = HttpRequest::Verb::Get;
        break;
    case CouchRequest::Verb::Put:
        http.verb = HttpRequest::Verb::Put;
        break;
    case CouchRequest::Verb::Post:
        http.verb = HttpRequest::Verb::Post;
        break;
    }
    const DatabaseUrl &url = m_client->m_endpoint.url;
    http.url = m_request.onServer ? url.server(m_request.path) : url.database(m_request.path);
    if (!m_request.query.isEmpty())
        http.url.setQuery(m_request.query);
    http.body = m_request.body;
    http.inactivityMs = m_request.inactivityMs;
    // Who waits for changes may wait for the headers too.
    const bool small = http.body.size() <= tuning::kSmallRequestBytes;
    if (m_client->m_isQuick && small && http.inactivityMs <= tuning::kInactivityMs)
        http.headMs = tuning::kHeadMs;
    http.deadlineMs = m_request.deadlineMs;
    http.maxBytes = m_request.maxBytes;
    http.sink = m_request.sink;
    if (m_request.signedIn)
        m_cookie = http.cookie = m_client->m_session.cookie();
    m_exchange = std::make_unique<HttpCall>(
        m_client->m_network, m_client->m_timers, std::move(http),
        [this](HttpOutcome outcome) { onExchanged(std::move(outcome)); });
}

void CouchCall::onExchanged(HttpOutcome outcome)
{
    m_exchange.release()->deleteLater(); // it is the caller of this function
    if (!m_client)
        return;
    if (outcome.facts.timedOut)
        m_client->m_isQuick = false; // the next one may take longer
    else
        m_client->m_isQuick |= isQuick(outcome.headMs);
    if (const auto error = classify(outcome.facts, m_client->m_clock.nowMs())) {
        if (!retryable(*error, m_cookie))
            finish(tl::unexpected(*error));
        return;
    }
    m_client->m_pacer.succeeded();
    if (m_request.signedIn && outcome.facts.status == 200)
        m_client->m_session.take(outcome.setCookie);

    CouchReply reply;
    reply.status = outcome.facts.status;
    reply.elapsedMs = outcome.elapsedMs;
    reply.cut = outcome.cut;
    reply.throttled = m_throttled > 0;
    if (!m_request.sink) {
        const QByteArray body = std::exchange(outcome.facts.body, {});
        reply.bytes = body.size();
        if (!JsonMeter::isBearable(body)) {
            finish(tl::unexpected(callError(
                Cause::TooLong, ErrorKind::Protocol,
                QStringLiteral("the answer holds more than any that makes sense"), reply.status)));
            return;
        }
        QJsonParseError problem;
        QJsonDocument json = parsedJson(body, &problem);
        std::optional<QJsonValue> parts;
        if (problem.error != QJsonParseError::NoError && m_request.levels > 0)
            parts = readableParts(body, m_request.levels);
        if (parts) {
            json = parts->isArray() ? QJsonDocument(parts->toArray())
                                    : QJsonDocument(parts->toObject());
        } else if (problem.error != QJsonParseError::NoError) {
            finish(tl::unexpected(callError(
                Cause::Malformed, ErrorKind::Protocol,
                QStringLiteral("the server's answer is no valid JSON: %1")
                    .arg(problem.errorString()),
                reply.status)));
            return;
        }
        reply.isObject = json.isObject();
        reply.object = json.object();
        reply.array = json.array();
    }
    finish(std::move(reply));
}

/// Starts over when that may help: the session expired, or the server wants us to slow down for a
/// moment.
bool CouchCall::retryable(const CallError &error, const QByteArray &cookie)
{
    if (error.cause == Cause::SignIn && m_request.signedIn && !cookie.isEmpty()) {
        m_client->m_session.reject(cookie);
        if (m_signedInAgain)
            return false; // twice in a row: it is not the cookie's age
        m_signedInAgain = true;
        takeTurn();
        return true;
    }
    if (error.cause == Cause::RateLimited) {
        m_client->m_pacer.throttled(m_client->timers().elapsedMs(), error.retryAfterMs);
        if (++m_throttled > tuning::kMaxThrottled
            || m_client->m_pacer.refusals() > tuning::kMaxThrottledInARow
            || error.retryAfterMs > tuning::kMaxThrottleWaitMs)
            return false;
        takeTurn();
        return true;
    }
    return false;
}

void CouchCall::finish(CallResult<CouchReply> result)
{
    deleteLater();
    if (!m_handler)
        return;
    if (!result && result.error().isTransient() && m_client
        && result.error().retryAfterMs > m_client->silenceAskedMs())
        m_client->stop(result.error());
    const auto handler = std::exchange(m_handler, nullptr);
    handler(std::move(result));
}

} // namespace cairn
