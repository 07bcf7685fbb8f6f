// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/callerror.h"

#include "http/tuning.h"
#include "storabletext.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QTimeZone>

#include <algorithm>

namespace cairn {
namespace {

/// CouchDB's error body, or nothing if the answer is not from a CouchDB.
std::optional<QJsonObject> couchError(const QByteArray &body)
{
    const QJsonDocument json = QJsonDocument::fromJson(body);
    if (!json.isObject() || !json.object().value(u"error").isString())
        return std::nullopt;
    return json.object();
}

/// The TLS library's words for a greeting that is none: an ordinary web server said "400 Bad
/// Request".
bool answeredInPlain(const QString &words)
{
    for (const char *mark :
         {"wrong version number", "http request", "unknown protocol", "packet length too long",
          "record layer failure"}) {
        if (words.contains(QLatin1String(mark), Qt::CaseInsensitive))
            return true;
    }
    return false;
}

CallError transportError(const ReplyFacts &facts)
{
    switch (facts.networkError) {
    case QNetworkReply::HostNotFoundError:
        return callError(
            Cause::HostNotFound, ErrorKind::Offline,
            QStringLiteral("no server named %1 was found").arg(facts.host));
    case QNetworkReply::TemporaryNetworkFailureError:
    case QNetworkReply::NetworkSessionFailedError:
    case QNetworkReply::BackgroundRequestNotAllowedError:
        return callError(
            Cause::NoNetwork, ErrorKind::Offline, QStringLiteral("there is no network"));
    case QNetworkReply::ConnectionRefusedError:
        return callError(
            Cause::Refused, ErrorKind::Transient,
            QStringLiteral("%1 refuses connections").arg(facts.host));
    case QNetworkReply::TimeoutError:
        return callError(
            Cause::TimedOut, ErrorKind::Transient,
            QStringLiteral("%1 did not answer in time").arg(facts.host));
    case QNetworkReply::SslHandshakeFailedError:
        if (answeredInPlain(facts.errorText))
            return callError(
                Cause::PlainHttp, ErrorKind::Protocol,
                QStringLiteral("%1 does not speak https at this port").arg(facts.host));
        return callError(
            Cause::Tls, ErrorKind::Protocol,
            QStringLiteral("no secure connection to %1: %2").arg(facts.host, facts.errorText));
    case QNetworkReply::RemoteHostClosedError:
        return callError(
            Cause::Closed, ErrorKind::Transient, QStringLiteral("the connection was closed"),
            facts.status);
    default:
        return callError(
            Cause::Closed, ErrorKind::Transient,
            QStringLiteral("the connection failed: %1").arg(facts.errorText), facts.status);
    }
}

/// 200 with the wrong content, and redirections: something between us and the server, or no CouchDB
/// at all.
std::optional<CallError> strangeSuccess(const ReplyFacts &facts)
{
    if (facts.status >= 300 && facts.status < 400) {
        const bool elsewhere = !facts.redirectHost.isEmpty() && facts.redirectHost != facts.host;
        return callError(
            elsewhere ? Cause::CaptivePortal : Cause::NotCouchDb, ErrorKind::Protocol,
            elsewhere ? QStringLiteral("the request was redirected to %1").arg(facts.redirectHost)
                      : QStringLiteral("the server redirects to another address"),
            facts.status);
    }
    if (facts.status < 200)
        return callError(
            Cause::NotCouchDb, ErrorKind::Protocol,
            QStringLiteral("the answer (%1) is none").arg(facts.status), facts.status);
    if (!facts.packing.isEmpty())
        return callError(
            Cause::Malformed, ErrorKind::Protocol,
            QStringLiteral("the answer is packed (%1), which was not asked for")
                .arg(QString::fromLatin1(facts.packing)),
            facts.status);
    if (looksLikeHtml(facts.contentType, facts.body))
        return callError(
            Cause::CaptivePortal, ErrorKind::Protocol,
            QStringLiteral("a web page came instead of data; the network may want a sign-in"),
            facts.status);
    return std::nullopt;
}

/// An account is locked only where the answer to signing in says so; a proxy forbids this and that.
CallError forbidden(const QString &reason, bool signIn, int status)
{
    if (signIn && reason.contains(u"locked", Qt::CaseInsensitive)) {
        CallError error = callError(
            Cause::Locked, ErrorKind::Forbidden,
            QStringLiteral("the account is locked for a while after wrong passwords"), status);
        error.retryAfterMs = tuning::kLockedRetryMs;
        error.reason = ErrorReason::AccountLocked;
        return error;
    }
    return callError(
        Cause::NotAllowed, ErrorKind::Forbidden,
        QStringLiteral("this account has no access: %1").arg(reason), status);
}

/// Answers that only mean what they say when a CouchDB says them. A proxy's 404 page is no missing
/// database.
CallError couchAnswer(const ReplyFacts &facts, const QJsonObject &body)
{
    const QString reason = body.value(u"reason").toString();
    switch (facts.status) {
    case 401:
        return callError(
            Cause::SignIn, ErrorKind::Auth,
            facts.signIn ? QStringLiteral("wrong user name or password")
                         : QStringLiteral("not signed in: %1").arg(reason),
            401);
    case 403:
        return forbidden(reason, facts.signIn, 403);
    case 404:
        return callError(
            Cause::NotFound, ErrorKind::NotFound,
            reason.isEmpty() ? QStringLiteral("not found") : reason, 404);
    case 409:
        return callError(
            Cause::Conflict, ErrorKind::Conflict,
            reason.isEmpty() ? QStringLiteral("changed meanwhile") : reason, 409);
    default:
        return callError(
            Cause::Refusal, ErrorKind::Rejected,
            QStringLiteral("the server refused the request (%1): %2").arg(facts.status).arg(reason),
            facts.status);
    }
}

CallError statusError(const ReplyFacts &facts)
{
    const int status = facts.status;
    if (status == 511)
        return callError(
            Cause::CaptivePortal, ErrorKind::Protocol,
            QStringLiteral("the network wants a sign-in"), status);
    if (status == 413)
        return callError(
            Cause::TooLarge, ErrorKind::Rejected, QStringLiteral("larger than the server accepts"),
            status);
    if (status == 429)
        return callError(
            Cause::RateLimited, ErrorKind::Transient,
            QStringLiteral("the server asks for fewer requests"), status);
    if (status >= 500 || status == 408 || status == 425)
        return callError(
            Cause::ServerTrouble, ErrorKind::Transient,
            QStringLiteral("the server has trouble (%1)").arg(status), status);
    if (status == 415) // proxies and gateways say it in HTML, CouchDB in JSON: no difference for
                       // the caller
        return callError(
            Cause::Refusal, ErrorKind::Rejected,
            QStringLiteral("the server refused the kind of data"), status);
    if (const auto body = couchError(facts.body))
        return couchAnswer(facts, *body);
    // Its words may be cut off. To try the same password again would lock the account in the end.
    if (status == 401 && facts.signIn && !looksLikeHtml(facts.contentType, facts.body))
        return couchAnswer(facts, {});
    return callError(
        Cause::NotCouchDb, ErrorKind::Protocol,
        QStringLiteral("the answer (%1) is not from a CouchDB server").arg(status), status);
}

/// The server wants nothing for a while. Of a long while it is said who asked for it, and until
/// when.
void takeRest(CallError &error, const QString &host, qint64 ms, qint64 nowMs)
{
    error.retryAfterMs = ms;
    if (ms <= tuning::kQuietRestMs || !error.isTransient())
        return;
    const QString until = QLocale::c().toString(
        QDateTime::fromMSecsSinceEpoch(nowMs + ms), QStringLiteral("yyyy-MM-dd hh:mm"));
    error.message =
        serverWords(QStringLiteral("%1; %2 asks to wait until %3").arg(error.message, host, until));
}

} // namespace

QString serverWords(const QString &text)
{
    QString words;
    for (const char32_t c : QStringView(storable(text.left(4 * tuning::kMaxWords))).toUcs4()) {
        switch (QChar::category(c)) {
        case QChar::Other_Control:
        case QChar::Other_Format: // turns the line round, or hides in it
        case QChar::Separator_Line:
        case QChar::Separator_Paragraph:
            words += u' ';
            break;
        default:
            words += QString::fromUcs4(&c, 1);
        }
    }
    words = words.simplified();
    if (words.size() <= tuning::kMaxWords)
        return words;
    qsizetype end = tuning::kMaxWords - 1;
    if (words.at(end - 1).isHighSurrogate())
        --end;
    return words.first(end) + u'…';
}

CallError callError(Cause cause, ErrorKind kind, QString message, int code)
{
    CallError error;
    error.kind = kind;
    error.code = code;
    error.message = serverWords(message);
    error.cause = cause;
    return error;
}

bool looksLikeHtml(const QByteArray &contentType, const QByteArray &body)
{
    if (contentType.toLower().startsWith("text/html"))
        return true;
    const auto first =
        std::find_if(body.begin(), body.end(), [](char c) { return !isspace(uchar(c)); });
    return first != body.end() && *first == '<';
}

qint64 parseRetryAfter(const QByteArray &value, qint64 nowMs)
{
    const QByteArray text = value.trimmed();
    bool isNumber = false;
    const qint64 seconds = text.toLongLong(&isNumber);
    if (isNumber)
        return seconds < 0 ? -1 : std::min<qint64>(seconds, tuning::kLongestRestMs / 1000) * 1000;
    // IMF-fixdate; the names of days and months are English whatever the locale.
    const QDateTime written = QLocale::c().toDateTime(
        QString::fromLatin1(text), QStringLiteral("ddd, dd MMM yyyy hh:mm:ss 'GMT'"));
    // Read as local time, it may be in the hour that clocks leave out in spring.
    const QDateTime when(written.date(), written.time(), QTimeZone::utc());
    if (!when.isValid())
        return -1;
    return std::clamp<qint64>(when.toMSecsSinceEpoch() - nowMs, 0, tuning::kLongestRestMs);
}

std::optional<CallError> classify(const ReplyFacts &facts, qint64 nowMs)
{
    if (facts.timedOut)
        return callError(
            Cause::TimedOut, ErrorKind::Transient,
            QStringLiteral("%1 did not answer in time").arg(facts.host));
    if (facts.tooLong)
        return callError(
            Cause::TooLong, ErrorKind::Protocol,
            QStringLiteral("the answer is longer than any that makes sense"), facts.status);
    // A server that refuses a body early answers and closes: the answer counts, not the broken
    // connection.
    if (facts.status >= 400) {
        CallError error = statusError(facts);
        const auto body = couchError(facts.body);
        if (body)
            error.said = serverWords(body->value(u"reason").toString());
        if (const qint64 asked = parseRetryAfter(facts.retryAfter, nowMs); asked >= 0)
            takeRest(
                error, facts.host, body ? asked : std::min(asked, tuning::kStrangersRestMs), nowMs);
        return error;
    }
    if (facts.networkError != QNetworkReply::NoError || facts.status == 0)
        return transportError(facts);
    return strangeSuccess(facts);
}

} // namespace cairn
