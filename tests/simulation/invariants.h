// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simworld.h"
#include "vanishing.h"

namespace cairn::sim {

/// The checks of the simulator (I1 … I16 of its README). Each says what is wrong where, through
/// SimWorld::fail; the first one counts.
class Invariants {
public:
    explicit Invariants(SimWorld &world)
        : m_world(world)
    {
    }
    void setShortHistories(bool on) { m_shortHistories = on; }
    Vanishing &vanishing() { return m_vanishing; }
    void setPolicies(bool on) { m_policies = on; }

    void afterStep(int number); ///< some every time, the dear ones now and then
    void afterRestart(SimDevice &device); ///< I7
    /// I1, I2, I4, I9, I13: when all have synced and nothing goes wrong. `decided`: and people have
    /// decided what was open.
    void everywhere(bool decided);
    void anotherSync(); ///< I5
    void idle(); ///< I3: nothing is asked while nothing happens

private:
    void underTheCaret(SimDevice &device);
    void ownWords(SimDevice &device, const QString &invariant);
    void checkpoint(SimDevice &device);
    void acknowledgements(SimDevice &device);
    void revisions(SimDevice &device);
    void identities(SimDevice &device);
    void rememberVersions(SimDevice &device);
    void words();
    QStringList comparable(QStringList dump) const;
    void sameEverywhere();
    void notesOf(SimDevice &device);
    void books(SimDevice &device, const QString &invariant);
    void keptVersions(SimDevice &device);

    SimWorld &m_world;
    Vanishing m_vanishing{m_world};
    QHash<QString, QByteArray> m_contents; ///< of each revision ever seen: "id rev" -> hash
    bool m_shortHistories = false;
    bool m_policies = false;
};

} // namespace cairn::sim
