// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/history/activitystore.h"

#include "clock.h"
#include "store/sqlite/database.h"
#include "store/tree/storecontext.h"

namespace cairn {

namespace {
constexpr qint64 kMaxLines = 5'000;

QString notNull(const QString &text) { return text.isNull() ? QStringLiteral("") : text; }
} // namespace

ActivityStore::ActivityStore(StoreContext &context)
    : m_context(context)
{
}

Result<void> ActivityStore::append(const SyncActivity &activity)
{
    Transaction transaction(m_context.database);
    CAIRN_TRY(transaction.begin());
    qint64 key = 0;
    {
        auto row = m_context.database.statement(
            QStringLiteral("INSERT INTO activity (at, level, what, document, count, detail)"
                           " VALUES (:at, :level, :what, :document, :count, :detail)"));
        row.bind(":at", activity.at > 0 ? activity.at : m_context.clock.nowMs())
            .bind(":level", int(activity.level))
            .bind(":what", activityName(activity.what))
            .bind(":document", notNull(activity.documentId))
            .bind(":count", activity.count)
            .bind(":detail", notNull(activity.detail));
        CAIRN_TRY(row.run());
        key = row.insertedId();
    }
    {
        // Keys grow by one, so this looks at the lines that go and at no others.
        auto old =
            m_context.database.statement(QStringLiteral("DELETE FROM activity WHERE key <= :last"));
        old.bind(":last", key - kMaxLines);
        CAIRN_TRY(old.run());
    }
    return transaction.commit();
}

Result<QList<SyncActivity>> ActivityStore::list(int limit)
{
    auto rows = m_context.database.statement(
        QStringLiteral("SELECT at, level, what, document, count, detail FROM activity"
                       " ORDER BY key DESC LIMIT :limit"));
    rows.bind(":limit", limit);
    CAIRN_TRY(rows.run());
    QList<SyncActivity> lines;
    while (rows.next()) {
        SyncActivity line;
        line.at = rows.integer(0);
        line.level = SyncActivity::Level(rows.integer(1));
        line.what = activityNamed(rows.text(2));
        line.documentId = rows.text(3);
        line.count = int(rows.integer(4));
        line.detail = rows.text(5);
        lines.append(line);
    }
    CAIRN_TRY(rows.status());
    return lines;
}

} // namespace cairn
