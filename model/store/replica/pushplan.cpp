// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/replica/pushplan.h"

#include "ancestry.h"
#include "json.h"
#include "store/sqlite/database.h"

namespace cairn {

PushPlan::PushPlan(Database &database, qint64 nowMs)
    : m_database(database)
    , m_nowMs(nowMs)
{
}

Result<QList<PushDocument>>
PushPlan::next(int limit, qint64 maxBytes, const QSet<qint64> &inFlight, PushScope scope)
{
    CAIRN_ASSIGN(QList<PushDocument> candidates, due(limit, inFlight, scope));
    QList<PushDocument> chosen;
    m_damaged.clear();
    qint64 total = 0;
    for (PushDocument &document : candidates) {
        CAIRN_ASSIGN(const qint64 bytes, readLeaves(document));
        if (document.revisions.isEmpty())
            continue;
        if (!chosen.isEmpty() && total + bytes > maxBytes)
            break; // the order of the outbox is kept: nothing overtakes a large document
        total += bytes;
        chosen.append(std::move(document));
    }
    return chosen;
}

Result<bool> PushPlan::hasUrgent()
{
    auto row = m_database.statement(
        QStringLiteral("SELECT 1 FROM outbox WHERE dead = 0 AND priority = :urgent"
                       " AND next_attempt_at NOT BETWEEN :now + 1 AND :latest LIMIT 1"));
    row.bind(":urgent", kEmergencyPriority)
        .bind(":now", m_nowMs)
        .bind(":latest", m_nowMs + kLongestRetryWaitMs);
    CAIRN_TRY(row.run());
    const bool found = row.next();
    CAIRN_TRY(row.status());
    return found;
}

Result<QList<PushDocument>> PushPlan::due(int limit, const QSet<qint64> &inFlight, PushScope scope)
{
    // What the row depends on must have been sent. A dead letter is not waited for: a note whose
    // notebook the server refuses is worth more there without its notebook than not at all.
    auto rows = m_database.statement(QStringLiteral(
        "SELECT o.id, o.document, d.id FROM outbox o JOIN document d ON d.key = o.document"
        " WHERE o.dead = 0 AND o.next_attempt_at NOT BETWEEN :now + 1 AND :latest AND NOT EXISTS"
        " (SELECT 1 FROM outbox_dependency p JOIN outbox w ON w.document = p.depends_on"
        "  WHERE p.document = o.document AND w.dead = 0)"
        " AND o.priority >= :least"
        " ORDER BY o.dead, o.priority DESC, o.enqueued_at, o.id LIMIT :limit"));
    rows.bind(":now", m_nowMs)
        .bind(":latest", m_nowMs + kLongestRetryWaitMs)
        .bind(":least", scope == PushScope::Urgent ? kNotebookPriority : 0)
        .bind(":limit", limit + inFlight.size());
    CAIRN_TRY(rows.run());
    QList<PushDocument> documents;
    while (documents.size() < limit && rows.next()) {
        if (!inFlight.contains(rows.integer(1)))
            documents.append({rows.integer(0), rows.integer(1), rows.text(2), {}});
    }
    CAIRN_TRY(rows.status());
    return documents;
}

Result<qint64> PushPlan::readLeaves(PushDocument &document)
{
    // Live ones first. As long as there are some, tombstones wait for their confirmation: should
    // the server refuse a merged revision, the leaf that it absorbed must still be open there.
    auto rows = m_database.statement(QStringLiteral(
        "SELECT key, generation, hash, deleted, parent IS NOT NULL, body FROM revision"
        " WHERE document = :document AND leaf = 1 AND acknowledged = 0"
        " ORDER BY deleted, generation, hash"));
    rows.bind(":document", document.documentKey);
    CAIRN_TRY(rows.run());
    qint64 bytes = 0;
    bool damaged = false;
    while (rows.next()) {
        PushRevision revision;
        revision.rev = {int(rows.integer(1)), rows.text(2).toUtf8()};
        revision.deleted = rows.integer(3) != 0;
        if (revision.deleted && damaged)
            break;
        if (revision.deleted && !document.revisions.isEmpty()
            && !document.revisions.first().deleted)
            break;
        const QByteArray kept = rows.blob(5);
        const Seal otherwise = revision.deleted ? Seal::Living : Seal::Deleted;
        const bool isTheSame = isReadable(kept) && sealOf(kept) != otherwise;
        if (!isTheSame && (!revision.deleted || sealOf(kept) == otherwise)) {
            damaged = true; // never sent as if it were empty, or gone
            continue;
        }
        revision.body = isTheSame ? jsonOfBody(kept) : QByteArrayLiteral("{}");
        revision.path = {revision.rev};
        if (rows.integer(4) != 0) {
            CAIRN_ASSIGN(revision.path, readPath(rows.integer(0)));
        }
        bytes += revision.body.size();
        document.revisions.append(std::move(revision));
    }
    CAIRN_TRY(rows.status());
    if (damaged && document.revisions.isEmpty())
        m_damaged.append(document.outboxId);
    return bytes;
}

Result<QList<RevId>> PushPlan::readPath(qint64 revisionKey)
{
    auto rows = m_database.statement(QStringLiteral(
        "WITH RECURSIVE line(generation, hash, parent) AS ("
        " SELECT generation, hash, parent FROM revision WHERE key = :key"
        " UNION ALL"
        " SELECT r.generation, r.hash, r.parent FROM line"
        "  JOIN revision r ON r.key = line.parent AND r.generation = line.generation - 1"
        " LIMIT :limit)"
        " SELECT generation, hash FROM line"));
    rows.bind(":key", revisionKey).bind(":limit", kMaxAncestors);
    CAIRN_TRY(rows.run());
    QList<RevId> path;
    while (rows.next())
        path.append({int(rows.integer(0)), rows.text(1).toUtf8()});
    CAIRN_TRY(rows.status());
    return path;
}

} // namespace cairn
