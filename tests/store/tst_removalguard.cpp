// SPDX-License-Identifier: GPL-3.0-or-later
#include "document.h"
#include "notetext.h"
#include "replicapeer.h"
#include "store/conflict/missingbases.h"
#include "store/conflict/removalguard.h"
#include "store/history/historythinner.h"
#include "store/history/versionstore.h"
#include "store/notes/notebookstore.h"
#include "store/replica/confirmations.h"
#include "store/sqlite/database.h"
#include "store/sqlite/migrator.h"
#include "store/tree/metastore.h"
#include "storeinsides.h"

#include <sqlite3.h>

#include <QRandomGenerator>
#include <QtTest>

#include <ctime>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {

const QString kNote = QStringLiteral("note:00000000000000000000000001");
constexpr qint64 kMinuteMs = 60'000;

/// The last words of a text of a hundred.
QString words(int count)
{
    QStringList all;
    for (int i = 100 - count; i < 100; ++i)
        all.append(QStringLiteral("word%1").arg(i));
    return all.join(u' ');
}

} // namespace

/// What a removal is measured by is what this device showed and this person wrote, whatever the
/// server says about it.
class TestRemovalGuard : public QObject {
    Q_OBJECT

private slots:
    void init() { m_peer = std::make_unique<ReplicaPeer>(1); }
    void cleanup() { m_peer.reset(); }

    void aNamedDeviceIsNoProof_data();
    void aNamedDeviceIsNoProof();
    void whatIsKnownOfOlderStores();
    void anAnsweredAncestorIsNoBeginning();
    void aVersionBesideIsNoBeginning();
    void whatWasWrittenInBetweenCounts();
    void theWindowSlides();
    void aClockSetBackHidesNoStep();
    void timesAheadAreOfToday();
    void aClockBehindChangesNoTimes();
    void stepsOfADayAreBounded();
    void aStepReadsTwoTexts();
    void ownWordsBeginAnew();
    void aTagIsNoWriting();
    void aDamagedParentStopsNothing();
    void keptIsNoWriting();
    void keptWithWhatWasNew();
    void keptWithNothingTwice_data();
    void keptWithNothingTwice();
    void theNotebookComesBackWithItsNote_data();
    void theNotebookComesBackWithItsNote();
    void whatWasWrittenOnTopStays_data();
    void whatWasWrittenOnTopStays();
    void overwrittenThenDeletedComesBackWhole();
    void aDamagedVersionKeepsNoOtherAway();
    void aDamagedNotebookKeepsNoNoteAway();
    void overwrittenNotesAreStillCountedOnce();
    void whatCameBackIsNotMissed_data();
    void whatCameBackIsNotMissed();
    void halfOfItIsStillMissed();
    void whatThePersonWroteIsTheirs_data();
    void whatThePersonWroteIsTheirs();
    void takenBackWithWhatStandsThere();
    void inventedNotesMakeNoRoom_data();
    void inventedNotesMakeNoRoom();
    void ordinaryRemovalsAreNotAskedAbout();
    void whatWasWrittenHereMakesRoom_data();
    void whatWasWrittenHereMakesRoom();
    void namedTwiceCountsOnce();
    void takenTwiceCountsTwice();
    void marksAreFew();
    void whatIsHiddenIsRemoved_data();
    void whatIsHiddenIsRemoved();
    void hiddenInSteps();
    void fewWordsAreJudged_data();
    void fewWordsAreJudged();
    void shortNotesAreFound_data();
    void shortNotesAreFound();
    void aTitleGoesInSteps();
    void aTitleComesBack();
    void aLargeTextIsJudgedAtOnce();
    void fromTheTrash();
    void fromTheTrashAsItWasBefore();
    void keptOfWhatWasAsked();
    void theQuestionTellsWhatWentBefore();
    void keptStandsFirst();
    void manyTextsAreHalved_data();
    void manyTextsAreHalved();
    void halvedByHandIsNoRemoval();
    void halvedByHandWaitsForNothing();
    void whatIsAskedAboutWaits_data();
    void whatIsAskedAboutWaits();
    void addedNotesMakeLittleRoomForEdits();
    void mixedKindsLeaveSome_data();
    void mixedKindsLeaveSome();
    void mixedInSteps();
    void halvedInSteps();
    void halvedThenGone();
    void halvedOnceCountsOnce();
    void whatWasWrittenAroundATextHidesNothing_data();
    void whatWasWrittenAroundATextHidesNothing();
    void whatGrewFirstIsMissedAsItWasThen_data();
    void whatGrewFirstIsMissedAsItWasThen();
    void whatIsDoubledManyTimesIsMissed();
    void aTextThatIsRewrittenDayByDayIsEdited();
    void aQuestionThatIsNotShownStands_data();
    void aQuestionThatIsNotShownStands();
    void whatWasToGoIsEditedWithFew();
    void aPreviewShowsWhatThereIs_data();
    void aPreviewShowsWhatThereIs();

private:
    ReplicaStore &replica() { return m_peer->store->replica(); }
    /// A revision that came, and says that it was written on this very device.
    DocumentRevision disguised(const QList<RevId> &path, const QString &text)
    {
        const QJsonObject device{
            {QStringLiteral("id"), m_peer->store->meta().deviceId()},
            {QStringLiteral("name"), QStringLiteral("Test device")}};
        return {
            kNote,
            path.first(),
            path,
            false,
            {{QStringLiteral("type"), QStringLiteral("note")},
             {QStringLiteral("title"), QStringLiteral("T")},
             {QStringLiteral("body"), text},
             {QStringLiteral("device"), device},
             {QStringLiteral("updated_at"), 5}}};
    }
    StoreOutcome store(
        const QList<DocumentRevision> &revisions, const QList<RevId> &leaves = {},
        Removals removals = Removals::Admit)
    {
        QList<RemoteChange> rows;
        if (!leaves.isEmpty())
            rows.append({kNote, leaves, false});
        return must(replica().store(revisions, rows, {}, {}, removals));
    }
    /// A child of what is shown.
    void goOn(const QString &text, const char *hash, Removals removals = Removals::Admit)
    {
        const RevId shown = m_peer->note(kNote).rev;
        const RevId next{shown.generation + 1, hash};
        store({disguised({next, shown}, text)}, {next}, removals);
        [&] {
            QCOMPARE(
                m_peer->note(kNote).rev.generation,
                next.generation + (removals == Removals::Keep ? 1 : 0));
        }();
    }
    RevId shown(const QString &id)
    {
        Statement row = databaseOf(*m_peer->store)
                            .statement(QStringLiteral(
                                "SELECT r.generation, r.hash FROM document d"
                                " JOIN revision r ON r.key = d.displayed WHERE d.id = :id"));
        must(row.bind(":id", id).run());
        return row.next() ? RevId{int(row.integer(0)), row.text(1).toLatin1()} : RevId();
    }
    int gone() { return int(number("SELECT count(*) FROM removal")); }
    qint64 number(const char *sql)
    {
        Statement row = databaseOf(*m_peer->store).statement(QLatin1String(sql));
        must(row.run());
        return row.next() ? row.integer(0) : -1;
    }
    /// The program ran for a day, and the clock is believed.
    void believe()
    {
        must(m_peer->store->thinner().time().ran(24 * 60 * kMinuteMs));
        m_peer->store.clock.advance(kMinuteMs);
    }
    /// Pages that are looked at while another word of a long text comes.
    int pagesOfAStep(const QString &text)
    {
        int sum = 0;
        for (const int pages : {SQLITE_DBSTATUS_CACHE_HIT, SQLITE_DBSTATUS_CACHE_MISS}) {
            int most = 0;
            int now = 0;
            sqlite3_db_status(databaseOf(*m_peer->store).handle(), pages, &now, &most, 1);
        }
        goOn(text, "b");
        for (const int pages : {SQLITE_DBSTATUS_CACHE_HIT, SQLITE_DBSTATUS_CACHE_MISS}) {
            int most = 0;
            int now = 0;
            sqlite3_db_status(databaseOf(*m_peer->store).handle(), pages, &now, &most, 0);
            sum += now;
        }
        return sum;
    }
    static QString idOf(int number)
    {
        return QStringLiteral("note:01%1").arg(number, 24, 10, QChar(u'0'));
    }
    /// Those from `first` on.
    QList<DocumentRevision> notes(int first, int count, const QString &text)
    {
        QList<DocumentRevision> all;
        for (int i = first; i < first + count; ++i) {
            all.append(disguised({{1, "a"}}, text));
            all.last().id = idOf(i);
        }
        return all;
    }
    /// What takes these away.
    QList<DocumentRevision> taken(const QStringList &ids, bool overwritten = false)
    {
        QList<DocumentRevision> all;
        for (const QString &id : ids) {
            const RevId shown = m_peer->note(id).rev;
            const RevId next{shown.generation + 1, "f"};
            DocumentRevision revision{id, next, {next, shown}, true, {}};
            if (overwritten) {
                revision = disguised({next, shown}, words(1));
                revision.id = id;
            }
            all.append(revision);
        }
        return all;
    }
    void caughtUp() { must(replica().removals().caughtUp()); }
    /// The texts that are missed.
    QStringList missed()
    {
        QStringList texts;
        const QList<RemovedNote> gone = must(replica().removals().removed(0, 100));
        for (const RemovedNote &note : gone)
            texts.append(must(m_peer->store->notes().noteAt(note.id, note.rev)).body);
        return texts;
    }

    std::unique_ptr<ReplicaPeer> m_peer;
};

void TestRemovalGuard::aNamedDeviceIsNoProof_data()
{
    QTest::addColumn<QString>("made");
    QTest::newRow("as it came") << QString();
    QTest::newRow("sent again with its line") << QStringLiteral("line");
    QTest::newRow("doubted") << QStringLiteral("doubt");
    QTest::newRow("of another server") << QStringLiteral("forget");
    QTest::newRow("from before it was remembered") << QStringLiteral("before");
}

/// What came goes on being what came, though it was sent since.
void TestRemovalGuard::aNamedDeviceIsNoProof()
{
    QFETCH(QString, made);
    const RevId first{1, "a"};
    const RevId second{2, "b"};
    store({disguised({first}, words(100))});
    store({disguised({second, first}, words(15))}, {second});
    if (made == u"line") {
        store({}, {first, second});
    } else if (made == u"forget" || made == u"before") {
        must(replica().forgetServer());
    } else if (made == u"doubt") {
        Confirmations confirmations = replica().confirmations();
        const QList<qint64> keys = must(confirmations.believed(0, 10));
        must(confirmations.sendAgain(must(confirmations.leaves(keys))));
    }
    QCOMPARE(m_peer->note(kNote).body, words(15));
    QCOMPARE(missed(), QStringList());
    const QList<NoteVersion> history = must(m_peer->store->versions().history(kNote));
    for (const NoteVersion &version : history)
        QCOMPARE(version.kind, QStringLiteral("received"));
    if (made == u"before") // what nobody can tell any more is not taken for the person's
        must(databaseOf(*m_peer->store).execute(QStringLiteral("UPDATE revision SET origin = 2")));
    goOn(words(6), "c");
    QCOMPARE(missed(), QStringList{words(100)});
}

void TestRemovalGuard::whatIsKnownOfOlderStores()
{
    const QString file = m_peer->store.folder() + QStringLiteral("/older.sqlite");
    {
        const auto older = must(Database::open(file, bundledMigrations().mid(0, 9)));
        must(older->execute(
            QStringLiteral("INSERT INTO document (key, id, type) VALUES (1, 'note:1', 'note')")));
        must(older->execute(QStringLiteral("INSERT INTO revision (document, generation, hash, "
                                           "leaf, acknowledged, attempted) VALUES"
                                           " (1, 1, 'unsent', 0, 0, 0), (1, 2, 'came', 0, 1, 0), "
                                           "(1, 3, 'sent, or doubted', 0, 0, 1),"
                                           " (1, 4, 'sent again', 1, 1, 2)")));
    }
    const auto database = must(Database::open(file, bundledMigrations()));
    Statement rows =
        database->statement(QStringLiteral("SELECT origin FROM revision ORDER BY generation"));
    must(rows.run());
    QList<qint64> origins;
    while (rows.next())
        origins.append(rows.integer(0));
    QCOMPARE(origins, (QList<qint64>{0, 2, 2, 2}));
}

/// The server is asked for an ancestor, and answers as it likes.
void TestRemovalGuard::anAnsweredAncestorIsNoBeginning()
{
    const RevId base{1, "0"};
    const RevId shown{2, "a"};
    const RevId beside{2, "b"};
    store({disguised({shown, base}, words(100))});
    store({disguised({beside, base}, QStringLiteral("x"))}, {beside, shown});
    QCOMPARE(must(replica().missingBases(0, 10)).wanted.size(), 1);
    must(replica().keepBases({disguised({base}, QStringLiteral("x"))}));
    m_peer->reconcile();
    QCOMPARE(m_peer->note(kNote).body, words(100));
    goOn(words(15), "c");
    QCOMPARE(missed(), QStringList());
    goOn(words(6), "d");
    QCOMPARE(missed(), QStringList{words(100)});
}

/// A version that was never shown may be older in the history than the one that was.
void TestRemovalGuard::aVersionBesideIsNoBeginning()
{
    const RevId beside{1, "b"};
    const RevId shown{1, "c"};
    const RevId less{2, "d"};
    const RevId least{3, "e"};
    store(
        {disguised({beside}, QStringLiteral("x")), disguised({shown}, words(100))},
        {beside, shown});
    m_peer->reconcile();
    QCOMPARE(m_peer->note(kNote).body, words(100));
    const ConflictDetails details = must(m_peer->store->conflicts().details(kNote));
    for (const ConflictLeaf &leaf : details.leaves)
        QVERIFY(!leaf.thisDevice);
    store({disguised({less, shown}, words(15))}, {beside, less});
    QCOMPARE(m_peer->note(kNote).body, words(15));
    store({disguised({least, less, shown}, words(6))}, {beside, least});
    QCOMPARE(m_peer->note(kNote).body, words(6));
    QCOMPARE(missed(), QStringList{words(100)});
}

/// A note that was short when the window began and became long since.
void TestRemovalGuard::whatWasWrittenInBetweenCounts()
{
    store({disguised({{1, "a"}}, words(1))});
    goOn(words(100), "b");
    goOn(words(15), "c");
    QCOMPARE(missed(), QStringList());
    goOn(words(6), "d");
    QCOMPARE(missed(), QStringList{words(100)});
}

void TestRemovalGuard::theWindowSlides()
{
    store({disguised({{1, "a"}}, words(100))});
    goOn(words(99), "b");
    m_peer->store.clock.advance(24 * 60 * kMinuteMs - 10 * kMinuteMs);
    goOn(words(15), "c");
    m_peer->store.clock.advance(20 * kMinuteMs);
    goOn(words(14), "d");
    QCOMPARE(missed(), QStringList());
    goOn(words(6), "e");
    QCOMPARE(missed(), QStringList{words(99)});
    // What went counts as gone from then on, and a day later is another day.
    m_peer->store.clock.advance(25 * 60 * kMinuteMs);
    goOn(words(4), "f"); // less than a tenth of what was shown before it went
    QCOMPARE(must(replica().removals().removed(m_peer->store.clock.nowMs(), 100)).size(), 0);
}

/// What is shown after something went is measured from there on, also where the clock shows less.
void TestRemovalGuard::aClockSetBackHidesNoStep()
{
    const qint64 right = m_peer->store.clock.nowMs();
    for (const qint64 clock : {right, right - 5000 * 24 * 60 * kMinuteMs}) {
        store({disguised({{1, "a"}}, words(100))});
        goOn(words(6), "b");
        QCOMPARE(missed(), QStringList{words(100)});
        m_peer->store.clock.set(clock);
        goOn(words(100), "c");
        QCOMPARE(gone(), 0); // all of it is back
        goOn(words(40), "d");
        goOn(words(6), "e");
        QCOMPARE(missed(), QStringList{words(100)});
        QCOMPARE(gone(), 1);
        cleanup();
        init();
    }
}

/// What went while the clock was ahead went today, not for as long as it was ahead.
void TestRemovalGuard::timesAheadAreOfToday()
{
    believe();
    const qint64 right = m_peer->store.clock.nowMs();
    const QStringList ids = [] {
        QStringList all;
        for (int i = 0; i < 60; ++i)
            all.append(idOf(i));
        return all;
    }();
    store(notes(0, 60, words(9)));
    store({disguised({{1, "a"}}, words(100))});
    m_peer->store.clock.set(right + 3'000 * 24 * 60 * kMinuteMs);
    QCOMPARE(store(taken(ids.first(20))).held, QStringList());
    goOn(words(55), "b");
    caughtUp();
    m_peer->store.clock.set(right + kMinuteMs);
    caughtUp();
    QVERIFY(!store(taken({ids.at(20)})).held.isEmpty()); // still of the last day
    goOn(words(54), "c");
    for (const char *table : {"removal", "shown_before", "here_before"}) {
        const QByteArray sql = QByteArray("SELECT max(at) FROM ") + table;
        QVERIFY2(number(sql.constData()) <= right + kMinuteMs + 1, table);
    }
    m_peer->store.clock.advance(25 * 60 * kMinuteMs);
    caughtUp();
    QCOMPARE(store(taken(ids.sliced(20, 15))).held, QStringList());
    goOn(words(6), "d"); // of 54
    QVERIFY(!missed().contains(words(100)));
}

/// What went is found for 90 days: it does not become old by a clock that is behind for an hour.
void TestRemovalGuard::aClockBehindChangesNoTimes()
{
    believe();
    store({disguised({{1, "a"}}, words(100))});
    goOn(words(6), "b");
    const qint64 at = number("SELECT max(at) FROM removal");
    m_peer->store.clock.set(at - 5'000 * 24 * 60 * kMinuteMs);
    caughtUp();
    QCOMPARE(number("SELECT max(at) FROM removal"), at);
}

/// Of a note that is changed all day long no more is remembered, and nothing goes unseen.
void TestRemovalGuard::stepsOfADayAreBounded()
{
    store({disguised({{1, "a"}}, words(30))});
    for (int i = 0; i < 250; ++i)
        goOn(words(i == 240 ? 100 : 30), "b");
    QCOMPARE(number("SELECT count(*) FROM shown_before"), 200);
    goOn(words(15), "c");
    QCOMPARE(missed(), QStringList());
    m_peer->store.clock.advance(kMinuteMs);
    goOn(words(6), "d");
    QCOMPARE(missed(), QStringList{words(100)});
    goOn(words(30), "e"); // from then on it is measured anew
    goOn(words(5), "f");
    QCOMPARE(missed(), QStringList{words(100)});
    QCOMPARE(number("SELECT count(*) FROM shown_before"), 201);
}

void TestRemovalGuard::aStepReadsTwoTexts()
{
    const QString text = words(100).repeated(50);
    const QString less = words(50).repeated(50);
    store({disguised({{1, "a"}}, text.chopped(60))});
    for (int i = 55; i > 50; --i)
        goOn(text.chopped(i), "b");
    const int few = pagesOfAStep(less);
    for (int i = 50; i > 0; --i) // each longer than those before
        goOn(text.chopped(i), "b");
    const int many = pagesOfAStep(less);
    QVERIFY2(many < 2 * few, qPrintable(QStringLiteral("%1 and %2 pages").arg(few).arg(many)));
}

void TestRemovalGuard::ownWordsBeginAnew()
{
    store({disguised({{1, "a"}}, words(100))});
    goOn(words(40), "b");
    m_peer->edit(kNote, words(6));
    goOn(words(3), "c");
    QCOMPARE(m_peer->note(kNote).body, words(3));
    QCOMPARE(missed(), QStringList());
}

/// Cuts between which the person only sorts the note are steps of one day.
void TestRemovalGuard::aTagIsNoWriting()
{
    store({disguised({{1, "a"}}, words(100))});
    int left = 100;
    for (int step = 0; step < 6 && missed().isEmpty(); ++step) {
        left = left * 55 / 100;
        goOn(words(left), QByteArray::number(step).constData());
        NotePatch patch;
        patch.addTags = {QStringLiteral("tag%1").arg(step)};
        must(m_peer->store->notes().edit(kNote, patch));
    }
    QCOMPARE(missed(), QStringList{words(100)});
}

/// What the person wrote was made of a text that cannot be read any more: what comes is stored.
void TestRemovalGuard::aDamagedParentStopsNothing()
{
    store({disguised({{1, "a"}}, words(100))});
    m_peer->edit(kNote, words(90));
    Database &database = databaseOf(*m_peer->store);
    must(database.execute(QStringLiteral("DELETE FROM version")));
    must(database.execute(QStringLiteral("UPDATE revision SET body = x'ff' WHERE leaf = 0")));
    goOn(words(80), "c");
    QCOMPARE(m_peer->note(kNote).body, words(80));
}

/// The person said "keep"; what is done once more is asked about once more.
void TestRemovalGuard::keptIsNoWriting()
{
    store({disguised({{1, "a"}}, words(100))});
    goOn(words(40), "b");
    goOn(words(8), "c", Removals::Keep);
    QCOMPARE(m_peer->note(kNote).body, words(40));
    QCOMPARE(missed(), QStringList());
    const QList<NoteVersion> history = must(m_peer->store->versions().history(kNote));
    QCOMPARE(history.first().kind, QStringLiteral("restored"));
    goOn(words(8), "d");
    QCOMPARE(missed(), QStringList{words(100)});
}

/// What another device wrote into a text that lost a part goes on, too.
void TestRemovalGuard::keptWithWhatWasNew()
{
    store({disguised({{1, "a"}}, words(100))});
    DocumentRevision next =
        disguised({{2, "b"}, {1, "a"}}, words(40) + QStringLiteral("\n\nwritten meanwhile\n"));
    next.body[QStringLiteral("trashed_at")] = 1'700'000'000'000.0;
    store({next}, {next.rev}, Removals::Keep);
    QCOMPARE(m_peer->note(kNote).body, words(100) + QStringLiteral("\nwritten meanwhile"));
    QVERIFY(!m_peer->note(kNote).trashedAt);
}

void TestRemovalGuard::keptWithNothingTwice_data()
{
    QTest::addColumn<QString>("written");
    QTest::addColumn<QString>("below");
    QTest::newRow("behind a line")
        << QStringLiteral("word50 word51 tuesday at five") << QStringLiteral("… tuesday at five");
    QTest::newRow("before it") << QStringLiteral("- on tuesday: word50 word51")
                               << QStringLiteral("- on tuesday:");
    QTest::newRow("one word is no line")
        << QStringLiteral("word50 tuesday") << QStringLiteral("word50 tuesday");
    QTest::newRow("words from elsewhere in it")
        << QStringLiteral("word50 word51 word7 tuesday") << QStringLiteral("… word7 tuesday");
    QTest::newRow("words from elsewhere alone")
        << QStringLiteral("word50 word7") << QStringLiteral("word50 word7");
    QTest::newRow("one from elsewhere")
        << QStringLiteral("word50 word51 word7 word52 word53") << QStringLiteral("… word7");
    QTest::newRow("only shorter") << QStringLiteral("word50 word51 word53 word54") << QString();
    QTest::newRow("shorter at its beginning")
        << QStringLiteral("word50 word53 word54") << QString();
    QTest::newRow("around it") << QStringLiteral("ask word50 word51 again")
                               << QStringLiteral("ask … again");
    QTest::newRow("a line of its own")
        << QStringLiteral("  tuesday at five ") << QStringLiteral("  tuesday at five ");
    QTest::newRow("with what is everywhere")
        << QStringLiteral("the tent") << QStringLiteral("the tent");
    QTest::newRow("without spaces") << QStringLiteral("明天在公司") << QStringLiteral("明天在公司");
}

/// Of a line that was written on stands below what was written, and no word twice.
void TestRemovalGuard::keptWithNothingTwice()
{
    QFETCH(const QString, written);
    QFETCH(const QString, below);
    const QString text = words(100) + QStringLiteral("\nthe boat and the lake and the sun\n天气");
    store({disguised({{1, "a"}}, text)});
    DocumentRevision next = disguised({{2, "b"}, {1, "a"}}, words(60) + u'\n' + written);
    next.body[QStringLiteral("trashed_at")] = 1'700'000'000'000.0;
    store({next}, {next.rev}, Removals::Keep);
    const QString behind = below.isEmpty() ? QString() : u'\n' + below;
    QCOMPARE(m_peer->note(kNote).body, text + behind);
}

void TestRemovalGuard::theNotebookComesBackWithItsNote_data()
{
    QTest::addColumn<Removals>("removals");
    QTest::newRow("kept") << Removals::Keep;
    QTest::newRow("taken back") << Removals::Admit;
}

/// A notebook was removed elsewhere with its notes: they come back where they were and as old as
/// they were.
void TestRemovalGuard::theNotebookComesBackWithItsNote()
{
    QFETCH(const Removals, removals);
    Store &store = *m_peer->store;
    const QString notebook = must(store.notebooks().ensurePath(QStringLiteral("Work/Deep"))).id;
    NoteContent content;
    content.title = QStringLiteral("T");
    content.body = words(100);
    content.notebookId = notebook;
    const QString id = must(store.notes().create(content)).id;
    const Note before = m_peer->note(id);
    m_peer->store.clock.advance(kMinuteMs);

    for (const NotebookInfo &there : must(store.notebooks().list())) {
        const RevId gone{2, "b"};
        must(
            replica().store({{there.id, gone, {gone, shown(there.id)}, true, {}}}, {}, {}, {}, {}));
    }
    QCOMPARE(must(store.notebooks().list()).size(), 0);
    const RevId gone{2, "c"};
    must(replica().store(
        {{id, gone, {gone, before.rev}, true, {}}}, {{id, {gone}, false}}, {}, {}, removals));
    if (removals == Removals::Admit)
        QCOMPARE(must(store.notes().takeBack(must(replica().removals().removed(0, 100)))), 1);
    const Note after = m_peer->note(id);
    QCOMPARE(after.notebookPath, QStringLiteral("Work/Deep"));
    QCOMPARE(after.updatedAt, before.updatedAt);
    QCOMPARE(must(store.notebooks().list()).size(), 2);
}

void TestRemovalGuard::whatWasWrittenOnTopStays_data()
{
    QTest::addColumn<bool>("known");
    QTest::addColumn<Removals>("removals");
    QTest::newRow("kept") << true << Removals::Keep;
    QTest::newRow("kept, the text below is not here") << false << Removals::Keep;
    QTest::newRow("taken back") << true << Removals::Admit;
}

/// On another device somebody wrote on in what took the place of the text.
void TestRemovalGuard::whatWasWrittenOnTopStays()
{
    QFETCH(const bool, known);
    QFETCH(const Removals, removals);
    const RevId first{1, "a"};
    const RevId second{2, "b"};
    const RevId third{3, "c"};
    store({disguised({first}, words(100))});
    QList<DocumentRevision> came;
    if (known)
        came.append(disguised({second, first}, QStringLiteral("?")));
    came.append(disguised({third, second, first}, QStringLiteral("?\nwritten there")));
    store(came, {third}, removals);
    if (removals == Removals::Admit)
        QCOMPARE(
            must(m_peer->store->notes().takeBack(must(replica().removals().removed(0, 9)))), 1);
    QVERIFY2(m_peer->note(kNote).body.startsWith(words(100)), qPrintable(m_peer->note(kNote).body));
    QVERIFY(m_peer->note(kNote).body.contains(QStringLiteral("written there")));
}

void TestRemovalGuard::overwrittenThenDeletedComesBackWhole()
{
    store({disguised({{1, "a"}}, words(100))});
    goOn(words(5), "b");
    QCOMPARE(missed(), QStringList{words(100)});
    m_peer->store.clock.advance(kMinuteMs);
    const RevId gone{3, "c"};
    store({{kNote, gone, {gone, {2, "b"}}, true, {}}}, {gone});
    QCOMPARE(missed(), QStringList{words(100)});
    const auto removed = must(replica().removals().removed(0, 100));
    QCOMPARE(must(m_peer->store->notes().takeBack(removed)), 1);
    QCOMPARE(m_peer->note(kNote).body, words(100));
}

/// A version that cannot be read any more stays in the list, and keeps nothing else away.
void TestRemovalGuard::aDamagedVersionKeepsNoOtherAway()
{
    store(notes(0, 60, words(9)));
    QStringList ids;
    for (int i = 0; i < 12; ++i)
        ids.append(idOf(i));
    QCOMPARE(store(taken(ids)).held, QStringList());
    store({disguised({{1, "a"}}, words(100))});
    goOn(QStringLiteral("Other words altogether stand here"), "b");
    const QString damage = QStringLiteral(
        "UPDATE version SET body = X'7B00' WHERE document = (SELECT key FROM document"
        " WHERE id = '%1')");
    for (const QString &id : {ids.at(4), kNote})
        must(databaseOf(*m_peer->store).execute(damage.arg(id)));
    const QList<RemovedNote> gone = must(replica().removals().removed(0, 100));
    QCOMPARE(gone.size(), 13);
    const NoteStore::TakenBack taken = must(m_peer->store->notes().takeBackEach(gone));
    QCOMPARE(taken.acts.size(), 11);
    QCOMPARE(taken.left.size(), 2);
    for (const NoteStore::TakenBack::Left &left : taken.left) {
        QVERIFY(left.note.id == ids.at(4) || left.note.id == kNote);
        QVERIFY(!left.why.message.isEmpty());
    }
    QCOMPARE(must(replica().removals().removed(0, 100)).size(), 2);
    QVERIFY(!m_peer->store->notes().takeBack(gone)); // whoever asks for the number alone is told
}

/// Its name is what is damaged, not their words.
void TestRemovalGuard::aDamagedNotebookKeepsNoNoteAway()
{
    Store &store = *m_peer->store;
    const QString notebook = must(store.notebooks().ensurePath(QStringLiteral("Work"))).id;
    NoteContent content;
    content.title = QStringLiteral("T");
    content.body = words(100);
    content.notebookId = notebook;
    const QString id = must(store.notes().create(content)).id;
    const Note before = m_peer->note(id);
    const RevId none{2, "b"};
    must(replica().store({{notebook, none, {none, shown(notebook)}, true, {}}}, {}, {}, {}, {}));
    const RevId gone{2, "c"};
    must(replica().store(
        {{id, gone, {gone, before.rev}, true, {}}}, {{id, {gone}, false}}, {}, {},
        Removals::Admit));
    must(databaseOf(store).execute(
        QStringLiteral("UPDATE revision SET body = X'7B00' WHERE deleted = 0 AND document ="
                       " (SELECT key FROM document WHERE id = '%1')")
            .arg(notebook)));
    const auto taken = must(store.notes().takeBackEach(must(replica().removals().removed(0, 100))));
    QCOMPARE(taken.left.size(), 0);
    QCOMPARE(m_peer->note(id).body, before.body);
}

/// Twenty notes of which the text goes are twenty, not forty.
void TestRemovalGuard::overwrittenNotesAreStillCountedOnce()
{
    QStringList ids;
    QList<DocumentRevision> all;
    for (int i = 0; i < 20; ++i) {
        DocumentRevision revision = disguised({{1, "a"}}, words(100));
        revision.id = QStringLiteral("note:000000000000000000000001%1").arg(i, 2, 10, QChar(u'0'));
        ids.append(revision.id);
        all.append(revision);
    }
    store(all);
    int held = 0;
    for (const QString &id : std::as_const(ids)) {
        DocumentRevision revision = disguised({{2, "b"}, {1, "a"}}, words(1));
        revision.id = id;
        held += int(store({revision}).held.size());
    }
    QCOMPARE(held, 2); // of twenty no fewer than a tenth stay, as where they are deleted
    QCOMPARE(missed().size(), 18);
}

void TestRemovalGuard::whatCameBackIsNotMissed_data()
{
    QTest::addColumn<QString>("went");
    QTest::newRow("deleted") << QStringLiteral("deleted");
    QTest::newRow("trashed") << QStringLiteral("trashed");
    QTest::newRow("overwritten") << QStringLiteral("overwritten");
}

/// What the person makes of a note that is back is theirs: it is not to be replaced by what once
/// went.
void TestRemovalGuard::whatCameBackIsNotMissed()
{
    QFETCH(QString, went);
    const RevId first{1, "a"};
    const RevId second{2, "b"};
    store({disguised({first}, words(100))});
    DocumentRevision taken = disguised({second, first}, words(went == u"overwritten" ? 2 : 100));
    taken.deleted = went == u"deleted";
    if (went == u"trashed")
        taken.body.insert(field::kTrashedAt, 7);
    store({taken}, {second});
    const QList<RemovedNote> gone = must(replica().removals().removed(0, 100));
    QCOMPARE(gone.size(), 1);
    NotePatch patch;
    if (went == u"trashed") { // as from the trash, not from the list
        patch.trashed = false;
        must(m_peer->store->notes().edit(kNote, patch));
    } else {
        must(m_peer->store->notes().takeBack(gone));
    }
    QCOMPARE(m_peer->note(kNote).body, words(100));
    QCOMPARE(missed(), QStringList());
    m_peer->edit(kNote, QStringLiteral("something else"));
    QCOMPARE(missed(), QStringList());
    must(m_peer->store->notes().remove({kNote}, true)); // by the person
    QCOMPARE(missed(), QStringList());
}

void TestRemovalGuard::halfOfItIsStillMissed()
{
    const RevId first{1, "a"};
    const RevId second{2, "b"};
    store({disguised({first}, words(100))});
    store({disguised({second, first}, words(2))}, {second});
    goOn(words(40), "c");
    QCOMPARE(missed(), {words(100)}); // not half of it is back
    goOn(words(60), "c");
    QCOMPARE(missed(), QStringList());
    QCOMPARE(gone(), 1);
    goOn(QStringLiteral("something else"), "d");
    QCOMPARE(missed(), {words(100)});
}

void TestRemovalGuard::whatThePersonWroteIsTheirs_data()
{
    QTest::addColumn<QString>("went");
    QTest::addColumn<QString>("then");
    for (const char *went : {"overwritten", "hidden", "trashed"}) {
        for (const char *then : {"text", "title", "deleted", "pin"})
            QTest::addRow("%s, %s", went, then)
                << QString::fromLatin1(went) << QString::fromLatin1(then);
    }
    QTest::newRow("trashed here") << QStringLiteral("overwritten") << QStringLiteral("trashed");
}

/// A list that was written anew elsewhere and is kept here from then on is not replaced a week
/// later, and what the person deleted does not come back.
void TestRemovalGuard::whatThePersonWroteIsTheirs()
{
    QFETCH(QString, went);
    QFETCH(QString, then);
    const RevId first{1, "a"};
    const RevId second{2, "b"};
    store({disguised({first}, words(100))});
    DocumentRevision taken = disguised({second, first}, words(100));
    if (went == u"overwritten")
        taken.body.insert(field::kBody, words(2));
    else if (went == u"hidden")
        taken.body.insert(field::kBody, QStringLiteral("unheard\n").repeated(150) + words(100));
    else
        taken.body.insert(field::kTrashedAt, 7);
    store({taken}, {second});
    QCOMPARE(missed(), QStringList{words(100)});
    const QString there = m_peer->note(kNote).body;
    NotePatch patch;
    if (then == u"deleted") {
        must(m_peer->store->notes().remove({kNote}, true));
    } else {
        if (then == u"text")
            patch.body = there + QStringLiteral("\nbread");
        else if (then == u"title")
            patch.title = QStringLiteral("Shopping");
        else if (then == u"trashed")
            patch.trashed = true;
        else
            patch.pinned = true;
        must(m_peer->store->notes().edit(kNote, patch));
    }
    const bool isTheirs = then != u"pin"; // which says nothing about the words
    QCOMPARE(missed(), isTheirs ? QStringList() : QStringList{words(100)});
    const int back =
        must(m_peer->store->notes().takeBack(must(replica().removals().removed(0, 100))));
    QCOMPARE(back, isTheirs ? 0 : 1);
    if (then == u"text")
        QCOMPARE(m_peer->note(kNote).body, *patch.body);
}

/// What another device wrote above the text stands below it.
void TestRemovalGuard::takenBackWithWhatStandsThere()
{
    store({disguised({{1, "a"}}, words(100))});
    goOn(QStringLiteral("unheard\n").repeated(150) + words(100), "b");
    QCOMPARE(must(m_peer->store->notes().takeBack(must(replica().removals().removed(0, 9)))), 1);
    const QString body = m_peer->note(kNote).body;
    QVERIFY(body.startsWith(words(100) + QStringLiteral("\nunheard")));
    QCOMPARE(body.count(QStringLiteral("word50")), 1);
    QCOMPARE(missed(), QStringList());
}

void TestRemovalGuard::inventedNotesMakeNoRoom_data()
{
    QTest::addColumn<int>("own");
    QTest::addColumn<int>("invented");
    QTest::addColumn<bool>("mine");
    QTest::addColumn<bool>("laterRun");
    QTest::addColumn<bool>("overwritten");
    QTest::addColumn<int>("most");
    QTest::addColumn<bool>("marked"); ///< the feed was read to its end since the notes are here
    QTest::newRow("in one run") << 60 << 600 << false << false << false << 20 << true;
    QTest::newRow("in two") << 60 << 600 << false << true << false << 20 << true;
    QTest::newRow("written here") << 60 << 600 << true << false << false << 20 << true;
    QTest::newRow("written here, in two") << 60 << 600 << true << true << false << 20 << true;
    QTest::newRow("overwritten") << 60 << 700 << false << false << true << 20 << true;
    QTest::newRow("overwritten, in two") << 60 << 700 << false << true << true << 20 << true;
    QTest::newRow("written here, no mark") << 60 << 600 << true << false << false << 20 << false;
    QTest::newRow("few") << 20 << 3 << false << false << false << 18 << true;
    QTest::newRow("few, in two") << 20 << 3 << false << true << false << 18 << true;
    QTest::newRow("few, overwritten") << 20 << 3 << true << true << true << 18 << true;
}

/// Whatever a server adds, it takes no more of what was here than it could take without that.
void TestRemovalGuard::inventedNotesMakeNoRoom()
{
    QFETCH(int, own);
    QFETCH(int, invented);
    QFETCH(bool, mine);
    QFETCH(bool, laterRun);
    QFETCH(bool, overwritten);
    QFETCH(int, most);
    QFETCH(bool, marked);
    QStringList ids;
    if (!mine)
        store(notes(0, own, words(100)));
    for (int i = 0; i < own; ++i)
        ids.append(mine ? m_peer->addNote(QStringLiteral("T"), words(100)) : idOf(i));
    if (marked)
        caughtUp();
    if (mine) { // sent, or there would be nothing to take
        QList<PushDocument> sent = must(replica().beginAttempt(m_peer->waiting()));
        must(replica().confirm(sent));
    }
    m_peer->store.clock.advance(laterRun ? 3 * 60 * kMinuteMs : kMinuteMs);
    const QList<DocumentRevision> news = notes(own, invented, QStringLiteral("."));
    if (laterRun) {
        store(news);
        caughtUp();
        m_peer->store.clock.advance(kMinuteMs);
    }
    const StoreOutcome outcome =
        store((laterRun ? QList<DocumentRevision>() : news) + taken(ids, overwritten));
    QCOMPARE(outcome.held.size(), own - most);
    QCOMPARE(missed().size(), most);
    QVERIFY(
        !must(replica().removals().admits(QList<RemoteChange>{{outcome.held.first(), {}, true}})));
}

void TestRemovalGuard::ordinaryRemovalsAreNotAskedAbout()
{
    // The first sync of a new device, in pages, while somebody tidies up elsewhere.
    store(notes(0, 100, words(9)));
    store(notes(100, 200, words(9)));
    QStringList tidied;
    for (int i = 0; i < 15; ++i)
        tidied.append(idOf(i));
    QCOMPARE(store(taken(tidied)).held, QStringList());
    m_peer->store.clock.advance(kMinuteMs);
    caughtUp();
    tidied.clear();
    for (int i = 15; i < 29; ++i)
        tidied.append(idOf(i));
    QCOMPARE(store(taken(tidied)).held, QStringList());
    // As many again on another day, when more were written.
    for (int day = 0; day < 3; ++day) {
        m_peer->store.clock.advance(25 * 60 * kMinuteMs);
        store(notes(300 + 60 * day, 60, words(9)));
        caughtUp();
        tidied.clear();
        for (int i = 0; i < 25; ++i)
            tidied.append(idOf(30 + 31 * day + i));
        QCOMPARE(store(taken(tidied)).held, QStringList());
        caughtUp();
    }
    QCOMPARE(must(m_peer->store->tallies()).notes, 300 + 3 * 60 - 29 - 3 * 25);
}

void TestRemovalGuard::whatWasWrittenHereMakesRoom_data()
{
    QTest::addColumn<int>("written");
    QTest::addColumn<int>("taken");
    QTest::addColumn<int>("trashed");
    QTest::addColumn<int>("held");
    QTest::newRow("other notes") << 100 << 11 << 0 << 0;
    QTest::newRow("none") << 0 << 11 << 0 << 1;
    QTest::newRow("all of it") << 10 << 22 << 0 << 3;
    QTest::newRow("what the person took away") << 100 << 11 << 100 << 1;
}

/// A tenth of what the person wrote since the feed was last read is of what is there, too. What a
/// server adds beside it is not.
void TestRemovalGuard::whatWasWrittenHereMakesRoom()
{
    QFETCH(int, written);
    QFETCH(int, taken);
    QFETCH(int, trashed);
    QFETCH(int, held);
    store(notes(0, 12, words(9)));
    caughtUp();
    m_peer->store.clock.advance(kMinuteMs);
    QStringList ids;
    for (int i = 0; i < 12; ++i)
        ids.append(idOf(i));
    QStringList own;
    for (int i = 0; i < written; ++i)
        own.append(m_peer->addNote(QStringLiteral("T"), words(9)));
    ids += own;
    for (const PushDocument &document : must(replica().beginAttempt(m_peer->waiting())))
        must(replica().confirm({document}));
    store(notes(100, 700, QStringLiteral(".")));
    must(m_peer->store->notes().remove(own.first(trashed), true));
    QCOMPARE(store(this->taken(ids.first(taken))).held.size(), held);
}

void TestRemovalGuard::namedTwiceCountsOnce()
{
    store(notes(0, 10, words(9)));
    QList<RemoteChange> changes;
    for (int i = 0; i < 9; ++i) {
        changes.append({idOf(i), {{2, "a"}}, false});
        changes.append({idOf(i), {{2, "a"}, {2, "b"}}, false});
    }
    QVERIFY(must(replica().removals().admits(changes)));
    const HeldRemovals asked = must(replica().removals().ask(changes));
    QCOMPARE(asked.notes, 9);
    QVERIFY(must(replica().removals().covers(asked, changes)));
}

/// What came back is no removal any more, and nothing takes its number.
void TestRemovalGuard::takenTwiceCountsTwice()
{
    store(notes(0, 60, words(9)));
    QStringList ids;
    for (int i = 0; i < 20; ++i)
        ids.append(idOf(i));
    QCOMPARE(store(taken(ids)).held, QStringList());
    caughtUp();
    store(notes(60, 700, QStringLiteral(".")));
    QCOMPARE(must(m_peer->store->notes().takeBack(must(replica().removals().removed(0, 100)))), 20);
    ids.clear();
    for (int i = 20; i < 60; ++i)
        ids.append(idOf(i));
    QCOMPARE(store(taken(ids)).held.size(), 20);
}

void TestRemovalGuard::marksAreFew()
{
    for (int i = 0; i < 600; ++i) { // two a minute come for five hours
        store(notes(2 * i, 2, QStringLiteral(".")));
        m_peer->store.clock.advance(kMinuteMs / 2);
        caughtUp();
    }
    const auto count = [this] {
        Statement rows = databaseOf(*m_peer->store)
                             .statement(QStringLiteral("SELECT count(*) FROM here_before"));
        must(rows.run());
        return rows.next() ? rows.integer(0) : -1;
    };
    QVERIFY2(count() < 80, qPrintable(QString::number(count())));
    m_peer->store.clock.advance(26 * 60 * kMinuteMs);
    store(notes(5'000, 1, QStringLiteral(".")));
    caughtUp();
    QCOMPARE(count(), 2);
}

void TestRemovalGuard::whatIsHiddenIsRemoved_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<bool>("removed");
    const QString few = QStringLiteral("Seal leaks");
    const QString more = QStringLiteral("some words here for the text of the note");
    QString novel;
    for (int i = 0; i < 1'500; ++i)
        novel += QStringLiteral("novel%1 ").arg(i);
    for (const QString &text : {few, more, words(100)}) {
        const auto row = [&](const char *what, const QString &after, bool removed = true) {
            QTest::addRow("%s, %d characters", what, int(text.size())) << text << after << removed;
        };
        row("lines", QString(200'000, u'\n') + text);
        row("a hundred lines", QString(100, u'\n') + text);
        row("returns", QString(200, u'\r') + text);
        row("paragraph marks", QString(150, QChar(0x2029)) + text);
        row("blanks", QString(5'000, u' ') + text);
        row("wide blanks", QString(5'000, QChar(0x2003)) + text);
        row("tabs", QString(3'400, u'\t') + text);
        row("what nobody sees", QString(5'000, QChar(0x200B)) + text);
        row("quotes", QStringLiteral("> \n").repeated(300) + text);
        row("rules", QStringLiteral("---\n\n").repeated(300) + text);
        row("one word", QStringLiteral("spam\n").repeated(300) + text);
        row("many words", novel + text);
        row("a few lines", QString(20, u'\n') + text, false);
        row("an entry on top", QStringLiteral("Monday: bought a pump\n").repeated(10) + text,
            false);
    }
    const QString book = words(100) + u'\n' + novel;
    QTest::newRow("another beginning of a long text")
        << book << QStringLiteral("Another beginning ") + novel << false;
    QTest::newRow("a long text below blanks") << book << QString(300, u'\n') + book << true;
    QTest::newRow("halved and below blanks")
        << words(100) << QString(300, u'\n') + words(50) << true;
    QTest::newRow("halved and below other words")
        << words(100) << QStringLiteral("spam\n").repeated(300) + words(48) << true;
    QTest::newRow("the first half of a long text gone, the rest below other words")
        << book << QStringLiteral("spam and eggs\n").repeated(300) + book.sliced(book.size() / 2)
        << true;
    QTest::newRow("the first half of a long text gone")
        << book << book.sliced(book.size() / 2) << false;
    QTest::newRow("a long text goes on") << book << book + novel << false;
    const auto turned = [](const QString &text, QChar between) {
        QStringList parts = text.trimmed().split(between, Qt::SkipEmptyParts);
        std::reverse(parts.begin(), parts.end());
        return parts.join(between);
    };
    QStringList shuffled;
    for (int i = 0; i < 100; ++i)
        shuffled << QStringLiteral("word%1").arg(i * 37 % 100);
    QTest::newRow("the words in another order") << words(100) << shuffled.join(u' ') << true;
    QString list;
    for (int i = 0; i < 40; ++i)
        list += QStringLiteral("%1 pieces of part %2\n").arg(i).arg(i * 7);
    QTest::newRow("a list sorted otherwise") << list << turned(list, u'\n') << false;
    QTest::newRow("a short list of words sorted otherwise")
        << words(20) << turned(words(20), u' ') << false;
    QTest::newRow("blanks before, too")
        << QString(300, u'\n') + book << QString(400, u'\n') + book << false;
}

/// Removed is what cannot be seen any more, though it is there.
void TestRemovalGuard::whatIsHiddenIsRemoved()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    QFETCH(bool, removed);
    const auto note = [](const QString &title, const QString &text) {
        return QJsonObject{
            {QStringLiteral("type"), QStringLiteral("note")},
            {QStringLiteral("title"), title},
            {QStringLiteral("body"), text},
            {QStringLiteral("device"), QJsonObject()}};
    };
    const Removal expected = removed ? Removal::Overwritten : Removal::None;
    const QString title = QStringLiteral("Title");
    QCOMPARE(RemovalGuard::between(note(title, before), note(title, after)), expected);
    const QString shifted = QString(100, QChar(0x2003)) + title;
    QCOMPARE(
        RemovalGuard::between(note(title, before), note(shifted, before)), Removal::Overwritten);
    const QJsonObject undone =
        RemovalGuard::undone(note(title, before), note(shifted, after), after);
    QCOMPARE(undone.value(u"title").toString(), title);
    QCOMPARE(RemovalGuard::between(note(title, before), undone), Removal::None);
}

void TestRemovalGuard::hiddenInSteps()
{
    const QString text = words(50).replace(u' ', u'\n');
    store({disguised({{1, "a"}}, text)});
    for (const int lines : {30, 60, 80}) {
        goOn(QString(lines, u'\n') + text, "b");
        QCOMPARE(missed(), QStringList());
    }
    goOn(QString(96, u'\n') + text, "c"); // of the twenty lines that were seen there are four
    QCOMPARE(missed(), QStringList{text});
}

void TestRemovalGuard::fewWordsAreJudged_data()
{
    QTest::addColumn<QString>("titleBefore");
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("titleAfter");
    QTest::addColumn<QString>("after");
    QTest::addColumn<bool>("removed");
    const auto both = [](const QByteArray &what, const QString &before, const QString &after,
                         bool removed) {
        const QString none;
        QTest::addRow("text: %s", what.constData()) << none << before << none << after << removed;
        QTest::addRow("title: %s", what.constData()) << before << none << after << none << removed;
    };
    both("nothing of it", u"Plumber"_s, u"x"_s, true);
    both("another word", u"Plumber"_s, u"Electrician"_s, true);
    both("two other words", u"Buy milk"_s, u"all done"_s, true);
    both("other signs", u"\u2605\u2605"_s, u"-"_s, true);
    both("another number", u"4711"_s, u"9999"_s, true);
    both("a letter is none", u"Plumber"_s, u"b"_s, true);
    both("of three words none", u"Call the plumber"_s, u"x"_s, true);
    both("corrected", u"Plumebr"_s, u"Plumber"_s, false);
    both("corrected, of few letters", u"teh"_s, u"the"_s, false);
    both(
        "in other letters", u"\u043c\u043e\u043b\u043e\u043a\u043e"_s,
        u"\u0445\u043b\u0435\u0431"_s, true);
    both("written on", u"Dent"_s, u"dentist on Monday"_s, false);
    both("a part of another", u"Arzt"_s, u"Zahnarzttermin"_s, false);
    both("one word stays", u"Buy milk"_s, u"milk and bread"_s, false);
    both("a digit", u"4711"_s, u"4712"_s, false);
    both("fewer signs", u"\u2605\u2605"_s, u"\u2605"_s, false);
    const auto signs = [](quint32 seed, int count, const QString &of) {
        QRandomGenerator random(seed);
        QString made;
        for (int i = 0; i < count; ++i)
            made += of.at(random.bounded(int(of.size())));
        return made;
    };
    const auto text = [](const char *what, const QString &before, const QString &after,
                         bool removed) {
        QTest::newRow(what) << QString() << before << QString() << after << removed;
    };
    const QString grid = signs(1, 140, u"\u2713\u2717"_s);
    text("a grid of signs, all alike", grid, QString(140, u'\u2717'), true);
    text("a grid of signs, another", grid, signs(2, 140, u"\u2713\u2717"_s), true);
    QString ticked = grid;
    ticked[70] = ticked.at(70) == u'\u2713' ? u'\u2717' : u'\u2713';
    text("a grid of signs, one ticked", grid, ticked, false);
    text("a grid of signs goes on", grid, grid + signs(3, 14, u"\u2713\u2717"_s), false);
    const QString key = signs(4, 384, u"0123456789abcdef"_s);
    text("a key", key, QString(60, u'0'), true);
    text("a key, another", key, signs(5, 384, u"0123456789abcdef"_s), true);
    text("a key with one digit corrected", key, QString(key).replace(200, 1, u'x'), false);
    QTest::newRow("into the text")
        << u"Plumber"_s << QString() << QString() << u"Plumber"_s << false;
    QTest::newRow("below another title")
        << u"Plumber"_s << QString() << u"To call"_s << u"Plumber"_s << false;
    QTest::newRow("far below another title")
        << u"Plumber"_s << QString() << u"x"_s << QString(200, u'\n') + u"Plumber"_s << true;
    QTest::newRow("behind other words")
        << u"Plumber"_s << QString() << u"nothing to be read "_s.repeated(9) + u"Plumber"_s
        << QString() << true;
    QTest::newRow("with a text of nothing")
        << u"Call the plumber on Monday"_s << u"."_s << u"x"_s << u"."_s << true;
    QTest::newRow("another name for a text")
        << u"Plumber"_s << u"call him on Monday"_s << u"x"_s << u"call him on Monday"_s << false;
    QTest::newRow("another name for a text of a word")
        << u"Plumber"_s << u"555-1234"_s << u"x"_s << u"555-1234"_s << false;
}

/// A note of a word or two is one that somebody misses. Whoever corrects a letter takes nothing.
void TestRemovalGuard::fewWordsAreJudged()
{
    QFETCH(QString, titleBefore);
    QFETCH(QString, before);
    QFETCH(QString, titleAfter);
    QFETCH(QString, after);
    QFETCH(bool, removed);
    const auto note = [](const QString &title, const QString &text) {
        return QJsonObject{
            {QStringLiteral("type"), QStringLiteral("note")},
            {QStringLiteral("title"), title},
            {QStringLiteral("body"), text},
            {QStringLiteral("device"), QJsonObject()}};
    };
    const QJsonObject was = note(titleBefore, before);
    const QJsonObject is = note(titleAfter, after);
    QCOMPARE(RemovalGuard::between(was, is), removed ? Removal::Overwritten : Removal::None);
    QCOMPARE(RemovalGuard::between(was, RemovalGuard::undone(was, is, after)), Removal::None);
}

void TestRemovalGuard::shortNotesAreFound_data()
{
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("emptied");
    QTest::newRow("title") << u"Plumber"_s << QString() << true;
    QTest::newRow("text") << QString() << u"Buy milk"_s << false;
    QTest::newRow("text emptied") << QString() << u"Buy milk"_s << true;
    QTest::newRow("both") << u"Plumber"_s << u"call Monday"_s << false;
}

/// Sixty of them: a few words that others took the place of are asked about like other texts; those
/// before that are found among what was taken.
void TestRemovalGuard::shortNotesAreFound()
{
    QFETCH(QString, title);
    QFETCH(QString, text);
    QFETCH(bool, emptied);
    QList<DocumentRevision> all = notes(0, 60, text);
    for (DocumentRevision &note : all)
        note.body[field::kTitle.toString()] = title;
    store(all);
    for (DocumentRevision &note : all) {
        note.path = {{2, "b"}, note.rev};
        note.rev = note.path.first();
        note.body[field::kTitle.toString()] = QStringLiteral("x");
        note.body[field::kBody.toString()] = emptied ? QString() : QStringLiteral("y");
    }
    // Emptied is removed, whatever it was.
    const int went = emptied && !text.isEmpty() ? 20 : 30;
    QCOMPARE(store(all).held.size(), 60 - went);
    QList<RemovedNote> gone = must(replica().removals().removed(0, 99));
    QCOMPARE(gone.size(), went);
    QCOMPARE(must(replica().removals().goneSince(0)), went == 20 ? 20 : 0);
    gone.removeIf([](const RemovedNote &note) { return note.id != idOf(0); });
    QCOMPARE(must(m_peer->store->notes().takeBack(gone)), 1);
    QCOMPARE(m_peer->note(idOf(0)).title, text.isEmpty() ? title : u"x"_s); // may be another's
    QCOMPARE(m_peer->note(idOf(0)).body, text);
}

void TestRemovalGuard::aTitleGoesInSteps()
{
    DocumentRevision first = notes(0, 1, QString()).first();
    first.body[field::kTitle.toString()] = u"Call the plumber"_s;
    store({first});
    RevId last{1, "a"};
    const auto titled = [&](const QString &title, const QString &text) {
        const RevId next{last.generation + 1, "b"};
        DocumentRevision revision = disguised({next, last}, text);
        revision.id = idOf(0);
        revision.body[field::kTitle.toString()] = title;
        store({revision}, {});
        last = next;
    };
    titled(u"Call the plumber"_s, words(100)); // so the title is no great part of it any more
    QCOMPARE(gone(), 0);
    titled(u"x"_s, words(100));
    QCOMPARE(gone(), 1);
    const RemovedNote note = must(replica().removals().removed(0, 9)).first();
    QCOMPARE(note.title, u"Call the plumber"_s);
    must(m_peer->store->notes().takeBack({note}));
    QCOMPARE(m_peer->note(idOf(0)).title, u"Call the plumber"_s);
    QCOMPARE(m_peer->note(idOf(0)).body, words(100));
}

/// Back in the note, by whomever, it is not missed.
void TestRemovalGuard::aTitleComesBack()
{
    DocumentRevision note = notes(0, 1, QString()).first();
    note.body[field::kTitle.toString()] = u"Plumber"_s;
    store({note});
    for (const auto &[title, missed] : {std::pair(u"x"_s, 1), std::pair(u"Plumber, Monday"_s, 0)}) {
        note.path = {{note.rev.generation + 1, "b"}, note.rev};
        note.rev = note.path.first();
        note.body[field::kTitle.toString()] = title;
        store({note});
        QCOMPARE(gone(), missed);
    }
}

/// Inside the transaction, while the person waits to write.
void TestRemovalGuard::aLargeTextIsJudgedAtOnce()
{
    const auto text = [](quint32 seed) {
        QRandomGenerator random(seed);
        QString made;
        while (made.size() < 7'000'000) {
            for (int letters = random.bounded(3, 9); letters > 0; --letters)
                made += QChar(u'a' + random.bounded(26));
            made += random.bounded(12) == 0 ? u'\n' : u' ';
        }
        return made;
    };
    const auto note = [](const QString &body) {
        return QJsonObject{
            {QStringLiteral("type"), QStringLiteral("note")}, {QStringLiteral("body"), body}};
    };
    const QString was = text(1);
    QString edited = was;
    edited.remove(3'000'000, 1'000'000).insert(4'000'000, u"and more words of somebody else"_s);
    const auto measured = [&](const QString &after) {
        const std::clock_t begun = std::clock();
        const Removal removal = RemovalGuard::between(note(was), note(after));
        const auto ms = (std::clock() - begun) * 1'000 / CLOCKS_PER_SEC;
        qInfo("%d ms", int(ms));
        return std::pair(removal, ms < 1'500); // it took 20 times as long to read all words
    };
    QCOMPARE(measured(text(2)), std::pair(Removal::Overwritten, true));
    QCOMPARE(measured(edited), std::pair(Removal::None, true));
    QCOMPARE(measured(QString(300, u'\n') + was), std::pair(Removal::Overwritten, true));
    QCOMPARE(measured(QString(7'000'000, u'\n') + u'x'), std::pair(Removal::Overwritten, true));
    QCOMPARE(measured(QString(was).toUpper()), std::pair(Removal::None, true));
}

/// What the person had thrown away is nothing to be asked about, and is there for as long as the
/// history keeps it.
void TestRemovalGuard::fromTheTrash()
{
    store(notes(0, 60, words(9)));
    QStringList ids;
    for (int i = 0; i < 60; ++i)
        ids.append(idOf(i));
    NotePatch trash;
    trash.trashed = true;
    must(m_peer->store->notes().editMany(ids, trash));
    QCOMPARE(store(taken(ids)).held, QStringList());
    const QList<RemovedNote> gone = must(replica().removals().removed(0, 100));
    QCOMPARE(gone.size(), 60);
    QCOMPARE(gone.first().kind, Removal::Deleted);
    store(notes(100, 60, words(9)));
    QStringList others; // nothing of it counts
    for (int i = 100; i < 115; ++i)
        others.append(idOf(i));
    QCOMPARE(store(taken(others)).held, QStringList());
    QCOMPARE(must(m_peer->store->notes().takeBack(gone.first(1))), 1);
    QCOMPARE(m_peer->note(gone.first().id).body, words(9));
    QVERIFY(!m_peer->note(gone.first().id).trashedAt);
    QCOMPARE(must(replica().removals().removed(0, 100)).size(), 59 + 15);
}

/// Emptied and thrown away, then deleted: all of it is missed.
void TestRemovalGuard::fromTheTrashAsItWasBefore()
{
    store({disguised({{1, "a"}}, words(100))});
    DocumentRevision emptied = disguised({{2, "b"}, {1, "a"}}, QString());
    emptied.body[field::kTrashedAt.toString()] = 7;
    store({emptied});
    store({{kNote, {3, "c"}, {{3, "c"}, {2, "b"}}, true, {}}});
    QCOMPARE(missed(), QStringList{words(100)});
    QCOMPARE(gone(), 1);
}

/// More may be asked about by the time the person answers.
void TestRemovalGuard::keptOfWhatWasAsked()
{
    QList<RemoteChange> changes;
    for (int i = 0; i < 30; ++i)
        changes.append({idOf(i), {{2, "a"}}, false});
    RemovalGuard guard = replica().removals();
    const HeldRemovals first = must(guard.ask(changes.first(25), {idOf(3), idOf(99)}));
    QCOMPARE(first.notes, 25);
    QCOMPARE(first.overwritten, 1);
    const HeldRemovals second = must(guard.ask(changes));
    RemovalGuard::Asked asked = must(guard.asked(first, changes));
    QCOMPARE(asked.these.size(), 25);
    QCOMPARE(asked.others.size(), 5);
    QVERIFY(!must(guard.covers(first, changes.first(25)))); // to let go, it is the last one
    QVERIFY(must(guard.covers(second, changes)));
    changes[0].leaves = {{3, "b"}}; // another change of the same note
    asked = must(guard.asked(first, changes));
    QCOMPARE(asked.these.size(), 24);
    for (int i = 0; i < 8; ++i)
        must(guard.ask(changes.first(20 + i)));
    QCOMPARE(must(guard.asked(first, changes)).these.size(), 0);
    QVERIFY(number("SELECT count(*) FROM held_removal") < 8 * 30);
}

/// The question tells what went before it, as long as that is away and was not agreed to.
void TestRemovalGuard::theQuestionTellsWhatWentBefore()
{
    store(notes(0, 60, words(9)));
    QStringList ids;
    for (int i = 0; i < 60; ++i)
        ids.append(idOf(i));
    QCOMPARE(store(taken(ids.first(16))).held, QStringList());
    QVERIFY(must(replica().removals().waiting()).isEmpty());
    QList<RemoteChange> rest;
    for (int i = 16; i < 60; ++i)
        rest.append({idOf(i), {{2, "a"}}, false});
    const HeldRemovals asked = must(replica().removals().ask(rest));
    QCOMPARE(asked.notes, 44);
    QCOMPARE(asked.gone, 16);
    QCOMPARE(must(replica().removals().waiting()).toString(), asked.toString());
    QCOMPARE(must(replica().removals().waiting()).gone, 16);
    QList<RemovedNote> some = must(replica().removals().removed(0, 100)).first(4);
    QCOMPARE(must(m_peer->store->notes().takeBack(some)), 4);
    QCOMPARE(must(replica().removals().gone()), 12);
    // What is asked about now is not what went before.
    rest.append({ids.first(), {{3, "b"}}, false});
    const HeldRemovals more = must(replica().removals().ask(rest));
    QCOMPARE(more.notes + more.gone, 45 + (must(replica().removals().removed(0, 100)).size() - 1));
    must(replica().removals().agree({}));
    QCOMPARE(must(replica().removals().gone()), 0);
    QVERIFY(!must(replica().removals().waiting()).isEmpty());
    must(replica().forgetServer()); // another one has asked for nothing
    QVERIFY(must(replica().removals().waiting()).isEmpty());
    must(replica().removals().ask(rest));
    caughtUp();
    QVERIFY(must(replica().removals().waiting()).isEmpty());
}

/// And what somebody wrote above it stands below.
void TestRemovalGuard::keptStandsFirst()
{
    store({disguised({{1, "a"}}, words(100))});
    const QString above = QStringLiteral("unheard\n").repeated(150);
    goOn(above + words(100), "b", Removals::Keep);
    const QString kept = m_peer->note(kNote).body;
    QVERIFY(kept.startsWith(words(100) + QStringLiteral("\nunheard")));
    QCOMPARE(kept.count(QStringLiteral("word50")), 1);
}

void TestRemovalGuard::manyTextsAreHalved_data()
{
    QTest::addColumn<QString>("title");
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("titleAfter");
    QTest::addColumn<QString>("after");
    QTest::addColumn<bool>("asked");
    const QString none;
    QString othersBetween = words(100);
    for (int i = 40; i < 100; ++i)
        othersBetween.replace(QStringLiteral("word%1 ").arg(i), QStringLiteral("other%1 ").arg(i));
    const QStringList all = words(100).split(u' ');
    QStringList mixed = all.first(31);
    for (int i = 31; i < 100; ++i)
        mixed.append(all.at(31 + i * 37 % 69));
    const auto text = [](const char *what, const QString &before, const QString &after,
                         bool asked) {
        QTest::newRow(what) << u"T"_s << before << u"T"_s << after << asked;
    };
    text("the end cut off", words(100), words(40), true);
    text("just enough left", words(100), words(60), false);
    text("other words between", words(100), othersBetween, true);
    text("the words in another order", words(100), mixed.join(u' '), true);
    text("of letters, where words stay", words(10) + u' ' + QString(400, u'x'), words(10), true);
    const QString signs = u"\u2713\u2717\u2713\u2713\u2717\u2717\u2713"_s + QString(40, u'\u2717');
    text("half of the signs", signs + u"+-*/=<>"_s.repeated(9), signs, true);
    QTest::newRow("in a title alone") << u"Call the plumber on Monday morning"_s << none
                                      << u"Call the electrician"_s << none << false;
    QTest::newRow("with another title") << u"Call the plumber on Monday morning"_s << words(100)
                                        << u"Call the electrician"_s << words(40) << true;
}

/// One text of which half is cut is an edit; a server that cuts them all takes them all.
void TestRemovalGuard::manyTextsAreHalved()
{
    QFETCH(QString, title);
    QFETCH(QString, before);
    QFETCH(QString, titleAfter);
    QFETCH(QString, after);
    QFETCH(bool, asked);
    QList<DocumentRevision> all = notes(0, 60, before);
    for (DocumentRevision &note : all)
        note.body[field::kTitle.toString()] = title;
    store(all);
    QList<RemoteChange> rows;
    for (DocumentRevision &note : all) {
        note.path = {{2, "b"}, note.rev};
        note.rev = note.path.first();
        note.body[field::kTitle.toString()] = titleAfter;
        note.body[field::kBody.toString()] = after;
        rows.append({note.id, {note.rev}, false});
    }
    const StoreOutcome outcome = store(all);
    QCOMPARE(outcome.held.size(), asked ? 30 : 0);
    QCOMPARE(outcome.overwritten.size(), outcome.held.size());
    if (!asked)
        return;
    QCOMPARE(must(replica().removals().removed(0, 100)).size(), 0); // so far they were edits
    const QStringList held = outcome.held;
    const HeldRemovals question =
        must(replica().removals().ask(rows.mid(30), QSet<QString>(held.cbegin(), held.cend())));
    QCOMPARE(question.gone, 30);
    QList<RemovedNote> gone = must(replica().removals().removed(0, 100));
    QCOMPARE(gone.size(), 30);
    QCOMPARE(gone.first().kind, Removal::Shortened);
    QCOMPARE(must(m_peer->store->notes().takeBack(gone)), 30);
    QVERIFY(m_peer->note(gone.first().id).body.startsWith(before));
    QCOMPARE(must(replica().removals().removed(0, 100)).size(), 0);
    QCOMPARE(must(replica().removals().gone()), 0);
    const QList<DocumentRevision> rest = all.mid(30);
    must(replica().store(rest, {}, {}, {}, Removals::Keep));
    for (const DocumentRevision &note : rest)
        QVERIFY(m_peer->note(note.id).body.startsWith(before));
}

/// People do that, with some notes a day: nobody asks, and no list is filled with it.
void TestRemovalGuard::halvedByHandIsNoRemoval()
{
    store(notes(0, 60, words(100)));
    for (int i = 0; i < 15; ++i) {
        DocumentRevision edited = disguised({{2, "b"}, {1, "a"}}, words(30));
        edited.id = idOf(i);
        QCOMPARE(store({edited}).held, QStringList());
    }
    QCOMPARE(must(replica().removals().removed(0, 100)).size(), 0);
    QCOMPARE(must(replica().removals().gone()), 0);
    QCOMPARE(must(replica().removals().goneSince(0)), 0);
    QStringList ids; // nor do they count with what goes otherwise
    for (int i = 20; i < 40; ++i)
        ids.append(idOf(i));
    QCOMPARE(store(taken(ids)).held, QStringList());
    must(replica().removals().ask({{idOf(41), {{2, "f"}}, false}})); // the question is about others
    QCOMPARE(must(replica().removals().removed(0, 100)).size(), 20);
    must(replica().removals().agree({}));
    QCOMPARE(number("SELECT count(*) FROM removal WHERE kind = 'halved'"), 0);
}

/// Before the end of the feed nothing is held back that looks like an edit and is one of few.
void TestRemovalGuard::halvedByHandWaitsForNothing()
{
    store(notes(0, 60, words(100)));
    for (int i = 0; i < 35; ++i) {
        DocumentRevision edited = disguised({{2, "b"}, {1, "a"}}, words(30));
        edited.id = idOf(i);
        QCOMPARE(store({edited}, {}, Removals::Hold).held.size(), i < 30 ? 0 : 1);
    }
}

void TestRemovalGuard::whatIsAskedAboutWaits_data()
{
    QTest::addColumn<bool>("named");
    QTest::newRow("by a device") << true;
    QTest::newRow("by another program") << false;
}

/// However few went in the last day by then: the question stands until it is answered, or until
/// nothing of the text is missed any more.
void TestRemovalGuard::whatIsAskedAboutWaits()
{
    QFETCH(bool, named);
    store(notes(0, 60, words(100)));
    DocumentRevision edited = disguised({{2, "b"}, {1, "a"}}, words(30));
    edited.id = idOf(50);
    if (!named) { // what it does not say is filled in here
        edited.body.remove(field::kDevice);
        edited.body.remove(field::kCreatedAt);
    }
    must(replica().removals().ask({{edited.id, {edited.rev}, false}}, {edited.id}));
    QCOMPARE(store({edited}, {}, Removals::Hold).held, QStringList{edited.id});
    m_peer->store.clock.advance(25 * 60 * kMinuteMs);
    QCOMPARE(store({edited}, {}, Removals::Hold).held, QStringList{edited.id});
    edited.path = {{3, "c"}, {2, "b"}, {1, "a"}}; // nor does sending it again answer it
    edited.rev = edited.path.first();
    QCOMPARE(store({edited}, {}, Removals::Hold).held, QStringList{edited.id});
    edited.path = {{3, "d"}, {2, "b"}, {1, "a"}}; // somebody wrote it anew
    edited.rev = edited.path.first();
    edited.body[field::kBody.toString()] = words(90);
    QCOMPARE(store({edited}, {}, Removals::Hold).held, QStringList());
}

void TestRemovalGuard::mixedKindsLeaveSome_data()
{
    QTest::addColumn<int>("own");
    QTest::addColumn<int>("edited");
    QTest::addColumn<int>("invented");
    QTest::addColumn<bool>("asShort");
    QTest::addColumn<int>("held"); ///< of those that are to go
    QTest::newRow("25, replaced") << 25 << 20 << 0 << true << 3;
    QTest::newRow("25, halved") << 25 << 20 << 0 << false << 3;
    QTest::newRow("40, replaced") << 40 << 20 << 0 << true << 4;
    QTest::newRow("200, replaced, and others added") << 200 << 180 << 1'000 << true << 20;
    QTest::newRow("200, halved, and others added") << 200 << 180 << 1'000 << false << 20;
}

/// What is written over or cut first does not count as left when the rest goes; and with the
/// question all of it is found.
void TestRemovalGuard::mixedKindsLeaveSome()
{
    QFETCH(int, own);
    QFETCH(int, edited);
    QFETCH(int, invented);
    QFETCH(bool, asShort);
    QFETCH(int, held);
    const QString before = asShort ? u"milk"_s : words(100);
    QList<DocumentRevision> all = notes(0, own, before);
    store(all);
    caughtUp();
    m_peer->store.clock.advance(3 * 60 * kMinuteMs);
    store(notes(own, invented, words(100)));
    caughtUp();
    QStringList rest;
    for (DocumentRevision &note : all.mid(edited))
        rest.append(note.id);
    all.resize(edited);
    for (DocumentRevision &note : all) {
        note.path = {{2, "b"}, note.rev};
        note.rev = note.path.first();
        note.body[field::kBody.toString()] = asShort ? u"bread"_s : words(12);
    }
    QCOMPARE(store(all).held, QStringList());
    const StoreOutcome outcome = store(taken(rest));
    QCOMPARE(outcome.held.size(), held);
    QList<RemoteChange> asked;
    for (const QString &id : outcome.held)
        asked.append({id, {{2, "f"}}, true});
    must(replica().removals().ask(asked));
    QCOMPARE(
        must(replica().removals().removed(0, 9'999)).size(),
        (edited > 20 || asShort ? edited : 0) + rest.size() - held);
}

/// Whatever a server adds, it cuts no more than nine tenths of what was here before.
void TestRemovalGuard::addedNotesMakeLittleRoomForEdits()
{
    QList<DocumentRevision> all = notes(0, 60, words(100));
    store(all);
    caughtUp();
    m_peer->store.clock.advance(3 * 60 * kMinuteMs);
    store(notes(60, 200, words(100)));
    caughtUp();
    for (DocumentRevision &note : all) {
        note.path = {{2, "b"}, note.rev};
        note.rev = note.path.first();
        note.body[field::kBody.toString()] = words(12);
    }
    QCOMPARE(store(all).held.size(), 6);
}

/// A few words are put elsewhere in every run.
void TestRemovalGuard::mixedInSteps()
{
    QStringList all = words(100).split(u' ');
    store({disguised({{1, "a"}}, all.join(u' '))});
    for (int step = 0; step < 4; ++step) {
        for (int i = 0; i < 11; ++i)
            all.move((step * 25 + i * 2) % 99, (step * 37 + i * 53) % 99);
        goOn(all.join(u' '), "b");
    }
    QCOMPARE(number("SELECT count(*) FROM removal"), 1);
}

void TestRemovalGuard::halvedInSteps()
{
    store(notes(0, 60, words(100)));
    QStringList held;
    RevId last{1, "a"};
    for (const int left : {70, 55, 45}) {
        const RevId next{last.generation + 1, "b"};
        for (int i = 0; i < 60; ++i) {
            DocumentRevision edited = disguised({next, last}, words(left));
            edited.id = idOf(i);
            held += store({edited}).held;
        }
        QCOMPARE(held.size(), left < 50 ? 30 : 0);
        last = next;
    }
}

/// What was an edit of many a day becomes what is missed when the rest goes, as it was first.
void TestRemovalGuard::halvedThenGone()
{
    store({disguised({{1, "a"}}, words(100))});
    for (const int left : {45, 20}) {
        goOn(words(left), "b");
        QCOMPARE(missed(), QStringList());
    }
    goOn(words(2), "c");
    QCOMPARE(missed(), {words(100)});
}

void TestRemovalGuard::halvedOnceCountsOnce()
{
    store({disguised({{1, "a"}}, words(100))});
    for (const int left : {45, 44, 43, 42})
        goOn(words(left), "b");
    QCOMPARE(gone(), 1);
    goOn(words(100), "c"); // somebody put it back
    QCOMPARE(gone(), 0);
}

void TestRemovalGuard::whatWasWrittenAroundATextHidesNothing_data()
{
    QTest::addColumn<int>("left");
    QTest::addColumn<int>("times"); ///< that it goes, as the first step sees it
    QTest::newRow("nothing is left") << 0 << 1;
    QTest::newRow("little is left") << 40 << 0;
}

/// One day much is written below a text, on another day the text goes: by itself, that is a small
/// part of what was there the day before.
void TestRemovalGuard::whatWasWrittenAroundATextHidesNothing()
{
    QFETCH(int, left);
    QFETCH(int, times);
    const QString text = words(100);
    const QString around = QString(words(100)).replace(u"w"_s, u"around"_s).repeated(9);
    QVERIFY(!text.contains(u"around"));
    store({disguised({{1, "a"}}, text)});
    goOn(text + u'\n' + around, "b");
    for (int day = 0; day < 40; ++day) {
        m_peer->store.clock.advance(25 * 60 * kMinuteMs);
        goOn(text + u'\n' + around + u" more"_s, day % 2 ? "c" : "d");
    }
    QCOMPARE(gone(), 0);
    goOn((left > 0 ? words(left) + u'\n' : QString()) + around, "e");
    QCOMPARE(gone(), 1);
    QCOMPARE(missed(), QStringList(times, text));
    m_peer->store.clock.advance(25 * 60 * kMinuteMs);
    goOn(around + u" more"_s, "f");
    QCOMPARE(missed(), QStringList(times, text)); // the rest of what was cut is an edit as well
    QCOMPARE(number("SELECT count(*) FROM removal WHERE kind <> 'halved'"), times);
}

void TestRemovalGuard::whatGrewFirstIsMissedAsItWasThen_data()
{
    QTest::addColumn<int>("hours"); ///< between the steps
    QTest::addColumn<bool>("remark"); ///< the person writes a word below what a server wrote
    QTest::newRow("in a day") << 1 << false;
    QTest::newRow("in days") << 25 << false;
    QTest::newRow("in a day, with a remark") << 1 << true;
    QTest::newRow("in days, with a remark") << 25 << true;
}

/// A note begins with a title or a few words. That these are left says nothing.
void TestRemovalGuard::whatGrewFirstIsMissedAsItWasThen()
{
    QFETCH(int, hours);
    QFETCH(bool, remark);
    const QString text = words(100);
    const QString around = QString(words(100)).replace(u"word"_s, u"around "_s).repeated(3);
    const QString begun = text.section(u' ', 0, 2);
    const auto later = [&] { m_peer->store.clock.advance(hours * 60 * kMinuteMs); };
    store({disguised({{1, "a"}}, begun)});
    for (const int count : {20, 60, 100}) {
        later();
        goOn(text.section(u' ', 0, count - 1), "b");
    }
    later();
    goOn(text + u'\n' + around, "c");
    if (remark) {
        NotePatch patch;
        patch.body = m_peer->note(kNote).body + u"\nmy remark"_s;
        must(m_peer->store->notes().edit(kNote, patch));
    }
    later();
    QCOMPARE(missed(), QStringList());
    goOn(begun + u'\n' + around + (remark ? u"\nmy remark"_s : QString()), "d");
    QCOMPARE(missed().size(), 1);
    QVERIFY2(missed().first().size() * 2 >= text.size(), qPrintable(missed().first()));
}

/// However many times it is doubled.
void TestRemovalGuard::whatIsDoubledManyTimesIsMissed()
{
    const QString text = words(10);
    QString around;
    int word = 0;
    store({disguised({{1, "a"}}, text)});
    for (int size = 100; size < 1'000'000; size *= 2) {
        while (around.size() < size)
            around += u" around%1"_s.arg(++word);
        goOn(text + around, "b");
    }
    m_peer->store.clock.advance(25 * 60 * kMinuteMs);
    QCOMPARE(missed(), QStringList());
    goOn(around, "c");
    QCOMPARE(missed(), QStringList{text});
}

/// A twentieth of it each day, on another device, for a season.
void TestRemovalGuard::aTextThatIsRewrittenDayByDayIsEdited()
{
    QStringList lines;
    for (int i = 0; i < 20; ++i)
        lines.append(u"old line %1 of the list"_s.arg(i));
    store({disguised({{1, "a"}}, lines.join(u'\n'))});
    for (int day = 0; day < 90; ++day) {
        m_peer->store.clock.advance(25 * 60 * kMinuteMs);
        lines[day % 20] = u"day%1 brings entry%1 and word%1"_s.arg(day);
        goOn(lines.join(u'\n'), "b");
        QCOMPARE(
            number("SELECT count(*) FROM removal WHERE kind NOT IN ('halved', 'replaced')"), 0);
    }
    QCOMPARE(missed(), QStringList());
}

void TestRemovalGuard::aQuestionThatIsNotShownStands_data()
{
    QTest::addColumn<bool>("overwritten");
    QTest::newRow("removed") << false;
    QTest::newRow("replaced") << true;
}

/// A feed that does not show it for a while is no answer, nor is another server; what is whole
/// again is not asked about.
void TestRemovalGuard::aQuestionThatIsNotShownStands()
{
    QFETCH(bool, overwritten);
    store(notes(0, 60, words(100)));
    caughtUp();
    const QList<DocumentRevision> going = taken({idOf(3), idOf(4)}, overwritten);
    QList<RemoteChange> rows;
    for (const DocumentRevision &one : going)
        rows.append({one.id, {one.rev}, false});
    must(replica().removals().ask(rows, {}));
    caughtUp();
    must(replica().forgetServer());
    QVERIFY(must(replica().removals().waiting()).isEmpty());
    m_peer->store.clock.advance(25 * 60 * kMinuteMs);
    QVERIFY(!must(replica().removals().admits({rows.first()})));
    DocumentRevision whole = going.first();
    whole.deleted = false;
    whole.rev = {2, "g"};
    whole.path.first() = whole.rev;
    whole.body = disguised({whole.rev}, words(100) + u" and more"_s).body;
    QCOMPARE(store({whole}, {}, Removals::Hold).held, QStringList());
    QVERIFY(must(replica().removals().admits({rows.first()})));
    QVERIFY(!must(replica().removals().admits({rows.last()})));
    must(replica().removals().agree({rows.first()})); // that is another one
    QVERIFY(!must(replica().removals().admits({rows.last()})));
    must(replica().removals().agree(rows));
    QVERIFY(must(replica().removals().admits({rows.last()})));
}

/// They were to be removed, and the person is asked: now they are there with a part of their text.
/// That is somebody's edit with a few of them.
void TestRemovalGuard::whatWasToGoIsEditedWithFew()
{
    constexpr int kAsked = 30;
    store(notes(0, 200, words(100)));
    QStringList ids;
    for (int i = 0; i < kAsked; ++i)
        ids.append(idOf(i));
    QList<RemoteChange> rows;
    for (const DocumentRevision &one : taken(ids))
        rows.append({one.id, {one.rev}, false});
    must(replica().removals().ask(rows, {}));
    QStringList held;
    for (const QString &id : std::as_const(ids)) {
        m_peer->store.clock.advance(60 * kMinuteMs);
        DocumentRevision edited = disguised({{3, "h"}, {2, "f"}, {1, "a"}}, words(40));
        edited.id = id;
        held += store({edited}, {}, Removals::Hold).held;
    }
    QCOMPARE(held, ids.sliced(9));
    DocumentRevision whole = disguised({{3, "k"}, {2, "f"}, {1, "a"}}, words(80));
    whole.id = ids.last();
    QCOMPARE(store({whole}, {}, Removals::Hold).held, QStringList());
    must(replica().removals().agree(rows));
    DocumentRevision edited = disguised({{4, "h"}, {3, "k"}, {2, "f"}, {1, "a"}}, words(20));
    edited.id = ids.last();
    QCOMPARE(store({edited}, {}, Removals::Hold).held, QStringList());
}

void TestRemovalGuard::aPreviewShowsWhatThereIs_data()
{
    QTest::addColumn<QString>("body");
    QTest::addColumn<QString>("preview");
    const QString text = QStringLiteral("- [ ] *milk* and bread\n\n> for two");
    const QString shown = QStringLiteral("milk and bread for two");
    QTest::newRow("as it is") << text << shown;
    QTest::newRow("lines") << QString(200'000, u'\n') + text << shown;
    QTest::newRow("blanks") << QString(5'000, u' ') + u'\n' + text << shown;
    QTest::newRow("a mark of byte order") << QChar(QChar::ByteOrderMark) + text << shown;
    QTest::newRow("what nobody sees") << QString(5'000, QChar(0x200B)) + text << shown;
    QTest::newRow("quotes") << QStringLiteral("> \u200B\n").repeated(5'000) + text << shown;
    QTest::newRow("rules") << QStringLiteral("---\n").repeated(9'000) + text << shown;
    QTest::newRow("only marks") << QStringLiteral("\n---\n>\n") << QStringLiteral("--- >");
    QTest::newRow("a fence") << QStringLiteral("```") << QStringLiteral("```");
    QTest::newRow("nothing") << QString(9, u'\n') + QChar(0x200B) << QString();
    const QString far = QStringLiteral(">\n").repeated(200'000) + text;
    QTest::newRow("too far") << far << QStringLiteral(">\n").repeated(100).simplified();
}

/// A list says "No text yet" of what has no preview.
void TestRemovalGuard::aPreviewShowsWhatThereIs()
{
    QFETCH(QString, body);
    QFETCH(QString, preview);
    QCOMPARE(previewOf(body), preview);
}

QTEST_GUILESS_MAIN(TestRemovalGuard)
#include "tst_removalguard.moc"
