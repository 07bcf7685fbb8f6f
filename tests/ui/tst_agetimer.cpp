// SPDX-License-Identifier: GPL-3.0-or-later
#include "agetimer.h"
#include "clock.h"

#include <QtTest>
#include <QWidget>

using namespace cairn;

/// Wakes nobody for words that nobody sees.
class TestAgeTimer : public QObject {
    Q_OBJECT

    struct HandClock final : Clock {
        qint64 now = 1'700'000'000'000;
        qint64 nowMs() const override { return now; }
    };

private slots:
    void callsWhenItIsDue()
    {
        HandClock clock;
        QWidget widget;
        int called = 0;
        AgeTimer timer(clock, &widget, [&] { ++called; });
        widget.show();
        timer.callAt(clock.now + 1);
        QTRY_COMPARE(called, 1);
        QVERIFY(!timer.isWaiting()); // once
    }
    void sleepsWhileHidden()
    {
        HandClock clock;
        QWidget widget;
        int called = 0;
        AgeTimer timer(clock, &widget, [&] { ++called; });
        timer.callAt(clock.now + 60'000);
        QVERIFY(!timer.isWaiting());
        widget.show();
        QVERIFY(timer.isWaiting());
        widget.hide();
        QVERIFY(!timer.isWaiting());
        clock.now += 120'000;
        QCoreApplication::processEvents();
        QCOMPARE(called, 0);
        widget.show(); // at once, for it is long due
        QTRY_COMPARE(called, 1);
    }
    void nothingToWaitFor()
    {
        HandClock clock;
        QWidget widget;
        AgeTimer timer(clock, &widget, [] {});
        widget.show();
        timer.callAt(clock.now + 60'000);
        timer.callAt(std::nullopt);
        QVERIFY(!timer.isWaiting());
    }
    void farMomentsStayFar()
    {
        HandClock clock;
        QWidget widget;
        AgeTimer timer(clock, &widget, [] {});
        widget.show();
        timer.callAt(clock.now + 400ll * 24 * 3'600'000); // more milliseconds than an int holds
        QVERIFY(timer.isWaiting());
    }
};

QTEST_MAIN(TestAgeTimer)
#include "tst_agetimer.moc"
