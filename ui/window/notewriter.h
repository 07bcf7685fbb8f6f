// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changeset.h"
#include "note.h"
#include "store/store.h"

#include <QMutex>
#include <QObject>
#include <QThread>
#include <QWaitCondition>

#include <memory>
#include <optional>

namespace cairn {

/// Writes the edits of one window on a thread and a connection of its own, one after the other, so
/// that no key waits for the disk. All functions are called on the UI thread.
class NoteWriter : public QObject {
    Q_OBJECT
public:
    struct Outcome {
        Result<Saved> saved = Saved();
        std::optional<Note> note; ///< as it is after the edit; nothing: it could not be read
        ChangeSet changes; ///< what the edit committed
    };

    /// `store` is the window's own connection: the writer opens a further one on the same file.
    NoteWriter(const Store &store, QObject *parent);
    ~NoteWriter() override; ///< an edit under way is finished, written() is not emitted any more

    bool isBusy() const { return m_busy; }
    /// Begins to write; nothing may be under way. written() follows, whatever becomes of it.
    void write(const QString &id, const NotePatch &patch);
    /// Waits for the edit under way, if there is one; written() was emitted when this returns.
    void finish();

signals:
    void written(const cairn::NoteWriter::Outcome &outcome);

private:
    struct Job {
        QString id;
        NotePatch patch;
    };
    void work(); ///< on the thread
    void deliver();

    const Store::Options m_options;
    bool m_busy = false; ///< of the UI thread: begun and not delivered
    QMutex m_mutex; ///< guards what follows
    QWaitCondition m_changed;
    std::optional<Job> m_job;
    std::optional<Outcome> m_outcome;
    bool m_stop = false;
    std::unique_ptr<QThread> m_thread; ///< begins with the first edit
};

} // namespace cairn
