// SPDX-License-Identifier: GPL-3.0-or-later
#include "merge/textmerge.h"
#include "merge/textunits.h"

#include <QTest>

#include <ctime>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {

/// Settled text as it is, places to decide as ⟦mine⟧⟪theirs⟫.
QString rendered(const TextMerge &merge)
{
    QString result;
    for (const MergeChunk &chunk : merge.chunks)
        result += chunk.conflict ? u"⟦%1⟧⟪%2⟫"_s.arg(chunk.mine, chunk.theirs) : chunk.text;
    return result;
}

QString chosen(const TextMerge &merge, QString MergeChunk::*side)
{
    QString result;
    for (const MergeChunk &chunk : merge.chunks)
        result += chunk.conflict ? chunk.*side : chunk.text;
    return result;
}

/// Processor time: other programs on the machine do not count.
// A sanitizer slows everything down; what it looks for is not speed.
#ifdef __SANITIZE_ADDRESS__
constexpr double kSlower = 3;
#else
constexpr double kSlower = 1;
#endif

double cpuMs() { return 1000.0 * double(std::clock()) / CLOCKS_PER_SEC; }

struct Case {
    const char *name;
    QString base;
    QString mine;
    QString theirs;
    QString expected;
};

// Two paragraphs' worth of sentences, long enough to be cut at sentence ends.
const QString kLatin = u"The pump ran hot this morning. The bearing was greased at eight. Pressure "
                       u"is back at four bar. "
                       u"The seal still drips a little. Next check on Friday afternoon.\n"_s;
const QString kChinese =
    u"今天早上水泵温度过高需要检查。轴承在八点钟已经加过润滑油。压力现在恢复到四巴左右。密封圈仍然有一点漏水现象。下一次检查安排在星期五下午。\n"_s;
const QString kArabic =
    u"هل كانت المضخة ساخنة هذا الصباح؟ تم تشحيم المحمل في الساعة الثامنة. عاد الضغط إلى أربعة بار. "
    u"هل ما زال الختم يقطر قليلا؟ الفحص التالي يوم الجمعة.\n"_s;

QString with(QString text, const QString &from, const QString &to)
{
    Q_ASSERT(text.contains(from));
    return text.replace(from, to);
}

QList<Case> proseCases()
{
    return {
        {"all the same", u"a\nb\n"_s, u"a\nb\n"_s, u"a\nb\n"_s, u"a\nb\n"_s},
        {"only mine", u"a\nb\nc"_s, u"a\nB\nc"_s, u"a\nb\nc"_s, u"a\nB\nc"_s},
        {"only theirs", u"a\nb\nc"_s, u"a\nb\nc"_s, u"a\nb\nC"_s, u"a\nb\nC"_s},
        {"the same change twice", u"a\nb\nc"_s, u"a\nX\nc"_s, u"a\nX\nc"_s, u"a\nX\nc"_s},
        {"two paragraphs", u"One.\n\nTwo.\n\nThree.\n"_s, u"One!\n\nTwo.\n\nThree.\n"_s,
         u"One.\n\nTwo.\n\nThree?\n"_s, u"One!\n\nTwo.\n\nThree?\n"_s},
        {"same line", u"a\nb\nc\n"_s, u"a\nB\nc\n"_s, u"a\nß\nc\n"_s, u"a\n⟦B\n⟧⟪ß\n⟫c\n"_s},
        {"neighbouring lines", u"a\nb\nc\nd\n"_s, u"a\nB\nc\nd\n"_s, u"a\nb\nC\nd\n"_s,
         u"a\n⟦B\nc\n⟧⟪b\nC\n⟫d\n"_s},
        {"one line between", u"a\nb\nc\nd\n"_s, u"A\nb\nc\nd\n"_s, u"a\nb\nC\nd\n"_s,
         u"A\nb\nC\nd\n"_s},
        {"sentences of one paragraph", kLatin, with(kLatin, u"hot"_s, u"very hot"_s),
         with(kLatin, u"Friday"_s, u"Monday"_s),
         with(with(kLatin, u"hot"_s, u"very hot"_s), u"Friday"_s, u"Monday"_s)},
        {"same sentence", kLatin, with(kLatin, u"four bar"_s, u"five bar"_s),
         with(kLatin, u"four bar"_s, u"six bar"_s),
         with(
             kLatin, u"Pressure is back at four bar. "_s,
             u"⟦Pressure is back at five bar. ⟧⟪Pressure is back at six bar. ⟫"_s)},
        {"both write at the end", u"a\n"_s, u"a\nmine\n"_s, u"a\ntheirs\n"_s,
         u"a\n⟦mine\n⟧⟪theirs\n⟫"_s},
        {"both write at the end, no last line end", u"a"_s, u"a\nmine"_s, u"a\ntheirs"_s,
         u"a\n⟦mine⟧⟪theirs⟫"_s},
        {"write at the end, edit the start", u"a\nb\nc"_s, u"a\nb\nc\nd"_s, u"A\nb\nc"_s,
         u"A\nb\nc\nd"_s},
        {"both write at the start", u"z\n"_s, u"mine\nz\n"_s, u"theirs\nz\n"_s,
         u"⟦mine\n⟧⟪theirs\n⟫z\n"_s},
        {"insert a paragraph, edit another", u"One.\n\nTwo.\n\nThree.\n"_s,
         u"One.\n\nNew.\n\nTwo.\n\nThree.\n"_s, u"One.\n\nTwo.\n\nThree, edited.\n"_s,
         u"One.\n\nNew.\n\nTwo.\n\nThree, edited.\n"_s},
        {"reworded and moved apart", u"a\nb\nc\nd\ne\n"_s, u"e\nb\nc\nd\na\n"_s,
         u"a\nb\nC\nd\ne\n"_s, u"e\nb\nC\nd\na\n"_s},
        {"delete and edit the same line", u"a\nb\nc\n"_s, u"a\nc\n"_s, u"a\nB\nc\n"_s,
         u"a\n⟦⟧⟪B\n⟫c\n"_s},
        {"delete a paragraph, edit another", u"One.\n\nTwo.\n\nThree.\n"_s, u"Two.\n\nThree.\n"_s,
         u"One.\n\nTwo.\n\nThree!\n"_s, u"Two.\n\nThree!\n"_s},
        {"delete all and edit", u"a\nb\n"_s, u""_s, u"a\nB\n"_s, u"⟦⟧⟪a\nB\n⟫"_s},
        {"delete overlapping parts", u"a\nb\nc\nd\ne\n"_s, u"a\nd\ne\n"_s, u"a\nb\ne\n"_s,
         u"a\n⟦d\n⟧⟪b\n⟫e\n"_s},
        {"reformatted against an edit", u"one two\nthree four\n"_s, u"one\ntwo\nthree\nfour\n"_s,
         u"one two\nthree 4\n"_s, u"⟦one\ntwo\nthree\nfour\n⟧⟪one two\nthree 4\n⟫"_s},
        {"trailing blanks against an edit elsewhere", u"a  \nb\nc\n"_s, u"a\nb\nc\n"_s,
         u"a  \nb\nC\n"_s, u"a\nb\nC\n"_s},
    };
}

QList<Case> markdownCases()
{
    return {
        {"list: apart", u"- a\n- b\n- c\n- d\n"_s, u"- A\n- b\n- c\n- d\n"_s,
         u"- a\n- b\n- c\n- D\n"_s, u"- A\n- b\n- c\n- D\n"_s},
        {"list: two new items at the end", u"- a\n- b\n"_s, u"- a\n- b\n- milk\n"_s,
         u"- a\n- b\n- eggs\n"_s, u"- a\n- b\n⟦- milk\n⟧⟪- eggs\n⟫"_s},
        {"list: the same new item", u"- a\n"_s, u"- a\n- milk\n"_s, u"- a\n- milk\n"_s,
         u"- a\n- milk\n"_s},
        {"list: renumbered against an edit", u"1. a\n2. b\n3. c\n"_s, u"1. z\n2. a\n3. b\n4. c\n"_s,
         u"1. a\n2. b!\n3. c\n"_s, u"⟦1. z\n2. a\n3. b\n4. c\n⟧⟪1. a\n2. b!\n3. c\n⟫"_s},
        {"check boxes: apart", u"- [ ] a\n- [ ] b\n- [ ] c\n"_s, u"- [x] a\n- [ ] b\n- [ ] c\n"_s,
         u"- [ ] a\n- [ ] b\n- [x] c\n"_s, u"- [x] a\n- [ ] b\n- [x] c\n"_s},
        {"check boxes: the same ticked twice", u"- [ ] a\n- [ ] b\n"_s, u"- [x] a\n- [ ] b\n"_s,
         u"- [x] a\n- [ ] b\n"_s, u"- [x] a\n- [ ] b\n"_s},
        {"check boxes: neighbours", u"- [ ] a\n- [ ] b\n"_s, u"- [x] a\n- [ ] b\n"_s,
         u"- [ ] a\n- [x] b\n"_s, u"⟦- [x] a\n- [ ] b\n⟧⟪- [ ] a\n- [x] b\n⟫"_s},
        {"check boxes: ticked against reworded", u"- [ ] oil\n"_s, u"- [x] oil\n"_s,
         u"- [ ] oil level\n"_s, u"⟦- [x] oil\n⟧⟪- [ ] oil level\n⟫"_s},
        {"table: two rows apart", u"| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n| 5 | 6 |\n"_s,
         u"| a | b |\n|---|---|\n| 1 | x |\n| 3 | 4 |\n| 5 | 6 |\n"_s,
         u"| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n| 5 | y |\n"_s,
         u"| a | b |\n|---|---|\n| 1 | x |\n| 3 | 4 |\n| 5 | y |\n"_s},
        {"table: two cells of a row", u"| a | b |\n|---|---|\n| 1 | 2 |\n"_s,
         u"| a | b |\n|---|---|\n| x | 2 |\n"_s, u"| a | b |\n|---|---|\n| 1 | y |\n"_s,
         u"| a | b |\n|---|---|\n⟦| x | 2 |\n⟧⟪| 1 | y |\n⟫"_s},
        {"table: new column against a new row", u"| a |\n|---|\n| 1 |\n"_s,
         u"| a | b |\n|---|---|\n| 1 | 2 |\n"_s, u"| a |\n|---|\n| 1 |\n| 3 |\n"_s,
         u"⟦| a | b |\n|---|---|\n| 1 | 2 |\n⟧⟪| a |\n|---|\n| 1 |\n| 3 |\n⟫"_s},
        {"code: two lines apart", u"```cpp\nint a;\nint b;\nint c;\n```\n"_s,
         u"```cpp\nint A;\nint b;\nint c;\n```\n"_s, u"```cpp\nint a;\nint b;\nint C;\n```\n"_s,
         u"```cpp\nint A;\nint b;\nint C;\n```\n"_s},
        {"code: one line", u"```\nx = 1\n```\n"_s, u"```\nx = 2\n```\n"_s, u"```\nx = 3\n```\n"_s,
         u"```\n⟦x = 2\n⟧⟪x = 3\n⟫```\n"_s},
        {"headings: a section moved, another edited", u"# A\na\n# B\nb\n# C\nc\n"_s,
         u"# B\nb\n# A\na\n# C\nc\n"_s, u"# A\na\n# B\nb\n# C\nc!\n"_s,
         u"# B\nb\n# A\na\n# C\nc!\n"_s},
        {"headings: a section moved and edited", u"# A\na\n# B\nb\n# C\nc\n"_s,
         u"# B\nb\n# C\nc\n# A\na\n"_s, u"# A\na!\n# B\nb\n# C\nc\n"_s,
         u"⟦⟧⟪# A\na!\n⟫# B\nb\n# C\nc\n# A\na\n"_s},
        {"a paragraph moved to two places", u"P\nb\nc\nd\ne\n"_s, u"b\nc\nP\nd\ne\n"_s,
         u"b\nc\nd\ne\nP\n"_s, u"⟦b\nc\nP\nd\ne\n⟧⟪b\nc\nd\ne\nP\n⟫"_s},
        {"a paragraph moved to two places, once edited", u"Bearing\nb\nc\nd\ne\n"_s,
         u"b\nc\nBearing noise\nd\ne\n"_s, u"b\nc\nd\ne\nBearing\n"_s,
         u"⟦b\nc\nBearing noise\nd\ne\n⟧⟪b\nc\nd\ne\nBearing\n⟫"_s},
    };
}

QList<Case> guardCases()
{
    return {
        {"repeated lines: one removed, another edited", u"k\nx\nx\nx\nz\n"_s, u"k\nx\nx\nz\n"_s,
         u"k\ny\nx\nx\nz\n"_s, u"k\n⟦⟧⟪y\n⟫x\nx\nz\n"_s},
        {"repeated lines: each removed one", u"x\nx\nz\n"_s, u"x\nz!\n"_s, u"x\nz\n"_s,
         u"x\n⟦z!\n⟧⟪z\n⟫"_s},
        {"blank lines: added within a run", u"a\n\n\nb\n\nc\n"_s, u"a\n\nnew\n\nb\n\nc\n"_s,
         u"a\n\n\nb\n\nC\n"_s, u"a\n\n⟦new\n\nb\n\nc\n⟧⟪\nb\n\nC\n⟫"_s},
        {"blank lines: text beside a run", u"a\n\n\nb\n\nc\n"_s, u"A\n\n\nb\n\nc\n"_s,
         u"a\n\n\nb\n\nC\n"_s, u"A\n\n\nb\n\nC\n"_s},
        {"duplicate far away", u"x\na\nb\nx\n"_s, u"X\na\nb\nx\n"_s, u"x\na\nb\ny\n"_s,
         u"X\na\nb\ny\n"_s},
        {"empty base", u""_s, u"mine\n"_s, u"theirs\n"_s, u"⟦mine\n⟧⟪theirs\n⟫"_s},
        {"empty base, the same", u""_s, u"same"_s, u"same"_s, u"same"_s},
        {"both empty", u"a"_s, u""_s, u""_s, u""_s},
        {"one empty, other as before", u"a"_s, u""_s, u"a"_s, u""_s},
        {"last line removed, the other goes on", u"a\nb"_s, u"a"_s, u"a\nb\nc"_s,
         u"⟦a⟧⟪a\nb\nc⟫"_s},
    };
}

QList<Case> scriptCases()
{
    return {
        {"CRLF everywhere", u"a\r\nb\r\nc\r\n"_s, u"A\r\nb\r\nc\r\n"_s, u"a\r\nb\r\nC\r\n"_s,
         u"A\r\nb\r\nC\r\n"_s},
        {"CRLF on one side only", u"a\nb\nc\n"_s, u"a\r\nb\r\nc\r\n"_s, u"a\nb\nC\n"_s,
         u"a\r\nb\r\nC\r\n"_s},
        {"CRLF given up by one side", u"a\r\nb\r\nc"_s, u"a\nb\nc"_s, u"a\r\nb\r\nC"_s,
         u"a\nb\nC"_s},
        {"CRLF in a place to decide", u"a\r\nb\r\n"_s, u"a\r\nB\r\n"_s, u"a\r\nß\r\n"_s,
         u"a\r\n⟦B\r\n⟧⟪ß\r\n⟫"_s},
        {"last line end added", u"a\nb\nc"_s, u"a\nb\nc\n"_s, u"A\nb\nc"_s, u"A\nb\nc\n"_s},
        {"last line end removed", u"a\nb\nc\n"_s, u"a\nb\nc"_s, u"A\nb\nc\n"_s, u"A\nb\nc"_s},
        {"emoji", u"👍\nok\n👩‍👩‍👧\n"_s, u"👎\nok\n👩‍👩‍👧\n"_s,
         u"👍\nok\n👨‍👩‍👧\n"_s, u"👎\nok\n👨‍👩‍👧\n"_s},
        {"emoji of one line", u"👍🏻\n"_s, u"👍🏽\n"_s, u"👍🏿\n"_s,
         u"⟦👍🏽\n⟧⟪👍🏿\n⟫"_s},
        {"Chinese sentences", kChinese, with(kChinese, u"早上"_s, u"晚上"_s),
         with(kChinese, u"星期五"_s, u"星期一"_s),
         with(with(kChinese, u"早上"_s, u"晚上"_s), u"星期五"_s, u"星期一"_s)},
        {"Chinese, one sentence", kChinese, with(kChinese, u"四巴"_s, u"五巴"_s),
         with(kChinese, u"四巴"_s, u"六巴"_s),
         with(
             kChinese, u"压力现在恢复到四巴左右。"_s,
             u"⟦压力现在恢复到五巴左右。⟧⟪压力现在恢复到六巴左右。⟫"_s)},
        {"Arabic sentences", kArabic, with(kArabic, u"الصباح"_s, u"المساء"_s),
         with(kArabic, u"الجمعة"_s, u"الاثنين"_s),
         with(with(kArabic, u"الصباح"_s, u"المساء"_s), u"الجمعة"_s, u"الاثنين"_s)},
        {"Hindi, Japanese and Greek lines", u"नमस्ते।\nはい。\nΝαι;\n"_s,
         u"नमस्कार।\nはい。\nΝαι;\n"_s, u"नमस्ते।\nはい。\nΌχι;\n"_s, u"नमस्कार।\nはい。\nΌχι;\n"_s},
        {"accents composed and decomposed differ", u"café\nx\ny\n"_s, u"cafe\u0301\nx\ny\n"_s,
         u"café\nx\nY\n"_s, u"cafe\u0301\nx\nY\n"_s},
    };
}

} // namespace

class TextMergeTest : public QObject {
    Q_OBJECT

private slots:
    void merges_data();
    void merges();
    void comparesWithoutAncestor();
    void cutsUnits_data();
    void cutsUnits();
    void largeNoteIsQuick();
    void rewrittenNoteIsBounded();
};

void TextMergeTest::merges_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("mine");
    QTest::addColumn<QString>("theirs");
    QTest::addColumn<QString>("expected");
    for (const QList<Case> &cases : {proseCases(), markdownCases(), guardCases(), scriptCases()}) {
        for (const Case &c : cases)
            QTest::newRow(c.name) << c.base << c.mine << c.theirs << c.expected;
    }
}

void TextMergeTest::merges()
{
    QFETCH(QString, base);
    QFETCH(QString, mine);
    QFETCH(QString, theirs);
    QFETCH(QString, expected);
    const TextMerge merge = mergeText(base, mine, theirs);
    QCOMPARE(rendered(merge), expected);
    QCOMPARE(merge.regions(), int(expected.count(u'⟦')));
    QCOMPARE(merge.isClean(), !expected.contains(u'⟦'));
    if (merge.isClean())
        QCOMPARE(merge.text(), expected);

    const TextMerge mirrored = mergeText(base, theirs, mine);
    QCOMPARE(chosen(mirrored, &MergeChunk::theirs), chosen(merge, &MergeChunk::mine));
    QCOMPARE(chosen(mirrored, &MergeChunk::mine), chosen(merge, &MergeChunk::theirs));
    QCOMPARE(chosen(mirrored, &MergeChunk::base), chosen(merge, &MergeChunk::base));
}

void TextMergeTest::comparesWithoutAncestor()
{
    const TextMerge merge = compareTexts(u"a\nb\nc\nd"_s, u"a\nc\nD"_s);
    QCOMPARE(rendered(merge), u"a\n⟦b\n⟧⟪⟫c\n⟦d⟧⟪D⟫"_s);
    QCOMPARE(rendered(compareTexts(u"a\r\nb\r\n"_s, u"a\nB\n"_s)), u"a\n⟦b\n⟧⟪B\n⟫"_s);
    QVERIFY(compareTexts(u"same"_s, u"same"_s).isClean());
    QCOMPARE(rendered(compareTexts(u""_s, u"x"_s)), u"⟦⟧⟪x⟫"_s);
}

void TextMergeTest::cutsUnits_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QStringList>("units");
    const QString filler =
        u"This sentence only makes the line long enough to be cut at all, nothing else here. "_s;
    QTest::newRow("lines") << u"a\n\nb"_s << QStringList{u"a\n"_s, u"\n"_s, u"b"_s};
    QTest::newRow("short line") << u"One. Two. Three."_s << QStringList{u"One. Two. Three."_s};
    QTest::newRow("abbreviation")
        << filler + u"We met e.g. the second engineer of the site there.\n"_s
        << QStringList{filler, u"We met e.g. the second engineer of the site there.\n"_s};
    QTest::newRow("numbered item") << u"1. "_s + filler + u"And this is the end.\n"_s
                                   << QStringList{u"1. "_s + filler, u"And this is the end.\n"_s};
    QTest::newRow("decimal") << filler + u"Pressure is 3.14 bar, temperature is 20.5 degrees.\n"_s
                             << QStringList{
                                    filler,
                                    u"Pressure is 3.14 bar, temperature is 20.5 degrees.\n"_s};
    QTest::newRow("quotes") << filler + u"\"Is it really so?\" She said that it was.\n"_s
                            << QStringList{
                                   filler, u"\"Is it really so?\" "_s,
                                   u"She said that it was.\n"_s};
    QTest::newRow("fence") << u"```\n"_s + filler + filler + u"\n```\n"_s
                           << QStringList{u"```\n"_s, filler + filler + u"\n"_s, u"```\n"_s};
    QTest::newRow("fence in a list")
        << u"- ~~~\n  "_s + filler + filler + u"\n  ~~~\n"_s
        << QStringList{u"- ~~~\n"_s, u"  "_s + filler + filler + u"\n"_s, u"  ~~~\n"_s};
    QTest::newRow("after a fence")
        << u"```\n```\n"_s + filler + filler << QStringList{u"```\n"_s, u"```\n"_s, filler, filler};
    QTest::newRow("table") << u"| "_s + filler + filler + u"|\n"_s
                           << QStringList{u"| "_s + filler + filler + u"|\n"_s};
    QTest::newRow("CJK") << kChinese
                         << QStringList{
                                u"今天早上水泵温度过高需要检查。"_s,
                                u"轴承在八点钟已经加过润滑油。"_s, u"压力现在恢复到四巴左右。"_s,
                                u"密封圈仍然有一点漏水现象。"_s,
                                u"下一次检查安排在星期五下午。\n"_s};
    QTest::newRow("CJK closing quote")
        << u"他对大家说：「今天下午我们一起去检查水泵。」然后他就离开了办公室。没有人知道他去了哪里或者什么时候回来。"_s
        << QStringList{
               u"他对大家说：「今天下午我们一起去检查水泵。」"_s, u"然后他就离开了办公室。"_s,
               u"没有人知道他去了哪里或者什么时候回来。"_s};
}

void TextMergeTest::cutsUnits()
{
    QFETCH(QString, text);
    QFETCH(QStringList, units);
    QStringList cut;
    for (const QStringView unit : mergeUnits(text))
        cut.append(unit.toString());
    QCOMPARE(cut, units);
    QCOMPARE(cut.join(QString()), text);
}

/// 1 MB in about 12,000 lines, 1,000 changes a side.
void TextMergeTest::largeNoteIsQuick()
{
    QStringList base;
    for (int i = 0; base.size() * 80 < 1'000'000; ++i)
        base.append(
            u"Line %1 of the long inspection report, with enough words to look like a real line."_s
                .arg(i));
    QStringList mine = base;
    QStringList theirs = base;
    for (int i = 0; i < 1'000; ++i) {
        mine[i * 12 + 1] += u" mine"_s;
        theirs[i * 12 + 7] += u" theirs"_s;
    }
    const QString baseText = base.join(u'\n');
    const QString mineText = mine.join(u'\n');
    const QString theirText = theirs.join(u'\n');
    const double start = cpuMs();
    const TextMerge merge = mergeText(baseText, mineText, theirText);
    const double elapsed = cpuMs() - start;
    QVERIFY(merge.isClean());
    QCOMPARE(merge.text().count(u" mine"), 1'000);
    QCOMPARE(merge.text().count(u" theirs"), 1'000);
    qInfo("1 MB, 1,000 changes a side: %.0f ms", elapsed);
    QVERIFY2(elapsed < 300 * kSlower, "a merge of a large note must stay under 300 ms");
}

/// The worst case of a diff: the same few lines in another order, and everything rewritten.
void TextMergeTest::rewrittenNoteIsBounded()
{
    const auto shuffled = [](int seed, int lines, int kinds) {
        quint32 state = quint32(seed);
        QString text;
        for (int i = 0; i < lines; ++i) {
            state = state * 1'664'525u + 1'013'904'223u;
            text += u"- [ ] item number %1\n"_s.arg((state >> 8) % quint32(kinds));
        }
        return text;
    };
    for (const int kinds : {2, 50, 1'000, 20'000, 1'000'000'000}) {
        const QString base = shuffled(1, 60'000, kinds);
        const QString mine = shuffled(2, 60'000, kinds);
        const QString theirs = shuffled(3, 60'000, kinds);
        const double start = cpuMs();
        const TextMerge merge = mergeText(base, mine, theirs);
        const double elapsed = cpuMs() - start;
        QCOMPARE(chosen(merge, &MergeChunk::mine).isEmpty(), false);
        qInfo("rewritten, %d kinds of lines: %.0f ms, %d places", kinds, elapsed, merge.regions());
        QVERIFY2(elapsed < 1'000 * kSlower, "a merge must never take over a second");
    }
}

QTEST_APPLESS_MAIN(TextMergeTest)
#include "tst_textmerge.moc"
