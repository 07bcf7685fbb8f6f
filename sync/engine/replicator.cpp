// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/replicator.h"

#include "clock.h"
#include "documentkind.h"
#include "http/logging.h"
#include "http/timers.h"
#include "push/selfcheck.h"
#include "store/conflict/removalguard.h"
#include "store/notes/notestore.h"
#include "store/replica/confirmations.h"
#include "store/replica/replicastore.h"
#include "store/store.h"

namespace cairn {

Replicator::Replicator(const Parts &parts, Options options, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_options(options)
    , m_checkpointer(parts.client, parts.store, parts.random)
{
}

void Replicator::start(Watch watch, Done done)
{
    m_watch = std::move(watch);
    m_done = std::move(done);
    m_startedAt = m_parts.client.timers().elapsedMs();
    m_removedBefore = m_parts.store.replica().removals().newest().value_or(m_removedBefore);
    if (!m_parts.link.identified) {
        identify();
        return;
    }
    if (auto resumed = m_checkpointer.resume(m_parts.link.since, m_parts.link.checkpoint); !resumed)
        fail(resumed.error());
    else if (m_options.pullFirst)
        pull();
    else
        push();
}

void Replicator::identify()
{
    show(Stage::Connecting);
    auto *identify = new Identify(
        m_parts.client, m_parts.store, m_parts.random, m_checkpointer,
        {m_options.consent.takeAlong, m_options.longAbsence}, this);
    identify->start([this, identify](Result<Identified> identified) {
        identify->deleteLater();
        if (!identified) {
            fail(identified.error());
            return;
        }
        m_outcome.identified = *identified;
        m_parts.link = {true, identified->since, {}, identified->urgent};
        if (identified->distrust != Distrust::None)
            m_parts.lostBases.clear();
        const auto suspicious = SelfCheck::suspect(m_parts.store, identified->lacking);
        if (!suspicious) {
            fail(suspicious.error());
            return;
        }
        m_options.selfCheck |= *suspicious;
        confirm();
    });
}

/// Emergency notes do not wait behind the thousands that a device which was away has to read.
void Replicator::pushUrgent()
{
    const auto urgent = m_parts.store.replica().hasUrgent();
    if (!urgent) {
        fail(urgent.error());
        return;
    }
    if (!*urgent) {
        pullUrgent();
        return;
    }
    send(PushScope::Urgent, [this](const PushOutcome &, const std::optional<Error> &error) {
        if (error)
            fail(*error);
        else
            pullUrgent();
    });
}

/// What was sent is counted before `done`.
void Replicator::send(PushScope scope, const Pusher::Done &done)
{
    auto *pusher = new Pusher(m_parts.client, m_parts.store, m_parts.sizer, scope, this);
    pusher->watch(m_lost);
    pusher->start(
        [this](int confirmed, int total, int failed) {
            show(Stage::Sending, confirmed, total, failed);
        },
        [this, pusher, done](const PushOutcome &pushed, const std::optional<Error> &error) {
            pusher->deleteLater();
            sent(pushed);
            done(pushed, error);
        });
}

void Replicator::pullUrgent()
{
    if (!pullsDocuments()) {
        pull();
        return;
    }
    auto *list = new UrgentList(m_parts.client, m_parts.store, m_parts.link.urgent, this);
    list->receive(m_checkpointer.replicationId(), [this, list](const Result<int> &received) {
        list->deleteLater();
        if (!received) {
            fail(received.error());
            return;
        }
        m_outcome.report.pulled += *received;
        pull();
    });
}

/// What we sent ourselves comes back in the feed: no need for its text. After a change of servers
/// most of what it has is here already.
bool Replicator::pullsDocuments() const
{
    const Distrust distrust = m_outcome.identified.distrust;
    return !m_pushed && (distrust == Distrust::None || distrust == Distrust::TakenAlong);
}

void Replicator::selfCheck()
{
    m_checked = true;
    auto *check = new SelfCheck(m_parts.client, m_parts.store, this);
    check->start([this, check](const Result<SelfCheck::Outcome> &checked) {
        check->deleteLater();
        if (!checked) {
            fail(checked.error());
            return;
        }
        lost(checked->missing);
        m_outcome.selfCheckGoesOn = checked->more;
        m_outcome.selfCheckEnded = !checked->more;
        if (!checked->missing.isEmpty() && startOver())
            push();
        else if (checked->missing.isEmpty())
            verify();
    });
}

void Replicator::pull()
{
    ++m_pass;
    Puller::Options options;
    options.since = m_parts.link.since;
    options.documents = pullsDocuments();
    options.watchful = m_options.watchful;
    options.letGo = m_options.consent.letGo;
    options.keep = m_options.consent.keep;
    options.interlude = [this](const std::function<void()> &goOn) { return pushBetween(goOn); };
    auto *puller = new Puller(m_parts.client, m_parts.store, m_checkpointer, options, this);
    puller->start(
        [this](int done, int total) { show(Stage::Receiving, done, total); },
        [this, puller](const Result<PullOutcome> &pulled) {
            puller->deleteLater();
            if (pulled)
                onPulled(*pulled);
            else if (const Error error = pulled.error();
                     !isOfReading(error) || !pushBetween([this, error] { fail(error); }))
                fail(error);
        });
}

/// The server fails at what it is asked for, or breaks off in an answer, and may take what was
/// written here all the same: it holds back nothing by that. Not one that is silent or not there
/// for anybody, asks for a pause, or may be another than it was.
bool Replicator::isOfReading(const Error &error) const
{
    constexpr int kUnavailable = 503;
    const bool answered = error.kind == ErrorKind::Protocol
        || (error.kind == ErrorKind::Transient && error.code > 0 && error.code != kUnavailable);
    return answered && error.retryAfterMs <= 0 && error.reason == ErrorReason::None
        && !m_options.watchful;
}

/// What the person saved does not wait for a feed that takes long, or has no end. Not where it is
/// to be found out first what the server has at all.
bool Replicator::pushBetween(const std::function<void()> &goOn)
{
    const auto tallies = m_parts.store.tallies();
    if (!tallies || tallies->pending == 0 || m_outcome.identified.distrust != Distrust::None)
        return false;
    send(
        PushScope::All, [this, goOn](const PushOutcome &pushed, const std::optional<Error> &error) {
            m_pushedBetween |= pushed.documents > 0;
            if (error)
                fail(*error);
            else
                goOn();
        });
    return true;
}

void Replicator::onPulled(const PullOutcome &pulled)
{
    m_outcome.report.pulled += pulled.revisions;
    // Neither keeps back what the person wrote.
    m_heldBack = pulled.heldBack ? pulled.heldBack : pulled.endless;
    m_outcome.removals = m_outcome.report.removals = pulled.removals;
    m_answered |= pulled.answered;
    // To its end: else what the person spoke about may wait behind it.
    m_pulled |= !pulled.endless && (!pulled.heldBack || !pulled.removals.isEmpty());
    m_outcome.unread += pulled.unread; // each once, however many passes found it
    m_parts.link.since = m_checkpointer.seq();
    fetchBases();
}

/// A merge needs what both sides started from; a device that joined later may never have had it.
void Replicator::fetchBases()
{
    auto *fetcher = new BaseFetcher(m_parts.client, m_parts.store, m_parts.lostBases, this);
    fetcher->start([this, fetcher](const Result<void> &fetched) {
        fetcher->deleteLater();
        if (fetched)
            reconcile();
        else
            fail(fetched.error());
    });
}

/// A few documents at a time, so that a stop never waits for long.
void Replicator::reconcile()
{
    const auto reconciled = m_parts.store.replica().reconcile(tuning::kReconcileDocuments);
    if (!reconciled) {
        fail(reconciled.error());
        return;
    }
    m_outcome.report.merged += reconciled->merged;
    m_outcome.conflictsOpened += reconciled->conflicts;
    const auto next = reconciled->more ? &Replicator::reconcile : &Replicator::push;
    if (reconciled->more)
        show(Stage::Reconciling);
    QMetaObject::invokeMethod(
        this, [this, next] { (this->*next)(); }, Qt::QueuedConnection);
}

void Replicator::push()
{
    send(PushScope::All, [this](const PushOutcome &pushed, const std::optional<Error> &error) {
        onPushed(pushed, error);
    });
}

void Replicator::onPushed(const PushOutcome &pushed, std::optional<Error> error)
{
    const bool between = std::exchange(m_pushedBetween, false);
    m_pushed |= pushed.documents > 0 || between;
    if (error) {
        fail(*error);
        return;
    }
    // Reading on moves the checkpoint past what we sent, and sees what others wrote meanwhile.
    const bool again =
        (pushed.documents > 0 || between) && !m_heldBack && m_pass < tuning::kMaxPasses;
    if (again)
        pull();
    else if (m_options.selfCheck && !m_checked && !m_heldBack)
        selfCheck();
    else
        verify();
}

/// What the server said it stored has to come back in its feed. What did not is asked about, and
/// sent again; who acknowledges it a second time without having it keeps nothing that it is given.
/// The same for what its feed shows an older state of, whoever sent that and when.
void Replicator::verify()
{
    if (m_heldBack) {
        conclude();
        return;
    }
    Confirmations confirmations = m_parts.store.replica().confirmations();
    const auto doubtful = m_pushed ? confirmations.unseen() : confirmations.contradicted();
    if (!doubtful) {
        fail(doubtful.error());
        return;
    }
    if (doubtful->isEmpty()) {
        conclude();
        return;
    }
    auto *verification = new Verification(m_parts.client, m_parts.store, this);
    verification->start(
        *doubtful, [this, verification](const Result<Verification::Outcome> &verified) {
            verification->deleteLater();
            onVerified(verified);
        });
}

void Replicator::onVerified(const Result<Verification::Outcome> &verified)
{
    if (!verified) {
        fail(verified.error());
        return;
    }
    lost(verified->lost);
    if (verified->withheld)
        fail(callError(
            Cause::NotCouchDb, ErrorKind::Protocol,
            QStringLiteral("the server says that it has documents, and shows older ones")));
    else if (verified->lost.isEmpty())
        conclude();
    else if (!std::exchange(m_sentTwice, true))
        push();
    else
        fail(callError(
            Cause::NotCouchDb, ErrorKind::Protocol,
            QStringLiteral("the server acknowledges documents and does not keep them")));
}

/// In whatever step of the run it is found out, and however often: each note counts once. That a
/// note was deleted is sent again, too, but no note is lost by it.
void Replicator::lost(const QStringList &documents)
{
    for (const QString &id : documents) {
        if (kindOfId(id).guarded && m_parts.store.notes().isThere(id).value_or(true))
            m_lost.insert(id);
    }
}

/// What the server lost counts when it has it again, not when it waits to be sent.
void Replicator::sent(const PushOutcome &pushed)
{
    m_outcome.report.pushed += pushed.documents;
    m_outcome.rejected += pushed.rejected;
    m_sentAgain += pushed.watched;
    m_outcome.sentAgain = int(m_sentAgain.size());
}

void Replicator::conclude()
{
    m_checkpointer.record([this](const Result<void> &recorded) {
        m_parts.link.checkpoint = m_checkpointer.serverDocument();
        const auto noted =
            recorded ? Identify::noteRead(m_parts.store, m_checkpointer.seq()) : recorded;
        if (!noted)
            fail(noted.error());
        else if (m_heldBack)
            fail(*m_heldBack);
        else
            recordUrgent();
    });
}

void Replicator::recordUrgent()
{
    auto *list = new UrgentList(m_parts.client, m_parts.store, m_parts.link.urgent, this);
    list->record([this, list](const Result<QJsonObject> &recorded) {
        list->deleteLater();
        if (!recorded) {
            fail(recorded.error());
            return;
        }
        m_parts.link.urgent = *recorded;
        finish();
    });
}

void Replicator::show(Stage stage, int done, int total, int failed)
{
    if (m_watch && m_done)
        m_watch({stage, done, total, failed});
}

void Replicator::fail(const Error &error)
{
    qCInfo(lcRun).noquote() << "run ended early:" << errorKindName(error.kind) << error.code
                            << error.message;
    m_outcome.report.error = error;
    m_parts.link = {};
    finish();
}

void Replicator::finish()
{
    if (!m_done)
        return;
    SyncReport &report = m_outcome.report;
    report.durationMs = m_parts.client.timers().elapsedMs() - m_startedAt;
    const SyncConsent &consent = m_options.consent;
    if (m_pulled && !m_answered)
        m_outcome.unusedWord = consent.letGo.isEmpty() ? consent.keep : consent.letGo;
    if (m_removedBefore >= 0)
        m_outcome.removed =
            m_parts.store.replica().removals().goneSince(m_removedBefore).value_or(0);
    if (const auto tallies = m_parts.store.tallies()) {
        report.conflicts = tallies->conflicts;
        report.failed = tallies->dead;
        report.unread = tallies->unread;
    }
    const Done done = std::exchange(m_done, nullptr);
    done(std::move(m_outcome));
}

} // namespace cairn
