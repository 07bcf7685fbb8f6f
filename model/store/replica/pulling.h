// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "remotechange.h"
#include "revision.h"

#include <QList>
#include <QStringList>

namespace cairn {

/// What this store needs for one row of `_changes`.
struct PullNeed {
    enum class Kind {
        Nothing, ///< all leaves are here (they only need to be acknowledged)
        Document, ///< one leaf, nothing unsent here: the document as it is in the row is enough
        Ancestry, ///< `missing` must be fetched with their ancestry
    };
    Kind kind = Kind::Nothing;
    QList<RevId> missing;
    int left = 0; ///< further ones, beyond kMostVersions
};

/// Of a document with more versions so many are taken. People make a handful; each new one is
/// compared with all.
inline constexpr qsizetype kMostVersions = 2'500;

struct StoreOutcome {
    int revisions = 0; ///< new leaves stored
    int notes = 0; ///< notes that changed because of them
    QStringList held; ///< ids of notes that would have gone from the person's sight, left as they
                      ///< are; sorted
    QStringList overwritten; ///< those of `held` that would be there with another text
};

/// What store() does about revisions that take a note from the person's sight.
enum class Removals {
    Hold, ///< leaves them out
    Admit, ///< stores as many as may go without a question, and leaves out the others
    Agreed, ///< stores them: the person agreed
    Keep, ///< stores them, and what was shown once more on top of them: the person keeps the notes
};

} // namespace cairn
