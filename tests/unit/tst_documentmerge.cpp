// SPDX-License-Identifier: GPL-3.0-or-later
#include "merge/documentmerge.h"

#include <QJsonArray>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {

QJsonObject note(QJsonObject members = {})
{
    QJsonObject result{
        {u"type"_s, u"note"_s},
        {u"schema"_s, 1},
        {u"title"_s, u"Pump 7"_s},
        {u"body"_s, u"One.\n\nTwo.\n\nThree.\n"_s},
        {u"tags"_s, QJsonArray{u"pump"_s, u"site"_s}},
        {u"created_at"_s, 1000.0},
        {u"updated_at"_s, 2000.0},
        {u"device"_s, QJsonObject{{u"id"_s, u"d0"_s}, {u"name"_s, u"Laptop"_s}}}};
    for (auto it = members.begin(); it != members.end(); ++it)
        result.insert(it.key(), it.value());
    return result;
}

QJsonObject without(QJsonObject body, const QString &name)
{
    body.remove(name);
    return body;
}

QJsonArray tags(const QStringList &names) { return QJsonArray::fromStringList(names); }

} // namespace

class DocumentMergeTest : public QObject {
    Q_OBJECT

private slots:
    void fieldsOfOneSide();
    void registers_data();
    void registers();
    void tagsAreSets_data();
    void tagsAreSets();
    void textAndTitle();
    void titleConflict();
    void bodyConflict();
    void datesAndDevice();
    void trash_data();
    void trash();
    void unknownMembersAreCarried();
    void otherTypesHaveNoText();
    void whatABodyCallsItselfDoesNotCount();
    void rolesDoNotMatterWhenClean();
    void bookkeepingTakesNoPart();
    void sameContentIgnoresWhoAndWhen();
};

void DocumentMergeTest::fieldsOfOneSide()
{
    const QJsonObject base = note();
    const QJsonObject winner = note({{u"pinned"_s, true}});
    const QJsonObject loser = note({{u"notebook"_s, u"nb1"_s}, {u"color"_s, u"red"_s}});
    const DocumentMerge merge = mergeDocuments(base, winner, loser);
    QVERIFY(merge.isClean());
    QCOMPARE(
        merge.body, note({{u"pinned"_s, true}, {u"notebook"_s, u"nb1"_s}, {u"color"_s, u"red"_s}}));
}

void DocumentMergeTest::registers_data()
{
    QTest::addColumn<QJsonValue>("base");
    QTest::addColumn<QJsonValue>("winner");
    QTest::addColumn<QJsonValue>("loser");
    QTest::addColumn<QJsonValue>("expected");
    const QJsonValue none(QJsonValue::Undefined);
    QTest::newRow("winner changed")
        << QJsonValue(u"a"_s) << QJsonValue(u"b"_s) << QJsonValue(u"a"_s) << QJsonValue(u"b"_s);
    QTest::newRow("loser changed")
        << QJsonValue(u"a"_s) << QJsonValue(u"a"_s) << QJsonValue(u"c"_s) << QJsonValue(u"c"_s);
    QTest::newRow("both changed") << QJsonValue(u"a"_s) << QJsonValue(u"b"_s) << QJsonValue(u"c"_s)
                                  << QJsonValue(u"b"_s);
    QTest::newRow("loser reset it") << QJsonValue(u"a"_s) << QJsonValue(u"a"_s) << none << none;
    QTest::newRow("winner reset, loser changed")
        << QJsonValue(u"a"_s) << none << QJsonValue(u"c"_s) << none;
    QTest::newRow("winner reset, loser as before")
        << QJsonValue(u"a"_s) << none << QJsonValue(u"a"_s) << none;
    QTest::newRow("both set it") << none << QJsonValue(u"b"_s) << QJsonValue(u"c"_s)
                                 << QJsonValue(u"b"_s);
}

void DocumentMergeTest::registers()
{
    QFETCH(QJsonValue, base);
    QFETCH(QJsonValue, winner);
    QFETCH(QJsonValue, loser);
    QFETCH(QJsonValue, expected);
    const auto with = [](const QJsonValue &value) {
        return value.isUndefined() ? note() : note({{u"color"_s, value}});
    };
    QCOMPARE(mergeDocuments(with(base), with(winner), with(loser)).body.value(u"color"), expected);
}

void DocumentMergeTest::tagsAreSets_data()
{
    QTest::addColumn<QStringList>("base");
    QTest::addColumn<QStringList>("winner");
    QTest::addColumn<QStringList>("loser");
    QTest::addColumn<QStringList>("expected");
    using L = QStringList;
    QTest::newRow("both add") << L{u"a"_s} << L{u"a"_s, u"b"_s} << L{u"a"_s, u"c"_s}
                              << L{u"a"_s, u"b"_s, u"c"_s};
    QTest::newRow("same added") << L{} << L{u"x"_s} << L{u"x"_s} << L{u"x"_s};
    QTest::newRow("add and remove") << L{u"a"_s} << L{} << L{u"a"_s, u"c"_s} << L{u"c"_s};
    QTest::newRow("both remove") << L{u"a"_s, u"b"_s} << L{u"a"_s} << L{u"b"_s} << L{};
    QTest::newRow("no base") << L{} << L{u"b"_s} << L{u"a"_s} << L{u"a"_s, u"b"_s};
}

void DocumentMergeTest::tagsAreSets()
{
    QFETCH(QStringList, base);
    QFETCH(QStringList, winner);
    QFETCH(QStringList, loser);
    QFETCH(QStringList, expected);
    const auto with = [](const QStringList &names) { return note({{u"tags"_s, tags(names)}}); };
    QCOMPARE(
        mergeDocuments(with(base), with(winner), with(loser)).body.value(u"tags").toArray(),
        tags(expected));
    QCOMPARE(
        mergeDocuments(with(base), with(loser), with(winner)).body.value(u"tags").toArray(),
        tags(expected));
}

void DocumentMergeTest::textAndTitle()
{
    const DocumentMerge merge = mergeDocuments(
        note(), note({{u"body"_s, u"One!\n\nTwo.\n\nThree.\n"_s}}),
        note({{u"title"_s, u"Pump 8"_s}, {u"body"_s, u"One.\n\nTwo.\n\nThree?\n"_s}}));
    QVERIFY(merge.isClean());
    QCOMPARE(merge.body.value(u"title").toString(), u"Pump 8"_s);
    QCOMPARE(merge.body.value(u"body").toString(), u"One!\n\nTwo.\n\nThree?\n"_s);
}

void DocumentMergeTest::titleConflict()
{
    const DocumentMerge merge = mergeDocuments(
        note(), note({{u"title"_s, u"Pump 8"_s}}), note({{u"title"_s, u"Pump 9"_s}}));
    QVERIFY(merge.titleConflict);
    QVERIFY(!merge.isClean());
    QVERIFY(merge.text.isClean());
    QVERIFY(!mergeDocuments(note(), note({{u"title"_s, u"X"_s}}), note({{u"title"_s, u"X"_s}}))
                 .titleConflict);
}

void DocumentMergeTest::bodyConflict()
{
    const DocumentMerge merge = mergeDocuments(
        note(), note({{u"body"_s, u"One A\n\nTwo.\n\nThree.\n"_s}}),
        note({{u"body"_s, u"One B\n\nTwo.\n\nThree.\n"_s}}));
    QVERIFY(!merge.isClean());
    QVERIFY(!merge.titleConflict);
    QCOMPARE(merge.text.regions(), 1);
    QCOMPARE(merge.text.chunks.first().mine, u"One A\n"_s);
    QCOMPARE(merge.text.chunks.first().theirs, u"One B\n"_s);
    QCOMPARE(merge.text.chunks.first().base, u"One.\n"_s);
}

void DocumentMergeTest::datesAndDevice()
{
    const QJsonObject tablet{{u"id"_s, u"d1"_s}, {u"name"_s, u"Tablet"_s}};
    const QJsonObject winner = note({{u"updated_at"_s, 3000.0}, {u"pinned"_s, true}});
    const QJsonObject loser =
        note({{u"updated_at"_s, 4000.0}, {u"device"_s, tablet}, {u"schema"_s, 2}});
    const DocumentMerge merge = mergeDocuments(note(), winner, loser);
    QCOMPARE(merge.body.value(u"updated_at").toDouble(), 4000.0);
    QCOMPARE(merge.body.value(u"device").toObject(), tablet);
    QCOMPARE(merge.body.value(u"schema").toInt(), 2);
    QCOMPARE(merge.body.value(u"created_at").toDouble(), 1000.0);
}

void DocumentMergeTest::trash_data()
{
    QTest::addColumn<QJsonObject>("base");
    QTest::addColumn<QJsonObject>("one");
    QTest::addColumn<QJsonObject>("other");
    QTest::addColumn<bool>("trashed");
    const QJsonObject plain = note();
    const QJsonObject trashed = note({{u"trashed_at"_s, 5000.0}});
    QTest::newRow("trashed, unchanged") << plain << trashed << plain << true;
    QTest::newRow("trashed, body edited")
        << plain << trashed << note({{u"body"_s, u"new"_s}}) << false;
    QTest::newRow("trashed, title edited")
        << plain << trashed << note({{u"title"_s, u"new"_s}}) << false;
    QTest::newRow("trashed, pinned") << plain << trashed << note({{u"pinned"_s, true}}) << true;
    QTest::newRow("both trashed") << plain << trashed << note({{u"trashed_at"_s, 6000.0}}) << true;
    QTest::newRow("restored by one") << trashed << plain << trashed << false;
    QTest::newRow("restored, edited in the trash")
        << trashed << plain << note({{u"trashed_at"_s, 5000.0}, {u"title"_s, u"new"_s}}) << false;
}

void DocumentMergeTest::trash()
{
    QFETCH(QJsonObject, base);
    QFETCH(QJsonObject, one);
    QFETCH(QJsonObject, other);
    QFETCH(bool, trashed);
    QCOMPARE(mergeDocuments(base, one, other).body.contains(u"trashed_at"), trashed);
    QCOMPARE(mergeDocuments(base, other, one).body.contains(u"trashed_at"), trashed);
}

void DocumentMergeTest::unknownMembersAreCarried()
{
    const DocumentMerge merge = mergeDocuments(
        note({{u"future"_s, 1}}), note({{u"future"_s, 1}, {u"a"_s, QJsonObject{{u"x"_s, 1}}}}),
        note({{u"future"_s, 2}}));
    QVERIFY(merge.isClean());
    QCOMPARE(merge.body.value(u"future").toInt(), 2);
    QCOMPARE(merge.body.value(u"a").toObject(), (QJsonObject{{u"x"_s, 1}}));
}

void DocumentMergeTest::otherTypesHaveNoText()
{
    const QJsonObject base{{u"type"_s, u"notebook"_s}, {u"name"_s, u"Site"_s}};
    const QJsonObject winner{{u"type"_s, u"notebook"_s}, {u"name"_s, u"Site North"_s}};
    const QJsonObject loser{
        {u"type"_s, u"notebook"_s}, {u"name"_s, u"Site South"_s}, {u"parent"_s, u"nb2"_s}};
    const DocumentMerge merge =
        mergeDocuments(base, winner, loser, DocumentKind::Merging::Registers);
    QVERIFY(merge.isClean());
    QVERIFY(merge.text.chunks.isEmpty());
    QCOMPARE(
        merge.body,
        (QJsonObject{
            {u"type"_s, u"notebook"_s}, {u"name"_s, u"Site North"_s}, {u"parent"_s, u"nb2"_s}}));
}

/// Else whoever calls his version of a note a notebook drops the words of the others.
void DocumentMergeTest::whatABodyCallsItselfDoesNotCount()
{
    const QJsonObject base = note({{u"body"_s, u"One.\n\nTwo.\n\nThree.\n"_s}});
    const QJsonObject winner =
        note({{u"type"_s, u"notebook"_s}, {u"body"_s, u"One!\n\nTwo.\n\nThree.\n"_s}});
    const QJsonObject loser =
        note({{u"type"_s, u"device"_s}, {u"body"_s, u"One.\n\nTwo.\n\nThree!\n"_s}});
    const DocumentMerge merge = mergeDocuments(base, winner, loser);
    QVERIFY(merge.isClean());
    QCOMPARE(merge.body.value(u"body").toString(), u"One!\n\nTwo.\n\nThree!\n"_s);
}

void DocumentMergeTest::rolesDoNotMatterWhenClean()
{
    const QJsonObject a = note(
        {{u"pinned"_s, true},
         {u"body"_s, u"One!\n\nTwo.\n\nThree.\n"_s},
         {u"updated_at"_s, 7000.0}});
    const QJsonObject b = note(
        {{u"color"_s, u"red"_s},
         {u"body"_s, u"One.\n\nTwo.\n\nThree!\n"_s},
         {u"tags"_s, tags({u"x"_s})}});
    QCOMPARE(mergeDocuments(note(), a, b).body, mergeDocuments(note(), b, a).body);
}

void DocumentMergeTest::bookkeepingTakesNoPart()
{
    const QJsonObject winner = note({{u"merged"_s, QJsonArray{u"2-a"_s}}, {u"resolved"_s, true}});
    const QJsonObject loser = note({{u"merged"_s, QJsonArray{u"2-b"_s}}, {u"pinned"_s, true}});
    const DocumentMerge merge = mergeDocuments(note(), winner, loser);
    QCOMPARE(merge.body, note({{u"pinned"_s, true}}));
}

void DocumentMergeTest::sameContentIgnoresWhoAndWhen()
{
    const QJsonObject other{{u"id"_s, u"d1"_s}, {u"name"_s, u"Tablet"_s}};
    QVERIFY(sameContent(
        note(),
        note(
            {{u"updated_at"_s, 9.0},
             {u"created_at"_s, 8.0},
             {u"device"_s, other},
             {u"resolved"_s, true},
             {u"merged"_s, QJsonArray{u"1-a"_s}}})));
    QVERIFY(!sameContent(note(), note({{u"title"_s, u"x"_s}})));
    QVERIFY(!sameContent(note(), note({{u"unknown"_s, 1}})));
    QVERIFY(!sameContent(note(), without(note(), u"tags"_s)));
}

QTEST_APPLESS_MAIN(DocumentMergeTest)
#include "tst_documentmerge.moc"
