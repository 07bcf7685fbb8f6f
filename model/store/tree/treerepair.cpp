// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/tree/treerepair.h"

#include "store/sqlite/database.h"

#include <QJsonDocument>

namespace cairn::treerepair {

Result<bool> straighten(Database &database)
{
    bool changed = false;
    for (const char *sql : {
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

Result<void> setText(Database &database, qint64 revision, const QJsonObject &body)
{
    Statement text =
        database.statement(QStringLiteral("UPDATE revision SET body = :body WHERE key = :key"));
    text.bind(":body", QJsonDocument(body).toJson(QJsonDocument::Compact)).bind(":key", revision);
    return text.run();
}

Result<bool> restoreEmptyLeaves(Database &database)
{
    const QString empty = QStringLiteral(
        "leaf = 1 AND deleted = 0 AND (body IS NULL OR NOT json_valid(CAST(body AS TEXT)))");
    CAIRN_TRY(database.execute(
        QStringLiteral("UPDATE revision SET body = (SELECT v.body FROM version v"
                       " WHERE v.document = revision.document"
                       " AND v.generation = revision.generation AND v.hash = revision.hash)"
                       " WHERE ")
        + empty));
    Statement forget = database.statement(
        QStringLiteral("DELETE FROM revision WHERE acknowledged = 1 AND ") + empty);
    CAIRN_TRY(forget.run());
    if (forget.affected() == 0)
        return false;
    CAIRN_TRY(straighten(database));
    return true;
}

} // namespace cairn::treerepair
