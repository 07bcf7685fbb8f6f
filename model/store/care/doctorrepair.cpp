// SPDX-License-Identifier: GPL-3.0-or-later
// Doctor: making again what is derived from revisions.

#include "store/care/doctor.h"
#include "store/care/storecopy.h"
#include "store/replica/outboxkeeper.h"
#include "store/replica/replicastore.h"
#include "store/sqlite/database.h"
#include "store/tree/documentstore.h"
#include "store/tree/storecontext.h"
#include "store/tree/treerepair.h"

#include <QFile>

#include <optional>

namespace cairn {

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
    CAIRN_TRY(damage ? repairDamaged(*damage, kept) : makeAgainFromRevisions());
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
    CAIRN_ASSIGN(const bool straightened, treerepair::straighten(m_context.database));
    CAIRN_ASSIGN(const bool forgotten, treerepair::restoreEmptyLeaves(m_context.database));
    if (straightened || forgotten)
        CAIRN_TRY(ReplicaStore(m_context).compareAnew());
    CAIRN_TRY(OutboxKeeper::dropOrphans(m_context.database));
    CAIRN_TRY(rebuildProjection());
    CAIRN_TRY(recount());
    return transaction.commit();
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
