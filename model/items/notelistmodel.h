#pragma once

#include "changeset.h"
#include "error.h"
#include "note.h"
#include "store/noteorder.h"

#include <QAbstractListModel>
#include <QCache>
#include <QSet>
#include <QTimer>

namespace cairn {

class Store;

/// The notes of a query as rows with the roles of roles.h. Holds the key and the sort values of every row, and the summaries of
/// some hundred rows, which are read in pages when they are asked for. A change of few notes costs by their number and moves
/// only their rows, so selection and scroll position survive; only another query, or changes all over, reset the model.
/// Lives on the thread of its store, which must outlive it.
class NoteListModel : public QAbstractListModel {
    Q_OBJECT
public:
    explicit NoteListModel(Store &store, QObject *parent = nullptr);
    ~NoteListModel() override;

    /// Lists this query from now on (limit and offset count only together with a text). On failure the old rows stay.
    Result<void> setQuery(const NoteQuery &query);
    const NoteQuery &query() const { return m_query; }
    /// Connect it to whatever tells of changes of the store, its own and those of other connections. What it cannot read is
    /// told by failed(), and the rows stay as they were. Many changes are applied piece by piece, so that the thread stays responsive.
    void applyChanges(const cairn::ChangeSet &changes);
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

private:
    struct Cached {
        NoteSummary note;
        QString snippet;
    };
    /// The order follows from sort values alone; else (words, limits) the store must be asked.
    bool hasOwnOrder() const;
    Result<QList<OrderedNote>> readAll(const NoteQuery &query) const;
    void applyWaiting();
    void applyFew(const QList<qint64> &keys);
    QSet<qint64> shownOf(const QList<qint64> &keys) const;
    void insertSorted(QList<OrderedNote> added);
    void forgetWaiting();
    void place(qint64 key, const OrderedNote *now);
    void moveRow(int from, int before);
    void readAgain();
    void mergeInto(const QList<OrderedNote> &wanted);
    QList<OrderedNote> keepingOrder(const QList<OrderedNote> &found) const;
    void removeOthers(const QSet<qint64> &future);
    void permute(const QList<OrderedNote> &wanted);
    void insertMissing(const QList<OrderedNote> &wanted);
    void reset(QList<OrderedNote> rows);
    void rowsChanged(int first, int last);
    const Cached *cached(int row) const;
    void readPage(int row) const;

    Store &m_store;
    NoteQuery m_query;
    bool m_filled = false; ///< a query was set
    QList<qint64> m_keys; ///< beside m_rows, because it is searched through: small is fast
    QList<OrderedNote> m_rows;
    QSet<qint64> m_waiting; ///< changed notes not looked at yet
    QTimer m_later;
    QSet<qint64> m_syncing;
    qint64 m_unsaved = 0;
    mutable QCache<qint64, Cached> m_cache;
};

} // namespace cairn
