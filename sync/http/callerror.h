// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QByteArray>
#include <QNetworkReply>

#include <optional>

namespace cairn {

/// Why a request did not do what it should: finer than ErrorKind, for those who must tell people or
/// decide what next.
enum class Cause {
    NoNetwork,
    HostNotFound,
    Refused,
    TimedOut,
    Closed, ///< the connection ended in the middle
    Tls,
    PlainHttp, ///< asked by https, answered without
    CaptivePortal, ///< a network's sign-in page answers instead
    NotCouchDb, ///< something answers, but not in CouchDB's way
    TooLong, ///< the answer passed our bound
    Malformed, ///< CouchDB's way, but broken: no JSON, cut off
    SignIn, ///< 401
    Locked, ///< 403 to a sign-in: too many wrong passwords
    NotAllowed, ///< 403
    NotFound, ///< 404 with CouchDB's own words
    Conflict, ///< 409
    Refusal, ///< 400, 412, 415: the request as a whole
    TooLarge, ///< 413
    RateLimited, ///< 429
    ServerTrouble, ///< 408, 425, 5xx
};

struct CallError : Error {
    Cause cause = Cause::ServerTrouble;
    QString said; ///< the server's own words, if it has any, see serverWords()
};

template <typename T> using CallResult = tl::expected<T, CallError>;

/// What is known of an exchange once it is over.
struct ReplyFacts {
    QNetworkReply::NetworkError networkError = QNetworkReply::NoError;
    QString errorText; ///< Qt's words, or those of the TLS library
    int status = 0; ///< 0: no answer
    QByteArray contentType;
    QByteArray retryAfter;
    QString host; ///< asked
    QString redirectHost; ///< of `Location`, empty: none, or relative
    QByteArray packing; ///< Content-Encoding other than identity, which is all we ask for
    QByteArray body; ///< the beginning is enough
    bool timedOut = false; ///< by our own clock
    bool tooLong = false; ///< the answer passed its bound
    bool signIn = false; ///< the request was the sign-in itself
};

/// Nothing: the exchange is a success. Pure; `nowMs` (UTC) is for the date form of Retry-After.
std::optional<CallError> classify(const ReplyFacts &facts, qint64 nowMs);

/// Both forms of RFC 9110, 10.2.3: seconds, or a date. Nothing usable: -1. In the past: 0.
qint64 parseRetryAfter(const QByteArray &value, qint64 nowMs);

/// A page made for people where JSON was expected.
bool looksLikeHtml(const QByteArray &contentType, const QByteArray &body);

/// What a server says, as it may be stored and shown: one line of at most tuning::kMaxWords
/// characters, without any that control something.
QString serverWords(const QString &text);

/// `message` goes through serverWords(): it may quote the server.
CallError callError(Cause cause, ErrorKind kind, QString message, int code = 0);

} // namespace cairn
