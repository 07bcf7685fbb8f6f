// SPDX-License-Identifier: GPL-3.0-or-later
#include "believedclock.h"
#include "replicapeer.h"
#include "store/care/safetycopies.h"
#include "store/conflict/conflictstore.h"
#include "store/conflict/removalguard.h"
#include "store/history/historythinner.h"
#include "store/history/versionstore.h"
#include "store/replica/unreadstore.h"
#include "storecheck.h"
#include "storeinsides.h"
#include "teststore.h"

#include <QDateTime>
#include <QFile>
#include <QSignalSpy>
#include <QTest>

using namespace cairn;

namespace {

constexpr qint64 kHour = 3'600'000;
constexpr qint64 kDay = 24 * kHour;

} // namespace

/// What the history holds, what each version is called, and what thinning takes out of it.
class TestHistory : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        server = std::make_unique<TreeServer>();
        a = std::make_unique<ReplicaPeer>(1, QStringLiteral("Laptop"));
        b = std::make_unique<ReplicaPeer>(2, QStringLiteral("Field tablet"));
        // Noon where the tests run, so that an hour more or less is the same day.
        const QDateTime noon(QDate(2024, 3, 4), QTime(12, 0));
        a->store.clock.set(noon.toMSecsSinceEpoch());
        b->store.clock.set(noon.toMSecsSinceEpoch());
    }
    void cleanup()
    {
        QCOMPARE(storeProblems(databaseOf(*a->store)), QStringList());
        QCOMPARE(storeProblems(databaseOf(*b->store)), QStringList());
        a.reset();
        b.reset();
        server.reset();
    }

    void kindsAndDevicesAreRight()
    {
        const QString id = shared("one\n\ntwo\n\nthree\n");
        a->edit(id, QStringLiteral("ONE\n\ntwo\n\nthree\n"));
        passed(kHour);
        b->edit(id, QStringLiteral("one\n\ntwo\n\nTHREE\n"));
        b->sync(*server);
        a->sync(*server); // merges
        a->sync(*server);
        b->sync(*server);
        QCOMPARE(a->note(id).body, QStringLiteral("ONE\n\ntwo\n\nTHREE\n"));
        QCOMPARE(b->note(id).body, a->note(id).body);
        QCOMPARE(
            kinds(*a, id),
            (QStringList{
                QStringLiteral("merged"), QStringLiteral("written/Laptop"),
                QStringLiteral("received/Field tablet"), QStringLiteral("written/Laptop")}));
        const RevId first = versions(*a, id).constLast().rev;
        must(a->store->notes().revert(id, first));
        QCOMPARE(kinds(*a, id).constFirst(), QStringLiteral("restored"));
        a->sync(*server);
        b->sync(*server);
        QCOMPARE(b->note(id).body, QStringLiteral("one\n\ntwo\n\nthree\n"));
        QCOMPARE(kinds(*b, id).constFirst(), QStringLiteral("received/Laptop"));
    }

    void mergeIsExplainedAndUndone()
    {
        const QString id = shared("one\n\ntwo\n\nthree\n");
        QVERIFY(!must(a->store->versions().lastMerge(id)));
        const RevId mine = a->edit(id, QStringLiteral("ONE\n\ntwo\n\nthree\n"));
        passed(kHour);
        const qint64 writtenAt = b->store.clock.nowMs();
        const RevId theirs = b->edit(id, QStringLiteral("one\n\ntwo\n\nTHREE\n"));
        b->sync(*server);
        passed(kHour);
        a->sync(*server);
        const auto mark = must(a->store->versions().lastMerge(id));
        QVERIFY(mark.has_value());
        QVERIFY(mark->other.has_value());
        QCOMPARE(mark->merged, a->note(id).rev);
        QCOMPARE(mark->mine, mine);
        QCOMPARE(*mark->other, theirs);
        QCOMPARE(mark->device, QStringLiteral("Field tablet"));
        QCOMPARE(mark->at, writtenAt);
        QCOMPARE(mark->mergedAt, a->store.clock.nowMs());
        QVERIFY(mark->isPresent);
        const NoteVersion merged = versions(*a, id).constFirst();
        QVERIFY(merged.madeFrom.contains(mine));
        QVERIFY(merged.madeFrom.contains(theirs));
        // The other device sees it from its side.
        a->sync(*server);
        b->sync(*server);
        const auto there = must(b->store->versions().lastMerge(id));
        QVERIFY(there.has_value());
        QCOMPARE(there->mine, theirs);
        QCOMPARE(there->merged, mark->merged);

        must(a->store->notes().revert(id, mark->mine));
        QCOMPARE(a->note(id).body, QStringLiteral("ONE\n\ntwo\n\nthree\n"));
        QCOMPARE(text(*a, id, theirs), QStringLiteral("one\n\ntwo\n\nTHREE\n"));
        QVERIFY(!must(a->store->versions().lastMerge(id))->isPresent);
        a->sync(*server);
        b->sync(*server);
        QCOMPARE(b->note(id).body, a->note(id).body);
        QCOMPARE(text(*b, id, theirs), QStringLiteral("one\n\ntwo\n\nTHREE\n"));
    }

    void decisionIsNoAutomaticMerge()
    {
        const QString id = conflict();
        decide(id);
        QVERIFY(!must(a->store->versions().lastMerge(id)));
        QCOMPARE(kinds(*a, id).constFirst(), QStringLiteral("resolved"));
        QCOMPARE(versions(*a, id).constFirst().madeFrom.size(), 2);
    }

    void typedOverIsKept_data()
    {
        QTest::addColumn<QString>("after");
        QTest::addColumn<int>("seconds"); ///< since the note was begun
        QTest::addColumn<bool>("kept");
        const QString text = longText();
        QTest::newRow("all of it") << QString() << 1 << true;
        QTest::newRow("one letter in its place") << QStringLiteral("x") << 1 << true;
        QTest::newRow("as many others") << QString(text.size(), u'x') << 1 << true;
        QTest::newRow("the second half and more") << text.first(100) << 1 << true;
        QTest::newRow("a sentence, soon") << text.first(220) << 1 << false;
        QTest::newRow("a sentence, later") << text.first(220) << 40 << true;
        QTest::newRow("a word, later") << text.chopped(6) << 40 << false;
        QTest::newRow("a word, much later") << text.chopped(6) << 700 << true;
        QTest::newRow("written on") << text + text << 40 << false;
    }
    /// What was written and never sent is replaced in place; a slip must not take it for good.
    void typedOverIsKept()
    {
        QFETCH(QString, after);
        QFETCH(int, seconds);
        QFETCH(bool, kept);
        const QString id = a->addNote(QStringLiteral("Pump"), longText());
        a->store.clock.advance(seconds * 1'000ll);
        a->edit(id, after);
        const QList<NoteVersion> all = versions(*a, id);
        QCOMPARE(all.size(), kept ? 2 : 1); // with the present one
        if (kept)
            QCOMPARE(text(*a, id, all.constLast().rev), longText());
    }

    void keepsWhatARemoteVersionReplaces()
    {
        const QString id = shared("one");
        const RevId before = b->note(id).rev;
        a->edit(id, QStringLiteral("two"));
        a->sync(*server);
        b->pull(*server);
        QCOMPARE(b->note(id).body, QStringLiteral("two"));
        QCOMPARE(text(*b, id, before), QStringLiteral("one"));
        QVERIFY(revisions(*b, id).contains(before));
    }

    void keepsBothBeforeADecisionAndAfterItsUndo()
    {
        const QString id = conflict();
        const QList<ConflictLeaf> leaves = must(a->store->conflicts().details(id)).leaves;
        decide(id);
        for (const ConflictLeaf &leaf : leaves)
            QCOMPARE(text(*a, id, leaf.rev), leaf.body);
        const RevId decided = a->note(id).rev;
        must(a->store->conflicts().undo(id));
        QCOMPARE(kinds(*a, id).constFirst(), QStringLiteral("restored"));
        QCOMPARE(text(*a, id, decided), QStringLiteral("decided"));
    }

    void deletedNotesComeBack()
    {
        const QString id = shared("words to keep");
        const QString empty = a->addNote({}, {});
        must(a->store->notes().remove({empty}, true));
        QCOMPARE(must(a->store->versions().deletedNotes(10)).size(), 0);
        passed(kDay);
        must(b->store->notes().remove({id}, true));
        b->sync(*server);
        a->sync(*server);
        for (ReplicaPeer *peer : {a.get(), b.get()}) {
            const QList<DeletedNote> gone = must(peer->store->versions().deletedNotes(10));
            QCOMPARE(gone.size(), 1);
            QCOMPARE(gone.at(0).id, id);
            QCOMPARE(gone.at(0).title, QStringLiteral("Pump"));
            QCOMPARE(gone.at(0).device, QStringLiteral("Laptop"));
            QCOMPARE(gone.at(0).at, peer->store.clock.nowMs());
        }
        const DeletedNote gone = must(a->store->versions().deletedNotes(10)).at(0);
        must(a->store->notes().revert(id, gone.rev));
        QCOMPARE(must(a->store->versions().deletedNotes(10)).size(), 0);
        a->sync(*server);
        b->sync(*server);
        QCOMPARE(b->note(id).body, QStringLiteral("words to keep"));
        QCOMPARE(b->note(id).title, QStringLiteral("Pump"));
    }

    void settingIsKeptAndChecked()
    {
        HistoryThinner &thinner = a->store->thinner();
        QCOMPARE(must(thinner.retention()), (HistoryRetention{30, 365}));
        QVERIFY(must(thinner.isDue()));
        QCOMPARE(thin(), 0);
        QVERIFY(!must(thinner.isDue()));
        must(thinner.setRetention({7, HistoryRetention::kForEver}));
        QVERIFY(must(thinner.isDue()));
        a->store.reopen();
        QCOMPARE(
            must(a->store->thinner().retention()),
            (HistoryRetention{7, HistoryRetention::kForEver}));
        QCOMPARE(a->store->thinner().setRetention({0, 365}).error().kind, ErrorKind::Invalid);
        thin();
        passed(kDay - 1);
        QVERIFY(!must(a->store->thinner().isDue()));
        passed(1);
        QVERIFY(must(a->store->thinner().isDue()));
    }

    void thinsToOneADay()
    {
        const QString id = a->addNote(QStringLiteral("Pump"), QStringLiteral("start"));
        a->sync(*server);
        for (int day = 0; day < 3; ++day) {
            for (int hour = 0; hour < 4; ++hour) {
                a->edit(id, QStringLiteral("day %1, %2").arg(day).arg(hour));
                a->sync(*server);
                passed(kHour);
            }
            passed(kDay - 4 * kHour);
        }
        QCOMPARE(versions(*a, id).size(), 13);
        const HistorySize before = must(a->store->versions().size());
        QCOMPARE(before.versions, 12); // the present text is no history yet
        QCOMPARE(thin(), 0); // nothing is a month old
        a->store.clock.advance(26 * kDay); // the first day is 29 days ago
        QCOMPARE(thin(), 0);
        a->store.clock.advance(3 * kDay + 8 * kHour);
        // The two last are in the tree; the others are what a day ended with, and the first one.
        thin();
        QStringList left;
        for (const NoteVersion &version : versions(*a, id))
            left.append(text(*a, id, version.rev));
        QCOMPARE(
            left,
            (QStringList{
                QStringLiteral("day 2, 3"), QStringLiteral("day 2, 2"), QStringLiteral("day 1, 3"),
                QStringLiteral("day 0, 3"), QStringLiteral("start")}));
        QVERIFY(must(a->store->versions().size()).bytes < before.bytes);
        QCOMPARE(thin(), 0); // a second pass finds nothing

        a->store.clock.advance(366 * kDay);
        thin();
        // What the next merge may start from stays, however old.
        QCOMPARE(versions(*a, id).size(), 2);
        QCOMPARE(versions(*a, id).first().rev, a->note(id).rev);
        QCOMPARE(a->note(id).body, QStringLiteral("day 2, 3"));
    }

    void countsAgeFromWhenAVersionWasReplaced()
    {
        NoteContent imported;
        imported.title = QStringLiteral("Old");
        imported.body = QStringLiteral("from ten years ago");
        imported.createdAt = imported.updatedAt = a->store.clock.nowMs() - 3650 * kDay;
        const QString id = must(a->store->notes().create(imported)).id;
        a->sync(*server);
        const RevId old = a->note(id).rev;
        passed(400 * kDay);
        a->edit(id, QStringLiteral("today"));
        a->sync(*server);
        a->edit(id, QStringLiteral("today, later"));
        a->sync(*server);
        thin();
        QCOMPARE(text(*a, id, old), QStringLiteral("from ten years ago"));
        // Deleted today: it was there until today.
        must(a->store->notes().remove({id}, true));
        a->sync(*server);
        thin();
        QCOMPARE(must(a->store->versions().deletedNotes(5)).at(0).title, QStringLiteral("Old"));
        passed(400 * kDay);
        thin();
        QCOMPARE(must(a->store->versions().deletedNotes(5)).size(), 0);
    }

    void leavesOpenConflictsAndBasesAlone()
    {
        const QString id = conflict();
        const qsizetype before = versions(*a, id).size();
        const ConflictDetails details = must(a->store->conflicts().details(id));
        passed(1000 * kDay);
        QCOMPARE(thin(), 0);
        QCOMPARE(versions(*a, id).size(), before);
        const ConflictDetails after = must(a->store->conflicts().details(id));
        QCOMPARE(after.base, details.base);
        QVERIFY(after.base.has_value());
        decide(id);
        passed(1000 * kDay);
        QVERIFY(thin() > 0);

        // An edit that waits to be sent for years still merges with what comes then.
        const QString other = shared("one\n\ntwo\n\nthree\n");
        a->edit(other, QStringLiteral("ONE\n\ntwo\n\nthree\n"));
        passed(1000 * kDay);
        thin();
        b->edit(other, QStringLiteral("one\n\ntwo\n\nTHREE\n"));
        b->sync(*server);
        a->sync(*server);
        QCOMPARE(a->note(other).body, QStringLiteral("ONE\n\ntwo\n\nTHREE\n"));
    }

    void worksInShortSteps()
    {
        const int kNotes = 130;
        for (int i = 0; i < kNotes; ++i) {
            const QString id = a->addNote(QStringLiteral("Note"), QStringLiteral("one"));
            a->sync(*server);
            for (const char *body : {"two", "three", "four"}) {
                a->edit(id, QString::fromLatin1(body));
                a->sync(*server);
            }
        }
        passed(1000 * kDay);
        believeTheClock(*a->store);
        HistoryThinner::Progress progress;
        int steps = 0;
        int most = 0;
        while (progress.more) {
            const int before = progress.removed;
            progress = must(a->store->thinner().step(progress));
            most = std::max(most, progress.removed - before);
            ++steps;
        }
        QVERIFY2(steps > 3, qPrintable(QString::number(steps)));
        QVERIFY(most <= 100);
        QVERIFY(progress.removed >= 2 * kNotes);
    }

    void aClockThatIsAheadMakesNothingOld()
    {
        const QString id = manyVersions();
        const qsizetype all = versions(*a, id).size();
        QCOMPARE(pass(), 0); // a new program believes nothing yet
        QCOMPARE(thin(), 0);
        const qint64 right = a->store.clock.nowMs();
        a->store.clock.set(right + 5000 * kDay);
        for (int hour = 0; hour < 23; ++hour) {
            ran(kHour);
            QCOMPARE(pass(), 0);
        }
        a->store.reopen();
        QCOMPARE(pass(), 0);
        a->store.clock.set(right + 23 * kHour);
        ran(kHour);
        QCOMPARE(pass(), 0);
        QCOMPARE(versions(*a, id).size(), all);
        a->store.clock.set(right + 5000 * kDay); // again, as on a computer with two systems
        ran(23 * kHour);
        QCOMPARE(pass(), 0);
        QCOMPARE(versions(*a, id).size(), all);
    }

    /// The program need not run while the time passes.
    void weeksSwitchedOffCount()
    {
        const QString id = manyVersions();
        const qsizetype all = versions(*a, id).size();
        thin();
        passed(40 * kDay);
        ran(12 * kHour);
        QCOMPARE(pass(), 0);
        passed(kDay);
        ran(12 * kHour);
        QVERIFY(pass() > 0);
        QVERIFY(versions(*a, id).size() < all);
    }

    /// What was written while the clock stood years back is not old when it is right again.
    void aClockThatIsBehindMakesNothingOld()
    {
        thin();
        const qint64 right = a->store.clock.nowMs();
        a->store.clock.set(right - 5000 * kDay);
        const QString id = manyVersions();
        const qsizetype all = versions(*a, id).size();
        ran(kHour);
        a->store.clock.set(right + kHour);
        QCOMPARE(thin(), 0);
        QCOMPARE(versions(*a, id).size(), all);
        a->store.clock.set(right + 31 * kDay);
        QVERIFY(thin() > 0);
    }

    void whatSyncTookStaysFor90Days()
    {
        const QString id = manyVersions();
        believeTheClock(*a->store);
        must(a->store->thinner().setRetention({1, 1}));
        b->sync(*server);
        must(b->store->notes().remove({id}, true));
        b->sync(*server);
        a->sync(*server);
        const QList<RemovedNote> gone = removed();
        QCOMPARE(gone.size(), 1);
        const qint64 at = a->store.clock.nowMs();
        const QString other = shared("goes while the clock is wrong");
        a->store.clock.set(at + 5000 * kDay);
        must(b->store->notes().remove({other}, true));
        b->sync(*server);
        a->sync(*server); // writes the list: what is older than 90 days leaves it
        QCOMPARE(pass(), 0);
        a->store.clock.set(at + 89 * kDay);
        QVERIFY(thin() > 0);
        QCOMPARE(removed().size(), 2);
        QCOMPARE(text(*a, id, gone.first().rev), QStringLiteral("text 9"));
        QCOMPARE(must(a->store->notes().takeBack(gone)), 1);
        QCOMPARE(a->note(id).body, QStringLiteral("text 9"));
        must(a->store->notes().remove({id}, true));
        a->sync(*server);
        a->store.clock.set(at + 91 * kDay);
        QVERIFY(thin() > 0);
        QVERIFY(!revisionsKept(id).contains(gone.first().rev));
    }

    /// What a server could not give is asked for again, whatever the clock showed then.
    void unreadIsDueAfterTheClockWasAhead()
    {
        UnreadStore unread = a->store->replica().unread();
        const qint64 right = a->store.clock.nowMs();
        a->store.clock.set(right + 25'000 * kDay);
        must(unread.add(
            {{QStringLiteral("note:x"), {*RevId::parse(u"1-a")}, QStringLiteral("hiccup")}}));
        QVERIFY(must(unread.due(9)).isEmpty());
        a->store.clock.set(right);
        QCOMPARE(must(unread.due(9)).size(), 1);
        must(unread.add(must(unread.due(9))));
        QVERIFY(must(unread.due(9)).isEmpty()); // it waits as ever
        passed(6 * kHour);
        QCOMPARE(must(unread.due(9)).size(), 1);
    }

    /// Whoever says "synced" hears of it at once, not when a run is over.
    void unreadIsToldAtOnce()
    {
        const QString id = QStringLiteral("note:x");
        QSignalSpy changed(&*a->store, &Store::changed);
        must(a->store->replica().unread().add({{id, {*RevId::parse(u"1-a")}, QString()}}));
        QCOMPARE(changed.size(), 1);
        QVERIFY(changed.at(0).at(0).value<ChangeSet>().tallies);
        QCOMPARE(must(a->store->tallies()).unread, 1);
        must(a->store->replica().unread().remove({id}));
        QCOMPARE(changed.size(), 2);
        QCOMPARE(must(a->store->tallies()).unread, 0);
    }

    /// The newest copies stay, whatever the clock showed.
    void aSafetyCopyOutlivesAClockThatWasAhead()
    {
        a->addNote(QStringLiteral("Pump"), QStringLiteral("text"));
        const qint64 right = a->store.clock.nowMs();
        SafetyCopies copies(databaseOf(*a->store), a->store->meta(), a->store.clock);
        a->store.clock.set(right + 25'000 * kDay);
        for (int i = 0; i < 3; ++i)
            must(copies.make(QStringLiteral("ahead %1").arg(i)));
        a->store.clock.set(right);
        QStringList made;
        for (int i = 0; i < 3; ++i) {
            made.append(must(copies.make(QStringLiteral("right %1").arg(i))));
            QVERIFY2(QFile::exists(made.last()), qPrintable(made.last()));
        }
        made.removeDuplicates();
        QCOMPARE(made.size(), 3);
        // They came at once and tell one story: the newest stays, and one before it.
        for (const QString &copy : made.mid(1))
            QVERIFY2(QFile::exists(copy), qPrintable(copy));
    }

private:
    static QString longText()
    {
        return QStringLiteral("The pump of the boiler room was looked at. ").repeated(6).trimmed();
    }
    void ran(qint64 ms) { must(a->store->thinner().time().ran(ms)); }
    /// A note that had ten texts within some hours.
    QString manyVersions()
    {
        const QString id = a->addNote(QStringLiteral("Pump"), QStringLiteral("start"));
        for (int i = 0; i < 10; ++i) {
            a->sync(*server);
            passed(kHour / 4);
            a->edit(id, QStringLiteral("text %1").arg(i));
        }
        a->sync(*server);
        return id;
    }
    QList<RemovedNote> removed() { return must(a->store->replica().removals().removed(0, 9)); }
    QSet<RevId> revisionsKept(const QString &id)
    {
        QSet<RevId> kept;
        for (const NoteVersion &version : must(a->store->versions().history(id)))
            kept.insert(version.rev);
        return kept;
    }
    void passed(qint64 ms)
    {
        a->store.clock.advance(ms);
        b->store.clock.advance(ms);
    }
    /// A note that both devices have.
    QString shared(const char *body)
    {
        const QString id = a->addNote(QStringLiteral("Pump"), QString::fromLatin1(body));
        a->sync(*server);
        b->sync(*server);
        passed(kHour);
        return id;
    }
    /// A note in conflict on the laptop.
    QString conflict()
    {
        const QString id = shared("the bearing is loud");
        a->edit(id, QStringLiteral("the bearing is very loud"));
        b->edit(id, QStringLiteral("the bearing is silent"));
        b->sync(*server);
        a->sync(*server);
        return id;
    }
    void decide(const QString &id)
    {
        Resolution resolution;
        resolution.keep = Resolution::Keep::Merged;
        for (const ConflictLeaf &leaf : must(a->store->conflicts().details(id)).leaves)
            resolution.seen.append(leaf.rev);
        resolution.title = QStringLiteral("Pump");
        resolution.body = QStringLiteral("decided");
        must(a->store->conflicts().resolve(id, resolution));
    }
    /// After a day or two of running.
    int thin()
    {
        believeTheClock(*a->store);
        return pass();
    }
    int pass()
    {
        HistoryThinner::Progress progress;
        while (progress.more)
            progress = must(a->store->thinner().step(progress));
        return progress.removed;
    }
    static QList<NoteVersion> versions(ReplicaPeer &peer, const QString &id)
    {
        return must(peer.store->versions().history(id));
    }
    static QList<RevId> revisions(ReplicaPeer &peer, const QString &id)
    {
        QList<RevId> all;
        for (const NoteVersion &version : versions(peer, id))
            all.append(version.rev);
        return all;
    }
    /// "kind/device"; just the kind where the device says nothing.
    static QStringList kinds(ReplicaPeer &peer, const QString &id)
    {
        QStringList all;
        for (const NoteVersion &version : versions(peer, id)) {
            const bool told = version.kind == u"written" || version.kind == u"received";
            all.append(told ? version.kind + u'/' + version.device : version.kind);
        }
        return all;
    }
    static QString text(ReplicaPeer &peer, const QString &id, const RevId &rev)
    {
        return must(peer.store->versions().body(id, rev)).value(u"body").toString();
    }

    std::unique_ptr<TreeServer> server;
    std::unique_ptr<ReplicaPeer> a;
    std::unique_ptr<ReplicaPeer> b;
};

QTEST_GUILESS_MAIN(TestHistory)
#include "tst_history.moc"
