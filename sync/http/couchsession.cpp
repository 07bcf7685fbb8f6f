// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/couchsession.h"

#include "http/httpcall.h"
#include "http/jsonmeter.h"
#include "http/logging.h"
#include "http/tuning.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkCookie>

#include <algorithm>

namespace cairn {
namespace {

constexpr char kCookieName[] = "AuthSession";

/// What goes into a header of ours must not change its shape.
bool hasControls(const QByteArray &value)
{
    return std::any_of(value.begin(), value.end(), [](char c) { return uchar(c) < 0x20; });
}

QStringList rolesOf(const QByteArray &body)
{
    QStringList roles;
    if (!JsonMeter::isBearable(body))
        return roles;
    const QJsonArray names = QJsonDocument::fromJson(body).object().value(u"roles").toArray();
    for (const QJsonValue &name : names)
        roles.append(name.toString());
    return roles;
}

} // namespace

CouchSession::CouchSession(
    const Endpoint &endpoint, QNetworkAccessManager &network, Timers &timers,
    std::function<qint64()> nowMs, std::function<void(const CallError &)> unheard, QObject *parent)
    : QObject(parent)
    , m_endpoint(endpoint)
    , m_network(network)
    , m_timers(timers)
    , m_nowMs(std::move(nowMs))
    , m_unheard(std::move(unheard))
{
}

CouchSession::~CouchSession() = default;

void CouchSession::ensure(QObject *owner, Ready ready)
{
    if (m_refused) {
        ready(m_refused);
    } else if (m_endpoint.user.isEmpty() || !m_cookie.isEmpty()) {
        ready(std::nullopt);
    } else {
        m_waiting.push_back({owner, std::move(ready)});
        if (!m_call)
            signIn();
    }
}

void CouchSession::signIn()
{
    HttpRequest request;
    request.verb = HttpRequest::Verb::Post;
    request.url = m_endpoint.url.server(QStringLiteral("_session"));
    request.body = QJsonDocument(QJsonObject{
                                     {QStringLiteral("name"), m_endpoint.user},
                                     {QStringLiteral("password"), m_endpoint.password}})
                       .toJson(QJsonDocument::Compact);
    request.inactivityMs = tuning::kInactivityMs;
    request.deadlineMs = tuning::kDeadlineMs;
    request.maxBytes = tuning::kSessionBytes;
    request.signIn = true;
    m_call = std::make_unique<HttpCall>(
        m_network, m_timers, std::move(request),
        [this](HttpOutcome outcome) { onSignedIn(std::move(outcome)); });
}

void CouchSession::onSignedIn(HttpOutcome outcome)
{
    m_call.release()->deleteLater(); // it is the caller of this function
    std::optional<CallError> error = classify(outcome.facts, m_nowMs());
    if (!error) {
        m_headMs = outcome.headMs;
        take(outcome.setCookie);
        m_roles = rolesOf(outcome.facts.body);
        if (m_cookie.isEmpty())
            error = callError(
                Cause::NotCouchDb, ErrorKind::Protocol,
                QStringLiteral("the server gave no session; it may not be a CouchDB server"),
                outcome.facts.status);
    } else if (error->cause == Cause::NotFound) {
        error = callError(
            Cause::NotCouchDb, ErrorKind::Protocol,
            QStringLiteral("the server has no sign-in; it may not be a CouchDB server"), 404);
    }
    if (error && (error->kind == ErrorKind::Auth || error->kind == ErrorKind::Forbidden))
        m_refused = error;
    qCInfo(lcHttp) << "sign-in" << (error ? "failed" : "done");
    const auto waiting = std::exchange(m_waiting, {});
    const QPointer<CouchSession> alive(this);
    bool isHeard = false;
    for (const Waiting &one : waiting) {
        if (!one.owner || !alive)
            continue;
        isHeard = true;
        one.ready(error);
    }
    if (error && !isHeard)
        m_unheard(*error);
}

void CouchSession::take(const QByteArray &setCookie)
{
    if (setCookie.isEmpty())
        return;
    const QList<QNetworkCookie> cookies = QNetworkCookie::parseCookies(setCookie);
    for (const QNetworkCookie &cookie : cookies) {
        if (cookie.name() == kCookieName && !cookie.value().isEmpty()
            && !hasControls(cookie.value()))
            m_cookie = cookie.toRawForm(QNetworkCookie::NameAndValueOnly);
    }
}

void CouchSession::reject(const QByteArray &cookie)
{
    if (m_cookie == cookie)
        m_cookie.clear();
}

} // namespace cairn
