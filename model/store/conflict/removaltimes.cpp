// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/conflict/removaltimes.h"

#include "clock.h"
#include "store/sqlite/database.h"
#include "store/tree/believedtime.h"
#include "store/tree/storecontext.h"

namespace cairn::removaltimes {

Result<void> straighten(StoreContext &context)
{
    const qint64 now = context.clock.nowMs();
    BelievedTime time(context.database, context.meta, context.clock);
    CAIRN_ASSIGN(const std::optional<qint64> believed, time.now());
    if (!believed || *believed == now) // it says no later than the clock, which may be behind
        return {};
    // What was shown first: it is compared with the removals as they were.
    for (const char *sql :
         {"UPDATE shown_before SET at = :now + (at > coalesce((SELECT max(m.at) FROM removal m"
          " WHERE m.document = shown_before.document AND m.kind <> 'halved'), 0)) WHERE at > :now "
          "+ 1",
          "UPDATE removal SET at = :now WHERE at > :now",
          "UPDATE here_before SET at = :now WHERE at > :now"}) {
        auto row = context.database.statement(QLatin1String(sql));
        CAIRN_TRY(row.bind(":now", now).run());
    }
    return {};
}

} // namespace cairn::removaltimes
