// SPDX-License-Identifier: GPL-3.0-or-later
// Places, search, the list, and which note is open.
#include "mainwindow.h"

#include "conflict/conflictwords.h"
#include "dialogs/quickpicker.h"
#include "editor/markdowneditor.h"
#include "errorwords.h"
#include "historyflow.h"
#include "items/notelistmodel.h"
#include "items/sidebarmodel.h"
#include "linkquestion.h"
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
#include "plaintext.h"
#include "preview/previewpane.h"
#include "shownname.h"
#include "status/banner.h"
#include "status/statusbar.h"
#include "status/toast.h"
#include "store/conflict/conflictstore.h"
#include "store/notes/notestore.h"
#include "store/notes/tagstore.h"
#include "store/store.h"
#include "topbar.h"
#include "undojournal.h"
#include "windowmenus.h"

#include <QAction>
#include <QDesktopServices>
#include <QMenu>
#include <QUrl>

#include <utility>

namespace cairn {

void MainWindow::connectPlaces()
{
    connect(m_sidebar, &Sidebar::placeChanged, this, &MainWindow::showPlace);
    connect(m_sidebar, &Sidebar::placeLost, this, [this](const SidebarRow &row) {
        m_place = row;
        runQuery(false); // nobody asked for another note
    });
    connect(m_sidebar, &Sidebar::menuRequested, this, &MainWindow::showPlaceMenu);
    connect(m_sidebar, &Sidebar::notesDropped, this, &MainWindow::dropNotes);
    connect(
        m_sidebar, &Sidebar::notebookDropped, this,
        [this](const QString &id, const SidebarRow &row) {
            m_notebookCommands->move(id, row.kind == Place::Notebook ? row.id : QString());
        });
    connect(m_sidebar, &Sidebar::renameRequested, this, [this](const SidebarRow &row) {
        if (row.kind == Place::Notebook)
            m_notebookCommands->rename(row.id);
        else if (row.kind == Place::Tag)
            m_notebookCommands->renameTag(row.id);
    });
    connect(m_sidebar, &Sidebar::removeRequested, this, [this](const SidebarRow &row) {
        if (row.kind == Place::Notebook)
            m_notebookCommands->remove(row.id);
    });
    connect(m_notebookCommands, &NotebookCommands::added, this, [this](const QString &id) {
        m_sidebar->select(Place::Notebook, id);
    });

    SearchField *search = m_top->search();
    connect(search, &SearchField::searchChanged, this, &MainWindow::setSearch);
    connect(
        search, &SearchField::left, this, [this] { m_list->setFocus(Qt::ShortcutFocusReason); });
    connect(search, &SearchField::resultsRequested, this, [this](bool openFirst) {
        if (m_notes->rowCount() == 0)
            return;
        m_list->selectRow(0);
        if (openFirst)
            m_pane->focusText();
        else
            m_list->setFocus(Qt::ShortcutFocusReason);
    });
    connect(m_listPane, &ListPane::searchCleared, search, &QLineEdit::clear);
    connect(m_listPane, &ListPane::newNoteRequested, this, &MainWindow::newNote);

    connect(m_list, &NoteList::picked, this, &MainWindow::onPicked);
    connect(m_list, &NoteList::selectionSizeChanged, this, &MainWindow::updateActions);
    connect(m_list, &NoteList::openRequested, m_pane, &NotePane::focusText);
    connect(m_list, &NoteList::menuRequested, this, &MainWindow::showNoteMenu);
    connect(m_list, &NoteList::trashRequested, this, [this] {
        if (m_place.kind == Place::Trash)
            m_noteCommands->removeForGood(targets());
        else
            m_noteCommands->trash(targets());
    });
    connect(m_notes, &QAbstractItemModel::modelReset, this, &MainWindow::followOpenNote);
    for (const auto changed : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_notes, changed, this, [this] {
            if (!m_list->hasOpen()) // its row went, or may be back
                followOpenNote();
        });

    NoteHeader *header = m_pane->header();
    connect(header, &NoteHeader::told, this, &MainWindow::tell);
    connect(header, &NoteHeader::textRequested, m_pane, &NotePane::focusText);
    connect(header, &NoteHeader::tagClicked, this, [this](const QString &tag) {
        m_sidebar->select(Place::Tag, tag);
    });
    connect(header, &NoteHeader::tagsEdited, this, [this](const QStringList &tags) {
        if (const auto &note = m_session->note())
            m_noteCommands->setTags(note->id, note->tags, tags);
    });
    connect(header, &NoteHeader::pinToggled, this, [this](bool pinned) {
        m_noteCommands->setPinned({m_session->noteId()}, pinned);
    });
    connect(header, &NoteHeader::emergencyToggled, this, [this](bool emergency) {
        m_noteCommands->setEmergency({m_session->noteId()}, emergency);
    });
    connect(header, &NoteHeader::notebookRequested, this, [this] {
        chooseNotebook({m_session->noteId()});
    });

    header->setTagSource([this] {
        QStringList names;
        for (const TagInfo &tag : m_store.tags().list().value_or(QList<TagInfo>()))
            names.append(tag.name);
        return names;
    });
    m_pane->editor()->setTitleSource([this](const QString &text) {
        QStringList titles;
        for (const NoteSummary &note :
             m_store.notes().byTitle(text, 12).value_or(QList<NoteSummary>()))
            titles.append(note.title);
        return titles;
    });
    connect(m_pane->editor(), &MarkdownEditor::linkActivated, this, &MainWindow::followLink);
    connect(m_pane->preview(), &PreviewPane::linkActivated, this, &MainWindow::followLink);
    const auto ask = [this](const QString &words, const QString &address) {
        askAboutLink(words, address, this, [this, address] { followLink(address); });
    };
    connect(m_pane->editor(), &MarkdownEditor::doubtfulLinkActivated, this, ask);
    connect(m_pane->preview(), &PreviewPane::doubtfulLinkActivated, this, ask);
    connect(m_pane->editor(), &MarkdownEditor::told, this, &MainWindow::tell);
    connect(m_pane->editor(), &MarkdownEditor::pasteTooLong, this, [this](const QString &text) {
        const QString name = NoteName::of(m_session->note() ? m_session->note()->title : QString());
        m_toast->show(
            tr("Not pasted into “%1”: a line of it is too long to be edited").arg(name),
            tr("Paste in shorter lines"), [this, text, name, id = openNoteId()] {
                openNote(id); // another one may be open by now
                if (openNoteId() == id)
                    m_pane->editor()->insertBroken(text);
                else
                    m_toast->show(tr("Not pasted: “%1” could not be opened").arg(name));
            });
    });
    connect(m_pane->editor(), &MarkdownEditor::titleActivated, this, &MainWindow::followTitle);
    connect(m_pane->preview(), &PreviewPane::titleActivated, this, &MainWindow::followTitle);
}

void MainWindow::showPlace(const SidebarRow &row)
{
    m_place = row;
    if (!m_search.isEmpty()) {
        m_search.clear();
        const QSignalBlocker quiet(m_top->search());
        m_top->search()->setSearch(QString());
    }
    runQuery(true);
    placeMoved();
}

/// A notebook that got another name, here or elsewhere, is still the place that is shown.
void MainWindow::followPlaceName()
{
    const SidebarRow row = m_sidebar->currentRow();
    if (row.kind != m_place.kind || row.id != m_place.id || row.name == m_place.name)
        return;
    m_place.name = row.name;
    m_listPane->setPlace(m_place, m_search);
}

void MainWindow::setSearch(const QString &text)
{
    if (text == m_search)
        return;
    m_search = text;
    runQuery(false);
    if (!text.isEmpty())
        m_list->scrollToTop(); // what fits best is there, whatever note is open
}

void MainWindow::runQuery(bool selectFirst)
{
    NoteQuery query = m_place.query;
    if (!m_search.isEmpty()) {
        query = NoteQuery();
        query.trashed = m_place.kind == Place::Trash;
        query.text = m_search;
    }
    query.sort = m_settings.sort();
    const auto done = m_notes->setQuery(query);
    if (!done)
        m_toast->show(tr("The notes could not be read from the disk."));
    m_listPane->setPlace(m_place, m_search);
    if (done && selectFirst && !m_list->hasOpen()) {
        if (m_notes->rowCount() == 0)
            m_session->open({});
        else if (!m_restoring || opensByItself(m_notes->idAt(0)))
            m_list->selectRow(0);
    }
    updateActions();
}

void MainWindow::onPicked(const QString &id)
{
    // A note that cannot be saved stays open, and the list goes back to it.
    m_session->open(id);
    followOpenNote();
}

/// The session says which note is open; the list shows it. Everything else asks the session, too.
void MainWindow::followOpenNote()
{
    const auto &note = m_session->note();
    m_list->showOpen(note ? m_notes->rowOfKey(note->key) : -1);
}

void MainWindow::openNote(const QString &noteId)
{
    if (!m_session->open(noteId)) {
        goOnInACopy();
        if (!m_session->open(noteId)) {
            const auto note = m_store.notes().note(noteId);
            if (!note && note.error().kind == ErrorKind::NotFound && !m_restoring)
                m_toast->show(tr("This note is not on this computer"));
            return;
        }
    }
    if (m_notes->rowOfId(noteId) < 0) {
        // Not in what the list shows: go to where it is.
        const auto &note = m_session->note();
        m_top->search()->clear();
        if (note && note->trashedAt)
            m_sidebar->select(Place::Trash);
        else if (m_notes->rowOfId(noteId) < 0)
            m_sidebar->select(Place::All);
    }
}

void MainWindow::onNoteShown(const Note &note)
{
    m_pane->showNote(note);
    const bool decided = std::exchange(m_shownConflict, note.conflict) && !note.conflict;
    if (decided && m_shownId == note.id && m_session->changedBy() == ChangeSet::Origin::Sync)
        m_toast->show( // no banner goes without a word
            tr("“%1” does not need review any more").arg(NoteName::of(note.title)));
    if (std::exchange(m_shownId, note.id) != note.id)
        m_pane->newNoteBanner()->hide(); // it speaks of the note that was open
    if (m_session->saveError() == std::nullopt)
        m_pane->saveBanner()->hide();
    showNoteBanner(note);
    showMergeMark(note);
    m_navigation.visit(note.id);
    followOpenNote();
    const QString title = isolatedName(note.title);
    setWindowTitle(
        title.isEmpty() ? QStringLiteral("Cairn") : tr("%1 – Cairn").arg(windowWords(title)));
    updateActions();
}

void MainWindow::onNoteClosed()
{
    placeMoved();
    showNoNote();
    followOpenNote();
    setWindowTitle(QStringLiteral("Cairn"));
    updateActions();
}

/// What a person did here is told by the command.
void MainWindow::tellVanished(const Note &note, ChangeSet::Origin by)
{
    if (by == ChangeSet::Origin::Person)
        return;
    const QString name = NoteName::of(note.title);
    m_toast->show(
        by == ChangeSet::Origin::Sync
            ? tr("“%1” was deleted on another device").arg(name)
            : tr("“%1” was deleted by another program on this computer").arg(name),
        tr("Deleted notes…"), [this] { m_history->showDeleted(); });
}

/// Its text was shown a moment ago, and the backup has none of it.
void MainWindow::keepRestoredAway(const Note &note)
{
    const QString name = NoteName::of(note.title);
    if (const Result<void> kept = m_store.notes().keepInHistory(note); !kept) {
        m_toast->show(tr("A backup was restored, and “%1” is not in it. Its text could not be "
                         "kept: %2.")
                          .arg(name, ErrorWords::reason(kept.error())));
        return;
    }
    m_toast->show(
        tr("A backup was restored, and “%1” is not in it. Its text is kept with the deleted notes.")
            .arg(name),
        tr("Deleted notes…"), [this] { m_history->showDeleted(); });
}

void MainWindow::showNoNote()
{
    const auto tallies = m_store.tallies();
    m_pane->showNothing(tallies && tallies->notes > 0); // here or in another place
}

void MainWindow::showNoteBanner(const Note &note)
{
    if (note.trashedAt)
        m_pane->noteBanner()->show(
            Banner::Level::Info, tr("This note is in the trash."), tr("Restore"),
            tr("Delete for good…"));
    else if (note.conflict)
        m_pane->noteBanner()->show(
            Banner::Level::Attention,
            ConflictWords::banner(m_store.conflicts().versions(note.id).value_or(2)),
            tr("Review now"));
    else
        m_pane->noteBanner()->hide();
}

void MainWindow::step(int rows) { m_list->selectRow(m_list->openRow() + rows); }

void MainWindow::openVisited(int by)
{
    const auto isThere = [this](const QString &id) {
        return m_store.notes().isThere(id).value_or(false);
    };
    if (const QString id = m_navigation.step(by, isThere); !id.isEmpty())
        openNote(id);
}

void MainWindow::showNoteMenu(const QPoint &position)
{
    QMenu *menu = WindowMenus::note(*m_actions, m_place.kind == Place::Trash, this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(position);
}

void MainWindow::showPlaceMenu(const SidebarRow &row, const QPoint &position)
{
    QMenu *menu = WindowMenus::place(*m_actions, row, this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    if (row.kind == Place::Notebook) {
        menu->addAction(icon(Icon::NotebookNew), tr("New notebook inside…"), this, [this, row] {
            m_notebookCommands->add(row.id);
        });
        menu->addAction(icon(Icon::Edit), tr("Rename…"), this, [this, row] {
            m_notebookCommands->rename(row.id);
        });
        menu->addAction(icon(Icon::Move), tr("Move to top level"), this, [this, row] {
            m_notebookCommands->move(row.id, {});
        });
        menu->addAction(icon(Icon::Review), tr("When versions differ…"), this, [this, row] {
            m_notebookCommands->choosePolicy(row.id);
        });
        menu->addSeparator();
        menu->addAction(icon(Icon::Trash), tr("Delete notebook"), this, [this, row] {
            m_notebookCommands->remove(row.id);
        });
    } else if (row.kind == Place::Tag) {
        menu->addAction(icon(Icon::Edit), tr("Rename tag…"), this, [this, row] {
            m_notebookCommands->renameTag(row.id);
        });
    }
    menu->popup(position);
}

void MainWindow::dropNotes(const QStringList &ids, const SidebarRow &row)
{
    switch (row.kind.value_or(Place::OpenTasks)) {
    case Place::Notebook:
        return m_noteCommands->move(ids, row.id);
    case Place::Tag:
        return m_noteCommands->addTag(ids, row.id);
    case Place::Trash:
        return m_noteCommands->trash(ids);
    case Place::Emergency:
        return m_noteCommands->setEmergency(ids, true);
    case Place::All:
        if (m_place.kind == Place::Trash)
            return m_noteCommands->restore(ids);
        return m_noteCommands->move(ids, {});
    default:
        break;
    }
}

void MainWindow::followLink(const QString &address)
{
    if (const auto link = NoteLink::parse(address))
        openNote(link->noteId);
    else
        QDesktopServices::openUrl(QUrl(address));
}

void MainWindow::followTitle(const QString &title)
{
    // `[[path/name]]`: the folders are another program's.
    for (const QString &name : {title, title.section(u'/', -1)}) {
        const auto found = m_store.notes().idOfTitle(name);
        if (found && *found)
            return openNote(**found);
    }
    m_toast->show(
        tr("There is no note “%1”").arg(isolatedName(title)), tr("Write it"),
        [this, title] { writeTitled(title); });
}

} // namespace cairn
