// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/projection/projectionreset.h"

#include "store/sqlite/database.h"

namespace cairn {

Result<void> resetProjection(Database &database, const QString &kept)
{
    for (const char *sql :
         {"DELETE FROM note_tag WHERE document NOT IN (%1)",
          "DELETE FROM note WHERE document NOT IN (%1)",
          "DELETE FROM notebook WHERE document NOT IN (%1)"})
        CAIRN_TRY(database.execute(QString::fromLatin1(sql).arg(kept)));
    CAIRN_TRY(database.execute(
        QStringLiteral("DELETE FROM tag_name WHERE tag NOT IN (SELECT tag FROM note_tag)")));
    return database.execute(QStringLiteral("DELETE FROM tally"));
}

} // namespace cairn
