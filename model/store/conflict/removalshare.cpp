// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/conflict/removalshare.h"

#include "clock.h"
#include "store/conflict/removaltimes.h"
#include "store/sqlite/database.h"
#include "store/tree/storecontext.h"

#include <algorithm>
#include <limits>

namespace cairn {

namespace {

constexpr int kNotes = 20; ///< more than these …
constexpr int kPercent = 10; ///< … and more than this share of all notes is asked about first
constexpr int kEditedPercent = 50; ///< the same, with those that people may have edited so
constexpr int kNearlyAll = 10; ///< so many already, where they leave less than that share of all
constexpr qint64 kMarkMs = 3'600'000; ///< from mark to mark, or …
constexpr qint64 kMarkGrowth = 10; ///< … when there is one more for so many documents

bool isSmallPart(qint64 gone, qint64 all) { return gone * 100 <= all * kPercent; }

bool areFewGone(qint64 gone, qint64 all)
{
    if (gone < kNearlyAll)
        return true;
    return gone <= kNotes ? (all - gone) * 100 >= all * kPercent : isSmallPart(gone, all);
}

bool areFewEdited(qint64 gone, qint64 all)
{
    return gone <= kNotes || gone * 100 <= all * kEditedPercent;
}

/// Whatever took them: of what was here, a tenth is to be left.
bool leavesSome(qint64 gone, qint64 then, RemovalShare::Of what)
{
    const int few = what == RemovalShare::Of::Gone ? kNearlyAll - 1 : kNotes;
    return gone <= few || (then - gone) * 100 >= then * kPercent;
}

} // namespace

RemovalShare::RemovalShare(StoreContext &context)
    : m_context(context)
{
}

Result<bool> RemovalShare::admits(const QList<qint64> &documents)
{
    return admits(documents, Of::Gone);
}

Result<bool> RemovalShare::admitsEdited(qint64 document)
{
    return admits({document}, Of::GoneOrEdited);
}

Result<bool> RemovalShare::admits(const QList<qint64> &documents, Of what)
{
    CAIRN_TRY(read());
    const QList<qint64> more = newOf(documents, what);
    const QList<qint64> moreOfAll = newOf(documents, Of::GoneOrEdited);
    const qint64 gone = count(what) + more.size();
    const qint64 goneOrEdited = count(Of::GoneOrEdited) + moreOfAll.size();
    if (goneOrEdited < kNearlyAll)
        return true;
    const auto areFew = what == Of::Gone ? areFewGone : areFewEdited;
    CAIRN_ASSIGN(const qint64 shown, this->shown());
    const qint64 all = shown + m_outOfSight;
    if (!areFew(gone, all) || !leavesSome(goneOrEdited, all, what))
        return false;
    CAIRN_TRY(readOwn());
    return std::all_of(m_marks.cbegin(), m_marks.cend(), [&](const Mark &mark) {
        const qint64 then = std::min(mark.notes + ownAfter(mark), all);
        const bool wereFew = what == Of::GoneOrEdited || isSmallPart(gone, then)
            || areFewGone(goneOf(mark, more, what), then);
        return wereFew
            && (isSmallPart(goneOrEdited, then)
                || leavesSome(goneOf(mark, moreOfAll, Of::GoneOrEdited), then, what));
    });
}

Result<bool> RemovalShare::hasManyEdited()
{
    CAIRN_TRY(read());
    return count(Of::GoneOrEdited) - count(Of::Gone) > kNotes;
}

/// Those that do not count already.
QList<qint64> RemovalShare::newOf(const QList<qint64> &documents, Of what) const
{
    QList<qint64> more;
    for (const qint64 document : documents) {
        const auto gone = m_gone.constFind(document);
        if (gone == m_gone.cend() || !gone->counts(what))
            more.append(document);
    }
    return more;
}

qint64 RemovalShare::count(Of what) const
{
    return std::count_if(
        m_gone.cbegin(), m_gone.cend(), [what](const Gone &one) { return one.counts(what); });
}

/// Of what was here at that time, or was written here since.
qint64 RemovalShare::goneOf(const Mark &mark, const QList<qint64> &more, Of what) const
{
    const auto wasHere = [&](qint64 document) {
        return document <= mark.document
            || std::binary_search(m_own->cbegin(), m_own->cend(), document);
    };
    qint64 count = std::count_if(more.cbegin(), more.cend(), wasHere);
    for (auto it = m_gone.cbegin(); it != m_gone.cend(); ++it)
        count += it->counts(what) && it->removal > mark.removal && wasHere(it.key()) ? 1 : 0;
    return count;
}

qint64 RemovalShare::ownAfter(const Mark &mark) const
{
    return m_own->cend() - std::upper_bound(m_own->cbegin(), m_own->cend(), mark.document);
}

void RemovalShare::add(qint64 document, Removal kind)
{
    if (!m_known)
        return;
    const bool isNew = !m_gone.contains(document);
    Gone &gone = m_gone[document];
    gone.removal = std::numeric_limits<qint64>::max();
    const bool outOfSight = kind == Removal::Deleted || kind == Removal::Trashed;
    m_outOfSight += int(outOfSight) - int(gone.outOfSight);
    gone.outOfSight = outOfSight;
    gone.isEdited = isEditing(kind) && (isNew || gone.isEdited);
}

void RemovalShare::forget()
{
    m_known = false;
    m_gone.clear();
    m_marks.clear();
    m_own.reset();
    m_outOfSight = 0;
}

Result<void> RemovalShare::read()
{
    if (m_known)
        return {};
    forget();
    // A time ahead of our clock counts too: the clock was turned back since.
    const qint64 since = m_context.clock.nowMs() - kWindowMs;
    auto gone = m_context.database.statement(QStringLiteral(
        "SELECT m.document, max(m.key), n.document IS NULL OR n.trashed = 1,"
        " min(m.kind IN ('halved', 'replaced')) FROM removal m"
        " LEFT JOIN note n ON n.document = m.document WHERE m.at > :since AND m.agreed = 0"
        " GROUP BY m.document"));
    CAIRN_TRY(gone.bind(":since", since).run());
    while (gone.next()) {
        const bool outOfSight = gone.integer(2) != 0;
        m_gone.insert(gone.integer(0), {gone.integer(1), outOfSight, gone.integer(3) != 0});
        m_outOfSight += outOfSight ? 1 : 0;
    }
    CAIRN_TRY(gone.status());
    auto marks = m_context.database.statement(
        QStringLiteral("SELECT at, document, notes, removal FROM here_before WHERE at > :since"
                       " OR at = (SELECT max(at) FROM here_before WHERE at <= :before)"));
    CAIRN_TRY(marks.bind(":since", since).bind(":before", since).run());
    while (marks.next())
        m_marks.append({marks.integer(0), marks.integer(1), marks.integer(2), marks.integer(3)});
    CAIRN_TRY(marks.status());
    if (m_marks.isEmpty()) // of what came nothing was here yet; what was written here was
        m_marks.append(Mark());
    m_known = true;
    return {};
}

/// What the person wrote here since the oldest mark, unless they took it away themselves.
Result<void> RemovalShare::readOwn()
{
    if (m_own)
        return {};
    const auto oldest =
        std::min_element(m_marks.cbegin(), m_marks.cend(), [](const Mark &one, const Mark &other) {
            return one.document < other.document;
        });
    QList<qint64> own;
    if (oldest != m_marks.cend()) {
        auto rows = m_context.database.statement(
            QStringLiteral("SELECT DISTINCT r.document, coalesce(n.trashed, 1) FROM revision r"
                           " LEFT JOIN note n ON n.document = r.document"
                           " WHERE r.document > :oldest AND r.generation = 1 AND r.origin = 0"
                           " ORDER BY r.document"));
        CAIRN_TRY(rows.bind(":oldest", oldest->document).run());
        while (rows.next()) {
            if (rows.integer(1) == 0 || m_gone.value(rows.integer(0)).outOfSight)
                own.append(rows.integer(0));
        }
        CAIRN_TRY(rows.status());
    }
    m_own = own;
    return {};
}

Result<qint64> RemovalShare::shown()
{
    auto row = m_context.database.statement(
        QStringLiteral("SELECT notes FROM tally WHERE kind = 'all' AND name = ''"));
    CAIRN_TRY(row.run());
    const qint64 notes = row.next() ? row.integer(0) : 0;
    CAIRN_TRY(row.status());
    return notes;
}

Result<std::optional<RemovalShare::Mark>> RemovalShare::lastMark()
{
    auto row = m_context.database.statement(QStringLiteral(
        "SELECT at, document, notes, removal FROM here_before ORDER BY key DESC LIMIT 1"));
    CAIRN_TRY(row.run());
    std::optional<Mark> last;
    if (row.next())
        last = Mark{row.integer(0), row.integer(1), row.integer(2), row.integer(3)};
    CAIRN_TRY(row.status());
    return last;
}

Result<void> RemovalShare::caughtUp()
{
    Transaction transaction(m_context.database);
    CAIRN_TRY(transaction.begin());
    CAIRN_TRY(removaltimes::straighten(m_context));
    CAIRN_TRY(setMark());
    CAIRN_TRY(transaction.commit());
    forget();
    return {};
}

/// Remembers what is here now, where that is another time than the last.
Result<void> RemovalShare::setMark()
{
    CAIRN_ASSIGN(const qint64 notes, shown());
    CAIRN_ASSIGN(const std::optional<Mark> last, lastMark());
    auto newest = m_context.database.statement(QStringLiteral("SELECT max(key) FROM document"));
    CAIRN_TRY(newest.run());
    const qint64 document = newest.next() ? newest.integer(0) : 0;
    CAIRN_TRY(newest.status());
    const qint64 now = m_context.clock.nowMs();
    if (notes == 0 || (last && last->document == document && last->notes == notes))
        return {};
    if (last && now >= last->at && now - last->at < kMarkMs
        && (document - last->document) * kMarkGrowth < last->document)
        return {};
    auto old = m_context.database.statement(QStringLiteral(
        "DELETE FROM here_before WHERE at < (SELECT max(at) FROM here_before WHERE at <= :since)"));
    CAIRN_TRY(old.bind(":since", now - kWindowMs).run());
    auto row = m_context.database.statement(
        QStringLiteral("INSERT INTO here_before (at, document, notes, removal)"
                       " SELECT :at, :document, :notes, coalesce(max(key), 0) FROM removal"));
    return row.bind(":at", now).bind(":document", document).bind(":notes", notes).run();
}

} // namespace cairn
