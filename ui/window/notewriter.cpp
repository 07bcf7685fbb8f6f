// SPDX-License-Identifier: GPL-3.0-or-later
#include "notewriter.h"

#include "random.h"
#include "store/notes/notestore.h"
#include "store/tree/metastore.h"

#include <utility>

namespace cairn {

namespace {

/// The writer's own connection, opened when it is needed.
Result<Store *> opened(std::unique_ptr<Store> &store, const Store::Options &options)
{
    if (store) { // after a restored backup it would write under an identity that is given up
        CAIRN_ASSIGN(const bool replaced, store->isReplaced());
        if (replaced)
            store.reset();
    }
    if (!store) {
        CAIRN_ASSIGN(store, Store::open(options));
    }
    return store.get();
}

NoteWriter::Outcome carryOut(Store &store, const QString &id, const NotePatch &patch)
{
    NoteWriter::Outcome outcome;
    QObject here; // ends the connection with this edit
    QObject::connect(&store, &Store::changed, &here, [&outcome](const ChangeSet &changes) {
        outcome.changes.unite(changes);
    });
    // This device may have been given another name since the connection was opened.
    outcome.saved = store.meta().refresh().and_then([&] { return store.notes().edit(id, patch); });
    if (outcome.saved) {
        if (Result<Note> note = store.notes().note(id))
            outcome.note = std::move(*note);
    }
    return outcome;
}

} // namespace

NoteWriter::NoteWriter(const Store &store, QObject *parent)
    : QObject(parent)
    , m_options(store.options())
{
}

NoteWriter::~NoteWriter()
{
    if (!m_thread)
        return;
    {
        const QMutexLocker lock(&m_mutex);
        m_stop = true;
        m_changed.wakeAll();
    }
    m_thread->wait();
}

void NoteWriter::write(const QString &id, const NotePatch &patch)
{
    Q_ASSERT(!m_busy);
    m_busy = true;
    {
        const QMutexLocker lock(&m_mutex);
        m_job = Job{id, patch};
        m_changed.wakeAll();
    }
    if (!m_thread) {
        m_thread.reset(QThread::create([this] { work(); }));
        m_thread->setObjectName(QStringLiteral("note writer"));
        m_thread->start();
    }
}

void NoteWriter::finish()
{
    if (!m_busy)
        return;
    {
        QMutexLocker lock(&m_mutex);
        while (!m_outcome)
            m_changed.wait(&m_mutex);
    }
    deliver();
}

void NoteWriter::deliver()
{
    std::optional<Outcome> outcome;
    {
        const QMutexLocker lock(&m_mutex);
        outcome = std::exchange(m_outcome, std::nullopt);
    }
    if (!outcome) // finish() was faster
        return;
    m_busy = false;
    emit written(*outcome);
}

void NoteWriter::work()
{
    SystemRandom random;
    Store::Options options = m_options;
    options.random = &random;
    std::unique_ptr<Store> store;
    QMutexLocker lock(&m_mutex);
    while (true) {
        while (!m_job && !m_stop)
            m_changed.wait(&m_mutex);
        if (!m_job)
            return;
        const Job job = *std::exchange(m_job, std::nullopt);
        lock.unlock();
        Outcome outcome;
        if (const Result<Store *> own = opened(store, options))
            outcome = carryOut(**own, job.id, job.patch);
        else
            outcome.saved = tl::unexpected(own.error());
        if (!outcome.saved)
            store.reset(); // opened while the disk could only be read, it would stay like that
        lock.relock();
        m_outcome = std::move(outcome);
        m_changed.wakeAll();
        QMetaObject::invokeMethod(this, &NoteWriter::deliver, Qt::QueuedConnection);
    }
}

} // namespace cairn
