// SPDX-License-Identifier: GPL-3.0-or-later
#include "scenarios.h"

#include "store/conflict/conflictstore.h"
#include "store/notes/notebookstore.h"
#include "store/notes/notestore.h"

#include <QTest>

namespace cairn {

namespace {

const QString kStory =
    QStringLiteral("The first paragraph.\n\nThe second paragraph.\n\nThe third paragraph.\n");

QString with(const QString &from, const QString &to) { return QString(kStory).replace(from, to); }

QString onlyNote(World &world) { return world[0].ids().constFirst(); }

void prepareFirstSync(World &world)
{
    world[0].store().notebooks().ensurePath(QStringLiteral("Work/Plans"));
    for (int i = 0; i < 4; ++i) {
        world[0].write(QStringLiteral("A%1").arg(i), kStory);
        world[1].write(QStringLiteral("B%1").arg(i), kStory);
    }
    NotePatch urgent; // these come first, by requests of their own
    urgent.emergency = true;
    for (int i = 0; i < 2; ++i)
        QVERIFY(world[i].notes().edit(world[i].ids().constFirst(), urgent).has_value());
}
void expectFirstSync(World &world)
{
    QCOMPARE(world[1].ids().size(), 8);
    QCOMPARE(world[0].tallies().emergency, 2);
}

void shareStory(World &world)
{
    world[0].write(QStringLiteral("Story"), kStory);
    QCOMPARE(world.settle(), QString());
}

void prepareMerge(World &world)
{
    shareStory(world);
    world[0].edit(onlyNote(world), with(QStringLiteral("first"), QStringLiteral("FIRST")));
    world[1].edit(onlyNote(world), with(QStringLiteral("third"), QStringLiteral("THIRD")));
}
void expectMerge(World &world)
{
    QCOMPARE(world[0].ids().size(), 1);
    QCOMPARE(
        world[1].body(onlyNote(world)),
        QStringLiteral("The FIRST paragraph.\n\nThe second paragraph.\n\nThe THIRD paragraph.\n"));
    QCOMPARE(world[0].tallies().conflicts, 0);
}

void prepareConflict(World &world)
{
    shareStory(world);
    world[0].edit(onlyNote(world), with(QStringLiteral("second"), QStringLiteral("SECOND")));
    world[1].edit(onlyNote(world), with(QStringLiteral("second"), QStringLiteral("2nd")));
}
void expectConflict(World &world)
{
    QCOMPARE(world[0].tallies().conflicts, 1);
    QCOMPARE(world[1].tallies().conflicts, 1);
    QVERIFY(world[0].body(onlyNote(world)).contains(QStringLiteral("SECOND")));
    QVERIFY(world[1].body(onlyNote(world)).contains(QStringLiteral("2nd")));
}

void prepareResolution(World &world)
{
    prepareConflict(world);
    QCOMPARE(world.settle(), QString());
    const auto details = world[1].store().conflicts().details(onlyNote(world));
    Resolution resolution;
    resolution.keep = Resolution::Keep::Both;
    for (const ConflictLeaf &leaf : details->leaves)
        resolution.seen.append(leaf.rev);
    QVERIFY(world[1].store().conflicts().resolve(onlyNote(world), resolution));
}
void expectResolution(World &world)
{
    QCOMPARE(world[0].ids().size(), 2);
    QCOMPARE(world[0].tallies().conflicts + world[1].tallies().conflicts, 0);
    const QString all = world[0].body(world[0].ids()[0]) + world[0].body(world[0].ids()[1]);
    QVERIFY(all.contains(QStringLiteral("SECOND")) && all.contains(QStringLiteral("2nd")));
}

void prepareDeletion(World &world)
{
    shareStory(world);
    const QString trashed = world[0].write(QStringLiteral("To the trash"), kStory);
    const QString kept = world[0].write(QStringLiteral("Kept"), kStory);
    QCOMPARE(world.settle(), QString());
    for (const QString &id : world[0].ids()) {
        if (id != trashed && id != kept)
            world[0].deleteForGood(id);
    }
    world[1].trash(trashed);
    world[0].deleteForGood(kept);
    world[1].edit(kept, QStringLiteral("still wanted"));
}
void expectDeletion(World &world)
{
    QCOMPARE(world[0].ids().size(), 2);
    QCOMPARE(world[0].tallies().trashed, 1);
    QCOMPARE(world[1].tallies().notes, 1);
}

/// What was sent, perhaps, and is edited again before anybody knows: the next edit must not become
/// its rival.
void prepareTypingOn(World &world)
{
    shareStory(world);
    world[0].write(QStringLiteral("New"), QStringLiteral("one\n"));
    world[0].edit(world[0].ids().constLast(), QStringLiteral("one\ntwo\n"));
    world[0].edit(onlyNote(world), with(QStringLiteral("first"), QStringLiteral("FIRST")));
}
void typeOn(World &world)
{
    const QStringList ids = world[0].ids();
    world[0].edit(
        ids[0], world[0].body(ids[0]).replace(QStringLiteral("second"), QStringLiteral("SECOND")));
    world[0].edit(ids[1], QStringLiteral("one\ntwo\nthree\n"));
    if (world[1].ids().contains(ids[0]))
        world[1].edit(
            ids[0],
            world[1].body(ids[0]).replace(QStringLiteral("third"), QStringLiteral("THIRD")));
}
void expectTypingOn(World &world)
{
    const QStringList ids = world[1].ids();
    QCOMPARE(ids.size(), 2);
    QCOMPARE(
        world[1].body(ids[0]),
        QStringLiteral("The FIRST paragraph.\n\nThe SECOND paragraph.\n\nThe THIRD paragraph.\n"));
    QCOMPARE(world[1].body(ids[1]), QStringLiteral("one\ntwo\nthree\n"));
    QCOMPARE(world[0].tallies().conflicts + world[1].tallies().conflicts, 0);
}

const QList<Scenario> kScenarios{
    {"first sync", prepareFirstSync, expectFirstSync},
    {"merge", prepareMerge, expectMerge},
    {"conflict", prepareConflict, expectConflict},
    {"resolution", prepareResolution, expectResolution},
    {"deletion", prepareDeletion, expectDeletion},
    {"typing on", prepareTypingOn, expectTypingOn, typeOn},
};

} // namespace

std::unique_ptr<World> Scenario::begin() const
{
    auto world = std::make_unique<World>();
    world->add(QStringLiteral("A"));
    world->add(QStringLiteral("B"));
    prepare(*world);
    return world;
}

void Scenario::check(World &world) const
{
    QCOMPARE(world.verify(), QString());
    expect(world);
}

const QList<Scenario> &scenarios() { return kScenarios; }

void fillServer(World &world, int notes)
{
    for (int i = 0; i < notes; ++i) {
        const QString id =
            QStringLiteral("note:01HF0000000000000000%1").arg(i, 6, 10, QLatin1Char('0'));
        const QJsonObject body{
            {QStringLiteral("type"), QStringLiteral("note")},
            {QStringLiteral("schema"), 1},
            {QStringLiteral("title"), QStringLiteral("N%1").arg(i)},
            {QStringLiteral("body"), QStringLiteral("text")},
            {QStringLiteral("created_at"), 1'700'000'000'000.0},
            {QStringLiteral("updated_at"), 1'700'000'000'000.0}};
        world.server().insert(id, {makeRevId(std::nullopt, false, body)}, false, body);
    }
}

} // namespace cairn
