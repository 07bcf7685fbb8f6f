// SPDX-License-Identifier: GPL-3.0-or-later
#include "minimiser.h"

#include <algorithm>

namespace cairn::sim {

namespace {

class Minimiser {
public:
    Minimiser(Plan plan, QString invariant, int budget)
        : m_plan(std::move(plan))
        , m_invariant(std::move(invariant))
        , m_left(budget)
    {
    }

    Plan find()
    {
        cutTail();
        dropParts();
        dropDevices();
        calm();
        return m_plan;
    }

private:
    bool fails(const Plan &plan, int *atStep = nullptr)
    {
        if (m_left-- <= 0)
            return false;
        const Outcome outcome = run(plan);
        if (atStep)
            *atStep = outcome.step;
        return outcome.violation && outcome.violation->invariant == m_invariant;
    }

    /// What comes after the step at which it was seen did not matter.
    void cutTail()
    {
        int step = -1;
        if (!fails(m_plan, &step) || step < 0)
            return;
        m_plan.steps.resize(std::min<qsizetype>(m_plan.steps.size(), step + 1));
    }

    void dropParts()
    {
        for (qsizetype part = std::max<qsizetype>(m_plan.steps.size() / 2, 1); m_left > 0;) {
            bool dropped = false;
            for (qsizetype at = m_plan.steps.size() - part; at > -part && m_left > 0; at -= part) {
                Plan smaller = m_plan;
                const qsizetype from = std::max<qsizetype>(at, 0);
                smaller.steps.remove(from, std::min(part, smaller.steps.size() - from));
                if (smaller.steps.size() < m_plan.steps.size() && fails(smaller)) {
                    m_plan = smaller;
                    dropped = true;
                }
            }
            if (part == 1 && !dropped)
                return;
            part = std::max<qsizetype>(part / 2, 1);
        }
    }

    void dropDevices()
    {
        while (m_plan.devices > 1 && m_left > 0) {
            Plan smaller = m_plan;
            --smaller.devices;
            if (!fails(smaller))
                return;
            m_plan = smaller;
        }
    }

    /// Times that are easier to read.
    void calm()
    {
        for (qsizetype i = 0; i < m_plan.steps.size() && m_left > 0; ++i) {
            Plan calmer = m_plan;
            calmer.steps[i].after = 0;
            if (m_plan.steps[i].after != 0 && fails(calmer))
                m_plan = calmer;
        }
    }

    Plan m_plan;
    const QString m_invariant;
    int m_left;
};

} // namespace

Plan minimise(const Plan &failing, const QString &invariant, int budget)
{
    return Minimiser(failing, invariant, budget).find();
}

} // namespace cairn::sim
