// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QListView>

namespace cairn {

class Clock;
class NoteDelegate;

inline constexpr char kNotesMimeType[] = "application/x-cairn-notes"; ///< note ids, one a line

/// The list of notes. Multi-select, drag to notebooks and tags, whole keyboard use. Says what a
/// person wants by signals and changes nothing itself.
///
/// Which note is open is not decided here: a person's choice goes out as picked(), and what is
/// highlighted is what showOpen() said last, with others added to it by the person, never instead
/// of it. Rows that come, go and move choose nothing. What an event chose is told when the view is
/// done with the event: opening a note saves another one and moves rows, which must not happen
/// while the view still counts with their old places.
class NoteList : public QListView {
    Q_OBJECT
public:
    explicit NoteList(const Clock &clock, QWidget *parent = nullptr);

    QStringList selectedIds() const; ///< in the order of the list
    int selectedCount() const;
    void setMarksWaiting(bool marks); ///< see NoteDelegate
    QString openId() const; ///< highlighted as open; empty: none
    void selectRow(int row); ///< as if the person had clicked it; no such row: nothing happens
    void
    showOpen(int row); ///< highlights the note that is open; -1: it is not listed. Says nothing
    bool hasOpen() const { return m_open.isValid(); } ///< the open note has a row
    int openRow() const { return m_open.row(); } ///< -1: it has none

signals:
    void picked(const QString &id); ///< never empty; showOpen() is to follow in any case
    void selectionSizeChanged(int size);
    void openRequested(); ///< Enter or a double click: go on in the text
    void trashRequested(); ///< Delete
    void menuRequested(const QPoint &globalPosition);

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;
    void
    selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void startDrag(Qt::DropActions actions) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void settle();
    void settleLater();
    void pick(const QModelIndex &index);
    bool goesOn(const QKeyEvent *event);
    QModelIndex nearestSelected(const QModelIndex &to) const;

    NoteDelegate *m_delegate;
    QPersistentModelIndex m_open; ///< as showOpen() said
    int m_lastRow = 0; ///< of the note that was open last: where the keys go on when it is gone
    bool m_pressedRow = false; ///< the last click hit one
    bool m_busy = false; ///< an event is being handled, or the window moves the highlight
    bool m_settles = false; ///< a change from outside of events waits to be looked at
};

} // namespace cairn
