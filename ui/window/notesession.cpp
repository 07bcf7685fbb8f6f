// SPDX-License-Identifier: GPL-3.0-or-later
#include "notesession.h"

#include "document.h"
#include "notes/noteheader.h"
#include "store/notes/notebookstore.h"
#include "store/notes/noteedit.h"
#include "store/notes/notestore.h"
#include "store/store.h"

#include <QEvent>

#include <utility>

namespace cairn {

namespace {

// The promise is that at most a second of typing can be lost; the rest is for a slow disk.
constexpr int kTypingPauseMs = 300;
constexpr int kLongestUnsavedMs = 500;
constexpr int kRetryMs = 4'000;
constexpr int kComposingMs = 200;

} // namespace

NoteSession::NoteSession(Store &store, MarkdownEditor &editor, NoteHeader &header, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_editor(editor)
    , m_header(header)
    , m_writer(store, nullptr)
{
    for (QTimer *timer : {&m_pause, &m_longest, &m_retry})
        timer->setSingleShot(true);
    m_pause.setInterval(kTypingPauseMs);
    m_longest.setInterval(kLongestUnsavedMs);
    m_retry.setInterval(kRetryMs);
    m_editor.installEventFilter(this);
    connect(&m_editor, &MarkdownEditor::edited, this, &NoteSession::onBodyEdited);
    connect(&m_editor, &MarkdownEditor::composingChanged, this, &NoteSession::tellState);
    connect(&m_header, &NoteHeader::composingTitleChanged, this, &NoteSession::tellState);
    connect(&m_header, &NoteHeader::titleEdited, this, &NoteSession::onTitleEdited);
    connect(&m_header, &NoteHeader::titleFinished, this, &NoteSession::startSave);
    connect(&m_writer, &NoteWriter::written, this, &NoteSession::onWritten);
    for (QTimer *timer : {&m_pause, &m_longest, &m_retry})
        connect(timer, &QTimer::timeout, this, &NoteSession::startSave);
}

bool NoteSession::open(const QString &id)
{
    if (m_note && m_note->id == id)
        return true;
    finishTyping();
    if (!saveNow())
        return false;
    Result<Note> note = id.isEmpty() ? Result<Note>(Note()) : m_store.notes().note(id);
    if (!note)
        return false;
    if (m_note)
        m_left.leave(m_note->id, m_editor);
    if (id.isEmpty()) {
        clear();
        return true;
    }
    const QString before = noteId();
    m_note = std::move(*note);
    m_generation = generation();
    m_base = {m_note->rev, m_note->raw};
    m_editor.setNoteText(m_note->body);
    m_editor.setReadOnly(m_note->trashedAt.has_value());
    m_left.comeBack(id, m_editor);
    m_header.show(*m_note, true);
    if (!before.isEmpty())
        emit left(before);
    emit shown(*m_note);
    return true;
}

void NoteSession::clear()
{
    const QString before = noteId();
    m_note.reset();
    m_base = {};
    m_bodyChanged = m_titleChanged = false;
    m_editor.setNoteText(QString());
    m_header.setTitle(QString());
    if (!before.isEmpty())
        emit left(before);
    emit closed();
    tellState();
}

void NoteSession::finishTyping()
{
    if (!m_note)
        return;
    m_editor.commitComposition();
    m_header.finishTyping();
}

NoteSession::State NoteSession::state() const
{
    // What is composed is not text yet, and by that nowhere but on the screen.
    if (!hasUnsaved())
        return m_editor.isComposing() || m_header.isComposingTitle() ? State::Saving : State::Saved;
    return m_error ? State::Failed : State::Saving;
}

void NoteSession::tellState()
{
    const State before = std::exchange(m_told, state());
    if (before != m_told)
        emit stateChanged(m_told);
}

QString NoteSession::unsavedText() const
{
    const QString title = m_header.title();
    return title.isEmpty() ? m_editor.noteText()
                           : QStringLiteral("# %1\n\n%2").arg(title, m_editor.noteText());
}

void NoteSession::applyChanges(const ChangeSet &changes)
{
    if (!m_note || m_busy)
        return;
    if (!changes.everything && !changes.notebooks && !changes.notes.contains(m_note->key))
        return;
    m_changedBy = changes.origin;
    refresh();
}

void NoteSession::refresh()
{
    if (!m_note || m_busy)
        return;
    // Unsaved text goes first, as an edit of the text it was made of: the store puts both together,
    // and what comes of it is taken over then.
    if (hasUnsaved()) {
        m_stale = true;
        startSave();
        return;
    }
    m_stale = false;
    const Result<RevId> now = m_store.notes().revOf(m_note->id);
    if (now && *now == m_base.rev) {
        m_generation = generation();
        return refreshSummary();
    }
    Result<Note> note = m_store.notes().note(m_note->id);
    if (!note) {
        if (note.error().kind == ErrorKind::NotFound)
            vanish();
        else
            QTimer::singleShot(
                kRetryMs, this, &NoteSession::refresh); // what is shown stays till then
        return;
    }
    m_generation = generation(); // only now: a deleted one has a revision as well
    if (m_editor.isComposing())
        QTimer::singleShot(kComposingMs, this, &NoteSession::refresh);
    else
        takeOver(std::move(*note));
}

void NoteSession::vanish()
{
    const Note gone = *m_note;
    const bool restored = generation() != m_generation;
    m_left.forget(gone.id);
    clear();
    if (restored)
        emit restoredAway(gone);
    else
        emit vanished(gone, m_changedBy);
}

/// Of the store as it is now. One that cannot be asked is the same.
QString NoteSession::generation() const { return m_store.generation().value_or(m_generation); }

/// The text is the same; the state, a conflict or the name of the notebook may be others. A large
/// note is not read for that.
void NoteSession::refreshSummary()
{
    const auto rows = m_store.notes().summaries({m_note->key});
    if (!rows || rows->isEmpty())
        return;
    static_cast<NoteSummary &>(*m_note) = rows->first();
    if (!m_note->notebookId.isEmpty()) {
        if (const auto notebook = m_store.notebooks().notebook(m_note->notebookId))
            m_note->notebookPath = notebook->path;
    }
    m_editor.setReadOnly(m_note->trashedAt.has_value());
    m_header.show(*m_note, false);
    emit shown(*m_note);
}

void NoteSession::takeOver(Note note)
{
    if (normalizedText(note.body) != normalizedText(m_editor.noteText()))
        m_editor.applyRemoteText(note.body);
    const bool titleElsewhere = note.title != m_note->title;
    m_note = std::move(note);
    m_base = {m_note->rev, m_note->raw};
    m_editor.setReadOnly(m_note->trashedAt.has_value());
    m_header.show(*m_note, titleElsewhere && m_header.title() != m_note->title);
    emit shown(*m_note);
}

EditorPosition NoteSession::position() const { return m_editor.position(); }
void NoteSession::setPosition(const EditorPosition &position) { m_editor.setPosition(position); }

bool NoteSession::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &m_editor && event->type() == QEvent::FocusOut)
        startSave(); // never saveNow(): a save moves rows, and the click that takes the focus is
                     // still to come
    return QObject::eventFilter(watched, event);
}

} // namespace cairn
