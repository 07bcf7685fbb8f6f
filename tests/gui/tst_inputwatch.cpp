// SPDX-License-Identifier: GPL-3.0-or-later
#include "inputwatch.h"

#include <QApplication>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QtTest>

using namespace cairn;

/// The caret rests with the person.
class TestInputWatch : public QObject {
    Q_OBJECT

    /// As the system sends it: to the window, which hands it on.
    static void press(QWidget &widget) { QTest::keyClick(widget.windowHandle(), Qt::Key_A); }

private slots:
    void theCaretRestsAndWakes()
    {
        const int flash = QApplication::cursorFlashTime();
        QVERIFY(flash > 0);
        QPlainTextEdit editor;
        editor.show();
        editor.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&editor));
        InputWatch watch;
        QSignalSpy acted(&watch, &InputWatch::acted);
        watch.setRestMs(1);
        QTRY_COMPARE(QApplication::cursorFlashTime(), 0);

        watch.setRestMs(60'000);
        acted.clear();
        press(editor);
        QCOMPARE(editor.toPlainText(), QStringLiteral("a"));
        QVERIFY(acted.count() > 0);
        QCOMPARE(QApplication::cursorFlashTime(), flash);
    }
    void leavesEverythingAsItWas()
    {
        const int flash = QApplication::cursorFlashTime();
        {
            InputWatch watch;
            watch.setRestMs(1);
            QTRY_COMPARE(QApplication::cursorFlashTime(), 0);
        }
        QCOMPARE(QApplication::cursorFlashTime(), flash);
    }
};

QTEST_MAIN(TestInputWatch)
#include "tst_inputwatch.moc"
