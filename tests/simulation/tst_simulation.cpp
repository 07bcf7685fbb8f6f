// SPDX-License-Identifier: GPL-3.0-or-later
#include "minimiser.h"
#include "planner.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLoggingCategory>
#include <QTest>

using namespace cairn;
using namespace cairn::sim;

/// Simulated runs: every seed that ever failed, and some fresh ones. CAIRN_SIM_SEEDS=first:count
/// chooses others; CAIRN_SIM_SHARD=i/n takes every n-th of them.
class TestSimulation : public QObject {
    Q_OBJECT

    /// Devices with windows, commands and servers that lie.
    static QList<quint64> freshSeeds()
    {
        quint64 first = kFirstWithWindows;
        quint64 count = 500;
        const QStringList parts = qEnvironmentVariable("CAIRN_SIM_SEEDS").split(u':');
        if (parts.size() == 2) {
            first = parts[0].toULongLong();
            count = parts[1].toULongLong();
        }
        QList<quint64> seeds;
        for (quint64 seed = first; seed < first + count; ++seed)
            seeds.append(seed);
        return seeds;
    }
    static bool isMine(quint64 seed)
    {
        const QStringList parts = qEnvironmentVariable("CAIRN_SIM_SHARD").split(u'/');
        return parts.size() != 2 || seed % parts[1].toULongLong() == parts[0].toULongLong();
    }

    /// Of "open.txt": they are run by hand until what they found is mended, then move to
    /// "kept.txt".
    static QSet<quint64> seedsOfOpenBugs()
    {
        QSet<quint64> seeds;
        QFile file(
            QFileInfo(QStringLiteral(CAIRN_SIM_KEPT)).dir().filePath(QStringLiteral("open.txt")));
        if (!file.open(QIODevice::ReadOnly))
            return seeds;
        while (!file.atEnd()) {
            const QString line = QString::fromUtf8(file.readLine()).section(u'#', 0, 0).trimmed();
            if (!line.isEmpty())
                seeds.insert(line.toULongLong());
        }
        return seeds;
    }

    /// A failure says how to see it again, and the few steps that it takes.
    static void check(quint64 seed)
    {
        const Plan plan = makePlan(seed);
        const Outcome outcome = runChecked(plan);
        if (!outcome.violation)
            return;
        QString report = QStringLiteral("seed %1 breaks %2: %3\nreplay: cairn-sim --seed %1 "
                                        "--verbose\n")
                             .arg(seed)
                             .arg(outcome.violation->invariant, outcome.violation->what);
        if (outcome.violation->invariant != QStringLiteral("I14")) {
            const Plan small = minimise(plan, outcome.violation->invariant, 150);
            for (const Step &step : small.steps)
                report += QStringLiteral("  ") + describe(step) + u'\n';
        }
        QFAIL(qPrintable(report));
    }

private slots:
    void initTestCase() { QLoggingCategory::setFilterRules(QStringLiteral("cairn.*=true")); }

    void seedsThatFailedOnce()
    {
        QFile file(QStringLiteral(CAIRN_SIM_KEPT));
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.fileName()));
        while (!file.atEnd()) {
            const QString line = QString::fromUtf8(file.readLine()).section(u'#', 0, 0).trimmed();
            if (line.isEmpty() || !isMine(line.toULongLong()))
                continue;
            check(line.toULongLong());
            if (QTest::currentTestFailed())
                return;
        }
    }

    void freshSeedsHold()
    {
        const QSet<quint64> open = seedsOfOpenBugs();
        const QList<quint64> seeds = freshSeeds();
        int failed = 0;
        for (const quint64 seed : seeds) {
            if (failed > 0)
                break;
            if (!isMine(seed))
                continue;
            if (open.contains(seed)) {
                qWarning("seed %llu is left out: what it found is not mended yet", seed);
                continue;
            }
            check(seed);
            failed += QTest::currentTestFailed();
        }
    }

    /// The minimiser itself, and that a run can be repeated at all.
    void theSameSeedIsTheSameRun()
    {
        const Plan plan = makePlan(7);
        QCOMPARE(run(plan).trace, run(plan).trace);
        QVERIFY(run(plan).trace != run(makePlan(8)).trace);
        const Plan desk = makePlan(kFirstWithWindows + 7);
        QCOMPARE(run(desk).trace, run(desk).trace);
    }
};

int main(int argc, char **argv)
{
    qputenv("QT_NO_GLIB", "1"); // its event loop costs more than what happens in it
    QCoreApplication application(argc, argv);
    TestSimulation test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_simulation.moc"
