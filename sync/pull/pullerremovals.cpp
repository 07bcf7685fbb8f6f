// SPDX-License-Identifier: GPL-3.0-or-later
// Puller: what would take notes from the person's sight, at the end of the feed.

#include "pull/puller.h"

#include "store/conflict/removalguard.h"
#include "store/replica/replicastore.h"
#include "store/store.h"

namespace cairn {

namespace {

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
    if (const auto ended = endReread(); !ended) {
        finish(tl::unexpected(ended.error()));
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
        CAIRN_TRY(guard.agree(m_held));
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
    Error held;
    held.kind = ErrorKind::Rejected;
    held.message =
        QStringLiteral("%1 (%2)").arg(wanted(removals, tallies->notes), removals.toString());
    held.reason = ErrorReason::RemovalsHeld;
    m_outcome.heldBack = held;
    finish(m_outcome);
}

} // namespace cairn
