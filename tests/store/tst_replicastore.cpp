// SPDX-License-Identifier: GPL-3.0-or-later
#include "clock.h"
#include "random.h"
#include "replicapeer.h"
#include "store/care/doctor.h"
#include "store/conflict/conflictstore.h"
#include "store/history/activitystore.h"
#include "store/history/versionstore.h"
#include "store/notes/notebookstore.h"
#include "store/replica/confirmations.h"
#include "store/replica/replicastore.h"
#include "store/search/searchindex.h"
#include "store/sqlite/database.h"
#include "store/tree/metastore.h"
#include "storeinsides.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QtTest>

using namespace cairn;
using Kind = PullNeed::Kind;
using Fault = ReplicaPeer::Fault;

namespace {

QJsonObject parsed(const QByteArray &json) { return QJsonDocument::fromJson(json).object(); }

QJsonObject noteBody(const QString &text)
{
    return {
        {QStringLiteral("type"), QStringLiteral("note")},
        {QStringLiteral("title"), QStringLiteral("T")},
        {QStringLiteral("body"), text},
        {QStringLiteral("updated_at"), 5}};
}

/// A revision of another device; its path is written newest first.
DocumentRevision remote(const QString &id, const QList<RevId> &path, const QString &text)
{
    return {id, path.first(), path, false, noteBody(text)};
}

RemoteChange row(const QString &id, const QList<RevId> &leaves) { return {id, leaves, false}; }

const QString kNote = QStringLiteral("note:00000000000000000000000001");

} // namespace

class TestReplicaStore : public QObject {
    Q_OBJECT

private slots:
    void newDocumentsNeedNoAncestry();
    void whatIsHereNeedsNothing();
    void oneStepAheadNeedsNoAncestry();
    void allElseNeedsAncestry();
    void ownLeavesNeedAncestry();
    void thePastOfADocumentIsNoSibling();
    void aLineThatTheServerLacksIsSentAgain();
    void forgottenHistoryHidesWhatItReplaced();

    void storesWhatAnotherDeviceWrote();
    void takesTheParentOfADocumentFromTheFeed();
    void localEditBetweenClassifyAndStore();
    void knownLeavesAreAcknowledged();
    void checkpointIsKeptWithTheData();
    void largeBatchesAreSplit();
    void foreignAndBrokenDocumentsAreKept();
    void tombstonesWithoutAType();
    void showsWhatAnEarlierVersionHid();
    void tellsOfEditsThatSurviveDeletion_data();
    void tellsOfEditsThatSurviveDeletion();
    void tellsOfEditsThatLeaveTheTrash_data();
    void tellsOfEditsThatLeaveTheTrash();
    void closingAConflictIsNoDeletion();

    void pushesInOrder();
    void pushRespectsBytesAndFlight();
    void pathGoesBackToTheRoot();
    void attemptedLeavesAreNotRewritten();
    void rewrittenLeavesAreNotSent();
    void editedWhileSendingStaysQueued();
    void tombstonesFollowTheMerge();
    void rejectionsEndAsDeadLetters();
    void waitsForTheNextAttempt();

    void theFeedConfirmsWhatItShows();
    void forgetsTheServer();
    void countsWhatTheServerHas();
};

void TestReplicaStore::newDocumentsNeedNoAncestry()
{
    ReplicaPeer peer(1);
    const QList<PullNeed> needs = must(peer.store->replica().classify(
        {row(kNote, {{7, "a"}}), row(QStringLiteral("note:2"), {{3, "b"}, {2, "c"}})}));
    QCOMPARE(needs.size(), 2);
    QCOMPARE(needs.at(0).kind, Kind::Document);
    QCOMPARE(needs.at(0).missing, (QList<RevId>{{7, "a"}}));
    QCOMPARE(needs.at(1).kind, Kind::Ancestry); // several leaves
    QCOMPARE(needs.at(1).missing.size(), 2);
    QVERIFY(must(peer.store->replica().classify({})).isEmpty());
}

void TestReplicaStore::whatIsHereNeedsNothing()
{
    ReplicaPeer peer(1);
    ReplicaStore &replica = peer.store->replica();
    must(replica.store(
        {remote(kNote, {{2, "b"}, {1, "a"}}, QStringLiteral("x"))}, {}, {}, {}, Removals::Admit));
    QCOMPARE(must(replica.classify({row(kNote, {{2, "b"}})})).first().kind, Kind::Nothing);

    // We went on from it: the server is behind, there is nothing to fetch.
    peer.edit(kNote, QStringLiteral("y"));
    QCOMPARE(must(replica.classify({row(kNote, {{2, "b"}})})).first().kind, Kind::Nothing);
}

void TestReplicaStore::oneStepAheadNeedsNoAncestry()
{
    ReplicaPeer peer(1);
    ReplicaStore &replica = peer.store->replica();
    must(replica.store(
        {remote(kNote, {{2, "b"}, {1, "a"}}, QStringLiteral("x"))}, {}, {}, {}, Removals::Admit));
    const PullNeed need = must(replica.classify({row(kNote, {{3, "c"}})})).first();
    QCOMPARE(need.kind, Kind::Document);
    QCOMPARE(need.missing, (QList<RevId>{{3, "c"}}));
}

void TestReplicaStore::allElseNeedsAncestry()
{
    ReplicaPeer peer(1);
    ReplicaStore &replica = peer.store->replica();
    must(replica.store(
        {remote(kNote, {{2, "b"}, {1, "a"}}, QStringLiteral("x"))}, {}, {}, {}, Removals::Admit));
    QCOMPARE(
        must(replica.classify({row(kNote, {{4, "d"}})})).first().kind, Kind::Ancestry); // two ahead
    QCOMPARE(
        must(replica.classify({row(kNote, {{2, "z"}})})).first().kind,
        Kind::Ancestry); // beside ours
    const PullNeed branch = must(replica.classify({row(kNote, {{3, "c"}, {2, "b"}})})).first();
    QCOMPARE(branch.kind, Kind::Ancestry);
    QCOMPARE(branch.missing, (QList<RevId>{{3, "c"}}));

    peer.edit(kNote, QStringLiteral("y")); // unsent
    QCOMPARE(must(replica.classify({row(kNote, {{3, "c"}})})).first().kind, Kind::Ancestry);
    QCOMPARE(must(replica.classify({row(kNote, {{4, "c"}})})).first().kind, Kind::Ancestry);
}

void TestReplicaStore::thePastOfADocumentIsNoSibling()
{
    ReplicaPeer peer(1);
    ReplicaStore &replica = peer.store->replica();
    const auto store =
        [&replica](const QList<RevId> &path, const QString &body, const RevId &leaf) {
            must(replica.store(
                {remote(kNote, path, body)}, {row(kNote, {leaf})}, {}, {}, Removals::Admit));
        };
    // From the feed, without its ancestry; then the server is set back to before it was written.
    store({{3, "c"}}, QStringLiteral("new"), {3, "c"});
    QCOMPARE(must(replica.classify({row(kNote, {{1, "a"}})})).first().kind, Kind::Ancestry);
    store({{1, "a"}}, QStringLiteral("old"), {1, "a"});
    // Whoever wrote it sends it again, and knows that it came from there.
    const PullNeed need = must(replica.classify({row(kNote, {{3, "c"}})})).first();
    QCOMPARE(need.kind, Kind::Ancestry);
    QCOMPARE(need.missing, (QList<RevId>{{3, "c"}}));
    store({{3, "c"}, {2, "b"}, {1, "a"}}, QStringLiteral("new"), {3, "c"});
    QCOMPARE(must(replica.classify({row(kNote, {{3, "c"}})})).first().kind, Kind::Nothing);
    QCOMPARE(peer.reconcile().conflicts, 0);
    QCOMPARE(peer.note(kNote).body, QStringLiteral("new"));
    QCOMPARE(must(peer.store->tallies()).conflicts, 0);
}

/// What waits of that note; there are other documents.
static QList<PushDocument> waiting(ReplicaStore &replica, const QString &id)
{
    QList<PushDocument> documents = must(replica.nextToPush(10, 1'000'000, {}));
    documents.removeIf([&id](const PushDocument &document) { return document.documentId != id; });
    return documents;
}

void TestReplicaStore::aLineThatTheServerLacksIsSentAgain()
{
    ReplicaPeer peer(1);
    ReplicaStore &replica = peer.store->replica();
    const QList<RevId> line{{2, "b"}, {1, "a"}};
    must(replica.store(
        {remote(kNote, line, QStringLiteral("new"))}, {row(kNote, {line.first()})}, {}, {},
        Removals::Admit));
    QVERIFY(waiting(replica, kNote).isEmpty());
    // A device that had taken 2-b without its line gave it to a server that only had 1-a.
    const RemoteChange split = row(kNote, line);
    QCOMPARE(must(replica.classify({split})).first().kind, PullNeed::Kind::Nothing);
    must(replica.store({}, {split}, {}, {}, Removals::Admit));
    const auto sent = must(replica.beginAttempt(waiting(replica, kNote)));
    QCOMPARE(sent.size(), 1);
    QCOMPARE(sent.first().revisions.size(), 1);
    QCOMPARE(sent.first().revisions.first().path, line);
    QVERIFY(sent.first().revisions.first().again); // the server has it, and would not ask for it
    must(replica.confirm(sent));
    must(replica.store(
        {}, {split}, {}, {},
        Removals::Admit)); // a server that cannot keep lines is not asked for ever
    QVERIFY(waiting(replica, kNote).isEmpty());
    QCOMPARE(peer.note(kNote).body, QStringLiteral("new"));
}

void TestReplicaStore::forgottenHistoryHidesWhatItReplaced()
{
    ReplicaPeer peer(1);
    ReplicaStore &replica = peer.store->replica();
    const auto store = [&replica](const QList<RevId> &path, const QString &body) {
        must(replica.store(
            {remote(kNote, path, body)}, {row(kNote, {path.first()})}, {}, {}, Removals::Admit));
    };
    store({{1, "a"}}, QStringLiteral("old"));
    QCOMPARE(
        must(replica.classify({row(kNote, {{5, "e"}})})).first().kind, PullNeed::Kind::Ancestry);
    store({{5, "e"}, {4, "d"}}, QStringLiteral("new")); // all that is left of the line there
    QCOMPARE(peer.reconcile().conflicts, 0);
    QCOMPARE(peer.note(kNote).body, QStringLiteral("new"));
    QCOMPARE(must(peer.store->tallies()).conflicts, 0);
    // Nobody is told of the guess.
    peer.edit(kNote, QStringLiteral("newer"));
    const auto next = waiting(replica, kNote);
    QCOMPARE(next.size(), 1);
    QCOMPARE(next.first().revisions.first().path.mid(1), (QList<RevId>{{5, "e"}, {4, "d"}}));
}

void TestReplicaStore::ownLeavesNeedAncestry()
{
    // Another device wrote a sibling of our leaf and a child of that just before ours arrived at
    // the server. The row that says so looks as if it went on from ours.
    ReplicaPeer peer(1);
    TreeServer server;
    const QString id = peer.addNote(QStringLiteral("T"), QStringLiteral("a"));
    peer.push(server);
    const RevId root = peer.note(id).rev;
    peer.edit(id, QStringLiteral("b"));
    peer.push(server);
    const PullNeed need = must(peer.store->replica().classify({row(id, {{3, "f"}})})).first();
    QCOMPARE(need.kind, Kind::Ancestry);
    must(peer.store->replica().store(
        {remote(id, {{3, "f"}, {2, "e"}, root}, QStringLiteral("c"))}, {row(id, {{3, "f"}})}, {},
        {}, Removals::Admit));
    QCOMPARE(peer.note(id).body, QStringLiteral("b"));
    QCOMPARE(peer.reconcile().conflicts, 1);
}

void TestReplicaStore::storesWhatAnotherDeviceWrote()
{
    ReplicaPeer a(1);
    ReplicaPeer b(2);
    TreeServer server;
    const QString id = a.addNote(QStringLiteral("Pump 7"), QStringLiteral("Seal leaks"));
    a.sync(server);
    QSignalSpy spy(&*b.store, &Store::changed);
    b.pull(server);
    QVERIFY(spy.size() >= 1);
    QCOMPARE(b.note(id).title, QStringLiteral("Pump 7"));
    QCOMPARE(b.note(id).body, QStringLiteral("Seal leaks"));
    QCOMPARE(b.note(id).rev, a.note(id).rev);
    QCOMPARE(b.note(id).state, NoteState::Synced);
    QVERIFY(b.pulled.notes >= 1);

    // Again from the start: nothing is new, nothing changes.
    b.since = 0;
    b.pull(server);
    QCOMPARE(b.pulled.revisions, 0);
    QCOMPARE(b.pulled.notes, 0);
}

void TestReplicaStore::takesTheParentOfADocumentFromTheFeed()
{
    ReplicaPeer a(1);
    ReplicaPeer b(2);
    TreeServer server;
    const QString id = a.addNote(QStringLiteral("T"), QStringLiteral("one"));
    a.sync(server);
    b.sync(server);
    const RevId first = b.note(id).rev;
    a.edit(id, QStringLiteral("two"));
    a.sync(server);
    b.sync(server); // the fast path: without ancestry
    const RevId second = b.note(id).rev;
    QCOMPARE(second, a.note(id).rev);
    b.edit(id, QStringLiteral("three"));
    const QList<RevId> path = b.waiting().first().revisions.first().path;
    QCOMPARE(path, (QList<RevId>{b.note(id).rev, second, first}));
    QStringList kept;
    for (const NoteVersion &version : must(b.store->versions().history(id)))
        kept.append(must(b.store->versions().body(id, version.rev)).value(field::kBody).toString());
    QCOMPARE(
        kept, (QStringList{QStringLiteral("three"), QStringLiteral("two"), QStringLiteral("one")}));
}

void TestReplicaStore::localEditBetweenClassifyAndStore()
{
    ReplicaPeer a(1);
    ReplicaPeer b(2);
    TreeServer server;
    const QString id = a.addNote(QStringLiteral("T"), QStringLiteral("first\n\nlast"));
    a.sync(server);
    b.sync(server);
    a.edit(id, QStringLiteral("first, changed\n\nlast"));
    a.sync(server);

    QList<TreeServer::Change> page = server.changes(b.since);
    page.removeIf([&id](const TreeServer::Change &change) { return change.id != id; });
    const QList<RemoteChange> rows(page.cbegin(), page.cend());
    QCOMPARE(must(b.store->replica().classify(rows)).first().kind, Kind::Document);
    b.edit(id, QStringLiteral("first\n\nlast, changed")); // the person was faster
    must(b.store->replica().store({page.first().document}, rows, {}, {}, Removals::Admit));
    QCOMPARE(
        b.note(id).body, QStringLiteral("first\n\nlast, changed")); // nothing moves under the caret
    const ReconcileOutcome outcome = b.reconcile();
    QCOMPARE(outcome.merged, 1); // they have their common parent
    QCOMPARE(outcome.conflicts, 0);
    QCOMPARE(b.note(id).body, QStringLiteral("first, changed\n\nlast, changed"));
}

void TestReplicaStore::knownLeavesAreAcknowledged()
{
    ReplicaPeer peer(1);
    TreeServer server;
    const QString id = peer.addNote(QStringLiteral("T"), QStringLiteral("one"));
    peer.push(server, Fault::LostReply);
    peer.edit(id, QStringLiteral("two")); // a child: the first may be on the server
    peer.push(server, Fault::LostReply);
    QCOMPARE(peer.note(id).state, NoteState::Pending);
    peer.pull(server);
    QCOMPARE(peer.note(id).state, NoteState::Synced);
    QVERIFY(peer.waiting().isEmpty());
    QVERIFY(must(peer.store->outbox().list()).isEmpty());
    QCOMPARE(must(peer.store->tallies()).pending, 0);
}

void TestReplicaStore::checkpointIsKeptWithTheData()
{
    ReplicaPeer peer(1);
    ReplicaStore &replica = peer.store->replica();
    const QString name = QStringLiteral("abc");
    QVERIFY(!must(replica.checkpoint(name)));
    const Checkpoint first{
        QStringLiteral("s1"),
        QStringLiteral("\"12-xyz\""),
        {{QStringLiteral("history"), QJsonArray{1, 2}}}};
    must(replica.store(
        {remote(kNote, {{1, "a"}}, QStringLiteral("x"))}, {}, name, first, Removals::Admit));
    peer.store.reopen();
    const std::optional<Checkpoint> read = must(peer.store->replica().checkpoint(name));
    QVERIFY(read);
    QCOMPARE(read->sessionId, first.sessionId);
    QCOMPARE(read->lastSeq, first.lastSeq);
    QCOMPARE(read->document, first.document);
    must(peer.store->replica().setCheckpoint(
        name, {QStringLiteral("s2"), QStringLiteral("13"), {}}));
    QCOMPARE(must(peer.store->replica().checkpoint(name))->lastSeq, QStringLiteral("13"));
    QVERIFY(!must(peer.store->replica().checkpoint(QStringLiteral("other"))));
}

void TestReplicaStore::largeBatchesAreSplit()
{
    ReplicaPeer peer(1);
    QList<DocumentRevision> revisions;
    for (int i = 0; i < 600; ++i)
        revisions.append(remote(
            QStringLiteral("note:%1").arg(i, 26, 10, QLatin1Char('0')), {{1, "a"}},
            QStringLiteral("text %1").arg(i)));
    QSignalSpy spy(&*peer.store, &Store::changed);
    const StoreOutcome outcome =
        must(peer.store->replica().store(revisions, {}, {}, {}, Removals::Admit));
    QCOMPARE(outcome.revisions, 600);
    QCOMPARE(outcome.notes, 600);
    QCOMPARE(spy.size(), 3);
    QCOMPARE(must(peer.store->tallies()).notes, 600);

    // A large note does not take others along into a long transaction.
    spy.clear();
    const QString large(600'000, QLatin1Char('x'));
    must(peer.store->replica().store(
        {remote(kNote, {{2, "b"}, {1, "a"}}, large),
         remote(QStringLiteral("note:9"), {{1, "a"}}, large)},
        {}, {}, {}, Removals::Admit));
    QCOMPARE(spy.size(), 2);
}

void TestReplicaStore::foreignAndBrokenDocumentsAreKept()
{
    ReplicaPeer peer(1);
    ReplicaStore &replica = peer.store->replica();
    const DocumentRevision foreign{
        QStringLiteral("recipe-7"), {1, "a"}, {{1, "a"}}, false, {{QStringLiteral("eggs"), 3}}};
    const DocumentRevision broken{
        kNote,
        {1, "a"},
        {{1, "a"}},
        false,
        {{QStringLiteral("type"), QStringLiteral("note")},
         {QStringLiteral("title"), 7},
         {QStringLiteral("tags"), QStringLiteral("no list")},
         {QStringLiteral("body"), QJsonValue::Null}}};
    const DocumentRevision empty{QStringLiteral("note:x"), {1, "a"}, {}, false, {}};
    must(replica.store({foreign, broken, empty}, {}, {}, {}, Removals::Admit));
    QCOMPARE(peer.note(kNote).body, QString());
    QVERIFY(peer.store->notes().note(empty.id)); // whatever it says, it is named as a note
    // They count as documents: nothing has to be fetched again.
    for (const PullNeed &need : must(replica.classify(
             {row(foreign.id, {{1, "a"}}), row(kNote, {{1, "a"}}), row(empty.id, {{1, "a"}})})))
        QCOMPARE(need.kind, Kind::Nothing);

    // The conflicts of another application are not ours to merge.
    must(replica.store(
        {{foreign.id, {1, "b"}, {{1, "b"}}, false, {{QStringLiteral("eggs"), 4}}}}, {}, {}, {},
        Removals::Admit));
    const ReconcileOutcome outcome = peer.reconcile();
    QCOMPARE(outcome.merged, 0);
    QCOMPARE(outcome.conflicts, 0);
    QVERIFY(!peer.reconcile().more);
    for (const PushDocument &document : peer.waiting())
        QVERIFY(document.documentId.startsWith(QLatin1String("device:")));
}

/// It stored documents without their kind where the body spoke of another one.
void TestReplicaStore::showsWhatAnEarlierVersionHid()
{
    constexpr int kNotes = 120; // more than one transaction takes
    const QTemporaryDir folder;
    SystemClock clock;
    SystemRandom random;
    const Store::Options options{
        folder.filePath(QStringLiteral("cairn.sqlite")),
        &clock,
        &random,
        {},
        ChangeSet::Origin::Person};
    {
        const auto store = must(Store::open(options));
        QList<DocumentRevision> revisions;
        for (int i = 0; i < kNotes; ++i)
            revisions.append(remote(
                QStringLiteral("note:%1").arg(i), {{1, "a"}}, QStringLiteral("word%1").arg(i)));
        must(store->replica().store(revisions, {}, {}, {}, Removals::Admit));
        must(store->replica().store( // two versions, which nobody was asked about
            {remote(QStringLiteral("note:7"), {{1, "b"}}, QStringLiteral("other"))}, {}, {}, {},
            Removals::Admit));
        must(backToMigration13(databaseOf(*store)));
        for (const char *sql :
             {"UPDATE document SET type = '', reconcile = 0 WHERE id LIKE 'note:%'",
              "DELETE FROM note", "DELETE FROM tally WHERE kind = 'all'", "DROP TABLE shown_before",
              "DROP TABLE here_before", "DROP INDEX note_by_row",
              "ALTER TABLE revision DROP COLUMN origin", "PRAGMA user_version = 8"})
            must(databaseOf(*store).execute(QLatin1String(sql)));
        QVERIFY(!store->notes().note(QStringLiteral("note:5")));
    }
    for (int opened = 0; opened < 2; ++opened) {
        const auto store = must(Store::open(options));
        QCOMPARE(must(store->tallies()).notes, kNotes);
        QCOMPARE(
            must(store->notes().note(QStringLiteral("note:119"))).body, QStringLiteral("word119"));
        QCOMPARE(must(store->search().search(QStringLiteral("word119"), 10)).size(), 1);
        for (const DoctorCheck &check : must(store->doctor().check()))
            QVERIFY2(check.ok, qPrintable(check.detail));
        if (opened == 1) {
            QCOMPARE(must(store->replica().reconcile(1'000)).conflicts, 1);
            QCOMPARE(must(store->conflicts().ids()), QStringList{QStringLiteral("note:7")});
        }
    }
}

void TestReplicaStore::tombstonesWithoutAType()
{
    ReplicaPeer a(1);
    ReplicaPeer b(2);
    TreeServer server;
    const QString id = a.addNote(QStringLiteral("T"), QStringLiteral("x"));
    a.sync(server);
    b.sync(server);
    // As other CouchDB clients delete: nothing but the fact.
    const RevId leaf = a.note(id).rev;
    server.put({id, {2, "f"}, {{2, "f"}, leaf}, true, {}});
    a.sync(server);
    QVERIFY(!a.store->notes().note(id));
    QCOMPARE(must(a.store->tallies()).notes, 0);

    // A device that never had it, and then somebody brings it back.
    ReplicaPeer c(3);
    c.sync(server);
    QVERIFY(!c.store->notes().note(id));
    server.put({id, {3, "g"}, {{3, "g"}, {2, "f"}, leaf}, false, noteBody(QStringLiteral("back"))});
    c.sync(server);
    QCOMPARE(c.note(id).body, QStringLiteral("back"));
    a.sync(server);
    QCOMPARE(a.note(id).body, QStringLiteral("back"));
}

void TestReplicaStore::tellsOfEditsThatSurviveDeletion_data()
{
    QTest::addColumn<bool>("deleteFirst");
    QTest::newRow("the deletion comes to the editor") << true;
    QTest::newRow("the edit comes to the one who deleted") << false;
}

void TestReplicaStore::tellsOfEditsThatSurviveDeletion()
{
    QFETCH(bool, deleteFirst);
    ReplicaPeer editor(1);
    ReplicaPeer deleter(2);
    TreeServer server;
    const QString id = editor.addNote(QStringLiteral("T"), QStringLiteral("x"));
    editor.sync(server);
    deleter.sync(server);
    must(deleter.store->notes().remove({id}, true));
    editor.edit(id, QStringLiteral("edited"));
    (deleteFirst ? deleter : editor).sync(server);
    (deleteFirst ? editor : deleter).sync(server);
    ReplicaPeer &told = deleteFirst ? editor : deleter;
    QCOMPARE(told.activities().filter(QStringLiteral("edit-")).size(), 1);
    for (int i = 0; i < 2; ++i) {
        editor.sync(server);
        deleter.sync(server);
    }
    QCOMPARE(editor.note(id).body, QStringLiteral("edited"));
    QCOMPARE(deleter.note(id).body, QStringLiteral("edited"));
    QCOMPARE(told.activities().filter(QStringLiteral("edit-")).size(), 1);
    QCOMPARE(must(editor.store->tallies()).conflicts, 0);
}

void TestReplicaStore::tellsOfEditsThatLeaveTheTrash_data()
{
    QTest::addColumn<bool>("trashFirst"); // to the server
    QTest::newRow("merged by the editor") << true;
    QTest::newRow("merged by the one who deleted") << false;
}

void TestReplicaStore::tellsOfEditsThatLeaveTheTrash()
{
    QFETCH(bool, trashFirst);
    ReplicaPeer editor(1);
    ReplicaPeer deleter(2);
    TreeServer server;
    const QString id = editor.addNote(QStringLiteral("T"), QStringLiteral("x"));
    const QString untouched = editor.addNote(QStringLiteral("U"), QStringLiteral("x"));
    editor.sync(server);
    deleter.sync(server);
    NotePatch patch;
    patch.trashed = true;
    must(deleter.store->notes().editMany({id, untouched}, patch));
    editor.edit(id, QStringLiteral("edited"));
    for (int i = 0; i < 3; ++i) {
        (trashFirst ? deleter : editor).sync(server);
        (trashFirst ? editor : deleter).sync(server);
    }
    for (ReplicaPeer *peer : {&editor, &deleter}) {
        QVERIFY(!peer->note(id).trashedAt);
        QVERIFY(peer->note(untouched).trashedAt);
    }
    QCOMPARE(deleter.activities().filter(QStringLiteral("edit-")).size(), 1);
    QCOMPARE(editor.activities().filter(QStringLiteral("edit-")).size(), trashFirst ? 1 : 0);
}

void TestReplicaStore::closingAConflictIsNoDeletion()
{
    ReplicaPeer a(1);
    ReplicaPeer b(2);
    TreeServer server;
    const QString id = a.addNote(QStringLiteral("T"), QStringLiteral("first\n\nlast"));
    a.sync(server);
    b.sync(server);
    a.edit(id, QStringLiteral("FIRST\n\nlast"));
    b.edit(id, QStringLiteral("first\n\nLAST"));
    a.sync(server);
    b.sync(server);
    a.sync(server);
    QCOMPARE(a.note(id).body, QStringLiteral("FIRST\n\nLAST"));
    QVERIFY(a.activities().filter(QStringLiteral("edit-")).isEmpty());
    QVERIFY(b.activities().filter(QStringLiteral("edit-")).isEmpty());
}

void TestReplicaStore::pushesInOrder()
{
    ReplicaPeer peer(1);
    TreeServer server;
    peer.push(server); // the device's own document
    const QString plain = peer.addNote(QStringLiteral("plain"), {});
    peer.store.clock.advance(1);
    const NotebookInfo notebook = must(peer.store->notebooks().ensurePath(QStringLiteral("Work")));
    NoteContent content;
    content.title = QStringLiteral("inside");
    content.notebookId = notebook.id;
    content.emergency = true;
    const QString inside = must(peer.store->notes().create(content)).id;

    // The emergency note comes first, but it needs its notebook.
    QStringList ids;
    for (const PushDocument &document : peer.waiting())
        ids.append(document.documentId);
    QCOMPARE(ids, (QStringList{notebook.id, plain}));
    const QList<PushDocument> first = must(
        peer.store->replica().beginAttempt(must(peer.store->replica().nextToPush(1, 1'000, {}))));
    must(peer.store->replica().confirm(first));
    ids.clear();
    for (const PushDocument &document : peer.waiting())
        ids.append(document.documentId);
    QCOMPARE(ids, (QStringList{inside, plain}));
}

void TestReplicaStore::pushRespectsBytesAndFlight()
{
    ReplicaPeer peer(1);
    TreeServer server;
    peer.push(server);
    const QString text(3'000, QLatin1Char('x'));
    for (int i = 0; i < 5; ++i) {
        peer.addNote(QString::number(i), text);
        peer.store.clock.advance(1);
    }
    ReplicaStore &replica = peer.store->replica();
    QCOMPARE(must(replica.nextToPush(100, 7'000, {})).size(), 2);
    QCOMPARE(must(replica.nextToPush(100, 1, {})).size(), 1); // never nothing
    QCOMPARE(must(replica.nextToPush(3, 1'000'000, {})).size(), 3);
    const QList<PushDocument> first = must(replica.nextToPush(2, 1'000'000, {}));
    const QSet<qint64> inFlight{first.at(0).documentKey, first.at(1).documentKey};
    const QList<PushDocument> next = must(replica.nextToPush(2, 1'000'000, inFlight));
    QCOMPARE(next.size(), 2);
    QVERIFY(!inFlight.contains(next.at(0).documentKey));
    QVERIFY(!inFlight.contains(next.at(1).documentKey));
    QCOMPARE(parsed(next.at(0).revisions.first().body).value(field::kBody).toString(), text);
}

void TestReplicaStore::pathGoesBackToTheRoot()
{
    ReplicaPeer peer(1);
    TreeServer server;
    const QString id = peer.addNote(QStringLiteral("T"), QStringLiteral("0"));
    for (int i = 1; i <= 5; ++i) {
        peer.push(server, Fault::LostRequest); // each of them may be on the server
        peer.edit(id, QString::number(i));
    }
    for (const PushDocument &document : peer.waiting()) {
        if (document.documentId != id)
            continue;
        const PushRevision leaf = document.revisions.first();
        QCOMPARE(document.revisions.size(), 1);
        QCOMPARE(leaf.path.size(), 6);
        QCOMPARE(leaf.path.first(), leaf.rev);
        for (int i = 0; i < 6; ++i)
            QCOMPARE(leaf.path.at(i).generation, 6 - i);
        return;
    }
    QFAIL("the note is not in the outbox");
}

void TestReplicaStore::attemptedLeavesAreNotRewritten()
{
    ReplicaPeer peer(1);
    TreeServer server;
    const QString id = peer.addNote(QStringLiteral("T"), QStringLiteral("a"));
    const RevId first = peer.edit(id, QStringLiteral("b"));
    QCOMPARE(first.generation, 1); // squashed
    peer.push(server, Fault::LostRequest);
    peer.store.reopen(); // durable before anything is sent
    const RevId second = peer.edit(id, QStringLiteral("c"));
    QCOMPARE(second.generation, 2);
    QCOMPARE(peer.edit(id, QStringLiteral("d")).generation, 2);
}

void TestReplicaStore::rewrittenLeavesAreNotSent()
{
    ReplicaPeer peer(1);
    TreeServer server;
    peer.push(server);
    const QString id = peer.addNote(QStringLiteral("T"), QStringLiteral("a"));
    const QString other = peer.addNote(QStringLiteral("O"), QStringLiteral("o"));
    ReplicaStore &replica = peer.store->replica();
    const QList<PushDocument> planned = must(replica.nextToPush(10, 1'000'000, {}));
    QCOMPARE(planned.size(), 2);
    const RevId rewritten = peer.edit(id, QStringLiteral("b"));
    const QList<PushDocument> current = must(replica.beginAttempt(planned));
    QCOMPARE(current.size(), 1);
    QCOMPARE(current.first().documentId, other);
    QCOMPARE(peer.edit(id, QStringLiteral("c")).generation, rewritten.generation); // still free
}

void TestReplicaStore::editedWhileSendingStaysQueued()
{
    ReplicaPeer peer(1);
    TreeServer server;
    peer.push(server);
    const QString id = peer.addNote(QStringLiteral("T"), QStringLiteral("a"));
    ReplicaStore &replica = peer.store->replica();
    const QList<PushDocument> sent =
        must(replica.beginAttempt(must(replica.nextToPush(10, 1'000'000, {}))));
    peer.edit(id, QStringLiteral("b"));
    must(replica.confirm(sent));
    const QList<PushDocument> next = peer.waiting();
    QCOMPARE(next.size(), 1);
    QCOMPARE(next.first().revisions.first().rev, peer.note(id).rev);
    QCOMPARE(peer.note(id).state, NoteState::Pending);
    must(replica.confirm(must(replica.beginAttempt(next))));
    QCOMPARE(peer.note(id).state, NoteState::Synced);
    QVERIFY(must(peer.store->outbox().list()).isEmpty());
    must(replica.confirm(sent)); // late and twice: no harm
    QCOMPARE(peer.note(id).state, NoteState::Synced);
}

void TestReplicaStore::tombstonesFollowTheMerge()
{
    ReplicaPeer a(1);
    ReplicaPeer b(2);
    TreeServer server;
    const QString id = a.addNote(QStringLiteral("T"), QStringLiteral("first\n\nlast"));
    a.sync(server);
    b.sync(server);
    a.edit(id, QStringLiteral("FIRST\n\nlast"));
    b.edit(id, QStringLiteral("first\n\nLAST"));
    a.sync(server);
    b.pull(server);
    QCOMPARE(b.reconcile().merged, 1);
    const QList<PushDocument> words = b.waiting();
    QCOMPARE(words.size(), 1);
    for (const PushRevision &revision : words.first().revisions)
        QVERIFY(!revision.deleted);
    ReplicaStore &replica = b.store->replica();
    must(replica.confirm(must(replica.beginAttempt(words))));
    const QList<PushDocument> closing = b.waiting();
    QCOMPARE(closing.size(), 1);
    QCOMPARE(closing.first().revisions.size(), 1);
    QVERIFY(closing.first().revisions.first().deleted);
    QVERIFY(parsed(closing.first().revisions.first().body).value(field::kClosed).toBool());
    must(replica.confirm(must(replica.beginAttempt(closing))));
    QVERIFY(b.waiting().isEmpty());
}

void TestReplicaStore::rejectionsEndAsDeadLetters()
{
    ReplicaPeer peer(1);
    TreeServer server;
    peer.push(server);
    const QString id = peer.addNote(QStringLiteral("T"), QStringLiteral("a"));
    ReplicaStore &replica = peer.store->replica();
    const Error refused{ErrorKind::Rejected, 403, QStringLiteral("forbidden"), id, -1};
    for (int i = 1; i <= kMaxAttempts; ++i) {
        const QList<PushDocument> planned = peer.waiting();
        QCOMPARE(planned.size(), 1);
        must(replica.reject(planned.first().outboxId, refused, 0));
        const OutboxItem item = must(peer.store->outbox().list()).first();
        QCOMPARE(item.attempts, i);
        QCOMPARE(item.dead, i == kMaxAttempts);
        QCOMPARE(item.lastError->code, 403);
        QCOMPARE(peer.note(id).state, i == kMaxAttempts ? NoteState::Failed : NoteState::Retrying);
    }
    QVERIFY(peer.waiting().isEmpty());
    QCOMPARE(must(peer.store->tallies()).dead, 1);
    QCOMPARE(must(peer.store->tallies()).pending, 0);
    QCOMPARE(must(replica.earliestAttempt()), -1);
    must(replica.reject(999, refused, 0)); // gone meanwhile
    peer.edit(id, QStringLiteral("b")); // may be acceptable now
    QCOMPARE(peer.waiting().size(), 1);
}

void TestReplicaStore::waitsForTheNextAttempt()
{
    ReplicaPeer peer(1);
    TreeServer server;
    peer.push(server);
    ReplicaStore &replica = peer.store->replica();
    QCOMPARE(must(replica.earliestAttempt()), -1);
    peer.addNote(QStringLiteral("T"), QStringLiteral("a"));
    const qint64 later = peer.store.clock.nowMs() + 5'000;
    must(replica.reject(
        peer.waiting().first().outboxId, {ErrorKind::Rejected, 500, QStringLiteral("x"), {}, -1},
        later));
    QVERIFY(peer.waiting().isEmpty());
    QCOMPARE(must(replica.earliestAttempt()), later);
    peer.store.clock.advance(5'000);
    QCOMPARE(peer.waiting().size(), 1);
    // A time that a wrong clock wrote, which has been set right since, is not waited for.
    must(replica.reject(
        peer.waiting().first().outboxId, {ErrorKind::Rejected, 500, QStringLiteral("x"), {}, -1},
        later + qint64(400) * 86'400'000));
    QCOMPARE(peer.waiting().size(), 1);
    QCOMPARE(must(replica.earliestAttempt()), 0);
}

/// A row confirms what it shows and what that grew from; what it shows an ancestor of, or what grew
/// beside it, is doubtful.
void TestReplicaStore::theFeedConfirmsWhatItShows()
{
    const RevId first{1, "a"};
    const RevId second{2, "b"};
    const RevId beside{2, "c"};
    const RevId grown{3, "d"};
    ReplicaPeer peer(1);
    ReplicaStore &replica = peer.store->replica();
    Confirmations confirmations = replica.confirmations();
    must(replica.store(
        {remote(kNote, {second, first}, QStringLiteral("x"))}, {row(kNote, {second})}, {}, {},
        Removals::Admit));
    const qint64 key = must(confirmations.believed(0, 1)).value(0);
    const auto doubtful = [&](const QList<RevId> &leaves) {
        must(replica.store({}, {row(kNote, leaves)}, {}, {}, Removals::Admit));
        must(confirmations.shown({row(kNote, leaves)}));
        return must(confirmations.contradicted()) == QList<qint64>{key};
    };
    const RevId unread{3, "e"};
    QVERIFY(!doubtful({second}));
    QVERIFY(!doubtful({unread})); // it may have grown from ours
    QVERIFY(doubtful({first}));
    QVERIFY(doubtful({unread}));
    QVERIFY(!doubtful({second}));
    QVERIFY(doubtful({first, unread}));
    must(confirmations.read({key}));
    QCOMPARE(must(confirmations.unseen()), QList<qint64>());

    must(replica.store(
        {remote(kNote, {beside, first}, QStringLiteral("y"))}, {}, {}, {}, Removals::Admit));
    QVERIFY(doubtful({beside}));
    QVERIFY(!doubtful({beside, second}));
    must(replica.store(
        {remote(kNote, {grown, second, first}, QStringLiteral("z"))}, {}, {}, {}, Removals::Admit));
    QVERIFY(doubtful({beside, second}));
    QVERIFY(!doubtful({beside, grown}));
    // What is to be sent again is in the outbox.
    QVERIFY(doubtful({first}));
    must(confirmations.sendAgain(must(confirmations.leaves({key}))));
    QCOMPARE(must(confirmations.contradicted()), QList<qint64>());

    // It came without its ancestry; the other one grew from something else all the same.
    const QString other = QStringLiteral("note:00000000000000000000000002");
    must(
        replica.store({remote(other, {second}, QStringLiteral("x"))}, {}, {}, {}, Removals::Admit));
    must(replica.store(
        {remote(other, {beside, first}, QStringLiteral("y"))}, {row(other, {beside})}, {}, {},
        Removals::Admit));
    QCOMPARE(must(confirmations.contradicted()).size(), 1);
}

void TestReplicaStore::forgetsTheServer()
{
    ReplicaPeer a(1);
    ReplicaPeer b(2);
    TreeServer server;
    const NotebookInfo notebook = must(a.store->notebooks().ensurePath(QStringLiteral("Work")));
    QStringList ids;
    for (int i = 0; i < 3; ++i)
        ids.append(a.addNote(QString::number(i), QStringLiteral("text")));
    NotePatch patch;
    patch.notebookId = notebook.id;
    must(a.store->notes().editMany(ids, patch));
    a.sync(server);
    b.sync(server);
    must(a.store->replica().setCheckpoint(QStringLiteral("r"), {}));
    const int known = must(a.store->replica().acknowledgedDocuments());
    QVERIFY(known >= 5);

    // The same server after all: comparing finds that nothing is missing.
    must(a.store->replica().forgetServer());
    QVERIFY(!must(a.store->replica().checkpoint(QStringLiteral("r"))));
    QCOMPARE(must(a.store->replica().acknowledgedDocuments()), 0);
    QCOMPARE(must(a.store->tallies()).pending, known);
    QCOMPARE(a.note(ids.first()).state, NoteState::Pending);
    a.since = 0;
    a.pull(server);
    QVERIFY(a.waiting().isEmpty());
    QCOMPARE(must(a.store->tallies()).pending, 0);

    // An empty one: it gets everything.
    must(a.store->replica().forgetServer());
    TreeServer fresh;
    a.since = 0;
    a.sync(fresh);
    QCOMPARE(fresh.ids(), server.ids());
    for (const QString &id : server.ids())
        QCOMPARE(fresh.tree(id).leaves(), server.tree(id).leaves());
    QVERIFY(a.waiting().isEmpty());
    // What a server had is not rewritten, it may be anywhere.
    must(a.store->replica().forgetServer());
    QVERIFY(
        a.edit(ids.first(), QStringLiteral("new")).generation
        > fresh.tree(ids.first()).winner()->generation);
}

void TestReplicaStore::countsWhatTheServerHas()
{
    ReplicaPeer peer(1);
    TreeServer server;
    ReplicaStore &replica = peer.store->replica();
    QCOMPARE(must(replica.acknowledgedDocuments()), 0);
    const QString id = peer.addNote(QStringLiteral("T"), QStringLiteral("a"));
    QVERIFY(must(replica.confirmations().nothingBelieved()));
    peer.push(server);
    QVERIFY(!must(replica.confirmations().nothingBelieved()));
    const int all = must(replica.acknowledgedDocuments());
    peer.addNote(QStringLiteral("unsent"), {});
    peer.edit(id, QStringLiteral("b"));
    QCOMPARE(must(replica.acknowledgedDocuments()), all);
    must(peer.store->notes().remove({id}, true));
    QCOMPARE(must(replica.acknowledgedDocuments()), all - 1);
}

QTEST_GUILESS_MAIN(TestReplicaStore)
#include "tst_replicastore.moc"
