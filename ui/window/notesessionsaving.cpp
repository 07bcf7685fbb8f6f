// SPDX-License-Identifier: GPL-3.0-or-later
// NoteSession: from the keys to the disk.
#include "notesession.h"

#include "document.h"
#include "notes/noteheader.h"
#include "store/notes/noteedit.h"
#include "store/notes/notestore.h"
#include "store/store.h"

#include <QScopedValueRollback>

#include <utility>

namespace cairn {

bool NoteSession::saveNow()
{
    if (m_busy)
        return !hasUnsaved();
    m_pause.stop();
    m_longest.stop();
    {
        const QScopedValueRollback busy(m_busy, true);
        m_writer.finish(); // what was typed first is written first
    }
    const bool write = m_note && isChanged();
    const bool done = !write || writeHere();
    tellState();
    if (done && (write || m_stale))
        refresh();
    return done;
}

/// Writes on this thread: whoever called waits for it in any case.
bool NoteSession::writeHere()
{
    const NotePatch patch = takeChanges();
    m_busy = true; // the store announces the change before edit() returns
    const Result<Saved> saved = m_store.notes().edit(m_note->id, patch);
    m_busy = false;
    if (!saved) {
        giveBack(patch);
        failed(saved.error());
        return false;
    }
    recovered();
    return true;
}

void NoteSession::startSave()
{
    if (m_busy || !m_note || !isChanged())
        return;
    m_pause.stop();
    m_longest.stop();
    if (m_writing) {
        m_due = true;
        return;
    }
    m_writing = takeChanges();
    m_writer.write(m_note->id, *m_writing);
    tellState();
}

void NoteSession::onWritten(const NoteWriter::Outcome &outcome)
{
    const NotePatch patch = *std::exchange(m_writing, std::nullopt);
    const bool due = std::exchange(m_due, false);
    if (!outcome.saved) {
        giveBack(patch);
        failed(outcome.saved.error());
        tellState();
        return;
    }
    recovered();
    {
        const QScopedValueRollback busy(m_busy, true);
        if (outcome.note)
            takeWritten(patch, *outcome.note);
        m_store.announce(outcome.changes);
    }
    if (isChanged() && due)
        startSave();
    else if (isChanged())
        scheduleSave();
    else if (m_stale || !outcome.note) {
        m_stale = true; // until refresh() can look, which it cannot while saveNow() waits for this
        refresh();
    }
    tellState();
}

/// A save came back. What others had written meanwhile is in it; it is shown at once, unless the
/// person has typed on: then the next save brings both together.
void NoteSession::takeWritten(const NotePatch &patch, Note now)
{
    const QString body = patch.body.value_or(m_base.raw.value(field::kBody).toString());
    const QString title = patch.title.value_or(m_base.raw.value(field::kTitle).toString());
    const bool bodyFits = normalizedText(now.body) == normalizedText(body);
    const bool titleFits = now.title == normalizedTitle(title);
    const bool takesBody = bodyFits || (!m_bodyChanged && !m_editor.isComposing());
    const bool takesTitle = titleFits || !m_titleChanged;
    m_note = std::move(now);
    m_base = {m_note->rev, m_note->raw};
    if (!bodyFits && takesBody)
        m_editor.applyRemoteText(m_note->body);
    if (!takesBody)
        m_base.raw.insert(field::kBody, withLineEndsOf(m_note->body, normalizedText(body)));
    if (!takesTitle)
        m_base.raw.insert(field::kTitle, title);
    if (!takesBody || !takesTitle) {
        m_base.rev = {};
        m_stale = true;
    }
    m_editor.setReadOnly(m_note->trashedAt.has_value());
    Note header = *m_note;
    if (m_titleChanged) // what was typed since stays, also when the field is left already
        header.title = m_header.title();
    m_header.show(header, !titleFits && takesTitle);
    emit shown(*m_note);
}

NotePatch NoteSession::takeChanges()
{
    NotePatch patch;
    patch.basedOn = m_base.rev;
    patch.base = m_base.raw;
    if (std::exchange(m_bodyChanged, false))
        patch.body = m_editor.noteText();
    if (std::exchange(m_titleChanged, false))
        patch.title = m_header.title();
    return patch;
}

void NoteSession::giveBack(const NotePatch &patch)
{
    m_bodyChanged |= patch.body.has_value();
    m_titleChanged |= patch.title.has_value();
}

void NoteSession::failed(const Error &error)
{
    m_error = error;
    m_retry.start();
    emit saveFailed(error);
}

void NoteSession::recovered()
{
    m_retry.stop();
    if (std::exchange(m_error, std::nullopt))
        emit saveRecovered();
}

bool NoteSession::discard()
{
    if (!m_note)
        return true;
    m_editor.commitComposition(); // it is given up as well
    {
        const QScopedValueRollback busy(m_busy, true);
        m_writer.finish();
    }
    Result<Note> note = m_store.notes().note(m_note->id);
    if (!note && note.error().kind != ErrorKind::NotFound) {
        failed(note.error());
        tellState();
        return false;
    }
    m_pause.stop();
    m_longest.stop();
    m_bodyChanged = m_titleChanged = m_stale = m_due = false;
    m_retry.stop();
    if (std::exchange(m_error, std::nullopt))
        emit givenUp();
    if (note) {
        m_header.setTitle(note->title);
        takeOver(std::move(*note));
    } else {
        clear();
    }
    tellState();
    return true;
}

void NoteSession::onBodyEdited()
{
    m_bodyChanged = m_note.has_value();
    scheduleSave();
}

void NoteSession::onTitleEdited()
{
    m_titleChanged = m_note.has_value();
    scheduleSave();
}

void NoteSession::scheduleSave()
{
    if (!isChanged())
        return;
    m_pause.start();
    if (!m_longest.isActive())
        m_longest.start();
    tellState();
}

} // namespace cairn
