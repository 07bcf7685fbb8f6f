// SPDX-License-Identifier: GPL-3.0-or-later
#include "believedclock.h"
#include "historykeeper.h"
#include "replicapeer.h"
#include "store/history/historythinner.h"
#include "store/history/versionstore.h"
#include "storecheck.h"
#include "storeinsides.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace cairn;

namespace {

constexpr qint64 kHourMs = 3'600'000;
constexpr qint64 kDayMs = 24 * kHourMs;
constexpr int kVersions = 8;

} // namespace

/// Thins the history beside a person who goes on writing.
class TestHistoryKeeper : public QObject {
    Q_OBJECT

    TreeServer m_server;
    std::unique_ptr<ReplicaPeer> m_peer;

    Store &store() { return *m_peer->store; }
    QString file() { return m_peer->store.file(); }
    /// A note that had so many versions in one forenoon.
    QString forenoon()
    {
        const QString id = m_peer->addNote(QStringLiteral("Pump 7"), QStringLiteral("first"));
        for (int i = 1; i < kVersions; ++i) {
            m_peer->sync(m_server);
            m_peer->store.clock.advance(kHourMs / 4);
            m_peer->edit(id, QStringLiteral("text %1").arg(i));
        }
        m_peer->sync(m_server);
        return id;
    }
    qsizetype versions(const QString &id) { return must(store().versions().history(id)).size(); }

private slots:
    void init()
    {
        m_server = {};
        m_peer = std::make_unique<ReplicaPeer>(1, QStringLiteral("Laptop"));
        m_peer->store.clock.set(QDateTime(QDate(2024, 3, 4), QTime(9, 0)).toMSecsSinceEpoch());
    }
    void cleanup()
    {
        QCOMPARE(storeProblems(databaseOf(store())), QStringList());
        m_peer.reset();
    }

    void keepsWhatIsYoung()
    {
        const QString id = forenoon();
        HistoryKeeper keeper(file(), m_peer->store.clock);
        QSignalSpy thinned(&keeper, &HistoryKeeper::thinned);
        keeper.thinNow();
        QVERIFY(thinned.wait());
        QCOMPARE(thinned.first().first().toInt(), 0);
        QCOMPARE(versions(id), kVersions);
    }

    void thinsADayToItsLastVersion()
    {
        const QString id = forenoon();
        m_peer->store.clock.advance(kDayMs);
        m_peer->edit(id, QStringLiteral("the next day"));
        m_peer->sync(m_server);
        m_peer->store.clock.advance(40 * kDayMs);
        believeTheClock(store());
        HistoryKeeper keeper(file(), m_peer->store.clock);
        QSignalSpy thinned(&keeper, &HistoryKeeper::thinned);
        keeper.thinNow();
        m_peer->edit(id, QStringLiteral("written meanwhile")); // nobody waits for the keeper
        QVERIFY(thinned.wait());
        QVERIFY(thinned.first().first().toInt() >= kVersions - 2);
        QVERIFY(versions(id) < kVersions);
        QCOMPARE(m_peer->note(id).body, QStringLiteral("written meanwhile"));

        keeper.thinNow(); // once a day is enough
        QVERIFY(thinned.wait());
        QCOMPARE(thinned.last().first().toInt(), 0);
    }

    void aChangedSettingIsHeardDuringAPass()
    {
        const QString id = forenoon();
        HistoryKeeper keeper(file(), m_peer->store.clock);
        QSignalSpy thinned(&keeper, &HistoryKeeper::thinned);
        keeper.thinNow();
        keeper.thinNow(); // the first pass has just begun: another follows it
        QVERIFY(thinned.wait());
        QTRY_COMPARE(thinned.size(), 2);
        QCOMPARE(versions(id), kVersions);
    }

    void endsWithItsOwner()
    {
        forenoon();
        m_peer->store.clock.advance(40 * kDayMs);
        believeTheClock(store());
        for (int i = 0; i < 10; ++i) {
            HistoryKeeper keeper(file(), m_peer->store.clock);
            keeper.thinNow();
        }
        QCOMPARE(storeProblems(databaseOf(store())), QStringList());
    }

    void aStoreThatCannotBeOpenedIsOnlyLogged()
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("not thinned")));
        HistoryKeeper keeper(m_peer->store.folder(), m_peer->store.clock); // no file
        QSignalSpy thinned(&keeper, &HistoryKeeper::thinned);
        keeper.thinNow();
        QVERIFY(!thinned.wait(300));
    }
};

QTEST_GUILESS_MAIN(TestHistoryKeeper)
#include "tst_historykeeper.moc"
