// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QString>
#include <QStringList>

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
        SaveAs,
        Import,
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
    /// What it is called, whatever it is about just now.
    QString name(const QAction *action) const;
    /// Other words that people look for it by, in English and in the language of the window.
    QString keywords(const QAction *action) const;
    /// Gives an action another shortcut and remembers it. An empty sequence takes it away.
    void setShortcut(QAction *action, const QKeySequence &keys);
    QKeySequence defaultShortcut(const QAction *action) const;
    void resetShortcuts();

private:
    struct Spec;
    void make(const Spec &spec, QWidget *window);
    void addKeywords();

    UiSettings &m_settings;
    QList<QAction *> m_actions;
    QList<QKeySequence> m_defaults;
    QStringList m_names;
    QStringList m_keywords;
};

} // namespace cairn
