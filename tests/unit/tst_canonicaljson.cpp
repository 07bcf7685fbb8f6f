// SPDX-License-Identifier: GPL-3.0-or-later
#include "canonicaljson.h"
#include "json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>

#include <limits>

using namespace cairn;

class TestCanonicalJson : public QObject {
    Q_OBJECT

private slots:
    void writes_data();
    void writes();
    void doublesAsEcmaScriptWritesThem_data();
    void doublesAsEcmaScriptWritesThem();
    void readsBackTheSame();
    void loneSurrogatesStayDistinct();
    void whatJsonCannotSayIsNull();
    void everyAlteredBitOfAKeptBodyIsNoticed_data();
    void everyAlteredBitOfAKeptBodyIsNoticed();
    void aSumIsNoMember();
    void bodiesKeptWithoutASum();
};

void TestCanonicalJson::writes_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QByteArray>("canonical");
    QTest::newRow("empty object") << QByteArray("{ }") << QByteArray("{}");
    QTest::newRow("sorted, no blanks") << QByteArray("{ \"b\" : [ 1 , true, null ], \"a\" : {} }")
                                       << QByteArray("{\"a\":{},\"b\":[1,true,null]}");
    // The example of RFC 8785, section 3.2.3: the order is that of UTF-16, not of UTF-8 or code
    // points.
    QTest::newRow("UTF-16 order")
        << QByteArray(
               "{\"\\u20ac\":1,\"\\r\":2,\"\\ufb33\":3,\"1\":4,\"\\ud83d\\ude00\":5,\"\\u0080\":6,"
               "\"\\u00f6\":7}")
        << QByteArray("{\"\\r\":2,\"1\":4,\"\xc2\x80\":6,\"\xc3\xb6\":7,\"\xe2\x82\xac\":1,"
                      "\"\xf0\x9f\x98\x80\":5,\"\xef\xac\xb3\":3}");
    QTest::newRow("minimal escapes")
        << QByteArray("[\"\\u0041\\/\\u0022\\\\\\b\\f\\n\\r\\t\\u0001\\u001F\\u007f\"]")
        << QByteArray("[\"A/\\\"\\\\\\b\\f\\n\\r\\t\\u0001\\u001f\x7f\"]");
    QTest::newRow("integers") << QByteArray("[1.0, 1e2, -0, 0, -7, 9007199254740993]")
                              << QByteArray("[1,100,0,0,-7,9007199254740993]");
    QTest::newRow("fractions") << QByteArray("[0.10, 1.5e-7, 12345.678]")
                               << QByteArray("[0.1,1.5e-7,12345.678]");
}

void TestCanonicalJson::writes()
{
    QFETCH(QByteArray, json);
    QFETCH(QByteArray, canonical);
    const QJsonDocument document = QJsonDocument::fromJson(json);
    QVERIFY(!document.isNull());
    const QJsonValue value = document.isArray() ? QJsonValue(document.array()) : document.object();
    QCOMPARE(canonicalJson(value), canonical);
}

void TestCanonicalJson::doublesAsEcmaScriptWritesThem_data()
{
    QTest::addColumn<double>("number");
    QTest::addColumn<QByteArray>("text");
    // From the table in appendix B of RFC 8785 and around the limits of the notations.
    QTest::newRow("smallest") << 5e-324 << QByteArray("5e-324");
    QTest::newRow("largest") << 1.7976931348623157e308 << QByteArray("1.7976931348623157e+308");
    QTest::newRow("2^53 and more") << 9007199254740992.0 << QByteArray("9007199254740992");
    QTest::newRow("2^68") << 295147905179352830000.0 << QByteArray("295147905179352830000");
    QTest::newRow("21 digits") << 999999999999999900000.0 << QByteArray("999999999999999900000");
    QTest::newRow("22 digits") << 1e21 << QByteArray("1e+21");
    QTest::newRow("1e23") << 9.999999999999997e22 << QByteArray("9.999999999999997e+22");
    QTest::newRow("six zeros") << 0.000001 << QByteArray("0.000001");
    QTest::newRow("seven zeros") << 0.0000001 << QByteArray("1e-7");
    QTest::newRow("middle") << 333333333.3333333 << QByteArray("333333333.3333333");
    QTest::newRow("negative") << -0.0000033333333333333333
                              << QByteArray("-0.0000033333333333333333");
}

void TestCanonicalJson::doublesAsEcmaScriptWritesThem()
{
    QFETCH(double, number);
    QFETCH(QByteArray, text);
    QCOMPARE(canonicalJson(number), text);
}

void TestCanonicalJson::readsBackTheSame()
{
    const QJsonObject object{
        {QStringLiteral("n"), 0.1 + 0.2},
        {QStringLiteral("big"), 1e300},
        {QStringLiteral("t"), QStringLiteral("\u00e9\u4e2d\n\"x\"")},
        {QStringLiteral("a"), QJsonArray{1, QJsonObject{{QStringLiteral("z"), false}}}}};
    const QByteArray once = canonicalJson(object);
    const QJsonObject again = QJsonDocument::fromJson(once).object();
    QCOMPARE(again, object);
    QCOMPARE(canonicalJson(again), once);
}

void TestCanonicalJson::loneSurrogatesStayDistinct()
{
    const QByteArray high = canonicalJson(QString(QChar(0xd800)));
    const QByteArray low = canonicalJson(QString(QChar(0xdc00)));
    QCOMPARE(high, QByteArray("\"\\ud800\""));
    QCOMPARE(low, QByteArray("\"\\udc00\""));
}

void TestCanonicalJson::whatJsonCannotSayIsNull()
{
    QCOMPARE(canonicalJson(std::numeric_limits<double>::infinity()), QByteArray("null"));
    QCOMPARE(canonicalJson(std::numeric_limits<double>::quiet_NaN()), QByteArray("null"));
    QCOMPARE(canonicalJson(QJsonValue(QJsonValue::Undefined)), QByteArray("null"));
}

void TestCanonicalJson::everyAlteredBitOfAKeptBodyIsNoticed_data()
{
    QTest::addColumn<QJsonObject>("body");
    QTest::addColumn<bool>("deleted");
    const QJsonObject note{
        {QStringLiteral("title"), QStringLiteral("Dose")},
        {QStringLiteral("body"), QString(QChar(0xfeff)) + QStringLiteral("5 mg \u20ac \"}")},
        {QStringLiteral("tags"), QJsonArray{QStringLiteral("a")}}};
    QTest::newRow("note") << note << false;
    QTest::newRow("tombstone") << QJsonObject{{QStringLiteral("closed"), true}} << true;
    QTest::newRow("nothing in it") << QJsonObject() << false;
}

void TestCanonicalJson::everyAlteredBitOfAKeptBodyIsNoticed()
{
    QFETCH(QJsonObject, body);
    QFETCH(bool, deleted);
    const QByteArray kept = keptBody(body, deleted);
    QCOMPARE(readBody(kept), std::optional(body));
    QVERIFY(isReadable(kept));
    QCOMPARE(sealOf(kept), deleted ? Seal::Deleted : Seal::Living);
    QVERIFY(QJsonDocument::fromJson(kept).isObject()); // for SQLite, and for whoever looks
    const QByteArray sent = jsonOfBody(kept);
    QCOMPARE(sent, QJsonDocument(body).toJson(QJsonDocument::Compact));
    for (qsizetype bit = 0; bit < kept.size() * 8; ++bit) {
        QByteArray altered = kept;
        altered[bit / 8] = char(altered.at(bit / 8) ^ (1 << (bit % 8)));
        QVERIFY2(!readBody(altered), altered.constData());
        QVERIFY2(!isReadable(altered), altered.constData());
    }
    for (qsizetype size = 0; size < kept.size(); ++size)
        QVERIFY(!readBody(kept.first(size)));
}

/// A version that does not know sums takes one for a member and writes it on. It never travels.
void TestCanonicalJson::aSumIsNoMember()
{
    const QJsonObject body{{QStringLiteral("title"), QStringLiteral("Dose")}};
    QJsonObject strange = body;
    strange.insert(QStringLiteral("_cairn_sum"), QStringLiteral("0123456789abcdef"));
    for (const QByteArray &kept :
         {QJsonDocument(strange).toJson(QJsonDocument::Compact), keptBody(strange)}) {
        QCOMPARE(readBody(kept), std::optional(body));
        QCOMPARE(jsonOfBody(kept), QJsonDocument(body).toJson(QJsonDocument::Compact));
    }
}

/// As earlier versions kept them.
void TestCanonicalJson::bodiesKeptWithoutASum()
{
    const QByteArray plain("{\"body\":\"old\",\"title\":\"Note\"}");
    QCOMPARE(sealOf(plain), Seal::Absent);
    QCOMPARE(readBody(plain)->value(u"body").toString(), QStringLiteral("old"));
    QCOMPARE(jsonOfBody(plain), plain);
    // What ends in the same way is no sum.
    const QByteArray other("{\"name\":\"x\",\"the_cairn_sum\":\"0123456789abcdef\"}");
    QCOMPARE(sealOf(other), Seal::Absent);
    QCOMPARE(jsonOfBody(other), other);
    QVERIFY(isReadable("{}"));
    QVERIFY(!isReadable({}));
    QVERIFY(!isReadable("[1]"));
}

QTEST_APPLESS_MAIN(TestCanonicalJson)
#include "tst_canonicaljson.moc"
