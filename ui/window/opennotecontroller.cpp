// SPDX-License-Identifier: GPL-3.0-or-later
#include "opennotecontroller.h"

#include "conflict/conflictwords.h"
#include "editor/markdowneditor.h"
#include "editor/textsize.h"
#include "errorwords.h"
#include "historyflow.h"
#include "items/notelistmodel.h"
#include "linkquestion.h"
#include "mainactions.h"
#include "notecommands.h"
#include "notelink.h"
#include "notename.h"
#include "notepane.h"
#include "notes/noteheader.h"
#include "notes/notelist.h"
#include "notesession.h"
#include "placecontroller.h"
#include "plaintext.h"
#include "preview/previewpane.h"
#include "shownname.h"
#include "status/banner.h"
#include "status/toast.h"
#include "store/conflict/conflictstore.h"
#include "store/notes/notestore.h"
#include "store/store.h"
#include "uisettings.h"
#include "windowmenus.h"

#include <QDesktopServices>
#include <QMenu>
#include <QScopedValueRollback>
#include <QUrl>

#include <utility>

namespace cairn {

namespace {

const QString kNoteId = QStringLiteral("note/id");
const QString kPosition = QStringLiteral("note/position");

} // namespace

bool isOpenedByItself(Store &store, const QString &id)
{
    const Result<Note> note = store.notes().note(id);
    return note && isEditable(note->body);
}

OpenNoteController::OpenNoteController(
    const WindowParts &parts, PlaceController &place, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_place(place)
{
    connectSession();
    connectList();
    connectText();
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
}

void OpenNoteController::connectList()
{
    const NoteList *list = &m_parts.list;
    connect(list, &NoteList::picked, this, &OpenNoteController::pick);
    connect(list, &NoteList::selectionSizeChanged, this, &OpenNoteController::changed);
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

void OpenNoteController::connectText()
{
    const MarkdownEditor *editor = m_parts.pane.editor();
    const PreviewPane *preview = m_parts.pane.preview();
    const auto ask = [this](const QString &words, const QString &address) {
        askAboutLink(words, address, &m_parts.window, [this, address] { followLink(address); });
    };
    connect(editor, &MarkdownEditor::linkActivated, this, &OpenNoteController::followLink);
    connect(preview, &PreviewPane::linkActivated, this, &OpenNoteController::followLink);
    connect(editor, &MarkdownEditor::doubtfulLinkActivated, this, ask);
    connect(preview, &PreviewPane::doubtfulLinkActivated, this, ask);
    connect(editor, &MarkdownEditor::titleActivated, this, &OpenNoteController::followTitle);
    connect(preview, &PreviewPane::titleActivated, this, &OpenNoteController::followTitle);
    connect(editor, &MarkdownEditor::pasteTooLong, this, &OpenNoteController::offerInPieces);
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

void OpenNoteController::followLink(const QString &address)
{
    if (const auto link = NoteLink::parse(address))
        open(link->noteId);
    else
        QDesktopServices::openUrl(QUrl(address));
}

void OpenNoteController::followTitle(const QString &title)
{
    // `[[path/name]]`: the folders are another program's.
    for (const QString &name : {title, title.section(u'/', -1)}) {
        const auto found = m_parts.store.notes().idOfTitle(name);
        if (found && *found)
            return open(**found);
    }
    m_parts.toast.show(
        tr("There is no note “%1”").arg(isolatedName(title)), tr("Write it"),
        [this, title] { emit noteWanted(title); });
}

void OpenNoteController::offerInPieces(const QString &text)
{
    const auto &note = m_parts.session.note();
    const QString name = NoteName::of(note ? note->title : QString());
    m_parts.toast.show(
        tr("Not pasted into “%1”: a line of it is too long to be edited").arg(name),
        tr("Paste in shorter lines"), [this, text, name, into = id()] {
            open(into); // another one may be open by now
            if (id() == into)
                m_parts.pane.editor()->insertBroken(text);
            else
                m_parts.toast.show(tr("Not pasted: “%1” could not be opened").arg(name));
        });
}

} // namespace cairn
