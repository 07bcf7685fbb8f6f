// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "simworld.h"

namespace cairn::sim {

/// I15: watches what each device shows. More notes than a person removes by hand never go from
/// view unless somebody did it or was asked, and what went can be found in one place.
class Vanishing {
public:
    explicit Vanishing(SimWorld &world)
        : m_world(world)
    {
    }
    void look(SimDevice &device); ///< whenever something may have happened
    void agreed(SimDevice &device, int notes); ///< its person lets so many go

private:
    struct Seen {
        bool visible = false;
        qsizetype letters = 0;
    };
    using View = QHash<QString, Seen>;
    struct Memory {
        View view;
        QHash<QString, qsizetype> letters; ///< of notes that went, before they did
        QHash<QString, qint64> gone; ///< when, on the device's clock
        QHash<QString, int> written; ///< how often somebody had written in it here
        int mayGo = 0; ///< because its person said so
        int most = 0; ///< that were ever visible
    };
    static std::optional<View> viewOf(SimDevice &device);
    bool isPersonal(const QString &id) const;
    void count(SimDevice &device, Memory &memory);
    void find(SimDevice &device, const Memory &memory);

    SimWorld &m_world;
    QHash<int, Memory> m_memories; ///< by device
};

} // namespace cairn::sim
