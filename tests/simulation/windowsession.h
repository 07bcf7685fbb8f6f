// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "http/timers.h"
#include "note.h"
#include "random.h"

#include <QObject>
#include <QSet>

#include <memory>
#include <optional>

namespace cairn {
class Store;
struct ChangeSet;
} // namespace cairn

namespace cairn::sim {

class SimDevice;
class SimWorld;

/// The window of a computer as far as notes can tell: one open note, text that was typed and is not
/// saved yet, the text that it was made of, and a writer with a connection of its own that takes
/// its time. It follows the rules of NoteSession (ui/window) without its widgets. It ends with its
/// process, and what it had not written yet is gone then.
class WindowSession {
public:
    WindowSession(SimWorld &world, SimDevice &device, Timers &timers);
    ~WindowSession();

    bool
    open(const QString &id); ///< false: what is shown now cannot be saved, or there is no such note
    void type(SeededRandom &dice); ///< a key or a few: one new word, perhaps another one taken out
    void rename();
    bool close(); ///< what is unsaved is written first
    void discard();
    /// Somebody else, another process or sync, has committed something, and the window gets to
    /// know.
    void hear(qint64 laterMs);

    const QString noteId() const { return m_note ? m_note->id : QString(); }
    bool canType() const { return m_note && !m_note->trashedAt; }
    bool saysSaved() const { return !isChanged() && !m_writing; }
    bool hasFailed() const { return m_failed; }
    void check(); ///< I16

private:
    struct Base {
        RevId rev;
        QJsonObject raw;
    };
    bool isChanged() const { return m_bodyChanged || m_titleChanged; }
    bool saveNow();
    void startSave();
    void carryOut(); ///< on the writer's connection
    void deliver();
    void takeWritten(const NotePatch &patch, Note now);
    NotePatch takeChanges();
    void giveBack(const NotePatch &patch);
    void failed(const Error &error);
    void scheduleSave();
    void applyChanges(const ChangeSet &changes);
    void refresh();
    void takeOver(Note note);
    void clear();
    void promise(const NotePatch &patch, const Result<Saved> &saved);
    QString newWord();

    SimWorld &m_world;
    SimDevice &m_device;
    SeededRandom m_random; ///< of the writer's connection, and of how long it takes
    std::unique_ptr<Store> m_own;
    QObject m_context;
    std::optional<Note> m_note;
    Base m_base;
    QString m_title;
    QString m_body;
    std::optional<NotePatch> m_writing;
    std::optional<Result<Saved>> m_written; ///< done, and not heard of yet
    bool m_onBadDisk = false; ///< the disk when it was done; by now it may be sound again
    std::optional<Note> m_after; ///< as it was then
    QSet<QString> m_unwritten; ///< words that no save was acknowledged for
    qint64 m_unsavedSince = -1; ///< elapsed ms of the first key that no save has taken along
    qint64 m_writingSince = -1; ///< the same of the save under way
    QString m_other; ///< the revision on the disk that is not what is shown …
    qint64 m_otherSince = -1; ///< … since then, in elapsed ms
    bool m_bodyChanged = false;
    bool m_titleChanged = false;
    bool m_due = false;
    bool m_stale = false;
    bool m_busy = false;
    bool m_failed = false;
    std::unique_ptr<Timer> m_pause;
    std::unique_ptr<Timer> m_longest;
    std::unique_ptr<Timer> m_retry;
    std::unique_ptr<Timer> m_writes;
    std::unique_ptr<Timer> m_delivers;
    std::unique_ptr<Timer> m_hears;
};

} // namespace cairn::sim
