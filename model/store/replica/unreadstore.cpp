// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/replica/unreadstore.h"

#include "clock.h"
#include "store/replica/pulling.h"
#include "store/sqlite/database.h"
#include "store/tree/storebatch.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace cairn {
namespace {

// A minute, two, four … six hours.
const QString kFlooded = QStringLiteral("it has too many versions");
constexpr qint64 kFirstDelayMs = 60'000;
constexpr int kMaxDoublings = 8;
constexpr qint64 kMaxDelayMs = 6 * 3'600'000;

QString text(const QList<RevId> &leaves)
{
    QJsonArray array;
    for (const RevId &leaf : leaves)
        array.append(leaf.toString());
    return QString::fromUtf8(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

QList<RevId> leavesOf(const QString &text)
{
    QList<RevId> leaves;
    const QJsonArray array = QJsonDocument::fromJson(text.toUtf8()).array();
    for (const QJsonValue entry : array) {
        if (auto rev = RevId::parse(entry.toString()))
            leaves.append(std::move(*rev));
    }
    return leaves;
}

} // namespace

UnreadDocument UnreadDocument::flooded(const QString &id, int left)
{
    return {id, {}, kFlooded + QStringLiteral("; %1 of them stay there").arg(left)};
}

bool UnreadDocument::isFlooded() const { return reason.startsWith(kFlooded); }

UnreadStore::UnreadStore(StoreContext &context)
    : m_context(context)
{
}

Result<void> UnreadStore::add(const QList<UnreadDocument> &documents, Next next)
{
    StoreBatch batch(m_context);
    CAIRN_TRY(batch.begin());
    batch.changes().tallies |= !documents.isEmpty();
    for (const UnreadDocument &document : documents) {
        auto row = m_context.database.statement(QStringLiteral(
            "INSERT INTO unread (document, leaves, attempts, next_attempt_at, reason)"
            " SELECT :document, :leaves, 1, :now + :wait, :reason"
            " WHERE (SELECT count(*) FROM unread) < :limit"
            " OR EXISTS (SELECT 1 FROM unread WHERE document = :document)"
            " ON CONFLICT (document) DO UPDATE SET leaves = excluded.leaves,"
            " reason = excluded.reason, attempts = attempts + 1,"
            " next_attempt_at = :now + min(:most, :first << min(attempts, :doublings))"));
        row.bind(":document", document.id)
            .bind(
                ":leaves",
                text(document.leaves.first(std::min(document.leaves.size(), kMostVersions))))
            .bind(":now", m_context.clock.nowMs())
            .bind(":first", kFirstDelayMs)
            .bind(":wait", next == Next::AtOnce ? qint64(0) : qint64(kFirstDelayMs))
            .bind(":most", kMaxDelayMs)
            .bind(":doublings", kMaxDoublings)
            .bind(":limit", kMaxUnread)
            .bind(":reason", document.reason.isNull() ? QStringLiteral("") : document.reason);
        CAIRN_TRY(row.run());
    }
    return batch.commit();
}

namespace {

Result<QList<UnreadDocument>> read(Statement &rows)
{
    CAIRN_TRY(rows.run());
    QList<UnreadDocument> documents;
    while (rows.next())
        documents.append({rows.text(0), leavesOf(rows.text(1)), rows.text(2)});
    CAIRN_TRY(rows.status());
    return documents;
}

} // namespace

Result<QList<UnreadDocument>> UnreadStore::due(int limit)
{
    auto rows = m_context.database.statement(
        QStringLiteral("SELECT document, leaves, reason FROM unread"
                       " WHERE next_attempt_at NOT BETWEEN :now + 1 AND :latest"
                       " AND leaves <> '[]' LIMIT :limit"));
    const qint64 now = m_context.clock.nowMs();
    rows.bind(":now", now)
        .bind(":latest", now + kMaxDelayMs) // later than that: the clock was set back since
        .bind(":limit", limit);
    return read(rows);
}

Result<QList<UnreadDocument>> UnreadStore::all(int limit)
{
    auto rows = m_context.database.statement(QStringLiteral(
        "SELECT document, leaves, reason FROM unread ORDER BY document LIMIT :limit"));
    rows.bind(":limit", limit);
    return read(rows);
}

Result<void> UnreadStore::remove(const QStringList &ids)
{
    return removeWhere(ids, QStringLiteral("1"));
}

Result<void> UnreadStore::removeGarbled(const QStringList &ids)
{
    return removeWhere(
        ids, QStringLiteral("leaves = '[]' AND reason NOT GLOB '%1*'").arg(kFlooded));
}

Result<void> UnreadStore::removeWhere(const QStringList &ids, const QString &condition)
{
    StoreBatch batch(m_context);
    CAIRN_TRY(batch.begin());
    batch.changes().tallies |= !ids.isEmpty();
    for (const QString &id : ids) {
        auto row = m_context.database.statement(
            QStringLiteral("DELETE FROM unread WHERE document = :document AND %1").arg(condition));
        row.bind(":document", id);
        CAIRN_TRY(row.run());
    }
    return batch.commit();
}

Result<int> UnreadStore::count()
{
    auto row = m_context.database.statement(QStringLiteral("SELECT count(*) FROM unread"));
    CAIRN_TRY(row.run());
    return row.next() ? int(row.integer(0)) : 0;
}

} // namespace cairn
