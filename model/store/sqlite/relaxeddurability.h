// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite/database.h"

namespace cairn {

/// While it lives, commits do not wait for the disk: for what a server can tell again. After a loss
/// of power the last of them may be missing, in the order in which they were made; whatever is
/// committed with full durability later brings them to the disk too. Outside transactions.
class RelaxedDurability {
public:
    explicit RelaxedDurability(Database &database)
        : m_database(database)
    {
    }
    ~RelaxedDurability()
    {
        if (m_relaxed)
            (void)m_database.setDurability(Database::Durability::Full);
    }
    Result<void> relax()
    {
        CAIRN_TRY(m_database.setDurability(Database::Durability::Normal));
        m_relaxed = true;
        return {};
    }

private:
    Q_DISABLE_COPY_MOVE(RelaxedDurability)
    Database &m_database;
    bool m_relaxed = false;
};

} // namespace cairn
