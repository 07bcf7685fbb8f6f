// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/httpcall.h"

#include "http/heldsockets.h"
#include "http/logging.h"
#include "http/timers.h"
#include "http/tuning.h"

#include <QNetworkAccessManager>
#include <QSslError>
#include <QTimer>

namespace cairn {
namespace {

QNetworkRequest prepared(const HttpRequest &request)
{
    QNetworkRequest out(request.url);
    out.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("Cairn/" CAIRN_VERSION));
    out.setRawHeader("Accept", "application/json");
    // Said by us, it keeps Qt from unpacking: a few kilobytes of zeros become gigabytes at once.
    out.setRawHeader("Accept-Encoding", "identity");
    if (!request.body.isEmpty())
        out.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
    if (!request.cookie.isEmpty())
        out.setRawHeader("Cookie", request.cookie);
    // Cookies and credentials are the session's business: the manager must neither keep nor replay
    // any.
    out.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    out.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    // A redirection is an answer to judge, not to follow: captive portals redirect.
    out.setAttribute(
        QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    // 44 ms a request where the server leaves Nagle on.
    out.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    return out;
}

/// How often the thread of a network was heard of, whatever the request: several that begin to
/// connect at once tell it of one alone.
constexpr char kSigns[] = "signs";
int signsOf(const QNetworkAccessManager &network) { return network.property(kSigns).toInt(); }
void addSign(QNetworkAccessManager &network) { network.setProperty(kSigns, signsOf(network) + 1); }

QNetworkReply *send(QNetworkAccessManager &network, const HttpRequest &request)
{
    const QNetworkRequest out = prepared(request);
    switch (request.verb) {
    case HttpRequest::Verb::Put:
        return network.put(out, request.body);
    case HttpRequest::Verb::Post:
        return network.post(out, request.body);
    case HttpRequest::Verb::Get:
        break;
    }
    return network.get(out);
}

/// A thread that is held does not hear of it, now or later.
void leave(QNetworkAccessManager &network, QNetworkReply *reply)
{
    reply->abort();
    heldsockets::reset(tuning::kHeldMs);
    auto *later = new QTimer(&network);
    later->setSingleShot(true);
    later->callOnTimeout(&network, [later] {
        heldsockets::reset(tuning::kHeldMs);
        later->deleteLater();
    });
    later->start(2 * tuning::kHeldMs);
}

} // namespace

HttpCall::HttpCall(
    QNetworkAccessManager &network, Timers &timers, HttpRequest request, Done done, QObject *parent)
    : QObject(parent)
    , m_request(std::move(request))
    , m_network(network)
    , m_timers(timers)
    , m_done(std::move(done))
    , m_startedAt(timers.elapsedMs())
{
    const auto expired = [this] {
        m_outcome.facts.timedOut = true;
        abandon();
    };
    m_inactivity = timers.make(expired);
    m_inactivity->start(m_request.inactivityMs);
    m_deadline = timers.make(expired);
    if (m_request.deadlineMs > 0)
        m_deadline->start(m_request.deadlineMs);
    m_head = timers.make([this, expired] {
        if (m_isBegun || signsOf(m_network) == m_signsBefore)
            expired();
    });
    m_watch.setInterval(tuning::kHeldMs); // of the thread itself, whatever a test's clock shows
    m_watch.callOnTimeout(this, [] { heldsockets::reset(tuning::kHeldMs); });
    m_watch.start();
    m_outcome.facts.host = m_request.url.host();
    m_outcome.facts.signIn = m_request.signIn;

    m_reply = send(network, m_request);
    // Once the reply has begun, which is what stands in the event loop before this: said any
    // sooner, Qt forgets it, and reads as fast as the server sends, whatever we do with it.
    QMetaObject::invokeMethod(
        m_reply, [reply = m_reply.data()] { reply->setReadBufferSize(tuning::kReadBufferBytes); },
        Qt::QueuedConnection);
    // Queued: a reply that fails at once must not end the call inside its constructor.
    connect(m_reply, &QNetworkReply::finished, this, &HttpCall::onFinished, Qt::QueuedConnection);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpCall::onReadyRead);
    connect(m_reply, &QNetworkReply::uploadProgress, this, &HttpCall::touch);
    if (m_request.headMs > 0)
        watchHead();
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &HttpCall::onHead);
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        if (!errors.isEmpty())
            m_outcome.facts.errorText = errors.first().errorString();
    });
}

HttpCall::~HttpCall()
{
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    if (!m_reply->isFinished())
        leave(m_network, m_reply);
    m_reply->deleteLater();
}

/// Qt reads in a thread of its own. Where a server sends faster than that thread reads, before it
/// was told our bound, it takes up no other request until the server ends: then nothing is heard of
/// any, and it is not waited for; `m_watch` ends that (heldsockets.h). How long a connection takes
/// is the network's, and no part of it.
void HttpCall::watchHead()
{
    m_signsBefore = signsOf(m_network);
    m_head->start(m_request.headMs);
    connect(m_reply, &QNetworkReply::socketStartedConnecting, this, [this] { addSign(m_network); });
    connect(m_reply, &QNetworkReply::requestSent, this, [this] {
        addSign(m_network);
        m_isBegun = true;
        if (m_done && m_outcome.headMs < 0)
            m_head->start(m_request.headMs);
    });
}

bool HttpCall::hearOut(Done done)
{
    const bool isSmall = m_request.body.size() <= tuning::kSmallRequestBytes;
    if (!m_done || !m_reply || !isSmall || m_request.inactivityMs > tuning::kInactivityMs)
        return false;
    takeHead();
    if (m_outcome.facts.status > 0 && m_outcome.facts.status < 400)
        return false;
    m_done = std::move(done);
    m_request.sink = nullptr; // it belongs to who is gone
    m_onlyRefusals = true;
    m_deadline->start(tuning::kHearOutMs);
    return true;
}

void HttpCall::touch()
{
    if (m_done)
        m_inactivity->start(m_request.inactivityMs);
}

void HttpCall::onHead()
{
    heldsockets::beginAnew();
    m_head->stop();
    if (m_request.inactivityMs > tuning::kInactivityMs)
        m_watch.stop(); // who waits for changes need not wake up for it
    if (m_outcome.headMs < 0)
        m_outcome.headMs = m_timers.elapsedMs() - m_startedAt;
    if (!m_onlyRefusals || !m_done || !m_reply)
        return;
    takeHead();
    if (m_outcome.facts.status < 400)
        abandon();
}

void HttpCall::onReadyRead()
{
    if (!m_done || !m_reply)
        return;
    touch();
    ReplyFacts &facts = m_outcome.facts;
    if (facts.status == 0)
        takeHead();
    if (!facts.packing.isEmpty()) {
        abandon();
        return;
    }
    const QByteArray data = m_reply->readAll(); // at most what the buffer holds
    heldsockets::handedOn(data.size());
    if (m_request.sink && facts.status >= 200 && facts.status < 300) {
        // The beginning stays for the judgement whether this is JSON at all.
        if (facts.body.size() < 512)
            facts.body += data.first(std::min<qsizetype>(data.size(), 512));
        if (!m_request.sink(data)) {
            m_outcome.cut = true;
            abandon();
        }
        return;
    }
    const bool refusal = facts.status >= 400;
    const qint64 most = refusal ? tuning::kErrorBytes : m_request.maxBytes;
    facts.body += data;
    if (most > 0 && facts.body.size() > most) {
        facts.body.truncate(most);
        facts.tooLong = !refusal; // what it means is known all the same
        abandon();
    }
}

void HttpCall::takeHead()
{
    ReplyFacts &facts = m_outcome.facts;
    facts.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    facts.contentType = m_reply->rawHeader("Content-Type");
    facts.packing = m_reply->rawHeader("Content-Encoding").trimmed().toLower();
    if (facts.packing == "identity")
        facts.packing.clear();
    facts.retryAfter = m_reply->rawHeader("Retry-After");
    facts.redirectHost = QUrl::fromEncoded(m_reply->rawHeader("Location")).host();
    m_outcome.setCookie = m_reply->rawHeader("Set-Cookie");
}

void HttpCall::onFinished()
{
    if (!m_done || !m_reply)
        return;
    if (m_reply->bytesAvailable() > 0)
        onReadyRead();
    if (!m_done)
        return;
    ReplyFacts &facts = m_outcome.facts;
    facts.networkError = m_reply->error();
    if (facts.errorText.isEmpty() && facts.networkError != QNetworkReply::NoError)
        facts.errorText = m_reply->errorString();
    takeHead();
    finish();
}

void HttpCall::abandon()
{
    if (m_reply) {
        m_reply->disconnect(this);
        leave(m_network, m_reply);
    }
    finish();
}

void HttpCall::finish()
{
    if (!m_done)
        return;
    heldsockets::beginAnew();
    m_watch.stop();
    m_inactivity->stop();
    m_head->stop();
    m_deadline->stop();
    m_outcome.elapsedMs = m_timers.elapsedMs() - m_startedAt;
    qCDebug(lcHttp).noquote() << int(m_request.verb) << m_request.url.path()
                              << m_outcome.facts.status << m_outcome.elapsedMs << "ms";
    const Done done = std::exchange(m_done, nullptr);
    done(std::move(m_outcome)); // may delete this: nothing after it
}

} // namespace cairn
