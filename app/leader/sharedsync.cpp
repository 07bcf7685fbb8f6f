// SPDX-License-Identifier: GPL-3.0-or-later
#include "leader/sharedsync.h"

#include "engine/syncthread.h"
#include "leader/syncmessages.h"

namespace cairn {

namespace {

using Role = Leadership::Role;

// What a follower asks for, and what the leader says.
constexpr QStringView kDo = u"do";
constexpr QStringView kSync = u"sync";
constexpr QStringView kChanged = u"changed";
constexpr QStringView kPause = u"pause";
constexpr QStringView kResume = u"resume";
constexpr QStringView kAllowRemovals = u"allow-removals";
constexpr QStringView kTakeAlong = u"take-along";
constexpr QStringView kKeepNotes = u"keep-notes";
constexpr QStringView kSettings = u"settings";
constexpr QStringView kStepBack = u"step-back";
constexpr QStringView kId = u"id";
constexpr QStringView kUntil = u"until";
constexpr QStringView kStatus = u"status";
constexpr QStringView kRun = u"run";
constexpr QStringView kMet = u"met";
constexpr QStringView kUnusedWord = u"unused-word";
constexpr QStringView kStays = u"stays"; ///< instead of stepping back: it can sign in

bool isAuth(const std::optional<Error> &error) { return error && error->kind == ErrorKind::Auth; }

/// The counts of both; what stands at the end, from the later one.
SyncReport added(const SyncReport &before, SyncReport report)
{
    report.pushed += before.pushed;
    report.pulled += before.pulled;
    report.merged += before.merged;
    report.durationMs += before.durationMs;
    return report;
}

} // namespace

SharedSync::SharedSync(const Profile &profile, const SyncEngine::Options &options, QObject *parent)
    : QObject(parent)
    , m_options(options)
    , m_leadership(profile)
{
    connect(&m_leadership, &Leadership::roleChanged, this, &SharedSync::onRole);
    connect(&m_leadership, &Leadership::asked, this, &SharedSync::onAsked);
    connect(&m_leadership, &Leadership::heard, this, &SharedSync::onHeard);
    connect(&m_leadership, &Leadership::alone, this, [this] {
        const std::optional<qint64> lastSyncAt = m_status.lastSyncAt;
        m_status = {};
        m_status.lastSyncAt = lastSyncAt;
        m_alone = true;
        emit alone();
    });
    connect(&m_leadership, &Leadership::joined, this, [this](Leadership::Follower follower) {
        m_leadership.tell(follower, {{kStatus.toString(), syncmessages::toJson(m_status)}});
    });
}

SharedSync::~SharedSync() { stop(); }

void SharedSync::start() { m_leadership.start(); }

void SharedSync::stop()
{
    m_stopped = true;
    m_leadership.stop(); // ends the engine before it lets the lock go
}

void SharedSync::setAccount(const Account &account, const QString &password)
{
    m_account = account;
    m_password = password;
    m_insisted = false;
    if (m_thread)
        m_thread->setAccount(account, password);
    m_leadership.setWilling(account.isValid());
    if (m_leadership.role() == Role::Following && m_status.phase == SyncStatus::Phase::SignIn)
        insist();
    else if (m_leadership.role() == Role::Nobody && !account.isValid())
        onStatus({});
}

// --- who leads

void SharedSync::onRole(Role role)
{
    m_alone = false;
    if (role == Role::Leading)
        beginLeading();
    else if (m_thread)
        endLeading();
    m_introduced = m_insisting = false;
    if (role == Role::Nobody && !m_stopped)
        forgetLeader();
}

/// What it was doing nobody does any more, and what it waited for nobody waits for; a pause holds
/// whoever comes next. Who finds nobody to follow says so (alone).
void SharedSync::forgetLeader()
{
    SyncStatus status = m_status;
    if (status.phase == SyncStatus::Phase::NoAccount || status.phase == SyncStatus::Phase::Paused)
        return;
    status.phase = SyncStatus::Phase::Waiting;
    status.done = status.total = 0;
    status.timeLeftMs.reset();
    status.nextTryAt.reset();
    status.restAskedBy.clear();
    status.removals = {};
    status.error.reset();
    onStatus(status);
}

void SharedSync::beginLeading()
{
    m_refused = false;
    m_thread = std::make_unique<SyncThread>(m_options);
    const SyncEngine *engine = m_thread->engine();
    // What an engine of an earlier term said may still be in the event loop.
    const auto ofThisTerm = [this, term = m_term](auto &&hear) {
        return [this, term, hear](const auto &value) {
            if (term == m_term)
                hear(value);
        };
    };
    connect(engine, &SyncEngine::statusChanged, this, ofThisTerm([this](const SyncStatus &status) {
                onStatus(status);
            }));
    connect(engine, &SyncEngine::runFinished, this, ofThisTerm([this](const SyncReport &report) {
                onRunFinished(report);
            }));
    connect(engine, &SyncEngine::committed, this, &SharedSync::committed);
    connect(engine, &SyncEngine::activity, this, [this](const SyncActivity &entry) {
        if (entry.what == Activity::UnusedWord) // whoever gave it
            m_leadership.tellAll({{kUnusedWord.toString(), entry.detail}});
        emit activity(entry);
    });
    m_thread->start();
    m_thread->setAccount(m_account, m_password);
    emit leadingChanged(true);
    if (m_wanted)
        demand({}, m_wanted, m_consent);
}

void SharedSync::endLeading()
{
    ++m_term;
    m_thread.reset();
    m_demands.clear();
    emit leadingChanged(false);
}

// --- wishes

void SharedSync::syncWith(const SyncConsent &consent)
{
    m_wanted = ++m_lastSerial;
    m_consent = consent;
    if (m_thread)
        demand({}, m_wanted, consent);
    else if (m_introduced) // otherwise it goes with the introduction
        askForSync();
}

void SharedSync::askForSync()
{
    ask(kSync.toString(),
        {{kId.toString(), m_wanted},
         {kAllowRemovals.toString(), syncmessages::toJson(m_consent.letGo)},
         {kTakeAlong.toString(), syncmessages::toJson(m_consent.takeAlong)},
         {kKeepNotes.toString(), syncmessages::toJson(m_consent.keep)}});
}

void SharedSync::settingsChanged()
{
    if (m_thread)
        m_thread->settingsChanged();
    else
        ask(kSettings.toString());
}

void SharedSync::localChange()
{
    if (m_thread)
        m_thread->localChange();
    else
        ask(kChanged.toString());
}

void SharedSync::foreignChange()
{
    if (m_thread)
        m_thread->localChange();
}

void SharedSync::pause(qint64 untilMs)
{
    if (m_thread)
        m_thread->pause(untilMs);
    else
        ask(kPause.toString(), {{kUntil.toString(), untilMs}});
}

void SharedSync::resume()
{
    if (m_thread)
        m_thread->resume();
    else
        ask(kResume.toString());
}

void SharedSync::ask(const QString &what, const QJsonObject &more)
{
    QJsonObject message = more;
    message.insert(kDo, what);
    m_leadership.tellLeader(message);
}

void SharedSync::onAsked(Leadership::Follower follower, const QJsonObject &message)
{
    if (!m_thread)
        return;
    const QString what = message.value(kDo).toString();
    if (what == kSync)
        demand(
            follower, message.value(kId).toInt(),
            {syncmessages::removalsFrom(message.value(kAllowRemovals)),
             syncmessages::removalsFrom(message.value(kKeepNotes)),
             syncmessages::accountFrom(message.value(kTakeAlong))});
    else if (what == kChanged)
        m_thread->localChange();
    else if (what == kPause)
        m_thread->pause(message.value(kUntil).toInteger());
    else if (what == kResume)
        m_thread->resume();
    else if (what == kSettings)
        m_thread->settingsChanged();
    else if (what == kStepBack) {
        if (m_refused || m_status.phase == SyncStatus::Phase::SignIn)
            m_leadership.stepBack();
        else
            m_leadership.tell(follower, {{kStays.toString(), true}});
    }
}

// --- news

void SharedSync::onHeard(const QJsonObject &message)
{
    if (const QJsonValue status = message.value(kStatus); status.isObject()) {
        onStatus(syncmessages::statusFrom(status.toObject()));
        if (m_status.phase != SyncStatus::Phase::SignIn || !insist())
            introduce();
    }
    if (const QJsonValue word = message.value(kUnusedWord); word.isString()) {
        SyncActivity entry;
        entry.what = Activity::UnusedWord;
        entry.detail = word.toString();
        emit activity(entry);
    }
    if (message.contains(kStays)) {
        m_insisting = m_introduced = false;
        introduce();
    }
    if (const QJsonValue run = message.value(kRun); run.isObject())
        emit runFinished(syncmessages::reportFrom(run.toObject()));
    const QJsonValue met = message.value(kMet);
    if (!met.isObject() || m_wanted == 0 || message.value(kId).toInt() != m_wanted)
        return;
    const SyncReport report = syncmessages::reportFrom(met.toObject());
    if (isAuth(report.error) && insist())
        return; // perhaps this process can
    m_wanted = 0;
    emit demandMet(report);
}

/// Tells the leader once what this process waits for.
void SharedSync::introduce()
{
    if (!m_insisting && !std::exchange(m_introduced, true) && m_wanted)
        askForSync();
}

void SharedSync::onStatus(const SyncStatus &status)
{
    m_status = status;
    if (m_thread)
        m_leadership.tellAll({{kStatus.toString(), syncmessages::toJson(status)}});
    emit statusChanged(status);
}

/// The leader cannot sign in, and the password may have been given to this process only: asks it to
/// step back. Once, for both may be wrong. True while its answer is awaited.
bool SharedSync::insist()
{
    if (m_insisting)
        return true;
    if (!m_account.isValid() || std::exchange(m_insisted, true))
        return false;
    m_insisting = true;
    ask(kStepBack.toString());
    return true;
}

void SharedSync::demand(
    std::optional<Leadership::Follower> follower, int id, const SyncConsent &consent)
{
    Demand demand;
    demand.follower = follower;
    demand.id = id;
    demand.serial = ++m_lastSerial;
    m_demands.append(demand);
    // In one go on the engine's thread: whether a run is under way there is only true until it
    // ends. The answer is posted before anything that the engine says about it.
    SyncEngine *engine = m_thread->engine();
    QMetaObject::invokeMethod(
        engine,
        [this, engine, consent, serial = demand.serial] {
            const int runs = engine->isRunning() ? 2 : 1;
            QMetaObject::invokeMethod(
                this,
                [this, serial, runs] {
                    for (Demand &one : m_demands) {
                        if (one.serial == serial)
                            one.runsLeft = runs;
                    }
                },
                Qt::QueuedConnection);
            engine->agree(consent);
            engine->syncNow();
        },
        Qt::QueuedConnection);
}

void SharedSync::onRunFinished(const SyncReport &report)
{
    m_refused = isAuth(report.error);
    m_leadership.tellAll({{kRun.toString(), syncmessages::toJson(report)}});
    QList<Demand> met;
    for (qsizetype i = 0; i < m_demands.size();) {
        Demand &one = m_demands[i];
        if (one.runsLeft == 0) { // of before the engine heard of it
            ++i;
            continue;
        }
        one.sum = added(one.sum, report);
        if (--one.runsLeft == 0 || report.error) // no run follows one that failed
            met.append(m_demands.takeAt(i));
        else
            ++i;
    }
    emit runFinished(report);
    for (const Demand &one : std::as_const(met))
        answer(one);
}

void SharedSync::answer(const Demand &demand)
{
    if (demand.follower) {
        m_leadership.tell(
            *demand.follower,
            {{kMet.toString(), syncmessages::toJson(demand.sum)}, {kId.toString(), demand.id}});
    } else if (demand.id == m_wanted) {
        m_wanted = 0;
        emit demandMet(demand.sum);
    }
}

} // namespace cairn
