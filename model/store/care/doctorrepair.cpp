// SPDX-License-Identifier: GPL-3.0-or-later
// Doctor: making again what is derived from revisions.

#include "store/care/doctor.h"
#include "store/care/storecopy.h"
#include "store/sqlite/database.h"
#include "store/tree/documentstore.h"
#include "store/tree/storecontext.h"

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
        done = compareAnew(); // what the server gave last may be among what the disk lost
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
    CAIRN_TRY(repairTrees());
    CAIRN_TRY(forgetEmptyLeaves());
    CAIRN_TRY(rebuildProjection());
    CAIRN_TRY(recount());
    return transaction.commit();
}

/// The next sync asks about everything, from the beginning.
Result<void> Doctor::compareAnew()
{
    return m_context.database.execute(QStringLiteral("DELETE FROM checkpoint"));
}

/// A revision or document that is gone from here may be what the server gave before the checkpoint,
/// and would not be given again.
Result<void> Doctor::repairTrees()
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
        Statement repair = m_context.database.statement(QString::fromLatin1(sql));
        CAIRN_TRY(repair.run());
        changed = changed || repair.affected() > 0;
    }
    if (changed)
        CAIRN_TRY(compareAnew());
    return m_context.database.execute(
        QStringLiteral("DELETE FROM outbox_dependency WHERE NOT EXISTS"
                       " (SELECT 1 FROM outbox o WHERE o.document = outbox_dependency.document)"));
}

/// A live leaf without its text: the history may have it; else the server, if it has the leaf,
/// gives it again once the leaf is forgotten here and the comparison starts from the beginning.
Result<void> Doctor::forgetEmptyLeaves()
{
    const QString empty = QStringLiteral(
        "leaf = 1 AND deleted = 0 AND (body IS NULL OR NOT json_valid(CAST(body AS TEXT)))");
    CAIRN_TRY(m_context.database.execute(
        QStringLiteral("UPDATE revision SET body = (SELECT v.body FROM version v WHERE v.document "
                       "= revision.document"
                       " AND v.generation = revision.generation AND v.hash = revision.hash)"
                       " WHERE ")
        + empty));
    auto forget = m_context.database.statement(
        QStringLiteral("DELETE FROM revision WHERE acknowledged = 1 AND ") + empty);
    CAIRN_TRY(forget.run());
    if (forget.affected() == 0)
        return {};
    CAIRN_TRY(compareAnew());
    return repairTrees();
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
