// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "json.h"
#include "store/sqlite/database.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

namespace cairn {

/// All leaves of all documents as text, sorted, for comparing with others: "id rev[ deleted] body".
inline Result<QStringList> leafDump(Database &database)
{
    QStringList result;
    Statement leaves = database.statement(
        QStringLiteral("SELECT d.id, r.generation, r.hash, r.deleted, r.body FROM revision r"
                       " JOIN document d ON d.key = r.document WHERE r.leaf = 1"));
    CAIRN_TRY(leaves.run());
    while (leaves.next()) {
        const QJsonObject body = readBody(leaves.blob(4)).value_or(QJsonObject());
        result.append(
            QStringLiteral("%1 %2-%3%4 %5")
                .arg(
                    leaves.text(0), leaves.text(1), leaves.text(2),
                    leaves.integer(3) ? QStringLiteral(" deleted") : QString(),
                    QString::fromUtf8(QJsonDocument(body).toJson(QJsonDocument::Compact))));
    }
    CAIRN_TRY(leaves.status());
    result.sort();
    return result;
}

/// Compares everything that the store keeps in step with what a recount from the documents gives:
/// leaf flags, displayed leaves, projection, tallies, tags, search index, outbox. Returns what
/// disagrees; empty: all is well.
inline QStringList storeProblems(Database &database)
{
    struct Check {
        const char *what;
        const char *sql; ///< each row is a problem; its first column is shown
    };
    static constexpr Check kChecks[] = {
        {"integrity",
         "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'"},
        {"foreign keys", "SELECT \"table\" FROM pragma_foreign_key_check"},
        {"leaf flag",
         "SELECT r.key FROM revision r WHERE r.leaf <> NOT EXISTS"
         " (SELECT 1 FROM revision c WHERE c.parent = r.key)"},
        {"leaf without body", "SELECT key FROM revision WHERE leaf = 1 AND body IS NULL"},
        {"displayed is no leaf",
         "SELECT d.key FROM document d LEFT JOIN revision r ON r.key = d.displayed"
         " WHERE (r.leaf IS NOT 1 OR r.document <> d.key) AND (d.displayed IS NOT NULL"
         " OR EXISTS (SELECT 1 FROM revision o WHERE o.document = d.key))"},
        {"displayed is deleted beside a live leaf",
         "SELECT d.key FROM document d JOIN revision r ON r.key = d.displayed WHERE r.deleted = 1"
         " AND EXISTS (SELECT 1 FROM revision o WHERE o.document = d.key AND o.leaf = 1 AND "
         "o.deleted = 0)"},
        {"note row",
         "SELECT d.key FROM document d JOIN revision r ON r.key = d.displayed"
         " LEFT JOIN note n ON n.document = d.key WHERE d.type = 'note'"
         " AND (n.document IS NOT NULL) <> (r.deleted = 0)"},
        {"note row's text",
         "SELECT d.key FROM note n JOIN document d ON d.key = n.document"
         " JOIN revision r ON r.key = d.displayed"
         " WHERE json_type(CAST(r.body AS TEXT), '$.body') = 'text'"
         " AND n.body <> json_extract(CAST(r.body AS TEXT), '$.body')"
         " AND instr(n.body, char(65533)) = 0"}, // stands for what a text cannot hold
        {"notebook row",
         "SELECT d.key FROM document d JOIN revision r ON r.key = d.displayed"
         " LEFT JOIN notebook n ON n.document = d.key WHERE d.type = 'notebook'"
         " AND (n.document IS NOT NULL) <> (r.deleted = 0)"},
        {"conflict flag",
         "SELECT n.document FROM note n JOIN document d ON d.key = n.document WHERE d.reconcile = 0"
         " AND n.conflict <> ((SELECT count(*) FROM revision r WHERE r.document = d.key"
         " AND r.leaf = 1 AND r.deleted = 0) > 1)"},
        {"outbox row",
         "SELECT d.key FROM document d LEFT JOIN outbox o ON o.document = d.key"
         " WHERE (o.id IS NOT NULL) <> EXISTS (SELECT 1 FROM revision r"
         " WHERE r.document = d.key AND r.leaf = 1 AND r.acknowledged = 0)"},
        {"acknowledged child of an unacknowledged parent",
         "SELECT r.key FROM revision r JOIN revision p ON p.key = r.parent"
         " WHERE r.acknowledged = 1 AND p.acknowledged = 0"},
        {"tags",
         "SELECT document FROM (SELECT n.document, cairn_tag_key(t.value) FROM note n, "
         "json_each(n.tags) t"
         " EXCEPT SELECT document, tag FROM note_tag)"},
        {"tags that are gone",
         "SELECT document FROM (SELECT document, tag FROM note_tag"
         " EXCEPT SELECT n.document, cairn_tag_key(t.value) FROM note n, json_each(n.tags) t)"},
        {"tally",
         "WITH counted (kind, name, notes) AS ("
         " SELECT 'all', '', count(*) FROM note WHERE trashed = 0"
         " UNION ALL SELECT 'trash', '', count(*) FROM note WHERE trashed = 1"
         " UNION ALL SELECT 'emergency', '', count(*) FROM note WHERE trashed = 0 AND emergency = 1"
         " UNION ALL SELECT 'open_tasks', '', count(*) FROM note WHERE trashed = 0 AND open_tasks "
         "> 0"
         " UNION ALL SELECT 'conflict', '', count(*) FROM note WHERE conflict = 1"
         " UNION ALL SELECT 'pending', '', count(*) FROM outbox WHERE dead = 0"
         " UNION ALL SELECT 'dead', '', count(*) FROM outbox WHERE dead = 1"
         " UNION ALL SELECT 'unread', '', count(*) FROM unread"
         " UNION ALL SELECT 'notebook', notebook, count(*) FROM note"
         " WHERE trashed = 0 AND notebook IS NOT NULL GROUP BY notebook"
         " UNION ALL SELECT 'tag', t.tag, count(*) FROM note_tag t JOIN note n ON n.document = "
         "t.document"
         " WHERE n.trashed = 0 GROUP BY t.tag)"
         " SELECT coalesce(c.kind, t.kind) || ' ' || coalesce(c.name, t.name) || ': ' ||"
         " coalesce(t.notes, 0) || ' instead of ' || coalesce(c.notes, 0)"
         " FROM counted c FULL JOIN tally t USING (kind, name)"
         " WHERE coalesce(t.notes, 0) <> coalesce(c.notes, 0)"},
        {"trashed", "SELECT document FROM note WHERE trashed <> (trashed_at IS NOT NULL)"},
    };
    QStringList problems;
    for (const Check &check : kChecks) {
        Statement query = database.statement(QString::fromLatin1(check.sql));
        if (const auto run = query.run(); !run) {
            problems.append(
                QString::fromLatin1(check.what) + QStringLiteral(": ") + run.error().message);
            continue;
        }
        while (query.next())
            problems.append(QString::fromLatin1(check.what) + QStringLiteral(": ") + query.text(0));
    }
    Transaction transaction(database); // see Database::beginImmediate
    if (const auto begun = transaction.begin(); !begun)
        problems.append(QStringLiteral("no transaction: ") + begun.error().message);
    const auto index = database.execute(
        QStringLiteral("INSERT INTO note_text (note_text, rank) VALUES ('integrity-check', 1)"));
    if (!index)
        problems.append(QStringLiteral("search index: ") + index.error().message);
    return problems;
}

} // namespace cairn
