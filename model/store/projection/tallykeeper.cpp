// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/projection/tallykeeper.h"

#include "store/sqlite/database.h"

namespace cairn {

TallyKeeper::TallyKeeper(Database &database)
    : m_database(database)
{
}

void TallyKeeper::add(QStringView kind, const QString &name, int notes)
{
    m_changes[{kind.toString(), name}] += notes;
}

Result<void> TallyKeeper::write(ChangeSet &changes)
{
    for (auto it = m_changes.cbegin(); it != m_changes.cend(); ++it) {
        if (it.value() == 0)
            continue;
        const auto &[kind, name] = it.key();
        Statement add = m_database.statement(QStringLiteral(
            "INSERT INTO tally (kind, name, notes) VALUES (:kind, :name, :notes)"
            " ON CONFLICT (kind, name) DO UPDATE SET notes = notes + excluded.notes"));
        add.bind(":kind", kind).bind(":name", name).bind(":notes", it.value());
        CAIRN_TRY(add.run());
        if (it.value() < 0 && !name.isEmpty()) { // tags and notebooks come and go
            Statement drop = m_database.statement(QStringLiteral(
                "DELETE FROM tally WHERE kind = :kind AND name = :name AND notes = 0"));
            drop.bind(":kind", kind).bind(":name", name);
            CAIRN_TRY(drop.run());
        }
        changes.tallies = true;
        changes.tags |= kind == QLatin1String("tag");
    }
    m_changes.clear();
    return {};
}

} // namespace cairn
