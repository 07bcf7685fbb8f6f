// SPDX-License-Identifier: GPL-3.0-or-later
#include "conflict/worddiff.h"

#include <QElapsedTimer>
#include <QtTest>

using namespace cairn;
using namespace Qt::StringLiterals;

class WordDiffTest : public QObject {
    Q_OBJECT

private slots:
    void marks_data();
    void marks();
    void isBounded();
};

namespace {

QString marked(const QString &text, const QList<TextSpan> &spans)
{
    QString result = text;
    for (auto span = spans.rbegin(); span != spans.rend(); ++span) {
        result.insert(span->end, u']');
        result.insert(span->begin, u'[');
    }
    return result;
}

} // namespace

void WordDiffTest::marks_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::addColumn<QString>("markedLeft");
    QTest::addColumn<QString>("markedRight");
    const auto row = [](const char *name, const QString &left, const QString &right) {
        const auto bare = [](QString text) { return text.remove(u'[').remove(u']'); };
        QTest::newRow(name) << bare(left) << bare(right) << left << right;
    };
    row("equal", u"a b c"_s, u"a b c"_s);
    row("one word", u"Pressure is [four] bar today"_s, u"Pressure is [five] bar today"_s);
    row("inserted word", u"call the supplier now"_s, u"call the [new] supplier now"_s);
    row("words in a row", u"it is [very cold] in the hall today"_s,
        u"it is [quite warm] in the hall today"_s);
    row("whole line", u"[nothing of this remains]\nsame"_s, u"[entirely other words here]\nsame"_s);
    row("a line more", u"a\nb"_s, u"a\n[new]\nb"_s);
    row("empty against text", u""_s, u"[text]"_s);
    row("trailing blanks", u"a  \nb"_s, u"a\nb"_s);
    row("table padding", u"| a   | b |\n|-----|---|"_s, u"| a | b |\n|---|---|"_s);
    row("table cell", u"| pump one | four bar | [old] |"_s, u"| pump one   | four bar | [new] |"_s);
    row("Chinese by character", u"压力现在恢复到[四]巴左右。"_s, u"压力现在恢复到[五]巴左右。"_s);
    row("Japanese by character", u"今日はとても[暑]いです。"_s, u"今日はとても[寒]いです。"_s);
    row("Arabic words", u"عاد الضغط إلى [أربعة] بار اليوم"_s, u"عاد الضغط إلى [خمسة] بار اليوم"_s);
    row("emoji stay whole", u"all is good today at site [👍🏻]"_s,
        u"all is good today at site [👍🏿]"_s);
    row("accents", u"the café is [ouvert] until nine"_s, u"the café is [fermé] until nine"_s);
}

void WordDiffTest::marks()
{
    QFETCH(QString, left);
    QFETCH(QString, right);
    QFETCH(QString, markedLeft);
    QFETCH(QString, markedRight);
    if (QLatin1String(QTest::currentDataTag()) == QLatin1String("table cell"))
        QVERIFY(left != right);
    const WordDiff diff = wordDiff(left, right);
    QCOMPARE(marked(left, diff.left), markedLeft);
    QCOMPARE(marked(right, diff.right), markedRight);
    const WordDiff mirrored = wordDiff(right, left);
    QCOMPARE(mirrored.left, diff.right);
}

void WordDiffTest::isBounded()
{
    QString left;
    QString right;
    for (int i = 0; i < 12'000; ++i) {
        left +=
            u"Line %1 of a very long note, which was changed from the first word to its last one\n"_s
                .arg(i);
        right +=
            u"Row %1 in a rather long note, which was edited between the first word and the end\n"_s
                .arg(i);
    }
    QElapsedTimer timer;
    timer.start();
    const WordDiff diff = wordDiff(left, right);
    QVERIFY(!diff.left.isEmpty());
    qInfo("1 MB, all lines differ: %lld ms", timer.elapsed());
    QVERIFY(timer.elapsed() < 2'000);
}

QTEST_APPLESS_MAIN(WordDiffTest)
#include "tst_worddiff.moc"
