// SPDX-License-Identifier: GPL-3.0-or-later
#include "commandcontroller.h"

#include "editor/editorpane.h"
#include "editor/findbar.h"
#include "editor/markdowneditor.h"
#include "mainactions.h"
#include "newnotecontroller.h"
#include "notebookcommands.h"
#include "notecommands.h"
#include "notelink.h"
#include "notename.h"
#include "notepane.h"
#include "notes/noteheader.h"
#include "notes/notelist.h"
#include "notes/searchfield.h"
#include "notesession.h"
#include "opennotecontroller.h"
#include "placecontroller.h"
#include "status/banner.h"
#include "status/toast.h"
#include "topbar.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QMimeData>

namespace cairn {

using A = MainActions;
using View = UiSettings::View;

CommandController::CommandController(
    const WindowParts &parts, PlaceController &place, OpenNoteController &open,
    NewNoteController &newNotes, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_place(place)
    , m_open(open)
    , m_newNotes(newNotes)
{
    connectNotes();
    connectHeader();
    connectText();
    connectView();
    connectPlaces();
    setSources();
    connect(&newNotes, &NewNoteController::writingWanted, this, &CommandController::leavePreview);
    connect(&open, &OpenNoteController::changed, this, &CommandController::update);
    connect(&parts.list, &NoteList::selectionSizeChanged, this, &CommandController::update);
    connect(&place, &PlaceController::listed, this, &CommandController::update);
}

void CommandController::connectNotes()
{
    const auto on = [this](A::Id id, auto slot) {
        connect(m_parts.actions[id], &QAction::triggered, this, slot);
    };
    NoteCommands *commands = &m_parts.noteCommands;
    on(A::NewNote, [this] { m_newNotes.newNote(); });
    on(A::QuickNote, [this] { m_newNotes.quickNote(); });
    on(A::Duplicate, [this] { m_newNotes.duplicate(); });
    on(A::NewNotebook, [this] { m_parts.notebookCommands.add({}); });
    on(A::Trash, [=, this] { commands->trash(m_open.targets()); });
    on(A::Restore, [=, this] { commands->restore(m_open.targets()); });
    on(A::RemoveForGood, [=, this] { commands->removeForGood(m_open.targets()); });
    on(A::EmptyTrash, [=] { commands->emptyTrash(); });
    on(A::Move, [this] { chooseNotebook(m_open.targets()); });
    on(A::Tags, [this] {
        if (const QStringList ids = m_open.targets(); ids.size() > 1)
            chooseTag(ids);
        else
            m_parts.pane.header()->editTags();
    });
    on(A::Pin, [=, this](bool pinned) { commands->setPinned(m_open.targets(), pinned); });
    on(A::Emergency,
       [=, this](bool emergency) { commands->setEmergency(m_open.targets(), emergency); });
    on(A::CopyLink, &CommandController::copyLink);
    on(A::AcceptOffer, [this] { m_parts.toast.acceptOffer(); });
}

void CommandController::connectHeader()
{
    const NoteHeader *header = m_parts.pane.header();
    NoteCommands *commands = &m_parts.noteCommands;
    connect(header, &NoteHeader::told, this, [this](const QString &message) {
        m_parts.toast.show(message);
    });
    connect(header, &NoteHeader::textRequested, &m_parts.pane, &NotePane::focusText);
    connect(header, &NoteHeader::tagClicked, this, [this](const QString &tag) {
        m_parts.sidebar.select(Place::Tag, tag);
    });
    connect(header, &NoteHeader::tagsEdited, this, [=, this](const QStringList &tags) {
        if (const auto &note = m_parts.session.note())
            commands->setTags(note->id, note->tags, tags);
    });
    connect(header, &NoteHeader::pinToggled, this, [=, this](bool pinned) {
        commands->setPinned({m_open.id()}, pinned);
    });
    connect(header, &NoteHeader::emergencyToggled, this, [=, this](bool emergency) {
        commands->setEmergency({m_open.id()}, emergency);
    });
    connect(
        header, &NoteHeader::notebookRequested, this, [this] { chooseNotebook({m_open.id()}); });
}

void CommandController::connectText()
{
    const auto on = [this](A::Id id, auto slot) {
        connect(m_parts.actions[id], &QAction::triggered, this, slot);
    };
    MarkdownEditor *editor = m_parts.pane.editor();
    FindBar *find = m_parts.pane.editorPane()->findBar();
    on(A::Find, [find] { find->open(false); });
    on(A::Replace, [find] { find->open(true); });
    on(A::Bold, [editor] { editor->toggleBold(); });
    on(A::Italic, [editor] { editor->toggleItalic(); });
    on(A::Link, [editor] { editor->insertLink(); });
    on(A::ToggleTask, [editor] { editor->toggleTask(); });
    connect(editor, &MarkdownEditor::told, this, [this](const QString &message) {
        m_parts.toast.show(message);
    });
}

void CommandController::connectView()
{
    const auto on = [this](A::Id id, auto slot) {
        connect(m_parts.actions[id], &QAction::triggered, this, slot);
    };
    const auto focus = [](QWidget *widget) {
        return [widget] { widget->setFocus(Qt::ShortcutFocusReason); };
    };
    on(A::Jump, &CommandController::showJump);
    on(A::Commands, &CommandController::showCommands);
    on(A::Shortcuts, &CommandController::showShortcuts);
    on(A::Search, [this] {
        m_parts.top.search()->setFocus(Qt::ShortcutFocusReason);
        m_parts.top.search()->selectAll();
    });
    on(A::FocusList, focus(&m_parts.list));
    on(A::FocusSidebar, [this] {
        m_parts.actions[A::ShowSidebar]->setChecked(true); // what is hidden takes no keys
        m_parts.sidebar.setFocus(Qt::ShortcutFocusReason);
    });
    on(A::FocusText, [this] { m_parts.pane.focusText(); });
    connect(&m_place, &PlaceController::textWanted, &m_parts.pane, &NotePane::focusText);
    on(A::CycleView, &CommandController::cycleView);
    QAction *sidebar = m_parts.actions[A::ShowSidebar];
    sidebar->setChecked(m_parts.settings.showsSidebar());
    m_parts.sidebar.parentWidget()->setVisible(sidebar->isChecked());
    connect(sidebar, &QAction::toggled, this, [this](bool shown) {
        m_parts.sidebar.parentWidget()->setVisible(shown);
        m_parts.settings.setShowsSidebar(shown);
    });
}

void CommandController::connectPlaces()
{
    const auto on = [this](A::Id id, auto slot) {
        connect(m_parts.actions[id], &QAction::triggered, this, slot);
    };
    on(A::Back, [this] { m_open.openVisited(-1); });
    on(A::Forward, [this] { m_open.openVisited(1); });
    on(A::NextNote, [this] { m_open.step(1); });
    on(A::PreviousNote, [this] { m_open.step(-1); });
    on(A::SortUpdated, [this] { m_place.setSort(NoteQuery::Sort::Updated); });
    on(A::SortCreated, [this] { m_place.setSort(NoteQuery::Sort::Created); });
    on(A::SortTitle, [this] { m_place.setSort(NoteQuery::Sort::Title); });
}

void CommandController::update()
{
    const MainActions &actions = m_parts.actions;
    const auto &note = m_parts.session.note();
    const bool open = note.has_value();
    const bool trashed = open ? note->trashedAt.has_value() : m_place.isTrash();
    for (const auto id : {A::History, A::Duplicate, A::CopyLink, A::SaveAs, A::Find, A::FocusText})
        actions[id]->setEnabled(open);
    for (const auto id :
         {A::Trash, A::Move, A::Tags, A::Pin, A::Emergency, A::Replace, A::Bold, A::Italic, A::Link,
          A::ToggleTask})
        actions[id]->setEnabled(open && !trashed);
    for (const auto id : {A::Restore, A::RemoveForGood})
        actions[id]->setEnabled(open && trashed);
    actions[A::Pin]->setChecked(open && note->pinned);
    actions[A::Emergency]->setChecked(open && note->emergency);
    actions[A::EmptyTrash]->setEnabled(m_parts.store.tallies().value_or(Tallies()).trashed > 0);
    actions[A::Back]->setEnabled(m_open.navigation().canGoBack());
    actions[A::Forward]->setEnabled(m_open.navigation().canGoForward());
    updateView();
}

/// The command names the view that comes next.
void CommandController::updateView()
{
    QAction *cycle = m_parts.actions[A::CycleView];
    switch (m_parts.pane.view()) {
    case View::Editor:
        cycle->setIconText(tr("Split"));
        cycle->setIcon(icon(Icon::SplitView));
        break;
    case View::Split:
        cycle->setIconText(tr("Preview"));
        cycle->setIcon(icon(Icon::Eye));
        break;
    case View::Preview:
        cycle->setIconText(tr("Edit"));
        cycle->setIcon(icon(Icon::Edit));
        break;
    }
}

void CommandController::setView(View view)
{
    m_parts.pane.setView(view);
    m_parts.settings.setView(view);
    updateView();
}

void CommandController::cycleView()
{
    setView(static_cast<View>((static_cast<int>(m_parts.pane.view()) + 1) % 3));
    m_parts.pane.focusText();
}

void CommandController::leavePreview()
{
    if (m_parts.pane.view() == View::Preview)
        setView(View::Editor);
}

void CommandController::copyLink()
{
    const auto &note = m_parts.session.note();
    QApplication::clipboard()->setMimeData(
        MarkdownEditor::linkTo(note->title, NoteLink{note->id, {}}));
    m_parts.toast.show(tr("Link to “%1” copied").arg(NoteName::of(note->title)));
}

} // namespace cairn
