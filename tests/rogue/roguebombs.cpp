// SPDX-License-Identifier: GPL-3.0-or-later
#include "roguecase.h"

namespace cairn {
namespace {

const QByteArray kGoodRow =
    R"({"seq":"2-x","id":"note:01HZZZZZZZZZZZZZZZZZZZZZZZ","changes":[{"rev":"1-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}],)"
    R"("doc":{"_id":"note:01HZZZZZZZZZZZZZZZZZZZZZZZ","_rev":"1-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","type":"note","schema":1,)"
    R"("title":"Behind it","body":"still arrives","created_at":1,"updated_at":1}})";

QByteArray rowWith(const QByteArray &members)
{
    return R"({"seq":"1-x","id":"note:01HBOMB0000000000000000000","changes":[{"rev":"1-bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"}],)"
        + members + '}';
}

/// A feed of one row that is too much, and a good one behind it.
RogueCase tooMuch(const QByteArray &name, const QByteArray &members)
{
    const QByteArray feed = "{\"results\":[\n" + rowWith(members) + ",\n" + kGoodRow
        + "\n],\"last_seq\":\"2-x\",\"pending\":0}";
    return {
        name,
        [feed](RogueServer &server) {
            server.play([feed](const FakeRequest &request) -> std::optional<RogueAnswer> {
                if (!isFor(request, "GET", "_changes"))
                    return std::nullopt;
                const bool read = request.parameter(QStringLiteral("since")) == u"2-x";
                return RogueAnswer::json(
                    read ? QByteArray(R"({"results":[],"last_seq":"2-x","pending":0})") : feed);
            });
        },
        {7},
        QStringLiteral("1 document of the server cannot be read: note:01HBOMB"),
        [](const CliProfile &profile) {
            QCOMPARE(
                profile.json({QStringLiteral("note"), QStringLiteral("list")}).array().size(), 2);
            const auto status = profile.json({QStringLiteral("status")});
            QCOMPARE(status.number("unread"), 1);
            QVERIFY(status.text("state") != u"synced");
        },
        false};
}

RogueCase
bomb(const QByteArray &name, const char *method, const char *path, const RogueAnswer &answer)
{
    return {
        name, [=](RogueServer &server) { server.play(answering(method, path, answer)); }, {4}, {}};
}

/// The same for a request that is only made where the server holds a note with two versions.
RogueCase bombWhenFetching(const QByteArray &name, const RogueAnswer &answer)
{
    RogueCase result = bomb(name, "POST", "_bulk_get", answer);
    const auto play = result.prepare;
    result.prepare = [play](RogueServer &server) {
        server.visit([](FakeCouch &couch) {
            FakeDatabase &database = *couch.database(QString::fromLatin1(RogueServer::kDatabase));
            for (const char *hash : {"a", "b"})
                database.insert(
                    QStringLiteral("note:01HTW000000000000000000000"),
                    {{1, QByteArray(hash).repeated(32)}}, false,
                    {{QStringLiteral("type"), QStringLiteral("note")},
                     {QStringLiteral("title"), QStringLiteral("Two")},
                     {QStringLiteral("body"), QString::fromLatin1(hash)}});
        });
        play(server);
    };
    result.exits = {4, 7};
    result.heals = false; // two versions are left to a person
    return result;
}

RogueAnswer naked(const QByteArray &head, const QByteArray &piece)
{
    RogueAnswer answer = endless({}, piece);
    answer.naked = true;
    answer.more = [head, more = answer.more](qint64 sent) { return sent == 0 ? head : more(sent); };
    return answer;
}

} // namespace

RogueCases replyBombs()
{
    const QByteArray feed = "{\"results\":[\n";
    RogueAnswer otherPacking = endless({}, QByteArray(4'096, '\0'));
    otherPacking.response.headers.emplaceBack("Content-Encoding", "zstd");
    RogueAnswer refusal = endless(R"({"error":"x","reason":")", "why not ");
    refusal.response.status = 500;
    return {
        bomb("sign-in, gzip", "POST", "_session", packedBlanks()),
        bomb("sign-in, zstd", "POST", "_session", otherPacking),
        bomb(
            "sign-in, without end", "POST", "_session", endless("{\"ok\":true,\"name\":\"", "ann")),
        bomb("database, gzip", "GET", "/notes", packedBlanks()),
        bomb("database, without end", "GET", "/notes", endless("{\"x\":[", "0,")),
        bomb("checkpoint, nested", "GET", "_local", endless({}, "[{\"a\":")),
        bomb("feed, gzip", "GET", "_changes", packedBlanks()),
        bomb("feed, blanks before it", "GET", "_changes", endless({}, " ")),
        bomb("feed, blanks in it", "GET", "_changes", endless(feed, "\n")),
        bomb("feed, commas in it", "GET", "_changes", endless(feed, ",")),
        bomb("feed, blanks after it", "GET", "_changes", endless(feed + "],", " ")),
        bomb("feed, rows of nothing", "GET", "_changes", endless(feed, "{},")),
        bomb("feed, one row without end", "GET", "_changes", endless(feed + "{\"id\":\"", "long")),
        bomb(
            "feed, the same row again and again", "GET", "_changes", endless(feed, kGoodRow + ',')),
        bomb(
            "feed, pages that stay where they are", "GET", "_changes",
            RogueAnswer::json(feed + kGoodRow + "],\"last_seq\":0,\"pending\":9}")),
        tooMuch("feed, a row of 40 MB", R"("doc":{"x":")" + QByteArray(40'000'000, 'x') + "\"}"),
        tooMuch(
            "feed, a row that nests",
            R"("doc":)" + QByteArray(100'000, '[') + QByteArray(100'000, ']')),
        tooMuch(
            "feed, a row of millions of values",
            R"("doc":{"x":[)" + QByteArray("{},").repeated(4'000'000) + "0]}"),
        bombWhenFetching(
            "documents, without end", endless("{\"results\":[", "{\"id\":\"x\",\"docs\":[]},")),
        bombWhenFetching(
            "documents, millions of values",
            RogueAnswer::json("{\"results\":[" + QByteArray("{},").repeated(9'000'000) + "{}]}")),
        bombWhenFetching("documents, gzip", packedBlanks()),
        bomb(
            "outcome of sending, without end", "POST", "_bulk_docs",
            endless("[", "{\"id\":\"x\"},")),
        bomb("outcome of sending, gzip", "POST", "_bulk_docs", packedBlanks()),
        bomb("a refusal without end", "GET", "_changes", refusal),
        bomb(
            "headers without end", "GET", "_changes",
            naked("HTTP/1.1 200 OK\r\n", "X-Long: header\r\n")),
    };
}

} // namespace cairn
