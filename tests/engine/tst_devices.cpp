// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/conflict/conflictstore.h"
#include "store/notes/notebookstore.h"
#include "store/notes/notestore.h"
#include "world.h"

#include <QTest>

using namespace cairn;

namespace {

const QString kStory =
    QStringLiteral("The first paragraph.\n\nThe second paragraph.\n\nThe third paragraph.\n");

QString replaced(QString text, const QString &from, const QString &to)
{
    return text.replace(from, to);
}

} // namespace

/// Two devices and one server: what a person sees must be the same everywhere, and nothing is ever
/// lost.
class TestDevices : public QObject {
    Q_OBJECT

    std::unique_ptr<World> m_world;

    World &world() { return *m_world; }
    Device &a() { return world()[0]; }
    Device &b() { return world()[1]; }

    /// A note that both devices have.
    QString shared(const QString &body = kStory)
    {
        const QString id = a().write(QStringLiteral("Shared"), body);
        return world().settle().isEmpty() ? id : QString();
    }
    static Resolution keep(Resolution::Keep what, const ConflictDetails &details)
    {
        Resolution resolution;
        resolution.keep = what;
        for (const ConflictLeaf &leaf : details.leaves)
            resolution.seen.append(leaf.rev);
        return resolution;
    }
    void conflictOn(const QString &id)
    {
        a().edit(id, replaced(kStory, QStringLiteral("second"), QStringLiteral("SECOND (A)")));
        b().edit(id, replaced(kStory, QStringLiteral("second"), QStringLiteral("2nd (B)")));
        QCOMPARE(world().settle(), QString());
    }

private slots:
    void init()
    {
        m_world = std::make_unique<World>();
        world().add(QStringLiteral("A"));
        world().add(QStringLiteral("B"));
    }
    void cleanup() { m_world.reset(); }

    void anEmptyStoreHasNothingToSay()
    {
        QCOMPARE(world().verify(), QString());
        for (const QString &id : world().server().documents().keys())
            QVERIFY(id.startsWith(QStringLiteral("device:"))); // who takes part, and nothing else
        const SyncReport report = a().sync();
        QVERIFY(!report.error);
        QCOMPARE(
            report.pushed + report.pulled + report.merged + report.conflicts + report.failed, 0);
        QVERIFY(a().engine().status().isSynced());
    }

    void aNoteTravels()
    {
        const QString id = a().write(QStringLiteral("Grüße 🎉"), QStringLiteral("Line\n"));
        QCOMPARE(world().settle(), QString());
        a().edit(id, QStringLiteral("Line\n你好\n"));
        QCOMPARE(a().sync().pushed, 1);
        QCOMPARE(b().sync().pulled, 1);
        QCOMPARE(b().body(id), QStringLiteral("Line\n你好\n"));
        QCOMPARE(b().title(id), QStringLiteral("Grüße 🎉"));
        b().edit(id, QStringLiteral("Changed on B"));
        QCOMPARE(world().verify(), QString());
        QCOMPARE(a().body(id), QStringLiteral("Changed on B"));
    }

    void everythingANoteHasTravels()
    {
        const auto notebook = a().store().notebooks().ensurePath(QStringLiteral("Work/Plans"));
        QVERIFY(notebook);
        NoteContent content;
        content.title = QStringLiteral("All of it");
        content.body = QStringLiteral("- [ ] open\n");
        content.notebookId = notebook->id;
        content.tags = {QStringLiteral("zebra"), QStringLiteral("apple")};
        content.pinned = content.emergency = true;
        content.color = QStringLiteral("red");
        const QString id = a().notes().create(content)->id;
        QCOMPARE(world().verify(), QString());
        const auto note = b().notes().note(id);
        QVERIFY(note);
        QCOMPARE(note->notebookPath, QStringLiteral("Work/Plans"));
        QCOMPARE(note->tags, (QStringList{QStringLiteral("apple"), QStringLiteral("zebra")}));
        QVERIFY(note->pinned && note->emergency);
        QCOMPARE(note->color, QStringLiteral("red"));
        QCOMPARE(note->createdAt, a().notes().note(id)->createdAt);
        QCOMPARE(b().tallies().openTasks, 1);
    }

    void manyNotesInBothDirections()
    {
        for (int i = 0; i < 260; ++i) {
            a().write(QStringLiteral("A %1").arg(i), QStringLiteral("from A"));
            b().write(QStringLiteral("B %1").arg(i), QStringLiteral("from B"));
        }
        QCOMPARE(world().verify(), QString());
        QCOMPARE(a().ids().size(), 520);
        QCOMPARE(a().ids(), b().ids());
    }

    void manyEditsOfOneNoteAreSentAsOne()
    {
        const QString id = a().write(QStringLiteral("T"), QStringLiteral("0"));
        for (int i = 1; i <= 1100; ++i)
            a().edit(id, QString::number(i));
        QCOMPARE(world().verify(), QString());
        QCOMPARE(b().body(id), QStringLiteral("1100"));
        QCOMPARE(world().server().document(id)->winner().generation, 1);
    }

    void trashAndRestoreTravel()
    {
        const QString id = shared();
        a().trash(id);
        QCOMPARE(world().verify(), QString());
        QVERIFY(b().notes().note(id)->trashedAt);
        NotePatch back;
        back.trashed = false;
        QVERIFY(b().notes().edit(id, back));
        QCOMPARE(world().verify(), QString());
        QVERIFY(!a().notes().note(id)->trashedAt);
    }

    void deletingForGoodTravels()
    {
        const QString id = shared();
        a().deleteForGood(id);
        QCOMPARE(world().verify(), QString());
        QVERIFY(!b().notes().note(id));
        QVERIFY(world().server().document(id)->isDeleted());
    }

    void aNoteDeletedBeforeItWasSentLeavesNoTrace()
    {
        const QString id = a().write(QStringLiteral("Gone"), QStringLiteral("soon"));
        a().deleteForGood(id);
        QCOMPARE(world().verify(), QString());
        QVERIFY(!b().notes().note(id));
    }

    void anEditBeatsADeletion()
    {
        const QString id = shared();
        a().deleteForGood(id);
        b().edit(id, QStringLiteral("still wanted"));
        QCOMPARE(world().verify(), QString());
        QCOMPARE(a().body(id), QStringLiteral("still wanted"));
        QCOMPARE(b().body(id), QStringLiteral("still wanted"));
    }

    void bothDeleteTheSameNote()
    {
        const QString id = shared();
        a().deleteForGood(id);
        b().deleteForGood(id);
        QCOMPARE(world().verify(), QString());
        QVERIFY(!a().notes().note(id));
    }

    // --- merging

    void differentParagraphsMergeToTheSameRevision()
    {
        const QString id = shared();
        a().edit(id, replaced(kStory, QStringLiteral("first"), QStringLiteral("FIRST")));
        b().edit(id, replaced(kStory, QStringLiteral("third"), QStringLiteral("THIRD")));
        // Both send, both receive, and both merge before either hears of the other's merge.
        QVERIFY(!a().sync().error);
        world().network(0).setOnline(false);
        const FakeDatabase withA = world().server();
        const SyncReport merged = b().sync();
        QCOMPARE(merged.merged, 1);
        QCOMPARE(merged.conflicts, 0);
        world().network(0).setOnline(true);
        QCOMPARE(world().verify(), QString());
        QCOMPARE(
            a().body(id),
            QStringLiteral(
                "The FIRST paragraph.\n\nThe second paragraph.\n\nThe THIRD paragraph.\n"));
        QCOMPARE(a().notes().note(id)->rev, b().notes().note(id)->rev);
        QCOMPARE(a().tallies().conflicts, 0);
    }

    void bothMergeAtOnce()
    {
        const QString id = shared();
        a().edit(id, replaced(kStory, QStringLiteral("first"), QStringLiteral("FIRST")));
        b().edit(id, replaced(kStory, QStringLiteral("third"), QStringLiteral("THIRD")));
        // The server gets both leaves without either device having seen the other's …
        const FakeDatabase before = world().server();
        QVERIFY(!a().sync().error);
        const FakeDocument fromA = *world().server().document(id);
        world().couch().restore(World::databaseName(), before);
        QVERIFY(!b().sync().error);
        world().server().insert(
            id, fromA.path(fromA.winner()), false, *fromA.find(fromA.winner())->body);
        // … and what they make of it does not arrive yet.
        world().couch().faults().whenever(
            [](const FakeRequest &request) {
                return request.path.value(1) == QStringLiteral("_bulk_docs")
                    && request.body.contains("merged");
            },
            {}, 2);
        QCOMPARE(a().sync().merged, 1);
        QCOMPARE(b().sync().merged, 1);
        QCOMPARE(world().couch().faults().fired(), 2);
        world().couch().faults().clear();
        QCOMPARE(a().notes().note(id)->rev, b().notes().note(id)->rev); // each on its own, the same
        QCOMPARE(world().verify(), QString());
        QCOMPARE(
            a().body(id),
            QStringLiteral(
                "The FIRST paragraph.\n\nThe second paragraph.\n\nThe THIRD paragraph.\n"));
    }

    void titleAndTextMerge()
    {
        const QString id = shared();
        NotePatch title;
        title.title = QStringLiteral("New title");
        title.addTags = {QStringLiteral("a")};
        QVERIFY(a().notes().edit(id, title));
        NotePatch text;
        text.body = kStory + QStringLiteral("\nMore.\n");
        text.addTags = {QStringLiteral("b")};
        QVERIFY(b().notes().edit(id, text));
        QCOMPARE(world().verify(), QString());
        QCOMPARE(a().title(id), QStringLiteral("New title"));
        QVERIFY(a().body(id).endsWith(QStringLiteral("More.\n")));
        QCOMPARE(
            a().notes().note(id)->tags, (QStringList{QStringLiteral("a"), QStringLiteral("b")}));
        QCOMPARE(a().tallies().conflicts, 0);
    }

    void theSameChangeOnBothIsNoConflict()
    {
        const QString id = shared();
        const QString text = replaced(kStory, QStringLiteral("second"), QStringLiteral("2nd"));
        a().edit(id, text);
        world().advance(5'000);
        b().edit(id, text);
        QCOMPARE(world().verify(), QString());
        QCOMPARE(a().tallies().conflicts + b().tallies().conflicts, 0);
        QCOMPARE(b().body(id), text);
    }

    void threeDevicesMerge()
    {
        Device &c = world().add(QStringLiteral("C"));
        const QString id = shared();
        a().edit(id, replaced(kStory, QStringLiteral("first"), QStringLiteral("FIRST")));
        b().edit(id, replaced(kStory, QStringLiteral("second"), QStringLiteral("SECOND")));
        c.edit(id, replaced(kStory, QStringLiteral("third"), QStringLiteral("THIRD")));
        QCOMPARE(world().verify(), QString());
        QCOMPARE(
            c.body(id),
            QStringLiteral(
                "The FIRST paragraph.\n\nThe SECOND paragraph.\n\nThe THIRD paragraph.\n"));
    }

    // --- conflicts

    void theSameSentenceIsOneConflict()
    {
        const QString id = shared();
        conflictOn(id);
        QCOMPARE(a().tallies().conflicts, 1);
        QCOMPARE(b().tallies().conflicts, 1);
        QVERIFY(a().body(id).contains(
            QStringLiteral("(A)"))); // nobody's screen changes under their hands
        QVERIFY(b().body(id).contains(QStringLiteral("(B)")));
        QCOMPARE(a().store().conflicts().details(id)->leaves.size(), 2);
        QCOMPARE(world().verify(), QString()); // it rests there
    }

    void aConflictIsResolved_data()
    {
        QTest::addColumn<int>("device");
        QTest::addColumn<int>("keep");
        using Keep = Resolution::Keep;
        for (const int device : {0, 1}) {
            for (const Keep keep : {Keep::Mine, Keep::Other, Keep::Both, Keep::Merged})
                QTest::addRow("device %d, choice %d", device, int(keep)) << device << int(keep);
        }
    }
    void aConflictIsResolved()
    {
        QFETCH(int, device);
        QFETCH(int, keep);
        const QString id = shared();
        conflictOn(id);
        Device &here = world()[device];
        const auto details = here.store().conflicts().details(id);
        QVERIFY(details);
        Resolution resolution = TestDevices::keep(Resolution::Keep(keep), *details);
        resolution.title = QStringLiteral("Decided");
        resolution.body = QStringLiteral("Decided text");
        QVERIFY(here.store().conflicts().resolve(id, resolution));
        QCOMPARE(world().verify(), QString());
        QCOMPARE(a().tallies().conflicts + b().tallies().conflicts, 0);
        QCOMPARE(a().body(id), b().body(id));
        QCOMPARE(a().ids(), b().ids());
        const QString other = device == 0 ? QStringLiteral("(B)") : QStringLiteral("(A)");
        const QString mine = device == 0 ? QStringLiteral("(A)") : QStringLiteral("(B)");
        switch (resolution.keep) {
        case Resolution::Keep::Mine:
            QVERIFY(a().body(id).contains(mine));
            break;
        case Resolution::Keep::Other:
            QVERIFY(a().body(id).contains(other));
            break;
        case Resolution::Keep::Both:
            QCOMPARE(a().ids().size(), 2);
            break;
        default:
            QCOMPARE(a().body(id), QStringLiteral("Decided text"));
        }
    }

    void bothResolveDifferently()
    {
        const QString id = shared();
        conflictOn(id);
        for (Device *device : {&a(), &b()}) {
            Resolution resolution =
                keep(Resolution::Keep::Merged, *device->store().conflicts().details(id));
            resolution.title = QStringLiteral("Shared");
            resolution.body = QStringLiteral("Decided on ") + device->name();
            QVERIFY(device->store().conflicts().resolve(id, resolution));
        }
        QCOMPARE(world().settle(), QString());
        // A new disagreement, shown as such; deciding it once ends it.
        if (a().tallies().conflicts > 0) {
            QVERIFY(a().store().conflicts().resolve(
                id, keep(Resolution::Keep::Mine, *a().store().conflicts().details(id))));
        }
        QCOMPARE(world().verify(), QString());
        QCOMPARE(a().tallies().conflicts + b().tallies().conflicts, 0);
        QCOMPARE(a().body(id), b().body(id));
    }

    void bothResolveAlike()
    {
        const QString id = shared();
        conflictOn(id);
        QVERIFY(a().store().conflicts().resolve(
            id, keep(Resolution::Keep::Mine, *a().store().conflicts().details(id))));
        QVERIFY(b().store().conflicts().resolve(
            id, keep(Resolution::Keep::Other, *b().store().conflicts().details(id))));
        QCOMPARE(world().verify(), QString());
        QCOMPARE(a().tallies().conflicts + b().tallies().conflicts, 0);
        QVERIFY(b().body(id).contains(QStringLiteral("(A)")));
    }

    void typingOnDuringAConflict()
    {
        const QString id = shared();
        conflictOn(id);
        a().edit(id, a().body(id) + QStringLiteral("\nA goes on.\n"));
        b().edit(id, b().body(id) + QStringLiteral("\nB goes on.\n"));
        QCOMPARE(world().verify(), QString());
        QCOMPARE(a().tallies().conflicts, 1);
        QVERIFY(a().store().conflicts().resolve(
            id, keep(Resolution::Keep::Both, *a().store().conflicts().details(id))));
        QCOMPARE(world().verify(), QString());
        QCOMPARE(a().ids().size(), 2);
        const QString all = a().body(a().ids()[0]) + a().body(a().ids()[1]);
        QVERIFY(
            all.contains(QStringLiteral("A goes on."))
            && all.contains(QStringLiteral("B goes on.")));
    }

    void notebookTwinsBecomeOne()
    {
        QVERIFY(a().store().notebooks().ensurePath(QStringLiteral("Travel")));
        QVERIFY(b().store().notebooks().ensurePath(QStringLiteral("Travel")));
        QCOMPARE(world().verify(), QString());
        QCOMPARE(a().store().notebooks().list()->size(), 1);
        QCOMPARE(b().store().notebooks().list()->size(), 1);
        QCOMPARE(
            a().store().notebooks().list()->first().id, b().store().notebooks().list()->first().id);
    }
};

QTEST_GUILESS_MAIN(TestDevices)
#include "tst_devices.moc"
