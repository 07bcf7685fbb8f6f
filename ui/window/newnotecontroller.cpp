// SPDX-License-Identifier: GPL-3.0-or-later
#include "newnotecontroller.h"

#include "errorwords.h"
#include "notecommands.h"
#include "notename.h"
#include "notepane.h"
#include "notes/noteheader.h"
#include "notesession.h"
#include "noticecontroller.h"
#include "opennotecontroller.h"
#include "placecontroller.h"
#include "status/banner.h"
#include "store/notes/notestore.h"
#include "store/store.h"

#include <utility>

namespace cairn {

NewNoteController::NewNoteController(
    const WindowParts &parts, PlaceController &place, OpenNoteController &open,
    NoticeController &notice, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_place(place)
    , m_open(open)
    , m_notice(notice)
{
    Banner *banner = parts.pane.newNoteBanner();
    connect(&parts.session, &NoteSession::left, this, &NewNoteController::onLeft);
    connect(&parts.pane, &NotePane::newNoteRequested, this, &NewNoteController::newNote);
    connect(&place, &PlaceController::newNoteWanted, this, &NewNoteController::newNote);
    connect(banner, &Banner::primaryClicked, this, &NewNoteController::newNote);
    connect(banner, &Banner::secondaryClicked, banner, &QWidget::hide);
}

void NewNoteController::newNote()
{
    const SidebarRow &place = m_place.place();
    NoteContent content;
    if (place.kind == Place::Notebook)
        content.notebookId = place.id;
    if (place.kind == Place::Tag)
        content.tags = QStringList{place.id};
    content.emergency = place.kind == Place::Emergency;
    const QString id = start([&] { return m_parts.noteCommands.create(content); });
    if (id.isEmpty())
        return;
    m_fresh = id;
    emit writingWanted();
    m_parts.pane.header()->editTitle(true);
}

void NewNoteController::quickNote()
{
    const QString id = start([this] { return m_parts.noteCommands.create({}); });
    if (id.isEmpty())
        return;
    m_fresh = id;
    emit writingWanted();
    m_parts.pane.focusText();
}

void NewNoteController::duplicate()
{
    start([this] { return m_parts.noteCommands.duplicate(m_open.id()); });
}

void NewNoteController::writeTitled(const QString &title)
{
    NoteContent content;
    content.title = title;
    if (start([&] { return m_parts.noteCommands.create(content); }).isEmpty())
        return;
    emit writingWanted();
    m_parts.pane.focusText();
}

/// Makes a note and opens it; empty: that failed.
QString NewNoteController::start(const std::function<Result<QString>()> &make)
{
    // A new note that cannot be kept would leave the person typing into the old one.
    if (m_notice.refusesWriting())
        return {};
    if (!m_open.save()) {
        tellFailure(m_parts.session.saveError().value_or(Error{}));
        return {};
    }
    const Result<QString> id = make();
    if (!id) {
        tellFailure(id.error());
        return {};
    }
    m_parts.pane.newNoteBanner()->hide();
    m_open.open(*id);
    return *id;
}

void NewNoteController::tellFailure(const Error &error)
{
    const QString reason = ErrorWords::reason(error);
    const auto &note = m_parts.session.note();
    Banner *banner = m_parts.pane.newNoteBanner();
    banner->show(
        Banner::Level::Failed,
        note ? tr("There is no new note: %1. “%2” is still the open one; click into its text to "
                  "go on with it.")
                   .arg(reason, NoteName::of(note->title))
             : tr("There is no new note: %1.").arg(reason),
        tr("Try again"), tr("Close"));
    banner->setFocus(Qt::OtherFocusReason);
}

/// A note that was made here and got no word leaves nothing.
void NewNoteController::onLeft(const QString &id)
{
    if (std::exchange(m_fresh, QString()) != id)
        return;
    const Result<Note> note = m_parts.store.notes().note(id);
    if (note && note->title.isEmpty() && note->body.isEmpty())
        m_parts.noteCommands.removeSilently(id);
}

} // namespace cairn
