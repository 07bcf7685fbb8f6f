// SPDX-License-Identifier: GPL-3.0-or-later
#include "planner.h"

#include "random.h"

#include <array>
#include <cmath>

namespace cairn::sim {

namespace {

struct Weight {
    Op op;
    int weight;
    int taste; ///< percent of seeds that know it at all
};

constexpr Weight kPersonal[] = {
    {Op::Create, 14, 100},      {Op::Type, 46, 100},
    {Op::Rename, 6, 80},        {Op::Move, 5, 60},
    {Op::Tag, 7, 80},           {Op::Trash, 4, 70},
    {Op::Untrash, 3, 70},       {Op::Delete, 3, 60},
    {Op::Revive, 2, 40},        {Op::ResolveMine, 3, 70},
    {Op::ResolveOther, 3, 70},  {Op::ResolveBoth, 2, 60},
    {Op::ResolveMerged, 5, 80}, {Op::UndoResolve, 1, 30},
    {Op::Policy, 1, 20},        {Op::Import, 3, 40},
    {Op::Restart, 3, 60},       {Op::SignOut, 1, 25},
    {Op::SignIn, 3, 100},       {Op::EnterPassword, 2, 100},
    {Op::Retry, 2, 100},        {Op::SyncNow, 5, 60},
    {Op::AddDevice, 1, 30},     {Op::Offline, 6, 80},
    {Op::Online, 8, 100},       {Op::Days, 1, 40},
};

/// Families of faults: a seed has one to four of them.
constexpr std::array<std::array<Weight, 4>, 8> kFamilies{{
    {{{Op::Network, 10, 100}}},
    {{{Op::Http, 10, 100}}},
    {{{Op::Refuse, 4, 100}, {Op::Http, 2, 100}}},
    {{{Op::KillSoon, 4, 100}, {Op::KillAtRequest, 4, 100}, {Op::KillAtWrite, 4, 100}}},
    {{{Op::Disk, 8, 100}}},
    {{{Op::Clock, 6, 100}}},
    {{{Op::Snapshot, 3, 100}, {Op::Restore, 2, 60}, {Op::Recreate, 1, 50}, {Op::Empty, 1, 50}}},
    {{{Op::Compact, 2, 70},
      {Op::ShortHistories, 1, 50},
      {Op::Rewind, 2, 60},
      {Op::NewPassword, 2, 60}}},
}};

/// What somebody does who has a window open, instead of some of the above.
constexpr Weight kAtTheDesk[] = {
    {Op::OpenNote, 4, 100}, {Op::TypeInWindow, 10, 100}, {Op::KillTyping, 1, 100},
    {Op::Command, 6, 100},  {Op::TagAll, 1, 30},
};
constexpr int kDeskPercent = 25; ///< of the steps of such a seed

class Planner {
public:
    explicit Planner(quint64 seed)
        : m_random(seed * 2 + 1)
    {
        m_plan.seed = seed;
    }

    Plan make()
    {
        static constexpr int kDevices[] = {2, 2, 2, 2, 3, 3, 3, 4, 4, 5};
        m_plan.devices = kDevices[below(std::size(kDevices))];
        m_plan.clocksHeal = chance(70);
        const int length = steps();
        chooseTaste();
        const bool faulty = m_plan.seed % 3 != 0;
        if (faulty)
            chooseFaults();
        const int density = faulty ? 4 + int(below(16)) : 0; // percent
        for (int i = 0; i < length; ++i)
            m_plan.steps.append(step(chance(density) ? pick(m_faults) : pick(m_personal), i));
        if (chance(2))
            addManyEdits();
        if (m_plan.seed >= kFirstWithWindows) {
            if (chance(8))
                addLies();
            if (chance(70))
                openWindows();
        }
        return m_plan;
    }

private:
    quint64 below(quint64 bound) { return m_random.below(bound); }
    bool chance(int percent) { return int(below(100)) < percent; }

    /// 50 to 400, the short ones more often.
    int steps()
    {
        const double u = double(below(10'000)) / 10'000;
        return 50 + int(350 * u * u * u * u);
    }

    void chooseTaste()
    {
        for (const Weight &weight : kPersonal) {
            if (chance(weight.taste))
                m_personal.append({weight.op, weight.weight * (chance(15) ? 4 : 1), 0});
        }
        m_hurry = int(below(3));
    }

    void chooseFaults()
    {
        const int families = 1 + int(below(4));
        for (int i = 0; i < families; ++i) {
            for (const Weight &weight : kFamilies[below(kFamilies.size())]) {
                if (weight.weight > 0 && chance(weight.taste))
                    m_faults.append(weight);
            }
        }
        if (m_faults.isEmpty())
            m_faults.append({Op::Network, 1, 100});
        if (chance(20))
            m_faults.append({chance(50) ? Op::LockOut : Op::ExpireSessions, 2, 100});
    }

    Op pick(const QList<Weight> &from)
    {
        int all = 0;
        for (const Weight &weight : from)
            all += weight.weight;
        int at = int(below(quint64(all)));
        for (const Weight &weight : from) {
            at -= weight.weight;
            if (at < 0)
                return weight.op;
        }
        return from.first().op;
    }

    Step step(Op op, int number)
    {
        Step step;
        step.op = number < 2 ? Op::Create : op;
        step.device = int(below(5));
        step.what = quint32(below(1'000));
        step.amount = quint32(below(1'000));
        step.dice = quint32(below(1'000'000));
        step.after = pause();
        return step;
    }

    /// Some people are in a hurry: then nothing is ever quite finished.
    int pause()
    {
        const int kind = int(below(100));
        const int hasty = m_hurry * 25; // percent
        if (kind < 20 + hasty / 2)
            return 0;
        if (kind < 35 + hasty / 2)
            return -1 - int(below(30));
        if (kind < 55 + hasty / 2)
            return 100 + int(below(2'000));
        if (kind < 95)
            return 2'100 + int(below(6'000));
        return 30'000 + int(below(60'000));
    }

    void addManyEdits()
    {
        const int device = int(below(5));
        const auto at = qsizetype(below(quint64(m_plan.steps.size())));
        for (const Op op : {Op::Online, Op::ManyEdits, Op::Offline}) {
            Step many = step(op, 2);
            many.device = device;
            many.amount = 1'001 + quint32(below(50));
            m_plan.steps.insert(at, many);
        }
    }

    void openWindows()
    {
        QList<Weight> desk;
        for (const Weight &weight : kAtTheDesk) {
            if (chance(weight.taste))
                desk.append(weight);
        }
        for (qsizetype i = 2; i < m_plan.steps.size(); ++i) {
            Step &step = m_plan.steps[i];
            if (!isFault(step.op) && step.op < Op::Restart && chance(kDeskPercent))
                step.op = pick(desk);
        }
    }

    /// A server that takes away what nobody removed. Nothing else takes it away or gives it back,
    /// or counts the hours otherwise.
    void addLies()
    {
        m_plan.lies = true;
        m_plan.steps.removeIf([](const Step &step) {
            return step.op == Op::Restore || step.op == Op::Recreate || step.op == Op::Empty
                || step.op == Op::Policy || step.op == Op::Clock;
        });
        Step many = step(Op::ManyNotes, 2);
        many.after = 8'000;
        m_plan.steps.insert(2, many);
        const qsizetype first = 3 + m_plan.steps.size() / 4;
        const int lies = 1 + int(below(4));
        for (int i = 0; i < lies; ++i)
            insertAfter(first, chance(30) ? Op::Nonsense : Op::Lie);
        for (const Op op : {Op::Lie, Op::Answer, Op::Answer, Op::TakeBack, Op::Online})
            insertAfter(first, op);
        if (chance(40)) {
            insertAfter(3, Op::Offline);
            insertAfter(3, Op::TagAll);
        }
    }
    void insertAfter(qsizetype first, Op op)
    {
        const auto at = first + qsizetype(below(quint64(m_plan.steps.size() - first) + 1));
        m_plan.steps.insert(at, step(op, 2));
    }

    SeededRandom m_random;
    Plan m_plan;
    QList<Weight> m_personal;
    QList<Weight> m_faults;
    int m_hurry = 0;
};

} // namespace

Plan makePlan(quint64 seed) { return Planner(seed).make(); }

} // namespace cairn::sim
