// SPDX-License-Identifier: GPL-3.0-or-later
#include "sidebar.h"

#include "notelist.h"
#include "sidebardelegate.h"
#include "theme/icons.h"

#include <QContextMenuEvent>
#include <QDrag>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QScopedValueRollback>

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
    if (!newModel)
        return;
    connect(newModel, &QAbstractItemModel::modelReset, this, &Sidebar::keepPlace);
    connect(newModel, &QAbstractItemModel::rowsInserted, this, &Sidebar::unfoldNew);
}

/// What comes is seen: notebooks from another device, or back by Undo, are unfolded as they are at
/// the start. What a person folded stays so.
void Sidebar::unfoldNew(const QModelIndex &parent, int first, int last)
{
    if (model()->rowCount(parent) == last - first + 1)
        expand(parent);
    for (int row = first; row <= last; ++row)
        expand(model()->index(row, 0, parent));
}

SidebarRow Sidebar::currentRow() const { return SidebarRow::of(currentIndex()); }

bool Sidebar::select(Place kind, const QString &id)
{
    const QModelIndex index = find(kind, id, {});
    if (!index.isValid())
        return false;
    {
        const QScopedValueRollback busy(m_busy, true);
        scrollTo(index);
        setCurrentIndex(index);
    }
    settle();
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
    m_settles = false;
    if (!m_place.kind)
        return;
    const QScopedValueRollback busy(m_busy, true);
    QModelIndex index = currentIndex();
    const SidebarRow row = SidebarRow::of(index);
    if (row.kind != m_place.kind || row.id != m_place.id)
        index = find(*m_place.kind, m_place.id, {});
    const bool lost = !index.isValid();
    if (lost)
        index = find(Place::All, {}, {});
    if (index != currentIndex())
        setCurrentIndex(index);
    m_place = SidebarRow::of(index);
    if (lost)
        emit placeLost(m_place);
}

void Sidebar::settle()
{
    m_settles = false;
    const SidebarRow row = currentRow();
    const bool same =
        row.kind == m_place.kind && row.id == m_place.id && row.query == m_place.query;
    if (!row.kind || same)
        return;
    m_place = row;
    emit placeChanged(row);
}

/// Rows that go or a screen reader moved the selection: only the latter is a choice, and after the
/// former somebody calls keepPlace().
void Sidebar::settleLater()
{
    if (m_busy || std::exchange(m_settles, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (m_settles)
                settle();
        },
        Qt::QueuedConnection);
}

void Sidebar::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTreeView::currentChanged(current, previous);
    settleLater();
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
    const SidebarRow row = SidebarRow::of(m_pressed);
    m_pressed = QModelIndex();
    if (row.kind != Place::Notebook)
        return;
    auto *mime = new QMimeData;
    mime->setData(QString::fromLatin1(kNotebookMimeType), row.id.toUtf8());
    auto *drag = new QDrag(this);
    drag->setMimeData(mime);
    drag->exec(Qt::MoveAction);
    keepPlace(); // the row that was taken hold of is not chosen by that
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
        return emit renameRequested(currentRow());
    if (event->key() == Qt::Key_Delete)
        return emit removeRequested(currentRow());
    {
        const QScopedValueRollback busy(m_busy, true);
        QTreeView::keyPressEvent(event);
    }
    settle();
}

void Sidebar::mousePressEvent(QMouseEvent *event)
{
    {
        const QScopedValueRollback busy(m_busy, true);
        const QModelIndex index = indexAt(event->position().toPoint());
        QTreeView::mousePressEvent(event);
        m_pressed = index == currentIndex() ? index : QModelIndex(); // else it was the arrow
    }
    if (event->button() != Qt::LeftButton)
        settle();
}

/// Only now the row is chosen: until then it may become a drag.
void Sidebar::mouseReleaseEvent(QMouseEvent *event)
{
    {
        const QScopedValueRollback busy(m_busy, true);
        QTreeView::mouseReleaseEvent(event);
        if (m_pressed.isValid())
            setCurrentIndex(m_pressed);
        m_pressed = QModelIndex();
    }
    settle();
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
