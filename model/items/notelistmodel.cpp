// SPDX-License-Identifier: GPL-3.0-or-later
#include "items/notelistmodel.h"

#include "items/roles.h"
#include "shownname.h"
#include "store/notes/notestore.h"
#include "store/search/searchindex.h"
#include "store/store.h"

namespace cairn {

namespace {

constexpr int kPageRows = 100;
constexpr qsizetype kMaxPreview = 300;
constexpr int kCachedRows = 2'000; // about 1 MB
/// More changed notes than this are read in slices.
constexpr qsizetype kFewChanges = 8;
/// Not more often is a list put in order while many changes arrive; each time costs by its length.
constexpr int kRestMs = 150;
/// What could not be read is tried again so much later.
constexpr int kTryAgainMs = 1'000;

} // namespace

NoteListModel::NoteListModel(Store &store, QObject *parent)
    : QAbstractListModel(parent)
    , m_store(store)
    , m_cache(kCachedRows)
{
    m_later.setSingleShot(true);
    connect(&m_later, &QTimer::timeout, this, &NoteListModel::readWaiting);
    m_rest.setSingleShot(true);
    m_rest.setInterval(kRestMs);
    connect(&m_rest, &QTimer::timeout, this, &NoteListModel::readWaiting);
}

NoteListModel::~NoteListModel() = default;

Result<void> NoteListModel::setQuery(const NoteQuery &query)
{
    CAIRN_ASSIGN(Rows rows, readAll(query));
    m_query = query;
    m_filled = true;
    m_mayBeMore = rows.mayBeMore;
    reset(std::move(rows.notes));
    return {};
}

void NoteListModel::applyChanges(const ChangeSet &changes)
{
    if (!m_filled)
        return;
    if (changes.notebooks)
        m_cache.clear(); // rows show names of notebooks
    const bool placesMoved = changes.notebooks && !m_query.notebookId.isEmpty();
    for (const qint64 key : changes.notes)
        m_cache.remove(key);
    if (changes.everything)
        m_cache.clear();
    if (changes.everything || placesMoved || (!hasOwnOrder() && !changes.notes.isEmpty()))
        return readAgain();
    if (changes.notes.size() <= kFewChanges)
        applyFew(changes.notes.values());
    else
        applyLater(changes.notes);
    if (changes.notebooks)
        allRowsChanged();
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

Result<NoteListModel::Rows> NoteListModel::readAll(const NoteQuery &query) const
{
    Rows rows;
    if (query.text.trimmed().isEmpty()) {
        CAIRN_ASSIGN(rows.notes, m_store.order().all(query));
        return rows;
    }
    CAIRN_ASSIGN(const SearchIndex::Found found, m_store.search().find(query));
    rows.mayBeMore = found.mayBeMore;
    rows.notes.reserve(found.keys.size());
    for (const qint64 key : found.keys)
        rows.notes.append({key, false, 0, {}});
    return rows;
}

void NoteListModel::readAgain()
{
    forgetWaiting();
    const auto found = readAll(m_query);
    if (!found) {
        m_unread = true;
        return tryLater(found.error());
    }
    m_failing = false;
    mergeInto(hasOwnOrder() ? found->notes : keepingOrder(found->notes));
    setMayBeMore(found->mayBeMore);
    allRowsChanged(); // what stays may say something else: its title, its state
}

/// What changed goes on waiting.
void NoteListModel::tryLater(const Error &error)
{
    m_later.start(kTryAgainMs);
    tellOnce(error);
}

void NoteListModel::tellOnce(const Error &error) const
{
    if (!std::exchange(m_failing, true))
        emit failed(error);
}

void NoteListModel::setMayBeMore(bool mayBeMore)
{
    if (std::exchange(m_mayBeMore, mayBeMore) != mayBeMore)
        emit mayBeMoreChanged();
}

void NoteListModel::allRowsChanged()
{
    if (!m_keys.isEmpty())
        rowsChanged(0, int(m_keys.size()) - 1);
}

void NoteListModel::rowsChanged(int first, int last)
{
    emit dataChanged(index(first), index(last));
}

void NoteListModel::forgetWaiting()
{
    m_waiting.clear();
    m_read.clear();
    m_unread = false;
    m_later.stop();
}

QList<qint64> NoteListModel::keysOf(const QList<OrderedNote> &rows)
{
    QList<qint64> keys;
    keys.reserve(rows.size());
    for (const OrderedNote &row : rows)
        keys.append(row.key);
    return keys;
}

void NoteListModel::reset(QList<OrderedNote> rows)
{
    forgetWaiting();
    m_failing = false;
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
    if (!notes)
        return tellOnce(notes.error());
    if (!isBehind())
        m_failing = false;
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
