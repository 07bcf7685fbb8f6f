// SPDX-License-Identifier: GPL-3.0-or-later
// New notes, and what happens when there can be none.
#include "mainwindow.h"

#include "damagedtext.h"
#include "document.h"
#include "editor/markdowneditor.h"
#include "errorwords.h"
#include "notecommands.h"
#include "notename.h"
#include "notepane.h"
#include "notes/noteheader.h"
#include "notesession.h"
#include "status/banner.h"
#include "status/toast.h"
#include "store/notes/notestore.h"
#include "store/store.h"

#include <utility>

namespace cairn {

void MainWindow::newNote()
{
    NoteContent content;
    if (m_place.kind == Place::Notebook)
        content.notebookId = m_place.id;
    if (m_place.kind == Place::Tag)
        content.tags = QStringList{m_place.id};
    content.emergency = m_place.kind == Place::Emergency;
    if (const QString id = startNote([&] { return m_noteCommands->create(content); });
        !id.isEmpty()) {
        m_fresh = id;
        leavePreview();
        m_pane->header()->editTitle(true);
    }
}

void MainWindow::quickNote()
{
    if (const QString id = startNote([this] { return m_noteCommands->create({}); });
        !id.isEmpty()) {
        m_fresh = id;
        leavePreview();
        m_pane->focusText();
    }
}

void MainWindow::leavePreview()
{
    if (m_pane->view() == UiSettings::View::Preview)
        setView(UiSettings::View::Editor);
}

void MainWindow::duplicateNote()
{
    startNote([this] { return m_noteCommands->duplicate(m_session->noteId()); });
}

void MainWindow::writeTitled(const QString &title)
{
    NoteContent content;
    content.title = title;
    if (!startNote([&] { return m_noteCommands->create(content); }).isEmpty()) {
        leavePreview();
        m_pane->focusText();
    }
}

/// Makes a note and opens it; empty: that failed. Then the person may be typing already, and the
/// note that was open must not get it.
QString MainWindow::startNote(const std::function<Result<QString>()> &make)
{
    if (refuseWriting())
        return {};
    if (!saveNow()) {
        tellNoNewNote(m_session->saveError().value_or(Error{}));
        return {};
    }
    const Result<QString> id = make();
    if (!id) {
        tellNoNewNote(id.error());
        return {};
    }
    m_pane->newNoteBanner()->hide();
    openNote(*id);
    return *id;
}

void MainWindow::tellNoNewNote(const Error &error)
{
    const QString reason = ErrorWords::reason(error);
    const auto &note = m_session->note();
    m_pane->newNoteBanner()->show(
        Banner::Level::Failed,
        note ? tr("There is no new note: %1. “%2” is still the open one; click into its text to "
                  "go on with it.")
                   .arg(reason, NoteName::of(note->title))
             : tr("There is no new note: %1.").arg(reason),
        tr("Try again"), tr("Close"));
    m_pane->newNoteBanner()->setFocus(Qt::OtherFocusReason);
}

/// What is shown of the note, as one of its own. A copy that was made before and could not be
/// opened takes what was typed since.
Result<QString> MainWindow::copyOf(const Note &damaged)
{
    const QString title = m_pane->header()->title();
    const QString body = m_pane->editor()->noteText();
    if (m_copy.of == damaged.id) {
        NotePatch words;
        words.title = title;
        words.body = body;
        const Result<Saved> saved = m_store.notes().edit(m_copy.id, words);
        if (saved)
            return saved->id;
        if (saved.error().kind != ErrorKind::NotFound)
            return tl::unexpected(saved.error());
    }
    NoteContent content;
    content.extra = damaged.raw;
    content.extra.remove(field::kTrashedAt);
    content.title = title;
    content.body = body;
    content.notebookId = damaged.notebookId;
    content.tags = damaged.tags;
    content.color = damaged.color;
    content.pinned = damaged.pinned;
    content.emergency = damaged.emergency;
    CAIRN_ASSIGN(const QString id, m_noteCommands->create(content));
    m_copy = {damaged.id, id};
    return id;
}

/// The text that the open note has on the disk is damaged: nothing can be written onto it. What is
/// shown goes on as a note of its own, with every word that was typed; the damaged one stays as it
/// is, for whoever repairs it.
void MainWindow::goOnInACopy()
{
    m_session->finishTyping();
    if (!m_session->note() || !m_session->saveError() || !isDamagedText(*m_session->saveError()))
        return;
    const Note damaged = *m_session->note();
    const Result<QString> id = copyOf(damaged);
    if (!id)
        return; // the banner says that nothing is saved, and it is tried again
    const EditorPosition place = m_session->position();
    const bool inText = m_pane->editor()->hasFocus();
    if (!m_session->discard())
        return; // likewise, with the same copy
    openNote(*id);
    m_session->setPosition(place);
    if (inText)
        m_pane->focusText();
    m_toast->show(tr("The text of “%1” is damaged on the disk: you go on in a copy of it, with all "
                     "that you typed. “cairn-cli doctor” says more.")
                      .arg(NoteName::of(damaged.title)));
}

/// A note that was made here and got no word leaves nothing.
void MainWindow::onNoteLeft(const QString &id)
{
    if (std::exchange(m_fresh, QString()) != id)
        return;
    const Result<Note> note = m_store.notes().note(id);
    if (note && note->title.isEmpty() && note->body.isEmpty())
        m_noteCommands->removeSilently(id);
}

} // namespace cairn
