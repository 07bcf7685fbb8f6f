// SPDX-License-Identifier: GPL-3.0-or-later
#include "document.h"
#include "store/conflict/conflictstore.h"
#include "store/conflict/policystore.h"
#include "store/history/versionstore.h"
#include "store/notes/notestore.h"
#include "world.h"

#include <QTest>

using namespace cairn;
using Keep = Resolution::Keep;

Q_DECLARE_METATYPE(cairn::ConflictPolicy)

namespace {

const QString kStory =
    QStringLiteral("The first paragraph.\n\nThe second paragraph.\n\nThe third paragraph.\n");

} // namespace

/// Several devices, one review: what has to be decided comes to everyone once, and one decision
/// ends it for all.
class TestReviews : public QObject {
    Q_OBJECT

    std::unique_ptr<World> m_world;
    QString m_changed, m_deleted, m_renamed;

    World &world() { return *m_world; }
    Device &device(int index) { return world()[index]; }

    void setOnline(bool online)
    {
        for (int i = 0; i < world().size(); ++i)
            world().network(i).setOnline(online);
    }
    /// Every device syncs once.
    void round()
    {
        world().advance(60'000);
        for (int i = 0; i < world().size(); ++i)
            QVERIFY(!device(i).sync().error);
    }
    void replaceSecond(int index, const QString &words)
    {
        device(index).edit(m_changed, QString(kStory).replace(QStringLiteral("second"), words));
    }
    static Resolution keep(Keep what, const ConflictDetails &details)
    {
        Resolution resolution;
        resolution.keep = what;
        resolution.title = details.title;
        resolution.body = QStringLiteral("Decided");
        for (const ConflictLeaf &leaf : details.leaves)
            resolution.seen.append(leaf.rev);
        return resolution;
    }
    /// Decides until nothing is left: with "merged", one pair after the other.
    void decide(int index, Keep what)
    {
        ConflictStore &conflicts = device(index).store().conflicts();
        for (int i = 0; i < 3; ++i) {
            const auto details = conflicts.details(m_changed);
            if (!details)
                return;
            QVERIFY(conflicts.resolve(m_changed, keep(what, *details)));
        }
    }
    QStringList history(int index)
    {
        QStringList texts;
        VersionStore &versions = device(index).store().versions();
        const QList<NoteVersion> all = versions.history(m_changed).value();
        for (const NoteVersion &version : all)
            texts.append(
                versions.body(m_changed, version.rev).value().value(field::kBody).toString());
        return texts;
    }
    void twoDevicesInConflict()
    {
        m_changed = device(0).write(QStringLiteral("Pump 7"), kStory);
        QCOMPARE(world().settle(), QString());
        replaceSecond(0, QStringLiteral("SECOND (A)"));
        replaceSecond(1, QStringLiteral("2nd (B)"));
    }

private slots:
    void init()
    {
        m_world = std::make_unique<World>();
        world().add(QStringLiteral("Laptop"));
        world().add(QStringLiteral("Tablet"));
    }
    void cleanup() { m_world.reset(); }

    void threeDevicesComeBack_data()
    {
        QTest::addColumn<int>("decider");
        QTest::addColumn<int>("what");
        for (int decider = 0; decider < 3; ++decider) {
            for (const Keep what : {Keep::Mine, Keep::Other, Keep::Both, Keep::Merged})
                QTest::addRow("device %d, choice %d", decider, int(what)) << decider << int(what);
        }
    }

    /// All three change one note, two of them delete another, one renames a third.
    void threeDevicesComeBack()
    {
        QFETCH(int, decider);
        QFETCH(int, what);
        world().add(QStringLiteral("Desktop"));
        m_changed = device(0).write(QStringLiteral("Pump 7"), kStory);
        m_deleted = device(0).write(QStringLiteral("Old list"), kStory);
        m_renamed = device(0).write(QStringLiteral("Meeting"), kStory);
        QCOMPARE(world().settle(), QString());

        setOnline(false);
        world().advance(10ll * 24 * 3'600'000);
        const QStringList words{
            QStringLiteral("SECOND (A)"), QStringLiteral("2nd (B)"), QStringLiteral("zweite (C)")};
        for (int i = 0; i < 3; ++i)
            replaceSecond(i, words.at(i));
        device(0).deleteForGood(m_deleted);
        device(1).deleteForGood(m_deleted);
        NotePatch title;
        title.title = QStringLiteral("Meeting, 3 May");
        QVERIFY(device(2).notes().edit(m_renamed, title));
        for (int i = 0; i < 3; ++i)
            QVERIFY(device(i).sync().error);
        setOnline(true);
        QCOMPARE(world().settle(), QString());

        for (int i = 0; i < 3; ++i) {
            const auto open = device(i).store().conflicts().list();
            QVERIFY(open);
            QCOMPARE(open->size(), 1); // one list with one note, of three versions
            QCOMPARE(open->first().id, m_changed);
            QCOMPARE(open->first().leaves.size(), 3);
            QVERIFY(
                device(i).body(m_changed).contains(words.at(i))); // each goes on showing its own
            QVERIFY(!device(i).notes().note(m_deleted));
            QCOMPARE(device(i).title(m_renamed), title.title);
        }

        decide(decider, Keep(what));
        round();
        round();
        for (int i = 0; i < 3; ++i) {
            QCOMPARE(device(i).tallies().conflicts, 0);
            QCOMPARE(device(i).dump(), device(decider).dump());
            QCOMPARE(device(i).ids(), device(decider).ids());
        }
        QCOMPARE(world().verify(), QString());
        if (Keep(what) == Keep::Both)
            QCOMPARE(device(0).ids().size(), 4);
        QString everything = history(decider).join(QLatin1Char('\n'));
        for (const QString &word : words)
            QVERIFY(everything.contains(word));
    }

    void twoDevicesWithAPolicySettle_data()
    {
        QTest::addColumn<ConflictPolicy>("policy");
        for (const ConflictPolicy policy : conflictPolicies()) {
            if (policy != ConflictPolicy::Ask)
                QTest::newRow(qPrintable(conflictPolicyName(policy))) << policy;
        }
    }

    void twoDevicesWithAPolicySettle()
    {
        QFETCH(ConflictPolicy, policy);
        for (int i = 0; i < 2; ++i)
            QVERIFY(device(i).store().policies().setPolicy(policy));
        twoDevicesInConflict();
        for (int i = 0; i < 3; ++i)
            round();
        QCOMPARE(device(0).tallies().conflicts + device(1).tallies().conflicts, 0);
        QCOMPARE(device(0).dump(), device(1).dump());
        QCOMPARE(device(0).ids().size(), policy == ConflictPolicy::Both ? 2 : 1);
        QCOMPARE(world().verify(), QString());
        // Whoever decided has both in the note's history.
        const QString everything = (history(0) + history(1)).join(QLatin1Char('\n'));
        QVERIFY(everything.contains(QStringLiteral("(A)")));
        QVERIFY(everything.contains(QStringLiteral("(B)")));
    }

    /// Both have both versions, and both decide with "mine" before either hears of the other.
    void bothDecideMineAtOnce()
    {
        twoDevicesInConflict();
        QCOMPARE(world().settle(), QString());
        QCOMPARE(device(0).tallies().conflicts, 1);
        for (int i = 0; i < 2; ++i)
            QVERIFY(device(i).store().policies().setPolicy(ConflictPolicy::Mine));
        // An edit on each side, and the same conflict is looked at anew.
        setOnline(false);
        device(0).edit(m_changed, device(0).body(m_changed) + QStringLiteral("\nMore of A.\n"));
        device(1).edit(m_changed, device(1).body(m_changed) + QStringLiteral("\nMore of B.\n"));
        setOnline(true);
        world().couch().faults().whenever( // what they decide does not arrive at first
            [](const FakeRequest &request) {
                return request.path.value(1) == QStringLiteral("_bulk_docs");
            },
            {}, 2);
        device(0).sync();
        device(1).sync();
        world().couch().faults().clear();
        for (int i = 0; i < 3; ++i)
            round();
        QCOMPARE(device(0).tallies().conflicts + device(1).tallies().conflicts, 0);
        QCOMPARE(device(0).dump(), device(1).dump());
        QCOMPARE(world().verify(), QString());
        QString everything = history(0).join(QLatin1Char('\n')) + device(0).body(m_changed);
        QVERIFY(everything.contains(QStringLiteral("More of A.")));
    }

    void anUndoneDecisionTravels_data()
    {
        QTest::addColumn<int>("what");
        QTest::addColumn<bool>("sentBefore");
        for (const Keep what : {Keep::Mine, Keep::Other, Keep::Merged}) {
            for (const bool sent : {false, true})
                QTest::addRow("choice %d, %s", int(what), sent ? "sent" : "not sent")
                    << int(what) << sent;
        }
    }

    void anUndoneDecisionTravels()
    {
        QFETCH(int, what);
        QFETCH(bool, sentBefore);
        twoDevicesInConflict();
        QCOMPARE(world().settle(), QString());
        const QString mine = device(0).body(m_changed);
        const QString theirs = device(1).body(m_changed);
        decide(0, Keep(what));
        if (sentBefore) {
            QCOMPARE(world().settle(), QString());
            QCOMPARE(device(1).body(m_changed), device(0).body(m_changed));
        }
        QVERIFY(device(0).store().conflicts().undo(m_changed));
        QCOMPARE(device(0).body(m_changed), mine);
        QCOMPARE(world().verify(), QString());
        // The other's words are there again as well, on both, as a note of their own.
        for (int i = 0; i < 2; ++i) {
            QCOMPARE(device(i).tallies().conflicts, 0);
            QCOMPARE(device(i).body(m_changed), mine);
            QStringList texts;
            for (const QString &id : device(i).ids())
                texts.append(device(i).body(id));
            QCOMPARE(texts.size(), 2);
            QVERIFY(texts.contains(theirs));
        }
        QVERIFY(!device(1).store().conflicts().undo(m_changed)); // whoever decided takes it back
    }

    void anUndoMeetsAnEdit()
    {
        twoDevicesInConflict();
        QCOMPARE(world().settle(), QString());
        decide(0, Keep::Other);
        QCOMPARE(world().settle(), QString());
        // Meanwhile the other device goes on from the decision.
        device(1).edit(m_changed, device(1).body(m_changed) + QStringLiteral("\nAnd more.\n"));
        QVERIFY(device(0).store().conflicts().undo(m_changed));
        QCOMPARE(world().verify(), QString());
        for (int i = 0; i < 2; ++i) {
            QString everything;
            for (const QString &id : device(i).ids())
                everything += device(i).body(id);
            QVERIFY(everything.contains(QStringLiteral("And more.")));
            QVERIFY(everything.contains(QStringLiteral("SECOND (A)")));
        }
    }
};

QTEST_GUILESS_MAIN(TestReviews)
#include "tst_reviews.moc"
