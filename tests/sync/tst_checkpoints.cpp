// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/serveridentity.h"
#include "http/sequence.h"
#include "http/tuning.h"
#include "pull/checkpoints.h"

#include <QJsonArray>
#include <QtTest>

using namespace cairn;
using namespace cairn::checkpoints;

/// Where two memories of one replication agree, and whether the server is the one it was.
class TestCheckpoints : public QObject {
    Q_OBJECT
private slots:
    void nothingKnown();
    void equalMemories();
    void localAhead();
    void serverAhead();
    void noCommonSession();
    void pouchDbHistories();
    void oneSessionTwoSequences();
    void serverForgot();
    void restoredDevice();
    void historyIsBounded();
    void numbersOfSequences();
    void identity_data();
    void identity();
};

namespace {

QString text(const char *seq) { return QStringLiteral("\"%1\"").arg(QLatin1String(seq)); }

QJsonObject history(const QStringList &oldestFirst)
{
    QJsonObject document;
    for (const QString &session : oldestFirst)
        document = recorded(document, session, QStringLiteral("\"seq of %1\"").arg(session));
    return document;
}

} // namespace

void TestCheckpoints::nothingKnown()
{
    QCOMPARE(compare({}, {}).since, QString());
    QVERIFY(!compare({}, {}).serverForgot);
    QVERIFY(!compare({}, {}).serverRemembers);
    QCOMPARE(compare({}, history({QStringLiteral("a")})).since, QString()); // a new device
    QCOMPARE(compare(history({QStringLiteral("a")}), {}).since, QString());
}

void TestCheckpoints::equalMemories()
{
    const QJsonObject document = history({QStringLiteral("a"), QStringLiteral("b")});
    QCOMPARE(compare(confirmed(document, QStringLiteral("b")), document).since, text("seq of b"));
    QVERIFY(!compare(confirmed(document, QStringLiteral("b")), document).serverForgot);
    QVERIFY(compare(confirmed(document, QStringLiteral("b")), document).serverRemembers);
    // It says nothing about a record that it never confirmed.
    QVERIFY(!compare(document, document).serverRemembers);
}

void TestCheckpoints::localAhead()
{
    // The answer to the last record was lost, or it never arrived.
    const QJsonObject local =
        confirmed(history({QStringLiteral("a"), QStringLiteral("b")}), QStringLiteral("a"));
    const Verdict verdict = compare(local, history({QStringLiteral("a")}));
    QCOMPARE(verdict.since, text("seq of a"));
    QVERIFY(!verdict.serverForgot);
    QCOMPARE(
        compare(local, history({QStringLiteral("a"), QStringLiteral("b")})).since,
        text("seq of b"));
}

void TestCheckpoints::serverAhead()
{
    const Verdict verdict = compare(
        history({QStringLiteral("a")}), history({QStringLiteral("a"), QStringLiteral("x")}));
    QCOMPARE(verdict.since, text("seq of a"));
}

void TestCheckpoints::noCommonSession()
{
    QCOMPARE(
        compare(history({QStringLiteral("a")}), history({QStringLiteral("x")})).since, QString());
}

void TestCheckpoints::pouchDbHistories()
{
    const QJsonObject entry{
        {QStringLiteral("session_id"), QStringLiteral("a")}, {QStringLiteral("last_seq"), 7}};
    const QJsonObject document{
        {QStringLiteral("history"), QJsonArray{QStringLiteral("nonsense"), QJsonObject(), entry}}};
    QCOMPARE(compare(document, document).since, QStringLiteral("7"));
}

void TestCheckpoints::oneSessionTwoSequences()
{
    const QJsonObject local =
        recorded(history({QStringLiteral("a")}), QStringLiteral("b"), text("here"));
    const QJsonObject server =
        recorded(history({QStringLiteral("a")}), QStringLiteral("b"), text("there"));
    QCOMPARE(compare(local, server).since, text("seq of a"));
}

void TestCheckpoints::serverForgot()
{
    const QJsonObject local =
        confirmed(history({QStringLiteral("a"), QStringLiteral("b")}), QStringLiteral("b"));
    const Verdict older = compare(local, history({QStringLiteral("a")}));
    QVERIFY(older.serverForgot);
    QVERIFY(!older.serverRemembers);
    QCOMPARE(older.since, text("seq of a"));
    QVERIFY(compare(local, {}).serverForgot);
}

void TestCheckpoints::restoredDevice()
{
    // A backup of the profile: the server knows later records, and has not forgotten ours.
    const QJsonObject local = confirmed(history({QStringLiteral("a")}), QStringLiteral("a"));
    const Verdict verdict =
        compare(local, history({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}));
    QVERIFY(!verdict.serverForgot);
    QVERIFY(verdict.serverRemembers);
    QCOMPARE(verdict.since, text("seq of a"));
}

void TestCheckpoints::historyIsBounded()
{
    QJsonObject document;
    for (int i = 0; i < 200; ++i)
        document = recorded(document, QString::number(i), text("x"));
    QCOMPARE(document.value(u"history").toArray().size(), tuning::kCheckpointHistory);
    QCOMPARE(document.value(u"session_id").toString(), QStringLiteral("199"));
    QCOMPARE(document.value(u"source_last_seq").toString(), QStringLiteral("x"));
}

/// Only what is a number in front is taken for one.
void TestCheckpoints::numbersOfSequences()
{
    QCOMPARE(sequenceNumber(text("25-g1AAAACueJzLYWBg")), std::optional<qint64>(25));
    QCOMPARE(sequenceNumber(QStringLiteral("25")), std::optional<qint64>(25));
    QCOMPARE(sequenceNumber(text("25")), std::optional<qint64>(25));
    for (const char *opaque : {"g1AAAACueJzLYWBg", "25a-x", "-25", "+25", "2.5-x", " 25-x"})
        QCOMPARE(sequenceNumber(text(opaque)), std::nullopt);
    for (const char *other : {"[25,\"x\"]", "-25", "2.5"})
        QCOMPARE(sequenceNumber(QString::fromLatin1(other)), std::nullopt);
}

void TestCheckpoints::identity_data()
{
    QTest::addColumn<QStringList>("known");
    QTest::addColumn<QStringList>("found");
    QTest::addColumn<int>("verdict");
    const auto row = [](const char *name, const QStringList &known, const QStringList &found,
                        IdentityVerdict verdict) {
        QTest::newRow(name) << known << found << int(verdict);
    };
    const QString a = QStringLiteral("a");
    const QString b = QStringLiteral("b");
    row("first", {{}, {}}, {a, b}, IdentityVerdict::First);
    row("same", {a, b}, {a, b}, IdentityVerdict::Same);
    row("no start time there", {a, b}, {a, {}}, IdentityVerdict::Same);
    row("no start time here", {a, {}}, {a, b}, IdentityVerdict::Same);
    row("recreated", {a, b}, {a, a}, IdentityVerdict::Changed);
    row("another", {a, b}, {b, b}, IdentityVerdict::Changed);
    row("emptied", {a, b}, {{}, b}, IdentityVerdict::Changed);
}

void TestCheckpoints::identity()
{
    QFETCH(QStringList, known);
    QFETCH(QStringList, found);
    QFETCH(int, verdict);
    QCOMPARE(int(compareIdentity({known[0], known[1]}, {found[0], found[1]})), verdict);
}

QTEST_GUILESS_MAIN(TestCheckpoints)
#include "tst_checkpoints.moc"
