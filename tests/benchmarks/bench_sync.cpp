// First push and first pull of many notes of 1 KB through a real server, beside PouchDB's figures
// in the same run.
//
//   bench_sync [notes, default 10000] [--no-peer]
//
// The server is tests/server, or the one named by CAIRN_COUCHDB_URL.
#include "clock.h"
#include "random.h"
#include "sampletext.h"
#include "store/notestore.h"
#include "store/store.h"
#include "syncengine.h"
#include "testserver.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>
#include <QTextStream>
#include <QTimer>

#include <algorithm>
#include <ctime>

using namespace cairn;

namespace {

QTextStream &out()
{
    static QTextStream stream(stdout);
    return stream;
}

/// A device with nothing but an engine; the store is filled and looked at while no sync runs.
struct BenchDevice {
    explicit BenchDevice(bool live = false)
        : store(std::move(Store::open(
                              {folder.filePath(QStringLiteral("cairn.sqlite")), &clock, &random,
                               QStringLiteral("bench"), ChangeSet::Origin::Person}))
                    .value())
    {
        SyncEngine::Options options;
        options.storeFile = folder.filePath(QStringLiteral("cairn.sqlite"));
        options.live = live;
        engine = std::make_unique<SyncEngine>(options);
        engine->start();
    }
    SyncReport sync()
    {
        QEventLoop loop;
        SyncReport result;
        QObject::connect(
            engine.get(), &SyncEngine::runFinished, &loop, [&](const SyncReport &report) {
                result = report;
                loop.quit();
            });
        engine->syncNow();
        loop.exec();
        return result;
    }
    QTemporaryDir folder;
    SystemClock clock;
    SystemRandom random;
    std::unique_ptr<Store> store;
    std::unique_ptr<SyncEngine> engine;
};

bool fill(Store &store, int notes)
{
    SampleText text(7);
    QList<NoteContent> contents;
    for (int i = 0; i < notes; ++i) {
        NoteContent content;
        content.title = text.title();
        content.body = text.body(1'000);
        contents.append(content);
    }
    return store.notes().createMany(contents).has_value();
}

bool measure(const char *what, int notes, BenchDevice &device)
{
    QElapsedTimer timer;
    timer.start();
    const std::clock_t cpu = std::clock();
    const SyncReport report = device.sync();
    if (report.error) {
        out() << what << " failed: " << report.error->message << Qt::endl;
        return false;
    }
    const double seconds = double(timer.elapsed()) / 1000;
    const double cpuSeconds = double(std::clock() - cpu) / CLOCKS_PER_SEC;
    out() << QStringLiteral(
                 "%1  %2 s  %3 notes/s   CPU here %4 s = %5 notes/s  (pushed %6, pulled %7)")
                 .arg(QLatin1String(what), -6)
                 .arg(seconds, 0, 'f', 2)
                 .arg(int(notes / seconds))
                 .arg(cpuSeconds, 0, 'f', 2)
                 .arg(int(notes / cpuSeconds))
                 .arg(report.pushed)
                 .arg(report.pulled)
          << Qt::endl;
    return true;
}

/// From "sync now" on A to the change set that a window on B would show it from.
void measureLive(TestServer &server, const QString &database, BenchDevice &a)
{
    BenchDevice b(true);
    QEventLoop loop;
    QObject::connect(b.engine.get(), &SyncEngine::runFinished, &loop, &QEventLoop::quit);
    b.engine->setAccount(server.memberAccount(database), server.memberPassword());
    loop.exec(); // it has everything now, and listens
    QObject::connect(b.engine.get(), &SyncEngine::committed, &loop, [&](const ChangeSet &changes) {
        if (!changes.notes.isEmpty())
            loop.quit();
    });
    QObject::disconnect(b.engine.get(), &SyncEngine::runFinished, &loop, &QEventLoop::quit);
    a.sync();
    QList<double> waits;
    for (int i = 0; i < 30; ++i) {
        // A person does not save twice in one moment, and change sets of one moment are united on
        // purpose.
        QTimer::singleShot(100, &loop, &QEventLoop::quit);
        loop.exec();
        NoteContent content;
        content.title = QStringLiteral("Live %1").arg(i);
        if (!a.store->notes().create(content))
            return;
        QElapsedTimer timer;
        timer.start();
        a.engine->syncNow();
        loop.exec();
        waits.append(double(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(waits.begin(), waits.end());
    out() << QStringLiteral("live    from A to shown on B: p50 %1 ms  p95 %2 ms")
                 .arg(waits.at(15), 0, 'f', 1)
                 .arg(waits.at(28), 0, 'f', 1)
          << Qt::endl;
}

void runPeer(TestServer &server, int notes)
{
    const QString database = server.createDatabase();
    QUrl url = server.databaseUrl(database);
    const Account admin = server.adminAccount(database);
    url.setUserName(admin.user);
    url.setPassword(server.adminPassword());
    const QString script = qEnvironmentVariable("CAIRN_SOURCE", QStringLiteral(CAIRN_SOURCE_DIR))
        + QStringLiteral("/tests/benchmarks/peer.js");
    QProcess peer;
    peer.start(
        QStringLiteral("node"),
        {script, QStringLiteral("--url"), url.toString(QUrl::FullyEncoded),
         QStringLiteral("--docs"), QString::number(notes)});
    peer.waitForFinished(600'000);
    out() << "peer    " << QString::fromUtf8(peer.readAllStandardOutput()).trimmed() << Qt::endl;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QStringList arguments = app.arguments();
    const int notes = arguments.size() > 1 ? qMax(arguments.at(1).toInt(), 1) : 10'000;
    TestServer server;
    if (!server.start()) {
        out() << server.problem() << Qt::endl;
        return 1;
    }
    const QString database = server.createDatabase();
    BenchDevice a;
    BenchDevice b;
    QElapsedTimer timer;
    timer.start();
    if (!fill(*a.store, notes))
        return 1;
    out() << notes << " notes of 1 KB, server " << server.url().toString() << "; created in "
          << timer.elapsed() << " ms" << Qt::endl;
    a.engine->setAccount(server.memberAccount(database), server.memberPassword());
    b.engine->setAccount(server.memberAccount(database), server.memberPassword());
    const bool done =
        measure("push", notes, a) && measure("pull", notes, b) && measure("again", notes, a);
    if (done && b.store->tallies()->notes != notes)
        out() << "only " << b.store->tallies()->notes << " notes arrived" << Qt::endl;
    if (done)
        measureLive(server, database, a);
    if (!arguments.contains(QStringLiteral("--no-peer")))
        runPeer(server, notes);
    return done ? 0 : 1;
}
