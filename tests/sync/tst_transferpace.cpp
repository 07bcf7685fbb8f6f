// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/transferpace.h"
#include "http/tuning.h"

#include <QTest>

using namespace cairn;

class TestTransferPace : public QObject {
    Q_OBJECT
private slots:
    void saysNothingTooSoon()
    {
        TransferPace pace;
        pace.moved(1, 0, 1'000, 0);
        pace.moved(1, 500, 1'000, tuning::kPaceMs - 1);
        QVERIFY(!pace.leftMs());
        pace.moved(1, 500, 1'000, tuning::kPaceMs);
        QCOMPARE(pace.leftMs().value_or(-1), tuning::kPaceMs);
    }

    void followsTheSpeed()
    {
        TransferPace pace;
        pace.moved(1, 100, 10'100, 50'000); // began somewhere
        pace.moved(1, 2'100, 10'100, 60'000);
        QCOMPARE(pace.leftMs().value_or(-1), 40'000);
        pace.moved(1, 2'100, 10'100, 70'000); // stalled
        QCOMPARE(pace.leftMs().value_or(-1), 80'000);
    }

    void needsATotal()
    {
        TransferPace pace;
        pace.moved(1, 0, 0, 0);
        pace.moved(1, 5'000, 0, 60'000);
        QVERIFY(!pace.leftMs());
    }

    void endsWithTheTransfer()
    {
        TransferPace pace;
        pace.moved(1, 0, 100, 0);
        pace.moved(1, 50, 100, 10'000);
        QVERIFY(pace.leftMs());
        pace.moved(1, 100, 100, 20'000);
        QVERIFY(!pace.leftMs());
    }

    void beginsAnewWithAStage()
    {
        TransferPace pace;
        pace.moved(1, 0, 100, 0);
        pace.moved(1, 50, 100, 10'000);
        pace.moved(2, 50, 100, 10'001);
        QVERIFY(!pace.leftMs());
        pace.moved(2, 75, 100, 15'001);
        QCOMPARE(pace.leftMs().value_or(-1), 5'000);
    }

    void beginsAnewWhenTheCountFallsBack()
    {
        TransferPace pace;
        pace.moved(1, 100, 1'000, 0);
        pace.moved(1, 500, 1'000, 40'000);
        pace.moved(1, 250, 1'000, 100'000); // another run
        QVERIFY(!pace.leftMs());
        pace.moved(1, 500, 1'000, 110'000);
        QCOMPARE(pace.leftMs().value_or(-1), 20'000);
    }
};

QTEST_APPLESS_MAIN(TestTransferPace)
#include "tst_transferpace.moc"
