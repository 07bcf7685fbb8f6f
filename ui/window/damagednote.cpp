// SPDX-License-Identifier: GPL-3.0-or-later
// OpenNoteController: text that cannot be saved, and the copy that one goes on in.
#include "damagedtext.h"
#include "document.h"
#include "editor/markdowneditor.h"
#include "errorwords.h"
#include "notecommands.h"
#include "notename.h"
#include "notepane.h"
#include "notes/noteheader.h"
#include "notesession.h"
#include "opennotecontroller.h"
#include "status/banner.h"
#include "status/toast.h"
#include "store/notes/notestore.h"
#include "store/store.h"

#include <QTimer>

namespace cairn {

void OpenNoteController::tellUnsaved(const Error &error)
{
    if (isDamagedText(error)) // whoever leaves the note asks for a save, and waits for the answer
        QTimer::singleShot(0, this, &OpenNoteController::goOnInACopy);
    m_parts.pane.saveBanner()->show(
        Banner::Level::Failed,
        tr("Not saved: %1. Your text is safe here as long as this window is open; it is tried "
           "again by itself.")
            .arg(ErrorWords::reason(error)),
        tr("Try again"), tr("Save a copy…"));
}

void OpenNoteController::tellSaved()
{
    m_copy = {};
    m_parts.pane.saveBanner()->hide();
    m_parts.toast.show(tr("“%1” is saved").arg(NoteName::of(m_parts.session.note()->title)));
}

/// What is shown of the note, as one of its own. A copy that was made before and could not be
/// opened takes what was typed since.
Result<QString> OpenNoteController::copyOf(const Note &damaged)
{
    const QString title = m_parts.pane.header()->title();
    const QString body = m_parts.pane.editor()->noteText();
    if (m_copy.of == damaged.id) {
        NotePatch words;
        words.title = title;
        words.body = body;
        const Result<Saved> saved = m_parts.store.notes().edit(m_copy.id, words);
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
    CAIRN_ASSIGN(const QString id, m_parts.noteCommands.create(content));
    m_copy = {damaged.id, id};
    return id;
}

/// The text that the open note has on the disk is damaged: nothing can be written onto it. What is
/// shown goes on as a note of its own, with every word that was typed; the damaged one stays as it
/// is, for whoever repairs it.
void OpenNoteController::goOnInACopy()
{
    NoteSession &session = m_parts.session;
    session.finishTyping();
    if (!session.note() || !session.saveError() || !isDamagedText(*session.saveError()))
        return;
    const Note damaged = *session.note();
    const Result<QString> id = copyOf(damaged);
    if (!id)
        return; // the banner says that nothing is saved, and it is tried again
    const EditorPosition place = session.position();
    const bool inText = m_parts.pane.editor()->hasFocus();
    if (!session.discard())
        return; // likewise, with the same copy
    open(*id);
    session.setPosition(place);
    if (inText)
        m_parts.pane.focusText();
    m_parts.toast.show(
        tr("The text of “%1” is damaged on the disk: you go on in a copy of it, with all that you "
           "typed. “cairn-cli doctor” says more.")
            .arg(NoteName::of(damaged.title)));
}

} // namespace cairn
