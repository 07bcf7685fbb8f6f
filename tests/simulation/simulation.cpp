// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation.h"

#include "invariants.h"
#include "logwatch.h"
#include "mischief.h"
#include "person.h"
#include "story.h"

#include "store/conflict/conflictstore.h"
#include "store/replica/outboxstore.h"

#include <QHashSeed>

namespace cairn::sim {

namespace {

constexpr qint64 kRoundMs = 60'000;
constexpr int kMaxRounds = 30;
constexpr int kMaxDecisions = 6; ///< rounds in which people decide what is open
constexpr int kTwiceEvery = 20; ///< seeds that are run a second time

class Run {
public:
    Run(const Plan &plan, bool verbose)
        : m_plan(plan)
        , m_world(plan, verbose)
        , m_person(m_world)
        , m_mischief(m_world)
        , m_invariants(m_world)
        , m_watch(
              [this](const QString &line) { return isSecret(line); },
              [this](const QString &line) {
                  m_world.fail(QStringLiteral("I12"), QStringLiteral("in the log: ") + line);
              })
    {
        m_world.onLetGo = [this](SimDevice &device, int notes) {
            m_invariants.vanishing().agreed(device, notes);
        };
        m_world.onRestarted = [this](SimDevice &device) { m_invariants.afterRestart(device); };
    }

    Outcome toTheEnd()
    {
        int step = 0;
        for (; step < m_plan.steps.size() && !m_world.violation(); ++step)
            carryOut(m_plan.steps.at(step), step);
        Outcome outcome;
        if (m_world.violation())
            outcome.step = step - 1;
        finish();
        outcome.violation = m_world.violation();
        outcome.trace = m_world.traceHash();
        outcome.requests = m_world.couch().requests();
        outcome.words = int(m_world.witness().words().size());
        outcome.notes = int(m_world.witness().notes().size());
        outcome.virtualMs = m_world.elapsedMs();
        return outcome;
    }

private:
    bool isSecret(const QString &line) const
    {
        if (!tokensIn(line).isEmpty() || line.contains(u"AuthSession="))
            return true;
        for (const QString &secret : m_world.secrets()) {
            if (line.contains(secret))
                return true;
        }
        return false;
    }

    void carryOut(const Step &step, int number)
    {
        m_world.note(QStringLiteral("%1: ").arg(number) + describe(step));
        if (step.op == Op::Policy)
            m_invariants.setPolicies(true);
        if (isFault(step.op))
            m_mischief.act(step);
        else
            m_person.act(step);
        m_world.afterWork();
        m_invariants.setShortHistories(m_mischief.hasShortHistories());
        if (step.after < 0)
            m_world.turn(-step.after);
        else
            m_world.pass(step.after);
        if (!m_world.violation())
            m_invariants.afterStep(number);
    }

    void finish()
    {
        if (m_world.violation())
            return;
        m_mischief.heal(m_plan.clocksHeal);
        comeToRest();
        if (!m_world.violation())
            m_invariants.everywhere(false);
        decideAll();
        if (!m_world.violation())
            m_invariants.idle();
        if (!m_world.violation())
            m_invariants.everywhere(true);
        if (!m_world.violation())
            m_invariants.anotherSync();
    }

    /// I3: after a bounded number of rounds nothing is left to do.
    void comeToRest()
    {
        QString why;
        for (int round = 0; round < kMaxRounds && !m_world.violation(); ++round) {
            const int before = m_world.couch().requests();
            m_world.pass(kRoundMs);
            why = unrest();
            if (why.isEmpty() && m_world.couch().requests() == before)
                return;
            if (why.isEmpty())
                why = QStringLiteral("requests go on");
        }
        m_world.fail(
            QStringLiteral("I3"),
            QStringLiteral("no rest after %1 rounds: %2").arg(kMaxRounds).arg(why));
    }

    /// What a device is still about; its person helps where only a person can.
    QString unrest()
    {
        QString why;
        for (int i = 0; i < m_world.devices(); ++i) {
            SimDevice &device = m_world.device(i);
            const SyncStatus status = device.status();
            if (device.isRunning() && status.isSynced())
                continue;
            why += QStringLiteral("%1 is in phase %2 with %3 waiting and %4 dead%5; ")
                       .arg(device.name())
                       .arg(int(status.phase))
                       .arg(status.pending)
                       .arg(status.dead)
                       .arg(
                           status.error ? QStringLiteral(" (") + status.error->message + u')'
                                        : QString());
            if (!device.isRunning())
                m_world.kill(device);
            else if (status.phase == SyncStatus::Phase::SignIn)
                device.signIn();
            else if (status.error && status.error->reason == ErrorReason::RemovalsHeld)
                m_world.answerRemovals(device, !m_plan.lies || m_plan.seed % 3 == 0);
            else if (status.dead > 0)
                (void)device.store().outbox().retryAll();
        }
        return why;
    }

    /// People decide what is open, two of them often at the same time (I11).
    void decideAll()
    {
        SeededRandom dice(m_plan.seed);
        static constexpr Op kWays[] = {
            Op::ResolveMine, Op::ResolveOther, Op::ResolveBoth, Op::ResolveMerged,
            Op::ResolveMerged};
        for (int round = 0; round < kMaxDecisions && !m_world.violation(); ++round) {
            bool any = false;
            for (int i = 0; i < m_world.devices(); ++i) {
                SimDevice &device = m_world.device((i + round) % m_world.devices());
                if (any && dice.below(2) == 0)
                    continue;
                Step step;
                step.what = quint32(dice.below(1'000));
                const Op way = kWays[dice.below(std::size(kWays))];
                for (int n = 0; n < 50 && m_person.resolve(device, way, step); ++n)
                    any = true;
            }
            if (!any)
                return;
            comeToRest();
        }
        for (int i = 0; i < m_world.devices() && !m_world.violation(); ++i) {
            const auto open = m_world.device(i).store().conflicts().list();
            if (open && !open->isEmpty())
                m_world.fail(
                    QStringLiteral("I11"),
                    QStringLiteral("decisions do not settle: %1 is still open on %2")
                        .arg(open->first().id, m_world.device(i).name()));
        }
    }

    const Plan m_plan;
    SimWorld m_world;
    Person m_person;
    Mischief m_mischief;
    Invariants m_invariants;
    LogWatch m_watch;
};

} // namespace

Outcome run(const Plan &plan, bool verbose) { return Run(plan, verbose).toTheEnd(); }

Outcome runChecked(const Plan &plan)
{
    Outcome first = run(plan);
    if (first.violation || plan.seed % kTwiceEvery != 0)
        return first;
    QHashSeed::resetRandomGlobalSeed(); // the order inside hashes is another one now
    const Outcome second = run(plan);
    if (second.trace != first.trace)
        first.violation = {QStringLiteral("I14"), QStringLiteral("run twice, two traces")};
    return first;
}

} // namespace cairn::sim
