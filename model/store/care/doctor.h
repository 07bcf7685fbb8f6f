// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"

#include <QByteArrayList>
#include <QList>
#include <QStringList>

namespace cairn {

class Database;
struct Note;
struct StoreContext;

/// One thing the doctor looked at. `name` is stable ("database", "references", "trees",
/// "displayed", "bodies", "notes", "notebooks", "search", "numbers", "outbox"); `detail` is a plain
/// English line for people who help others.
struct DoctorCheck {
    QString name;
    bool ok = true;
    QString detail;
};

/// A document of which a repair took what the list shows, without anything that proves it to be
/// what was written (TextRescue).
struct UnprovenText {
    QString id;
    QString title; ///< of a notebook, its name
};

/// Checks that everything this store derives from its revisions agrees with them, and makes it
/// agree. What people wrote is only in revisions and history; everything else can be made again.
/// Costs seconds at 100,000 notes. Belongs to the thread of its store.
class Doctor {
public:
    explicit Doctor(StoreContext &context);

    /// Reads only, but for the search index's own check, which needs the write lock for a moment. A
    /// page that cannot be read is a verdict of the checks that need it; an error is what has
    /// nothing to do with what is in the file.
    Result<QList<DoctorCheck>> check();
    /// Makes leaf flags, displayed leaves, projection, search index, numbers and outbox again from
    /// the revisions, in one transaction, when a check fails, and checks again. Damaged pages of
    /// these, and of logs, are given up in it, and the file is written anew; the file as it was is
    /// kept beside it. Where pages of what people wrote cannot be read, or lack rows, nothing is
    /// changed. What becomes of texts that cannot be read stands at TextRescue: no list shows less
    /// than before, and what was given up is named and not called sound. What is still wrong
    /// afterwards cannot be repaired from this store: restore a backup.
    Result<QList<DoctorCheck>> repair();
    /// By the last repair. It leaves them sound, and whoever asked for it has to say so: only a
    /// person can tell whether they are right.
    const QList<UnprovenText> &unproven() const { return m_unproven; }
    struct NoteIds {
        QStringList ids;
        bool complete = true; ///< else some stand on damaged pages
    };
    /// Of all notes, trashed and deleted ones too, past the lists: for a store whose lists cannot
    /// be read.
    Result<NoteIds> noteIds();
    /// What is left of a note that NoteStore::note() cannot read: as the list shows it, else its
    /// newest version. NotFound: it is deleted, or there never was one; damage: nothing is left.
    Result<Note> note(const QString &id);
    /// What the list shows of a note, by its key; only what a revision alone has stays as it is.
    /// False: nothing, or it is on a damaged page.
    static Result<bool> readListed(Database &database, Note &note);
    static bool isDamage(const Error &error); ///< a page of the file cannot be read
    /// The verdict on a store that does not open for such an error.
    static DoctorCheck cannotBeOpened(const Error &error, const QString &file);
    static bool isHealthy(const QList<DoctorCheck> &checks);

private:
    Result<DoctorCheck> checkDatabase();
    Result<DoctorCheck> checkReferences();
    Result<DoctorCheck> checkTrees();
    Result<DoctorCheck> checkDisplayed();
    Result<DoctorCheck> checkBodies();
    Result<DoctorCheck> checkNotes();
    Result<DoctorCheck> checkNotebooks();
    Result<DoctorCheck> checkSearch();
    Result<DoctorCheck> checkNumbers();
    Result<DoctorCheck> checkOutbox();

    /// Pages that cannot be read.
    struct Damage {
        QByteArrayList derived; ///< tables that can be made again, and logs
        QByteArrayList indexes; ///< tables of what people wrote, which are whole, other than an
                                ///< index of theirs
        QByteArrayList lost; ///< tables of what people wrote
    };
    Result<Damage> findDamage();
    QString wordsFor(const Damage &damage) const;
    Result<void> replaceDamaged(const Damage &damage);
    Result<void> writeAnew();
    Result<void> repairDamaged(const Damage &damage, QString &kept);
    void dropKnown(QString &kept);
    Result<void> makeAgainFromRevisions();

    Result<void> rebuildProjection();
    Result<void> recount();

    StoreContext &m_context;
    QStringList m_givenUp; ///< by the last repair; see TextRescue
    QList<UnprovenText> m_unproven;
};

} // namespace cairn
