// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "note.h"

namespace cairn {

/// So many leaves of one document are looked at in one go, when merging and when showing; a server
/// may invent any number.
inline constexpr int kMaxVersionsAtOnce = 16;

/// One of the versions that stand against each other.
struct ConflictLeaf {
    RevId rev;
    QString deviceName;
    qint64 at = 0; ///< UTC ms, the writing device's clock; for display only
    bool deleted = false;
    bool trashed = false; ///< it says the note is in the trash
    bool displayed = false; ///< the one this device shows
    bool winner = false; ///< the one CouchDB's rule picks
    bool thisDevice = false; ///< written on this device
    /// It came, and names this device as it was before a backup was restored here.
    bool formerDevice = false;
    QString title;
    QString body;
    QJsonObject raw; ///< the whole document body
};

struct ConflictSummary {
    qint64 key = 0;
    QString id; ///< note id
    QString title;
    QList<ConflictLeaf>
        leaves; ///< displayed first, then best first; bodies may be left out. Of more than
                ///< kMaxVersionsAtOnce only so many: displayed first, then those that came last
    int versions = 0; ///< in all
    std::optional<RevId> base;
    bool begun = false; ///< somebody has typed into its review, and not finished
    int regions = 0; ///< unresolved places of the proposal between the first two leaves
};

/// A piece of the combined text: either settled, or a place that a person must decide.
struct MergeChunk {
    bool conflict = false;
    QString text; ///< settled text (conflict == false)
    QString
        mine; ///< conflict: the displayed version's text, the other's, and the common ancestor's
    QString theirs;
    QString base;
};

/// What the conflict dialog works on: the displayed leaf ("mine") against the next one ("theirs").
struct ConflictDetails : ConflictSummary {
    bool titleConflict = false;
    QString mergedTitle; ///< when the title is no conflict
    QString baseTitle;
    QString baseBody;
    QList<MergeChunk> chunks; ///< concatenated they are the whole body
};

/// A decision about one conflict. It holds only for the leaves that the person saw.
struct Resolution {
    enum class Keep { Merged, Mine, Other, Both, Revision };
    Keep keep = Keep::Merged;
    QString title; ///< Merged: the decided text
    QString body;
    RevId revision; ///< Revision: this leaf wins
    QList<RevId> seen; ///< the live leaves shown; if they are no longer the ones,
                       ///< ErrorKind::Conflict. Where only some can be shown, a decision for one of
                       ///< them is about all (their number was shown)
    /// Where a text that somebody typed into the review waits. Unknown: the decision is refused
    /// (ErrorKind::Invalid). Ended: it comes from the review itself. ToHistory: the person decides
    /// by other means; once the conflict is over, the text is in the note's history.
    enum class Draft { Unknown, Ended, ToHistory };
    Draft draft = Draft::Unknown;
};

} // namespace cairn
