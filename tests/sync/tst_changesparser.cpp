// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/readablejson.h"
#include "http/sequence.h"
#include "http/tuning.h"
#include "http/wirecodec.h"
#include "pull/changesparser.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

using namespace cairn;

/// The feed as it comes from servers, cut into pieces at every byte, and as it must not come.
class TestChangesParser : public QObject {
    Q_OBJECT
private slots:
    void readsCouchDbFeed();
    void anyPiecesGiveTheSame();
    void layouts_data();
    void layouts();
    void refusesNonsense_data();
    void refusesNonsense();
    void keepsRowsOfACutFeed();
    void leavesOutNotesWithoutAName();
    void leavesOutUnusableRows();
    void readsOnBehindWhatIsNoRow_data();
    void readsOnBehindWhatIsNoRow();
    void measuresRowsBeforeParsing_data();
    void measuresRowsBeforeParsing();
    void readsOnBehindARowThatIsNoJson_data();
    void readsOnBehindARowThatIsNoJson();
    void readsThePartsOfAnAnswer();
    void endsWhatHasNoEnd_data();
    void endsWhatHasNoEnd();
    void keepsTheUsableLeaves();
    void foreignDocuments();
    void sequences_data();
    void sequences();
    void wireRoundTrip();
};

namespace {

const QByteArray kFeed = R"({"results":[
{"seq":"3-g1AAAA","id":"note:1","changes":[{"rev":"2-bbb"},{"rev":"1-aaa"}],"doc":{"_id":"note:1","_rev":"2-bbb","title":"a \"q\" ]}{[ \\","body":"ü😀"}},
{"seq":"5-g1BBBB","id":"note:2","changes":[{"rev":"3-ccc"}],"deleted":true,"doc":{"_id":"note:2","_rev":"3-ccc","_deleted":true}}
],
"last_seq":"5-g1BBBB","pending":7}
)";

ChangesParser parsed(const QByteArray &feed)
{
    ChangesParser parser;
    parser.feed(feed);
    return parser;
}

} // namespace

void TestChangesParser::readsCouchDbFeed()
{
    ChangesParser parser = parsed(kFeed);
    QVERIFY(parser.isComplete());
    QCOMPARE(parser.lastSeq(), QStringLiteral("\"5-g1BBBB\""));
    QCOMPARE(parser.pending(), 7);
    QCOMPARE(parser.bytes(), kFeed.size());
    const QList<ChangeRow> rows = parser.takeRows();
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows[0].change.id, QStringLiteral("note:1"));
    QCOMPARE(rows[0].change.leaves.size(), 2);
    QCOMPARE(rows[0].change.leaves[0].toString(), QStringLiteral("2-bbb"));
    QVERIFY(!rows[0].change.deleted);
    QCOMPARE(rows[0].seq, QStringLiteral("\"3-g1AAAA\""));
    QVERIFY(rows[0].document.has_value());
    QCOMPARE(rows[0].document->body.value(u"title").toString(), QStringLiteral("a \"q\" ]}{[ \\"));
    QCOMPARE(
        rows[0].document->body.keys(),
        (QStringList{QStringLiteral("body"), QStringLiteral("title")}));
    QVERIFY(rows[1].change.deleted);
    QVERIFY(rows[1].document->deleted);
}

void TestChangesParser::anyPiecesGiveTheSame()
{
    for (qsizetype cut = 0; cut <= kFeed.size(); ++cut) {
        ChangesParser parser;
        QVERIFY(parser.feed(kFeed.first(cut)));
        QVERIFY(parser.feed(kFeed.sliced(cut)));
        QVERIFY2(parser.isComplete(), qPrintable(QString::number(cut)));
        QCOMPARE(parser.takeRows().size(), 2);
    }
    ChangesParser parser;
    for (const char c : kFeed)
        QVERIFY(parser.feed(QByteArray(1, c)));
    QVERIFY(parser.isComplete());
    QCOMPARE(parser.pending(), 7);
    QCOMPARE(parser.takeRows().last().change.id, QStringLiteral("note:2"));
}

void TestChangesParser::layouts_data()
{
    QTest::addColumn<QByteArray>("feed");
    QTest::addColumn<int>("rows");
    QTest::addColumn<QString>("last");
    QTest::newRow("empty") << QByteArray(R"({"results":[],"last_seq":0})") << 0 << "0";
    QTest::newRow("one line, numbers") << QByteArray(
        R"({"results":[{"seq":1,"id":"a","changes":[{"rev":"1-a"}]},{"seq":2,"id":"b","changes":[{"rev":"1-b"}]}],"last_seq":2})")
                                       << 2 << "2";
    QTest::newRow("last_seq first")
        << QByteArray(R"({"last_seq":"9-x","results":[]})") << 0 << "\"9-x\"";
    QTest::newRow("heartbeats") << QByteArray(
        "\n\n{\"results\":[\n\n\n],\n\"last_seq\":\"9-x\"}\n\n")
                                << 0 << "\"9-x\"";
    QTest::newRow("pretty") << QByteArray(
        "{ \"results\" : [ { \"seq\" : 4 , \"id\" : \"a\" , \"changes\" : [ { \"rev\" : \"1-a\" } "
        "] } ] , \"last_seq\" : 4 }")
                            << 1 << "4";
}

void TestChangesParser::layouts()
{
    QFETCH(QByteArray, feed);
    QFETCH(int, rows);
    QFETCH(QString, last);
    ChangesParser parser = parsed(feed);
    QVERIFY(parser.isComplete());
    QCOMPARE(parser.takeRows().size(), rows);
    QCOMPARE(parser.lastSeq(), last);
}

void TestChangesParser::refusesNonsense_data()
{
    QTest::addColumn<QByteArray>("feed");
    QTest::newRow("html") << QByteArray("<html><body>Sign in</body></html>");
    QTest::newRow("error") << QByteArray(R"({"error":"not_found","reason":"missing"})");
    QTest::newRow("error in the middle") << QByteArray(R"({"results":["error" :"timeout"})");
    QTest::newRow("broken row") << QByteArray(
        R"({"results":[{"seq":1,"id":"a","changes":[}]}],"last_seq":1})");
    QTest::newRow("array") << QByteArray("[1,2]");
    QTest::newRow("more after the end")
        << QByteArray(R"({"results":[],"last_seq":0}{"results":[]})");
    QTest::newRow("endless head") << QByteArray("{\"x\":\"") + QByteArray(200'000, 'x');
}

void TestChangesParser::refusesNonsense()
{
    QFETCH(QByteArray, feed);
    ChangesParser parser = parsed(feed);
    QVERIFY(parser.failed());
    QVERIFY(!parser.isComplete());
    const QList<UnreadDocument> unusable = parser.takeUnusable();
    for (const UnreadDocument &document : unusable)
        QCOMPARE(document.id, QStringLiteral("a")); // an error is no document
    QCOMPARE(parser.lastSeq(), QString());
    QCOMPARE(parser.pending(), -1);
}

void TestChangesParser::keepsRowsOfACutFeed()
{
    const qsizetype second = kFeed.indexOf("{\"seq\":\"5-");
    ChangesParser parser = parsed(kFeed.first(second + 20));
    QVERIFY(!parser.isComplete());
    QVERIFY(!parser.failed());
    QCOMPARE(parser.lastSeq(), QString());
    QCOMPARE(parser.takeRows().size(), 1);
}

void TestChangesParser::leavesOutNotesWithoutAName()
{
    ChangesParser parser = parsed(
        R"({"results":[{"seq":1,"id":"note:","changes":[{"rev":"1-a"}],"doc":{"_id":"note:","_rev":"1-a","type":"note","body":"x"}},)"
        R"({"seq":2,"id":"notebook:","changes":[{"rev":"1-b"}]},{"seq":3,"id":"other:","changes":[{"rev":"1-c"}]},)"
        R"({"seq":4,"id":"device:","deleted":true,"changes":[{"rev":"2-d"}]}],"last_seq":4})");
    QVERIFY(parser.isComplete());
    const QList<UnreadDocument> unusable = parser.takeUnusable();
    QCOMPARE(unusable.size(), 2);
    QCOMPARE(unusable[0].id, QStringLiteral("note:"));
    QVERIFY(unusable[0].leaves.isEmpty());
    QCOMPARE(unusable[1].id, QStringLiteral("notebook:"));
    QCOMPARE(parser.takeRows().size(), 2); // what is gone is read: it needs no attention any more
}

void TestChangesParser::leavesOutUnusableRows()
{
    QByteArray deep = QByteArray(3'000, '[') + QByteArray(3'000, ']');
    ChangesParser parser = parsed(
        R"({"results":[{"seq":1,"changes":[{"rev":"1-a"}]},{"seq":2,"id":"b","changes":[]},)"
        R"({"seq":3,"id":"c","changes":[{"rev":"x"}]},{"seq":4,"id":"d","changes":[{"rev":"2-d"}],"x":)"
        + deep + R"(},{"seq":5,"id":"e","changes":[{"rev":"1-e"}]}],"last_seq":5})");
    QVERIFY(parser.isComplete());
    QCOMPARE(parser.seen(), 5);
    const QList<UnreadDocument> unusable = parser.takeUnusable();
    QCOMPARE(unusable.size(), 4);
    QVERIFY(unusable[0].id.startsWith(u"row:"));
    QCOMPARE(unusable[1].id, QStringLiteral("b"));
    QCOMPARE(unusable[2].id, QStringLiteral("c"));
    QCOMPARE(unusable[3].id, QStringLiteral("d"));
    QCOMPARE(parser.takeRows().size(), 1);
}

void TestChangesParser::readsOnBehindWhatIsNoRow_data()
{
    QTest::addColumn<QByteArray>("row");
    QTest::newRow("list") << QByteArray("[1]");
    QTest::newRow("list of a row")
        << QByteArray(R"([{"seq":"9-a","id":"b","changes":[{"rev":"2-b"}]}])");
    QTest::newRow("text") << QByteArray(R"("1")");
    QTest::newRow("text of brackets") << QByteArray(R"("]},{\"\\")");
    QTest::newRow("null") << QByteArray("null");
    QTest::newRow("number") << QByteArray("7");
    QTest::newRow("another number") << QByteArray("-1.5E+300");
    QTest::newRow("true") << QByteArray("true");
    QTest::newRow("no value at all") << QByteArray("soon");
    QTest::newRow("long text") << '"' + QByteArray(tuning::kMaxRowBytes, 'x') + '"';
    QTest::newRow("long number") << QByteArray(tuning::kMaxRowBytes + 1, '1');
}

/// One of the values in the list is no object: it is told apart, wherever pieces end.
void TestChangesParser::readsOnBehindWhatIsNoRow()
{
    QFETCH(QByteArray, row);
    const auto good = [](const QByteArray &id) {
        return R"({"seq":"2-a","id":")" + id + R"(","changes":[{"rev":"1-c"}]})";
    };
    const QByteArray end = R"(],"last_seq":"2-a"})";
    for (const QByteArray &feed :
         {R"({"results":[)" + good("b") + ',' + row + ",\n" + good("c") + end,
          R"({"results":[)" + good("b") + ',' + good("c") + ",\n" + row + end}) {
        for (const qsizetype slice : {feed.size(), qsizetype(feed.size() > 1'000 ? 100'000 : 1)}) {
            ChangesParser parser;
            for (qsizetype at = 0; at < feed.size(); at += slice)
                QVERIFY(parser.feed(feed.mid(at, slice)));
            QVERIFY(parser.isComplete());
            QCOMPARE(parser.seen(), 3);
            QCOMPARE(parser.rowSeq(), QStringLiteral("\"2-a\""));
            QCOMPARE(parser.takeRows().size(), 2);
            const QList<UnreadDocument> unusable = parser.takeUnusable();
            QCOMPARE(unusable.size(), 1);
            QVERIFY(unusable[0].id.startsWith(u"row:"));
            QVERIFY(unusable[0].leaves.isEmpty());
        }
    }
}

/// Nothing of what is too much is kept but whose it is; the rows behind it are read.
void TestChangesParser::measuresRowsBeforeParsing_data()
{
    QTest::addColumn<QByteArray>("members");
    QTest::newRow("bytes") << R"("doc":")" + QByteArray(tuning::kMaxRowBytes, 'x') + '"';
    QTest::newRow("depth") << R"("doc":)" + QByteArray(tuning::kMaxJsonDepth + 1, '[')
            + QByteArray(tuning::kMaxJsonDepth + 1, ']');
    QTest::newRow("values") << R"("doc":[)" + QByteArray("{},").repeated(tuning::kMaxJsonValues)
            + "0]";
}

void TestChangesParser::measuresRowsBeforeParsing()
{
    QFETCH(QByteArray, members);
    const QByteArray feed =
        R"({"results":[{"seq":"1-a","id":"b","changes":[{"rev":"2-b"},{"rev":"1-b"}],)" + members
        + R"(},{"seq":"2-a","id":"c","changes":[{"rev":"1-c"}]}],"last_seq":"2-a"})";
    for (const qsizetype slice : {feed.size(), qsizetype(100'000)}) {
        ChangesParser parser;
        for (qsizetype at = 0; at < feed.size(); at += slice)
            QVERIFY(parser.feed(feed.mid(at, slice)));
        QVERIFY(parser.isComplete());
        QCOMPARE(parser.rowSeq(), QStringLiteral("\"2-a\""));
        QCOMPARE(parser.takeRows().size(), 1);
        const QList<UnreadDocument> unusable = parser.takeUnusable();
        QCOMPARE(unusable.size(), 1);
        QCOMPARE(unusable[0].id, QStringLiteral("b"));
        QCOMPARE(unusable[0].leaves.size(), 2);
    }
}

void TestChangesParser::readsOnBehindARowThatIsNoJson_data()
{
    QTest::addColumn<QByteArray>("row");
    const QByteArray names = R"("seq":"1-a","id":"b","changes":[{"rev":"2-b"},{"rev":"1-b"}])";
    QTest::newRow("number") << '{' + names + R"(,"doc":{"n":1e999}})";
    QTest::newRow("number first") << R"({"doc":{"n":1e999},)" + names + '}';
    QTest::newRow("bytes") << '{' + names + ",\"doc\":{\"body\":\"caf\xe9\"}}";
    QTest::newRow("word") << '{' + names + R"(,"doc":none})";
    QTest::newRow("nothing") << '{' + names + ",}";
    QTest::newRow("many") << '{' + names + QByteArray(",\"x\":?").repeated(200'000) + '}';
}

void TestChangesParser::readsOnBehindARowThatIsNoJson()
{
    QFETCH(QByteArray, row);
    ChangesParser parser = parsed(
        R"({"results":[)" + row
        + R"(,{"seq":"2-a","id":"c","changes":[{"rev":"1-c"}]}],"last_seq":"2-a"})");
    QVERIFY(parser.isComplete());
    QCOMPARE(parser.seen(), 2);
    QCOMPARE(parser.takeRows().size(), 1);
    const QList<UnreadDocument> unusable = parser.takeUnusable();
    QCOMPARE(unusable.size(), 1);
    QCOMPARE(unusable[0].id, QStringLiteral("b"));
    QCOMPARE(unusable[0].leaves.size(), 2);
    QVERIFY(unusable[0].reason.startsWith(u"it is no valid JSON"));
    ChangesParser cut = parsed(R"({"results":[)" + row); // what was read is moved on from
    QCOMPARE(cut.rowSeq(), QStringLiteral("\"1-a\""));
}

/// What is not readable is nothing; never a document with something left out.
void TestChangesParser::readsThePartsOfAnAnswer()
{
    const QByteArray answer =
        R"( {"results":[{"ok":{"a":1,"b":1e999}},{"ok":{"a":2}},?],"x":[1e999]}
)";
    const auto parts = readableParts(answer, 3);
    QVERIFY(parts.has_value());
    QCOMPARE(
        QJsonDocument(parts->toObject()).toJson(QJsonDocument::Compact),
        QByteArray(R"({"results":[{"ok":null},{"ok":{"a":2}},null],"x":[null]})"));
    QCOMPARE(
        QJsonDocument(readableParts(answer, 1)->toObject()).toJson(QJsonDocument::Compact),
        QByteArray(R"({"results":null,"x":null})"));
    for (qsizetype cut = 1; cut < answer.trimmed().size(); ++cut)
        QVERIFY(!readableParts(answer.trimmed().first(cut), 3));
    QVERIFY(!readableParts(answer + '}', 3));
    QVERIFY(!readableParts("7", 3));
}

/// Feeds that only keep one busy.
void TestChangesParser::endsWhatHasNoEnd_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("piece");
    const QByteArray results = "{\"results\":[";
    QTest::newRow("blanks before") << QByteArray() << QByteArray(1'000, ' ');
    QTest::newRow("blanks between") << results << QByteArray(1'000, '\n');
    QTest::newRow("commas") << results << QByteArray(1'000, ',');
    QTest::newRow("blanks behind") << results + ']' << QByteArray(1'000, '\t');
    QTest::newRow("rows of nothing") << results << QByteArray("{},").repeated(300);
    QTest::newRow("one row") << results + "{\"x\":\"" << QByteArray(1'000'000, 'x');
}

void TestChangesParser::endsWhatHasNoEnd()
{
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, piece);
    ChangesParser parser;
    QVERIFY(parser.feed(head));
    qint64 bytes = 0;
    while (parser.feed(piece))
        QVERIFY((bytes += piece.size()) <= tuning::kMaxSkippedBytes + 1'000'000);
    QVERIFY(parser.failed());
}

/// A leaf that has no children cannot be taken, and the winner's mark is not the others'.
void TestChangesParser::keepsTheUsableLeaves()
{
    ChangesParser parser = parsed(
        R"({"results":[{"seq":1,"id":"a","changes":[{"rev":"2000000000-x"},{"rev":"3-a"}],"deleted":true,)"
        R"("doc":{"_id":"a","_rev":"2000000000-x","_deleted":true}}],"last_seq":1})");
    const QList<ChangeRow> rows = parser.takeRows();
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows[0].change.leaves, (QList<RevId>{{3, "a"}}));
    QVERIFY(!rows[0].change.deleted);
    QVERIFY(!rows[0].document);
    QCOMPARE(parser.takeUnusable().size(), 1);
}

void TestChangesParser::foreignDocuments()
{
    // Not of our making: any shape may come. A document that is not the row's is none.
    ChangesParser parser = parsed(
        R"({"results":[{"seq":1,"id":"a","changes":[{"rev":"1-a"}],"doc":null},)"
        R"({"seq":2,"id":"b","changes":[{"rev":"1-b"}],"doc":{"_id":"other","_rev":"1-b"}},)"
        R"({"seq":3,"id":"c","changes":[{"rev":"1-c"}],"doc":{"_id":"c","_rev":"1-c","title":5,"_attachments":{}}}],"last_seq":3})");
    const QList<ChangeRow> rows = parser.takeRows();
    QCOMPARE(rows.size(), 3);
    QVERIFY(!rows[0].document);
    QVERIFY(!rows[1].document);
    QCOMPARE(rows[2].document->body, (QJsonObject{{QStringLiteral("title"), 5}}));
}

void TestChangesParser::sequences_data()
{
    QTest::addColumn<QJsonValue>("value");
    QTest::addColumn<QString>("parameter");
    QTest::newRow("string") << QJsonValue(QStringLiteral("5-g1AAA_x\"")) << "5-g1AAA_x\"";
    QTest::newRow("number") << QJsonValue(qint64(9'007'199'254'740'993)) << "9007199254740993";
    QTest::newRow("array") << QJsonValue(QJsonArray{5, QStringLiteral("g1")}) << "[5,\"g1\"]";
    QTest::newRow("nothing") << QJsonValue() << "0";
}

void TestChangesParser::sequences()
{
    QFETCH(QJsonValue, value);
    QFETCH(QString, parameter);
    const QString text = sequenceText(value);
    QCOMPARE(sequenceParameter(text), parameter);
    QCOMPARE(sequenceText(sequenceValue(text)), text.isEmpty() ? QStringLiteral("0") : text);
}

void TestChangesParser::wireRoundTrip()
{
    DocumentRevision revision;
    revision.id = QStringLiteral("note:1");
    revision.rev = *RevId::parse(u"3-ccc");
    revision.path = {revision.rev, *RevId::parse(u"2-bbb"), *RevId::parse(u"1-aaa")};
    revision.deleted = true;
    revision.body = {
        {QStringLiteral("type"), QStringLiteral("note")}, {QStringLiteral("x"), QJsonArray{1, 2}}};
    const QByteArray stored = QJsonDocument(revision.body).toJson(QJsonDocument::Compact);
    const QByteArray sent =
        wire::encode(revision.id, {revision.rev, revision.path, revision.deleted, stored});
    const auto back = wire::decode(QJsonDocument::fromJson(sent).object());
    QVERIFY(back.has_value());
    QCOMPARE(back->id, revision.id);
    QCOMPARE(back->path, revision.path);
    QCOMPARE(back->deleted, true);
    QCOMPARE(back->body, revision.body);
    QVERIFY(!wire::decode(QJsonObject{{QStringLiteral("_id"), QStringLiteral("a")}}).has_value());
    QJsonObject foreign = QJsonDocument::fromJson(sent).object();
    foreign.insert(
        u"_revisions",
        QJsonObject{
            {QStringLiteral("start"), 2e9},
            {QStringLiteral("ids"), QJsonArray{QStringLiteral("ccc")}}});
    QVERIFY(!wire::decode(foreign).has_value()); // its parent has no children
    // What is no revision ends the line: of a megabyte it would be sent on to everybody.
    for (const QString &odd :
         {QString(1'000'000, u'b'), QString(QChar(0)), QString(QChar(0xd800))}) {
        foreign.insert(
            u"_revisions",
            QJsonObject{
                {QStringLiteral("start"), 3},
                {QStringLiteral("ids"), QJsonArray{QStringLiteral("ccc"), odd}}});
        const auto cut = wire::decode(foreign);
        QVERIFY(cut.has_value());
        QCOMPARE(cut->path, QList<RevId>{*RevId::parse(u"3-ccc")});
    }
    QCOMPARE(
        wire::encode(QStringLiteral("a\"b"), {*RevId::parse(u"1-a"), {}, false, "{}"}),
        QByteArray(
            "{\"_id\":\"a\\\"b\",\"_rev\":\"1-a\",\"_revisions\":{\"start\":1,\"ids\":[\"a\"]}}"));
}

QTEST_GUILESS_MAIN(TestChangesParser)
#include "tst_changesparser.moc"
