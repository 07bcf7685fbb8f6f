// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changeset.h"
#include "error.h"
#include "items/roles.h"

#include <QAbstractItemModel>
#include <QTimer>

#include <memory>

namespace cairn {

class Store;

/// The places of the sidebar as a tree with the roles of roles.h: all notes, emergency, open tasks,
/// what needs review (if any), notebooks in each other, tags, trash. Changes arrive as rows that
/// appear, go, move or change, so a view keeps what is selected and open. A notebook's number
/// counts what its query lists: the notebooks below it, too. Lives on the thread of its store,
/// which must outlive it.
class SidebarModel : public QAbstractItemModel {
    Q_OBJECT
public:
    explicit SidebarModel(Store &store, QObject *parent = nullptr);
    ~SidebarModel() override;

    /// Reads everything again and moves on to it; on failure the rows stay. Call it once at the
    /// start.
    Result<void> refresh();
    /// What cannot be read is told by failed(), once; the rows stay, and it is tried again.
    void applyChanges(const cairn::ChangeSet &changes);
    QModelIndex indexOf(Place place, const QString &id = {}) const; ///< invalid: not there

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QHash<int, QByteArray> roleNames() const override;

signals:
    void failed(const cairn::Error &error);

private:
    struct Node;
    const Node *nodeOf(const QModelIndex &index) const;
    QModelIndex indexFor(const Node *node) const;
    Result<std::unique_ptr<Node>> read() const;
    Result<void> readNotebooks(Node &root) const;
    Result<void> readTags(Node &root) const;
    void follow(Node &shown, Node &wanted);
    void readAgain();

    Store &m_store;
    std::unique_ptr<Node> m_root;
    QTimer m_again; ///< the last attempt to follow changes failed
    bool m_failing = false; ///< and that was told
};

} // namespace cairn
