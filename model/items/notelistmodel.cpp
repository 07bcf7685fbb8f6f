#include "items/notelistmodel.h"

#include "items/roles.h"
#include "shownname.h"
#include "store/notestore.h"
#include "store/searchindex.h"
#include "store/store.h"

#include <QElapsedTimer>

#include <algorithm>

namespace cairn {

namespace {

constexpr int kPageRows = 100;
constexpr qsizetype kMaxPreview = 300;
constexpr int kCachedRows = 2'000; // about 1 MB
/// Above this many changed notes it is cheaper to read all keys again, unless the list is long:
/// that would stop the window for longer than anybody should notice.
constexpr qsizetype kFewChanges = 500;
constexpr qsizetype kShortList = 10'000;
/// Of many changes, so many at once, for so long; the rest after what else the event loop has.
constexpr qsizetype kAtOnce = 100;
constexpr qint64 kSliceMs = 8;
constexpr int kPauseMs = 2;

QList<qint64> keysOf(const QList<OrderedNote> &rows)
{
    QList<qint64> keys;
    keys.reserve(rows.size());
    for (const OrderedNote &row : rows)
        keys.append(row.key);
    return keys;
}

/// Room for `count` entries at `at`, moving the shorter side: what a sync brings mostly belongs near
/// one end, and a long list takes a millisecond to move.
template<typename T>
void makeRoom(QList<T> &list, qsizetype at, qsizetype count)
{
    if (at > list.size() / 2) {
        list.insert(at, count, T());
        return;
    }
    list.insert(0, count, T()); // QList keeps room at its beginning, too
    std::rotate(list.begin(), list.begin() + count, list.begin() + count + at);
}

} // namespace

NoteListModel::NoteListModel(Store &store, QObject *parent)
    : QAbstractListModel(parent)
    , m_store(store)
    , m_cache(kCachedRows)
{
    m_later.setSingleShot(true);
    m_later.setInterval(kPauseMs);
    connect(&m_later, &QTimer::timeout, this, &NoteListModel::applyWaiting);
}

NoteListModel::~NoteListModel() = default;

Result<void> NoteListModel::setQuery(const NoteQuery &query)
{
    CAIRN_ASSIGN(QList<OrderedNote> rows, readAll(query));
    m_query = query;
    m_filled = true;
    reset(std::move(rows));
    return {};
}

void NoteListModel::applyChanges(const ChangeSet &changes)
{
    if (!m_filled)
        return;
    if (changes.notebooks)
        m_cache.clear(); // rows show names of notebooks
    const bool placesMoved = changes.notebooks && !m_query.notebookId.isEmpty();
    const bool many = changes.everything
        || (changes.notes.size() > kFewChanges
            && changes.notes.size() + m_keys.size() <= kShortList);
    for (const qint64 key : changes.notes)
        m_cache.remove(key);
    if (changes.everything)
        m_cache.clear();
    if (many || placesMoved || (!hasOwnOrder() && !changes.notes.isEmpty())) {
        readAgain();
    } else if (!changes.notes.isEmpty()) {
        m_waiting.unite(changes.notes);
        if (!m_later.isActive())
            applyWaiting();
    }
    if ((changes.notebooks || many) && !m_keys.isEmpty())
        rowsChanged(0, int(m_keys.size()) - 1);
}

void NoteListModel::setSyncing(const QSet<qint64> &keys)
{
    if (keys == m_syncing)
        return;
    const QSet<qint64> changed = (m_syncing - keys) + (keys - m_syncing);
    m_syncing = keys;
    for (const qint64 key : changed) {
        if (const int row = rowOfKey(key); row >= 0)
            rowsChanged(row, row);
    }
}

void NoteListModel::setUnsaved(qint64 key)
{
    for (const qint64 changed : {std::exchange(m_unsaved, key), key}) {
        if (const int row = rowOfKey(changed); changed != 0 && row >= 0)
            rowsChanged(row, row);
    }
}

int NoteListModel::rowOfKey(qint64 key) const { return int(m_keys.indexOf(key)); }

int NoteListModel::rowOfId(const QString &id) const
{
    const Result<qint64> key = m_store.notes().keyOf(id);
    return key ? rowOfKey(*key) : -1;
}

qint64 NoteListModel::keyAt(int row) const { return m_keys.value(row, 0); }

QString NoteListModel::idAt(int row) const
{
    const Cached *entry = cached(row);
    return entry ? entry->note.id : QString();
}

int NoteListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_keys.size());
}

QVariant NoteListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole && role != NoteRole
        && role != SnippetRole && role != IdRole)
        return {};
    const Cached *entry = cached(index.row());
    if (!entry)
        return {};
    const NoteSummary &note = entry->note;
    switch (role) {
    case Qt::DisplayRole:
        return note.title;
    case Qt::AccessibleTextRole: {
        QStringList parts{
            isolatedName(note.title), isolatedName(note.notebookName),
            isolatedName(note.preview, kMaxPreview)};
        parts.removeAll(QString());
        return parts.join(QStringLiteral(", "));
    }
    case SnippetRole:
        return entry->snippet;
    case IdRole:
        return note.id;
    default:
        break;
    }
    NoteSummary shown = note;
    shown.unsaved = note.key == m_unsaved;
    if (m_syncing.contains(note.key) && note.state != NoteState::Synced && !note.conflict)
        shown.state = NoteState::Syncing;
    return QVariant::fromValue(shown);
}

Qt::ItemFlags NoteListModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags plain = QAbstractListModel::flags(index);
    return index.isValid() ? plain | Qt::ItemIsDragEnabled | Qt::ItemNeverHasChildren : plain;
}

QHash<int, QByteArray> NoteListModel::roleNames() const
{
    QHash<int, QByteArray> names = QAbstractListModel::roleNames();
    names.insert(NoteRole, "note");
    names.insert(SnippetRole, "snippet");
    names.insert(IdRole, "noteId");
    return names;
}

bool NoteListModel::hasOwnOrder() const { return m_query.text.trimmed().isEmpty(); }

Result<QList<OrderedNote>> NoteListModel::readAll(const NoteQuery &query) const
{
    if (query.text.trimmed().isEmpty())
        return NoteOrder(m_store.database()).all(query);
    CAIRN_ASSIGN(const QList<qint64> keys, m_store.search().keys(query));
    QList<OrderedNote> rows;
    rows.reserve(keys.size());
    for (const qint64 key : keys)
        rows.append({key, false, 0, {}});
    return rows;
}

void NoteListModel::applyWaiting()
{
    QElapsedTimer timer;
    timer.start();
    while (!m_waiting.isEmpty()) {
        if (timer.elapsed() >= kSliceMs) {
            m_later.start();
            return;
        }
        QList<qint64> keys;
        for (auto it = m_waiting.begin(); it != m_waiting.end() && keys.size() < kAtOnce;) {
            keys.append(*it);
            it = m_waiting.erase(it);
        }
        std::sort(keys.begin(), keys.end());
        applyFew(keys);
    }
}

void NoteListModel::applyFew(const QList<qint64> &keys)
{
    const auto listed = NoteOrder(m_store.database()).some(m_query, keys);
    if (!listed) {
        emit failed(listed.error());
        return;
    }
    QHash<qint64, const OrderedNote *> now;
    for (const OrderedNote &note : *listed)
        now.insert(note.key, &note);
    const QSet<qint64> shown = shownOf(keys);
    QList<OrderedNote> added;
    for (const qint64 key : keys) {
        const OrderedNote *note = now.value(key, nullptr);
        if (shown.contains(key))
            place(key, note);
        else if (note)
            added.append(*note);
    }
    insertSorted(std::move(added));
}

/// Those that have a row.
QSet<qint64> NoteListModel::shownOf(const QList<qint64> &keys) const
{
    QSet<qint64> shown;
    if (keys.size() <= 2) { // looking for one is faster than looking at all
        for (const qint64 key : keys) {
            if (m_keys.contains(key))
                shown.insert(key);
        }
        return shown;
    }
    const QSet<qint64> wanted(keys.cbegin(), keys.cend());
    for (const qint64 key : m_keys) {
        if (wanted.contains(key))
            shown.insert(key);
    }
    return shown;
}

/// New rows; those that come to stand together with one signal, for notes mostly arrive in order.
void NoteListModel::insertSorted(QList<OrderedNote> added)
{
    const auto before = [this](const OrderedNote &a, const OrderedNote &b) {
        return NoteOrder::before(m_query, a, b);
    };
    std::sort(added.begin(), added.end(), before);
    qsizetype end = added.size();
    while (end > 0) { // from the last one, so that the places of the others stay
        const auto placeOf = [&](qsizetype i) {
            return std::lower_bound(m_rows.cbegin(), m_rows.cend(), added.at(i), before)
                - m_rows.cbegin();
        };
        const auto at = placeOf(end - 1);
        qsizetype begin = end - 1;
        while (begin > 0 && placeOf(begin - 1) == at)
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

/// Brings the row of a note that has one to where it belongs now; nothing: out of the list. The place is found
/// among the sort values held here, never among those in the database: these may be further than
/// what we were told yet.
void NoteListModel::place(qint64 key, const OrderedNote *now)
{
    const int from = rowOfKey(key);
    if (!now) {
        beginRemoveRows({}, from, from);
        m_keys.removeAt(from);
        m_rows.removeAt(from);
        endRemoveRows();
        return;
    }
    const auto before = [this](const OrderedNote &a, const OrderedNote &b) {
        return NoteOrder::before(m_query, a, b);
    };
    const int to =
        int(std::lower_bound(m_rows.cbegin(), m_rows.cend(), *now, before) - m_rows.cbegin());
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

void NoteListModel::readAgain()
{
    forgetWaiting();
    const auto found = readAll(m_query);
    if (found)
        mergeInto(hasOwnOrder() ? *found : keepingOrder(*found));
    else
        emit failed(found.error());
}

void NoteListModel::rowsChanged(int first, int last)
{
    emit dataChanged(index(first), index(last));
}

void NoteListModel::forgetWaiting()
{
    m_waiting.clear();
    m_later.stop();
}

void NoteListModel::reset(QList<OrderedNote> rows)
{
    forgetWaiting();
    beginResetModel();
    m_cache.clear();
    m_rows = std::move(rows);
    m_keys = keysOf(m_rows);
    endResetModel();
}

const NoteListModel::Cached *NoteListModel::cached(int row) const
{
    if (row < 0 || row >= m_keys.size())
        return nullptr;
    const qint64 key = m_keys.at(row);
    if (!m_cache.contains(key))
        readPage(row);
    return m_cache.object(key);
}

void NoteListModel::readPage(int row) const
{
    const qsizetype first = row - row % kPageRows;
    const qsizetype last = std::min(first + kPageRows, m_keys.size());
    QList<qint64> missing;
    for (qsizetype i = first; i < last; ++i) {
        if (!m_cache.contains(m_keys.at(i)))
            missing.append(m_keys.at(i));
    }
    const auto notes = m_store.notes().summaries(missing);
    if (!notes) {
        emit failed(notes.error());
        return;
    }
    QHash<qint64, QString> snippets;
    if (!hasOwnOrder()) {
        if (const auto found = m_store.search().snippets(m_query.text, missing))
            snippets = *found;
    }
    for (const NoteSummary &note : *notes)
        m_cache.insert(note.key, new Cached{note, snippets.value(note.key)});
    // A note that is gone already, though we were not told yet: an empty row, asked for once only.
    for (const qint64 key : std::as_const(missing)) {
        if (!m_cache.contains(key)) {
            NoteSummary gone;
            gone.key = key;
            m_cache.insert(key, new Cached{gone, {}});
        }
    }
}

} // namespace cairn
