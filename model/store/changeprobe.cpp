// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/changeprobe.h"

#include "store/sqlite/database.h"
#include "store/tree/storegeneration.h"

namespace cairn {

ChangeProbe::ChangeProbe(Database &database)
    : m_database(database)
{
    // Should this fail, the first poll says "everything".
    qint64 ignored = 0;
    const auto version = m_database.dataVersion();
    const auto first = mark(&ignored);
    if (version && first) {
        m_version = *version;
        m_mark = *first;
    }
}

Result<std::optional<ChangeProbe::Found>> ChangeProbe::poll()
{
    CAIRN_ASSIGN(const qint64 version, m_database.dataVersion());
    if (version == m_version)
        return std::nullopt;
    qint64 newNotes = 0;
    CAIRN_ASSIGN(const Mark now, mark(&newNotes));
    Found found;
    ChangeSet &changes = found.changes;
    changes.origin = ChangeSet::Origin::Elsewhere;
    changes.notebooks = changes.templates = changes.tags = changes.tallies = changes.outbox =
        changes.conflicts = true;
    // Rows are numbered again at every update, and the greatest number is reused after a removal:
    // fewer notes than there should be tells of that.
    changes.everything = m_version < 0 || now.row < m_mark.row
        || now.notes < m_mark.notes + newNotes || now.generation != m_mark.generation;
    found.replaced = m_version >= 0 && now.generation != m_mark.generation;
    if (!changes.everything) {
        CAIRN_ASSIGN(found.notes, changedAfter(m_mark.row));
    }
    m_version = version;
    m_mark = now;
    return found;
}

Result<qint64> ChangeProbe::newestUpdate()
{
    Statement query =
        m_database.statement(QStringLiteral("SELECT coalesce(max(rowid), 0) FROM note"));
    CAIRN_TRY(query.run());
    return query.next() ? query.integer(0) : 0;
}

Result<ChangeProbe::Mark> ChangeProbe::mark(qint64 *newNotes)
{
    Statement query = m_database.statement(QStringLiteral(
        "SELECT (SELECT coalesce(max(rowid), 0) FROM note),"
        " (SELECT coalesce(max(key), 0) FROM document),"
        " (SELECT coalesce(sum(notes), 0) FROM tally WHERE kind IN ('all', 'trash')),"
        " (SELECT count(*) FROM document d JOIN note n ON n.document = d.key WHERE d.key > "
        ":document),"
        " (SELECT value FROM meta WHERE name = :generation)"));
    query.bind(":document", m_mark.document).bind(":generation", kGenerationName.toString());
    CAIRN_TRY(query.run());
    if (!query.next())
        return failure(ErrorKind::Storage, QStringLiteral("no answer"), m_database.file());
    *newNotes = query.integer(3);
    return Mark{query.integer(0), query.integer(1), query.integer(2), query.text(4)};
}

Result<QHash<qint64, qint64>> ChangeProbe::changedAfter(qint64 row)
{
    Statement query =
        m_database.statement(QStringLiteral("SELECT document, rowid FROM note WHERE rowid > :row"));
    CAIRN_TRY(query.bind(":row", row).run());
    QHash<qint64, qint64> notes;
    while (query.next())
        notes.insert(query.integer(0), query.integer(1));
    CAIRN_TRY(query.status());
    return notes;
}

} // namespace cairn
