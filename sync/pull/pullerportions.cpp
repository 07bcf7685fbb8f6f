// SPDX-License-Identifier: GPL-3.0-or-later
// Puller: what one transaction takes, from the feed to the store.

#include "pull/puller.h"

#include "http/sequence.h"
#include "pull/checkpointer.h"
#include "store/replica/confirmations.h"
#include "store/replica/feedreread.h"
#include "store/replica/replicastore.h"
#include "store/replica/unreadstore.h"
#include "store/store.h"

#include <utility>

namespace cairn {

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
            tooMany.append(UnreadDocument::flooded(row.change.id, need.left));
            m_portion.flooded.insert(row.change.id, tooMany.last().reason);
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
    QStringList garbled;
    for (const UnreadDocument &document : std::as_const(page.unusable)) {
        if (document.isGarbled)
            garbled.append(document.id);
    }
    if (!garbled.isEmpty())
        CAIRN_TRY(m_store.replica().reread().add(page.since, garbled));
    return remember(std::exchange(page.unusable, {}));
}

Result<void> Puller::beginReread()
{
    FeedReread reread = m_store.replica().reread();
    if (!m_options.documents)
        return {};
    CAIRN_ASSIGN(const std::optional<QString> due, reread.due());
    CAIRN_ASSIGN(const std::optional<QString> underWay, reread.underWay());
    m_rereads = due || underWay;
    if (!m_rereads)
        return {};
    // Never behind our place: what lies between would pass for read.
    const QString from = due ? *due : *underWay;
    if (!m_options.since.isEmpty() && !isBefore(m_options.since, from))
        m_next = from;
    return due ? reread.begun() : Result<void>();
}

/// The feed is read to its end, from where rows said nothing once.
Result<void> Puller::endReread()
{
    if (!std::exchange(m_rereads, false))
        return {};
    CAIRN_ASSIGN(QStringList read, m_store.replica().reread().ended());
    read.removeIf([this](const QString &row) { return m_outcome.unread.contains(row); });
    CAIRN_TRY(m_store.replica().unread().removeGarbled(read));
    return m_store.replica().reread().allRead();
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
        // later. Of a document with too many versions that stays what is said.
        QList<UnreadDocument> unread = fetched->unread + fetched->missing;
        for (UnreadDocument &document : unread)
            document.reason = m_portion.flooded.value(document.id, document.reason);
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
        if (m_rereads) {
            const auto reached = m_store.replica().reread().reached(m_portion.seq);
            if (!reached) {
                finish(tl::unexpected(reached.error()));
                return;
            }
        }
    }
    tellProgress(m_handled);
    later();
}

/// Rows that are not taken yet, as far as that is known.
qint64 Puller::waiting() const
{
    qint64 waiting = std::max<qint64>(m_pending, 0);
    for (const ChangesPage &page : m_pages)
        waiting += page.rows.size();
    return waiting;
}

void Puller::tellProgress(int done)
{
    const bool known = m_pending >= 0 || m_ended;
    if (m_progress)
        m_progress(done, known ? m_handled + int(waiting()) : 0);
}

} // namespace cairn
