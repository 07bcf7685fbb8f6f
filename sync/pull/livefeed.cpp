// SPDX-License-Identifier: GPL-3.0-or-later
#include "pull/livefeed.h"

namespace cairn {

LiveFeed::LiveFeed(
    CouchClient &client, QString since, qint64 heartbeatMs, Handlers handlers, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_since(std::move(since))
    , m_heartbeatMs(heartbeatMs)
    , m_handlers(std::move(handlers))
{
    ask();
}

void LiveFeed::ask()
{
    m_askedAt = m_heardAt = m_client.timers().elapsedMs();
    ChangesQuery query;
    query.since = m_since;
    query.limit = 1;
    query.heartbeatMs = m_heartbeatMs;
    query.heard = [this] {
        m_heardAt = m_client.timers().elapsedMs();
        m_handlers.onHeard();
    };
    fetchChanges(
        m_client, query, this, [this](const CallResult<ChangesPage> &page) { onAnswer(page); });
}

void LiveFeed::onAnswer(const CallResult<ChangesPage> &page)
{
    const qint64 now = m_client.timers().elapsedMs();
    const qint64 lasted = now - m_askedAt;
    if (!page)
        m_handlers.onFailure({Error(page.error()), lasted, now - m_heardAt});
    else if (page->isBefore)
        m_handlers.onFailure({std::nullopt, lasted, 0, true});
    else if (page->seen > 0)
        m_handlers.onChange(lasted);
    else if (lasted < tuning::kMinPollMs)
        m_handlers.onFailure(
            {std::nullopt, lasted, 0}); // also how a poll ends whose database was deleted
    else
        ask();
}

} // namespace cairn
