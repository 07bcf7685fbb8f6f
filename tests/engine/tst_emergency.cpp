// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replicator.h"
#include "store/conflict/conflictstore.h"
#include "store/notes/notebookstore.h"
#include "store/notes/notestore.h"
#include "store/replica/outboxstore.h"
#include "world.h"

#include <QJsonArray>
#include <QTest>

using namespace cairn;

namespace {

constexpr int kMany = 1'200; ///< more than a page of the feed

} // namespace

/// Emergency notes come first, in both directions, also where thousands of others wait.
class TestEmergency : public QObject {
    Q_OBJECT

    std::unique_ptr<World> m_world;

    World &world() { return *m_world; }
    Device &device(int index) { return world()[index]; }

    QString writeUrgent(int index, const QString &title, const QString &notebook = {})
    {
        NoteContent content;
        content.title = title;
        content.body = QStringLiteral("call 112");
        content.emergency = true;
        content.notebookId = notebook;
        const auto saved = device(index).notes().create(content);
        return saved ? saved->id : QString();
    }
    void setUrgent(int index, const QString &id, bool urgent)
    {
        NotePatch patch;
        patch.emergency = urgent;
        QVERIFY(device(index).notes().edit(id, patch).has_value());
    }
    void writeMany(int index)
    {
        QList<NoteContent> contents;
        for (int i = 0; i < kMany; ++i) {
            NoteContent content;
            content.title = QString::number(i);
            contents.append(content);
        }
        QVERIFY(device(index).notes().createMany(contents).has_value());
    }
    QStringList listed()
    {
        const QJsonArray notes =
            world().server().locals.value(UrgentList::path())[u"notes"].toArray();
        QStringList ids;
        for (const QJsonValue note : notes)
            ids.append(note.toString());
        return ids;
    }
    /// The feed fails from now on: what came, came before it.
    void breakTheFeed()
    {
        world().couch().faults().whenever(
            [](const FakeRequest &request) {
                return request.path.value(1) == QStringLiteral("_changes");
            },
            Fault::ofStatus(503), 1'000);
    }

private slots:
    void init()
    {
        m_world = std::make_unique<World>();
        world().add(QStringLiteral("Laptop"));
        world().add(QStringLiteral("Tablet"));
    }
    void cleanup()
    {
        world().couch().faults().clear();
        QCOMPARE(world().verify(), QString());
        m_world.reset();
    }

    void theyComeBeforeTheFeed()
    {
        writeMany(0);
        const QString id = writeUrgent(0, QStringLiteral("Insulin"));
        QVERIFY(!device(0).sync().error);
        QCOMPARE(listed(), QStringList{id});
        breakTheFeed();
        const SyncReport report = device(1).sync();
        QVERIFY(report.error);
        QCOMPARE(report.pulled, 1);
        QCOMPARE(device(1).ids(), QStringList{id});
        QCOMPARE(device(1).body(id), QStringLiteral("call 112"));
    }

    void aNewerVersionComesBeforeTheFeed()
    {
        const QString id = writeUrgent(0, QStringLiteral("Insulin"));
        QCOMPARE(world().settle(), QString());
        device(0).edit(id, QStringLiteral("call 911"));
        writeMany(0);
        QVERIFY(!device(0).sync().error);
        breakTheFeed();
        QVERIFY(device(1).sync().error);
        QCOMPARE(device(1).body(id), QStringLiteral("call 911"));
    }

    void theyLeaveBeforeTheFeedIsRead()
    {
        writeMany(1);
        QVERIFY(!device(1).sync().error);
        writeMany(0);
        const auto notebook =
            device(0).store().notebooks().ensurePath(QStringLiteral("Ward/Night"));
        QVERIFY(notebook.has_value());
        const QString id = writeUrgent(0, QStringLiteral("Insulin"), notebook->id);
        breakTheFeed();
        QVERIFY(device(0).sync().error);
        QVERIFY(world().server().document(id));
        QVERIFY(world().server().document(notebook->id));
        // With the note went its notebook and what holds that, nothing else.
        int ours = 0;
        for (const QString &stored : world().server().documents().keys())
            ours += device(0).ids().contains(stored) ? 1 : 0;
        QCOMPARE(ours, 1);
    }

    void oneWrittenWhileMuchIsReadLeavesAtOnce()
    {
        writeMany(0);
        QVERIFY(!device(0).sync().error);
        Device &live = world().add(QStringLiteral("Phone"), true);
        QString id;
        // Each page takes a while: the note is written during the first one.
        world().couch().faults().whenever(
            [&](const FakeRequest &request) {
                if (request.device != QStringLiteral("Phone")
                    || request.path.value(1) != QStringLiteral("_changes"))
                    return false;
                if (id.isEmpty() && live.tallies().notes > 0) {
                    id = writeUrgent(2, QStringLiteral("Insulin"));
                    live.engine().localChange();
                }
                return true;
            },
            Fault{Fault::Kind::Delay, 0, {}, 0, 15'000}, 1'000);
        const bool sent =
            world().pump([&] { return !id.isEmpty() && world().server().document(id) != nullptr; });
        QVERIFY(sent);
        QVERIFY(live.tallies().notes < kMany); // the rest is still being read
        world().couch().faults().clear();
    }

    /// What is no emergency waits for some seconds of a feed at most, whether that has an end or
    /// not.
    void whatIsSavedGoesOutWhileAFeedHasNoEnd()
    {
        constexpr int kRows = 300; // more than a page of such notes
        constexpr int kPages = 14;
        int invented = 0;
        const auto invent = [&] {
            for (int i = 0; i < kRows; ++i) {
                const QString id = QStringLiteral("note:01%1").arg(invented++, 24, 10, QChar(u'0'));
                const QJsonObject body{
                    {QStringLiteral("type"), QStringLiteral("note")},
                    {QStringLiteral("title"), id},
                    {QStringLiteral("body"), QString(8'000, u'x')}};
                QVERIFY(world().server().edit(id, std::nullopt, false, body));
            }
        };
        invent();
        Device &live = world().add(QStringLiteral("Phone"), true);
        QString id;
        int pages = 0;
        int before = 0;
        world().couch().faults().whenever(
            [&](const FakeRequest &request) {
                if (request.device != QStringLiteral("Phone")
                    || request.path.value(1) != QStringLiteral("_changes"))
                    return false;
                if (++pages < kPages)
                    invent();
                if (id.isEmpty() && live.tallies().notes > 0) {
                    id = live.write(QStringLiteral("Shopping"), QStringLiteral("milk"));
                    live.engine().localChange();
                    before = pages;
                }
                return true;
            },
            Fault{Fault::Kind::Delay, 0, {}, 0, 2'000}, 1'000);
        QVERIFY(world().pump([&] { return !id.isEmpty() && world().server().document(id); }));
        QVERIFY2(pages < kPages && (pages - before) * 2 <= 10, qPrintable(QString::number(pages)));
        QVERIFY(live.tallies().notes < kPages * kRows); // the rest is still being read
        world().couch().faults().clear();
        QVERIFY(world().pump([&] {
            return live.engine().status().phase == SyncStatus::Phase::Idle
                && live.tallies().pending == 0;
        }));
        QCOMPARE(live.problems(), QStringList());
        QCOMPARE(live.tallies().notes, invented + 1);
    }

    /// What waits may not be due yet: then there is nothing to send, and the feed is read on.
    void nothingToSendDuringASlowFeedStopsNothing()
    {
        world().couch().limits().validate = [](const QJsonObject &document) {
            return document.value(u"title").toString() == u"Refused" ? QStringLiteral("no")
                                                                     : QString();
        };
        device(0).write(QStringLiteral("Refused"), QStringLiteral("text"));
        QVERIFY(!device(0).sync().error);
        QCOMPARE(device(0).tallies().pending + device(0).tallies().dead, 1);
        device(1).write(QStringLiteral("Other"), QStringLiteral("text"));
        QVERIFY(!device(1).sync().error);
        world().couch().faults().whenever(
            [](const FakeRequest &request) {
                return request.path.value(1) == QStringLiteral("_changes");
            },
            Fault{Fault::Kind::Delay, 0, {}, 0, int(2 * tuning::kPullTurnMs)}, 1'000);
        QVERIFY(!device(0).sync().error);
        QVERIFY(device(0).ids().size() >= 2);
        world().couch().limits().validate = {};
        world().couch().faults().clear();
        QVERIFY(device(0).store().outbox().retryAll().has_value());
    }

    /// The feed breaks while what was written here is on its way: the run ends once, with that
    /// error.
    void aFeedMayEndWhileOthersHaveTheirTurn()
    {
        device(1).write(QStringLiteral("Shared"), QStringLiteral("text"));
        QCOMPARE(world().settle(), QString());
        const QString own = device(0).write(QStringLiteral("Own"), QStringLiteral("words"));
        FakeCouch &couch = world().couch();
        bool endedMeanwhile = false;
        couch.faults().whenever(
            [](const FakeRequest &request) {
                return request.path.value(1) == QStringLiteral("_changes");
            },
            Fault{Fault::Kind::Stall, 0, {}, 0, 0}, 1'000);
        couch.faults().whenever(
            [&](const FakeRequest &request) {
                if (request.path.value(1) != QStringLiteral("_bulk_docs"))
                    return false;
                couch.endStalls();
                endedMeanwhile = true;
                return true;
            },
            Fault{Fault::Kind::Delay, 0, {}, 0, 2'000}, 1);
        QVERIFY(device(0).sync().error);
        QVERIFY(endedMeanwhile);
        QVERIFY(world().server().document(own));
        couch.faults().clear();
        QCOMPARE(world().verify(), QString());
    }

    void whatIsWrittenGoesOutWhereReadingFails_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<bool>("cut");
        for (const char *what : {"_changes", "_bulk_get"}) {
            for (const bool cut : {false, true})
                QTest::addRow("%s, %s", what, cut ? "cut off" : "refused")
                    << QString::fromLatin1(what) << cut;
        }
    }
    /// A server that fails at reading only holds back nobody's words.
    void whatIsWrittenGoesOutWhereReadingFails()
    {
        QFETCH(const QString, what);
        QFETCH(const bool, cut);
        constexpr int kBeginning = 20; // bytes
        const Fault fault =
            cut ? Fault{Fault::Kind::Break, 0, {}, kBeginning, 0} : Fault::ofStatus(500);
        const QString shared = device(1).write(QStringLiteral("Shared"), QStringLiteral("text"));
        QCOMPARE(world().settle(), QString());
        // Two versions are not in the feed: they are asked for.
        for (const char letter : {'e', 'f'})
            world().server().insert(
                shared, {{1, QByteArray(32, letter)}}, false,
                {{QStringLiteral("type"), QStringLiteral("note")}});
        world().couch().faults().whenever(
            [what](const FakeRequest &request) { return request.path.value(1) == what; }, fault,
            1'000);
        const QString own = device(0).write(QStringLiteral("Own"), QStringLiteral("words"));
        QVERIFY(device(0).sync().error); // and it says so
        QVERIFY(world().server().document(own));
        QCOMPARE(device(0).tallies().pending, 0);
        world().couch().faults().clear();
    }

    void theListFollowsTheNotes()
    {
        const QString first = writeUrgent(0, QStringLiteral("Insulin"));
        const QString second = writeUrgent(0, QStringLiteral("Valve"));
        QCOMPARE(world().settle(), QString());
        QStringList both{first, second};
        both.sort();
        QCOMPARE(listed(), both);
        setUrgent(1, first, false);
        QCOMPARE(world().settle(), QString());
        QCOMPARE(listed(), QStringList{second});
        device(1).trash(second);
        device(1).deleteForGood(second);
        QCOMPARE(world().settle(), QString());
        QCOMPARE(listed(), QStringList());
    }

    void aConflictLeavesTheListAlone()
    {
        const QString id = writeUrgent(0, QStringLiteral("Insulin"));
        QCOMPARE(world().settle(), QString());
        setUrgent(0, id, false);
        device(0).edit(id, QStringLiteral("call the ward"));
        device(1).edit(id, QStringLiteral("call the doctor"));
        QCOMPARE(world().settle(), QString());
        QCOMPARE(device(0).tallies().conflicts, 1);
        // It shows one version here and the other there; neither corrects the other's list for
        // that.
        const int writes = world().server().localWrites;
        QVERIFY(!device(0).sync().error && !device(1).sync().error && !device(0).sync().error);
        QCOMPARE(world().server().localWrites, writes);
    }

    void aBrokenListIsHarmless_data()
    {
        QTest::addColumn<QJsonValue>("notes");
        QTest::newRow("no list") << QJsonValue(7);
        QTest::newRow("no ids") << QJsonValue(QJsonArray{1, QJsonValue::Null, QJsonObject()});
        QTest::newRow("nobody's") << QJsonValue(
            QJsonArray{QStringLiteral("note:unknown"), QStringLiteral("_design/x")});
    }
    void aBrokenListIsHarmless()
    {
        QFETCH(QJsonValue, notes);
        const QString id = device(0).write(QStringLiteral("Pump 7"), QStringLiteral("fine"));
        QVERIFY(!device(0).sync().error);
        world().server().locals[UrgentList::path()] = QJsonObject{
            {QStringLiteral("_rev"), QStringLiteral("0-1")}, {QStringLiteral("notes"), notes}};
        QVERIFY(!device(1).sync().error);
        QCOMPARE(device(1).ids(), QStringList{id});
    }

    void aServerWithoutTheQuestionSyncsAsWell()
    {
        const QString id = writeUrgent(0, QStringLiteral("Insulin"));
        QVERIFY(!device(0).sync().error);
        world().couch().faults().whenever(
            [](const FakeRequest &request) {
                return request.path.value(1) == QStringLiteral("_all_docs")
                    || (request.method == "PUT"
                        && request.path.contains(QStringLiteral("cairn-emergency")));
            },
            Fault::ofStatus(405), 1'000);
        QVERIFY(!device(1).sync().error);
        QCOMPARE(device(1).body(id), QStringLiteral("call 112"));
        setUrgent(1, id, false);
        QVERIFY(!device(1).sync().error);
    }
};

QTEST_GUILESS_MAIN(TestEmergency)
#include "tst_emergency.moc"
