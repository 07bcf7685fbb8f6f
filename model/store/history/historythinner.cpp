// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/history/historythinner.h"

#include "clock.h"
#include "removal.h"
#include "store/sqlite/database.h"
#include "store/tree/metastore.h"

#include <QDateTime>
#include <QStringList>

namespace cairn {

namespace {

constexpr qint64 kDayMs = 24LL * 60 * 60 * 1000;

// What one transaction may take, so that nobody's writing waits for longer than a frame.
constexpr int kDocumentsInStep = 50;
constexpr int kRemovedInStep = 100;

QString retentionName() { return QStringLiteral("history/retention"); }
QString thinnedName() { return QStringLiteral("history/thinned"); }

bool isDays(int days) { return days >= 1 || days == HistoryRetention::kForEver; }

} // namespace

HistoryThinner::HistoryThinner(Database &database, MetaStore &meta, const Clock &clock)
    : m_database(database)
    , m_meta(meta)
    , m_clock(clock)
    , m_time(database, meta, clock)
{
}

Result<HistoryRetention> HistoryThinner::retention()
{
    CAIRN_ASSIGN(const std::optional<QString> kept, m_meta.value(retentionName()));
    const QStringList days = kept.value_or(QString()).split(u' ');
    HistoryRetention retention;
    const int everything = days.value(0).toInt();
    const int daily = days.value(1).toInt();
    if (isDays(everything) && isDays(daily))
        retention = {everything, daily};
    return retention;
}

Result<void> HistoryThinner::setRetention(const HistoryRetention &retention)
{
    if (!isDays(retention.everythingDays) || !isDays(retention.dailyDays))
        return failure(ErrorKind::Invalid, QStringLiteral("not a number of days"));
    Transaction transaction(m_database);
    CAIRN_TRY(transaction.begin());
    CAIRN_TRY(m_meta.setValue(
        retentionName(),
        QStringLiteral("%1 %2").arg(retention.everythingDays).arg(retention.dailyDays)));
    CAIRN_TRY(m_meta.remove(thinnedName()));
    return transaction.commit();
}

Result<bool> HistoryThinner::isDue()
{
    CAIRN_ASSIGN(const std::optional<QString> at, m_meta.value(thinnedName()));
    if (!at)
        return true;
    const qint64 since = m_clock.nowMs() - at->toLongLong();
    return since >= kDayMs || since < 0; // the clock was set back
}

Result<HistoryThinner::Progress> HistoryThinner::step(const Progress &from)
{
    CAIRN_ASSIGN(const HistoryRetention retention, this->retention());
    CAIRN_ASSIGN(const std::optional<qint64> now, m_time.now());
    Progress progress = from;
    QList<qint64> documents;
    if (now && retention.everythingDays != HistoryRetention::kForEver) {
        CAIRN_ASSIGN(
            documents, documentsFrom(from.document, *now - retention.everythingDays * kDayMs));
    }
    Transaction transaction(m_database);
    if (documents.isEmpty()) {
        progress.more = false;
        CAIRN_TRY(transaction.begin());
        CAIRN_TRY(m_meta.setValue(thinnedName(), QString::number(m_clock.nowMs())));
        CAIRN_TRY(transaction.commit());
        return progress;
    }
    CAIRN_TRY(transaction.begin());
    const int limit = from.removed + kRemovedInStep;
    for (const qint64 document : std::as_const(documents)) {
        progress.document = document;
        CAIRN_ASSIGN(const bool waits, mustWait(document));
        if (!waits) {
            CAIRN_ASSIGN(const QList<qint64> old, superfluous(document, retention, *now));
            for (const qint64 version : old) {
                if (progress.removed >= limit)
                    break;
                CAIRN_TRY(remove(version));
                ++progress.removed;
            }
        }
        if (progress.removed >= limit)
            break; // the rest of this document comes with the next step
        ++progress.document;
    }
    CAIRN_TRY(transaction.commit());
    return progress;
}

Result<QList<qint64>> HistoryThinner::documentsFrom(qint64 document, qint64 before)
{
    Statement rows = m_database.statement(
        QStringLiteral("SELECT DISTINCT document FROM version INDEXED BY version_by_age"
                       " WHERE document >= :document AND seen_at < :before"
                       " ORDER BY document LIMIT :limit"));
    rows.bind(":document", document).bind(":before", before).bind(":limit", kDocumentsInStep);
    CAIRN_TRY(rows.run());
    QList<qint64> documents;
    while (rows.next())
        documents.append(rows.integer(0));
    CAIRN_TRY(rows.status());
    return documents;
}

/// Whether something about the note is undecided.
Result<bool> HistoryThinner::mustWait(qint64 document)
{
    Statement row = m_database.statement(
        QStringLiteral("SELECT d.reconcile = 1"
                       " OR EXISTS (SELECT 1 FROM conflict_draft c WHERE c.document = d.key)"
                       " OR (SELECT COUNT(*) FROM revision r WHERE r.document = d.key"
                       " AND r.leaf = 1 AND r.deleted = 0) > 1"
                       " FROM document d WHERE d.key = :document"));
    row.bind(":document", document);
    CAIRN_TRY(row.run());
    if (row.next())
        return row.integer(0) != 0;
    CAIRN_TRY(row.status());
    return true;
}

/// A version was the present one from the moment that the one before it was replaced until its own.
/// Of the old ones those stay that a day ended with, and the first of all.
Result<QList<qint64>>
HistoryThinner::superfluous(qint64 document, const HistoryRetention &retention, qint64 now)
{
    struct Version {
        qint64 key = 0;
        qint64 seenAt = 0;
        QDate day; ///< as people see it
        bool isNeeded = false;
    };
    QList<Version> versions; // the latest first
    {
        Statement rows = m_database.statement(QStringLiteral(
            "SELECT v.key, v.seen_at, EXISTS (SELECT 1 FROM revision r"
            " WHERE r.document = v.document AND r.generation = v.generation AND r.hash = v.hash"
            " AND r.body IS NOT NULL)"
            " OR EXISTS (SELECT 1 FROM removal m WHERE m.document = v.document"
            " AND m.generation = v.generation AND m.hash = v.hash AND m.at >= :kept)"
            " OR EXISTS (SELECT 1 FROM first_shown f WHERE f.document = v.document"
            " AND f.generation = v.generation AND f.hash = v.hash)"
            " FROM version v"
            " WHERE v.document = :document AND v.seen_at < :before"
            " ORDER BY v.seen_at DESC, v.late, v.key DESC"));
        rows.bind(":document", document)
            .bind(":kept", now - kRemovalKeptMs)
            .bind(":before", now - retention.everythingDays * kDayMs);
        CAIRN_TRY(rows.run());
        while (rows.next()) {
            const qint64 seenAt = rows.integer(1);
            versions.append(
                {rows.integer(0), seenAt, QDateTime::fromMSecsSinceEpoch(seenAt).date(),
                 rows.integer(2) != 0});
        }
        CAIRN_TRY(rows.status());
    }
    const bool dailyForEver = retention.dailyDays == HistoryRetention::kForEver;
    const qint64 dailyFrom =
        now - (retention.everythingDays + (dailyForEver ? 0 : retention.dailyDays)) * kDayMs;
    QList<qint64> keys;
    for (qsizetype i = 0; i < versions.size(); ++i) {
        const Version &version = versions.at(i);
        const bool endsADay = i + 1 == versions.size() || versions.at(i + 1).day != version.day;
        const bool recent = dailyForEver || version.seenAt >= dailyFrom;
        if (!version.isNeeded && !(endsADay && recent))
            keys.append(version.key);
    }
    return keys;
}

Result<void> HistoryThinner::remove(qint64 version)
{
    Statement row =
        m_database.statement(QStringLiteral("DELETE FROM version WHERE key = :version"));
    return row.bind(":version", version).run();
}

} // namespace cairn
