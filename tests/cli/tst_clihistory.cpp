// SPDX-License-Identifier: GPL-3.0-or-later
#include "clidevice.h"
#include "clock.h"
#include "must.h"
#include "random.h"
#include "store/conflict/conflictstore.h"
#include "store/replica/outboxstore.h"
#include "store/replica/replicastore.h"
#include "store/store.h"

#include <QProcess>
#include <QTest>

using namespace cairn;

namespace {

QStringList words(const char *text) { return QString::fromUtf8(text).split(QLatin1Char(' ')); }

const QString kBase = QStringLiteral("First paragraph.\n\nSecond paragraph.\n\nThird paragraph.\n");

QString replaced(const char *from, const char *to)
{
    return QString(kBase).replace(QString::fromUtf8(from), QString::fromUtf8(to));
}

QStringList kinds(const QJsonArray &history)
{
    QStringList kinds;
    for (const QJsonValue version : history)
        kinds.append(version[u"kind"].toString());
    return kinds;
}

QString revOf(const QJsonArray &history, const QString &kind)
{
    for (const QJsonValue version : history) {
        if (version[u"kind"].toString() == kind)
            return version[u"rev"].toString();
    }
    return {};
}

} // namespace

/// The history of notes, decisions and policies, as scripts see them: real processes, a real
/// server.
class TestCliHistory : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (!m_server.start())
            QFAIL(qPrintable(m_server.problem()));
    }
    void init() { m_database = m_server.createDatabase(); }

    /// A refused document that waits for its next attempt is no success; trying again is.
    void namesWhatTheServerRefused()
    {
        const CliDevice a(m_server, m_database, QStringLiteral("A"));
        const QString id = a.add(QStringLiteral("Refused"), QStringLiteral("one"));
        QCOMPARE(a.sync(), 0);
        a.edit(id, QStringLiteral("two"));
        {
            SystemClock clock;
            SystemRandom random;
            const auto store = must(Store::open(
                {a.directory() + QStringLiteral("/cairn.sqlite"),
                 &clock,
                 &random,
                 {},
                 ChangeSet::Origin::Sync}));
            const OutboxItem item = must(store->outbox().list()).first();
            must(store->replica().reject(
                item.id, Error{ErrorKind::Rejected, 403, QStringLiteral("not for you"), id, -1},
                clock.nowMs() + 300'000));
        }
        const auto refused = a.json(words("sync"));
        QCOMPARE(refused.exitCode, 7);
        QCOMPARE(refused.number("failed"), 1);
        QCOMPARE(refused.number("waiting"), 0);
        const QJsonObject row = refused.member("refused").toArray().at(0).toObject();
        QCOMPARE(row.value(u"document").toString(), id);
        QVERIFY(row.value(u"reason").toString().contains(QStringLiteral("not for you")));
        QCOMPARE(a.json(words("queue retry --all")).number("retried"), 1);
        const auto sent = a.json(words("sync"));
        QCOMPARE(sent.exitCode, 0);
        QCOMPARE(sent.number("pushed"), 1);
        QCOMPARE(sent.number("failed"), 0);
    }

    void namesEveryKindAndRestores()
    {
        const CliDevice a(m_server, m_database, QStringLiteral("Laptop"));
        const CliDevice b(m_server, m_database, QStringLiteral("Tablet"));
        const QString id = a.add(QStringLiteral("T"), kBase);
        a.sync();
        b.sync();
        QCOMPARE(kinds(a.history(id)), QStringList{QStringLiteral("written")});
        QCOMPARE(kinds(b.history(id)), QStringList{QStringLiteral("received")});

        a.edit(id, replaced("First", "1st"));
        b.edit(id, replaced("Third", "3rd"));
        a.sync();
        QCOMPARE(b.sync(), 0);
        const QJsonArray merged = b.history(id);
        QCOMPARE(merged[0][u"kind"].toString(), QStringLiteral("merged"));
        QCOMPARE(merged[0][u"other_devices"].toArray(), QJsonArray{QStringLiteral("Laptop")});
        QCOMPARE(
            QSet<QString>({merged[1][u"kind"].toString(), merged[2][u"kind"].toString()}),
            QSet<QString>({QStringLiteral("written"), QStringLiteral("received")}));

        // Restored as a new version, on the other device as well.
        const QString first = merged.last()[u"rev"].toString();
        const auto restored = b.json({QStringLiteral("note"), QStringLiteral("revert"), id, first});
        QCOMPARE(restored.exitCode, 0);
        QVERIFY(restored.text("rev") != first);
        QCOMPARE(b.history(id)[0][u"kind"].toString(), QStringLiteral("restored"));
        QCOMPARE(b.history(id).size(), merged.size() + 1);
        b.sync();
        a.sync();
        QCOMPARE(a.show(id).text("body"), kBase);
        QCOMPARE(a.show(id).object(), b.show(id).object());
        QCOMPARE(a.history(id)[0][u"device"].toString(), QStringLiteral("Tablet"));
    }

    void bringsADeletedNoteBack()
    {
        const CliDevice a(m_server, m_database, QStringLiteral("Laptop"));
        const CliDevice b(m_server, m_database, QStringLiteral("Tablet"));
        const QString id = a.add(QStringLiteral("T"), kBase);
        a.sync();
        b.sync();
        QCOMPARE(
            a.json(
                 {QStringLiteral("note"), QStringLiteral("delete"), id, QStringLiteral("--force")})
                .exitCode,
            0);
        a.sync();
        b.sync();
        QCOMPARE(b.show(id).exitCode, 3);
        const QJsonArray history = b.history(id);
        QCOMPARE(kinds(history), QStringList{QStringLiteral("received")});
        QCOMPARE(
            b.json({QStringLiteral("note"), QStringLiteral("revert"), id,
                    history[0][u"rev"].toString()})
                .exitCode,
            0);
        b.sync();
        a.sync();
        QCOMPARE(a.show(id).text("body"), kBase);
    }

    void refusesWhatIsNotThere_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("exitCode");
        QTest::newRow("history of an unknown note")
            << words("note history note:01ARZ3NDEKTSV4RRFFQ69G5FAV") << 3;
        QTest::newRow("revert an unknown note")
            << words("note revert note:01ARZ3NDEKTSV4RRFFQ69G5FAV 1-abc") << 3;
        QTest::newRow("revert to an unknown revision") << words("note revert ID 7-abc") << 3;
        QTest::newRow("revert to no revision") << words("note revert ID yesterday") << 2;
        QTest::newRow("revert to nothing") << words("note revert ID") << 2;
        QTest::newRow("show an unknown revision") << words("note show ID --rev 7-abc") << 3;
        QTest::newRow("no such conflict") << words("conflict show ID") << 3;
        QTest::newRow("nothing to decide") << words("conflict resolve ID --keep mine") << 3;
        QTest::newRow("nothing to undo") << words("conflict undo ID") << 3;
        QTest::newRow("unknown policy") << words("policy set sometimes") << 2;
        QTest::newRow("nothing to inherit from") << words("policy set inherit") << 2;
        QTest::newRow("policy of an unknown notebook")
            << words("policy set mine --notebook Nowhere") << 3;
    }
    void refusesWhatIsNotThere()
    {
        QFETCH(QStringList, arguments);
        QFETCH(int, exitCode);
        const CliProfile profile;
        const QString id = profile.json(words("note add --title T --body one")).text("id");
        arguments.replaceInStrings(QStringLiteral("ID"), id);
        const auto refused = profile.json(arguments);
        QCOMPARE(refused.exitCode, exitCode);
        QVERIFY(!refused.member("error")[u"message"].toString().isEmpty());
        QCOMPARE(
            profile.json({QStringLiteral("note"), QStringLiteral("history"), id}).array().size(),
            1);
    }

    void takesADecisionBack()
    {
        const CliDevice a(m_server, m_database, QStringLiteral("Laptop"));
        const CliDevice b(m_server, m_database, QStringLiteral("Tablet"));
        const QString id = a.add(QStringLiteral("T"), kBase);
        a.sync();
        b.sync();
        const QString mine = replaced("Second", "2nd");
        const QString other = replaced("Second", "Zweiter");
        a.edit(id, mine);
        b.edit(id, other);
        a.sync();
        QCOMPARE(b.sync(), 6);
        QCOMPARE(a.sync(), 6);
        const QJsonArray listed = a.json(words("conflict list")).array();
        QCOMPARE(listed.size(), 1);
        QCOMPARE(listed[0][u"id"].toString(), id);
        QCOMPARE(listed[0][u"regions"].toInt(), 1);
        QCOMPARE(
            a.json({QStringLiteral("conflict"), QStringLiteral("resolve"), id,
                    QStringLiteral("--keep"), QStringLiteral("other")})
                .exitCode,
            0);
        QCOMPARE(a.sync(), 0);
        QCOMPARE(b.sync(), 0);
        QVERIFY(!revOf(a.history(id), QStringLiteral("resolved")).isEmpty());
        QCOMPARE(a.show(id).text("body"), other);

        QCOMPARE(a.json({QStringLiteral("conflict"), QStringLiteral("undo"), id}).exitCode, 0);
        QCOMPARE(a.sync(), 0);
        QCOMPARE(b.sync(), 0);
        for (const CliDevice *device : {&a, &b}) {
            QCOMPARE(device->show(id).text("body"), mine);
            QCOMPARE(device->notes(), 2); // the other one is a note of its own
        }
    }

    void setsPolicies()
    {
        const CliDevice a(m_server, m_database, QStringLiteral("Laptop"));
        const CliDevice b(m_server, m_database, QStringLiteral("Tablet"));
        QCOMPARE(b.json(words("policy show")).text("policy"), QStringLiteral("ask"));
        b.json(words("notebook add Site/Pumps"));
        QCOMPARE(b.json(words("policy set newest")).text("policy"), QStringLiteral("newest"));
        QCOMPARE(b.json(words("policy set mine --notebook Site/Pumps")).exitCode, 0);
        const auto shown = b.json(words("policy show"));
        QCOMPARE(shown.text("policy"), QStringLiteral("newest"));
        QCOMPARE(
            shown.member("notebooks").toArray(),
            (QJsonArray{QJsonObject{
                {QStringLiteral("path"), QStringLiteral("Site/Pumps")},
                {QStringLiteral("policy"), QStringLiteral("mine")}}}));
        QVERIFY(b.json(words("policy set inherit --notebook Site/Pumps"))
                    .member("notebooks")
                    .toArray()
                    .isEmpty());

        // And it is what sync does.
        b.json(words("policy set mine"));
        const QString id = a.add(QStringLiteral("T"), kBase);
        a.sync();
        b.sync();
        a.edit(id, replaced("Second", "2nd"));
        b.edit(id, replaced("Second", "Zweiter"));
        a.sync();
        QCOMPARE(b.sync(), 0);
        QCOMPARE(a.sync(), 0);
        QCOMPARE(a.show(id).text("body"), replaced("Second", "Zweiter"));
        QCOMPARE(a.show(id).object(), b.show(id).object());
    }

    /// Who saves a note meanwhile waits for one decision, not for all.
    void aPolicyIsAppliedNoteByNote()
    {
        constexpr int kNotes = 150;
        const CliProfile profile;
        QCOMPARE(profile.json(words("policy show")).exitCode, 0);
        SystemClock clock;
        SystemRandom random;
        const auto store = must(Store::open(
            {profile.directory() + QStringLiteral("/cairn.sqlite"),
             &clock,
             &random,
             {},
             ChangeSet::Origin::Sync}));
        for (int i = 0; i < kNotes; ++i)
            makeConflict(*store, i);
        must(store->replica().reconcile(10 * kNotes));
        QCOMPARE(must(store->conflicts().ids()).size(), kNotes);
        QProcess process;
        profile.start(process, words("policy set newest --apply"));
        bool between = false;
        while (!process.waitForFinished(1)) {
            const qsizetype left = must(store->conflicts().ids()).size();
            between |= left > 0 && left < kNotes;
        }
        QCOMPARE(process.exitCode(), 0);
        QCOMPARE(must(store->conflicts().ids()).size(), 0);
        QVERIFY2(between, "all of them were decided in one transaction");
    }

private:
    /// The server's version, and another one of the same generation.
    static void makeConflict(Store &store, int number)
    {
        const QString id = QStringLiteral("note:%1").arg(number);
        const RevId base{1, "a"};
        const auto body = [number](const QString &text) {
            return QJsonObject{
                {QStringLiteral("type"), QStringLiteral("note")},
                {QStringLiteral("title"), QStringLiteral("Note %1").arg(number)},
                {QStringLiteral("body"), text}};
        };
        must(store.replica().store(
            {{id, base, {base}, false, body(QStringLiteral("base"))},
             {id, {2, "b"}, {{2, "b"}, base}, false, body(QStringLiteral("one way"))},
             {id, {2, "c"}, {{2, "c"}, base}, false, body(QStringLiteral("another way"))}},
            {}, {}, {}, Removals::Admit));
    }
    TestServer m_server;
    QString m_database;
};

QTEST_GUILESS_MAIN(TestCliHistory)
#include "tst_clihistory.moc"
