// SPDX-License-Identifier: GPL-3.0-or-later
#include "document.h"
#include "documentkind.h"
#include "note.h"
#include "outboxitem.h"
#include "revision.h"

#include <QJsonArray>
#include <QtTest>

using namespace cairn;

class TestRevision : public QObject {
    Q_OBJECT

private slots:
    void parses_data();
    void parses();
    void ordersByGenerationThenHash();
    void idCoversParentDeletedAndBody();
    void idIsStable();
    void typeFollowsTheId_data();
    void typeFollowsTheId();
    void closedLeafIsTheSameEverywhere();
    void mergedRevisionsSkipsNonsense();
    void stateNamesGoBothWays();
    void operationsHaveNames();
};

void TestRevision::parses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("valid");
    QTest::newRow("ours") << QStringLiteral("3-0123456789abcdef0123456789abcdef") << true;
    QTest::newRow("foreign hash") << QStringLiteral("12-some-thing") << true;
    QTest::newRow("largest") << QStringLiteral("1000000-a") << true;
    QTest::newRow("too large") << QStringLiteral("2000001-a") << false;
    QTest::newRow("far too large") << QStringLiteral("99999999999999999999999-a") << false;
    QTest::newRow("zero") << QStringLiteral("0-abc") << false;
    QTest::newRow("leading zero") << QStringLiteral("01-abc") << false;
    QTest::newRow("signed") << QStringLiteral("+1-abc") << false;
    QTest::newRow("negative") << QStringLiteral("-1-abc") << false;
    QTest::newRow("no hash") << QStringLiteral("1-") << false;
    QTest::newRow("no dash") << QStringLiteral("1") << false;
    QTest::newRow("blank") << QStringLiteral(" 1-abc") << false;
    QTest::newRow("other digits") << QStringLiteral("\u0661-abc") << false;
    QTest::newRow("empty") << QString() << false;
}

void TestRevision::parses()
{
    QFETCH(QString, text);
    QFETCH(bool, valid);
    const std::optional<RevId> rev = RevId::parse(text);
    QCOMPARE(rev.has_value(), valid);
    if (rev)
        QCOMPARE(rev->toString(), text);
}

void TestRevision::ordersByGenerationThenHash()
{
    QVERIFY((RevId{2, "a"} > RevId{1, "z"}));
    QVERIFY((RevId{10, "a"} > RevId{9, "a"}));
    QVERIFY((RevId{2, "b"} > RevId{2, "a"}));
    QVERIFY((RevId{2, "ab"} > RevId{2, "a"}));
    QVERIFY((RevId{2, "a"} == RevId{2, "a"}));
    QVERIFY(RevId().isNull());
}

void TestRevision::idCoversParentDeletedAndBody()
{
    const QJsonObject body{{QStringLiteral("title"), QStringLiteral("Pump 7")}};
    const RevId root = makeRevId(std::nullopt, false, body);
    QCOMPARE(root.generation, 1);
    QCOMPARE(root.hash.size(), 32);
    QCOMPARE(makeRevId(std::nullopt, false, body), root);

    const RevId child = makeRevId(root, false, body);
    QCOMPARE(child.generation, 2);
    QVERIFY(child.hash != root.hash);
    QVERIFY(makeRevId(std::nullopt, true, body) != root);
    QVERIFY(makeRevId(std::nullopt, false, {}) != root);
    QVERIFY(makeRevId(RevId{1, "a"}, false, body) != makeRevId(RevId{1, "b"}, false, body));
}

void TestRevision::idIsStable()
{
    // Fixed for ever: devices of every version must give the same merge the same name. The digest
    // is that of the text [null,false,{"title":"a"}] and ["1-b",true,{}].
    QCOMPARE(
        makeRevId(std::nullopt, false, {{QStringLiteral("title"), QStringLiteral("a")}}).hash,
        QByteArray("aad6d1d29790dd0573c9c0a95607b693"));
    QCOMPARE(
        makeRevId(RevId{1, "b"}, true, {}).toString(),
        QStringLiteral("2-27893f37d2b0f1fb1923728a4940bb5d"));
}

void TestRevision::typeFollowsTheId_data()
{
    QTest::addColumn<QString>("id");
    QTest::addColumn<QString>("type");
    for (const char *type : {"note", "notebook", "template", "device"})
        QTest::newRow(type) << QString::fromLatin1(type) + QStringLiteral(":1")
                            << QString::fromLatin1(type);
    QTest::newRow("no key") << QStringLiteral("note:") << QString();
    QTest::newRow("no colon") << QStringLiteral("note1") << QString();
    QTest::newRow("unknown") << QStringLiteral("recipe:1") << QString();
    QTest::newRow("foreign") << QStringLiteral("whatever") << QString();
}

void TestRevision::typeFollowsTheId()
{
    QFETCH(QString, id);
    QFETCH(QString, type);
    QCOMPARE(kindOfId(id).name.toString(), type);
}

void TestRevision::closedLeafIsTheSameEverywhere()
{
    QCOMPARE(
        closedLeafBody(kNoteType),
        (QJsonObject{
            {QStringLiteral("closed"), true}, {QStringLiteral("type"), QStringLiteral("note")}}));
    QVERIFY(!closedLeafBody({}).contains(field::kType));
}

void TestRevision::mergedRevisionsSkipsNonsense()
{
    const QJsonObject body{
        {QStringLiteral("merged"),
         QJsonArray{
             QStringLiteral("2-a"), 7, QStringLiteral("x"), QStringLiteral("2-a"),
             QStringLiteral("3-b")}}};
    QCOMPARE(mergedRevisions(body), (QList<RevId>{{2, "a"}, {3, "b"}}));
    QVERIFY(mergedRevisions({}).isEmpty());
    QVERIFY(mergedRevisions({{QStringLiteral("merged"), QStringLiteral("2-a")}}).isEmpty());
}

void TestRevision::stateNamesGoBothWays()
{
    for (const char *name :
         {"synced", "pending", "syncing", "failed", "conflict", "resolved", "retrying"}) {
        const std::optional<NoteState> state = noteStateFromName(QString::fromLatin1(name));
        QVERIFY(state.has_value());
        QCOMPARE(noteStateName(*state), QString::fromLatin1(name));
    }
    QVERIFY(!noteStateFromName(u"sent"));
}

void TestRevision::operationsHaveNames()
{
    QCOMPARE(operationName(OutboxItem::Operation::Create), QStringLiteral("create"));
    QCOMPARE(operationName(OutboxItem::Operation::Update), QStringLiteral("update"));
    QCOMPARE(operationName(OutboxItem::Operation::Delete), QStringLiteral("delete"));
}

QTEST_APPLESS_MAIN(TestRevision)
#include "tst_revision.moc"
