// SPDX-License-Identifier: GPL-3.0-or-later
#include "clock.h"
#include "engine/syncthread.h"
#include "random.h"
#include "store/store.h"

#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace cairn;

/// The engine on a thread of its own, as the application has it: what it says arrives on ours, and
/// stopping never waits for the network.
class TestSyncThread : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;
    SyncEngine::Options options() const
    {
        SyncEngine::Options options;
        options.storeFile = m_folder.filePath(QStringLiteral("cairn.sqlite"));
        return options;
    }

private slots:
    void initTestCase()
    {
        QLoggingCategory::setFilterRules(QStringLiteral("cairn.*=false"));
        SystemClock clock;
        SystemRandom random;
        QVERIFY(Store::open({options().storeFile, &clock, &random, {}, {}}));
    }

    void endsWithoutHavingStarted()
    {
        SyncThread thread(options());
        thread.stop();
        QVERIFY(!thread.engine());
        thread.syncNow(); // nobody is there any more
        thread.start();
    }

    void saysItsStatusOnOurThread()
    {
        SyncThread thread(options());
        QSignalSpy status(thread.engine(), &SyncEngine::statusChanged);
        QThread *where = nullptr;
        connect(thread.engine(), &SyncEngine::statusChanged, this, [&where] {
            where = QThread::currentThread();
        });
        thread.start();
        QVERIFY(status.wait(10'000));
        QTRY_COMPARE(where, QThread::currentThread());
        QCOMPARE(status.last().first().value<SyncStatus>().phase, SyncStatus::Phase::NoAccount);
    }

    void reportsWhatCannotBeReached()
    {
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        const QString url = QStringLiteral("http://127.0.0.1:%1/notes").arg(closed.serverPort());
        closed.close();
        SyncThread thread(options());
        QSignalSpy finished(thread.engine(), &SyncEngine::runFinished);
        thread.start();
        thread.setAccount({url, QStringLiteral("ann")}, QStringLiteral("pw"));
        QVERIFY(finished.wait(10'000));
        QVERIFY(finished.first().first().value<SyncReport>().error);
        thread.pause(0);
        thread.resume();
        thread.localChange();
        thread.settingsChanged();
        thread.stop();
    }

    /// The server takes the connection and says nothing.
    void stopsInTheMiddleOfARequest()
    {
        QTcpServer silent;
        QVERIFY(silent.listen(QHostAddress::LocalHost));
        const QString url = QStringLiteral("http://127.0.0.1:%1/notes").arg(silent.serverPort());
        QElapsedTimer time;
        {
            SyncThread thread(options());
            QSignalSpy asked(&silent, &QTcpServer::newConnection);
            thread.start();
            thread.setAccount({url, QStringLiteral("ann")}, QStringLiteral("pw"));
            QVERIFY(asked.wait(10'000));
            time.start();
        } // the destructor stops it
        QVERIFY2(time.elapsed() < 5'000, qPrintable(QString::number(time.elapsed())));
    }
};

QTEST_GUILESS_MAIN(TestSyncThread)
#include "tst_syncthread.moc"
