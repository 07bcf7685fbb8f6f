// SPDX-License-Identifier: GPL-3.0-or-later
#include "document.h"
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

/// What a person brings back from the history of a note is an edit like any other: it comes to all
/// devices, and meets what they did meanwhile.
class TestRestores : public QObject {
    Q_OBJECT

    std::unique_ptr<World> m_world;
    QString m_note;

    World &world() { return *m_world; }
    Device &device(int index) { return world()[index]; }
    QList<NoteVersion> history(int index)
    {
        return device(index).store().versions().history(m_note).value();
    }
    /// Both change something else; the tablet comes to know the merge that the laptop made.
    void merged()
    {
        device(0).edit(m_note, with(QStringLiteral("first"), QStringLiteral("FIRST")));
        device(1).edit(m_note, with(QStringLiteral("third"), QStringLiteral("THIRD")));
        QCOMPARE(world().settle(), QString());
        QVERIFY(device(0).body(m_note).contains(QStringLiteral("THIRD")));
        QCOMPARE(device(0).body(m_note), device(1).body(m_note));
    }

private slots:
    void init()
    {
        m_world = std::make_unique<World>();
        world().add(QStringLiteral("Laptop"));
        world().add(QStringLiteral("Tablet"));
        m_note = device(0).write(QStringLiteral("Pump 7"), kStory);
        QCOMPARE(world().settle(), QString());
    }
    void cleanup() { m_world.reset(); }

    void aRestoredVersionTravels()
    {
        device(0).edit(m_note, QStringLiteral("rewritten"));
        QCOMPARE(world().settle(), QString());
        // On the device that has the old version from elsewhere.
        QVERIFY(device(1).notes().revert(m_note, history(1).last().rev));
        QCOMPARE(world().verify(), QString());
        QCOMPARE(device(0).body(m_note), kStory);
        QCOMPARE(history(1).first().kind, QStringLiteral("restored"));
        QCOMPARE(history(0).first().kind, QStringLiteral("received"));
        QCOMPARE(history(0).first().device, QStringLiteral("Tablet"));
        // And is taken back where it arrived.
        QVERIFY(device(0).notes().revert(m_note, history(0).at(1).rev));
        QCOMPARE(world().verify(), QString());
        QCOMPARE(device(1).body(m_note), QStringLiteral("rewritten"));
    }

    void aRestoreMeetsAnEdit()
    {
        device(0).edit(m_note, with(QStringLiteral("first"), QStringLiteral("FIRST")));
        QCOMPARE(world().settle(), QString());
        QVERIFY(device(0).notes().revert(m_note, history(0).last().rev));
        device(1).edit(
            m_note,
            device(1).body(m_note).replace(QStringLiteral("third"), QStringLiteral("THIRD")));
        QCOMPARE(world().verify(), QString());
        for (int i = 0; i < 2; ++i)
            QCOMPARE(
                device(i).body(m_note), with(QStringLiteral("third"), QStringLiteral("THIRD")));
    }

    void aDeletedNoteComesBackEverywhere()
    {
        device(0).deleteForGood(m_note);
        QCOMPARE(world().settle(), QString());
        QVERIFY(!device(1).notes().note(m_note));
        const auto deleted = device(1).store().versions().deletedNotes(10);
        QVERIFY(deleted && deleted->size() == 1);
        QVERIFY(device(1).notes().revert(m_note, deleted->first().rev));
        QCOMPARE(world().verify(), QString());
        for (int i = 0; i < 2; ++i)
            QCOMPARE(device(i).body(m_note), kStory);
    }

    void anUndoneMergeTravels_data()
    {
        QTest::addColumn<int>("who");
        QTest::addRow("who merged") << 0;
        QTest::addRow("who received the merge") << 1;
    }
    void anUndoneMergeTravels()
    {
        QFETCH(int, who);
        merged();
        const QString mine = who == 0 ? with(QStringLiteral("first"), QStringLiteral("FIRST"))
                                      : with(QStringLiteral("third"), QStringLiteral("THIRD"));
        const auto mark = device(who).store().versions().lastMerge(m_note);
        QVERIFY(mark && *mark);
        QCOMPARE((*mark)->device, who == 0 ? QStringLiteral("Tablet") : QStringLiteral("Laptop"));
        QVERIFY((*mark)->isPresent);
        QCOMPARE(history(who).first().otherDevices, QStringList{(*mark)->device});
        QVERIFY(!history(who).first().decided);
        QVERIFY(device(who).notes().revert(m_note, (*mark)->mine));
        QCOMPARE(world().verify(), QString());
        for (int i = 0; i < 2; ++i) {
            QCOMPARE(device(i).body(m_note), mine);
            QCOMPARE(device(i).tallies().conflicts, 0);
        }
        // The words that were taken out again are in the history.
        QString everything;
        for (const NoteVersion &version : history(who))
            everything += device(who)
                              .store()
                              .versions()
                              .body(m_note, version.rev)
                              .value()
                              .value(field::kBody)
                              .toString();
        QVERIFY(everything.contains(QStringLiteral("FIRST")));
        QVERIFY(everything.contains(QStringLiteral("THIRD")));
    }
};

QTEST_GUILESS_MAIN(TestRestores)
#include "tst_restores.moc"
