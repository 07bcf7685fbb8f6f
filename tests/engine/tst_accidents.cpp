// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/conflict/conflictstore.h"
#include "store/notes/notestore.h"
#include "store/replica/outboxstore.h"
#include "world.h"

#include <QJsonArray>
#include <QLoggingCategory>
#include <QTest>

using namespace cairn;

namespace {

const QString kStory =
    QStringLiteral("The first paragraph.\n\nThe second paragraph.\n\nThe third paragraph.\n");

} // namespace

/// What happens to servers, while two devices have notes in every state: sent, changed since, never
/// sent, in conflict, deleted. No word may be lost, and afterwards all must agree again.
class TestAccidents : public QObject {
    Q_OBJECT

    std::unique_ptr<World> m_world;
    FakeDatabase m_backup{QString(), 0};
    QString m_conflicted, m_changedOnA, m_changedOnB, m_deleted, m_afterBackup;

    World &world() { return *m_world; }
    Device &a() { return world()[0]; }
    Device &b() { return world()[1]; }

    /// Every text that somebody wrote and did not take back is on both devices.
    void nothingIsLost()
    {
        for (Device *device : {&a(), &b()}) {
            QCOMPARE(device->body(m_changedOnA), QStringLiteral("changed on A, not sent"));
            QCOMPARE(device->body(m_changedOnB), QStringLiteral("changed on B, not sent"));
            QCOMPARE(device->body(m_afterBackup), QStringLiteral("after the backup"));
            QCOMPARE(device->tallies().conflicts, 1);
            const auto conflict = device->store().conflicts().details(m_conflicted);
            QVERIFY(conflict);
            const QString both = conflict->leaves[0].body + conflict->leaves[1].body;
            QVERIFY(
                both.contains(QStringLiteral("SECOND")) && both.contains(QStringLiteral("2nd")));
            int unsent = 0;
            for (const QString &id : device->ids())
                unsent += device->title(id).startsWith(QStringLiteral("Never sent"));
            QCOMPARE(unsent, 2);
        }
    }

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("cairn.*=false")); }
    void init()
    {
        m_world = std::make_unique<World>();
        world().add(QStringLiteral("A"));
        world().add(QStringLiteral("B"));
        m_conflicted = a().write(QStringLiteral("Conflict"), kStory);
        m_changedOnA = a().write(QStringLiteral("Changed on A"), QStringLiteral("old"));
        m_changedOnB = a().write(QStringLiteral("Changed on B"), QStringLiteral("old"));
        m_deleted = a().write(QStringLiteral("Deleted"), QStringLiteral("unwanted"));
        QCOMPARE(world().settle(), QString());
        a().edit(
            m_conflicted,
            QString(kStory).replace(QStringLiteral("second"), QStringLiteral("SECOND")));
        b().edit(
            m_conflicted, QString(kStory).replace(QStringLiteral("second"), QStringLiteral("2nd")));
        QCOMPARE(world().settle(), QString());
        m_backup = world().server();
        m_afterBackup =
            b().write(QStringLiteral("After the backup"), QStringLiteral("after the backup"));
        a().deleteForGood(m_deleted);
        QCOMPARE(world().settle(), QString());
        a().edit(m_changedOnA, QStringLiteral("changed on A, not sent"));
        b().edit(m_changedOnB, QStringLiteral("changed on B, not sent"));
        a().write(QStringLiteral("Never sent from A"), QStringLiteral("a"));
        b().write(QStringLiteral("Never sent from B"), QStringLiteral("b"));
    }
    void cleanup() { m_world.reset(); }

    void noAccident()
    {
        QCOMPARE(world().verify(), QString());
        nothingIsLost();
        QVERIFY(!b().notes().note(m_deleted));
    }

    void anAccident_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<bool>("restart");
        for (const char *what :
             {"recreated", "restored", "emptied", "compacted", "moved by its administrator"}) {
            QTest::addRow("%s", what) << QString::fromLatin1(what) << false;
            QTest::addRow("%s, devices restarted", what) << QString::fromLatin1(what) << true;
        }
    }
    void anAccident()
    {
        QFETCH(QString, what);
        QFETCH(bool, restart);
        const QString name = World::databaseName();
        if (restart) {
            a().kill();
            b().kill();
        }
        if (what == QStringLiteral("recreated"))
            world().couch().recreate(name);
        else if (what == QStringLiteral("restored"))
            world().couch().restore(name, m_backup);
        else if (what == QStringLiteral("emptied"))
            world().couch().empty(name);
        else if (what == QStringLiteral("compacted"))
            world().server().compact();
        else { // copied by replication: the same documents in another database
            const FakeDatabase old = world().server();
            world().couch().recreate(name);
            for (auto it = old.documents().cbegin(); it != old.documents().cend(); ++it) {
                for (const RevId &leaf : it->leaves())
                    world().server().insert(
                        it.key(), it->path(leaf), it->find(leaf)->deleted, *it->find(leaf)->body);
            }
        }
        if (restart) {
            a().reopen();
            b().reopen();
        }
        QCOMPARE(world().verify(), QString());
        nothingIsLost();
        QVERIFY(
            !a().notes().note(m_deleted) && !b().notes().note(m_deleted)); // and nothing comes back
    }

    void accidentsHalfwayThroughASync_data()
    {
        QTest::addColumn<QString>("what");
        for (const char *what : {"recreated", "restored", "emptied"})
            QTest::addRow("%s", what) << QString::fromLatin1(what);
    }
    /// At any request of a sync the server goes down and comes back as another one. (Nobody
    /// restores a server that runs.)
    void accidentsHalfwayThroughASync()
    {
        QFETCH(QString, what);
        for (int k = 1;; ++k) {
            if (k > 1) {
                cleanup();
                init();
            }
            bool happened = false;
            int request = 0;
            world().couch().faults().whenever(
                [&](const FakeRequest &) {
                    if (++request != k)
                        return false;
                    happened = true;
                    if (what == QStringLiteral("recreated"))
                        world().couch().recreate(World::databaseName());
                    else if (what == QStringLiteral("restored"))
                        world().couch().restore(World::databaseName(), m_backup);
                    else
                        world().couch().empty(World::databaseName());
                    return true;
                },
                {});
            for (const int device : {0, 1}) {
                world()[device].sync();
                world().advance(60'000);
            }
            world().couch().faults().clear();
            QCOMPARE(world().verify(), QString());
            nothingIsLost();
            if (QTest::currentTestFailed())
                qWarning("%s at request %d", qPrintable(what), k);
            if (!happened || QTest::currentTestFailed())
                return;
        }
    }

    /// What was sent in a run that never ended counts as sent: the server must still be the one it
    /// was sent to.
    void recreatedBeforeTheFirstCheckpoint()
    {
        World fresh;
        Device &device = fresh.add(QStringLiteral("C"));
        const QString id = device.write(QStringLiteral("First"), QStringLiteral("text"));
        fresh.couch().faults().whenever(
            [](const FakeRequest &request) {
                return request.method == "PUT" && request.path.value(1) == QStringLiteral("_local")
                    && !request.path.value(2).startsWith(QStringLiteral("cairn-identity"));
            },
            {}, 100);
        QVERIFY(device.sync().error);
        QVERIFY(fresh.server().document(id));
        fresh.couch().faults().clear();
        fresh.couch().recreate(World::databaseName());
        QCOMPARE(fresh.verify(), QString());
        QVERIFY(fresh.server().document(id));
    }

    /// The words must be on the server before the leaf that held them is closed there.
    void aRefusedMergeLeavesItsLeavesOpen()
    {
        QStringList ids; // several, so that either side is the winner somewhere
        for (int i = 0; i < 8; ++i)
            ids.append(a().write(QStringLiteral("Merged %1").arg(i), kStory));
        QCOMPARE(world().settle(), QString());
        for (const QString &id : std::as_const(ids)) {
            a().edit(id, QString(kStory).replace(QStringLiteral("first"), QStringLiteral("FIRST")));
            b().edit(id, QString(kStory).replace(QStringLiteral("third"), QStringLiteral("THIRD")));
        }
        world().couch().limits().validate = [](const QJsonObject &document) {
            return document.contains(u"merged") ? QStringLiteral("no") : QString();
        };
        a().sync();
        b().sync();
        world().advance(60'000);
        b().sync();
        for (const QString &id : std::as_const(ids)) {
            const FakeDocument &document = *world().server().document(id);
            QVERIFY(!document.isDeleted());
            QVERIFY(document.find(document.winner())
                        ->body->value(u"body")
                        .toString()
                        .contains(QStringLiteral("FIRST"))); // what A had sent
        }
        world().couch().limits().validate = {};
        for (Device *device : {&a(), &b()})
            QVERIFY(device->store().outbox().retryAll());
        QCOMPARE(world().verify(), QString());
        for (const QString &id : std::as_const(ids))
            QCOMPARE(
                a().body(id),
                QStringLiteral(
                    "The FIRST paragraph.\n\nThe second paragraph.\n\nThe THIRD paragraph.\n"));
    }

    void aNewPasswordIsAskedFor()
    {
        world().couch().accounts().setPassword(World::user(), QStringLiteral("new"));
        world().advance(700'000);
        const SyncReport refused = a().sync();
        QVERIFY(refused.error);
        QCOMPARE(refused.error->kind, ErrorKind::Auth);
        QCOMPARE(a().engine().status().phase, SyncStatus::Phase::SignIn);
        a().setPassword(QStringLiteral("new"));
        b().setPassword(QStringLiteral("new"));
        QCOMPARE(world().verify(), QString());
        nothingIsLost();
    }

    void shortHistoriesOnTheServer()
    {
        world().server().setRevisionLimit(5);
        for (int i = 0; i < 12; ++i) {
            Device &device = world()[i % 2];
            device.edit(m_afterBackup, QStringLiteral("version %1").arg(i));
            QCOMPARE(world().settle(), QString());
        }
        QCOMPARE(a().body(m_afterBackup), QStringLiteral("version 11"));
        QCOMPARE(world().verify(), QString());
        QCOMPARE(a().tallies().conflicts, 1); // only the old one
    }

    void aSmallProxyInFront()
    {
        for (int i = 0; i < 30; ++i)
            a().write(QStringLiteral("Long %1").arg(i), QString(30'000, u'x'));
        world().couch().limits().requestBytes = 100'000;
        QCOMPARE(world().verify(), QString());
        QCOMPARE(b().ids().size(), a().ids().size());
        nothingIsLost();
    }

    void aRefusedDocumentHoldsNobodyUp()
    {
        const QString refused =
            a().write(QStringLiteral("Refused"), QStringLiteral("forbidden word"));
        world().couch().limits().validate = [](const QJsonObject &document) {
            return document[u"body"].toString().contains(QStringLiteral("forbidden"))
                ? QStringLiteral("no")
                : QString();
        };
        for (int i = 0; i < kMaxAttempts + 1; ++i) {
            a().sync();
            b().sync();
            world().advance(60'000);
        }
        QCOMPARE(a().tallies().dead, 1);
        QCOMPARE(a().tallies().pending, 0);
        QCOMPARE(a().body(refused), QStringLiteral("forbidden word"));
        nothingIsLost();
        const auto items = a().store().outbox().list();
        QVERIFY(items && items->size() == 1 && items->first().dead && items->first().lastError);
        // The server changes its mind, and the person tries again.
        world().couch().limits().validate = {};
        QVERIFY(a().store().outbox().retryAll());
        QCOMPARE(world().verify(), QString());
        QCOMPARE(b().body(refused), QStringLiteral("forbidden word"));
    }

    void lockedOutAndForbidden()
    {
        FakeDatabase &server = world().server();
        server.security = {
            {QStringLiteral("members"),
             QJsonObject{{QStringLiteral("names"), QJsonArray{QStringLiteral("somebody else")}}}}};
        const SyncReport refused = a().sync();
        QVERIFY(refused.error);
        QCOMPARE(refused.error->kind, ErrorKind::Forbidden);
        world().server().security = {};
        QCOMPARE(world().verify(), QString());
        nothingIsLost();
    }
};

QTEST_GUILESS_MAIN(TestAccidents)
#include "tst_accidents.moc"
