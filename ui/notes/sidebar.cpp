#include "sidebar.h"

#include "notelist.h"
#include "sidebardelegate.h"
#include "theme/icons.h"

#include <QContextMenuEvent>
#include <QDrag>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>

namespace cairn {

namespace {

constexpr char kNotebookMimeType[] = "application/x-cairn-notebook";

} // namespace

SidebarRow SidebarRow::of(const QModelIndex &index)
{
    SidebarRow row;
    if (!index.isValid())
        return row;
    row.kind = static_cast<Place>(index.data(PlaceRole).toInt());
    row.name = index.data(Qt::DisplayRole).toString();
    row.id = index.data(IdRole).toString();
    row.count = index.data(CountRole).toInt();
    row.query = index.data(QueryRole).value<NoteQuery>();
    return row;
}

bool SidebarRow::takesNotes() const
{
    return kind && *kind != Place::OpenTasks && *kind != Place::Conflicts
        && *kind != Place::TagsHeader;
}

Sidebar::Sidebar(QWidget *parent)
    : QTreeView(parent)
{
    setObjectName(QStringLiteral("sidebar"));
    setAccessibleName(tr("Notebooks and tags"));
    setItemDelegate(new SidebarDelegate(this));
    setHeaderHidden(true);
    setIndentation(16);
    setRootIsDecorated(true);
    setUniformRowHeights(true);
    setExpandsOnDoubleClick(true);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setDragEnabled(true);
    setAcceptDrops(true);
    setDragDropMode(DragDrop);
    setDropIndicatorShown(false);
    setAutoExpandDelay(600);
}

void Sidebar::setModel(QAbstractItemModel *newModel)
{
    QTreeView::setModel(newModel);
    if (newModel)
        connect(newModel, &QAbstractItemModel::modelReset, this, &Sidebar::keepPlace);
}

SidebarRow Sidebar::currentRow() const { return SidebarRow::of(currentIndex()); }

bool Sidebar::select(Place kind, const QString &id)
{
    const QModelIndex index = find(kind, id, {});
    if (!index.isValid())
        return false;
    scrollTo(index);
    setCurrentIndex(index);
    return true;
}

QModelIndex Sidebar::find(Place kind, const QString &id, const QModelIndex &parent) const
{
    for (int i = 0; model() && i < model()->rowCount(parent); ++i) {
        const QModelIndex index = model()->index(i, 0, parent);
        const SidebarRow row = SidebarRow::of(index);
        if (row.kind == kind && row.id == id)
            return index;
        if (const QModelIndex below = find(kind, id, index); below.isValid())
            return below;
    }
    return {};
}

void Sidebar::keepPlace()
{
    if (!m_place.kind || !select(*m_place.kind, m_place.id))
        select(Place::All);
}

void Sidebar::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    const SidebarRow row = SidebarRow::of(current);
    const bool same =
        row.kind == m_place.kind && row.id == m_place.id && row.query == m_place.query;
    if (!row.kind || same)
        return;
    m_place = row;
    emit placeChanged(row);
}

void Sidebar::drawRow(
    QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    // The style would fill the place of the arrow with the highlight; the delegate paints the whole
    // ground.
    QStyleOptionViewItem plain(option);
    plain.palette.setColor(QPalette::All, QPalette::Highlight, Qt::transparent);
    QTreeView::drawRow(painter, plain, index);
}

void Sidebar::drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const
{
    if (!model()->hasChildren(index))
        return;
    // A selected or dragged-over row paints its ground before: the arrow comes on top of it.
    const int size = 12;
    const bool mirrored = isRightToLeft();
    const QRect place(
        mirrored ? rect.left() + 2 : rect.right() - size - 2, rect.center().y() - size / 2, size,
        size);
    painter->save();
    if (mirrored && !isExpanded(index)) {
        painter->translate(place.center().x() * 2 + 1, 0);
        painter->scale(-1, 1);
    }
    icon(isExpanded(index) ? Icon::ChevronDown : Icon::ChevronRight).paint(painter, place);
    painter->restore();
}

void Sidebar::startDrag(Qt::DropActions)
{
    const SidebarRow row = currentRow();
    if (row.kind != Place::Notebook)
        return;
    auto *mime = new QMimeData;
    mime->setData(QString::fromLatin1(kNotebookMimeType), row.id.toUtf8());
    auto *drag = new QDrag(this);
    drag->setMimeData(mime);
    drag->exec(Qt::MoveAction);
}

bool Sidebar::accepts(const QDropEvent *event, const QModelIndex &index) const
{
    const SidebarRow row = SidebarRow::of(index);
    if (event->mimeData()->hasFormat(QString::fromLatin1(kNotesMimeType)))
        return row.takesNotes();
    if (!event->mimeData()->hasFormat(QString::fromLatin1(kNotebookMimeType)))
        return false;
    return row.kind == Place::All || row.kind == Place::Notebook;
}

void Sidebar::dragEnterEvent(QDragEnterEvent *event)
{
    const QMimeData *mime = event->mimeData();
    if (mime->hasFormat(QString::fromLatin1(kNotesMimeType))
        || mime->hasFormat(QString::fromLatin1(kNotebookMimeType)))
        event->acceptProposedAction();
}

void Sidebar::dragMoveEvent(QDragMoveEvent *event)
{
    QTreeView::dragMoveEvent(event); // scrolls at the edges and expands
    const QModelIndex index = indexAt(event->position().toPoint());
    const bool fits = accepts(event, index);
    m_dropTarget = fits ? index : QModelIndex();
    event->setDropAction(Qt::MoveAction);
    event->setAccepted(fits);
    viewport()->update();
}

void Sidebar::dragLeaveEvent(QDragLeaveEvent *event)
{
    QTreeView::dragLeaveEvent(event);
    m_dropTarget = QModelIndex();
    viewport()->update();
}

void Sidebar::dropEvent(QDropEvent *event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    m_dropTarget = QModelIndex();
    viewport()->update();
    if (!accepts(event, index))
        return event->ignore();
    event->acceptProposedAction();
    const SidebarRow row = SidebarRow::of(index);
    const QMimeData *mime = event->mimeData();
    if (mime->hasFormat(QString::fromLatin1(kNotesMimeType))) {
        const QString ids = QString::fromUtf8(mime->data(QString::fromLatin1(kNotesMimeType)));
        emit notesDropped(ids.split(QLatin1Char('\n'), Qt::SkipEmptyParts), row);
    } else {
        emit notebookDropped(
            QString::fromUtf8(mime->data(QString::fromLatin1(kNotebookMimeType))), row);
    }
}

void Sidebar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_F2)
        emit renameRequested(currentRow());
    else if (event->key() == Qt::Key_Delete)
        emit removeRequested(currentRow());
    else
        QTreeView::keyPressEvent(event);
}

void Sidebar::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKeyboard = event->reason() == QContextMenuEvent::Keyboard;
    const QModelIndex index = byKeyboard ? currentIndex() : indexAt(event->pos());
    emit menuRequested(
        SidebarRow::of(index),
        byKeyboard ? viewport()->mapToGlobal(visualRect(index).center()) : event->globalPos());
}

} // namespace cairn
