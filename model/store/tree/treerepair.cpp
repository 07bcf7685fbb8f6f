// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/tree/treerepair.h"

#include "store/sqlite/database.h"

namespace cairn::treerepair {

Result<bool> straighten(Database &database)
{
    bool changed = false;
    for (const char *sql : {
             "UPDATE revision SET deleted = cairn_deleted(body)"
             " WHERE cairn_deleted(body) <> deleted",
             "UPDATE revision SET parent = NULL WHERE parent IS NOT NULL AND NOT EXISTS"
             " (SELECT 1 FROM revision p WHERE p.key = revision.parent"
             "  AND p.document = revision.document AND p.generation < revision.generation)",
             "UPDATE revision SET leaf = NOT EXISTS"
             " (SELECT 1 FROM revision c WHERE c.parent = revision.key)"
             " WHERE leaf <> NOT EXISTS (SELECT 1 FROM revision c WHERE c.parent = revision.key)",
             "UPDATE document SET displayed = NULL WHERE displayed IS NOT NULL AND NOT EXISTS"
             " (SELECT 1 FROM revision r WHERE r.key = document.displayed"
             "  AND r.document = document.key AND r.leaf = 1)",
             "DELETE FROM document WHERE NOT EXISTS"
             " (SELECT 1 FROM revision r WHERE r.document = document.key)"
             " AND NOT EXISTS (SELECT 1 FROM version v WHERE v.document = document.key)",
         }) {
        Statement repair = database.statement(QString::fromLatin1(sql));
        CAIRN_TRY(repair.run());
        changed = changed || repair.affected() > 0;
    }
    return changed;
}

Result<bool> restoreFromHistory(Database &database)
{
    auto rows = database.statement(
        QStringLiteral("UPDATE revision SET body = (SELECT v.body FROM version v"
                       " WHERE v.document = revision.document"
                       " AND v.generation = revision.generation AND v.hash = revision.hash)"
                       " WHERE leaf = 1 AND deleted = 0 AND NOT cairn_readable(body)"
                       " AND EXISTS (SELECT 1 FROM version v WHERE v.document = revision.document"
                       "  AND v.generation = revision.generation AND v.hash = revision.hash"
                       "  AND cairn_readable(v.body))"));
    CAIRN_TRY(rows.run());
    return rows.affected() > 0;
}

Result<QList<DamagedLeaf>> damagedLeaves(Database &database)
{
    Statement rows = database.statement(QStringLiteral(
        "SELECT r.key, d.key, d.id, d.type, r.generation, r.hash, r.acknowledged,"
        " coalesce(d.displayed = r.key, 0)"
        " FROM revision r JOIN document d ON d.key = r.document"
        " WHERE r.leaf = 1 AND r.deleted = 0 AND NOT cairn_readable(r.body) ORDER BY r.key"));
    CAIRN_TRY(rows.run());
    QList<DamagedLeaf> leaves;
    while (rows.next())
        leaves.append(
            {rows.integer(0),
             rows.integer(1),
             rows.text(2),
             rows.text(3),
             {int(rows.integer(4)), rows.text(5).toUtf8()},
             rows.integer(6) != 0,
             rows.integer(7) != 0});
    CAIRN_TRY(rows.status());
    return leaves;
}

Result<void> forgetText(Database &database, qint64 revision)
{
    Statement row =
        database.statement(QStringLiteral("UPDATE revision SET body = NULL WHERE key = :key"));
    return row.bind(":key", revision).run();
}

Result<void> giveUp(Database &database, qint64 revision)
{
    Statement row = database.statement(QStringLiteral("DELETE FROM revision WHERE key = :key"));
    return row.bind(":key", revision).run();
}

} // namespace cairn::treerepair
