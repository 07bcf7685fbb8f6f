// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "note.h"
#include "notes/sidebar.h"

class QMenu;
class QMenuBar;

namespace cairn {

class MainActions;

/// Makes the menus of the window out of its actions.
class WindowMenus {
public:
    static QMenu *
    more(const MainActions &actions, QWidget *parent); ///< behind the "more" button: everything
    static QMenu *pause(const MainActions &actions, QWidget *parent);
    static QMenu *sort(const MainActions &actions, QWidget *parent);
    static QMenu *
    note(const MainActions &actions, bool trashed, QWidget *parent); ///< for selected notes
    static QMenu *place(const MainActions &actions, const SidebarRow &row, QWidget *parent);

private:
    static void
    add(QMenu *menu, const MainActions &actions, const QList<int> &ids); ///< -1: separator
};

} // namespace cairn
