// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/verification.h"

#include "http/logging.h"
#include "http/tuning.h"
#include "pull/revisionfetcher.h"
#include "store/replica/replicastore.h"
#include "store/store.h"

#include <algorithm>

namespace cairn {

Verification::Verification(CouchClient &client, Store &store, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_store(store)
{
}

void Verification::start(const QList<qint64> &documents, Done done)
{
    m_done = std::move(done);
    auto *check = new LeafCheck(m_client, m_store, this);
    check->start(documents, [this, check](const Result<QStringList> &missing) {
        check->deleteLater();
        if (!missing) {
            finish(tl::unexpected(missing.error()));
            return;
        }
        m_outcome.lost = *missing;
        if (missing->isEmpty())
            look();
        else
            finish(m_outcome); // the others when these were sent
    });
}

/// What the feed spoke against and the server insists on having, some at a time.
void Verification::look()
{
    Confirmations confirmations = m_store.replica().confirmations();
    const auto page = [&]() -> Result<QList<BelievedDocument>> {
        CAIRN_ASSIGN(QList<qint64> keys, confirmations.contradicted());
        keys.resize(std::min<qsizetype>(keys.size(), tuning::kFetchRevisions));
        return confirmations.leaves(keys);
    }();
    if (!page)
        finish(tl::unexpected(page.error()));
    else if (page->isEmpty())
        finish(m_outcome);
    else
        read(*page);
}

void Verification::read(const QList<BelievedDocument> &page)
{
    QList<WantedRevisions> wanted;
    for (const BelievedDocument &document : page)
        wanted.append({document.id, document.leaves});
    auto *fetcher = new RevisionFetcher(m_client, RevisionFetcher::Which::Exact, this);
    fetcher->start(
        std::move(wanted), [this, fetcher, page](Result<RevisionFetcher::Outcome> fetched) {
            fetcher->deleteLater();
            const auto compared =
                fetched ? compare(page, fetched->found) : tl::unexpected(fetched.error());
            if (!compared)
                finish(tl::unexpected(compared.error()));
            else if (m_outcome.withheld)
                finish(m_outcome);
            else
                look();
        });
}

Result<void>
Verification::compare(const QList<BelievedDocument> &page, const QList<DocumentRevision> &found)
{
    QSet<std::pair<QString, RevId>> given;
    for (const DocumentRevision &revision : found)
        given.insert({revision.id, revision.rev});
    QList<qint64> there;
    for (const BelievedDocument &document : page) {
        const bool all =
            std::all_of(document.leaves.cbegin(), document.leaves.cend(), [&](const RevId &leaf) {
                return given.contains({document.id, leaf});
            });
        if (all)
            there.append(document.key);
        m_outcome.withheld |= !all;
    }
    qCWarning(lcRun) << "the feed shows older states of" << page.size() << "documents,"
                     << there.size() << "of them are there nevertheless";
    return m_store.replica().confirmations().read(there);
}

void Verification::finish(Result<Outcome> result)
{
    if (!m_done)
        return;
    const Done done = std::exchange(m_done, nullptr);
    done(std::move(result));
}

} // namespace cairn
