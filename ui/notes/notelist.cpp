#include "notelist.h"

#include "notedelegate.h"
#include "shownname.h"

#include <QContextMenuEvent>
#include <QDrag>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>

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
    connect(this, &QListView::doubleClicked, this, [this](const QModelIndex &index) {
        emit openRequested(NoteRow::of(index).note.id);
    });
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
        if (const QString id = NoteRow::of(index).note.id; !id.isEmpty())
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
    m_delegate->setMarksWaiting(marks);
    viewport()->update();
}

QString NoteList::currentId() const { return NoteRow::of(currentIndex()).note.id; }

void NoteList::selectRow(int row)
{
    const QModelIndex index = model()->index(row, 0);
    selectionModel()->setCurrentIndex(
        index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    if (index.isValid())
        scrollTo(index);
}

void NoteList::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    emit currentNoteChanged(NoteRow::of(current).note.id);
}

void NoteList::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QListView::selectionChanged(selected, deselected);
    emit selectionSizeChanged(selectedCount());
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
    const QString label = ids.size() == 1 ? oneLine(NoteRow::of(currentIndex()).note.title)
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

void NoteList::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (const QString id = currentId(); !id.isEmpty())
            emit openRequested(id);
        return;
    case Qt::Key_Delete:
        if (const QStringList ids = selectedIds(); !ids.isEmpty())
            emit trashRequested(ids);
        return;
    default:
        QListView::keyPressEvent(event);
    }
}

void NoteList::contextMenuEvent(QContextMenuEvent *event)
{
    const QStringList ids = selectedIds();
    if (ids.isEmpty())
        return;
    const bool byKeyboard = event->reason() == QContextMenuEvent::Keyboard;
    emit menuRequested(
        ids,
        byKeyboard ? viewport()->mapToGlobal(visualRect(currentIndex()).center())
                   : event->globalPos());
}

} // namespace cairn
