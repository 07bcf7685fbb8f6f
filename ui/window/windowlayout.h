// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QSplitter;
class QWidget;

namespace cairn {

class Banner;
class Clock;
class ListPane;
class MainActions;
class NoteListModel;
class NotePane;
class Sidebar;
class SidebarModel;
class StatusBar;
class TopBar;

/// The widgets of a notes window, in their places. They belong to the widget they are in.
struct WindowLayout {
    QWidget *central = nullptr; ///< all of them; to be put into a window
    QSplitter *splitter = nullptr;
    TopBar *top = nullptr;
    Banner *notice = nullptr;
    Sidebar *sidebar = nullptr;
    ListPane *listPane = nullptr;
    NotePane *pane = nullptr;
    StatusBar *status = nullptr;

    static WindowLayout make(
        MainActions &actions, SidebarModel &places, NoteListModel &notes, const Clock &clock,
        QWidget *window);
    static constexpr int kFirstWidth = 1180; ///< px
    static constexpr int kFirstHeight = 740;
};

} // namespace cairn
