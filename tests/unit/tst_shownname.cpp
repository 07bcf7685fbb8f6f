// SPDX-License-Identifier: GPL-3.0-or-later
#include "shownname.h"

#include <QTest>

using namespace cairn;

/// Names from elsewhere, as windows and terminals show them.
class TestShownName : public QObject {
    Q_OBJECT
private slots:
    void oneLine_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("shown");
        const auto row = [](const char *what, const QString &name, const QString &shown) {
            QTest::newRow(what) << name << shown;
        };
        row("ordinary", QStringLiteral("Pump 7 – Übersicht"), QStringLiteral("Pump 7 – Übersicht"));
        row("line ends", QStringLiteral(" a\r\n\tb\u2028c\u2029d\u0085e "),
            QStringLiteral("a b c d e"));
        row("override", QStringLiteral("x\u202Efdp.exe"), QStringLiteral("xfdp.exe"));
        row("isolates", QStringLiteral("\u2066a\u2069\u2068b\u2069"), QStringLiteral("ab"));
        row("marks", QStringLiteral("\u200Ea\u200F\u061C"), QStringLiteral("a"));
        row("escape", QStringLiteral("a\u001B[2Jb\u009B1mc"), QStringLiteral("a [2Jb 1mc"));
        row("nothing left", QStringLiteral("\u202E\u200F\n"), QString());
        row("family", QStringLiteral("👨‍👩‍👧 trip"),
            QStringLiteral("👨‍👩‍👧 trip"));
        row("right to left", QStringLiteral("שלום עולם"), QStringLiteral("שלום עולם"));
        row("stacked", u'a' + QString(500, QChar(0x0301)) + u'b',
            u'a' + QString(8, QChar(0x0301)) + u'b');
    }

    void oneLine()
    {
        QFETCH(QString, name);
        QFETCH(QString, shown);
        QCOMPARE(cairn::oneLine(name), shown);
    }

    void cutsBetweenGraphemes()
    {
        QCOMPARE(cairn::oneLine(QString(20'000, u'x')).size(), kMaxShownName);
        QVERIFY(cairn::oneLine(QString(20'000, u'x')).endsWith(u'…'));
        QCOMPARE(cairn::oneLine(QString(kMaxShownName, u'x')), QString(kMaxShownName, u'x'));
        // Five units a family: of ten units one fits beside the dots, never half of one.
        const QString family = QStringLiteral("👩‍👧");
        QCOMPARE(cairn::oneLine(family.repeated(4), 10), family + u'…');
        // One grapheme longer than all that may be shown still ends.
        const QString endless = u'a' + QStringLiteral("\u200D").repeated(20'000);
        QVERIFY(cairn::oneLine(endless).size() <= kMaxShownName);
    }

    void looksAtTheBeginningOnly()
    {
        const QString huge(50'000'000, u'x');
        QBENCHMARK_ONCE { QCOMPARE(cairn::oneLine(huge).size(), kMaxShownName); }
    }

    void isolatesWhatReadsFromTheRight()
    {
        QCOMPARE(isolatedName(QStringLiteral("laptop")), QStringLiteral("laptop"));
        QCOMPARE(isolatedName(QStringLiteral("מחשב 7")), QStringLiteral("\u2068מחשב 7\u2069"));
        // A name cannot close its own isolation.
        QCOMPARE(isolatedName(QStringLiteral("א\u2069ב")), QStringLiteral("\u2068אב\u2069"));
        const QString cut = isolatedName(QString(20'000, QChar(0x05D0)));
        QCOMPARE(cut.size(), kMaxShownName + 2);
        QVERIFY(cut.endsWith(QChar(0x2069)));
    }

    void terminalsObeyNothing()
    {
        QCOMPARE(
            terminalText(QStringLiteral("a\x1b]0;title\x07\tb\nc\r")),
            QStringLiteral("a\\x1b]0;title\\x07\tb\nc\\x0d"));
        QCOMPARE(terminalText(QStringLiteral("\u009B31m")), QStringLiteral("\\x9b31m"));
        QCOMPARE(
            terminalText(QStringLiteral("a\u202Eb\u2028")), QStringLiteral("a\\u202eb\\u2028"));
        QCOMPARE(
            terminalName(QStringLiteral("a\nnote:2  forged\t!")),
            QStringLiteral("a\\nnote:2  forged\\t!"));
        QVERIFY(terminalName(QString(20'000, QChar(0x1B))).size() <= kMaxShownName);
        for (char16_t c = 1; c < 0xA0; ++c) {
            if (c == u'\n' || c == u'\t' || (c >= 0x20 && c < 0x7F))
                continue;
            QVERIFY2(
                !terminalText(QString(QChar(c))).contains(QChar(c)),
                qPrintable(QString::number(c)));
        }
    }
};

QTEST_APPLESS_MAIN(TestShownName)
#include "tst_shownname.moc"
