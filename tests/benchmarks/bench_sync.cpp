// SPDX-License-Identifier: GPL-3.0-or-later
// First push and first pull of many notes of 1 KB through a real server, the time from a commit on
// one device to the other one's window, and the first sync of a large collection in a process of
// its own, without and with the main window; beside PouchDB's figures in the same run.
//
//   bench_sync [notes, default 10000] [--first-sync notes] [--only-first-sync] [--no-peer]
//   [--costly]
//
// The server is tests/server, or the one named by CAIRN_COUCHDB_URL.
#include "clock.h"
#include "engine/syncengine.h"
#include "http/timers.h"
#include "http/tuning.h"
#include "random.h"
#include "sampletext.h"
#include "store/notes/notestore.h"
#include "store/store.h"
#include "testserver.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QProcessEnvironment>
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

/// The engine's timers, without the pause that lets a person finish typing.
class EagerTimers : public Timers {
public:
    std::unique_ptr<Timer> make(std::function<void()> fired) override
    {
        return std::make_unique<Eager>(m_timers.make(std::move(fired)));
    }
    qint64 elapsedMs() const override { return m_timers.elapsedMs(); }

private:
    class Eager : public Timer {
    public:
        explicit Eager(std::unique_ptr<Timer> timer)
            : m_timer(std::move(timer))
        {
        }
        void start(qint64 ms) override { m_timer->start(ms == tuning::kDebounceMs ? 0 : ms); }
        void stop() override { m_timer->stop(); }
        bool isActive() const override { return m_timer->isActive(); }

    private:
        std::unique_ptr<Timer> m_timer;
    };
    QtTimers m_timers;
};

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
        options.timers = &timers;
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
    EagerTimers timers;
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

/// Until it has everything that is on the server; from then on it listens.
void join(BenchDevice &device, TestServer &server, const QString &database)
{
    QEventLoop loop;
    QObject::connect(device.engine.get(), &SyncEngine::runFinished, &loop, &QEventLoop::quit);
    device.engine->setAccount(server.memberAccount(database), server.memberPassword());
    loop.exec();
}

/// From a commit on A, the pause for typing aside, to the change set that a window on B shows it
/// from.
void measureLive(TestServer &server, const QString &database)
{
    BenchDevice a(true);
    BenchDevice b(true);
    join(a, server, database);
    join(b, server, database);
    QEventLoop loop;
    QObject::connect(b.engine.get(), &SyncEngine::committed, &loop, [&](const ChangeSet &changes) {
        if (!changes.notes.isEmpty())
            loop.quit();
    });
    QList<double> waits;
    for (int i = 0; i < 30; ++i) {
        // A person does not save twice in one moment, and change sets of one moment are united on
        // purpose.
        QTimer::singleShot(100, &loop, &QEventLoop::quit);
        loop.exec();
        NoteContent content;
        content.title = QStringLiteral("Live %1").arg(i);
        QElapsedTimer timer;
        timer.start();
        if (!a.store->notes().create(content))
            return;
        a.engine->localChange();
        loop.exec();
        waits.append(double(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(waits.begin(), waits.end());
    out() << QStringLiteral("live    from A to shown on B: p50 %1 ms  p95 %2 ms")
                 .arg(waits.at(15), 0, 'f', 1)
                 .arg(waits.at(28), 0, 'f', 1)
          << Qt::endl;
}

constexpr int kNotebooks = 60;
constexpr int kTags = 300;

QString notebookId(int i) { return QStringLiteral("notebook:%1").arg(i, 26, 10, QLatin1Char('0')); }

void identify(QJsonObject &document, const QString &id)
{
    const RevId rev = makeRevId({}, false, document);
    document.insert(QStringLiteral("_id"), id);
    document.insert(QStringLiteral("_rev"), rev.toString());
}

QJsonArray notebooks()
{
    QJsonArray documents;
    for (int i = 0; i < kNotebooks; ++i) {
        QJsonObject notebook{
            {QStringLiteral("type"), QStringLiteral("notebook")},
            {QStringLiteral("schema"), 1},
            {QStringLiteral("name"), QStringLiteral("Notebook %1").arg(i)},
            {QStringLiteral("created_at"), qint64(1'700'000'000'000)},
            {QStringLiteral("updated_at"), qint64(1'700'000'000'000)}};
        identify(notebook, notebookId(i));
        documents.append(notebook);
    }
    return documents;
}

/// Puts notes on the server as another device would have left them there, in notebooks and with
/// tags; the last one has a word of its own.
bool fillServer(TestServer &server, const QString &database, int notes)
{
    constexpr int kAtOnce = 1'000;
    SampleText text(7);
    for (int first = 0; first < notes; first += kAtOnce) {
        QJsonArray documents = first == 0 ? notebooks() : QJsonArray();
        for (int i = first; i < std::min(first + kAtOnce, notes); ++i) {
            const QString last = i + 1 == notes ? QStringLiteral(" zzlast") : QString();
            QJsonObject note{
                {QStringLiteral("type"), QStringLiteral("note")},
                {QStringLiteral("schema"), 1},
                {QStringLiteral("title"), text.title() + last},
                {QStringLiteral("body"), text.body(1'000)},
                {QStringLiteral("notebook"), notebookId(int(text.below(kNotebooks)))},
                {QStringLiteral("tags"),
                 QJsonArray{QStringLiteral("tag%1").arg(text.below(kTags))}},
                {QStringLiteral("created_at"), qint64(1'700'000'000'000) + i},
                {QStringLiteral("updated_at"), qint64(1'700'000'000'000) + i}};
            identify(note, QStringLiteral("note:%1").arg(i, 26, 10, QLatin1Char('0')));
            documents.append(note);
        }
        const RestReply reply = server.rest().post(
            u'/' + database + QStringLiteral("/_bulk_docs"),
            {{QStringLiteral("new_edits"), false}, {QStringLiteral("docs"), documents}});
        if (reply.status != 201)
            return false;
    }
    return true;
}

/// False: there is no figure, and why is said.
bool runFirstSync(TestServer &server, int notes, const QStringList &options)
{
    const QString database = server.createDatabase();
    if (!fillServer(server, database, notes)) {
        out() << "the server cannot be filled" << Qt::endl;
        return false;
    }
    const Account account = server.memberAccount(database);
    const QStringList ways[] = {
        {},
        {QStringLiteral("--window")},
        {QStringLiteral("--window"), QStringLiteral("--by-title")}};
    for (const QStringList &way : ways) {
        QProcess device;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("BENCH_PASSWORD"), server.memberPassword());
        device.setProcessEnvironment(environment);
        device.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        device.start(
            QCoreApplication::applicationDirPath() + QStringLiteral("/bench_firstsync"),
            QStringList{account.url, account.user} + way + options);
        if (!device.waitForFinished(600'000) || device.exitStatus() != QProcess::NormalExit
            || device.exitCode() != 0) {
            out() << "bench_firstsync: " << device.errorString() << ", exit " << device.exitCode()
                  << Qt::endl;
            return false;
        }
        out() << "first sync " << way.join(QLatin1Char(' ')) << ": "
              << QString::fromUtf8(device.readAllStandardOutput()).trimmed() << Qt::endl;
    }
    return true;
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
    const qsizetype first = arguments.indexOf(QStringLiteral("--first-sync"));
    TestServer server;
    if (!server.start()) {
        out() << server.problem() << Qt::endl;
        return 1;
    }
    const QStringList options = arguments.filter(QStringLiteral("--costly"));
    if (first > 0 && !runFirstSync(server, qMax(arguments.value(first + 1).toInt(), 1), options))
        return 1;
    if (arguments.contains(QStringLiteral("--only-first-sync")))
        return 0;
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
        measureLive(server, database);
    if (!arguments.contains(QStringLiteral("--no-peer")))
        runPeer(server, notes);
    return done ? 0 : 1;
}
