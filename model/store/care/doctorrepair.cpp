// SPDX-License-Identifier: GPL-3.0-or-later
// Doctor: making again what is derived from revisions.

#include "clock.h"
#include "document.h"
#include "note.h"
#include "store/care/doctor.h"
#include "store/care/storecopy.h"
#include "store/replica/outboxkeeper.h"
#include "store/replica/replicastore.h"
#include "store/sqlite/database.h"
#include "store/tree/documentstore.h"
#include "store/tree/leafwriter.h"
#include "store/tree/storecontext.h"
#include "store/tree/treerepair.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <optional>

namespace cairn {

namespace {

/// Whether what failed is more than sums and lists of what is there.
bool isAboutTexts(const QList<DoctorCheck> &checks)
{
    static const QStringList texts{
        QStringLiteral("references"), QStringLiteral("trees"), QStringLiteral("displayed"),
        QStringLiteral("bodies"), QStringLiteral("notes")};
    return std::any_of(checks.cbegin(), checks.cend(), [](const DoctorCheck &check) {
        return !check.ok && texts.contains(check.name);
    });
}

Result<bool> showsNotes(Database &database)
{
    Statement row = database.statement(QStringLiteral("SELECT 1 FROM note LIMIT 1"));
    CAIRN_TRY(row.run());
    const bool any = row.next();
    CAIRN_TRY(row.status());
    return any;
}

/// The document of a note as the list shows it: nothing of it is judged, it was taken once.
QJsonObject documentOf(StoreContext &context, const Note &note)
{
    QJsonObject body{
        {field::kType.toString(), kNoteType.toString()},
        {field::kSchema.toString(), kSchemaVersion},
        {field::kTitle.toString(), note.title},
        {field::kBody.toString(), note.body},
        {field::kCreatedAt.toString(), note.createdAt},
        {field::kUpdatedAt.toString(), context.clock.nowMs()}};
    if (!note.notebookId.isEmpty())
        body.insert(field::kNotebook, note.notebookId);
    if (!note.tags.isEmpty())
        body.insert(field::kTags, QJsonArray::fromStringList(note.tags));
    if (note.pinned)
        body.insert(field::kPinned, true);
    if (note.emergency)
        body.insert(field::kEmergency, true);
    if (!note.color.isEmpty())
        body.insert(field::kColor, note.color);
    if (note.trashedAt)
        body.insert(field::kTrashedAt, *note.trashedAt);
    stampBody(body, context);
    return body;
}

} // namespace

Result<QList<DoctorCheck>> Doctor::repair()
{
    CAIRN_ASSIGN(const QList<DoctorCheck> before, check());
    if (isHealthy(before))
        return before;
    std::optional<Damage> damage;
    if (!before.constFirst().ok) {
        CAIRN_ASSIGN(damage, findDamage());
        if (!damage->lost.isEmpty())
            return before; // what is still shown of it would go, and nothing could come instead
    }
    QString kept;
    if (!damage && isAboutTexts(before)) { // what is made again may have been all that was left
        CAIRN_ASSIGN(const bool shown, showsNotes(m_context.database));
        if (shown) {
            CAIRN_ASSIGN(kept, storecopy::keepAsItIs(m_context.database.file()));
        }
    }
    const Result<void> done = damage ? repairDamaged(*damage, kept) : makeAgainFromRevisions();
    if (!done && !damage && !kept.isEmpty())
        QFile::remove(kept); // nothing was changed
    CAIRN_TRY(done);
    ChangeSet changes;
    changes.origin = m_context.origin;
    changes.everything = true;
    if (m_context.publish)
        m_context.publish(changes);
    CAIRN_ASSIGN(QList<DoctorCheck> after, check());
    if (!kept.isEmpty()) {
        QString &detail = after.first().detail;
        detail += (detail.isEmpty() ? QString() : QStringLiteral("; "))
            + QStringLiteral("the file as it was is kept in %1").arg(kept);
    }
    return after;
}

/// Whoever is killed in it leaves the store as it was, or with all its lists.
Result<void> Doctor::repairDamaged(const Damage &damage, QString &kept)
{
    const bool elsewhere = damage.derived.isEmpty() && damage.indexes.isEmpty();
    if (elsewhere) { // in the list of free pages, and nothing can be written before it is sound
        CAIRN_ASSIGN(kept, storecopy::keepAsItIs(m_context.database.file()));
        CAIRN_TRY(writeAnew());
    }
    Transaction transaction(m_context.database);
    CAIRN_TRY(transaction.begin());
    if (!elsewhere) { // nobody else writes from here on
        CAIRN_ASSIGN(kept, storecopy::keepAsItIs(m_context.database.file()));
    }
    Result<void> done = replaceDamaged(damage);
    if (done)
        done = makeAgainFromRevisions();
    if (done)
        done = ReplicaStore(m_context)
                   .compareAnew(); // what the server gave last may be among what the disk lost
    if (done)
        done = transaction.commit();
    if (!done && !elsewhere)
        QFile::remove(kept); // nothing was changed
    CAIRN_TRY(done);
    return elsewhere ? Result<void>() : writeAnew();
}

Result<void> Doctor::makeAgainFromRevisions()
{
    Transaction transaction(m_context.database);
    CAIRN_TRY(transaction.begin());
    // First of all: rows of notes cannot go while the index disagrees about what they said.
    CAIRN_TRY(m_context.database.execute(
        QStringLiteral("INSERT INTO note_text (note_text) VALUES ('rebuild')")));
    CAIRN_TRY(rescueShown());
    CAIRN_ASSIGN(const bool straightened, treerepair::straighten(m_context.database));
    CAIRN_ASSIGN(const bool forgotten, treerepair::restoreEmptyLeaves(m_context.database));
    if (straightened || forgotten)
        CAIRN_TRY(ReplicaStore(m_context).compareAnew());
    CAIRN_TRY(OutboxKeeper::dropOrphans(m_context.database));
    CAIRN_TRY(rebuildProjection());
    CAIRN_TRY(recount());
    return transaction.commit();
}

/// What was never sent and lost its text, in a way that the history cannot make good, is still in
/// the list of notes: it is written anew from there.
Result<void> Doctor::rescueShown()
{
    QStringList ids;
    {
        Statement rows = m_context.database.statement(
            QStringLiteral("SELECT d.id FROM note n JOIN document d ON d.key = n.document"
                           " JOIN revision r ON r.key = d.displayed"
                           " WHERE r.deleted = 0 AND r.acknowledged = 0"
                           " AND (r.body IS NULL OR NOT json_valid(CAST(r.body AS TEXT)))"
                           " AND NOT EXISTS (SELECT 1 FROM version v WHERE v.document = r.document"
                           "  AND v.generation = r.generation AND v.hash = r.hash"
                           "  AND json_valid(CAST(v.body AS TEXT)))"));
        CAIRN_TRY(rows.run());
        while (rows.next())
            ids.append(rows.text(0));
        CAIRN_TRY(rows.status());
    }
    ChangeSet ignored; // everything will be announced
    for (const QString &id : std::as_const(ids)) {
        CAIRN_ASSIGN(const Note shown, note(id));
        const QJsonObject body = documentOf(m_context, shown);
        CAIRN_ASSIGN(std::optional<StoredDocument> document, m_context.documents.load(id));
        const RevId leaf = *document->displayed;
        CAIRN_TRY(treerepair::setText(m_context.database, document->states.value(leaf).key, body));
        CAIRN_ASSIGN(document, m_context.documents.load(id));
        CAIRN_TRY(m_context.documents.writeLocal(*document, leaf, false, body));
        CAIRN_TRY(m_context.documents.settle(*document, ignored));
    }
    return {};
}

/// Notebooks first, so that notes find their twins; notes in the order in which they were changed.
Result<void> Doctor::rebuildProjection()
{
    QList<qint64> keys;
    {
        auto rows = m_context.database.statement(
            QStringLiteral("SELECT d.key FROM document d LEFT JOIN note n ON n.document = d.key"
                           " ORDER BY d.type <> 'notebook', n.rowid, d.key"));
        CAIRN_TRY(rows.run());
        while (rows.next())
            keys.append(rows.integer(0));
        CAIRN_TRY(rows.status());
    }
    for (const char *table : {"note_tag", "tag_name", "note", "notebook", "tally"})
        CAIRN_TRY(m_context.database.execute(QLatin1String("DELETE FROM ") + QLatin1String(table)));
    ChangeSet ignored; // everything will be announced
    for (const qint64 key : std::as_const(keys)) {
        CAIRN_ASSIGN(std::optional<StoredDocument> document, m_context.documents.load(key));
        if (!document)
            continue;
        document->projected.reset();
        const auto settled = m_context.documents.settle(*document, ignored);
        // A text that is nowhere: the check will name it. Everything else is a failure of the
        // repair.
        if (!settled && settled.error().kind != ErrorKind::NotFound)
            return settled;
    }
    return {};
}

} // namespace cairn
