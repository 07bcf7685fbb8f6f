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
/// notebooks can be dropped.
class Sidebar : public QTreeView {
    Q_OBJECT
public:
    explicit Sidebar(QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    SidebarRow currentRow() const;
    bool select(Place kind, const QString &id = {}); ///< false when there is no such row

signals:
    void placeChanged(const cairn::SidebarRow &row);
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
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    bool accepts(const QDropEvent *event, const QModelIndex &index) const;
    QModelIndex find(Place kind, const QString &id, const QModelIndex &parent) const;
    void keepPlace();

    QPersistentModelIndex m_dropTarget;
    SidebarRow m_place; ///< selected again after the model was reset
    friend class SidebarDelegate;
};

} // namespace cairn

Q_DECLARE_METATYPE(cairn::SidebarRow)
