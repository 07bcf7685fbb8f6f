// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/replica/feedreread.h"

#include "clock.h"
#include "store/tree/metastore.h"
#include "store/tree/storecontext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace cairn {

namespace {

const QString kKey = QStringLiteral("feed_reread"); ///< in `meta`
constexpr qint64 kFirstRereadMs = 60'000; ///< then four times as long, to a day
constexpr qint64 kMaxRereadMs = 24ll * 3'600'000;
constexpr int kMostDoublings = 6; ///< twice of each; by then it is a day
constexpr qsizetype kMaxRows = 1'000; ///< named; the feed is read for all of them

} // namespace

struct FeedReread::State {
    QString since;
    qint64 nextAt = 0; ///< UTC ms
    int attempts = 0;
    bool movedBack = false; ///< in this attempt
    bool metAgain = false;
    QStringList rows;
};

FeedReread::FeedReread(StoreContext &context)
    : m_context(context)
{
}

Result<std::optional<FeedReread::State>> FeedReread::read()
{
    CAIRN_ASSIGN(const auto text, m_context.meta.value(kKey));
    if (!text)
        return std::optional<State>();
    const QJsonObject kept = QJsonDocument::fromJson(text->toUtf8()).object();
    State state;
    state.since = kept[u"since"].toString();
    state.nextAt = kept[u"next_at"].toInteger();
    state.attempts = std::clamp(kept[u"attempts"].toInt(), 0, kMostDoublings);
    state.movedBack = kept[u"moved_back"].toBool();
    state.metAgain = kept[u"met_again"].toBool();
    for (const QJsonValue row : kept[u"rows"].toArray())
        state.rows.append(row.toString());
    return std::optional(state);
}

Result<void> FeedReread::write(const State &state)
{
    const QJsonObject kept{
        {QStringLiteral("since"), state.since},
        {QStringLiteral("next_at"), state.nextAt},
        {QStringLiteral("attempts"), state.attempts},
        {QStringLiteral("moved_back"), state.movedBack},
        {QStringLiteral("met_again"), state.metAgain},
        {QStringLiteral("rows"), QJsonArray::fromStringList(state.rows)}};
    return m_context.meta.setValue(
        kKey, QString::fromUtf8(QJsonDocument(kept).toJson(QJsonDocument::Compact)));
}

Result<void> FeedReread::add(const QString &since, const QStringList &rows)
{
    CAIRN_ASSIGN(const auto before, read());
    State state = before.value_or(State());
    if (!before) {
        state.since = since;
        state.nextAt = m_context.clock.nowMs() + kFirstRereadMs;
    }
    state.metAgain = true;
    state.rows += rows;
    state.rows.removeDuplicates();
    state.rows.resize(std::min(state.rows.size(), kMaxRows));
    return write(state);
}

Result<std::optional<QString>> FeedReread::due()
{
    CAIRN_ASSIGN(const auto state, read());
    const qint64 now = m_context.clock.nowMs();
    // Later than that: the clock was set back since.
    if (!state || (state->nextAt > now && state->nextAt <= now + kMaxRereadMs))
        return std::optional<QString>();
    return std::optional(state->since);
}

Result<void> FeedReread::begun()
{
    CAIRN_ASSIGN(auto state, read());
    if (!state)
        return {};
    state->attempts = std::min(state->attempts + 1, kMostDoublings);
    state->movedBack = state->metAgain = false;
    state->nextAt =
        m_context.clock.nowMs() + std::min(kFirstRereadMs << 2 * state->attempts, kMaxRereadMs);
    return write(*state);
}

Result<void> FeedReread::movedBack()
{
    CAIRN_ASSIGN(auto state, read());
    if (!state || state->movedBack)
        return {};
    state->movedBack = true;
    return write(*state);
}

Result<bool> FeedReread::isUnderWay()
{
    CAIRN_ASSIGN(const auto state, read());
    return state && state->movedBack;
}

Result<QStringList> FeedReread::ended()
{
    CAIRN_ASSIGN(auto state, read());
    if (!state)
        return QStringList();
    if (state->metAgain) {
        state->movedBack = false;
        CAIRN_TRY(write(*state));
        return QStringList();
    }
    CAIRN_TRY(forget());
    return state->rows;
}

Result<void> FeedReread::forget() { return m_context.meta.remove(kKey); }

} // namespace cairn
