// SPDX-License-Identifier: GPL-3.0-or-later
#include "historykeeper.h"

#include "random.h"
#include "store/history/historythinner.h"
#include "store/search/searchindex.h"
#include "store/store.h"

#include <QLoggingCategory>

#include <algorithm>
#include <utility>

namespace cairn {

namespace {

Q_LOGGING_CATEGORY(lcHistory, "cairn.app.history")

constexpr int kFirstMs = 3 * 60 * 1000; // not while everything starts
constexpr int kTickMs = 10 * 60 * 1000;
constexpr int kLogTries = 100;
constexpr int kPauseMs = 100; // between two transactions: whoever waits to write gets in

/// Waits between two transactions. False: the program ends.
bool mayGoOn(QSemaphore &stop)
{
    if (!stop.tryAcquire(1, kPauseMs))
        return true;
    stop.release();
    return false;
}

/// What is deleted leaves the words, the search index and the write-ahead log as well.
Result<void> forgetDeleted(Store &store, QSemaphore &stop)
{
    bool more = true;
    for (bool first = true; more; first = false) {
        CAIRN_ASSIGN(more, store.search().forgetDeleted(first));
        if (more && !mayGoOn(stop))
            return {};
    }
    // While somebody reads all the time, the next day is soon enough.
    for (int i = 0; i < kLogTries; ++i) {
        CAIRN_ASSIGN(const bool empty, store.emptyLog());
        if (empty || !mayGoOn(stop))
            break;
    }
    return {};
}

Result<int> thin(const QString &file, const Clock &clock, qint64 ranMs, QSemaphore &stop)
{
    SystemRandom random;
    Store::Options options;
    options.file = file;
    options.clock = &clock;
    options.random = &random;
    CAIRN_ASSIGN(const auto store, Store::open(options));
    CAIRN_TRY(store->thinner().time().ran(ranMs));
    CAIRN_ASSIGN(const bool due, store->thinner().isDue());
    HistoryThinner::Progress progress;
    progress.more = due;
    while (progress.more) {
        CAIRN_ASSIGN(progress, store->thinner().step(progress));
        if (progress.more && !mayGoOn(stop))
            return progress.removed;
    }
    if (due)
        CAIRN_TRY(forgetDeleted(*store, stop));
    return progress.removed;
}

} // namespace

HistoryKeeper::HistoryKeeper(QString storeFile, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_storeFile(std::move(storeFile))
    , m_clock(clock)
{
    m_timer.setSingleShot(true);
    m_running.start();
    connect(&m_timer, &QTimer::timeout, this, &HistoryKeeper::thinNow);
}

HistoryKeeper::~HistoryKeeper()
{
    m_stop.release();
    if (m_thread)
        m_thread->wait();
}

void HistoryKeeper::start() { m_timer.start(kFirstMs); }

void HistoryKeeper::thinNow()
{
    m_timer.start(kTickMs);
    m_again = m_thread != nullptr;
    if (!m_thread)
        run();
}

void HistoryKeeper::run()
{
    // Not the hours of a computer that slept, where those count.
    const qint64 ranMs = std::min<qint64>(m_running.restart(), kTickMs);
    m_thread.reset(QThread::create([this, ranMs] {
        const Result<int> removed = thin(m_storeFile, m_clock, ranMs, m_stop);
        QMetaObject::invokeMethod(
            this,
            [this, removed] {
                m_thread->wait();
                m_thread.reset();
                if (removed)
                    emit thinned(*removed);
                else
                    qCWarning(lcHistory) << "not thinned:" << removed.error().message;
                if (std::exchange(m_again, false))
                    run();
            },
            Qt::QueuedConnection);
    }));
    m_thread->setObjectName(QStringLiteral("history"));
    m_thread->start(QThread::LowPriority);
}

} // namespace cairn
