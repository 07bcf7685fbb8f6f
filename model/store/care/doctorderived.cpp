// SPDX-License-Identifier: GPL-3.0-or-later
// Doctor: what is derived from revisions, against the revisions.

#include "document.h"
#include "json.h"
#include "notetext.h"
#include "store/care/doctor.h"
#include "store/care/textrescue.h"
#include "store/projection/notebooktree.h"
#include "store/projection/noterow.h"
#include "store/sqlite/database.h"
#include "store/tree/storecontext.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace cairn {

namespace {

constexpr qsizetype kNamed = 5; ///< so many ids are named in a detail

/// Collects ids of documents that are wrong.
struct Wrong {
    qint64 count = 0;
    QStringList ids;
    void add(const QString &id)
    {
        if (++count <= kNamed)
            ids.append(id);
    }
    DoctorCheck verdict(const QString &name, const QString &detail) const
    {
        if (count == 0)
            return {name, true, {}};
        return {
            name, false,
            QStringLiteral("%1: %2 (%3)")
                .arg(detail)
                .arg(count)
                .arg(ids.join(QStringLiteral(", ")))};
    }
};

QJsonObject bodyAt(const Statement &row, int column)
{
    return readBody(row.blob(column)).value_or(QJsonObject());
}

/// A row of `note` as text, and the one that the body makes; times and flags as numbers. `notebook`
/// is left to the tree of twins.
QVariantList expectedNote(const NoteRow &row)
{
    return {
        row.title,
        titleKeyOf(row.title),
        previewOf(row.body),
        row.body,
        QString::fromUtf8(
            QJsonDocument(QJsonArray::fromStringList(row.tags)).toJson(QJsonDocument::Compact)),
        int(row.pinned),
        int(row.emergency),
        row.color,
        row.createdAt,
        row.updatedAt,
        int(row.trashedAt.has_value()),
        row.trashedAt.value_or(0),
        row.openTasks,
        int(row.resolved),
        row.source};
}

/// Qt's JSON parser takes a U+FEFF at the beginning of a text for a mark of byte order, and leaves
/// it out.
QStringView withoutMark(QStringView text)
{
    while (text.startsWith(QChar(QChar::ByteOrderMark)))
        text = text.sliced(1);
    return text;
}

constexpr char kNoteColumns[] =
    "n.title, n.title_key, n.preview, n.body, n.tags, n.pinned, n.emergency, n.color, n.created_at,"
    " n.updated_at, n.trashed, coalesce(n.trashed_at, 0), n.open_tasks, n.resolved, "
    "coalesce(n.source, '')";

bool sameNote(const Statement &row, int first, const QVariantList &expected)
{
    for (int i = 0; i < expected.size(); ++i) {
        if (withoutMark(row.text(first + i)) != withoutMark(expected.at(i).toString()))
            return false;
    }
    return true;
}

} // namespace

Result<DoctorCheck> Doctor::checkBodies()
{
    CAIRN_ASSIGN(const TextRescue::Count found, TextRescue::count(m_context, kNamed));
    DoctorCheck check = Wrong{found.damaged, found.ids}.verdict(
        QStringLiteral("bodies"),
        QStringLiteral("versions whose text is missing or cannot be read"));
    if (found.asked > 0)
        check.detail += QStringLiteral("; the next sync asks the server for %1").arg(found.asked);
    return check;
}

Result<DoctorCheck> Doctor::checkNotes()
{
    CAIRN_ASSIGN(const NotebookTree notebooks, NotebookTree::load(m_context.database));
    Wrong wrong;
    {
        auto rows = m_context.database.statement(
            QStringLiteral(
                "SELECT d.id, r.deleted, r.body, n.document, n.notebook, %1 FROM document d"
                " JOIN revision r ON r.key = d.displayed LEFT JOIN note n ON n.document = d.key"
                " WHERE d.type = 'note' AND (r.deleted = 1 OR cairn_readable(r.body))")
                .arg(QLatin1String(kNoteColumns)));
        CAIRN_TRY(rows.run());
        while (rows.next()) {
            const bool shown = !rows.isNull(3);
            if (rows.integer(1) != 0) {
                if (shown)
                    wrong.add(rows.text(0));
                continue;
            }
            const NoteRow note = readNote(bodyAt(rows, 2));
            if (!shown || rows.text(4) != notebooks.placeOf(note.notebook)
                || !sameNote(rows, 5, expectedNote(note)))
                wrong.add(rows.text(0));
        }
        CAIRN_TRY(rows.status());
    }
    auto strays = m_context.database.statement(QStringLiteral(
        "SELECT d.id FROM note n JOIN document d ON d.key = n.document WHERE d.type <> 'note'"
        " UNION ALL SELECT d.id FROM note n JOIN document d ON d.key = n.document"
        "  WHERE (SELECT group_concat(tag, char(10)) FROM"
        "   (SELECT tag FROM note_tag t WHERE t.document = n.document ORDER BY tag))"
        "  IS NOT (SELECT group_concat(tag, char(10)) FROM"
        "   (SELECT cairn_tag_key(value) AS tag FROM json_each(n.tags) ORDER BY tag))"
        " UNION ALL SELECT d.id FROM note_tag t JOIN document d ON d.key = t.document"
        "  WHERE NOT EXISTS (SELECT 1 FROM note n WHERE n.document = t.document)"
        // The reconciler decides whether a conflict opens; until it has looked, an open one stays.
        " UNION ALL SELECT d.id FROM note n JOIN document d ON d.key = n.document"
        "  WHERE d.reconcile = 0 AND n.conflict <> ((SELECT count(*) FROM revision r"
        "   WHERE r.document = d.key AND r.leaf = 1 AND r.deleted = 0) > 1)"));
    CAIRN_TRY(strays.run());
    while (strays.next())
        wrong.add(strays.text(0));
    CAIRN_TRY(strays.status());
    return wrong.verdict(
        QStringLiteral("notes"), QStringLiteral("notes that are not shown as they were written"));
}

Result<DoctorCheck> Doctor::checkNotebooks()
{
    Wrong wrong;
    auto rows = m_context.database.statement(
        QStringLiteral("SELECT d.id, r.deleted, r.body, n.name, coalesce(n.parent, ''), "
                       "coalesce(n.merged_into, ''),"
                       " n.document IS NOT NULL AND n.id = d.id FROM document d JOIN revision r ON "
                       "r.key = d.displayed"
                       " LEFT JOIN notebook n ON n.document = d.key"
                       " WHERE d.type = 'notebook' AND (r.deleted = 1 OR cairn_readable(r.body))"));
    CAIRN_TRY(rows.run());
    while (rows.next()) {
        const QJsonObject body = bodyAt(rows, 2);
        const bool same = rows.text(3) == body.value(field::kName).toString().left(kMaxNotebookName)
            && rows.text(4) == body.value(field::kParent).toString()
            && rows.text(5) == body.value(field::kMergedInto).toString();
        const bool shown = rows.integer(6) != 0;
        const bool deleted = rows.integer(1) != 0;
        if (deleted ? shown : !(shown && same))
            wrong.add(rows.text(0));
    }
    CAIRN_TRY(rows.status());
    return wrong.verdict(
        QStringLiteral("notebooks"),
        QStringLiteral("notebooks that are not shown as they were written"));
}

namespace {

/// Every tally as it should be: kind, name, notes.
constexpr char kCounted[] =
    "SELECT 'all' AS kind, '' AS name, count(*) AS notes FROM note WHERE trashed = 0"
    " UNION ALL SELECT 'trash', '', count(*) FROM note WHERE trashed = 1"
    " UNION ALL SELECT 'emergency', '', count(*) FROM note WHERE emergency = 1 AND trashed = 0"
    " UNION ALL SELECT 'open_tasks', '', count(*) FROM note WHERE open_tasks > 0 AND trashed = 0"
    " UNION ALL SELECT 'conflict', '', count(*) FROM note WHERE conflict = 1"
    " UNION ALL SELECT 'pending', '', count(*) FROM outbox WHERE dead = 0"
    " UNION ALL SELECT 'dead', '', count(*) FROM outbox WHERE dead = 1"
    " UNION ALL SELECT 'unread', '', count(*) FROM unread"
    " UNION ALL SELECT 'notebook', notebook, count(*) FROM note"
    "  WHERE trashed = 0 AND notebook IS NOT NULL GROUP BY notebook"
    " UNION ALL SELECT 'tag', tag, count(*) FROM note_tag t JOIN note n ON n.document = t.document"
    "  WHERE n.trashed = 0 GROUP BY tag";

} // namespace

Result<DoctorCheck> Doctor::checkNumbers()
{
    auto rows = m_context.database.statement(
        QStringLiteral(
            "WITH counted AS MATERIALIZED (%1) SELECT count(*) FROM ("
            "SELECT kind, name FROM (SELECT kind, name, notes FROM counted WHERE notes <> 0"
            "  EXCEPT SELECT kind, name, notes FROM tally)"
            " UNION SELECT kind, name FROM (SELECT kind, name, notes FROM tally WHERE notes <> 0"
            "  EXCEPT SELECT kind, name, notes FROM counted))")
            .arg(QLatin1String(kCounted)));
    CAIRN_TRY(rows.run());
    const qint64 wrong = rows.next() ? rows.integer(0) : 0;
    CAIRN_TRY(rows.status());
    return DoctorCheck{
        QStringLiteral("numbers"), wrong == 0,
        wrong == 0 ? QString() : QStringLiteral("numbers that are not right: %1").arg(wrong)};
}

Result<void> Doctor::recount()
{
    CAIRN_TRY(m_context.database.execute(QStringLiteral("DELETE FROM tally")));
    return m_context.database.execute(QStringLiteral("INSERT INTO tally (kind, name, notes) SELECT "
                                                     "kind, name, notes FROM (%1) WHERE notes > 0")
                                          .arg(QLatin1String(kCounted)));
}

Result<DoctorCheck> Doctor::checkOutbox()
{
    Wrong wrong;
    auto rows = m_context.database.statement(
        QStringLiteral("SELECT d.id FROM document d LEFT JOIN outbox o ON o.document = d.key"
                       " WHERE o.dead NOT IN (0, 1) OR (o.document IS NOT NULL) <> EXISTS"
                       " (SELECT 1 FROM revision r WHERE r.document = d.key AND r.leaf = 1 AND "
                       "r.acknowledged = 0)"));
    CAIRN_TRY(rows.run());
    while (rows.next())
        wrong.add(rows.text(0));
    CAIRN_TRY(rows.status());
    return wrong.verdict(
        QStringLiteral("outbox"),
        QStringLiteral("documents that wait wrongly, or do not wait, to be sent"));
}

} // namespace cairn
