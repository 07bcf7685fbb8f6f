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
class MetricsStore;

/// One connection to the profile's database, and the rooms of it. Each thread opens a Store of its
/// own on the same file; a Store and everything it hands out belong to the thread that opened it.
/// Every write is one transaction; `changed` is emitted after its commit, on this thread. Fails
/// with Storage, DiskFull, TooNew (written by a newer version) or Locked (damaged or not a
/// database, or notes were here and their file is empty: storetraces.h).
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
    Database &database(); ///< for backups and tests
    /// The disk is full, or the profile may not be written: every change fails with this.
    std::optional<Error> readOnlyReason() const;

    /// A copy of the whole store in the folder `backups` beside it, before something happens that
    /// only happens to servers; older ones are thinned out. One for each `event`, however often it
    /// is asked for. Returns its file; empty: there is nothing to copy, or it is made already.
    /// DiskFull, Storage.
    Result<QString> safetyCopy(const QString &event);

    /// What it was opened with: for a further connection on another thread.
    const Options &options() const;
    /// Tells of what such a connection of the same person committed, as if it was done here.
    void announce(const ChangeSet &changes);

    Result<Tallies> tallies();
    /// A backup was restored since this connection was opened: what is remembered of the store is
    /// of another one. Who keeps such things (the sync engine) opens it again; its writes are
    /// refused until then.
    Result<bool> isReplaced();
    /// Takes over a name that this device was given by another connection, and tells the others of
    /// it.
    Result<void> refreshDevice();

signals:
    void changed(const cairn::ChangeSet &changes);

private:
    struct Parts;
    explicit Store(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace cairn
