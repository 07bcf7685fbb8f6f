// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "notes/sidebar.h"

#include <QFrame>

class QLabel;
class QStackedWidget;
class QToolButton;

namespace cairn {

class Clock;
class EmptyState;
class NoteList;
class NoteListModel;

/// The middle column: where we are and how many notes that is, the list, and in its place a helpful
/// word when it is empty.
class ListPane : public QFrame {
    Q_OBJECT
public:
    ListPane(NoteListModel &model, const Clock &clock, QWidget *parent = nullptr);

    NoteList *list() const { return m_list; }
    /// Says what the list shows; with a search, what was searched for.
    void setPlace(const SidebarRow &place, const QString &search);
    void setSortMenu(QMenu *menu);
    void setSortWords(const QString &words); ///< how the list is sorted now

signals:
    void newNoteRequested();
    void searchCleared();

private:
    void refresh();
    void showEmptyState();

    NoteListModel &m_model;
    SidebarRow m_place;
    QString m_search;
    QLabel *m_title;
    QLabel *m_count;
    QToolButton *m_sort;
    NoteList *m_list;
    EmptyState *m_empty;
    QStackedWidget *m_stack;
};

} // namespace cairn
