// SPDX-License-Identifier: GPL-3.0-or-later
#include "pull/puller.h"

#include "http/timers.h"
#include "pull/checkpointer.h"
#include "store/replica/confirmations.h"
#include "store/replica/replicastore.h"
#include "store/replica/unreadstore.h"
#include "store/store.h"

namespace cairn {
namespace {

/// Design documents are the server's business, and local ones never are in a feed.
bool isOurs(const ChangeRow &row) { return !row.change.id.startsWith(u'_'); }

/// A document stands in a page once. Of a server that repeats it, the last row counts.
void dropRepeated(QList<ChangeRow> &rows)
{
    QHash<QString, qsizetype> last;
    for (qsizetype i = 0; i < rows.size(); ++i)
        last.insert(rows.at(i).change.id, i);
    if (last.size() == rows.size())
        return;
    QList<ChangeRow> kept;
    kept.reserve(last.size());
    for (qsizetype i = 0; i < rows.size(); ++i) {
        if (last.value(rows.at(i).change.id) == i)
            kept.append(std::move(rows[i]));
    }
    rows = std::move(kept);
}

} // namespace

Puller::Puller(
    CouchClient &client, Store &store, Checkpointer &checkpointer, Options options, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_store(store)
    , m_checkpointer(checkpointer)
    , m_options(std::move(options))
    , m_next(m_options.since)
    , m_limit(m_options.documents ? tuning::kFirstPageRows : tuning::kMaxPageRows)
    , m_patience([this] { return m_store.replica().confirmations().documents(); })
{
}

qint64 Puller::nowMs() const { return m_client.timers().elapsedMs(); }

void Puller::start(Progress progress, Done done)
{
    m_progress = std::move(progress);
    m_done = std::move(done);
    askUnread();
}

void Puller::askUnread()
{
    if (!hasRoom())
        return;
    const auto remembered = m_store.replica().unread().count();
    const auto due = m_store.replica().unread().due(tuning::kUnreadDocuments);
    if (!remembered || !due) {
        finish(tl::unexpected(remembered ? due.error() : remembered.error()));
        return;
    }
    m_hasUnread = *remembered > 0;
    if (due->isEmpty() || !m_options.documents) {
        readFeed();
        return;
    }
    QList<WantedRevisions> wanted;
    QStringList ids;
    for (const UnreadDocument &document : *due) {
        wanted.append({document.id, document.leaves});
        ids.append(document.id);
    }
    auto *fetcher = new RevisionFetcher(m_client, RevisionFetcher::Which::Leaves, this);
    fetcher->start(
        wanted, [this, fetcher, ids, wanted = *due](Result<RevisionFetcher::Outcome> fetched) {
            fetcher->deleteLater();
            UnreadStore unread = m_store.replica().unread();
            if (!fetched) {
                readFeed(); // the feed will say whether the server is in trouble
                return;
            }
            const auto kept = [&]() -> Result<void> {
                CAIRN_ASSIGN(
                    const StoreOutcome stored,
                    m_store.replica().store(
                        fetched->found, {}, m_checkpointer.replicationId(), std::nullopt,
                        Removals::Hold));
                m_outcome.revisions += stored.revisions;
                m_outcome.notes += stored.notes;
                QStringList come = ids;
                for (const WantedRevisions &left : std::as_const(fetched->left))
                    come.removeOne(left.id); // another time
                for (const UnreadDocument &document : wanted) {
                    if (!stored.held.contains(document.id))
                        continue;
                    come.removeOne(document.id); // asked for until it is stored
                    m_held.append({document.id, document.leaves, false});
                }
                noteOverwritten(stored);
                QList<UnreadDocument> rest = fetched->unread;
                for (const UnreadDocument &again : std::as_const(rest))
                    come.removeOne(again.id);
                for (const UnreadDocument &document : wanted) {
                    if (document.isFlooded() && come.removeOne(document.id))
                        rest.append({document.id, {}, document.reason}); // the others stay there
                }
                CAIRN_TRY(unread.remove(come));
                return unread.add(rest);
            }();
            if (kept)
                readFeed();
            else
                finish(tl::unexpected(kept.error()));
        });
}

void Puller::readFeed()
{
    if (const auto begun = beginReread(); !begun) {
        finish(tl::unexpected(begun.error()));
        return;
    }
    m_turn = m_client.timers().make([this] { work(); });
    m_turn->start(tuning::kPullTurnMs);
    requestPage();
}

void Puller::requestPage()
{
    m_requesting = true;
    ChangesQuery query;
    query.since = m_next;
    query.limit = m_limit;
    query.documents = m_options.documents;
    fetchChanges(
        m_client, query, this, [this](CallResult<ChangesPage> page) { onPage(std::move(page)); });
}

void Puller::onPage(CallResult<ChangesPage> result)
{
    m_requesting = false;
    if (!result && result.error().code == 400 && !m_next.isEmpty() && m_refusals < 2) {
        // A proxy that stumbled, or a sequence that the server never gave. Reading all of it again
        // changes nothing; never reading on would.
        if (++m_refusals == 2)
            m_next.clear();
        requestPage();
        return;
    }
    if (!result) {
        m_interruption = std::move(result).error();
        m_ended = true;
        work();
        return;
    }
    if (result->isBefore && m_options.watchful) {
        finish(tl::unexpected(callError(
            Cause::ServerTrouble, ErrorKind::Transient,
            QStringLiteral("the server shows changes from before, and is asked what it has"))));
        return;
    }
    ChangesPage page = std::move(*result);
    m_interruption = page.interruption;
    m_pending = page.pending;
    const bool more = page.pending > 0;
    const bool full = page.seen >= m_limit || more;
    m_ended = page.interruption || (page.seen == 0 && !more) || (page.whole && !full);
    m_patience.read(page, m_limit, page.lastSeq == m_next, nowMs());
    page.since = m_next;
    m_next = page.lastSeq;
    if (!m_ended && m_patience.isOver(nowMs())) {
        m_outcome.endless = callError(
            Cause::Malformed, ErrorKind::Protocol,
            page.seen == 0
                ? QStringLiteral("the server has %1 more changes, and does not give them")
                      .arg(page.pending)
                : QStringLiteral("the list of changes does not come to an end"));
        m_ended = true;
    }
    adapt(page);
    dropRepeated(page.rows);
    m_pages.append(std::move(page));
    work();
}

/// Pages of about the same size in bytes, whatever the size of the notes.
void Puller::adapt(const ChangesPage &page)
{
    if (page.seen == 0)
        return;
    const qint64 average = std::max<qint64>(page.bytes / page.seen, 1);
    const int most = m_options.documents ? tuning::kMaxPageRows : tuning::kMaxPlainRows;
    m_limit = int(std::clamp<qint64>(tuning::kPageBytes / average, tuning::kMinPageRows, most));
    if (m_limit > tuning::kSequenceRows)
        m_limit -= m_limit % tuning::kSequenceRows; // see ChangesQuery::limit
}

void Puller::later()
{
    QMetaObject::invokeMethod(
        this, [this] { work(); }, Qt::QueuedConnection);
}

/// Also while a page is on its way: a server may take any time for it. At the end of the feed
/// everybody has their turn in any case.
bool Puller::leavesTurn()
{
    if (m_turn->isActive() || !m_options.interlude || (m_ended && m_pages.isEmpty()))
        return false;
    m_turn->start(tuning::kPullTurnMs);
    m_busy = m_othersTurn = true; // before they begin: they may be done at once
    const bool begun = m_options.interlude([this] {
        m_busy = m_othersTurn = false;
        if (m_ending)
            finish(*std::exchange(m_ending, std::nullopt));
        else
            later();
    });
    if (!begun)
        m_busy = m_othersTurn = false;
    return m_busy;
}

/// Takes the next portion, if none is in work, and keeps one page ahead on its way.
void Puller::work()
{
    if (!m_done || m_busy || leavesTurn())
        return;
    if (!m_portion.left.isEmpty()) {
        fetch(std::exchange(m_portion.left, {}));
        return;
    }
    while (!m_pages.isEmpty() && m_pages.first().rows.isEmpty()
           && m_pages.first().unusable.isEmpty())
        m_pages.removeFirst();
    if (!m_ended && !m_requesting && m_pages.size() <= 1)
        requestPage();
    if (m_pages.isEmpty()) {
        if (m_ended)
            releaseHeld();
        return;
    }
    ChangesPage &page = m_pages.first();
    if (!page.unusable.isEmpty() && !hasRoom())
        return;
    if (auto kept = rememberUnusable(page); !kept) {
        finish(tl::unexpected(kept.error()));
        return;
    }
    m_portion = {};
    if (page.rows.size() <= tuning::kStoreRows) {
        m_portion.rows = std::exchange(page.rows, {});
        m_portion.seq = page.lastSeq;
    } else {
        m_portion.rows = page.rows.first(tuning::kStoreRows);
        page.rows.remove(0, tuning::kStoreRows);
        m_portion.seq = lastSequence(m_portion.rows, m_checkpointer.seq());
    }
    if (m_portion.seq.isEmpty())
        m_portion.seq = m_checkpointer.seq();
    const int before = std::exchange(m_handled, m_handled + int(m_portion.rows.size()));
    if (!m_ended || waiting() > 0) // said before some of it is stored and the rest is not
        tellProgress(before);
    m_portion.rows.removeIf([](const ChangeRow &row) { return !isOurs(row); });
    if (auto sorted = sort(); !sorted)
        finish(tl::unexpected(sorted.error()));
}

/// Not before others have had the turn that was left to them: they come back here.
void Puller::finish(Result<PullOutcome> result)
{
    if (m_othersTurn && !m_ending)
        m_ending = std::move(result);
    if (!m_done || m_othersTurn)
        return;
    const Done done = std::exchange(m_done, nullptr);
    done(std::move(result));
}

} // namespace cairn
