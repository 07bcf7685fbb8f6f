// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simworld.h"

namespace cairn::sim {

/// A server that takes notes away that nobody removed, however it dresses that, and has documents
/// that nobody can read.
class Liar {
public:
    explicit Liar(SimWorld &world)
        : m_world(world)
    {
    }
    void lie(const Step &step);
    void talkNonsense(const Step &step);
    /// It tells the truth from now on. What it took away it does not give back.
    void repent();

private:
    QStringList victims(const Step &step);
    void take(const QString &id, quint32 dress);

    SimWorld &m_world;
    QStringList m_invented; ///< documents that were never there
    int m_told = 0;
};

} // namespace cairn::sim
