// SPDX-License-Identifier: GPL-3.0-or-later
#include "windowmenus.h"

#include "mainactions.h"

#include <QCoreApplication>
#include <QMenu>

namespace cairn {

namespace {

struct MenuWords {
    Q_DECLARE_TR_FUNCTIONS(cairn::WindowMenus)
};

} // namespace

using A = MainActions;

void WindowMenus::add(QMenu *menu, const MainActions &actions, const QList<int> &ids)
{
    for (const int id : ids) {
        if (id < 0)
            menu->addSeparator();
        else
            menu->addAction(actions[static_cast<A::Id>(id)]);
    }
}

QMenu *WindowMenus::more(const MainActions &actions, QWidget *parent)
{
    auto *menu = new QMenu(parent);
    add(menu, actions, {A::UndoLast, -1});
    auto *note = menu->addMenu(MenuWords::tr("Note"));
    add(note, actions,
        {A::Pin, A::Emergency, A::Tags, A::Move, -1, A::History, A::Duplicate, A::CopyLink,
         A::SaveAs, -1, A::Trash, A::Restore, A::RemoveForGood});
    auto *text = menu->addMenu(MenuWords::tr("Text"));
    add(text, actions, {A::Find, A::Replace, -1, A::Bold, A::Italic, A::Link, A::ToggleTask});
    auto *go = menu->addMenu(MenuWords::tr("Go"));
    add(go, actions,
        {A::Jump, A::Search, -1, A::Back, A::Forward, A::NextNote, A::PreviousNote, -1,
         A::FocusSidebar, A::FocusList, A::FocusText});
    auto *view = menu->addMenu(MenuWords::tr("View"));
    add(view, actions,
        {A::CycleView, A::ShowSidebar, -1, A::SortUpdated, A::SortCreated, A::SortTitle});
    auto *sync = menu->addMenu(MenuWords::tr("Sync"));
    add(sync, actions,
        {A::SyncNow, A::SyncCentre, A::Review, A::ReviewAll, -1, A::Pause1h, A::PauseToday,
         A::PauseLong, A::Resume});
    menu->addSeparator();
    add(menu, actions,
        {A::NewNotebook, A::Import, A::EmptyTrash, A::DeletedNotes, -1, A::Commands, A::Shortcuts,
         A::Account, A::Settings, -1, A::CloseWindow, A::Quit});
    return menu;
}

QMenu *WindowMenus::pause(const MainActions &actions, QWidget *parent)
{
    auto *menu = new QMenu(parent);
    add(menu, actions, {A::Pause1h, A::PauseToday, A::PauseLong, -1, A::Resume});
    return menu;
}

QMenu *WindowMenus::sort(const MainActions &actions, QWidget *parent)
{
    auto *menu = new QMenu(parent);
    add(menu, actions, {A::SortUpdated, A::SortCreated, A::SortTitle});
    return menu;
}

QMenu *WindowMenus::note(const MainActions &actions, bool trashed, QWidget *parent)
{
    auto *menu = new QMenu(parent);
    if (trashed)
        add(menu, actions,
            {A::Restore, A::History, -1, A::RemoveForGood, A::EmptyTrash, A::DeletedNotes});
    else
        add(menu, actions,
            {A::Pin, A::Emergency, -1, A::Move, A::Tags, A::History, A::Duplicate, A::CopyLink, -1,
             A::Trash});
    return menu;
}

QMenu *WindowMenus::place(const MainActions &actions, const SidebarRow &row, QWidget *parent)
{
    auto *menu = new QMenu(parent);
    if (row.kind == Place::Trash)
        add(menu, actions, {A::EmptyTrash, A::DeletedNotes});
    else if (row.kind != Place::Notebook && row.kind != Place::Tag)
        add(menu, actions, {A::NewNote, A::NewNotebook});
    return menu;
}

} // namespace cairn
