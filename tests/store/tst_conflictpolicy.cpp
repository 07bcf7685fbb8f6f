// SPDX-License-Identifier: GPL-3.0-or-later
#include "replicapeer.h"
#include "store/conflict/policystore.h"
#include "store/history/versionstore.h"
#include "store/notes/notebookstore.h"
#include "store/replica/replicastore.h"
#include "store/tree/metastore.h"

#include <QtTest>

using namespace cairn;
using Policy = ConflictPolicy;

Q_DECLARE_METATYPE(cairn::ConflictPolicy)

namespace {
const QString kOfA = QStringLiteral("First, of a\n\nMiddle\n\nLast");
const QString kOfB = QStringLiteral("First, of b\n\nMiddle\n\nLast");
const QString kOfC = QStringLiteral("First, of c\n\nMiddle\n\nLast");
} // namespace

/// What devices decide by themselves because their person told them to.
class TestConflictPolicy : public QObject {
    Q_OBJECT

private slots:
    void init();

    void asksUnlessTold();
    void settingsStayOnTheDevice();
    void notebooksInherit();
    void twinsKeepTheirSetting();
    void oneDeviceDecides_data();
    void oneDeviceDecides();
    void anyTwoPoliciesSettle_data();
    void anyTwoPoliciesSettle();
    void decisionsCrossOnTheWay();
    void threeDevicesWithMineSettle();
    void newestIsTheSameEverywhere();
    void bothMakesOneNoteAVersion();
    void onlookersDoNotDecide();
    void mineIsAlsoWhatWasMergedHere();
    void aNotebookDecidesForItsNotes();
    void openConflictsWaitForThePerson();
    void personsDecisionsComeFirst();
    void isTakenBack();
    void isInTheActivityLog();

private:
    void syncAll(int rounds = 3);
    void edit(const QString &notebook = {});
    void set(Policy ofA, Policy ofB, Policy ofC = Policy::Ask);
    QStringList bodies(ReplicaPeer &peer);
    QStringList history(ReplicaPeer &peer);
    void compareAll();

    std::unique_ptr<ReplicaPeer> a, b, c;
    TreeServer server;
    QString id;
};

void TestConflictPolicy::init()
{
    a = std::make_unique<ReplicaPeer>(1, QStringLiteral("Laptop"));
    b = std::make_unique<ReplicaPeer>(2, QStringLiteral("Tablet"));
    c = std::make_unique<ReplicaPeer>(3, QStringLiteral("Desktop"));
    b->store.clock.advance(60'000); // the tablet writes last
    server.clear();
}

void TestConflictPolicy::syncAll(int rounds)
{
    for (int i = 0; i < rounds; ++i) {
        for (ReplicaPeer *peer : {a.get(), b.get(), c.get()})
            peer->sync(server);
    }
}

/// a and b change the same line of a note that all have.
void TestConflictPolicy::edit(const QString &notebook)
{
    NoteContent content;
    content.title = QStringLiteral("Pump 7");
    content.body = QStringLiteral("First\n\nMiddle\n\nLast");
    content.notebookId = notebook;
    id = must(a->store->notes().create(content)).id;
    syncAll(2);
    a->edit(id, kOfA);
    b->edit(id, kOfB);
}

void TestConflictPolicy::set(Policy ofA, Policy ofB, Policy ofC)
{
    must(a->store->policies().setPolicy(ofA));
    must(b->store->policies().setPolicy(ofB));
    must(c->store->policies().setPolicy(ofC));
}

QStringList TestConflictPolicy::bodies(ReplicaPeer &peer)
{
    QStringList all;
    for (const NoteSummary &note : must(peer.store->notes().list({})))
        all.append(peer.note(note.id).body);
    all.sort();
    return all;
}

QStringList TestConflictPolicy::history(ReplicaPeer &peer)
{
    QStringList all;
    for (const NoteVersion &version : must(peer.store->versions().history(id)))
        all.append(
            must(peer.store->versions().body(id, version.rev)).value(field::kBody).toString());
    return all;
}

/// All devices and the server agree, nothing waits, and one more round writes nothing.
void TestConflictPolicy::compareAll()
{
    const qint64 sequence = server.sequence();
    syncAll(1);
    QCOMPARE(server.sequence(), sequence);
    QCOMPARE(server.tree(id).liveLeaves().size(), 1);
    for (ReplicaPeer *peer : {a.get(), b.get(), c.get()}) {
        QVERIFY(!peer->note(id).conflict);
        QCOMPARE(peer->note(id).rev, *server.tree(id).winner());
        QVERIFY(peer->waiting().isEmpty());
        QCOMPARE(bodies(*peer), bodies(*a));
        QCOMPARE(must(peer->store->tallies()).conflicts, 0);
    }
}

void TestConflictPolicy::asksUnlessTold()
{
    QCOMPARE(must(a->store->policies().policy()), Policy::Ask);
    edit();
    syncAll();
    QVERIFY(a->note(id).conflict && b->note(id).conflict);
    for (const Policy policy : conflictPolicies())
        QCOMPARE(conflictPolicyFrom(conflictPolicyName(policy)), policy);
    QCOMPARE(conflictPolicyFrom(QStringLiteral("of a later version")), Policy::Ask);
}

void TestConflictPolicy::settingsStayOnTheDevice()
{
    const QString work = must(a->store->notebooks().ensurePath(QStringLiteral("Work"))).id;
    must(a->store->policies().setPolicy(Policy::Newest));
    must(a->store->policies().setNotebookPolicy(work, Policy::Both));
    syncAll();
    QCOMPARE(must(b->store->policies().policy()), Policy::Ask);
    QVERIFY(!must(b->store->policies().notebookPolicy(work)));
    a->store.reopen();
    QCOMPARE(must(a->store->policies().policy()), Policy::Newest);
    QCOMPARE(must(a->store->policies().notebookPolicy(work)), Policy::Both);
}

void TestConflictPolicy::notebooksInherit()
{
    PolicyStore &policies = a->store->policies();
    const QString work = must(a->store->notebooks().ensurePath(QStringLiteral("Work"))).id;
    const QString pumps = must(a->store->notebooks().ensurePath(QStringLiteral("Work/Pumps"))).id;
    must(policies.setPolicy(Policy::Newest));
    QCOMPARE(must(policies.effective(pumps)), Policy::Newest);
    must(policies.setNotebookPolicy(work, Policy::Mine));
    QCOMPARE(must(policies.effective(pumps)), Policy::Mine);
    must(policies.setNotebookPolicy(pumps, Policy::Ask));
    QCOMPARE(must(policies.effective(pumps)), Policy::Ask);
    QCOMPARE(must(policies.effective(work)), Policy::Mine);
    must(policies.setNotebookPolicy(pumps, std::nullopt));
    QCOMPARE(must(policies.effective(pumps)), Policy::Mine);
    QCOMPARE(must(policies.effective(QString())), Policy::Newest);
    QCOMPARE(must(policies.effective(QStringLiteral("notebook:gone"))), Policy::Newest);
}

void TestConflictPolicy::twinsKeepTheirSetting()
{
    const QString ofA = must(a->store->notebooks().ensurePath(QStringLiteral("Work"))).id;
    const QString ofB = must(b->store->notebooks().ensurePath(QStringLiteral("Work"))).id;
    must(a->store->policies().setNotebookPolicy(ofA, Policy::Both));
    must(b->store->policies().setNotebookPolicy(ofB, Policy::Server));
    syncAll(4);
    const QString kept = std::min(ofA, ofB);
    QCOMPARE(must(a->store->policies().effective(kept)), Policy::Both);
    QCOMPARE(must(b->store->policies().effective(kept)), Policy::Server);
}

void TestConflictPolicy::oneDeviceDecides_data()
{
    QTest::addColumn<Policy>("policy");
    QTest::addColumn<QStringList>("left");
    // b syncs after a: what a wrote is on the server by then.
    QTest::newRow("newest") << Policy::Newest << QStringList{kOfB};
    QTest::newRow("mine") << Policy::Mine << QStringList{kOfB};
    QTest::newRow("server") << Policy::Server << QStringList{kOfA};
    QTest::newRow("both") << Policy::Both << QStringList{kOfA, kOfB};
}

void TestConflictPolicy::oneDeviceDecides()
{
    QFETCH(Policy, policy);
    QFETCH(QStringList, left);
    edit();
    set(Policy::Ask, policy);
    a->sync(server);
    b->pull(server);
    const ReconcileOutcome outcome = must(b->store->replica().reconcile(10));
    QCOMPARE(outcome.decided, 1);
    QCOMPARE(outcome.conflicts, 0);
    QVERIFY(!b->note(id).conflict);
    QVERIFY(b->note(id).raw.value(field::kResolved).toBool());
    QCOMPARE(bodies(*b), left);
    QVERIFY(history(*b).contains(kOfA) && history(*b).contains(kOfB));
    syncAll(2);
    compareAll();
    QCOMPARE(bodies(*c), left);
}

void TestConflictPolicy::anyTwoPoliciesSettle_data()
{
    QTest::addColumn<Policy>("ofA");
    QTest::addColumn<Policy>("ofB");
    for (const Policy ofA : conflictPolicies()) {
        for (const Policy ofB : conflictPolicies()) {
            if (ofA != Policy::Ask || ofB != Policy::Ask)
                QTest::addRow(
                    "%s, %s", qPrintable(conflictPolicyName(ofA)),
                    qPrintable(conflictPolicyName(ofB)))
                    << ofA << ofB;
        }
    }
}

/// Both see both versions before either has heard of a decision: the worst moment.
void TestConflictPolicy::anyTwoPoliciesSettle()
{
    QFETCH(Policy, ofA);
    QFETCH(Policy, ofB);
    edit();
    set(ofA, ofB);
    a->push(server);
    b->push(server);
    a->pull(server);
    b->pull(server);
    a->reconcile();
    b->reconcile();
    syncAll(3);
    compareAll();
    for (ReplicaPeer *peer : {a.get(), b.get()}) {
        const QStringList texts = history(*peer) + bodies(*peer);
        QVERIFY(texts.contains(kOfA) && texts.contains(kOfB));
    }
}

/// The same again and again: no number of edits makes two devices with "mine" overrule each other
/// for ever.
void TestConflictPolicy::decisionsCrossOnTheWay()
{
    edit();
    set(Policy::Mine, Policy::Mine);
    for (int i = 0; i < 5; ++i) {
        a->edit(id, kOfA + QString::number(i));
        b->edit(id, kOfB + QString::number(i));
        a->push(server);
        b->push(server);
        a->pull(server);
        b->pull(server);
        a->reconcile();
        b->reconcile();
        a->push(server);
        b->push(server);
        syncAll(2);
        compareAll();
    }
}

void TestConflictPolicy::threeDevicesWithMineSettle()
{
    edit();
    c->edit(id, kOfC);
    set(Policy::Mine, Policy::Mine, Policy::Mine);
    // a and b decide about two versions, c about three: decisions about different things.
    a->push(server);
    b->push(server);
    a->pull(server);
    b->pull(server);
    a->reconcile();
    b->reconcile();
    c->sync(server);
    syncAll(3);
    compareAll();
    QStringList texts = history(*a);
    for (const QString &text : {kOfA, kOfB, kOfC})
        QVERIFY(texts.contains(text) || history(*c).contains(text));
}

void TestConflictPolicy::newestIsTheSameEverywhere()
{
    edit();
    set(Policy::Newest, Policy::Newest, Policy::Newest);
    for (ReplicaPeer *peer : {a.get(), b.get(), c.get()})
        peer->push(server);
    for (ReplicaPeer *peer : {a.get(), b.get(), c.get()}) {
        peer->pull(server);
        peer->store.clock.advance(5'000'000);
        QCOMPARE(must(peer->store->replica().reconcile(10)).decided, 1);
        QCOMPARE(peer->note(id).body, kOfB);
    }
    QCOMPARE(a->note(id).rev, b->note(id).rev);
    QCOMPARE(a->note(id).rev, c->note(id).rev);
    syncAll(2);
    compareAll();
}

void TestConflictPolicy::bothMakesOneNoteAVersion()
{
    edit();
    set(Policy::Both, Policy::Both, Policy::Both);
    for (ReplicaPeer *peer : {a.get(), b.get(), c.get()})
        peer->push(server);
    for (ReplicaPeer *peer : {a.get(), b.get(), c.get()}) {
        peer->pull(server);
        peer->reconcile();
    }
    syncAll(2);
    compareAll();
    QCOMPARE(bodies(*c), (QStringList{kOfA, kOfB})); // not three copies
}

void TestConflictPolicy::onlookersDoNotDecide()
{
    edit();
    set(Policy::Ask, Policy::Ask, Policy::Mine);
    syncAll();
    QVERIFY(c->note(id).conflict); // the laptop and the tablet know what they want
    QCOMPARE(server.tree(id).liveLeaves().size(), 2);
}

void TestConflictPolicy::mineIsAlsoWhatWasMergedHere()
{
    NoteContent content;
    content.body = QStringLiteral("First\n\nMiddle\n\nLast");
    id = must(a->store->notes().create(content)).id;
    syncAll(2);
    a->edit(id, QStringLiteral("First\n\nMiddle\n\nLast, of a"));
    b->edit(id, kOfB); // merges with what a wrote, and says that b wrote it last
    a->push(server);
    b->push(server);
    a->pull(server);
    a->reconcile();
    c->edit(id, kOfC);
    must(a->store->policies().setPolicy(Policy::Mine));
    c->push(server);
    a->pull(server);
    QCOMPARE(must(a->store->replica().reconcile(10)).decided, 1);
    QCOMPARE(a->note(id).body, QStringLiteral("First, of b\n\nMiddle\n\nLast, of a"));
    syncAll(3);
    compareAll();
}

void TestConflictPolicy::aNotebookDecidesForItsNotes()
{
    const QString work = must(a->store->notebooks().ensurePath(QStringLiteral("Work"))).id;
    const QString pumps = must(a->store->notebooks().ensurePath(QStringLiteral("Work/Pumps"))).id;
    edit(pumps);
    must(b->store->policies().setPolicy(Policy::Server));
    must(b->store->policies().setNotebookPolicy(work, Policy::Mine));
    a->sync(server);
    b->sync(server);
    QCOMPARE(b->note(id).body, kOfB);
    syncAll(2);
    compareAll();

    must(b->store->policies().setNotebookPolicy(pumps, Policy::Ask));
    a->edit(id, kOfA + QStringLiteral("!"));
    b->edit(id, kOfB + QStringLiteral("?"));
    syncAll();
    QVERIFY(b->note(id).conflict);
}

void TestConflictPolicy::openConflictsWaitForThePerson()
{
    edit();
    syncAll();
    QVERIFY(b->note(id).conflict);
    set(Policy::Newest, Policy::Newest);
    syncAll();
    QVERIFY(b->note(id).conflict); // what was asked stays asked
    QCOMPARE(b->note(id).body, kOfB);

    // Until the person says that the setting is for these, too.
    set(Policy::Ask, Policy::Ask);
    QVERIFY(!must(b->store->conflicts().decideByPolicy(id)));
    set(Policy::Newest, Policy::Newest);
    QVERIFY(must(b->store->conflicts().decideByPolicy(id)));
    QVERIFY(!b->note(id).conflict);
    syncAll();
    QVERIFY(!a->note(id).conflict);
    QCOMPARE(a->note(id).body, kOfB);
}

void TestConflictPolicy::personsDecisionsComeFirst()
{
    edit();
    syncAll();
    QList<RevId> seen = server.tree(id).liveLeaves();
    must(a->store->conflicts().resolve(
        id, {Resolution::Keep::Merged, QStringLiteral("T"), QStringLiteral("Decided"), {}, seen}));
    a->sync(server);
    set(Policy::Ask, Policy::Mine);
    b->sync(server);
    QCOMPARE(b->note(id).body, QStringLiteral("Decided")); // nothing is left to decide
    syncAll(2);
    compareAll();
}

void TestConflictPolicy::isTakenBack()
{
    edit();
    set(Policy::Ask, Policy::Server);
    a->sync(server);
    b->sync(server);
    QCOMPARE(b->note(id).body, kOfA);
    must(b->store->conflicts().undo(id));
    QCOMPARE(b->note(id).body, kOfB);
    syncAll(3);
    compareAll();
    QCOMPARE(bodies(*a), (QStringList{kOfA, kOfB}));
}

void TestConflictPolicy::isInTheActivityLog()
{
    edit();
    set(Policy::Ask, Policy::Mine);
    a->sync(server);
    b->sync(server);
    QVERIFY(b->activities().contains(QStringLiteral("decided")));
    QVERIFY(!a->activities().contains(QStringLiteral("decided")));
}

QTEST_GUILESS_MAIN(TestConflictPolicy)
#include "tst_conflictpolicy.moc"
