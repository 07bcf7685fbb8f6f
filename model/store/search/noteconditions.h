// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "error.h"
#include "note.h"
#include "searchquery.h"

#include <QByteArray>
#include <QVariant>

namespace cairn {

class Database;
class Statement;

/// A NoteState (as its integer) from a row of `note` named n and its row of `outbox`, if any, named
/// o.
QString noteStateSql();

/// The conditions of a NoteQuery and of the filters inside its text, as SQL over a row of `note`
/// named n; words are left out. The SQL is one of few texts (lists are bound as JSON), so that
/// statements stay prepared.
struct NoteConditions {
    QString sql; ///< "n.trashed = 0 AND …", never empty
    QList<std::pair<QByteArray, QVariant>> values;
    /// At most so many notes fulfil them, by the tallies; nothing: no idea, it may be all.
    std::optional<qint64> atMost;
    bool impossible = false; ///< names a tag or notebook that there is not

    void bindTo(Statement &statement) const;
    /// Tags are known by their whole name or, when there is none of that name, by its beginning;
    /// notebooks by their path, its end, or the beginning of a name in it; both in any case.
    /// Members of `query` itself are taken literally.
    static Result<NoteConditions>
    build(Database &database, const NoteQuery &query, const SearchQuery &text);
};

} // namespace cairn
