// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/syncthread.h"

namespace cairn {

SyncThread::SyncThread(const SyncEngine::Options &options, QObject *parent)
    : QObject(parent)
    , m_engine(new SyncEngine(options))
{
    m_thread.setObjectName(QStringLiteral("sync"));
    m_engine->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_engine, &QObject::deleteLater);
    // Direct: runs on the sync thread, where quit() is as good as anywhere.
    connect(m_engine, &SyncEngine::stopped, &m_thread, &QThread::quit, Qt::DirectConnection);
}

SyncThread::~SyncThread() { stop(); }

template <typename... Args>
void SyncThread::post(void (SyncEngine::*slot)(Args...), std::decay_t<Args>... args)
{
    if (!m_engine)
        return;
    QMetaObject::invokeMethod(
        m_engine, [engine = m_engine, slot, args...] { (engine->*slot)(args...); },
        Qt::QueuedConnection);
}

void SyncThread::start()
{
    if (!m_engine || m_thread.isRunning())
        return;
    m_thread.start();
    post(&SyncEngine::start);
}

void SyncThread::stop()
{
    if (!m_engine)
        return;
    if (m_thread.isRunning()) {
        post(&SyncEngine::stop);
        m_thread.wait();
    } else {
        delete m_engine; // never started: nobody else will
    }
    m_engine = nullptr;
}

void SyncThread::setAccount(const Account &account, const QString &password)
{
    post(&SyncEngine::setAccount, account, password);
}

void SyncThread::syncNow() { post(&SyncEngine::syncNow); }
void SyncThread::localChange() { post(&SyncEngine::localChange); }
void SyncThread::pause(qint64 untilMs) { post(&SyncEngine::pause, untilMs); }
void SyncThread::resume() { post(&SyncEngine::resume); }
void SyncThread::settingsChanged() { post(&SyncEngine::settingsChanged); }

} // namespace cairn
