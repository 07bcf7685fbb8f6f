// SPDX-License-Identifier: GPL-3.0-or-later
#include "chaosrun.h"
#include "testserver.h"

#include <QElapsedTimer>
#include <QTest>

using namespace cairn;

namespace {

/// A positive number of the environment.
int number(const char *name, int otherwise)
{
    const int given = qEnvironmentVariableIntValue(name);
    return given > 0 ? given : otherwise;
}

} // namespace

/// Real processes on three profiles, a real server, lines that fail and kill -9: nothing that was
/// acknowledged is lost, and all is the same everywhere in the end. CAIRN_CHAOS_RUNS says how many
/// runs (2), CAIRN_CHAOS_STEPS how long each is (80), CAIRN_CHAOS_SEED where to begin (1). What
/// happens depends on the machine as well as on the seed: a run that failed may pass when it is
/// repeated, and is a failure nevertheless.
class TestChaos : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (!m_server.start())
            QFAIL(qPrintable(m_server.problem()));
    }
    void nothingIsLost_data()
    {
        QTest::addColumn<quint64>("seed");
        const int runs = number("CAIRN_CHAOS_RUNS", 2);
        const auto first = quint64(number("CAIRN_CHAOS_SEED", 1));
        for (quint64 seed = first; seed < first + quint64(runs); ++seed)
            QTest::addRow("seed %llu", static_cast<unsigned long long>(seed)) << seed;
    }
    void nothingIsLost()
    {
        QFETCH(quint64, seed);
        QElapsedTimer time;
        time.start();
        ChaosRun run(m_server, seed);
        run.disturb(number("CAIRN_CHAOS_STEPS", 80));
        const qint64 disturbed = time.restart();
        const QString problem = run.check();
        m_kills += run.kills();
        qInfo(
            "%d kills, %d of %d connections disturbed, %d edits acknowledged, %d decisions; %lld ms"
            " and %lld ms",
            run.kills(), run.disturbed(), run.connections(), run.acknowledged(),
            run.conflictsSeen(), static_cast<long long>(disturbed),
            static_cast<long long>(time.elapsed()));
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
        QVERIFY(run.acknowledged() > 0);
    }
    void cleanupTestCase()
    {
        qInfo("%d kills in all", m_kills);
        QVERIFY(m_kills > 0);
    }

private:
    TestServer m_server;
    int m_kills = 0;
};

int main(int argc, char **argv)
{
    // A busy machine is no failure, and Qt's watchdog may take a long series for one function: it
    // can miss the moment between two rows.
    qputenv("QTEST_FUNCTION_TIMEOUT", "86400000");
    QCoreApplication application(argc, argv);
    TestChaos test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_chaos.moc"
