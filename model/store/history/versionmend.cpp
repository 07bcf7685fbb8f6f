// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/history/versionmend.h"

#include "store/sqlite/database.h"

namespace cairn {

Result<QStringList> mendVersions(Database &database)
{
    CAIRN_TRY(database.execute(QStringLiteral(
        "UPDATE version SET body = (SELECT r.body FROM revision r"
        " WHERE r.document = version.document AND r.generation = version.generation"
        " AND r.hash = version.hash) WHERE NOT cairn_readable(body) AND EXISTS (SELECT 1"
        " FROM revision r WHERE r.document = version.document"
        " AND r.generation = version.generation AND r.hash = version.hash"
        " AND cairn_readable(r.body))")));
    QStringList lost;
    {
        Statement rows = database.statement(
            QStringLiteral("SELECT d.id FROM version v JOIN document d ON d.key = v.document"
                           " WHERE NOT cairn_readable(v.body)"));
        CAIRN_TRY(rows.run());
        while (rows.next())
            lost.append(rows.text(0));
        CAIRN_TRY(rows.status());
    }
    CAIRN_TRY(
        database.execute(QStringLiteral("DELETE FROM version WHERE NOT cairn_readable(body)")));
    return lost;
}

} // namespace cairn
