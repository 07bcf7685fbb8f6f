// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "revision.h"

#include <QJsonObject>
#include <QMetaType>
#include <QStringList>

#include <optional>

namespace cairn {

/// Where a note stands on its way to the server.
enum class NoteState { Synced, Pending, Syncing, Failed, Conflict, Resolved, Retrying };
QString noteStateName(NoteState state); ///< "synced", "pending" … the names of the command line
std::optional<NoteState> noteStateFromName(QStringView name);

/// Largest accepted sizes, in bytes of UTF-8. The server's default limit for a document is
/// 8,000,000 bytes.
inline constexpr qsizetype kMaxTitleBytes = 2'000;
inline constexpr qsizetype kMaxBodyBytes = 7'000'000;

/// What a person wrote and set: the content of a new note.
struct NoteContent {
    QString title;
    QString body; ///< Markdown, line ends are \n
    QString notebookId; ///< empty: none
    QStringList tags;
    bool pinned = false;
    bool emergency = false;
    QString color;
    std::optional<qint64> createdAt; ///< UTC ms; nothing: now. Importers set it.
    std::optional<qint64> updatedAt;
    QString id; ///< importers of our own exports: the id that the note had; another one where a
                ///< note here has it
    QString source; ///< importers: stable id of where it came from; the note's id is made from it,
                    ///< so there is one a source
    QJsonObject
        extra; ///< members of the document body that we only carry along (unknown front matter …)
};

/// A change to an existing note. Members that are not set stay as they are.
struct NotePatch {
    std::optional<QString> title;
    std::optional<QString> body;
    std::optional<QString> notebookId; ///< empty string: out of any notebook
    std::optional<QStringList> tags; ///< replaces the set; applied before addTags and removeTags
    QStringList addTags;
    QStringList removeTags;
    std::optional<bool> pinned;
    std::optional<bool> emergency;
    std::optional<QString> color;
    std::optional<bool> trashed;
    /// The revision that the person was looking at. When the note has moved on meanwhile, whoever
    /// wrote it, the edit is merged with what is there now, or becomes a version beside it where
    /// only a person can do that. Nothing: the displayed one, whatever it is.
    std::optional<RevId> basedOn;
    /// The document body of that revision (Note::raw): an unsent revision is rewritten by the next
    /// edit and its text is not kept. Empty: the store looks for it.
    QJsonObject base;
};

/// One row of a list: no body.
struct NoteSummary {
    qint64 key = 0; ///< local number of the document in this store; stable, never leaves the device
    QString id;
    QString title;
    QString preview; ///< the first ~200 characters of text without Markdown marks, one line
    QString notebookId;
    QString notebookName;
    QStringList tags;
    bool pinned = false;
    bool emergency = false;
    QString color;
    qint64 createdAt = 0;
    qint64 updatedAt = 0;
    std::optional<qint64> trashedAt;
    NoteState state = NoteState::Synced;
    bool conflict = false;
    bool unsaved = false; ///< text typed into it here is not on the disk yet; of list models only
};

/// A whole note as displayed.
struct Note : NoteSummary {
    RevId rev;
    QString body;
    QString notebookPath; ///< "A/B"
    QString deviceName; ///< the device that wrote this revision
    QJsonObject raw; ///< the document body this was read from
    /// Its text is damaged on the disk (damagedtext.h): title and text are the list's copy.
    bool damaged = false;
};

/// The note after an edit.
struct Saved {
    QString id;
    RevId rev;
    bool changed = true; ///< false: the edit left everything as it was, nothing was written
};

/// What to list. All set conditions must hold.
struct NoteQuery {
    enum class Sort { Updated, Created, Title };
    QString notebookId; ///< this notebook and those below it
    QString tag;
    bool trashed = false; ///< only the trash, or only what is not in it
    bool onlyEmergency = false;
    bool onlyOpenTasks = false; ///< has an unticked `- [ ]`
    bool onlyConflicts = false;
    std::optional<NoteState> state;
    QString
        text; ///< search query (see searchquery.h); empty: all. Sorted by relevance when not empty
    Sort sort = Sort::Updated;
    bool pinnedFirst = true;
    int limit = -1; ///< -1: no limit
    int offset = 0;
    friend bool operator==(const NoteQuery &, const NoteQuery &) = default;
};

struct NotebookInfo {
    QString id;
    QString name;
    QString parentId;
    QString path; ///< "A/B/C"
    int notes = 0; ///< notes directly in it, without trash
};

struct TagInfo {
    QString name;
    int notes = 0;
};

/// Numbers for the sidebar and the status sentence. Kept up to date with every change, never
/// counted.
struct Tallies {
    int notes = 0; ///< not in the trash
    int trashed = 0;
    int emergency = 0;
    int openTasks = 0; ///< notes with at least one unticked task
    int conflicts = 0; ///< notes that need review
    int pending = 0; ///< documents with unsent changes, dead letters not counted
    int dead = 0; ///< dead letters
    int unread = 0; ///< documents that the server has and that cannot be read
};

struct SearchHit {
    qint64 key = 0;
    QString id;
    QString title;
    QString snippet; ///< plain text; matches between U+E000 and U+E001
    double score = 0; ///< higher is better
};

/// An entry of a note's history.
struct NoteVersion {
    RevId rev;
    qint64 at = 0; ///< UTC ms on the clock of the device that made or received it
    QString device;
    QString kind; ///< "written", "received", "merged", "resolved", "restored", "typed" (in a review
                  ///< that was decided without it)
    qint64 size = 0; ///< bytes of title and body
    QList<RevId> madeFrom; ///< of a merge or a decision: the versions that went into it, as far as
                           ///< they are known
    bool decided = false; ///< made of several by somebody's decision, here or elsewhere
    QStringList otherDevices; ///< of a merge or a decision: whose versions went into it, this
                              ///< device left out
};

/// A note that is gone for good on all devices, but still in this device's history.
struct DeletedNote {
    QString id;
    RevId rev; ///< its last version: what NoteStore::revert() brings back
    QString title;
    QString device; ///< which wrote that version
    qint64 at = 0; ///< UTC ms: when it was last there
    qint64 size = 0; ///< bytes of title and body
};

/// How much of the past is kept. Days; kForEver: no end.
struct HistoryRetention {
    static constexpr int kForEver = -1;
    int everythingDays = 30; ///< every version
    int dailyDays =
        365; ///< after that: the version that each day ended with, for so many days more
    friend bool operator==(const HistoryRetention &, const HistoryRetention &) = default;
};

struct HistorySize {
    qint64 versions = 0;
    qint64 bytes = 0; ///< of titles and bodies
};

/// An automatic merge that a person may want to look at: what they wrote here and what another
/// device wrote.
struct MergeMark {
    RevId merged;
    RevId mine; ///< the version of this device that went into it
    std::optional<RevId> other; ///< nothing: its own text never came here, only the merge
    QString device; ///< which wrote the other one; empty: not known
    qint64 at = 0; ///< UTC ms, when that was written; 0: not known
    qint64 mergedAt = 0; ///< UTC ms, when this device came to know the merge
    bool isPresent = false; ///< nothing was written since
};

} // namespace cairn

Q_DECLARE_METATYPE(cairn::NoteQuery)
