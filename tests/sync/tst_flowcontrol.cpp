// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/backoff.h"
#include "http/pacer.h"
#include "http/tuning.h"
#include "pull/changesfeed.h"
#include "pull/feedpatience.h"
#include "push/batchsizer.h"
#include "random.h"

#include <QtTest>

using namespace cairn;
using namespace cairn::tuning;

/// Backoff between runs, size of batches, distance of requests: the pure values behind them.
class TestFlowControl : public QObject {
    Q_OBJECT
private slots:
    void backoffDoublesToItsCap();
    void backoffJittersWithinBounds();
    void backoffHonoursTheServer();
    void backoffResets();
    void batchesGrowWhileQuick();
    void halfFullBatchesSayNothing();
    void batchesShrink();
    void bytesComeBack();
    void patienceLastsWhileThereIsNews();
    void patienceLastsForOneRowADocument();
    void patienceEndsWithAFeedThatDoesNot();
    void pacerIsFreeAtFirst();
    void pacerWaitsAsAsked();
    void pacerDoublesAndDecays();
};

void TestFlowControl::backoffDoublesToItsCap()
{
    SeededRandom random(1);
    Backoff backoff;
    const qint64 bases[] = {1'000, 2'000, 4'000, 8'000, 16'000, 30'000, 30'000, 30'000};
    for (const qint64 base : bases) {
        const qint64 delay = backoff.next(random);
        QVERIFY2(
            delay >= base * 3 / 4 && delay <= qMin(base * 5 / 4, kMaxRetryMs),
            qPrintable(QString::number(delay)));
    }
    QCOMPARE(backoff.failures(), 8);
    for (int i = 0; i < 100; ++i) // far past any shift width
        QVERIFY(backoff.next(random) <= kMaxRetryMs);
}

void TestFlowControl::backoffJittersWithinBounds()
{
    QSet<qint64> seen;
    for (quint64 seed = 0; seed < 50; ++seed) {
        SeededRandom random(seed);
        seen.insert(Backoff().next(random));
    }
    QVERIFY(seen.size() > 25); // devices that lost one server together spread out
}

void TestFlowControl::backoffHonoursTheServer()
{
    SeededRandom random(1);
    Backoff backoff;
    for (int i = 0; i < 20; ++i) {
        const qint64 delay = backoff.next(random, 45'000);
        QVERIFY(delay >= 45'000 && delay < 46'000);
    }
    QVERIFY(
        backoff.next(random, 0) >= kMaxRetryMs * 3 / 4); // "at once" does not undo our own patience
}

void TestFlowControl::backoffResets()
{
    SeededRandom random(1);
    Backoff backoff;
    for (int i = 0; i < 6; ++i)
        backoff.next(random);
    backoff.reset();
    QVERIFY(backoff.next(random) <= 1'250);
}

void TestFlowControl::batchesGrowWhileQuick()
{
    BatchSizer sizer;
    QCOMPARE(sizer.documents(), 10);
    const int expected[] = {20, 40, 80, 160, 320, 500, 500};
    for (const int documents : expected) {
        sizer.answered(sizer.documents(), 10'000, kQuickMs / 4);
        QCOMPARE(sizer.documents(), documents);
    }
    BatchSizer near;
    for (const int documents : {40, 160, 500, 500}) {
        near.answered(near.documents(), 10'000, kQuickMs / 4 - 1);
        QCOMPARE(near.documents(), documents);
    }
    QCOMPARE(sizer.bytes(), kMaxBatchBytes);
}

void TestFlowControl::halfFullBatchesSayNothing()
{
    BatchSizer sizer;
    sizer.answered(3, 3'000, 5);
    QCOMPARE(sizer.documents(), 10);
    sizer.answered(10, 10'000, kQuickMs); // neither quick nor slow
    QCOMPARE(sizer.documents(), 10);
}

void TestFlowControl::batchesShrink()
{
    BatchSizer sizer;
    sizer.answered(10, 10'000, kSlowMs + 1);
    QCOMPARE(sizer.documents(), 5);
    for (int i = 0; i < 20; ++i)
        sizer.shrink();
    QCOMPARE(sizer.documents(), 1);
    QCOMPARE(sizer.bytes(), kMinBatchBytes);
}

void TestFlowControl::bytesComeBack()
{
    BatchSizer sizer;
    sizer.shrink();
    const qint64 small = sizer.bytes();
    sizer.answered(1, small, 10);
    QVERIFY(sizer.bytes() > small);
}

namespace {

ChangesPage page(int rows, qint64 pending)
{
    ChangesPage page;
    page.seen = rows;
    page.pending = pending;
    return page;
}

FeedPatience patience(qint64 documents)
{
    return FeedPatience([documents]() -> Result<qint64> { return documents; });
}

} // namespace

/// A first sync of a hundred thousand notes, slow, while others write faster than it reads.
void TestFlowControl::patienceLastsWhileThereIsNews()
{
    FeedPatience feed = patience(0);
    for (int i = 0; i < 1'000; ++i) {
        feed.read(page(100, 100'000 + i), 100, false, i * kDeadlineMs);
        QVERIFY(!feed.isOver(i * kDeadlineMs));
        feed.hasNews(i * kDeadlineMs);
    }
}

/// After a big push the feed holds nothing but what was sent, whether it says how much or not.
void TestFlowControl::patienceLastsForOneRowADocument()
{
    for (const bool says : {true, false}) {
        FeedPatience feed = patience(100'000);
        for (int left = 100'000 - kMaxPlainRows; left >= 0; left -= kMaxPlainRows) {
            feed.read(page(kMaxPlainRows, says ? left : -1), kMaxPlainRows, false, 0);
            QVERIFY(!feed.isOver(0));
        }
    }
}

void TestFlowControl::patienceEndsWithAFeedThatDoesNot()
{
    const auto pagesOf = [](const std::function<ChangesPage(int)> &next, qint64 pageMs,
                            bool stalls) {
        FeedPatience feed = patience(12);
        for (int i = 0; i < 10'000; ++i) {
            feed.read(next(i), kFirstPageRows, stalls, i * pageMs);
            if (feed.isOver(i * pageMs))
                return i + 1;
        }
        return 0;
    };
    QCOMPARE(pagesOf([](int) { return page(kFirstPageRows, 10); }, 1, true), kMaxStalledPages);
    const auto same = [](int) {
        ChangesPage one = page(1, 10);
        one.whole = false;
        return one;
    };
    QCOMPARE(pagesOf(same, 1, false), kMaxIdlePages + 1);
    QCOMPARE(pagesOf(same, kMaxIdleMs, false), kMaxStalledPages + 1);
    // Less is left each time, or that is not said: 12 documents have no thousand rows.
    const auto less = [](int i) { return page(1, 1'000'000'000 - i); };
    QCOMPARE(pagesOf(less, 1, false), (kIdleRows + 12) / kFirstPageRows + 1);
    const auto silent = [](int) { return page(kFirstPageRows, -1); };
    QCOMPARE(pagesOf(silent, 1, false), (kIdleRows + 12) / kFirstPageRows + 1);
}

void TestFlowControl::pacerIsFreeAtFirst()
{
    Pacer pacer;
    for (int i = 0; i < 5; ++i)
        QCOMPARE(pacer.reserve(1'000), 0);
}

void TestFlowControl::pacerWaitsAsAsked()
{
    Pacer pacer;
    pacer.throttled(1'000, 3'000);
    QCOMPARE(pacer.reserve(1'500), 2'500);
    // The next place is a pause later, so that waiting calls do not leave together.
    QCOMPARE(pacer.reserve(1'500), 2'500 + pacer.pauseMs());
}

void TestFlowControl::pacerDoublesAndDecays()
{
    Pacer pacer;
    qint64 expected = kFirstPauseMs;
    for (int i = 0; i < 10; ++i) {
        pacer.throttled(0, -1);
        QCOMPARE(pacer.pauseMs(), expected);
        expected = qMin(expected * 2, kMaxPauseMs);
    }
    for (int i = 0; i < 100; ++i)
        pacer.succeeded();
    QCOMPARE(pacer.pauseMs(), 0);
}

QTEST_GUILESS_MAIN(TestFlowControl)
#include "tst_flowcontrol.moc"
