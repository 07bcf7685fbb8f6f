// SPDX-License-Identifier: GPL-3.0-or-later
#include "roguecase.h"

namespace cairn {
namespace {

using Member = std::function<QByteArray(int number)>;

QByteArray idOf(const char *type, int number)
{
    return QByteArray(type) + ":01HS" + QByteArray::number(number).rightJustified(22, '0');
}

/// A feed of so many documents of one type, in pages as they are asked for.
std::function<void(RogueServer &)> many(const char *type, int count, const Member &members)
{
    return [=](RogueServer &server) {
        server.play([=](const FakeRequest &request) -> std::optional<RogueAnswer> {
            if (!isFor(request, "GET", "_changes"))
                return std::nullopt;
            const int since =
                request.parameter(QStringLiteral("since")).section(u'-', 0, 0).toInt();
            const int limit = std::max(request.parameter(QStringLiteral("limit")).toInt(), 1);
            const int end = std::min(since + limit, count);
            QByteArrayList rows;
            for (int i = since; i < end; ++i) {
                const QByteArray rev = "1-" + QByteArray::number(i).rightJustified(32, 'a');
                const QByteArray id = idOf(type, i);
                rows += "{\"seq\":\"" + QByteArray::number(i + 1) + "-x\",\"id\":\"" + id
                    + "\",\"changes\":[{\"rev\":\"" + rev + "\"}],\"doc\":{\"_id\":\"" + id
                    + "\",\"_rev\":\"" + rev + "\",\"type\":\"" + type + "\"," + members(i) + "}}";
            }
            return RogueAnswer::json(
                "{\"results\":[\n" + rows.join(",\n") + "\n],\"last_seq\":\""
                + QByteArray::number(end) + "-x\",\"pending\":" + QByteArray::number(count - end)
                + '}');
        });
    };
}

RogueCase shape(
    const QByteArray &name, const std::function<void(RogueServer &)> &prepare,
    const QList<const char *> &commands)
{
    RogueCase result{name, prepare, {0}, {}};
    result.heals = false; // its feed is another one
    for (const char *command : commands)
        result.commands.append(QString::fromLatin1(command).split(u' '));
    return result;
}

/// `{"results":…}` with one note of these members.
std::function<void(RogueServer &)> one(const QByteArray &members)
{
    return many("note", 1, [members](int) { return R"("title":"One",)" + members; });
}

QByteArray repeated(int count, const Member &entry)
{
    QByteArrayList all;
    for (int i = 0; i < count; ++i)
        all += entry(i);
    return all.join(',');
}

QByteArray revision(int number)
{
    return "\"1-" + QByteArray::number(number).rightJustified(32, 'b') + '"';
}

} // namespace

RogueCases manyAndDeep()
{
    const QByteArray longName(990, 'N');
    const auto nested = [longName](int number) {
        return "\"name\":\"" + longName + QByteArray::number(number) + "\",\"parent\":\""
            + idOf("notebook", number - 1) + '"';
    };
    const auto named = [](int number) { return "\"name\":\"B" + QByteArray::number(number) + '"'; };
    const auto pointing = [](const char *member, const std::function<int(int)> &to) {
        return [=](int number) {
            return R"("name":"Same",")" + QByteArray(member) + "\":\""
                + idOf("notebook", to(number)) + '"';
        };
    };
    const auto note = [](const Member &more) {
        return [more](int number) { return R"("title":"Much","body":"words",)" + more(number); };
    };
    const QList<const char *> notebooks{"notebook list", "note list", "status", "doctor"};
    const QList<const char *> notes{"tag list", "note list", "search words", "status", "doctor"};
    return {
        shape("1,000 notebooks in each other", many("notebook", 1'000, nested), notebooks),
        shape("3,000 notebooks in each other", many("notebook", 3'000, nested), notebooks),
        shape(
            "3,000 notebooks in a circle",
            many("notebook", 3'000, pointing("parent", [](int i) { return (i + 1) % 3'000; })),
            notebooks),
        shape("10,000 notebooks on one level", many("notebook", 10'000, named), notebooks),
        shape(
            "5,000 notebooks of one name",
            many("notebook", 5'000, [](int) { return QByteArray(R"("name":"Same")"); }), notebooks),
        shape(
            "10,000 notebooks merged into one",
            many("notebook", 10'000, pointing("merged_into", [](int) { return 0; })), notebooks),
        shape(
            "5,000 notebooks merged into each other",
            many("notebook", 5'000, pointing("merged_into", [](int i) { return i + 1; })),
            notebooks),
        shape(
            "100,000 tags",
            many("note", 1'000, note([](int number) {
                     return "\"tags\":["
                         + repeated(
                                100,
                                [number](int i) {
                                    return "\"tag" + QByteArray::number(number * 100 + i) + '"';
                                })
                         + ']';
                 })),
            notes),
        shape(
            "100,000 tags of one note",
            one("\"tags\":["
                + repeated(100'000, [](int i) { return "\"t" + QByteArray::number(i) + '"'; })
                + ']'),
            notes),
        shape(
            "1,000 devices",
            many(
                "device", 1'000, [](int) { return "\"name\":\"" + QByteArray(20'000, 'D') + '"'; }),
            {"status", "doctor"}),
        shape(
            "notes of 1,000 devices", many("note", 1'000, note([](int number) {
                                               return "\"device\":{\"id\":\""
                                                   + QByteArray::number(number) + "\",\"name\":\""
                                                   + QByteArray(20'000, 'D') + "\"}";
                                           })),
            notes),
        shape(
            "a note made of 300,000 revisions",
            one("\"merged\":[" + repeated(300'000, &revision) + ']'), notes),
        shape(
            "a line of 300,000 ancestors",
            one("\"_revisions\":{\"start\":1000000,\"ids\":[" + repeated(300'000, &revision)
                + "]}"),
            notes),
        shape(
            "50,000 files",
            one("\"_attachments\":{"
                + repeated(
                    50'000,
                    [](int i) {
                        return "\"f" + QByteArray::number(i)
                            + R"(":{"stub":true,"digest":"md5-xxxxxxxxxxxxxxxxxxxxxx==","length":5,"revpos":1,"content_type":"text/plain"})";
                    })
                + '}'),
            notes),
        shape(
            "200,000 members",
            one(repeated(200'000, [](int i) { return "\"m" + QByteArray::number(i) + "\":[]"; })),
            notes),
        shape(
            "a text of half a million words",
            one(R"("body":")"
                + repeated(
                    500'000,
                    [](int i) { return QByteArray::number(1'000'003LL * i % 0x7fffffff, 36); })
                + '"'),
            notes),
        shape(
            "a text of tasks and links",
            many(
                "note", 3,
                [](int) {
                    return R"("title":"T","body":")"
                        + QByteArray("- [ ] [[a]] #b\\n").repeated(200'000) + '"';
                }),
            notes),
    };
}

} // namespace cairn
