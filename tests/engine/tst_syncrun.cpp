// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/tuning.h"
#include "must.h"
#include "nobodyelse.h"
#include "store/care/backup.h"
#include "store/conflict/conflictstore.h"
#include "store/conflict/removalguard.h"
#include "store/history/activitystore.h"
#include "store/replica/feedreread.h"
#include "store/replica/outboxstore.h"
#include "store/replica/replicastore.h"
#include "store/replica/unreadstore.h"
#include "store/restore.h"
#include "storecheck.h"
#include "storeinsides.h"
#include "testdevice.h"

#include <QSignalSpy>
#include <QtTest>

using namespace cairn;

/// Runs of whole engines against an in-memory server: what two devices and the server hold
/// afterwards.
class TestSyncRun : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void twoDevicesShareNotes();
    void extraSyncWritesNothing();
    void separateEditsMerge();
    void sameSentenceIsOneConflict();
    void wrongPasswordAsksOnce();
    void expiredCookieSignsInAgain();
    void noAccount();
    void plainHttpIsRefused();
    void addressesOfBeforeGoOn();
    void everyRequestMayFail_data();
    void everyRequestMayFail();
    void recreatedServerGetsEverything();
    void restoredServerGetsEverything();
    void emptiedServerGetsEverything();
    void massDisappearanceIsAskedAbout();
    void removalsHoweverDressed_data();
    void removalsHoweverDressed();
    void keptWithWhatCameAlong_data();
    void keptWithWhatCameAlong();
    void removalsALittleAtATime();
    void theGreatestGenerationGoesOn();
    void rowsThatSaidNothingAreReadAgain();
    void anInterruptedRereadCounts();
    void onlyRowsAreReadByAReread();
    void aRereadSkipsNothing();
    void aRereadAnswersNoQuestion();
    void aSmallCollectionIsNotEmptied();
    void inventedNotesMakeNoRoom_data();
    void inventedNotesMakeNoRoom();
    void removalsInSteps_data();
    void removalsInSteps();
    void aWordHoldsForWhatWasShown();
    void theLastRowCounts_data();
    void theLastRowCounts();
    void muchAtOnceComesInParts();
    void whatComesLeavesRoom();
    void theQuestionCountsAll();
    void whatCameBackIsNotCounted();
    void aQuestionStandsWhateverIsWritten_data();
    void aQuestionStandsWhateverIsWritten();
    void whatWasShownIsKept();
    void noTypeHidesANote();
    void restoreWhileSyncLives_data();
    void restoreWhileSyncLives();
    void cutOffPageIsNotTheEnd();
    void rejectedDocumentBecomesDeadLetter();
    void tooLargeDocumentIsFoundInItsBatch();
    void silentlyRefusedDocumentIsFound();
    void trashIsEmptiedWithoutAsking();
    void throttledServerIsObeyed();
    void missingDatabaseIsCreated();
    void foreignDocumentsAreHarmless();

private:
    QStringList sixtySentNotes(const QString &text = QStringLiteral("text"))
    {
        QStringList ids;
        for (int i = 0; i < 60; ++i)
            ids.append(m_a->add(QStringLiteral("n%1").arg(i), text));
        [&] { QVERIFY(m_a->syncs()); }();
        return ids;
    }
    void serverRemoves(const QStringList &ids)
    {
        FakeDatabase &server = *m_couch->database(QStringLiteral("notes"));
        for (const QString &id : ids)
            server.edit(id, server.document(id)->winner(), true, {});
    }

    std::unique_ptr<FakeCouch> m_couch;
    std::unique_ptr<TestDevice> m_a;
    std::unique_ptr<TestDevice> m_b;
};

void TestSyncRun::init()
{
    m_couch = std::make_unique<FakeCouch>();
    m_couch->accounts().setPassword(QStringLiteral("ann"), QStringLiteral("secret"));
    m_couch->create(QStringLiteral("notes"));
    m_a = std::make_unique<TestDevice>(*m_couch, 1);
    m_b = std::make_unique<TestDevice>(*m_couch, 2);
}

void TestSyncRun::cleanup()
{
    QCOMPARE(storeProblems(databaseOf(*m_a->store)), QStringList());
    QCOMPARE(storeProblems(databaseOf(*m_b->store)), QStringList());
    m_a.reset();
    m_b.reset();
    m_couch.reset();
}

void TestSyncRun::twoDevicesShareNotes()
{
    const QString id = m_a->add(QStringLiteral("Pump 7"), QStringLiteral("pressure fine"));
    QVERIFY(m_a->syncs());
    QVERIFY(m_a->last.pushed >= 1);
    QCOMPARE(m_a->pending(), 0);
    QVERIFY(m_a->status().isSynced());
    QVERIFY(m_b->syncs());
    QCOMPARE(m_b->body(id), QStringLiteral("pressure fine"));
    QVERIFY(m_b->write(id, QStringLiteral("pressure low")));
    QVERIFY(m_b->syncs() && m_a->syncs());
    QCOMPARE(m_a->body(id), QStringLiteral("pressure low"));
    QVERIFY(m_a->store->notes().remove({id}, true).has_value());
    QVERIFY(m_a->syncs() && m_b->syncs());
    QCOMPARE(m_b->body(id), QStringLiteral("<none>"));
}

void TestSyncRun::extraSyncWritesNothing()
{
    for (int i = 0; i < 30; ++i)
        m_a->add(QStringLiteral("Note %1").arg(i), QStringLiteral("text"));
    QVERIFY(
        m_a->syncs() && m_b->syncs() && m_a->syncs()); // each sends a document about itself, too
    for (TestDevice *device : {m_a.get(), m_b.get(), m_a.get()}) {
        const int bulk = m_couch->count("POST", QStringLiteral("_bulk_docs"));
        const int local = m_couch->count("PUT", QStringLiteral("_local"));
        QVERIFY(device->syncs());
        QCOMPARE(device->last.pulled, 0);
        QCOMPARE(device->last.pushed, 0);
        QCOMPARE(m_couch->count("POST", QStringLiteral("_bulk_docs")), bulk);
        QCOMPARE(m_couch->count("PUT", QStringLiteral("_local")), local);
    }
}

void TestSyncRun::separateEditsMerge()
{
    const QString id = m_a->add(QStringLiteral("List"), QStringLiteral("one\n\ntwo\n\nthree\n"));
    QVERIFY(m_a->syncs() && m_b->syncs());
    QVERIFY(m_a->write(id, QStringLiteral("ONE\n\ntwo\n\nthree\n")));
    QVERIFY(m_b->write(id, QStringLiteral("one\n\ntwo\n\nTHREE\n")));
    QVERIFY(m_a->syncs() && m_b->syncs() && m_a->syncs() && m_b->syncs());
    QCOMPARE(m_a->body(id), QStringLiteral("ONE\n\ntwo\n\nTHREE\n"));
    QCOMPARE(m_b->body(id), m_a->body(id));
    QCOMPARE(m_b->store->notes().note(id)->rev, m_a->store->notes().note(id)->rev);
    QCOMPARE(m_a->pending() + m_b->pending(), 0);
}

void TestSyncRun::sameSentenceIsOneConflict()
{
    const QString id = m_a->add(QStringLiteral("Pump"), QStringLiteral("Pressure is fine.\n"));
    QVERIFY(m_a->syncs() && m_b->syncs());
    QVERIFY(m_a->write(id, QStringLiteral("Pressure is low.\n")));
    QVERIFY(m_b->write(id, QStringLiteral("Pressure is high.\n")));
    QVERIFY(m_a->syncs() && m_b->syncs() && m_a->syncs());
    QCOMPARE(m_a->last.conflicts, 1);
    QCOMPARE(m_b->last.conflicts, 1);
    const auto details = m_b->store->conflicts().details(id);
    QVERIFY(details.has_value());
    Resolution decision;
    decision.keep = Resolution::Keep::Mine;
    for (const ConflictLeaf &leaf : details->leaves)
        decision.seen.append(leaf.rev);
    QVERIFY(m_b->store->conflicts().resolve(id, decision).has_value());
    QVERIFY(m_b->syncs() && m_a->syncs() && m_b->syncs());
    QCOMPARE(m_a->last.conflicts, 0);
    QCOMPARE(m_b->last.conflicts, 0);
    QCOMPARE(m_a->body(id), QStringLiteral("Pressure is high.\n"));
}

void TestSyncRun::wrongPasswordAsksOnce()
{
    m_a->add(QStringLiteral("x"), QStringLiteral("y"));
    const int pending = m_a->pending();
    m_a->password = QStringLiteral("wrong");
    m_a->signIn();
    QVERIFY(m_a->sync());
    QCOMPARE(m_a->last.error->kind, ErrorKind::Auth);
    QCOMPARE(m_a->status().phase, SyncStatus::Phase::SignIn);
    QCOMPARE(m_couch->count("POST", QStringLiteral("_session")), 1);
    QCOMPARE(m_a->pending(), pending); // the queue is kept
    m_a->password = QStringLiteral("secret");
    m_a->signIn();
    QVERIFY(m_a->syncs());
    QCOMPARE(m_a->pending(), 0);
}

void TestSyncRun::expiredCookieSignsInAgain()
{
    QVERIFY(m_a->syncs());
    const int before = m_couch->count("POST", QStringLiteral("_session"));
    m_couch->accounts().expireSessions();
    m_a->add(QStringLiteral("x"), QStringLiteral("y"));
    QVERIFY(m_a->syncs());
    QCOMPARE(m_couch->count("POST", QStringLiteral("_session")), before + 1);
    // The password was changed elsewhere: one try, then the person is asked.
    m_couch->accounts().setPassword(QStringLiteral("ann"), QStringLiteral("new"));
    m_couch->accounts().expireSessions();
    QVERIFY(m_a->sync());
    QCOMPARE(m_a->status().phase, SyncStatus::Phase::SignIn);
    QCOMPARE(m_couch->count("POST", QStringLiteral("_session")), before + 2);
}

void TestSyncRun::noAccount()
{
    m_a->engine->setAccount({}, {});
    QCOMPARE(m_a->status().phase, SyncStatus::Phase::NoAccount);
    QVERIFY(m_a->sync());
    QCOMPARE(m_a->last.error->kind, ErrorKind::Invalid);
}

void TestSyncRun::plainHttpIsRefused()
{
    SyncEngine::Options options;
    options.storeFile = m_a->store.file();
    options.network = &m_a->network;
    options.live = false;
    SyncEngine engine(options);
    QSignalSpy finished(&engine, &SyncEngine::runFinished);
    engine.start();
    engine.setAccount(
        {QStringLiteral("http://couch.example/notes"), QStringLiteral("ann")}, QStringLiteral("x"));
    engine.syncNow();
    QCOMPARE(finished.size(), 1);
    QCOMPARE(finished.first().first().value<SyncReport>().error->kind, ErrorKind::Invalid);
    QCOMPARE(engine.status().phase, SyncStatus::Phase::Error);
    QCOMPARE(m_couch->requests(), 0);
}

/// As accounts have them that were set before such addresses were refused.
void TestSyncRun::addressesOfBeforeGoOn()
{
    const QString url = FakeCouch::databaseUrl(QStringLiteral("notes"));
    m_a->engine->setAccount({url + QStringLiteral("/?z#q"), m_a->user}, m_a->password);
    QVERIFY(m_a->syncs());
    QVERIFY(m_couch->requests() > 0);
}

void TestSyncRun::everyRequestMayFail_data()
{
    QTest::addColumn<Fault::Kind>("kind");
    QTest::newRow("drop request") << Fault::Kind::DropRequest;
    QTest::newRow("drop reply") << Fault::Kind::DropReply;
    QTest::newRow("503") << Fault::Kind::Status;
    QTest::newRow("503 after commit") << Fault::Kind::StatusAfterCommit;
    QTest::newRow("captive portal") << Fault::Kind::CaptivePortal;
    QTest::newRow("truncate") << Fault::Kind::Truncate;
    QTest::newRow("break") << Fault::Kind::Break;
    QTest::newRow("garbage") << Fault::Kind::Garbage;
    QTest::newRow("time-out") << Fault::Kind::TimeOut;
    QTest::newRow("time-out after commit") << Fault::Kind::TimeOutAfterCommit;
}

void TestSyncRun::everyRequestMayFail()
{
    QFETCH(Fault::Kind, kind);
    int failed = 0;
    for (int k = 1;; ++k) {
        const QString id = m_a->add(QString::number(k), QStringLiteral("text"));
        m_b->add(QStringLiteral("b"), QStringLiteral("c"));
        QVERIFY(m_b->syncs());
        const int fired = m_couch->faults().fired();
        Fault fault;
        fault.kind = kind;
        fault.bytes = 40;
        m_couch->faults().atRequest(k, fault);
        QVERIFY(m_a->sync());
        const bool hit = m_couch->faults().fired() > fired;
        m_couch->faults().clear();
        failed += m_a->last.error ? 1 : 0;
        QVERIFY(m_a->syncs());
        QVERIFY(m_b->syncs());
        QCOMPARE(m_b->body(id), QStringLiteral("text"));
        QCOMPARE(m_a->pending() + m_b->pending(), 0);
        QCOMPARE(m_a->store->tallies()->conflicts, 0);
        QCOMPARE(m_b->store->tallies()->notes, m_a->store->tallies()->notes);
        if (!hit)
            break;
    }
    QVERIFY(failed >= 3);
}

void TestSyncRun::recreatedServerGetsEverything()
{
    const QString id = m_a->add(QStringLiteral("x"), QStringLiteral("kept"));
    QVERIFY(m_a->syncs() && m_b->syncs());
    m_couch->recreate(QStringLiteral("notes"));
    QVERIFY(m_a->syncs());
    QVERIFY(m_couch->database(QStringLiteral("notes"))->document(id));
    QVERIFY(m_b->syncs());
    QCOMPARE(m_a->body(id), QStringLiteral("kept"));
    QCOMPARE(m_b->body(id), QStringLiteral("kept"));
}

void TestSyncRun::restoredServerGetsEverything()
{
    m_a->add(QStringLiteral("old"), QStringLiteral("old"));
    QVERIFY(m_a->syncs());
    const FakeDatabase backup = *m_couch->database(QStringLiteral("notes"));
    const QString id = m_a->add(QStringLiteral("new"), QStringLiteral("written after the backup"));
    QVERIFY(m_a->syncs());
    m_couch->restore(QStringLiteral("notes"), backup);
    QVERIFY(m_a->syncs() && m_b->syncs());
    QCOMPARE(m_b->body(id), QStringLiteral("written after the backup"));
}

void TestSyncRun::emptiedServerGetsEverything()
{
    const QString id = m_a->add(QStringLiteral("x"), QStringLiteral("kept"));
    QVERIFY(m_a->syncs());
    m_couch->empty(QStringLiteral("notes"));
    QVERIFY(m_a->syncs() && m_b->syncs());
    QCOMPARE(m_b->body(id), QStringLiteral("kept"));
}

void TestSyncRun::massDisappearanceIsAskedAbout()
{
    QStringList ids;
    for (int i = 0; i < 40; ++i)
        ids.append(m_a->add(QStringLiteral("n%1").arg(i), QStringLiteral("text")));
    QVERIFY(m_a->syncs() && m_b->syncs());
    QVERIFY(m_a->store->notes().remove(ids.first(30), true).has_value());
    QVERIFY(m_a->syncs());
    const QString mine = m_b->add(QStringLiteral("mine"), QStringLiteral("still sent"));
    QVERIFY(m_b->sync());
    QVERIFY(m_b->last.error.has_value());
    QCOMPARE(m_b->last.error->reason, ErrorReason::RemovalsHeld);
    QCOMPARE(m_b->status().phase, SyncStatus::Phase::Error);
    QCOMPARE(m_b->store->tallies()->notes, 41);
    QCOMPARE(m_b->pending(), 0);
    QVERIFY(m_a->syncs());
    QCOMPARE(m_a->body(mine), QStringLiteral("still sent"));

    const int before = m_b->runs;
    m_b->engine->agree({m_b->status().removals, {}, {}});
    m_b->engine->syncNow();
    QVERIFY(m_b->finishRun(before));
    QVERIFY(!m_b->last.error);
    QCOMPARE(m_b->store->tallies()->notes, 11);
}

void TestSyncRun::removalsHoweverDressed_data()
{
    QTest::addColumn<bool>("deleted");
    QTest::addColumn<QJsonObject>("body");
    const auto number = [](qint64 at) { return QJsonValue(double(at)); };
    const QString text =
        QStringLiteral("The pressure of pump seven was read every day of the week.");
    const QJsonObject note{
        {QStringLiteral("type"), QStringLiteral("note")},
        {QStringLiteral("title"), QStringLiteral("n")}};
    const auto with = [&note](const QString &name, const QJsonValue &value) {
        QJsonObject body = note;
        body.insert(name, value);
        return body;
    };
    QTest::newRow("deleted") << true << QJsonObject();
    QTest::newRow("deleted, with fields") << true << with(QStringLiteral("body"), text);
    QJsonObject trashed = with(QStringLiteral("body"), text);
    trashed.insert(QStringLiteral("trashed_at"), number(1'700'000'000'000));
    QTest::newRow("trashed") << false << trashed;
    QTest::newRow("emptied") << false << with(QStringLiteral("body"), QString());
    QTest::newRow("text of another form") << false << with(QStringLiteral("body"), 7);
    QTest::newRow("blanks") << false << with(QStringLiteral("body"), QStringLiteral("  \n\u00a0 "));
    QTest::newRow("a word") << false << with(QStringLiteral("body"), QStringLiteral("gone"));
    QJsonObject untitled = with(QStringLiteral("body"), text);
    untitled.insert(QStringLiteral("title"), QString());
    QTest::newRow("without a title") << false << untitled;
    QTest::newRow("common words")
        << false << with(QStringLiteral("body"), QStringLiteral("Of day the was of"));
    QTest::newRow("other words")
        << false
        << with(
               QStringLiteral("body"),
               QStringLiteral(
                   "Pay here and you may get back what you once called yours, my friend"));
}

/// A server takes all notes away, each time in another dress. Nobody is asked after the fact.
void TestSyncRun::removalsHoweverDressed()
{
    QFETCH(bool, deleted);
    QFETCH(QJsonObject, body);
    const QString text =
        QStringLiteral("The pressure of pump seven was read every day of the week.");
    QStringList ids;
    for (int i = 0; i < 30; ++i)
        ids.append(m_a->add(QStringLiteral("n%1").arg(i), text));
    QVERIFY(m_a->syncs());
    FakeDatabase &server = *m_couch->database(QStringLiteral("notes"));
    for (const QString &id : std::as_const(ids))
        QVERIFY(server.edit(id, server.document(id)->winner(), deleted, body));
    QVERIFY(m_a->sync());
    QVERIFY(m_a->last.error);
    QCOMPARE(m_a->last.error->reason, ErrorReason::RemovalsHeld);
    QCOMPARE(m_a->status().removals.notes, 30);
    QCOMPARE(m_a->store->tallies()->notes, 30);
    for (const QString &id : std::as_const(ids))
        QCOMPARE(m_a->body(id), text);

    m_a->engine->agree({{}, m_a->status().removals, {}});
    QVERIFY(m_a->syncs() && m_b->syncs());
    for (const QString &id : std::as_const(ids)) {
        QCOMPARE(m_a->body(id), text);
        QCOMPARE(m_b->body(id), text);
    }
    QCOMPARE(m_b->store->tallies()->notes, 30);
    QCOMPARE(m_a->pending(), 0);
}

void TestSyncRun::keptWithWhatCameAlong_data()
{
    QTest::addColumn<bool>("trashed");
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("kept");
    QTest::newRow("trashed") << true << QStringLiteral("text, more")
                             << QStringLiteral("text, more");
    QTest::newRow("emptied") << false << QString() << QStringLiteral("text");
    QTest::newRow("both") << true << QString() << QStringLiteral("text");
}

/// What came with a removal is not thrown away with it: another device may have written it.
void TestSyncRun::keptWithWhatCameAlong()
{
    QFETCH(bool, trashed);
    QFETCH(QString, body);
    QFETCH(QString, kept);
    QStringList ids;
    for (int i = 0; i < 30; ++i)
        ids.append(m_a->add(QStringLiteral("n%1").arg(i), QStringLiteral("text")));
    QVERIFY(m_a->syncs());
    FakeDatabase &server = *m_couch->database(QStringLiteral("notes"));
    for (const QString &id : std::as_const(ids)) {
        QJsonObject there = *server.document(id)->find(server.document(id)->winner())->body;
        there.insert(QStringLiteral("title"), QStringLiteral("another name"));
        there.insert(QStringLiteral("body"), body);
        if (trashed)
            there.insert(QStringLiteral("trashed_at"), 1'700'000'000'000.0);
        server.edit(id, server.document(id)->winner(), false, there);
    }
    QVERIFY(m_a->sync());
    QCOMPARE(m_a->status().removals.notes, 30);
    QCOMPARE(m_a->body(ids.first()), QStringLiteral("text"));
    m_a->engine->agree({{}, m_a->status().removals, {}});
    QVERIFY(m_a->syncs() && m_b->syncs());
    QCOMPARE(m_b->store->tallies()->notes, 30);
    for (const QString &id : std::as_const(ids)) {
        QCOMPARE(m_a->body(id), kept);
        QCOMPARE(m_b->body(id), kept);
        QCOMPARE(must(m_b->store->notes().note(id)).title, QStringLiteral("another name"));
    }
}

/// Few in every run are as many in the end. After a day, or the person's word, it is another
/// matter.
void TestSyncRun::removalsALittleAtATime()
{
    const QStringList ids = sixtySentNotes();
    const auto take = [&](int from, int count) { serverRemoves(ids.mid(from, count)); };
    take(0, 20);
    QVERIFY(m_a->syncs());
    QCOMPARE(m_a->store->tallies()->notes, 40);
    QCOMPARE(must(m_a->store->replica().removals().removed(0, 100)).size(), 20);
    take(20, 10);
    m_a->store.reopen(); // it is remembered where the notes are
    QVERIFY(m_a->sync());
    QVERIFY(m_a->last.error);
    QCOMPARE(m_a->status().removals.notes, 10);
    QCOMPARE(m_a->store->tallies()->notes, 40);
    m_a->engine->agree({m_a->status().removals, {}, {}});
    QVERIFY(m_a->syncs());
    QCOMPARE(m_a->store->tallies()->notes, 30);
    take(30, 20); // counted anew from the person's word on
    QVERIFY(m_a->syncs());
    QCOMPARE(m_a->store->tallies()->notes, 10);
    take(50, 1);
    QVERIFY(m_a->sync());
    QVERIFY(m_a->last.error);
    m_a->store.clock.advance(24ll * 3'600'000 + 1);
    QVERIFY(m_a->sync()); // what is asked about stays until there is an answer
    QVERIFY(m_a->last.error);
    QCOMPARE(m_a->store->tallies()->notes, 10);
    m_a->engine->agree({m_a->status().removals, {}, {}});
    QVERIFY(m_a->syncs());
    take(51, 1); // counted anew
    QVERIFY(m_a->syncs());
    QCOMPARE(m_a->store->tallies()->notes, 8);
}

/// What is accepted can be written on, here and on the next device; one more than that is refused.
/// One bad answer must not cost a device what stood in it; a row that stays bad is read ever more
/// rarely.
void TestSyncRun::rowsThatSaidNothingAreReadAgain()
{
    const QStringList ids = sixtySentNotes();
    FakeDatabase &server = *m_couch->database(QStringLiteral("notes"));
    server.garbled = {ids.first(), ids.last()};
    QVERIFY(m_b->syncs());
    QCOMPARE(m_b->store->tallies()->notes, 58);
    QCOMPARE(m_b->store->tallies()->unread, 2);
    server.garbled = {ids.last()};
    QVERIFY(m_b->syncs());
    QCOMPARE(m_b->store->tallies()->notes, 58); // not each time
    m_b->store.clock.advance(61'000);
    QVERIFY(m_b->syncs());
    QCOMPARE(m_b->body(ids.first()), QStringLiteral("text"));
    QCOMPARE(m_b->store->tallies()->unread, 1);
    server.garbled.clear();
    m_b->store.clock.advance(61'000);
    QVERIFY(m_b->syncs());
    QCOMPARE(m_b->store->tallies()->unread, 1); // it waits four times as long
    m_b->store.clock.advance(4 * 60'000);
    QVERIFY(m_b->syncs());
    QCOMPARE(m_b->store->tallies()->unread, 0);
    QCOMPARE(m_b->store->tallies()->notes, 60);
}

/// The line breaks while the feed is read again: the run after it goes on with that reading, and
/// nothing else passes for its end. Where such a row was met in its first half, it is read again.
void TestSyncRun::anInterruptedRereadCounts()
{
    const QStringList ids = sixtySentNotes();
    FakeDatabase &server = *m_couch->database(QStringLiteral("notes"));
    const Fault cut{Fault::Kind::Truncate, 0, {}, 8'000, 0}; // some 20 of 60 rows
    const auto isPage = [](const FakeRequest &request) {
        return request.path.value(1) == u"_changes" && request.method == "GET";
    };
    const auto rereads = [&] {
        m_couch->faults().whenever(isPage, cut); // once
        QVERIFY(m_b->sync());
        QVERIFY(m_b->last.error.has_value());
        QVERIFY(m_b->syncs());
    };
    server.garbled = {ids.first(), ids.last()};
    QVERIFY(m_b->syncs());
    QCOMPARE(m_b->store->tallies()->unread, 2);
    server.garbled = {ids.first()};
    m_b->store.clock.advance(61'000);
    rereads();
    QCOMPARE(m_b->store->tallies()->notes, 59); // the second half was read as well
    QCOMPARE(m_b->store->tallies()->unread, 1);
    server.garbled.clear();
    m_b->store.clock.advance(5 * 60'000);
    rereads();
    QCOMPARE(m_b->store->tallies()->unread, 0);
    QCOMPARE(m_b->store->tallies()->notes, 60);
}

/// What can be asked for by its name is unread until it has come, whatever the feed says.
void TestSyncRun::onlyRowsAreReadByAReread()
{
    UnreadStore unread = m_a->store->replica().unread();
    const UnreadDocument row{QStringLiteral("row:0a"), {}, QStringLiteral("no usable name")};
    const UnreadDocument note{
        QStringLiteral("note:01HUNREAD000000000000000"), {{1, "a"}}, QStringLiteral("too large")};
    const UnreadDocument flooded =
        UnreadDocument::flooded(QStringLiteral("note:01HFLOODED00000000000000"), 9);
    QVERIFY(unread.add({row, note, flooded}));
    QVERIFY(unread.removeGarbled({row.id, note.id, flooded.id}));
    QCOMPARE(unread.all(9).value().size(), 2);
    QVERIFY(unread.remove({note.id, flooded.id}));
}

/// A reading that broke off says where it was; who is to compare all of the feed begins at its
/// beginning all the same.
void TestSyncRun::aRereadSkipsNothing()
{
    const QStringList ids = sixtySentNotes();
    FakeDatabase &server = *m_couch->database(QStringLiteral("notes"));
    server.garbled = {ids.last()};
    QVERIFY(m_b->syncs());
    QCOMPARE(m_b->store->tallies()->unread, 1);
    m_b->store.clock.advance(61'000);
    m_couch->faults().whenever(
        [](const FakeRequest &request) { return request.path.value(1) == u"_changes"; },
        Fault{Fault::Kind::Truncate, 0, {}, 8'000, 0});
    QVERIFY(m_b->sync());
    QVERIFY(m_b->last.error.has_value());
    QVERIFY(must(m_b->store->replica().reread().underWay()).has_value());
    QVERIFY(m_b->store->replica().compareAnew());
    server.garbled.clear();
    QStringList since;
    m_couch->onSent = [&since](const FakeRequest &request) {
        if (request.path.value(1) == u"_changes")
            since.append(request.parameter(QStringLiteral("since")));
    };
    QVERIFY(m_b->syncs());
    m_couch->onSent = nullptr;
    QCOMPARE(since.value(0), QStringLiteral("0"));
    QCOMPARE(m_b->store->tallies()->unread, 0); // that was one reading
    QCOMPARE(m_b->body(ids.last()), QStringLiteral("text"));
}

/// What waits for an answer holds our place; a row behind it that is read again does not pass it.
void TestSyncRun::aRereadAnswersNoQuestion()
{
    const QStringList ids = sixtySentNotes();
    QVERIFY(m_b->syncs());
    FakeDatabase &server = *m_couch->database(QStringLiteral("notes"));
    serverRemoves(ids.first(30));
    for (int i = 0; i < tuning::kFirstPageRows; ++i) // the row is on another page
        server.insert(
            QStringLiteral("note:01HBETWEEN00000000000%1").arg(i, 4, 10, QLatin1Char('0')),
            {{1, QByteArray(32, 'a')}}, false, {{QStringLiteral("type"), QStringLiteral("note")}});
    server.edit(
        ids.last(), server.document(ids.last())->winner(), false,
        {{QStringLiteral("type"), QStringLiteral("note")},
         {QStringLiteral("title"), QStringLiteral("late")},
         {QStringLiteral("body"), QStringLiteral("text and more")}});
    server.garbled = {ids.last()};
    for (int i = 0; i < 3; ++i) {
        QVERIFY(m_b->sync());
        QVERIFY(m_b->last.error.has_value());
        QCOMPARE(m_b->last.error->reason, ErrorReason::RemovalsHeld);
        QCOMPARE(m_b->store->tallies()->notes, 60 + tuning::kFirstPageRows);
        QCOMPARE(must(m_b->store->replica().removals().waiting()).notes, 30);
        m_b->store.clock.advance(10 * 60'000); // it is due
        server.garbled.clear();
    }
    QCOMPARE(m_b->body(ids.last()), QStringLiteral("text and more"));
}

void TestSyncRun::theGreatestGenerationGoesOn()
{
    FakeDatabase &server = *m_couch->database(QStringLiteral("notes"));
    const auto send = [&server](const QString &id, int generation) {
        server.insert(
            id, {{generation, QByteArray(32, 'a')}}, false,
            {{QStringLiteral("type"), QStringLiteral("note")},
             {QStringLiteral("title"), QStringLiteral("n")},
             {QStringLiteral("body"), QStringLiteral("text")}});
    };
    const QString last = QStringLiteral("note:01HA00000000000000000000LA");
    const QString beyond = QStringLiteral("note:01HA00000000000000000000BE");
    send(last, 1'000'000);
    send(beyond, 1'000'001);
    QVERIFY(m_a->sync());
    QCOMPARE(m_a->body(last), QStringLiteral("text"));
    QCOMPARE(m_a->body(beyond), QStringLiteral("<none>"));
    QCOMPARE(m_a->status().unread, 1);
    QVERIFY(m_a->write(last, QStringLiteral("more text")));
    QVERIFY(m_a->sync() && m_b->sync());
    QCOMPARE(m_b->body(last), QStringLiteral("more text"));
    QVERIFY(m_b->write(last, QStringLiteral("more text still")));
    QVERIFY(m_b->sync() && m_a->sync());
    QCOMPARE(m_a->body(last), QStringLiteral("more text still"));
}

/// Not one note is left of a small collection either.
void TestSyncRun::aSmallCollectionIsNotEmptied()
{
    QStringList ids;
    for (int i = 0; i < 20; ++i)
        ids.append(m_a->add(QStringLiteral("n%1").arg(i), QStringLiteral("text")));
    QVERIFY(m_a->syncs());
    serverRemoves(ids.mid(0, 9)); // a person tidies up
    QVERIFY(m_a->syncs());
    QCOMPARE(m_a->store->tallies()->notes, 11);
    serverRemoves(ids.mid(9));
    QVERIFY(m_a->sync());
    QVERIFY(m_a->last.error);
    QCOMPARE(m_a->status().removals.notes, 11);
    QCOMPARE(m_a->store->tallies()->notes, 11);
}

void TestSyncRun::inventedNotesMakeNoRoom_data()
{
    QTest::addColumn<bool>("mine");
    QTest::addColumn<int>("runs");
    QTest::newRow("in one run") << false << 1;
    QTest::newRow("in two") << false << 2;
    QTest::newRow("written here, in one run") << true << 1;
    QTest::newRow("written here, in two") << true << 2;
}

/// What a server adds makes no larger collection of the notes that it wants removed.
void TestSyncRun::inventedNotesMakeNoRoom()
{
    QFETCH(bool, mine);
    QFETCH(int, runs);
    TestDevice &writer = mine ? *m_a : *m_b;
    QStringList ids;
    for (int i = 0; i < 60; ++i)
        ids.append(writer.add(QStringLiteral("n%1").arg(i), QStringLiteral("text")));
    QVERIFY(writer.syncs() && m_a->syncs());
    FakeDatabase &server = *m_couch->database(QStringLiteral("notes"));
    for (int i = 0; i < 600; ++i)
        server.edit(
            QStringLiteral("note:01HA%1").arg(i, 22, 10, QChar(u'0')), {}, false,
            {{QStringLiteral("type"), QStringLiteral("note")},
             {QStringLiteral("body"), QStringLiteral(".")}});
    if (runs > 1)
        QVERIFY(m_a->syncs());
    serverRemoves(ids);
    QVERIFY(m_a->sync());
    QVERIFY(m_a->last.error);
    QCOMPARE(m_a->status().removals.notes, 60);
    QCOMPARE(m_a->store->tallies()->notes, 660);
    m_a->engine->agree({{}, m_a->status().removals, {}});
    QVERIFY(m_a->syncs());
    QCOMPARE(m_a->store->tallies()->notes, 660);
    for (const QString &id : std::as_const(ids))
        QCOMPARE(m_a->body(id), QStringLiteral("text"));
}

void TestSyncRun::removalsInSteps_data()
{
    QTest::addColumn<bool>("mine");
    QTest::addColumn<bool>("namesWriter");
    QTest::addColumn<bool>("trashed");
    QTest::addColumn<bool>("kept");
    for (const bool kept : {false, true}) {
        const auto row = [kept](const char *what) -> QTestData & {
            return QTest::addRow("%s, %s", what, kept ? "kept" : "let go");
        };
        row("of what was written here") << true << true << false << kept;
        row("of what came from elsewhere") << false << true << false << kept;
        row("by nobody in particular") << true << false << false << kept;
        row("the last into the trash") << false << true << true << kept;
    }
}

/// A text of which a part goes in every run is gone in the end.
void TestSyncRun::removalsInSteps()
{
    QFETCH(bool, mine);
    QFETCH(bool, namesWriter);
    QFETCH(bool, trashed);
    QFETCH(bool, kept);
    QStringList all;
    for (int i = 0; i < 101; ++i)
        all.append(QStringLiteral("word%1").arg(i));
    const auto last = [&all](int count) { return all.mid(all.size() - count).join(u' '); };
    TestDevice &writer = mine ? *m_a : *m_b;
    QStringList ids;
    for (int i = 0; i < 30; ++i)
        ids.append(writer.add(QStringLiteral("n%1").arg(i), last(101)));
    QVERIFY(writer.syncs() && m_a->syncs());
    FakeDatabase &server = *m_couch->database(QStringLiteral("notes"));
    const auto cut = [&](int words) {
        for (const QString &id : std::as_const(ids)) {
            QJsonObject there = *server.document(id)->find(server.document(id)->winner())->body;
            there.insert(QStringLiteral("body"), last(words));
            if (trashed && words < 40)
                there.insert(QStringLiteral("trashed_at"), 1'700'000'000'000.0);
            if (!namesWriter)
                there.remove(QStringLiteral("device"));
            server.edit(id, server.document(id)->winner(), false, there);
        }
    };
    cut(60);
    QVERIFY(m_a->syncs());
    QCOMPARE(m_a->body(ids.first()), last(60));
    cut(8);
    QVERIFY(m_a->sync());
    QVERIFY(m_a->last.error);
    QCOMPARE(m_a->status().removals.notes, 30);
    QCOMPARE(m_a->body(ids.first()), last(60));
    if (kept) { // as it was shown
        m_a->engine->agree({{}, m_a->status().removals, {}});
        QVERIFY(m_a->syncs() && m_b->syncs());
        QCOMPARE(m_b->store->tallies()->notes, 30);
        for (const QString &id : std::as_const(ids)) {
            QCOMPARE(m_a->body(id), last(60));
            QCOMPARE(m_b->body(id), last(60));
        }
        cut(8); // the same once more is asked once more
        QVERIFY(m_a->sync());
        QVERIFY(m_a->last.error);
        QCOMPARE(m_a->status().removals.notes, 30);
        QCOMPARE(m_a->body(ids.first()), last(60));
    }
    m_a->engine->agree(
        {m_a->status().removals, {}, {}}); // it may go, and what is missed is all of it
    QVERIFY(m_a->syncs());
    QCOMPARE(m_a->body(ids.last()), last(8));
    const QList<RemovedNote> gone = must(m_a->store->replica().removals().removed(0, 100));
    QCOMPARE(gone.size(), 30);
    QCOMPARE(must(m_a->store->notes().noteAt(gone.first().id, gone.first().rev)).body, last(101));
}

/// What came after the question was asked is another question.
void TestSyncRun::aWordHoldsForWhatWasShown()
{
    const QStringList ids = sixtySentNotes();
    const auto take = [&](int from, int count) { serverRemoves(ids.mid(from, count)); };
    take(0, 25);
    QVERIFY(m_a->sync());
    const HeldRemovals shown = m_a->status().removals;
    QCOMPARE(shown.notes, 25);
    take(25, 1);
    m_a->engine->agree({shown, {}, {}});
    QVERIFY(m_a->sync());
    QVERIFY(m_a->last.error);
    QCOMPARE(m_a->store->tallies()->notes, 60);
    const HeldRemovals more = m_a->status().removals;
    QCOMPARE(more.notes, 26);
    m_a->engine->agree({shown, {}, {}});
    QVERIFY(m_a->sync());
    QVERIFY(m_a->last.error); // said about fewer
    m_a->engine->agree({{26, QStringLiteral("invented")}, {}, {}});
    QVERIFY(m_a->sync());
    QVERIFY(m_a->last.error);
    QCOMPARE(m_a->store->tallies()->notes, 60);
    QVERIFY(m_a->write(ids.first(), QStringLiteral("edited meanwhile"))); // it lives by itself
    m_a->engine->agree({more, {}, {}});
    QVERIFY(m_a->syncs());
    QCOMPARE(m_a->store->tallies()->notes, 35);
    QCOMPARE(m_a->body(ids.first()), QStringLiteral("edited meanwhile"));
}

void TestSyncRun::theLastRowCounts_data()
{
    QTest::addColumn<bool>("trashed");
    QTest::newRow("lives") << false;
    QTest::newRow("lives in the trash") << true;
}

/// A document that comes twice in one pull, the first time deleted, is what it was the last time.
void TestSyncRun::theLastRowCounts()
{
    QFETCH(bool, trashed);
    const QStringList ids = sixtySentNotes();
    FakeDatabase &server = *m_couch->database(QStringLiteral("notes"));
    const RevId root = server.document(ids.first())->winner();
    serverRemoves({ids.first()});
    for (int i = 0; i < tuning::kFirstPageRows + 10; ++i)
        server.edit(
            QStringLiteral("note:01HF7YAT00%1").arg(i, 16, 10, QChar(u'0')), std::nullopt, false,
            {{QStringLiteral("type"), QStringLiteral("note")},
             {QStringLiteral("title"), QStringLiteral("t")}});
    QJsonObject body{
        {QStringLiteral("type"), QStringLiteral("note")},
        {QStringLiteral("title"), QStringLiteral("n0")},
        {QStringLiteral("body"), QStringLiteral("words of another device")}};
    if (trashed)
        body.insert(QStringLiteral("trashed_at"), 1'700'000'000'000.0);
    int pages = 0;
    m_couch->faults().whenever(
        [&](const FakeRequest &request) {
            if (request.path.value(1) == QStringLiteral("_changes") && ++pages == 2)
                server.insert(ids.first(), {{2, QByteArray(32, 'b')}, root}, false, body);
            return false;
        },
        {}, 1'000);
    QVERIFY(m_a->syncs());
    QVERIFY(pages >= 2);
    QCOMPARE(m_a->body(ids.first()), QStringLiteral("words of another device"));
}

/// More versions than are kept in memory at once: each of them is there in the end.
void TestSyncRun::muchAtOnceComesInParts()
{
    constexpr int kNotes = 30;
    constexpr int kVersions = 50;
    FakeDatabase &server = *m_couch->database(QStringLiteral("notes"));
    for (int i = 0; i < kNotes; ++i) {
        const QString id = QStringLiteral("note:01HF7YAT00%1").arg(i, 16, 10, QChar(u'0'));
        for (int version = 0; version < kVersions; ++version)
            server.insert(
                id, {{1, QByteArray::number(version).rightJustified(32, 'a')}}, false,
                {{QStringLiteral("type"), QStringLiteral("note")},
                 {QStringLiteral("title"), QStringLiteral("n%1").arg(i)},
                 {QStringLiteral("body"), QStringLiteral("text %1").arg(version)}});
    }
    QVERIFY(kNotes * kVersions > tuning::kFetchedRevisions);
    QVERIFY(m_a->syncs());
    QCOMPARE(m_a->store->tallies()->notes, kNotes);
    QCOMPARE(m_a->store->tallies()->unread, 0);
    auto leaves = databaseOf(*m_a->store)
                      .statement(QStringLiteral(
                          "SELECT count(*) FROM revision r JOIN document d ON d.key = r.document"
                          " WHERE d.type = 'note' AND r.leaf = 1 AND r.body IS NOT NULL"));
    must(leaves.run());
    QVERIFY(leaves.next());
    QCOMPARE(leaves.integer(0), kNotes * kVersions);
    const int asked = m_couch->count("POST", QStringLiteral("_bulk_get"));
    QVERIFY(m_a->syncs());
    QCOMPARE(m_couch->count("POST", QStringLiteral("_bulk_get")), asked);
}

/// On a disk that is nearly full what others write waits, and what is written here goes on.
void TestSyncRun::whatComesLeavesRoom()
{
    m_a->add(QStringLiteral("mine"), QStringLiteral("text"));
    QVERIFY(m_a->syncs());
    m_b->add(QStringLiteral("theirs"), QStringLiteral("text"));
    QVERIFY(m_b->syncs());
    m_a->keepFree = std::numeric_limits<qint64>::max();
    m_a->startEngine();
    const QString id = m_a->add(QStringLiteral("mine too"), QStringLiteral("text"));
    QVERIFY(m_a->sync());
    QVERIFY(m_a->last.error);
    QCOMPARE(m_a->last.error->kind, ErrorKind::DiskFull);
    QCOMPARE(m_a->store->tallies()->notes, 2);
    QCOMPARE(m_a->store->tallies()->pending, 0);
    QVERIFY(m_couch->database(QStringLiteral("notes"))->document(id));
    QCOMPARE(m_a->status().phase, SyncStatus::Phase::Error);
    m_a->keepFree.reset();
    m_a->startEngine();
    QVERIFY(m_a->syncs());
    QCOMPARE(m_a->store->tallies()->notes, 3);
}

/// Some went before there was anything to ask about, and more comes while the person still looks:
/// every number is the true one.
void TestSyncRun::theQuestionCountsAll()
{
    const QStringList ids = sixtySentNotes();
    serverRemoves(ids.first(16));
    QVERIFY(m_a->syncs());
    const SyncActivity told = must(m_a->store->activity().list(1)).first();
    QCOMPARE(told.what, Activity::Removed);
    QCOMPARE(told.count, 16);
    QCOMPARE(m_a->store->tallies()->notes, 44);
    serverRemoves(ids.mid(16, 20));
    QVERIFY(m_a->sync());
    QCOMPARE(m_a->status().removals.notes, 20);
    QCOMPARE(m_a->status().removals.gone, 16);
    QVERIFY2(
        m_a->last.error->message.startsWith(
            QStringLiteral("16 went already, and the server wants 20 of 44 notes removed;")),
        qPrintable(m_a->last.error->message));
    serverRemoves(ids.mid(36, 24));
    QVERIFY(m_a->sync());
    const HeldRemovals all = m_a->status().removals;
    QCOMPARE(all.notes, 44);
    QCOMPARE(all.gone, 16);
    QCOMPARE(m_a->store->tallies()->notes, 44);
    m_a->engine->agree({{}, all, {}});
    QVERIFY(m_a->syncs());
    QCOMPARE(m_a->store->tallies()->notes, 44);
    QCOMPARE(must(m_a->store->replica().removals().gone()), 16);
    QVERIFY(must(m_a->store->replica().removals().waiting()).isEmpty());
}

/// The question is about what is still away.
void TestSyncRun::whatCameBackIsNotCounted()
{
    const QStringList ids = sixtySentNotes();
    serverRemoves(ids.first(16));
    QVERIFY(m_a->syncs());
    serverRemoves(ids.mid(16, 30));
    QVERIFY(m_a->sync());
    QCOMPARE(m_a->status().removals.gone, 16);
    QList<RemovedNote> some = must(m_a->store->replica().removals().removed(0, 100)).first(4);
    QCOMPARE(must(m_a->store->notes().takeBack(some)), 4);
    m_a->engine->localChange();
    QTRY_COMPARE(m_a->status().removals.gone, 12);
    QCOMPARE(m_a->status().removals.notes, 30);
}

void TestSyncRun::aQuestionStandsWhateverIsWritten_data()
{
    QTest::addColumn<int>("notes");
    QTest::addColumn<int>("removed");
    QTest::newRow("all of a few") << 12 << 12;
    QTest::newRow("just too many") << 40 << 22;
}

/// What is written while it waits makes no room for the rest.
void TestSyncRun::aQuestionStandsWhateverIsWritten()
{
    QFETCH(int, notes);
    QFETCH(int, removed);
    QStringList ids;
    for (int i = 0; i < notes; ++i)
        ids.append(m_a->add(QStringLiteral("n%1").arg(i), QStringLiteral("text")));
    QVERIFY(m_a->syncs());
    serverRemoves(ids.first(removed));
    QVERIFY(m_a->sync());
    QCOMPARE(m_a->status().removals.notes, removed);
    for (int i = 0; i < 6; ++i) {
        m_a->add(QStringLiteral("new %1").arg(i), QStringLiteral("text"));
        NotePatch patch;
        patch.body = QStringLiteral("text, and more %1").arg(i);
        if (i < 3) // of those that wait
            must(m_a->store->notes().edit(ids.at(i), patch));
        QVERIFY(m_a->sync());
        QVERIFY(m_a->last.error);
        QVERIFY(!m_a->status().isSynced());
    }
    QCOMPARE(m_a->store->tallies()->notes, notes + 6);
    QCOMPARE(m_a->status().removals.notes, removed - 3);
    m_a->engine->agree({m_a->status().removals, {}, {}});
    QVERIFY(m_a->syncs());
    QCOMPARE(m_a->store->tallies()->notes, notes + 6 - (removed - 3));
}

/// "Keep them" was said of fewer than are waiting by now: those are kept, and the rest is asked
/// about.
void TestSyncRun::whatWasShownIsKept()
{
    const QStringList ids = sixtySentNotes(QStringLiteral("four words of text"));
    serverRemoves(ids.first(25));
    QVERIFY(m_a->sync());
    const HeldRemovals shown = m_a->status().removals;
    QCOMPARE(shown.notes, 25);
    QCOMPARE(shown.removed(), 25);
    QCOMPARE(shown.titles.size(), 3);
    FakeDatabase &server = *m_couch->database(QStringLiteral("notes"));
    for (const QString &id : ids.mid(25, 25)) {
        QJsonObject there = *server.document(id)->find(server.document(id)->winner())->body;
        there.insert(QStringLiteral("body"), QStringLiteral("x"));
        server.edit(id, server.document(id)->winner(), false, there);
    }
    QVERIFY(m_a->sync()); // the person still looks at the first question
    QCOMPARE(m_a->status().removals.notes, 50);
    QCOMPARE(m_a->status().removals.overwritten, 25);
    m_a->engine->agree({{}, shown, {}});
    QVERIFY(m_a->sync());
    QVERIFY(m_a->last.error);
    QCOMPARE(m_a->last.error->reason, ErrorReason::RemovalsHeld);
    const HeldRemovals rest = m_a->status().removals;
    QCOMPARE(rest.notes, 25);
    QCOMPARE(rest.overwritten, 25);
    QCOMPARE(m_a->store->tallies()->notes, 60);
    m_a->engine->agree({{}, rest, {}});
    QVERIFY(m_a->syncs() && m_b->syncs());
    QCOMPARE(m_b->store->tallies()->notes, 60);
    for (const QString &id : ids) {
        QVERIFY(m_a->body(id) != u"x");
        QCOMPARE(m_b->body(id), m_a->body(id));
    }
    QCOMPARE(m_a->pending(), 0);
}

void TestSyncRun::noTypeHidesANote()
{
    QStringList ids;
    for (int i = 0; i < 30; ++i)
        ids.append(m_a->add(QStringLiteral("n%1").arg(i), QStringLiteral("text")));
    QVERIFY(m_a->syncs());
    FakeDatabase &server = *m_couch->database(QStringLiteral("notes"));
    for (int i = 0; i < ids.size(); ++i) {
        QJsonObject body{
            {QStringLiteral("title"), QStringLiteral("n")},
            {QStringLiteral("body"), QStringLiteral("text")}};
        if (i % 3 == 1)
            body.insert(QStringLiteral("type"), QStringLiteral("recipe"));
        if (i % 3 == 2)
            body = {}; // what is left out is not taken away
        server.edit(ids.at(i), server.document(ids.at(i))->winner(), false, body);
    }
    QVERIFY(m_a->syncs() && m_b->syncs());
    QCOMPARE(m_a->store->tallies()->notes, 30);
    QCOMPARE(m_b->store->tallies()->notes, 30);
    for (const QString &id : std::as_const(ids))
        QCOMPARE(m_a->body(id), QStringLiteral("text"));
}

void TestSyncRun::restoreWhileSyncLives_data()
{
    QTest::addColumn<bool>("midRun");
    QTest::newRow("between two runs") << false;
    QTest::newRow("during a run") << true;
}

/// Another store under a living engine: its place in the feed is of the one that is gone.
void TestSyncRun::restoreWhileSyncLives()
{
    QFETCH(bool, midRun);
    TestDevice live(*m_couch, 3, true);
    const auto rests = [&live] {
        return runUntil(
            live.timers, [&live] { return live.status().isSynced(); }, 120'000);
    };
    const QString old = m_b->add(QStringLiteral("old"), QStringLiteral("in the backup"));
    QVERIFY(m_b->syncs());
    QVERIFY(rests());
    QVERIFY(runUntil(
        live.timers, [&] { return live.body(old) != u"<none>"; }, 120'000));
    const QString backup = m_a->store.folder() + QStringLiteral("/backup.cairn");
    QVERIFY(Backup::write(databaseOf(*live.store), backup));
    const QString id = m_b->add(QStringLiteral("new"), QStringLiteral("after the backup"));
    QVERIFY(m_b->syncs());
    QVERIFY(runUntil(
        live.timers, [&] { return live.body(id) != u"<none>"; }, 120'000));
    if (midRun) {
        m_b->add(QStringLiteral("newer"), QStringLiteral("on its way while it is restored"));
        QVERIFY(m_b->syncs());
        live.engine->syncNow();
        QVERIFY(runUntil(
            live.timers, [&] { return live.engine->isRunning(); }, 1'000));
    }
    QVERIFY(restoreBackup(backup, live.store->options(), nobodyElse));
    QCOMPARE(live.body(id), QStringLiteral("<none>"));
    live.engine->localChange(); // who watches the store tells it so
    QVERIFY(runUntil(
        live.timers, [&] { return live.body(id) != u"<none>"; }, 300'000));
    QVERIFY(rests());
    QCOMPARE(live.store->tallies()->notes, m_b->store->tallies()->notes);
    QCOMPARE(live.body(old), QStringLiteral("in the backup"));
}

/// A page of the feed that breaks off is not the end of the feed: nobody is told that all is here,
/// and a few removals in its first half say nothing about how many there are.
void TestSyncRun::cutOffPageIsNotTheEnd()
{
    QStringList ids;
    for (int i = 0; i < 40; ++i)
        ids.append(m_a->add(QStringLiteral("n%1").arg(i), QStringLiteral("text")));
    QVERIFY(m_a->syncs());
    const auto isPage = [](const FakeRequest &request) {
        return request.path.value(1) == QStringLiteral("_changes");
    };
    const Fault cut{Fault::Kind::Truncate, 0, {}, 8'000, 0}; // some 20 of 40 rows
    m_couch->faults().whenever(isPage, cut);
    QVERIFY(m_b->sync());
    QVERIFY(m_b->last.error.has_value());
    QVERIFY(!m_b->status().isSynced());
    const int some = m_b->store->tallies()->notes;
    QVERIFY2(some > 0 && some < 40, qPrintable(QString::number(some))); // they are good
    QVERIFY(m_b->syncs());
    QCOMPARE(m_b->store->tallies()->notes, 40);

    QVERIFY(m_a->store->notes().remove(ids.first(30), true).has_value());
    QVERIFY(m_a->syncs());
    m_couch->faults().whenever(isPage, cut);
    QVERIFY(m_b->sync());
    QVERIFY(m_b->last.error.has_value());
    QCOMPARE(m_b->store->tallies()->notes, 40);
    QVERIFY(m_b->sync());
    QCOMPARE(m_b->last.error->reason, ErrorReason::RemovalsHeld);
    QCOMPARE(m_b->store->tallies()->notes, 40);
}

void TestSyncRun::rejectedDocumentBecomesDeadLetter()
{
    m_couch->limits().validate = [](const QJsonObject &document) {
        const bool bad = document.value(u"title").toString() == u"bad";
        return bad ? QStringLiteral("not here") : QString();
    };
    m_a->add(QStringLiteral("bad"), QStringLiteral("x"));
    for (int i = 0; i < 8; ++i)
        m_a->add(QStringLiteral("good"), QStringLiteral("text"));
    QVERIFY(m_a->syncs());
    QCOMPARE(m_a->pending(), 1);
    QCOMPARE(m_a->store->outbox().list()->first().attempts, 1);
    for (int i = 1; i < kMaxAttempts; ++i) {
        m_a->timers.advance(tuning::kRejectedRetryMs);
        QVERIFY(m_a->syncs());
    }
    QCOMPARE(m_a->store->tallies()->dead, 1);
    QCOMPARE(m_a->pending(), 0);
    QCOMPARE(m_a->last.failed, 1);
    QVERIFY(!m_a->status().isSynced());
    QVERIFY(m_b->syncs());
    QCOMPARE(m_b->store->tallies()->notes, 8);
}

void TestSyncRun::tooLargeDocumentIsFoundInItsBatch()
{
    m_couch->limits().documentBytes = 3'000;
    const QString large = m_a->add(QStringLiteral("large"), QString(5'000, u'x'));
    for (int i = 0; i < 25; ++i)
        m_a->add(QStringLiteral("small"), QStringLiteral("text"));
    QVERIFY(m_a->syncs());
    QCOMPARE(m_a->pending(), 1);
    const OutboxItem item = m_a->store->outbox().list()->first();
    QCOMPARE(item.documentId, large);
    QCOMPARE(item.lastError->code, 413);
    QVERIFY(m_b->syncs());
    QCOMPARE(m_b->store->tallies()->notes, 25);
}

void TestSyncRun::silentlyRefusedDocumentIsFound()
{
    // A proxy that closes the connection on large requests instead of answering.
    m_couch->faults().whenever(
        [](const FakeRequest &request) { return request.body.size() > 600'000; }, Fault(), 100);
    const QString large = m_a->add(QStringLiteral("large"), QString(900'000, u'x'));
    for (int i = 0; i < 15; ++i)
        m_a->add(QStringLiteral("small"), QStringLiteral("text"));
    QVERIFY(m_a->syncs());
    QCOMPARE(m_a->pending(), 1);
    QCOMPARE(m_a->store->outbox().list()->first().documentId, large);
    QCOMPARE(m_a->store->outbox().list()->first().attempts, 1);
    m_couch->faults().clear(); // the proxy is gone
    m_a->timers.advance(tuning::kRejectedRetryMs);
    QVERIFY(m_a->syncs() && m_b->syncs());
    QCOMPARE(m_b->body(large).size(), 900'000);
}

void TestSyncRun::trashIsEmptiedWithoutAsking()
{
    QStringList ids;
    for (int i = 0; i < 40; ++i)
        ids.append(m_a->add(QStringLiteral("n%1").arg(i), QStringLiteral("text")));
    NotePatch trash;
    trash.trashed = true;
    QVERIFY(m_a->store->notes().editMany(ids.first(30), trash).has_value());
    QVERIFY(m_a->syncs() && m_b->syncs());
    QVERIFY(m_a->store->notes().remove(ids.first(30)).has_value());
    QVERIFY(m_a->syncs() && m_b->syncs());
    QCOMPARE(m_b->store->tallies()->trashed, 0);
    QCOMPARE(m_b->store->tallies()->notes, 10);
}

void TestSyncRun::throttledServerIsObeyed()
{
    QVERIFY(m_a->syncs());
    for (int i = 0; i < 25; ++i)
        m_a->add(QStringLiteral("n"), QStringLiteral("text"));
    m_couch->faults().whenever(
        [](const FakeRequest &request) { return request.method == "POST"; },
        Fault::ofStatus(429, {{"Retry-After", "3"}}), 2);
    const qint64 before = m_a->timers.elapsedMs();
    QVERIFY(m_a->syncs());
    QVERIFY(m_a->timers.elapsedMs() - before >= 3'000);
    QCOMPARE(m_a->pending(), 0);
}

void TestSyncRun::missingDatabaseIsCreated()
{
    m_couch->remove(QStringLiteral("notes"));
    m_a->add(QStringLiteral("x"), QStringLiteral("y"));
    QVERIFY(m_a->sync());
    QCOMPARE(m_a->last.error->kind, ErrorKind::Forbidden); // an ordinary account
    QCOMPARE(m_a->status().phase, SyncStatus::Phase::NotAllowed);
    m_couch->accounts().setPassword(FakeAccounts::adminName(), QStringLiteral("secret"));
    m_a->user = FakeAccounts::adminName();
    m_a->signIn();
    QVERIFY(m_a->syncs());
    QCOMPARE(m_a->pending(), 0);
}

void TestSyncRun::foreignDocumentsAreHarmless()
{
    FakeDatabase &database = *m_couch->database(QStringLiteral("notes"));
    const RevId first{1, QByteArray(32, 'a')};
    database.insert(QStringLiteral("_design/x"), {first}, false, {{QStringLiteral("views"), 1}});
    database.insert(QStringLiteral("task:1"), {first}, false, {{QStringLiteral("done"), true}});
    database.insert(
        QStringLiteral("note:odd"), {first}, false,
        {{QStringLiteral("type"), QStringLiteral("note")},
         {QStringLiteral("title"), 5},
         {QStringLiteral("body"), true}});
    QVERIFY(m_a->syncs());
    QVERIFY(m_a->syncs());
    QCOMPARE(m_a->pending(), 0);
    QCOMPARE(m_a->last.pulled, 0);
}

QTEST_GUILESS_MAIN(TestSyncRun)
#include "tst_syncrun.moc"
