// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/care/doctor.h"

#include "store/sqlite/database.h"
#include "store/tree/storecontext.h"

#include <algorithm>
#include <utility>

namespace cairn {

namespace {

/// How many rows a query counts; 0 is healthy.
Result<qint64> count(Database &database, const QString &sql)
{
    auto row = database.statement(sql);
    CAIRN_TRY(row.run());
    if (row.next())
        return row.integer(0);
    CAIRN_TRY(row.status());
    return 0;
}

DoctorCheck verdict(const char *name, qint64 wrong, const QString &detail)
{
    return {
        QString::fromLatin1(name), wrong == 0,
        wrong == 0 ? QString() : QStringLiteral("%1: %2").arg(detail).arg(wrong)};
}

} // namespace

Doctor::Doctor(StoreContext &context)
    : m_context(context)
{
}

bool Doctor::isHealthy(const QList<DoctorCheck> &checks)
{
    return std::all_of(
        checks.cbegin(), checks.cend(), [](const DoctorCheck &check) { return check.ok; });
}

Result<QList<DoctorCheck>> Doctor::check()
{
    QList<DoctorCheck> checks;
    const std::pair<const char *, Result<DoctorCheck> (Doctor::*)()> all[] = {
        {"database", &Doctor::checkDatabase},   {"references", &Doctor::checkReferences},
        {"trees", &Doctor::checkTrees},         {"displayed", &Doctor::checkDisplayed},
        {"bodies", &Doctor::checkBodies},       {"notes", &Doctor::checkNotes},
        {"notebooks", &Doctor::checkNotebooks}, {"search", &Doctor::checkSearch},
        {"numbers", &Doctor::checkNumbers},     {"outbox", &Doctor::checkOutbox}};
    for (const auto &[name, examine] : all) {
        Result<DoctorCheck> done = (this->*examine)();
        if (!done && isDamage(done.error()))
            done = DoctorCheck{
                QString::fromLatin1(name), false,
                QStringLiteral("a damaged page: %1").arg(done.error().message)};
        CAIRN_TRY(done);
        checks.append(*done);
    }
    if (!checks.constFirst().ok) {
        CAIRN_ASSIGN(const Damage damage, findDamage());
        checks.first().detail += QStringLiteral("; ") + wordsFor(damage);
    }
    return checks;
}

Result<DoctorCheck> Doctor::checkDatabase()
{
    DoctorCheck check{QStringLiteral("database"), true, {}};
    auto rows = m_context.database.statement(QStringLiteral("PRAGMA integrity_check(5)"));
    CAIRN_TRY(rows.run());
    QStringList problems;
    while (rows.next())
        problems.append(rows.text(0).simplified());
    CAIRN_TRY(rows.status());
    if (problems != QStringList(QStringLiteral("ok"))) {
        check.ok = false;
        check.detail = problems.join(QStringLiteral("; "));
    }
    return check;
}

Result<DoctorCheck> Doctor::checkReferences()
{
    CAIRN_ASSIGN(
        const qint64 wrong,
        count(m_context.database, QStringLiteral("SELECT count(*) FROM pragma_foreign_key_check")));
    return verdict("references", wrong, QStringLiteral("rows that refer to nothing"));
}

Result<DoctorCheck> Doctor::checkTrees()
{
    CAIRN_ASSIGN(
        const qint64 flags,
        count(
            m_context.database,
            QStringLiteral("SELECT count(*) FROM revision r WHERE r.leaf <>"
                           " NOT EXISTS (SELECT 1 FROM revision c WHERE c.parent = r.key)")));
    CAIRN_ASSIGN(
        const qint64 parents,
        count(
            m_context.database,
            QStringLiteral("SELECT count(*) FROM revision r JOIN revision p ON p.key = r.parent"
                           " WHERE p.document <> r.document OR p.generation >= r.generation")));
    CAIRN_ASSIGN(
        const qint64 empty,
        count(
            m_context.database,
            // (One that was discarded before it was ever sent lives on in its history.)
            QStringLiteral("SELECT count(*) FROM document d WHERE NOT EXISTS"
                           " (SELECT 1 FROM revision r WHERE r.document = d.key)"
                           " AND NOT EXISTS (SELECT 1 FROM version v WHERE v.document = d.key)")));
    CAIRN_ASSIGN(
        const qint64 tombstones,
        count(
            m_context.database,
            QStringLiteral("SELECT count(*) FROM revision WHERE cairn_deleted(body) <> deleted")));
    return verdict(
        "trees", flags + parents + empty + tombstones, QStringLiteral("revisions out of place"));
}

Result<DoctorCheck> Doctor::checkDisplayed()
{
    CAIRN_ASSIGN(
        const qint64 wrong,
        count(
            m_context.database,
            QStringLiteral(
                "SELECT count(*) FROM document d LEFT JOIN revision r ON r.key = d.displayed"
                " WHERE (r.key IS NULL AND (d.displayed IS NOT NULL OR EXISTS"
                " (SELECT 1 FROM revision o WHERE o.document = d.key))) OR r.document <> d.key OR "
                "r.leaf = 0 OR (r.deleted = 1 AND "
                "EXISTS"
                " (SELECT 1 FROM revision l WHERE l.document = d.key AND l.leaf = 1 AND l.deleted "
                "= 0))")));
    return verdict("displayed", wrong, QStringLiteral("documents that show no version of theirs"));
}

Result<DoctorCheck> Doctor::checkSearch()
{
    DoctorCheck check{QStringLiteral("search"), true, {}};
    if (m_context.database.readOnlyReason()) { // FTS5 takes the question for a change
        check.detail = QStringLiteral("not looked at, for the store cannot be written");
        return check;
    }
    Transaction transaction(m_context.database); // see Database::beginImmediate
    CAIRN_TRY(transaction.begin());
    // rank = 1: compared with the notes, too, not only with itself.
    const auto done = m_context.database.execute(
        QStringLiteral("INSERT INTO note_text (note_text, rank) VALUES ('integrity-check', 1)"));
    if (done)
        return check;
    // A damaged index is what we look for; anything else (disk, lock) is a failure to look.
    if (done.error().kind != ErrorKind::Locked)
        return Failure(done.error());
    check.ok = false;
    check.detail = QStringLiteral("the search index differs from the notes");
    return check;
}

} // namespace cairn
