// SPDX-License-Identifier: GPL-3.0-or-later
// What SyncDriver does about runs: whether one may begin, how it begins and how it ends.
#include "engine/syncdriver.h"

#include "clock.h"
#include "engine/connectivity.h"
#include "http/logging.h"
#include "push/selfcheck.h"
#include "store/replica/replicastore.h"
#include "store/replica/syncsettings.h"
#include "store/tree/metastore.h"
#include "store/tree/storegeneration.h"

namespace cairn {

using namespace tuning;

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
        if (m_paused || (m_retry->isActive() && !(why == Why::Local && maySendSooner())))
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

/// A proxy that stumbled once, a right that was given meanwhile: looking costs one small question.
/// A pause that the server asked for is another matter.
bool SyncDriver::maySendSooner() const
{
    return m_error && m_error->retryAfterMs <= 0
        && (m_error->kind == ErrorKind::Forbidden || m_error->kind == ErrorKind::Rejected);
}

/// What the server asked of an earlier process holds for this one, too; in front of the window, the
/// person may insist.
bool SyncDriver::mustRest(Why why)
{
    const auto rest = m_memory->rest();
    const bool inherited = std::exchange(m_inherits, m_inherits && rest && !m_options.live);
    if (!rest)
        return false;
    const bool passwords = rest->kind == ErrorKind::Auth;
    if (!passwords && (!inherited || (m_options.live && why == Why::Person)))
        return false;
    if (!passwords && rest->retryAfterMs <= kMaxThrottleWaitMs) {
        m_client->waitFirst(rest->retryAfterMs);
        return false;
    }
    m_error = rest;
    m_statusThrottle.request();
    onFailed(*rest);
    if (why == Why::Person)
        refuse(*rest);
    return true;
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
    if (auto followed = followStore(); !followed) {
        m_error = followed.error();
        m_statusThrottle.request();
        onFailed(*m_error);
        refuse(*m_error);
        return;
    }
    if (why != Why::Person && m_client->session().isPasswordWrong()) {
        // The last run may have ended for another reason just before that was known.
        m_error = callError(
            Cause::SignIn, ErrorKind::Auth, QStringLiteral("wrong user name or password"), 401);
        m_statusThrottle.request();
        return;
    }
    if (mustRest(why))
        return;
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
    options.consent = std::exchange(m_consent, {});
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
    if (m_client->session().isPasswordWrong())
        m_memory->signInRefused();
    m_statusThrottle.request();
    if (m_error && m_error->context == kStoreReplaced && m_options.live) {
        m_error.reset();
        request(Why::Timer);
    } else if (m_error) {
        onFailed(*m_error);
    } else {
        m_backoff.reset();
        m_memory->forget();
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
    m_memory->remember(error);
    if (!m_options.live)
        return;
    switch (error.kind) {
    case ErrorKind::Auth:
        break; // until the person signs in again
    case ErrorKind::Forbidden:
    case ErrorKind::Rejected:
        retryIn(error.retryAfterMs > 0 ? error.retryAfterMs : kTickMs);
        break;
    default:
        retryIn(m_backoff.next(m_parts.random(), error.retryAfterMs));
        break;
    }
}

} // namespace cairn
