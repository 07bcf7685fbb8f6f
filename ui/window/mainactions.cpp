// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainactions.h"

#include "theme/icons.h"
#include "uisettings.h"

#include <QAction>
#include <QActionGroup>
#include <QWidget>

namespace cairn {

struct MainActions::Spec {
    Id id;
    const char *name; ///< in the settings: never change it
    QString text;
    Icon icon;
    QString keys; ///< portable text; several are separated by "; "
};

MainActions::MainActions(UiSettings &settings, QWidget *window)
    : QObject(window)
    , m_settings(settings)
{
    m_actions.resize(kCount);
    m_defaults.resize(kCount);
    m_names.resize(kCount);
    m_keywords.resize(kCount);
    const QString none;
    const auto k = [](const char *keys) { return QString::fromLatin1(keys); };
    const QList<Spec> specs{
        {NewNote, "note.new", tr("New note"), Icon::NewNote, k("Ctrl+N")},
        {QuickNote, "note.quick", tr("Quick note"), Icon::Edit, k("Ctrl+Shift+N")},
        {NewNotebook, "notebook.new", tr("New notebook…"), Icon::NotebookNew, none},
        {Duplicate, "note.duplicate", tr("Duplicate note"), Icon::Copy, none},
        {Trash, "note.trash", tr("Move to trash"), Icon::Trash, k("Ctrl+Shift+Del")},
        {Restore, "note.restore", tr("Restore from trash"), Icon::Restore, none},
        {RemoveForGood, "note.remove", tr("Delete for good…"), Icon::Trash, none},
        {EmptyTrash, "trash.empty", tr("Empty the trash…"), Icon::Trash, none},
        {Move, "note.move", tr("Move to notebook…"), Icon::Move, k("Ctrl+Shift+M")},
        {Tags, "note.tags", tr("Edit tags"), Icon::Tag, k("Ctrl+Alt+T")},
        {Pin, "note.pin", tr("Pin to the top"), Icon::Pin, k("Ctrl+Shift+I")},
        {Emergency, "note.emergency", tr("Mark as emergency"), Icon::Emergency, k("Ctrl+Shift+E")},
        {CopyLink, "note.link", tr("Copy link to note"), Icon::Link, none},
        {SaveAs, "note.saveAs", tr("Save as a file…"), Icon::File, none},
        {Import, "import", tr("Import notes…"), Icon::Move, none},
        {Jump, "go.jump", tr("Jump to note…"), Icon::Notes, k("Ctrl+P")},
        {Commands, "go.commands", tr("All commands…"), Icon::Command, k("Ctrl+Shift+P")},
        {Search, "go.search", tr("Search all notes"), Icon::Search, k("Ctrl+Shift+F")},
        {Back, "go.back", tr("Back"), Icon::ArrowLeft, k("Alt+Left")},
        {Forward, "go.forward", tr("Forward"), Icon::ArrowRight, k("Alt+Right")},
        {NextNote, "go.next", tr("Next note"), Icon::Next, k("Ctrl+PgDown")},
        {PreviousNote, "go.previous", tr("Previous note"), Icon::Previous, k("Ctrl+PgUp")},
        {FocusSidebar, "go.sidebar", tr("Go to notebooks"), Icon::Notebook, k("Ctrl+1")},
        {FocusList, "go.list", tr("Go to note list"), Icon::List, k("Ctrl+2")},
        {FocusText, "go.text", tr("Go to text"), Icon::Edit, k("Ctrl+3")},
        {Find, "text.find", tr("Find in note…"), Icon::Search, k("Ctrl+F")},
        {Replace, "text.replace", tr("Find and replace…"), Icon::Search, k("Ctrl+H")},
        {Bold, "text.bold", tr("Bold"), Icon::Bold, k("Ctrl+B")},
        {Italic, "text.italic", tr("Italic"), Icon::Italic, k("Ctrl+I")},
        {Link, "text.link", tr("Link"), Icon::Link, k("Ctrl+K")},
        {ToggleTask, "text.task", tr("Tick or untick task"), Icon::Task, k("Ctrl+Return")},
        {CycleView, "view.cycle", tr("Editor, split or preview"), Icon::SplitView, k("Ctrl+E")},
        {ShowSidebar, "view.sidebar", tr("Show notebooks"), Icon::Notebook, k("Ctrl+\\")},
        {SortUpdated, "sort.updated", tr("Sort by last edit"), Icon::Sort, none},
        {SortCreated, "sort.created", tr("Sort by creation"), Icon::Sort, none},
        {SortTitle, "sort.title", tr("Sort by title"), Icon::Sort, none},
        {SyncNow, "sync.now", tr("Sync now"), Icon::Sync, k("F5")},
        {Pause1h, "sync.pause1h", tr("Pause sync for 1 hour"), Icon::Pause, none},
        {PauseToday, "sync.pauseToday", tr("Pause sync until tomorrow"), Icon::Pause, none},
        {PauseLong, "sync.pause", tr("Pause sync until resumed"), Icon::Pause, none},
        {Resume, "sync.resume", tr("Resume sync"), Icon::Play, none},
        {SyncCentre, "sync.centre", tr("Sync centre"), Icon::Info, none},
        {Account, "account", tr("Account…"), Icon::Account, none},
        {Review, "review", tr("Review versions…"), Icon::Review, k("Ctrl+Shift+R")},
        {ReviewAll, "review.all", tr("All notes to review…"), Icon::Review, k("Ctrl+Alt+R")},
        {History, "note.history", tr("History…"), Icon::History, k("Ctrl+Shift+H")},
        {DeletedNotes, "trash.deleted", tr("Deleted notes…"), Icon::History, none},
        {Settings, "settings", tr("Settings…"), Icon::Settings, k("Ctrl+,")},
        {Shortcuts, "shortcuts", tr("All shortcuts"), Icon::Keyboard, k("Ctrl+/")},
        {UndoLast, "undo.last", tr("Undo last action on notes"), Icon::Undo, k("Alt+Backspace")},
        {AcceptOffer, "message.accept", tr("Do what the message offers"), Icon::Check,
         k("Alt+Return")},
        {CloseWindow, "window.close", tr("Close window"), Icon::Close, k("Ctrl+W")},
        {Quit, "quit", tr("Quit"), Icon::Close, k("Ctrl+Q")},
    };
    for (const Spec &spec : specs)
        make(spec, window);
    addKeywords();
    for (const Id id : {Pin, Emergency, ShowSidebar, SortUpdated, SortCreated, SortTitle}) {
        QAction *action = m_actions.at(id);
        action->setCheckable(true);
        // In menus the icon stands where a tick would: what is on has the tick for its icon.
        connect(action, &QAction::toggled, action, [action, off = action->icon()](bool on) {
            action->setIcon(on ? icon(Icon::Check, Tint::Accent) : off);
        });
    }
    auto *sorts = new QActionGroup(this);
    for (const Id id : {SortUpdated, SortCreated, SortTitle})
        sorts->addAction(m_actions.at(id));
}

void MainActions::make(const Spec &spec, QWidget *window)
{
    auto *action = new QAction(icon(spec.icon), spec.text, window);
    action->setObjectName(QLatin1String(spec.name));
    m_defaults[spec.id] = QKeySequence::fromString(spec.keys, QKeySequence::PortableText);
    action->setShortcut(QKeySequence::fromString(
        m_settings.shortcut(action->objectName(), spec.keys), QKeySequence::PortableText));
    action->setShortcutContext(Qt::WindowShortcut);
    window->addAction(action);
    m_actions[spec.id] = action;
    m_names[spec.id] = spec.text;
}

QString MainActions::name(const QAction *action) const
{
    return m_names.value(m_actions.indexOf(const_cast<QAction *>(action)));
}

QString MainActions::keywords(const QAction *action) const
{
    return m_keywords.value(m_actions.indexOf(const_cast<QAction *>(action)));
}

void MainActions::setShortcut(QAction *action, const QKeySequence &keys)
{
    action->setShortcut(keys);
    m_settings.setShortcut(
        action->objectName(), keys.toString(QKeySequence::PortableText),
        defaultShortcut(action).toString(QKeySequence::PortableText));
}

QKeySequence MainActions::defaultShortcut(const QAction *action) const
{
    return m_defaults.value(m_actions.indexOf(const_cast<QAction *>(action)));
}

void MainActions::resetShortcuts()
{
    for (QAction *action : std::as_const(m_actions))
        setShortcut(action, defaultShortcut(action));
}

} // namespace cairn
