// SPDX-License-Identifier: GPL-3.0-or-later
#include "document.h"
#include "store/conflict/conflictstore.h"
#include "store/history/versionstore.h"
#include "store/notes/notestore.h"
#include "world.h"

#include <QTest>

using namespace cairn;

namespace {

const QString kStory =
    QStringLiteral("The first paragraph.\n\nThe second paragraph.\n\nThe third paragraph.\n");

QString with(const QString &from, const QString &to) { return QString(kStory).replace(from, to); }

} // namespace

/// A device that was not there when two versions parted asks the server for what both started from.
class TestBases : public QObject {
    Q_OBJECT

    std::unique_ptr<World> m_world;
    QString m_note;
    RevId m_base;

    World &world() { return *m_world; }
    Device &device(int index) { return world()[index]; }

    /// The first device's version as usual, and another one beside it that nobody has merged yet.
    void twoVersionsOnTheServer(const QString &mine, const QString &theirs)
    {
        m_note = device(0).write(QStringLiteral("Pump 7"), kStory);
        device(0).sync();
        const Note before = device(0).notes().note(m_note).value();
        m_base = before.rev;
        device(0).edit(m_note, mine);
        device(0).sync();
        QJsonObject body = before.raw;
        body[QStringLiteral("body")] = theirs;
        const RevId other = makeRevId(m_base, false, body);
        QVERIFY(world().server().insert(m_note, {other, m_base}, false, body));
    }
    /// Requests that asked for the ancestor itself.
    int askedForTheBase()
    {
        int count = 0;
        for (const FakeRequest &request : std::as_const(m_requests)) {
            count += request.path.value(1) == QStringLiteral("_bulk_get")
                    && request.body.contains(m_base.toString().toUtf8())
                ? 1
                : 0;
        }
        return count;
    }
    void watch()
    {
        m_requests.clear();
        world().couch().faults().clear();
        world().couch().faults().whenever(
            [this](const FakeRequest &request) {
                m_requests.append(request);
                return false;
            },
            {}, 1);
    }
    QList<FakeRequest> m_requests;

private slots:
    void init()
    {
        m_world = std::make_unique<World>();
        world().add(QStringLiteral("Laptop"));
    }
    void cleanup() { m_world.reset(); }

    void mergesWithAnAncestorItNeverHad()
    {
        twoVersionsOnTheServer(
            with(QStringLiteral("first"), QStringLiteral("FIRST")),
            with(QStringLiteral("third"), QStringLiteral("THIRD")));
        Device &late = world().add(QStringLiteral("New tablet"));
        watch();
        const SyncReport report = late.sync();
        QVERIFY(!report.error);
        QCOMPARE(report.merged, 1);
        QCOMPARE(report.conflicts, 0);
        QCOMPARE(askedForTheBase(), 1);
        QCOMPARE(
            late.body(m_note),
            QStringLiteral("The FIRST paragraph.\n\nThe second paragraph.\n\n"
                           "The THIRD paragraph.\n"));
        // The same revision as the device that had the ancestor all the time makes.
        world().network(1).setOnline(false);
        QVERIFY(!device(0).sync().error);
        world().network(1).setOnline(true);
        QCOMPARE(device(0).dump(), late.dump());
        QCOMPARE(world().verify(), QString());

        // In the history it is the oldest of all, although it came last.
        const QList<NoteVersion> history = late.store().versions().history(m_note).value();
        QCOMPARE(history.last().rev, m_base);
        QCOMPARE(history.last().kind, QStringLiteral("received"));
    }

    void showsAPersonWhatBothStartedFrom()
    {
        twoVersionsOnTheServer(
            with(QStringLiteral("second"), QStringLiteral("SECOND")),
            with(QStringLiteral("second"), QStringLiteral("2nd")));
        Device &late = world().add(QStringLiteral("New tablet"));
        QVERIFY(!late.sync().error);
        const auto details = late.store().conflicts().details(m_note);
        QVERIFY(details);
        QCOMPARE(details->base, std::optional(m_base));
        QCOMPARE(details->baseBody, kStory);
        QCOMPARE(details->regions, 1);
        // It need not be asked for again.
        watch();
        late.edit(m_note, late.body(m_note) + QStringLiteral("\nMore.\n"));
        QVERIFY(!late.sync().error);
        QCOMPARE(askedForTheBase(), 0);
        QVERIFY(late.store().conflicts().details(m_note)->base == m_base);
        QCOMPARE(world().verify(), QString());
    }

    /// What the server has compacted away is gone: a person decides, without a common version, and
    /// the server is not bothered again.
    void doesWithoutACompactedOne()
    {
        twoVersionsOnTheServer(
            with(QStringLiteral("first"), QStringLiteral("FIRST")),
            with(QStringLiteral("third"), QStringLiteral("THIRD")));
        world().server().compact();
        Device &late = world().add(QStringLiteral("New tablet"));
        watch();
        QVERIFY(!late.sync().error);
        QCOMPARE(askedForTheBase(), 1);
        const auto details = late.store().conflicts().details(m_note);
        QVERIFY(details);
        QVERIFY(!details->base);
        QCOMPARE(details->regions, 2);
        watch();
        late.edit(
            m_note, late.body(m_note).replace(QStringLiteral("second"), QStringLiteral("2nd")));
        QVERIFY(!late.sync().error);
        QCOMPARE(askedForTheBase(), 0);
        // The device that has the ancestor merges for all.
        QCOMPARE(world().settle(), QString());
        for (int i = 0; i < 2; ++i) {
            QCOMPARE(device(i).tallies().conflicts, 0);
            QVERIFY(device(i).body(m_note).contains(QStringLiteral("FIRST")));
            QVERIFY(device(i).body(m_note).contains(QStringLiteral("THIRD")));
            QVERIFY(device(i).body(m_note).contains(QStringLiteral("2nd")));
        }
        QCOMPARE(world().verify(), QString());
    }

    void anInterruptedQuestionIsAskedAgain_data()
    {
        QTest::addColumn<int>("kind");
        for (const Fault::Kind kind :
             {Fault::Kind::DropRequest, Fault::Kind::DropReply, Fault::Kind::Status,
              Fault::Kind::Garbage, Fault::Kind::Truncate})
            QTest::addRow("%d", int(kind)) << int(kind);
    }
    void anInterruptedQuestionIsAskedAgain()
    {
        QFETCH(int, kind);
        twoVersionsOnTheServer(
            with(QStringLiteral("first"), QStringLiteral("FIRST")),
            with(QStringLiteral("third"), QStringLiteral("THIRD")));
        Device &late = world().add(QStringLiteral("New tablet"));
        Fault fault;
        fault.kind = Fault::Kind(kind);
        fault.bytes = 20;
        world().couch().faults().whenever(
            [this](const FakeRequest &request) {
                return request.path.value(1) == QStringLiteral("_bulk_get")
                    && request.body.contains(m_base.toString().toUtf8());
            },
            fault);
        QVERIFY(late.sync().error);
        QCOMPARE(late.tallies().conflicts, 0); // nothing is opened that merges a moment later
        QVERIFY(!late.sync().error);
        QVERIFY(late.body(m_note).contains(QStringLiteral("FIRST")));
        QVERIFY(late.body(m_note).contains(QStringLiteral("THIRD")));
        QCOMPARE(world().verify(), QString());
    }

    void threeVersionsOfDifferentAge()
    {
        twoVersionsOnTheServer(
            with(QStringLiteral("first"), QStringLiteral("FIRST")),
            with(QStringLiteral("third"), QStringLiteral("THIRD")));
        // A third one that parts later: from the second revision of the first line.
        const Note now = device(0).notes().note(m_note).value();
        QJsonObject body = now.raw;
        body[QStringLiteral("body")] =
            QString(now.body).replace(QStringLiteral("second"), QStringLiteral("SECOND"));
        const RevId third = makeRevId(now.rev, false, body);
        device(0).edit(
            m_note, QString(now.body).replace(QStringLiteral("FIRST"), QStringLiteral("1ST")));
        // The device sends its own without having seen the others.
        world().couch().faults().clear();
        QVERIFY(world().server().insert(m_note, {third, now.rev, m_base}, false, body));
        QCOMPARE(world().settle(), QString());
        Device &late = world().add(QStringLiteral("New tablet"));
        QCOMPARE(world().verify(), QString());
        QCOMPARE(
            late.body(m_note),
            QStringLiteral(
                "The 1ST paragraph.\n\nThe SECOND paragraph.\n\nThe THIRD paragraph.\n"));
    }
};

QTEST_GUILESS_MAIN(TestBases)
#include "tst_bases.moc"
