// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/tree/storegeneration.h"

#include "store/sqlite/database.h"
#include "store/tree/storecontext.h"

namespace cairn {

Result<QString> storeGeneration(Database &database)
{
    auto row = database.statement(QStringLiteral("SELECT value FROM meta WHERE name = :name"));
    CAIRN_TRY(row.bind(":name", kGenerationName.toString()).run());
    if (row.next())
        return row.text(0);
    CAIRN_TRY(row.status());
    return QString();
}

Result<void> checkGeneration(const StoreContext &context)
{
    CAIRN_ASSIGN(const QString now, storeGeneration(context.database));
    if (now == context.generation)
        return {};
    return failure(
        ErrorKind::Transient, QStringLiteral("a backup was restored meanwhile"),
        ErrorReason::StoreReplaced);
}

Result<void> checkSameStore(Database &database, const QString &generation)
{
    CAIRN_ASSIGN(const QString now, storeGeneration(database));
    if (now == generation)
        return {};
    return failure(
        ErrorKind::Locked, QStringLiteral("a backup was restored since"),
        ErrorReason::StoreReplaced);
}

} // namespace cairn
