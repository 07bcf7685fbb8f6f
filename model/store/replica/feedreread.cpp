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
constexpr int kMostAttempts = 6; ///< that count: 4^6 minutes are more than a day
constexpr qsizetype kMaxRows = 1'000; ///< named; the feed is read for all of them

} // namespace

struct FeedReread::State {
    QString since;
    qint64 nextAt = 0; ///< UTC ms
    int attempts = 0;
    std::optional<QString> reached; ///< by this attempt
    bool metAgain = false; ///< such a row, in it
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
    state.attempts = std::clamp(kept[u"attempts"].toInt(), 0, kMostAttempts);
    if (kept.contains(u"reached"))
        state.reached = kept[u"reached"].toString();
    state.metAgain = kept[u"met_again"].toBool();
    for (const QJsonValue row : kept[u"rows"].toArray())
        state.rows.append(row.toString());
    return std::optional(state);
}

Result<void> FeedReread::write(const State &state)
{
    QJsonObject kept{
        {QStringLiteral("since"), state.since},
        {QStringLiteral("next_at"), state.nextAt},
        {QStringLiteral("attempts"), state.attempts},
        {QStringLiteral("met_again"), state.metAgain},
        {QStringLiteral("rows"), QJsonArray::fromStringList(state.rows)}};
    if (state.reached)
        kept.insert(u"reached", *state.reached);
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
    state->attempts = std::min(state->attempts + 1, kMostAttempts);
    state->reached.reset();
    state->metAgain = false;
    state->nextAt =
        m_context.clock.nowMs() + std::min(kFirstRereadMs << 2 * state->attempts, kMaxRereadMs);
    return write(*state);
}

Result<void> FeedReread::reached(const QString &seq)
{
    CAIRN_ASSIGN(auto state, read());
    if (!state)
        return {};
    state->reached = seq;
    return write(*state);
}

Result<std::optional<QString>> FeedReread::underWay()
{
    CAIRN_ASSIGN(const auto state, read());
    return state ? state->reached : std::optional<QString>();
}

Result<QStringList> FeedReread::ended()
{
    CAIRN_ASSIGN(auto state, read());
    if (!state)
        return QStringList();
    if (state->metAgain) {
        state->reached.reset();
        CAIRN_TRY(write(*state));
        return QStringList();
    }
    return state->rows;
}

Result<void> FeedReread::allRead()
{
    CAIRN_ASSIGN(const auto state, read());
    return !state || state->metAgain ? Result<void>() : forget();
}

Result<void> FeedReread::compareAnew()
{
    CAIRN_ASSIGN(auto state, read());
    if (!state)
        return {};
    state->since.clear();
    state->reached.reset();
    return write(*state);
}

Result<void> FeedReread::forget() { return m_context.meta.remove(kKey); }

} // namespace cairn
