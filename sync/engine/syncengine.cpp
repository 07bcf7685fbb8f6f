// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/syncengine.h"

#include "engine/syncdriver.h"
#include "http/logging.h"

namespace cairn {

SyncEngine::SyncEngine(const Options &options, QObject *parent)
    : QObject(parent)
    , m_options(options)
{
    qRegisterMetaType<SyncStatus>();
    qRegisterMetaType<SyncReport>();
    qRegisterMetaType<SyncActivity>();
    qRegisterMetaType<ChangeSet>();
    qRegisterMetaType<SyncConsent>();
}

SyncEngine::~SyncEngine() = default;

SyncStatus SyncEngine::status() const { return m_driver ? m_driver->status() : SyncStatus(); }

bool SyncEngine::isRunning() const { return m_driver && m_driver->isRunning(); }

void SyncEngine::start()
{
    if (!m_driver && !m_stopped)
        m_driver = std::make_unique<SyncDriver>(*this, m_options);
}

void SyncEngine::setAccount(const Account &account, const QString &password)
{
    if (m_driver)
        m_driver->setAccount(account, password);
}

void SyncEngine::syncNow()
{
    if (m_driver)
        m_driver->syncNow();
}

void SyncEngine::localChange()
{
    if (m_driver)
        m_driver->localChange();
}

void SyncEngine::pause(qint64 untilMs)
{
    if (m_driver)
        m_driver->pause(untilMs);
}

void SyncEngine::resume()
{
    if (m_driver)
        m_driver->resume();
}

void SyncEngine::agree(const SyncConsent &consent)
{
    if (m_driver)
        m_driver->agree(consent);
}

void SyncEngine::settingsChanged()
{
    if (m_driver)
        m_driver->settingsChanged();
}

void SyncEngine::stop()
{
    if (m_stopped)
        return;
    m_stopped = true;
    if (m_driver)
        m_driver->cancelRun();
    // From the event loop: stop() may be called by a slot that the driver itself is emitting to.
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_driver.reset();
            qCInfo(lcEngine) << "stopped";
            emit stopped();
        },
        Qt::QueuedConnection);
}

} // namespace cairn
