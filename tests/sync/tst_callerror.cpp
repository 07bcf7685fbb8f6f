// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/callerror.h"
#include "http/tuning.h"

#include <QtTest>

using namespace cairn;

/// Every way an exchange can go wrong, and the one decision that each leads to.
class TestCallError : public QObject {
    Q_OBJECT
private slots:
    void httpsToAPlainPort();
    void classification_data();
    void classification();
    void retryAfter_data();
    void retryAfter();
    void retryAfterInTheHourLeftOut();
    void lockOutNamesItsTime();
    void retryAfterTravels();
    void longPausesAreTold();
    void serverWords_data();
    void serverWords();
    void packedAnswersAreRefused();
    void ourTimeOutWins();
    void serverWordsAreKept();
};

/// A certificate is not what is wrong with a server that never spoke of one.
void TestCallError::httpsToAPlainPort()
{
    ReplyFacts facts;
    facts.networkError = QNetworkReply::SslHandshakeFailedError;
    facts.host = QStringLiteral("h.example");
    facts.errorText =
        QStringLiteral("SSL handshake failed: error:0A00010B:SSL routines::wrong version number");
    CallError error = *classify(facts, 0);
    QCOMPARE(error.cause, Cause::PlainHttp);
    QVERIFY(error.message.contains(QStringLiteral("does not speak https")));
    facts.errorText = QStringLiteral("The certificate is self-signed, and untrusted");
    QCOMPARE(classify(facts, 0)->cause, Cause::Tls);
}

void TestCallError::classification_data()
{
    QTest::addColumn<QNetworkReply::NetworkError>("network");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("signIn");
    QTest::addColumn<bool>("success");
    QTest::addColumn<Cause>("cause");
    QTest::addColumn<ErrorKind>("kind");

    using Net = QNetworkReply;
    const QByteArray json = "application/json";
    const QByteArray html = "text/html; charset=utf-8";
    const auto row = [](const char *name, Net::NetworkError network, int status,
                        const QByteArray &type, const QByteArray &body, Cause cause, ErrorKind kind,
                        bool signIn = false) {
        QTest::newRow(name) << network << status << type << body << signIn << false << cause
                            << kind;
    };
    QTest::newRow("200") << Net::NoError << 200 << json << QByteArray("{}") << false << true
                         << Cause::NoNetwork << ErrorKind::Offline;
    QTest::newRow("201") << Net::NoError << 201 << json << QByteArray("[]") << false << true
                         << Cause::NoNetwork << ErrorKind::Offline;
    QTest::newRow("202 text/plain")
        << Net::NoError << 202 << QByteArray("text/plain") << QByteArray("[]") << false << true
        << Cause::NoNetwork << ErrorKind::Offline;
    row("name unknown", Net::HostNotFoundError, 0, {}, {}, Cause::HostNotFound, ErrorKind::Offline);
    row("no network", Net::TemporaryNetworkFailureError, 0, {}, {}, Cause::NoNetwork,
        ErrorKind::Offline);
    row("refused", Net::ConnectionRefusedError, 0, {}, {}, Cause::Refused, ErrorKind::Transient);
    row("connect time-out", Net::TimeoutError, 0, {}, {}, Cause::TimedOut, ErrorKind::Transient);
    row("closed", Net::RemoteHostClosedError, 0, {}, {}, Cause::Closed, ErrorKind::Transient);
    row("closed in the middle of 200", Net::RemoteHostClosedError, 200, json, "{\"resul",
        Cause::Closed, ErrorKind::Transient);
    row("tls", Net::SslHandshakeFailedError, 0, {}, {}, Cause::Tls, ErrorKind::Protocol);
    row("portal by type", Net::NoError, 200, html, "Welcome", Cause::CaptivePortal,
        ErrorKind::Protocol);
    row("portal by body", Net::NoError, 200, json, " \n<html>", Cause::CaptivePortal,
        ErrorKind::Protocol);
    row("portal 511", Net::UnknownContentError, 511, html, "<html>", Cause::CaptivePortal,
        ErrorKind::Protocol);
    row("redirect here", Net::NoError, 302, {}, {}, Cause::NotCouchDb, ErrorKind::Protocol);
    row("400", Net::ProtocolInvalidOperationError, 400, json,
        R"({"error":"bad_request","reason":"x"})", Cause::Refusal, ErrorKind::Rejected);
    row("401", Net::AuthenticationRequiredError, 401, json,
        R"({"error":"unauthorized","reason":"x"})", Cause::SignIn, ErrorKind::Auth);
    row("401 to a password, cut off", Net::AuthenticationRequiredError, 401, json, R"({"err)",
        Cause::SignIn, ErrorKind::Auth, true);
    row("401 of a proxy to a password", Net::AuthenticationRequiredError, 401, html, "<html>",
        Cause::NotCouchDb, ErrorKind::Protocol, true);
    row("401 cut off", Net::AuthenticationRequiredError, 401, json, R"({"err)", Cause::NotCouchDb,
        ErrorKind::Protocol);
    row("401 of a proxy", Net::AuthenticationRequiredError, 401, html, "<html>", Cause::NotCouchDb,
        ErrorKind::Protocol);
    row("403 member", Net::ContentAccessDenied, 403, json,
        R"({"error":"forbidden","reason":"You are not allowed to access this db."})",
        Cause::NotAllowed, ErrorKind::Forbidden);
    row("403 locked", Net::ContentAccessDenied, 403, json,
        R"({"error":"forbidden","reason":"Account is temporarily locked due to multiple authentication failures"})",
        Cause::Locked, ErrorKind::Forbidden, true);
    row("403 elsewhere that speaks of locks", Net::ContentAccessDenied, 403, json,
        R"({"error":"forbidden","reason":"this path is locked"})", Cause::NotAllowed,
        ErrorKind::Forbidden);
    row("403 at sign-in", Net::ContentAccessDenied, 403, json,
        R"({"error":"forbidden","reason":"no"})", Cause::NotAllowed, ErrorKind::Forbidden, true);
    row("404", Net::ContentNotFoundError, 404, json, R"({"error":"not_found","reason":"missing"})",
        Cause::NotFound, ErrorKind::NotFound);
    row("404 of a proxy", Net::ContentNotFoundError, 404, html, "<h1>Not Found</h1>",
        Cause::NotCouchDb, ErrorKind::Protocol);
    row("408", Net::UnknownContentError, 408, html, "<html>", Cause::ServerTrouble,
        ErrorKind::Transient);
    row("409", Net::ContentConflictError, 409, json, R"({"error":"conflict","reason":"x"})",
        Cause::Conflict, ErrorKind::Conflict);
    row("412", Net::UnknownContentError, 412, json, R"({"error":"missing_stub","reason":"x"})",
        Cause::Refusal, ErrorKind::Rejected);
    row("413", Net::UnknownContentError, 413, json,
        R"({"error":"document_too_large","reason":"x"})", Cause::TooLarge, ErrorKind::Rejected);
    row("413 of a proxy", Net::UnknownContentError, 413, html, "<html>", Cause::TooLarge,
        ErrorKind::Rejected);
    row("413, then closed", Net::RemoteHostClosedError, 413, html, "<html>", Cause::TooLarge,
        ErrorKind::Rejected);
    row("415", Net::UnknownContentError, 415, json, R"({"error":"bad_content_type","reason":"x"})",
        Cause::Refusal, ErrorKind::Rejected);
    row("429", Net::UnknownContentError, 429, html, "<html>", Cause::RateLimited,
        ErrorKind::Transient);
    row("500", Net::InternalServerError, 500, json,
        R"({"error":"unknown_error","reason":"x","ref":1})", Cause::ServerTrouble,
        ErrorKind::Transient);
    row("503 of a proxy", Net::ServiceUnavailableError, 503, html, "<html>", Cause::ServerTrouble,
        ErrorKind::Transient);
    row("507", Net::UnknownServerError, 507, json, "{}", Cause::ServerTrouble,
        ErrorKind::Transient);
}

void TestCallError::classification()
{
    QFETCH(QNetworkReply::NetworkError, network);
    QFETCH(int, status);
    QFETCH(QByteArray, type);
    QFETCH(QByteArray, body);
    QFETCH(bool, signIn);
    QFETCH(bool, success);
    QFETCH(Cause, cause);
    QFETCH(ErrorKind, kind);
    ReplyFacts facts;
    facts.networkError = network;
    facts.status = status;
    facts.contentType = type;
    facts.body = body;
    facts.signIn = signIn;
    facts.host = QStringLiteral("notes.example");
    const auto error = classify(facts, 0);
    QCOMPARE(!error.has_value(), success);
    if (!error)
        return;
    QCOMPARE(error->cause, cause);
    QCOMPARE(error->kind, kind);
    QVERIFY(!error->message.isEmpty());
    QCOMPARE(error->code, status); // of what was cut off as well: somebody answered
}

void TestCallError::retryAfter_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<qint64>("expected");
    QTest::newRow("nothing") << QByteArray() << qint64(-1);
    QTest::newRow("seconds") << QByteArray("7") << qint64(7'000);
    QTest::newRow("blanks") << QByteArray(" 120 ") << qint64(120'000);
    QTest::newRow("zero") << QByteArray("0") << qint64(0);
    QTest::newRow("negative") << QByteArray("-5") << qint64(-1);
    QTest::newRow("absurd") << QByteArray("99999999999") << qint64(7) * 24 * 3600 * 1000;
    QTest::newRow("date") << QByteArray("Tue, 14 Nov 2023 22:13:50 GMT") << qint64(30'000);
    QTest::newRow("past date") << QByteArray("Tue, 14 Nov 2023 22:13:00 GMT") << qint64(0);
    QTest::newRow("nonsense") << QByteArray("soon") << qint64(-1);
}

void TestCallError::retryAfter()
{
    QFETCH(QByteArray, value);
    QFETCH(qint64, expected);
    QCOMPARE(parseRetryAfter(value, 1'700'000'000'000), expected); // 2023-11-14 22:13:20 UTC
}

/// Clocks of this zone go from 2:00 to 3:00 that day.
void TestCallError::retryAfterInTheHourLeftOut()
{
    const QByteArray zone = qgetenv("TZ");
    qputenv("TZ", "America/New_York");
    const qint64 wait = parseRetryAfter("Sun, 10 Mar 2024 02:30:30 GMT", 1'710'037'800'000);
    zone.isNull() ? qunsetenv("TZ") : qputenv("TZ", zone);
    QCOMPARE(wait, 30'000);
}

void TestCallError::lockOutNamesItsTime()
{
    ReplyFacts facts;
    facts.status = 403;
    facts.signIn = true;
    facts.body = R"({"error":"forbidden","reason":"Account is temporarily locked"})";
    QCOMPARE(classify(facts, 0)->retryAfterMs, tuning::kLockedRetryMs);
    facts.retryAfter = "60";
    QCOMPARE(classify(facts, 0)->retryAfterMs, 60'000);
}

void TestCallError::retryAfterTravels()
{
    ReplyFacts facts;
    facts.status = 503;
    facts.retryAfter = "12";
    const auto error = classify(facts, 0);
    QCOMPARE(error->retryAfterMs, 12'000);
    QVERIFY(error->isTransient());
}

/// Of a long pause it is said until when, and who asked for it.
void TestCallError::longPausesAreTold()
{
    ReplyFacts facts;
    facts.status = 503;
    facts.host = QStringLiteral("notes.example");
    facts.retryAfter = "3600";
    QVERIFY(!classify(facts, 0)->message.contains(u"asks to wait"));
    facts.retryAfter = "259200";
    facts.body = R"({"error":"service_unavailable","reason":"maintenance"})";
    QVERIFY(classify(facts, 0)->message.contains(u"notes.example asks to wait until 1970-01-0"));
    facts.body = "<html><body>Back soon</body></html>"; // a proxy's, which knows nothing of days
    QCOMPARE(classify(facts, 0)->retryAfterMs, 3'600'000);
    QVERIFY(!classify(facts, 0)->message.contains(u"asks to wait"));
}

void TestCallError::serverWords_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("words");
    QTest::newRow("plain") << QStringLiteral("Database does not exist.")
                           << QStringLiteral("Database does not exist.");
    QTest::newRow("lines") << QStringLiteral("one\r\n\ttwo\u2028three")
                           << QStringLiteral("one two three");
    QTest::newRow("a terminal's") << QStringLiteral("a\u001b[31mb\u0007\u009bc")
                                  << QStringLiteral("a [31mb c");
    QTest::newRow("turned round") << QStringLiteral("a\u202eb\u2066c\u200f")
                                  << QStringLiteral("a b c");
    QTest::newRow("half a character") << QString(QChar(0xD800)) + u'a' << QStringLiteral("\uFFFDa");
    QTest::newRow("long") << QString(5'000'000, u'w') << QString(299, u'w') + u'…';
    QTest::newRow("long, pairs") << QStringLiteral("\U0001F600").repeated(1'000)
                                 << QStringLiteral("\U0001F600").repeated(149) + u'…';
}

void TestCallError::serverWords()
{
    QFETCH(QString, text);
    QFETCH(QString, words);
    QCOMPARE(cairn::serverWords(text), words);
    QCOMPARE(callError(Cause::Refusal, ErrorKind::Rejected, text).message, words);
}

void TestCallError::packedAnswersAreRefused()
{
    ReplyFacts facts;
    facts.status = 200;
    facts.packing = "gzip";
    QCOMPARE(classify(facts, 0)->cause, Cause::Malformed);
}

void TestCallError::ourTimeOutWins()
{
    ReplyFacts facts;
    facts.networkError = QNetworkReply::OperationCanceledError;
    facts.timedOut = true;
    QCOMPARE(classify(facts, 0)->cause, Cause::TimedOut);
    facts.timedOut = false;
    facts.tooLong = true;
    QCOMPARE(classify(facts, 0)->kind, ErrorKind::Protocol);
}

void TestCallError::serverWordsAreKept()
{
    ReplyFacts facts;
    facts.status = 404;
    facts.body = R"({"error":"not_found","reason":"Database does not exist."})";
    QCOMPARE(classify(facts, 0)->said, QStringLiteral("Database does not exist."));
    facts.status = 302;
    facts.body.clear();
    facts.host = QStringLiteral("notes.example");
    facts.redirectHost = QStringLiteral("login.hotel.example");
    QCOMPARE(classify(facts, 0)->cause, Cause::CaptivePortal);
}

QTEST_GUILESS_MAIN(TestCallError)
#include "tst_callerror.moc"
