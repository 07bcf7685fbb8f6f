// SPDX-License-Identifier: GPL-3.0-or-later
// The first sync of one device, in a process of its own so that its memory can be told. Prints one
// line. bench_sync starts it; by hand:
//
//   BENCH_PASSWORD=… bench_firstsync http://host:port/database user [--window [--by-title]
//   [--costly]]
//
// --window: the real main window shows the notes as they come (offscreen), as in the application,
// and a person goes on writing notes. --by-title: its list is sorted by title, so that notes come
// in all over it. --costly: names the events that cost the UI thread most.
#include "clock.h"
#include "engine/syncthread.h"
#include "random.h"
#include "store/notes/notestore.h"
#include "store/search/searchindex.h"
#include "store/store.h"
#include "storeinsides.h"
#include "storewatch.h"
#include "theme/theme.h"
#include "turnmeter.h"
#include "window/mainwindow.h"
#include "window/uisettings.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QSettings>
#include <QTemporaryDir>
#include <QTextStream>
#include <QThread>
#include <QTimer>

#include <algorithm>
#include <ctime>

using namespace cairn;

namespace {

constexpr int kTickMs = 5;

/// How long the thread's event loop does not turn, by the clock on the wall: a loaded machine and
/// locks that are waited for count.
class GapMeter : public QObject {
public:
    GapMeter()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            const double now = double(m_clock.nsecsElapsed()) / 1e6;
            m_gaps.push_back(now - m_last - kTickMs);
            m_last = now;
        });
    }
    void start()
    {
        m_clock.start();
        m_timer.start(kTickMs);
        m_turns.start();
    }
    QString line()
    {
        m_timer.stop();
        m_turns.stop();
        std::sort(m_gaps.begin(), m_gaps.end());
        if (m_gaps.empty())
            return {};
        const auto over = [this](double ms) {
            return m_gaps.end() - std::upper_bound(m_gaps.begin(), m_gaps.end(), ms);
        };
        return QStringLiteral(
                   "UI blocked: longest %1 ms, p99 %2 ms, %3 times over 16 ms, %4 over 50 ms;"
                   " its work: longest turn %5 ms, p99 %6 ms, %7 over 16 ms, in all %8 s")
            .arg(m_gaps.back(), 0, 'f', 1)
            .arg(m_gaps[m_gaps.size() * 99 / 100], 0, 'f', 1)
            .arg(over(16))
            .arg(over(50))
            .arg(m_turns.longest(), 0, 'f', 1)
            .arg(m_turns.percentile(99), 0, 'f', 1)
            .arg(m_turns.over(16))
            .arg(m_turns.total() / 1e3, 0, 'f', 1);
    }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    double m_last = 0;
    std::vector<double> m_gaps;
    TurnMeter m_turns;
};

/// Tells which events cost most.
class WatchedApplication : public QApplication {
public:
    using QApplication::QApplication;
    bool notify(QObject *receiver, QEvent *event) override
    {
        if (!costly || m_inside || QThread::currentThread() != thread())
            return QApplication::notify(receiver, event);
        const QString what =
            QStringLiteral("%1 %2 event %3")
                .arg(QLatin1String(receiver->metaObject()->className()), receiver->objectName())
                .arg(int(event->type()));
        m_inside = true;
        const double before = threadCpuMs();
        const bool done = QApplication::notify(receiver, event);
        const double cost = threadCpuMs() - before;
        m_inside = false;
        Cost &known = m_costs[what];
        known.longest = std::max(known.longest, cost);
        known.total += cost;
        ++known.times;
        return done;
    }
    QString lines() const
    {
        QString text;
        for (auto it = m_costs.cbegin(); it != m_costs.cend(); ++it) {
            if (it->longest > 4 || it->total > 200)
                text += QStringLiteral("\n  %1: %2 times, longest %3 ms, in all %4 ms")
                            .arg(it.key())
                            .arg(it->times)
                            .arg(it->longest, 0, 'f', 1)
                            .arg(it->total, 0, 'f', 0);
        }
        return text;
    }
    bool costly = false;

private:
    struct Cost {
        double longest = 0;
        double total = 0;
        int times = 0;
    };
    QMap<QString, Cost> m_costs;
    bool m_inside = false;
};

/// Notes that the person writes meanwhile, and how long each takes to be on the disk.
class Writer : public QObject {
public:
    explicit Writer(Store &store)
        : m_store(store)
    {
        connect(&m_timer, &QTimer::timeout, this, [this] {
            QElapsedTimer timer;
            timer.start();
            NoteContent content;
            content.title = QStringLiteral("Mine");
            if (m_store.notes().create(content))
                m_times.push_back(double(timer.nsecsElapsed()) / 1e6);
        });
    }
    void start() { m_timer.start(200); }
    QString line()
    {
        m_timer.stop();
        std::sort(m_times.begin(), m_times.end());
        if (m_times.empty())
            return {};
        return QStringLiteral("; %1 notes written meanwhile, a save p50 %2 ms, longest %3 ms")
            .arg(m_times.size())
            .arg(m_times[m_times.size() / 2], 0, 'f', 1)
            .arg(m_times.back(), 0, 'f', 1);
    }

private:
    Store &m_store;
    QTimer m_timer;
    std::vector<double> m_times;
};

/// A line of /proc/self/status, in megabytes; 0 where there is none.
double megabytes(const QByteArray &name)
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QList<QByteArray> lines = status.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith(name))
            return line.sliced(name.size() + 1).simplified().split(' ').first().toDouble() / 1024;
    }
    return 0;
}

/// Whether the word that only the note sent last has finds it.
bool isSearchable(Store &store)
{
    const auto hits = store.search().search(QStringLiteral("zzlast"), 5);
    return hits && hits->size() == 1;
}

} // namespace

int main(int argc, char **argv)
{
    const QList<QByteArray> options(argv + std::min(argc, 3), argv + argc);
    const bool windowed = options.contains("--window");
    if (argc < 3)
        return 1;
    qputenv("QT_QPA_PLATFORM", "offscreen");
    auto *watched = windowed ? new WatchedApplication(argc, argv) : nullptr;
    const std::unique_ptr<QCoreApplication> application(
        watched ? watched : new QCoreApplication(argc, argv));
    QTemporaryDir folder;
    SystemClock clock;
    SystemRandom random;
    SyncEngine::Options syncing;
    syncing.storeFile = folder.filePath(QStringLiteral("cairn.sqlite"));
    syncing.allowPlainHttp = true;
    auto store = Store::open(
        {syncing.storeFile, &clock, &random, QStringLiteral("bench"), ChangeSet::Origin::Person});
    if (!store)
        return 1;
    QSettings settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
    std::unique_ptr<Theme> theme;
    std::unique_ptr<MainWindow> window;
    std::unique_ptr<StoreWatch> watch;
    SyncThread sync(syncing);
    double applying = 0;
    if (windowed) {
        if (options.contains("--by-title"))
            UiSettings(settings).setSort(NoteQuery::Sort::Title);
        theme = std::make_unique<Theme>(*qApp);
        window = std::make_unique<MainWindow>(**store, settings, clock, *theme);
        const auto show = [&](const ChangeSet &changes) {
            QElapsedTimer timer;
            timer.start();
            window->applyChanges(changes);
            applying = std::max(applying, double(timer.nsecsElapsed()) / 1e6);
        };
        // As the application connects them.
        watch = std::make_unique<StoreWatch>(**store);
        QObject::connect(sync.engine(), &SyncEngine::committed, watch.get(), &StoreWatch::heard);
        QObject::connect(watch.get(), &StoreWatch::changed, window.get(), show);
        QObject::connect(sync.engine(), &SyncEngine::committed, window.get(), show);
        QObject::connect(
            sync.engine(), &SyncEngine::statusChanged, window.get(), &MainWindow::setSyncStatus);
        window->show();
    }
    const double before = megabytes("VmRSS");
    GapMeter gaps;
    Writer writer(**store);
    QElapsedTimer timer;
    SyncReport result;
    QObject::connect(
        sync.engine(), &SyncEngine::runFinished, application.get(), [&](const SyncReport &report) {
            result = report;
            application->quit();
        });
    QTimer::singleShot(500, application.get(), [&] { // the window has settled
        gaps.start();
        if (watched)
            watched->costly = options.contains("--costly");
        if (windowed)
            writer.start();
        timer.start();
        sync.start();
        sync.setAccount(
            {QString::fromLocal8Bit(argv[1]), QString::fromLocal8Bit(argv[2])},
            qEnvironmentVariable("BENCH_PASSWORD"));
    });
    application->exec();
    const double seconds = double(timer.elapsed()) / 1000;
    const double cpu = double(std::clock()) / CLOCKS_PER_SEC;
    const auto tallies = (*store)->tallies();
    QTextStream out(stdout);
    if (result.error || !tallies) {
        out << "first sync failed: " << (result.error ? result.error->message : QString())
            << Qt::endl;
        return 1;
    }
    out << QStringLiteral("%1 notes %2 in %3 s = %4 notes/s; CPU %5 s; memory peak %6 MB (%7 MB"
                          " before); %8")
               .arg(tallies->notes)
               .arg(
                   isSearchable(**store) ? QStringLiteral("stored and searchable")
                                         : QStringLiteral("NOT searchable"))
               .arg(seconds, 0, 'f', 2)
               .arg(int(tallies->notes / seconds))
               .arg(cpu, 0, 'f', 1)
               .arg(megabytes("VmHWM"), 0, 'f', 0)
               .arg(before, 0, 'f', 0)
               .arg(gaps.line());
    if (windowed)
        out << QStringLiteral("; longest change of the window %1 ms").arg(applying, 0, 'f', 1)
            << writer.line() << watched->lines();
    out << Qt::endl;
    return 0;
}
