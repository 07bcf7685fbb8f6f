// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/replica/emergencyids.h"

#include "store/sqlite/database.h"
#include "store/tree/storecontext.h"

#include <algorithm>

namespace cairn {
namespace {

/// Who marks more notes than this has no emergency.
constexpr int kMaxNotes = 500;

} // namespace

EmergencyIds::EmergencyIds(StoreContext &context)
    : m_context(context)
{
}

Result<QStringList> EmergencyIds::agreed(const QStringList &listed)
{
    auto rows = m_context.database.statement(
        QStringLiteral("SELECT d.id FROM note n JOIN document d ON d.key = n.document"
                       " WHERE n.emergency = 1 AND n.trashed = 0 AND n.conflict = 0"
                       " AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.document = n.document)"
                       " ORDER BY d.id LIMIT :limit"));
    rows.bind(":limit", kMaxNotes);
    CAIRN_TRY(rows.run());
    QStringList ids;
    while (rows.next())
        ids.append(rows.text(0));
    CAIRN_TRY(rows.status());
    for (const QString &id : listed) {
        CAIRN_ASSIGN(const bool undecided, isUndecided(id));
        if (undecided)
            ids.append(id);
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

Result<bool> EmergencyIds::isUndecided(const QString &id)
{
    auto row = m_context.database.statement(
        QStringLiteral("SELECT 1 FROM document d LEFT JOIN note n ON n.document = d.key"
                       " LEFT JOIN outbox o ON o.document = d.key"
                       " WHERE d.id = :id AND (n.conflict = 1 OR o.id IS NOT NULL)"));
    row.bind(":id", id);
    CAIRN_TRY(row.run());
    const bool found = row.next();
    CAIRN_TRY(row.status());
    return found;
}

} // namespace cairn
