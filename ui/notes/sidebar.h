// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "items/roles.h"

#include <QTreeView>

#include <optional>

namespace cairn {

/// What one row of the sidebar stands for.
struct SidebarRow {
    std::optional<Place> kind; ///< nothing: no row
    QString name;
    QString id; ///< notebook id or tag
    int count = 0;
    NoteQuery query;
    static SidebarRow of(const QModelIndex &index);
    bool takesNotes() const; ///< notes can be dropped on it
};

/// The tree of places: all notes, emergency, open tasks, notebooks, tags, trash. Notes and
/// notebooks can be dropped. A place is chosen by the person or by select(); rows that come, go and
/// move choose none, and a row that is dragged is not chosen by that.
class Sidebar : public QTreeView {
    Q_OBJECT
public:
    explicit Sidebar(QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    SidebarRow currentRow() const;
    bool select(Place kind, const QString &id = {}); ///< false when there is no such row
    /// Finds the chosen place again after rows came, went or moved.
    void keepPlace();

signals:
    void placeChanged(const cairn::SidebarRow &row); ///< chosen
    void placeLost(const cairn::SidebarRow &row); ///< it is gone, this one is shown instead
    void notesDropped(const QStringList &ids, const cairn::SidebarRow &row);
    void notebookDropped(const QString &id, const cairn::SidebarRow &row);
    void menuRequested(const cairn::SidebarRow &row, const QPoint &globalPosition);
    void renameRequested(const cairn::SidebarRow &row); ///< F2
    void removeRequested(const cairn::SidebarRow &row); ///< Delete

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index)
        const override;
    void
    drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const override;
    void startDrag(Qt::DropActions actions) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void unfoldNew(const QModelIndex &parent, int first, int last);
    void settle();
    void settleLater();
    bool accepts(const QDropEvent *event, const QModelIndex &index) const;
    QModelIndex find(Place kind, const QString &id, const QModelIndex &parent) const;

    QPersistentModelIndex m_dropTarget;
    QPersistentModelIndex m_pressed; ///< by the mouse, chosen when it is let go
    SidebarRow m_place; ///< chosen last
    bool m_busy = false; ///< an event is being handled, or rows are looked for
    bool m_settles = false; ///< a change from outside of events waits to be looked at
    friend class SidebarDelegate;
};

} // namespace cairn

Q_DECLARE_METATYPE(cairn::SidebarRow)
