// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changeset.h"
#include "error.h"
#include "note.h"
#include "store/search/noteorder.h"

#include <QAbstractListModel>
#include <QCache>
#include <QHash>
#include <QSet>
#include <QTimer>

#include <algorithm>
#include <optional>

namespace cairn {

class Store;

/// The notes of a query as rows with the roles of roles.h. Holds the key and the sort values of
/// every row, and the summaries of some hundred rows, which are read in pages when they are asked
/// for. A change of few notes costs by their number and moves only their rows, so selection and
/// scroll position survive; only another query, or changes all over, reset the model. Lives on the
/// thread of its store, which must outlive it.
class NoteListModel : public QAbstractListModel {
    Q_OBJECT
public:
    explicit NoteListModel(Store &store, QObject *parent = nullptr);
    ~NoteListModel() override;

    /// Lists this query from now on (limit and offset count only together with a text). On failure
    /// the old rows stay.
    Result<void> setQuery(const NoteQuery &query);
    const NoteQuery &query() const { return m_query; }
    /// Connect it to whatever tells of changes of the store, its own and those of other
    /// connections. What it cannot read is told by failed(), once; the rows stay as they were, and
    /// it is tried again. A few changes are shown at once; many are read piece by piece in the
    /// turns of the event loop that follow, some milliseconds each, and then shown together.
    void applyChanges(const cairn::ChangeSet &changes);
    bool isBehind() const
    {
        return m_unread || !m_waiting.isEmpty() || !m_read.isEmpty();
    } ///< of the changes it was told
    /// The query is a search that was ended by a bound: there may be notes that it would find and
    /// that are no rows.
    bool mayBeMore() const { return m_mayBeMore; }
    /// These notes are being sent right now: their state shows it. An overlay; nothing is stored.
    void setSyncing(const QSet<qint64> &keys);
    /// Not all that was typed into this note is on the disk; 0: there is none. An overlay, too.
    void setUnsaved(qint64 key);

    int rowOfKey(qint64 key) const; ///< -1: not in the list
    int rowOfId(const QString &id) const; ///< the same; costs one look-up in the store
    qint64 keyAt(int row) const; ///< 0: no such row
    QString idAt(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QHash<int, QByteArray> roleNames() const override;

signals:
    void failed(const cairn::Error &error) const;
    void mayBeMoreChanged();

private:
    struct Cached {
        NoteSummary note;
        QString snippet;
    };
    /// Notes as they are in the store now; nothing: not in the list.
    using ReadNotes = QHash<qint64, std::optional<OrderedNote>>;

    /// The order follows from sort values alone; else (words, limits) the store must be asked.
    bool hasOwnOrder() const;
    struct Rows {
        QList<OrderedNote> notes;
        bool mayBeMore = false;
    };
    Result<Rows> readAll(const NoteQuery &query) const;
    void applyFew(const QList<qint64> &keys);
    void applyLater(const QSet<qint64> &keys);
    void readWaiting();
    void showRead();
    QList<int> rowsOf(const ReadNotes &notes) const;
    bool staysInOrder(const QList<int> &rows) const;
    bool isInFewPlaces(const QList<OrderedNote> &sorted) const;
    void insertSorted(const QList<OrderedNote> &added);
    void rearrange(QList<int> rows, const ReadNotes &changed, const QList<OrderedNote> &added);
    QList<OrderedNote> takeOut(const QList<int> &rows);
    void putIn(const QList<OrderedNote> &sorted);
    auto order() const
    {
        return [this](const OrderedNote &a, const OrderedNote &b) {
            return NoteOrder::before(m_query, a, b);
        };
    }
    /// Before which row a note belongs that has these values.
    qsizetype placeOf(const OrderedNote &note) const
    {
        return std::lower_bound(m_rows.cbegin(), m_rows.cend(), note, order()) - m_rows.cbegin();
    }
    static QList<qint64> keysOf(const QList<OrderedNote> &rows);
    void forgetWaiting();
    void place(int from, const OrderedNote *now);
    void moveRow(int from, int before);
    void readAgain();
    void tryLater(const Error &error);
    void tellOnce(const Error &error) const;
    void setMayBeMore(bool mayBeMore);
    void mergeInto(const QList<OrderedNote> &wanted);
    QList<OrderedNote> keepingOrder(const QList<OrderedNote> &found) const;
    void removeOthers(const QSet<qint64> &future);
    void permute(const QList<OrderedNote> &wanted);
    void insertMissing(const QList<OrderedNote> &wanted);
    void reset(QList<OrderedNote> rows);
    void rowsChanged(int first, int last);
    void allRowsChanged();
    const Cached *cached(int row) const;
    void readPage(int row) const;

    Store &m_store;
    NoteQuery m_query;
    bool m_filled = false; ///< a query was set
    bool m_mayBeMore = false;
    bool m_unread = false; ///< all of it is to be read again
    mutable bool m_failing = false; ///< the last attempt to read failed, and that was told
    QList<qint64> m_keys; ///< beside m_rows, because it is searched through: small is fast
    QList<OrderedNote> m_rows;
    QSet<qint64> m_waiting; ///< changed notes not looked at yet
    ReadNotes m_read; ///< looked at, not shown yet
    QTimer m_later; ///< goes on with m_waiting
    QTimer m_rest; ///< many changes were shown a moment ago
    QSet<qint64> m_syncing;
    qint64 m_unsaved = 0;
    mutable QCache<qint64, Cached> m_cache;
};

} // namespace cairn
