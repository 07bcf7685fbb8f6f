#pragma once

#include <QListView>

namespace cairn {

class Clock;
class NoteDelegate;

inline constexpr char kNotesMimeType[] = "application/x-cairn-notes"; ///< note ids, one a line

/// The list of notes. Multi-select, drag to notebooks and tags, whole keyboard use. Says what a
/// person wants by signals and changes nothing itself.
class NoteList : public QListView {
    Q_OBJECT
public:
    explicit NoteList(const Clock &clock, QWidget *parent = nullptr);

    QStringList selectedIds() const; ///< in the order of the list
    int selectedCount() const;
    void setMarksWaiting(bool marks); ///< see NoteDelegate
    QString currentId() const; ///< empty: none
    void selectRow(int row); ///< makes it the current and only selected one; -1: none

signals:
    void currentNoteChanged(const QString &id); ///< empty: nothing is selected
    void selectionSizeChanged(int size);
    void openRequested(const QString &id); ///< Enter or a double click: go on in the text
    void trashRequested(const QStringList &ids); ///< Delete
    void menuRequested(const QStringList &ids, const QPoint &globalPosition);

protected:
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void
    selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void startDrag(Qt::DropActions actions) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    NoteDelegate *m_delegate;
};

} // namespace cairn
