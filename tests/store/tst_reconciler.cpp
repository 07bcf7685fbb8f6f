// SPDX-License-Identifier: GPL-3.0-or-later
#include "canonicaljson.h"
#include "replicapeer.h"
#include "store/history/versionstore.h"
#include "store/notes/notebookstore.h"
#include "store/notes/tagstore.h"

#include <QJsonArray>
#include <QThread>
#include <QtTest>

#include <atomic>

using namespace cairn;

namespace {
const QString kText = QStringLiteral("First line\n\nMiddle line\n\nLast line");
}

/// What devices do by themselves when several versions of a document meet.
class TestReconciler : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void mergesWhatMerges();
    void bothDevicesMakeTheSameRevision();
    void mergeSaysNothingOfThisDevice();
    void identicalLeavesCollapse();
    void identicalFirstRevisionsCollapse();
    void closesAnAbsorbedLeafWithoutANewMerge();
    void mergesAgainstAnAbsorbedLeaf();
    void mergesThreeLeavesInOneOrder();
    void mergesSomeOfThree();
    void mergesLargeNotes();
    void overlapStaysOpenAndKeepsTheView();
    void withoutABaseAPersonDecides();
    void editInAnOpenConflictIsLookedAtAgain();
    void twoDecisionsSettle();
    void twoDecisionsAboutDifferentLeavesDoNotHideWords();
    void typedDecisionsAreNotDropped_data();
    void typedDecisionsAreNotDropped();
    void typedAgainstChosen();
    void bothByHandOnEveryDevice_data();
    void bothByHandOnEveryDevice();
    void manyLeaves();
    void manyLeavesThatMerge();
    void savesWhileManyLeavesMerge();
    void keepsBothOriginals();
    void registersAndTags();
    void notebooksMergeByField();
    void notebooksWithoutABaseMerge();
    void twinsBecomeOne();
    void twinsInsideTwins();
    void twinsNeedTheSameParent();
    void threeTwinsOnThreeDevices();

private:
    void syncAll(int rounds = 3);
    QString shared(const QString &text = kText);
    QJsonObject raw(ReplicaPeer &peer, const QString &id) { return peer.note(id).raw; }

    std::unique_ptr<ReplicaPeer> a, b, c;
    TreeServer server;
};

void TestReconciler::init()
{
    a = std::make_unique<ReplicaPeer>(1, QStringLiteral("Laptop"));
    b = std::make_unique<ReplicaPeer>(2, QStringLiteral("Tablet"));
    c = std::make_unique<ReplicaPeer>(3, QStringLiteral("Desktop"));
    b->store.clock.advance(60'000);
    c->store.clock.advance(-90'000);
    server.clear();
}

/// Whatever a test did, its devices agree in the end, and one more sync writes nothing.
void TestReconciler::cleanup()
{
    syncAll(4);
    const qint64 sequence = server.sequence();
    syncAll(1);
    QCOMPARE(server.sequence(), sequence);
    for (const QString &id : server.ids()) {
        if (!id.startsWith(QLatin1String("note:")))
            continue;
        QCOMPARE(must(a->store->notes().note(id)).raw.isEmpty(), false);
        const bool open = a->note(id).conflict;
        for (ReplicaPeer *peer : {b.get(), c.get()}) {
            QCOMPARE(peer->note(id).conflict, open);
            if (!open)
                QCOMPARE(peer->note(id).rev, a->note(id).rev);
        }
    }
}

void TestReconciler::syncAll(int rounds)
{
    for (int i = 0; i < rounds; ++i) {
        for (ReplicaPeer *peer : {a.get(), b.get(), c.get()})
            peer->sync(server);
    }
}

/// A note that all devices have.
QString TestReconciler::shared(const QString &text)
{
    const QString id = a->addNote(QStringLiteral("Pump 7"), text);
    syncAll(2);
    return id;
}

void TestReconciler::mergesWhatMerges()
{
    const QString id = shared();
    a->edit(id, QStringLiteral("First line, of a\n\nMiddle line\n\nLast line"));
    b->edit(id, QStringLiteral("First line\n\nMiddle line\n\nLast line, of b"));
    a->sync(server);
    b->pull(server);
    QCOMPARE(b->note(id).body, QStringLiteral("First line\n\nMiddle line\n\nLast line, of b"));
    QVERIFY(!b->note(id).conflict); // not looked at yet
    const ReconcileOutcome outcome = b->reconcile();
    QCOMPARE(outcome.merged, 1);
    QCOMPARE(outcome.conflicts, 0);
    QCOMPARE(
        b->note(id).body, QStringLiteral("First line, of a\n\nMiddle line\n\nLast line, of b"));
    QCOMPARE(b->reconcile().merged, 0);
}

void TestReconciler::bothDevicesMakeTheSameRevision()
{
    const QString id = shared();
    a->edit(id, QStringLiteral("First line, of a\n\nMiddle line\n\nLast line"));
    b->edit(id, QStringLiteral("First line\n\nMiddle line\n\nLast line, of b"));
    // Both leaves reach both devices before either has merged.
    a->push(server);
    b->push(server);
    a->store.clock.advance(5'000'000);
    a->pull(server);
    b->pull(server);
    c->pull(server);
    for (ReplicaPeer *peer : {a.get(), b.get(), c.get()})
        QCOMPARE(peer->reconcile().merged, 1);
    QCOMPARE(a->note(id).rev, b->note(id).rev);
    QCOMPARE(a->note(id).rev, c->note(id).rev);
    QCOMPARE(canonicalJson(raw(*a, id)), canonicalJson(raw(*b, id)));
    QCOMPARE(canonicalJson(raw(*a, id)), canonicalJson(raw(*c, id)));
    const qint64 before = server.sequence();
    a->push(server);
    const qint64 after = server.sequence();
    QCOMPARE(after, before + 2); // the merge and one tombstone
    b->push(server);
    c->push(server);
    QCOMPARE(server.sequence(), after);
}

void TestReconciler::mergeSaysNothingOfThisDevice()
{
    const QString id = shared();
    const RevId ofA = a->edit(id, QStringLiteral("First line, of a\n\nMiddle line\n\nLast line"));
    const RevId ofB = b->edit(id, QStringLiteral("First line\n\nMiddle line\n\nLast line, of b"));
    a->push(server);
    b->push(server);
    c->sync(server); // a third one merges
    const QJsonObject body = raw(*c, id);
    const QString device =
        body.value(field::kDevice).toObject().value(QLatin1String("name")).toString();
    QVERIFY(device == QLatin1String("Laptop") || device == QLatin1String("Tablet"));
    QCOMPARE(
        body.value(field::kUpdatedAt).toInteger(),
        std::max(a->note(id).updatedAt, b->note(id).updatedAt));
    QCOMPARE(mergedRevisions(body), QList<RevId>{std::min(ofA, ofB)});
    QVERIFY(!body.contains(field::kResolved));
}

void TestReconciler::identicalLeavesCollapse()
{
    const QString id = shared();
    const RevId ofA = a->edit(id, QStringLiteral("The same\n"));
    const RevId ofB = b->edit(id, QStringLiteral("The same\n"));
    QVERIFY(ofA != ofB); // written by different devices at different times
    syncAll();
    const RevId winner = std::max(ofA, ofB);
    QCOMPARE(a->note(id).rev, winner);
    const RevisionTree tree = server.tree(id);
    QCOMPARE(tree.liveLeaves(), QList<RevId>{winner}); // no new revision, one tombstone
    QCOMPARE(tree.leaves().size(), 2);
    QCOMPARE(*tree.node(tree.leaves().at(1))->parent, std::min(ofA, ofB));
}

void TestReconciler::identicalFirstRevisionsCollapse()
{
    // The same import, run on two devices.
    NoteContent content;
    content.title = QStringLiteral("Imported");
    content.body = kText;
    content.source = QStringLiteral("file:///notes/imported.md");
    const QString id = must(a->store->notes().create(content)).id;
    QCOMPARE(must(b->store->notes().create(content)).id, id);
    syncAll();
    QVERIFY(!a->note(id).conflict);
    QCOMPARE(must(b->store->tallies()).notes, 1);
    QCOMPARE(server.tree(id).liveLeaves().size(), 1);
}

void TestReconciler::closesAnAbsorbedLeafWithoutANewMerge()
{
    const QString id = shared();
    a->edit(id, QStringLiteral("First line, of a\n\nMiddle line\n\nLast line"));
    b->edit(id, QStringLiteral("First line\n\nMiddle line\n\nLast line, of b"));
    a->sync(server);
    b->pull(server);
    b->reconcile();
    b->push(
        server, ReplicaPeer::Fault::Partial,
        1); // the merged revision arrives, its tombstone does not
    QCOMPARE(server.tree(id).liveLeaves().size(), 2);
    c->sync(server);
    QCOMPARE(server.tree(id).liveLeaves(), QList<RevId>{b->note(id).rev});
    QCOMPARE(c->note(id).rev, b->note(id).rev);
}

void TestReconciler::mergesAgainstAnAbsorbedLeaf()
{
    const QString id = shared();
    const RevId ofA = a->edit(id, QStringLiteral("First line, of a\n\nMiddle line\n\nLast line"));
    const RevId ofB = b->edit(id, QStringLiteral("First line\n\nMiddle line\n\nLast line, of b"));
    // The device whose leaf is absorbed goes on offline, in the very same line.
    ReplicaPeer &winner = ofA > ofB ? *a : *b;
    ReplicaPeer &loser = ofA > ofB ? *b : *a;
    a->push(server);
    b->push(server);
    c->sync(server);
    const QString more =
        loser.note(id).body.replace(QLatin1String(", of"), QLatin1String(", and more, of"));
    loser.edit(id, more);
    winner.sync(server);
    loser.sync(server);
    QVERIFY(!loser.note(id).conflict); // against the common ancestor it would be one
    QVERIFY(loser.note(id).body.contains(QLatin1String(", and more, of")));
    QVERIFY(loser.note(id).body.contains(QLatin1String("First line, ")));
    QVERIFY(loser.note(id).body.contains(QLatin1String("Last line, ")));
}

void TestReconciler::mergesThreeLeavesInOneOrder()
{
    const QString id = shared();
    a->edit(id, QStringLiteral("First line, of a\n\nMiddle line\n\nLast line"));
    b->edit(id, QStringLiteral("First line\n\nMiddle line, of b\n\nLast line"));
    c->edit(id, QStringLiteral("First line\n\nMiddle line\n\nLast line, of c"));
    for (ReplicaPeer *peer : {a.get(), b.get(), c.get()})
        peer->push(server);
    for (ReplicaPeer *peer : {a.get(), b.get(), c.get()})
        peer->pull(server);
    for (ReplicaPeer *peer : {a.get(), b.get(), c.get()})
        QCOMPARE(peer->reconcile().merged, 2);
    QCOMPARE(
        a->note(id).body,
        QStringLiteral("First line, of a\n\nMiddle line, of b\n\nLast line, of c"));
    QCOMPARE(a->note(id).rev, b->note(id).rev);
    QCOMPARE(a->note(id).rev, c->note(id).rev);
}

void TestReconciler::mergesSomeOfThree()
{
    const QString id = shared();
    a->edit(id, QStringLiteral("First line, of a\n\nMiddle line\n\nLast line"));
    b->edit(id, QStringLiteral("First line, of b\n\nMiddle line\n\nLast line"));
    c->edit(id, QStringLiteral("First line\n\nMiddle line\n\nLast line, of c"));
    for (ReplicaPeer *peer : {a.get(), b.get(), c.get()})
        peer->push(server);
    for (ReplicaPeer *peer : {a.get(), b.get(), c.get()})
        peer->pull(server);
    for (ReplicaPeer *peer : {a.get(), b.get(), c.get()}) {
        const ReconcileOutcome outcome = peer->reconcile();
        QCOMPARE(outcome.merged, 1);
        QCOMPARE(outcome.conflicts, 1);
        QVERIFY(peer->note(id).conflict);
    }
    // One of the two in conflict has taken in what c wrote; nobody's words moved away from the
    // screen.
    QVERIFY(a->note(id).body.contains(QLatin1String("of a")));
    QVERIFY(b->note(id).body.contains(QLatin1String("of b")));
    QVERIFY(c->note(id).body.contains(QLatin1String("of c")));
}

void TestReconciler::mergesLargeNotes()
{
    QString large;
    for (int i = 0; i < 5'000; ++i)
        large += QStringLiteral("Line number %1\n").arg(i);
    const QString id = shared(QStringLiteral("top\n\n") + large + QStringLiteral("\nend"));
    a->edit(id, QStringLiteral("TOP\n\n") + large + QStringLiteral("\nend"));
    b->edit(id, QStringLiteral("top\n\n") + large + QStringLiteral("\nEND"));
    const QString both = QStringLiteral("TOP\n\n") + large + QStringLiteral("\nEND");
    a->sync(server);
    b->pull(server);
    QCOMPARE(b->reconcile().merged, 1);
    QCOMPARE(b->note(id).body, both);

    const QString open = shared(QStringLiteral("top\n\n") + large);
    a->edit(open, QStringLiteral("top of a\n\n") + large);
    b->edit(open, QStringLiteral("top of b\n\n") + large);
    syncAll();
    QVERIFY(a->note(open).conflict && b->note(open).conflict);
}

void TestReconciler::overlapStaysOpenAndKeepsTheView()
{
    const QString id = shared();
    a->edit(id, QStringLiteral("First line, of a\n\nMiddle line\n\nLast line"));
    b->edit(id, QStringLiteral("First line, of b\n\nMiddle line\n\nLast line"));
    QSignalSpy spy(&*b->store, &Store::changed);
    a->sync(server);
    b->pull(server);
    QCOMPARE(b->reconcile().conflicts, 1);
    QCOMPARE(must(b->store->tallies()).conflicts, 1);
    QVERIFY(std::any_of(spy.cbegin(), spy.cend(), [](const QList<QVariant> &arguments) {
        return arguments.first().value<ChangeSet>().conflicts;
    }));
    b->push(server);
    a->sync(server);
    c->sync(server);
    // Each goes on showing its own, also after a restart; the server has both.
    a->store.reopen();
    QCOMPARE(a->note(id).body, QStringLiteral("First line, of a\n\nMiddle line\n\nLast line"));
    QCOMPARE(b->note(id).body, QStringLiteral("First line, of b\n\nMiddle line\n\nLast line"));
    QCOMPARE(a->note(id).state, NoteState::Conflict);
    QCOMPARE(server.tree(id).liveLeaves().size(), 2);
    QCOMPARE(a->reconcile().conflicts, 0); // opened once
}

void TestReconciler::withoutABaseAPersonDecides()
{
    // Two unconnected histories of one note: nothing tells what both started from.
    const QString id = QStringLiteral("note:00000000000000000000000009");
    const auto body = [](const QString &text) {
        return QJsonObject{
            {QStringLiteral("type"), QStringLiteral("note")},
            {QStringLiteral("title"), QStringLiteral("T")},
            {QStringLiteral("body"), text}};
    };
    server.put({id, {2, "a"}, {{2, "a"}, {1, "b"}}, false, body(QStringLiteral("one"))});
    server.put({id, {2, "c"}, {{2, "c"}, {1, "d"}}, false, body(QStringLiteral("one\ntwo"))});
    a->pull(server);
    const ReconcileOutcome outcome = a->reconcile();
    QCOMPARE(outcome.merged, 0);
    QCOMPARE(outcome.conflicts, 1);
    QVERIFY(a->note(id).conflict);
}

void TestReconciler::editInAnOpenConflictIsLookedAtAgain()
{
    const QString id = shared();
    a->edit(id, QStringLiteral("First line, of a\n\nMiddle line\n\nLast line"));
    b->edit(id, QStringLiteral("First line, of b\n\nMiddle line\n\nLast line"));
    a->sync(server);
    b->sync(server);
    QVERIFY(b->note(id).conflict);
    b->edit(id, QStringLiteral("First line, of a\n\nMiddle line\n\nLast line, of b"));
    QVERIFY(b->note(id).conflict); // until sync looks at it
    QCOMPARE(b->reconcile().merged, 1);
    QVERIFY(!b->note(id).conflict);
    QCOMPARE(
        b->note(id).body, QStringLiteral("First line, of a\n\nMiddle line\n\nLast line, of b"));
}

void TestReconciler::twoDecisionsSettle()
{
    const QString id = shared();
    a->edit(id, QStringLiteral("First line, of a\n\nMiddle line\n\nLast line"));
    b->edit(id, QStringLiteral("First line, of b\n\nMiddle line\n\nLast line"));
    syncAll();
    // "Mine" on both, at the same time: without a rule they would overrule each other for ever.
    for (ReplicaPeer *peer : {a.get(), b.get()}) {
        Resolution mine{Resolution::Keep::Mine, {}, {}, {}, server.tree(id).liveLeaves()};
        must(peer->store->conflicts().resolve(id, mine));
    }
    const RevId decided = std::max(a->note(id).rev, b->note(id).rev);
    const RevId other = std::min(a->note(id).rev, b->note(id).rev);
    syncAll(3);
    for (ReplicaPeer *peer : {a.get(), b.get(), c.get()}) {
        QVERIFY(!peer->note(id).conflict);
        QCOMPARE(peer->note(id).rev, decided);
    }
    // Whoever made the other one has it in the history.
    const auto isKept = [&](ReplicaPeer &peer) {
        const auto body = peer.store->versions().body(id, other);
        return body && body->contains(field::kResolved);
    };
    QVERIFY(isKept(*a) || isKept(*b));
}

void TestReconciler::twoDecisionsAboutDifferentLeavesDoNotHideWords()
{
    const QString id = shared();
    a->edit(id, QStringLiteral("First line, of a\n\nMiddle line\n\nLast line"));
    b->edit(id, QStringLiteral("First line, of b\n\nMiddle line\n\nLast line"));
    syncAll();
    must(a->store->conflicts().resolve(
        id, {Resolution::Keep::Mine, {}, {}, {}, server.tree(id).liveLeaves()}));
    // The other one had written on before deciding: its decision holds words that the first never
    // saw.
    b->edit(id, QStringLiteral("First line, of b\n\nMiddle line\n\nLast line, new"));
    QList<RevId> seen;
    const ConflictDetails details = must(b->store->conflicts().details(id));
    for (const ConflictLeaf &leaf : details.leaves)
        seen.append(leaf.rev);
    must(b->store->conflicts().resolve(id, {Resolution::Keep::Mine, {}, {}, {}, seen}));
    syncAll(3);
    bool found = false;
    for (const RevId &leaf : server.tree(id).liveLeaves())
        found |=
            server.body(id, leaf).value(field::kBody).toString().contains(QLatin1String("new"));
    QVERIFY(found);
}

void TestReconciler::typedDecisionsAreNotDropped_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::newRow("same place")
        << QStringLiteral("First line, of a and b\n\nMiddle line\n\nLast line")
        << QStringLiteral("First line, of b and a\n\nMiddle line\n\nLast line");
    QTest::newRow("and elsewhere")
        << QStringLiteral("First line, of a and b\n\nMiddle line\n\nLast line")
        << QStringLiteral("First line, of b and a\n\nMiddle line\n\nLast line\n\nWhat only b saw.");
}

/// Two people type a combination of the same versions while apart: neither text may go from view
/// without a question.
void TestReconciler::typedDecisionsAreNotDropped()
{
    QFETCH(QString, first);
    QFETCH(QString, second);
    const QString id = shared();
    a->edit(id, QStringLiteral("First line, of a\n\nMiddle line\n\nLast line"));
    b->edit(id, QStringLiteral("First line, of b\n\nMiddle line\n\nLast line"));
    syncAll();
    const QList<RevId> seen = server.tree(id).liveLeaves();
    using Keep = Resolution::Keep;
    must(a->store->conflicts().resolve(
        id, {Keep::Merged, QStringLiteral("Pump 7"), first, {}, seen}));
    must(b->store->conflicts().resolve(
        id, {Keep::Merged, QStringLiteral("Pump 7"), second, {}, seen}));
    syncAll(3);
    QStringList shown;
    for (const RevId &leaf : server.tree(id).liveLeaves())
        shown.append(server.body(id, leaf).value(field::kBody).toString());
    QCOMPARE(shown.size(), 2);
    QVERIFY(shown.contains(first) && shown.contains(second));
    for (ReplicaPeer *peer : {a.get(), b.get(), c.get()})
        QVERIFY(peer->note(id).conflict);
}

/// Somebody typed, somebody else only chose: what was typed says all that the choice says.
void TestReconciler::typedAgainstChosen()
{
    const QString id = shared();
    a->edit(id, QStringLiteral("First line, of a\n\nMiddle line\n\nLast line"));
    b->edit(id, QStringLiteral("First line, of b\n\nMiddle line\n\nLast line"));
    syncAll();
    const QList<RevId> seen = server.tree(id).liveLeaves();
    const QString typed = QStringLiteral("First line, of a and b\n\nMiddle line\n\nLast line");
    using Keep = Resolution::Keep;
    must(a->store->conflicts().resolve(
        id, {Keep::Merged, QStringLiteral("Pump 7"), typed, {}, seen}));
    must(b->store->conflicts().resolve(id, {Keep::Mine, {}, {}, {}, seen}));
    syncAll(3);
    bool found = false;
    for (const RevId &leaf : server.tree(id).liveLeaves())
        found |= server.body(id, leaf).value(field::kBody).toString() == typed;
    QVERIFY(found);
}

void TestReconciler::bothByHandOnEveryDevice_data()
{
    QTest::addColumn<int>("devices");
    QTest::newRow("two") << 2;
    QTest::newRow("three") << 3;
}

/// "Keep both" on every device at the same time: a note a version, no more.
void TestReconciler::bothByHandOnEveryDevice()
{
    QFETCH(int, devices);
    const QString id = shared();
    QList<ReplicaPeer *> peers{a.get(), b.get()};
    if (devices == 3)
        peers.append(c.get());
    QStringList texts;
    for (int i = 0; i < devices; ++i) {
        texts.append(QStringLiteral("First line %1\n\nMiddle line\n\nLast line").arg(i));
        peers.at(i)->edit(id, texts.last());
    }
    syncAll(2);
    const QList<RevId> seen = server.tree(id).liveLeaves();
    QCOMPARE(seen.size(), devices);
    for (ReplicaPeer *peer : std::as_const(peers))
        must(peer->store->conflicts().resolve(id, {Resolution::Keep::Both, {}, {}, {}, seen}));
    syncAll(4);
    for (ReplicaPeer *peer : {a.get(), b.get(), c.get()}) {
        QStringList bodies;
        for (const NoteSummary &note : must(peer->store->notes().list({})))
            bodies.append(peer->note(note.id).body);
        bodies.sort();
        QCOMPARE(bodies, texts);
    }
}

namespace {

/// Leaves that a server invents: children of one revision, all with another text.
QList<DocumentRevision>
invented(const QString &id, const RevId &base, int count, const std::function<QString(int)> &text)
{
    QList<DocumentRevision> revisions;
    for (int i = 0; i < count; ++i) {
        const RevId rev{base.generation + 1, QByteArray::number(0x10000000 + i, 16)};
        revisions.append(
            {id,
             rev,
             {rev, base},
             false,
             {{QStringLiteral("type"), QStringLiteral("note")},
              {QStringLiteral("title"), QStringLiteral("Pump 7")},
              {QStringLiteral("body"), text(i)},
              {QStringLiteral("updated_at"), i}}});
    }
    return revisions;
}

} // namespace

/// As many versions as a server likes: looked at a few at a time, shown as too many, and one word
/// ends it.
void TestReconciler::manyLeaves()
{
    const QString id = shared();
    const RevId base = a->note(id).rev;
    const QList<DocumentRevision> leaves = invented(id, base, 2'000, [](int i) {
        return QStringLiteral("First line, version %1\n\nMiddle line\n\nLast line").arg(i);
    });
    QList<RevId> names;
    for (const DocumentRevision &leaf : leaves)
        names.append(leaf.rev);
    QElapsedTimer timer;
    timer.start();
    must(a->store->replica().store(
        leaves, {{id, names, false}}, QStringLiteral("r"), std::nullopt, Removals::Admit));
    a->reconcile();
    QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
    const ConflictDetails details = must(a->store->conflicts().details(id));
    QCOMPARE(details.versions, 2'000);
    QCOMPARE(int(details.leaves.size()), kMaxVersionsAtOnce);
    QCOMPARE(must(a->store->conflicts().versions(id)), 2'000);
    QVERIFY(details.leaves.first().displayed);
    QCOMPARE(details.leaves.at(1).at, qint64(1'999)); // then those that came last
    timer.restart();
    a->edit(id, QStringLiteral("First line, typed\n\nMiddle line\n\nLast line"));
    QVERIFY2(timer.elapsed() < 1'000, qPrintable(QString::number(timer.elapsed())));
    QList<RevId> seen;
    const ConflictDetails now = must(a->store->conflicts().details(id));
    for (const ConflictLeaf &leaf : now.leaves)
        seen.append(leaf.rev);
    timer.restart();
    must(a->store->conflicts().resolve(id, {Resolution::Keep::Mine, {}, {}, {}, seen}));
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
    QVERIFY(!a->note(id).conflict);
    QCOMPARE(a->note(id).body, QStringLiteral("First line, typed\n\nMiddle line\n\nLast line"));
    a = std::make_unique<ReplicaPeer>(
        1, QStringLiteral("Laptop")); // the others have nothing of this
}

/// The same with versions that merge: some in each pass, until one is left.
void TestReconciler::manyLeavesThatMerge()
{
    QStringList lines;
    for (int i = 0; i < 60; ++i)
        lines.append(QStringLiteral("Paragraph number %1 of the list.").arg(i));
    const QString id = shared(lines.join(QStringLiteral("\n\n")));
    const QList<DocumentRevision> leaves = invented(id, a->note(id).rev, 40, [&lines](int i) {
        QStringList changed = lines;
        changed[i] = QStringLiteral("Changed by version %1 of the list.").arg(i);
        return changed.join(QStringLiteral("\n\n"));
    });
    must(a->store->replica().store(leaves, {}, QStringLiteral("r"), std::nullopt, Removals::Admit));
    int passes = 0;
    ReconcileOutcome outcome;
    do {
        outcome = must(a->store->replica().reconcile(10));
        QVERIFY(outcome.merged <= kMaxVersionsAtOnce);
        ++passes;
    } while (outcome.more);
    QVERIFY(passes > 1);
    // Neighbours are asked about; every version's words are in what is shown or in a version of it.
    QString all;
    const auto details = a->store->conflicts().details(id);
    if (details) {
        for (const ConflictLeaf &leaf : details->leaves)
            all += leaf.body;
    } else {
        all = a->note(id).body;
    }
    for (int i = 0; i < 40; ++i)
        QVERIFY2(
            all.contains(QStringLiteral("Changed by version %1 of").arg(i)),
            qPrintable(QString::number(i)));
    a = std::make_unique<ReplicaPeer>(1, QStringLiteral("Laptop"));
}

/// A person's save does not wait for the merging: between two steps it is written, and the plan
/// that was made before is not carried out.
void TestReconciler::savesWhileManyLeavesMerge()
{
    const QString id = shared();
    const QList<DocumentRevision> leaves = invented(id, a->note(id).rev, 300, [](int i) {
        return QStringLiteral("First line, version %1\n\nMiddle line\n\nLast line").arg(i);
    });
    const auto sync = a->store.second();
    std::atomic_bool done = false;
    std::atomic<qint64> longest = 0;
    std::atomic_int failures = 0;
    std::unique_ptr<QThread> person(QThread::create([&] {
        SystemClock clock;
        SeededRandom random(9);
        auto store = Store::open({a->store.file(), &clock, &random, {}, ChangeSet::Origin::Person});
        for (int i = 0; !done; ++i) {
            QElapsedTimer timer;
            timer.start();
            NotePatch patch;
            patch.body = QStringLiteral("First line, typed %1\n\nMiddle line\n\nLast line").arg(i);
            if (!store || !(*store)->notes().edit(id, patch))
                ++failures;
            longest = std::max<qint64>(longest, timer.elapsed());
            QThread::msleep(5);
        }
    }));
    person->start();
    must(sync->replica().store(leaves, {}, QStringLiteral("r"), std::nullopt, Removals::Admit));
    for (int i = 0; i < 20; ++i)
        must(sync->replica().reconcile(10));
    done = true;
    person->wait();
    QCOMPARE(failures.load(), 0);
    QVERIFY2(longest < 2'000, qPrintable(QString::number(longest)));
    a = std::make_unique<ReplicaPeer>(1, QStringLiteral("Laptop"));
}

void TestReconciler::keepsBothOriginals()
{
    const QString id = shared();
    const RevId ofA = a->edit(id, QStringLiteral("First line, of a\n\nMiddle line\n\nLast line"));
    const RevId ofB = b->edit(id, QStringLiteral("First line\n\nMiddle line\n\nLast line, of b"));
    a->sync(server);
    b->sync(server);
    QStringList texts;
    for (const RevId &rev : {ofA, ofB})
        texts.append(must(b->store->versions().body(id, rev)).value(field::kBody).toString());
    QVERIFY(texts.at(0).contains(QLatin1String("of a")));
    QVERIFY(texts.at(1).contains(QLatin1String("of b")));
    const QList<NoteVersion> history = must(b->store->versions().history(id));
    QCOMPARE(history.first().rev, b->note(id).rev);
    QCOMPARE(history.first().kind, QStringLiteral("merged"));
}

void TestReconciler::registersAndTags()
{
    const QString id = shared();
    NotePatch first;
    first.addTags = {QStringLiteral("pump")};
    first.pinned = true;
    NotePatch second;
    second.addTags = {QStringLiteral("north")};
    second.title = QStringLiteral("Pump 7, north");
    must(a->store->notes().edit(id, first));
    must(b->store->notes().edit(id, second));
    syncAll();
    for (ReplicaPeer *peer : {a.get(), b.get(), c.get()}) {
        const Note note = peer->note(id);
        QCOMPARE(note.tags, (QStringList{QStringLiteral("north"), QStringLiteral("pump")}));
        QVERIFY(note.pinned);
        QCOMPARE(note.title, QStringLiteral("Pump 7, north"));
        QCOMPARE(note.body, kText);
    }
}

void TestReconciler::notebooksMergeByField()
{
    const QString work = must(a->store->notebooks().ensurePath(QStringLiteral("Work"))).id;
    const QString pumps = must(a->store->notebooks().ensurePath(QStringLiteral("Pumps"))).id;
    syncAll();
    must(a->store->notebooks().rename(pumps, QStringLiteral("All pumps")));
    must(b->store->notebooks().move(pumps, work));
    syncAll();
    for (ReplicaPeer *peer : {a.get(), b.get(), c.get()})
        QCOMPARE(
            must(peer->store->notebooks().notebook(pumps)).path, QStringLiteral("Work/All pumps"));

    // Both change the name: one of them stands, nobody is asked.
    must(a->store->notebooks().rename(pumps, QStringLiteral("A")));
    must(b->store->notebooks().rename(pumps, QStringLiteral("B")));
    syncAll();
    const QString name = must(a->store->notebooks().notebook(pumps)).name;
    QVERIFY(name == QLatin1String("A") || name == QLatin1String("B"));
    QCOMPARE(must(b->store->notebooks().notebook(pumps)).name, name);
    QCOMPARE(must(c->store->notebooks().notebook(pumps)).name, name);
    QCOMPARE(server.tree(pumps).liveLeaves().size(), 1);
}

void TestReconciler::notebooksWithoutABaseMerge()
{
    const QString id = QStringLiteral("notebook:00000000000000000000000009");
    const auto body = [](const QString &name) {
        return QJsonObject{
            {QStringLiteral("type"), QStringLiteral("notebook")}, {QStringLiteral("name"), name}};
    };
    server.put({id, {2, "a"}, {{2, "a"}, {1, "b"}}, false, body(QStringLiteral("A"))});
    server.put({id, {2, "c"}, {{2, "c"}, {1, "d"}}, false, body(QStringLiteral("C"))});
    syncAll();
    QCOMPARE(server.tree(id).liveLeaves().size(), 1);
    QCOMPARE(must(a->store->notebooks().notebook(id)).name, QStringLiteral("C"));
}

void TestReconciler::twinsBecomeOne()
{
    const QString ofA = must(a->store->notebooks().ensurePath(QStringLiteral("Work"))).id;
    const QString ofB = must(b->store->notebooks().ensurePath(QStringLiteral("Work"))).id;
    QVERIFY(ofA != ofB);
    NoteContent content;
    content.title = QStringLiteral("of a");
    content.notebookId = ofA;
    const QString inA = must(a->store->notes().create(content)).id;
    content.title = QStringLiteral("of b");
    content.notebookId = ofB;
    const QString inB = must(b->store->notes().create(content)).id;
    syncAll(4);
    const QString kept = std::min(ofA, ofB);
    for (ReplicaPeer *peer : {a.get(), b.get(), c.get()}) {
        const QList<NotebookInfo> notebooks = must(peer->store->notebooks().list());
        QCOMPARE(notebooks.size(), 1);
        QCOMPARE(notebooks.first().id, kept);
        QCOMPARE(notebooks.first().notes, 2);
        QCOMPARE(peer->note(inA).notebookId, kept);
        QCOMPARE(peer->note(inB).notebookId, kept);
        QCOMPARE(must(peer->store->notebooks().notebook(std::max(ofA, ofB))).id, kept);
    }
    QCOMPARE(server.tree(std::max(ofA, ofB)).leaves().size(), 1); // all made the same revision
    QCOMPARE(a->reconcile().merged, 0);
}

void TestReconciler::twinsInsideTwins()
{
    must(a->store->notebooks().ensurePath(QStringLiteral("Work/Pumps")));
    must(b->store->notebooks().ensurePath(QStringLiteral("Work/Pumps")));
    syncAll(4);
    for (ReplicaPeer *peer : {a.get(), b.get(), c.get()}) {
        QStringList paths;
        for (const NotebookInfo &notebook : must(peer->store->notebooks().list()))
            paths.append(notebook.path);
        QCOMPARE(paths, (QStringList{QStringLiteral("Work"), QStringLiteral("Work/Pumps")}));
    }
}

void TestReconciler::twinsNeedTheSameParent()
{
    must(a->store->notebooks().ensurePath(QStringLiteral("Work/Ideas")));
    must(b->store->notebooks().ensurePath(QStringLiteral("Ideas")));
    a->push(server);
    b->push(server);
    // The child comes first, page by page: as long as its parent is missing it is nobody's twin.
    c->pull(server, 1);
    syncAll();
    for (ReplicaPeer *peer : {a.get(), b.get(), c.get()}) {
        QStringList paths;
        for (const NotebookInfo &notebook : must(peer->store->notebooks().list()))
            paths.append(notebook.path);
        QCOMPARE(
            paths,
            (QStringList{
                QStringLiteral("Ideas"), QStringLiteral("Work"), QStringLiteral("Work/Ideas")}));
    }
}

void TestReconciler::threeTwinsOnThreeDevices()
{
    QStringList ids;
    for (ReplicaPeer *peer : {a.get(), b.get(), c.get()})
        ids.append(must(peer->store->notebooks().ensurePath(QStringLiteral("Work"))).id);
    ids.sort();
    // Two of them join theirs before they hear of the third.
    a->sync(server);
    b->sync(server);
    c->sync(server);
    syncAll(4);
    for (ReplicaPeer *peer : {a.get(), b.get(), c.get()}) {
        const QList<NotebookInfo> notebooks = must(peer->store->notebooks().list());
        QCOMPARE(notebooks.size(), 1);
        QCOMPARE(notebooks.first().id, ids.first());
        for (const QString &id : std::as_const(ids))
            QCOMPARE(must(peer->store->notebooks().notebook(id)).id, ids.first());
    }
}

QTEST_GUILESS_MAIN(TestReconciler)
#include "store/replica/replicastore.h"
#include "tst_reconciler.moc"
