// SPDX-License-Identifier: GPL-3.0-or-later
// NoteListModel: how it follows changes of notes, few or many.
#include "items/notelistmodel.h"

#include "store/store.h"

#include <QElapsedTimer>

#include <algorithm>
#include <functional>

namespace cairn {

namespace {

// Of many changes so many are read at once, for so long in one turn of the event loop.
constexpr qsizetype kReadAtOnce = 50;
constexpr qint64 kSliceMs = 4;
constexpr int kPauseMs = 2;
/// So many are shown together at most.
constexpr qsizetype kShownAtOnce = 5'000;
/// New notes that come to stand in more places than this are put in by one new order of all rows.
constexpr int kFewPlaces = 8;

/// Room for `count` entries at `at`, moving the shorter side: what a sync brings mostly belongs
/// near one end, and a long list takes a millisecond to move.
template <typename T> void makeRoom(QList<T> &list, qsizetype at, qsizetype count)
{
    if (at > list.size() / 2) {
        list.insert(at, count, T());
        return;
    }
    list.insert(0, count, T()); // QList keeps room at its beginning, too
    std::rotate(list.begin(), list.begin() + count, list.begin() + count + at);
}

} // namespace

// --- few: at once, each by signals of its own

void NoteListModel::applyFew(const QList<qint64> &keys)
{
    const auto listed = m_store.order().some(m_query, keys);
    if (!listed) {
        m_waiting.unite({keys.cbegin(), keys.cend()});
        return tryLater(listed.error());
    }
    m_failing = false;
    QHash<qint64, const OrderedNote *> now;
    for (const OrderedNote &note : *listed)
        now.insert(note.key, &note);
    QList<OrderedNote> added;
    for (const qint64 key : keys) {
        m_waiting.remove(key); // what is shown here is newer
        m_read.remove(key);
        const OrderedNote *note = now.value(key, nullptr);
        if (const int row = rowOfKey(key); row >= 0)
            place(row, note);
        else if (note)
            added.append(*note);
    }
    std::sort(added.begin(), added.end(), order());
    insertSorted(added);
}

/// New rows, sorted; those that come to stand together with one signal, for notes mostly arrive in
/// order.
void NoteListModel::insertSorted(const QList<OrderedNote> &added)
{
    qsizetype end = added.size();
    while (end > 0) { // from the last one, so that the places of the others stay
        const qsizetype at = placeOf(added.at(end - 1));
        qsizetype begin = end - 1;
        while (begin > 0 && placeOf(added.at(begin - 1)) == at)
            --begin;
        beginInsertRows({}, int(at), int(at + end - begin - 1));
        makeRoom(m_rows, at, end - begin);
        makeRoom(m_keys, at, end - begin);
        for (qsizetype i = begin; i < end; ++i) {
            m_rows[at + i - begin] = added.at(i);
            m_keys[at + i - begin] = added.at(i).key;
        }
        endInsertRows();
        end = begin;
    }
}

/// Brings a row to where its note belongs now; nothing: out of the list. The place is found among
/// the sort values held here, never among those in the database: these may be further than what we
/// were told yet.
void NoteListModel::place(int from, const OrderedNote *now)
{
    if (!now) {
        beginRemoveRows({}, from, from);
        m_keys.removeAt(from);
        m_rows.removeAt(from);
        endRemoveRows();
        return;
    }
    const int to = int(placeOf(*now));
    int row = from;
    if (to < from || to > from + 1) {
        moveRow(from, to);
        row = to > from ? to - 1 : to;
    }
    m_rows[row] = *now;
    rowsChanged(row, row);
}

/// `before` counts as in beginMoveRows: the row that the moved one stands before, at the time of
/// the call.
void NoteListModel::moveRow(int from, int before)
{
    beginMoveRows({}, from, from, {}, before);
    const int to = before > from ? before - 1 : before;
    m_keys.move(from, to);
    m_rows.move(from, to);
    endMoveRows();
}

// --- many: read in slices, shown by few signals whatever their number

void NoteListModel::applyLater(const QSet<qint64> &keys)
{
    m_waiting.unite(keys);
    if (!m_later.isActive())
        m_later.start(0); // this turn has enough to do
}

void NoteListModel::readWaiting()
{
    if (m_unread) {
        readAgain();
        if (!m_unread && !m_keys.isEmpty())
            rowsChanged(0, int(m_keys.size()) - 1); // rows that stayed may hold other words
        return;
    }
    QElapsedTimer timer;
    timer.start();
    while (!m_waiting.isEmpty() && m_read.size() < kShownAtOnce) {
        if (timer.elapsed() >= kSliceMs) {
            m_later.start(kPauseMs);
            return;
        }
        QList<qint64> keys;
        for (auto it = m_waiting.begin(); it != m_waiting.end() && keys.size() < kReadAtOnce;) {
            keys.append(*it);
            it = m_waiting.erase(it);
        }
        std::sort(keys.begin(), keys.end());
        const auto listed = m_store.order().some(m_query, keys);
        if (!listed) {
            m_waiting.unite({keys.cbegin(), keys.cend()});
            return tryLater(listed.error());
        }
        m_failing = false;
        for (const qint64 key : std::as_const(keys))
            m_read.insert(key, std::nullopt);
        for (const OrderedNote &note : *listed)
            m_read.insert(note.key, note);
    }
    if (m_read.isEmpty() || m_rest.isActive()) // its end calls here
        return;
    if (timer.elapsed() >= kSliceMs / 2) { // showing takes a turn of its own
        m_later.start(kPauseMs);
        return;
    }
    showRead();
    m_rest.start();
}

void NoteListModel::showRead()
{
    const ReadNotes read = std::exchange(m_read, {});
    const QList<int> rows = rowsOf(read);
    QSet<qint64> shown;
    bool allStay = true;
    for (const int row : rows) {
        const auto &now = read.find(m_keys.at(row)).value();
        shown.insert(m_keys.at(row));
        allStay = allStay && now;
        if (now)
            m_rows[row] = *now;
    }
    QList<OrderedNote> added;
    for (const auto &note : read) {
        if (note && !shown.contains(note->key))
            added.append(*note);
    }
    std::sort(added.begin(), added.end(), order());
    if (allStay && staysInOrder(rows)) {
        if (!rows.isEmpty())
            rowsChanged(rows.first(), rows.last());
        if (isInFewPlaces(added))
            return insertSorted(added);
    }
    rearrange(rows, read, added);
}

/// The rows of those that have one, ascending.
QList<int> NoteListModel::rowsOf(const ReadNotes &notes) const
{
    QList<int> rows;
    if (notes.isEmpty())
        return rows;
    // New notes have greater keys than all others: most rows need no look into the hash.
    const auto [least, greatest] = std::minmax_element(notes.keyBegin(), notes.keyEnd());
    for (int row = 0; row < m_keys.size(); ++row) {
        const qint64 key = m_keys.at(row);
        if (key >= *least && key <= *greatest && notes.contains(key))
            rows.append(row);
    }
    return rows;
}

bool NoteListModel::staysInOrder(const QList<int> &rows) const
{
    const auto before = order();
    return std::all_of(rows.cbegin(), rows.cend(), [&](int row) {
        return (row == 0 || before(m_rows.at(row - 1), m_rows.at(row)))
            && (row + 1 == m_rows.size() || before(m_rows.at(row), m_rows.at(row + 1)));
    });
}

bool NoteListModel::isInFewPlaces(const QList<OrderedNote> &sorted) const
{
    qsizetype last = -1;
    int places = 0;
    for (const OrderedNote &note : sorted) {
        const qsizetype at = placeOf(note);
        places += at != last;
        last = at;
        if (places > kFewPlaces)
            return false;
    }
    return true;
}

/// Puts all rows in order: new notes are appended first; of the others those that are listed go
/// where they belong, the rest behind all, from where it is taken off.
void NoteListModel::rearrange(
    QList<int> rows, const ReadNotes &changed, const QList<OrderedNote> &added)
{
    if (!added.isEmpty()) {
        const int first = int(m_rows.size());
        beginInsertRows({}, first, first + int(added.size()) - 1);
        for (const OrderedNote &note : added) {
            rows.append(int(m_rows.size()));
            m_rows.append(note);
            m_keys.append(note.key);
        }
        endInsertRows();
    }
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList from = persistentIndexList();
    QList<OrderedNote> kept; // what they stood for
    for (const QModelIndex &index : from)
        kept.append(m_rows.at(index.row()));

    QList<OrderedNote> placed = takeOut(rows);
    const auto leaves = [&changed](const OrderedNote &note) { return !changed.value(note.key); };
    const auto end = std::stable_partition(placed.begin(), placed.end(), std::not_fn(leaves));
    const QList<OrderedNote> leaving(end, placed.end());
    placed.erase(end, placed.end());
    std::sort(placed.begin(), placed.end(), order());
    putIn(placed);
    const qsizetype listed = m_rows.size();
    m_rows += leaving;
    m_keys += keysOf(leaving);

    QModelIndexList to;
    for (const OrderedNote &note : std::as_const(kept)) {
        qsizetype row = std::lower_bound(m_rows.cbegin(), m_rows.cbegin() + listed, note, order())
            - m_rows.cbegin();
        if (row == listed || m_keys.at(row) != note.key) // it leaves
            row = m_keys.indexOf(note.key, listed);
        to.append(index(int(row)));
    }
    changePersistentIndexList(from, to);
    emit layoutChanged({}, VerticalSortHint);
    if (!leaving.isEmpty()) {
        beginRemoveRows({}, int(listed), int(m_rows.size()) - 1);
        m_rows.resize(listed);
        m_keys.resize(listed);
        endRemoveRows();
    }
}

/// Takes these rows, which ascend, out of the lists; the others close up.
QList<OrderedNote> NoteListModel::takeOut(const QList<int> &rows)
{
    QList<OrderedNote> taken;
    taken.reserve(rows.size());
    for (const int row : rows)
        taken.append(std::move(m_rows[row]));
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const auto begin = rows.at(i) + 1;
        const auto end = i + 1 < rows.size() ? rows.at(i + 1) : m_rows.size();
        std::move(m_rows.begin() + begin, m_rows.begin() + end, m_rows.begin() + begin - i - 1);
        std::move(m_keys.begin() + begin, m_keys.begin() + end, m_keys.begin() + begin - i - 1);
    }
    m_rows.resize(m_rows.size() - rows.size());
    m_keys.resize(m_keys.size() - rows.size());
    return taken;
}

/// Puts sorted notes where they belong, in one pass from the end. (By their places: comparing all
/// rows would take much longer than moving them.)
void NoteListModel::putIn(const QList<OrderedNote> &sorted)
{
    qsizetype end = m_rows.size(); // of the rows that are not moved yet
    m_rows.resize(end + sorted.size());
    m_keys.resize(end + sorted.size());
    for (qsizetype left = sorted.size(); left > 0; --left) {
        const OrderedNote &note = sorted.at(left - 1);
        const auto at = std::lower_bound(m_rows.cbegin(), m_rows.cbegin() + end, note, order())
            - m_rows.cbegin();
        std::move_backward(m_rows.begin() + at, m_rows.begin() + end, m_rows.begin() + end + left);
        std::move_backward(m_keys.begin() + at, m_keys.begin() + end, m_keys.begin() + end + left);
        m_rows[at + left - 1] = note;
        m_keys[at + left - 1] = note.key;
        end = at;
    }
}

} // namespace cairn
