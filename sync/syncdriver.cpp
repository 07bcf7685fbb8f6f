#include "syncdriver.h"

#include "clock.h"
#include "connectivity.h"
#include "healthprobe.h"
#include "logging.h"
#include "selfcheck.h"
#include "statuscomposer.h"
#include "store/metastore.h"
#include "store/syncsettings.h"

namespace cairn {

using namespace tuning;

SyncDriver::SyncDriver(SyncEngine &engine, const SyncEngine::Options &options)
    : m_engine(engine)
    , m_options(options)
    , m_parts(options)
    , m_debounce(m_parts.timers().make([this] { request(Why::Local); }))
    , m_tick(m_parts.timers().make([this] { request(Why::Timer); }))
    , m_retry(m_parts.timers().make([this] { onRetry(); }))
    , m_due(m_parts.timers().make([this] { request(Why::Local); }))
    , m_check(m_parts.timers().make([this] { onCheck(); }))
    , m_pauseEnd(m_parts.timers().make([this] { resume(); }))
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
    }
    m_statusThrottle.request();
}

SyncDriver::~SyncDriver()
{
    quiet();
    m_run.reset();
    m_changesThrottle.flush();
}

Result<void> SyncDriver::openStore()
{
    Store::Options options;
    options.file = m_options.storeFile;
    options.clock = &m_parts.clock();
    options.random = &m_parts.random();
    options.origin = ChangeSet::Origin::Sync;
    CAIRN_ASSIGN(m_store, Store::open(options));
    connect(m_store.get(), &Store::changed, this, &SyncDriver::onStoreChanged);
    m_recorder =
        std::make_unique<RunRecorder>(*m_store, m_parts.clock(), [this](const SyncActivity &entry) {
            emit m_engine.activity(entry);
        });
    readTallies();
    return {};
}

// --- what comes from outside

void SyncDriver::setAccount(const Account &account, const QString &password)
{
    const bool same = m_client && account == m_account && password == m_client->endpoint().password;
    if (same && !m_error)
        return;
    cancelRun();
    quiet();
    m_client.reset();
    m_link = {};
    m_sizer = {};
    m_lostBases.clear();
    m_backoff.reset();
    m_heartbeatMs = kHeartbeatMs;
    m_account = account;
    if (m_store)
        m_error.reset();
    if (account.isValid() && m_store) {
        const auto plain = m_options.allowPlainHttp ? DatabaseUrl::PlainHttp::Allowed
                                                    : DatabaseUrl::PlainHttp::LoopbackOnly;
        if (auto url = DatabaseUrl::parse(account.url, plain))
            openClient({std::move(*url), account.user, password});
        else
            m_error = toError(url.error());
    }
    m_statusThrottle.request();
    if (m_options.live)
        request(Why::Timer);
}

void SyncDriver::openClient(Endpoint endpoint)
{
    m_client = std::make_unique<CouchClient>(
        std::move(endpoint), m_parts.network(), m_parts.timers(), m_parts.clock());
}

void SyncDriver::syncNow()
{
    m_backoff.reset();
    request(Why::Person);
}

void SyncDriver::localChange()
{
    readTallies();
    m_statusThrottle.request();
    if (!m_options.live || !mayRun() || (m_talliesKnown && m_tallies.pending == 0))
        return;
    if (m_error && m_error->kind == ErrorKind::Auth)
        return; // nothing is about to start: request() would refuse it
    const qint64 now = m_parts.timers().elapsedMs();
    if (!m_debounce->isActive())
        m_debouncedSince = now;
    m_debounce->start(std::clamp<qint64>(m_debouncedSince + kMaxDebounceMs - now, 0, kDebounceMs));
}

void SyncDriver::pause(qint64 untilMs)
{
    m_paused = true;
    m_pausedUntil = untilMs > 0 ? std::optional(untilMs) : std::nullopt;
    cancelRun();
    quiet();
    if (untilMs > 0)
        m_pauseEnd->start(std::max<qint64>(untilMs - m_parts.clock().nowMs(), 0));
    m_statusThrottle.request();
}

void SyncDriver::resume()
{
    if (!m_paused)
        return;
    m_paused = false;
    m_pausedUntil.reset();
    m_pauseEnd->stop();
    m_backoff.reset();
    m_statusThrottle.request();
    if (m_options.live)
        request(Why::Timer);
}

void SyncDriver::allowRemovals()
{
    m_removalsAllowed = true;
    request(Why::Person);
}

void SyncDriver::takeAlong()
{
    m_takeAlong = true;
    request(Why::Person);
}

void SyncDriver::agree(bool removals, bool takeAlong, bool keepNotes)
{
    m_removalsRefused |= keepNotes;
    m_removalsAllowed |= removals;
    m_takeAlong |= takeAlong;
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
    if (!m_options.live || !mayRun() || m_run || !isOnline())
        return;
    // Whatever was waiting waited for the old network; the live feed hangs on a connection of it.
    if (m_error && !m_error->isTransient())
        return;
    m_backoff.reset();
    m_retry->stop();
    m_link = {};
    if (const qint64 asked = m_client ? m_client->silenceAskedMs() : 0; asked > 0)
        retryIn(asked); // the server said when, and it is the same server in every network
    else
        request(Why::Timer);
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

// --- runs

void SyncDriver::request(Why why)
{
    if (m_run) {
        // An edit made meanwhile is in the outbox, and rest() sees it.
        m_again |= why != Why::Local;
        if (why == Why::Local && urgentWaits())
            restartRun();
        return;
    }
    if (!m_client) {
        if (why == Why::Person)
            refuse(m_error.value_or(Error{
                ErrorKind::Invalid, 0, QStringLiteral("no account is set up"),
                QStringLiteral("account"), -1}));
        return;
    }
    if (why != Why::Person) {
        if (m_paused || m_retry->isActive())
            return; // sooner than that nobody asks but the person
        if (m_error && m_error->kind == ErrorKind::Auth)
            return; // five wrong passwords lock the account: only the person goes on from here
        if (waitsForUnmetered())
            return; // until the network changes, or the person's mind
        if (!isOnline()) {
            retryIn(kMaxRetryMs); // the system may be wrong about the network: ask the server now
                                  // and then
            return;
        }
    }
    begin(why);
}

/// Reading much takes long: an emergency note that was just written is not to wait for its end.
bool SyncDriver::urgentWaits() const
{
    return m_progress && m_progress->stage == Replicator::Stage::Receiving
        && m_store->replica().hasUrgent().value_or(false);
}

/// A run sends emergency notes first. What was read so far stays read.
void SyncDriver::restartRun()
{
    m_run.reset();
    m_progress.reset();
    m_pace = {};
    begin(Why::Timer);
}

void SyncDriver::begin(Why why)
{
    // Only a live feed proves that the server is still the one it was; every other run asks first.
    const bool sameServer = why == Why::Remote || (why == Why::Local && m_feed);
    if (!sameServer)
        m_link = {};
    quiet();
    if (m_error && (m_error->kind == ErrorKind::Auth || m_error->kind == ErrorKind::Forbidden))
        openClient(Endpoint(
            m_client->endpoint())); // a refused session stays refused: a new try needs a new one
    m_client->goOn();
    m_again = false;
    if (auto named = m_store->refreshDevice(); !named)
        qCWarning(lcEngine) << "the device's name is not up to date:" << named.error().message;
    m_queued = m_tallies.pending;
    Replicator::Options options;
    options.pullFirst = why != Why::Local; // the feed says that the server has nothing new
    options.removalsAllowed = std::exchange(m_removalsAllowed, false);
    options.removalsRefused = std::exchange(m_removalsRefused, false);
    options.takeAlong = std::exchange(m_takeAlong, false);
    options.longAbsence = m_recorder->absenceMs() > kVeryLongAbsenceMs;
    options.selfCheck = selfCheckDue();
    m_run = std::make_unique<Replicator>(
        Replicator::Parts{*m_client, *m_store, m_parts.random(), m_link, m_sizer, m_lostBases},
        options);
    m_run->start(
        [this](const Replicator::Progress &progress) { onProgress(progress); },
        [this, run = m_run.get()](const Replicator::Outcome &outcome) {
            onFinished(run, outcome);
        });
}

void SyncDriver::onProgress(const Replicator::Progress &progress)
{
    // A look for news that finds none is no news.
    const bool connecting = progress.stage == Replicator::Stage::Connecting;
    if (connecting ? !m_error && m_recorder->lastSyncAt() : progress.done == 0)
        return;
    m_progress = progress;
    m_pace.moved(int(progress.stage), progress.done, progress.total, m_parts.timers().elapsedMs());
    m_statusThrottle.request();
}

bool SyncDriver::selfCheckDue() const
{
    const qint64 now = m_parts.clock().nowMs();
    const auto due = SelfCheck::dueAt(*m_store, now);
    return due && *due <= now;
}

bool SyncDriver::waitsForUnmetered() const
{
    return m_store && m_client && !m_client->endpoint().url.isLoopback()
        && m_parts.connectivity().isMetered()
        && SyncSettings::waitsForUnmetered(m_store->meta()).value_or(false);
}

void SyncDriver::onFinished(Replicator *run, const Replicator::Outcome &outcome)
{
    Q_ASSERT(run == m_run.get());
    m_run.release()->deleteLater(); // it is the caller of this function
    m_progress.reset();
    m_pace = {};
    m_removals = outcome.removals;
    m_checkGoesOn = outcome.selfCheckGoesOn;
    readTallies();
    m_recorder->finished(outcome, m_queued);
    m_error = outcome.report.error;
    m_statusThrottle.request();
    if (m_error) {
        onFailed(*m_error);
    } else {
        m_backoff.reset();
        if (m_again)
            request(Why::Person);
        else
            rest();
    }
    emit m_engine.runFinished(outcome.report); // last: who hears it may start or stop anything
}

void SyncDriver::cancelRun()
{
    if (!m_run)
        return;
    m_run.reset();
    m_link = {};
    m_progress.reset();
    m_again = false;
    SyncReport report;
    report.error = Error{ErrorKind::Cancelled, 0, QStringLiteral("the sync was stopped"), {}, -1};
    emit m_engine.runFinished(report);
}

void SyncDriver::refuse(const Error &error)
{
    SyncReport report;
    report.error = error;
    emit m_engine.runFinished(report);
}

void SyncDriver::onFailed(const Error &error)
{
    m_again = false;
    if (!m_options.live)
        return;
    switch (error.kind) {
    case ErrorKind::Auth:
        break; // until the person signs in again
    case ErrorKind::Forbidden:
    case ErrorKind::Rejected:
        retryIn(std::max(error.retryAfterMs, kLockedRetryMs));
        break;
    default:
        retryIn(m_backoff.next(m_parts.random(), error.retryAfterMs));
        break;
    }
}

// --- between runs

void SyncDriver::rest()
{
    if (!m_options.live || !mayRun())
        return;
    if (const auto due = m_store->replica().earliestAttempt(); due && *due >= 0)
        m_due->start(std::max(*due - m_parts.clock().nowMs(), kDebounceMs));
    m_check->start(m_checkGoesOn ? kSelfCheckGoesOnMs : kSelfCheckLookMs);
    listen();
}

void SyncDriver::listen()
{
    LiveFeed::Handlers handlers;
    handlers.onChange = [this] {
        m_feed.release()->deleteLater(); // it is the caller of this function
        request(Why::Remote);
    };
    handlers.onFailure = [this](const LiveFeed::Failure &failure) { onFeedFailed(failure); };
    handlers.onHeard = [this] { m_recorder->heard(); };
    m_feed =
        std::make_unique<LiveFeed>(*m_client, m_link.since, m_heartbeatMs, std::move(handlers));
}

void SyncDriver::onFeedFailed(const LiveFeed::Failure &failure)
{
    m_feed.release()->deleteLater(); // it is the caller of this function
    m_link = {};
    const std::optional<Error> error = failure.error; // the handler goes with the feed
    if (failure.silentMs >= kShortHeartbeatMs)
        m_heartbeatMs = kShortHeartbeatMs;
    if (!error) {
        m_tick->start(kTickMs);
    } else if (failure.lastedMs >= kMinPollMs && error->isTransient() && error->retryAfterMs <= 0) {
        request(Why::Timer); // a connection that was cut after a while says little: look
    } else {
        m_error = error;
        onFailed(*error);
        m_statusThrottle.request();
    }
}

void SyncDriver::retryIn(qint64 ms)
{
    m_nextTryAt = m_parts.clock().nowMs() + ms;
    m_retry->start(ms);
    m_statusThrottle.request();
}

/// A server in doubt is asked whether it works before anybody signs in to it.
void SyncDriver::onRetry()
{
    if (!mayRun() || m_run)
        return;
    m_nextTryAt.reset();
    m_probe = std::make_unique<HealthProbe>(*m_client);
    m_probe->start([this](const std::optional<Error> &trouble) {
        m_probe.release()->deleteLater(); // it is the caller of this function
        if (!trouble) {
            begin(Why::Timer);
            return;
        }
        m_error = trouble;
        onFailed(*trouble);
    });
}

void SyncDriver::onCheck()
{
    if (selfCheckDue())
        request(Why::Timer);
    else
        m_check->start(kSelfCheckLookMs);
}

void SyncDriver::quiet()
{
    m_feed.reset();
    m_probe.reset();
    m_nextTryAt.reset();
    for (Timer *timer :
         {m_debounce.get(), m_tick.get(), m_retry.get(), m_due.get(), m_check.get()})
        timer->stop();
}

bool SyncDriver::isOnline() const
{
    return m_parts.connectivity().reachability() != Connectivity::Reachability::Offline
        || (m_client && m_client->endpoint().url.isLoopback());
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
    if (m_options.live && mayRun())
        m_due->start(kTickMs);
}

SyncStatus SyncDriver::status() const
{
    EngineFacts facts;
    facts.hasStore = m_store != nullptr;
    facts.hasAccount = m_client != nullptr;
    facts.paused = m_paused;
    facts.pausedUntil = m_pausedUntil;
    facts.waiting = m_debounce->isActive() || !m_talliesKnown;
    facts.progress = m_progress;
    facts.error = m_error;
    facts.nextTryAt = m_nextTryAt;
    facts.lastSyncAt = m_recorder ? m_recorder->lastSyncAt() : std::nullopt;
    facts.reachability = m_parts.connectivity().reachability();
    facts.loopback = m_client && m_client->endpoint().url.isLoopback();
    facts.tallies = m_tallies;
    facts.removals = m_removals;
    facts.timeLeftMs = m_pace.leftMs();
    facts.metered = waitsForUnmetered();
    return composeStatus(facts);
}

} // namespace cairn
