// SPDX-License-Identifier: GPL-3.0-or-later
#include "roguecase.h"

namespace cairn {
namespace {

QByteArray row(int seq, const QByteArray &id, const QByteArray &rev, const QByteArray &doc = "{}")
{
    return "{\"seq\":\"" + QByteArray::number(seq) + "-x\",\"id\":" + id
        + ",\"changes\":[{\"rev\":\"" + rev + "\"}],\"doc\":" + doc + "}";
}

const QByteArray kHash(32, 'c');

/// The feed is this, until it is read; the true one is another matter.
void playFeed(RogueServer &server, const QList<QByteArray> &rows)
{
    const QByteArray feed =
        "{\"results\":[\n" + rows.join(",\n") + "\n],\"last_seq\":\"9-x\",\"pending\":0}";
    server.play([feed](const FakeRequest &request) -> std::optional<RogueAnswer> {
        if (!isFor(request, "GET", "_changes"))
            return std::nullopt;
        const bool read = request.parameter(QStringLiteral("since")) == u"9-x";
        return RogueAnswer::json(
            read ? QByteArray(R"({"results":[],"last_seq":"9-x","pending":0})") : feed);
    });
}

void expectUnread(const CliProfile &profile, int count)
{
    const auto status = profile.json({QStringLiteral("status")});
    QCOMPARE(status.number("unread"), count);
    QCOMPARE(status.text("state") == u"synced", count == 0);
    const QString said = QString::fromUtf8(profile.run({QStringLiteral("status")}).out);
    QCOMPARE(said.contains(u"of the server cannot be read"), count > 0);
    // It stays so, whatever else is synced.
    QCOMPARE(profile.json({QStringLiteral("sync")}).number("unread"), count);
}

RogueCase unusable(const QByteArray &name, const QList<QByteArray> &rows, int count)
{
    return {
        name,
        [rows](RogueServer &server) { playFeed(server, rows); },
        {7},
        QStringLiteral("of the server cannot be read"),
        [count](const CliProfile &profile) { expectUnread(profile, count); },
        false};
}

/// Between a sound note and another one there is this in the feed.
RogueCase between(const QByteArray &name, const QByteArray &bad)
{
    const auto good = [](int seq, char letter) {
        const QByteArray id = "\"note:01HS" + QByteArray(22, letter) + '"';
        return row(
            seq, id, "1-" + kHash,
            "{\"_id\":" + id + ",\"_rev\":\"1-" + kHash
                + R"(","type":"note","title":"Sound","body":"words"})");
    };
    RogueCase result = unusable(name, {good(1, 'A'), bad, good(3, 'B')}, 1);
    result.check = [](const CliProfile &profile) {
        expectUnread(profile, 1);
        const auto found = profile.json({QStringLiteral("search"), QStringLiteral("words")});
        QCOMPARE(found.array().size(), 2);
        QCOMPARE(profile.json({QStringLiteral("status")}).number("pending"), 0); // ours went out
    };
    return result;
}

/// A note that two devices made at once is fetched by `_bulk_get`; this is what comes.
RogueCase fetched(const QByteArray &name, const QByteArray &docs, int count)
{
    const QByteArray id = "\"note:01HF00000000000000000000\"";
    const QByteArray two = "{\"seq\":\"1-x\",\"id\":" + id + ",\"changes\":[{\"rev\":\"1-" + kHash
        + "\"},{\"rev\":\"1-" + QByteArray(32, 'b') + "\"}]}";
    RogueCase result = unusable(name, {two}, count);
    result.prepare = [=](RogueServer &server) {
        const QByteArray page =
            "{\"results\":[\n" + two + "\n],\"last_seq\":\"9-x\",\"pending\":0}";
        const QByteArray answer = "{\"results\":[" + docs + "]}";
        server.play([=](const FakeRequest &request) -> std::optional<RogueAnswer> {
            if (isFor(request, "POST", "_bulk_get"))
                return RogueAnswer::json(answer);
            if (!isFor(request, "GET", "_changes"))
                return std::nullopt;
            const bool read = request.parameter(QStringLiteral("since")) == u"9-x";
            return RogueAnswer::json(
                read ? QByteArray(R"({"results":[],"last_seq":"9-x","pending":0})") : page);
        });
    };
    return result;
}

/// Whatever is in a document, the others come.
RogueCase odd(const QByteArray &name, const QJsonObject &body)
{
    return {
        name,
        [body](RogueServer &server) {
            server.put(QStringLiteral("note:01HDD00000000000000000000"), body);
            server.put(
                QStringLiteral("note:01HGD00000000000000000000"),
                {{QStringLiteral("type"), QStringLiteral("note")},
                 {QStringLiteral("title"), QStringLiteral("Good")},
                 {QStringLiteral("body"), QStringLiteral("words")}});
        },
        {0},
        {},
        [](const CliProfile &profile) {
            const auto found = profile.json({QStringLiteral("search"), QStringLiteral("words")});
            QVERIFY2(!found.array().isEmpty(), found.err.constData());
            QCOMPARE(profile.json({QStringLiteral("doctor")}).exitCode, 0);
        }};
}

/// What is shown of it can be written on.
RogueCase writable(RogueCase one)
{
    one.commands.append(QStringList{
        QStringLiteral("note"), QStringLiteral("edit"),
        QStringLiteral("note:01HDD00000000000000000000"), QStringLiteral("--append"),
        QStringLiteral("more")});
    return one;
}

QJsonObject withMembers(const QByteArray &json)
{
    QJsonObject body = QJsonDocument::fromJson(json).object();
    if (!body.contains(u"type"))
        body.insert(u"type", QStringLiteral("note"));
    return body;
}

} // namespace

RogueCases strangeDocuments()
{
    const QByteArray note = "\"note:01HA00000000000000000000\"";
    const QByteArray id = "\"note:01HF00000000000000000000\"";
    const QByteArray huge = "2000000000-" + kHash;
    const auto document = [note](const QByteArray &members) {
        return row(
            2, note, "1-" + kHash,
            "{\"_id\":" + note + ",\"_rev\":\"1-" + kHash + R"(","type":"note",)" + members + '}');
    };
    const auto pair = [id](const QByteArray &members) {
        const auto leaf = [&](const QByteArray &hash, const QByteArray &more) {
            return "{\"ok\":{\"_id\":" + id + ",\"_rev\":\"1-" + hash
                + R"(","type":"note","title":"Two")" + more + "}}";
        };
        return "{\"id\":" + id + ",\"docs\":[" + leaf(kHash, {}) + ','
            + leaf(QByteArray(32, 'b'), members) + "]}";
    };
    return {
        between("a number beyond all numbers", document(R"("body":"x","n":1e999)")),
        between("a byte that is no UTF-8", document("\"body\":\"caf\xe9 \xff\"")),
        between("half a surrogate in UTF-8", document("\"body\":\"x\xed\xa0\x80y\"")),
        between("a word that is no value", document(R"("body":nothing)")),
        between("a row without values", R"({"seq":,"id":,"changes":})"),
        between("a list in place of a row", "[1]"),
        between("words in place of a row", R"("1]},{\"")"),
        between("nothing in place of a row", "null"),
        between("a number in place of a row", "7"),
        between("a name that is no UTF-8", row(2, "\"note:\xe9\"", "1-" + kHash)),
        fetched("a number beyond all numbers in an answer", pair(R"(,"n":1e999)"), 1),
        fetched("bytes that are no UTF-8 in an answer", pair(",\"body\":\"\xff\""), 1),
        fetched("words that are no JSON in an answer", "{\"id\":" + id + ",\"docs\":[soon]}", 1),
        unusable("a generation without children", {row(1, note, huge)}, 1),
        unusable("one more than a million", {row(1, note, "1000001-" + kHash)}, 1),
        unusable(
            "one of two leaves",
            {"{\"seq\":\"1-x\",\"id\":" + note + ",\"changes\":[{\"rev\":\"" + huge
             + "\"},{\"rev\":\"1-" + kHash + "\"}]}"},
            1),
        unusable("no revision", {"{\"seq\":\"1-x\",\"id\":" + note + ",\"changes\":[]}"}, 1),
        unusable("a revision without end", {row(1, note, "1-" + QByteArray(100'000, 'c'))}, 1),
        unusable(
            "no id",
            {row(1, "\"\"", "1-" + kHash), row(2, "7", "1-" + kHash), row(3, "null", "2-" + kHash)},
            3),
        unusable(
            "an id without end", {row(1, '"' + QByteArray(1'000'000, 'i') + '"', "1-" + kHash)}, 1),
        unusable("a row of strings", {R"({"seq":"1-x","id":"note:X","changes":"all"})"}, 1),
        fetched(
            "a parent without children",
            "{\"id\":" + id + ",\"docs\":[{\"ok\":{\"_id\":" + id + ",\"_rev\":\"1-" + kHash
                + "\",\"_revisions\":{\"start\":2000000000,\"ids\":[\"" + kHash + "\"]}}}]}",
            1),
        fetched(
            "a parent before the first",
            "{\"id\":" + id + ",\"docs\":[{\"ok\":{\"_id\":" + id + ",\"_rev\":\"1-" + kHash
                + "\",\"_revisions\":{\"start\":-1e300,\"ids\":[\"" + kHash + "\"]}}}]}",
            1),
        fetched(
            "another document in its place",
            "{\"id\":" + id + ",\"docs\":[{\"ok\":{\"_id\":\"note:01HB\",\"_rev\":\"1-" + kHash
                + "\"}}]}",
            1),
        fetched(
            "another version in its place",
            "{\"id\":" + id + ",\"docs\":[{\"ok\":{\"_id\":" + id + ",\"_rev\":\"7-" + kHash
                + "\",\"title\":\"evil\"}}]}",
            1),
        fetched(
            "one version twice",
            "{\"id\":" + id + ",\"docs\":[{\"ok\":{\"_id\":" + id + ",\"_rev\":\"1-" + kHash
                + "\"}},{\"ok\":{\"_id\":" + id + ",\"_rev\":\"1-" + kHash + "\"}}]}",
            1),
        fetched("no answer for it", {}, 1),
        fetched("nothing in the answer", "{\"id\":" + id + ",\"docs\":[]}", 1),
        fetched(
            "a document that is none", "{\"id\":" + id + ",\"docs\":[{\"ok\":{\"_id\":5}}]}", 1),
        fetched("words instead of a document", "{\"id\":" + id + ",\"docs\":[\"soon\"]}", 1),
        fetched(
            "an error without end",
            "{\"id\":" + id + ",\"docs\":[{\"error\":{\"id\":" + id
                + ",\"rev\":\"x\",\"error\":\"broken\",\"reason\":\"" + QByteArray(900'000, 'w')
                + "\"}}]}",
            1),
        odd("a note of numbers",
            withMembers(
                R"({"title":5,"body":{"a":1},"tags":"x","pinned":"yes","created_at":"then","updated_at":1e300,"notebook":7,"color":[]})")),
        odd("a note of arrays",
            withMembers(
                R"({"title":["a"],"body":[[]],"tags":[1,null,{"a":"b"}],"device":"me","merged":"all","trashed_at":-1e300})")),
        odd("a line of revisions that are none",
            withMembers(R"({"title":"x","body":"y","merged":["2000000000-x","1-","x",5]})")),
        odd("attachments that are none",
            withMembers(
                R"({"title":"x","body":"y","_attachments":{"a":{"digest":"md5-x","stub":true,"length":-5}}})")),
        odd("a schema of the year 3000", withMembers(R"({"title":"x","body":"y","schema":3000})")),
        writable(odd("half a surrogate", withMembers(R"({"title":"x","body":"y\ud800z"})"))),
        odd("no text at all", QJsonObject()),
    };
}

} // namespace cairn
