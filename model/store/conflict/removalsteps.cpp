// SPDX-License-Identifier: GPL-3.0-or-later
// RemovalGuard: what was shown of a note in the day before, against which small steps are judged.

#include "clock.h"
#include "json.h"
#include "store/conflict/removalguard.h"
#include "store/conflict/removaltimes.h"
#include "store/projection/noterow.h"
#include "store/sqlite/database.h"
#include "store/tree/believedtime.h"
#include "store/tree/documentstore.h"
#include "store/tree/metastore.h"
#include "store/tree/storecontext.h"

#include <algorithm>
#include <bit>

namespace cairn {

namespace {

constexpr qint64 kStepsWindowMs = 24ll * 3'600'000;
constexpr int kSteps = 200; ///< rows of one note

/// The bits that it takes to say how large a note is.
int scaleOf(const QJsonObject &body)
{
    const NoteRow note = readNote(body);
    return int(std::bit_width(size_t(note.title.size() + note.body.size())));
}

} // namespace

/// What the person wrote counts from then on. What was in the trash was not in sight.
Result<void>
RemovalGuard::remember(const StoredDocument &document, const RemovalEffect &shown, bool own)
{
    CAIRN_TRY(removaltimes::straighten(m_context));
    const qint64 now = m_context.clock.nowMs();
    auto over = m_context.database.statement(
        own ? QStringLiteral("DELETE FROM shown_before WHERE document = :which")
            : QStringLiteral("DELETE FROM shown_before WHERE at <= :which"));
    CAIRN_TRY(over.bind(":which", own ? document.key : now - kStepsWindowMs).run());
    const NoteRow was = readNote(shown.before);
    if (was.trashedAt)
        return {};
    CAIRN_TRY(rememberFirst(document, shown));
    CAIRN_ASSIGN(
        const qint64 at, BelievedTime(m_context.database, m_context.meta, m_context.clock).stamp());
    CAIRN_ASSIGN(const std::optional<qint64> full, lastOfMany(document));
    auto row = m_context.database.statement(
        full ? QStringLiteral("UPDATE shown_before SET at = max(at, :at),"
                              " generation = iif(:size > size, :generation, generation),"
                              " hash = iif(:size > size, :hash, hash), size = max(:size, size)"
                              " WHERE key = :where")
             : QStringLiteral("INSERT INTO shown_before (document, at, generation, hash, size)"
                              " SELECT :where, max(:at, 1 + coalesce((SELECT max(at) FROM removal"
                              "  WHERE document = :where), 0)), :generation, :hash, :size"));
    row.bind(":where", full.value_or(document.key))
        .bind(":at", at) // after what went before, whatever the clock showed then
        .bind(":generation", shown.shown.generation)
        .bind(":hash", QString::fromUtf8(shown.shown.hash))
        .bind(":size", was.title.size() + was.body.size());
    return row.run();
}

/// The first of its size, unless most of that is gone since, or the history does not have it.
Result<void> RemovalGuard::rememberFirst(const StoredDocument &document, const RemovalEffect &shown)
{
    const int scale = scaleOf(shown.before);
    CAIRN_ASSIGN(const QList<RemovalEffect> all, firstShown(document));
    const auto same = std::find_if(all.cbegin(), all.cend(), [scale](const RemovalEffect &one) {
        return scaleOf(one.before) == scale;
    });
    if (same != all.cend()
        && (same->shown == shown.shown || !isMissing(same->before, shown.before)))
        return {};
    auto row = m_context.database.statement(
        QStringLiteral("INSERT OR REPLACE INTO first_shown (document, scale, generation, hash)"
                       " VALUES (:document, :scale, :generation, :hash)"));
    row.bind(":document", document.key)
        .bind(":scale", scale)
        .bind(":generation", shown.shown.generation)
        .bind(":hash", QString::fromUtf8(shown.shown.hash));
    return row.run();
}

/// The largest first, about twenty of the longest note. What was there before much was written
/// around it is among them, or something at least half as large of it.
Result<QList<RemovalEffect>> RemovalGuard::firstShown(const StoredDocument &document)
{
    auto rows = m_context.database.statement(
        QStringLiteral("SELECT f.generation, f.hash, v.body FROM first_shown f"
                       " JOIN version v ON v.document = f.document"
                       "  AND v.generation = f.generation AND v.hash = f.hash"
                       " WHERE f.document = :document ORDER BY f.scale DESC"));
    CAIRN_TRY(rows.bind(":document", document.key).run());
    QList<RemovalEffect> first;
    while (rows.next()) {
        if (const auto body = readBody(rows.blob(2)))
            first.append({Removal::None, {int(rows.integer(0)), rows.text(1).toUtf8()}, *body});
    }
    CAIRN_TRY(rows.status());
    return first;
}

/// It went as `was`, or all of it (nothing): what is no larger is not there either, or told by
/// that.
Result<void>
RemovalGuard::forgetFirst(const StoredDocument &document, const std::optional<QJsonObject> &was)
{
    auto row = m_context.database.statement(
        QStringLiteral("DELETE FROM first_shown WHERE document = :document AND scale <= :scale"));
    return row.bind(":document", document.key).bind(":scale", was ? scaleOf(*was) : 64).run();
}

/// The row of a note that changes all day long which stands for what is still to come, too: with
/// the longest of these texts and the latest of these times, so that nothing of it goes unseen. It
/// is of the time since the note last went: from then on it is measured anew.
Result<std::optional<qint64>> RemovalGuard::lastOfMany(const StoredDocument &document)
{
    auto row = m_context.database.statement(
        QStringLiteral("SELECT count(*), max(key), max(at) > coalesce((SELECT max(at) FROM removal"
                       "  WHERE document = :gone AND kind <> 'halved'), 0) FROM shown_before WHERE "
                       "document = :document"));
    CAIRN_TRY(row.bind(":gone", document.key).bind(":document", document.key).run());
    std::optional<qint64> last;
    if (row.next() && row.integer(0) >= kSteps && row.integer(2) != 0)
        last = row.integer(1);
    CAIRN_TRY(row.status());
    return last;
}

/// Since the window began (`anew`: or the note last went): what was shown first, and the longest of
/// what was shown, should it have been written in between. Only what was on the screen is taken for
/// it: a server can put anything into the history. No more than these two texts are read.
Result<QList<RemovalEffect>> RemovalGuard::shownBefore(const StoredDocument &document, bool anew)
{
    QList<RemovalEffect> shown;
    for (const QLatin1String order :
         {QLatin1String("s.key"), QLatin1String("s.size DESC, s.key")}) {
        auto row = m_context.database.statement(
            QStringLiteral(
                "SELECT generation, hash, body FROM version WHERE key ="
                " (SELECT v.key FROM shown_before s"
                " CROSS JOIN version v ON v.document = s.document"
                "  AND v.generation = s.generation AND v.hash = s.hash"
                " WHERE s.document = :document AND s.at > max(:since,"
                "  coalesce((SELECT max(at) FROM removal WHERE document = :gone AND :anew"
                "   AND kind <> 'halved'), 0))"
                " ORDER BY %1 LIMIT 1)")
                .arg(order));
        row.bind(":document", document.key)
            .bind(":since", m_context.clock.nowMs() - kStepsWindowMs)
            .bind(":gone", document.key)
            .bind(":anew", anew ? 1 : 0);
        CAIRN_TRY(row.run());
        if (row.next()) {
            if (const auto body = readBody(row.blob(2)))
                shown.append({Removal::None, {int(row.integer(0)), row.text(1).toUtf8()}, *body});
        }
        CAIRN_TRY(row.status());
    }
    return shown;
}

} // namespace cairn
