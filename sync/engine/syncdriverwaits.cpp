// SPDX-License-Identifier: GPL-3.0-or-later
// What SyncDriver does between runs: listening at the live feed, waiting for a retry, or pausing.
#include "engine/syncdriver.h"

#include "clock.h"
#include "http/logging.h"
#include "store/replica/replicastore.h"
#include "store/tree/metastore.h"

namespace cairn {

using namespace tuning;

/// After a good run; what is due later is looked at beside the feed.
void SyncDriver::listen()
{
    if (const auto due = m_store->replica().earliestAttempt(); due && *due >= 0)
        m_due->start(std::max(*due - m_parts.clock().nowMs(), kDebounceMs));
    m_check->start(m_checkGoesOn ? kSelfCheckGoesOnMs : kSelfCheckLookMs);
    LiveFeed::Handlers handlers;
    handlers.onChange = [this](qint64 lastedMs) { onFeedMoved(lastedMs); };
    handlers.onFailure = [this](const LiveFeed::Failure &failure) { onFeedEnded(failure); };
    handlers.onHeard = [this] { m_recorder->heard(); };
    m_state = Listening{
        std::make_unique<LiveFeed>(*m_client, m_link.since, m_heartbeatMs, std::move(handlers))};
}

/// A server that says at once and again that there is something, and has nothing, is looked at now
/// and then like one that does not wait.
void SyncDriver::onFeedMoved(qint64 lastedMs)
{
    m_fruitless = lastedMs < kMinPollMs ? m_fruitless + 1 : 0;
    if (m_fruitless > kMaxFruitless) {
        m_fruitless = 0;
        onFeedEnded({std::nullopt, lastedMs, 0});
        return;
    }
    std::get<Listening>(m_state).feed.release()->deleteLater(); // it is the caller of this function
    request(Wish::News);
}

void SyncDriver::onFeedEnded(const LiveFeed::Failure &failure)
{
    const std::optional<Error> error = failure.error; // it goes with the feed
    std::get<Listening>(m_state).feed.release()->deleteLater(); // it is the caller of this function
    m_link = {};
    if (failure.wentBack && mayAskAgain()) { // whether it is the server that it was, at once
        m_state = Halted();
        request(Wish::Clock);
        return;
    }
    if (failure.silentMs >= kShortHeartbeatMs)
        m_heartbeatMs = kShortHeartbeatMs;
    const bool cut =
        error && failure.lastedMs >= kMinPollMs && error->isTransient() && error->retryAfterMs <= 0;
    if (error && !cut)
        fail(*error);
    else
        take(onEnding(state(), cut ? Ending::Cut : Ending::Silent, situation()), Wish::Clock);
}

void SyncDriver::waitFor(qint64 ms)
{
    m_state = Waiting{m_parts.clock().nowMs() + ms};
    m_retry->start(ms);
    m_statusThrottle.request();
}

/// A server in doubt is asked whether it works before anybody signs in to it.
void SyncDriver::onRetryDue()
{
    if (state() != EngineState::Waiting)
        return;
    auto probe = std::make_unique<HealthProbe>(*m_client);
    HealthProbe *started = probe.get();
    m_state = Probing{std::move(probe)};
    started->start([this](const std::optional<Error> &trouble) { onProbed(trouble); });
}

void SyncDriver::onProbed(const std::optional<Error> &trouble)
{
    const std::optional<Error> error = trouble; // it goes with the probe
    std::get<Probing>(m_state).probe.release()->deleteLater(); // it is the caller of this function
    if (error)
        fail(*error);
    else
        take(onEnding(state(), Ending::Good, situation()), Wish::Clock);
}

void SyncDriver::onCheckDue()
{
    if (selfCheckDue())
        request(Wish::Clock);
    else
        m_check->start(kSelfCheckLookMs);
}

void SyncDriver::pause(qint64 untilMs)
{
    m_pause = SyncSettings::Pause{m_parts.clock().nowMs(), std::max<qint64>(untilMs, 0)};
    keepPause();
    cancelRun();
    quiet();
    watchPause();
    m_statusThrottle.request();
}

void SyncDriver::resume()
{
    if (!m_pause)
        return;
    m_pause.reset();
    keepPause();
    m_pauseEnd->stop();
    m_backoff.reset();
    m_statusThrottle.request();
    if (m_options.live)
        request(Wish::Clock);
}

void SyncDriver::goOnPausing()
{
    const qint64 now = m_parts.clock().nowMs();
    const auto kept = SyncSettings::pause(m_store->meta(), now);
    if (!kept) { // it may stand there: nothing is sent before the person says so, and it stays kept
        m_pause = SyncSettings::Pause{now, 0};
        m_recorder->say(
            SyncActivity::Level::Warning, Activity::PauseUnread, 0, kept.error().message);
    } else if ((m_pause = *kept)) {
        keepPause(); // it may begin anew
    }
    watchPause();
}

/// In the store that is open now: it outlasts the process, and a backup that was restored.
void SyncDriver::keepPause()
{
    if (!m_store)
        return;
    if (const auto kept = SyncSettings::setPause(m_store->meta(), m_pause); !kept)
        qCWarning(lcEngine) << "the pause is not kept:" << kept.error().message;
}

void SyncDriver::watchPause()
{
    if (!m_pause || m_pause->until == 0)
        return m_pauseEnd->stop();
    const qint64 left = std::max<qint64>(m_pause->until - m_parts.clock().nowMs(), 0);
    m_pauseEndsAt = m_parts.timers().elapsedMs() + left;
    m_pauseEnd->start(std::min(left, kTickMs));
}

/// A computer that slept looks at its clock; one whose clock was put back does not pause for
/// longer.
void SyncDriver::onPauseDue()
{
    const qint64 left = std::min(
        m_pause->until - m_parts.clock().nowMs(), m_pauseEndsAt - m_parts.timers().elapsedMs());
    if (left > 0)
        m_pauseEnd->start(std::min(left, kTickMs));
    else
        resume();
}

void SyncDriver::quiet()
{
    m_state = Halted();
    for (Timer *timer : {m_debounce.get(), m_tick.get(), m_retry.get(), m_due.get(), m_check.get()})
        timer->stop();
}

} // namespace cairn
