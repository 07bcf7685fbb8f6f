// SPDX-License-Identifier: GPL-3.0-or-later
#include "pull/basefetcher.h"

#include "http/logging.h"
#include "store/replica/replicastore.h"
#include "store/store.h"

namespace cairn {

BaseFetcher::BaseFetcher(CouchClient &client, Store &store, Lost &lost, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_store(store)
    , m_lost(lost)
{
}

void BaseFetcher::start(Done done)
{
    m_done = std::move(done);
    look();
}

/// A few documents at a time, so that a stop never waits for long.
void BaseFetcher::look()
{
    const auto missing = m_store.replica().missingBases(m_after, tuning::kBaseDocuments);
    if (!missing) {
        finish(tl::unexpected(missing.error()));
        return;
    }
    m_after = missing->last;
    for (const MissingBases::Wanted &base : missing->wanted) {
        if (!m_lost.contains({base.id, base.rev}))
            m_wanted.insert({base.id, base.rev});
    }
    const bool more = missing->more;
    QMetaObject::invokeMethod(
        this, [this, more] { more ? look() : fetch(); }, Qt::QueuedConnection);
}

void BaseFetcher::fetch()
{
    if (m_wanted.empty()) {
        finish({});
        return;
    }
    QList<WantedRevisions> wanted;
    for (const auto &[id, rev] : std::as_const(m_wanted))
        wanted.append({id, {rev}});
    auto *fetcher = new RevisionFetcher(m_client, RevisionFetcher::Which::Exact, this);
    fetcher->start(std::move(wanted), [this, fetcher](const auto &found) {
        fetcher->deleteLater();
        if (found)
            keep(found->found);
        else
            finish(tl::unexpected(found.error()));
    });
}

void BaseFetcher::keep(const QList<DocumentRevision> &found)
{
    for (const DocumentRevision &revision : found) {
        if (!revision.deleted)
            m_wanted.erase({revision.id, revision.rev});
    }
    qCInfo(lcPull) << "ancestors for merges:" << found.size() << "found," << m_wanted.size()
                   << "lost";
    for (const auto &base : m_wanted)
        m_lost.insert(base);
    finish(m_store.replica().keepBases(found));
}

void BaseFetcher::finish(const Result<void> &result)
{
    if (!m_done)
        return;
    const Done done = std::exchange(m_done, nullptr);
    done(result);
}

} // namespace cairn
