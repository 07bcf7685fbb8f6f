// SPDX-License-Identifier: GPL-3.0-or-later
// What SyncDriver does between runs: listening at the live feed, or waiting for a retry.
#include "engine/syncdriver.h"

#include "clock.h"
#include "http/healthprobe.h"
#include "store/replica/replicastore.h"

namespace cairn {

using namespace tuning;

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
    for (Timer *timer : {m_debounce.get(), m_tick.get(), m_retry.get(), m_due.get(), m_check.get()})
        timer->stop();
}

} // namespace cairn
