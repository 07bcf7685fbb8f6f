// SPDX-License-Identifier: GPL-3.0-or-later
#include "opennotecontroller.h"

#include "conflict/conflictwords.h"
#include "editor/markdowneditor.h"
#include "errorwords.h"
#include "historyflow.h"
#include "items/notelistmodel.h"
#include "mainactions.h"
#include "notecommands.h"
#include "notename.h"
#include "notepane.h"
#include "notes/noteheader.h"
#include "notes/notelist.h"
#include "notesession.h"
#include "placecontroller.h"
#include "plaintext.h"
#include "shownname.h"
#include "status/banner.h"
#include "status/toast.h"
#include "store/conflict/conflictstore.h"
#include "store/notes/notestore.h"
#include "store/store.h"
#include "uisettings.h"
#include "windowmenus.h"

#include <QMenu>
#include <QScopedValueRollback>

#include <utility>

namespace cairn {

namespace {

const QString kNoteId = QStringLiteral("note/id");
const QString kPosition = QStringLiteral("note/position");

} // namespace

OpenNoteController::OpenNoteController(
    const WindowParts &parts, PlaceController &place, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_place(place)
{
    connectSession();
    connectList();
}

void OpenNoteController::connectSession()
{
    const NoteSession *session = &m_parts.session;
    connect(session, &NoteSession::shown, this, &OpenNoteController::onShown);
    connect(session, &NoteSession::shown, this, &OpenNoteController::moved);
    connect(session, &NoteSession::closed, this, &OpenNoteController::onClosed);
    connect(session, &NoteSession::vanished, this, &OpenNoteController::tellVanished);
    connect(session, &NoteSession::restoredAway, this, &OpenNoteController::keepRestoredAway);
    connect(session, &NoteSession::saveFailed, this, &OpenNoteController::tellUnsaved);
    connect(session, &NoteSession::saveRecovered, this, &OpenNoteController::tellSaved);
    connect(session, &NoteSession::givenUp, this, [this] {
        m_copy = {};
        m_parts.pane.saveBanner()->hide();
    });
    connect(m_parts.pane.saveBanner(), &Banner::primaryClicked, this, &OpenNoteController::save);
    const Banner *banner = m_parts.pane.noteBanner();
    connect(banner, &Banner::primaryClicked, this, &OpenNoteController::followBanner);
    connect(banner, &Banner::secondaryClicked, this, [this] {
        m_parts.noteCommands.removeForGood({id()});
    });
}

void OpenNoteController::connectList()
{
    const NoteList *list = &m_parts.list;
    connect(list, &NoteList::picked, this, &OpenNoteController::pick);
    connect(list, &NoteList::openRequested, &m_parts.pane, &NotePane::focusText);
    connect(list, &NoteList::menuRequested, this, &OpenNoteController::showMenu);
    connect(list, &NoteList::trashRequested, this, [this] {
        if (m_place.isTrash())
            m_parts.noteCommands.removeForGood(targets());
        else
            m_parts.noteCommands.trash(targets());
    });
    const QAbstractItemModel *rows = &m_parts.notes;
    connect(rows, &QAbstractItemModel::modelReset, this, &OpenNoteController::followOpen);
    for (const auto moved : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(rows, moved, this, [this] {
            if (!m_parts.list.hasOpen()) // its row went, or may be back
                followOpen();
        });
}

QString OpenNoteController::id() const { return m_parts.session.noteId(); }

QStringList OpenNoteController::targets() const
{
    // What is selected holds the open note (NoteList); a search may not list it.
    if (m_parts.list.selectedCount() > 1)
        return m_parts.list.selectedIds();
    return m_parts.session.note() ? QStringList{id()} : QStringList();
}

void OpenNoteController::restore()
{
    restoreNote();
    m_navigation = Navigation(); // the person was nowhere else yet
    if (m_parts.session.note())
        m_navigation.visit(id());
    emit changed();
}

void OpenNoteController::restoreNote()
{
    const QScopedValueRollback restoring(m_restoring, true);
    const QString note = m_parts.settings.text(kNoteId);
    if (note.isEmpty() || !isOpenedByItself(m_parts.store, note))
        return;
    open(note);
    EditorPosition position;
    const QStringList numbers = m_parts.settings.text(kPosition).split(QLatin1Char(' '));
    position.anchor = numbers.value(0).toInt();
    position.caret = numbers.value(1).toInt();
    position.top = numbers.value(2).toInt();
    m_parts.session.setPosition(position);
}

void OpenNoteController::remember()
{
    m_parts.settings.setText(kNoteId, id());
    const EditorPosition position = m_parts.session.position();
    m_parts.settings.setText(
        kPosition,
        QStringLiteral("%1 %2 %3").arg(position.anchor).arg(position.caret).arg(position.top));
}

bool OpenNoteController::isRemembered() const { return m_parts.settings.text(kNoteId) == id(); }

bool OpenNoteController::save()
{
    emit aboutToSave();
    m_parts.session.finishTyping();
    if (!m_parts.session.saveNow())
        goOnInACopy();
    return !m_parts.session.hasUnsaved();
}

void OpenNoteController::open(const QString &noteId)
{
    if (!m_parts.session.open(noteId)) {
        goOnInACopy();
        if (!m_parts.session.open(noteId)) {
            const auto note = m_parts.store.notes().note(noteId);
            if (!note && note.error().kind == ErrorKind::NotFound && !m_restoring)
                m_parts.toast.show(tr("This note is not on this computer"));
            return;
        }
    }
    if (const auto &note = m_parts.session.note())
        m_place.showPlaceOf(Note(*note));
}

void OpenNoteController::pick(const QString &id)
{
    // A note that cannot be saved stays open, and the list goes back to it.
    m_parts.session.open(id);
    followOpen();
}

void OpenNoteController::followOpen()
{
    const auto &note = m_parts.session.note();
    m_parts.list.showOpen(note ? m_parts.notes.rowOfKey(note->key) : -1);
}

void OpenNoteController::onShown(const Note &note)
{
    NotePane &pane = m_parts.pane;
    pane.showNote(note);
    const bool decided = std::exchange(m_shownConflict, note.conflict) && !note.conflict;
    const bool bySync = m_parts.session.changedBy() == ChangeSet::Origin::Sync;
    if (decided && m_shownId == note.id && bySync)
        m_parts.toast.show( // no banner goes without a word
            tr("“%1” does not need review any more").arg(NoteName::of(note.title)));
    if (std::exchange(m_shownId, note.id) != note.id)
        pane.newNoteBanner()->hide(); // it speaks of the note that was open
    if (m_parts.session.saveError() == std::nullopt)
        pane.saveBanner()->hide();
    showBanner(note);
    m_navigation.visit(note.id);
    followOpen();
    emit titled(isolatedName(note.title));
    emit changed();
}

void OpenNoteController::onClosed()
{
    emit moved();
    showNothing();
    followOpen();
    emit titled({});
    emit changed();
}

/// What a person did here is told by the command.
void OpenNoteController::tellVanished(const Note &note, ChangeSet::Origin by)
{
    if (by == ChangeSet::Origin::Person)
        return;
    const QString name = NoteName::of(note.title);
    m_parts.toast.show(
        by == ChangeSet::Origin::Sync
            ? tr("“%1” was deleted on another device").arg(name)
            : tr("“%1” was deleted by another program on this computer").arg(name),
        tr("Deleted notes…"), [this] { m_parts.history.showDeleted(); });
}

/// Its text was shown a moment ago, and the backup has none of it.
void OpenNoteController::keepRestoredAway(const Note &note)
{
    const QString name = NoteName::of(note.title);
    if (const Result<void> kept = m_parts.store.notes().keepInHistory(note); !kept) {
        m_parts.toast.show(tr("A backup was restored, and “%1” is not in it. Its text could not be "
                              "kept: %2.")
                               .arg(name, ErrorWords::reason(kept.error())));
        return;
    }
    m_parts.toast.show(
        tr("A backup was restored, and “%1” is not in it. Its text is kept with the deleted notes.")
            .arg(name),
        tr("Deleted notes…"), [this] { m_parts.history.showDeleted(); });
}

void OpenNoteController::showNothing()
{
    const auto tallies = m_parts.store.tallies();
    m_parts.pane.showNothing(tallies && tallies->notes > 0); // here or in another place
}

void OpenNoteController::showBanner(const Note &note)
{
    Banner *banner = m_parts.pane.noteBanner();
    if (note.trashedAt)
        banner->show(
            Banner::Level::Info, tr("This note is in the trash."), tr("Restore"),
            tr("Delete for good…"));
    else if (note.conflict)
        banner->show(
            Banner::Level::Attention,
            ConflictWords::banner(m_parts.store.conflicts().versions(note.id).value_or(2)),
            tr("Review now"));
    else
        banner->hide();
}

/// What it is about is decided once: restored, the note is in the trash no more.
void OpenNoteController::followBanner()
{
    if (!m_parts.session.note())
        return;
    const Note note = *m_parts.session.note();
    if (note.trashedAt)
        m_parts.noteCommands.restore({note.id});
    else
        emit reviewWanted(note.id);
}

void OpenNoteController::showMenu(const QPoint &position)
{
    QMenu *menu = WindowMenus::note(m_parts.actions, m_place.isTrash(), &m_parts.window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(position);
}

void OpenNoteController::step(int rows) { m_parts.list.selectRow(m_parts.list.openRow() + rows); }

void OpenNoteController::openVisited(int by)
{
    const auto isThere = [this](const QString &id) {
        return m_parts.store.notes().isThere(id).value_or(false);
    };
    if (const QString id = m_navigation.step(by, isThere); !id.isEmpty())
        open(id);
}

} // namespace cairn
