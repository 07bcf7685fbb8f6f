// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changeset.h"
#include "note.h"
#include "notes/sidebar.h"
#include "windowparts.h"

#include <QObject>
#include <QString>

namespace cairn {

/// Whether a note may be opened that nobody asked for: one that is too large to be edited may hold
/// the window at every start.
bool isOpenedByItself(Store &store, const QString &id);

/// Which notes are listed: the place that is chosen, the search, the order. UI thread.
class PlaceController : public QObject {
    Q_OBJECT
public:
    PlaceController(const WindowParts &parts, QObject *parent);

    const SidebarRow &place() const { return m_place; }
    bool isTrash() const { return m_place.kind == Place::Trash; }
    /// What the settings say that was shown last. A note that may hold the window is not opened.
    void restore();
    void remember();
    bool isRemembered() const; ///< the settings say so already
    void setSort(NoteQuery::Sort sort);
    void applyChanges(const ChangeSet &changes);
    /// Goes to a place that lists this note.
    void showPlaceOf(const Note &note);

signals:
    void moved(); ///< to another place
    void listed(); ///< the list may hold other notes now
    void textWanted(); ///< of the note that is open
    void newNoteWanted();

private:
    void connectSidebar();
    void connectSearch();
    void show(const SidebarRow &row);
    void setSearch(const QString &text);
    void runQuery(bool selectFirst);
    void followName();
    void showMenu(const SidebarRow &row, const QPoint &position);
    void drop(const QStringList &ids, const SidebarRow &row);

    const WindowParts m_parts;
    SidebarRow m_place;
    QString m_search;
    bool m_restoring = false;
};

} // namespace cairn
