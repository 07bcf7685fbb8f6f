// SPDX-License-Identifier: GPL-3.0-or-later
#include "simdevice.h"

#include "emptystore.h"
#include "fakecouch.h"
#include "fastfolder.h"
#include "http/timers.h"
#include "windowsession.h"

namespace cairn::sim {

SimDevice::SimDevice(Setup setup)
    : clock(*setup.clock)
    , m_setup(std::move(setup))
    , m_folder(fastFolderTemplate(QStringLiteral("cairn-sim")))
    , m_disk(m_setup.disks->disk(m_folder.path()))
    , m_random(m_setup.seed * 2)
    , m_engineRandom(m_setup.seed * 2 + 1)
{
    putEmptyStore(file());
}

SimDevice::~SimDevice() { kill(); }

Result<void> SimDevice::start()
{
    kill();
    CAIRN_ASSIGN(
        m_store, Store::open({file(), &clock, &m_random, name(), ChangeSet::Origin::Person}));
    // A new process knows no cookies.
    m_network = std::make_unique<FakeNetwork>(*m_setup.couch, name());
    m_network->setOnline(m_online);
    SyncEngine::Options options;
    options.storeFile = file();
    options.clock = &clock;
    options.random = &m_engineRandom;
    options.network = m_network.get();
    options.connectivity = &m_connectivity;
    options.timers = m_setup.timers;
    m_engine = std::make_unique<SyncEngine>(options);
    QObject::connect(
        m_engine.get(), &SyncEngine::statusChanged, m_engine.get(),
        [this](const SyncStatus &status) { m_setup.onStatus(*this, status); });
    QObject::connect(
        m_engine.get(), &SyncEngine::runFinished, m_engine.get(),
        [this](const SyncReport &report) { m_setup.onRun(*this, report); });
    m_engine->start();
    QObject::connect(m_store.get(), &Store::changed, m_engine.get(), &SyncEngine::localChange);
    if (m_signedIn)
        signIn();
    return {};
}

void SimDevice::kill()
{
    window.reset();
    m_engine.reset();
    m_store.reset();
    m_network.reset();
    killAtRequest = 0;
}

void SimDevice::setDiskFault(const DiskFault &fault)
{
    m_badDisk = true;
    m_disk.plan(fault);
}

void SimDevice::healDisk()
{
    m_badDisk = false;
    m_disk.heal();
}

void SimDevice::stop()
{
    if (window)
        (void)window->close();
    if (m_engine)
        m_engine->stop();
    kill();
}

void SimDevice::setOnline(bool online)
{
    if (m_online == online)
        return;
    m_online = online;
    if (m_network) {
        m_network->setOnline(online);
        if (!online)
            m_network->breakConnections();
    }
    notBefore = -1;
    m_connectivity.set(
        online ? Connectivity::Reachability::Online : Connectivity::Reachability::Offline);
}

void SimDevice::breakConnections()
{
    if (m_network)
        m_network->breakConnections();
}

void SimDevice::syncNow()
{
    signInRefused = false;
    notBefore = -1;
    m_engine->syncNow();
}

void SimDevice::signIn()
{
    m_signedIn = true;
    signInRefused = false;
    notBefore = -1;
    if (m_engine)
        m_engine->setAccount(m_setup.account, m_setup.password);
}

void SimDevice::signOut()
{
    m_signedIn = false;
    if (m_engine)
        m_engine->setAccount({}, {});
}

} // namespace cairn::sim
