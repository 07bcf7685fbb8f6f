// SPDX-License-Identifier: GPL-3.0-or-later
#include "placecontroller.h"

#include "editor/textsize.h"
#include "items/notelistmodel.h"
#include "items/sidebarmodel.h"
#include "mainactions.h"
#include "notebookcommands.h"
#include "notecommands.h"
#include "notes/listpane.h"
#include "notes/notelist.h"
#include "notes/searchfield.h"
#include "notesession.h"
#include "status/toast.h"
#include "store/notes/notestore.h"
#include "store/store.h"
#include "topbar.h"
#include "uisettings.h"
#include "windowmenus.h"

#include <QAction>
#include <QMenu>
#include <QScopedValueRollback>

namespace cairn {

namespace {

const QString kPlaceKind = QStringLiteral("place/kind");
const QString kPlaceId = QStringLiteral("place/id");

QString kindText(const SidebarRow &row)
{
    return QString::number(static_cast<int>(row.kind.value_or(Place::All)));
}

} // namespace

bool isOpenedByItself(Store &store, const QString &id)
{
    const Result<Note> note = store.notes().note(id);
    return note && isEditable(note->body);
}

PlaceController::PlaceController(const WindowParts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
    connectSidebar();
    connectSearch();
}

void PlaceController::connectSidebar()
{
    Sidebar *sidebar = &m_parts.sidebar;
    NotebookCommands *commands = &m_parts.notebookCommands;
    connect(sidebar, &Sidebar::placeChanged, this, &PlaceController::show);
    connect(sidebar, &Sidebar::placeLost, this, [this](const SidebarRow &row) {
        m_place = row;
        runQuery(false); // nobody asked for another note
    });
    connect(sidebar, &Sidebar::menuRequested, this, &PlaceController::showMenu);
    connect(sidebar, &Sidebar::notesDropped, this, &PlaceController::drop);
    connect(
        sidebar, &Sidebar::notebookDropped, this,
        [commands](const QString &id, const SidebarRow &row) {
            commands->move(id, row.kind == Place::Notebook ? row.id : QString());
        });
    connect(sidebar, &Sidebar::renameRequested, this, [commands](const SidebarRow &row) {
        if (row.kind == Place::Notebook)
            commands->rename(row.id);
        else if (row.kind == Place::Tag)
            commands->renameTag(row.id);
    });
    connect(sidebar, &Sidebar::removeRequested, this, [commands](const SidebarRow &row) {
        if (row.kind == Place::Notebook)
            commands->remove(row.id);
    });
    connect(commands, &NotebookCommands::added, this, [sidebar](const QString &id) {
        sidebar->select(Place::Notebook, id);
    });
}

void PlaceController::connectSearch()
{
    SearchField *search = m_parts.top.search();
    NoteList *list = &m_parts.list;
    connect(search, &SearchField::searchChanged, this, &PlaceController::setSearch);
    connect(search, &SearchField::left, this, [list] { list->setFocus(Qt::ShortcutFocusReason); });
    connect(search, &SearchField::resultsRequested, this, [this, list](bool openFirst) {
        if (m_parts.notes.rowCount() == 0)
            return;
        list->selectRow(0);
        if (openFirst)
            emit textWanted();
        else
            list->setFocus(Qt::ShortcutFocusReason);
    });
    connect(&m_parts.listPane, &ListPane::searchCleared, search, &QLineEdit::clear);
    connect(&m_parts.listPane, &ListPane::newNoteRequested, this, &PlaceController::newNoteWanted);
}

void PlaceController::restore()
{
    const QScopedValueRollback restoring(m_restoring, true);
    setSort(m_parts.settings.sort());
    (void)m_parts.places.refresh(); // on failure the list says what is wrong
    m_parts.sidebar.expandAll();
    const auto kind = static_cast<Place>(m_parts.settings.text(kPlaceKind).toInt());
    if (!m_parts.sidebar.select(kind, m_parts.settings.text(kPlaceId)))
        m_parts.sidebar.select(Place::All);
}

void PlaceController::remember()
{
    m_parts.settings.setText(kPlaceKind, kindText(m_place));
    m_parts.settings.setText(kPlaceId, m_place.id);
}

bool PlaceController::isRemembered() const
{
    return m_parts.settings.text(kPlaceId) == m_place.id
        && m_parts.settings.text(kPlaceKind) == kindText(m_place);
}

void PlaceController::applyChanges(const ChangeSet &changes)
{
    m_parts.notes.applyChanges(changes);
    m_parts.places.applyChanges(changes);
    m_parts.sidebar.keepPlace();
    followName();
}

void PlaceController::showPlaceOf(const Note &note)
{
    if (m_parts.notes.rowOfId(note.id) >= 0)
        return;
    m_parts.top.search()->clear();
    if (note.trashedAt)
        m_parts.sidebar.select(Place::Trash);
    else if (m_parts.notes.rowOfId(note.id) < 0)
        m_parts.sidebar.select(Place::All);
}

void PlaceController::show(const SidebarRow &row)
{
    m_place = row;
    if (!m_search.isEmpty()) {
        m_search.clear();
        const QSignalBlocker quiet(m_parts.top.search());
        m_parts.top.search()->setSearch(QString());
    }
    runQuery(true);
    emit moved();
}

/// A notebook that got another name, here or elsewhere, is still the place that is shown.
void PlaceController::followName()
{
    const SidebarRow row = m_parts.sidebar.currentRow();
    if (row.kind != m_place.kind || row.id != m_place.id || row.name == m_place.name)
        return;
    m_place.name = row.name;
    m_parts.listPane.setPlace(m_place, m_search);
}

void PlaceController::setSearch(const QString &text)
{
    if (text == m_search)
        return;
    m_search = text;
    runQuery(false);
    if (!text.isEmpty())
        m_parts.list.scrollToTop(); // what fits best is there, whatever note is open
}

void PlaceController::setSort(NoteQuery::Sort sort)
{
    static constexpr MainActions::Id kActions[] = {
        MainActions::SortUpdated, MainActions::SortCreated, MainActions::SortTitle};
    m_parts.actions[kActions[static_cast<int>(sort)]]->setChecked(true);
    m_parts.listPane.setSortWords(
        sort == NoteQuery::Sort::Title         ? tr("Sorted by title")
            : sort == NoteQuery::Sort::Created ? tr("Sorted by creation")
                                               : tr("Sorted by last edit"));
    if (sort == m_parts.settings.sort())
        return;
    m_parts.settings.setSort(sort);
    runQuery(false);
}

void PlaceController::runQuery(bool selectFirst)
{
    NoteQuery query = m_place.query;
    if (!m_search.isEmpty()) {
        query = NoteQuery();
        query.trashed = isTrash();
        query.text = m_search;
    }
    query.sort = m_parts.settings.sort();
    const auto done = m_parts.notes.setQuery(query);
    if (!done)
        m_parts.toast.show(tr("The notes could not be read from the disk."));
    m_parts.listPane.setPlace(m_place, m_search);
    if (done && selectFirst && !m_parts.list.hasOpen()) {
        if (m_parts.notes.rowCount() == 0)
            m_parts.session.open({});
        else if (!m_restoring || isOpenedByItself(m_parts.store, m_parts.notes.idAt(0)))
            m_parts.list.selectRow(0);
    }
    emit listed();
}

void PlaceController::showMenu(const SidebarRow &row, const QPoint &position)
{
    QMenu *menu = WindowMenus::place(m_parts.actions, row, &m_parts.window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    NotebookCommands *commands = &m_parts.notebookCommands;
    if (row.kind == Place::Notebook) {
        menu->addAction(icon(Icon::NotebookNew), tr("New notebook inside…"), this, [=] {
            commands->add(row.id);
        });
        menu->addAction(icon(Icon::Edit), tr("Rename…"), this, [=] { commands->rename(row.id); });
        menu->addAction(
            icon(Icon::Move), tr("Move to top level"), this, [=] { commands->move(row.id, {}); });
        menu->addAction(icon(Icon::Review), tr("When versions differ…"), this, [=] {
            commands->choosePolicy(row.id);
        });
        menu->addSeparator();
        menu->addAction(
            icon(Icon::Trash), tr("Delete notebook"), this, [=] { commands->remove(row.id); });
    } else if (row.kind == Place::Tag) {
        menu->addAction(
            icon(Icon::Edit), tr("Rename tag…"), this, [=] { commands->renameTag(row.id); });
    }
    menu->popup(position);
}

void PlaceController::drop(const QStringList &ids, const SidebarRow &row)
{
    NoteCommands &commands = m_parts.noteCommands;
    switch (row.kind.value_or(Place::OpenTasks)) {
    case Place::Notebook:
        return commands.move(ids, row.id);
    case Place::Tag:
        return commands.addTag(ids, row.id);
    case Place::Trash:
        return commands.trash(ids);
    case Place::Emergency:
        return commands.setEmergency(ids, true);
    case Place::All:
        return isTrash() ? commands.restore(ids) : commands.move(ids, {});
    default:
        break;
    }
}

} // namespace cairn
