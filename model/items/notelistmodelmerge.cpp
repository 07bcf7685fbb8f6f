// SPDX-License-Identifier: GPL-3.0-or-later
// Bringing a list to a newly read state with the fewest signals, so that views keep selection and
// scroll position.

#include "items/notelistmodel.h"

#include <QHash>

#include <algorithm>

namespace cairn {

namespace {

/// More separate places than this are a new list rather than a changed one.
constexpr int kMaxRanges = 1'000;

QSet<qint64> setOf(const QList<OrderedNote> &rows)
{
    QSet<qint64> keys;
    keys.reserve(rows.size());
    for (const OrderedNote &row : rows)
        keys.insert(row.key);
    return keys;
}

/// The number of runs of rows whose key is not in `others`.
int runsOutside(const QList<OrderedNote> &rows, const QSet<qint64> &others)
{
    int runs = 0;
    bool inside = false;
    for (const OrderedNote &row : rows) {
        const bool outside = !others.contains(row.key);
        runs += outside && !inside;
        inside = outside;
    }
    return runs;
}

} // namespace

void NoteListModel::mergeInto(const QList<OrderedNote> &wanted)
{
    const QSet<qint64> present = setOf(m_rows);
    const QSet<qint64> future = setOf(wanted);
    if (runsOutside(m_rows, future) + runsOutside(wanted, present) > kMaxRanges) {
        reset(wanted);
        return;
    }
    removeOthers(future);
    permute(wanted);
    insertMissing(wanted);
}

/// A list of search results does not turn over under a reading person: what stays keeps its order,
/// what is new goes before the one that it is better than.
QList<OrderedNote> NoteListModel::keepingOrder(const QList<OrderedNote> &found) const
{
    const QSet<qint64> present = setOf(m_rows);
    const QSet<qint64> future = setOf(found);
    QHash<qint64, QList<OrderedNote>>
        newBefore; // by the key of the next one that is shown already; 0: the end
    QList<OrderedNote> waiting;
    for (const OrderedNote &row : found) {
        if (!present.contains(row.key)) {
            waiting.append(row);
        } else if (!waiting.isEmpty()) {
            newBefore.insert(row.key, waiting);
            waiting.clear();
        }
    }
    QList<OrderedNote> wanted;
    wanted.reserve(found.size());
    for (const OrderedNote &row : m_rows) {
        if (future.contains(row.key)) {
            wanted += newBefore.value(row.key);
            wanted.append(row);
        }
    }
    return wanted + waiting;
}

void NoteListModel::removeOthers(const QSet<qint64> &future)
{
    int end = int(m_keys.size());
    while (end > 0) {
        if (future.contains(m_keys.at(end - 1))) {
            --end;
            continue;
        }
        int begin = end - 1;
        while (begin > 0 && !future.contains(m_keys.at(begin - 1)))
            --begin;
        beginRemoveRows({}, begin, end - 1);
        m_keys.remove(begin, end - begin);
        m_rows.remove(begin, end - begin);
        endRemoveRows();
        end = begin;
    }
}

/// Puts the rows that are shown already into their new order.
void NoteListModel::permute(const QList<OrderedNote> &wanted)
{
    const QSet<qint64> present = setOf(m_rows);
    QList<OrderedNote> rows;
    QList<qint64> keys;
    for (const OrderedNote &row : wanted) {
        if (present.contains(row.key)) {
            rows.append(row);
            keys.append(row.key);
        }
    }
    if (std::ranges::equal(keys, m_keys)) { // QList's == hands null to memcmp for two empty lists
        m_rows = rows; // the same order, perhaps by other values
        return;
    }
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    QHash<qint64, int> newRows;
    for (int i = 0; i < keys.size(); ++i)
        newRows.insert(keys.at(i), i);
    const QModelIndexList from = persistentIndexList();
    QModelIndexList to;
    for (const QModelIndex &old : from)
        to.append(index(newRows.value(m_keys.at(old.row()))));
    m_keys = keys;
    m_rows = rows;
    changePersistentIndexList(from, to);
    emit layoutChanged({}, VerticalSortHint);
}

void NoteListModel::insertMissing(const QList<OrderedNote> &wanted)
{
    // The rows shown are a subsequence of the wanted ones: wherever they differ, something is to be
    // put in.
    int at = 0;
    while (at < wanted.size()) {
        if (at < m_keys.size() && m_keys.at(at) == wanted.at(at).key) {
            ++at;
            continue;
        }
        const qint64 next = at < m_keys.size() ? m_keys.at(at) : 0;
        int end = at;
        while (end < wanted.size() && wanted.at(end).key != next)
            ++end;
        beginInsertRows({}, at, end - 1);
        m_rows.insert(at, end - at, OrderedNote());
        m_keys.insert(at, end - at, 0);
        for (; at < end; ++at) {
            m_rows[at] = wanted.at(at);
            m_keys[at] = wanted.at(at).key;
        }
        endInsertRows();
    }
}

} // namespace cairn
