// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/care/metricsstore.h"
#include "store/notes/notestore.h"
#include "teststore.h"

#include <QTest>

using namespace cairn;

namespace {

constexpr qint64 kDayMs = 24ll * 3'600'000;

} // namespace

/// The limits at which Cairn says by itself that syncing is not as it should be.
class TestMetricsStore : public QObject {
    Q_OBJECT

    std::unique_ptr<TestStore> m_store;

    void record(int times, std::optional<ErrorKind> error, int queued = 0)
    {
        SyncRun run;
        run.error = error;
        run.queued = queued;
        for (int i = 0; i < times; ++i)
            QVERIFY((*m_store)->metrics().record(run).has_value());
    }
    QStringList alerts()
    {
        QStringList names;
        const auto found = (*m_store)->metrics().alerts();
        for (const SyncAlert &alert : found.value())
            names.append(alertName(alert.kind) + u' ' + QString::number(alert.value));
        return names;
    }

private slots:
    void init() { m_store = std::make_unique<TestStore>(); }

    void nothingRecordedIsNoAlert() { QCOMPARE(alerts(), QStringList()); }

    void successRate_data()
    {
        QTest::addColumn<int>("good");
        QTest::addColumn<int>("bad");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("too few to judge") << 10 << 9 << QStringList();
        QTest::newRow("95 %") << 19 << 1 << QStringList();
        QTest::newRow("90 %") << 18 << 2 << QStringList{QStringLiteral("success-rate 90")};
        QTest::newRow("none") << 0 << 20 << QStringList{QStringLiteral("success-rate 0")};
    }
    void successRate()
    {
        QFETCH(int, good);
        QFETCH(int, bad);
        QFETCH(QStringList, expected);
        record(good, std::nullopt);
        record(bad, ErrorKind::Transient);
        QCOMPARE(alerts(), expected);
    }

    void onlyTheLastTwentyCount()
    {
        record(20, ErrorKind::Transient);
        record(19, std::nullopt);
        QCOMPARE(alerts(), QStringList());
    }

    void aWantOfNetworkIsNoFailure()
    {
        record(20, std::nullopt);
        record(50, ErrorKind::Offline);
        QCOMPARE(alerts(), QStringList());
    }

    void longQueue()
    {
        record(20, std::nullopt, 100);
        QCOMPARE(alerts(), QStringList());
        record(20, std::nullopt, 101);
        QCOMPARE(alerts(), QStringList{QStringLiteral("long-queue 101")});
    }

    void oneLongQueueAmongManyIsNone()
    {
        record(39, std::nullopt, 3);
        record(1, std::nullopt, 5'000);
        QCOMPARE(alerts(), QStringList());
    }

    void unsentForADay()
    {
        NoteContent content;
        content.title = QStringLiteral("Pump 7");
        QVERIFY((*m_store)->notes().create(content).has_value());
        m_store->clock.advance(kDayMs);
        QCOMPARE(alerts(), QStringList());
        m_store->clock.advance(1);
        QCOMPARE(alerts(), QStringList{QStringLiteral("unsent 24")});
    }
};

QTEST_GUILESS_MAIN(TestMetricsStore)
#include "tst_metricsstore.moc"
