// SPDX-License-Identifier: GPL-3.0-or-later
#include "pull/puller.h"

#include "http/logging.h"
#include "http/timers.h"
#include "pull/checkpointer.h"
#include "store/conflict/removalguard.h"
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

QString wanted(const HeldRemovals &removals, int notes)
{
    const QString before =
        removals.gone == 0 ? QString() : QStringLiteral("%1 went already, and ").arg(removals.gone);
    const QString of =
        QStringLiteral("%1the server wants %2 of %3 notes ")
            .arg(before)
            .arg(removals.overwritten == removals.notes ? removals.notes : removals.removed())
            .arg(notes);
    if (removals.overwritten == 0)
        return of + QStringLiteral("removed; these stay until you agree");
    if (removals.removed() == 0)
        return of + QStringLiteral("replaced by other text; these stay until you agree");
    return of
        + QStringLiteral("removed and %1 replaced by other text; these stay until you agree")
              .arg(removals.overwritten);
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
                for (const WantedRevisions &rest : std::as_const(fetched->left))
                    come.removeOne(rest.id); // another time
                for (const UnreadDocument &document : wanted) {
                    if (!stored.held.contains(document.id))
                        continue;
                    come.removeOne(document.id); // asked for until it is stored
                    m_held.append({document.id, document.leaves, false});
                }
                noteOverwritten(stored);
                for (const UnreadDocument &again : std::as_const(fetched->unread))
                    come.removeOne(again.id);
                CAIRN_TRY(unread.remove(come));
                return unread.add(fetched->unread);
            }();
            if (kept)
                readFeed();
            else
                finish(tl::unexpected(kept.error()));
        });
}

void Puller::readFeed()
{
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
        if (m_othersTurn && m_pages.isEmpty())
            releaseHeld(); // what is sent meanwhile may wait as long for a server that is silent
        else
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
    m_handled += int(m_portion.rows.size());
    m_portion.rows.removeIf([](const ChangeRow &row) { return !isOurs(row); });
    if (auto sorted = sort(); !sorted)
        finish(tl::unexpected(sorted.error()));
}

Result<void> Puller::sort()
{
    QList<RemoteChange> changes;
    changes.reserve(m_portion.rows.size());
    for (const ChangeRow &row : std::as_const(m_portion.rows))
        changes.append(row.change);
    CAIRN_ASSIGN(const QList<PullNeed> needs, m_store.replica().classify(changes));

    QList<WantedRevisions> wanted;
    QList<UnreadDocument> tooMany;
    for (qsizetype i = 0; i < m_portion.rows.size(); ++i) {
        ChangeRow &row = m_portion.rows[i];
        const PullNeed &need = needs.at(i);
        if (need.left > 0) {
            m_portion.flooded.insert(row.change.id);
            tooMany.append(
                {row.change.id,
                 {},
                 QStringLiteral("it has too many versions; %1 of them stay there").arg(need.left)});
        }
        if (need.kind == PullNeed::Kind::Nothing) {
            m_portion.known.append(row.change);
            continue;
        }
        if (need.kind == PullNeed::Kind::Document && row.document
            && row.document->rev == row.change.leaves.first()) {
            m_portion.revisions.append(std::move(*row.document));
        } else {
            const bool all = need.kind == PullNeed::Kind::Document || need.missing.isEmpty();
            wanted.append({row.change.id, all ? row.change.leaves : need.missing});
            m_portion.known.append(row.change);
        }
    }
    CAIRN_TRY(remember(tooMany));
    if (wanted.isEmpty())
        storePortion();
    else
        fetch(std::move(wanted));
    return {};
}

/// What of a page cannot be used: on disk before the checkpoint goes past it.
Result<void> Puller::rememberUnusable(ChangesPage &page)
{
    if (!m_releasing) {
        for (const ChangeRow &row : std::as_const(page.rows))
            m_refused.remove(row.change.id);
    }
    return remember(std::exchange(page.unusable, {}));
}

Result<void> Puller::remember(const QList<UnreadDocument> &unread)
{
    if (unread.isEmpty())
        return {};
    for (const UnreadDocument &document : unread) {
        m_outcome.unread.insert(document.id);
        m_refused.insert(document.id);
    }
    m_hasUnread = true;
    return m_store.replica().unread().add(unread);
}

/// What the feed shows is there; what could not be read before, and came in a way that can be used,
/// is read now.
Result<void> Puller::noteRead(const QStringList &held)
{
    QList<RemoteChange> shown;
    QStringList read;
    for (const ChangeRow &row : std::as_const(m_portion.rows)) {
        if (held.contains(row.change.id))
            continue; // its turn comes
        shown.append(row.change);
        if (m_hasUnread && !m_refused.contains(row.change.id))
            read.append(row.change.id);
    }
    CAIRN_TRY(m_store.replica().confirmations().shown(shown));
    return read.isEmpty() ? Result<void>() : m_store.replica().unread().remove(read);
}

void Puller::fetch(QList<WantedRevisions> wanted)
{
    m_busy = true;
    auto *fetcher = new RevisionFetcher(m_client, RevisionFetcher::Which::Leaves, this);
    fetcher->start(std::move(wanted), [this, fetcher](Result<RevisionFetcher::Outcome> fetched) {
        fetcher->deleteLater();
        m_busy = false;
        if (!fetched) {
            finish(tl::unexpected(fetched.error()));
            return;
        }
        // The server lists the missing ones: they come with what superseded them, or a little
        // later. Of a document with too many versions that is already what is said.
        QList<UnreadDocument> unread = fetched->unread + fetched->missing;
        unread.removeIf([this](const UnreadDocument &document) {
            return m_portion.flooded.contains(document.id);
        });
        if (auto kept = remember(unread); !kept) {
            finish(tl::unexpected(kept.error()));
            return;
        }
        m_portion.left = std::move(fetched->left);
        if (m_portion.left.isEmpty()) {
            m_portion.revisions.append(std::move(fetched->found));
            storePortion();
        } else if (storeSome(fetched->found)) {
            later();
        }
    });
}

/// More than fits into memory: what came is stored, and does not count as read.
bool Puller::storeSome(const QList<DocumentRevision> &revisions)
{
    if (!hasRoom())
        return false;
    QSet<QString> ids;
    for (const DocumentRevision &revision : revisions)
        ids.insert(revision.id);
    QList<RemoteChange> known = m_portion.known;
    for (const WantedRevisions &rest : std::as_const(m_portion.left))
        ids.remove(rest.id); // what the server says of its leaves goes with the last of them
    known.removeIf([&ids](const RemoteChange &change) { return !ids.contains(change.id); });
    const auto stored = m_store.replica().store(
        revisions, known, m_checkpointer.replicationId(), std::nullopt, m_removals);
    if (!stored) {
        finish(tl::unexpected(stored.error()));
        return false;
    }
    hold(*stored);
    m_outcome.revisions += stored->revisions;
    m_outcome.notes += stored->notes;
    return true;
}

/// For what comes from elsewhere; without it this ends, and our own changes go out all the same.
bool Puller::hasRoom()
{
    const auto room = m_store.checkRoom();
    if (room)
        return true;
    m_outcome.heldBack = room.error();
    finish(m_outcome);
    return false;
}

void Puller::storePortion()
{
    if (!m_portion.revisions.isEmpty() && !hasRoom())
        return;
    // While removals wait, nothing behind them may count as read.
    std::optional<Checkpoint> checkpoint;
    if (m_held.isEmpty() && m_unasked.isEmpty())
        checkpoint = m_checkpointer.at(m_portion.seq);
    const auto stored = m_store.replica().store(
        m_portion.revisions, m_portion.known, m_checkpointer.replicationId(), checkpoint,
        m_removals);
    if (!stored) {
        finish(tl::unexpected(stored.error()));
        return;
    }
    hold(*stored);
    if (auto noted = noteRead(m_portion.held); !noted) {
        finish(tl::unexpected(noted.error()));
        return;
    }
    if (!m_held.isEmpty())
        checkpoint.reset(); // the store did not write it either
    m_outcome.revisions += stored->revisions;
    m_outcome.notes += stored->notes;
    if (stored->revisions > 0)
        m_patience.hasNews(nowMs());
    if (checkpoint) {
        m_checkpointer.committed(m_portion.seq);
        m_checkpointer.recordIfDue();
    }
    qint64 waiting = std::max<qint64>(m_pending, 0);
    for (const ChangesPage &page : std::as_const(m_pages))
        waiting += page.rows.size();
    const bool known = m_pending >= 0 || m_ended;
    if (m_progress)
        m_progress(m_handled, known ? m_handled + int(waiting) : 0);
    later();
}

/// They wait for the end of the feed, without their texts: those are fetched again then. What the
/// feed says of a document last is what counts, also where that takes nothing away any more.
void Puller::hold(const StoreOutcome &stored)
{
    m_portion.held += stored.held;
    const QSet<QString> held(m_portion.held.cbegin(), m_portion.held.cend());
    QSet<QString> shown;
    for (const ChangeRow &row : std::as_const(m_portion.rows))
        shown.insert(row.change.id);
    m_held.removeIf([&shown](const RemoteChange &change) { return shown.contains(change.id); });
    for (const ChangeRow &row : std::as_const(m_portion.rows)) {
        if (held.contains(row.change.id))
            m_held.append(row.change);
    }
    noteOverwritten(stored);
}

void Puller::noteOverwritten(const StoreOutcome &stored)
{
    for (const QString &id : stored.held)
        m_overwritten.remove(id); // as it is now
    for (const QString &id : stored.overwritten)
        m_overwritten.insert(id);
}

/// The end of the feed: carries out what waited, unless it is more than can be believed. Without an
/// end it waits on: the next pull reads it again.
void Puller::releaseHeld()
{
    if (m_interruption) {
        finish(tl::unexpected(*m_interruption));
        return;
    }
    if (m_outcome.endless) {
        finish(m_outcome);
        return;
    }
    if (m_held.isEmpty() && !m_unasked.isEmpty()) {
        m_held = std::exchange(m_unasked, {});
        m_releasing = false;
    }
    if (m_held.isEmpty()) {
        const auto marked = m_store.replica().removals().caughtUp();
        finish(marked ? Result<PullOutcome>(m_outcome) : tl::unexpected(marked.error()));
        return;
    }
    const auto verdict = this->verdict();
    if (!verdict) {
        finish(tl::unexpected(verdict.error()));
        return;
    }
    if (m_releasing || *verdict == Removals::Hold) {
        m_held.append(std::exchange(m_unasked, {}));
        holdBack();
        return;
    }
    release(*verdict);
}

void Puller::release(Removals removals)
{
    m_removals = removals;
    ChangesPage page;
    for (const RemoteChange &change : std::as_const(m_held)) {
        ChangeRow row;
        row.change = change;
        page.rows.append(row);
    }
    m_held.clear();
    page.lastSeq = m_next;
    m_pages.append(std::move(page));
    m_releasing = true;
    m_handled -= int(m_pages.first().rows.size());
    work();
}

/// What a person said holds for what was shown, and for no more. To keep a part of what came to
/// more since loses nothing; that some may go is said about all that would go with them.
Result<Removals> Puller::verdict()
{
    RemovalGuard guard = m_store.replica().removals();
    CAIRN_ASSIGN(const RemovalGuard::Asked kept, guard.asked(m_options.keep, m_held));
    if (!kept.these.isEmpty() && !m_releasing) {
        m_held = kept.these;
        m_unasked = kept.others;
        m_outcome.answered = true;
        return Removals::Keep;
    }
    CAIRN_ASSIGN(const bool agreed, guard.covers(m_options.letGo, m_held));
    if (agreed) {
        m_outcome.answered = true;
        CAIRN_TRY(guard.agree());
        return Removals::Agreed;
    }
    CAIRN_ASSIGN(const bool admitted, guard.admits(m_held));
    return admitted ? Removals::Admit : Removals::Hold;
}

void Puller::holdBack()
{
    const auto tallies = m_store.tallies();
    const auto asked = m_store.replica().removals().ask(m_held, m_overwritten);
    if (!tallies || !asked) {
        finish(tl::unexpected(tallies ? asked.error() : tallies.error()));
        return;
    }
    const HeldRemovals removals = *asked;
    m_outcome.removals = removals;
    m_outcome.heldBack = Error{
        ErrorKind::Rejected, 0,
        QStringLiteral("%1 (%2)").arg(wanted(removals, tallies->notes), removals.toString()),
        QStringLiteral("mass-removal"), -1};
    finish(m_outcome);
}

void Puller::finish(Result<PullOutcome> result)
{
    if (!m_done)
        return;
    const Done done = std::exchange(m_done, nullptr);
    done(std::move(result));
}

} // namespace cairn
