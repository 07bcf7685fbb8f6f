// SPDX-License-Identifier: GPL-3.0-or-later
#include "replicapeer.h"
#include "store/care/doctor.h"
#include "store/conflict/removalguard.h"
#include "store/history/versionstore.h"
#include "store/notes/notebookstore.h"
#include "store/replica/replicastore.h"

#include <QtTest>

using namespace cairn;

/// What waits to be sent, as people see and steer it.
class TestOutboxStore : public QObject {
    Q_OBJECT

private slots:
    void init();

    void oneRowADocument();
    void saysWhatEachIs();
    void dependenciesAreNamed();
    void anotherServerGetsEverythingInOrder();
    void retryRevives();
    void retryAllRevivesDeadLetters();
    void discardGoesBackToTheServersVersion();
    void discardOfSeveralGenerations();
    void discardOfANewNoteLeavesItsHistory();
    void discardOfANewNoteIsFound();
    void discardOfADeletion();
    void discardOfAMergeOpensTheConflict();
    void discardOfNothing();

private:
    QList<OutboxItem> items() { return must(peer->store->outbox().list()); }
    OutboxItem itemOf(const QString &id);
    void kill(const QString &id);

    std::unique_ptr<ReplicaPeer> peer;
    TreeServer server;
};

void TestOutboxStore::init()
{
    peer = std::make_unique<ReplicaPeer>(1);
    server.clear();
    peer->push(server); // the device's own document
}

OutboxItem TestOutboxStore::itemOf(const QString &id)
{
    for (const OutboxItem &item : items()) {
        if (item.documentId == id)
            return item;
    }
    return {};
}

void TestOutboxStore::kill(const QString &id)
{
    const OutboxItem item = itemOf(id);
    for (int i = 0; i < item.maxAttempts; ++i)
        must(peer->store->replica().reject(
            item.id, {ErrorKind::Rejected, 413, QStringLiteral("too large"), id, -1}, 0));
}

void TestOutboxStore::oneRowADocument()
{
    QVERIFY(items().isEmpty());
    const QString id = peer->addNote(QStringLiteral("A"), QStringLiteral("1"));
    for (int i = 0; i < 5; ++i)
        peer->edit(id, QStringLiteral("edit %1").arg(i));
    QCOMPARE(items().size(), 1);
    peer->push(server);
    QVERIFY(items().isEmpty());
}

void TestOutboxStore::saysWhatEachIs()
{
    const QString old = peer->addNote(QStringLiteral("Old"), {});
    const QString gone = peer->addNote(QStringLiteral("Gone"), QStringLiteral("text"));
    peer->push(server);
    peer->edit(old, QStringLiteral("changed"));
    peer->store.clock.advance(1);
    must(peer->store->notes().remove({gone}, true));
    peer->store.clock.advance(1);
    NoteContent content;
    content.title = QStringLiteral("New");
    content.emergency = true;
    const QString fresh = must(peer->store->notes().create(content)).id;
    peer->store.clock.advance(1);
    const QString notebook = must(peer->store->notebooks().ensurePath(QStringLiteral("Work"))).id;

    const QList<OutboxItem> all = items();
    QCOMPARE(all.size(), 4);
    QCOMPARE(all.at(0).documentId, fresh); // an emergency goes first
    QCOMPARE(all.at(0).operation, OutboxItem::Operation::Create);
    QCOMPARE(all.at(0).priority, kEmergencyPriority);
    QCOMPARE(all.at(0).maxAttempts, kMaxAttemptsEmergency);
    QCOMPARE(all.at(1).documentId, notebook);
    QCOMPARE(all.at(1).title, QStringLiteral("Work"));
    QCOMPARE(all.at(2).documentId, old);
    QCOMPARE(all.at(2).operation, OutboxItem::Operation::Update);
    QCOMPARE(all.at(2).title, QStringLiteral("Old"));
    QCOMPARE(all.at(3).documentId, gone);
    QCOMPARE(all.at(3).operation, OutboxItem::Operation::Delete);
    QCOMPARE(all.at(3).title, QStringLiteral("Gone")); // though it is in no list any more
    QVERIFY(!all.at(3).lastError);
    QCOMPARE(must(peer->store->outbox().list(2)).size(), 2);
}

void TestOutboxStore::dependenciesAreNamed()
{
    const QString notebook = must(peer->store->notebooks().ensurePath(QStringLiteral("Work"))).id;
    NoteContent content;
    content.notebookId = notebook;
    const QString id = must(peer->store->notes().create(content)).id;
    QCOMPARE(itemOf(id).dependsOn, QStringList{notebook});
    // The server refuses the notebook for good: the note does not wait for ever.
    kill(notebook);
    QCOMPARE(peer->waiting().size(), 1);
    QCOMPARE(peer->waiting().first().documentId, id);
}

/// As if all of it was new: what the other server refused is tried, and in the same order.
void TestOutboxStore::anotherServerGetsEverythingInOrder()
{
    const QString inner =
        must(peer->store->notebooks().ensurePath(QStringLiteral("Outer/Inner"))).id;
    const QString outer = must(peer->store->notebooks().ensurePath(QStringLiteral("Outer"))).id;
    NoteContent content;
    content.notebookId = inner;
    const QString id = must(peer->store->notes().create(content)).id;
    content.emergency = true;
    const QString urgent = must(peer->store->notes().create(content)).id;
    peer->push(server);
    QVERIFY(items().isEmpty());
    peer->edit(id, QStringLiteral("refused"));
    kill(id);

    must(peer->store->replica().forgetServer());
    QCOMPARE(items().size(), 5); // the device's own document, too
    QCOMPARE(items().first().documentId, urgent);
    QCOMPARE(items().first().maxAttempts, kMaxAttemptsEmergency);
    QCOMPARE(itemOf(id).dependsOn, QStringList{inner});
    QCOMPARE(itemOf(inner).dependsOn, QStringList{outer});
    QVERIFY(itemOf(outer).dependsOn.isEmpty());
    QVERIFY(!itemOf(id).dead);
    QCOMPARE(itemOf(id).attempts, 0);
    QCOMPARE(itemOf(id).operation, OutboxItem::Operation::Create);
}

void TestOutboxStore::retryRevives()
{
    const QString id = peer->addNote(QStringLiteral("A"), QStringLiteral("1"));
    kill(id);
    QVERIFY(itemOf(id).dead);
    QVERIFY(peer->waiting().isEmpty());
    QSignalSpy spy(&*peer->store, &Store::changed);
    must(peer->store->outbox().retry(itemOf(id).id));
    QCOMPARE(spy.size(), 1);
    const OutboxItem item = itemOf(id);
    QVERIFY(!item.dead && !item.lastError);
    QCOMPARE(item.attempts, 0);
    QCOMPARE(peer->waiting().size(), 1);
    QCOMPARE(must(peer->store->tallies()).dead, 0);
    QCOMPARE(peer->store->outbox().retry(12345).error().kind, ErrorKind::NotFound);
}

void TestOutboxStore::retryAllRevivesDeadLetters()
{
    QStringList ids;
    for (int i = 0; i < 3; ++i)
        ids.append(peer->addNote(QString::number(i), {}));
    kill(ids.at(0));
    kill(ids.at(2));
    QCOMPARE(items().last().dead, true); // dead letters last
    QCOMPARE(must(peer->store->outbox().retryAll()), 2);
    QCOMPARE(must(peer->store->outbox().retryAll()), 0);
    QCOMPARE(peer->waiting().size(), 3);

    // What waits for its next attempt goes at once as well.
    must(peer->store->replica().reject(
        itemOf(ids.at(1)).id, {ErrorKind::Rejected, 403, QStringLiteral("not now"), ids.at(1), -1},
        peer->store.clock.nowMs() + 60'000));
    QCOMPARE(peer->waiting().size(), 2);
    QCOMPARE(must(peer->store->outbox().retryAll()), 1);
    QCOMPARE(peer->waiting().size(), 3);
}

void TestOutboxStore::discardGoesBackToTheServersVersion()
{
    const QString id = peer->addNote(QStringLiteral("A"), QStringLiteral("on the server"));
    peer->push(server);
    const RevId known = peer->note(id).rev;
    const RevId unsent = peer->edit(id, QStringLiteral("unsent"));
    must(peer->store->outbox().discard(itemOf(id).id));
    QCOMPARE(peer->note(id).rev, known);
    QCOMPARE(peer->note(id).body, QStringLiteral("on the server"));
    QCOMPARE(peer->note(id).state, NoteState::Synced);
    QVERIFY(items().isEmpty());
    QCOMPARE(must(peer->store->tallies()).pending, 0);
    QCOMPARE(
        must(peer->store->versions().body(id, unsent)).value(field::kBody).toString(),
        QStringLiteral("unsent"));
    // Writing goes on as if nothing had been.
    peer->edit(id, QStringLiteral("next"));
    peer->sync(server);
    QCOMPARE(server.tree(id).leaves().size(), 1);
    QCOMPARE(peer->note(id).state, NoteState::Synced);
}

void TestOutboxStore::discardOfSeveralGenerations()
{
    const QString id = peer->addNote(QStringLiteral("A"), QStringLiteral("0"));
    peer->push(server);
    QList<RevId> unsent;
    for (int i = 1; i <= 3; ++i) {
        unsent.append(peer->edit(id, QString::number(i)));
        peer->push(server, ReplicaPeer::Fault::LostRequest);
    }
    must(peer->store->outbox().discard(itemOf(id).id));
    QCOMPARE(peer->note(id).body, QStringLiteral("0"));
    for (const RevId &rev : unsent)
        QVERIFY(peer->store->versions().body(id, rev));
}

void TestOutboxStore::discardOfANewNoteLeavesItsHistory()
{
    const QString id = peer->addNote(QStringLiteral("A"), QStringLiteral("never sent"));
    const RevId rev = peer->note(id).rev;
    must(peer->store->outbox().discard(itemOf(id).id));
    QVERIFY(!peer->store->notes().note(id));
    QVERIFY(items().isEmpty());
    QCOMPARE(must(peer->store->tallies()).notes, 0);
    peer->store.reopen();
    const QList<NoteVersion> history = must(peer->store->versions().history(id));
    QCOMPARE(history.size(), 1);
    QCOMPARE(history.first().rev, rev);
    QCOMPARE(
        must(peer->store->versions().body(id, rev)).value(field::kBody).toString(),
        QStringLiteral("never sent"));
    QVERIFY(peer->waiting().isEmpty());
    peer->sync(server);
    QVERIFY(!server.ids().contains(id));

    // Had it arrived after all (the reply was lost), it comes back.
    server.put({id, rev, {rev}, false, must(peer->store->versions().body(id, rev))});
    peer->sync(server);
    QCOMPARE(peer->note(id).body, QStringLiteral("never sent"));
}

/// Never rolled back out of sight: what exists nowhere else is in the list of what went, and comes
/// back.
void TestOutboxStore::discardOfANewNoteIsFound()
{
    const QString id = peer->addNote(QStringLiteral("A"), QStringLiteral("never sent"));
    const QString other = peer->addNote(QStringLiteral("B"), QStringLiteral("nobody's"));
    const RevId rev = peer->note(id).rev;
    must(peer->store->outbox().discard(itemOf(id).id));
    must(peer->store->outbox().forget(itemOf(other).id));
    peer->store.reopen();
    const QList<RemovedNote> removed = must(peer->store->replica().removals().removed(0, 9));
    QCOMPARE(removed.size(), 1);
    QCOMPARE(removed.first().id, id);
    QCOMPARE(removed.first().title, QStringLiteral("A"));
    QCOMPARE(removed.first().rev, rev);
    QVERIFY(Doctor::isHealthy(must(peer->store->doctor().check())));
    QCOMPARE(must(peer->store->notes().takeBack(removed)), 1);
    QCOMPARE(peer->note(id).body, QStringLiteral("never sent"));
    QCOMPARE(items().size(), 1);
    peer->sync(server);
    QVERIFY(server.ids().contains(id));
    QVERIFY(must(peer->store->replica().removals().removed(0, 9)).isEmpty());
}

void TestOutboxStore::discardOfADeletion()
{
    const QString id = peer->addNote(QStringLiteral("A"), QStringLiteral("text"));
    peer->push(server);
    must(peer->store->notes().remove({id}, true));
    must(peer->store->outbox().discard(itemOf(id).id));
    QCOMPARE(peer->note(id).body, QStringLiteral("text"));
    QCOMPARE(must(peer->store->tallies()).notes, 1);
}

void TestOutboxStore::discardOfAMergeOpensTheConflict()
{
    ReplicaPeer other(2);
    const QString id = peer->addNote(QStringLiteral("A"), QStringLiteral("first\n\nlast"));
    peer->sync(server);
    other.sync(server);
    peer->edit(id, QStringLiteral("FIRST\n\nlast"));
    peer->push(server);
    other.edit(id, QStringLiteral("first\n\nLAST"));
    other.push(server);
    peer->pull(server);
    QCOMPARE(peer->reconcile().merged, 1);
    must(peer->store->outbox().discard(itemOf(id).id));
    QVERIFY(peer->note(id).conflict);
    QCOMPARE(peer->reconcile().merged, 0); // not the same again behind the person's back
    QVERIFY(items().isEmpty());
    other.sync(server); // elsewhere it merges
    peer->sync(server);
    QVERIFY(!peer->note(id).conflict);
    QCOMPARE(peer->note(id).body, QStringLiteral("FIRST\n\nLAST"));
}

void TestOutboxStore::discardOfNothing()
{
    QCOMPARE(peer->store->outbox().discard(777).error().kind, ErrorKind::NotFound);
}

QTEST_GUILESS_MAIN(TestOutboxStore)
#include "tst_outboxstore.moc"
