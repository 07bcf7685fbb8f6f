// SPDX-License-Identifier: GPL-3.0-or-later
#include "roguecase.h"

namespace cairn {
namespace {

const QByteArray kWord = "no\\u001b[31m\\u202e\\n and \\u0007";
const QByteArray kWords = kWord.repeated(200'000);

/// Every text of ours that may quote the server is one short line.
void expectShortWords(const CliProfile &profile)
{
    const auto queue = profile.json({QStringLiteral("queue"), QStringLiteral("list")});
    const QString said = queue.array().at(0)[u"last_error"].toString();
    QVERIFY(!said.isEmpty());
    QVERIFY2(said.size() <= 300, qPrintable(QString::number(said.size())));
    for (const QChar c : said)
        QVERIFY(c.isPrint());
    const auto again = profile.run({QStringLiteral("sync")});
    QVERIFY2(again.err.size() < 2'000, qPrintable(QString::number(again.err.size())));
    QVERIFY(!again.err.contains('\x1b'));
}

QByteArray refusalOf(const FakeRequest &request, const QByteArray &reason)
{
    const QJsonArray docs = QJsonDocument::fromJson(request.body).object().value(u"docs").toArray();
    QByteArray rows;
    for (const QJsonValue &doc : docs)
        rows += R"({"id":")" + doc[u"_id"].toString().toUtf8()
            + R"(","error":"forbidden","reason":")" + reason + "\"},";
    rows.chop(1);
    return '[' + rows + ']';
}

RogueAnswer refusing(int status, const QByteArray &retryAfter)
{
    RogueAnswer answer =
        RogueAnswer::json(R"({"error":"busy","reason":"come back later"})", status);
    if (!retryAfter.isEmpty())
        answer.response.headers.emplaceBack("Retry-After", retryAfter);
    return answer;
}

/// A feed that goes on for ever, always with a row of a note that is known by then. `pending`: of
/// the rows that came so far.
RogueCase goesOn(
    const QByteArray &name, const std::function<QByteArray(qint64 rows)> &pending,
    bool moves = true)
{
    const QString id = QStringLiteral("note:01HE00000000000000000000");
    const auto prepare = [=](RogueServer &server) {
        server.put(
            id,
            {{QStringLiteral("type"), QStringLiteral("note")},
             {QStringLiteral("title"), QStringLiteral("Again")}});
        QByteArray rev;
        server.visit([&](FakeCouch &couch) {
            rev = couch.database(QString::fromLatin1(RogueServer::kDatabase))
                      ->document(id)
                      ->winner()
                      .toString()
                      .toUtf8();
        });
        auto rows = std::make_shared<qint64>(0);
        server.play([=](const FakeRequest &request) -> std::optional<RogueAnswer> {
            if (!isFor(request, "GET", "_changes"))
                return std::nullopt;
            const QByteArray seq = QByteArray::number(moves ? ++*rows : 1) + "-x";
            return RogueAnswer::json(
                R"({"results":[{"seq":")" + seq + R"(","id":")" + id.toUtf8()
                + R"(","changes":[{"rev":")" + rev + R"("}],"doc":{"_id":")" + id.toUtf8()
                + R"(","_rev":")" + rev + R"(","type":"note","title":"Again"}}],"last_seq":")" + seq
                + R"(","pending":)" + pending(*rows) + '}');
        });
    };
    return {
        name,
        prepare,
        {4},
        QStringLiteral("does not come to an end"),
        [](const CliProfile &profile) { // what was written here went out nevertheless
            QCOMPARE(profile.json({QStringLiteral("status")}).number("pending"), 0);
            QVERIFY(profile.json({QStringLiteral("status")}).text("state") != u"synced");
        }};
}

} // namespace

RogueCases serversTalk()
{
    return {
        {"a reason of some megabytes for one document",
         [](RogueServer &server) {
             server.play([](const FakeRequest &request) -> std::optional<RogueAnswer> {
                 if (!isFor(request, "POST", "_bulk_docs"))
                     return std::nullopt;
                 return RogueAnswer::json(refusalOf(request, kWord.repeated(7'000)), 201);
             });
         },
         {0, 7},
         {},
         expectShortWords,
         false},
        {"a reason of some megabytes for the request",
         [](RogueServer &server) {
             server.play(answering(
                 "GET", "_changes",
                 RogueAnswer::json(R"({"error":"x","reason":")" + kWords + "\"}", 500)));
         },
         {4},
         QStringLiteral("trouble")},
        {"a first line of words",
         [](RogueServer &server) {
             RogueAnswer answer;
             answer.naked = true;
             answer.more = [](qint64 sent) {
                 return sent == 0 ? "HTTP/1.1 200 " + QByteArray(90'000, 'w') + "\r\n\r\n{}"
                                  : QByteArray();
             };
             server.play(answering("GET", "_changes", answer));
         },
         {4},
         {}},
        {"a pause of three days",
         [](RogueServer &server) {
             server.play(answering("GET", "_changes", refusing(503, "259200")));
         },
         {4},
         QStringLiteral("127.0.0.1 asks to wait until "),
         {},
         false}, // it is to be respected
        {"changes that are never given",
         [](RogueServer &server) {
             server.play(answering(
                 "GET", "_changes",
                 RogueAnswer::json(R"({"results":[],"last_seq":"5-x","pending":7})")));
         },
         {4},
         QStringLiteral("the server has 7 more changes, and does not give them"),
         [](const CliProfile &profile) {
             QCOMPARE(profile.json({QStringLiteral("status")}).number("pending"), 0);
             QVERIFY(profile.json({QStringLiteral("status")}).text("state") != u"synced");
         }},
        {"[] for documents that are not stored",
         [](RogueServer &server) {
             server.play(answering("POST", "_bulk_docs", RogueAnswer::json("[]", 201)));
         },
         {4},
         QStringLiteral("does not keep them"),
         [](const CliProfile &profile) {
             QVERIFY(profile.json({QStringLiteral("status")}).number("pending") > 0);
         }},
        {"[], and nothing is missing",
         [](RogueServer &server) {
             server.play([](const FakeRequest &request) -> std::optional<RogueAnswer> {
                 if (isFor(request, "POST", "_bulk_docs"))
                     return RogueAnswer::json("[]", 201);
                 if (isFor(request, "POST", "_revs_diff"))
                     return RogueAnswer::json("{}");
                 return std::nullopt;
             });
         },
         {0, 4}, // both ears and the feed would be needed to see it; the first honest answer tells
         {}},
        goesOn("a feed without an end", [](qint64) { return "10"; }),
        goesOn(
            "a feed that stands still", [](qint64) { return "10"; }, false),
        goesOn(
            "a feed with less to come, without an end",
            [](qint64 rows) { return QByteArray::number(1'000'000'000'000LL - rows); }),
        {"another server's words about a lock",
         [](RogueServer &server) {
             server.play(answering(
                 "GET", "_changes",
                 RogueAnswer::json(
                     R"({"error":"forbidden","reason":"this path is locked"})", 403)));
         },
         {5},
         QStringLiteral("no access")},
    };
}

} // namespace cairn
