// SPDX-License-Identifier: GPL-3.0-or-later
#include "merge/textmerge.h"

#include "mergecases.h"

#include <QDir>
#include <QTest>

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

} // namespace

/// What two people do to notes, and whether somebody has to be asked (tests/unit/merges).
class MergeCasesTest : public QObject {
    Q_OBJECT

private slots:
    void cases_data();
    void cases();
    void thereAreManyOfBoth();

private:
    QStringList files() const;
};

QStringList MergeCasesTest::files() const
{
    const QDir folder(qEnvironmentVariable("CAIRN_SOURCE") + u"/tests/unit/merges"_s);
    QStringList result;
    const QStringList names = folder.entryList({u"*.txt"_s}, QDir::Files, QDir::Name);
    for (const QString &name : names)
        result.append(folder.filePath(name));
    return result;
}

void MergeCasesTest::cases_data()
{
    QTest::addColumn<bool>("asks");
    QTest::addColumn<QString>("base");
    QTest::addColumn<QString>("mine");
    QTest::addColumn<QString>("theirs");
    QTest::addColumn<QString>("merged");
    const QStringList paths = files();
    for (const QString &path : paths) {
        const QList<MergeCase> cases = MergeCaseReader::read(path);
        QVERIFY2(!cases.isEmpty(), qPrintable(path));
        for (const MergeCase &c : cases)
            QTest::newRow(qPrintable(c.name)) << c.asks << c.base << c.mine << c.theirs << c.merged;
    }
}

void MergeCasesTest::cases()
{
    QFETCH(bool, asks);
    QFETCH(QString, base);
    QFETCH(QString, mine);
    QFETCH(QString, theirs);
    QFETCH(QString, merged);
    const TextMerge merge = mergeText(base, mine, theirs);
    QVERIFY2(merge.isClean() != asks, qPrintable(rendered(merge)));
    if (!asks)
        QCOMPARE(merge.text(), merged);

    const TextMerge mirrored = mergeText(base, theirs, mine);
    QCOMPARE(mirrored.isClean(), merge.isClean());
    QCOMPARE(chosen(mirrored, &MergeChunk::theirs), chosen(merge, &MergeChunk::mine));
    QCOMPARE(chosen(mirrored, &MergeChunk::mine), chosen(merge, &MergeChunk::theirs));
}

/// Asking about everything would pass as well as asking about nothing.
void MergeCasesTest::thereAreManyOfBoth()
{
    int asking = 0;
    int silent = 0;
    const QStringList paths = files();
    for (const QString &path : paths) {
        const QList<MergeCase> cases = MergeCaseReader::read(path);
        for (const MergeCase &c : cases)
            ++(c.asks ? asking : silent);
    }
    QVERIFY2(
        asking >= 40 && silent >= 40, qPrintable(u"%1 ask, %2 merge"_s.arg(asking).arg(silent)));
}

QTEST_APPLESS_MAIN(MergeCasesTest)
#include "tst_mergecases.moc"
