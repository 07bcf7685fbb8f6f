// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/syncdriver.h"

#include "clock.h"
#include "engine/connectivity.h"
#include "engine/statuscomposer.h"
#include "http/logging.h"
#include "store/conflict/removalguard.h"
#include "store/replica/replicastore.h"

namespace cairn {

using namespace tuning;

SyncDriver::SyncDriver(SyncEngine &engine, const SyncEngine::Options &options)
    : m_engine(engine)
    , m_options(options)
    , m_parts(options)
    , m_debounce(m_parts.timers().make([this] { request(Wish::Edit); }))
    , m_tick(m_parts.timers().make([this] { request(Wish::Clock); }))
    , m_retry(m_parts.timers().make([this] { onRetryDue(); }))
    , m_due(m_parts.timers().make([this] { request(Wish::Edit); }))
    , m_check(m_parts.timers().make([this] { onCheckDue(); }))
    , m_pauseEnd(m_parts.timers().make([this] { onPauseDue(); }))
    , m_statusThrottle(
          m_parts.timers(), kStatusIntervalMs, [this] { emit m_engine.statusChanged(status()); })
    , m_changesThrottle(m_parts.timers(), kChangesIntervalMs, [this] {
        emit m_engine.committed(std::exchange(m_changes, {}));
    })
{
    connect(&m_parts.connectivity(), &Connectivity::changed, this, &SyncDriver::onReachability);
    if (auto opened = openStore(); !opened) {
        qCWarning(lcEngine) << "the store cannot be opened:" << opened.error().message;
        m_error = opened.error();
    } else {
        goOnPausing();
    }
    m_statusThrottle.request();
}

SyncDriver::~SyncDriver()
{
    quiet();
    m_changesThrottle.flush();
}

Result<void> SyncDriver::openStore()
{
    Store::Options options;
    options.file = m_options.storeFile;
    options.clock = &m_parts.clock();
    options.random = &m_parts.random();
    options.origin = ChangeSet::Origin::Sync;
    options.keepFree = m_options.keepFree;
    CAIRN_ASSIGN(m_store, Store::open(options));
    connect(m_store.get(), &Store::changed, this, &SyncDriver::onStoreChanged);
    m_recorder =
        std::make_unique<RunRecorder>(*m_store, m_parts.clock(), [this](const SyncActivity &entry) {
            emit m_engine.activity(entry);
        });
    readTallies();
    return {};
}

/// Before anything is done with the store. After a restored backup our place in the feed, and all
/// else that is remembered here, is of a store that is gone: the new one is opened and asked.
Result<void> SyncDriver::followStore()
{
    CAIRN_ASSIGN(const bool replaced, m_store->isReplaced());
    if (!replaced)
        return {};
    qCInfo(lcEngine) << "a backup was restored: the store is opened again";
    m_link = {};
    m_lostBases.clear();
    m_removals = {};
    m_consent = {};
    m_checkGoesOn = false;
    CAIRN_TRY(openStore());
    keepPause();
    if (m_client)
        m_memory = memoryOf(m_client->endpoint());
    return {};
}

/// What was known of a server is in the store, so each store that is opened has a memory of its
/// own.
std::unique_ptr<ServerMemory> SyncDriver::memoryOf(const Endpoint &endpoint) const
{
    return std::make_unique<ServerMemory>(
        m_store->meta(), m_parts.clock(), endpoint.url.normalized() + u'\n' + endpoint.user);
}

// --- what comes from outside

void SyncDriver::setAccount(const Account &account, const QString &password)
{
    const bool same = m_client && account == m_account && password == m_client->endpoint().password;
    if (same && !m_error)
        return;
    // The person gave another password; what was remembered of the old one is no reason to wait.
    if (m_store && m_client && m_account == account) {
        if (auto forgotten = ServerMemory::forgetSignIns(m_store->meta()); !forgotten)
            qCWarning(lcEngine) << "refused sign-ins not forgotten:" << forgotten.error().message;
    }
    cancelRun();
    quiet();
    m_client.reset();
    m_memory.reset();
    m_link = {};
    m_sizer = {};
    m_lostBases.clear();
    m_backoff.reset();
    m_heartbeatMs = kHeartbeatMs;
    if (account != m_account)
        m_removals = {}; // another server asks for itself
    m_account = account;
    if (m_store)
        m_error.reset();
    if (account.isValid() && m_store) {
        const auto plain = m_options.allowPlainHttp ? DatabaseUrl::PlainHttp::Allowed
                                                    : DatabaseUrl::PlainHttp::LoopbackOnly;
        if (auto url = DatabaseUrl::parseStored(account.url, plain)) {
            const Endpoint endpoint{std::move(*url), account.user, password};
            m_memory = memoryOf(endpoint);
            m_inherits = true;
            openClient(endpoint);
        } else {
            m_error = toError(url.error());
        }
    }
    m_statusThrottle.request();
    if (m_options.live)
        request(Wish::Clock);
}

void SyncDriver::openClient(Endpoint endpoint)
{
    m_client = std::make_unique<CouchClient>(
        std::move(endpoint), m_parts.network(), m_parts.timers(), m_parts.clock());
    m_client->onLateRest = [this](const Error &error) {
        m_memory->remember(error);
        m_inherits = true; // no run has been told
    };
}

void SyncDriver::syncNow()
{
    m_backoff.reset();
    request(Wish::Person);
}

void SyncDriver::localChange()
{
    if (m_options.live && m_store && !isRunning() && m_store->isReplaced().value_or(false)) {
        request(Wish::Clock); // it begins with followStore()
        return;
    }
    readTallies();
    countGone();
    m_statusThrottle.request();
    const Situation now = situation();
    if (!now.live || !now.hasAccount || now.paused || now.passwordRefused
        || (m_talliesKnown && m_tallies.pending == 0))
        return; // nothing is about to start
    const qint64 elapsed = m_parts.timers().elapsedMs();
    if (!m_debounce->isActive())
        m_debouncedSince = elapsed;
    m_debounce->start(
        std::clamp<qint64>(m_debouncedSince + kMaxDebounceMs - elapsed, 0, kDebounceMs));
}

/// Of two answers before one run the later stands: the first was given for what is shown no more.
void SyncDriver::agree(const SyncConsent &consent)
{
    if (!consent.letGo.isEmpty() || !consent.keep.isEmpty()) {
        m_consent.letGo = consent.letGo;
        m_consent.keep = consent.keep;
    }
    if (consent.takeAlong.isValid())
        m_consent.takeAlong = consent.takeAlong;
}

void SyncDriver::settingsChanged() { onReachability(); }

void SyncDriver::onReachability()
{
    m_statusThrottle.request();
    if (m_options.live && waitsForUnmetered()) {
        cancelRun();
        quiet();
        m_link = {};
        return;
    }
    if (!m_options.live || !m_client || m_pause || isRunning() || !isOnline())
        return;
    if (m_error && !m_error->isTransient())
        return;
    // Whatever was waiting waited for the old network; the live feed hangs on a connection of it.
    m_backoff.reset();
    m_link = {};
    m_state = Halted();
    if (const qint64 asked = m_client->silenceAskedMs(); asked > 0)
        waitFor(asked); // the server said when, and it is the same server in every network
    else
        request(Wish::Clock);
}

void SyncDriver::onStoreChanged(const ChangeSet &changes)
{
    m_changes.unite(changes);
    m_changes.origin = changes.origin;
    m_changesThrottle.request();
    if (changes.tallies || changes.outbox || changes.conflicts || changes.everything) {
        readTallies();
        m_statusThrottle.request();
    }
}

bool SyncDriver::isOnline() const
{
    return m_parts.connectivity().reachability() != Connectivity::Reachability::Offline
        || (m_client && m_client->endpoint().url.isLoopback());
}

/// While a question waits, what went before it may come back, or be written anew.
void SyncDriver::countGone()
{
    if (m_store && !m_removals.isEmpty())
        m_removals.gone = m_store->replica().removals().gone().value_or(m_removals.gone);
}

void SyncDriver::readTallies()
{
    if (!m_store)
        return;
    const auto tallies = m_store->tallies();
    m_talliesKnown = tallies.has_value();
    if (tallies) {
        m_tallies = *tallies;
        return;
    }
    qCWarning(lcEngine) << "no tallies:" << tallies.error().message;
    // Something may wait to be sent all the same: the end of the next run looks again.
    if (m_options.live && m_client && !m_pause)
        m_due->start(kTickMs);
}

SyncStatus SyncDriver::status() const
{
    EngineFacts facts;
    facts.hasStore = m_store != nullptr;
    facts.hasAccount = m_client != nullptr;
    facts.paused = m_pause.has_value();
    if (m_pause && m_pause->until > 0)
        facts.pausedUntil = m_pause->until;
    facts.waiting = m_debounce->isActive() || !m_talliesKnown;
    if (const auto *running = std::get_if<Running>(&m_state)) {
        facts.progress = running->progress;
        facts.timeLeftMs = running->pace.leftMs();
    }
    if (const auto *waiting = std::get_if<Waiting>(&m_state))
        facts.nextTryAt = waiting->until;
    facts.error = m_error;
    if (m_client)
        facts.host = m_client->endpoint().url.host();
    facts.lastSyncAt = m_recorder ? m_recorder->lastSyncAt() : std::nullopt;
    facts.reachability = m_parts.connectivity().reachability();
    facts.loopback = m_client && m_client->endpoint().url.isLoopback();
    facts.tallies = m_tallies;
    facts.removals = m_removals;
    facts.metered = waitsForUnmetered();
    return composeStatus(facts);
}

} // namespace cairn
