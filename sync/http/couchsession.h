// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/callerror.h"
#include "http/databaseurl.h"

#include <QObject>
#include <QPointer>
#include <QStringList>

#include <functional>
#include <memory>
#include <vector>

class QNetworkAccessManager;

namespace cairn {

class HttpCall;
struct HttpOutcome;
class Timers;

/// Where and as whom: what a CouchClient talks to. The password never leaves memory and is never
/// logged.
struct Endpoint {
    DatabaseUrl url;
    QString user; ///< empty: anonymous, for servers that are open to everyone who reaches them
    QString password;
};

/// The cookie session of one account (CouchDB docs, api/server/authn). Whoever needs it waits here
/// while a sign-in is on its way; a refused sign-in is remembered, because five of them lock the
/// account. Lives on the sync thread.
class CouchSession : public QObject {
public:
    /// `unheard`: takes a failed sign-in for which nobody waits any more.
    CouchSession(
        const Endpoint &endpoint, QNetworkAccessManager &network, Timers &timers,
        std::function<qint64()> nowMs, std::function<void(const CallError &)> unheard,
        QObject *parent = nullptr);
    ~CouchSession() override;

    using Ready = std::function<void(std::optional<CallError>)>;
    /// Calls `ready` once there is a session or none can be had; not at all when `owner` is gone by
    /// then. May call at once.
    void ensure(QObject *owner, Ready ready);
    bool isOpen() const { return !m_refused && (m_endpoint.user.isEmpty() || !m_cookie.isEmpty()); }
    QByteArray cookie() const { return m_cookie; }
    void take(const QByteArray &setCookie); ///< any 200 may carry a fresh one
    /// The server did not accept this cookie any more. Only the present one is dropped: others have
    /// been replaced already.
    void reject(const QByteArray &cookie);
    bool isRefused() const { return m_refused.has_value(); } ///< the sign-in itself failed for good
    bool isPasswordWrong() const { return m_refused && m_refused->kind == ErrorKind::Auth; }
    QStringList roles() const { return m_roles; } ///< of the account, known after a sign-in
    qint64 headMs() const { return m_headMs; } ///< of the last sign-in that was answered; -1: none

private:
    void signIn();
    void onSignedIn(HttpOutcome outcome);

    struct Waiting {
        QPointer<QObject> owner;
        Ready ready;
    };
    const Endpoint &m_endpoint;
    QNetworkAccessManager &m_network;
    Timers &m_timers;
    std::function<qint64()> m_nowMs;
    std::function<void(const CallError &)> m_unheard;
    std::unique_ptr<HttpCall> m_call;
    std::vector<Waiting> m_waiting;
    QByteArray m_cookie; ///< `AuthSession=…`
    QStringList m_roles;
    qint64 m_headMs = -1;
    std::optional<CallError> m_refused; ///< 401 or 403: no further try with this password
};

} // namespace cairn
