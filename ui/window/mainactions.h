// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QString>

class QAction;
class QWidget;

namespace cairn {

class UiSettings;

/// Every command of the window as a QAction with a stable name: menus, palette, shortcut list and
/// settings are made from this one list. What a command does is connected by the window.
class MainActions : public QObject {
    Q_OBJECT
public:
    enum Id {
        NewNote,
        QuickNote,
        NewNotebook,
        Duplicate,
        Trash,
        Restore,
        RemoveForGood,
        EmptyTrash,
        Move,
        Tags,
        Pin,
        Emergency,
        CopyLink,
        Jump,
        Commands,
        Search,
        Back,
        Forward,
        NextNote,
        PreviousNote,
        FocusList,
        FocusText,
        FocusSidebar,
        Find,
        Replace,
        Bold,
        Italic,
        Link,
        ToggleTask,
        CycleView,
        ShowSidebar,
        SortUpdated,
        SortCreated,
        SortTitle,
        SyncNow,
        Pause1h,
        PauseToday,
        PauseLong,
        Resume,
        SyncCentre,
        Account,
        Review,
        ReviewAll,
        History,
        DeletedNotes,
        Settings,
        Shortcuts,
        UndoLast,
        AcceptOffer,
        CloseWindow,
        Quit,
        kCount
    };

    MainActions(UiSettings &settings, QWidget *window);

    QAction *operator[](Id id) const { return m_actions.at(id); }
    QList<QAction *> all() const { return m_actions; }
    /// Gives an action another shortcut and remembers it. An empty sequence takes it away.
    void setShortcut(QAction *action, const QKeySequence &keys);
    QKeySequence defaultShortcut(const QAction *action) const;
    void resetShortcuts();

private:
    struct Spec;
    void make(const Spec &spec, QWidget *window);

    UiSettings &m_settings;
    QList<QAction *> m_actions;
    QList<QKeySequence> m_defaults;
};

} // namespace cairn
