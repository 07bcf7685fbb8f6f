// SPDX-License-Identifier: GPL-3.0-or-later
// Doctor: making again what is derived from revisions.

#include "store/care/doctor.h"
#include "store/care/keptcopies.h"
#include "store/care/textrescue.h"
#include "store/projection/projectionreset.h"
#include "store/replica/outboxkeeper.h"
#include "store/replica/replicastore.h"
#include "store/sqlite/database.h"
#include "store/tree/documentstore.h"
#include "store/tree/storecontext.h"
#include "store/tree/treerepair.h"

#include <QFile>
#include <QLoggingCategory>

#include <algorithm>
#include <optional>

namespace cairn {

namespace {

Q_LOGGING_CATEGORY(lcCare, "cairn.store.care")

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

/// Documents that show what cannot be read any more: of these the lists keep what they have.
constexpr char kShowsWhatIsGone[] =
    "SELECT d.key FROM document d JOIN revision r ON r.key = d.displayed"
    " WHERE r.deleted = 0 AND NOT cairn_readable(r.body)";

/// What a person has to know of a repair that leaves everything sound.
void nameGivenUp(QList<DoctorCheck> &checks, const QStringList &ids)
{
    constexpr qsizetype kMostNamed = 20;
    if (ids.isEmpty())
        return;
    for (DoctorCheck &check : checks) {
        if (check.name != u"bodies")
            continue;
        check.ok = false;
        check.detail += (check.detail.isEmpty() ? QString() : QStringLiteral("; "))
            + QStringLiteral("texts that were given up, for nobody here has them: %1 (%2)")
                  .arg(ids.size())
                  .arg(ids.mid(0, kMostNamed).join(QStringLiteral(", ")));
    }
}

Result<bool> showsNotes(Database &database)
{
    Statement row = database.statement(QStringLiteral("SELECT 1 FROM note LIMIT 1"));
    CAIRN_TRY(row.run());
    const bool any = row.next();
    CAIRN_TRY(row.status());
    return any;
}

} // namespace

Result<QList<DoctorCheck>> Doctor::repair()
{
    m_givenUp.clear();
    m_unproven.clear();
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
        const bool isDamaged =
            std::any_of(before.cbegin(), before.cend(), [](const DoctorCheck &check) {
                return !check.ok && check.name == u"bodies";
            });
        if (shown || isDamaged) {
            CAIRN_ASSIGN(kept, keptcopies::keep(m_context.database.file()));
        }
    }
    const Result<void> done = damage ? repairDamaged(*damage, kept) : makeAgainFromRevisions();
    if (!kept.isEmpty())
        dropKnown(kept);
    CAIRN_TRY(done);
    ChangeSet changes;
    changes.origin = m_context.origin;
    changes.everything = true;
    if (m_context.publish)
        m_context.publish(changes);
    CAIRN_ASSIGN(QList<DoctorCheck> after, check());
    nameGivenUp(after, m_givenUp);
    if (!kept.isEmpty()) {
        QString &detail = after.first().detail;
        detail += (detail.isEmpty() ? QString() : QStringLiteral("; "))
            + QStringLiteral("the file as it was is kept in %1").arg(kept);
    }
    return after;
}

/// What was kept, now and by repairs before, goes where nothing of it is kept there alone. That is
/// no part of the repair: a copy too many does no harm.
void Doctor::dropKnown(QString &kept)
{
    const auto thinned = keptcopies::thin(m_context.database.file(), m_context.database.file());
    if (!thinned)
        qCWarning(lcCare) << "copies not looked through:" << thinned.error().message;
    if (!QFile::exists(kept))
        kept.clear();
}

/// Whoever is killed in it leaves the store as it was, or with all its lists.
Result<void> Doctor::repairDamaged(const Damage &damage, QString &kept)
{
    const bool elsewhere = damage.derived.isEmpty() && damage.indexes.isEmpty();
    if (elsewhere) { // in the list of free pages, and nothing can be written before it is sound
        CAIRN_ASSIGN(kept, keptcopies::keep(m_context.database.file()));
        CAIRN_TRY(writeAnew());
    }
    Transaction transaction(m_context.database);
    CAIRN_TRY(transaction.begin());
    if (!elsewhere) { // nobody else writes from here on
        CAIRN_ASSIGN(kept, keptcopies::keep(m_context.database.file()));
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
    TextRescue rescue(m_context);
    CAIRN_TRY(rescue.run());
    m_givenUp = rescue.givenUp();
    m_unproven = rescue.unproven();
    if (straightened || !m_givenUp.isEmpty())
        CAIRN_TRY(ReplicaStore(m_context).compareAnew());
    CAIRN_TRY(OutboxKeeper::straighten(m_context.database));
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
    CAIRN_TRY(resetProjection(m_context.database, QLatin1String(kShowsWhatIsGone)));
    ChangeSet ignored; // everything will be announced
    for (const qint64 key : std::as_const(keys)) {
        CAIRN_ASSIGN(std::optional<StoredDocument> document, m_context.documents.load(key));
        if (!document)
            continue;
        document->projected.reset();
        CAIRN_TRY(m_context.documents.settle(*document, ignored));
    }
    return {};
}

} // namespace cairn
