// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/couchsession.h"
#include "http/pacer.h"
#include "http/timers.h"
#include "http/tuning.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QPointer>
#include <QUrlQuery>

#include <memory>
#include <vector>

namespace cairn {

class Clock;
class HttpCall;
struct HttpOutcome;

/// A request in the words of CouchDB's HTTP interface.
struct CouchRequest {
    enum class Verb { Get, Put, Post };
    Verb verb = Verb::Get;
    QString path; ///< below the database, percent-encoded; empty: the database itself
    bool onServer = false; ///< `path` is below the server instead
    bool signedIn = true; ///< false: goes out without a session (_up)
    QUrlQuery query;
    QByteArray body; ///< JSON
    qint64 inactivityMs = tuning::kInactivityMs;
    qint64 deadlineMs = tuning::kDeadlineMs;
    qint64 maxBytes = tuning::kReplyBytes; ///< of the answer, unless it goes to the sink
    int levels = 0; ///< of it, in which an unreadable value is null: see readableParts()
    std::function<bool(const QByteArray &)> sink; ///< see HttpRequest
};

struct CouchReply {
    int status = 0;
    QJsonObject object; ///< the answer when it is one
    QJsonArray array; ///< the answer when it is one
    bool isObject = false;
    qint64 bytes = 0; ///< of the answer, where no sink took it
    qint64 elapsedMs = 0;
    bool cut = false; ///< the sink had enough
    bool throttled = false; ///< the server said 429 before it answered
};

class CouchCall;

/// One database of one server: signs in, signs in again once when the session expired, spaces
/// requests when the server asks for it, and turns every answer into a value or a CallError. Lives
/// on the sync thread, with everything it is given.
class CouchClient : public QObject {
public:
    CouchClient(
        Endpoint endpoint, QNetworkAccessManager &network, Timers &timers, const Clock &clock,
        QObject *parent = nullptr);
    ~CouchClient() override;

    using Handler = std::function<void(CallResult<CouchReply>)>;
    /// Calls `handler` exactly once, later; never once `owner` or the returned call is destroyed,
    /// which aborts it.
    CouchCall *send(CouchRequest request, QObject *owner, Handler handler);
    /// Something new begins, perhaps because a person wants it. An earlier Retry-After ends no call
    /// any more; it is waited for instead, for tuning::kMaxThrottleWaitMs at most.
    void goOn();
    /// An earlier process was asked for a pause that is over soon: nothing goes out before.
    void waitFirst(qint64 ms) { m_pacer.hold(m_timers.elapsedMs(), ms); }
    /// How long the server still wants to hear nothing (Retry-After); 0: it does not say.
    qint64 silenceAskedMs() const;
    /// Told of a pause that was asked for when nobody waited for that answer any more.
    std::function<void(const CallError &)> onLateRest;

    const Endpoint &endpoint() const { return m_endpoint; }
    const CouchSession &session() const { return m_session; }
    Timers &timers() { return m_timers; }
    const Clock &clock() const { return m_clock; }

private:
    friend class CouchCall;
    void stop(const CallError &error);
    void hear(const CallError &error); ///< nobody waits for it
    void hearOut(std::unique_ptr<HttpCall> exchange);
    std::optional<CallError> stopped() const;

    const Endpoint m_endpoint;
    QNetworkAccessManager &m_network;
    Timers &m_timers;
    const Clock &m_clock;
    CouchSession m_session;
    Pacer m_pacer;
    bool m_isQuick = false; ///< the server, and the line to it, as far as they were seen
    /// A call failed, and the server wants nothing more for a while. What belongs to the same work
    /// must not go out behind it: until then every call ends with this error.
    std::optional<CallError> m_stop;
    qint64 m_stopUntil = 0; ///< Timers::elapsedMs()
    QList<CouchCall *> m_waiting; ///< for their turn
    std::vector<std::unique_ptr<HttpCall>> m_unheard; ///< nobody waits for their answers
};

/// One logical request: as many exchanges as sign-in and throttling ask for. A child of its owner.
class CouchCall : public QObject {
public:
    ~CouchCall() override;

private:
    friend class CouchClient;
    CouchCall(
        CouchClient &client, CouchRequest request, CouchClient::Handler handler, QObject *owner);
    void takeTurn(); ///< waits for it, and goes
    void signIn();
    void wait(qint64 ms);
    bool isOver(); ///< nobody wants it any more, or the server wants nothing for a while
    void exchange();
    void onExchanged(HttpOutcome outcome);
    bool retryable(const CallError &error, const QByteArray &cookie);
    void finish(CallResult<CouchReply> result);

    QPointer<CouchClient> m_client;
    CouchRequest m_request;
    CouchClient::Handler m_handler;
    std::unique_ptr<HttpCall> m_exchange;
    bool m_hasTurn = false; ///< it may go, unless the server asked for a pause since
    std::unique_ptr<Timer> m_turn;
    QByteArray m_cookie; ///< this exchange went out with
    int m_throttled = 0;
    bool m_signedInAgain = false;
};

} // namespace cairn
