// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "changeset.h"
#include "error.h"
#include "note.h"

#include <QObject>
#include <QStringList>

#include <memory>
#include <optional>

namespace cairn {

class Clock;
class ConflictStore;
class Database;
class Doctor;
class DocumentStore;
class HistoryThinner;
class MetaStore;
class NotebookStore;
class NoteStore;
class OutboxStore;
class PolicyStore;
class Random;
class ReplicaStore;
class SearchIndex;
class TagStore;
class TemplateStore;
class VersionStore;
class ActivityStore;
class ChangeProbe;
class MetricsStore;
class NoteOrder;
struct DamagedTexts;

/// One connection to the profile's database, and the rooms of it. Each thread opens a Store of its
/// own on the same file; a Store and everything it hands out belong to the thread that opened it.
/// Every write is one transaction; `changed` is emitted after its commit, on this thread. Fails
/// with Storage, DiskFull, TooNew (written by a newer version) or Locked (damaged or not a
/// database, or a link, or notes were here and their file is empty: storetraces.h).
class Store : public QObject {
    Q_OBJECT
public:
    struct Options {
        QString file; ///< path of the SQLite file; created, with its folder, when missing
        const Clock *clock = nullptr; ///< not owned, outlives the store
        Random *random = nullptr; ///< not owned, outlives the store, used on this thread only
        QString deviceName; ///< for a new profile; empty: the host name
        ChangeSet::Origin origin =
            ChangeSet::Origin::Person; ///< what the change sets of this connection say
        QStringList witnesses =
            {}; ///< files that exist only once a store was opened (storetraces.h)
        bool anew = false; ///< the person begins without the notes that were here
        bool orReadOnly =
            false; ///< where it cannot be written, it is read; readOnlyReason() says so
        std::optional<Error> readOnlyBecause = {}; ///< it is known that it cannot be written
        /// Bytes of the disk that checkRoom() keeps free; nothing: a fiftieth of it, within bounds.
        std::optional<qint64> keepFree = {};
    };
    static Result<std::unique_ptr<Store>> open(const Options &options);
    ~Store() override;

    NoteStore &notes();
    NotebookStore &notebooks();
    TagStore &tags();
    TemplateStore &templates();
    SearchIndex &search();
    VersionStore &versions();
    HistoryThinner &thinner();
    ConflictStore &conflicts();
    PolicyStore &policies();
    OutboxStore &outbox();
    ReplicaStore &replica();
    MetaStore &meta();
    ActivityStore &activity();
    Doctor &doctor();
    MetricsStore &metrics();
    NoteOrder &order();
    /// The disk is full, or the profile may not be written: every change fails with this.
    std::optional<Error> readOnlyReason() const;

    /// A copy of the whole store in the folder `backups` beside it, before something happens that
    /// only happens to servers; older ones are thinned out. One for each `event`, however often it
    /// is asked for. Returns its file; empty: there is nothing to copy, or it is made already.
    /// DiskFull, Storage.
    Result<QString> safetyCopy(const QString &event);

    /// A copy in one file, while the store is used: Backup::write().
    Result<DamagedTexts> backUp(const QString &file);

    /// What other connections commit from now on. It must not outlive the store.
    ChangeProbe probe();

    /// Of an error of open(): reading only may still work.
    static bool needsToWrite(const Error &error);
    static const int kReadOnlyFile; ///< SQLite's code for a file that takes no writing

    /// Moves what the write-ahead log holds into the file, and empties it. False: somebody reads,
    /// another time.
    Result<bool> emptyLog();

    /// DiskFull, as long as there is some room still: what others write comes no further, so that
    /// the person's own words find a place. Costs one question to the system.
    Result<void> checkRoom() const;

    /// What it was opened with: for a further connection on another thread.
    const Options &options() const;
    /// Tells of what such a connection of the same person committed, as if it was done here.
    void announce(const ChangeSet &changes);

    Result<Tallies> tallies();
    /// A backup was restored since this connection was opened: what is remembered of the store is
    /// of another one. Who keeps such things (the sync engine) opens it again; its writes are
    /// refused until then.
    Result<bool> isReplaced();
    /// Which store is in the file now (storegeneration.h). Empty: it was never replaced.
    Result<QString> generation();
    /// Locked with ErrorReason::StoreReplaced: it is not the one of `generation` any more.
    Result<void> checkSame(const QString &generation);
    /// Takes over a name that this device was given by another connection, and tells the others of
    /// it.
    Result<void> refreshDevice();

signals:
    void changed(const cairn::ChangeSet &changes);

private:
    friend class StoreChange;
    friend class StoreInsides; // of the tests
    struct Parts;
    Database &database();
    explicit Store(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace cairn
