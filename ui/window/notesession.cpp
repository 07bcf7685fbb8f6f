#include "notesession.h"

#include "notes/noteheader.h"
#include "store/notestore.h"
#include "store/store.h"

#include <QEvent>

namespace cairn {

namespace {

constexpr int kPauseMs = 600; // the promise is 1 s; the rest is for a slow disk
constexpr int kLongestMs = 5'000;
constexpr int kRetryMs = 4'000;
constexpr int kComposingMs = 200;

} // namespace

NoteSession::NoteSession(Store &store, MarkdownEditor &editor, NoteHeader &header, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_editor(editor)
    , m_header(header)
{
    for (QTimer *timer : {&m_pause, &m_longest, &m_retry})
        timer->setSingleShot(true);
    m_pause.setInterval(kPauseMs);
    m_longest.setInterval(kLongestMs);
    m_retry.setInterval(kRetryMs);
    m_editor.installEventFilter(this);
    connect(&m_editor, &MarkdownEditor::edited, this, &NoteSession::onBodyEdited);
    connect(&m_header, &NoteHeader::titleEdited, this, &NoteSession::onTitleEdited);
    connect(&m_header, &NoteHeader::titleFinished, this, &NoteSession::saveNow);
    for (QTimer *timer : {&m_pause, &m_longest, &m_retry})
        connect(timer, &QTimer::timeout, this, &NoteSession::saveNow);
}

bool NoteSession::open(const QString &id)
{
    if (m_note && m_note->id == id)
        return true;
    if (!saveNow())
        return false;
    if (m_note)
        m_positions.insert(m_note->id, m_editor.position());
    if (id.isEmpty()) {
        clear();
        return true;
    }
    Result<Note> note = m_store.notes().note(id);
    if (!note)
        return false;
    const QString before = noteId();
    m_note = std::move(*note);
    m_editor.setNoteText(m_note->body);
    m_editor.setReadOnly(m_note->trashedAt.has_value());
    m_editor.setPosition(m_positions.value(id));
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
    m_bodyChanged = m_titleChanged = false;
    m_editor.setNoteText(QString());
    if (!before.isEmpty())
        emit left(before);
    emit closed();
}

bool NoteSession::saveNow()
{
    m_pause.stop();
    m_longest.stop();
    if (!m_note || !hasUnsaved())
        return true;
    if (m_saving)
        return false;
    NotePatch patch;
    patch.basedOn = m_note->rev;
    if (m_bodyChanged)
        patch.body = m_editor.noteText();
    if (m_titleChanged)
        patch.title = m_header.title();
    m_saving = true; // the store announces the change before edit() returns
    const Result<Saved> saved = m_store.notes().edit(m_note->id, patch);
    m_saving = false;
    if (!saved)
        return failed(saved.error());
    m_bodyChanged = m_titleChanged = false;
    m_retry.stop();
    if (std::exchange(m_error, std::nullopt))
        emit saveRecovered();
    refresh();
    return true;
}

bool NoteSession::failed(const Error &error)
{
    m_error = error;
    m_retry.start();
    emit saveFailed(error);
    return false;
}

void NoteSession::discard()
{
    m_bodyChanged = m_titleChanged = false;
    m_retry.stop();
    m_error.reset();
    if (m_note)
        refresh();
}

QString NoteSession::unsavedText() const
{
    const QString title = m_header.title();
    return title.isEmpty() ? m_editor.noteText()
                           : QStringLiteral("# %1\n\n%2").arg(title, m_editor.noteText());
}

void NoteSession::applyChanges(const ChangeSet &changes)
{
    if (!m_note || m_saving)
        return;
    // A renamed notebook changes the header only, but reading one note is cheaper than finding out.
    if (changes.everything || changes.notebooks || changes.notes.contains(m_note->key))
        refresh();
}

void NoteSession::refresh()
{
    if (!m_note)
        return;
    // Unsaved text goes first, as an edit of the revision it was made on: the store puts both
    // together.
    if (hasUnsaved() && !saveNow())
        return;
    if (!m_note)
        return;
    if (m_editor.isComposing()) {
        QTimer::singleShot(kComposingMs, this, &NoteSession::refresh);
        return;
    }
    Result<Note> note = m_store.notes().note(m_note->id);
    if (note)
        takeOver(std::move(*note));
    else if (note.error().kind == ErrorKind::NotFound)
        clear();
}

void NoteSession::takeOver(Note note)
{
    if (note.body != m_note->body || note.body != m_editor.noteText())
        m_editor.applyRemoteText(note.body);
    const bool titleElsewhere = note.title != m_note->title;
    m_note = std::move(note);
    m_editor.setReadOnly(m_note->trashedAt.has_value());
    m_header.show(*m_note, titleElsewhere && m_header.title() != m_note->title);
    emit shown(*m_note);
}

EditorPosition NoteSession::position() const { return m_editor.position(); }
void NoteSession::setPosition(const EditorPosition &position) { m_editor.setPosition(position); }

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
    if (!hasUnsaved())
        return;
    m_pause.start();
    if (!m_longest.isActive())
        m_longest.start();
}

bool NoteSession::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == &m_editor && event->type() == QEvent::FocusOut)
        saveNow();
    return QObject::eventFilter(watched, event);
}

} // namespace cairn
