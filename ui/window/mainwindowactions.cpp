// SPDX-License-Identifier: GPL-3.0-or-later
// What the actions of the window do.
#include "mainwindow.h"

#include "clock.h"
#include "dialogs/quickpicker.h"
#include "dialogs/shortcutsdialog.h"
#include "editor/editorpane.h"
#include "editor/findbar.h"
#include "editor/markdowneditor.h"
#include "items/notelistmodel.h"
#include "mainactions.h"
#include "notebookcommands.h"
#include "notecommands.h"
#include "notelink.h"
#include "notename.h"
#include "notepane.h"
#include "notes/listpane.h"
#include "notes/noteheader.h"
#include "notes/notelist.h"
#include "notes/searchfield.h"
#include "notesession.h"
#include "shownname.h"
#include "status/banner.h"
#include "status/toast.h"
#include "store/notes/notebookstore.h"
#include "store/notes/notestore.h"
#include "store/store.h"
#include "topbar.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDateTime>
#include <QMimeData>
#include <QRegularExpression>

namespace cairn {

using A = MainActions;

namespace {

constexpr int kOffered = 40; ///< notes in the palette

/// Of an action: without the mark of a key.
QString plain(const QString &words)
{
    static const QRegularExpression kMark(QStringLiteral("&(.?)"));
    return QString(words).replace(kMark, QStringLiteral("\\1"));
}

} // namespace

void MainWindow::connectActions()
{
    connectNoteActions();
    connectViewActions();
    connectSyncActions();
}

void MainWindow::connectNoteActions()
{
    const auto on = [this](A::Id id, auto slot) {
        connect((*m_actions)[id], &QAction::triggered, this, slot);
    };
    on(A::NewNote, &MainWindow::newNote);
    on(A::QuickNote, &MainWindow::quickNote);
    on(A::NewNotebook, [this] { m_notebookCommands->add({}); });
    on(A::Duplicate, &MainWindow::duplicateNote);
    on(A::Trash, [this] { m_noteCommands->trash(targets()); });
    on(A::Restore, [this] { m_noteCommands->restore(targets()); });
    on(A::RemoveForGood, [this] { m_noteCommands->removeForGood(targets()); });
    on(A::EmptyTrash, [this] { m_noteCommands->emptyTrash(); });
    on(A::Move, [this] { chooseNotebook(targets()); });
    on(A::Tags, [this] { m_pane->header()->editTags(); });
    on(A::Pin, [this](bool pinned) { m_noteCommands->setPinned(targets(), pinned); });
    on(A::Emergency,
       [this](bool emergency) { m_noteCommands->setEmergency(targets(), emergency); });
    on(A::CopyLink, [this] {
        QApplication::clipboard()->setMimeData(
            MarkdownEditor::linkTo(m_session->note()->title, NoteLink{m_session->noteId(), {}}));
        m_toast->show(tr("Link to “%1” copied").arg(NoteName::of(m_session->note()->title)));
    });
    on(A::SaveAs, &MainWindow::saveCopy);
    on(A::Import, &MainWindow::chooseImport);
    on(A::AcceptOffer, [this] { m_toast->acceptOffer(); });
    connect(m_pane->noteBanner(), &Banner::primaryClicked, this, [this] {
        if (m_session->note() && m_session->note()->trashedAt)
            m_noteCommands->restore({m_session->noteId()});
        else
            review(m_session->noteId());
    });
    connect(m_pane->noteBanner(), &Banner::secondaryClicked, this, [this] {
        m_noteCommands->removeForGood({m_session->noteId()});
    });
}

void MainWindow::connectViewActions()
{
    const auto on = [this](A::Id id, auto slot) {
        connect((*m_actions)[id], &QAction::triggered, this, slot);
    };
    MarkdownEditor *editor = m_pane->editor();
    FindBar *find = m_pane->editorPane()->findBar();
    on(A::Find, [find] { find->open(false); });
    on(A::Replace, [find] { find->open(true); });
    on(A::Bold, [editor] { editor->toggleBold(); });
    on(A::Italic, [editor] { editor->toggleItalic(); });
    on(A::Link, [editor] { editor->insertLink(); });
    on(A::ToggleTask, [editor] { editor->toggleTask(); });
    on(A::Jump, &MainWindow::showJump);
    on(A::Commands, &MainWindow::showCommands);
    on(A::Search, [this] {
        m_top->search()->setFocus(Qt::ShortcutFocusReason);
        m_top->search()->selectAll();
    });
    on(A::Back, [this] { openVisited(-1); });
    on(A::Forward, [this] { openVisited(1); });
    on(A::NextNote, [this] { step(1); });
    on(A::PreviousNote, [this] { step(-1); });
    on(A::FocusList, [this] { m_list->setFocus(Qt::ShortcutFocusReason); });
    on(A::FocusSidebar, [this] { m_sidebar->setFocus(Qt::ShortcutFocusReason); });
    on(A::FocusText, [this] { m_pane->focusText(); });
    on(A::CycleView, &MainWindow::cycleView);
    (*m_actions)[A::ShowSidebar]->setChecked(true);
    on(A::ShowSidebar, [this](bool shown) { m_sidebar->parentWidget()->setVisible(shown); });
    on(A::SortUpdated, [this] { setSort(NoteQuery::Sort::Updated); });
    on(A::SortCreated, [this] { setSort(NoteQuery::Sort::Created); });
    on(A::SortTitle, [this] { setSort(NoteQuery::Sort::Title); });
    on(A::Settings, &MainWindow::showSettings);
    on(A::Shortcuts, [this] {
        auto *dialog = new ShortcutsDialog(*m_actions, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    on(A::CloseWindow, [this] { close(); });
    on(A::Quit, &MainWindow::quitRequested);
}

void MainWindow::connectSyncActions()
{
    const auto on = [this](A::Id id, auto slot) {
        connect((*m_actions)[id], &QAction::triggered, this, slot);
    };
    on(A::SyncNow, [this] {
        saveNow();
        syncNow();
    });
    on(A::Pause1h, [this] { emit pauseRequested(m_clock.nowMs() + 3'600'000); });
    on(A::PauseToday, [this] {
        const QDate tomorrow = QDateTime::fromMSecsSinceEpoch(m_clock.nowMs()).date().addDays(1);
        emit pauseRequested(tomorrow.startOfDay().toMSecsSinceEpoch());
    });
    on(A::PauseLong, [this] { emit pauseRequested(0); });
    on(A::Resume, &MainWindow::resumeRequested);
    on(A::SyncCentre, &MainWindow::showSyncCentre);
    on(A::Account, &MainWindow::showAccountDialog);
    on(A::Review, &MainWindow::reviewNext);
    on(A::ReviewAll, &MainWindow::showReviewList);
}

QStringList MainWindow::targets() const
{
    // What is selected holds the open note (NoteList); a search may not list it.
    if (m_list->selectedCount() > 1)
        return m_list->selectedIds();
    return m_session->note() ? QStringList{m_session->noteId()} : QStringList();
}

void MainWindow::updateActions()
{
    const MainActions &actions = *m_actions;
    const auto &note = m_session->note();
    const bool open = note.has_value();
    const bool trashed = open ? note->trashedAt.has_value() : m_place.kind == Place::Trash;
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
    actions[A::Back]->setEnabled(m_navigation.canGoBack());
    actions[A::Forward]->setEnabled(m_navigation.canGoForward());
    const bool account = m_syncStatus.phase != SyncStatus::Phase::NoAccount;
    const bool paused = m_syncStatus.phase == SyncStatus::Phase::Paused;
    for (const auto id : {A::Pause1h, A::PauseToday, A::PauseLong})
        actions[id]->setEnabled(account && !paused);
    actions[A::Resume]->setEnabled(paused);
    for (const auto id : {A::Review, A::ReviewAll})
        actions[id]->setEnabled(m_syncStatus.conflicts > 0);
    static constexpr UiSettings::View kNext[] = {
        UiSettings::View::Split, UiSettings::View::Preview, UiSettings::View::Editor};
    const auto view = static_cast<int>(m_pane->view());
    const auto next = kNext[view];
    actions[A::CycleView]->setIconText(
        next == UiSettings::View::Editor      ? tr("Edit")
            : next == UiSettings::View::Split ? tr("Split")
                                              : tr("Preview"));
    actions[A::CycleView]->setIcon(icon(
        next == UiSettings::View::Editor      ? Icon::Edit
            : next == UiSettings::View::Split ? Icon::SplitView
                                              : Icon::Eye));
}

void MainWindow::cycleView()
{
    const auto next = static_cast<UiSettings::View>((static_cast<int>(m_pane->view()) + 1) % 3);
    setView(next);
    m_pane->focusText();
}

void MainWindow::setView(UiSettings::View view)
{
    m_pane->setView(view);
    m_settings.setView(view);
    updateActions();
}

void MainWindow::setSort(NoteQuery::Sort sort)
{
    static constexpr A::Id kActions[] = {A::SortUpdated, A::SortCreated, A::SortTitle};
    (*m_actions)[kActions[static_cast<int>(sort)]]->setChecked(true);
    m_listPane->setSortWords(
        sort == NoteQuery::Sort::Title         ? tr("Sorted by title")
            : sort == NoteQuery::Sort::Created ? tr("Sorted by creation")
                                               : tr("Sorted by last edit"));
    if (sort == m_settings.sort())
        return;
    m_settings.setSort(sort);
    runQuery(false);
}

void MainWindow::chooseNotebook(const QStringList &ids)
{
    QList<PickerItem> items{{QString(), tr("No notebook"), {}, icon(Icon::Notes)}};
    for (const NotebookInfo &notebook :
         m_store.notebooks().list().value_or(QList<NotebookInfo>())) {
        QStringList path;
        for (const QString &name : notebook.path.split(QLatin1Char('/')))
            path.append(isolatedName(name));
        items.append({notebook.id, path.join(QStringLiteral(" › ")), {}, icon(Icon::Notebook)});
    }
    const QString make = QStringLiteral("new:");
    m_picker->ask(
        tr("Move to notebook"),
        [items, make](const QString &text) {
            QList<PickerItem> fitting = QuickPicker::filtered(items, text);
            const QString name = text.trimmed();
            if (!name.isEmpty())
                fitting.append(
                    {make + name,
                     tr("New notebook “%1”").arg(isolatedName(name)),
                     {},
                     icon(Icon::NotebookNew)});
            return fitting;
        },
        [this, ids, make](const QString &id) {
            if (!id.startsWith(make))
                return m_noteCommands->move(ids, id);
            const auto made = m_store.notebooks().ensurePath(id.mid(make.size()));
            if (made)
                m_noteCommands->move(ids, made->id);
            else
                m_toast->show(tr("A notebook cannot have this name"));
        });
}

void MainWindow::showJump()
{
    m_picker->ask(
        tr("Jump to note"),
        [this](const QString &text) {
            QList<PickerItem> items;
            for (const NoteSummary &note :
                 m_store.notes().byTitle(text, kOffered).value_or(QList<NoteSummary>()))
                items.append(
                    {note.id, note.title.isEmpty() ? tr("Untitled") : oneLine(note.title),
                     isolatedName(note.notebookName), icon(Icon::File)});
            return items;
        },
        [this](const QString &id) {
            openNote(id);
            m_pane->focusText();
        });
}

void MainWindow::showCommands()
{
    QList<PickerItem> items;
    const QList<QAction *> all = m_actions->all();
    for (const QAction *action : all) {
        if (action->isEnabled() && action != (*m_actions)[A::Commands])
            items.append(
                {action->objectName(), plain(action->text()),
                 action->shortcut().toString(QKeySequence::NativeText), action->icon(),
                 m_actions->keywords(action)});
    }
    m_picker->ask(
        tr("Run a command"),
        [items](const QString &text) { return QuickPicker::filtered(items, text); },
        [this](const QString &name) {
            if (auto *action = findChild<QAction *>(name, Qt::FindDirectChildrenOnly))
                action->trigger();
        });
}

} // namespace cairn
