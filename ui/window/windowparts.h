// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QWidget;

namespace cairn {

class Banner;
class Clock;
class HistoryFlow;
class ListPane;
class MainActions;
class NoteCommands;
class NoteList;
class NoteListModel;
class NotePane;
class NoteSession;
class NotebookCommands;
class QuickPicker;
class Sidebar;
class SidebarModel;
class StatusBar;
class Store;
class Toast;
class TopBar;
class UiSettings;
class UndoJournal;

/// What a notes window is made of, for its controllers. The window owns all but the store and the
/// clock, which outlive it; its controllers go before any of it.
struct WindowParts {
    QWidget &window;
    Store &store;
    UiSettings &settings;
    const Clock &clock;
    MainActions &actions;
    SidebarModel &places;
    NoteListModel &notes;
    TopBar &top;
    Sidebar &sidebar;
    ListPane &listPane;
    NoteList &list;
    NotePane &pane;
    StatusBar &status;
    Banner &notice; ///< above everything
    Toast &toast;
    UndoJournal &journal;
    QuickPicker &picker;
    NoteSession &session;
    NoteCommands &noteCommands;
    NotebookCommands &notebookCommands;
    HistoryFlow &history;
};

} // namespace cairn
