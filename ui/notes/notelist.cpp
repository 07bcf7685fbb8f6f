// SPDX-License-Identifier: GPL-3.0-or-later
#include "notelist.h"

#include "notedelegate.h"
#include "shownname.h"

#include <QContextMenuEvent>
#include <QDrag>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QScopedValueRollback>

namespace cairn {

NoteList::NoteList(const Clock &clock, QWidget *parent)
    : QListView(parent)
    , m_delegate(new NoteDelegate(clock, this))
{
    setObjectName(QStringLiteral("noteList"));
    setAccessibleName(tr("Notes"));
    setItemDelegate(m_delegate);
    setSelectionMode(ExtendedSelection);
    setUniformItemSizes(true); // 100,000 rows: the first one tells the height of all
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setDragEnabled(true);
    setDragDropMode(DragOnly);
    setEditTriggers(NoEditTriggers);
}

QStringList NoteList::selectedIds() const
{
    if (!selectionModel())
        return {};
    QModelIndexList rows = selectionModel()->selectedIndexes();
    std::sort(
        rows.begin(), rows.end(), [](const auto &a, const auto &b) { return a.row() < b.row(); });
    QStringList ids;
    for (const QModelIndex &index : rows) {
        if (const QString id = ShownNoteRow::of(index).note.id; !id.isEmpty())
            ids.append(id);
    }
    return ids;
}

int NoteList::selectedCount() const
{
    int count = 0; // by ranges: "select all" of 100,000 rows must not list them
    if (selectionModel()) {
        for (const QItemSelectionRange &range : selectionModel()->selection())
            count += range.height();
    }
    return count;
}

void NoteList::setMarksWaiting(bool marks)
{
    if (m_delegate->setMarksWaiting(marks))
        viewport()->update();
}

QString NoteList::openId() const { return ShownNoteRow::of(m_open).note.id; }

void NoteList::selectRow(int row)
{
    const QModelIndex index = model()->index(row, 0);
    if (!index.isValid())
        return;
    {
        const QScopedValueRollback busy(m_busy, true);
        selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
        scrollTo(index);
    }
    settle();
}

void NoteList::showOpen(int row)
{
    const QScopedValueRollback busy(m_busy, true);
    const QModelIndex open = model()->index(row, 0);
    const bool another = open != m_open;
    m_open = open;
    if (open.isValid())
        m_lastRow = open.row();
    if (!open.isValid()) {
        selectionModel()->clear();
        return;
    }
    // Chosen together with others it stays so, unless it was opened in another way than by the
    // list.
    if (selectionModel()->isSelected(open) && (!another || open == currentIndex()))
        return;
    selectionModel()->setCurrentIndex(open, QItemSelectionModel::ClearAndSelect);
    scrollTo(open);
}

/// Takes what the person chose out of what the view shows now.
void NoteList::settle()
{
    m_settles = false;
    const QModelIndex current = currentIndex();
    const bool stays = m_open.isValid() && selectionModel()->isSelected(m_open);
    if (current.isValid() && selectionModel()->isSelected(current)) {
        if (current != m_open)
            pick(current);
    } else if (!stays) {
        // The open note was taken out of the selection: another chosen one takes its place, and the
        // last one cannot be taken out.
        const QModelIndex next = nearestSelected(current);
        if (next.isValid())
            pick(next);
        else
            showOpen(m_open.row());
    }
}

/// Who is not the person and not the window moved the selection: a screen reader.
void NoteList::settleLater()
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

void NoteList::pick(const QModelIndex &index)
{
    {
        const QScopedValueRollback busy(m_busy, true);
        selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
    }
    const QString id = ShownNoteRow::of(index).note.id;
    if (id.isEmpty()) // it is gone, and the list was not told yet
        showOpen(m_open.row());
    else
        emit picked(id);
}

QModelIndex NoteList::nearestSelected(const QModelIndex &to) const
{
    QModelIndex nearest;
    const auto distance = [&to](const QModelIndex &index) { return qAbs(index.row() - to.row()); };
    for (const QItemSelectionRange &range : selectionModel()->selection()) {
        for (const int row : {range.top(), range.bottom()}) {
            const QModelIndex end = model()->index(row, 0);
            if (!nearest.isValid() || distance(end) < distance(nearest))
                nearest = end;
        }
    }
    return nearest;
}

void NoteList::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    settleLater();
}

void NoteList::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QListView::selectionChanged(selected, deselected);
    emit selectionSizeChanged(selectedCount());
    settleLater();
}

void NoteList::mousePressEvent(QMouseEvent *event)
{
    m_pressedRow = indexAt(event->position().toPoint()).isValid();
    {
        const QScopedValueRollback busy(m_busy, true);
        QListView::mousePressEvent(event);
    }
    settle();
}

void NoteList::mouseMoveEvent(QMouseEvent *event)
{
    {
        const QScopedValueRollback busy(m_busy, true);
        QListView::mouseMoveEvent(event);
    }
    if (event->buttons() != Qt::NoButton)
        settle();
}

void NoteList::mouseReleaseEvent(QMouseEvent *event)
{
    {
        const QScopedValueRollback busy(m_busy, true);
        QListView::mouseReleaseEvent(event);
    }
    settle();
}

/// Means what its first click chose, even if that moved rows and another one is under the mouse
/// now.
void NoteList::mouseDoubleClickEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && m_pressedRow && hasOpen())
        emit openRequested();
}

/// The view would make the first row current.
void NoteList::focusInEvent(QFocusEvent *event)
{
    const QScopedValueRollback busy(m_busy, true);
    const bool none = !currentIndex().isValid();
    QListView::focusInEvent(event);
    if (none)
        selectionModel()->setCurrentIndex(QModelIndex(), QItemSelectionModel::NoUpdate);
}

void NoteList::startDrag(Qt::DropActions)
{
    const QStringList ids = selectedIds();
    if (ids.isEmpty())
        return;
    auto *mime = new QMimeData;
    mime->setData(QString::fromLatin1(kNotesMimeType), ids.join(QLatin1Char('\n')).toUtf8());
    auto *drag = new QDrag(this);
    drag->setMimeData(mime);
    const QString label = ids.size() == 1 ? oneLine(ShownNoteRow::of(currentIndex()).note.title)
                                          : tr("%Ln note(s)", nullptr, ids.size());
    const QFontMetrics metrics(font());
    const QString cut = metrics.elidedText(label, Qt::ElideRight, 240);
    QPixmap pixmap(
        QSize(metrics.horizontalAdvance(cut) + 24, metrics.height() + 12) * devicePixelRatioF());
    pixmap.setDevicePixelRatio(devicePixelRatioF());
    pixmap.fill(palette().color(QPalette::Highlight));
    QPainter painter(&pixmap);
    painter.setFont(font());
    painter.setPen(palette().color(QPalette::HighlightedText));
    painter.drawText(QRect(12, 6, metrics.horizontalAdvance(cut) + 4, metrics.height()), cut);
    painter.end();
    drag->setPixmap(pixmap);
    drag->exec(Qt::MoveAction | Qt::CopyAction, Qt::MoveAction);
}

/// The row of the open note went (it was trashed, or moved elsewhere): the arrow keys do not begin
/// at the top again, but where it was.
bool NoteList::goesOn(const QKeyEvent *event)
{
    const bool up = event->key() == Qt::Key_Up;
    const int rows = model() ? model()->rowCount() : 0;
    if ((!up && event->key() != Qt::Key_Down) || hasOpen() || rows == 0 || currentIndex().isValid())
        return false;
    selectRow(qBound(0, up ? m_lastRow - 1 : m_lastRow, rows - 1));
    return true;
}

void NoteList::keyPressEvent(QKeyEvent *event)
{
    if (goesOn(event))
        return;
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (currentIndex().isValid() && currentIndex() != m_open)
            selectRow(currentIndex().row());
        if (hasOpen())
            emit openRequested();
        return;
    case Qt::Key_Delete:
        if (selectedCount() > 0)
            emit trashRequested();
        return;
    default:
        break;
    }
    {
        const QScopedValueRollback busy(m_busy, true);
        QListView::keyPressEvent(event);
    }
    settle();
}

void NoteList::contextMenuEvent(QContextMenuEvent *event)
{
    if (selectedCount() == 0)
        return;
    const bool byKeyboard = event->reason() == QContextMenuEvent::Keyboard;
    emit menuRequested(
        byKeyboard ? viewport()->mapToGlobal(visualRect(currentIndex()).center())
                   : event->globalPos());
}

} // namespace cairn
