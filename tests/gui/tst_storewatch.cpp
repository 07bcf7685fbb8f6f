// SPDX-License-Identifier: GPL-3.0-or-later
#include "clock.h"
#include "faultvfs.h"
#include "random.h"
#include "store/notes/notestore.h"
#include "store/sqlite/database.h"
#include "store/store.h"
#include "storeinsides.h"
#include "storewatch.h"
#include "terminationsignals.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

#ifdef Q_OS_UNIX
#include <csignal>
#endif

using namespace cairn;

class TestStoreWatch : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { qRegisterMetaType<ChangeSet>(); }
    void init();
    void otherWritersAreNoticed();
    void aSlowDiskHidesNothing();
    void ownWritesAreNot();
    void syncTellsByItself();
    void whatComesAfterSyncsWordIsNot();
    void removalsAreNoticed();
    void removalsWhileSyncWritesAreNoticed();
    void signalsArrive();

private:
    std::unique_ptr<Store> open()
    {
        Store::Options options;
        options.file = m_directory->filePath(QStringLiteral("cairn.sqlite"));
        options.clock = &m_clock;
        options.random = &m_random;
        return std::move(Store::open(options)).value();
    }
    static void write(Store &store)
    {
        NoteContent content;
        content.title = QStringLiteral("note");
        QVERIFY(store.notes().create(content));
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    SystemClock m_clock;
    SystemRandom m_random;
};

void TestStoreWatch::init() { m_directory = std::make_unique<QTemporaryDir>(); }

void TestStoreWatch::otherWritersAreNoticed()
{
    const auto mine = open();
    StoreWatch watch(*mine);
    QSignalSpy changed(&watch, &StoreWatch::changed);
    const auto other = open();
    write(*other);
    QTRY_COMPARE(changed.count(), 1);
    const auto changes = changed.at(0).at(0).value<ChangeSet>();
    QCOMPARE(changes.notes.size(), 1);
    QVERIFY(!changes.everything);
    QVERIFY(changes.outbox && changes.tallies);
    QCOMPARE(changes.origin, ChangeSet::Origin::Elsewhere);
    write(*other);
    QTRY_COMPARE(changed.count(), 2);
}

/// The log grows, and the commit in it counts only when the disk has confirmed it, unannounced.
void TestStoreWatch::aSlowDiskHidesNothing()
{
    FaultVfs vfs;
    const auto mine = open();
    StoreWatch watch(*mine);
    QSignalSpy changed(&watch, &StoreWatch::changed);
    std::jthread other([this, &vfs] {
        const auto store = open();
        vfs.disk(m_directory->path()).plan({DiskFault::Kind::SlowSync, 1, true});
        write(*store);
        vfs.disk(m_directory->path()).heal();
    });
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(changed.at(0).at(0).value<ChangeSet>().notes.size(), 1);
}

void TestStoreWatch::ownWritesAreNot()
{
    const auto mine = open();
    write(*mine);
    StoreWatch watch(*mine);
    QSignalSpy changed(&watch, &StoreWatch::changed);
    write(*mine);
    // The other's change is the end of the wait: had the own one been taken for foreign, there
    // would be two.
    QTest::qWait(300);
    QCOMPARE(changed.count(), 0);
    const auto other = open();
    write(*other);
    QTRY_COMPARE(changed.count(), 1);
}

void TestStoreWatch::syncTellsByItself()
{
    const auto mine = open();
    const auto sync = open();
    write(*sync);
    StoreWatch watch(*mine);
    QSignalSpy changed(&watch, &StoreWatch::changed);
    connect(sync.get(), &Store::changed, &watch, &StoreWatch::heard);
    QList<NoteContent> many(500);
    for (int at = 0; at < many.size(); ++at)
        many[at].title = QString::number(at);
    QVERIFY(sync->notes().createMany(many));
    const QString brief = sync->notes().create({}).value().id;
    QVERIFY(sync->notes().remove({brief}, true)); // nobody has seen it
    QTest::qWait(400);
    QCOMPARE(changed.count(), 0); // all of it was heard already
    const auto other = open();
    write(*other);
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(changed.at(0).at(0).value<ChangeSet>().notes.size(), 1);
}

/// A note that sync told about, and that another process changed before anybody looked.
void TestStoreWatch::whatComesAfterSyncsWordIsNot()
{
    const auto mine = open();
    const auto sync = open();
    const auto other = open();
    StoreWatch watch(*mine);
    QSignalSpy changed(&watch, &StoreWatch::changed);
    connect(sync.get(), &Store::changed, &watch, &StoreWatch::heard);
    const auto made = sync->notes().createMany(QList<NoteContent>(300));
    QVERIFY(made);
    NotePatch patch;
    patch.title = QStringLiteral("from elsewhere");
    QVERIFY(other->notes().edit(made->at(100).id, patch));
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(
        changed.at(0).at(0).value<ChangeSet>().notes,
        QSet<qint64>{other->notes().keyOf(made->at(100).id).value()});
}

void TestStoreWatch::removalsAreNoticed()
{
    const auto mine = open();
    const auto other = open();
    write(*other);
    const QString id = other->notes().create({}).value().id;
    StoreWatch watch(*mine);
    QSignalSpy changed(&watch, &StoreWatch::changed);
    QVERIFY(other->notes().remove({id}, true));
    write(*other); // takes the number that the removed one had
    QTRY_COMPARE(changed.count(), 1);
    QVERIFY(changed.at(0).at(0).value<ChangeSet>().everything);
}

/// Which notes another process removed nobody can name; that sync wrote at the same time is no
/// reason to keep their rows.
void TestStoreWatch::removalsWhileSyncWritesAreNoticed()
{
    const auto mine = open();
    const auto sync = open();
    const auto other = open();
    QStringList ids;
    for (int i = 0; i < 2; ++i)
        ids << other->notes().create({}).value().id;
    StoreWatch watch(*mine);
    bool told = false;
    connect(&watch, &StoreWatch::changed, this, [&told](const ChangeSet &changes) {
        told = told || changes.everything;
    });
    connect(sync.get(), &Store::changed, &watch, &StoreWatch::heard);
    QVERIFY(sync->notes().createMany(QList<NoteContent>(50)));
    QVERIFY(other->notes().remove({ids.at(0)}, true));
    QTRY_VERIFY(told);

    told = false; // and when sync does not come to an end
    QVERIFY(sync->notes().create({}));
    QVERIFY(other->notes().remove({ids.at(1)}, true));
    for (int i = 0; i < 100 && !told; ++i) {
        QVERIFY(sync->notes().create({}));
        QTest::qWait(50);
    }
    QVERIFY(told);
}

void TestStoreWatch::signalsArrive()
{
#ifdef Q_OS_UNIX
    TerminationSignals termination;
    QSignalSpy received(&termination, &TerminationSignals::received);
    std::raise(SIGTERM);
    QTRY_COMPARE(received.count(), 1);
    std::raise(SIGINT);
    QTRY_COMPARE(received.count(), 2);
#else
    QSKIP("Unix only");
#endif
}

QTEST_GUILESS_MAIN(TestStoreWatch)
#include "tst_storewatch.moc"
