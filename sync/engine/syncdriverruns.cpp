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

namespace cairn {

using namespace tuning;

Situation SyncDriver::situation() const
{
    Situation now;
    now.hasAccount = m_client != nullptr;
    now.live = m_options.live;
    now.paused = m_pause.has_value();
    now.online = isOnline();
    now.waitsForUnmetered = waitsForUnmetered();
    now.passwordRefused = m_error && m_error->kind == ErrorKind::Auth;
    now.maySendSooner = maySendSooner();
    now.urgentWaits = urgentWaits();
    const auto *running = std::get_if<Running>(&m_state);
    now.wantedMeanwhile = running && running->wantedMeanwhile;
    return now;
}

void SyncDriver::request(Wish wish) { take(onWish(state(), wish, situation()), wish); }

void SyncDriver::take(Step step, Wish wish)
{
    switch (step) {
    case Step::Stay:
        break;
    case Step::Refuse:
        refuse(m_error.value_or(Error{
            ErrorKind::Invalid, 0, QStringLiteral("no account is set up"),
            QStringLiteral("account"), -1}));
        break;
    case Step::RunAfterwards:
        std::get<Running>(m_state).wantedMeanwhile = true;
        break;
    case Step::RunAfresh:
        restartRun();
        break;
    case Step::Begin:
        begin(wish);
        break;
    case Step::Listen:
        listen();
        break;
    case Step::Rest:
        m_state = Resting();
        m_tick->start(kTickMs);
        break;
    case Step::WaitATick:
        waitFor(m_error->retryAfterMs > 0 ? m_error->retryAfterMs : kTickMs);
        break;
    case Step::WaitLonger:
        waitFor(m_backoff.next(m_parts.random(), m_error->retryAfterMs));
        break;
    case Step::WaitLong:
        waitFor(kMaxRetryMs); // asks the server now and then
        break;
    case Step::Halt:
        m_state = Halted();
        break;
    }
}

void SyncDriver::fail(const Error &error)
{
    m_error = error;
    // Another answer of the same moment may have asked for a rest.
    if (const qint64 silence = m_client ? m_client->silenceAskedMs() : 0; silence > 0)
        m_error->retryAfterMs = std::max(error.retryAfterMs, silence);
    // A proxy that forbids something once has stumbled; only twice is a word about the account.
    const bool once = isStray(*m_error) && !std::exchange(m_forbidden, true);
    if (once)
        m_error->kind = ErrorKind::Transient;
    m_memory->remember(*m_error);
    m_statusThrottle.request();
    take(onEnding(state(), endingOf(*m_error), situation()), Wish::Clock);
}

/// Forbidden outside of what says so for good: signing in, making the database.
bool SyncDriver::isStray(const Error &error)
{
    return error.kind == ErrorKind::Forbidden && error.reason == ErrorReason::None
        && error.retryAfterMs <= 0;
}

/// A proxy that stumbled once, a right that was given meanwhile: looking costs one small question.
/// A pause that the server asked for is another matter.
bool SyncDriver::maySendSooner() const
{
    return m_error && m_error->retryAfterMs <= 0
        && (m_error->kind == ErrorKind::Forbidden || m_error->kind == ErrorKind::Rejected
            || m_error->kind == ErrorKind::DiskFull);
}

/// What the server asked of an earlier process holds for this one, too; in front of the window, the
/// person may insist.
bool SyncDriver::mustRest(Wish wish)
{
    const auto rest = m_memory->rest();
    const bool inherited = std::exchange(m_inherits, m_inherits && rest && !m_options.live);
    if (!rest)
        return false;
    const bool passwords = rest->kind == ErrorKind::Auth;
    if (!passwords && (!inherited || (m_options.live && wish == Wish::Person)))
        return false;
    if (!passwords && rest->retryAfterMs <= kMaxThrottleWaitMs) {
        m_client->waitFirst(rest->retryAfterMs);
        return false;
    }
    fail(*rest);
    if (wish == Wish::Person)
        refuse(*rest);
    return true;
}

/// Reading much takes long: an emergency note that was just written is not to wait for its end.
bool SyncDriver::urgentWaits() const
{
    const auto *running = std::get_if<Running>(&m_state);
    return running && running->progress && running->progress->stage == Replicator::Stage::Receiving
        && m_store->replica().hasUrgent().value_or(false);
}

/// A run sends emergency notes first. What was read so far stays read.
void SyncDriver::restartRun()
{
    m_state = Halted();
    begin(Wish::Clock);
}

void SyncDriver::begin(Wish wish)
{
    // Only a live feed proves that the server is still the one it was; every other run asks first.
    const bool sameServer =
        wish == Wish::News || (wish == Wish::Edit && state() == EngineState::Listening);
    if (!sameServer)
        m_link = {};
    const bool watchful = sameServer && mayAskAgain();
    if (!sameServer)
        m_askedAt = m_parts.timers().elapsedMs();
    quiet();
    if (auto followed = followStore(); !followed) {
        fail(followed.error());
        refuse(followed.error());
        return;
    }
    if (wish != Wish::Person && m_client->session().isPasswordWrong()) {
        // The last run may have ended for another reason just before that was known.
        m_error = callError(
            Cause::SignIn, ErrorKind::Auth, QStringLiteral("wrong user name or password"), 401);
        m_statusThrottle.request();
        return;
    }
    if (mustRest(wish))
        return;
    if (m_error
        && (m_error->kind == ErrorKind::Auth || m_error->kind == ErrorKind::Forbidden
            || m_forbidden))
        openClient(Endpoint(
            m_client->endpoint())); // a refused session stays refused: a new try needs a new one
    m_client->goOn();
    if (auto named = m_store->refreshDevice(); !named)
        qCWarning(lcEngine) << "the device's name is not up to date:" << named.error().message;
    Replicator::Options options;
    options.pullFirst = wish != Wish::Edit; // the feed says that the server has nothing new
    options.watchful = watchful;
    options.consent = std::exchange(m_consent, {});
    options.longAbsence = m_recorder->absenceMs() > kVeryLongAbsenceMs;
    options.selfCheck = selfCheckDue();
    auto run = std::make_unique<Replicator>(
        Replicator::Parts{*m_client, *m_store, m_parts.random(), m_link, m_sizer, m_lostBases},
        options);
    Replicator *started = run.get();
    m_state = Running{std::move(run), {}, {}, m_tallies.pending, false};
    started->start(
        [this](const Replicator::Progress &progress) { onProgress(progress); },
        [this](const Replicator::Outcome &outcome) { onRunEnded(outcome); });
}

void SyncDriver::onProgress(const Replicator::Progress &progress)
{
    if (progress.stage == Replicator::Stage::Receiving
        && (progress.total == 0 || progress.done < progress.total))
        m_recorder->receives();
    // A look for news that finds none is no news.
    const bool connecting = progress.stage == Replicator::Stage::Connecting;
    // A question to the person stands until it is answered: nothing "will be sent" meanwhile.
    const bool asked = m_error && m_error->kind == ErrorKind::Rejected && m_error->code < 400;
    if (connecting ? asked || (!m_error && m_recorder->lastSyncAt()) : progress.done == 0)
        return;
    auto &running = std::get<Running>(m_state);
    running.progress = progress;
    running.pace.moved(
        int(progress.stage), progress.done, progress.total, m_parts.timers().elapsedMs());
    m_statusThrottle.request();
}

/// Sequences are no proof: a cluster whose nodes count otherwise is not asked all the time.
bool SyncDriver::mayAskAgain() const { return m_parts.timers().elapsedMs() - m_askedAt >= kTickMs; }

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

void SyncDriver::onRunEnded(const Replicator::Outcome &outcome)
{
    auto &running = std::get<Running>(m_state);
    running.run.release()->deleteLater(); // it is the caller of this function
    running.progress.reset();
    if (outcome.report.pulled + outcome.report.pushed + outcome.report.merged > 0)
        m_fruitless = 0;
    m_removals = outcome.removals;
    m_checkGoesOn = outcome.selfCheckGoesOn;
    readTallies();
    m_recorder->finished(outcome, running.queued);
    if (m_client->session().isPasswordWrong())
        m_memory->signInRefused();
    m_statusThrottle.request();
    const std::optional<Error> error = outcome.report.error;
    const bool replaced = error && endingOf(*error) == Ending::StoreReplaced && m_options.live;
    if (error && !replaced) {
        fail(*error);
    } else {
        m_error.reset();
        m_forbidden = false;
        if (!replaced) {
            m_backoff.reset();
            m_memory->forget();
        }
        const Step step =
            onEnding(state(), replaced ? Ending::StoreReplaced : Ending::Good, situation());
        m_state = Halted();
        take(step, replaced ? Wish::Clock : Wish::Person);
    }
    emit m_engine.runFinished(outcome.report); // last: who hears it may start or stop anything
}

void SyncDriver::cancelRun()
{
    if (!isRunning())
        return;
    if (std::get<Running>(m_state).progress && m_recorder)
        m_recorder->stopped();
    m_state = Halted();
    m_link = {};
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

} // namespace cairn
