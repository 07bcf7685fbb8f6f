// SPDX-License-Identifier: GPL-3.0-or-later
#include "sharedprofile.h"

#include <QElapsedTimer>
#include <QTest>

#include <array>
#include <memory>

using namespace cairn;

/// Several real processes on one profile, and a real server.
class TestProcesses : public QObject {
    Q_OBJECT

    TestServer m_server;
    std::unique_ptr<SharedProfile> m_shared;

    CliProfile::Run run(const char *command) { return m_shared->run(command); }

private slots:
    void initTestCase()
    {
        if (!m_server.start())
            QFAIL(qPrintable(m_server.problem()));
    }
    void init() { m_shared = std::make_unique<SharedProfile>(m_server); }

    void oneOfTwoTalksToTheServer()
    {
        Watcher first(m_shared->profile);
        QTRY_VERIFY_WITH_TIMEOUT(first.leads() && first.says("synced"), 20'000);
        Watcher second(m_shared->profile);
        QTRY_VERIFY_WITH_TIMEOUT(second.says("synced"), 20'000); // the leader's words
        QVERIFY(!second.leads());

        // An edit by a third process.
        const qsizetype before = second.seen();
        const QString id = run("note add --title Third").text("id");
        QElapsedTimer elapsed;
        elapsed.start();
        QTRY_VERIFY_WITH_TIMEOUT(second.has("changed", {}, before), 5'000);
        const qint64 seenMs = elapsed.elapsed();
        QTRY_VERIFY_WITH_TIMEOUT(m_shared->serverHas(id), 10'000);
        qInfo(
            "seen by the follower %lld ms after the command ended, on the server after %lld ms",
            seenMs, elapsed.elapsed());
        QTRY_VERIFY_WITH_TIMEOUT(second.says("synced", before), 10'000);
        QCOMPARE(m_shared->line.signIns, 1);
    }

    void theOtherGoesOnWhenTheLeaderIsKilled()
    {
        Watcher first(m_shared->profile);
        QTRY_VERIFY_WITH_TIMEOUT(first.leads() && first.says("synced"), 20'000);
        Watcher second(m_shared->profile);
        QTRY_VERIFY_WITH_TIMEOUT(second.says("synced"), 20'000);
        QElapsedTimer elapsed;
        elapsed.start();
        first.process.kill();
        QTRY_VERIFY_WITH_TIMEOUT(second.leads(), 5'000);
        qInfo("led %lld ms after the leader's death", elapsed.elapsed());
        const QString id = run("note add --title Later").text("id");
        QTRY_VERIFY_WITH_TIMEOUT(m_shared->serverHas(id), 10'000);
        QCOMPARE(m_shared->line.signIns, 2);
    }

    void whoEndsHandsOver()
    {
        Watcher first(m_shared->profile);
        QTRY_VERIFY_WITH_TIMEOUT(first.leads(), 20'000);
        Watcher second(m_shared->profile);
        QTRY_VERIFY_WITH_TIMEOUT(second.seen() > 0, 20'000);
        first.process.terminate();
        QTRY_VERIFY_WITH_TIMEOUT(second.leads(), 5'000);
        QTRY_COMPARE_WITH_TIMEOUT(first.process.state(), QProcess::NotRunning, 5'000);
        QCOMPARE(first.process.exitCode(), 0);
    }

    void aSyncIsDoneByTheLeader()
    {
        Watcher leader(m_shared->profile);
        QTRY_VERIFY_WITH_TIMEOUT(leader.leads() && leader.says("synced"), 20'000);
        const QString id = run("note add --title Now").text("id");
        const auto synced = run("sync --timeout 30"); // the debounce has not ended
        QVERIFY2(synced.exitCode == 0, synced.err);
        QVERIFY(m_shared->serverHas(id));
        QCOMPARE(synced.number("pushed"), 1);
        QCOMPARE(synced.number("failed"), 0);
        QCOMPARE(m_shared->line.signIns, 1);

        const auto asked = run("sync --timeout 30");
        QCOMPARE(asked.exitCode, 0);
        QCOMPARE(asked.number("pushed"), 0);
        qInfo("asked and answered in %d ms of syncing", asked.number("duration_ms"));

        m_shared->line.pullOut();
        QCOMPARE(run("sync --timeout 60").exitCode, 4);
        QTRY_VERIFY_WITH_TIMEOUT(leader.says("offline"), 10'000);
        QCOMPARE(run("status").text("state"), QStringLiteral("offline"));
    }

    void severalSyncsAtOnce()
    {
        run("note add --title One");
        std::array<QProcess, 4> syncs;
        for (QProcess &process : syncs)
            m_shared->profile.start(process, words("--json sync --timeout 50"));
        for (QProcess &process : syncs) {
            QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 60'000);
            QVERIFY2(process.exitCode() == 0, process.readAllStandardError());
        }
        QCOMPARE(run("status").text("state"), QStringLiteral("synced"));
    }

    void aLeaderThatCannotSignInStepsBack()
    {
        const CliProfile::Password wrong(m_shared->profile, QStringLiteral("not the password"));
        Watcher leader(m_shared->profile);
        QTRY_VERIFY_WITH_TIMEOUT(leader.says("sign-in"), 20'000);
        const CliProfile::Password right(m_shared->profile, m_server.memberPassword());
        const auto synced = run("sync --timeout 30");
        QVERIFY2(synced.exitCode == 0, synced.err);
    }

    void aPasswordIsMissedOnlyWhereNobodySyncs()
    {
        Watcher leader(m_shared->profile);
        QTRY_VERIFY_WITH_TIMEOUT(leader.leads() && leader.says("synced"), 20'000);
        const CliProfile::Password none(m_shared->profile, QString());
        QCOMPARE(run("sync --timeout 30").exitCode, 0);
        leader.process.kill();
        leader.process.waitForFinished();
        QCOMPARE(run("sync --timeout 30").exitCode, 5);
    }

    void signingOutElsewhereEndsIt()
    {
        Watcher leader(m_shared->profile);
        QTRY_VERIFY_WITH_TIMEOUT(leader.leads() && leader.says("synced"), 20'000);
        QCOMPARE(run("account sign-out").exitCode, 0);
        QTRY_COMPARE_WITH_TIMEOUT(leader.process.state(), QProcess::NotRunning, 10'000);
        QCOMPARE(leader.process.exitCode(), 5);
        // What was synced once is synced with nobody now.
        QCOMPARE(run("status").text("state"), QStringLiteral("no-account"));
    }
};

QTEST_GUILESS_MAIN(TestProcesses)
#include "tst_processes.moc"
