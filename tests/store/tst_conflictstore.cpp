// SPDX-License-Identifier: GPL-3.0-or-later
#include "replicapeer.h"
#include "store/conflict/policystore.h"
#include "store/conflict/removalguard.h"
#include "store/history/versionstore.h"
#include "storeinsides.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

using namespace cairn;
using Keep = Resolution::Keep;

namespace {
const QString kOfA = QStringLiteral("First, of a\n\nMiddle\n\nLast");
const QString kOfB = QStringLiteral("First, of b\n\nMiddle\n\nLast");
const QString kOfC = QStringLiteral("First, of c\n\nMiddle\n\nLast");
} // namespace

/// What a person sees of a conflict, and what comes of the decision.
class TestConflictStore : public QObject {
    Q_OBJECT

private slots:
    void init();

    void listsWhatIsOpen();
    void detailsFromEitherSide();
    void detailsWithoutABase();
    void detailsOfALargeNote();
    void comparesAnyTwo();
    void keepsMerged();
    void keepsMine();
    void keepsOther();
    void keepsBoth();
    void keepsARevision();
    void mergesThreePairByPair();
    void refusesWhatWasNotSeen();
    void refusesWhatIsTooLarge();
    void resolutionArrivesElsewhere();
    void undoBringsBackMine();
    void undoKeepsWhatWasWrittenSince();
    void undoOfBoth();
    void nothingToUndo();
    void draftsSurvive();
    void aBegunTextOutlivesTheConflict_data();
    void aBegunTextOutlivesTheConflict();
    void aBegunTextIsInTheNoteAlready();
    void aBegunTextComesTooLate_data();
    void aBegunTextComesTooLate();
    void aTextThatGoesOnIsOneVersion();
    void aBegunTextOfAnEarlierVersion();
    void aDecisionByOtherMeansKeepsABegunText();
    void whatIsNotUsedIsKeptWithTheDecision();

private:
    QList<RevId> seen(ReplicaPeer &peer);
    void openConflict(bool three = false);
    void syncAll(int rounds = 3);
    QStringList allTexts(ReplicaPeer &peer);
    QStringList typed(ReplicaPeer &peer);

    std::unique_ptr<ReplicaPeer> a, b, c;
    TreeServer server;
    QString id;
};

void TestConflictStore::init()
{
    a = std::make_unique<ReplicaPeer>(1, QStringLiteral("Laptop"));
    b = std::make_unique<ReplicaPeer>(2, QStringLiteral("Tablet"));
    c = std::make_unique<ReplicaPeer>(3, QStringLiteral("Desktop"));
    server.clear();
}

void TestConflictStore::syncAll(int rounds)
{
    for (int i = 0; i < rounds; ++i) {
        for (ReplicaPeer *peer : {a.get(), b.get(), c.get()})
            peer->sync(server);
    }
}

void TestConflictStore::openConflict(bool three)
{
    id = a->addNote(QStringLiteral("Pump 7"), QStringLiteral("First\n\nMiddle\n\nLast"));
    syncAll(2);
    b->store.clock.advance(60'000);
    a->edit(id, kOfA);
    b->edit(id, kOfB);
    if (three)
        c->edit(id, kOfC);
    syncAll();
}

QList<RevId> TestConflictStore::seen(ReplicaPeer &peer)
{
    QList<RevId> revisions;
    const ConflictDetails details = must(peer.store->conflicts().details(id));
    for (const ConflictLeaf &leaf : details.leaves)
        revisions.append(leaf.rev);
    return revisions;
}

/// Every text that the device can still show: of all notes and of the history of the one in
/// question.
QStringList TestConflictStore::allTexts(ReplicaPeer &peer)
{
    QStringList texts;
    for (const NoteSummary &note : must(peer.store->notes().list({})))
        texts.append(peer.note(note.id).body);
    for (const NoteVersion &version : must(peer.store->versions().history(id)))
        texts.append(
            must(peer.store->versions().body(id, version.rev)).value(field::kBody).toString());
    return texts;
}

void TestConflictStore::listsWhatIsOpen()
{
    QVERIFY(must(a->store->conflicts().list()).isEmpty());
    openConflict();
    const QList<ConflictSummary> open = must(a->store->conflicts().list());
    QCOMPARE(open.size(), 1);
    QCOMPARE(open.first().id, id);
    QCOMPARE(open.first().title, QStringLiteral("Pump 7"));
    QCOMPARE(open.first().regions, 1);
    QVERIFY(open.first().base);
    QCOMPARE(open.first().leaves.size(), 2);
    const ConflictLeaf mine = open.first().leaves.at(0);
    const ConflictLeaf theirs = open.first().leaves.at(1);
    QVERIFY(mine.displayed && mine.thisDevice && !theirs.displayed && !theirs.thisDevice);
    QCOMPARE(mine.deviceName, QStringLiteral("Laptop"));
    QCOMPARE(theirs.deviceName, QStringLiteral("Tablet"));
    QCOMPARE(theirs.at, b->note(id).updatedAt);
    QCOMPARE(int(mine.winner) + int(theirs.winner), 1);
    QVERIFY(mine.body.isEmpty() && mine.raw.isEmpty());
}

void TestConflictStore::detailsFromEitherSide()
{
    openConflict();
    for (ReplicaPeer *peer : {a.get(), b.get()}) {
        const ConflictDetails details = must(peer->store->conflicts().details(id));
        const QString mine = peer == a.get() ? kOfA : kOfB;
        const QString theirs = peer == a.get() ? kOfB : kOfA;
        QCOMPARE(details.leaves.at(0).body, mine);
        QCOMPARE(details.leaves.at(1).body, theirs);
        QCOMPARE(details.baseBody, QStringLiteral("First\n\nMiddle\n\nLast"));
        QVERIFY(!details.titleConflict);
        QCOMPARE(details.mergedTitle, QStringLiteral("Pump 7"));
        QString asMine;
        QString asTheirs;
        QString asBase;
        for (const MergeChunk &chunk : details.chunks) {
            asMine += chunk.conflict ? chunk.mine : chunk.text;
            asTheirs += chunk.conflict ? chunk.theirs : chunk.text;
            asBase += chunk.conflict ? chunk.base : chunk.text;
        }
        QCOMPARE(asMine, mine);
        QCOMPARE(asTheirs, theirs);
        QCOMPARE(asBase, details.baseBody);
    }
    const auto none = a->store->conflicts().details(QStringLiteral("note:none"));
    QCOMPARE(none.error().kind, ErrorKind::NotFound);
}

void TestConflictStore::detailsWithoutABase()
{
    id = QStringLiteral("note:00000000000000000000000009");
    const auto put =
        [this](const RevId &rev, const RevId &parent, const QString &title, const QString &text) {
            server.put(
                {id,
                 rev,
                 {rev, parent},
                 false,
                 {{QStringLiteral("type"), QStringLiteral("note")},
                  {QStringLiteral("title"), title},
                  {QStringLiteral("body"), text}}});
        };
    put({2, "a"}, {1, "b"}, QStringLiteral("one"), QStringLiteral("both\nfirst\nend\n"));
    put({2, "c"}, {1, "d"}, QStringLiteral("two"), QStringLiteral("both\nsecond\nend\n"));
    a->sync(server);
    const ConflictDetails details = must(a->store->conflicts().details(id));
    QVERIFY(!details.base);
    QVERIFY(details.titleConflict);
    QVERIFY(details.mergedTitle.isEmpty());
    QCOMPARE(details.regions, 2); // the title and one place
    QString asMine;
    for (const MergeChunk &chunk : details.chunks)
        asMine += chunk.conflict ? chunk.mine : chunk.text;
    QCOMPARE(asMine, details.leaves.at(0).body);

    Resolution decided{
        Keep::Merged,
        QStringLiteral("both"),
        QStringLiteral("both\nfirst\nsecond\nend\n"),
        {},
        seen(*a)};
    must(a->store->conflicts().resolve(id, decided));
    QCOMPARE(a->note(id).body, decided.body);
    QVERIFY(!a->note(id).conflict);
}

void TestConflictStore::detailsOfALargeNote()
{
    QString large;
    for (int i = 0; i < 20'000; ++i)
        large += QStringLiteral("Line number %1\n").arg(i);
    id = a->addNote(QStringLiteral("Large"), large);
    syncAll(2);
    a->edit(id, QStringLiteral("a\n") + large);
    b->edit(id, QStringLiteral("b\n") + large);
    syncAll();
    QCOMPARE(must(a->store->conflicts().list()).first().regions, 0); // not counted for a list
    QCOMPARE(must(a->store->conflicts().details(id)).regions, 1);
}

void TestConflictStore::comparesAnyTwo()
{
    openConflict(true);
    const QList<RevId> leaves = seen(*a);
    QCOMPARE(leaves.size(), 3);
    const ConflictDetails details =
        must(a->store->conflicts().compare(id, leaves.at(1), leaves.at(2)));
    QString asMine;
    for (const MergeChunk &chunk : details.chunks)
        asMine += chunk.conflict ? chunk.mine : chunk.text;
    QCOMPARE(asMine, details.leaves.at(1).body);
    QCOMPARE(details.leaves.size(), 3);
    QVERIFY(!a->store->conflicts().compare(id, leaves.at(0), {9, "none"}));
}

void TestConflictStore::keepsMerged()
{
    openConflict();
    QSignalSpy spy(&*a->store, &Store::changed);
    Resolution decided{
        Keep::Merged, QStringLiteral("Pump 7, decided"), QStringLiteral("Both"), {}, seen(*a)};
    const Saved saved = must(a->store->conflicts().resolve(id, decided));
    QCOMPARE(spy.size(), 1);
    QVERIFY(spy.first().first().value<ChangeSet>().conflicts);
    const Note note = a->note(id);
    QCOMPARE(note.rev, saved.rev);
    QCOMPARE(note.title, decided.title);
    QCOMPARE(note.body, decided.body);
    QCOMPARE(note.state, NoteState::Resolved);
    QCOMPARE(note.deviceName, QStringLiteral("Laptop"));
    QVERIFY(note.raw.value(field::kResolved).toBool());
    QCOMPARE(mergedRevisions(note.raw).size(), 1);
    QCOMPARE(must(a->store->tallies()).conflicts, 0);
    QVERIFY(must(a->store->conflicts().list()).isEmpty());
    syncAll();
    for (ReplicaPeer *peer : {a.get(), b.get(), c.get()}) {
        QCOMPARE(peer->note(id).rev, saved.rev);
        QCOMPARE(peer->note(id).state, NoteState::Synced);
    }
    // Both originals are in the history of the device that decided.
    const QStringList texts = allTexts(*a);
    QVERIFY(texts.contains(kOfA) && texts.contains(kOfB));
}

void TestConflictStore::keepsMine()
{
    openConflict();
    must(b->store->conflicts().resolve(id, {Keep::Mine, {}, {}, {}, seen(*b)}));
    syncAll();
    for (ReplicaPeer *peer : {a.get(), b.get(), c.get()})
        QCOMPARE(peer->note(id).body, kOfB);
    QVERIFY(allTexts(*b).contains(kOfA));
    QCOMPARE(server.tree(id).liveLeaves().size(), 1);
}

void TestConflictStore::keepsOther()
{
    openConflict();
    must(b->store->conflicts().resolve(id, {Keep::Other, {}, {}, {}, seen(*b)}));
    syncAll();
    for (ReplicaPeer *peer : {a.get(), b.get(), c.get()})
        QCOMPARE(peer->note(id).body, kOfA);
    QVERIFY(allTexts(*b).contains(kOfB));
}

void TestConflictStore::keepsBoth()
{
    openConflict(true);
    must(a->store->conflicts().resolve(id, {Keep::Both, {}, {}, {}, seen(*a)}));
    QCOMPARE(a->note(id).body, kOfA);
    syncAll();
    for (ReplicaPeer *peer : {a.get(), b.get(), c.get()}) {
        QStringList bodies;
        for (const NoteSummary &note : must(peer->store->notes().list({}))) {
            QVERIFY(!note.conflict);
            QCOMPARE(note.title, QStringLiteral("Pump 7"));
            bodies.append(peer->note(note.id).body);
        }
        bodies.sort();
        QCOMPARE(bodies, (QStringList{kOfA, kOfB, kOfC}));
        QCOMPARE(peer->note(id).body, kOfA);
    }
}

void TestConflictStore::keepsARevision()
{
    openConflict(true);
    const QList<RevId> leaves = seen(*a);
    const ConflictDetails details = must(a->store->conflicts().details(id));
    must(a->store->conflicts().resolve(id, {Keep::Revision, {}, {}, leaves.at(2), leaves}));
    QCOMPARE(a->note(id).body, details.leaves.at(2).body);
    syncAll();
    QCOMPARE(server.tree(id).liveLeaves().size(), 1);
    QCOMPARE(c->note(id).body, details.leaves.at(2).body);
    for (const ConflictLeaf &leaf : details.leaves)
        QVERIFY(allTexts(*a).contains(leaf.body));
}

void TestConflictStore::mergesThreePairByPair()
{
    openConflict(true);
    QList<RevId> leaves = seen(*a);
    QCOMPARE(leaves.size(), 3);
    must(a->store->conflicts().resolve(
        id, {Keep::Merged, QStringLiteral("T"), QStringLiteral("First, of two"), {}, leaves}));
    leaves = seen(*a);
    QCOMPARE(leaves.size(), 2);
    QVERIFY(a->note(id).conflict);
    QCOMPARE(a->note(id).body, QStringLiteral("First, of two"));
    must(a->store->conflicts().resolve(
        id, {Keep::Merged, QStringLiteral("T"), QStringLiteral("First, of three"), {}, leaves}));
    QVERIFY(!a->note(id).conflict);
    syncAll();
    for (ReplicaPeer *peer : {a.get(), b.get(), c.get()}) {
        QVERIFY(!peer->note(id).conflict);
        QCOMPARE(peer->note(id).body, QStringLiteral("First, of three"));
    }
}

void TestConflictStore::refusesWhatWasNotSeen()
{
    openConflict();
    const QList<RevId> shown = seen(*a);
    b->edit(id, QStringLiteral("First, of b, again\n\nMiddle\n\nLast"));
    b->sync(server);
    a->sync(server);
    const auto refused = a->store->conflicts().resolve(id, {Keep::Mine, {}, {}, {}, shown});
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::Conflict);
    QVERIFY(a->note(id).conflict);
    QCOMPARE(a->note(id).body, kOfA);
    const auto stranger =
        a->store->conflicts().resolve(id, {Keep::Revision, {}, {}, {9, "x"}, seen(*a)});
    QCOMPARE(stranger.error().kind, ErrorKind::Conflict);
    const auto unknown = a->store->conflicts().resolve(QStringLiteral("note:no"), {});
    QCOMPARE(unknown.error().kind, ErrorKind::NotFound);
}

void TestConflictStore::refusesWhatIsTooLarge()
{
    openConflict();
    Resolution decided{
        Keep::Merged, QString(kMaxTitleBytes + 1, QLatin1Char('x')), {}, {}, seen(*a)};
    QCOMPARE(a->store->conflicts().resolve(id, decided).error().kind, ErrorKind::Invalid);
    decided.title = QString(QChar(0xd800));
    QCOMPARE(a->store->conflicts().resolve(id, decided).error().kind, ErrorKind::Invalid);
    QVERIFY(a->note(id).conflict);
}

void TestConflictStore::resolutionArrivesElsewhere()
{
    openConflict();
    must(b->store->conflicts().resolve(
        id, {Keep::Merged, QStringLiteral("T"), QStringLiteral("Decided"), {}, seen(*b)}));
    b->sync(server);
    a->sync(server);
    QCOMPARE(a->store->conflicts().details(id).error().kind, ErrorKind::NotFound);
    QVERIFY(!a->note(id).conflict);
    QCOMPARE(a->note(id).body, QStringLiteral("Decided"));
    QVERIFY(allTexts(*a).contains(kOfA));
    QCOMPARE(must(a->store->tallies()).conflicts, 0);
}

void TestConflictStore::undoBringsBackMine()
{
    openConflict();
    must(a->store->conflicts().resolve(id, {Keep::Other, {}, {}, {}, seen(*a)}));
    QCOMPARE(a->note(id).body, kOfB);
    const Saved undone = must(a->store->conflicts().undo(id));
    QCOMPARE(undone.id, id);
    QCOMPARE(a->note(id).body, kOfA);
    QVERIFY(!a->note(id).raw.contains(field::kResolved));
    // The other one's words are a note of their own now.
    const QList<NoteSummary> notes = must(a->store->notes().list({}));
    QCOMPARE(notes.size(), 2);
    syncAll();
    for (ReplicaPeer *peer : {a.get(), b.get(), c.get()}) {
        QCOMPARE(peer->note(id).body, kOfA);
        QStringList bodies;
        for (const NoteSummary &note : must(peer->store->notes().list({})))
            bodies.append(peer->note(note.id).body);
        bodies.sort();
        QCOMPARE(bodies, (QStringList{kOfA, kOfB}));
    }
    QCOMPARE(a->store->conflicts().undo(id).error().kind, ErrorKind::NotFound); // once
}

void TestConflictStore::undoKeepsWhatWasWrittenSince()
{
    openConflict();
    must(a->store->conflicts().resolve(id, {Keep::Other, {}, {}, {}, seen(*a)}));
    a->edit(id, QStringLiteral("First thoughts"));
    const RevId since = a->edit(id, QStringLiteral("Written since")); // not sent yet
    QCOMPARE(a->store->conflicts().undo(id).error().kind, ErrorKind::Conflict);
    QCOMPARE(a->note(id).body, QStringLiteral("Written since"));
    QCOMPARE(a->note(id).rev, since);
    QCOMPARE(must(a->store->notes().list({})).size(), 1);
}

void TestConflictStore::undoOfBoth()
{
    openConflict();
    must(a->store->conflicts().resolve(id, {Keep::Both, {}, {}, {}, seen(*a)}));
    must(a->store->conflicts().undo(id));
    QCOMPARE(must(a->store->notes().list({})).size(), 2); // the other one has its note already
    QCOMPARE(a->note(id).body, kOfA);
}

void TestConflictStore::nothingToUndo()
{
    openConflict();
    QCOMPARE(a->store->conflicts().undo(id).error().kind, ErrorKind::NotFound);
    QCOMPARE(
        a->store->conflicts().undo(QStringLiteral("note:no")).error().kind, ErrorKind::NotFound);
}

void TestConflictStore::draftsSurvive()
{
    openConflict();
    ConflictStore &conflicts = a->store->conflicts();
    QVERIFY(!must(conflicts.draft(id)));
    must(conflicts.saveDraft(id, {{QStringLiteral("card"), 1}}));
    must(conflicts.saveDraft(id, {{QStringLiteral("card"), 2}}));
    a->store.reopen();
    QCOMPARE(must(a->store->conflicts().draft(id))->value(QLatin1String("card")).toInt(), 2);
    QCOMPARE(
        a->store->conflicts().saveDraft(QStringLiteral("note:no"), {}).error().kind,
        ErrorKind::NotFound);

    must(a->store->conflicts().saveDraft(id, {{QStringLiteral("card"), 3}}));
    must(a->store->conflicts().resolve(id, {Keep::Mine, {}, {}, {}, seen(*a)}));
    QVERIFY(!must(a->store->conflicts().draft(id)));
}

namespace {

QJsonObject draftWith(const QString &text)
{
    return {
        {QStringLiteral("places"),
         QJsonArray{
             QJsonObject{
                 {QStringLiteral("place"), QStringLiteral("1")},
                 {QStringLiteral("choice"), QStringLiteral("mine")}},
             QJsonObject{
                 {QStringLiteral("place"), QStringLiteral("2")},
                 {QStringLiteral("choice"), QStringLiteral("edited")},
                 {QStringLiteral("text"), text}}}},
        {QStringLiteral("leftovers"), QJsonArray()}};
}

const QString kTyped = QStringLiteral("First, in my own words\n");

} // namespace

/// The texts of the versions that a review left in the history.
QStringList TestConflictStore::typed(ReplicaPeer &peer)
{
    QStringList texts;
    const QList<NoteVersion> versions = must(peer.store->versions().history(id));
    for (const NoteVersion &version : versions) {
        if (version.kind == u"typed")
            texts.append(
                must(peer.store->versions().body(id, version.rev)).value(u"body").toString());
    }
    return texts;
}

void TestConflictStore::aBegunTextOutlivesTheConflict_data()
{
    QTest::addColumn<QString>("how");
    for (const char *how : {"decided", "merged", "deleted", "deleted here", "policy"})
        QTest::newRow(how) << QString::fromLatin1(how);
}

/// Whoever ends the conflict: what was typed about it stays, is told of, and hinders nobody later.
void TestConflictStore::aBegunTextOutlivesTheConflict()
{
    QFETCH(QString, how);
    openConflict();
    must(a->store->conflicts().saveDraft(id, draftWith(kTyped)));
    if (how == u"decided") {
        must(b->store->conflicts().resolve(id, {Keep::Mine, {}, {}, {}, seen(*b)}));
    } else if (how == u"merged") {
        b->edit(id, kOfA);
    } else if (how == u"policy") {
        must(b->store->policies().setPolicy(ConflictPolicy::Newest));
        QVERIFY(must(b->store->conflicts().decideByPolicy(id)));
    } else if (how == u"deleted") {
        must(b->store->conflicts().resolve(id, {Keep::Mine, {}, {}, {}, seen(*b)}));
        must(b->store->notes().remove({id}, true));
    } else {
        must(a->store->notes().remove({id}, true));
    }
    syncAll();
    QVERIFY(must(a->store->conflicts().ids()).isEmpty());
    QVERIFY(!must(a->store->conflicts().draft(id)));
    const QStringList texts = typed(*a);
    QCOMPARE(texts.size(), 1);
    QVERIFY2(texts.first().endsWith(kTyped), qPrintable(texts.first()));
    QVERIFY2(texts.first().startsWith(u"First, of"), qPrintable(texts.first()));
    QCOMPARE(a->activities().count(QStringLiteral("draft-kept")), 1);
    QVERIFY(typed(*b).isEmpty());
    if (how == u"deleted") { // who takes it back has those words
        must(a->store->notes().takeBack(must(a->store->replica().removals().removed(0, 9))));
        QVERIFY(a->note(id).body.endsWith(kTyped));
        QVERIFY(must(a->store->replica().removals().removed(0, 9)).isEmpty());
    }
    if (how.startsWith(u"deleted"))
        return;

    must(a->store->policies().setPolicy(ConflictPolicy::Newest));
    b->store.clock.advance(60'000);
    a->edit(id, kOfA + QStringLiteral(" 2"));
    b->edit(id, kOfB + QStringLiteral(" 3"));
    syncAll();
    QVERIFY(must(a->store->conflicts().ids()).isEmpty());
}

void TestConflictStore::aBegunTextIsInTheNoteAlready()
{
    openConflict();
    must(a->store->conflicts().saveDraft(id, draftWith(kTyped)));
    must(b->store->conflicts().resolve(
        id,
        {Keep::Merged,
         QStringLiteral("Pump 7"),
         kTyped + QStringLiteral("\nMiddle"),
         {},
         seen(*b)}));
    syncAll();
    QVERIFY(!must(a->store->conflicts().draft(id)));
    QVERIFY(typed(*a).isEmpty());
    QVERIFY(!a->activities().contains(QStringLiteral("draft-kept")));
}

void TestConflictStore::aBegunTextComesTooLate_data()
{
    QTest::addColumn<bool>("deleted");
    QTest::newRow("decided") << false;
    QTest::newRow("deleted") << true;
}

/// The person types on while the decision of another device comes. What is kept then can be
/// restored whole.
void TestConflictStore::aBegunTextComesTooLate()
{
    QFETCH(bool, deleted);
    openConflict();
    const Note shown = a->note(id);
    must(b->store->conflicts().resolve(id, {Keep::Mine, {}, {}, {}, seen(*b)}));
    if (deleted)
        must(b->store->notes().remove({id}, true));
    syncAll();
    for (int i = 0; i < 2; ++i)
        must(a->store->conflicts().saveDraft(id, draftWith(kTyped)));
    QVERIFY(!must(a->store->conflicts().draft(id)));
    QCOMPARE(typed(*a).size(), 1);
    QVERIFY(typed(*a).first().endsWith(kTyped));
    const QList<NoteVersion> versions = must(a->store->versions().history(id));
    const auto kept = std::find_if(versions.cbegin(), versions.cend(), [](const NoteVersion &one) {
        return one.kind == u"typed";
    });
    must(a->store->notes().revert(id, kept->rev));
    const Note back = a->note(id);
    QCOMPARE(back.title, shown.title);
    QVERIFY(back.createdAt > 0);
    QCOMPARE(back.createdAt, shown.createdAt);
    QVERIFY(back.body.startsWith(u"First, of"));
}

/// Each save holds all so far: the history keeps the last of them, and no word is ever out of it.
void TestConflictStore::aTextThatGoesOnIsOneVersion()
{
    openConflict();
    must(b->store->conflicts().resolve(id, {Keep::Mine, {}, {}, {}, seen(*b)}));
    syncAll();
    const auto save = [this](const QString &text) {
        must(a->store->conflicts().saveDraft(id, draftWith(text)));
        return typed(*a);
    };
    for (const QString &text :
         {QStringLiteral("Bolts"), QStringLiteral("Bolts M8"),
          QStringLiteral("Bolts and nuts M8")}) {
        const QStringList texts = save(text);
        QCOMPARE(texts.size(), 1);
        QVERIFY2(texts.first().endsWith(text), qPrintable(texts.first()));
    }
    QCOMPARE(a->activities().count(QStringLiteral("draft-kept")), 1);
    QStringList texts =
        save(QStringLiteral("Washers instead of bolts and nuts M8, twelve of them"));
    QCOMPARE(texts.size(), 2); // newest first
    QVERIFY(texts.last().endsWith(u"Bolts and nuts M8"));
    texts = save(QStringLiteral("Washers"));
    QCOMPARE(texts.size(), 3); // what was taken out is there still
    QVERIFY(texts.at(1).endsWith(u"twelve of them"));

    // What was written before the note went on stays beside it.
    b->edit(id, kOfB + QStringLiteral(" 2"));
    syncAll();
    QCOMPARE(save(QStringLiteral("Washers, six")).size(), 4);
}

/// They stayed behind when their conflict ended.
void TestConflictStore::aBegunTextOfAnEarlierVersion()
{
    openConflict();
    must(b->store->conflicts().resolve(id, {Keep::Mine, {}, {}, {}, seen(*b)}));
    syncAll();
    {
        auto row = databaseOf(*a->store).statement(
            QStringLiteral("INSERT INTO conflict_draft (document, body) SELECT key, :body FROM "
                           "document WHERE id = :id"));
        must(row.bind(":id", id)
                 .bind(":body", QString::fromUtf8(QJsonDocument(draftWith(kTyped)).toJson()))
                 .run());
    }
    a->store.reopen();
    QVERIFY(!must(a->store->conflicts().draft(id)));
    QCOMPARE(typed(*a).size(), 1);
}

void TestConflictStore::aDecisionByOtherMeansKeepsABegunText()
{
    openConflict();
    ConflictStore &conflicts = a->store->conflicts();
    must(conflicts.saveDraft(id, draftWith(kTyped)));
    QVERIFY(must(conflicts.details(id)).begun);
    Resolution resolution{Keep::Mine, {}, {}, {}, seen(*a)};
    QCOMPARE(conflicts.resolve(id, resolution).error().kind, ErrorKind::Invalid);
    resolution.draft = Resolution::Draft::ToHistory;
    must(conflicts.resolve(id, resolution));
    QCOMPARE(a->note(id).body, kOfA);
    QCOMPARE(typed(*a).size(), 1);

    openConflict();
    must(a->store->conflicts().saveDraft(id, draftWith(kTyped)));
    resolution.seen = seen(*a);
    resolution.draft = Resolution::Draft::Ended; // the review itself knows what to do with it
    must(a->store->conflicts().resolve(id, resolution));
    QVERIFY(!must(a->store->conflicts().draft(id)));
    QVERIFY(typed(*a).isEmpty());
}

void TestConflictStore::whatIsNotUsedIsKeptWithTheDecision()
{
    openConflict();
    ConflictStore &conflicts = a->store->conflicts();
    must(conflicts.saveDraft(id, draftWith(kTyped)));
    const auto before = must(conflicts.draft(id));
    Resolution resolution{Keep::Mine, {}, {}, {}, {}};
    resolution.draft = Resolution::Draft::ToHistory;
    QCOMPARE(conflicts.resolve(id, resolution, {kTyped}).error().kind, ErrorKind::Conflict);
    resolution.seen = seen(*a);
    resolution.keep = Keep::Revision; // of none of them: refused when the rest is written
    QVERIFY(!conflicts.resolve(id, resolution, {kTyped}));
    QCOMPARE(must(conflicts.draft(id)), before);
    resolution.keep = Keep::Mine;
    must(conflicts.resolve(id, resolution, {kTyped}));
    QVERIFY(!must(conflicts.draft(id)));
    QCOMPARE(typed(*a).size(), 1);
}

QTEST_GUILESS_MAIN(TestConflictStore)
#include "tst_conflictstore.moc"
